//! Cue words at the beginning of a line, read through lost and swapped marks.

use super::table::{Files, RuleError};
use crate::skeleton::{self, Forms, prefix_distance, skeleton};
use aho_corasick::AhoCorasick;

macro_rules! cues {
    ($($name:ident = $word:literal, $doc:literal;)*) => {
        /// What a line opens with.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Cue { $(#[doc = $doc] $name),* }
        impl Cue {
            fn named(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$name),)* _ => None }
            }
        }
    };
}

cues! {
    Subject = "subject", "เรื่อง";
    Salutation = "salutation", "เรียน and its kin";
    To = "to", "ถึง";
    Reference = "reference", "อ้างถึง";
    Enclosure = "enclosure", "สิ่งที่ส่งมาด้วย";
    Closing = "closing", "คำลงท้าย";
    MemoTitle = "memo-title", "บันทึกข้อความ";
    MemoAgency = "memo-agency", "ส่วนราชการ";
    OrderTitle = "order-title", "คำสั่ง";
    RegulationTitle = "regulation-title", "ระเบียบ, ข้อบังคับ";
    AnnouncementTitle = "announcement-title", "ประกาศ, แถลงการณ์";
    CertificateTitle = "certificate-title", "หนังสือรับรอง";
    MinutesTitle = "minutes-title", "รายงานการประชุม";
    NewsTitle = "news-title", "ข่าว";
    MessageTitle = "message-title", "กระดาษเขียนข่าว";
    StampNumber = "stamp-number", "เลขรับ";
    StampDate = "stamp-date", "รับวันที่";
    Day = "day", "วันที่";
    StampTime = "stamp-time", "เวลา";
    Phone = "phone", "โทร.";
    Contact = "contact", "ผู้ประสานงาน";
    Email = "email", "ไปรษณีย์อิเล็กทรอนิกส์";
    Web = "web", "เว็บไซต์";
    Copy = "copy", "สำเนา, ครุฑ";
    Certified = "certified", "สำเนาถูกต้อง";
    CopiesTo = "copies-to", "สำเนาส่ง, แจ้งท้าย";
    Purpose = "purpose", "จึงเรียนมาเพื่อ";
    DoneAt = "done-at", "สั่ง ณ วันที่";
    Effective = "effective", "ทั้งนี้ ตั้งแต่";
    Proposer = "proposer", "ผู้เสนอ";
    Endorser = "endorser", "ผู้เห็นชอบ";
    Approver = "approver", "ผู้อนุมัติ";
    Minuter = "minuter", "ผู้จดรายงานการประชุม";
    Note = "note", "phrases of endorsements";
    Attachment = "attachment", "heads of what follows a letter";
    Body = "body", "words that open the body";
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Edge {
    Any,
    Blank,
    Whole,
    /// Nothing but a running number.
    Figure,
}

struct Entry {
    cue: Cue,
    letters: Vec<char>,
    edge: Edge,
    most: usize,
}

/// A cue found at the beginning of a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CueMatch {
    /// Which.
    pub cue: Cue,
    /// Bytes of the line that it takes, with the blanks and colon after it.
    pub len: usize,
    /// Bytes of the phrase alone.
    pub phrase_len: usize,
    /// 0 when it stands there to the letter.
    pub distance: usize,
}

/// The table of cues.
pub struct Cues {
    entries: Vec<Entry>,
    /// The words of a letter's heading, as they are written.
    headings: AhoCorasick,
    /// The words of headings and closings, with a blank before them, and what must follow each.
    inner: (AhoCorasick, Vec<Edge>),
    forms: Forms,
}

/// Characters that may stand before a word of the heading and are none of it.
const STRAY: usize = 6;

/// Characters of a cue behind scraps, at least.
const LEAST: usize = 4;

/// Characters of a line that are looked at.
const REACH: usize = 36;

impl Cues {
    pub(super) fn read(files: &Files) -> Result<Self, RuleError> {
        let table = files.table("cues.tsv", ["cue", "phrase", "edge"])?;
        let mut entries = Vec::new();
        for &(line, [cue, phrase, edge]) in &table.rows {
            let cue = Cue::named(cue).ok_or_else(|| table.error(line, format!("there is no cue '{cue}'")))?;
            let edge = match edge {
                "any" => Edge::Any,
                "blank" => Edge::Blank,
                "whole" => Edge::Whole,
                "figure" => Edge::Figure,
                _ => return Err(table.error(line, "the edge must be any, blank, whole or figure")),
            };
            let letters = skeleton(phrase);
            // short words have too many neighbours: from five letters on one error, from nine two, from thirteen three
            let most = match letters.len() {
                _ if cue == Cue::Body || cue == Cue::Attachment => 0,
                // ขออนุมัติ is near ผู้อนุมัติ
                0..12 if matches!(cue, Cue::Proposer | Cue::Endorser | Cue::Approver) => 0,
                0..5 => 0,
                5..9 => 1,
                9..13 => 2,
                _ => 3,
            };
            entries.push(Entry { cue, letters, edge, most });
        }
        let heading = |cue: &str| ["subject", "salutation", "reference", "enclosure", "memo-agency"].contains(&cue);
        let phrases = table.rows.iter().map(|r| r.1).filter(|[cue, phrase, _]| heading(cue) && phrase.starts_with(|c: char| c >= 'ก'));
        let headings = AhoCorasick::new(phrases.map(|r| r[1])).map_err(|e| table.error(0, e.to_string()))?;
        let parting = |cue: &str| heading(cue) || cue == "closing";
        let inner =
            table.rows.iter().zip(&entries).filter(|((_, [cue, phrase, _]), _)| parting(cue) && phrase.starts_with(|c: char| c >= 'ก'));
        let (inner, edges): (Vec<_>, Vec<_>) = inner.map(|((_, row), entry)| (format!(" {}", row[1]), entry.edge)).unzip();
        let inner = (AhoCorasick::new(inner).map_err(|e| table.error(0, e.to_string()))?, edges);
        let forms = Forms::new(entries.iter().map(|e| (&e.letters[..], e.most)));
        Ok(Self { entries, forms, headings, inner })
    }

    /// Where a word of the heading begins behind a few stray characters with a figure (`7ฝ1เรื่อง`), or its own
    /// first letters read twice (`เรเรื่อง`).
    pub fn behind_stray(&self, line: &str) -> Option<usize> {
        let reach = line.char_indices().nth(STRAY + REACH).map_or(line.len(), |c| c.0);
        let found = self.headings.find_iter(&line[..reach]).next().filter(|m| m.start() > 0 && line[m.end()..].starts_with(' '))?;
        let (before, word) = (&line[..found.start()], &line[found.range()]);
        let stray = before.chars().count() <= STRAY
            && !before.contains(' ')
            && (word.starts_with(before) || before.contains(|c: char| c.is_ascii_digit()));
        stray.then_some(found.start())
    }

    /// The cue that stands behind what the specks of a dirty page were read as, in pieces of their own (`3 0 สิ่งที่ส่งมาด้วย`),
    /// and where it begins. Before the words of an item may be its number or a bullet, before เรื่อง and เรียน as well.
    pub fn behind_scraps(&self, line: &str) -> Option<(usize, CueMatch)> {
        const PIECES: usize = 6;
        let (mut at, mut item) = (0, false);
        for _ in 0..PIECES {
            let piece = &line[at..at + line[at..].find(' ')?];
            if !is_scrap(piece) {
                return None;
            }
            item |= piece.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'.' | b')'));
            at = line.len() - line[at + piece.len()..].trim_start_matches([' ', '.', ':', '\'']).len();
            let found = self.exact(&line[at..]).filter(|f| line[at..at + f.phrase_len].chars().count() >= LEAST);
            let opens = |cue| match cue {
                Cue::Closing | Cue::Enclosure | Cue::Reference | Cue::StampNumber | Cue::StampTime => true,
                Cue::Subject | Cue::Salutation => !item,
                _ => false,
            };
            if let Some(found) = found.filter(|f| opens(f.cue)) {
                return Some((at, found));
            }
        }
        None
    }

    /// Where words of headings and closings begin inside `line`, behind a blank.
    pub fn inner(&self, line: &str) -> impl Iterator<Item = usize> {
        let (words, edges) = &self.inner;
        words.find_iter(line).filter(|m| fits(edges[m.pattern().as_usize()], &line[m.end()..])).map(|m| m.start() + 1)
    }

    /// The cue at the beginning of `line` where no letter of it is misread: what [`Cues::find`] gives with distance 0.
    pub fn exact(&self, line: &str) -> Option<CueMatch> {
        let first = line.chars().find_map(skeleton::fold)?;
        let mut may_be = self.entries.iter().filter(|e| e.letters.first() == Some(&first)).peekable();
        may_be.peek()?;
        let (letters, ends) = skeleton::letters(line, REACH);
        let found = may_be.filter(|e| letters.starts_with(&e.letters));
        let found = found.filter_map(|e| Some((e.letters.len(), e.found(line, ends[e.letters.len() - 1], 0)?)));
        found.min_by_key(|f| std::cmp::Reverse(f.0)).map(|f| f.1)
    }

    /// The word for this cue at the beginning of `line` that lost the blank behind it (`เรื่องขอเชิญ`).
    pub fn glued(&self, line: &str, cue: Cue) -> Option<CueMatch> {
        let (letters, ends) = skeleton::letters(line, REACH);
        let found = self.entries.iter().filter(|e| e.cue == cue && e.edge == Edge::Blank && letters.starts_with(&e.letters));
        let phrase_len = ends[found.map(|e| e.letters.len()).max()? - 1];
        Some(CueMatch { cue, len: phrase_len, phrase_len, distance: 0 }).filter(|f| !fits(Edge::Blank, &line[f.len..]))
    }

    /// The best cue at the beginning of `line`: nearest first, then longest.
    pub fn find(&self, line: &str) -> Option<CueMatch> {
        let (letters, ends) = skeleton::letters(line, REACH);
        let mut best: Option<(CueMatch, usize)> = None;
        self.forms.each(&letters, |k| {
            let e = &self.entries[k];
            let Some((distance, len)) = prefix_distance(&e.letters, &letters, e.most).filter(|m| m.1 > 0) else { return };
            let Some(found) = e.found(line, ends[len - 1], distance) else { return };
            let better = best
                .as_ref()
                .is_none_or(|(b, n)| (found.distance, std::cmp::Reverse(e.letters.len())) < (b.distance, std::cmp::Reverse(*n)));
            if better {
                best = Some((found, e.letters.len()));
            }
        });
        best.map(|b| b.0)
    }
}

impl Entry {
    /// The cue of a line that begins with the phrase, which takes `phrase_len` bytes of it, if what follows allows it.
    fn found(&self, line: &str, phrase_len: usize, distance: usize) -> Option<CueMatch> {
        let rest = &line[phrase_len..];
        if self.edge == Edge::Figure && distance > 0 {
            return None;
        }
        if !fits(self.edge, rest) || (distance > 0 && self.letters.len() < 7 && !fits(Edge::Blank, rest)) {
            return None;
        }
        let len = line.len() - rest.trim_start_matches([' ', '\t', ':', '.']).len();
        Some(CueMatch { cue: self.cue, len, phrase_len, distance })
    }
}

/// Whether a piece of a line may be read from specks: three characters at most, one of them a Thai consonant at most.
fn is_scrap(piece: &str) -> bool {
    let consonants = piece.chars().filter(|c| ('ก'..='ฮ').contains(c)).count();
    piece.chars().nth(3).is_none() && consonants <= 1 && !piece.starts_with('ท')
}

fn fits(edge: Edge, rest: &str) -> bool {
    match edge {
        Edge::Any => true,
        Edge::Blank => rest.chars().next().is_none_or(|c| !('ก'..='๎').contains(&c) && !c.is_ascii_alphanumeric()),
        Edge::Whole => rest.trim().chars().count() <= 2,
        Edge::Figure => {
            let figures = rest.trim_matches([' ', '.', ':']);
            rest.starts_with([' ', '.', ':']) && (1..=7).contains(&figures.len()) && figures.bytes().all(|b| b.is_ascii_digit())
        }
    }
}
