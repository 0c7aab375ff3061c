//! What the tests share: the corpus, one set of rules, and the laws that every output keeps.
#![allow(dead_code, unused_imports)] // no test uses all of it

pub mod checked;
mod output_laws;
pub mod paper;
pub mod tables;

pub use output_laws::laws;

use saraban::extract::extract;
use saraban::input::{self, Document};
use saraban::normalize::normalize;
use saraban::record::Record;
use saraban::rules::Rules;
use saraban::text::Text;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// The rules that are part of the program, read once a test program.
pub static RULES: LazyLock<Rules> = LazyLock::new(|| match Rules::embedded() {
    Ok(rules) => rules,
    Err(e) => panic!("{e}"),
});

/// A path below the package.
pub fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The files below a folder of the package, in order.
pub fn files(dir: &str) -> Vec<PathBuf> {
    fn list(dir: &Path, out: &mut Vec<PathBuf>) {
        let mut entries: Vec<_> = fs::read_dir(dir).unwrap().map(|e| e.unwrap().path()).collect();
        entries.sort();
        for path in entries {
            if path.is_dir() {
                list(&path, out);
            } else if path.file_name().is_some_and(|n| !n.to_string_lossy().starts_with('.')) {
                out.push(path);
            }
        }
    }
    let mut out = Vec::new();
    list(&root(dir), &mut out);
    out
}

/// The name of a file without its ending.
pub fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// `bytes` as a document, when they are text.
pub fn document(path: &str, bytes: &[u8]) -> Option<Document> {
    input::document(Path::new(path), bytes).ok()
}

/// The decoded source and the letters of some bytes, when they are text.
pub fn letters_of(bytes: &[u8]) -> Option<(String, Vec<Record>)> {
    let document = document("a.txt", bytes)?;
    Some((document.text.clone(), extract(document, &RULES)))
}

/// The letters of a text.
pub fn letters(text: &str) -> Vec<Record> {
    letters_of(text.as_bytes()).expect("a text").1
}

/// `source` after normalising, without repairs.
pub fn normal(source: &str) -> String {
    normalized(source).current().to_owned()
}

/// `source` with the edits of normalising.
pub fn normalized(source: &str) -> Text {
    let mut text = Text::new(source.to_owned());
    normalize(&mut text, &RULES);
    text
}

/// Whether `text` is in Unicode NFC.
pub fn is_nfc(text: &str) -> bool {
    icu_normalizer::ComposingNormalizerBorrowed::new_nfc().is_normalized(text)
}

/// Cases of a property: `n`, or what `PROPTEST_CASES` says. The seed is fixed so that a run can be repeated;
/// `PROPTEST_RNG_SEED` sets another.
pub fn cases(n: u32) -> proptest::test_runner::Config {
    use proptest::test_runner::{Config, RngSeed};
    let mut config = Config { failure_persistence: None, ..Config::default() };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = n;
    }
    if std::env::var_os("PROPTEST_RNG_SEED").is_none() {
        config.rng_seed = RngSeed::Fixed(2568);
    }
    config
}
