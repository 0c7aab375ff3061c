//! The lines above a name in brackets: its rank, where it is signed (`(ลงชื่อ) พล.ต. สมชาย ใจดี`, `ลงชื่อ......กรรมการ`),
//! by whose order (`รับคำสั่ง ผบ.ทบ.`).

use super::{Ctx, clean, trim_noise};
use crate::rules::Cue;
use crate::skeleton::{distance, skeleton};
use crate::text::TextSpan;

/// Characters of a rank, at most.
const RANK: usize = 12;
/// Lines above a name that are looked at.
const ABOVE: usize = 3;
/// Characters of a line on which a rank stands before a name, at most.
const SIGNED: usize = 120;

/// What stands behind the word for signing on line `i`, its dots left out; nothing where the line is no such one.
fn signed<'a>(ctx: &Ctx<'a>, i: usize) -> Option<&'a str> {
    let words = ctx.words(i);
    let rest = ctx.rules.phrasing.signing(words)?;
    Some(rest.trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '…' | '_' | ':' | '-')))
}

/// What stands before the dotted line, and what behind it.
fn around_dots(rest: &str) -> Option<(&str, &str)> {
    let from = ["..", "…", "__"].iter().filter_map(|dots| rest.find(dots)).min()?;
    let behind = rest[from..].trim_start_matches(['.', '…', '_', ' ']);
    Some((rest[..from].trim_end(), behind))
}

/// Whether line `i` is one on which somebody signs.
pub(super) fn is_signing(ctx: &Ctx, i: usize) -> bool {
    signed(ctx, i).is_some()
}

/// A rank or academic title on one of the two lines above the name: alone, or before the name as it was signed.
pub(super) fn rank_above(ctx: &Ctx, i: usize, name: &str) -> Option<(String, TextSpan)> {
    // a point read as a comma
    let pointed = |j: usize| ctx.words(j).trim().replace([',', ';'], ".");
    let alone = |j: usize| {
        let words = ctx.words(j);
        let short = ctx.class(j).chars <= RANK;
        let found = [trim_noise(words).to_owned(), words.trim().to_owned()].into_iter().find(|w| ctx.rules.words.is_rank(w));
        found.or_else(|| Some(pointed(j)).filter(|w| short && ctx.rules.words.is_rank(w))).map(|r| (clean(&r), ctx.seg(j).span))
    };
    let rank = |j: usize| alone(j).or_else(|| behind_closing(ctx, j)).or_else(|| before_name(ctx, j, name)).map(|r| (r, j));
    let ((rank, span), j) = (ctx.letter.segs.start..i).rev().take(2).find_map(rank)?;
    let between = (j + 1..i).all(|k| ctx.class(k).junk);
    (between || j + 1 == i).then_some((rank, span))
}

/// The rank on the line of the closing, as readers of pages join them.
fn behind_closing(ctx: &Ctx, j: usize) -> Option<(String, TextSpan)> {
    let (_, rest) = ctx.words(j).split_once(' ').filter(|_| ctx.cue(j) == Some(Cue::Closing))?;
    let end = ctx.seg(j).span.end;
    ctx.rules.words.is_rank(rest).then(|| (clean(rest), TextSpan::new(end - rest.len(), end)))
}

/// The rank on line `j` before what was signed there: nothing, or the same name.
fn before_name(ctx: &Ctx, j: usize, name: &str) -> Option<(String, TextSpan)> {
    let words = ctx.words(j);
    if ctx.class(j).chars > SIGNED {
        return None;
    }
    let rest = ctx.rules.phrasing.signing(words).map_or(words, |r| r.trim_start_matches([' ', '.', '…', '_']));
    let from = ctx.seg(j).span.end - rest.len();
    let ends = rest.match_indices(' ').map(|m| m.0).chain(std::iter::once(rest.len()));
    let rank = ends.map(|e| &rest[..e]).filter(|r| ctx.rules.words.is_rank(r)).last();
    let rank = rank.or_else(|| ctx.rules.words.title(rest).filter(|t| ctx.rules.words.is_rank(t)))?;
    let behind = around_dots(&rest[rank.len()..]).map_or(&rest[rank.len()..], |d| d.0).trim_matches([' ', '.', '…', '_']);
    let (a, b) = (skeleton(behind), skeleton(name));
    (a.is_empty() && rest.len() < words.len() || !a.is_empty() && distance(&a, &b) * 4 <= b.len())
        .then(|| (clean(rank), TextSpan::new(from, from + rank.len())))
}

/// The post on the line where he signs: `ลงชื่อ...............ประธานกรรมการ`.
pub(super) fn post_beside(ctx: &Ctx, i: usize, name: &str) -> Option<(String, TextSpan)> {
    let j = i.checked_sub(1).filter(|j| ctx.letter.segs.contains(j))?;
    let words = ctx.words(j);
    let behind = around_dots(words).filter(|_| is_signing(ctx, j))?.1;
    // what was written on the dots, and dots again
    let post = behind.rsplit("..").next().unwrap_or(behind).trim_start_matches(['.', ' ', '…']);
    let (a, b) = (skeleton(post), skeleton(name));
    let titled = ctx.rules.words.title(post).is_some() && !ctx.rules.phrasing.is_officer(post);
    let other = a.len() >= 4 && distance(&a, &b) * 2 > b.len() && !ctx.rules.words.is_rank(post) && !titled;
    let from = ctx.seg(j).span.start + words.find(post)?;
    other.then(|| (clean(post), TextSpan::new(from, from + post.len())))
}

/// By whose order the one signs whose name stands on line `i`: the phrase, and the post behind it.
pub(super) fn by_order(ctx: &Ctx, i: usize) -> Option<(String, String, TextSpan)> {
    let lines = (ctx.letter.segs.start..i).rev().take(ABOVE).take_while(|&j| !ctx.class(j).name && !ctx.class(j).post);
    lines.filter_map(|j| order_line(ctx, j)).next()
}

/// `รับคำสั่ง ผบ.ทบ.` above a name.
fn order_line(ctx: &Ctx, j: usize) -> Option<(String, String, TextSpan)> {
    let words = ctx.words(j);
    let phrase = ctx.rules.phrasing.by_order(words)?;
    let post = trim_noise(words[phrase.len()..].trim_start_matches(['/', ' ']));
    let from = ctx.seg(j).span.start + words.find(post)?;
    (ctx.class(j).chars < 60 && !post.is_empty()).then(|| (phrase.to_owned(), clean(post), TextSpan::new(from, from + post.len())))
}

/// Whether line `i` says by whose order the next one signs.
pub(super) fn opens_by_order(ctx: &Ctx, i: usize) -> bool {
    let below = (i + 1..ctx.letter.segs.end).take(ABOVE).find(|&j| ctx.class(j).name || ctx.class(j).post);
    order_line(ctx, i).is_some() && below.is_some_and(|j| ctx.class(j).name)
}
