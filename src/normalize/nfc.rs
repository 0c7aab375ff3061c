//! Unicode NFC as changes: `icu_normalizer` has no map of offsets, so the text is cut where its own combining
//! classes allow.

use crate::text::{Change, TextSpan};
use icu_normalizer::ComposingNormalizerBorrowed;
use icu_normalizer::properties::CanonicalCombiningClassMapBorrowed;

/// The changes that bring `text` into NFC; none when it is already.
pub fn changes(text: &str) -> Vec<Change> {
    let nfc = ComposingNormalizerBorrowed::new_nfc();
    let classes = CanonicalCombiningClassMapBorrowed::new();
    let (mut out, mut at) = (Vec::new(), 0);
    loop {
        let (ok, tail) = nfc.split_normalized(&text[at..]);
        if tail.is_empty() {
            return out;
        }
        let start = at + ok.len();
        let mut end = start;
        for (i, c) in tail.char_indices() {
            // outside ASCII and Thai, go on to the next ASCII or Thai letter: Hangul and Indic compose across
            let stop = i > 0 && classes.get_u8(c) == 0 && (c.is_ascii() || ('\u{e01}'..='\u{e5b}').contains(&c));
            if stop {
                break;
            }
            end = start + i + c.len_utf8();
        }
        let run = &text[start..end];
        let normal = nfc.normalize(run);
        if normal != run {
            let after = normal.into_owned().into();
            out.push(Change { at: TextSpan::new(start, end), after, rule: "nfc", confidence: 1.0 });
        }
        at = end;
    }
}
