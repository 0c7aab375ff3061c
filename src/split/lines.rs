//! The lines of a text with what each is by itself.

use super::class::one;
use crate::layout::{Seg, pieces};
use crate::memo::hash;
use crate::rules::{Class, Piece, Rules};
use crate::text::TextSpan;

/// Longer lines, in bytes, seldom come back.
const LONG: usize = 400;

/// Cuts `text` into lines and columns.
pub fn read(text: &str, rules: &Rules) -> (Vec<Seg>, Vec<Class>) {
    let (mut segs, mut classes) = (Vec::new(), Vec::new());
    let (mut blank_lines, mut at) = (0, 0);
    for (line, end) in memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]).enumerate() {
        let words = &text[at..end];
        if words.trim().is_empty() {
            blank_lines += 1;
        } else {
            let mut take = |pieces: &[Piece]| {
                for (column, &(place, cue, class)) in pieces.iter().enumerate() {
                    segs.push(Seg { span: TextSpan::new(at + place.start, at + place.end), line, column, blank_lines, cue });
                    classes.push(class);
                }
            };
            // form words, letterheads and signers are those of the letters before
            let mark = hash(words.as_bytes(), 0);
            if words.len() > LONG {
                take(&of(words, rules));
            } else if rules.lines.get(mark, words.as_bytes(), |known| take(known)).is_none() {
                let found = of(words, rules);
                take(&found);
                rules.lines.add(mark, words.as_bytes(), found);
            }
            blank_lines = 0;
        }
        at = end + 1;
    }
    (segs, classes)
}

fn of(line: &str, rules: &Rules) -> Box<[Piece]> {
    let pieces = pieces(line, rules).into_iter().enumerate();
    pieces.map(|(column, (place, cue))| (place, cue, one(cue.map(|c| c.cue), column, place.of(line), rules))).collect()
}
