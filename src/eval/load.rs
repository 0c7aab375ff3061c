//! Reading of gold files, of a run's letters, and of the texts.

use super::EvalError;
use super::fit::{Fit, Weight};
use encoding_rs::{Encoding, UTF_8, WINDOWS_874};
use serde_json::Value;
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io::Error;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// One gold file.
pub(super) struct Gold {
    pub stem: String,
    pub value: Value,
    pub letters: usize,
}

impl Gold {
    pub fn letters(&self) -> Vec<&Value> {
        let all = self.value.get("letters").and_then(Value::as_array);
        all.map(|a| a.iter().collect()).unwrap_or_default()
    }

    pub fn text(&self, key: &str) -> Option<&str> {
        self.value.get(key).and_then(Value::as_str)
    }
}

fn bytes(path: &Path) -> Result<Vec<u8>, EvalError> {
    fs::read(path).map_err(|reason| EvalError::Read { path: path.to_owned(), reason })
}

/// The weights of an earlier fit.
pub(super) fn weights(path: &Path) -> Result<BTreeMap<String, Weight>, EvalError> {
    let table = fs::read_to_string(path).map_err(|reason| EvalError::Read { path: path.to_owned(), reason })?;
    Fit::read(&table).map_err(|line| EvalError::Line { path: path.to_owned(), line, reason: "no weight of a sign".to_owned() })
}

/// The regular files below a folder, in order of their paths.
fn files_below(dir: &Path) -> Result<Vec<PathBuf>, EvalError> {
    let mut out = Vec::new();
    for entry in WalkDir::new(dir).follow_links(true).sort_by_file_name() {
        let entry = entry.map_err(|e| EvalError::Read {
            path: e.path().unwrap_or(dir).to_owned(),
            reason: e.into_io_error().unwrap_or_else(|| Error::other("a link to a folder leads back into itself")),
        })?;
        if entry.file_type().is_file() {
            out.push(entry.into_path());
        }
    }
    Ok(out)
}

fn stem_of(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
}

/// All gold files of a folder and its subfolders, by stem.
pub(super) fn gold_files(dir: &Path) -> Result<BTreeMap<String, PathBuf>, EvalError> {
    let mut out: BTreeMap<String, PathBuf> = BTreeMap::new();
    for path in files_below(dir)? {
        if path.extension() != Some(OsStr::new("json")) {
            continue;
        }
        let stem = stem_of(&path);
        if let Some(first) = out.insert(stem.clone(), path.clone()) {
            return Err(EvalError::DuplicateStem { stem, first, second: path });
        }
    }
    if out.is_empty() {
        return Err(EvalError::NoGold { path: dir.to_owned() });
    }
    Ok(out)
}

/// Reads one gold file.
pub(super) fn gold(stem: &str, path: &Path) -> Result<Gold, EvalError> {
    let value: Value = serde_json::from_slice(&bytes(path)?).map_err(|reason| EvalError::Json { path: path.to_owned(), reason })?;
    let shape = |reason: &str| EvalError::Shape { path: path.to_owned(), reason: reason.to_owned() };
    let letters = value.get("letters").and_then(Value::as_array).ok_or_else(|| shape("not a gold file: no list `letters`"))?;
    if !letters.iter().all(Value::is_object) {
        return Err(shape("an item of `letters` is not an object"));
    }
    let letters = letters.len();
    Ok(Gold { stem: stem.to_owned(), value, letters })
}

/// The letters of a run.
#[derive(Default)]
pub(super) struct Run {
    /// Letters of each wanted file, in the order of their index.
    pub files: BTreeMap<String, Vec<Value>>,
    /// Letters of files that have no gold.
    pub without_gold: usize,
}

impl Run {
    pub fn letters(&self, stem: &str) -> &[Value] {
        self.files.get(stem).map_or(&[], Vec::as_slice)
    }
}

/// Reads `letters.jsonl` (or the folder that holds it), keeping the letters of the wanted stems.
pub(super) fn run(out: &Path, wanted: &BTreeMap<String, PathBuf>) -> Result<Run, EvalError> {
    let path = if out.is_file() { out.to_owned() } else { out.join("letters.jsonl") };
    let data = bytes(&path)?;
    let data = data.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&data);
    let mut found: BTreeMap<String, Vec<(i64, usize, Value)>> = BTreeMap::new();
    let mut run = Run::default();
    for (k, line) in data.split(|b| *b == b'\n').enumerate() {
        if line.trim_ascii().is_empty() {
            continue;
        }
        let letter: Value = serde_json::from_slice(line).map_err(|source| EvalError::Line {
            path: path.clone(),
            line: k + 1,
            reason: source.to_string(),
        })?;
        if !letter.is_object() {
            return Err(EvalError::Line { path: path.clone(), line: k + 1, reason: "not a JSON object".to_owned() });
        }
        let (stem, index) = source(&letter);
        if wanted.contains_key(&stem) {
            let index = index.unwrap_or(i64::try_from(k).unwrap_or(i64::MAX));
            found.entry(stem).or_default().push((index, k, letter));
        } else {
            run.without_gold += 1;
        }
    }
    for (stem, mut letters) in found {
        letters.sort_by_key(|x| (x.0, x.1));
        let letters = letters.into_iter().map(|x| x.2).collect();
        run.files.insert(stem, letters);
    }
    Ok(run)
}

/// Stem of the source file of a letter, and the letter's index there.
fn source(letter: &Value) -> (String, Option<i64>) {
    let source = letter.get("source");
    let path = match source {
        Some(Value::String(s)) => s,
        Some(s) => s.get("path").and_then(Value::as_str).unwrap_or(""),
        None => "",
    };
    let index = source.and_then(|s| s.get("index")).and_then(Value::as_i64);
    (stem_of(Path::new(path)), index)
}

/// The text files of a folder, found by stem.
pub(super) struct Texts {
    dir: PathBuf,
    below: BTreeMap<String, PathBuf>,
}

impl Texts {
    /// Lists the folder. Of files with one stem a `.txt` goes before others, and the first path
    /// before later ones.
    pub fn list(dir: &Path) -> Result<Texts, EvalError> {
        let mut below: BTreeMap<String, PathBuf> = BTreeMap::new();
        let is_txt = |p: &Path| p.extension() == Some(OsStr::new("txt"));
        for path in files_below(dir)? {
            let better = |old: &PathBuf| is_txt(&path) && !is_txt(old);
            let stem = stem_of(&path);
            if below.get(&stem).is_none_or(better) {
                below.insert(stem, path);
            }
        }
        Ok(Texts { dir: dir.to_owned(), below })
    }

    fn path(&self, stem: &str) -> Option<PathBuf> {
        let direct = self.dir.join(format!("{stem}.txt"));
        if direct.is_file() {
            return Some(direct);
        }
        self.below.get(stem).cloned()
    }

    /// The truth text of a file: UTF-8, any line ends.
    pub fn truth(&self, stem: &str) -> Result<Option<String>, EvalError> {
        let Some(path) = self.path(stem) else {
            return Ok(None);
        };
        let text =
            String::from_utf8(bytes(&path)?).map_err(|e| EvalError::Shape { path, reason: format!("a truth text must be UTF-8: {e}") })?;
        Ok(Some(text.replace("\r\n", "\n").replace('\r', "\n")))
    }

    /// The input text of a file, in the encoding named or else in the first that fits.
    pub fn input(&self, stem: &str, encoding: Option<&str>) -> Result<Option<String>, EvalError> {
        let Some(path) = self.path(stem) else {
            return Ok(None);
        };
        Ok(Some(decode(&bytes(&path)?, encoding)))
    }
}

/// Decodes by byte order mark, by the name given, as UTF-8, as Windows-874, and last as Latin-1.
fn decode(raw: &[u8], name: Option<&str>) -> String {
    if let Some(rest) = raw.strip_prefix(b"\xef\xbb\xbf") {
        return String::from_utf8_lossy(rest).into_owned();
    }
    let named = name.and_then(|n| {
        let label = if n.eq_ignore_ascii_case("cp874") { "windows-874" } else { n };
        Encoding::for_label(label.as_bytes())
    });
    [named, Some(UTF_8), Some(WINDOWS_874)]
        .into_iter()
        .flatten()
        .find_map(|e| strictly(e, raw))
        .unwrap_or_else(|| raw.iter().map(|b| char::from(*b)).collect())
}

fn strictly(encoding: &'static Encoding, raw: &[u8]) -> Option<String> {
    let wide = encoding.name().starts_with("UTF-16");
    if wide {
        let (text, _, bad) = encoding.decode(raw);
        return (!bad).then(|| text.into_owned());
    }
    let text = encoding.decode_without_bom_handling_and_without_replacement(raw)?;
    // The web's table gives control characters where Windows-874 has no character.
    let hole = |c: char| ('\u{80}'..='\u{9f}').contains(&c);
    (encoding != WINDOWS_874 || !text.chars().any(hole)).then(|| text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings() {
        assert_eq!(decode("กขค".as_bytes(), None), "กขค");
        assert_eq!(decode(b"\xef\xbb\xbfa", Some("windows-874")), "a");
        assert_eq!(decode(b"\xa1\xa2\xa4", Some("windows-874")), "กขค");
        assert_eq!(decode(b"\xa1\xa2\xa4", Some("utf-8")), "กขค");
        assert_eq!(decode(b"\xa1\x81", None), "\u{a1}\u{81}");
        assert_eq!(decode(b"\xff\xfe\x01\x0e", Some("utf-16")), "ก");
    }
}
