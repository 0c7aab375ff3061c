//! `saraban sync`: results in step with a folder, whatever happens to the folder, the disk or the run.

mod common;

use assert_cmd::Command;
use common::root;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

fn saraban() -> Command {
    Command::new(assert_cmd::cargo::cargo_bin!("saraban"))
}

/// A folder of letters beside a store, both gone with the test.
struct Place {
    dir: tempfile::TempDir,
}

/// What a command said: exit code and standard error.
type Said = (Option<i32>, String);

impl Place {
    /// A folder `in` with some letters of the corpus in two folders.
    fn new() -> Self {
        let place = Self { dir: tempfile::tempdir().unwrap() };
        for folder in ["header", "multi-letter"] {
            for from in common::files(&format!("corpus/letters/{folder}")) {
                place.copy(&from, &format!("{folder}/{}", from.file_name().unwrap().to_string_lossy()));
            }
        }
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.path("in").join(name)
    }

    fn copy(&self, from: &Path, name: &str) {
        fs::create_dir_all(self.file(name).parent().unwrap()).unwrap();
        fs::copy(from, self.file(name)).unwrap();
    }

    fn write(&self, name: &str, text: &str) {
        fs::create_dir_all(self.file(name).parent().unwrap()).unwrap();
        fs::write(self.file(name), text).unwrap();
    }

    /// Files below a folder of `in`.
    fn files(&self, folder: &str) -> u64 {
        common::files(&self.file(folder).to_string_lossy()).len() as u64
    }

    fn run(&self, args: &[&str]) -> Said {
        let run = saraban().current_dir(self.dir.path()).args(args).output().unwrap();
        (run.status.code(), String::from_utf8_lossy(&run.stderr).into_owned())
    }

    /// Runs `sync`; fails the test when it cannot do its work.
    fn sync(&self, more: &[&str]) -> Said {
        let said = self.run(&[&["sync", "in", "--store", "store"], more].concat());
        assert!(matches!(said.0, Some(0 | 1)), "{said:?}");
        said
    }

    /// The files that `sync` published.
    fn published(&self) -> BTreeMap<String, Vec<u8>> {
        written(&self.path("store/out"))
    }

    /// The files that `extract` writes for the folder as it is now.
    fn extracted(&self) -> BTreeMap<String, Vec<u8>> {
        let out = self.path("extracted");
        let _ = fs::remove_dir_all(&out);
        let said = self.run(&["extract", "in", "--quiet", "--out", "extracted"]);
        assert!(matches!(said.0, Some(0 | 1)), "{said:?}");
        written(&out)
    }

    /// A count of the last report.
    fn count(&self, pointer: &str) -> u64 {
        let report: serde_json::Value = serde_json::from_slice(&fs::read(self.path("store/report.json")).unwrap()).unwrap();
        report.pointer(pointer).unwrap_or_else(|| panic!("{pointer} in {report}")).as_u64().unwrap()
    }
}

/// The files of a folder by name; folders in it are left out.
fn written(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(dir).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_file());
    entries.map(|p| (p.file_name().unwrap().to_string_lossy().into_owned(), fs::read(p).unwrap())).collect()
}

fn same(one: &BTreeMap<String, Vec<u8>>, two: &BTreeMap<String, Vec<u8>>) {
    assert_eq!(one.keys().collect::<Vec<_>>(), two.keys().collect::<Vec<_>>());
    for (name, bytes) in one {
        assert!(two[name] == *bytes, "{name} differs");
    }
}

const LETTER: &str = "ที่ นร ๕๑๐๗/๖๖\n\nสำนักงานตัวอย่าง\n\n๑ ธันวาคม ๒๕๖๘\n\nเรื่อง ขอส่งรายงาน\n\nเรียน อธิบดีกรมตัวอย่าง\n\nจึงเรียนมาเพื่อทราบ\n";

#[test]
fn results_are_those_of_extract() {
    let place = Place::new();
    for from in common::files("corpus/hostile") {
        place.copy(&from, &format!("hostile/{}", from.file_name().unwrap().to_string_lossy()));
    }
    let (code, stderr) = place.sync(&[]);
    assert_eq!(code, Some(1), "some of the hostile files cannot be read");
    for failure in ["zero-bytes.txt: the file is empty", "nul-bytes-in-text.txt: not a text file"] {
        assert_eq!(stderr.matches(failure).count(), 1, "{stderr}");
    }
    same(&place.published(), &place.extracted());
}

#[test]
fn running_again_changes_nothing() {
    let place = Place::new();
    place.sync(&[]);
    let times = |p: &Place| -> Vec<_> {
        let out = fs::read_dir(p.path("store/out")).unwrap();
        out.map(|e| e.unwrap()).map(|e| (e.file_name(), e.metadata().unwrap().modified().unwrap())).collect()
    };
    let before = (place.published(), times(&place));
    place.sync(&[]);
    assert!(before == (place.published(), times(&place)));
    assert_eq!((place.count("/letters/read"), place.count("/files/added"), place.count("/files/changed")), (0, 0, 0));
}

#[test]
fn files_that_are_old_enough_are_not_even_opened() {
    let place = Place::new();
    std::thread::sleep(Duration::from_secs(4));
    place.sync(&[]);
    place.sync(&[]);
    assert_eq!((place.count("/files/unchanged"), place.count("/files/same"), place.count("/bytes")), (place.files(""), 0, 0));
}

#[test]
fn new_changed_vanished_and_returned_files_are_followed() {
    let place = Place::new();
    place.sync(&[]);
    place.write("a-new.txt", LETTER);
    place.write("header/bracketed-committee-code.txt", LETTER);
    let moved = place.files("multi-letter");
    fs::rename(place.file("multi-letter"), place.path("aside")).unwrap();
    place.sync(&[]);
    assert_eq!(["added", "changed", "vanished"].map(|w| place.count(&format!("/files/{w}"))), [1, 1, moved]);
    same(&place.published(), &place.extracted());
    fs::rename(place.path("aside"), place.file("multi-letter")).unwrap();
    place.sync(&[]);
    assert_eq!((place.count("/files/returned"), place.count("/letters/read")), (moved, 0));
    same(&place.published(), &place.extracted());
}

#[test]
fn a_write_under_the_same_size_and_time_is_seen() {
    let place = Place::new();
    place.write("a.txt", LETTER);
    let time = place.file("a.txt").metadata().unwrap().modified().unwrap();
    place.sync(&[]);
    place.write("a.txt", &LETTER.replace("๖๖", "๖๗"));
    File::options().write(true).open(place.file("a.txt")).unwrap().set_modified(time).unwrap();
    place.sync(&[]);
    assert_eq!(place.count("/files/changed"), 1);
    assert!(String::from_utf8_lossy(&place.published()["letters.csv"]).contains("นร 5107/67"));
}

#[test]
fn other_rules_or_options_read_everything_again() {
    let place = Place::new();
    place.sync(&[]);
    place.sync(&["--lang", "en"]);
    assert_eq!(place.count("/files/changed"), place.files(""));
    fs::create_dir(place.path("rules")).unwrap();
    fs::copy(root("rules/pua.tsv"), place.path("rules/pua.tsv")).unwrap();
    place.sync(&["--lang", "en", "--rules", "rules"]);
    assert_eq!(place.count("/files/changed"), place.files(""));
    place.sync(&["--lang", "en", "--rules", "rules", "--redo"]);
    assert_eq!(place.count("/letters/read"), place.count("/letters/total"));
}

#[test]
fn a_dry_run_tells_and_writes_nothing() {
    let place = Place::new();
    let dry = |more: &[&str]| {
        let args = [&["sync", "in", "--store", "store", "--dry-run"], more].concat();
        let run = saraban().current_dir(place.dir.path()).args(args).output().unwrap();
        assert_eq!(run.status.code(), Some(0));
        String::from_utf8(run.stdout).unwrap()
    };
    assert_eq!(dry(&[]).lines().filter(|l| l.starts_with("added\tin/")).count() as u64, place.files(""));
    assert!(!place.path("store").exists());
    place.sync(&[]);
    place.write("header/bracketed-committee-code.txt", LETTER);
    let removed = place.files("multi-letter");
    fs::remove_dir_all(place.file("multi-letter")).unwrap();
    let before = place.published();
    let told = dry(&[]);
    assert!(told.contains("changed\tin/header/bracketed-committee-code.txt\n") && told.contains("vanished\tin/multi-letter/"), "{told}");
    same(&before, &place.published());
    place.sync(&[]);
    assert_eq!((place.count("/files/changed"), place.count("/files/vanished"), place.count("/run")), (1, removed, 2));
}

#[test]
fn a_second_run_is_kept_out() {
    let place = Place::new();
    place.sync(&[]);
    let lock = File::create(place.path("store/lock")).unwrap();
    lock.lock().unwrap();
    let said = place.run(&["sync", "in", "--store", "store"]);
    assert!(said.0 == Some(2) && said.1.contains("another run holds the store"), "{said:?}");
    drop(lock);
    place.sync(&[]);
}

#[test]
fn a_folder_that_is_not_there_or_holds_nothing_loses_no_letter() {
    let place = Place::new();
    place.sync(&[]);
    let (before, known) = (place.published(), place.files(""));
    fs::rename(place.path("in"), place.path("aside")).unwrap();
    let said = place.run(&["sync", "in", "--store", "store"]);
    assert!(said.0 == Some(2) && said.1.contains("cannot read in"), "{said:?}");
    fs::create_dir(place.path("in")).unwrap();
    let said = place.run(&["sync", "in", "--store", "store"]);
    assert!(said.0 == Some(2) && said.1.contains(&format!("none of the {known} files known so far is there")), "{said:?}");
    same(&before, &place.published());
    place.sync(&["--allow-empty"]);
    assert_eq!((place.count("/files/vanished"), place.count("/letters/total")), (known, 0));
    fs::remove_dir(place.path("in")).unwrap();
    fs::rename(place.path("aside"), place.path("in")).unwrap();
    place.sync(&[]);
    same(&before, &place.published());
}

#[test]
fn a_store_keeps_to_its_folder() {
    let place = Place::new();
    place.sync(&[]);
    let known = place.files("");
    fs::rename(place.path("in"), place.path("other")).unwrap();
    let said = place.run(&["sync", "other", "--store", "store"]);
    assert!(said.0 == Some(2) && said.1.contains("--moved"), "{said:?}");
    assert_eq!(place.run(&["sync", "other", "--store", "store", "--moved"]).0, Some(0));
    assert_eq!((place.count("/letters/read"), place.count("/files/same")), (0, known));
    assert!(String::from_utf8_lossy(&place.published()["letters.csv"]).contains(",other/header/"));
}

#[test]
fn a_store_inside_the_folder_is_refused() {
    let place = Place::new();
    let said = place.run(&["sync", "in", "--store", "in/store"]);
    assert!(said.0 == Some(2) && said.1.contains("lies inside"), "{said:?}");
    assert!(!place.path("in/store").exists());
}

#[cfg(unix)]
#[test]
fn letters_below_a_folder_that_cannot_be_read_are_kept() {
    let place = Place::new();
    fs::rename(place.file("multi-letter"), place.path("disk")).unwrap();
    std::os::unix::fs::symlink(place.path("disk"), place.file("linked")).unwrap();
    place.sync(&[]);
    let (before, below) = (place.published(), place.files("linked"));
    fs::rename(place.path("disk"), place.path("aside")).unwrap();
    let (code, stderr) = place.sync(&[]);
    assert!(code == Some(1) && stderr.matches("in/linked: ").count() == 1, "{stderr}");
    assert_eq!((place.count("/files/unseen"), place.count("/files/vanished"), place.count("/files/failed")), (below, 0, 1));
    assert!(place.published()["letters.csv"] == before["letters.csv"]);
    fs::rename(place.path("aside"), place.path("disk")).unwrap();
    place.sync(&[]);
    same(&before, &place.published());
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_no_unicode_and_links_that_lead_back_are_as_in_extract() {
    use std::os::unix::ffi::OsStrExt;
    let place = Place::new();
    fs::write(place.path("in").join(std::ffi::OsStr::from_bytes(b"\xb7\xd5\xe8.txt")), LETTER).unwrap();
    fs::write(place.file("back\\slash.txt"), LETTER).unwrap();
    std::os::unix::fs::symlink(place.path("in"), place.file("header/loop")).unwrap();
    place.sync(&[]);
    same(&place.published(), &place.extracted());
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_the_earlier_results() {
    let place = Place::new();
    place.sync(&[]);
    let before = place.published();
    place.write("a-new.txt", LETTER);
    std::os::unix::fs::symlink("/dev/full", place.path("store/out/.repairs.csv.part")).unwrap();
    let said = place.run(&["sync", "in", "--store", "store"]);
    assert!(said.0 == Some(2) && said.1.contains("No space left"), "{said:?}");
    fs::remove_file(place.path("store/out/.repairs.csv.part")).unwrap_or_default();
    let parts = |p: &Place| p.published().into_keys().filter(|n| !n.ends_with(".part")).collect::<Vec<_>>();
    assert_eq!(parts(&place), before.keys().cloned().collect::<Vec<_>>());
    assert!(before.iter().all(|(name, bytes)| place.published()[name] == *bytes));
    place.sync(&[]);
    same(&place.published(), &place.extracted());
}

#[test]
fn what_is_no_store_is_left_alone() {
    let place = Place::new();
    fs::create_dir(place.path("store")).unwrap();
    fs::write(place.path("store/saraban.sqlite"), "something else entirely, and longer than a header\n".repeat(40)).unwrap();
    let before = fs::read(place.path("store/saraban.sqlite")).unwrap();
    let said = place.run(&["sync", "in", "--store", "store"]);
    assert!(said.0 == Some(2) && said.1.contains("saraban.sqlite"), "{said:?}");
    assert!(before == fs::read(place.path("store/saraban.sqlite")).unwrap());
}

/// Lines of `letters.jsonl` by path, and what changes.csv says, of one folder of results.
fn lines(dir: &Path) -> BTreeMap<String, Vec<String>> {
    let text = fs::read_to_string(dir.join("letters.jsonl")).unwrap();
    assert!(text.is_empty() || text.ends_with('\n'), "{} has half a line", dir.display());
    let mut by_path: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in text.lines() {
        let letter: serde_json::Value = serde_json::from_str(line).unwrap();
        by_path.entry(letter["source"]["path"].as_str().unwrap().to_owned()).or_default().push(line.to_owned());
    }
    by_path
}

/// All deltas taken in one after the other; each path may change only once a delta.
fn taken_in(out: &Path) -> BTreeMap<String, Vec<String>> {
    let mut deltas: Vec<_> = fs::read_dir(out).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_dir()).collect();
    deltas.retain(|p| p.file_name().unwrap().to_string_lossy().starts_with("delta-"));
    deltas.sort();
    let mut all = BTreeMap::new();
    for delta in deltas {
        let changes = fs::read_to_string(delta.join("changes.csv")).unwrap();
        let paths: Vec<_> = changes.lines().skip(1).map(|l| l.rsplit_once(',').unwrap().0.to_owned()).collect();
        let mut new = lines(&delta);
        for path in paths {
            all.remove(&path);
            all.extend(new.remove_entry(&path));
        }
        assert!(new.is_empty(), "letters of paths that changes.csv does not name: {:?}", new.keys());
    }
    all
}

#[test]
fn deltas_taken_in_one_after_the_other_give_the_whole() {
    let place = Place::new();
    place.sync(&["--delta"]);
    place.sync(&["--delta"]);
    assert!(place.path("store/out/delta-000001").is_dir() && !place.path("store/out/delta-000002").exists());
    place.write("a-new.txt", LETTER);
    place.write("header/bracketed-committee-code.txt", LETTER);
    place.write("empty.txt", "");
    let removed = place.files("multi-letter");
    fs::remove_dir_all(place.file("multi-letter")).unwrap();
    place.sync(&["--delta"]);
    let changes = fs::read_to_string(place.path("store/out/delta-000003/changes.csv")).unwrap();
    assert!(
        changes.starts_with(
            "path,change\r\nin/a-new.txt,added\r\nin/empty.txt,failed\r\nin/header/bracketed-committee-code.txt,changed\r\nin/multi-letter/"
        ),
        "{changes}"
    );
    assert_eq!(changes.matches(",vanished\r\n").count() as u64, removed);
    assert_eq!(lines(&place.path("store/out/delta-000003")).len(), 2);
    place.sync(&["--since", "1"]);
    let since = fs::read_to_string(place.path("store/out/since-000001/changes.csv")).unwrap();
    assert_eq!(since, changes);
    let all = taken_in(&place.path("store/out"));
    place.sync(&[]);
    assert!(all == lines(&place.path("store/out")));
}

#[test]
fn a_delta_that_was_published_before_the_run_was_killed_is_not_published_again() {
    let place = Place::new();
    place.sync(&["--delta"]);
    // as if the run had ended between moving the folder to its place and saying so
    let db = rusqlite::Connection::open(place.path("store/saraban.sqlite")).unwrap();
    assert_eq!(db.execute("DELETE FROM meta WHERE key = 'delta'", []).unwrap(), 1);
    drop(db);
    place.write("a-new.txt", LETTER);
    place.sync(&["--delta"]);
    assert_eq!(fs::read_to_string(place.path("store/out/delta-000002/changes.csv")).unwrap(), "path,change\r\nin/a-new.txt,added\r\n");
}

#[test]
fn a_letter_of_tonight_is_what_an_older_one_cites() {
    let place = Place { dir: tempfile::tempdir().unwrap() };
    let citing = LETTER.replace("\nจึงเรียน", "\nอ้างถึง หนังสือสำนักงานตัวอย่าง ที่ นร ๕๑๐๗/๑๒ ลงวันที่ ๓ พฤศจิกายน ๒๕๖๘\n\nจึงเรียน");
    place.write("b.txt", &citing);
    place.write("c.txt", LETTER);
    place.sync(&["--delta"]);
    let resolved = |text: &str| text.contains("\"resolved_id\":\"");
    assert!(!resolved(&fs::read_to_string(place.path("store/out/delta-000001/letters.jsonl")).unwrap()));
    place.write("a.txt", &LETTER.replace("๖๖", "๑๒").replace("๑ ธันวาคม", "๓ พฤศจิกายน"));
    place.sync(&["--delta"]);
    let changes = fs::read_to_string(place.path("store/out/delta-000002/changes.csv")).unwrap();
    assert_eq!(changes, "path,change\r\nin/a.txt,added\r\nin/b.txt,changed\r\n");
    assert!(resolved(&fs::read_to_string(place.path("store/out/delta-000002/letters.jsonl")).unwrap()));
    place.sync(&["--delta"]);
    assert!(!place.path("store/out/delta-000003").exists());
    let all = taken_in(&place.path("store/out"));
    place.sync(&[]);
    assert!(all == lines(&place.path("store/out")));
    same(&place.published(), &place.extracted());
    // and when it goes, it is cited in vain again
    fs::remove_file(place.file("a.txt")).unwrap();
    place.sync(&["--delta"]);
    let changes = fs::read_to_string(place.path("store/out/delta-000005/changes.csv")).unwrap();
    assert_eq!(changes, "path,change\r\nin/a.txt,vanished\r\nin/b.txt,changed\r\n");
}

/// Kills of `a_run_that_is_killed_loses_and_doubles_nothing`; SARABAN_KILLS sets another number.
const KILLS: u32 = 12;

#[test]
fn a_run_that_is_killed_loses_and_doubles_nothing() {
    let kills = std::env::var("SARABAN_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(KILLS);
    let place = Place::new();
    let command = |more: &[&str]| {
        let mut c = std::process::Command::new(assert_cmd::cargo::cargo_bin!("saraban"));
        c.current_dir(place.dir.path()).args(["sync", "in", "--store", "store", "--quiet"]).args(more);
        c.stdout(Stdio::null()).stderr(Stdio::null());
        c
    };
    let clock = Instant::now();
    assert!(command(&[]).status().unwrap().success());
    let whole = clock.elapsed();
    let mut seed = 2568u64;
    let mut random = |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    let (mut killed, mut ended) = (0, 0);
    while killed < kills {
        // the folder goes on living
        let n = random(40);
        match random(4) {
            0 => fs::remove_file(place.file(&format!("more/{n}.txt"))).unwrap_or_default(),
            1 => place.write(&format!("more/{n}.txt"), ""),
            _ => place.write(&format!("more/{n}.txt"), &LETTER.replace("๖๖", &random(1000).to_string()).repeat(random(9) as usize + 1)),
        }
        let modes: [&[&str]; 4] = [&[], &["--delta"], &["--redo"], &["--delta", "--redo"]];
        let mut child = command(modes[random(4) as usize]).spawn().unwrap();
        std::thread::sleep(Duration::from_micros(random(whole.as_micros() as u64 * 5 / 4)));
        if child.try_wait().unwrap().is_none() {
            child.kill().unwrap();
            killed += 1;
        } else {
            ended += 1;
        }
        child.wait().unwrap();
        // whatever is published is whole
        taken_in(&place.path("store/out"));
        lines(&place.path("store/out"));
    }
    println!("{killed} runs killed, {ended} ended before");
    place.sync(&["--delta"]);
    let all = taken_in(&place.path("store/out"));
    place.sync(&[]);
    let mut published = place.published();
    published.retain(|name, _| !name.ends_with(".part"));
    same(&published, &place.extracted());
    assert!(all == lines(&place.path("store/out")), "the deltas give other letters than the whole");
}
