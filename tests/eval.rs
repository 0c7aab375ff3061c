//! The evaluation against the reference scorer.
//!
//! All constants marked so were printed by the reference scorer for the files in
//! `tests/data/eval`; everything in those files is invented.

use saraban::eval::{Change, EvalError, Options, Report, evaluate};
use std::fs;
use std::path::{Path, PathBuf};

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/eval").join(name)
}

fn options() -> Options {
    Options {
        gold: data("gold"),
        out: data("out"),
        truth: Some(data("truth")),
        input: Some(data("input")),
        by: Some("channel".to_owned()),
        base: None,
        from: None,
    }
}

fn json(report: &Report) -> Result<serde_json::Value, serde_json::Error> {
    serde_json::to_value(report)
}

/// Field, [tp, fp, fn], F1, soft F1: from the reference scorer.
const FIELDS: [(&str, [u64; 3], f64, Option<f64>); 22] = [
    ("kind", [5, 2, 1], 0.7692, None),
    ("urgency", [1, 0, 0], 1.0, None),
    ("number", [3, 2, 2], 0.6, None),
    ("agency", [5, 0, 1], 0.9091, Some(0.9091)),
    ("date", [4, 2, 1], 0.7273, None),
    ("subject", [4, 2, 2], 0.6667, Some(0.8333)),
    ("addressees", [2, 0, 1], 0.8, Some(0.8)),
    ("ref_number", [1, 1, 0], 0.6667, None),
    ("ref_date", [1, 1, 1], 0.5, None),
    ("enclosures", [0, 2, 1], 0.0, Some(0.0)),
    ("sig_name", [3, 1, 1], 0.75, Some(0.75)),
    ("sig_position", [3, 1, 1], 0.75, Some(0.75)),
    ("sig_acting_for", [0, 0, 1], 0.0, Some(0.0)),
    ("sig_role", [2, 2, 2], 0.5, None),
    ("rcpt_date", [0, 0, 1], 0.0, None),
    ("rcpt_time", [0, 0, 1], 0.0, None),
    ("rcpt_receiver", [0, 0, 1], 0.0, Some(0.0)),
    ("phone_number", [2, 1, 0], 0.8, None),
    ("phone_kind", [1, 1, 1], 0.5, None),
    ("phone_ext", [3, 1, 2], 0.6667, None),
    ("emails", [1, 0, 0], 1.0, None),
    ("urls", [1, 0, 0], 1.0, None),
];

#[test]
fn fields_agree_with_the_reference_scorer() -> Outcome {
    let report = evaluate(&options())?;
    let all = report.overall().ok_or("no group of all files")?;
    assert_eq!(all.fields.len(), FIELDS.len());
    for (field, counts, f1, soft) in FIELDS {
        let s = &all.fields[field];
        let found = [s.strict.tp, s.strict.fp, s.strict.fn_];
        assert_eq!((found, s.strict.f1, s.soft_f1), (counts, f1, soft), "{field}");
    }
    Ok(())
}

#[test]
fn sums_agree_with_the_reference_scorer() -> Outcome {
    let report = evaluate(&options())?;
    // Group; micro precision, recall, F1; soft F1; macro F1: from the reference scorer.
    let wanted = [
        ("all", [0.6885, 0.6667, 0.6774], 0.6935, 0.573),
        ("one", [0.7826, 0.5455, 0.6429], 0.6786, 0.5378),
        ("two", [0.6452, 0.8, 0.7143], 0.7143, 0.7378),
        ("None", [0.5714, 0.8, 0.6667], 0.6667, 0.6667),
    ];
    assert_eq!(report.groups.len(), wanted.len());
    for (name, micro, soft, macro_f1) in wanted {
        let g = &report.groups[name];
        let found = [g.overall.precision, g.overall.recall, g.overall.f1];
        assert_eq!((found, g.overall_soft.f1, g.macro_f1), (micro, soft, macro_f1), "{name}");
    }
    // Files: F1 and letters, from the reference scorer.
    for (stem, f1, gold, found) in [("a", 0.6429, 3, 2), ("b", 0.619, 1, 2), ("c", 1.0, 1, 1), ("d", 0.6667, 1, 2)] {
        let f = &report.files[stem];
        assert_eq!((f.overall.f1, f.gold, f.found), (f1, gold, found), "{stem}");
    }
    Ok(())
}

#[test]
fn letters_and_warnings_agree_with_the_reference_scorer() -> Outcome {
    let report = evaluate(&options())?;
    let all = report.overall().ok_or("no group of all files")?;
    let l = &all.letters;
    let found = [l.gold, l.found, l.aligned, l.files_with_exact_count];
    assert_eq!((found, l.exact_share), ([6, 7, 5, 1], 0.25));
    let w = &all.warnings;
    assert_eq!([w.planted, w.found, w.emitted_of_these_kinds, w.other_warnings], [2, 2, 3, 1]);
    assert_eq!((w.recall, w.precision), (Some(1.0), Some(0.6667)));
    // Not a figure of the reference scorer: only the letter of file c is right in every field, and
    // the first of file a but for one letter of its subject.
    assert_eq!((l.correct, l.correct_share, l.correct_share_soft), (1, 0.1667, 0.3333));
    assert_eq!(report.letters_without_gold, 1);
    Ok(())
}

#[test]
fn text_measures_agree_with_the_reference_scorer() -> Outcome {
    let report = json(&evaluate(&options())?)?;
    // From the reference scorer.
    let wanted = serde_json::json!({
        "files": 2, "cer_before": 0.0866, "cer_plain": 0.0801, "cer_after": 0.0768,
        "relative_reduction": 0.1132, "reduction_over_plain": 0.0408,
        "extra_before": 0.0801, "extra_after": 0.0229,
        "words": 134, "word_acc_before": 0.8657, "word_acc_after": 0.8806,
        "harm": 0.0172, "fixed": 0.2222,
        "letter_errors_plain": 7, "letter_errors_after": 6, "letter_error_reduction": 0.1429,
    });
    assert_eq!(report["groups"]["all"]["text"], wanted);
    let d = &report["files"]["d"];
    assert_eq!(d["cer_before"], 0.1011);
    assert_eq!(d["cer_after"], 0.0902);
    assert_eq!(d["harm"], 0.0154);
    assert!(report["groups"]["one"].get("text").is_none());
    Ok(())
}

#[test]
fn confidence_is_held_against_correctness() -> Outcome {
    let report = evaluate(&options())?;
    let all = report.overall().ok_or("no group of all files")?;
    let c = all.calibration.as_ref().ok_or("no calibration")?;
    // By hand: distances .35 + .4 + .6 + .45 + .53 + .24 over 13 rows.
    assert_eq!((c.rows, c.ece), (13, 0.1977));
    let counts: Vec<u64> = c.bins.iter().map(|b| b.count).collect();
    assert_eq!(counts, [0, 0, 0, 1, 1, 0, 1, 2, 3, 5]);
    assert_eq!(c.bins[9].right, Some(1.0));
    assert_eq!((c.bins[8].confidence, c.bins[8].right), (Some(0.8433), Some(0.6667)));
    assert_eq!(c.bins[0].right, None);
    Ok(())
}

fn short(c: &Change) -> String {
    let v = |x: &Option<String>| x.clone().unwrap_or_else(|| "-".to_owned());
    let letter = c.letter.map_or_else(|| "-".to_owned(), |n| n.to_string());
    let (gold, base, new) = (v(&c.gold), v(&c.base), v(&c.new));
    format!("{} {letter} {}: {gold} | {base} | {new}", c.file, c.field)
}

#[test]
fn gains_and_losses_are_named() -> Outcome {
    let report = evaluate(&Options { base: Some(data("base")), ..options() })?;
    let changes = report.changes.ok_or("no changes")?;
    let gained: Vec<String> = changes.gained.iter().map(short).collect();
    assert_eq!(
        gained,
        [
            "a 0 number: ทส 0101.2/ว 15 | - | ทส 0101.2/ว 15",
            "a 0 secrecy: - | ลับ | -",
            "c 0 sig_name: นางใจงาม สอนดี | - | นางใจงาม สอนดี",
            "c 0 sig_position: ผู้อำนวยการโรงเรียน | - | ผู้อำนวยการโรงเรียน",
            "c 0 sig_role: signer | - | signer",
        ]
    );
    let lost: Vec<String> = changes.lost.iter().map(short).collect();
    assert_eq!(lost.len(), 17);
    for line in [
        "a 0 subject: ขอเชิญปลูกต้นไม้ตัวอย่าง | ขอเชิญปลูกต้นไม้ตัวอย่าง | ขอเชิญปลูกตนไม้ตัวอย่าง",
        "a 1 rcpt_time: 09:30 | 09:30 | -",
        "b 0 ref_date: 2025-11-01 | 2025-11-01 | 2025-11-02",
        "b - date: - | - | 2019-09-09",
        "d 0 number: ตย 3/2569 | ตย 3/2569 | ตย 3/2568",
    ] {
        assert!(lost.iter().any(|l| l == line), "{line}\n{lost:#?}");
    }
    let n = changes.counts["number"];
    assert_eq!((n.gained, n.lost), (1, 2));
    Ok(())
}

#[test]
fn a_run_has_no_changes_against_itself() -> Outcome {
    let report = evaluate(&Options { base: Some(data("out/letters.jsonl")), ..options() })?;
    let changes = report.changes.ok_or("no changes")?;
    assert!(changes.gained.is_empty() && changes.lost.is_empty() && changes.counts.is_empty());
    Ok(())
}

#[test]
fn tables_are_written() -> Outcome {
    let report = evaluate(&Options { base: Some(data("base")), ..options() })?;
    let mut text = Vec::new();
    report.write_text(&mut text)?;
    report.write_files(&mut text)?;
    let text = String::from_utf8(text)?;
    for part in [
        "== all: 4 files; letters gold 6, found 7, aligned 5;",
        "number             0.600   0.600   0.600       -      3      2      2",
        "subject            0.667   0.667   0.667   0.833      4      2      2",
        "OVERALL micro      0.689   0.667   0.677   0.694     42     19     21   macro F1 0.573",
        "expected calibration error 0.1977",
        "against the base run: gained 5, lost 17",
        "+ a letter 0 secrecy: gold (none), base \"ลับ\", new (none)",
        "c two F1 1.000 letters 1/1 CER 0.065->0.057 harm 0.020",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert!(text.starts_with("== all"));
    Ok(())
}

#[test]
fn errors_name_the_file_and_the_reason() -> Outcome {
    let dir = tempfile::tempdir()?;
    let gold = dir.path().join("gold");
    fs::create_dir_all(gold.join("more"))?;
    let try_it = |options: &Options| match evaluate(options) {
        Ok(_) => Err("no error".to_owned()),
        Err(e) => Ok(e.to_string()),
    };
    let plain = Options { gold: gold.clone(), out: dir.path().to_owned(), ..Options::default() };
    assert!(try_it(&plain)?.contains("no gold files"));
    fs::write(gold.join("a.json"), r#"{"letters": [{"kind": "memo"}]}"#)?;
    assert!(try_it(&plain)?.contains("letters.jsonl"), "no letters yet");
    fs::write(dir.path().join("letters.jsonl"), "{}\n\n{\"id\":\n")?;
    assert!(try_it(&plain)?.contains("letters.jsonl:3: "));
    fs::write(dir.path().join("letters.jsonl"), "[]\n")?;
    assert!(try_it(&plain)?.contains("letters.jsonl:1: not a JSON object"));
    fs::write(dir.path().join("letters.jsonl"), "{}\n")?;
    assert_eq!(evaluate(&plain)?.letters_without_gold, 1);
    fs::write(gold.join("more/a.json"), "{}")?;
    assert!(matches!(evaluate(&plain), Err(EvalError::DuplicateStem { .. })));
    fs::rename(gold.join("more/a.json"), gold.join("more/b.json"))?;
    assert!(try_it(&plain)?.contains("b.json: not a gold file: no list `letters`"));
    let half = Options { truth: Some(gold), ..plain };
    assert!(matches!(evaluate(&half), Err(EvalError::TruthAndInput)));
    Ok(())
}

#[test]
fn any_shape_of_json_is_taken() -> Outcome {
    let dir = tempfile::tempdir()?;
    let keys = [
        "kind",
        "number",
        "addressees",
        "references",
        "cited",
        "enclosures",
        "signatories",
        "receipts",
        "phones",
        "emails",
        "urls",
        "urls_optional",
        "warnings",
        "evidence",
        "text",
    ];
    let values = [
        "null",
        "\"?\"",
        "7",
        "true",
        "[]",
        "{}",
        "[null, 1, \"?\", {}, []]",
        "[{\"number\": [1], \"ext\": {\"a\": 1}, \"date\": null, \"name\": 3}]",
    ];
    let letters: Vec<String> = values
        .iter()
        .map(|v| {
            let all: Vec<String> = keys.iter().map(|k| format!("\"{k}\": {v}")).collect();
            format!("{{\"source\": {{\"path\": \"x/a.txt\"}}, {}}}", all.join(", "))
        })
        .collect();
    let gold = format!("{{\"letters\": [{}], \"planted\": [3, {{}}]}}", letters.join(","));
    fs::create_dir(dir.path().join("gold"))?;
    fs::write(dir.path().join("gold/a.json"), gold)?;
    fs::write(dir.path().join("letters.jsonl"), letters.join("\n"))?;
    let report = evaluate(&Options { gold: dir.path().join("gold"), out: dir.path().to_owned(), ..Options::default() })?;
    assert_eq!(report.files["a"].found, values.len() as u64);
    Ok(())
}
