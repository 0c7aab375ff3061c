//! Parts that are missing, and letters that are there twice.

use super::View;
use super::promised::in_body;
use crate::record::{Kind, Record, Warning};
use crate::rules::patterns::PatternId as P;
use crate::text::TextSpan;

/// A part: the name of its value, and whether the record has it.
type Part = (&'static str, fn(&Record) -> bool);

const NUMBER: Part = ("number", |r| r.number.is_some());
const DATE: Part = ("date", |r| r.date.is_some());
const SUBJECT: Part = ("subject", |r| r.subject.is_some());
const ADDRESSEES: Part = ("addressees", |r| !r.addressees.is_empty());
const AGENCY: Part = ("agency", |r| r.agency.is_some());
const SIGNER: Part = ("signatories", |r| !r.signatories.is_empty());

const REFERENCES: Part = ("references", |r| !r.references.is_empty());
const ENCLOSURES: Part = ("enclosures", |r| !r.enclosures.is_empty());

/// What a document of each kind must have.
fn needed(kind: Kind) -> &'static [Part] {
    match kind {
        Kind::External => &[NUMBER, AGENCY, DATE, SUBJECT, ADDRESSEES, SIGNER],
        Kind::Memo => &[AGENCY, NUMBER, DATE, SUBJECT, ADDRESSEES, SIGNER],
        Kind::Stamped => &[NUMBER, ADDRESSEES, AGENCY, DATE],
        Kind::Order => &[AGENCY, NUMBER, SUBJECT, DATE, SIGNER],
        Kind::Announcement | Kind::Regulation => &[AGENCY, SUBJECT, DATE],
        Kind::Certificate => &[DATE, SIGNER],
        Kind::News => &[DATE],
        Kind::Minutes | Kind::Other => &[],
    }
}

/// A part that a document of this kind must have and that was neither read nor warned of.
pub fn missing(view: &View) -> Vec<Warning> {
    let (sheet, rules) = (view.sheet(), view.rules());
    let record = sheet.record;
    let known = |name: &str| record.warnings.iter().any(|w| w.field.strip_prefix('/') == Some(name));
    // a list of which the body speaks
    let said = |id: P| {
        let found = rules.patterns.get(id).find_iter(sheet.span.of(sheet.text));
        found.map(|m| TextSpan::new(sheet.span.start + m.start(), sheet.span.start + m.end())).any(|at| in_body(view, at))
    };
    let letter = matches!(record.kind, Kind::External | Kind::Memo);
    let references = (letter && record.references.is_empty() && said(P::SpeaksOfReference)).then_some(REFERENCES);
    let enclosures = (letter && record.enclosures.is_empty() && said(P::SpeaksOfEnclosure)).then_some(ENCLOSURES);
    let parts = needed(record.kind).iter().copied().chain(references).chain(enclosures);
    let gone = parts.filter(|p| !(p.1)(record) && !known(p.0));
    gone.map(|(name, _)| {
        let part = rules.messages.text(rules.lang, &format!("part.{name}"), &[]);
        view.warn("missing_field", "", &format!("/{name}"), &[("part", &part)], None)
    })
    .collect()
}

/// A letter whose number and date an earlier one of the file has too.
pub fn duplicate(view: &View) -> Vec<Warning> {
    let sheet = view.sheet();
    let (Some((_, number)), Some(date)) = (&sheet.number, sheet.date) else { return Vec::new() };
    let Some(first) = view.file.index.first_of(number, &date.to_string()).filter(|&i| i < view.at) else { return Vec::new() };
    let (letter, dated) = ((first + 1).to_string(), view.day(&date.to_string()));
    let slots = [("number", number.as_str()), ("dated", &dated), ("letter", &letter)];
    vec![view.warn("duplicate_letter", "", "/number", &slots, None)]
}
