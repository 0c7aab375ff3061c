//! Packs the word lists of `rules/` into one double-array trie with a cost a word. Part of the program, for word lists of
//! a user's own, and of `build.rs`, which packs those of the program.
//!
//! Layout (little endian): `u32` slots, then a slot `u32` base with the slot's label in its low byte, `u16` cost in
//! hundredths of a nat in its low 14 bits (`0x3FFF`: no word ends here) with two flags above (bit 14: a suspect, that
//! is a word which is more often a misreading of another word than itself; bit 15: a trap, that is a phrase misread),
//! `i16` least of cost less `SLOPE` a letter among the words that end here or below; then for each slot `u32` which letters
//! may follow, bit `k` for the labels that leave `k` when divided by 32. Slots after which the same may
//! follow share a base; no others do. What texts pass most lies at the beginning, so that it stays near the processor.
use std::collections::{BTreeMap, HashMap, HashSet};

/// What is wrong in a table: its name, its 1-based line (0: all of it), and what.
#[derive(Debug)]
pub struct Fault {
    /// Below `rules/`.
    pub file: &'static str,
    /// 1-based.
    pub line: usize,
    /// In words.
    pub reason: String,
}

/// The text of a table, by its name below `rules/`.
pub type Text<'a> = &'a dyn Fn(&'static str) -> Result<&'a str, Fault>;

/// Letters that recognisers lose most.
const LOST: [char; 11] = ['่', '้', '์', '็', 'ั', 'า', 'ิ', 'ี', 'ร', 'เ', 'ะ'];
/// Tables of names that count as words: file, column, count.
const NAMES: [(&str, usize, f64); 10] = [
    ("agencies.tsv", 0, 300.0),
    ("divisions.tsv", 0, 300.0),
    ("positions.tsv", 0, 300.0),
    ("acting.tsv", 0, 300.0),
    ("formulae.tsv", 0, 300.0),
    ("titles.tsv", 0, 100.0),
    ("abbreviations.tsv", 1, 100.0),
    ("provinces.tsv", 0, 3000.0),
    ("districts.tsv", 0, 60.0),
    ("subdistricts.tsv", 0, 8.0),
];
/// Count from which on a phrase is taken for a set one, of which longer ones are traps too.
const SET_PHRASE: f64 = 4000.0;
/// What a letter takes off the cost of a word in the bound of a subtree, in hundredths of a nat.
const SLOPE: i32 = 60;
/// The cost of no word.
const NO_WORD: u16 = 0x3FFF;
/// Weight of `official.tsv` against corpus counts.
const OFFICIAL_SCALE: f64 = 4.0;
/// Word lists: file, weight of their counts.
const LISTS: [(&str, f64); 2] = [("repair/lexicon.tsv", 1.0), ("repair/official.tsv", OFFICIAL_SCALE)];
/// Words that stand alone less often than they are counted, with what divides the count.
const SELDOM: &str = "repair/seldom.tsv";
/// Letters that look alike.
const CONFUSIONS: &str = "repair/confusions.tsv";

/// Every table that the packed lexicon is made of.
pub fn tables() -> impl Iterator<Item = &'static str> {
    LISTS.into_iter().map(|l| l.0).chain([SELDOM, CONFUSIONS]).chain(NAMES.into_iter().map(|n| n.0))
}

/// The packed lexicon.
pub fn lexicon(text: Text) -> Result<Vec<u8>, Fault> {
    let counts = counts(text)?;
    let total: f64 = counts.values().sum();
    let confusions = confusions(text)?;
    let by_word: HashMap<&str, f64> = counts.iter().map(|(w, &c)| (w.as_str(), c)).collect();
    let mut words: Vec<(Vec<u8>, u16, u16)> = counts
        .iter()
        .filter_map(|(word, &count)| {
            let cost = (total / count.max(0.5)).ln();
            let flags = u16::from(is_suspect(word, count, cost, &by_word, &confusions));
            Some((codes(word).filter(|c| !c.is_empty())?, (cost * 100.0).round() as u16, flags))
        })
        .collect();
    let official = rows(text, "repair/official.tsv")?.map(|(_, row)| row[0].to_owned()).collect();
    let traps = traps(&official, &counts, &confusions, &words);
    words.extend(traps);
    pack(&words)
}

/// Thai characters are one byte each: the offset in their block.
fn codes(word: &str) -> Option<Vec<u8>> {
    word.chars().map(|c| (0x0E01..=0x0E4E).contains(&(c as u32)).then(|| (c as u32 - 0x0E00) as u8)).collect()
}

/// The rows of a table with their lines, without comments and header.
fn rows<'a>(text: Text<'a>, file: &'static str) -> Result<impl Iterator<Item = (usize, Vec<&'a str>)>, Fault> {
    let lines = text(file)?.lines().zip(1..).filter(|(l, _)| !l.is_empty() && !l.starts_with('#'));
    Ok(lines.skip(1).map(|(l, line)| (line, l.split('\t').collect())))
}

/// A cell that holds a number greater than nothing.
fn number(file: &'static str, line: usize, cell: Option<&&str>) -> Result<f64, Fault> {
    let read = cell.and_then(|c| c.parse::<f64>().ok()).filter(|n| n.is_finite() && *n > 0.0);
    read.ok_or_else(|| Fault { file, line, reason: "the second column must be a number greater than 0".to_owned() })
}

fn confusions(text: Text) -> Result<Vec<(char, char)>, Fault> {
    Ok(rows(text, CONFUSIONS)?.filter_map(|(_, r)| Some((r.first()?.chars().next()?, r.get(1)?.chars().next()?))).collect())
}

fn counts(text: Text) -> Result<BTreeMap<String, f64>, Fault> {
    let mut counts: BTreeMap<String, f64> = BTreeMap::new();
    let mut raise = |word: &str, count: f64| {
        let entry = counts.entry(word.to_owned()).or_insert(0.0);
        *entry = entry.max(count);
    };
    for (file, weight) in LISTS {
        for (line, row) in rows(text, file)? {
            raise(row[0], weight * number(file, line, row.get(1))?);
        }
    }
    for (file, column, count) in NAMES {
        for (_, row) in rows(text, file)? {
            raise(row.get(column).unwrap_or(&""), count);
        }
    }
    for (line, row) in rows(text, SELDOM)? {
        let divisor = number(SELDOM, line, row.get(1))?;
        if let Some(count) = counts.get_mut(row[0]) {
            *count = (*count / divisor).max(1.0);
        }
    }
    Ok(counts)
}

/// A short rare word, or a word that a lost mark or a look-alike letter makes of a far more frequent one.
fn is_suspect(word: &str, count: f64, cost: f64, counts: &HashMap<&str, f64>, confusions: &[(char, char)]) -> bool {
    let chars: Vec<char> = word.chars().collect();
    if chars.len() <= 4 && cost > 10.8 {
        return true;
    }
    if chars.len() > 10 {
        return false;
    }
    let frequent = |other: &[char], ratio: f64| {
        let other: String = other.iter().collect();
        counts.get(other.as_str()).is_some_and(|&c| c > ratio * count)
    };
    for i in 1..=chars.len() {
        for mark in LOST {
            let mut other = chars.clone();
            other.insert(i, mark);
            if frequent(&other, if mark == '่' || mark == '้' { 4.0 } else { 60.0 }) {
                return true;
            }
        }
    }
    (0..chars.len()).any(|i| {
        confusions.iter().filter(|(_, read)| *read == chars[i]).any(|&(right, _)| {
            let mut other = chars.clone();
            other[i] = right;
            frequent(&other, 25.0)
        })
    })
}

/// Frequent words less one tone mark, and phrases of official prose with one letter misread, as far as they fall apart
/// into other words, so that nothing else would show the error.
fn traps(
    official: &HashSet<String>,
    counts: &BTreeMap<String, f64>,
    confusions: &[(char, char)],
    words: &[(Vec<u8>, u16, u16)],
) -> Vec<(Vec<u8>, u16, u16)> {
    let known: HashSet<&[u8]> = words.iter().map(|w| w.0.as_slice()).collect();
    let mut out = Vec::new();
    let mut add = |chars: &[char]| {
        let word: String = chars.iter().collect();
        if !counts.contains_key(&word) {
            out.extend(codes(&word).filter(|c| falls_apart(c, &known)).map(|c| (c, NO_WORD, 2)));
        }
    };
    for (word, &count) in counts {
        let chars: Vec<char> = word.chars().collect();
        if chars.len() < 5 || chars.len() > 24 || count < 200.0 {
            continue;
        }
        for i in 1..chars.len() {
            if matches!(chars[i], '่' | '้') {
                let mut other = chars.clone();
                other.remove(i);
                add(&other);
                for mark in ['่', '้'] {
                    other.insert(i, mark);
                    add(&other);
                    other.remove(i);
                }
            }
        }
        let most = if count >= SET_PHRASE { 16 } else { 12 };
        if chars.len() > most || !official.contains(word) {
            continue;
        }
        for i in 0..chars.len() {
            for &(_, read) in confusions.iter().filter(|(right, _)| *right == chars[i]) {
                let mut other = chars.clone();
                other[i] = read;
                add(&other);
            }
            if LOST.contains(&chars[i]) && i > 0 {
                let mut other = chars.clone();
                other.remove(i);
                add(&other);
            }
        }
    }
    out
}

/// Whether letters are a row of words; one word does not end before a mark or a vowel that leans on it.
fn falls_apart(codes: &[u8], words: &HashSet<&[u8]>) -> bool {
    let edge = |at: usize| codes.get(at).is_none_or(|c| !matches!(c, 0x30..=0x3A | 0x45 | 0x47..=0x4E));
    let mut ends = vec![false; codes.len() + 1];
    ends[0] = true;
    for from in 0..codes.len() {
        if ends[from] {
            let to = from + 1..=codes.len();
            to.filter(|&to| edge(to)).for_each(|to| ends[to] |= words.contains(&codes[from..to]));
        }
    }
    ends[codes.len()]
}

/// A place in the tree of all words.
#[derive(Default)]
struct Node {
    children: BTreeMap<u8, usize>,
    word: Option<(u16, u16)>,
    /// How often texts pass here, roughly.
    passed: f64,
}

/// The tree of the words; children come after their parents.
fn tree(words: &[(Vec<u8>, u16, u16)]) -> (Vec<Node>, Vec<i32>) {
    let root = Node { passed: f64::INFINITY, ..Node::default() };
    let (mut nodes, mut depths) = (vec![root], vec![0]);
    for (codes, cost, flags) in words {
        let passed = (-f64::from(*cost) / 100.0).exp();
        let mut at = 0;
        for &c in codes {
            at = match nodes[at].children.get(&c) {
                Some(&next) => next,
                None => {
                    nodes.push(Node::default());
                    depths.push(depths[at] + 1);
                    let next = nodes.len() - 1;
                    nodes[at].children.insert(c, next);
                    next
                }
            };
            nodes[at].passed += passed;
        }
        // A trap comes after all words and gives way to them.
        nodes[at].word.get_or_insert((*cost, *flags));
    }
    (nodes, depths)
}

/// For each node the least cost less the slope among its words and those below.
fn bounds(nodes: &[Node], depths: &[i32]) -> Vec<i16> {
    let mut bounds = vec![i16::MAX; nodes.len()];
    for (k, node) in nodes.iter().enumerate().rev() {
        let own = node.word.filter(|w| w.0 != NO_WORD).map(|w| (i32::from(w.0) - SLOPE * depths[k]) as i16);
        let below = node.children.values().map(|&child| bounds[child]).min();
        bounds[k] = own.into_iter().chain(below).min().unwrap_or(i16::MAX);
    }
    bounds
}

/// What may follow a node: two nodes with the same are one. Traps have their ends in common.
type Below = Vec<(u8, Option<(u16, u16)>, i16, usize)>;

/// For each node the number of what may follow it, and how often that is passed.
fn merge(nodes: &[Node], bounds: &[i16]) -> (Vec<usize>, Vec<Below>, Vec<f64>) {
    let mut numbers: HashMap<Below, usize> = HashMap::new();
    let (mut which, mut all, mut passed) = (vec![0; nodes.len()], Vec::new(), Vec::new());
    for (k, node) in nodes.iter().enumerate().rev() {
        let below: Below = node.children.iter().map(|(&c, &child)| (c, nodes[child].word, bounds[child], which[child])).collect();
        which[k] = *numbers.entry(below).or_insert_with_key(|below| {
            all.push(below.clone());
            passed.push(0.0);
            all.len() - 1
        });
        passed[which[k]] += node.passed;
    }
    (which, all, passed)
}

fn pack(words: &[(Vec<u8>, u16, u16)]) -> Result<Vec<u8>, Fault> {
    let (nodes, depths) = tree(words);
    let bounds = bounds(&nodes, &depths);
    let (which, below, passed) = merge(&nodes, &bounds);
    // what is passed most lies together at the beginning
    let mut order: Vec<usize> = (0..below.len()).filter(|&k| !below[k].is_empty()).collect();
    order.sort_by(|&a, &b| passed[b].total_cmp(&passed[a]));
    let mut used = Used::default();
    let mut bases = vec![0; below.len()];
    let mut most = 0;
    for k in order {
        let labels: Vec<u8> = below[k].iter().map(|b| b.0).collect();
        bases[k] = used.place(&labels);
        most = most.max(bases[k]);
    }
    if most >= 1 << 24 || words.iter().any(|w| w.1 > NO_WORD) {
        return Err(Fault { file: LISTS[0].0, line: 0, reason: "there are too many words".to_owned() });
    }
    let follow: Vec<u32> = below.iter().map(|b| b.iter().fold(0, |bits, b| bits | 1 << (b.0 % 32))).collect();
    let mut slots = vec![(0, None, i16::MAX, 0); most + 128];
    slots[0] = ((bases[which[0]] as u32) << 8, nodes[0].word, bounds[0], follow[which[0]]);
    for (k, below) in below.iter().enumerate() {
        for &(label, word, bound, next) in below {
            slots[bases[k] + label as usize] = ((bases[next] as u32) << 8 | u32::from(label), word, bound, follow[next]);
        }
    }
    let mut blob = (slots.len() as u32).to_le_bytes().to_vec();
    for &(packed, word, bound, _) in &slots {
        let (cost, flags) = word.unwrap_or((NO_WORD, 0));
        blob.extend(packed.to_le_bytes());
        blob.extend((cost | flags << 14).to_le_bytes());
        blob.extend(bound.to_le_bytes());
    }
    slots.iter().for_each(|slot| blob.extend(slot.3.to_le_bytes()));
    Ok(blob)
}

/// Which slots and bases are taken.
struct Used {
    slots: Vec<bool>,
    bases: Vec<bool>,
    hints: [usize; 80],
}

impl Default for Used {
    fn default() -> Self {
        Self { slots: vec![true], bases: vec![true], hints: [1; 80] }
    }
}

impl Used {
    /// A base of its own at which all labels find a free slot. Each number of labels goes on where it last found one.
    fn place(&mut self, labels: &[u8]) -> usize {
        let lowest = labels[0] as usize;
        let taken = |list: &[bool], at: usize| list.get(at).copied().unwrap_or(false);
        let mut slot = self.hints[labels.len().min(79)].max(lowest + 1);
        loop {
            let base = slot - lowest;
            let free = !taken(&self.slots, slot) && !taken(&self.bases, base);
            if free && labels.iter().all(|&l| !taken(&self.slots, base + l as usize)) {
                self.take(base, labels, slot);
                return base;
            }
            slot += 1;
        }
    }

    fn take(&mut self, base: usize, labels: &[u8], slot: usize) {
        let top = base + labels[labels.len() - 1] as usize;
        if self.slots.len() <= top {
            self.slots.resize(top + 1, false);
            self.bases.resize(top + 1, false);
        }
        labels.iter().for_each(|&l| self.slots[base + l as usize] = true);
        self.bases[base] = true;
        let hint = &mut self.hints[labels.len().min(79)];
        *hint = if labels.len() == 1 { slot } else { slot.saturating_sub(40).max(*hint) };
    }
}
