//! `saraban extract --jsonl`: a filter for programs that have the texts; and `.jsonl` files as inputs.

mod common;

use assert_cmd::Command;
use common::{files, root};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

fn saraban() -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("saraban"));
    command.current_dir(root(""));
    command
}

/// Exit code, lines of standard output, standard error of the filter.
fn filter(input: impl Into<Vec<u8>>, more: &[&str]) -> (Option<i32>, Vec<String>, String) {
    let run = saraban().args(["extract", "--jsonl", "-"]).args(more).write_stdin(input).output().unwrap();
    let lines = String::from_utf8(run.stdout).unwrap().lines().map(str::to_owned).collect();
    (run.status.code(), lines, String::from_utf8_lossy(&run.stderr).into_owned())
}

const FOLDER: &str = "corpus/letters/multi-letter";

/// The texts of a folder of the corpus as JSON lines whose ids are the paths.
fn texts() -> String {
    let line = |path: std::path::PathBuf| {
        let id = format!("{FOLDER}/{}", path.file_name().unwrap().to_string_lossy());
        serde_json::json!({"id": id, "text": fs::read_to_string(path).unwrap(), "year": 2568}).to_string() + "\n"
    };
    files(FOLDER).into_iter().map(line).collect()
}

/// The letters of `extract` in a folder of the corpus.
fn letters(input: &str) -> Vec<String> {
    let out = tempfile::tempdir().unwrap();
    saraban().args(["extract", input, "--quiet", "--out"]).arg(out.path()).output().unwrap();
    fs::read_to_string(out.path().join("letters.jsonl")).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn letters_of_a_stream_are_those_of_the_files_but_for_what_they_say_of_each_other() {
    let (code, lines, stderr) = filter(texts(), &[]);
    assert_eq!(code, Some(0), "{stderr}");
    let one_thread = filter(texts(), &["--threads", "1"]).1;
    assert!(lines == one_thread);
    // which the second pass adds, from these letters and from those that have it
    for read in [lines, letters(FOLDER)] {
        let out = tempfile::tempdir().unwrap();
        let run = saraban().args(["tables", "-", "--out"]).arg(out.path()).write_stdin(read.join("\n")).output().unwrap();
        assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
        let direct = tempfile::tempdir().unwrap();
        saraban().args(["extract", FOLDER, "--quiet", "--out"]).arg(direct.path()).output().unwrap();
        for entry in fs::read_dir(direct.path()).unwrap().map(|e| e.unwrap()) {
            let same = fs::read(entry.path()).unwrap() == fs::read(out.path().join(entry.file_name())).unwrap();
            assert!(same, "{} differs", entry.path().display());
        }
    }
}

#[test]
fn a_bad_line_is_a_failure_in_its_place_and_the_rest_is_read() {
    let good = r#"{"id": 7, "text": "เรื่อง ก"}"#;
    let input = [good.as_bytes(), b"{\"id\": \"x\"}", b"\xff\xfe", b"", good.as_bytes()].join(&b"\n"[..]);
    let (code, lines, stderr) = filter(input, &[]);
    assert_eq!(code, Some(1));
    let values: Vec<serde_json::Value> = lines.iter().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(values.len(), 4);
    assert_eq!((&values[0]["source"]["path"], &values[3]["source"]["path"]), (&"7".into(), &"7".into()));
    assert_eq!(values[1]["failure"], serde_json::json!({"id": "x", "line": 2, "reason": "either \"text\" or \"base64\" is needed"}));
    assert_eq!((&values[2]["failure"]["id"], &values[2]["failure"]["line"]), (&serde_json::Value::Null, &3.into()));
    assert!(stderr.contains("line 2 of - (x): either") && stderr.contains("line 3 of -: not"), "{stderr}");
}

#[test]
fn a_line_that_is_too_long_is_a_failure() {
    let long = format!("{{\"id\": 1, \"text\": \"{}\"}}\n{{\"id\": 2, \"text\": \"เรื่อง ก\"}}", "ก".repeat(400_000));
    let (code, lines, _) = filter(long, &["--max-size", "1"]);
    assert_eq!((code, lines.len()), (Some(1), 2));
    assert!(lines[0].contains("it is longer than the 1 MiB") && lines[1].contains("\"path\":\"2\""), "{}", lines[0]);
}

#[test]
fn letters_come_before_the_stream_ends() {
    let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin!("saraban"));
    let mut child = command.args(["extract", "--jsonl", "-", "--quiet"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let (mut to, mut from) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    for id in ["a", "b"] {
        writeln!(to, "{{\"id\": \"{id}\", \"text\": \"เรื่อง ก\"}}").unwrap();
        let mut line = String::new();
        from.read_line(&mut line).unwrap();
        assert!(line.contains(&format!("\"path\":\"{id}\"")), "{line}");
    }
    drop(to);
    assert!(child.wait().unwrap().success());
}

#[test]
fn files_of_json_lines_are_inputs_and_own_results_are_not() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("texts.jsonl"), texts() + "{}\n").unwrap();
    fs::write(dir.path().join("letters.jsonl"), letters(FOLDER).join("\n")).unwrap();
    let run = saraban().current_dir(dir.path()).args(["extract", ".", "--quiet", "--out", "out"]).output().unwrap();
    assert_eq!(run.status.code(), Some(1));
    let found = fs::read_to_string(dir.path().join("out/letters.jsonl")).unwrap();
    assert!(found.replace("./texts.jsonl#", "") == letters(FOLDER).join("\n") + "\n");
    let failures = fs::read_to_string(dir.path().join("out/failures.csv")).unwrap();
    assert_eq!(failures.matches("./texts.jsonl,").count(), 1, "{failures}");
    // and in step
    let sync = || saraban().current_dir(dir.path()).args(["sync", "in", "--store", "store", "--quiet"]).output().unwrap();
    fs::create_dir(dir.path().join("in")).unwrap();
    fs::copy(dir.path().join("texts.jsonl"), dir.path().join("in/texts.jsonl")).unwrap();
    assert_eq!((sync().status.code(), sync().status.code()), (Some(1), Some(1)));
    let synced = fs::read_to_string(dir.path().join("store/out/letters.jsonl")).unwrap();
    assert!(synced.replace("in/texts.jsonl#", "") == letters(FOLDER).join("\n") + "\n");
}

#[cfg(target_os = "linux")]
#[test]
fn pipes_and_files_that_are_too_large_are_failures_that_are_named_once() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("in")).unwrap();
    let made = std::process::Command::new("mkfifo").arg(dir.path().join("in/pipe.txt")).status();
    assert!(made.is_ok_and(|s| s.success()), "mkfifo is needed");
    fs::File::create(dir.path().join("in/huge.txt")).unwrap().set_len(2 << 30).unwrap();
    fs::write(dir.path().join("in/a.txt"), "เรื่อง ก").unwrap();
    let run = saraban().current_dir(dir.path()).args(["extract", "in", "--out", "out"]).output().unwrap();
    let stderr = String::from_utf8_lossy(&run.stderr);
    assert_eq!(run.status.code(), Some(1), "{stderr}");
    assert_eq!(stderr.matches("cannot read in/huge.txt: it is larger than the 64 MiB").count(), 1, "{stderr}");
    assert_eq!(stderr.matches("cannot read in/pipe.txt: it is no file").count(), 1, "{stderr}");
    let large = |mib: &str| {
        let many = std::iter::repeat_n("a", 3 << 19).collect::<String>();
        let run =
            saraban().args(["extract", "-", "--max-size", mib, "--out"]).arg(dir.path().join(mib)).write_stdin(many).output().unwrap();
        run.status.code()
    };
    assert_eq!((large("1"), large("2")), (Some(2), Some(0)));
}
