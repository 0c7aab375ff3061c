//! Any bytes: decoded, read, and the output held against its laws.
#![no_main]

use libfuzzer_sys::fuzz_target;
use saraban::extract::extract;
use saraban::input::document;
use saraban::rules::Rules;
use std::path::Path;
use std::sync::LazyLock;

#[path = "../../tests/common/output_laws.rs"]
mod output_laws;

static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::embedded().expect("the rules of the program"));

fuzz_target!(|bytes: &[u8]| {
    let Ok(document) = document(Path::new("fuzz.txt"), bytes) else { return };
    let source = document.text.clone();
    let records = extract(document, &RULES);
    if let Err(broken) = output_laws::laws(&source, &records) {
        panic!("{broken}");
    }
});
