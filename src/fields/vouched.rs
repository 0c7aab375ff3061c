//! Values whose own place cannot be read, but of which another place of the file certainly speaks: the letters of a run
//! bear witness about each other. A letter that is cited where it lies is known by its body and by what is left of its
//! number or date; a stamp is set within days. What stands in its own place legibly is never changed, and all that is
//! given here is flagged.

use super::references::sure_number;
use super::{Ctx, Draft, clean};
use crate::record::Warning;
use crate::rules::patterns::PatternId as P;
use crate::skeleton::skeleton;
use crate::text::TextSpan;
use crate::values::{Number, Written, find_date, may_stand_for};
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::HashMap;

/// Days within which a letter is stamped.
const SOON: i32 = 14;

/// How sure a value is that another place vouches for.
const CONFIDENCE: f32 = 0.6;

/// How sure a witness must be.
const SURE: f32 = 0.8;

/// Digits of a number that two letters of one body hardly have in common by chance.
const LONG: usize = 6;

/// Fills in what other places of the file tell.
pub fn read(ctxs: &[Ctx], drafts: &mut [Draft]) {
    for (ctx, draft) in ctxs.iter().zip(drafts.iter_mut()) {
        by_stamps(ctx, draft);
        stamps_by_letter(ctx, draft);
        place_of_body(ctx, draft);
    }
    if drafts.len() > 1 && drafts.iter().any(lacks) {
        by_citations(ctxs, drafts);
    }
}

fn lacks(draft: &Draft) -> bool {
    let r = &draft.record;
    r.number.is_none() || r.date.is_none() || r.references.iter().any(|x| x.number.is_none() || x.date.is_none())
}

fn day(iso: Option<&str>) -> Option<Date> {
    iso?.parse().ok()
}

/// The place of a value and how sure it is.
fn place(draft: &Draft, field: &str) -> Option<(TextSpan, f32)> {
    draft.marks.iter().find(|m| m.field == field).map(|m| (m.span, m.confidence))
}

fn place_of(draft: &Draft, field: &str) -> Option<TextSpan> {
    place(draft, field).map(|p| p.0)
}

fn unread(draft: &Draft, field: &str) -> Option<TextSpan> {
    draft.unread.iter().find(|u| u.0 == field).map(|u| u.1)
}

/// Enters the place of a vouched value, and that it is no more than vouched for.
fn give(ctx: &Ctx, draft: &mut Draft, field: &str, span: TextSpan, rule: &'static str) {
    draft.mark(field, span, rule, CONFIDENCE);
    let raw = clean(ctx.text.to_source(span).of(ctx.text.source()));
    let message = ctx.rules.messages.text(ctx.rules.lang, "low_confidence.vouched", &[("raw", &raw)]);
    let warnings = &mut draft.record.warnings;
    warnings.retain(|w| !(w.code == "low_confidence" && w.field == field));
    warnings.push(Warning { code: "low_confidence", field: field.to_owned(), message, suggestion: None });
}

/// The date that cannot be read, where it stands, and whether figures of it are lost.
fn written(ctx: &Ctx, span: TextSpan) -> Option<(Written, bool)> {
    let found = Written::find(span.of(ctx.layout.text), span.start, ctx.rules)?;
    let lost = !ctx.legibility.digits(ctx.text, found.span);
    Some((found, lost))
}

/// Where the letter's own date stands that cannot be read: what was read there, or the only line of the heading.
fn own_place(ctx: &Ctx, draft: &Draft) -> Option<TextSpan> {
    if let Some(span) = unread(draft, "/date") {
        return Some(span);
    }
    let z = &ctx.letter.zones;
    let end = z.salutation.or(z.subject).unwrap_or(z.head.end);
    let free = |i: &usize| {
        let c = ctx.class(*i);
        c.chars < 40 && ctx.cue(*i).is_none() && !c.stamp && !ctx.words(*i).contains("ลงวัน")
    };
    let taken = |span: TextSpan| draft.marks.iter().map(|m| m.span).chain(draft.unread.iter().map(|u| u.1)).any(|s| s.overlaps(&span));
    let places = (ctx.letter.segs.start..end).filter(free).map(|i| ctx.seg(i).span).filter(|s| !taken(*s));
    let mut places = places.filter(|s| Written::find(s.of(ctx.layout.text), s.start, ctx.rules).is_some());
    places.next().filter(|_| places.next().is_none())
}

/// The letter's own date by the first of its stamps: no letter is stamped before its day.
fn by_stamps(ctx: &Ctx, draft: &mut Draft) {
    if draft.record.date.is_some() || draft.record.receipts.is_empty() {
        return;
    }
    let stamps = draft.record.receipts.iter().enumerate().filter_map(|(n, r)| {
        let (span, sure) = place(draft, &format!("/receipts/{n}/date"))?;
        Some((day(r.date.as_deref())?, span)).filter(|_| sure >= SURE)
    });
    let Some((stamp, at)) = stamps.min() else { return };
    let Some((own, lost)) = own_place(ctx, draft).and_then(|s| written(ctx, s)) else { return };
    let Ok(first) = stamp.checked_sub(SOON.days()) else { return };
    if let Some(date) = own.only_day(first, stamp, lost) {
        let span = if date == stamp { at } else { own.span };
        draft.record.date = Some(date.to_string());
        give(ctx, draft, "/date", span, "date-by-stamp");
    }
}

/// Days of stamps by the letter's own date.
fn stamps_by_letter(ctx: &Ctx, draft: &mut Draft) {
    let Some((at, sure)) = place(draft, "/date").filter(|p| p.1 >= SURE || draft.record.receipts.is_empty()) else { return };
    let Some(own) = day(draft.record.date.as_deref()).filter(|_| sure >= SURE) else { return };
    let Ok(last) = own.checked_add(SOON.days()) else { return };
    for n in 0..draft.record.receipts.len() {
        let field = format!("/receipts/{n}/date");
        if draft.record.receipts[n].date.is_some() {
            continue;
        }
        let Some((stamp, lost)) = unread(draft, &field).and_then(|s| written(ctx, s)) else { continue };
        if let Some(date) = stamp.only_day(own, last, lost) {
            let span = if date == own { at } else { stamp.span };
            draft.record.receipts[n].date = Some(date.to_string());
            give(ctx, draft, &field, span, "stamp-day-by-letter");
        }
    }
}

/// The place of a body whose letterhead ends before it (`ที่ทำการองค์การบริหารส่วนตำบล`): the one place of which the
/// signers' posts speak. It stood on a line of its own.
fn place_of_body(ctx: &Ctx, draft: &mut Draft) {
    let Some(agency) = draft.record.agency.clone().filter(|a| ctx.rules.phrasing.awaits_place(a)) else { return };
    let last = agency.split(' ').next_back().unwrap_or(&agency);
    let body = ctx.rules.phrasing.without_seat(last).unwrap_or(last);
    let posts = draft.record.signatories.iter().enumerate().filter(|(_, s)| s.role == "signer").flat_map(|(n, s)| {
        [("position", s.position.as_deref()), ("acting_for", s.acting_for.as_deref())]
            .map(|(key, post)| (format!("/signatories/{n}/{key}"), post))
    });
    let found = posts.filter_map(|(field, post)| {
        let post = post?;
        let place = post[post.find(body)? + body.len()..].split(' ').next().filter(|p| p.chars().count() > 1)?;
        Some((place.to_owned(), place_of(draft, &field)?))
    });
    let found: Vec<(String, TextSpan)> = found.collect();
    if let Some((place, span)) = found.first().filter(|f| found.iter().all(|o| o.0 == f.0)) {
        draft.record.agency = Some(format!("{agency} {place}"));
        let span = *span;
        draft.marks.retain(|m| m.field != "/agency");
        give(ctx, draft, "/agency", span, "place-by-signer");
    }
}

/// What one letter says of another.
struct Spoken {
    /// The letter that says it, and the item of อ้างถึง where it stands.
    at: (usize, Option<usize>),
    /// The letter that is meant.
    of: usize,
    number: Option<(Number, String, TextSpan)>,
    date: Option<(Date, TextSpan)>,
    /// The words.
    span: TextSpan,
}

/// Numbers and dates of letters by those that cite them, and the other way about.
fn by_citations(ctxs: &[Ctx], drafts: &mut [Draft]) {
    let mut bodies: HashMap<String, Vec<usize>> = HashMap::new();
    for (k, draft) in drafts.iter().enumerate() {
        for key in draft.record.agency.iter().flat_map(|a| keys(&ctxs[k], a)) {
            bodies.entry(key).or_default().push(k);
        }
    }
    let spoken: Vec<Spoken> = (0..drafts.len()).flat_map(|k| spoken_in(&ctxs[k], &drafts[k], k, &bodies)).collect();
    let mut of: HashMap<usize, Vec<&Spoken>> = HashMap::new();
    spoken.iter().for_each(|s| of.entry(s.of).or_default().push(s));
    for (k, said) in of {
        cited(&ctxs[k], &mut drafts[k], &said);
    }
    for s in &spoken {
        if let (at, Some(n)) = s.at {
            let own = Own::of(&drafts[s.of]);
            reference(&ctxs[at], &mut drafts[at], n, s, own);
        }
    }
}

/// The names by which a body is cited: its own, and that without its seat (`ศาลากลางจังหวัด…` writes as จังหวัด…).
fn keys(ctx: &Ctx, agency: &str) -> Vec<String> {
    let whole: String = agency.split_whitespace().collect();
    let plain = ctx.rules.phrasing.without_seat(&whole).map(str::to_owned);
    [Some(whole), plain].into_iter().flatten().map(|name| skeleton(&name).into_iter().collect()).collect()
}

/// What the letter `k` says of others of the file, under อ้างถึง and สิ่งที่ส่งมาด้วย. A body of which the file has two
/// letters tells neither.
fn spoken_in(ctx: &Ctx, draft: &Draft, k: usize, bodies: &HashMap<String, Vec<usize>>) -> Vec<Spoken> {
    let references = draft.record.references.iter().enumerate().map(|(n, r)| (Some(n), format!("/references/{n}/text"), r.text.as_str()));
    let enclosures = draft.record.enclosures.iter().enumerate();
    let enclosures = enclosures.map(|(n, e)| (None, format!("/enclosures/{n}/description"), e.description.as_str()));
    let items = references.chain(enclosures).filter_map(|(n, field, words)| {
        let (span, _) = place(draft, &field)?;
        let named = ctx.rules.patterns.get(P::LetterWord).find(words)?.end();
        let body = words[named..].split_whitespace().next()?;
        let meant = keys(ctx, body).into_iter().find_map(|key| bodies.get(&key))?;
        let mut others = meant.iter().copied().filter(|&j| j != k);
        let of = others.next().filter(|_| others.next().is_none())?;
        let legible = ctx.legibility.digits(ctx.text, span);
        let number = sure_number(ctx, words).filter(|_| legible).map(|n| (n.value(), n)).map(|(value, n)| (n, value, span));
        let date = find_date(words, 0, ctx.rules).filter(|_| legible).and_then(|d| day(d.iso.as_deref())).map(|d| (d, span));
        Some(Spoken { at: (k, n), of, number, date, span })
    });
    items.collect()
}

/// Whether what is left of a number at `span` may be `number`.
fn may_be_number(ctx: &Ctx, span: TextSpan, number: &Number) -> bool {
    let digits = |s: &str| s.chars().filter(char::is_ascii_digit).collect::<String>();
    let Some((code, run)) = span.of(ctx.layout.text).rsplit_once('/') else { return false };
    let (own_code, own_run) = (digits(&number.code), digits(&number.run));
    own_code.len() + own_run.len() >= LONG && may_stand_for(&digits(code), &own_code) && may_stand_for(&digits(run), &own_run)
}

/// Fills in number and date of a letter that others cite.
fn cited(ctx: &Ctx, draft: &mut Draft, said: &[&Spoken]) {
    let (number_place, date_place) = (unread(draft, "/number"), own_place(ctx, draft));
    let own = Own::of(draft);
    let own_written = date_place.and_then(|s| written(ctx, s));
    let meant = said.iter().filter(|s| {
        let (number, date) = (own.number(s.number.as_ref().map(|n| n.1.as_str())), own.date(s.date.map(|d| d.0)));
        let fits_number = || s.number.as_ref().is_some_and(|n| number_place.is_some_and(|p| may_be_number(ctx, p, &n.0)));
        let fits_date = || s.date.is_some_and(|d| own_written.as_ref().is_some_and(|(w, lost)| w.may_mean(d.0, *lost)));
        !number.0 && !date.0 && (number.1 || date.1 || fits_number() || fits_date())
    });
    let meant: Vec<&&Spoken> = meant.collect();
    let numbers: Vec<&(Number, String, TextSpan)> = meant.iter().filter_map(|s| s.number.as_ref()).collect();
    let dates: Vec<&(Date, TextSpan)> = meant.iter().filter_map(|s| s.date.as_ref()).collect();
    if let Some(n) = numbers.first().filter(|n| draft.record.number.is_none() && numbers.iter().all(|o| o.1 == n.1)) {
        draft.record.number = Some(n.1.clone());
        give(ctx, draft, "/number", n.2, "number-by-citation");
    }
    // what is left of its own date may be another day
    let may_be = |d: &Date| own_written.as_ref().is_none_or(|(w, lost)| w.may_mean(*d, *lost));
    if let Some(d) = dates.first().filter(|d| draft.record.date.is_none() && dates.iter().all(|o| o.0 == d.0) && may_be(&d.0)) {
        draft.record.date = Some(d.0.to_string());
        give(ctx, draft, "/date", d.1, "date-by-citation");
    }
}

/// A letter's own number and date with their places, where they stand in their own places for sure.
#[derive(Default, Clone)]
struct Own {
    number: Option<(String, TextSpan)>,
    date: Option<(Date, TextSpan)>,
}

impl Own {
    fn of(draft: &Draft) -> Self {
        let sure = |field: &str| place(draft, field).filter(|p| p.1 >= SURE).map(|p| p.0);
        let date = day(draft.record.date.as_deref());
        Self { number: draft.record.number.clone().zip(sure("/number")), date: date.zip(sure("/date")) }
    }
    /// Whether the number is another one, and whether it is the same.
    fn number(&self, value: Option<&str>) -> (bool, bool) {
        let same = self.number.as_ref().zip(value).map(|(own, v)| own.0 == v);
        (same == Some(false), same == Some(true))
    }
    /// Whether the date is another one, and whether it is the same.
    fn date(&self, value: Option<Date>) -> (bool, bool) {
        let same = self.date.as_ref().zip(value).map(|(own, v)| own.0 == v);
        (same == Some(false), same == Some(true))
    }
}

/// Fills in number and date of a cited letter that lies in the file.
fn reference(ctx: &Ctx, draft: &mut Draft, n: usize, s: &Spoken, own: Own) {
    let has = &draft.record.references[n];
    let (number, date) = (own.number(has.number.as_deref()), own.date(day(has.date.as_deref())));
    let (field, day_field) = (format!("/references/{n}/number"), format!("/references/{n}/date"));
    let parsed = own.number.as_ref().and_then(|v| Number::find(&v.0, ctx.rules)).map(|n| n.0);
    let fits_number = || parsed.as_ref().is_some_and(|p| unread(draft, &field).is_some_and(|u| may_be_number(ctx, u, p)));
    let fits_date = || own.date.is_some_and(|d| written(ctx, s.span).is_some_and(|(w, lost)| w.may_mean(d.0, lost)));
    if number.0 || date.0 || !(number.1 || date.1 || fits_number() || fits_date()) {
        return;
    }
    let (no_number, no_date) = (has.number.is_none(), has.date.is_none());
    if let Some((value, span)) = own.number.filter(|_| no_number) {
        draft.record.references[n].number = Some(value);
        give(ctx, draft, &field, span, "reference-by-letter");
    }
    if let Some((date, span)) = own.date.filter(|_| no_date) {
        draft.record.references[n].date = Some(date.to_string());
        give(ctx, draft, &day_field, span, "reference-by-letter");
    }
}
