//! Measures of the text: character error rate, harm and repair of words, letter errors.
//!
//! Each paragraph of the truth is looked up in the text as an approximate substring, the longest
//! first, and what it matched is used up. So columns and stamps that stand elsewhere cost nothing,
//! and lost, damaged and doubled text all count.

use super::norm::{ascii_digit, compose_sara_am, is_space, is_tone};
use regex::Regex;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Text of one file against its truth.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct TextCount {
    pub files: u64,
    pub chars: u64,
    pub edits_before: u64,
    pub edits_plain: u64,
    pub edits_after: u64,
    pub extra_before: u64,
    pub extra_after: u64,
    pub words: u64,
    pub words_before: u64,
    pub words_after: u64,
    pub harmed: u64,
    pub fixed: u64,
    pub letter_errors_plain: u64,
    pub letter_errors_after: u64,
}

impl TextCount {
    pub fn add(&mut self, o: &TextCount) {
        self.files += o.files;
        self.chars += o.chars;
        self.edits_before += o.edits_before;
        self.edits_plain += o.edits_plain;
        self.edits_after += o.edits_after;
        self.extra_before += o.extra_before;
        self.extra_after += o.extra_after;
        self.words += o.words;
        self.words_before += o.words_before;
        self.words_after += o.words_after;
        self.harmed += o.harmed;
        self.fixed += o.fixed;
        self.letter_errors_plain += o.letter_errors_plain;
        self.letter_errors_after += o.letter_errors_after;
    }
}

/// Which characters of each truth paragraph were found; `None` for an empty paragraph.
type Masks = Vec<Option<Vec<bool>>>;

struct Reading {
    edits: u64,
    chars: u64,
    extra: u64,
    masks: Masks,
}

/// Measures the text before (the input) and after (the tool's) against the truth.
pub(super) fn measure(truth: &str, before: &str, after: &str) -> TextCount {
    let paragraphs: Vec<Vec<char>> = truth.split('\n').map(squeeze).collect();
    let b = read(&paragraphs, before);
    let f = read(&paragraphs, after);
    let base = read(&paragraphs, &plain(before));
    let mut c = TextCount {
        files: 1,
        chars: b.chars,
        edits_before: b.edits,
        edits_plain: base.edits,
        edits_after: f.edits,
        extra_before: b.extra,
        extra_after: f.extra,
        ..TextCount::default()
    };
    for (par, (x, y)) in truth.split('\n').zip(b.masks.iter().zip(&f.masks)) {
        let (Some(x), Some(y)) = (x, y) else { continue };
        for (start, end) in words(par) {
            let (was, is) = (all_found(x, start, end), all_found(y, start, end));
            c.words += 1;
            c.words_before += u64::from(was);
            c.words_after += u64::from(is);
            c.harmed += u64::from(was && !is);
            c.fixed += u64::from(is && !was);
        }
    }
    (c.letter_errors_plain, c.letter_errors_after) = letter_errors(&paragraphs, &base.masks, &f.masks);
    c
}

fn all_found(mask: &[bool], start: usize, end: usize) -> bool {
    let end = end.min(mask.len());
    mask.get(start.min(end)..end).is_none_or(|m| m.iter().all(|x| *x))
}

/// Without white space and byte order marks, Thai digits as ASCII.
fn squeeze(s: &str) -> Vec<char> {
    s.chars().filter(|c| *c != '\u{feff}' && !is_space(*c)).map(ascii_digit).collect()
}

const USED: char = '\0';

fn read(paragraphs: &[Vec<char>], text: &str) -> Reading {
    let mut text = squeeze(text);
    let mut grams: HashMap<[char; 4], Vec<usize>> = HashMap::new();
    for (k, w) in text.windows(4).enumerate() {
        grams.entry([w[0], w[1], w[2], w[3]]).or_default().push(k);
    }
    let mut order: Vec<usize> = (0..paragraphs.len()).filter(|&i| !paragraphs[i].is_empty()).collect();
    order.sort_by_key(|&i| std::cmp::Reverse(paragraphs[i].len()));
    let mut out = Reading { edits: 0, chars: 0, extra: 0, masks: vec![None; paragraphs.len()] };
    for i in order {
        let p = &paragraphs[i];
        out.chars += p.len() as u64;
        if p.len() >= 4
            && let Some(k) = find(&text, p)
        {
            text[k..k + p.len()].fill(USED);
            out.masks[i] = Some(vec![true; p.len()]);
            continue;
        }
        let (lo, hi) = window(p, &text, &grams);
        let hit = locate(p, &text[lo..hi]);
        if hit.distance as f64 > 0.6 * p.len() as f64 {
            out.edits += p.len() as u64;
            out.masks[i] = Some(vec![false; p.len()]);
            continue;
        }
        out.edits += hit.distance as u64;
        text[lo + hit.start..lo + hit.end].fill(USED);
        out.masks[i] = Some(hit.found);
    }
    out.extra = text.iter().filter(|c| **c != USED).count() as u64;
    out
}

fn find(text: &[char], p: &[char]) -> Option<usize> {
    let first = *p.first()?;
    let last = text.len().checked_sub(p.len())?;
    (0..=last).find(|&k| text[k] == first && text[k..k + p.len()] == *p)
}

/// The part of the text in which a long paragraph is looked up: where most of its four-character
/// pieces stand, the whole text when that is unclear.
fn window(p: &[char], text: &[char], grams: &HashMap<[char; 4], Vec<usize>>) -> (usize, usize) {
    let m = p.len();
    let whole = (0, text.len());
    if m < 16 {
        return whole;
    }
    let mut votes: HashMap<i64, u64> = HashMap::new();
    let mut seen: Vec<i64> = Vec::new();
    for a in (0..m - 3).step_by(if m < 80 { 1 } else { 2 }) {
        let key = [p[a], p[a + 1], p[a + 2], p[a + 3]];
        let places = grams.get(&key).map_or(&[][..], Vec::as_slice);
        for &b in places.iter().take(40).filter(|&&b| text[b] != USED) {
            let bucket = (b as i64 - a as i64).div_euclid(32);
            let n = votes.entry(bucket).or_insert(0);
            if *n == 0 {
                seen.push(bucket);
            }
            *n += 1;
        }
    }
    let at = |k: i64| votes.get(&k).copied().unwrap_or(0);
    let around = |k: i64| at(k) + at(k - 1) + at(k + 1);
    // Of equal ones the bucket seen first.
    let mut best: Option<(i64, u64)> = None;
    for &k in &seen {
        if best.is_none_or(|(_, n)| around(k) > n) {
            best = Some((k, around(k)));
        }
    }
    let Some((bucket, score)) = best else {
        return whole;
    };
    let expected = if m < 80 { m } else { m / 2 };
    if (score as f64) < (expected as f64 * 0.12).max(3.0) {
        return whole;
    }
    let (m, quarter) = (m as i64, (m / 4) as i64);
    let lo = (bucket * 32 - 64 - quarter).max(0);
    let hi = (bucket * 32 + m + quarter + 128).clamp(lo, (text.len() as i64).max(lo));
    let clip = |x: i64| usize::try_from(x).unwrap_or(0).min(text.len());
    (clip(lo), clip(hi))
}

struct Located {
    distance: usize,
    start: usize,
    end: usize,
    found: Vec<bool>,
}

/// Best match of the whole of `p` anywhere in `t`, and which characters of `p` it has.
///
/// Myers' bit-parallel distance over blocks of 64 characters; the vertical differences of every
/// column are kept for the way back. On that way an equal pair is taken as a match, then a lost
/// character of `p`, then an extra one of `t`, then a substitution.
fn locate(p: &[char], t: &[char]) -> Located {
    let table = Table::new(p, t);
    let (mut i, mut j) = (p.len(), table.end);
    let mut found = vec![false; p.len()];
    while i > 0 && j > 0 {
        if p[i - 1] == t[j - 1] {
            found[i - 1] = true;
            i -= 1;
            j -= 1;
        } else if table.is_up(&table.positive, i - 1, j - 1) {
            i -= 1;
        } else {
            j -= 1;
            if !(j > 0 && table.is_up(&table.negative, i - 1, j - 1)) {
                i -= 1;
            }
        }
    }
    Located { distance: table.distance, start: j, end: table.end, found }
}

struct Table {
    distance: usize,
    end: usize,
    blocks: usize,
    positive: Vec<u64>,
    negative: Vec<u64>,
}

impl Table {
    fn new(p: &[char], t: &[char]) -> Table {
        let m = p.len();
        let blocks = m.div_ceil(64);
        let (rows, bits) = pattern_bits(p, blocks);
        let last_mask = if m.is_multiple_of(64) { !0 } else { (1 << (m % 64)) - 1 };
        let top = (m + 63) % 64;
        let mut vp = vec![!0_u64; blocks];
        let mut vn = vec![0_u64; blocks];
        if let Some(v) = vp.last_mut() {
            *v = last_mask;
        }
        let mut out = Table {
            distance: m,
            end: 0,
            blocks,
            positive: Vec::with_capacity(blocks * t.len()),
            negative: Vec::with_capacity(blocks * t.len()),
        };
        let mut d = m;
        for (j, c) in t.iter().enumerate() {
            let row = rows.get(c).copied().unwrap_or(0) * blocks;
            let (mut sum, mut up, mut down) = (0_u64, 0_u64, 0_u64);
            for b in 0..blocks {
                let mask = if b + 1 == blocks { last_mask } else { !0 };
                let x = bits[row + b] | vn[b];
                let (s, c1) = (x & vp[b]).overflowing_add(vp[b]);
                let (s, c2) = s.overflowing_add(sum);
                sum = u64::from(c1 | c2);
                let d0 = ((s ^ vp[b]) | x) & mask;
                let hn = vp[b] & d0;
                let hp = (vn[b] | !(vp[b] | d0)) & mask;
                if b + 1 == blocks {
                    d += (hp >> top & 1) as usize;
                    d -= (hn >> top & 1) as usize;
                }
                let (hp_in, hn_in) = (hp << 1 | up, hn << 1 | down);
                (up, down) = (hp >> 63, hn >> 63);
                vp[b] = (hn_in | !(d0 | hp_in)) & mask;
                vn[b] = hp_in & d0;
            }
            out.positive.extend_from_slice(&vp);
            out.negative.extend_from_slice(&vn);
            if d < out.distance {
                (out.distance, out.end) = (d, j + 1);
            }
        }
        out
    }

    fn is_up(&self, side: &[u64], i: usize, j: usize) -> bool {
        side[j * self.blocks + i / 64] >> (i % 64) & 1 == 1
    }
}

/// Rows of bits where each character stands in the pattern; row 0 is empty.
fn pattern_bits(p: &[char], blocks: usize) -> (HashMap<char, usize>, Vec<u64>) {
    let mut rows: HashMap<char, usize> = HashMap::new();
    let mut bits = vec![0_u64; blocks];
    for (i, c) in p.iter().enumerate() {
        let next = rows.len() + 1;
        let row = *rows.entry(*c).or_insert(next);
        if row == next {
            bits.resize((next + 1) * blocks, 0);
        }
        bits[row * blocks + i / 64] |= 1 << (i % 64);
    }
    (rows, bits)
}

/// Rough words of a truth paragraph, as ranges in the paragraph without white space: a run of Latin
/// letters and digits, three syllable-like clusters of Thai, or a run of anything else.
fn words(paragraph: &str) -> Vec<(usize, usize)> {
    let latin = |c: char| c.is_ascii_alphanumeric() || "@._:/-".contains(c) || ('๐'..='๙').contains(&c);
    let (mut out, mut pos) = (Vec::new(), 0);
    for chunk in paragraph.split(is_space) {
        let chars: Vec<char> = chunk.chars().collect();
        for run in chars.chunk_by(|a, b| latin(*a) == latin(*b)) {
            if !('\u{e00}'..='\u{e4f}').contains(&run[0]) {
                out.push((pos, pos + run.len()));
                pos += run.len();
                continue;
            }
            for three in clusters(run).chunks(3) {
                let n: usize = three.iter().sum();
                out.push((pos, pos + n));
                pos += n;
            }
        }
    }
    out
}

/// Lengths of the clusters of a run: a consonant with the vowels and marks around it, or one
/// character.
fn clusters(run: &[char]) -> Vec<usize> {
    let consonant = |c: Option<&char>| c.is_some_and(|c| ('ก'..='ฮ').contains(c));
    let mark = |c: &char| matches!(*c, '\u{e30}'..='\u{e3a}' | '\u{e45}' | '\u{e47}'..='\u{e4d}');
    let (mut out, mut k) = (Vec::new(), 0);
    while k < run.len() {
        let lead = usize::from(('\u{e40}'..='\u{e44}').contains(&run[k]));
        let n = if consonant(run.get(k + lead)) {
            let rest = &run[k + lead + 1..];
            lead + 1 + rest.iter().take_while(|c| mark(c)).count()
        } else {
            1
        };
        out.push(n);
        k += n;
    }
    out
}

/// Thai letters and marks that are wrong after plain normalising, and after the tool, in passages
/// that the input holds. Lost lines, runs of six or more lost characters, and digits are left out:
/// no repair of the text alone can bring them back.
fn letter_errors(paragraphs: &[Vec<char>], plain: &Masks, after: &Masks) -> (u64, u64) {
    let (mut before, mut still) = (0, 0);
    for (p, (was, now)) in paragraphs.iter().zip(plain.iter().zip(after)) {
        let (Some(was), Some(now)) = (was, now) else {
            continue;
        };
        if !was.iter().any(|x| *x) {
            continue;
        }
        let wrong = |k: usize| u64::from(('ก'..='\u{e4e}').contains(&p[k]) && !now[k]);
        let thai = |k: usize| u64::from(('ก'..='\u{e4e}').contains(&p[k]));
        let mut i = 0;
        while i < p.len() {
            let j = (i..p.len()).find(|&j| was[j]).unwrap_or(p.len());
            if j == i {
                still += wrong(i);
                i += 1;
                continue;
            }
            if j - i < 6 {
                before += (i..j).map(thai).sum::<u64>();
                still += (i..j).map(wrong).sum::<u64>();
            }
            i = j;
        }
    }
    (before, still)
}

/// The character for a code of the private area that old Thai fonts use; `Some(None)` is dropped.
/// This table and the substitutions of [`plain`] belong to the measure and stand here for it: the
/// tool's own repair may grow, the baseline stays.
fn private(c: char) -> Option<Option<char>> {
    let shift = |first: u32, to: u32| Some(char::from_u32(u32::from(c) - first + to));
    match c {
        '\u{200b}' | '\u{ad}' | '\u{feff}' => Some(None),
        '\u{f700}' => Some(Some('ฐ')),
        '\u{f70f}' => Some(Some('ญ')),
        '\u{f701}'..='\u{f704}' => shift(0xf701, 0xe34),
        '\u{f705}'..='\u{f709}' => shift(0xf705, 0xe48),
        '\u{f70a}'..='\u{f70e}' => shift(0xf70a, 0xe48),
        '\u{f713}'..='\u{f717}' => shift(0xf713, 0xe48),
        '\u{f710}' => Some(Some('\u{e31}')),
        '\u{f711}' => Some(Some('\u{e4d}')),
        '\u{f712}' => Some(Some('\u{e47}')),
        '\u{f718}'..='\u{f71a}' => shift(0xf718, 0xe38),
        _ => None,
    }
}

/// What a few substitutions reach: the baseline that repair is measured against.
fn plain(text: &str) -> String {
    static TAG: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"</?(?:table|thead|tbody|tr|t[dh]|b|i|u|ul|ol|li|br|su[bp])\b[^>]*>").ok());
    let text: String = text.chars().filter_map(|c| private(c).unwrap_or(Some(c))).collect();
    let text = text.replace("เเ", "แ");
    let text = drop_space_before_sara_am(&tone_after_vowel(&sara_am(&text)));
    let text = match &*TAG {
        Some(tag) => tag.replace_all(&text, " ").into_owned(),
        None => text,
    };
    text.replace(['*', '#'], "")
}

/// Nikhahit and sara aa, a tone mark on either side or both of nikhahit, as tone marks and sara am.
fn sara_am(s: &str) -> String {
    let mut out: Vec<char> = Vec::with_capacity(s.len() / 2);
    for c in s.chars() {
        if c != 'า' || !compose_sara_am(&mut out) {
            out.push(c);
        }
    }
    out.into_iter().collect()
}

/// A tone mark typed before its vowel put after it.
fn tone_after_vowel(s: &str) -> String {
    let mut c: Vec<char> = s.chars().collect();
    let vowel = |c: char| c == '\u{e31}' || ('\u{e34}'..='\u{e39}').contains(&c);
    let mut k = 0;
    while k + 1 < c.len() {
        if is_tone(c[k]) && vowel(c[k + 1]) {
            c.swap(k, k + 1);
            k += 2;
        } else {
            k += 1;
        }
    }
    c.into_iter().collect()
}

/// The space dropped that stands before sara am or before its tone mark.
fn drop_space_before_sara_am(s: &str) -> String {
    let c: Vec<char> = s.chars().collect();
    let at = |k: usize| c.get(k).copied().unwrap_or(USED);
    let bound = |k: usize| at(k) == 'ำ' || (is_tone(at(k)) && at(k + 1) == 'ำ');
    let kept = (0..c.len()).filter(|&k| !(c[k] == ' ' && bound(k + 1)));
    kept.map(|k| c[k]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The plain dynamic programme, as a check on the bit-parallel one.
    fn slow(p: &[char], t: &[char]) -> usize {
        let mut row: Vec<usize> = (0..=p.len()).collect();
        let mut best = p.len();
        for c in t {
            let mut diagonal = row[0];
            for i in 1..=p.len() {
                let cost = diagonal + usize::from(p[i - 1] != *c);
                diagonal = row[i];
                row[i] = cost.min(row[i] + 1).min(row[i - 1] + 1);
            }
            best = best.min(row[p.len()]);
        }
        best
    }

    #[test]
    fn distance_over_many_blocks_is_that_of_the_plain_programme() {
        let mut seed = 7_u32;
        let mut next = move |n: u32| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 16) % n
        };
        for m in [1, 5, 63, 64, 65, 128, 200] {
            let p: Vec<char> = (0..m).filter_map(|_| char::from_u32(97 + next(4))).collect();
            let mut t: Vec<char> = (0..40).filter_map(|_| char::from_u32(97 + next(5))).collect();
            t.extend(p.iter().filter(|_| next(8) != 0));
            t.extend((0..20).filter_map(|_| char::from_u32(97 + next(5))));
            let hit = locate(&p, &t);
            assert_eq!(hit.distance, slow(&p, &t), "pattern of {m}");
            let part = &t[hit.start..hit.end];
            let whole = rapidfuzz::distance::levenshtein::distance(p.iter(), part.iter());
            assert_eq!(hit.distance, whole, "the part named has this distance");
        }
    }

    #[test]
    fn words_are_runs_and_clusters() {
        assert_eq!(words("ที่ กข ๑/๒ (ก)"), [(0, 3), (3, 5), (5, 8), (8, 11)]);
        assert_eq!(words("เด็กดีมากมาย"), [(0, 6), (6, 11), (11, 12)]);
    }

    #[test]
    fn plain_normalising() {
        assert_eq!(plain("น\u{f70b}\u{e4d}า"), "น้ำ");
        assert_eq!(plain("**เเพร่** <b>ท ำ</b>"), "แพร่  ทำ ");
        assert_eq!(plain("ก่ี"), "กี่");
    }

    #[test]
    fn an_empty_text_loses_everything() {
        let c = measure("ก ข ค ง\n\nจ", "", "ก ข ค ง\nจ");
        assert_eq!((c.chars, c.edits_before, c.edits_after), (5, 5, 0));
    }
}
