//! Packs the word lists of `rules/` for the spelling repair, and takes a fingerprint of `rules/`.
#[path = "src/repair/pack.rs"]
mod pack;

use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::{env, fs, path::Path};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/repair/pack.rs");
    let rules = Path::new(&env::var("CARGO_MANIFEST_DIR").expect("manifest dir")).join("rules");
    println!("cargo::rustc-env=SARABAN_RULES={:016x}", fingerprint(&rules));
    let read = |name| (name, fs::read_to_string(rules.join(name)).unwrap_or_else(|e| panic!("rules/{name}: {e}")));
    let texts: HashMap<&str, String> = pack::tables().map(read).collect();
    let blob = pack::lexicon(&|name| Ok(&texts[name])).unwrap_or_else(|f| panic!("rules/{}:{}: {}", f.file, f.line, f.reason));
    let out = Path::new(&env::var("OUT_DIR").expect("out dir")).join("lexicon.bin");
    fs::write(out, blob).expect("write lexicon.bin");
}

/// Changes with any file of `rules/`, so that what was read with other rules can be told.
fn fingerprint(rules: &Path) -> u64 {
    println!("cargo::rerun-if-changed={}", rules.display());
    let mut folders = vec![rules.to_owned()];
    let mut files = BTreeMap::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("list rules") {
            let path = entry.expect("list rules").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.insert(path.strip_prefix(rules).expect("below rules").to_owned(), fs::read(&path).expect("read rules"));
            }
        }
    }
    let mut hasher = DefaultHasher::new();
    files.hash(&mut hasher);
    hasher.finish()
}
