//! What follows the letter and is no letter itself.

use super::{Ctx, Draft, clean};
use crate::record::Attachment;

/// Notes title and place; the place is mapped to the source later.
pub fn read(ctx: &Ctx, draft: &mut Draft) {
    let Some(range) = ctx.letter.zones.attachment.clone().filter(|r| !r.is_empty()) else { return };
    let lines: Vec<usize> = range.collect();
    let span = ctx.span_of(&lines);
    draft.mark("/attachments/0", span, "attachment-heading", 0.85);
    draft.record.attachments.push(Attachment { title: clean(ctx.words(lines[0])), start: span.start, end: span.end });
}
