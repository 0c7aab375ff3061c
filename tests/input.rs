//! Reading inputs: encodings, what is no text, which files of a folder, and the words of each error.

mod common;

use common::{files, root, stem};
use saraban::input::decode::decode;
use saraban::input::{Document, Found, InputError, document, read, walk};
use std::fs;
use std::path::{Path, PathBuf};

const WORDS: &str = "ที่ นพ ๐๐๒๓/๑๘๔๕ เรื่อง ขอความอนุเคราะห์ข้อมูล เรียน ผู้อำนวยการโรงเรียนตัวอย่าง";

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(bytes).collect()
}

fn windows_874(text: &str) -> Vec<u8> {
    encoding_rs::WINDOWS_874.encode(text).0.into_owned()
}

/// Text and name of the encoding of some bytes.
fn decoded(bytes: &[u8]) -> (String, &'static str) {
    let d = decode(bytes).expect("a text");
    assert!(!d.undecodable);
    (d.text, d.encoding)
}

#[test]
fn utf8_is_read() {
    assert_eq!(decoded(WORDS.as_bytes()), (WORDS.to_owned(), "utf-8"));
}

#[test]
fn utf8_with_a_mark_is_read_without_it() {
    assert_eq!(decoded(format!("\u{feff}{WORDS}").as_bytes()), (WORDS.to_owned(), "utf-8-bom"));
}

#[test]
fn utf16_with_a_mark_is_read_in_both_orders() {
    assert_eq!(decoded(&utf16(WORDS, u16::to_le_bytes)), (WORDS.to_owned(), "utf-16le"));
    assert_eq!(decoded(&utf16(WORDS, u16::to_be_bytes)), (WORDS.to_owned(), "utf-16be"));
}

#[test]
fn windows_874_is_read() {
    let curly = format!("{WORDS} “ทดสอบ” …");
    assert_eq!(decoded(&windows_874(&curly)), (curly, "windows-874"));
}

#[test]
fn tis_620_without_the_signs_of_windows_is_read() {
    assert_eq!(decoded(&windows_874("ที่ทำการ\r\nอำเภอ\r\n")), ("ที่ทำการ\r\nอำเภอ\r\n".to_owned(), "windows-874"));
}

#[test]
fn ascii_is_utf8() {
    assert_eq!(decoded(b"No. 12/2568"), ("No. 12/2568".to_owned(), "utf-8"));
}

#[test]
fn a_few_damaged_bytes_of_utf8_are_replaced_and_noted() {
    let mut bytes = WORDS.as_bytes().to_vec();
    bytes[1] = b'?'; // the second byte of the first letter
    let d = decode(&bytes).expect("a text");
    assert_eq!((d.encoding, d.undecodable), ("utf-8", true));
    assert!(d.text.starts_with('\u{fffd}') && d.text.ends_with("โรงเรียนตัวอย่าง"), "{}", d.text);
}

#[test]
fn utf8_cut_in_its_last_letter_is_utf8() {
    let d = decode(&WORDS.as_bytes()[..WORDS.len() - 1]).expect("a text");
    assert_eq!((d.encoding, d.undecodable), ("utf-8", true));
    assert!(d.text.starts_with("ที่ นพ ๐๐๒๓/๑๘๔๕"), "{}", d.text);
}

#[test]
fn bytes_with_nul_are_no_text() {
    assert_eq!(decode(b"PK\x03\x04\x00\x00").err(), Some("it holds NUL bytes"));
}

#[test]
fn bytes_that_are_mostly_control_characters_are_no_text() {
    assert_eq!(decode(&[1, 2, 3, 4, b'a']).err(), Some("more than a tenth of it is control characters or undecodable bytes"));
}

#[test]
fn every_letter_of_the_corpus_has_the_encoding_that_its_gold_names() {
    for gold in files("corpus/gold") {
        let value: serde_json::Value = serde_json::from_slice(&fs::read(&gold).unwrap()).unwrap();
        let folder = root("corpus/letters").join(gold.parent().unwrap().file_name().unwrap());
        let found = ["txt", "md", "text", "hocr", "xml", "tsv"]
            .map(|e| folder.join(stem(&gold)).with_extension(e))
            .into_iter()
            .find(|p| p.is_file());
        let document = read(&found.expect("a letter for each gold")).expect("a text");
        assert_eq!(document.encoding.trim_end_matches("-bom"), value["encoding"], "{}", gold.display());
        assert!(!document.undecodable, "{}", gold.display());
    }
}

#[test]
fn a_document_carries_path_hash_encoding_and_format() {
    let Document { path, text, encoding, format, hash, .. } = document(Path::new("a/b.txt"), "ก".as_bytes()).unwrap();
    assert_eq!((path.as_str(), text.as_str(), encoding, format), ("a/b.txt", "ก", "utf-8", "text"));
    assert_eq!(hash, blake3::hash("ก".as_bytes()));
}

#[test]
fn an_empty_file_is_an_error_that_names_it() {
    let error = document(Path::new("a/empty.txt"), b"").unwrap_err();
    assert!(matches!(error, InputError::Empty(_)));
    assert_eq!((error.path(), error.reason()), (Path::new("a/empty.txt"), "the file is empty".to_owned()));
    assert_eq!(error.to_string(), "a/empty.txt: the file is empty");
}

#[test]
fn a_binary_file_is_an_error_that_names_it_and_what_gave_it_away() {
    let error = read(&root("corpus/hostile/nul-bytes-in-text.txt")).unwrap_err();
    assert!(matches!(error, InputError::NotText { .. }));
    assert_eq!(error.path(), root("corpus/hostile/nul-bytes-in-text.txt"));
    assert_eq!(error.reason(), "not a text file (it holds NUL bytes)");
}

#[test]
fn a_missing_file_is_an_error_that_names_it_and_says_why() {
    let error = read(Path::new("no/such/letter.txt")).unwrap_err();
    assert!(matches!(error, InputError::Io { .. }));
    assert_eq!(error.path(), Path::new("no/such/letter.txt"));
    assert!(error.to_string().starts_with("no/such/letter.txt: "), "{error}");
    assert!(error.reason().to_lowercase().contains("no such file") || cfg!(windows), "{}", error.reason());
}

/// What lies under `inputs`, as words relative to `base`.
fn found(base: &Path, inputs: &[PathBuf]) -> Vec<String> {
    let short = |p: &Path| p.strip_prefix(base).unwrap_or(p).to_string_lossy().replace('\\', "/");
    let words = walk(inputs).map(|f| match f {
        Found::File(p) => short(&p),
        Found::Skipped(p) => format!("skipped {}", short(&p)),
        Found::Failed(e) => format!("failed {}", short(e.path())),
    });
    words.collect()
}

fn folder(names: &[&str]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for name in names {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "ก").unwrap();
    }
    dir
}

#[test]
fn a_folder_is_listed_by_name_whatever_the_order_of_the_disk() {
    let dir = folder(&["b.txt", "a.txt", "c/z.md", "c/a.text", "a10.txt", "a2.txt"]);
    assert_eq!(found(dir.path(), &[dir.path().to_owned()]), ["a.txt", "a10.txt", "a2.txt", "b.txt", "c/a.text", "c/z.md"]);
}

#[test]
fn inputs_keep_the_order_in_which_they_are_named() {
    let dir = folder(&["b.txt", "a.txt", "c/z.md"]);
    let inputs = ["c", "b.txt", "a.txt", "b.txt"].map(|n| dir.path().join(n));
    assert_eq!(found(dir.path(), &inputs), ["c/z.md", "b.txt", "a.txt", "b.txt"]);
}

#[test]
fn files_of_other_endings_are_skipped_in_folders_and_read_when_named() {
    let dir = folder(&["a.pdf", "b.TXT", "c", "d.json"]);
    assert_eq!(found(dir.path(), &[dir.path().to_owned()]), ["skipped a.pdf", "b.TXT", "skipped c", "skipped d.json"]);
    assert_eq!(found(dir.path(), &[dir.path().join("c")]), ["c"]);
}

#[test]
fn an_input_that_is_not_there_fails_and_the_others_are_read() {
    let dir = folder(&["a.txt"]);
    let inputs = ["missing", "a.txt"].map(|n| dir.path().join(n));
    assert_eq!(found(dir.path(), &inputs), ["failed missing", "a.txt"]);
}

#[test]
fn a_dash_is_standard_input() {
    assert_eq!(found(Path::new(""), &["-".into()]), ["-"]);
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_back_fails_and_the_rest_is_read() {
    let dir = folder(&["a.txt", "sub/b.txt"]);
    std::os::unix::fs::symlink(dir.path(), dir.path().join("sub/loop")).unwrap();
    assert_eq!(found(dir.path(), &[dir.path().to_owned()]), ["a.txt", "sub/b.txt", "failed sub/loop"]);
    let reasons: Vec<String> = walk(&[dir.path().to_owned()])
        .filter_map(|f| match f {
            Found::Failed(e) => Some(e.reason()),
            _ => None,
        })
        .collect();
    assert_eq!(reasons, ["a link that leads back to its own folder"]);
}

#[cfg(unix)]
#[test]
fn a_link_to_a_file_is_read_and_a_dead_link_fails() {
    let dir = folder(&["a.txt"]);
    std::os::unix::fs::symlink(dir.path().join("a.txt"), dir.path().join("b.txt")).unwrap();
    std::os::unix::fs::symlink(dir.path().join("gone"), dir.path().join("c.txt")).unwrap();
    assert_eq!(found(dir.path(), &[dir.path().to_owned()]), ["a.txt", "b.txt", "failed c.txt"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_name_that_is_no_unicode_is_read() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let dir = folder(&[]);
    let path = dir.path().join(OsStr::from_bytes(b"\xb7\xd5\xe8.txt"));
    fs::write(&path, "ก").unwrap();
    let all: Vec<PathBuf> = walk(&[dir.path().to_owned()])
        .map(|f| match f {
            Found::File(p) => p,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(all, std::slice::from_ref(&path));
    let document = read(&path).unwrap();
    assert_eq!(document.text, "ก");
    assert!(document.path.ends_with(".txt") && document.path.contains('\u{fffd}'), "{}", document.path);
}
