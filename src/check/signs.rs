//! What is known of a value beside its reading: the signs by which its confidence is told (`rules/confidence.tsv`).

use super::digits::near;
use super::postcode::borne_out;
use super::sheet::full;
use super::{Sheet, View};
use crate::record::{Evidence, Record, Warning};
use crate::rules::Rules;
use crate::rules::offices::OwnerFit;
use crate::rules::patterns::PatternId as P;
use crate::text::{SourceSpan, Text};
use crate::values::{BE_OFFSET, Number};
use jiff::civil::Date;
use std::collections::HashMap;

/// Rules of edits that mend misread letters and words.
const MENDING: &[&str] = &["letter", "tone", "phrase", "look-alike", "doubled-mark"];

/// How noisy a file is, as a sign of its words and of its figures: engines that misread Thai digits leave others alone,
/// and the other way about.
#[derive(Debug, Default)]
struct Noise {
    words: &'static str,
    thai: &'static str,
    arabic: &'static str,
}

const fn noise(words: &'static str, thai: &'static str, arabic: &'static str) -> Noise {
    Noise { words, thai, arabic }
}

const NOTHING: Noise = noise("file: nothing mended", "Thai digits, nothing mended", "Arabic digits, nothing mended");
const ENGINE: Noise = noise("file: engine without ำ", "Thai digits, engine without ำ", "Arabic digits, engine without ำ");
const LITTLE: Noise = noise("file: little mended", "Thai digits, little mended", "Arabic digits, little mended");
const SOME: Noise = noise("file: mended", "Thai digits, mended", "Arabic digits, mended");
const MUCH: Noise = noise("file: much mended", "Thai digits, much mended", "Arabic digits, much mended");

/// A number of a noisy file that differs in one figure from another of its day: one of the two may be wrong.
pub const NEAR: &str = "number: a figure from another of its day";

/// An owner code that no office of a province bears.
pub const NO_PROVINCE: &str = "owner code: of no province";

/// A letter code that is none, before the owner code of a state office: letters were misread.
pub const NO_CODE: &str = "letter code: of no office";

/// A letter code that could not be read and was taken from the issuing body.
pub const TAKEN_CODE: &str = "letter code: taken from the agency";

/// The same where letters were read of which the code has none.
pub const OTHER_LETTERS: &str = "letter code: taken against what was read";

/// An owner code that is not the body's, in a file where something is misread.
pub const OTHER_OWNER: &str = "owner code: not the agency's";

/// The rule of numbers with such a code.
const TAKEN: &str = "number-prefix-of-agency";

/// A telephone number whose first figures are no area or mobile code, or that is too short or too long for them.
pub const NO_AREA: &str = "telephone: no such code";

/// A file in which a figure of a year was misread: other figures may be too.
pub const YEAR_MISREAD: &str = "file: a year misread";

/// A day years from those that it belongs to.
pub const ODD_YEAR: &str = "date: odd year";

/// A number in a stamp whose day fits the letter.
const ITS_DAY_FITS: &str = "stamp number: its day fits";

/// Signs that something else bears a value out: other figures that are misread say nothing against it.
const BORNE_OUT: &[&str] =
    &["date: again in the file", "date: stamped soon after", "stamp: soon after the letter", "number: again in the file", ITS_DAY_FITS];

/// Words with figures of an engine that cannot write all of them.
pub const ILLEGIBLE: &str = "words: figures that cannot be read";

/// Letters of Bangkok, whose offices have codes of their own.
const BANGKOK: &str = "กท";

/// A letter code of which letters that were read are left out.
pub const STRAY_LETTERS: &str = "letter code: stray letters left out";

/// A bracket behind the stroke, taken for the ว of circulars.
pub const BRACKET: &str = "running number: behind a bracket";

/// A number among whose figures a sign stands, or, on a rough page, of which a blank parts one figure: it may be
/// the ว of a circular, or a speck.
pub const CUT: &str = "running number: cut by a sign";

/// A blank behind the stroke, of an engine that loses the ว of circulars.
pub const BEHIND_BLANK: &str = "running number: behind a blank";

/// Fewest digits by which a number is known again.
const DIGITS: usize = 4;

/// Days in which most letters are received.
const SOON: i32 = 14;

/// Days after which a letter is hardly ever received.
const LONG_AFTER: i32 = 366;

/// Years by which a cited letter is seldom older.
const YEARS_APART: i32 = 7;

/// Years by which the dates of a file may lie apart.
const FAR: i16 = 2;

/// Years by which a cited date is hardly ever older.
const LIFETIME: i16 = 60;

/// Numbers of one day, or of one running number, that are compared.
const MOST: usize = 16;

/// Warnings that say nothing against the value at their place: a letter that is there twice bears out its number.
const AGREEING: &[&str] = &["low_confidence", "missing_field", "duplicate_letter"];

/// What is counted once a file.
#[derive(Debug, Default)]
pub struct FileSigns {
    noise: Noise,
    thai: bool,
    /// Share of the letters of the file that stand in known words.
    known: f32,
    year_misread: bool,
    usual_year: Option<i16>,
    digits: HashMap<String, u32>,
    days: HashMap<String, u32>,
    numbers: Vec<(Number, String, String)>,
    by_day: HashMap<String, Vec<usize>>,
    by_run: HashMap<String, Vec<usize>>,
}

impl FileSigns {
    /// Of a file and its letters.
    pub fn new(text: &Text, sheets: &[Sheet], no_sara_am: bool, rules: &Rules) -> Self {
        let mended = text.edits().iter().filter(|e| MENDING.contains(&e.rule)).count();
        let source = text.source().as_bytes();
        let per_page = mended * 2000 / text.source().chars().count().max(500);
        let noise = match per_page {
            _ if mended == 0 => NOTHING,
            _ if no_sara_am => ENGINE,
            0..=4 => LITTLE,
            5..=10 => SOME,
            _ => MUCH,
        };
        let thai =
            memchr::memchr_iter(0xb9, source).filter(|&i| matches!(source.get(i + 1), Some(0x90..=0x99)) && source[..i].ends_with(&[0xe0]));
        let (thai, ascii) = (thai.count(), source.iter().filter(|b| b.is_ascii_digit()).count());
        let usual_year = usual_year(sheets);
        let dates: usize = sheets.iter().map(|s| s.dates.len()).sum();
        let year_misread = usual_year.is_some_and(|usual| year_misread(text, sheets, usual, rules));
        let known = rules.repairer.known_share(text.current());
        let mut signs =
            Self { noise, known, thai: thai > ascii, year_misread, usual_year: usual_year.filter(|_| dates > 2), ..Self::default() };
        for token in tokens(text.current().as_bytes()) {
            for part in [Some(token), token.rsplitn(2, |b| *b == b'/').next().filter(|last| last.len() < token.len())].into_iter().flatten()
            {
                let digits: String = part.iter().filter(|b| b.is_ascii_digit()).map(|&b| char::from(b)).collect();
                if digits.len() >= DIGITS {
                    *signs.digits.entry(digits).or_default() += 1;
                }
            }
        }
        for sheet in sheets {
            for day in sheet.dates.iter().filter_map(|d| d.iso.clone()) {
                *signs.days.entry(day).or_default() += 1;
            }
            let own = sheet.number.iter().filter_map(|(n, v)| Some((n.clone(), v.clone(), sheet.date?.to_string())));
            let cited = sheet.cited.iter().filter_map(|c| Some((c.number.clone(), c.value.clone(), c.date.clone()?)));
            signs.numbers.extend(own.chain(cited));
        }
        for (at, (number, _, day)) in signs.numbers.iter().enumerate() {
            signs.by_day.entry(day.clone()).or_default().push(at);
            signs.by_run.entry(format!("{}|{day}", number.run)).or_default().push(at);
        }
        signs
    }

    /// Whether no letter of the file was found misread.
    pub(super) fn clean(&self) -> bool {
        self.noise.words == NOTHING.words
    }

    /// Whether a day lies years from the other dates of the file, while the one beside it does not.
    pub(super) fn stands_out(&self, day: Date, beside: Date) -> bool {
        let far = |d: Date| self.usual_year.is_some_and(|usual| (d.year() + BE_OFFSET - usual).abs() > FAR);
        far(day) && !far(beside)
    }

    /// Of a day that lies years from the letter's own, the one which stands out is odd.
    fn odd(&self, day: Date, own: Date) -> &'static str {
        if self.stands_out(own, day) { "date: the letter's year stands out" } else { ODD_YEAR }
    }

    /// A number of the same day that differs from this one in a digit of the running number, or in the code alone. One
    /// that no office can have, or that the file has less often, is the misread one of the two.
    fn near_another(&self, number: &Number, value: &str, day: &str, rules: &Rules) -> Option<&str> {
        let same_day = || self.by_day.get(day).into_iter().flatten().take(MOST).map(|&at| &self.numbers[at]);
        let same_run = self.by_run.get(&format!("{}|{day}", number.run)).into_iter().flatten().take(MOST).map(|&at| &self.numbers[at]);
        let unit = |n: &Number| (n.prefix.clone(), n.office.clone(), n.code.clone(), n.series.clone());
        let one_digit = same_day().filter(|n| unit(&n.0) == unit(number) && near(&n.0.run, &number.run));
        let other_code = same_run.filter(|n| n.0.prefix == number.prefix && near(&only_digits(&n.0.code), &only_digits(&number.code)));
        let possible = |n: &Number| !n.run.starts_with('0') && !of_no_province(n, rules);
        let often = |v: &str| same_day().filter(|n| n.1 == v).count();
        let speaks = |n: &&(Number, String, String)| {
            n.1 != value && (possible(&n.0) || !possible(number)) && (often(&n.1) >= often(value) || !possible(number))
        };
        one_digit.chain(other_code).find(speaks).map(|n| n.1.as_str())
    }
}

/// The middle one of the Buddhist years of all dates of a file.
fn usual_year(sheets: &[Sheet]) -> Option<i16> {
    let mut years: Vec<i16> = sheets.iter().flat_map(|s| &s.dates).filter(|d| d.iso.is_some()).map(|d| d.printed_year).collect();
    years.sort_unstable();
    years.get(years.len() / 2).copied()
}

/// Whether a figure of a year was misread: a letter's own date or a stamp's lies years from the other dates of the
/// file, or any date years ahead of them or a lifetime before, its printed year one figure from theirs; or what stands
/// in a year's place is none. What a letter cites may be old.
fn year_misread(text: &Text, sheets: &[Sheet], usual: i16, rules: &Rules) -> bool {
    let mut dates = sheets.iter().flat_map(|s| s.dates.iter()).filter(|d| d.iso.is_some()).map(|d| d.printed_year);
    let one_figure = |y: i16| (usual - 1..=usual + 1).any(|u| near(&u.to_string(), &y.to_string()));
    let own = sheets.iter().flat_map(|s| s.record.date.iter().chain(s.record.receipts.iter().filter_map(|r| r.date.as_ref())));
    let mut printed = own.filter_map(|d| Some(d.get(..4)?.parse::<i16>().ok()? + BE_OFFSET));
    printed.any(|y| (y - usual).abs() > FAR && one_figure(y))
        || dates.any(|y| (y > usual + FAR || y < usual - LIFETIME) && one_figure(y))
        || rules.patterns.get(P::YearMisread).is_match(text.current())
}

/// Figures with what parts them, long enough to be known again.
fn tokens(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    let part = |b: &u8| matches!(b, b'0'..=b'9' | b'.' | b'/' | b'-');
    let mut at = DIGITS - 1;
    std::iter::from_fn(move || {
        // as a token takes so many bytes, only every fourth is looked at
        while !text.get(at).map(part)? {
            at += DIGITS;
        }
        let start = text[..at].iter().rposition(|b| !part(b)).map_or(0, |before| before + 1);
        let end = text[at..].iter().position(|b| !part(b)).map_or(text.len(), |n| at + n);
        at = end + DIGITS;
        Some(&text[start..end])
    })
    .filter(|token| token.len() >= DIGITS)
}

fn only_digits(s: &str) -> String {
    s.chars().filter(char::is_ascii_digit).collect()
}

/// How sure its reader was of a value, as a sign.
type Reading = [&'static str; 5];

const FIGURES_READ: Reading = ["reading: faint", "reading: weak", "reading: doubtful", "reading: fair", "reading: clear"];
const WORDS_READ: Reading =
    ["words: read faintly", "words: read weakly", "words: read doubtfully", "words: read fairly", "words: read clearly"];

fn reading(confidence: f32, signs: Reading) -> &'static str {
    signs[[0.65, 0.81, 0.9, 0.96].iter().filter(|from| confidence >= **from).count()]
}

/// Share of known words below which a page is rough: names and places keep a clean one above it.
const ROUGH: f32 = 0.88;

/// How much of a file's words is known, as a sign; where nearly all is, it says nothing.
fn page(share: f32) -> Option<&'static str> {
    match share {
        s if s < 0.8 => Some("page: many words broken"),
        s if s < 0.84 => Some("page: some words broken"),
        s if s < ROUGH => Some("page: few words broken"),
        s if s < 0.92 => Some("page: hardly a word broken"),
        _ => None,
    }
}

/// How much of a value's words is known, as a sign; nothing of one without Thai letters.
fn known(value: &str, rules: &Rules) -> Option<&'static str> {
    value.contains(|c: char| ('ก'..='ฮ').contains(&c)).then(|| match rules.repairer.known_share(value) {
        s if s > 0.99 => "known: all",
        s if s >= 0.9 => "known: nearly all",
        s if s >= 0.8 => "known: most",
        s if s >= 0.6 => "known: much",
        s if s > 0.0 => "known: some",
        _ => "known: nothing",
    })
}

/// More signs than these has hardly a value.
const MOST_SIGNS: usize = 12;

/// The signs of one value, and another value that evidence speaks for.
pub fn of(view: &View, e: &Evidence, warnings: &[Warning]) -> (Vec<&'static str>, Option<String>) {
    let (file, sheet, rules) = (view.file, view.sheet(), view.rules());
    let signs = &file.signs;
    let mut out = Vec::with_capacity(MOST_SIGNS);
    let span = SourceSpan { start: e.start, end: e.end };
    let here = file.text.edits_in(span).iter().filter(|x| MENDING.contains(&x.rule)).count();
    let raw_thai = e.raw.chars().any(|c| ('๐'..='๙').contains(&c));
    let raw_ascii = e.raw.bytes().any(|c| c.is_ascii_digit());
    let over_lines = e.raw.contains('\n');
    let Some(value) = digit_value(sheet.record, &e.field) else {
        out.push(reading(e.confidence, WORDS_READ));
        out.extend(page(signs.known));
        // a rank stands on the line above the name
        let rank_above = e.field.ends_with("/name") && rules.patterns.get(P::RankAbove).is_match(&e.raw);
        out.extend((over_lines && !rank_above).then_some("words: over lines"));
        out.push(signs.noise.words);
        out.push(match (here, e.raw.chars().count()) {
            (0, 0..=30) => "words: short",
            (0, 31..=80) => "words: some",
            (0, _) => "words: many",
            (1, _) => "words: one mended",
            _ => "words: several mended",
        });
        out.extend(known(file.text.now(span), rules));
        out.extend(rules.patterns.get(P::ForeignSigns).is_match(&e.raw).then_some("words: foreign signs"));
        let figures = figures(sheet.record, &e.field).is_none_or(|w| w.bytes().any(|c| c.is_ascii_digit()));
        let believed = || e.field == "/postcode" && borne_out(sheet.record, rules);
        out.extend((figures && !file.legibility.raw(&e.raw) && !believed()).then_some(ILLEGIBLE));
        return (out, None);
    };
    out.push(reading(e.confidence, FIGURES_READ));
    out.extend(raw_thai.then_some(signs.noise.thai));
    out.extend(raw_ascii.then_some(signs.noise.arabic));
    // stamps have Arabic figures anyway
    if raw_ascii && !raw_thai && signs.thai && !e.field.starts_with("/receipts") {
        out.push("Arabic digits among Thai ones");
    }
    out.extend(over_lines.then_some("digits: over lines"));
    if here > 0 {
        out.push("digits: mended");
    }
    let suggestion = digits(view, e, value, &mut out);
    let borne_out = out.iter().any(|s| BORNE_OUT.contains(s));
    out.extend((signs.year_misread && !borne_out).then_some(YEAR_MISREAD));
    let against = warnings.iter().find(|w| w.field == e.field && !AGREEING.contains(&w.code));
    // where nothing is misread, the paper contradicts itself
    out.extend(against.map(|_| if signs.clean() { "contradicted where nothing is mended" } else { "contradicted" }));
    (out, suggestion.or_else(|| against.and_then(|w| w.suggestion.clone())))
}

/// Whether a number has the letters of a province and an owner code that no office there bears.
pub(super) fn of_no_province(number: &Number, rules: &Rules) -> bool {
    let province = rules.gazetteer.province_of_code(&number.prefix).is_some() && !rules.offices.is_doubtful(&number.prefix);
    province && number.prefix != BANGKOK && !rules.patterns.get(P::OwnerOfProvince).is_match(&number.code)
}

/// Whether a number has an owner code that the body it belongs to does not bear.
fn other_owner(record: &Record, field: &str, number: &Number, rules: &Rules) -> bool {
    let cited = field.strip_prefix("/references/").and_then(|f| f.split('/').next()?.parse::<usize>().ok());
    let body = match cited {
        Some(at) => record.references.get(at).and_then(|r| r.agency.as_deref()),
        None => record.agency.as_deref(),
    };
    let figures = number.code.split('.').next().unwrap_or_default();
    let fit = body.and_then(|b| rules.offices.owner_fit(b, &number.prefix, figures));
    fit.is_some_and(|f| f != OwnerFit::Own)
}

/// Whether the letters of a code stand in what was read with others between them.
fn lacks_letters(raw: &str, code: &str) -> bool {
    let read: String = raw.chars().take_while(|c| ('ก'..='ฮ').contains(c) || c.is_whitespace() || *c == '.').collect();
    let read = read.replace(|c: char| c.is_whitespace() || c == '.', "");
    let mut rest = read.chars();
    !read.contains(code) && code.chars().all(|c| rest.any(|r| r == c))
}

/// Whether Thai letters were read for a code that has none of them: `คคต'0012` is hardly `ยส 0012`.
fn has_other_letters(raw: &str, code: &str) -> bool {
    const LEAST: usize = 2;
    let lead = raw[..raw.find(|c: char| c.is_ascii_digit() || ('๐'..='๙').contains(&c)).unwrap_or(raw.len())].trim_start_matches("ที่");
    let mut read = lead.chars().filter(|c| ('ก'..='ฮ').contains(c));
    read.clone().count() >= LEAST && !read.any(|c| code.contains(c))
}

/// What a number, a date or a telephone number shows by itself and among the others of the file.
fn digits(view: &View, e: &Evidence, value: &str, out: &mut Vec<&'static str>) -> Option<String> {
    let (sheet, signs, rules) = (view.sheet(), &view.file.signs, view.rules());
    let (field, raw) = (e.field.as_str(), e.raw.as_str());
    let record = sheet.record;
    let engine = view.file.legibility.takes_wo_for_two();
    if field.ends_with("date") {
        let again = signs.days.get(value).is_some_and(|n| *n > 1);
        out.push(if again { "date: again in the file" } else { "date: once" });
        out.extend(beside_others(record, field, value, signs));
        return None;
    }
    let again = |d: &str| d.len() >= DIGITS && signs.digits.get(d).is_some_and(|n| *n > 1);
    if field.starts_with("/receipts") || field.starts_with("/phones") {
        let count = only_digits(value).len();
        if field.starts_with("/receipts") {
            out.extend(its_day(record, field));
            out.extend((count < 3).then_some("stamp number: short"));
        }
        if again(&only_digits(value)) {
            out.push("number: again in the file");
        }
        let odd = field.starts_with("/phones") && !rules.patterns.get(P::PhoneCode).is_match(value);
        out.extend(odd.then_some(NO_AREA));
        return None;
    }
    let (number, _) = super::sheet::parse(value, rules)?;
    if again(&only_digits(value)) || again(&number.run) && !number.series.is_empty() {
        out.push("number: again in the file");
    }
    out.extend((number.run.len() == 1 && number.series.is_empty()).then_some("running number: one digit"));
    out.extend(of_no_province(&number, rules).then_some(NO_PROVINCE));
    out.extend((!signs.clean() && other_owner(record, field, &number, rules)).then_some(OTHER_OWNER));
    // the ว of a circular may have stood there
    let behind = raw.split_once('/').map_or("", |r| r.1);
    let blank = behind.starts_with(' ') && behind.trim_start_matches(' ').starts_with(|c: char| c.is_ascii_digit());
    out.extend((blank && engine).then_some(BEHIND_BLANK));
    out.extend((!number.series.is_empty() && behind.trim_start().starts_with([')', ']', '}'])).then_some(BRACKET));
    let cut = behind.as_bytes().windows(3).any(|w| w[0].is_ascii_digit() && b"][|!}{".contains(&w[1]) && w[2].is_ascii_digit());
    let parted = || {
        let pieces: Vec<&str> = behind.split_whitespace().collect();
        let figures = |p: &&str| p.bytes().all(|b| b.is_ascii_digit());
        pieces.len() == 2 && pieces.iter().all(figures) && pieces.iter().any(|p| p.len() == 1)
    };
    out.extend((cut || number.series.is_empty() && (engine || signs.known < ROUGH) && parted()).then_some(CUT));
    out.extend(lacks_letters(raw, &number.prefix).then_some(STRAY_LETTERS));
    let known = rules.gazetteer.is_prefix(&number.prefix);
    let of_agency = record.agency.as_deref().filter(|_| field == "/number").and_then(|a| rules.offices.codes(a));
    out.push(match of_agency {
        _ if e.rule == TAKEN && has_other_letters(raw, &number.prefix) => OTHER_LETTERS,
        _ if e.rule == TAKEN => TAKEN_CODE,
        Some(codes) if codes.contains(&number.prefix.as_str()) => "letter code: of the agency",
        Some(_) => "letter code: of another agency",
        None if known => "letter code: known",
        None if !signs.clean() && rules.patterns.get(P::StateOwner).is_match(&number.code) => NO_CODE,
        None => "letter code: unknown",
    });
    let day = match field.strip_suffix("/number").and_then(|b| b.strip_prefix("/references/")) {
        Some(n) => record.references.get(n.parse::<usize>().ok()?)?.date.clone(),
        None => record.date.clone(),
    };
    let other = signs.near_another(&number, value, &day?, rules).map(str::to_owned);
    // consecutive numbers of one day are nothing odd where nothing is misread
    let sure = signs.clean() || again(&only_digits(value));
    if other.is_some() {
        out.push(if sure { "number: near another of its day" } else { NEAR });
    }
    other
}

/// Whether the day of a stamp fits the letter: then the stamp was read well, and its number with it.
fn its_day(record: &Record, field: &str) -> Option<&'static str> {
    let at = field.strip_prefix("/receipts/")?.split('/').next()?.parse::<usize>().ok()?;
    let after = full(record.receipts.get(at)?.date.as_deref()?)? - full(record.date.as_deref()?)?;
    (0..=SOON).contains(&after.get_days()).then_some(ITS_DAY_FITS)
}

/// How a date lies to the letter's own, or that to its stamps.
fn beside_others(record: &Record, field: &str, value: &str, signs: &FileSigns) -> Option<&'static str> {
    let days = |later: Date, earlier: Date| (later - earlier).get_days();
    let value = full(value)?;
    if field == "/date" {
        let stamps = record.receipts.iter().filter_map(|r| full(r.date.as_deref()?));
        let stamp = stamps.min_by_key(|s| days(*s, value).abs())?;
        return Some(match days(stamp, value) {
            0..=SOON => "date: stamped soon after",
            d if d.abs() > LONG_AFTER && signs.stands_out(value, stamp) => ODD_YEAR,
            _ => "date: stamped otherwise",
        });
    }
    let own = full(record.date.as_deref()?)?;
    let after = days(value, own);
    Some(if field.starts_with("/receipts") {
        match after {
            d if d.abs() > LONG_AFTER => signs.odd(value, own),
            ..0 => "stamp: before the letter",
            0..=SOON => "stamp: soon after the letter",
            _ => "stamp: long after the letter",
        }
    } else {
        match -after {
            ..0 => "cited: after the letter",
            d if d <= LONG_AFTER => "cited: of the last year",
            d if d <= LONG_AFTER * YEARS_APART => "cited: older",
            _ => signs.odd(value, own),
        }
    })
}

/// The value at a pointer, where it is one that is read from digits.
pub fn digit_value<'a>(record: &'a Record, field: &str) -> Option<&'a str> {
    let mut parts = field.split('/').skip(1);
    let (list, at, key) = (parts.next()?, parts.next(), parts.next());
    let n = at.and_then(|n| n.parse::<usize>().ok());
    match (list, n, key) {
        ("number", None, None) => record.number.as_deref(),
        ("date", None, None) => record.date.as_deref(),
        ("references", Some(n), Some("number")) => record.references.get(n)?.number.as_deref(),
        ("references", Some(n), Some("date")) => record.references.get(n)?.date.as_deref(),
        ("receipts", Some(n), Some("number")) => record.receipts.get(n)?.number.as_deref(),
        ("receipts", Some(n), Some("date")) => record.receipts.get(n)?.date.as_deref(),
        ("phones", Some(n), _) => record.phones.get(n).map(|p| p.number.as_str()),
        _ => None,
    }
}

/// Where the figures of a value of words stand, if not all that was read for it belongs to it: an item of a list stands
/// there with its number and quantity, and an address with its postcode, which is a value of its own.
fn figures<'a>(record: &'a Record, field: &str) -> Option<&'a str> {
    if field == "/address" {
        let address = record.address.as_deref()?;
        return address.strip_suffix(record.postcode.as_deref()?);
    }
    let (at, key) = field.strip_prefix("/enclosures/")?.split_once('/')?;
    let item = record.enclosures.get(at.parse::<usize>().ok()?)?;
    Some(&item.description).filter(|_| key == "description").map(String::as_str)
}
