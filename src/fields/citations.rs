//! Document numbers cited anywhere but in the heading and under อ้างถึง.

use super::{Ctx, Draft, Mark};
use crate::record::Citation;
use crate::rules::patterns::PatternId as P;
use crate::text::{Spans, TextSpan};
use crate::values::{Number, ReadDate, find_date as find};

/// Characters after a number in which its date begins.
const REACH: usize = 40;

/// Characters after a number in which its date ends.
const DATE_END: usize = 80;

/// Reads the citations.
pub fn read(ctx: &Ctx, draft: &mut Draft) {
    let span = ctx.letter.span;
    let text = span.of(ctx.layout.text);
    let read = |m: &Mark| m.field == "/number" || m.field.starts_with("/references") && m.field.ends_with("number");
    let known: Spans = draft.marks.iter().filter(|m| read(m)).map(|m| m.span).collect();
    for (value, place) in numbers(ctx, text) {
        let at = TextSpan::new(span.start + place.start, span.start + place.end);
        if known.overlap(&at) || !ctx.legibility.digits(ctx.text, at) {
            continue;
        }
        let date = cited_day(ctx, &text[place.end..], at.end).filter(|d| ctx.legibility.digits(ctx.text, d.span));
        let n = draft.record.citations.len();
        draft.mark(format!("/citations/{n}/number"), at, "body-number", 0.9);
        if let Some(d) = date.as_ref().filter(|d| d.iso.is_some()) {
            draft.mark(format!("/citations/{n}/date"), d.span, d.rule, d.confidence);
        }
        draft.record.citations.push(Citation { number: value, date: date.and_then(|d| d.iso), resolved_id: None });
    }
    cut(ctx, draft);
}

/// What the column of quantities cuts in two stands whole in the description of an enclosure.
fn cut(ctx: &Ctx, draft: &mut Draft) {
    for e in 0..draft.record.enclosures.len() {
        let description = draft.record.enclosures[e].description.clone();
        let field = format!("/enclosures/{e}/description");
        let Some(whole) = draft.marks.iter().find(|m| m.field == field).map(|m| m.span) else { continue };
        if !ctx.legibility.digits(ctx.text, whole) {
            continue;
        }
        for (value, place) in numbers(ctx, &description) {
            let date = cited_day(ctx, &description[place.end..], 0).and_then(|d| d.iso);
            let known = draft.record.citations.iter().position(|c| c.number == value);
            let n = known.unwrap_or(draft.record.citations.len());
            if known.is_none() {
                draft.mark(format!("/citations/{n}/number"), whole, "enclosed-number", 0.85);
                draft.record.citations.push(Citation { number: value, date: None, resolved_id: None });
            }
            if let (None, Some(date)) = (&draft.record.citations[n].date, date) {
                draft.mark(format!("/citations/{n}/date"), whole, "enclosed-number", 0.85);
                draft.record.citations[n].date = Some(date);
            }
        }
    }
}

/// The cited numbers in `text` with their places.
fn numbers(ctx: &Ctx, text: &str) -> Vec<(String, std::ops::Range<usize>)> {
    let found = ctx.rules.patterns.get(P::BodyNumber).captures_iter(text).filter_map(|c| {
        let (from, to) = (c.name("prefix")?.start(), c.get(0)?.end());
        let number = Number::from(&c, ctx.rules);
        let digits = number.code.chars().take_while(char::is_ascii_digit).count();
        (digits >= 4 || ctx.rules.gazetteer.is_prefix(&number.prefix)).then(|| (number.value(), from..to))
    });
    found.collect()
}

/// The day of the ลงวันที่, or of its short form, that follows a number; `at` is the place of `after` in the whole text.
fn cited_day(ctx: &Ctx, after: &str, at: usize) -> Option<ReadDate> {
    let clip = |n: usize| &after[..after.char_indices().nth(n).map_or(after.len(), |c| c.0)];
    let c = ctx.rules.patterns.get(P::CitedDay).captures(clip(REACH))?;
    let (cue, day) = (c.get(0)?.start(), c.name("day")?.start());
    let own = !after[..cue].contains('/');
    find(&clip(DATE_END)[day..], at + day, ctx.rules).filter(|d| own && d.span.start == at + day)
}
