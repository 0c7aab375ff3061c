//! Short closed lists: titles before names, acting phrases, urgency, secrecy, units, first words of names.

use super::table::{Files, RuleError};
use crate::skeleton::{Forms, distance, fold, letters, picture, prefix_distance, skeleton};
use aho_corasick::{AhoCorasick, Match, MatchKind};
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

/// What the first word of a line says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Head {
    /// A public body.
    Agency,
    /// A part of a public body.
    Division,
    /// A post.
    Post,
    /// A street address.
    Address,
}

/// A set of [`Head`]s.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct HeadSet(u8);

impl HeadSet {
    /// Whether `head` is in it.
    pub fn has(self, head: Head) -> bool {
        self.0 & 1 << head as u8 != 0
    }
    fn add(&mut self, head: Head) {
        self.0 |= 1 << head as u8;
    }
}

/// A title before a name.
struct Title {
    word: String,
    /// Its skeleton, told where a name may have it misread.
    form: OnceLock<Vec<char>>,
}

/// The closed lists.
pub struct Words {
    /// Longest first, by their first letter.
    titles: HashMap<char, Vec<Title>>,
    ranks: HashSet<String>,
    acting: Vec<(String, Vec<char>)>,
    /// Their abbreviations.
    acting_short: Vec<String>,
    /// The acting phrases as they are.
    acting_exact: AhoCorasick,
    /// The longer ones, with the errors that each may have, as they are misread.
    acting_near: Forms,
    urgency: Vec<(String, Vec<char>)>,
    secrecy: Vec<(String, Vec<char>)>,
    units: Vec<String>,
    heads: Vec<(Head, String, Vec<char>, u64)>,
    /// Heads by the first and second letter of their skeletons.
    head_index: HashMap<char, Vec<usize>>,
    message_labels: Vec<(Vec<char>, String)>,
}

fn longest_first(list: &mut Vec<String>) {
    list.sort_by_cached_key(|s| (std::cmp::Reverse(s.chars().count()), s.clone()));
    list.dedup();
}

impl Words {
    pub(super) fn read(files: &Files) -> Result<Self, RuleError> {
        let (mut titles, mut ranks) = (Vec::new(), HashSet::new());
        for &(_, [full, abbr, group, _]) in &files.table("titles.tsv", ["full", "abbr", "group", "order"])?.rows {
            for form in std::iter::once(full).chain(abbr.split('|')).filter(|s| !s.is_empty()) {
                titles.push(form.to_owned());
                // some of birth stand above the name as ranks do
                let lord = full.starts_with("หม่อม") || full.ends_with("หญิง");
                if group == "royal_noble" && lord
                    || !matches!(group, "civil" | "royal" | "royal_noble" | "religious" | "informal_or_office")
                {
                    ranks.insert(form.to_owned());
                }
            }
        }
        let table = files.table("acting.tsv", ["phrase", "abbr", "note"])?;
        let acting = with_skeleton(table.rows.iter().map(|r| r.1[0].to_owned()).collect());
        let acting_short = table.rows.iter().map(|r| r.1[1].to_owned()).filter(|a| !a.is_empty()).collect();
        let exact = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).prefilter(false).build(acting.iter().map(|a| &a.0));
        let acting_exact = exact.map_err(|e| table.error(0, e.to_string()))?;
        let acting_near = Forms::new(acting.iter().map(|(_, form)| (&form[..], acting_errors(form))));
        let mut units: Vec<String> = files.table("units.tsv", ["unit"])?.rows.iter().map(|r| r.1[0].to_owned()).collect();
        let table = files.table("heads.tsv", ["kind", "word"])?;
        let mut heads = Vec::new();
        for &(line, [kind, word]) in &table.rows {
            let kind = match kind {
                "agency" => Head::Agency,
                "division" => Head::Division,
                "post" => Head::Post,
                "address" => Head::Address,
                other => return Err(table.error(line, format!("'{other}' is no kind of head"))),
            };
            let form = skeleton(word);
            let picture = picture(&form);
            heads.push((kind, word.to_owned(), form, picture));
        }
        let mut head_index: HashMap<char, Vec<usize>> = HashMap::new();
        for (i, (_, _, form, _)) in heads.iter().enumerate() {
            for key in form.iter().take(2) {
                let list = head_index.entry(*key).or_default();
                if list.last() != Some(&i) {
                    list.push(i);
                }
            }
        }
        let labels = files.table("message-labels.tsv", ["label", "field"])?;
        let message_labels = labels.rows.iter().map(|r| (skeleton(r.1[0]), r.1[1].to_owned())).collect();
        let values = |name| files.table(name, ["value", "order"]).map(|t| t.rows.iter().map(|r| r.1[0].to_owned()).collect());
        longest_first(&mut titles);
        longest_first(&mut units);
        let mut by_letter: HashMap<char, Vec<Title>> = HashMap::new();
        for word in titles {
            by_letter.entry(word.chars().next().unwrap_or_default()).or_default().push(Title { word, form: OnceLock::new() });
        }
        Ok(Self {
            titles: by_letter,
            ranks,
            acting,
            acting_short,
            acting_exact,
            acting_near,
            urgency: with_skeleton(values("urgency.tsv")?),
            secrecy: with_skeleton(values("secrecy.tsv")?),
            units,
            heads,
            head_index,
            message_labels,
        })
    }

    /// The title that `name` begins with, longest first.
    pub fn title<'a>(&self, name: &'a str) -> Option<&'a str> {
        let titles = self.titles.get(&name.chars().next()?)?;
        titles.iter().find(|t| name.starts_with(t.word.as_str())).map(|t| &name[..t.word.len()])
    }

    /// The title that `name` begins with where marks of it were misread, or one letter of a longer one, and the bytes
    /// there: `รองศาสต์ราจารย์` is รองศาสตราจารย์.
    pub fn misread_title<'a>(&'a self, name: &str) -> Option<(&'a str, usize)> {
        // letters of a title of which marks or a letter may be wrong, at least
        const MARKS: usize = 6;
        const LETTER: usize = 11;
        let (letters, ends) = letters(name, 32);
        let titles = self.titles.get(&name.chars().next()?)?.iter();
        let titles = titles.map(|t| (t.word.as_str(), t.form.get_or_init(|| skeleton(&t.word))));
        let near = titles.filter(|(_, form)| form.len() >= MARKS).filter_map(|(title, form)| {
            let (errors, len) = prefix_distance(form, &letters, usize::from(form.len() >= LETTER))?;
            Some((form.len(), std::cmp::Reverse(errors), title, len))
        });
        let (_, _, title, len) = near.max()?;
        (!name.starts_with(title)).then(|| (title, ends[len - 1]))
    }

    /// Whether `line` is a rank or academic title alone.
    pub fn is_rank(&self, line: &str) -> bool {
        self.ranks.contains(line.trim())
    }

    /// The first acting phrase in `text`: its bytes there and its right form.
    pub fn acting(&self, text: &str) -> Option<(usize, usize, &str)> {
        let exact = self.acting_exact.find(text).map(|m| (m.start(), m.end(), self.acting[m.pattern().as_usize()].0.as_str()));
        // misread: tried at each word that follows a blank or opens the line; a longer phrase that is nearly there
        // is meant rather than a shorter one that is
        let starts = std::iter::once(0).chain(memchr::memchr_iter(b' ', text.as_bytes()).map(|i| i + 1));
        let mut early = starts.take_while(|&at| exact.is_none_or(|e| at <= e.0));
        let near = early.find_map(|at| {
            let (letters, ends) = letters(&text[at..], 32);
            let mut best = None;
            self.acting_near.each(&letters, |k| {
                let (phrase, form) = &self.acting[k];
                let near = prefix_distance(form, &letters, acting_errors(form)).filter(|m| m.1 > 0 && form.len() >= 9);
                let found = near.map(|(d, len)| (std::cmp::Reverse(form.len() - 2 * d), at, at + ends[len - 1], phrase.as_str()));
                best = [best, found].into_iter().flatten().min();
            });
            best
        });
        let found = match (exact, near) {
            (Some(e), Some(n)) if n.2 > e.1 => Some((n.1, n.2, n.3)),
            (None, Some(n)) => Some((n.1, n.2, n.3)),
            (e, _) => e,
        };
        // a phrase misread into a shorter one leaves its last words behind
        let found = found.or_else(|| self.acting_abbreviated(text)).or_else(|| {
            // alone before a post it is one, too
            let rest = text.strip_prefix("แทน ")?;
            self.has_exact_head(rest.trim_start(), Head::Post).then_some((0, "แทน".len(), "แทน"))
        });
        found.map(|(start, end, phrase)| {
            let left = ["ราชการแทน", "การแทน", "แทน"].iter().find(|l| text[end..].trim_start().starts_with(**l));
            match left {
                Some(l) => (start, text.len() - text[end..].trim_start().len() + l.len(), phrase),
                None => (start, end, phrase),
            }
        })
    }

    /// An abbreviation of an acting phrase between two posts: `รอง ผบ.ตร. ปรท.ผบ.ตร.`.
    fn acting_abbreviated(&self, text: &str) -> Option<(usize, usize, &str)> {
        let starts = std::iter::once(0).chain(memchr::memchr_iter(b' ', text.as_bytes()).map(|i| i + 1));
        starts.into_iter().find_map(|at| {
            let short = self.acting_short.iter().find(|a| text[at..].starts_with(a.as_str()))?;
            let behind = text[at + short.len()..].trim_start();
            (!behind.is_empty()).then(|| (at, at + short.len(), short.as_str()))
        })
    }

    /// The acting phrase that a line's end cuts in two: where it begins in `above`, how much of `below` it takes, and
    /// the phrase.
    pub fn acting_cut(&self, above: &str, below: &str) -> Option<(usize, usize, &str)> {
        // characters on each side
        const LEAST: usize = 4;
        const MOST: usize = 32;
        let from = above.char_indices().rev().take(MOST).last()?.0;
        let to = below.char_indices().nth(MOST).map_or(below.len(), |c| c.0);
        let (joined, end) = ([&above[from..], &below[..to]].concat(), above.len() - from);
        let parted = |m: &Match| {
            m.range().contains(&end)
                && joined[m.start()..end].chars().nth(LEAST - 1).and(joined[end..m.end()].chars().nth(LEAST - 1)).is_some()
        };
        let Some(found) = self.acting_exact.find_iter(&joined).find(parted) else { return self.acting_short_above(above, below) };
        Some((from + found.start(), found.end() - end, self.acting[found.pattern().as_usize()].0.as_str()))
    }

    /// An abbreviated acting phrase at the end of a line, its post on the next: `ผบก.อก. ปรท.` / `ผบช.`.
    fn acting_short_above(&self, above: &str, below: &str) -> Option<(usize, usize, &str)> {
        let (post, last) = above.trim_end().rsplit_once(' ')?;
        let short = self.acting_short.iter().find(|a| *a == last)?;
        (!post.trim().is_empty() && self.has_exact_head(below.trim_start(), Head::Post)).then_some((post.len(), 0, short.as_str()))
    }

    /// The field that a label of the message form stands for.
    pub fn message_field(&self, label: &str) -> Option<&str> {
        const STRAY: usize = 6;
        let label = skeleton(label);
        let near = self.message_labels.iter().find(|(form, _)| distance(form, &label) * 6 <= form.len());
        // a few stray signs before a longer one
        let behind = |form: &[char]| form.len() > STRAY && label.ends_with(form) && label.len() <= form.len() + STRAY;
        near.or_else(|| self.message_labels.iter().find(|(form, _)| behind(form))).map(|l| l.1.as_str())
    }

    /// The field of a label that stands there to the letter.
    pub fn message_label(&self, label: &str) -> Option<&str> {
        let label = skeleton(label);
        self.message_labels.iter().find(|(form, _)| *form == label).map(|l| l.1.as_str())
    }

    /// The class of urgency that `line` is, read through lost marks.
    pub fn urgency(&self, line: &str) -> Option<&str> {
        self.both_marks(line).map(|b| b.0).or_else(|| whole(&self.urgency, line))
    }

    /// The class of secrecy that `line` is.
    pub fn secrecy(&self, line: &str) -> Option<&str> {
        self.both_marks(line).map(|b| b.1).or_else(|| whole(&self.secrecy, line))
    }

    /// Urgency and secrecy that stand on one line: `ลับ - ด่วนมาก`, `ด่วนที่สุด/ลับ`.
    pub fn both_marks(&self, line: &str) -> Option<(&str, &str)> {
        const LONGEST: usize = 80;
        if line.len() > LONGEST || !line.contains("ลับ") || !line.contains("ด่วน") {
            return None;
        }
        let mut pieces = line.split([' ', '-', '–', '/', ',', '|']).filter(|p| !p.is_empty());
        let (first, second) = (pieces.next()?, pieces.next()?);
        let urgent = |w: &str| self.urgency.iter().map(|u| u.0.as_str()).find(|u| *u == w);
        let secret = |w: &str| self.secrecy.iter().map(|u| u.0.as_str()).find(|u| *u == w);
        let pair = urgent(first).zip(secret(second)).or_else(|| urgent(second).zip(secret(first)));
        pair.filter(|_| pieces.next().is_none())
    }

    /// The class of urgency that opens `text`.
    pub fn leading_urgency(&self, text: &str) -> Option<&str> {
        self.urgency.iter().map(|u| u.0.as_str()).filter(|u| text.starts_with(u)).max_by_key(|u| u.len())
    }

    /// The unit that `text` begins with.
    pub fn unit(&self, text: &str) -> Option<&str> {
        self.units.iter().find(|u| text.starts_with(u.as_str())).map(String::as_str)
    }

    /// Whether `line` begins with a word of `head`, to the letter.
    pub fn has_exact_head(&self, line: &str, head: Head) -> bool {
        let (letters, _) = letters(line, 1);
        let near = letters.first().and_then(|key| self.head_index.get(key));
        near.into_iter().flatten().map(|&i| &self.heads[i]).any(|h| h.0 == head && line.starts_with(h.1.as_str()))
    }

    /// Whether `line` begins with a word of `head`, read through lost marks.
    pub fn has_head(&self, line: &str, head: Head) -> bool {
        self.heads_of(line).has(head)
    }

    /// Every kind of name that `line` may begin, read through lost marks; long words through one error.
    pub fn heads_of(&self, line: &str) -> HeadSet {
        let (letters, _) = letters(line, HEAD_REACH);
        let here = picture(&letters);
        let mut found = HeadSet::default();
        // one error may touch the first letter, so the second is looked up too
        for key in letters.iter().take(2) {
            for &i in self.head_index.get(key).into_iter().flatten() {
                let (head, word, form, picture) = &self.heads[i];
                if form.len() <= HEAD_REACH && (picture & !here).count_ones() > 1 || found.has(*head) {
                    continue;
                }
                let begins = letters.starts_with(&form[..form.len().min(HEAD_REACH)]);
                let exact = begins && (form.len() >= 3 && form.len() <= HEAD_REACH || line.starts_with(word.as_str()));
                if exact || form.len() >= 6 && prefix_distance(form, &letters, 1).is_some() {
                    found.add(*head);
                }
            }
        }
        found
    }
}

/// Letters of a line that are looked at for its head.
const HEAD_REACH: usize = 20;

fn with_skeleton(list: Vec<String>) -> Vec<(String, Vec<char>)> {
    let mut list: Vec<_> = list.into_iter().map(|s| (skeleton(&s), s)).map(|(k, s)| (s, k)).collect();
    list.sort_by_key(|(s, _)| (std::cmp::Reverse(s.chars().count()), s.clone()));
    list
}

/// Letters of an acting phrase that may be wrong.
fn acting_errors(form: &[char]) -> usize {
    if form.len() < 9 { 0 } else { form.len() / 5 }
}

/// The entry nearest to the whole line, one error in four letters allowed, two from eight on.
fn whole<'a>(list: &'a [(String, Vec<char>)], line: &str) -> Option<&'a str> {
    if line.chars().count() > 24 {
        return None;
    }
    let mut letters = ['\0'; 24];
    let mut n = 0;
    for c in line.chars().filter(|c| ('ก'..='๎').contains(c)).filter_map(fold) {
        letters[n] = if c == 'ำ' { 'า' } else { c };
        n += 1;
    }
    let (letters, here) = (&letters[..n], picture(&letters[..n]));
    let near = |k: &[char]| k.len().abs_diff(n) <= 2 && (picture(k) ^ here).count_ones() <= 4;
    let near = list.iter().filter(|(_, k)| near(k)).map(|(s, k)| (distance(k, letters), k.len(), s));
    let (d, len, s) = near.min_by_key(|n| (n.0, std::cmp::Reverse(n.1)))?;
    (d == 0 || d == 1 && len >= 4 || d == 2 && len >= 8).then_some(s.as_str())
}
