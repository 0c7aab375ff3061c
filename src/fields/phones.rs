//! Telephone numbers: label, national digits, lists, extensions with the names behind them.

use super::{Ctx, Draft, clean};
use crate::record::Phone;
use crate::rules::Cue;
use crate::rules::patterns::PatternId as P;
use crate::text::TextSpan;

/// Reads every number that has a label, also in the body.
pub fn read(ctx: &Ctx, draft: &mut Draft) {
    let span = ctx.letter.span;
    let text = span.of(ctx.layout.text);
    let labels: Vec<_> = ctx.rules.patterns.get(P::PhoneLabel).captures_iter(text).collect();
    // the last area code of the line before byte `looked`
    let (mut last, mut looked) = (None, 0);
    for (k, c) in labels.iter().enumerate() {
        let Some(m) = c.get(0) else { continue };
        let end = labels.get(k + 1).and_then(|n| n.get(0)).map_or(text.len(), |n| n.start());
        let kind = if c.name("only_fax").is_some() {
            "fax"
        } else if c.name("mobile").is_some() {
            "mobile"
        } else {
            "phone"
        };
        let window = clip(&text[m.end()..end]);
        if let Some(i) = text[looked..m.start()].rfind('\n') {
            (last, looked) = (None, looked + i + 1);
        }
        if heads_column(&text[looked..m.start()], window) {
            continue;
        }
        let line = &text[looked..m.end() + window.find('\n').unwrap_or(window.len())];
        let found = area_code(line, m.end() - looked);
        last = found.filter(|f| f.0 < m.end() - looked).or(last);
        let mut reader = Scanner { ctx, text: window, at: 0, area: last.or(found).map(|f| f.1) };
        looked = m.end();
        for (mut phone, range, confidence) in reader.numbers(kind) {
            if phone.kind == "phone" && is_mobile(&phone.number) {
                phone.kind = "mobile";
            }
            let n = draft.record.phones.len();
            let at = span.start + m.end();
            // short numbers that all the country knows are none of the office's
            if c.name("hotline").is_some() && phone.number.len() < 9 {
                continue;
            }
            // no entry is made of it: `-` is the place behind the last one
            if !ctx.legible(draft, "/phones/-", TextSpan::new(at + range.0, at + range.1)) {
                continue;
            }
            if again(&mut draft.record.phones, &phone) {
                continue;
            }
            draft.mark(format!("/phones/{n}/number"), TextSpan::new(at + range.0, at + range.1), "phone-label", confidence);
            draft.record.phones.push(phone);
        }
    }
}

/// Reads the numbers that stand behind a person or post of the foot without a label: `ผู้ประสานงาน นาย… 08 1234 5678`,
/// `เหรัญญิก 075-210-444`. Their figures must be grouped as those of telephones are.
pub fn read_unlabelled(ctx: &Ctx, draft: &mut Draft) {
    const LONGEST: usize = 90;
    let foot = ctx.letter.zones.closing.unwrap_or(ctx.letter.segs.end);
    let lines =
        ctx.own_lines().filter(|&i| (ctx.cue(i) == Some(Cue::Contact) || i > foot && ctx.cue(i).is_none()) && ctx.class(i).chars < LONGEST);
    for i in lines.collect::<Vec<_>>() {
        let c = ctx.class(i);
        let words = ctx.words(i);
        let other = c.address || c.stamp || c.number || c.date || words.contains("บัญชี") || words.contains("เลขที่");
        if other || ctx.rules.patterns.get(P::PhoneLabel).is_match(words) {
            continue;
        }
        if i > ctx.letter.segs.start && ctx.cue(i - 1) == Some(Cue::Phone) && second(ctx, draft, i) {
            continue;
        }
        // several persons, each with a number of his own
        let mut at = ctx.seg(i).span.start;
        for person in words.split(',') {
            unlabelled(ctx, draft, at, person);
            at += person.len() + 1;
        }
    }
}

/// The whole number with which line `i` below a telephone begins: that of a second person.
fn second(ctx: &Ctx, draft: &mut Draft, i: usize) -> bool {
    let found = Scanner::new(ctx, ctx.words(i)).number().filter(|(n, range)| range.0 == 0 && n.len() >= WHOLE && plausible(n));
    let Some((number, range)) = found else { return false };
    let at = ctx.seg(i).span.start;
    let span = TextSpan::new(at + range.0, at + range.1);
    let kind = if is_mobile(&number) { "mobile" } else { "phone" };
    let phone = Phone { number, ext: Vec::new(), kind, person: None };
    if ctx.legible(draft, "/phones/-", span) && !again(&mut draft.record.phones, &phone) {
        let n = draft.record.phones.len();
        draft.mark(format!("/phones/{n}/number"), span, "phone-unlabelled", 0.85);
        draft.record.phones.push(phone);
    }
    true
}

/// The number behind the person whom `words`, which stand at byte `at`, name.
fn unlabelled(ctx: &Ctx, draft: &mut Draft, at: usize, words: &str) {
    // a mailbox behind it
    let words = &words[..ctx.rules.phrasing.mailbox(words).unwrap_or(words.len())];
    // an extension behind it
    let (words, ext) = match words.rsplit_once(" ต่อ ") {
        Some((number, ext)) if (2..=5).contains(&ext.len()) && ext.bytes().all(|b| b.is_ascii_digit()) => (number, vec![ext.to_owned()]),
        _ => (words, Vec::new()),
    };
    let Some(range) = grouped(words) else { return };
    let span = TextSpan::new(at + range.start, at + range.end);
    let number: String = words[range].chars().filter(char::is_ascii_digit).collect();
    let kind = if is_mobile(&number) { "mobile" } else { "phone" };
    let phone = Phone { number, ext, kind, person: None };
    if !ctx.legible(draft, "/phones/-", span) || again(&mut draft.record.phones, &phone) {
        return;
    }
    let n = draft.record.phones.len();
    draft.mark(format!("/phones/{n}/number"), span, "phone-unlabelled", 0.85);
    draft.record.phones.push(phone);
}

/// The place of a whole number at the end of `words`, behind words, in groups as telephones have: `0-7521-0444`,
/// `075-210-444`, `08 1234 5678`, `081-234-5678`, `0812345678`.
pub(super) fn grouped(words: &str) -> Option<std::ops::Range<usize>> {
    const GROUPS: [&[usize]; 8] = [&[1, 4, 4], &[2, 3, 4], &[3, 3, 3], &[3, 6], &[2, 4, 4], &[3, 3, 4], &[3, 7], &[10]];
    let words = words.trim_end_matches([' ', '.', ')']);
    let from = words.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '–')).len();
    let start = from + words[from..].find('0')?;
    let figures = &words[start..];
    let groups: Vec<usize> = figures.split([' ', '-', '–']).filter(|g| !g.is_empty()).map(str::len).collect();
    let digits: String = figures.chars().filter(char::is_ascii_digit).collect();
    let behind_words = words[..start].ends_with([' ', ':', '(']) && words[..start].contains(|c: char| ('ก'..='ฮ').contains(&c));
    (behind_words && plausible(&digits) && digits.len() >= 9 && GROUPS.contains(&&groups[..])).then_some(start..words.len())
}

/// Adds to a number that stands in the letter already what is printed with it a second time. One number is one entry.
pub(super) fn again(known: &mut [Phone], phone: &Phone) -> bool {
    let Some(first) = known.iter_mut().find(|p| p.number == phone.number) else { return false };
    let more: Vec<String> = phone.ext.iter().filter(|e| !first.ext.contains(e)).cloned().collect();
    first.ext.extend(more);
    first.person = first.person.take().or_else(|| phone.person.clone());
    true
}

/// Whether a label heads the last column of a table: a wide gap or a bar before it, words without figures before that, and
/// nothing behind it.
fn heads_column(before: &str, behind: &str) -> bool {
    let cell = before.trim_end_matches([' ', '|', '\t']);
    let parted = before.len() - cell.len() >= 3 || before.trim_end().ends_with('|') || before.ends_with('\t');
    let first = behind.lines().next().unwrap_or_default();
    let alone = first.trim_matches([' ', '|', '.']).is_empty();
    parted && alone && cell.contains(|c: char| ('ก'..='ฮ').contains(&c)) && !cell.bytes().any(|b| b.is_ascii_digit())
}

/// What may follow a label: to the end of the next line.
fn clip(text: &str) -> &str {
    let mut lines = text.match_indices('\n').map(|(i, _)| i);
    let (first, second) = (lines.next(), lines.next());
    match (first, second) {
        (Some(f), s) if text[..f].bytes().any(|b| b.is_ascii_digit()) => {
            // extensions may stand on the next line, and what follows a hyphen
            let below = text[f + 1..].trim_start();
            let more = ["ต่อ", "ตอ", "กด"].iter().any(|w| below.starts_with(w)) || parted(&text[..f], below);
            &text[..if more { s.unwrap_or(text.len()) } else { f }]
        }
        (Some(_), Some(s)) => &text[..s],
        _ => text,
    }
}

/// Whether a number goes on below its line: behind a hyphen, or where the figures that it lacks begin the next line.
fn parted(line: &str, below: &str) -> bool {
    let line = line.trim_end_matches(SPECKS);
    let more = below.bytes().take_while(u8::is_ascii_digit).count();
    let number = &line[line.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '–')).len()..];
    let digits: String = number.chars().filter(char::is_ascii_digit).take(MOST_DIGITS).collect();
    let lacks = || digits.starts_with('0') && digits.len() >= 4 && digits.len() + more == wanted(&digits);
    // the zero alone, and two groups of four below it
    let groups = || below.get(4..).and_then(|b| b.strip_prefix(' ')).is_some_and(|b| b.bytes().take_while(u8::is_ascii_digit).count() == 4);
    if digits == "0" && number.trim_end() == "0" && more == 4 && groups() {
        return true;
    }
    more > 0 && (line.trim_end().ends_with(['-', '–']) || (3..=4).contains(&more) && lacks())
}

/// What specks behind a number are read as.
const SPECKS: [char; 5] = [' ', '.', ':', ',', '\''];

/// Whether nothing but a few words of one line stand before a number: `มือถือผู้ประสานงาน`, `โทรศัพท์ (กองคลัง)`.
fn named(words: &str) -> bool {
    const LONGEST: usize = 40;
    let word = |c: char| ('ก'..='๎').contains(&c) || matches!(c, ' ' | '(' | ')' | '.' | ':' | '/' | '-');
    words.chars().take(LONGEST + 1).count() <= LONGEST && (words.chars().count() <= 4 || words.chars().all(word))
}

/// Digits of a national number, at least.
const WHOLE: usize = 9;

/// Digits of a number, at most, with its area code.
const MOST_DIGITS: usize = 12;

pub(super) fn is_mobile(number: &str) -> bool {
    number.len() == 10 && ["06", "08", "09"].iter().any(|p| number.starts_with(p))
}

/// Reads the numbers at the beginning of a text.
pub(super) struct Scanner<'a> {
    ctx: &'a Ctx<'a>,
    text: &'a str,
    at: usize,
    /// The area code in brackets on the same line, for the numbers that leave it out.
    area: Option<&'a str>,
}

/// `(053)` and where it stands: the last one before byte `label` of the line, or else the first after it.
fn area_code(line: &str, label: usize) -> Option<(usize, &str)> {
    let mut found = None;
    for (open, _) in line.match_indices("(0") {
        let start = open + 1;
        let n = line[start..].bytes().take_while(u8::is_ascii_digit).count();
        if (2..=3).contains(&n) && line[start + n..].starts_with(')') && (open < label || found.is_none()) {
            found = Some((open, &line[start..start + n]));
        }
    }
    found
}

pub(super) type Read = (Phone, (usize, usize), f32);

impl<'a> Scanner<'a> {
    /// Of numbers that stand in `text` without an area code beside them.
    pub(super) fn new(ctx: &'a Ctx<'a>, text: &'a str) -> Self {
        Self { ctx, text, at: 0, area: None }
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// Numbers after one label, parted by commas or และ.
    pub(super) fn numbers(&mut self, kind: &'static str) -> Vec<Read> {
        let mut out = Vec::new();
        // behind words that say whose it is a number must be whole
        let mut far = false;
        self.skip(|c| matches!(c, '.' | ':' | ' ' | '/' | '\t' | '\n' | '…' | ')' | '_'));
        // `โทรสาร ต่อ 110`: an extension of the number before
        if self.rest().starts_with("ต่อ") {
            return out;
        }
        // the fax word of โทร. … โทรสาร is its own label; a short word before the digits is passed over
        // a bracket holds an area code, or whose number it is
        let inner = self.rest().strip_prefix('(').unwrap_or(self.rest());
        if !inner.trim_start().starts_with(|c: char| c.is_ascii_digit() || c == '+') {
            if let Some(r) = ["หมายเลข", "เลขหมาย"].iter().find_map(|w| self.rest().strip_prefix(w)) {
                self.at = self.text.len() - r.len();
                self.skip(|c| matches!(c, ':' | ' '));
            }
            let skip = self.rest().find(|c: char| c.is_ascii_digit()).filter(|&n| named(&self.rest()[..n]));
            match skip {
                Some(n) => {
                    far = self.rest()[..n].chars().count() > 4;
                    self.at += n;
                }
                None => return out,
            }
        }
        while let Some((number, range)) = self.number() {
            if far && !(number.len() >= 9 && plausible(&number)) {
                // `โทร. (มท.) 19427   0 2000 6023`: that of a network, and the national one
                if self.whole_behind_gap() {
                    continue;
                }
                break;
            }
            // `561-4636, 365`: the other ways to the same office
            if !out.is_empty() && number.len() < 6 {
                break;
            }
            let (ext, person) = self.extensions();
            let confidence = if plausible(&number) { 0.95 } else { 0.5 };
            out.push((Phone { number, ext, kind, person }, range, confidence));
            let rest = self.rest().trim_start();
            // `1130 / 0 4422 0001`: inside and outside; of two outside numbers the second is whole, too
            let whole = |r: &str| r.trim_start().starts_with('0');
            let parting = |s: &&&str| rest.strip_prefix(**s).is_some_and(|r| **s != "/" || whole(r));
            let comma = [",", "และ", "หรือ", ";", "/"].iter().find(parting);
            let Some(comma) = comma else {
                if out.last().is_some_and(|o| o.0.number.len() >= WHOLE) && self.whole_behind_gap() {
                    continue;
                }
                break;
            };
            let skipped = self.rest().len() - rest.len() + comma.len();
            if !self.text[self.at + skipped..].trim_start().starts_with(|c: char| c.is_ascii_digit() || c == '(') {
                break;
            }
            self.at += skipped;
            self.skip(|c| c == ' ');
        }
        out
    }

    /// Whether another whole number stands behind a blank or a point, its comma lost; goes there.
    fn whole_behind_gap(&mut self) -> bool {
        const GAP: usize = 3;
        let rest = self.rest();
        let next = rest.trim_start_matches([' ', '.']);
        let gap = rest.len() - next.len();
        let at = self.at + gap;
        let mut other = Scanner { ctx: self.ctx, text: self.text, at, area: None };
        let found = (1..=GAP).contains(&gap)
            && next.starts_with('0')
            && other.number().is_some_and(|(n, _)| n.len() >= WHOLE && n.len() == wanted(&n) && plausible(&n));
        if found {
            self.at = at;
        }
        found
    }

    fn skip(&mut self, what: impl Fn(char) -> bool) {
        self.at += self.rest().len() - self.rest().trim_start_matches(what).len();
    }

    /// One national number: digits with blanks, hyphens and dots between them, as many as its first digits ask.
    fn number(&mut self) -> Option<(String, (usize, usize))> {
        let start = self.at;
        let (mut digits, mut end) = (String::new(), start);
        let (mut gap, mut skip) = (0, 0);
        for (i, c) in self.rest().char_indices() {
            if i < skip {
                continue;
            }
            // blanks and specks at the end of a line whose number goes on below
            if c == ' ' && gap == 0 && digits.len() < wanted(&digits) {
                let line = self.rest()[i..].find('\n').map_or(i, |n| i + n);
                let specks = self.rest()[i..line].trim_start_matches(SPECKS).is_empty();
                if line > i && specks && parted(&self.rest()[..line], &self.rest()[line + 1..]) {
                    skip = line + 1;
                    continue;
                }
            }
            match c {
                '0'..='9' => {
                    // inside numbers that begin with 1 have four figures or five
                    let inside = digits.len() == 4 && gap == 0 && digits.starts_with('1');
                    // `5840 - 1`: the last figures of other numbers inside the office
                    let more = self.rest()[i..].bytes().take_while(u8::is_ascii_digit).count();
                    let others = gap > 0 && matches!(digits.len(), 4 | 5) && !digits.starts_with('0') && more <= 2;
                    if others || digits.len() >= wanted(&digits) && !inside || (digits.len() >= 7 && gap > 3) {
                        break;
                    }
                    digits.push(c);
                    end = start + i + 1;
                    gap = 0;
                }
                ' ' | '-' | '.' | '–' | '(' | ')' | '‐' => gap += 1,
                '\n' if digits.len() < wanted(&digits) && parted(&self.rest()[..i], &self.rest()[i + 1..]) => gap += 1,
                _ => break,
            }
            if gap > 4 {
                break;
            }
        }
        self.at = end;
        if digits.len() < 3 {
            return None;
        }
        if let Some(area) = self.area.filter(|a| !digits.starts_with('0') && a.len() + digits.len() == 9) {
            digits.insert_str(0, area);
        }
        // `9000-9`: a range of last digits
        let rest = self.rest();
        if let Some(r) = ["-", "–", "ถึง"].iter().find_map(|s| rest.trim_start().strip_prefix(s)) {
            let n = r.trim_start().bytes().take_while(u8::is_ascii_digit).count();
            if (1..=2).contains(&n) {
                self.at += rest.len() - r.trim_start().len() + n;
            }
        }
        Some((digits, (start, end)))
    }

    /// `ต่อ 1732 (…), 1522 (…)` and ranges.
    fn extensions(&mut self) -> (Vec<String>, Option<String>) {
        let (mut out, mut person) = (Vec::new(), None);
        let word = |rest: &'a str| self.ctx.rules.patterns.get(P::Extension).find(rest).map(|m| m.end());
        let mut found = word(self.rest());
        // `0 2000 3555 (ฝ่ายเลขานุการ) ต่อ 1101`
        if found.is_none() {
            person = self.bracket();
            found = word(self.rest()).filter(|_| person.is_some());
        }
        let Some(end) = found else { return (out, person) };
        self.at += end;
        loop {
            self.skip(|c| c == ' ');
            let first = self.digits(6);
            if first.is_empty() {
                break;
            }
            let rest = self.rest().trim_start();
            let range = rest.strip_prefix('-').or_else(|| rest.strip_prefix('–')).or_else(|| rest.strip_prefix("ถึง"));
            let mut ext = first;
            if let Some(r) = range.map(str::trim_start).filter(|r| r.starts_with(|c: char| c.is_ascii_digit())) {
                self.at = self.text.len() - r.len();
                ext = format!("{ext}-{}", self.digits(6));
            }
            out.push(ext);
            if let Some(p) = self.bracket() {
                person.get_or_insert(p);
            }
            let rest = self.rest().trim_start();
            let more = rest
                .strip_prefix(',')
                .or_else(|| rest.strip_prefix("และ"))
                .or_else(|| rest.strip_prefix("หรือ"))
                .or_else(|| rest.strip_prefix('/'));
            let next = more.unwrap_or(rest).trim_start();
            // a list without commas goes on only after a bracket
            let goes_on = next.starts_with(|c: char| c.is_ascii_digit())
                && !next.starts_with('0')
                && (more.is_some() || self.text[..self.at].ends_with(')') || self.twin(out.last(), next));
            if !goes_on {
                break;
            }
            self.at = self.text.len() - next.len();
        }
        (out, person)
    }

    /// Whether an extension of as many figures as the last stands alone behind a blank: `ต่อ 4445 6720`.
    fn twin(&self, last: Option<&String>, next: &str) -> bool {
        let figures = next.bytes().take_while(u8::is_ascii_digit).count();
        let behind = next[figures..].trim_start_matches(' ');
        let alone = behind.is_empty() || behind.starts_with(['\n', '(']) || behind.starts_with(|c: char| ('ก'..='ไ').contains(&c));
        figures >= 3 && last.is_some_and(|l| l.len() == figures) && alone && self.rest().starts_with(' ')
    }

    fn digits(&mut self, most: usize) -> String {
        let n = self.rest().bytes().take(most).take_while(u8::is_ascii_digit).count();
        let out = self.rest()[..n].to_owned();
        self.at += n;
        out
    }

    /// A name in brackets behind a number.
    fn bracket(&mut self) -> Option<String> {
        let rest = self.rest().trim_start();
        let inner = rest.strip_prefix('(')?;
        let end = inner.find(')').filter(|&e| e < 90 && !inner[..e].contains('\n'))?;
        self.at = self.text.len() - (inner.len() - end - 1);
        Some(clean(&inner[..end])).filter(|p| p.chars().any(|c| ('ก'..='ฮ').contains(&c)))
    }
}

/// How many digits a number that begins like this has: nine on fixed lines, ten on mobiles, seven before 2544.
fn wanted(digits: &str) -> usize {
    match digits.as_bytes() {
        [b'0', b'6' | b'8' | b'9', ..] => 10,
        [b'0', _, ..] | [b'0'] => 9,
        [b'1', ..] if digits.len() == 4 => 4,
        _ => 7,
    }
}

fn plausible(digits: &str) -> bool {
    match digits.len() {
        9 => digits.starts_with('0'),
        10 => is_mobile(digits),
        7 => !digits.starts_with('0'),
        3..=5 => !digits.starts_with('0'),
        _ => false,
    }
}
