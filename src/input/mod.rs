//! Finding and reading inputs: which files, which encoding, which format. Readings with boxes (hOCR, ALTO, PAGE, the TSV
//! of Tesseract) become lines of text in reading order, with the place of every word beside them.

mod alto;
mod bands;
mod blanks;
mod blocks;
pub mod decode;
mod hocr;
pub mod jsonl;
mod page;
mod page_layout;
mod pieces;
mod seen;
mod tsv;
mod walk;
mod xml;

pub use walk::{ENDINGS, Found, READINGS, walk};

use crate::pages::Pages;
use seen::SeenPage;
use std::io::Read;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Largest input that is read whole unless another limit is given; larger ones are named as failures. Reading takes
/// about fifteen times the size of a file in memory.
pub const MAX_BYTES: u64 = 64 << 20;

/// One input, decoded.
#[derive(Debug, Clone)]
pub struct Document {
    /// Path as given, with `/` between folders; `-` for standard input.
    pub path: String,
    /// Decoded text: what the file says, or the words of a reading with boxes in reading order.
    pub text: String,
    /// Where the words stand on paper; empty for plain text, whose pages are found by its marks.
    pub pages: Pages,
    /// Name of the encoding found, such as `utf-8` or `windows-874`.
    pub encoding: &'static str,
    /// Format of the file: `text`, `hocr`, `alto`, `page` or `tsv`.
    pub format: &'static str,
    /// BLAKE3 of the bytes.
    pub hash: blake3::Hash,
    /// Bytes that could not be decoded and stand as U+FFFD.
    pub undecodable: bool,
}

/// Why an input could not be read.
#[derive(Debug, Error)]
pub enum InputError {
    /// The system refused.
    #[error("{}: {error}", path.display())]
    Io {
        /// The input.
        path: PathBuf,
        /// What the system said; part of the message, so not a source of its own.
        error: std::io::Error,
    },
    /// Nothing in it.
    #[error("{}: the file is empty", .0.display())]
    Empty(PathBuf),
    /// Bytes that are no text in any known encoding.
    #[error("{}: not a text file ({reason})", path.display())]
    NotText {
        /// The input.
        path: PathBuf,
        /// What gave it away.
        reason: &'static str,
    },
    /// A reading with boxes that breaks the rules of its format.
    #[error("{}: line {line}, column {column}: {reason} (read as {format})", path.display())]
    Malformed {
        /// The input.
        path: PathBuf,
        /// Format that it was taken for.
        format: &'static str,
        /// 1-based line of the fault.
        line: usize,
        /// 1-based column of the fault, in characters.
        column: usize,
        /// What is wrong there.
        reason: String,
    },
    /// Its ending says hOCR, ALTO, PAGE or TSV, but it is none of them.
    #[error("{}: neither hOCR, ALTO, PAGE nor Tesseract's TSV; if it is a plain text, name it .txt", .0.display())]
    NoReading(PathBuf),
    /// More than what is read at once.
    #[error("{}: it is larger than the {} MiB that are read at once (--max-size); split it", path.display(), limit >> 20)]
    TooLarge {
        /// The input.
        path: PathBuf,
        /// The most that is read, in bytes.
        limit: u64,
    },
}

impl InputError {
    /// The input that failed.
    pub fn path(&self) -> &Path {
        match self {
            Self::Io { path, .. } | Self::NotText { path, .. } | Self::Malformed { path, .. } | Self::TooLarge { path, .. } => path,
            Self::Empty(path) | Self::NoReading(path) => path,
        }
    }
    /// The reason alone, without the path.
    pub fn reason(&self) -> String {
        let all = self.to_string();
        all.strip_prefix(&format!("{}: ", self.path().display())).map_or(all.clone(), str::to_owned)
    }
}

/// Reads and decodes one file, or standard input for `-`.
pub fn read(path: &Path) -> Result<Document, InputError> {
    file(path, &bytes(path, MAX_BYTES)?)
}

/// The bytes of one file, or of standard input for `-`, if they are no more than `limit`.
pub fn bytes(path: &Path, limit: u64) -> Result<Vec<u8>, InputError> {
    let io = |error| InputError::Io { path: path.to_owned(), error };
    let too_large = || InputError::TooLarge { path: path.to_owned(), limit };
    let mut all = Vec::new();
    if path.as_os_str() == "-" {
        std::io::stdin().lock().take(limit.saturating_add(1)).read_to_end(&mut all).map_err(io)?;
    } else {
        let about = std::fs::metadata(path).map_err(io)?;
        if !about.is_file() {
            // a pipe would be waited for without end
            return Err(io(std::io::Error::other("it is no file but a folder, pipe, socket or device")));
        }
        if about.len() > limit {
            return Err(too_large());
        }
        let size = usize::try_from(about.len()).unwrap_or(0);
        all.try_reserve_exact(size).map_err(|e| io(e.into()))?;
        // it may have grown meanwhile
        std::fs::File::open(path).map_err(io)?.take(limit.saturating_add(1)).read_to_end(&mut all).map_err(io)?;
    }
    if all.len() as u64 > limit { Err(too_large()) } else { Ok(all) }
}

/// A path as the output gives it, with `/` between folders.
pub fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// The document of a file's bytes. A file whose ending says that it is a reading with boxes must be one.
pub fn file(path: &Path, bytes: &[u8]) -> Result<Document, InputError> {
    let document = document(path, bytes)?;
    if document.format == "text" && walk::has_ending(path, &walk::READINGS) {
        return Err(InputError::NoReading(path.to_owned()));
    }
    Ok(document)
}

/// Decodes bytes that were read from `path`, and reads them in the format that they have, whatever the path.
pub fn document(path: &Path, bytes: &[u8]) -> Result<Document, InputError> {
    if bytes.is_empty() {
        return Err(InputError::Empty(path.to_owned()));
    }
    let decoded = decode::decode(bytes).map_err(|reason| InputError::NotText { path: path.to_owned(), reason })?;
    let (format, text, pages) = match format_of(&decoded.text) {
        Some((format, read)) => {
            let seen = read(&decoded.text).map_err(|fault| fault.in_file(path, format, &decoded.text))?;
            let (text, pages) = page_layout::compose(seen);
            (format, text, pages)
        }
        None => ("text", decoded.text, Pages::default()),
    };
    Ok(Document {
        path: shown(path),
        text,
        pages,
        encoding: decoded.encoding,
        format,
        hash: blake3::hash(bytes),
        undecodable: decoded.undecodable,
    })
}

/// Reads the pages of one format.
type ReadPages = fn(&str) -> Result<Vec<SeenPage>, Fault>;

/// The format of a reading with boxes, by its first element or line; none for plain text.
fn format_of(text: &str) -> Option<(&'static str, ReadPages)> {
    if tsv::is_tsv(text) {
        return Some(("tsv", tsv::read));
    }
    match xml::root(text)?.as_str() {
        "alto" => Some(("alto", alto::read)),
        "PcGts" => Some(("page", page::read)),
        _ if hocr::is_hocr(text) => Some(("hocr", hocr::read)),
        _ => None,
    }
}

/// What is wrong in a file, and where.
#[derive(Debug)]
pub struct Fault {
    /// Byte of the decoded file.
    at: usize,
    reason: String,
}

impl Fault {
    fn at(at: usize, reason: String) -> Self {
        Self { at, reason }
    }

    fn in_file(self, path: &Path, format: &'static str, text: &str) -> InputError {
        let at = (0..=self.at.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or_default();
        let before = &text[..at];
        let line = before.matches('\n').count() + 1;
        let column = before[before.rfind('\n').map_or(0, |i| i + 1)..].chars().count() + 1;
        InputError::Malformed { path: path.to_owned(), format, line, column, reason: self.reason }
    }
}
