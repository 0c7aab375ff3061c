//! Every date of a letter with its role.

use super::{Ctx, Draft, Mark};
use crate::record::{DateItem, Kind};
use crate::rules::Cue;
use crate::text::Spans;

/// Reads every date of the letter with its role.
pub fn read(ctx: &Ctx, draft: &mut Draft) {
    let owned = |m: &&Mark| !m.field.starts_with("/citations") && m.field.ends_with("date");
    let read = |pointer: &str| draft.marks.iter().filter(owned).filter(|m| m.field.starts_with(pointer)).map(|m| m.span).collect::<Spans>();
    let (own, receipts, references) = (read("/date"), read("/receipts"), read("/references"));
    for d in ctx.dates {
        let Some(start) = d.iso.clone().filter(|_| ctx.legibility.digits(ctx.text, d.span)) else { continue };
        let role = if own.overlap(&d.span) {
            "letter"
        } else if receipts.overlap(&d.span) {
            "receipt"
        } else if references.overlap(&d.span) {
            "reference"
        } else if d.end.is_some() || is_event(ctx.layout.text, d.span.start) {
            "event"
        } else {
            "mention"
        };
        let n = draft.record.dates.len();
        draft.mark(format!("/dates/{n}/start"), d.span, d.rule, d.confidence);
        draft.record.dates.push(DateItem { start, end: d.end.clone(), role });
    }
}

/// A day on which something takes or took place: เมื่อวันที่, ในวันที่, ระหว่างวันที่ …
fn is_event(text: &str, at: usize) -> bool {
    let before: String = text[..at].chars().rev().take(14).collect::<Vec<_>>().into_iter().rev().collect();
    ["เมื่อวัน", "ในวัน", "ระหว่างวัน", "ตั้งแต่วัน", "ภายในวัน", "ณ วัน"].iter().any(|w| before.contains(w))
}

/// Whether line `i` carries a date that is not a stamp's or a citation's.
pub fn may_be_letter_date(ctx: &Ctx, i: usize) -> bool {
    let c = ctx.class(i);
    c.date && !ctx.words(i).contains("ลงวัน") && ctx.cue(i) != Some(Cue::StampDate) && ctx.kind() != Kind::News
}
