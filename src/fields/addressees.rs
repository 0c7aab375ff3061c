//! คำขึ้นต้น and to whom.

use super::{Ctx, Draft, trim_noise};
use crate::record::Kind;
use crate::rules::{Cue, Head};
use crate::text::TextSpan;

/// Lines that an addressee may run on, at most.
const REACH: usize = 5;

/// Reads salutation and addressees.
pub fn read(ctx: &Ctx, draft: &mut Draft) {
    let Some(s) = ctx.letter.zones.salutation else { return };
    let seg = ctx.seg(s);
    let Some(cue) = seg.cue else { return };
    let phrase = ctx.words(s)[..cue.phrase_len].trim();
    let phrase = if cue.distance > 0 && cue.cue == Cue::Salutation { "เรียน" } else { phrase };
    draft.record.salutation = Some(phrase.to_owned());
    draft.mark("/salutation", TextSpan::new(seg.span.start, seg.span.start + cue.phrase_len), "salutation", 0.97);
    let (from, rest) = seg.rest(ctx.layout.text);
    let mut pieces = vec![rest];
    let mut span = TextSpan::new(from, seg.span.end);
    for i in (s + 1..ctx.letter.segs.end).take(REACH) {
        if !goes_on(ctx, i, rest.is_empty() && i == s + 1, rest.is_empty()) || !room_left(ctx, i, pieces.last().map_or("", |p| p)) {
            break;
        }
        pieces.push(ctx.words(i));
        span = span.join(ctx.seg(i).span);
    }
    let value = join_posts(ctx, &pieces);
    let value = trim_noise(&value);
    if !value.is_empty() {
        draft.record.addressees = vec![value.to_owned()];
        draft.mark("/addressees/0", span, "salutation-line", 0.92);
    }
}

/// Lines of addressees as one: a line that begins with a post begins a new addressee.
fn join_posts(ctx: &Ctx, pieces: &[&str]) -> String {
    let mut out = String::new();
    for piece in pieces {
        let post = ctx.rules.words.has_head(piece.strip_prefix("และ").unwrap_or(piece), Head::Post);
        if post && !out.is_empty() {
            out = format!("{out} {}", ctx.join_lines([*piece]));
        } else {
            out = ctx.join_lines([out.as_str(), piece]);
        }
    }
    out
}

/// A line runs on only when it is full; after a short one a new addressee may follow, nothing else.
fn room_left(ctx: &Ctx, i: usize, above: &str) -> bool {
    let words = ctx.words(i);
    let named = ctx.rules.words.has_head(words.strip_prefix("และ").unwrap_or(words), Head::Post) || words.starts_with(['(', '“']);
    above.trim().is_empty() || above.chars().count() >= 38 || named && ctx.class(i).chars < 60
}

fn goes_on(ctx: &Ctx, i: usize, first: bool, empty_so_far: bool) -> bool {
    let (seg, c) = (ctx.seg(i), ctx.class(i));
    if ctx.letter.zones.lists.contains(&i) && matches!(ctx.cue(i), Some(Cue::Reference | Cue::Enclosure)) {
        return false;
    }
    let and_post = ctx.words(i).strip_prefix("และ").is_some_and(|w| ctx.rules.words.has_head(w, Head::Post));
    let apart = seg.blank_lines > usize::from(ctx.layout.spaced) && !empty_so_far && !and_post;
    let odd = c.junk || c.date || c.number || c.name || c.stamp || c.receiver || c.page_number || c.catchword || seg.column > 0;
    if apart || odd || !first && (c.chars > 80 || ctx.kind() == Kind::Stamped && c.chars > 32) || c.chars > 110 {
        return false;
    }
    // `…และหัวหน้า` / `ส่วนราชการ`
    let agency_word = ctx.cue(i) == Some(Cue::MemoAgency) && c.chars < 40;
    agency_word || matches!(ctx.cue(i), None | Some(Cue::Attachment))
}
