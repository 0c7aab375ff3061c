//! Tab-separated tables: a header line, `#` comments, every row with every column.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;
use thiserror::Error;

/// What is wrong in a rule file, and where.
#[derive(Debug, Error)]
#[error("rules/{file}:{line}: {reason}")]
pub struct RuleError {
    /// File name below `rules/`.
    pub file: String,
    /// 1-based line; 0 where the whole file is meant.
    pub line: usize,
    /// In words.
    pub reason: String,
}

impl RuleError {
    /// An error at a line of a file.
    pub fn new(file: &str, line: usize, reason: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, reason: reason.into() }
    }
}

/// The contents of the rule files by name.
pub struct Files(BTreeMap<&'static str, Cow<'static, str>>);

impl Files {
    /// The files that are part of the program.
    pub fn embedded() -> Self {
        Self(super::embedded::FILES.iter().map(|&(n, t)| (n, Cow::Borrowed(t))).collect())
    }

    /// The files of a folder, the rest as embedded. A file of an unknown name is an error.
    pub fn from_dir(dir: &Path) -> Result<Self, RuleError> {
        let mut files = Self::embedded();
        let fail = |name: &str, e: std::io::Error| RuleError::new(name, 0, format!("{}: {e}", dir.join(name).display()));
        for entry in std::fs::read_dir(dir).map_err(|e| fail("", e))? {
            let entry = entry.map_err(|e| fail("", e))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if !name.ends_with(".tsv") && !name.ends_with(".toml") {
                continue;
            }
            let Some(known) = files.0.keys().find(|k| **k == name).copied() else {
                let all: Vec<_> = files.0.keys().copied().collect();
                return Err(RuleError::new(&name, 0, format!("no rule file has this name; there are {}", all.join(", "))));
            };
            let text = std::fs::read_to_string(entry.path()).map_err(|e| fail(&name, e))?;
            files.0.insert(known, Cow::Owned(text));
        }
        Ok(files)
    }

    /// The text of a file.
    pub fn text(&self, name: &str) -> Result<&str, RuleError> {
        self.0.get(name).map(Cow::as_ref).ok_or_else(|| RuleError::new(name, 0, "the file is missing"))
    }

    /// The rows of a table whose header must be `columns`.
    pub fn table<'a, const N: usize>(&'a self, name: &'static str, columns: [&str; N]) -> Result<Table<'a, N>, RuleError> {
        let text = self.text(name)?;
        let mut lines = text.lines().enumerate().filter(|(_, l)| !l.starts_with('#') && !l.trim().is_empty());
        let (at, header) = lines.next().ok_or_else(|| RuleError::new(name, 0, "the table is empty"))?;
        if header.split('\t').ne(columns) {
            return Err(RuleError::new(name, at + 1, format!("the columns must be {}", columns.join(", "))));
        }
        let mut rows = Vec::new();
        for (at, line) in lines {
            let cells: Vec<&str> = line.split('\t').collect();
            let got = cells.len();
            let cells = <[&str; N]>::try_from(cells)
                .map_err(|_| RuleError::new(name, at + 1, format!("{N} columns are needed, {got} are there")))?;
            rows.push((at + 1, cells));
        }
        Ok(Table { name, rows })
    }
}

/// A table that was read: line numbers and cells.
pub struct Table<'a, const N: usize> {
    /// File name, for errors.
    pub name: &'static str,
    /// 1-based line and cells.
    pub rows: Vec<(usize, [&'a str; N])>,
}

impl<const N: usize> Table<'_, N> {
    /// An error at a row.
    pub fn error(&self, line: usize, reason: impl Into<String>) -> RuleError {
        RuleError::new(self.name, line, reason)
    }
}
