//! How much of a line is words.

use super::Repairer;
use super::lexicon::Lexicon;
use super::run::{code, leans};

/// Letters and marks of a word inside a run, at least: shorter ones stand in any noise.
const LEAST: usize = 4;

/// Letters and marks of a word that is a whole run, at least.
const ALONE: usize = 3;

impl Repairer {
    /// The share of the Thai letters and marks of `text` that stand in known words, from 0 to 1; 0 where there are none.
    pub fn known_share(&self, text: &str) -> f32 {
        let (mut known, mut all, mut run) = (0, 0, Vec::new());
        for c in text.chars().chain(std::iter::once(' ')) {
            match code(c) {
                Some(code) => run.push(code),
                None => {
                    known += in_words(&self.lexicon, &run);
                    all += run.len();
                    run.clear();
                }
            }
        }
        if all == 0 { 0.0 } else { known as f32 / all as f32 }
    }
}

/// Whether words side by side make up a run.
pub(super) fn known_whole(lexicon: &Lexicon, run: &[u8]) -> bool {
    in_words(lexicon, run) == run.len()
}

/// The most letters of a run that words side by side can hold.
fn in_words(lexicon: &Lexicon, run: &[u8]) -> usize {
    if run.len() >= ALONE && lexicon.get(run).is_some() {
        return run.len();
    }
    let mut most = vec![0; run.len() + 1];
    for from in 0..run.len() {
        most[from + 1] = most[from + 1].max(most[from]);
        if leans(run[from]) {
            continue;
        }
        let mut node = lexicon.root();
        for (at, &code) in run.iter().enumerate().skip(from) {
            let Some(next) = lexicon.step(node, code) else { break };
            node = next;
            let len = at + 1 - from;
            if len >= LEAST && node.word().is_some() {
                most[at + 1] = most[at + 1].max(most[from] + len);
            }
        }
    }
    most[run.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::patterns::Patterns;
    use crate::rules::table::Files;
    use std::sync::Arc;

    #[test]
    fn words_are_told_from_noise() {
        let patterns = Arc::new(Patterns::embedded().expect("embedded patterns"));
        let repairer = Repairer::read(&Files::embedded(), &patterns).expect("embedded data");
        let share = |text: &str| repairer.known_share(text);
        assert!(share("ผู้อำนวยการกลุ่มงานอำนวยการ") > 0.99);
        assert!(share("นักวิชาการเงินเเละบัญชี ชำนาญการ 2") > 0.8);
        assert!(share("ฐาบห์มทการะต่งฐเก็ยงษัมู") < 0.5);
        assert!(share("บุูขฃ ดฤุข ขุ") < 0.1);
        assert_eq!((share("แบบ ทบก. 01"), share("แบบก 01")), (0.5, 0.0));
        assert_eq!(share("17 027 VN"), 0.0);
    }
}
