//! Named patterns of `rules/patterns.toml`, each with examples that it must match and must not.

use super::months::Months;
use super::table::{Files, RuleError};
use regex::Regex;
use serde::Deserialize;
use std::collections::BTreeMap;

const FILE: &str = "patterns.toml";

macro_rules! patterns {
    ($($id:ident = $name:literal;)*) => {
        /// The patterns that the program asks for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(missing_docs)]
        pub enum PatternId { $($id),* }
        const NAMES: &[&str] = &[$($name),*];
    };
}

patterns! {
    Number = "number";
    NumberLoose = "number-loose";
    NumberSplit = "number-split";
    OrderNumber = "order-number";
    BodyNumber = "body-number";
    Date = "date";
    DateLoose = "date-loose";
    DateNumeric = "date-numeric";
    DateRange = "date-range";
    DateGroup = "date-group";
    DateBlankDay = "date-blank-day";
    Time = "time";
    Name = "name";
    Quantity = "quantity";
    Item = "item";
    Email = "email";
    Url = "url";
    PageNumber = "page-number";
    Catchword = "catchword";
    Postcode = "postcode";
    PhoneLabel = "phone-label";
    Extension = "extension";
    StampNumber = "stamp-number";
    YearPair = "year-pair";
    WeekdayDate = "weekday-date";
    PastDay = "past-day";
    NotYetPast = "not-yet-past";
    CitedDay = "cited-day";
    AddressProvince = "address-province";
    AddressDistrict = "address-district";
    AddressSubdistrict = "address-subdistrict";
    AddressCode = "address-code";
}

/// One entry of the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// What it reads, for people.
    #[serde(rename = "doc")]
    _doc: String,
    regex: String,
    matches: Vec<String>,
    rejects: Vec<String>,
}

/// All patterns, compiled once.
pub struct Patterns {
    list: Vec<Regex>,
    examples: Vec<(Vec<String>, Vec<String>)>,
}

impl Patterns {
    pub(super) fn read(files: &Files, months: &Months) -> Result<Self, RuleError> {
        let text = files.text(FILE)?;
        let mut entries: BTreeMap<String, Entry> = toml::from_str(text).map_err(|e| {
            let line = e.span().map_or(0, |s| text[..s.start].lines().count().max(1));
            RuleError::new(FILE, line, e.message().to_owned())
        })?;
        let months = months.alternation();
        let (mut list, mut examples) = (Vec::new(), Vec::new());
        for name in NAMES {
            let line = line_of(text, name);
            let entry = entries.remove(*name).ok_or_else(|| RuleError::new(FILE, line, format!("the pattern [{name}] is missing")))?;
            let regex = Regex::new(&entry.regex.replace("{month}", &months));
            list.push(regex.map_err(|e| RuleError::new(FILE, line, format!("[{name}]: {e}")))?);
            examples.push((entry.matches, entry.rejects));
        }
        if let Some(name) = entries.keys().next() {
            return Err(RuleError::new(FILE, line_of(text, name), format!("nothing asks for a pattern [{name}]")));
        }
        Ok(Self { list, examples })
    }

    /// A compiled pattern.
    pub fn get(&self, id: PatternId) -> &Regex {
        &self.list[id as usize]
    }

    /// Tries every example; each that fails is one line of the answer.
    pub fn check(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        for ((name, regex), (matches, rejects)) in NAMES.iter().zip(&self.list).zip(&self.examples) {
            if matches.is_empty() || rejects.is_empty() {
                wrong.push(format!("{FILE}: [{name}] needs an example that matches and one that does not"));
            }
            wrong.extend(matches.iter().filter(|e| !regex.is_match(e)).map(|e| format!("{FILE}: [{name}] does not match '{e}'")));
            wrong.extend(rejects.iter().filter(|e| regex.is_match(e)).map(|e| format!("{FILE}: [{name}] matches '{e}'")));
        }
        wrong
    }

    /// How many examples there are.
    pub fn examples(&self) -> usize {
        self.examples.iter().map(|(m, r)| m.len() + r.len()).sum()
    }
}

fn line_of(text: &str, name: &str) -> usize {
    text.lines().position(|l| l.trim() == format!("[{name}]")).map_or(0, |i| i + 1)
}
