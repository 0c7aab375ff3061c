//! Receipt stamps (ตรารับ) whose words were read as Latin letters: told by what stands around them.

use super::class::one;
use crate::layout::Seg;
use crate::rules::{Class, Cue, CueMatch, Rules};
use crate::values::{Written, find_date};

/// Lines between two of a stamp, at most: specks may have lines of their own.
const APART: usize = 2;

/// Letters that may be left of a word before the number or the day.
const WORD: std::ops::RangeInclusive<usize> = 1..=6;

/// Characters of a line of a stamp, at most.
const LINE: usize = 32;

/// Knows the number between the name of an office and a day or hour, whatever its word was read as (`syn 855`), and a
/// day below it for one, whose word is as near to that of a number (`รันที่ 5 ธ.ค. 68`).
pub(super) fn open(text: &str, segs: &mut [Seg], classes: &mut [Class], rules: &Rules) {
    for i in 1..segs.len().saturating_sub(1) {
        let Some(len) = word_before_number(segs[i].of(text)).filter(|_| segs[i].cue.is_none()) else { continue };
        let (above, below) = (next_to(segs, classes, i, -1), next_to(segs, classes, i, 1));
        let office = above.is_some_and(|a| {
            let c = &classes[a];
            (c.agency || c.division) && !c.post && !c.address && c.chars < 60 && segs[a].cue.is_none()
        });
        let Some(below) = below.filter(|_| office) else { continue };
        if is_day(text, &segs[below], rules) || is(&segs[below], Cue::StampTime) {
            let cue = CueMatch { cue: Cue::StampNumber, len, phrase_len: len, distance: 1 };
            segs[i].cue = Some(cue);
            classes[i] = one(Some(cue.cue), segs[i].column, segs[i].of(text), rules);
        }
    }
    // a day in the place of a number's word
    for (seg, class) in segs.iter_mut().zip(classes) {
        let latin = seg.of(text).starts_with(|c: char| c.is_ascii_alphabetic());
        let near = seg.cue.filter(|c| c.cue == Cue::StampNumber && (c.distance > 0 || latin));
        let dated = |words: &str| find_date(words, 0, rules).is_some() || Written::find(words, 0, rules).is_some();
        if let Some(cue) = near.filter(|_| seg.of(text).chars().count() < LINE && dated(seg.rest(text).1)) {
            seg.cue = Some(CueMatch { cue: Cue::Day, ..cue });
            *class = one(Some(Cue::Day), seg.column, seg.of(text), rules);
        }
    }
}

/// Bytes of a few Latin letters that stand for a word before the figures of a number, if that is all of the line.
fn word_before_number(words: &str) -> Option<usize> {
    const FIGURES: std::ops::RangeInclusive<usize> = 1..=6;
    let (word, number) = words.split_once(' ')?;
    let latin = WORD.contains(&word.len()) && word.bytes().all(|b| b.is_ascii_alphabetic());
    let number = number.trim_end_matches([' ', '.', '-', '|']);
    let figures = FIGURES.contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    (latin && figures).then_some(word.len() + 1)
}

/// The line of the same column next to line `i` upwards or downwards, specks passed over.
fn next_to(segs: &[Seg], classes: &[Class], i: usize, step: isize) -> Option<usize> {
    let mut at = i;
    loop {
        at = at.checked_add_signed(step).filter(|&k| k < segs.len() && segs[k].line.abs_diff(segs[i].line) <= APART)?;
        if segs[at].line != segs[i].line && (!classes[at].junk || segs[at].cue.is_some()) {
            return Some(at);
        }
    }
}

fn is(seg: &Seg, cue: Cue) -> bool {
    seg.cue.is_some_and(|c| c.cue == cue)
}

/// Whether a line is the day of a stamp: its word, or what was read for it, and a date.
fn is_day(text: &str, seg: &Seg, rules: &Rules) -> bool {
    let words = seg.of(text);
    let dated = || find_date(words, 0, rules).is_some_and(|d| words[..d.span.start].chars().filter(|c| !c.is_whitespace()).count() <= 10);
    words.chars().count() < LINE && (is(seg, Cue::StampDate) || is(seg, Cue::Day) || dated())
}
