//! Short closed lists: titles before names, acting phrases, urgency, secrecy, units, first words of names.

use super::table::{Files, RuleError};
use crate::skeleton::{distance, prefix_distance, skeleton};
use std::collections::HashMap;

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

/// The closed lists.
pub struct Words {
    titles: Vec<String>,
    ranks: Vec<String>,
    acting: Vec<(String, Vec<char>)>,
    urgency: Vec<(String, Vec<char>)>,
    secrecy: Vec<(String, Vec<char>)>,
    units: Vec<String>,
    heads: Vec<(Head, String, Vec<char>)>,
    /// Heads by the first and second letter of their skeletons.
    head_index: HashMap<char, Vec<usize>>,
    message_labels: Vec<(Vec<char>, String)>,
}

fn longest_first(list: &mut Vec<String>) {
    list.sort_by_key(|s| (std::cmp::Reverse(s.chars().count()), s.clone()));
    list.dedup();
}

impl Words {
    pub(super) fn read(files: &Files) -> Result<Self, RuleError> {
        let (mut titles, mut ranks) = (Vec::new(), Vec::new());
        for &(_, [full, abbr, group, _]) in &files.table("titles.tsv", ["full", "abbr", "group", "order"])?.rows {
            for form in std::iter::once(full).chain(abbr.split('|')).filter(|s| !s.is_empty()) {
                titles.push(form.to_owned());
                if !matches!(group, "civil" | "royal" | "royal_noble" | "religious" | "informal_or_office") {
                    ranks.push(form.to_owned());
                }
            }
        }
        let acting = files.table("acting.tsv", ["phrase", "abbr", "note"])?.rows.iter().map(|r| r.1[0].to_owned()).collect();
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
            heads.push((kind, word.to_owned(), skeleton(word)));
        }
        let mut head_index: HashMap<char, Vec<usize>> = HashMap::new();
        for (i, (_, _, form)) in heads.iter().enumerate() {
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
        longest_first(&mut ranks);
        longest_first(&mut units);
        Ok(Self {
            titles,
            ranks,
            acting: with_skeleton(acting),
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
        self.titles.iter().find(|t| name.starts_with(t.as_str())).map(|t| &name[..t.len()])
    }

    /// Whether `line` is a rank or academic title alone.
    pub fn is_rank(&self, line: &str) -> bool {
        let line = line.trim();
        self.ranks.iter().any(|t| t == line)
    }

    /// The first acting phrase in `text`: its bytes there and its right form.
    pub fn acting(&self, text: &str) -> Option<(usize, usize, &str)> {
        let exact = self.acting.iter().filter_map(|(p, _)| text.find(p.as_str()).map(|at| (at, at + p.len(), p.as_str())));
        let exact = exact.min_by_key(|f| (f.0, std::cmp::Reverse(f.1)));
        // misread: tried at each word that follows a blank or opens the line; a longer phrase that is nearly there
        // is meant rather than a shorter one that is
        let starts = std::iter::once(0).chain(text.match_indices(' ').map(|(i, _)| i + 1));
        let near = starts.filter_map(|at| {
            let (letters, ends) = crate::skeleton::letters(&text[at..], 32);
            let fits = self.acting.iter().filter(|(_, f)| f.len() >= 9).filter_map(|(phrase, form)| {
                let (d, len) = prefix_distance(form, &letters, form.len() / 5).filter(|m| m.1 > 0)?;
                Some((std::cmp::Reverse(form.len() - 2 * d), at, at + ends[len - 1], phrase.as_str()))
            });
            fits.min()
        });
        let found = match (exact, near.min_by_key(|n| n.1)) {
            (Some(e), Some(n)) if n.1 <= e.0 && n.2 > e.1 => Some((n.1, n.2, n.3)),
            (None, Some(n)) => Some((n.1, n.2, n.3)),
            (e, _) => e,
        };
        // a phrase misread into a shorter one leaves its last words behind
        found.map(|(start, end, phrase)| {
            let left = ["ราชการแทน", "การแทน", "แทน"].iter().find(|l| text[end..].trim_start().starts_with(**l));
            match left {
                Some(l) => (start, text.len() - text[end..].trim_start().len() + l.len(), phrase),
                None => (start, end, phrase),
            }
        })
    }

    /// The field that a label of the message form stands for.
    pub fn message_field(&self, label: &str) -> Option<&str> {
        let label = skeleton(label);
        self.message_labels.iter().find(|(form, _)| distance(form, &label) * 6 <= form.len()).map(|l| l.1.as_str())
    }

    /// The class of urgency that `line` is, read through lost marks.
    pub fn urgency(&self, line: &str) -> Option<&str> {
        whole(&self.urgency, line)
    }

    /// The class of secrecy that `line` is.
    pub fn secrecy(&self, line: &str) -> Option<&str> {
        whole(&self.secrecy, line)
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
        self.heads.iter().any(|h| h.0 == head && line.starts_with(h.1.as_str()))
    }

    /// Whether `line` begins with a word of `head`, read through lost marks.
    pub fn has_head(&self, line: &str, head: Head) -> bool {
        self.heads_of(line).has(head)
    }

    /// Every kind of name that `line` may begin, read through lost marks; long words through one error.
    pub fn heads_of(&self, line: &str) -> HeadSet {
        let (letters, _) = crate::skeleton::letters(line, 20);
        let mut found = HeadSet::default();
        // one error may touch the first letter, so the second is looked up too
        for key in letters.iter().take(2) {
            for &i in self.head_index.get(key).into_iter().flatten() {
                let (head, word, form) = &self.heads[i];
                if found.has(*head) {
                    continue;
                }
                let exact = line.starts_with(word.as_str()) || form.len() >= 3 && letters.starts_with(form);
                if exact || form.len() >= 6 && prefix_distance(form, &letters, 1).is_some() {
                    found.add(*head);
                }
            }
        }
        found
    }
}

fn with_skeleton(list: Vec<String>) -> Vec<(String, Vec<char>)> {
    let mut list: Vec<_> = list.into_iter().map(|s| (skeleton(&s), s)).map(|(k, s)| (s, k)).collect();
    list.sort_by_key(|(s, _)| (std::cmp::Reverse(s.chars().count()), s.clone()));
    list
}

/// The entry nearest to the whole line, one error in four letters allowed, two from eight on.
fn whole<'a>(list: &'a [(String, Vec<char>)], line: &str) -> Option<&'a str> {
    if line.chars().count() > 24 {
        return None;
    }
    let line: String = line.chars().filter(|c| ('ก'..='๎').contains(c)).collect();
    let letters = skeleton(&line);
    let near = list.iter().map(|(s, k)| (distance(k, &letters), k.len(), s));
    let (d, len, s) = near.min_by_key(|n| (n.0, std::cmp::Reverse(n.1)))?;
    (d == 0 || d == 1 && len >= 4 || d == 2 && len >= 8).then_some(s.as_str())
}
