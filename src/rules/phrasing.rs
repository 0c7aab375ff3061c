//! Words by which the lines and phrases of a letter part and join (`phrasing.tsv`).

use super::table::{Files, RuleError};
use crate::skeleton::skeleton;

/// The lists of `phrasing.tsv`.
#[derive(Default)]
pub struct Phrasing {
    new_phrase: Vec<String>,
    new_word: Vec<String>,
    place_follows: Vec<String>,
    fetched: Vec<String>,
    mail: Vec<String>,
    verbs: Vec<String>,
    seats: Vec<String>,
    houses: Vec<String>,
    regions: Vec<String>,
    mailboxes: Vec<String>,
    provincial: Vec<String>,
    openers: Vec<Vec<char>>,
    columns: Vec<String>,
    ordinals: Vec<String>,
    like_ordinals: Vec<String>,
    measures: Vec<String>,
    after_body: Vec<String>,
    office_follows: Vec<String>,
    made: Vec<String>,
    signing: Vec<String>,
    written_at: Vec<String>,
    by_order: Vec<String>,
    received: Vec<String>,
    particles: Vec<String>,
    apart: Vec<String>,
    drawn: Vec<String>,
    missions: Vec<String>,
    officers: Vec<String>,
}

/// Whether the letters of `text` begin with `form`.
fn skeleton_starts(text: &str, form: &[char]) -> bool {
    crate::skeleton::letters(text, form.len()).0 == form
}

impl Phrasing {
    pub(super) fn read(files: &Files) -> Result<Self, RuleError> {
        let table = files.table("phrasing.tsv", ["kind", "word"])?;
        let mut out = Self::default();
        for &(line, [kind, word]) in &table.rows {
            match kind {
                "new-phrase" => out.new_phrase.push(word.to_owned()),
                "new-word" => out.new_word.push(word.to_owned()),
                "mail" => out.mail.push(word.to_owned()),
                "fetched" => out.fetched.push(word.to_owned()),
                "place-follows" => out.place_follows.push(word.to_owned()),
                "seat" => out.seats.push(word.to_owned()),
                "house" => out.houses.push(word.to_owned()),
                "region" => out.regions.push(word.to_owned()),
                "mailbox" => out.mailboxes.push(word.to_owned()),
                "provincial" => out.provincial.push(word.to_owned()),
                "verb" => out.verbs.push(word.to_owned()),
                "opener" => out.openers.push(skeleton(word)),
                "column" => out.columns.push(word.to_owned()),
                "ordinal" => out.ordinals.push(word.to_owned()),
                "like-ordinal" => out.like_ordinals.push(word.to_owned()),
                "measure" => out.measures.push(word.to_owned()),
                "after-body" => out.after_body.push(word.to_owned()),
                "office-follows" => out.office_follows.push(word.to_owned()),
                "made" => out.made.push(word.to_owned()),
                "signing" => out.signing.push(word.to_owned()),
                "written-at" => out.written_at.push(word.to_owned()),
                "by-order" => out.by_order.push(word.to_owned()),
                "received" => out.received.push(word.to_owned()),
                "officer" => out.officers.push(word.to_owned()),
                "mission" => out.missions.push(word.to_owned()),
                "particle" => out.particles.push(word.to_owned()),
                "drawn" => out.drawn.push(word.to_owned()),
                "apart" => out.apart.push(word.to_owned()),
                _ => return Err(table.error(line, format!("'{kind}' is no kind of phrasing"))),
            }
        }
        Ok(out)
    }

    /// Whether `line` begins a new phrase, so that a blank belongs before it.
    pub fn begins_phrase(&self, line: &str) -> bool {
        let begins = |words: &[String], then: fn(&str) -> bool| words.iter().any(|w| line.strip_prefix(w.as_str()).is_some_and(then));
        begins(&self.new_phrase, |_| true) || begins(&self.new_word, |rest| rest.starts_with(' '))
    }

    /// Whether `line` is one of the heading of a mail: its label and a colon.
    pub fn heads_mail(&self, line: &str) -> bool {
        line.split_once(':').is_some_and(|(label, _)| self.mail.iter().any(|w| w == label.trim()))
    }

    /// Whether `line` says where enclosures can be had.
    pub fn tells_where(&self, line: &str) -> bool {
        self.fetched.iter().any(|w| line.contains(w.as_str()))
    }

    /// Whether the name of a place must follow `line`.
    pub fn awaits_place(&self, line: &str) -> bool {
        self.place_follows.iter().any(|w| line.ends_with(w.as_str()))
    }

    /// Whether the name of an office must follow `line`.
    pub fn awaits_office(&self, line: &str) -> bool {
        self.office_follows.iter().any(|w| line.ends_with(w.as_str()))
    }

    /// Whether the second line of a title says something else than the rest of its body's name.
    pub fn leaves_body(&self, line: &str) -> bool {
        self.after_body.iter().any(|w| line.starts_with(w.as_str()))
    }

    /// The word with which `line` begins to say when a paper was made.
    pub fn made<'a>(&'a self, line: &str) -> Option<&'a str> {
        self.made.iter().map(String::as_str).find(|w| line.starts_with(w))
    }

    /// Whether a line says where a person wrote: `เขียนที่ บ้านเลขที่ 11`.
    pub fn written_at(&self, line: &str) -> bool {
        self.written_at.iter().any(|w| line.starts_with(w.as_str()))
    }

    /// What follows the word with which a line says that somebody signs there.
    pub fn signing<'a>(&self, line: &'a str) -> Option<&'a str> {
        let rest = self.signing.iter().find_map(|w| line.strip_prefix(w.as_str()))?;
        (!rest.starts_with(|c: char| ('ก'..='๎').contains(&c))).then_some(rest)
    }

    /// Whether `text` begins with a word that has a blank before it on paper; ณ begins names, too.
    pub fn stands_apart(&self, text: &str) -> bool {
        let whole = |w: &str, rest: &str| w.chars().count() > 1 || rest.starts_with(' ');
        self.apart.iter().any(|w| text.strip_prefix(w.as_str()).is_some_and(|rest| whole(w, rest)))
    }

    /// Whether `words`, in brackets, say what a reader of pages saw drawn there: `ตราประทับ: …`, `ลายมือชื่อ`.
    pub fn is_drawn(&self, words: &str) -> bool {
        let end = |rest: &str| rest.is_empty() || rest.starts_with([':', ' ']);
        self.drawn.iter().any(|w| words.strip_prefix(w.as_str()).is_some_and(end))
    }

    /// Whether `word` is one that Thai does not set apart by blanks.
    pub fn is_particle(&self, word: &str) -> bool {
        self.particles.iter().any(|w| w == word)
    }

    /// Whether a line of a stamp says how the letter came, and names nobody.
    pub fn received(&self, line: &str) -> bool {
        self.received.iter().any(|w| line.starts_with(w.as_str()))
    }

    /// The phrase with which a line says by whose order the next one signs.
    pub fn by_order(&self, line: &str) -> Option<&str> {
        self.by_order.iter().map(String::as_str).find(|w| line.starts_with(w))
    }

    /// The name of a body without the house where it sits, under which its letters are cited.
    pub fn without_seat<'a>(&self, name: &'a str) -> Option<&'a str> {
        self.seats.iter().find_map(|w| name.strip_prefix(w.as_str())).filter(|rest| !rest.is_empty())
    }

    /// Whether `line` begins with a house in which bodies sit: below a body's name it is of the address.
    pub fn houses_bodies(&self, line: &str) -> bool {
        self.houses.iter().any(|w| line.starts_with(w.as_str()))
    }

    /// Whether a figure behind `name` is of it: `สำนักงานทดสอบเขต 1`.
    pub fn awaits_region(&self, name: &str) -> bool {
        self.regions.iter().any(|w| name.ends_with(w.as_str()))
    }

    /// Where the word for a mailbox begins in `line`, behind a blank.
    pub fn mailbox(&self, line: &str) -> Option<usize> {
        let begins = |at: usize| self.mailboxes.iter().any(|w| line[at + 1..].starts_with(w.as_str()));
        memchr::memchr_iter(b' ', line.as_bytes()).find(|&at| begins(at))
    }

    /// Whether the letters of a body bear the code of its province.
    pub fn is_provincial(&self, body: &str) -> bool {
        self.provincial.iter().any(|w| body.starts_with(w.as_str()))
    }

    /// Whether นาย and what follows it name a post and no person: `นายอำเภอ`, `นายกเทศมนตรี`.
    pub fn is_officer(&self, name: &str) -> bool {
        self.officers.iter().any(|w| name.starts_with(w.as_str()))
    }

    /// Whether a body is a mission abroad.
    pub fn is_mission(&self, body: &str) -> bool {
        self.missions.iter().any(|w| body.starts_with(w.as_str()))
    }

    /// Whether a line holds the heads of a table's columns and nothing else.
    pub fn is_table_head(&self, line: &str) -> bool {
        line.split(' ').all(|word| self.columns.iter().any(|w| w == word))
    }

    /// Whether a figure between `before` and `unit` may say how many there are: no ordinal stands before it, no measure
    /// behind it.
    pub fn may_count(&self, before: &str, unit: &str) -> bool {
        let ends = |list: &[String]| list.iter().any(|w| before.ends_with(w.as_str()));
        (ends(&self.like_ordinals) || !ends(&self.ordinals)) && !self.measures.iter().any(|w| w == unit)
    }

    /// Where the name of a body that `text` begins with ends: at the first verb after `least` bytes.
    pub fn verb_after(&self, text: &str, least: usize) -> Option<usize> {
        self.verbs.iter().filter_map(|w| text.find(w.as_str())).filter(|&at| at > least).min()
    }

    /// Whether `line` opens the body with one letter misread, or with one stray letter before the word.
    pub fn nearly_opens(&self, line: &str) -> bool {
        const SCRAPS: usize = 12;
        // behind scraps of strokes it must be there to the letter
        let starts = line.match_indices(' ').map(|m| &line[m.0 + 1..]).take_while(|rest| line.len() - rest.len() <= SCRAPS);
        let mut behind = starts.filter(|rest| !line[..line.len() - rest.len()].chars().any(|c| ('ก'..='ฮ').contains(&c)));
        let line = line.trim_start_matches(|c: char| !crate::skeleton::is_alphanumeric(c));
        if behind.any(|rest| self.openers.iter().any(|o| skeleton_starts(rest, o))) {
            return true;
        }
        let (letters, _) = crate::skeleton::letters(line, 14);
        self.openers.iter().any(|o| {
            let wrong = |from: usize| {
                (letters.len() >= from + o.len()).then(|| letters[from..from + o.len()].iter().zip(o).filter(|(a, b)| a != b).count())
            };
            wrong(1) == Some(0) || wrong(0).is_some_and(|n| n <= 1)
        })
    }
}
