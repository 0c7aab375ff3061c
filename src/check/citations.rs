//! Cited numbers and dates against the letters at hand.

use super::digits::{near, stems};
use super::sheet::full;
use super::signs::of_no_province;
use super::{Cited, Place, Sheet, View, suspect};
use crate::record::Warning;
use crate::rules::Rules;
use crate::values::Number;
use jiff::civil::Date;
use std::collections::{BTreeSet, HashMap};

/// Days within which two numbers of different length cannot both belong to one register.
const MONTH: i32 = 31;

/// Characters of owner code and running number that two letters of one file hardly have in common by chance.
const LONG: usize = 7;

/// Fewest figures of a running number that two letters of one day hardly share by chance.
const RUN: usize = 3;

/// Every list in which a letter may cite.
const PLACES: [Place; 4] = [Place::Reference, Place::Enclosure, Place::Body, Place::Tail];

/// Letters of one day and code that are compared with one citation, at most.
const MOST: usize = 16;

/// The letters of a file by number and by day, and who cites whom.
#[derive(Debug, Default)]
pub struct Index {
    by_day: HashMap<(String, String), Vec<usize>>,
    by_run: HashMap<(String, String), Vec<usize>>,
    by_stem: HashMap<(String, String), Vec<usize>>,
    by_run_and_day: HashMap<(String, String), Vec<usize>>,
    first: HashMap<(String, String), usize>,
    citing: HashMap<usize, Vec<(usize, Place)>>,
    days: HashMap<usize, Vec<String>>,
    misread: bool,
}

/// Everything of a number but its letters and its running number.
fn unit(n: &Number) -> String {
    format!("{}|{}|{}", n.office, n.code, n.series)
}

/// Whether the letter codes of two numbers that are the same otherwise differ in one letter: as the numbers are long,
/// it is one letter misread.
fn misread(a: &Number, b: &Number) -> bool {
    let unlike = a.prefix.chars().zip(b.prefix.chars()).filter(|(x, y)| x != y).count();
    let same = (&a.office, &a.code, &a.series, &a.run) == (&b.office, &b.code, &b.series, &b.run);
    same && unlike == 1 && a.prefix.chars().count() == b.prefix.chars().count() && a.code.len() + a.run.len() >= LONG
}

/// Whether two numbers of one running number and day can be one letter's: the owner codes differ by a figure, or only one
/// has the ว of circulars.
fn twins(a: &Number, b: &Number) -> bool {
    let figures = |n: &Number| n.code.replace('.', "");
    let other_code = a.series == b.series && near(&figures(a), &figures(b));
    let other_series = a.code == b.code && a.series != b.series && (a.series.is_empty() || b.series.is_empty());
    a.office == b.office && (other_code || other_series) && a.code.len() + a.run.len() >= LONG && a.run.len() >= RUN
}

/// Whether two numbers of one register, with days that differ in one figure, stand in it the wrong way about.
fn turned(a: (&str, Date), b: (&str, Date)) -> bool {
    let figures = |d: Date| format!("{:02}", d.day());
    let order = a.0.parse::<u64>().ok().zip(b.0.parse::<u64>().ok()).map(|(a, b)| a.cmp(&b));
    order == Some(b.1.cmp(&a.1)) && near(&figures(a.1), &figures(b.1)) && a.1.first_of_month() == b.1.first_of_month()
}

/// Whether two numbers may bear the same letters: they do, or those of one are no known code and so misread.
fn letters_agree(a: &Number, b: &Number, rules: &Rules) -> bool {
    a.prefix == b.prefix || misread(a, b) || !rules.gazetteer.is_prefix(&a.prefix) || !rules.gazetteer.is_prefix(&b.prefix)
}

impl Index {
    /// Of the letters of one file, in which words are `misread` or not.
    pub fn new(sheets: &[Sheet], misread: bool, rules: &Rules) -> Self {
        let mut index = Self { misread, ..Self::default() };
        for (at, sheet) in sheets.iter().enumerate() {
            let Some((number, value)) = &sheet.number else { continue };
            index.by_run.entry((unit(number), number.run.clone())).or_default().push(at);
            for stem in stems(&number.run) {
                index.by_stem.entry((unit(number), stem)).or_default().push(at);
            }
            if let Some(date) = sheet.date {
                index.by_day.entry((unit(number), date.to_string())).or_default().push(at);
                index.by_run_and_day.entry((number.run.clone(), date.to_string())).or_default().push(at);
                index.first.entry((value.clone(), date.to_string())).or_insert(at);
            }
        }
        for (at, sheet) in sheets.iter().enumerate() {
            for cited in &sheet.cited {
                let exact = index.exact(sheets, &cited.number, rules);
                let meant = if exact.is_empty() { index.nearly(sheets, cited, rules).into_iter().collect() } else { exact };
                for other in meant.into_iter().filter(|&o| o != at) {
                    index.citing.entry(other).or_default().push((at, cited.place));
                    index.days.entry(other).or_default().extend(cited.date.clone());
                }
            }
        }
        index
    }

    /// The letters of this number.
    fn exact(&self, sheets: &[Sheet], number: &Number, rules: &Rules) -> Vec<usize> {
        let same = self.by_run.get(&(unit(number), number.run.clone())).into_iter().flatten().take(MOST).copied();
        same.filter(|&at| sheets[at].number.as_ref().is_some_and(|n| letters_agree(&n.0, number, rules))).collect()
    }

    /// The letters that cite letter `at`, and where.
    pub fn citing(&self, at: usize) -> &[(usize, Place)] {
        self.citing.get(&at).map_or(&[], Vec::as_slice)
    }

    /// The days that others give for letter `at`.
    pub fn cited_days(&self, at: usize) -> Vec<String> {
        self.days.get(&at).cloned().unwrap_or_default()
    }

    /// The first letter with this number and date.
    pub fn first_of(&self, number: &str, date: &str) -> Option<usize> {
        self.first.get(&(number.to_owned(), date.to_owned())).copied()
    }

    /// The letter that a citation means although its number differs by a digit: one of the same office and day; or
    /// one of nearly the same day whose number has a digit more or less, which no register reaches in a month, or, where
    /// words are misread, comes before or after where its day does not; or one of the same running number and day whose
    /// code differs a little.
    fn nearly(&self, sheets: &[Sheet], cited: &Cited, rules: &Rules) -> Option<usize> {
        let date = cited.date.as_deref()?;
        let key = unit(&cited.number);
        let same_day = self.by_day.get(&(key.clone(), date.to_owned())).into_iter().flatten().take(MOST).copied();
        let number = |at: usize| sheets[at].number.as_ref().map(|n| &n.0).filter(|n| letters_agree(n, &cited.number, rules));
        if let Some(at) = same_day.into_iter().find(|&at| number(at).is_some_and(|n| near(&n.run, &cited.number.run))) {
            return Some(at);
        }
        let same_run = self.by_run_and_day.get(&(cited.number.run.clone(), date.to_owned())).into_iter().flatten().take(MOST).copied();
        if let Some(at) = same_run.into_iter().find(|&at| number(at).is_some_and(|n| twins(n, &cited.number))) {
            return Some(at);
        }
        let day = full(date)?;
        let run = &cited.number.run;
        let near_run =
            stems(run).into_iter().filter_map(|s| self.by_stem.get(&(key.clone(), s))).flat_map(|l| l.iter().take(MOST).copied());
        near_run.filter(|&at| number(at).is_some_and(|n| near(&n.run, run))).find(|&at| {
            let other = &number(at).map(|n| n.run.as_str()).unwrap_or_default();
            let of_near_length = run.chars().count() > 3 && other.len() != run.len();
            let turned = |d: Date| self.misread && turned((run, day), (other, d));
            sheets[at].date.is_some_and(|d| of_near_length && (d - day).get_days().abs() <= MONTH || turned(d))
        })
    }
}

/// What is attached names the letter itself by another number (same office, one digit; same day, or said to be attached
/// to it), or by its number with another day.
pub fn own(view: &View) -> Vec<Warning> {
    let sheet = view.sheet();
    let (Some((number, value)), Some(date)) = (&sheet.number, sheet.date) else { return Vec::new() };
    let dated = view.day(&date.to_string());
    let attached = || sheet.cited.iter().filter(|c| c.place == Place::Tail && unit(&c.number) == unit(number));
    let other_number = |c: &&Cited| {
        let same_day = c.date.as_deref().map(|d| d == date.to_string());
        letters_agree(&c.number, number, view.rules()) && near(&c.number.run, &number.run) && same_day.unwrap_or(c.attached)
    };
    if let Some(cited) = attached().find(other_number) {
        if !view.file.index.exact(&view.file.sheets, &cited.number, view.rules()).is_empty() {
            return Vec::new();
        }
        let slots = [("cited", cited.value.as_str()), ("number", value), ("dated", &dated)];
        return vec![view.warn("reference_number_mismatch", "self", "/number", &slots, Some(cited.value.clone()))];
    }
    // registers begin anew each year
    let other_day = |c: &Cited| {
        let day = full(c.date.as_deref()?).filter(|d| c.value == *value && *d != date)?;
        let one_register = day.year() == date.year() || (day.month(), day.day()) == (date.month(), date.day());
        one_register.then_some(day)
    };
    // a sibling of the same number may be meant
    let alone = view.file.index.exact(&view.file.sheets, number, view.rules()).iter().all(|&at| at == view.at);
    let Some((cited, day)) = attached().find_map(|c| Some((c, other_day(c)?))).filter(|_| alone) else { return Vec::new() };
    let said = view.day(&day.to_string());
    let slots = [("number", value.as_str()), ("cited", &said), ("dated", &dated)];
    vec![view.warn("reference_date_mismatch", "self", &cited.date_field, &slots, Some(date.to_string()))]
}

/// Each citation against the letters of the file; one warning a cited letter.
pub fn siblings(view: &View) -> Vec<Warning> {
    let (sheet, sheets) = (view.sheet(), &view.file.sheets);
    let mut seen = BTreeSet::new();
    let mut out = Vec::new();
    let cited_here: BTreeSet<(&str, Place)> = sheet.cited.iter().map(|c| (c.value.as_str(), c.place)).collect();
    let named_in = |number: &str, place: Place| cited_here.contains(&(number, place));
    for cited in &sheet.cited {
        if sheet.number.as_ref().is_some_and(|n| n.1 == cited.value) {
            continue;
        }
        let exact = view.file.index.exact(sheets, &cited.number, view.rules());
        let (found, meant) = if exact.is_empty() {
            let near = view.file.index.nearly(sheets, cited, view.rules()).filter(|&at| at != view.at);
            let found = near.and_then(|at| {
                let number = sheets[at].number.as_ref().map(|n| n.1.as_str())?;
                let elsewhere = PLACES.iter().any(|p| named_in(number, *p));
                // one list names two letters by two numbers; two lists may name one letter, one of them wrongly
                match elsewhere {
                    true if named_in(number, cited.place) || cited.place == Place::Tail => None,
                    true if !view.file.signs.clean() => Some((at, "suspect_digit")),
                    // figures of a code and a ว are lost more often than they are misprinted
                    false if !view.file.signs.clean() && sheets[at].number.as_ref().is_some_and(|n| n.0.run == cited.number.run) => {
                        Some((at, "suspect_digit"))
                    }
                    _ => Some((at, "reference_number_mismatch")),
                }
            });
            (found, found.and_then(|f| sheets[f.0].date))
        } else {
            let other = other_day(view, cited, &exact);
            (other.map(|o| (o.0, "reference_date_mismatch")), other.map(|o| o.1))
        };
        if let Some(((at, code), dated)) = found.filter(|f| seen.insert(*f)).zip(meant) {
            out.extend(differs(view, cited, (at, dated), code));
        }
    }
    out
}

/// The letter of the cited number when all of that number have another day, and that day. Registers begin anew each
/// year, so the year alone may differ only where day and month agree.
fn other_day(view: &View, cited: &Cited, exact: &[usize]) -> Option<(usize, Date)> {
    let day = full(cited.date.as_deref()?)?;
    // of a letter whose year was misread, day and month are compared
    let meant = |at: usize, own| suspect::year(&View { at, ..*view }, own).unwrap_or(own);
    let dates: Vec<_> = exact.iter().take(MOST).map(|&at| Some((at, meant(at, view.file.sheets[at].date?)))).collect::<Option<_>>()?;
    if dates.iter().any(|d| d.1 == day) {
        return None;
    }
    let same = |d: Date| d.year() == day.year() || (d.month(), d.day()) == (day.month(), day.day()) || (d - day).get_days().abs() <= MONTH;
    dates.into_iter().find(|d| same(d.1) && !suspect::stands_out(view, d.1, day))
}

/// What is wrong with a citation that means letter `at`, of the day `dated`.
fn differs(view: &View, cited: &Cited, (at, dated): (usize, Date), code: &'static str) -> Option<Warning> {
    let (own, date) = (&view.file.sheets[at].number.as_ref()?.0, dated.to_string());
    // of two codes the one that no office bears is the wrong one, and flagged where it stands
    if of_no_province(own, view.rules()) && !of_no_province(&cited.number, view.rules()) {
        return None;
    }
    // letters that are no code are taken from the citation
    let known = view.rules().gazetteer.is_prefix(&own.prefix);
    let number = if known { own.value() } else { Number { prefix: cited.number.prefix.clone(), ..own.clone() }.value() };
    let (letter, dated) = ((at + 1).to_string(), view.day(&date));
    Some(if code == "reference_date_mismatch" {
        let said = view.day(cited.date.as_deref()?);
        let slots = [("number", number.as_str()), ("cited", &said), ("dated", &dated), ("letter", &letter)];
        view.warn(code, "", &cited.date_field, &slots, Some(date))
    } else {
        let slots = [("cited", cited.value.as_str()), ("number", number.as_str()), ("dated", &dated), ("letter", &letter)];
        // no register begins a number with 0
        let code = if cited.number.run.starts_with('0') { "suspect_digit" } else { code };
        let variant = if code == "suspect_digit" { "number" } else { "" };
        view.warn(code, variant, &cited.field, &slots, Some(number.clone()))
    })
}
