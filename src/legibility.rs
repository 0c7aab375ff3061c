//! Which digits of a file can be believed.
//!
//! Some engines cannot write every Thai digit: the Thai model of Tesseract has no ๔ ๖ ๗ ๘ ๙ and gives ๕ ๒ ๓ ๕ ๕ or
//! others for them, so that every number is plausible and nearly every one is wrong. Such a file shows itself: of its
//! many Thai digits none is one of these five, which hold a third of the digits in real letters, or hardly one, by hand
//! or from a page of another engine.

use crate::text::{Text, TextSpan};

/// Thai digits of a file that must be there before the absence of the five says something.
const ENOUGH: usize = 8;

/// Thai digits among which one of the five may stand.
const HARDLY: usize = 40;

/// Digits that one `ำ` written as `ํ` and `า` counts for, in a file that has no `ำ`: the same engine does that.
const WORTH: usize = 3;

/// What is known of a file's digits.
#[derive(Debug, Clone, Copy, Default)]
pub struct Legibility {
    thai_digits_lost: bool,
    no_sara_am: bool,
}

impl Legibility {
    /// Counts the digits and the forms of `ำ` in the source.
    pub fn of(source: &str) -> Self {
        let (mut digits, mut rare, mut split_am, mut am) = (0usize, 0usize, 0usize, 0usize);
        let mut before = ' ';
        for c in source.chars() {
            match c {
                '๐'..='๙' => {
                    digits += 1;
                    rare += usize::from(matches!(c, '๔' | '๖'..='๙'));
                }
                'ำ' => am += 1,
                'า' => split_am += usize::from(before == '\u{e4d}'),
                _ => {}
            }
            before = c;
        }
        let signs = if am == 0 { split_am } else { 0 };
        Self { thai_digits_lost: digits > 0 && rare <= digits / HARDLY && digits + WORTH * signs >= ENOUGH, no_sara_am: signs >= 3 }
    }

    /// Whether the file is the work of an engine that cannot write every Thai digit.
    pub fn loses_digits(&self) -> bool {
        self.thai_digits_lost
    }

    /// Whether the engine shows itself as one that writes no `ำ`; it also takes the ว of a circular for a 2.
    pub fn takes_wo_for_two(&self) -> bool {
        self.no_sara_am
    }

    /// Whether the digits that stand at `span` can be believed.
    pub fn digits(&self, text: &Text, span: TextSpan) -> bool {
        self.raw(text.to_source(span).of(text.source()))
    }

    /// Whether the digits of `raw`, a piece of the source, can be believed.
    pub fn raw(&self, raw: &str) -> bool {
        !self.thai_digits_lost || !raw.chars().any(|c| matches!(c, '๐'..='๙'))
    }
}
