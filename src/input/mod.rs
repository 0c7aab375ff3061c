//! Finding and reading inputs: which files, which encoding, which format.

pub mod decode;
mod walk;

pub use walk::{Found, walk};

use std::path::{Path, PathBuf};
use thiserror::Error;

/// Largest file that is read whole; larger ones are named as failures.
pub const MAX_BYTES: u64 = 256 << 20;

/// One input, decoded.
#[derive(Debug, Clone)]
pub struct Document {
    /// Path as given, with `/` between folders; `-` for standard input.
    pub path: String,
    /// Decoded text.
    pub text: String,
    /// Name of the encoding found, such as `utf-8` or `windows-874`.
    pub encoding: &'static str,
    /// Format of the file; `text`.
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
    /// More than [`MAX_BYTES`].
    #[error("{}: {size} bytes is more than the {MAX_BYTES} that are read at once; split the file", path.display())]
    TooLarge {
        /// The input.
        path: PathBuf,
        /// Its size in bytes.
        size: u64,
    },
}

impl InputError {
    /// The input that failed.
    pub fn path(&self) -> &Path {
        match self {
            Self::Io { path, .. } | Self::NotText { path, .. } | Self::TooLarge { path, .. } | Self::Empty(path) => path,
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
    document(path, &bytes(path)?)
}

/// The bytes of one file, or of standard input for `-`.
pub fn bytes(path: &Path) -> Result<Vec<u8>, InputError> {
    let io = |error| InputError::Io { path: path.to_owned(), error };
    if path.as_os_str() == "-" {
        let mut all = Vec::new();
        std::io::Read::read_to_end(&mut std::io::stdin().lock(), &mut all).map_err(io)?;
        return Ok(all);
    }
    let size = std::fs::metadata(path).map_err(io)?.len();
    if size > MAX_BYTES {
        return Err(InputError::TooLarge { path: path.to_owned(), size });
    }
    std::fs::read(path).map_err(io)
}

/// A path as the output gives it, with `/` between folders.
pub fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// Decodes bytes that were read from `path`.
pub fn document(path: &Path, bytes: &[u8]) -> Result<Document, InputError> {
    if bytes.is_empty() {
        return Err(InputError::Empty(path.to_owned()));
    }
    let decoded = decode::decode(bytes).map_err(|reason| InputError::NotText { path: path.to_owned(), reason })?;
    Ok(Document {
        path: shown(path),
        text: decoded.text,
        encoding: decoded.encoding,
        format: "text",
        hash: blake3::hash(bytes),
        undecodable: decoded.undecodable,
    })
}
