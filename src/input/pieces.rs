//! Pieces of lines: words without a wide gap between them, with the height of their letters and their baseline.

use super::seen::{SeenLine, SeenWord};
use crate::normalize::is_mark;
use crate::pages::Area;

/// From this width on, in letter heights, a gap may part columns. In the text it is two blanks, and before a sign one.
pub const GAP: f32 = 1.2;

/// Pieces of lines on a page above which it is no page of print, and is left in the engine's order.
const MOST_PIECES: usize = 2000;

/// Words of a line without a wide gap.
pub struct Piece<'a> {
    /// The words.
    pub words: &'a [SeenWord],
    /// Box around them.
    pub area: Area,
    /// Height of their letters.
    pub letter: f32,
    /// Lower edge of their letters.
    pub base: i32,
}

/// Lines cut at wide gaps; none when a line has no box or there are too many.
pub fn pieces(lines: &[SeenLine]) -> Option<Vec<Piece<'_>>> {
    let mut out = Vec::new();
    for line in lines {
        let letter = letter_height(&line.words).or(line.area.map(|a| a.height() as f32));
        let mut from = 0;
        for i in 1..=line.words.len() {
            let wide = |i: usize| letter.is_some_and(|h| apart(&line.words[i - 1], &line.words[i], h).is_some_and(|gap| gap >= GAP * h));
            let behind = |i: usize| (i + 1..line.words.len()).find(|&k| wide(k)).unwrap_or(line.words.len());
            let words = &line.words[from..i];
            // a speck makes no column
            if i < line.words.len() && (!wide(i) || is_speck(words) || is_speck(&line.words[i..behind(i)])) {
                continue;
            }
            let whole = if words.len() == line.words.len() { line.area } else { None };
            let area = words.iter().filter_map(|w| w.area).reduce(Area::join).or(whole)?;
            let letter = letter_height(words).unwrap_or(area.height() as f32);
            out.push(Piece { words, area, letter, base: base(words.iter()).unwrap_or(area.bottom) });
            from = i;
        }
    }
    (out.len() <= MOST_PIECES).then_some(out)
}

/// Words of a speck, at most.
const SPECK: usize = 3;

/// Whether words are what an engine reads for specks: one letter or figure at most.
fn is_speck(words: &[SeenWord]) -> bool {
    words.len() <= SPECK && words.iter().flat_map(|w| w.text.chars()).filter(|c| c.is_alphanumeric() && !is_mark(*c)).nth(1).is_none()
}

/// Lower quartile of the heights of words that hold a letter or figure: marks above and below make some boxes higher.
pub fn letter_height(words: &[SeenWord]) -> Option<f32> {
    let solid = |w: &&SeenWord| w.text.chars().any(|c| c.is_alphanumeric() && !is_mark(c));
    let mut heights: Vec<i32> = words.iter().filter(solid).filter_map(|w| w.area.map(|a| a.height())).collect();
    heights.sort_unstable();
    heights.get(heights.len().saturating_sub(1) / 4).map(|&h| h as f32)
}

/// Middle one of the lower edges of words; marks that stand as words of their own have none on the baseline.
pub fn base<'a>(words: impl Iterator<Item = &'a SeenWord>) -> Option<i32> {
    let letters = words.filter(|w| !w.text.chars().all(is_mark));
    let mut edges: Vec<i32> = letters.filter_map(|w| w.area.map(|a| a.bottom)).collect();
    edges.sort_unstable();
    edges.get(edges.len() / 2).copied()
}

/// Width of a letter or figure, in letter heights, at least; most are wider.
const NARROWEST: f32 = 0.6;

/// As [`gap`], less what the boxes of lone letters, `letter` high, are too narrow: Tesseract's are cut into what it saw last.
fn apart(left: &SeenWord, right: &SeenWord, letter: f32) -> Option<f32> {
    let lacks = |word: &SeenWord| {
        let lone = word.text.chars().filter(|c| !is_mark(*c)).eq(word.text.chars().find(|c| matches!(c, 'ก'..='ฮ' | '๐'..='๙')));
        let width = word.area.map_or(0.0, |a| (a.right - a.left) as f32);
        if lone { (NARROWEST * letter - width).max(0.0) } else { 0.0 }
    };
    Some(gap(left, right)? - lacks(left) - lacks(right))
}

/// Width between two words; none where one has no box.
pub fn gap(left: &SeenWord, right: &SeenWord) -> Option<f32> {
    Some((right.area?.left - left.area?.right) as f32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_whose_box_is_too_narrow_parts_no_line() {
        // letters 20 high, each 15 wide and 5 apart
        let word = |text: &str, left: i32, width: i32| {
            SeenWord::new(text, Some(Area { left, top: 0, right: left + width, bottom: 20 }), None).expect("letters")
        };
        let line = |seven: i32, gap: i32| {
            let mut words: Vec<SeenWord> = ["ว", "น", "ท"].iter().zip(0..).map(|(c, k)| word(c, 20 * k, 15)).collect();
            words.push(word("๗", 70, seven));
            words.extend(["ม", "ค", "ม"].iter().zip(0..).map(|(c, k)| word(c, 70 + seven + gap + 20 * k, 15)));
            SeenLine { words, ..SeenLine::default() }
        };
        let count = |line: SeenLine| pieces(&[line]).expect("boxes").len();
        assert_eq!((count(line(1, 28)), count(line(15, 28))), (1, 2));
    }
}
