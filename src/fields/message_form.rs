//! The military message form (กระดาษเขียนข่าว): every value stands after a label and a colon.

use super::{Ctx, Draft, clean};
use crate::rules::Cue;
use crate::text::TextSpan;
use crate::values::Number;
use crate::values::find_date as find;

const RULE: &str = "message-label";

/// Reads the labelled values where the page is such a form.
pub fn read(ctx: &Ctx, draft: &mut Draft) {
    if !ctx.letter.segs.clone().take(10).any(|i| ctx.cue(i) == Some(Cue::MessageTitle)) {
        return;
    }
    for i in ctx.letter.segs.clone().take(40) {
        let words = ctx.words(i);
        let mut from = 0;
        // a line may hold two labels
        for piece in words.split('|') {
            let at = ctx.seg(i).span.start + from;
            from += piece.len() + 1;
            let labelled = piece.split_once(':').and_then(|(l, v)| Some((ctx.rules.words.message_field(l)?, v)));
            // a word of the text is no second label
            let free = |field: &str| !draft.marks.iter().any(|m| m.rule == RULE && m.field == pointer(field));
            let Some((field, value)) = labelled.or_else(|| plain_label(ctx, piece).filter(|f| free(f.0))) else { continue };
            let shown = clean(value);
            if shown.is_empty() || shown == "-" {
                continue;
            }
            let start = at + piece.len() - value.trim_start().len();
            put(ctx, draft, field, shown, TextSpan::new(start, start + value.trim().len()));
        }
    }
}

/// A label of one word, with a blank for its colon: `จาก กองร้อย…`.
fn plain_label<'a>(ctx: &Ctx<'a>, piece: &'a str) -> Option<(&'a str, &'a str)> {
    let (label, value) = piece.split_once(' ')?;
    Some((ctx.rules.words.message_field(label)?, value))
}

/// Where the value of `field` stands in the record.
fn pointer(field: &str) -> String {
    if field == "addressees" { "/addressees/0".to_owned() } else { format!("/{field}") }
}

fn put(ctx: &Ctx, draft: &mut Draft, field: &str, value: String, span: TextSpan) {
    let words = &ctx.rules.words;
    let found = match field {
        "urgency" => words.urgency(&value).map(str::to_owned),
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
