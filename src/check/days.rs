//! The order of days: dated, received, forwarded, reported.

use super::sheet::full;
use super::suspect::{self, SOON};
use super::{Place, Sheet, View};
use crate::record::Warning;
use crate::rules::patterns::PatternId as P;
use crate::skeleton::{distance, skeleton};
use crate::text::TextSpan;
use jiff::{ToSpan, civil::Date};

/// Characters before เมื่อวันที่ in which a word may say that the day lies ahead.
const BEFORE: usize = 40;

/// Characters behind the day of a meeting in which its resolution may be told.
const BEHIND: usize = 120;

/// The first characters of a text.
pub(super) fn first(text: &str, most: usize) -> &str {
    &text[..text.char_indices().nth(most).map_or(text.len(), |c| c.0)]
}

/// A stamp that bears an earlier day than the letter. A stamp below the signature may belong to the next letter.
pub fn received_before_dated(view: &View) -> Vec<Warning> {
    let sheet = view.sheet();
    let Some(dated) = sheet.date else { return Vec::new() };
    let next = view.file.sheets.get(view.at + 1).and_then(|s| s.date);
    let mut out = Vec::new();
    if suspect::day(view, dated).is_some() {
        return Vec::new();
    }
    for (_, field, day) in sheet.stamped().into_iter().filter(|r| r.2 < dated && suspect::received(view, dated, r.2).is_none()) {
        let place = sheet.sure(&field).map_or(0, |e| e.start);
        let below = sheet.signed_at().is_some_and(|s| place > s);
        if below && next.is_some_and(|n| n <= day) {
            continue;
        }
        if let Some(right) = suspect::one_figure(day, dated, dated.saturating_add(SOON.days())) {
            out.push(suspect::warning(view, &field, day, right));
            continue;
        }
        let slots = [("received", view.day(&day.to_string())), ("dated", view.day(&dated.to_string()))];
        let slots: Vec<(&str, &str)> = slots.iter().map(|(k, v)| (*k, v.as_str())).collect();
        let misread = !view.file.signs.clean() && suspect::follows(day, dated);
        let (code, variant) = if misread { ("suspect_digit", "stamp") } else { ("received_before_dated", "") };
        out.push(view.warn(code, variant, &field, &slots, Some(format!("{dated}/.."))));
    }
    out
}

/// A day after the letter's own on which something took place: เมื่อวันที่ …, the day of a meeting that was held, or one
/// that the words behind it call past.
pub fn dated_before_event(view: &View) -> Vec<Warning> {
    let sheet = view.sheet();
    let Some(dated) = sheet.date else { return Vec::new() };
    let words = sheet.span.of(sheet.text);
    let patterns = &view.rules().patterns;
    let past =
        [P::PastDay, P::HeldDay, P::DayToldPast].into_iter().flat_map(|id| patterns.get(id).captures_iter(words).map(move |c| (id, c)));
    let mut latest: Option<Date> = None;
    for (id, c) in past {
        let (Some(whole), Some(day)) = (c.get(0), c.name("day")) else { continue };
        let at = sheet.span.start + day.start();
        let k = sheet.dates.partition_point(|d| d.span.start < at);
        let Some(d) = sheet.dates.get(k).filter(|d| d.span.start == at && d.confidence >= 0.9) else { continue };
        let Some(event) = d.iso.as_deref().and_then(full).filter(|e| *e > dated) else { continue };
        // a meeting that has a number is past when it has resolved something
        let behind = |tells| patterns.get(tells).is_match(first(&sheet.text[d.span.end..sheet.span.end], BEHIND));
        let told = match id {
            P::HeldDay => c.name("held").is_some() || behind(P::Resolved),
            P::DayToldPast => behind(P::Over),
            _ => true,
        };
        if !told {
            continue;
        }
        let before = words[..whole.start()].char_indices().rev().take(BEFORE).last().map_or(0, |c| c.0);
        let ahead = patterns.get(P::NotYetPast).is_match(&words[before..whole.start()]);
        let source = view.file.text.to_source(TextSpan::new(at, d.span.end));
        if !ahead && !sheet.attached(source) {
            latest = latest.max(Some(event));
        }
    }
    let Some(event) = latest else { return Vec::new() };
    if let Some(right) = suspect::one_figure(dated, event, event.saturating_add(SOON.days())) {
        // the year may be doubted for other letters and stamps already
        let known = suspect::year(view, dated).is_some();
        return if known { Vec::new() } else { vec![suspect::warning(view, "/date", dated, right)] };
    }
    // a letter that cites this one may give a day that fits
    let cited = view.file.index.cited_days(view.at).into_iter().filter_map(|d| full(&d)).find(|d| *d >= event);
    let (dated_words, event_words) = (view.day(&dated.to_string()), view.day(&event.to_string()));
    let cited_words = cited.map(|c| view.day(&c.to_string())).unwrap_or_default();
    let slots = [("dated", dated_words.as_str()), ("event", &event_words), ("cited", &cited_words)];
    let variant = if cited.is_some() { "cited" } else { "" };
    let suggestion = cited.map_or_else(|| format!("{event}/.."), |c| c.to_string());
    vec![view.warn("dated_before_event", variant, "/date", &slots, Some(suggestion))]
}

/// A stamp of a later day than the letter that sends this one on.
pub fn received_after_forwarded(view: &View) -> Vec<Warning> {
    let sheet = view.sheet();
    let stamps = sheet.stamped();
    if stamps.is_empty() {
        return Vec::new();
    }
    let Some((cover, sent)) = covers(view).into_iter().min_by_key(|c| c.1) else { return Vec::new() };
    let sender = &view.file.sheets[cover];
    let name = view.file.sheets[cover].record.number.clone().unwrap_or_else(|| format!("{}", cover + 1));
    let mut out = Vec::new();
    // only the stamp of the office that sent it on was there by then
    let by_sender = |n: usize| sheet.record.receipts[n].receiver.as_deref().is_some_and(|r| same_office(r, sender));
    for (_, field, day) in stamps.into_iter().filter(|r| r.2 > sent && by_sender(r.0)) {
        let slots = [("received", view.day(&day.to_string())), ("dated", view.day(&sent.to_string())), ("cover", name.clone())];
        let slots: Vec<(&str, &str)> = slots.iter().map(|(k, v)| (*k, v.as_str())).collect();
        out.push(view.warn("received_after_forwarded", "", &field, &slots, Some(format!("../{sent}"))));
    }
    out
}

/// Whether a stamp's receiver is the body that issued a letter, or a part of it.
fn same_office(receiver: &str, sender: &Sheet) -> bool {
    let receiver = skeleton(receiver);
    [&sender.record.agency, &sender.record.office].into_iter().flatten().any(|name| {
        let name = skeleton(name);
        let (short, long) = if name.len() < receiver.len() { (&name, &receiver) } else { (&receiver, &name) };
        short.len() >= 6 && (long.starts_with(short) || long.ends_with(short) || distance(&name, &receiver) * 6 <= long.len())
    })
}

/// The letters that forward this one: those which cite it outside อ้างถึง; failing that the first of the file, where
/// it is about the same subject.
fn covers(view: &View) -> Vec<(usize, Date)> {
    let sheet = view.sheet();
    let after = |at: usize| view.file.sheets[at].date.filter(|d| sheet.date.is_none_or(|own| own <= *d)).map(|d| (at, d));
    let citing = view.file.index.citing(view.at);
    if !citing.is_empty() {
        return citing.iter().filter(|c| c.1 != Place::Reference).filter_map(|c| after(c.0)).collect();
    }
    let first = &view.file.sheets[0];
    let (Some(a), Some(b)) = (first.record.subject.as_deref(), sheet.record.subject.as_deref()) else { return Vec::new() };
    let (a, b) = (skeleton(a), skeleton(b));
    let same = view.at > 0 && a.len() >= 8 && distance(&a, &b) * 8 <= a.len().max(b.len());
    if same { after(0).into_iter().collect() } else { Vec::new() }
}
