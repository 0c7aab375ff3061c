//! The military message form (กระดาษเขียนข่าว): every value stands after a label and a colon.

use super::{Ctx, Draft, clean};
use crate::rules::Cue;
use crate::text::TextSpan;
use crate::values::Number;
use crate::values::find_date as find;

const RULE: &str = "message-label";

/// Reads the labelled values where the page is such a form.
pub fn read(ctx: &Ctx, draft: &mut Draft) {
    if !is_form(ctx) {
        return;
    }
    let alone =
        ctx.letter.segs.clone().take(10).find_map(|i| Some((i, ctx.rules.words.urgency(ctx.words(i)).filter(|_| ctx.class(i).urgency)?)));
    if let Some((i, value)) = alone.filter(|_| draft.record.urgency.is_none()) {
        put(ctx, draft, "urgency", value.to_owned(), ctx.seg(i).span);
    }
    for i in ctx.letter.segs.clone().take(40) {
        let pieces = pieces(ctx, i);
        for (k, &place) in pieces.iter().enumerate() {
            // a word of the text is no second label
            let free = |field: &str| !draft.marks.iter().any(|m| m.rule == RULE && m.field == pointer(field));
            let plain = || {
                plain_label(ctx, place)
                    .or_else(|| long_label(ctx, i, place))
                    .or_else(|| lone_label(ctx, i))
                    .or_else(|| cell_label(ctx, &pieces[k..]))
            };
            let Some((field, value)) = labelled(ctx, place).or_else(|| plain().filter(|f| free(f.0))) else { continue };
            let words = value.of(ctx.layout.text);
            let shown = clean(words);
            if shown.is_empty() || shown == "-" {
                continue;
            }
            let start = value.end - words.trim_start().len();
            put(ctx, draft, field, shown, TextSpan::new(start, start + words.trim().len()));
        }
    }
    behind_labels(ctx, draft);
}

/// The pieces of line `i`: it may hold two labels, or be the row of a table.
fn pieces(ctx: &Ctx, i: usize) -> Vec<TextSpan> {
    let words = ctx.words(i);
    let mut from = 0;
    let piece = |piece: &str| {
        let at = ctx.seg(i).span.start + from;
        from += piece.len() + usize::from(words[from + piece.len()..].starts_with('|'));
        TextSpan::new(at, at + piece.len())
    };
    words.split('|').flat_map(|p| parted(ctx, p)).map(piece).collect()
}

/// A label that is the whole of a cell, its value in the next one: `| ชั้นความเร็ว | ด่วนมาก |`.
fn cell_label<'a>(ctx: &Ctx<'a>, pieces: &[TextSpan]) -> Labelled<'a> {
    let [label, value, ..] = pieces else { return None };
    let bar = || ctx.layout.text[..value.start].ends_with('|');
    Some((ctx.rules.words.message_field(label.of(ctx.layout.text).trim())?, *value)).filter(|_| bar())
}

/// A piece in two, where a label of two words or more stands behind the value of the first: `จาก ทรภ.1 หมู่วันเวลา …`.
fn parted<'a>(ctx: &Ctx, piece: &'a str) -> Vec<&'a str> {
    const LABEL: usize = 10;
    let label = |at: usize| {
        let rest = &piece[at..];
        let ends = rest.match_indices([' ', ':']).map(|m| m.0).chain([rest.len()]).take(4);
        ends.into_iter().any(|e| rest[..e].chars().count() >= LABEL && ctx.rules.words.message_label(&rest[..e]).is_some())
    };
    let first = piece.len() - piece.trim_start().len();
    let cut = piece.match_indices(' ').map(|m| m.0 + 1).filter(|&at| at > first + LABEL).find(|&at| label(at));
    cut.map_or_else(|| vec![piece], |at| vec![&piece[..at], &piece[at..]])
}

/// The number behind ที่, and the day behind วันที่, on a line that begins with another label.
fn behind_labels(ctx: &Ctx, draft: &mut Draft) {
    for i in ctx.letter.segs.clone().take(15) {
        let (words, at) = (ctx.words(i), ctx.seg(i).span.start);
        let behind = |label: &str| words.find(label).map(|p| p + label.len()).filter(|_| ctx.class(i).chars < 110);
        if let Some(from) = behind(" ที่ ").filter(|_| draft.record.number.is_none())
            && let Some((number, m)) = Number::find(&words[from..], ctx.rules).filter(|(_, m)| m.start == 0)
        {
            put(ctx, draft, "number", number.value(), TextSpan::new(at + from, at + from + m.end));
        }
        if let Some(from) = behind(" วันที่ ").filter(|_| draft.record.date.is_none())
            && let Some(d) = find(&words[from..], at + from, ctx.rules).filter(|d| d.span.start == at + from)
        {
            put(ctx, draft, "date", d.span.of(ctx.layout.text).to_owned(), d.span);
        }
    }
}

/// Whether the page is a message form.
pub(super) fn is_form(ctx: &Ctx) -> bool {
    ctx.letter.segs.clone().take(10).any(|i| ctx.cue(i) == Some(Cue::MessageTitle))
}

/// A label and the place of its value.
type Labelled<'a> = Option<(&'a str, TextSpan)>;

/// A label with its colon.
fn labelled<'a>(ctx: &Ctx<'a>, piece: TextSpan) -> Labelled<'a> {
    let (label, value) = piece.of(ctx.layout.text).split_once(':')?;
    Some((ctx.rules.words.message_field(label)?, TextSpan::new(piece.end - value.len(), piece.end)))
}

/// A label of one word, with a blank for its colon: `จาก กองร้อย…`.
fn plain_label<'a>(ctx: &Ctx<'a>, piece: TextSpan) -> Labelled<'a> {
    let (label, value) = piece.of(ctx.layout.text).split_once(' ')?;
    // ถึง may be the first word of a longer one
    let field = ctx.rules.words.message_field(label).filter(|_| long_end(ctx, piece).is_none_or(|l| l.1 <= label.len()))?;
    Some((field, TextSpan::new(piece.end - value.len(), piece.end)))
}

/// A label of several words before its value, or before the next column with it: `ถึง  ผู้รับปฏิบัติ  ผบ.ร้อย`.
fn long_label<'a>(ctx: &Ctx<'a>, i: usize, piece: TextSpan) -> Labelled<'a> {
    let (field, end) = long_end(ctx, piece)?;
    let value = TextSpan::new(piece.start + end, piece.end);
    let beside = || ctx.layout.segs.get(i + 1).filter(|s| s.line == ctx.seg(i).line).map(|s| s.span);
    Some((field, if value.of(ctx.layout.text).trim().is_empty() { beside()? } else { value }))
}

/// A label alone on its line, its value on the next.
fn lone_label<'a>(ctx: &Ctx<'a>, i: usize) -> Labelled<'a> {
    let field = ctx.rules.words.message_field(ctx.words(i)).filter(|f| matches!(*f, "agency" | "addressees" | "number"))?;
    let below = ctx.layout.segs.get(i + 1).filter(|s| s.line > ctx.seg(i).line && ctx.letter.segs.contains(&(i + 1)))?;
    let other = ctx.rules.words.message_field(below.of(ctx.layout.text).split(' ').next()?).is_some();
    (!other).then_some((field, below.span))
}

/// The longest label with which `piece` begins to the letter, and where it ends there.
fn long_end<'a>(ctx: &Ctx<'a>, piece: TextSpan) -> Option<(&'a str, usize)> {
    const LONGEST: usize = 120;
    let words = piece.of(ctx.layout.text);
    let ends = words.match_indices(' ').map(|m| m.0).chain([words.len()]).take_while(|&e| e <= LONGEST);
    ends.filter_map(|end| Some((ctx.rules.words.message_label(&words[..end])?, end))).last()
}

/// Where the value of `field` stands in the record.
fn pointer(field: &str) -> String {
    if field == "addressees" { "/addressees/0".to_owned() } else { format!("/{field}") }
}

fn put(ctx: &Ctx, draft: &mut Draft, field: &str, value: String, span: TextSpan) {
    let words = &ctx.rules.words;
    // `ผู้รับปฏิบัติ : ด่วนมาก`: how fast it goes to them
    let speed = field == "addressees" && words.urgency(&value).is_some_and(|u| value.chars().count() <= u.chars().count() + 2);
    let field = if speed { "urgency" } else { field };
    let found = match field {
        // another label may follow
        "urgency" => words.urgency(&value).or_else(|| words.leading_urgency(&value)).map(str::to_owned),
        "secrecy" => words.secrecy(&value).map(str::to_owned),
        "number" => Number::find(&value, ctx.rules).map(|n| n.0.value()),
        "date" => find(&value, 0, ctx.rules).and_then(|d| d.iso),
        _ => Some(value),
    };
    // words that are no such value say nothing
    let Some(found) = found else { return };
    if matches!(field, "number" | "date") && !ctx.legible(draft, &format!("/{field}"), span) {
        return;
    }
    let r = &mut draft.record;
    match field {
        "urgency" => r.urgency = Some(found),
        "secrecy" => r.secrecy = Some(found),
        "agency" => r.agency = Some(found),
        "addressees" => r.addressees = vec![found],
        "number" => r.number = Some(found),
        "date" => r.date = Some(found),
        _ => return,
    }
    let pointer = pointer(field);
    draft.marks.retain(|m| m.field != pointer);
    draft.mark(pointer, span, RULE, 0.93);
}
