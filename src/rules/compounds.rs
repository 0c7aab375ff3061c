//! Blanks inside names that are written as one.

use super::table::{Files, RuleError};
use crate::text::{Change, TextSpan};
use aho_corasick::{AhoCorasick, MatchKind};

/// The closed list of such names, as what stands on both sides of a blank.
pub struct Compounds {
    joints: AhoCorasick,
    /// Bytes before the blank of each joint.
    heads: Vec<usize>,
}

impl Compounds {
    /// From rows such as `ศาลากลาง|จังหวัด`. A joint is the piece before the mark, a blank, and the piece after it.
    pub(super) fn read(files: &Files) -> Result<Self, RuleError> {
        let table = files.table("compounds.tsv", ["compound"])?;
        let mut joints = Vec::new();
        for (_, [row]) in &table.rows {
            let pieces: Vec<&str> = row.split('|').collect();
            joints.extend(pieces.windows(2).map(|w| (format!("{} {}", w[0], w[1]), w[0].len())));
        }
        joints.sort();
        joints.dedup();
        let (texts, heads): (Vec<String>, Vec<usize>) = joints.into_iter().unzip();
        let joints = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(texts);
        Ok(Self { joints: joints.map_err(|e| table.error(0, e.to_string()))?, heads })
    }

    /// The blanks to take out of `text`.
    pub fn changes(&self, text: &str) -> Vec<Change> {
        let found = self.joints.find_iter(text).map(|m| {
            let at = m.start() + self.heads[m.pattern().as_usize()];
            Change { at: TextSpan::new(at, at + 1), after: "".into(), rule: "split-name", confidence: 0.97 }
        });
        found.collect()
    }
}
