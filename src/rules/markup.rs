//! Tags and named characters that readers of pages write into a text.

use super::table::{Files, RuleError};

/// What stands in the place of tags and named characters, and the labels of rows that are lines of a letter.
pub struct Markup {
    tags: Vec<(String, &'static str)>,
    characters: Vec<(String, String)>,
    labels: Vec<String>,
}

impl Markup {
    pub(super) fn read(files: &Files) -> Result<Self, RuleError> {
        let (mut tags, mut characters, mut labels) = (Vec::new(), Vec::new(), Vec::new());
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
            } else if let Some(label) = mark.strip_prefix('|').and_then(|m| m.strip_suffix('|')).filter(|_| becomes == "label") {
                labels.push(label.to_owned());
            } else {
                let what = "neither a tag such as <td> nor a character such as &amp; nor the cell of a label such as |เรื่อง|";
                return Err(table.error(line, format!("'{mark}' is {what}")));
            }
        }
        Ok(Self { tags, characters, labels })
    }

    /// What stands in the place of the tag of this name.
    pub fn tag(&self, name: &str) -> Option<&'static str> {
        self.tags.iter().find(|t| t.0.eq_ignore_ascii_case(name)).map(|t| t.1)
    }

    /// Whether a cell holds a label of the heading, so that its row is a line of the letter.
    pub fn is_label(&self, cell: &str) -> bool {
        self.labels.iter().any(|l| l == cell)
    }

    /// The named character that `rest` begins with: its length, and what it stands for.
    pub fn character(&self, rest: &str) -> Option<(usize, &str)> {
        self.characters.iter().find(|c| rest.starts_with(&c.0)).map(|c| (c.0.len(), c.1.as_str()))
    }
}
