//! Glyph codes of old fonts and letters of other scripts that look Thai.

use super::table::{Files, RuleError};

/// Single characters that stand for a Thai one.
pub struct CharTable {
    glyphs: Vec<(char, char)>,
    lookalikes: Vec<(char, char)>,
}

impl CharTable {
    pub(super) fn read(files: &Files) -> Result<Self, RuleError> {
        let mut glyphs = Vec::new();
        let table = files.table("pua.tsv", ["windows", "macintosh", "unicode"])?;
        for &(line, [windows, macintosh, unicode]) in &table.rows {
            let code = |s: &str| {
                u32::from_str_radix(s, 16).ok().and_then(char::from_u32).ok_or_else(|| table.error(line, format!("'{s}' is no code point")))
            };
            let thai = code(unicode)?;
            for from in [windows, macintosh].into_iter().filter(|s| !s.is_empty()) {
                glyphs.push((code(from)?, thai));
            }
        }
        let table = files.table("lookalikes.tsv", ["foreign", "thai", "script"])?;
        let mut lookalikes = Vec::new();
        for &(line, [foreign, thai, _]) in &table.rows {
            let one = |s: &str| {
                let mut chars = s.chars();
                chars.next().filter(|_| chars.next().is_none()).ok_or_else(|| table.error(line, format!("'{s}' is not one character")))
            };
            lookalikes.push((one(foreign)?, one(thai)?));
        }
        glyphs.sort_unstable();
        lookalikes.sort_unstable();
        Ok(Self { glyphs, lookalikes })
    }

    /// The Thai character that a private glyph code stands for.
    pub fn glyph(&self, c: char) -> Option<char> {
        if !('\u{e000}'..='\u{f8ff}').contains(&c) {
            return None;
        }
        self.glyphs.binary_search_by_key(&c, |p| p.0).ok().map(|i| self.glyphs[i].1)
    }

    /// The Thai character that a letter of another script looks like.
    pub fn lookalike(&self, c: char) -> Option<char> {
        if c.is_ascii() || ('\u{e00}'..='\u{e7f}').contains(&c) {
            return None;
        }
        self.lookalikes.binary_search_by_key(&c, |p| p.0).ok().map(|i| self.lookalikes[i].1)
    }
}
