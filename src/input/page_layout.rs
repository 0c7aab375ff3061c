//! Reading order: from the lines that an engine found on a page to lines of text, each word with its place.
//!
//! The engine's order of lines is kept; only lines that stand beside each other are looked at anew. Lines are cut at
//! wide gaps, and pieces beside each other form a *band*, whose white gutters part it into columns (one vertical step of
//! the X-Y cut on boxes: Ha, Haralick and Phillips, ICDAR 1995). What stands on one baseline across a gutter is a row, as
//! a number and its letterhead, or an enclosure and its quantity; it stays one line with wide blanks. Anything else, as
//! a stamp beside a letterhead, is read column by column, and so are four rows or more that fill two columns with prose.
//! Pages without boxes keep the engine's order.

use super::bands::bands;
use super::blanks::Blanks;
use super::pieces::{Piece, letter_height, pieces};
use super::seen::{SeenLine, SeenPage, SeenWord};
use crate::pages::{Page, Pages, Word};
use crate::text::SourceSpan;

/// A step from line to line that is so many times the usual one leaves an empty line.
const EMPTY_LINE: f32 = 1.4;

/// The pages as one text, pages parted by a form feed, with the place of every word.
pub fn compose(seen: Vec<SeenPage>) -> (String, Pages) {
    let (mut text, mut pages) = (String::new(), Pages::default());
    for (i, mut page) in seen.into_iter().enumerate() {
        page.lines.retain(|line| !line.words.is_empty());
        if i > 0 {
            text.push('\u{c}');
        }
        // the form feed between two pages belongs to the earlier one
        let start = text.len();
        pages.pages.last_mut().into_iter().for_each(|before| before.end = start);
        let blanks = Blanks::of(&page.lines);
        match pieces(&page.lines) {
            Some(pieces) => by_place(&pieces, &blanks, &mut text, &mut pages.words),
            None => as_given(&page.lines, &blanks, &mut text, &mut pages.words),
        }
        let SeenPage { image, width, height, unit, .. } = page;
        pages.pages.push(Page { page: i + 1, start, end: text.len(), image, width, height, unit });
    }
    (text, pages)
}

/// Lines in the engine's order, as on a page without boxes.
fn as_given(lines: &[SeenLine], blanks: &Blanks, text: &mut String, placed: &mut Vec<Word>) {
    for (i, line) in lines.iter().enumerate() {
        if i > 0 && line.opens_block {
            text.push('\n');
        }
        let letter = letter_height(&line.words).unwrap_or(f32::MAX);
        push_words(&line.words, &blanks.before(&line.words, letter), text, placed);
        // a word without a box of its own stands in that of its line
        if let Some(area) = line.area {
            let own = placed.len() - line.words.len();
            placed[own..].iter_mut().for_each(|w| w.area = w.area.or(Some(area)));
        }
        text.push('\n');
    }
}

/// Lines by where they stand.
fn by_place(pieces: &[Piece], blanks: &Blanks, text: &mut String, placed: &mut Vec<Word>) {
    let lines = bands(pieces);
    let step = |a: &[usize], b: &[usize]| pieces[b[0]].base - pieces[a[0]].base;
    let mut steps: Vec<i32> = lines.windows(2).map(|w| step(&w[0], &w[1])).filter(|&s| s > 0).collect();
    steps.sort_unstable();
    let usual = steps.get(steps.len() / 2).map_or(0.0, |&s| s as f32);
    for (i, line) in lines.iter().enumerate() {
        if i > 0 {
            let step = step(&lines[i - 1], line);
            if step < 0 || step as f32 > usual * EMPTY_LINE {
                text.push('\n');
            }
        }
        for (k, &p) in line.iter().enumerate() {
            if let Some((left, right)) = k.checked_sub(1).and_then(|k| pieces[line[k]].words.last()).zip(pieces[p].words.first()) {
                let letter = pieces[p].letter.max(pieces[line[k - 1]].letter);
                text.extend(std::iter::repeat_n(' ', blanks.between(left, right, letter).max(1)));
            }
            let from = placed.len();
            push_words(pieces[p].words, &blanks.before(pieces[p].words, pieces[p].letter), text, placed);
            placed[from..].iter_mut().for_each(|w| w.area = w.area.or(Some(pieces[p].area)));
        }
        text.push('\n');
    }
}

fn push_words(words: &[SeenWord], before: &[usize], text: &mut String, placed: &mut Vec<Word>) {
    for (i, word) in words.iter().enumerate() {
        if i > 0 {
            text.extend(std::iter::repeat_n(' ', before[i - 1]));
        }
        let start = text.len();
        text.push_str(&word.text);
        placed.push(Word { span: SourceSpan { start, end: text.len() }, area: word.area, confidence: word.confidence });
    }
}
