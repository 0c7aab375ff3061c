//! A name whose brackets or letters a signature was written over.

use super::Ctx;
use crate::record::Kind;
use crate::rules::{Cue, Head};
use crate::text::TextSpan;

/// Lines below the closing among which it stands.
const REACH: usize = 8;

/// Letters of it that are left, at least.
const LEAST: usize = 4;

/// The line below the closing on which at least one bracket and some words of a name are left, above a post, and the
/// words: `(นายสมพงษ์ 20`, `ใจดี)`.
pub(super) fn read(ctx: &Ctx) -> Option<(usize, TextSpan)> {
    let last = |cue| ctx.letter.segs.clone().rev().find(|&i| ctx.cue(i) == Some(cue));
    let purpose = || last(Cue::Purpose).filter(|_| ctx.kind() == Kind::Memo);
    let from = ctx.letter.zones.closing.or_else(|| last(Cue::DoneAt)).or_else(purpose)?;
    let lines = (from + 1..ctx.letter.segs.end).take(REACH).take_while(|&i| ctx.cue(i) != Some(Cue::Phone));
    lines.filter(|&i| above_post(ctx, i)).find_map(|i| words_left(ctx, i).map(|span| (i, span)))
}

fn above_post(ctx: &Ctx, i: usize) -> bool {
    let below = (i + 1..ctx.letter.segs.end).take(REACH).find(|&j| !ctx.class(j).junk);
    below.is_some_and(|j| (ctx.class(j).post || ctx.rules.words.acting(ctx.words(j)).is_some()) && !ctx.class(j).receiver)
}

/// The words of a name on line `i`, without what strokes were read as.
fn words_left(ctx: &Ctx, i: usize) -> Option<TextSpan> {
    const LONGEST: usize = 60;
    let (c, words) = (ctx.class(i), ctx.words(i));
    if ctx.cue(i).is_some() || c.date || c.number || c.stamp || c.chars > LONGEST {
        return None;
    }
    let open = words.rfind(['(', '[', '{']).map(|b| b + 1);
    let from = open.unwrap_or(0);
    let close = words[from..].find([')', ']', '}']).map(|b| from + b);
    open.or(close)?;
    let inner = &words[from..close.unwrap_or(words.len())];
    let of_name = |piece: &str| piece.chars().nth(1).is_some() && piece.chars().all(|c| ('ก'..='๎').contains(&c) || c == '.');
    let mut at = from;
    let mut span: Option<TextSpan> = None;
    for piece in inner.split(' ') {
        if of_name(piece) {
            let piece = TextSpan::new(at, at + piece.len());
            span = Some(span.map_or(piece, |s| s.join(piece)));
        } else if !piece.is_empty() && span.is_some() {
            break;
        }
        at += piece.len() + 1;
    }
    let span = span?;
    let name = span.of(words);
    let letters = name.chars().filter(|c| ('ก'..='ฮ').contains(c)).count();
    let post = ctx.rules.words.title(name).is_none() && ctx.rules.words.has_exact_head(name, Head::Post);
    let start = ctx.seg(i).span.start;
    (letters >= LEAST - 1 && name.chars().count() >= LEAST && !post).then(|| TextSpan::new(start + span.start, start + span.end))
}
