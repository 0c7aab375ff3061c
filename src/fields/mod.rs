//! One file a field: each finds and reads one thing of a letter and says where it stands.

mod addressees;
mod agency;
mod attachments;
mod citations;
mod closed_names;
mod contacts;
mod dates;
mod enclosures;
mod letter_date;
mod message_form;
mod number;
mod phone_tables;
mod phones;
mod post_lines;
mod receipts;
mod references;
mod scraps;
mod signatories;
mod signing_lines;
mod stamp_lines;
mod stamp_notes;
mod stamp_rows;
mod subject;
mod torn_names;
mod urgency;
pub mod vouched;

use crate::layout::Seg;
use crate::legibility::Legibility;
use crate::record::Warning;
use crate::record::{Kind, Record};
use crate::rules::{Class, Cue, Rules};
use crate::skeleton::is_alphanumeric;
use crate::split::{Layout, Letter, is_noise};
use crate::text::{Text, TextSpan};
use crate::values::ReadDate;

/// What a field reader sees.
pub struct Ctx<'a> {
    /// The lines of the file.
    pub layout: &'a Layout<'a>,
    /// The letter.
    pub letter: &'a Letter,
    /// Tables and patterns.
    pub rules: &'a Rules,
    /// The file's text with its way back to the source.
    pub text: &'a Text,
    /// Which of its digits can be believed.
    pub legibility: Legibility,
    /// Every date of the letter, in reading order.
    pub dates: &'a [ReadDate],
}

/// Where a value was read, before it is mapped to the source.
#[derive(Debug, Clone)]
pub struct Mark {
    /// JSON pointer.
    pub field: String,
    /// Place in the current text.
    pub span: TextSpan,
    /// The rule that read it.
    pub rule: &'static str,
    /// Probability, 0 to 1, that the value is right.
    pub confidence: f32,
}

/// A record while its fields are read.
pub struct Draft {
    /// The values.
    pub record: Record,
    /// Their places.
    pub marks: Vec<Mark>,
    /// Places of values whose figures cannot be read, by the pointers of the values.
    pub unread: Vec<(String, TextSpan)>,
}

impl Draft {
    /// Notes where a value stands.
    pub fn mark(&mut self, field: impl Into<String>, span: TextSpan, rule: &'static str, confidence: f32) {
        self.marks.push(Mark { field: field.into(), span, rule, confidence });
    }
}

/// Reads one thing.
pub type Reader = fn(&Ctx, &mut Draft);

/// Every field: id, what it is, reader. The order matters only where the text says so.
pub const FIELDS: &[(&str, &str, Reader)] = &[
    ("urgency", "ชั้นความเร็ว and ชั้นความลับ", urgency::read),
    ("agency", "letterhead, address and postcode; before the number, whose prefix it may tell", agency::read),
    ("number", "document number", number::read),
    ("subject", "เรื่อง", subject::read),
    ("addressees", "คำขึ้นต้น and what follows it", addressees::read),
    ("references", "อ้างถึง", references::read),
    ("enclosures", "สิ่งที่ส่งมาด้วย", enclosures::read),
    ("receipts", "ตรารับหนังสือ", receipts::read),
    ("date", "the letter's own date; after the receipts, whose dates are not its own", letter_date::read),
    ("signatories", "signature blocks and endorsements", signatories::read),
    ("message form", "labels of กระดาษเขียนข่าว", message_form::read),
    ("phones", "telephone and fax numbers", phones::read),
    ("phones-table", "telephones in a column of a table", phone_tables::read),
    ("phones-unlabelled", "telephones of persons that have no label", phones::read_unlabelled),
    ("contacts", "office, contacts, e-mail and web addresses", contacts::read),
    ("attachments", "what follows the letter", attachments::read),
    ("citations", "numbers cited in the text", citations::read),
    ("dates", "every date, with its role", dates::read),
];

impl<'a> Ctx<'a> {
    /// The words of line `i`.
    pub fn words(&self, i: usize) -> &'a str {
        self.layout.words(i)
    }
    /// Blanks before line `i`; none where something stands before it on its line.
    pub fn indent(&self, i: usize) -> usize {
        let at = self.seg(i).span.start;
        let from = self.layout.text[..at].rfind('\n').map_or(0, |n| n + 1);
        let before = &self.layout.text[from..at];
        if before.bytes().all(|b| b == b' ') { before.len() } else { 0 }
    }
    /// Line `i`.
    pub fn seg(&self, i: usize) -> &'a Seg {
        &self.layout.segs[i]
    }
    /// What line `i` is.
    pub fn class(&self, i: usize) -> &'a Class {
        &self.layout.classes[i]
    }
    /// What line `i` opens with.
    pub fn cue(&self, i: usize) -> Option<Cue> {
        self.seg(i).cue.map(|c| c.cue)
    }
    /// The kind of the letter.
    pub fn kind(&self) -> Kind {
        self.letter.kind
    }
    /// Lines of the letter that are not part of an attachment.
    pub fn own_lines(&self) -> impl Iterator<Item = usize> + '_ {
        self.letter.segs.clone().filter(|&i| !self.in_attachment(i))
    }
    /// Whether line `below` repeats the words of line `i`, as some text layers do; a short one may stand twice.
    pub fn is_again(&self, i: usize, below: usize) -> bool {
        const SHORT: usize = 6;
        self.letter.segs.contains(&below) && self.class(i).chars > SHORT && self.words(i) == self.words(below)
    }
    /// Whether line `i` is noise: strokes, or marks that were read apart from the letters below them.
    pub fn is_noise(&self, i: usize) -> bool {
        is_noise(self.layout, self.rules, i)
    }
    /// Whether line `i` belongs to an attachment.
    pub fn in_attachment(&self, i: usize) -> bool {
        self.letter.zones.attachment.as_ref().is_some_and(|r| r.contains(&i))
    }
    /// Whether the digits at `span` can be believed. Where they cannot, the reading is no value: it is noted in a
    /// warning for `field`, with its words, and the caller leaves the value out.
    pub fn legible(&self, draft: &mut Draft, field: &str, span: TextSpan) -> bool {
        let ok = self.legibility.digits(self.text, span);
        if !ok {
            let raw = self.text.to_source(span).of(self.text.source());
            let message = self.rules.messages.text(self.rules.lang, "low_confidence.digits", &[("raw", &clean(raw))]);
            draft.record.warnings.push(Warning { code: "low_confidence", field: field.to_owned(), message, suggestion: None });
            draft.unread.push((field.to_owned(), span));
        }
        ok
    }
    /// Lines of one value as one: Thai runs on without a blank, anything else takes one.
    pub fn join_lines<'w>(&self, lines: impl IntoIterator<Item = &'w str>) -> String {
        let mut out = String::new();
        for line in lines {
            let line = clean(line);
            let Some(first) = line.chars().next() else { continue };
            if let Some(last) = out.chars().next_back() {
                let thai = |c: char| ('ก'..='๎').contains(&c) && c != 'ฯ' && c != 'ๆ';
                // the stroke of a number parts nothing: `0423` / `/34`, `12/` / `2567`
                let run = first.is_ascii_digit() || line.starts_with("ว ") || line.strip_prefix('ว').is_some_and(starts_with_figure);
                let cut = last == '/' && run || last.is_ascii_digit() && first == '/' || last == '(' || first == ')';
                let parted = self.rules.phrasing.begins_phrase(&line) && !out.ends_with("ประจำ")
                    || out.ends_with("ที่") && begins_with_code(&line)
                    || line.starts_with("และ") && ends_with_listed(&out);
                if !(cut || thai(last) && thai(first)) || parted {
                    out.push(' ');
                }
            }
            out.push_str(&line);
        }
        out
    }
    /// The text from the first to the last of `lines`.
    pub fn span_of(&self, lines: &[usize]) -> TextSpan {
        let first = lines.first().map_or(TextSpan::default(), |&i| self.seg(i).span);
        lines.iter().fold(first, |s, &i| s.join(self.seg(i).span))
    }
}

/// Whether a line begins with the letter code of a number: `มท 0608`.
fn begins_with_code(line: &str) -> bool {
    let code = line.trim_start_matches(|c: char| ('ก'..='ฮ').contains(&c));
    let letters = (line.len() - code.len()) / 'ก'.len_utf8();
    (1..=4).contains(&letters) && code.trim_start_matches(' ').starts_with(|c: char| c.is_ascii_digit())
}

/// Whether words end with the last but one of several things that blanks part: `ไฟป่า หมอกควัน` before `และฝุ่นละออง`.
fn ends_with_listed(words: &str) -> bool {
    const LONGEST: usize = 14;
    let thai = |w: &str| w.chars().all(|c| ('ก'..='๎').contains(&c));
    words.rsplit_once(' ').is_some_and(|(rest, last)| {
        last.chars().count() <= LONGEST && thai(last) && !last.starts_with("และ") && rest.rsplit(' ').next().is_some_and(thai)
    })
}

/// A value as the contract wants it: white space folded, dotted leaders gone, stray signs at the ends gone.
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        // leaders go, the empty year of a draft act stays
        let leader = word.chars().all(|c| matches!(c, '.' | '…' | '_' | '·')) && word.chars().count() > 1 && !out.ends_with("พ.ศ.");
        let word = if leader { "" } else { word };
        if !word.is_empty() {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(word);
        }
    }
    let leader = out.trim_end_matches(['.', '…', '_', '·', ' ']);
    if !leader.ends_with("พ.ศ") && (out.len() > leader.len() + 2 || out[leader.len()..].contains('…')) {
        out.truncate(leader.len());
    }
    out
}

fn starts_with_figure(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

/// Without the blanks around the stroke before a Buddhist year: `ครั้งที่ 3 /2567`.
pub fn close_strokes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('/') {
        let (before, after) = (rest[..at].trim_end(), rest[at + 1..].trim_start());
        let year = after.starts_with("25") && after.bytes().take_while(u8::is_ascii_digit).count() == 4;
        let closed = year && before.ends_with(|c: char| c.is_ascii_digit());
        out.push_str(if closed { before } else { &rest[..at] });
        out.push('/');
        rest = if closed { after } else { &rest[at + 1..] };
    }
    out.push_str(rest);
    out
}

/// The cells between the bars of a row, without the white space around them; all of `row` where it has no bars.
fn cells(text: &str, row: TextSpan) -> impl Iterator<Item = TextSpan> {
    let mut from = row.start;
    row.of(text).split('|').map(move |cell| {
        let start = from + cell.len() - cell.trim_start().len();
        from += cell.len() + 1;
        TextSpan::new(start, start + cell.trim().len())
    })
}

/// Without a piece before the words that no word begins with: `า อธิบดี…`.
fn without_headless(text: &str) -> &str {
    let vowel = |c: char| matches!(c, 'ะ'..='ฺ' | 'ๅ' | '็'..='๎');
    text.split_once(' ').filter(|(piece, _)| piece.chars().all(vowel)).map_or(text, |(_, rest)| rest.trim_start())
}

/// Without strokes and stray letters that stand before and after the words. No word ends with a vowel that is written
/// before its consonant.
pub fn trim_noise(text: &str) -> &str {
    let odd = |c: char| {
        !is_alphanumeric(c)
            && !matches!(c, '(' | ')' | '"' | '“' | '”' | 'ฯ' | 'ๆ' | '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}')
    };
    let ends = |text: &'_ str| {
        let text = text.trim_end_matches(|c: char| odd(c) && c != '.' && c != '/' || ('เ'..='ไ').contains(&c));
        text.trim_end().len()
    };
    // signs in a row with at most one figure among them (`7/,.`)
    let signs = |word: &str| {
        let letters = word.chars().filter(|c| is_alphanumeric(*c)).count();
        let others = word.chars().filter(|c| matches!(c, '.' | ',' | '/' | ':' | ';' | '\'')).count();
        let leader = word.chars().all(|c| c == '.');
        !leader
            && others >= 2
            && letters + others == word.chars().count()
            && (letters == 0 || letters == 1 && word.starts_with(|c: char| c.is_ascii_digit()))
    };
    let text = without_headless(text.trim_start_matches(|c: char| odd(c) || c == ')').trim_start());
    let mut text = &text[..ends(text)];
    while let Some((before, _)) = text.rsplit_once(' ').filter(|(_, last)| signs(last)) {
        text = &before[..ends(before)];
    }
    without_point(text)
}

/// Without a point behind a long word of letters alone, which is no abbreviation.
fn without_point(text: &str) -> &str {
    const LONGEST_ABBREVIATION: usize = 5;
    let word = |text: &str| text.chars().rev().take_while(|c| ('ก'..='๎').contains(c)).count() > LONGEST_ABBREVIATION;
    text.strip_suffix('.').filter(|t| word(t)).unwrap_or(text)
}
