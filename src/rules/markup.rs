//! Tags and named characters that readers of pages write into a text.

use super::table::{Files, RuleError};

/// What stands in the place of tags and named characters.
pub struct Markup {
    tags: Vec<(String, &'static str)>,
    characters: Vec<(String, String)>,
}

impl Markup {
    pub(super) fn read(files: &Files) -> Result<Self, RuleError> {
        let (mut tags, mut characters) = (Vec::new(), Vec::new());
        let table = files.table("markup.tsv", ["mark", "becomes"])?;
        for &(line, [mark, becomes]) in &table.rows {
            if let Some(name) = mark.strip_prefix('<').and_then(|m| m.strip_suffix('>')) {
                let becomes = match becomes {
                    "nothing" => "",
                    "cell" => "\t",
                    "line" => "\n",
                    _ => return Err(table.error(line, format!("a tag becomes nothing, cell or line, not '{becomes}'"))),
                };
                tags.push((name.to_owned(), becomes));
            } else if mark.starts_with('&') && mark.ends_with(';') {
                let blanks = becomes.strip_suffix(" blank").or_else(|| becomes.strip_suffix(" blanks")).and_then(|n| n.parse().ok());
                characters.push((mark.to_owned(), blanks.map_or_else(|| becomes.to_owned(), |n| " ".repeat(n))));
            } else {
                return Err(table.error(line, format!("'{mark}' is neither a tag such as <td> nor a character such as &amp;")));
            }
        }
        Ok(Self { tags, characters })
    }

    /// What stands in the place of the tag of this name.
    pub fn tag(&self, name: &str) -> Option<&'static str> {
        self.tags.iter().find(|t| t.0.eq_ignore_ascii_case(name)).map(|t| t.1)
    }

    /// The named character that `rest` begins with: its length, and what it stands for.
    pub fn character(&self, rest: &str) -> Option<(usize, &str)> {
        self.characters.iter().find(|c| rest.starts_with(&c.0)).map(|c| (c.0.len(), c.1.as_str()))
    }
}
