//! Unicode and Thai orthography: from what an engine wrote to text in one form, as edits on a [`Text`].
//!
//! NFC alone mends little Thai, since most Thai vowel signs have combining class 0, and NFKC would take `ำ`
//! apart. So: letters written as numbers, in the wrong code or twice, and blanks between letters or words are mended
//! first, then NFC by `icu_normalizer`, then one pass of our own over the rest.

mod doubled;
mod escapes;
mod markup;
mod mojibake;
mod nfc;
mod scan;
mod spread;
mod thai;
mod wide;
mod words;

pub use thai::is_mark;

use crate::rules::Rules;
use crate::text::{Change, Text};

/// Passes after which a text that still changes is left as it is.
const MAX_PASSES: usize = 50;

/// What is mended first, in this order.
const FIRST: [fn(&str, &Rules) -> Vec<Change>; 7] = [
    |text, _| escapes::changes(text),
    |text, _| mojibake::changes(text),
    |text, _| doubled::changes(text),
    |text, _| wide::changes(text),
    |text, rules| spread::changes(text, &rules.cues),
    words::changes,
    |text, _| nfc::changes(text),
];

/// Normalises `text` by adding edits to it, until another pass would change nothing. Says whether it changed.
pub fn normalize(text: &mut Text, rules: &Rules) -> bool {
    let mut changed = false;
    for mend in FIRST {
        let changes = mend(text.current(), rules);
        changed |= !changes.is_empty();
        text.apply(&changes);
    }
    for _ in 0..MAX_PASSES {
        let changes = scan::changes(text.current(), &rules.chars, &rules.markup);
        if changes.is_empty() {
            return changed;
        }
        // what only rewrites in place leaves nothing new to find; what deletes brings other characters together
        let settled = changes.iter().all(|c| matches!(c.rule, "digits" | "sara-am" | "sara-ae" | "order"));
        text.apply(&changes);
        changed = true;
        // marks in another order may meet the marks of another script
        let composed = nfc::changes(text.current());
        if settled && composed.is_empty() {
            return changed;
        }
        text.apply(&composed);
    }
    changed
}
