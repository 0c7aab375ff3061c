//! ชั้นความเร็ว and ชั้นความลับ: alone on a line of the heading.

use super::{Ctx, Draft};
use crate::record::Kind;
use crate::text::TextSpan;
use crate::values::Number;

/// Reads both.
pub fn read(ctx: &Ctx, draft: &mut Draft) {
    let z = &ctx.letter.zones;
    let top = z.subject.or(z.salutation).or(z.number).map_or(z.head.end, |i| i.max(z.head.end));
    let lines = ctx.letter.segs.start..top;
    for i in lines {
        if draft.record.urgency.is_none()
            && let Some(value) = ctx.rules.words.urgency(ctx.words(i)).filter(|_| ctx.class(i).urgency)
        {
            draft.record.urgency = Some(value.to_owned());
            draft.mark("/urgency", ctx.seg(i).span, "urgency-line", 0.98);
        }
        if let Some((value, span)) = behind_number(ctx, i).filter(|_| draft.record.urgency.is_none()) {
            draft.record.urgency = Some(value.to_owned());
            draft.mark("/urgency", span, "urgency-line", 0.95);
        }
        if let Some(value) = labelled(ctx, i).filter(|_| draft.record.urgency.is_none()) {
            draft.record.urgency = Some(value.to_owned());
            draft.mark("/urgency", ctx.seg(i).span, "urgency-line", 0.95);
        }
        if draft.record.secrecy.is_none()
            && let Some(value) = ctx.rules.words.secrecy(ctx.words(i)).filter(|_| ctx.class(i).secrecy)
        {
            draft.record.secrecy = Some(value.to_owned());
            draft.mark("/secrecy", ctx.seg(i).span, "secrecy-line", 0.98);
        }
    }
    // a secrecy class also stands at the foot of each page
    if draft.record.secrecy.is_none() && ctx.kind() != Kind::News {
        let foot = ctx.own_lines().filter(|&i| ctx.class(i).secrecy).find(|&i| i >= top);
        if let Some(i) = foot
            && let Some(value) = ctx.rules.words.secrecy(ctx.words(i))
        {
            draft.record.secrecy = Some(value.to_owned());
            draft.mark("/secrecy", ctx.seg(i).span, "secrecy-foot", 0.9);
        }
    }
}

/// `ที่ มท 0891.3/ว 442 (ด่วนที่สุด)`: in brackets behind the letter's own number.
fn behind_number<'a>(ctx: &Ctx<'a>, i: usize) -> Option<(&'a str, TextSpan)> {
    let words = ctx.words(i);
    let open = words.rfind('(').filter(|_| ctx.letter.zones.number == Some(i) && words.ends_with(')'))?;
    let (_, number) = Number::find(words, ctx.rules)?;
    let inner = &words[open + 1..words.len() - 1];
    let value = ctx.rules.words.urgency(inner).filter(|_| words[number.end.min(open)..open].trim().is_empty())?;
    Some((value, TextSpan::new(ctx.seg(i).span.start + open, ctx.seg(i).span.end)))
}

/// `ชั้นความเร็ว : ด่วนที่สุด`: behind its label, as registers and forms print it.
fn labelled<'a>(ctx: &Ctx<'a>, i: usize) -> Option<&'a str> {
    let (label, value) = ctx.words(i).split_once(':')?;
    (ctx.rules.words.message_field(label)? == "urgency").then(|| ctx.rules.words.urgency(value.trim()))?
}
