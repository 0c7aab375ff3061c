//! JSON lines: `{"id": …, "text": …}` a line, as data lakes hold texts, or `{"id": …, "base64": …}` with the bytes of
//! a file in any format that is read. Other keys are passed over.

use super::{Document, document};
use base64::Engine;
use serde::Deserialize;
use std::borrow::Cow;
use std::path::Path;

/// Whether a file is read line by line, by its ending.
pub fn is_jsonl(path: &Path) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case("jsonl"))
}

#[derive(Deserialize)]
struct Line<'a> {
    #[serde(borrow)]
    id: Id<'a>,
    #[serde(borrow)]
    text: Option<Cow<'a, str>>,
    #[serde(borrow)]
    base64: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Id<'a> {
    #[serde(borrow)]
    Name(Cow<'a, str>),
    Number(serde_json::Number),
}

/// A line that is no document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadLine {
    /// Its id, where it has one.
    pub id: Option<String>,
    /// In words.
    pub reason: String,
}

/// The document of one line. Its path is the id, behind `file#` when the lines are those of a named file.
///
/// # Errors
/// When the line is no such object, or what it holds cannot be read.
pub fn line(bytes: &[u8], file: Option<&str>) -> Result<Document, BadLine> {
    let line: Line = serde_json::from_slice(bytes).map_err(|e| BadLine { id: None, reason: format!("not {{\"id\", \"text\"}}: {e}") })?;
    let id = match line.id {
        Id::Name(name) => name.into_owned(),
        Id::Number(number) => number.to_string(),
    };
    let held = match (line.text, line.base64) {
        (Some(text), None) => Ok(text.into_owned().into_bytes()),
        (None, Some(code)) => {
            base64::engine::general_purpose::STANDARD.decode(code.as_bytes()).map_err(|e| format!("\"base64\" cannot be decoded: {e}"))
        }
        _ => Err("either \"text\" or \"base64\" is needed".to_owned()),
    };
    let path = file.map_or_else(|| id.clone(), |file| format!("{file}#{id}"));
    let bad = |reason| BadLine { id: Some(id), reason };
    match held {
        Ok(held) => document(Path::new(&path), &held).map_err(|e| bad(e.reason())),
        Err(reason) => Err(bad(reason)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<(String, String), (Option<String>, String)> {
        line(text.as_bytes(), None).map(|d| (d.path, d.text)).map_err(|e| (e.id, e.reason))
    }

    #[test]
    fn a_line_is_a_document_whose_path_is_its_id() {
        assert_eq!(read(r#"{"id": "a/b", "text": "กข\n", "more": [1]}"#), Ok(("a/b".into(), "กข\n".into())));
        assert_eq!(read(r#"{"id": 12, "base64": "4LiB"}"#), Ok(("12".into(), "ก".into())));
        assert_eq!(line(br#"{"id": "1", "text": "x"}"#, Some("in/a.jsonl")).map(|d| d.path), Ok("in/a.jsonl#1".into()));
    }

    #[test]
    fn a_document_of_a_line_is_that_of_a_file_with_its_bytes() {
        let text = "ที่ นร 0505/1\nเรื่อง ทดสอบ";
        let one = line(serde_json::json!({"id": "a.txt", "text": text}).to_string().as_bytes(), None).unwrap();
        let two = document(Path::new("a.txt"), text.as_bytes()).unwrap();
        assert_eq!((one.path, one.text, one.hash, one.encoding), (two.path, two.text, two.hash, two.encoding));
    }

    #[test]
    fn what_is_no_document_is_named_by_its_id() {
        assert_eq!(read(r#"{"id": "1"}"#), Err((Some("1".into()), "either \"text\" or \"base64\" is needed".into())));
        assert_eq!(read(r#"{"id": "1", "text": ""}"#), Err((Some("1".into()), "the file is empty".into())));
        assert!(read(r#"{"id": "1", "base64": "?"}"#).unwrap_err().1.starts_with("\"base64\" cannot be decoded"));
        for bad in ["", "[]", "{", r#"{"text": "a"}"#, r#"{"id": null, "text": "a"}"#, "\u{feff}{}"] {
            assert_eq!(read(bad).unwrap_err().0, None, "{bad}");
        }
    }
}
