//! Document numbers cited anywhere but in the heading and under อ้างถึง.

use super::{Ctx, Draft, Mark};
use crate::record::Citation;
use crate::rules::patterns::PatternId as P;
use crate::text::TextSpan;
use crate::values::Number;
use crate::values::find_date as find;

/// Bytes after a number in which its date is looked for.
const DATE_REACH: usize = 150;

/// Reads the citations.
pub fn read(ctx: &Ctx, draft: &mut Draft) {
    let span = ctx.letter.span;
    let text = span.of(ctx.layout.text);
    let read = |m: &Mark| m.field == "/number" || m.field.starts_with("/references") && m.field.ends_with("number");
    let known: Vec<TextSpan> = draft.marks.iter().filter(|m| read(m)).map(|m| m.span).collect();
    for c in ctx.rules.patterns.get(P::BodyNumber).captures_iter(text) {
        let Some(m) = c.name("prefix").zip(c.get(0)).map(|(p, w)| (p.start(), w.end())) else { continue };
        let at = TextSpan::new(span.start + m.0, span.start + m.1);
        if known.iter().any(|k| k.overlaps(&at)) || !ctx.legibility.digits(ctx.text, at) {
            continue;
        }
        let number = Number::from(&c, ctx.rules);
        if number.code.chars().take_while(char::is_ascii_digit).count() < 4 && !ctx.rules.gazetteer.is_prefix(&number.prefix) {
            continue;
        }
        let value = number.value();
        let mut reach = (m.1 + DATE_REACH).min(text.len());
        while !text.is_char_boundary(reach) {
            reach -= 1;
        }
        let after = &text[m.1..reach];
        let date = after
            .find("ลงวันที่")
            .filter(|&p| p < 60)
            .and_then(|p| find(&after[p..], span.start + m.1 + p, ctx.rules))
            .filter(|d| d.span.start < span.start + m.1 + 120 && ctx.legibility.digits(ctx.text, d.span));
        let n = draft.record.citations.len();
        draft.mark(format!("/citations/{n}/number"), at, "body-number", 0.9);
        if let Some(d) = date.as_ref().filter(|d| d.iso.is_some()) {
            draft.mark(format!("/citations/{n}/date"), d.span, d.rule, d.confidence);
        }
        draft.record.citations.push(Citation { number: value, date: date.and_then(|d| d.iso), resolved_id: None });
    }
}
