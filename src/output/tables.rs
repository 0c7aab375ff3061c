//! The CSV tables: one a thing, one row an item, each beginning with `id,path,index`.

use crate::check::custody::way;
use crate::record::{Record, Repair};
use anyhow::Result;
use std::borrow::Cow;
use std::io::Write;

type Emit<'a> = &'a mut dyn FnMut(&[Cow<str>]) -> Result<()>;

/// One table: file name, header, rows of a letter.
pub struct TableSpec {
    /// File name.
    pub name: &'static str,
    /// Column names.
    pub header: &'static [&'static str],
    /// Gives the rows of one letter, without the first three cells.
    pub rows: fn(&Record, Emit) -> Result<()>,
}

/// Every table.
pub const TABLES: &[TableSpec] = &[
    TableSpec {
        name: "letters.csv",
        header: &[
            "id",
            "path",
            "index",
            "kind",
            "urgency",
            "secrecy",
            "number",
            "agency",
            "address",
            "postcode",
            "date",
            "subject",
            "salutation",
            "addressees",
            "references",
            "enclosures",
            "signatories",
            "receipts",
            "office",
            "phones",
            "contacts",
            "emails",
            "urls",
            "warnings",
            "start",
            "end",
            "encoding",
            "hash",
            "first_page",
            "last_page",
        ],
        rows: letters,
    },
    TableSpec {
        name: "signatories.csv",
        header: &["id", "path", "index", "name", "position", "acting", "acting_for", "role"],
        rows: signatories,
    },
    TableSpec { name: "receipts.csv", header: &["id", "path", "index", "receiver", "number", "date", "time"], rows: receipts },
    TableSpec { name: "custody.csv", header: &["id", "path", "index", "step", "office", "number", "date", "time", "days"], rows: custody },
    TableSpec {
        name: "references.csv",
        header: &["id", "path", "index", "text", "agency", "number", "date", "resolved_id"],
        rows: references,
    },
    TableSpec { name: "enclosures.csv", header: &["id", "path", "index", "description", "quantity", "unit"], rows: enclosures },
    TableSpec { name: "contacts.csv", header: &["id", "path", "index", "kind", "value", "ext", "person"], rows: contacts },
    TableSpec { name: "dates.csv", header: &["id", "path", "index", "start", "end", "role"], rows: dates },
    TableSpec { name: "citations.csv", header: &["id", "path", "index", "number", "date", "resolved_id"], rows: citations },
    TableSpec {
        name: "evidence.csv",
        header: &["id", "path", "index", "field", "start", "end", "raw", "page", "left", "top", "right", "bottom", "confidence", "rule"],
        rows: evidence,
    },
    TableSpec {
        name: "repairs.csv",
        header: &["id", "path", "index", "start", "end", "before", "after", "rule", "confidence"],
        rows: |r, emit| edits(&r.repairs, emit),
    },
    TableSpec {
        name: "suggestions.csv",
        header: &["id", "path", "index", "start", "end", "before", "after", "rule", "confidence"],
        rows: |r, emit| edits(&r.suggestions, emit),
    },
    TableSpec { name: "warnings.csv", header: &["id", "path", "index", "code", "field", "message", "suggestion"], rows: warnings },
];

/// A cell that a spreadsheet program would run as a formula gets an apostrophe before it.
pub fn harmless(cell: &str) -> Cow<'_, str> {
    match cell.as_bytes().first() {
        Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r') => Cow::Owned(format!("'{cell}")),
        _ => Cow::Borrowed(cell),
    }
}

/// Writes one row of a letter: id, path, index, then `cells`.
pub fn write_row<W: Write>(csv: &mut csv::Writer<W>, (id, path, index): (&str, &str, usize), cells: &[Cow<str>]) -> Result<()> {
    csv.write_field(id)?;
    csv.write_field(harmless(path).as_ref())?;
    csv.write_field(index.to_string())?;
    for cell in cells {
        csv.write_field(harmless(cell).as_ref())?;
    }
    csv.write_record(None::<&[u8]>)?;
    Ok(())
}

fn cell(value: &Option<String>) -> Cow<'_, str> {
    Cow::Borrowed(value.as_deref().unwrap_or_default())
}

fn text(value: &str) -> Cow<'_, str> {
    Cow::Borrowed(value)
}

fn number(value: usize) -> Cow<'static, str> {
    Cow::Owned(value.to_string())
}

fn confidence(value: f32) -> Cow<'static, str> {
    // nearly all edits are sure
    if value == 1.0 { Cow::Borrowed("1.000") } else { Cow::Owned(format!("{value:.3}")) }
}

fn optional<T: ToString>(value: Option<T>) -> Cow<'static, str> {
    Cow::Owned(value.map_or(String::new(), |v| v.to_string()))
}

fn joined<T>(list: &[T], one: impl Fn(&T) -> String) -> Cow<'static, str> {
    Cow::Owned(list.iter().map(one).filter(|s| !s.is_empty()).collect::<Vec<_>>().join(" | "))
}

fn kind_word(r: &Record) -> Cow<'static, str> {
    // the same words as in the JSON
    Cow::Owned(serde_json::to_value(r.kind).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default())
}

fn letters(r: &Record, emit: Emit) -> Result<()> {
    let or = |v: &Option<String>| v.clone().unwrap_or_default();
    let spaced = |parts: &[String]| parts.iter().filter(|p| !p.is_empty()).cloned().collect::<Vec<_>>().join(" ");
    emit(&[
        kind_word(r),
        cell(&r.urgency),
        cell(&r.secrecy),
        cell(&r.number),
        cell(&r.agency),
        cell(&r.address),
        cell(&r.postcode),
        cell(&r.date),
        cell(&r.subject),
        cell(&r.salutation),
        joined(&r.addressees, String::clone),
        joined(&r.references, |x| spaced(&[or(&x.number), or(&x.date)])),
        joined(&r.enclosures, |x| spaced(&[x.description.clone(), or(&x.quantity), or(&x.unit)])),
        joined(&r.signatories, |x| or(&x.name)),
        joined(&r.receipts, |x| spaced(&[or(&x.receiver), or(&x.number), or(&x.date), or(&x.time)])),
        cell(&r.office),
        joined(&r.phones, |x| if x.ext.is_empty() { x.number.clone() } else { format!("{} ต่อ {}", x.number, x.ext.join(", ")) }),
        joined(&r.contacts, String::clone),
        joined(&r.emails, String::clone),
        joined(&r.urls, String::clone),
        joined(&r.warnings, |x| x.code.to_owned()),
        number(r.source.start),
        number(r.source.end),
        text(&r.source.encoding),
        text(&r.source.hash),
        optional(r.source.pages.first().map(|p| p.page)),
        optional(r.source.pages.last().map(|p| p.page)),
    ])
}

fn signatories(r: &Record, emit: Emit) -> Result<()> {
    r.signatories.iter().try_for_each(|s| emit(&[cell(&s.name), cell(&s.position), cell(&s.acting), cell(&s.acting_for), text(s.role)]))
}

fn receipts(r: &Record, emit: Emit) -> Result<()> {
    r.receipts.iter().try_for_each(|s| emit(&[cell(&s.receiver), cell(&s.number), cell(&s.date), cell(&s.time)]))
}

/// The receipts in the order of their days, each with the days since the one before, the first since the letter's date.
fn custody(r: &Record, emit: Emit) -> Result<()> {
    let day = |date: &Option<String>| date.as_deref().filter(|d| d.len() == 10).and_then(|d| d.parse::<jiff::civil::Date>().ok());
    let mut before = day(&r.date);
    for (step, n) in (1..).zip(way(r)) {
        let s = &r.receipts[n];
        let own = day(&s.date);
        let days = own.zip(before).map_or_else(String::new, |(a, b)| (a - b).get_days().to_string());
        before = own.or(before);
        emit(&[number(step), cell(&s.receiver), cell(&s.number), cell(&s.date), cell(&s.time), days.into()])?;
    }
    Ok(())
}

fn references(r: &Record, emit: Emit) -> Result<()> {
    r.references.iter().try_for_each(|s| emit(&[text(&s.text), cell(&s.agency), cell(&s.number), cell(&s.date), cell(&s.resolved_id)]))
}

fn enclosures(r: &Record, emit: Emit) -> Result<()> {
    r.enclosures.iter().try_for_each(|s| emit(&[text(&s.description), cell(&s.quantity), cell(&s.unit)]))
}

/// Phones, e-mails, web addresses and persons in one table.
fn contacts(r: &Record, emit: Emit) -> Result<()> {
    let none = || text("");
    for p in &r.phones {
        emit(&[text(p.kind), text(&p.number), Cow::Owned(p.ext.join(", ")), cell(&p.person)])?;
    }
    for (kind, list) in [("email", &r.emails), ("url", &r.urls), ("person", &r.contacts)] {
        for value in list {
            emit(&[text(kind), text(value), none(), none()])?;
        }
    }
    Ok(())
}

fn dates(r: &Record, emit: Emit) -> Result<()> {
    r.dates.iter().try_for_each(|s| emit(&[text(&s.start), cell(&s.end), text(s.role)]))
}

fn citations(r: &Record, emit: Emit) -> Result<()> {
    r.citations.iter().try_for_each(|s| emit(&[text(&s.number), cell(&s.date), cell(&s.resolved_id)]))
}

fn evidence(r: &Record, emit: Emit) -> Result<()> {
    r.evidence.iter().try_for_each(|s| {
        let edge = |i: usize| optional(s.area.map(|a| a[i]));
        emit(&[
            text(&s.field),
            number(s.start),
            number(s.end),
            text(&s.raw),
            optional(s.page),
            edge(0),
            edge(1),
            edge(2),
            edge(3),
            confidence(s.confidence),
            text(s.rule),
        ])
    })
}

fn edits(edits: &[Repair], emit: Emit) -> Result<()> {
    edits
        .iter()
        .try_for_each(|s| emit(&[number(s.start), number(s.end), text(&s.before), text(&s.after), text(s.rule), confidence(s.confidence)]))
}

fn warnings(r: &Record, emit: Emit) -> Result<()> {
    r.warnings.iter().try_for_each(|s| emit(&[text(s.code), text(&s.field), text(&s.message), cell(&s.suggestion)]))
}
