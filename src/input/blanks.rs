//! Blanks between the words of a line, by the gaps between their boxes where the engine does not tell.
//!
//! Tesseract's Thai words are single clusters, and it does not say where a blank stands. One gap in ten or twenty is one;
//! how wide it is depends on the font.

use super::pieces::{GAP, gap, letter_height};
use super::seen::{SeenLine, SeenWord};
use crate::normalize::is_mark;

/// Gap, in letter heights, from which on two words are parted.
const BLANK: f32 = 0.6;
/// The same before a figure or Latin word after a full stop: `โทร. 0`, but `ม.5`.
const BLANK_AFTER_SIGN: f32 = 0.35;
/// Thai clusters are parted from this on, and this many times the gap that nine of ten on the page do not exceed. Fitted
/// for the fields that are then read on 93 pages in 20 fonts, read by Tesseract 5.
const BLANK_OVER_WIDE: (f32, f32) = (0.15, 0.9);
/// A gap between clusters is no blank below this.
const LEAST: f32 = 0.25;
/// So much of the wider gap beside one is asked for on top: where letters are set wide, or boxes are drawn narrow, all are.
const BESIDE: f32 = 0.25;
/// Letters of a cluster, at most, in the mean.
const LETTERS_OF_CLUSTER: usize = 2;
/// Fewer gaps between clusters say nothing of a page.
const FEWEST_GAPS: usize = 40;
/// Clusters of a name before and behind its blank, at least.
const NAME_PART: usize = 4;
/// From this width on, in letter heights, a gap is three blanks.
const WIDE: f32 = 2.0;

/// What parts the words of a page.
pub struct Blanks {
    /// Thai words are parted by a gap of so many letter heights.
    thai: f32,
    /// Whether they are clusters.
    clusters: bool,
}

impl Blanks {
    /// Those of the page with these lines.
    pub fn of(lines: &[SeenLine]) -> Self {
        let (mut gaps, mut letters) = (Vec::new(), 0);
        for line in lines {
            let Some(letter) = letter_height(&line.words) else { continue };
            for pair in line.words.windows(2) {
                let Some(gap) = thai_gap(&pair[0], &pair[1]).map(|g| g / letter).filter(|g| *g < GAP) else { continue };
                gaps.push(gap);
                letters += pair[1].text.chars().filter(|c| !is_mark(*c)).count();
            }
        }
        if gaps.len() < FEWEST_GAPS || letters > LETTERS_OF_CLUSTER * gaps.len() {
            return Self { thai: BLANK, clusters: false };
        }
        gaps.sort_unstable_by(f32::total_cmp);
        let wide = gaps[gaps.len() * 9 / 10];
        Self { thai: (BLANK_OVER_WIDE.0 + BLANK_OVER_WIDE.1 * wide).clamp(LEAST, GAP), clusters: true }
    }

    /// How many stand before each word of a line but the first, whose letters are `letter` high.
    pub fn before(&self, words: &[SeenWord], letter: f32) -> Vec<usize> {
        let asked = |i: usize| if self.clusters { BESIDE * beside(words, i, letter) } else { 0.0 };
        let mut out: Vec<usize> = (1..words.len()).map(|i| between(&words[i - 1], &words[i], letter, self.thai + asked(i))).collect();
        if self.clusters
            && !out.contains(&1)
            && let Some(i) = before_surname(words)
        {
            out[i - 1] = out[i - 1].max(1);
        }
        out
    }

    /// How many stand between two words with letters `letter` high.
    pub fn between(&self, left: &SeenWord, right: &SeenWord, letter: f32) -> usize {
        between(left, right, letter, self.thai)
    }
}

fn is_thai(c: char) -> bool {
    ('\u{e01}'..='\u{e5b}').contains(&c)
}

/// The gap between two Thai words.
fn thai_gap(left: &SeenWord, right: &SeenWord) -> Option<f32> {
    let thai = [left, right].iter().all(|w| w.text.chars().all(is_thai));
    gap(left, right).filter(|_| thai)
}

/// The wider of the gaps beside that before word `i` of a line, in letter heights.
fn beside(words: &[SeenWord], i: usize, letter: f32) -> f32 {
    let gaps = [i - 1, i + 1].into_iter().filter_map(|k| thai_gap(words.get(k.checked_sub(1)?)?, words.get(k)?));
    gaps.map(|g| (g / letter).clamp(0.0, GAP)).fold(0.0, f32::max)
}

/// Where the surname begins in a line of clusters that stands in brackets, as names of signers do: behind the widest gap.
fn before_surname(words: &[SeenWord]) -> Option<usize> {
    let bracketed = words.first()?.text.starts_with('(') && words.last()?.text.ends_with(')');
    let inner = (NAME_PART..=words.len().checked_sub(NAME_PART)?).filter(|&i| !words[i].text.starts_with(is_mark));
    let widest = inner.filter_map(|i| Some((thai_gap(&words[i - 1], &words[i])?, i))).max_by(|a, b| a.0.total_cmp(&b.0))?;
    (bracketed && widest.0 > 0.0).then_some(widest.1)
}

/// Blanks between two words, Thai ones parted from a gap of `thai` letter heights on.
fn between(left: &SeenWord, right: &SeenWord, letter: f32, thai: f32) -> usize {
    let gap = gap(left, right).map_or(GAP, |g| g / letter);
    let wide = match gap {
        g if g >= WIDE => 3,
        g if g > GAP => 2,
        _ => 1,
    };
    if let Some(blank) = right.blank {
        return if blank { wide } else { 0 };
    }
    let (Some(last), Some(first)) = (left.text.chars().next_back(), right.text.chars().next()) else { return wide };
    let sign = |c: char| !c.is_alphanumeric() && !is_thai(c);
    let least = match () {
        () if is_mark(first) || matches!(first, 'ะ' | 'า' | 'ำ' | '.' | ',' | ':' | ';' | '/' | ')' | ']') => GAP,
        () if sign(last) && first.is_ascii_alphanumeric() => BLANK_AFTER_SIGN,
        () if is_thai(last) && is_thai(first) => thai,
        () if sign(last) || sign(first) => BLANK,
        // the engine parted them, and not for being Thai
        () => f32::MIN,
    };
    if gap < least { 0 } else { wide }
}
