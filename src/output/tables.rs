//! The CSV tables: one a thing, one row an item, each beginning with `id,path,index`.

use crate::check::custody::way;
use crate::record::{Record, Repair};
use anyhow::Result;
use std::borrow::Cow;

/// One table: file name, header, rows of a letter.
pub struct TableSpec {
    /// File name.
    pub name: &'static str,
    /// Column names.
    pub header: &'static [&'static str],
    /// Adds the rows of the letter that was begun, without the first three cells.
    pub rows: fn(&Record, &mut Lines),
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
        rows: |r, to| edits(&r.repairs, to),
    },
    TableSpec {
        name: "suggestions.csv",
        header: &["id", "path", "index", "start", "end", "before", "after", "rule", "confidence"],
        rows: |r, to| edits(&r.suggestions, to),
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

/// Lines of a table, as they are written: CSV after RFC 4180, each letter's with its id, path and index in front.
pub struct Lines {
    csv: csv::Writer<Vec<u8>>,
    /// The cells that the lines of the letter begin with.
    front: [String; 3],
    /// The first line that could not be written.
    fault: Option<csv::Error>,
}

/// Bytes that lines gather before they are passed on: few, since many tables of one letter have no row.
const GATHERED: usize = 512;

impl Default for Lines {
    fn default() -> Self {
        let csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).buffer_capacity(GATHERED).from_writer(Vec::new());
        Self { csv, front: Default::default(), fault: None }
    }
}

impl Lines {
    /// Begins the lines of a letter.
    pub fn letter(&mut self, (id, path, index): (&str, &str, usize)) {
        self.front = [id.to_owned(), path.to_owned(), index.to_string()];
    }

    /// The lines.
    ///
    /// # Errors
    /// When a line has more or fewer cells than the one before it.
    pub fn into_bytes(self) -> Result<Vec<u8>> {
        match self.fault {
            Some(fault) => Err(fault.into()),
            None => self.csv.into_inner().map_err(|e| anyhow::anyhow!("{}", e.error())),
        }
    }

    fn keep(&mut self, done: csv::Result<()>) {
        if let Err(fault) = done {
            self.fault.get_or_insert(fault);
        }
    }

    /// Begins a line of the letter.
    pub fn row(&mut self) -> &mut Self {
        let done = self.front.iter().try_for_each(|cell| self.csv.write_field(harmless(cell).as_ref()));
        self.keep(done);
        self
    }

    /// A cell with a text.
    pub fn text(&mut self, cell: &str) -> &mut Self {
        let done = self.csv.write_field(harmless(cell).as_ref());
        self.keep(done);
        self
    }

    /// A cell with a text, or an empty one.
    fn cell(&mut self, cell: &Option<String>) -> &mut Self {
        self.text(cell.as_deref().unwrap_or_default())
    }

    /// A cell with a number.
    fn number(&mut self, cell: impl itoa::Integer) -> &mut Self {
        self.text(itoa::Buffer::new().format(cell))
    }

    /// A cell with a number, or an empty one.
    fn optional(&mut self, cell: Option<impl itoa::Integer>) -> &mut Self {
        match cell {
            Some(n) => self.number(n),
            None => self.text(""),
        }
    }

    /// A cell with a probability, to three figures behind the point.
    fn probability(&mut self, cell: f32) -> &mut Self {
        self.text(&format!("{cell:.3}"))
    }

    /// Cells with texts.
    pub fn texts(&mut self, cells: &[Cow<str>]) -> &mut Self {
        cells.iter().for_each(|cell| {
            self.text(cell);
        });
        self
    }

    /// Ends a line.
    pub fn end(&mut self) {
        let done = self.csv.write_record(None::<&[u8]>);
        self.keep(done);
    }
}

/// One line of texts alone.
pub fn plain(cells: &[&str]) -> Result<Vec<u8>> {
    let mut line = Lines::default();
    cells.iter().for_each(|cell| {
        line.text(cell);
    });
    line.end();
    line.into_bytes()
}

fn joined<T>(list: &[T], one: impl Fn(&T) -> String) -> String {
    list.iter().map(one).filter(|s| !s.is_empty()).collect::<Vec<_>>().join(" | ")
}

fn kind_word(r: &Record) -> String {
    // the same words as in the JSON
    serde_json::to_value(r.kind).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

fn letters(r: &Record, to: &mut Lines) {
    let or = |v: &Option<String>| v.clone().unwrap_or_default();
    let spaced = |parts: &[String]| parts.iter().filter(|p| !p.is_empty()).cloned().collect::<Vec<_>>().join(" ");
    to.row()
        .text(&kind_word(r))
        .cell(&r.urgency)
        .cell(&r.secrecy)
        .cell(&r.number)
        .cell(&r.agency)
        .cell(&r.address)
        .cell(&r.postcode)
        .cell(&r.date)
        .cell(&r.subject)
        .cell(&r.salutation)
        .text(&joined(&r.addressees, String::clone))
        .text(&joined(&r.references, |x| spaced(&[or(&x.number), or(&x.date)])))
        .text(&joined(&r.enclosures, |x| spaced(&[x.description.clone(), or(&x.quantity), or(&x.unit)])))
        .text(&joined(&r.signatories, |x| or(&x.name)))
        .text(&joined(&r.receipts, |x| spaced(&[or(&x.receiver), or(&x.number), or(&x.date), or(&x.time)])))
        .cell(&r.office)
        .text(&joined(&r.phones, |x| if x.ext.is_empty() { x.number.clone() } else { format!("{} ต่อ {}", x.number, x.ext.join(", ")) }))
        .text(&joined(&r.contacts, String::clone))
        .text(&joined(&r.emails, String::clone))
        .text(&joined(&r.urls, String::clone))
        .text(&joined(&r.warnings, |x| x.code.to_owned()))
        .number(r.source.start)
        .number(r.source.end)
        .text(&r.source.encoding)
        .text(&r.source.hash)
        .optional(r.source.pages.first().map(|p| p.page))
        .optional(r.source.pages.last().map(|p| p.page))
        .end();
}

fn signatories(r: &Record, to: &mut Lines) {
    r.signatories.iter().for_each(|s| to.row().cell(&s.name).cell(&s.position).cell(&s.acting).cell(&s.acting_for).text(s.role).end());
}

fn receipts(r: &Record, to: &mut Lines) {
    r.receipts.iter().for_each(|s| to.row().cell(&s.receiver).cell(&s.number).cell(&s.date).cell(&s.time).end());
}

/// The receipts in the order of their days, each with the days since the one before, the first since the letter's date.
fn custody(r: &Record, to: &mut Lines) {
    let day = |date: &Option<String>| date.as_deref().filter(|d| d.len() == 10).and_then(|d| d.parse::<jiff::civil::Date>().ok());
    let mut before = day(&r.date);
    for (step, n) in (1_usize..).zip(way(r)) {
        let s = &r.receipts[n];
        let own = day(&s.date);
        let days = own.zip(before).map(|(a, b)| (a - b).get_days());
        before = own.or(before);
        to.row().number(step).cell(&s.receiver).cell(&s.number).cell(&s.date).cell(&s.time).optional(days).end();
    }
}

fn references(r: &Record, to: &mut Lines) {
    r.references.iter().for_each(|s| to.row().text(&s.text).cell(&s.agency).cell(&s.number).cell(&s.date).cell(&s.resolved_id).end());
}

fn enclosures(r: &Record, to: &mut Lines) {
    r.enclosures.iter().for_each(|s| to.row().text(&s.description).cell(&s.quantity).cell(&s.unit).end());
}

/// Phones, e-mails, web addresses and persons in one table.
fn contacts(r: &Record, to: &mut Lines) {
    for p in &r.phones {
        to.row().text(p.kind).text(&p.number).text(&p.ext.join(", ")).cell(&p.person).end();
    }
    for (kind, list) in [("email", &r.emails), ("url", &r.urls), ("person", &r.contacts)] {
        for value in list {
            to.row().text(kind).text(value).text("").text("").end();
        }
    }
}

fn dates(r: &Record, to: &mut Lines) {
    r.dates.iter().for_each(|s| to.row().text(&s.start).cell(&s.end).text(s.role).end());
}

fn citations(r: &Record, to: &mut Lines) {
    r.citations.iter().for_each(|s| to.row().text(&s.number).cell(&s.date).cell(&s.resolved_id).end());
}

fn evidence(r: &Record, to: &mut Lines) {
    for s in &r.evidence {
        let row = to.row().text(&s.field).number(s.start).number(s.end).text(&s.raw).optional(s.page);
        (0..4).for_each(|edge| {
            row.optional(s.area.map(|a| a[edge]));
        });
        row.probability(s.confidence).text(s.rule).end();
    }
}

fn edits(edits: &[Repair], to: &mut Lines) {
    for s in edits {
        to.row().number(s.start).number(s.end).text(&s.before).text(&s.after).text(s.rule).probability(s.confidence).end();
    }
}

fn warnings(r: &Record, to: &mut Lines) {
    r.warnings.iter().for_each(|s| to.row().text(s.code).text(&s.field).text(&s.message).cell(&s.suggestion).end());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_come_back_as_they_were() {
        let cells = ["", "a", "a,b", "say \"so\"", "two\r\nlines", "=1", "'", " ", "กข"];
        let line = plain(&cells).unwrap();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&line[..]);
        let read = reader.records().next().unwrap().unwrap();
        assert_eq!(read.iter().collect::<Vec<_>>(), cells.map(|c| harmless(c).into_owned()));
        assert!(line.starts_with(b",a,\"a,b\",\"say \"\"so\"\"\",") && line.ends_with("กข\r\n".as_bytes()));
    }
}
