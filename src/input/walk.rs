//! Files and folders in a fixed order.

use super::InputError;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// Endings of texts that are read in folders; any other file is read when it is named itself.
pub const ENDINGS: [&str; 4] = ["txt", "md", "text", "jsonl"];

/// Endings of readings with boxes; a file that has one and is none is passed over in folders.
pub const READINGS: [&str; 5] = ["hocr", "html", "htm", "xml", "tsv"];

/// What lies under an input.
#[derive(Debug)]
pub enum Found {
    /// A file to read, or `-`.
    File(PathBuf),
    /// A file in a folder that is passed over because of its ending.
    Skipped(PathBuf),
    /// Something that could not be looked at.
    Failed(InputError),
}

/// Lists `inputs` in their order, folders sorted by name.
pub fn walk(inputs: &[PathBuf]) -> impl Iterator<Item = Found> + '_ {
    inputs.iter().flat_map(|input| -> Box<dyn Iterator<Item = Found>> {
        if input.as_os_str() == "-" || input.is_file() {
            return Box::new(std::iter::once(Found::File(input.clone())));
        }
        let files = WalkDir::new(input).sort_by_file_name().follow_links(true).into_iter();
        Box::new(files.filter_map(move |entry| match entry {
            Ok(e) if e.file_type().is_dir() => None,
            Ok(e) if has_ending(e.path(), &ENDINGS) || has_ending(e.path(), &READINGS) => Some(Found::File(e.into_path())),
            Ok(e) => Some(Found::Skipped(e.into_path())),
            Err(e) => {
                let path = e.path().unwrap_or(input).to_owned();
                let error = e.into_io_error().unwrap_or_else(|| std::io::Error::other("a link that leads back to its own folder"));
                Some(Found::Failed(InputError::Io { path, error }))
            }
        }))
    })
}

/// Whether a file's name has one of these endings.
pub fn has_ending(path: &Path, endings: &[&str]) -> bool {
    path.extension().and_then(|e| e.to_str()).is_some_and(|e| endings.iter().any(|x| e.eq_ignore_ascii_case(x)))
}
