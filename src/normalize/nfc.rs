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
        at += plain(&text[at..]);
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

/// How far `text` begins with ASCII and Thai whose marks stand in order: such text is in NFC, and no mark that follows
/// it can change more of it than its last character that is no mark.
fn plain(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut at, mut base, mut class) = (0, 0, 0);
    while let Some(&lead) = bytes.get(at) {
        let next = match (lead, &bytes[at..]) {
            (0x00..0x80, _) => 0,
            (0xe0, [_, 0xb8, 0xba, ..]) => 9,
            (0xe0, [_, 0xb8, 0xb8..=0xb9, ..]) => 103,
            (0xe0, [_, 0xb9, 0x88..=0x8b, ..]) => 107,
            (0xe0, [_, 0xb8..=0xb9, ..]) => 0,
            _ => return base,
        };
        if next == 0 {
            base = at;
        } else if next < class {
            return base;
        }
        class = next;
        at += if lead == 0xe0 { 3 } else { 1 };
    }
    bytes.len()
}
