//! What shows which recogniser made a text.

use super::run::{code, is_impossible};

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
    let mut before = [' '; 2];
    text.chars().any(|c| {
        let [first, last] = before;
        before = [last, c];
        is_impossible(code(first), code(last), code(c)) || last.is_ascii_alphanumeric() && code(first).is_some() && code(c).is_some()
    })
}

/// Lone Latin letters, or two or three together: what a page reader makes of specks.
fn scraps(text: &str) -> usize {
    let alone = |w: &&str| (1..=3).contains(&w.len()) && w.bytes().all(|b| b.is_ascii_alphabetic());
    text.split_ascii_whitespace().filter(alone).count()
}
