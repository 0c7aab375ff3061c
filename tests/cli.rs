//! The command: exit status, what is said on standard error, runs that repeat byte for byte.

mod common;

use assert_cmd::Command;
use common::{files, root};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

fn saraban() -> Command {
    Command::new(assert_cmd::cargo::cargo_bin!("saraban"))
}

/// Everything that a run wrote, by file name.
fn written(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(dir).unwrap().map(|e| e.unwrap());
    entries.map(|e| (e.file_name().to_string_lossy().into_owned(), fs::read(e.path()).unwrap())).collect()
}

/// Runs `extract` on `args` in the package's folder; exit code, standard error, what was written.
fn extract(args: &[&str]) -> (Option<i32>, String, BTreeMap<String, Vec<u8>>) {
    let out = tempfile::tempdir().unwrap();
    let run = saraban().current_dir(root("")).arg("extract").args(args).arg("--out").arg(out.path()).output().unwrap();
    (run.status.code(), String::from_utf8_lossy(&run.stderr).into_owned(), written(out.path()))
}

/// The paths of the letters in `letters.jsonl`, each once, in order.
fn paths(files: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let text = String::from_utf8(files["letters.jsonl"].clone()).unwrap();
    let mut all: Vec<String> = text
        .lines()
        .map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap()["source"]["path"].as_str().unwrap().to_owned())
        .collect();
    all.dedup();
    all
}

const LETTER: &str = "corpus/letters/header/bracketed-committee-code.txt";

#[test]
fn exit_0_when_all_was_read() {
    let (code, stderr, files) = extract(&[LETTER]);
    assert_eq!(code, Some(0), "{stderr}");
    assert_eq!(paths(&files), [LETTER]);
}

#[test]
fn exit_1_when_some_inputs_could_not_be_read_and_the_rest_is_there() {
    let (code, stderr, files) = extract(&["no-such-file.txt", LETTER, "corpus/hostile/nul-bytes-in-text.txt"]);
    assert_eq!(code, Some(1), "{stderr}");
    assert_eq!(paths(&files), [LETTER]);
    let failures = String::from_utf8(files["failures.csv"].clone()).unwrap();
    assert!(failures.contains("no-such-file.txt,") && failures.contains("corpus/hostile/nul-bytes-in-text.txt,"), "{failures}");
}

#[test]
fn each_input_that_could_not_be_read_is_named_on_standard_error() {
    let (_, stderr, _) = extract(&["no-such-file.txt", LETTER, "corpus/hostile/nul-bytes-in-text.txt"]);
    assert!(stderr.contains("no-such-file.txt"), "{stderr}");
    assert!(stderr.contains("corpus/hostile/nul-bytes-in-text.txt") && stderr.contains("NUL bytes"), "{stderr}");
}

#[test]
fn exit_2_on_wrong_usage() {
    for args in [&[][..], &["extract"], &["extract", LETTER], &["extract", LETTER, "--out", "x", "--no-such-option"], &["no-such-command"]]
    {
        let run = saraban().current_dir(root("")).args(args).output().unwrap();
        assert_eq!(run.status.code(), Some(2), "{args:?}");
        assert!(!run.stderr.is_empty(), "{args:?}");
    }
}

#[test]
fn exit_2_when_the_results_cannot_be_written() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("taken"), "").unwrap();
    let run = saraban().current_dir(root("")).args(["extract", LETTER, "--out"]).arg(dir.path().join("taken")).output().unwrap();
    assert_eq!(run.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&run.stderr).contains("taken"));
}

#[test]
fn help_and_version_are_said_with_exit_0() {
    for args in [["--help"], ["--version"]] {
        let run = saraban().args(args).output().unwrap();
        assert_eq!(run.status.code(), Some(0));
        assert!(String::from_utf8_lossy(&run.stdout).contains("saraban") || args == ["--help"]);
    }
}

#[test]
fn two_runs_write_the_same_bytes() {
    let (_, _, one) = extract(&["corpus/letters"]);
    let (_, _, two) = extract(&["corpus/letters"]);
    assert!(one == two, "two runs differ");
}

#[test]
fn any_number_of_threads_writes_the_same_bytes() {
    let (_, _, one) = extract(&["corpus/letters", "corpus/hostile", "--threads", "1"]);
    let (_, _, four) = extract(&["corpus/letters", "corpus/hostile", "--threads", "4"]);
    assert!(one == four, "one thread and four differ");
}

#[test]
fn letters_come_in_the_order_of_the_arguments() {
    let (_, _, files) = extract(&["corpus/letters/stamps/stamp-after-footer.md", "corpus/letters/dates", LETTER]);
    let found = paths(&files);
    assert_eq!(found.first().map(String::as_str), Some("corpus/letters/stamps/stamp-after-footer.md"));
    assert_eq!(found.last().map(String::as_str), Some(LETTER));
    let middle = &found[1..found.len() - 1];
    let mut sorted = middle.to_vec();
    sorted.sort();
    assert!(middle.len() == 6 && middle == sorted && middle.iter().all(|p| p.starts_with("corpus/letters/dates/")), "{found:?}");
}

#[test]
fn every_file_of_a_folder_is_a_letter_or_a_failure() {
    let (code, _, out) = extract(&["corpus/hostile"]);
    let failures = String::from_utf8(out["failures.csv"].clone()).unwrap();
    let read = paths(&out);
    for path in files("corpus/hostile") {
        let name = format!("corpus/hostile/{}", path.file_name().unwrap().to_string_lossy());
        assert!(read.contains(&name) != failures.contains(&format!("{name},")), "{name}");
    }
    assert_eq!(code, Some(1));
}

#[test]
fn a_dash_reads_standard_input() {
    let out = tempfile::tempdir().unwrap();
    let bytes = fs::read(root(LETTER)).unwrap();
    let run = saraban().args(["extract", "-", "--out"]).arg(out.path()).write_stdin(bytes).output().unwrap();
    assert_eq!(run.status.code(), Some(0));
    let files = written(out.path());
    assert_eq!(paths(&files), ["-"]);
    // the same letter as from the file, but for its path
    let (_, _, named) = extract(&[LETTER]);
    let text = |f: &BTreeMap<String, Vec<u8>>| String::from_utf8(f["letters.jsonl"].clone()).unwrap();
    assert_eq!(text(&files), text(&named).replace(&format!("\"path\":\"{LETTER}\""), "\"path\":\"-\""));
}

#[test]
fn empty_standard_input_is_a_failure_that_is_named() {
    let out = tempfile::tempdir().unwrap();
    let run = saraban().args(["extract", "-", "--out"]).arg(out.path()).write_stdin("").output().unwrap();
    assert_ne!(run.status.code(), Some(0));
    let failures = String::from_utf8(written(out.path())["failures.csv"].clone()).unwrap();
    assert_eq!(failures, "path,reason\r\n'-,the file is empty\r\n");
}

#[cfg(unix)]
#[test]
fn names_that_a_spreadsheet_would_run_are_harmless() {
    let dir = tempfile::tempdir().unwrap();
    fs::copy(root(LETTER), dir.path().join("=1+1.txt")).unwrap();
    fs::write(dir.path().join("@empty.txt"), "").unwrap();
    let run = saraban().current_dir(dir.path()).args(["extract", "=1+1.txt", "@empty.txt", "--out", "out"]).output().unwrap();
    assert_eq!(run.status.code(), Some(1));
    let files = written(&dir.path().join("out"));
    assert!(String::from_utf8_lossy(&files["letters.csv"]).contains(",'=1+1.txt,0,"));
    assert!(String::from_utf8_lossy(&files["failures.csv"]).contains("\r\n'@empty.txt,the file is empty\r\n"));
    assert_eq!(paths(&files), ["=1+1.txt"]);
}

/// What is said, and with which exit code, about a folder of rules with one file in it.
fn with_rules(name: &str, text: &str) -> (Option<i32>, String) {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join(name), text).unwrap();
    let (code, stderr, _) = extract(&[LETTER, "--rules", &dir.path().to_string_lossy()]);
    (code, stderr)
}

#[test]
fn a_bad_rule_file_is_named_with_its_line() {
    let (code, stderr) = with_rules("pua.tsv", "windows\tmacintosh\tunicode\nF700\tF89E\t0E10\n# a comment\nF701\tXYZ\t0E34\n");
    assert_eq!(code, Some(2));
    assert!(stderr.contains("pua.tsv:4: 'XYZ' is no code point"), "{stderr}");
}

#[test]
fn a_rule_row_with_too_few_columns_is_named_with_its_line() {
    let (code, stderr) = with_rules("lookalikes.tsv", "foreign\tthai\tscript\n\u{e81}\tก\n");
    assert_eq!(code, Some(2));
    assert!(stderr.contains("lookalikes.tsv:2: 3 columns are needed, 2 are there"), "{stderr}");
}

#[test]
fn a_rule_file_of_an_unknown_name_is_named() {
    let (code, stderr) = with_rules("lookalike.tsv", "");
    assert_eq!(code, Some(2));
    assert!(stderr.contains("lookalike.tsv") && stderr.contains("lookalikes.tsv"), "{stderr}");
}

#[test]
fn a_folder_of_rules_that_is_not_there_is_named() {
    let (code, stderr, _) = extract(&[LETTER, "--rules", "no/such/rules"]);
    assert_eq!(code, Some(2));
    assert!(stderr.contains("no/such/rules"), "{stderr}");
}

#[test]
fn a_rule_file_takes_the_place_of_the_built_in_one() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("pua.tsv"), "windows\tmacintosh\tunicode\nF700\t\t0E01\n").unwrap();
    fs::write(dir.path().join("a.txt"), "\u{f700}า").unwrap();
    let input = dir.path().join("a.txt").to_string_lossy().into_owned();
    let (code, _, files) = extract(&[&input, "--rules", &dir.path().to_string_lossy()]);
    assert_eq!(code, Some(0));
    let letter: serde_json::Value = serde_json::from_slice(&files["letters.jsonl"]).unwrap();
    assert_eq!(letter["text"], "กา");
}

#[test]
fn explain_shows_values_their_words_and_the_repairs() {
    let run = saraban().current_dir(root("")).args(["explain", LETTER]).output().unwrap();
    let stdout = String::from_utf8(run.stdout).unwrap();
    assert_eq!(run.status.code(), Some(0));
    assert!(stdout.starts_with(LETTER) && stdout.contains("/number") && stdout.contains("/subject") && stdout.contains('←'), "{stdout}");
}

#[test]
fn explain_shows_every_line_when_asked() {
    let plain = saraban().current_dir(root("")).args(["explain", LETTER]).output().unwrap().stdout;
    let lines = saraban().current_dir(root("")).args(["explain", LETTER, "--lines"]).output().unwrap();
    assert_eq!(lines.status.code(), Some(0));
    assert!(lines.stdout.len() > plain.len());
}

#[test]
fn explain_warns_in_the_language_asked_for() {
    let dir = tempfile::tempdir().unwrap();
    let input = dir.path().join("a.txt");
    std::fs::write(&input, "เรื่อง การตรวจผลไม้\nเรียน นายอำเภอ\nขอให้ส่งภายในวันที่ 31 เมษายน 2568 ด้วย\nขอแสดงความนับถือ\n").unwrap();
    let said = |more: &[&str]| String::from_utf8(saraban().arg("explain").arg(&input).args(more).output().unwrap().stdout).unwrap();
    assert!(said(&[]).contains("! impossible_date /text: ไม่มีวันที่ 31 เมษายน 2568 ในปฏิทิน"), "{}", said(&[]));
    let english = said(&["--lang", "en"]);
    assert!(english.contains("! impossible_date /text: There is no 31 เมษายน 2568 in the calendar"), "{english}");
}

#[test]
fn repair_goes_as_far_as_it_is_told() {
    let dir = tempfile::tempdir().unwrap();
    let input = dir.path().join("a.txt");
    std::fs::write(&input, "ด้วยองค์กรปกครองส่วนท้องถินในเขตพื้นทีรับผิดชอบได้ดำเนินการแล้ว\n").unwrap();
    let text = |how: &str| {
        let out = dir.path().join(how);
        saraban().args(["extract", "--quiet", "--repair", how, "--out"]).arg(&out).arg(&input).assert().success();
        let line = std::fs::read_to_string(out.join("letters.jsonl")).unwrap();
        let value: serde_json::Value = serde_json::from_str(line.lines().next().unwrap()).unwrap();
        value["text"].as_str().unwrap().to_owned()
    };
    assert!(text("off").contains("ท้องถินในเขตพื้นทีรับ"), "{}", text("off"));
    assert!(text("sure").contains("ท้องถิ่นในเขตพื้นที่รับ"), "{}", text("sure"));
}

#[test]
fn explain_names_a_file_that_it_cannot_read() {
    let run = saraban().args(["explain", "no-such-file.txt"]).output().unwrap();
    assert_eq!(run.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&run.stderr).contains("no-such-file.txt"));
}

#[test]
fn eval_gives_a_report_and_fails_under_a_floor() {
    let out = tempfile::tempdir().unwrap();
    saraban().current_dir(root("")).args(["extract", "corpus/letters/header", "--out"]).arg(out.path()).assert().success();
    let eval = |more: &[&str]| {
        saraban().current_dir(root("")).args(["eval", "--gold", "corpus/gold/header", "--out"]).arg(out.path()).args(more).output().unwrap()
    };
    assert_eq!(eval(&[]).status.code(), Some(0));
    assert_eq!(eval(&["--fail-under", "0.1"]).status.code(), Some(0));
    assert_eq!(eval(&["--fail-under", "1.0"]).status.code().map(|c| c < 2), Some(true));
    let report: serde_json::Value = serde_json::from_slice(&eval(&["--json"]).stdout).unwrap();
    assert_eq!(report["groups"]["all"]["files"], 11);
}

/// The letters of the corpus that have a true text, as folders of texts as read and true texts.
fn pairs() -> (tempfile::TempDir, tempfile::TempDir) {
    let (read, truth) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    for path in files("corpus/truth") {
        let name = path.strip_prefix(root("corpus/truth")).unwrap();
        let letters = root("corpus/letters").join(name);
        let from = [letters.clone(), letters.with_extension("md")].into_iter().find(|p| p.exists()).unwrap();
        for (dir, from) in [(&read, from), (&truth, path.clone())] {
            fs::create_dir_all(dir.path().join(name).parent().unwrap()).unwrap();
            fs::copy(from, dir.path().join(name)).unwrap();
        }
    }
    (read, truth)
}

#[test]
fn learn_counts_what_a_recogniser_did_and_the_profile_serves() {
    let (read, truth) = pairs();
    let out = truth.path().join("ours.toml");
    let run = saraban().arg("learn").args([read.path(), truth.path()]).arg("--out").arg(&out).output().unwrap();
    assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
    let profile: toml::Table = fs::read_to_string(&out).unwrap().parse().unwrap();
    assert_eq!(profile["engine"].as_str(), Some("ours"));
    assert!(profile["seen"]["น"].as_integer() > Some(300), "{profile}");
    assert!(profile["lost"]["่^"].as_integer() >= Some(10), "ที่ without its mark is the commonest fault: {profile}");
    let mend = |profile: &Path| {
        let run = saraban().args(["normalize", "--profile"]).arg(profile).arg("-").write_stdin("ในเขตพื้นทีรับผิดชอบ").output().unwrap();
        (run.status.code(), String::from_utf8(run.stdout).unwrap())
    };
    assert_eq!(mend(&out), (Some(0), "ในเขตพื้นที่รับผิดชอบ".to_owned()));
    assert_eq!(mend(Path::new("tesseract")).0, Some(0), "a shipped profile goes by its name");
    fs::write(&out, "engine = \"x\"\nseen = { xy = 1 }\n").unwrap();
    assert_eq!(mend(&out), (Some(2), String::new()));
}

#[test]
fn learn_names_texts_without_a_partner_and_writes_nothing() {
    let (read, truth) = pairs();
    fs::write(truth.path().join("alone.txt"), "ก").unwrap();
    let out = read.path().join("ours.toml");
    let run = saraban().arg("learn").args([read.path(), truth.path()]).arg("--out").arg(&out).output().unwrap();
    let stderr = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(run.status.code() == Some(2) && stderr.contains("alone.txt") && !out.exists(), "{stderr}");
    let run = saraban().arg("learn").args([read.path(), truth.path()]).arg("--partial").arg("--out").arg(&out).output().unwrap();
    assert!(run.status.success() && out.exists());
}

#[test]
fn learn_passes_over_a_page_of_which_nothing_was_read() {
    let (read, truth) = pairs();
    fs::write(read.path().join("blank.txt"), "").unwrap();
    fs::write(truth.path().join("blank.txt"), "เรื่อง ขอเชิญประชุม").unwrap();
    let out = truth.path().join("ours.toml");
    let run = saraban().arg("learn").args([read.path(), truth.path()]).arg("--out").arg(&out).output().unwrap();
    let stderr = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(run.status.success() && stderr.contains("blank.txt") && out.exists(), "{stderr}");
}

#[test]
fn text_writes_what_positions_count_in() {
    let path = "corpus/letters/readings/hocr-stamp-above-letterhead.hocr";
    let run = saraban().current_dir(root("")).args(["text", path]).output().unwrap();
    assert_eq!(run.status.code(), Some(0));
    let (_, _, files) = extract(&[path]);
    let letter: serde_json::Value = serde_json::from_slice(&files["letters.jsonl"]).unwrap();
    let evidence = letter["evidence"].as_array().unwrap();
    let number = evidence.iter().find(|e| e["field"] == "/number").unwrap();
    let at = |key: &str| number[key].as_u64().unwrap() as usize;
    assert_eq!(&run.stdout[at("start")..at("end")], number["raw"].as_str().unwrap().as_bytes());
    assert_eq!((number["page"].as_u64(), number["box"].as_array().map(Vec::len)), (Some(1), Some(4)));
    let table = String::from_utf8(files["evidence.csv"].clone()).unwrap();
    assert!(table.starts_with("id,path,index,field,start,end,raw,page,left,top,right,bottom,confidence,rule\r\n"), "{table}");
    assert_eq!(csv::Reader::from_reader(table.as_bytes()).records().count(), evidence.len());
}

#[test]
fn markup_that_is_no_reading_is_passed_over_in_folders_and_refused_when_named() {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in [("mets.xml", "<mets/>"), ("index.html", "<html><body>ก</body></html>"), ("a.tsv", "a\tb\n"), ("a.txt", "ก")] {
        fs::write(dir.path().join(name), text).unwrap();
    }
    let folder = dir.path().to_str().unwrap();
    let (code, stderr, _) = extract(&[folder]);
    assert_eq!(code, Some(0), "{stderr}");
    assert!(stderr.contains("3 files skipped"), "{stderr}");
    assert!(stderr.contains("a.tsv: neither a text (.txt, .md, .text, .jsonl) nor a reading with boxes (.hocr,"), "{stderr}");
    let (code, stderr, _) = extract(&[&format!("{folder}/mets.xml"), LETTER]);
    assert_eq!(code, Some(1), "{stderr}");
    assert!(stderr.contains("neither hOCR, ALTO, PAGE nor Tesseract's TSV"), "{stderr}");
}
