//! What the letters say, compared: with the calendar, with the tables of places and codes, with itself, and with the
//! other letters of the same file. Nothing is changed; every contradiction is a [`Warning`] with a suggestion.

mod calendar;
mod citations;
pub mod custody;
mod days;
pub(crate) mod digits;
mod doubt;
mod offices;
mod parts;
mod postcode;
mod promised;
mod sheet;
mod signs;
mod suspect;

pub use sheet::{Cited, Place, Sheet};

use crate::legibility::Legibility;
use crate::pages::Pages;
use crate::record::{Record, Warning};
use crate::rules::Rules;
use crate::text::{Text, TextSpan};
use crate::values::ReadDate;
use citations::Index;
use doubt::Judged;
use signs::FileSigns;

/// Below this a value founds no warning.
pub const SURE: f32 = 0.8;

/// One check.
pub struct Check {
    /// Code of its warnings, or of the most important one.
    pub id: &'static str,
    /// What it compares.
    pub doc: &'static str,
    /// Does it for one letter.
    pub run: fn(&View) -> Vec<Warning>,
}

/// Every check. Their order is the order of a letter's warnings.
pub const CHECKS: &[Check] = &[
    Check { id: "missing_field", doc: "a part that a letter of this kind must have", run: parts::missing },
    Check { id: "impossible_date", doc: "a day that is not in the calendar", run: calendar::impossible },
    Check { id: "weekday_mismatch", doc: "the day of the week beside a date", run: calendar::weekday },
    Check { id: "be_ce_year_mismatch", doc: "a Buddhist and a common-era year beside each other", run: calendar::years },
    Check { id: "suspect_digit", doc: "the letter's year and day against the letters that cite it", run: suspect::own },
    Check { id: "received_before_dated", doc: "a receipt stamp against the letter's date", run: days::received_before_dated },
    Check { id: "received_out_of_order", doc: "two stamps of one office, their numbers against their days", run: custody::run },
    Check { id: "dated_before_event", doc: "the letter's date against what it reports as past", run: days::dated_before_event },
    Check { id: "postcode_province_mismatch", doc: "the postcode of the letterhead against its place", run: postcode::run },
    Check { id: "code_agency_mismatch", doc: "the letter code against the issuing body", run: offices::run },
    Check { id: "reference_number_mismatch", doc: "a number under what is attached against the heading", run: citations::own },
    Check { id: "reference_number_mismatch", doc: "cited numbers and dates against the letters of the file", run: citations::siblings },
    Check {
        id: "received_after_forwarded",
        doc: "a receipt stamp against the letter that forwards this one",
        run: days::received_after_forwarded,
    },
    Check { id: "item_not_listed", doc: "items of which the body speaks against the lists of the heading", run: promised::items },
    Check { id: "quantity_mismatch", doc: "the promised number of names against the attached list", run: promised::rows },
    Check { id: "duplicate_letter", doc: "two copies of one letter in a file", run: parts::duplicate },
];

/// The letters of one file as the checks see them.
pub struct FileView<'a> {
    /// Its text with the way back to the source.
    pub text: &'a Text,
    /// Where its words stand on paper, and how sure an engine was of them.
    pub pages: &'a Pages,
    /// Which of its digits can be believed.
    pub legibility: Legibility,
    /// Tables, patterns and messages.
    pub rules: &'a Rules,
    /// One a letter, in order.
    pub sheets: Vec<Sheet<'a>>,
    /// Its letters by number and day.
    pub index: Index,
    /// What is known of its values as a whole.
    pub signs: signs::FileSigns,
    /// The middle one of the years of its letters.
    pub usual_year: Option<i16>,
}

/// One letter among the letters of its file.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The file.
    pub file: &'a FileView<'a>,
    /// Which of its letters.
    pub at: usize,
}

impl<'a> View<'a> {
    /// The letter.
    pub fn sheet(&self) -> &'a Sheet<'a> {
        &self.file.sheets[self.at]
    }
    /// The tables.
    pub fn rules(&self) -> &'a Rules {
        self.file.rules
    }
    /// A day in words.
    pub fn day(&self, iso: &str) -> String {
        self.file.rules.messages.day(self.file.rules.lang, iso)
    }
    /// A warning with the message `key`, whose code is what stands before its dot.
    pub fn warn(&self, code: &'static str, variant: &str, field: &str, slots: &[(&str, &str)], suggestion: Option<String>) -> Warning {
        let key = if variant.is_empty() { code.to_owned() } else { format!("{code}.{variant}") };
        let message = self.file.rules.messages.text(self.file.rules.lang, &key, slots);
        Warning { code, field: field.to_owned(), message, suggestion }
    }
}

/// Runs every check on the letters of one file. `read` has their places in the current text and the dates in them.
pub fn file(
    records: &mut [Record],
    read: &[(TextSpan, &[ReadDate])],
    (text, pages): (&Text, &Pages),
    legibility: Legibility,
    rules: &Rules,
) {
    let found: Vec<(Vec<Judged>, Vec<Warning>)> = {
        let sheets: Vec<Sheet> = records.iter().zip(read).map(|(r, &read)| Sheet::new(r, read, text, legibility, rules)).collect();
        let signs = FileSigns::new(text, &sheets, legibility.takes_wo_for_two(), rules);
        let index = Index::new(&sheets, !signs.clean(), rules);
        let usual_year = suspect::usual_year(&sheets);
        let file = FileView { text, pages, legibility, rules, sheets, index, signs, usual_year };
        (0..file.sheets.len()).map(|at| letter(&View { file: &file, at })).collect()
    };
    for (record, (judged, warnings)) in records.iter_mut().zip(found) {
        for (e, (signs, confidence)) in record.evidence.iter_mut().zip(judged) {
            (e.signs, e.confidence) = (signs, confidence);
        }
        record.warnings.extend(warnings);
    }
}

/// The warnings of one letter, and how sure its values are in their light. A part whose value is warned of is not
/// also missing.
fn letter(view: &View) -> (Vec<Judged>, Vec<Warning>) {
    let mut found: Vec<Warning> = CHECKS.iter().flat_map(|c| (c.run)(view)).collect();
    let missing = |w: &Warning| w.code == "missing_field";
    let known: Vec<String> = found.iter().filter(|w| !missing(w)).map(|w| w.field.clone()).collect();
    found.retain(|w| !missing(w) || !known.contains(&w.field));
    let (judged, flags) = doubt::judge(view, &found);
    // what was flagged when it was read is not flagged again
    let flagged = &view.sheet().record.warnings;
    found.extend(flags.into_iter().filter(|f| !flagged.iter().any(|w| w.code == f.code && w.field == f.field)));
    (judged, found)
}

/// Words of several lines as one.
fn folded(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
