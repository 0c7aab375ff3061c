//! What follows the letter and is no letter itself.

use super::{Ctx, Draft, clean};
use crate::record::Attachment;

/// Notes title and place; the place is mapped to the source later.
pub fn read(ctx: &Ctx, draft: &mut Draft) {
    for range in &ctx.letter.zones.attachments {
        let lines: Vec<usize> = range.clone().collect();
        let Some(&first) = lines.first() else { continue };
        let n = draft.record.attachments.len();
        let span = ctx.span_of(&lines);
        draft.mark(format!("/attachments/{n}"), span, "attachment-heading", 0.85);
        draft.record.attachments.push(Attachment { title: clean(ctx.words(first)), start: span.start, end: span.end });
    }
}
