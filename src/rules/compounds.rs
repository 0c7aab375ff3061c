//! Blanks inside names that are written as one.

use super::table::{Files, RuleError};
use crate::text::{Change, TextSpan};

/// The closed list of such names, as what stands on both sides of a blank.
pub struct Compounds {
    joints: Vec<Joint>,
    /// Whether a piece before a blank ends with a byte.
    ends: [bool; 256],
}

/// A piece, and the one that follows it.
struct Joint {
    head: String,
    tail: String,
}

impl Compounds {
    /// From rows such as `ศาลากลาง|จังหวัด`. A joint is the piece before the mark, a blank, and the piece after it.
    pub(super) fn read(files: &Files) -> Result<Self, RuleError> {
        let table = files.table("compounds.tsv", ["compound"])?;
        let mut joints = Vec::new();
        for (_, [row]) in &table.rows {
            let pieces: Vec<&str> = row.split('|').collect();
            joints.extend(pieces.windows(2).map(|w| Joint { head: w[0].to_owned(), tail: w[1].to_owned() }));
        }
        // the longest that fits is meant
        joints.sort_by_key(|j| std::cmp::Reverse((j.head.len(), j.tail.len())));
        let mut ends = [false; 256];
        joints.iter().filter_map(|j| j.head.as_bytes().last()).for_each(|&last| ends[usize::from(last)] = true);
        Ok(Self { joints, ends })
    }

    /// The blanks to take out of `text`.
    pub fn changes(&self, text: &str) -> Vec<Change> {
        let (mut out, mut from) = (Vec::new(), 0);
        for at in memchr::memchr_iter(b' ', text.as_bytes()) {
            let (before, after) = (&text[from.min(at)..at], &text[at + 1..]);
            // nearly all are told by the byte before them
            if !before.bytes().last().is_some_and(|b| self.ends[usize::from(b)]) {
                continue;
            }
            let fits = |j: &&Joint| before.ends_with(&j.head) && after.starts_with(&j.tail);
            if let Some(joint) = self.joints.iter().find(fits) {
                from = at + 1 + joint.tail.len();
                out.push(Change { at: TextSpan::new(at, at + 1), after: "".into(), rule: "split-name", confidence: 0.97 });
            }
        }
        out
    }
}
