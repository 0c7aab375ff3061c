//! What one file, or one line of JSON, holds: its letters, or in words why it could not be read.

use crate::extract::extract;
use crate::input::jsonl::{self, BadLine, is_jsonl};
use crate::input::{self, Document, InputError};
use crate::record::Record;
use crate::rules::Rules;
use rayon::prelude::*;
use serde::Serialize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// What a file holds.
#[derive(Debug, Default)]
pub struct Held {
    /// Its letters, in order.
    pub letters: Vec<Record>,
    /// Why it, or some of its lines, could not be read.
    pub failure: Option<String>,
    /// Why it is none of the files that are read, for all that its ending says; in a folder that is no failure.
    pub passed: Option<String>,
}

impl Held {
    /// Nothing, for this reason.
    pub fn failed(reason: String) -> Self {
        Self { failure: Some(reason), ..Self::default() }
    }
}

/// A line that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FailedLine {
    /// Its id, where it has one.
    pub id: Option<String>,
    /// 1-based.
    pub line: u64,
    /// In words.
    pub reason: String,
}

/// What one line became.
pub type Answer = Result<Vec<Record>, FailedLine>;

/// A line and its number; the error says what is wrong with it.
pub type Line = (u64, Result<Vec<u8>, String>);

/// What the bytes of one file hold.
pub fn file(path: &Path, bytes: &[u8], rules: &Rules) -> Held {
    if is_jsonl(path) && !bytes.is_empty() {
        return lines(&input::shown(path), bytes, rules);
    }
    let document = match input::file(path, bytes) {
        Err(e @ InputError::NoReading(_)) => return Held { passed: Some(e.reason()), ..Held::default() },
        other => other.map_err(|e| e.reason()),
    };
    match document.and_then(|document| letters(document, rules)) {
        Ok(letters) => Held { letters, ..Held::default() },
        Err(reason) => Held::failed(reason),
    }
}

/// The letters of one document. A fault of the program itself is a failure of that document alone, here in words.
pub fn letters(document: Document, rules: &Rules) -> Result<Vec<Record>, String> {
    catch_unwind(AssertUnwindSafe(|| extract(document, rules)))
        .map_err(|_| "a fault in saraban while reading it; please report it with this file".to_owned())
}

/// The letters of one line of JSON.
pub fn line((number, line): Line, file: Option<&str>, rules: &Rules) -> Answer {
    let read = line.map_err(|reason| BadLine { id: None, reason }).and_then(|line| {
        let document = jsonl::line(&line, file)?;
        let path = document.path.clone();
        letters(document, rules).map_err(|reason| BadLine { id: Some(path), reason })
    });
    read.map_err(|e| FailedLine { id: e.id, line: number, reason: e.reason })
}

/// Failed lines of a file that are named; the rest is counted.
const NAMED: usize = 20;

/// How a line of saraban's own results begins.
const OWN: &[u8] = b"{\"schema\":\"saraban/";

/// The letters of all lines of a file that was read whole; none of saraban's own results.
fn lines(path: &str, bytes: &[u8], rules: &Rules) -> Held {
    if bytes.starts_with(OWN) {
        return Held::default();
    }
    let lines: Vec<(u64, &[u8])> = (1..).zip(bytes.split(|b| *b == b'\n')).filter(|(_, l)| !l.trim_ascii().is_empty()).collect();
    let answers: Vec<Answer> = lines.into_par_iter().map(|(n, line)| self::line((n, Ok(line.to_vec())), Some(path), rules)).collect();
    let (mut held, mut failed) = (Held::default(), Vec::new());
    for answer in answers {
        match answer {
            Ok(letters) => held.letters.extend(letters),
            Err(e) => failed.push(format!("line {}: {}", e.line, e.reason)),
        }
    }
    if !failed.is_empty() {
        let more = if failed.len() > NAMED { format!("; and {} more lines", failed.len() - NAMED) } else { String::new() };
        failed.truncate(NAMED);
        held.failure = Some(format!("{}{more}", failed.join("; ")));
    }
    held
}
