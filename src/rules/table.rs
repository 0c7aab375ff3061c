//! Tab-separated tables: a header line, `#` comments, every row with every column.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use thiserror::Error;
use walkdir::WalkDir;

/// Folders below the folder of the rules hold files too, down to here.
const DEEPEST: usize = 3;

/// What is wrong in a rule file, and where.
#[derive(Debug, Error)]
#[error("{folder}/{file}{}: {reason}", Line(*line))]
pub struct RuleError {
    /// Folder of the file; `rules` for the files that are part of the program.
    pub folder: String,
    /// File name below the folder.
    pub file: String,
    /// 1-based line; 0 where the whole file is meant.
    pub line: usize,
    /// In words.
    pub reason: String,
}

impl RuleError {
    /// An error at a line of a file.
    pub fn new(file: &str, line: usize, reason: impl Into<String>) -> Self {
        Self { folder: "rules".to_owned(), file: file.to_owned(), line, reason: reason.into() }
    }
}

/// `:12`, or nothing where the whole file is meant.
struct Line(usize);

impl std::fmt::Display for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.0 == 0 { Ok(()) } else { write!(f, ":{}", self.0) }
    }
}

/// The contents of the rule files by name.
pub struct Files {
    texts: BTreeMap<&'static str, Cow<'static, str>>,
    folder: PathBuf,
    replaced: BTreeSet<&'static str>,
}

impl Files {
    /// The files that are part of the program.
    pub fn embedded() -> Self {
        let texts = super::embedded::FILES.iter().map(|&(n, t)| (n, Cow::Borrowed(t))).collect();
        Self { texts, folder: PathBuf::from("rules"), replaced: BTreeSet::new() }
    }

    /// These files with one of them replaced; a name that no rule file has changes nothing.
    pub fn with(mut self, name: &str, text: String) -> Self {
        if let Some(old) = self.texts.get_mut(name) {
            *old = Cow::Owned(text);
        }
        self
    }

    /// Names and texts, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.texts.iter().map(|(n, t)| (*n, t.as_ref()))
    }

    /// Whether this file was read from the folder that was given.
    pub fn is_replaced(&self, name: &str) -> bool {
        self.replaced.contains(name)
    }

    /// A fingerprint of these files and of all that the program was built with.
    pub fn fingerprint(&self) -> String {
        let mut all = blake3::Hasher::new();
        all.update(env!("SARABAN_RULES").as_bytes());
        for (name, text) in self.iter().filter(|(name, _)| self.is_replaced(name)) {
            all.update(name.as_bytes()).update(&[0]).update(text.as_bytes()).update(&[0]);
        }
        all.finalize().to_hex().to_string()
    }

    /// Sets the folder of an error to the one that its file was read from.
    pub fn locate(&self, error: &mut RuleError) {
        if self.is_replaced(&error.file) {
            error.folder = self.folder.to_string_lossy().trim_end_matches('/').to_owned();
        }
    }

    /// The files of a folder, the rest as embedded. A file of an unknown name is an error.
    pub fn from_dir(dir: &Path) -> Result<Self, RuleError> {
        let mut files = Self { folder: dir.to_owned(), ..Self::embedded() };
        let error = |name: &str, reason: String| RuleError {
            folder: dir.to_string_lossy().trim_end_matches('/').to_owned(),
            file: name.to_owned(),
            line: 0,
            reason,
        };
        for entry in WalkDir::new(dir).max_depth(DEEPEST).sort_by_file_name() {
            let entry = entry.map_err(|e| error("", format!("the folder cannot be read: {e}")))?;
            let below = entry.path().strip_prefix(dir).unwrap_or(entry.path());
            let name = below.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/");
            if entry.file_type().is_dir() || !name.ends_with(".tsv") && !name.ends_with(".toml") {
                continue;
            }
            let Some(known) = files.texts.keys().find(|k| **k == name).copied() else {
                let all: Vec<_> = files.texts.keys().copied().collect();
                return Err(error(&name, format!("no rule file has this name; there are {}", all.join(", "))));
            };
            let bytes = std::fs::read(entry.path()).map_err(|e| error(&name, e.to_string()))?;
            let text = String::from_utf8(bytes).map_err(|e| {
                let line = e.as_bytes()[..e.utf8_error().valid_up_to()].iter().filter(|b| **b == b'\n').count() + 1;
                RuleError { line, ..error(&name, "the text is not UTF-8".to_owned()) }
            })?;
            let text = text.strip_prefix('\u{feff}').map_or(text.clone(), str::to_owned);
            // one that was exported and not changed stays the program's own
            if files.texts[known] != text {
                files.texts.insert(known, Cow::Owned(text));
            }
            files.replaced.insert(known);
        }
        Ok(files)
    }

    /// Whether a file is the one that is part of the program.
    pub fn is_own(&self, name: &str) -> bool {
        self.texts.get(name).is_some_and(|t| matches!(t, Cow::Borrowed(_)))
    }

    /// Whether all files are those that are part of the program.
    pub fn all_own(&self) -> bool {
        self.texts.values().all(|t| matches!(t, Cow::Borrowed(_)))
    }

    /// The text of a file.
    pub fn text(&self, name: &str) -> Result<&str, RuleError> {
        self.texts.get(name).map(Cow::as_ref).ok_or_else(|| RuleError::new(name, 0, "the file is missing"))
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
            let (mut cells, mut given) = ([""; N], line.split('\t'));
            let filled = cells.iter_mut().zip(given.by_ref()).map(|(cell, text)| *cell = text).count();
            let got = filled + given.count();
            if got != N {
                return Err(RuleError::new(name, at + 1, format!("{N} columns are needed, {got} are there")));
            }
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

/// A table that is read when it is first asked for.
pub type Lazy<T> = LazyLock<T, Box<dyn FnOnce() -> T + Send>>;

/// The program's own tables, which its tests read, are put off until they are needed; those of a user are read at once,
/// so that what is wrong in them is told.
pub(crate) fn later<T: Send + 'static>(files: &Files, read: fn(&Files) -> Result<T, RuleError>) -> Result<Lazy<T>, RuleError> {
    if files.all_own() {
        return Ok(Lazy::new(Box::new(move || read(&Files::embedded()).unwrap_or_else(|e| unreachable!("{e}")))));
    }
    let table = read(files)?;
    Ok(Lazy::new(Box::new(move || table)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_a_folder_take_the_place_of_the_built_in_ones() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("units.tsv"), "\u{feff}unit\nลัง\nกล่อง\tx\n").unwrap();
        std::fs::write(dir.path().join("notes.md"), "anything").unwrap();
        let files = Files::from_dir(dir.path()).unwrap();
        assert!(files.is_replaced("units.tsv") && !files.is_replaced("cues.tsv"));
        let mut error = files.table("units.tsv", ["unit"]).err().unwrap();
        files.locate(&mut error);
        assert_eq!(error.to_string(), format!("{}/units.tsv:3: 1 columns are needed, 2 are there", dir.path().display()));
    }

    #[test]
    fn what_cannot_be_used_is_named() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("unit.tsv"), "unit\n").unwrap();
        let error = Files::from_dir(dir.path()).err().unwrap().to_string();
        assert!(error.contains("/unit.tsv: no rule file has this name; there are abbreviations.tsv"), "{error}");
        std::fs::remove_file(dir.path().join("unit.tsv")).unwrap();
        std::fs::write(dir.path().join("units.tsv"), b"unit\nab\n\xa1\xa2\n").unwrap();
        let error = Files::from_dir(dir.path()).err().unwrap().to_string();
        assert!(error.ends_with("/units.tsv:3: the text is not UTF-8"), "{error}");
        let error = Files::from_dir(&dir.path().join("none")).err().unwrap().to_string();
        assert!(error.contains("none/: the folder cannot be read"), "{error}");
    }
}
