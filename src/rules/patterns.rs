//! Named patterns of `rules/patterns.toml`, each with examples that it must match and must not.

use super::months::Months;
use super::table::{Files, RuleError};
use crate::pattern::{Pattern, Words};
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

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
    NumberBare = "number-bare";
    LetterWord = "letter-word";
    OrderNumber = "order-number";
    BodyNumber = "body-number";
    Date = "date";
    DateLoose = "date-loose";
    DateNumeric = "date-numeric";
    DateRange = "date-range";
    DateGroup = "date-group";
    DateBlankDay = "date-blank-day";
    DateBroken = "date-broken";
    DateWritten = "date-written";
    DateWrittenNumeric = "date-written-numeric";
    DateMonthLatin = "date-month-latin";
    MonthYear = "month-year";
    Time = "time";
    Name = "name";
    Quantity = "quantity";
    Item = "item";
    CitedOrder = "cited-order";
    NumberUncoded = "number-uncoded";
    NumberOfBody = "number-of-body";
    CitedParticle = "cited-particle";
    ItemStray = "item-stray";
    ItemMisread = "item-misread";
    Email = "email";
    Url = "url";
    PageNumber = "page-number";
    PageBreak = "page-break";
    Catchword = "catchword";
    Postcode = "postcode";
    PhoneLabel = "phone-label";
    Extension = "extension";
    StampNumber = "stamp-number";
    YearPair = "year-pair";
    WeekdayDate = "weekday-date";
    WeekdayBehind = "weekday-behind";
    PastDay = "past-day";
    DayToldPast = "day-told-past";
    Over = "over";
    HeldDay = "held-day";
    Resolved = "resolved";
    NotYetPast = "not-yet-past";
    CitedDay = "cited-day";
    AttachedTo = "attached-to";
    SpeaksOfReference = "speaks-of-reference";
    SpeaksOfEnclosure = "speaks-of-enclosure";
    ItemOfList = "item-of-list";
    PromisedRows = "promised-rows";
    ListOfNames = "list-of-names";
    ListRow = "list-row";
    AddressProvince = "address-province";
    AddressDistrict = "address-district";
    AddressSubdistrict = "address-subdistrict";
    AddressCode = "address-code";
    OwnerOfProvince = "owner-of-province";
    StateOwner = "state-owner";
    PhoneCode = "phone-code";
    RankAbove = "rank-above";
    ForeignSigns = "foreign-signs";
    YearMisread = "year-misread";
    BeyondFebruary = "beyond-february";
    NoteLine = "note-line";
    DrawnUp = "drawn-up";
    TitledName = "titled-name";
    TitledPost = "titled-post";
    NoName = "no-name";
    WebOrMail = "web-or-mail";
    Street = "street";
    Company = "company";
    Abbreviated = "abbreviated";
    ContactPerson = "contact-person";
    InBrackets = "in-brackets";
    MonthSlot = "month-slot";
    ProvinceSlot = "province-slot";
    ProvinceWord = "province-word";
    PlaceSlot = "place-slot";
    OrdinalSlot = "ordinal-slot";
}

/// One entry of the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// What it reads, for people.
    #[serde(rename = "doc")]
    _doc: String,
    regex: String,
    matches: Vec<Spanned<String>>,
    rejects: Vec<Spanned<String>>,
}

/// Examples with the byte of the file at which each begins.
type Examples = Vec<(String, usize)>;

/// All patterns, each compiled when it is first looked for.
pub struct Patterns {
    list: Vec<Pattern>,
    /// What each must match and must not.
    examples: Vec<(Examples, Examples)>,
    /// The file, for what is wrong in it.
    text: String,
}

impl Patterns {
    /// The patterns that are part of the program.
    pub fn embedded() -> Result<Self, RuleError> {
        let files = Files::embedded();
        Self::read(&files, &Months::read(&files)?)
    }

    pub(super) fn read(files: &Files, months: &Months) -> Result<Self, RuleError> {
        let text = files.text(FILE)?;
        let mut entries: BTreeMap<String, Entry> = toml::from_str(text).map_err(|e| {
            let line = e.span().map_or(0, |s| line_at(text, s.start));
            RuleError::new(FILE, line, e.message().to_owned())
        })?;
        let months = months.alternation();
        let words = Words::new(months.clone());
        let own = files.is_own(FILE) && files.is_own("months.tsv");
        let (mut list, mut examples) = (Vec::new(), Vec::new());
        for name in NAMES {
            let error = |reason: String| RuleError::new(FILE, line_of(text, name), reason);
            let entry = entries.remove(*name).ok_or_else(|| error(format!("the pattern [{name}] is missing")))?;
            let regex = entry.regex.replace("{month}", &months);
            let pattern = match own {
                true => Pattern::trusted(regex),
                false => Pattern::new(regex).map_err(|e| error(format!("[{name}]: {e}")))?,
            };
            list.push(if entry.regex.contains("{month}") { pattern.with(&words) } else { pattern });
            let placed = |list: Vec<Spanned<String>>| list.into_iter().map(|e| (e.span().start, e)).map(|(at, e)| (e.into_inner(), at));
            examples.push((placed(entry.matches).collect(), placed(entry.rejects).collect()));
        }
        if let Some(name) = entries.keys().next() {
            return Err(RuleError::new(FILE, line_of(text, name), format!("nothing asks for a pattern [{name}]")));
        }
        Ok(Self { list, examples, text: text.to_owned() })
    }

    /// A pattern.
    pub fn get(&self, id: PatternId) -> &Pattern {
        &self.list[id as usize]
    }

    /// How many patterns there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is no pattern.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Tries every example; each that fails is one error.
    pub fn check(&self) -> Vec<RuleError> {
        let mut wrong = Vec::new();
        for ((name, regex), (matches, rejects)) in NAMES.iter().zip(&self.list).zip(&self.examples) {
            let head = line_of(&self.text, name);
            wrong.extend(regex.fault().map(|e| RuleError::new(FILE, head, format!("[{name}]: {e}"))));
            if matches.is_empty() || rejects.is_empty() {
                wrong.push(RuleError::new(FILE, head, format!("[{name}] needs an example that matches and one that does not")));
            }
            let line = |at: usize| line_at(&self.text, at);
            for (e, at) in matches.iter().filter(|(e, _)| !regex.is_match(e)) {
                wrong.push(RuleError::new(FILE, line(*at), format!("[{name}] does not match '{e}' and must")));
            }
            for (e, at) in rejects.iter().filter(|(e, _)| regex.is_match(e)) {
                wrong.push(RuleError::new(FILE, line(*at), format!("[{name}] matches '{e}' and must not")));
            }
        }
        wrong
    }

    /// How many examples there are.
    pub fn examples(&self) -> usize {
        self.examples.iter().map(|(m, r)| m.len() + r.len()).sum()
    }
}

/// 1-based line of a byte of the file.
fn line_at(text: &str, byte: usize) -> usize {
    text.as_bytes().iter().take(byte).filter(|b| **b == b'\n').count() + 1
}

fn line_of(text: &str, name: &str) -> usize {
    text.lines().position(|l| l.trim() == format!("[{name}]")).map_or(0, |i| i + 1)
}
