//! What shows which recogniser made a text.

use super::run::{ALPHABET, code, decode, is_impossible};
use std::sync::LazyLock;

/// Whether the noisiest recogniser made the text: ที without its mark, against ที่ with it, tells it from others.
pub(super) fn is_noisy(text: &str) -> bool {
    let (mut bare, mut marked) = (0, 0);
    for at in memchr::memmem::find_iter(text.as_bytes(), "ที") {
        let rest = &text[at + 6..];
        if rest.starts_with('่') {
            marked += 1;
        } else if rest.chars().next().is_some_and(|c| code(c).is_some()) {
            bare += 1;
        }
    }
    (bare * 12 > marked + bare && bare >= 2) || {
        let scraps = scraps(text);
        (bare > 0 && scraps >= 3) || scraps >= 6
    }
}

/// Whether signs stand as no Thai word has them, or a Latin letter or figure inside a word: no clean text has that.
pub(super) fn is_torn(text: &str) -> bool {
    const HAN_AKAT: u8 = 0x31;
    // 0 is no Thai letter
    let (bytes, impossible) = (text.as_bytes(), &*IMPOSSIBLE);
    let (mut at, mut first, mut last, mut figure) = (0, 0, 0, false);
    // the bytes of other scripts count as signs each: that tears nothing
    while let Some(&byte) = bytes.get(at) {
        let (next, len) = if byte == 0xE0 { (decode(bytes[at + 1], bytes[at + 2]), 3) } else { (0, 1) };
        if impossible[usize::from(last)][usize::from(next)]
            || first == HAN_AKAT && is_impossible(some(first), some(last), some(next))
            || figure && first != 0 && next != 0
        {
            return true;
        }
        (first, last, figure) = (last, next, byte.is_ascii_alphanumeric());
        at += len;
    }
    false
}

/// For each letter whether no Thai word has another one behind it, whatever stands before.
static IMPOSSIBLE: LazyLock<[[bool; ALPHABET]; ALPHABET]> =
    LazyLock::new(|| std::array::from_fn(|last| std::array::from_fn(|next| is_impossible(None, some(last as u8), some(next as u8)))));

/// The letter of a code, if it is one.
fn some(code: u8) -> Option<u8> {
    (code != 0).then_some(code)
}

/// Lone Latin letters, or two or three together: what a page reader makes of specks.
fn scraps(text: &str) -> usize {
    let alone = |w: &&str| (1..=3).contains(&w.len()) && w.bytes().all(|b| b.is_ascii_alphabetic());
    text.split_ascii_whitespace().filter(alone).count()
}
