//! What a run writes of its letters as one register: citations resolved, gaps, copies. All letters are invented.

mod common;

use common::tables::{column, rfc4180, run, table};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use tempfile::TempDir;

/// A letter of a made unit; `body` is its running text.
fn made(number: &str, date: &str, to: &str, body: &str) -> String {
    format!(
        "ที่ {number}\nศาลากลางจังหวัดจันทบุรี\nถนนเลียบเนิน จบ 22000\n\n{date}\n\nเรื่อง การตรวจผลไม้\n\nเรียน {to}\n\n{body}\n\n\
         จึงเรียนมาเพื่อโปรดทราบ\n\nขอแสดงความนับถือ\n\n(นายทดสอบ ตัวอย่าง)\nผู้ว่าราชการจังหวัดจันทบุรี\n\nสำนักงานจังหวัด\nโทร. 0 3900 1489\n"
    )
}

/// A run over made files.
fn run_made(files: &[(&str, String)], bom: bool) -> (TempDir, TempDir) {
    let input = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(input.path().join(name), text).unwrap();
    }
    (run(&[input.path().to_owned()], bom), input)
}

#[test]
fn citations_resolve_to_letters_of_other_files() {
    let cited = "ตามหนังสือจังหวัด ที่ จบ 0022/340 ลงวันที่ 6 พฤษภาคม 2568 และหนังสือ ที่ จบ 0022/999 ลงวันที่ 1 พฤษภาคม 2568 แจ้งให้ทราบแล้ว นั้น";
    let files = [
        ("a.txt", made("จบ 0022/355", "20 พฤษภาคม 2568", "นายอำเภอขลุง", cited)),
        ("b.txt", made("จบ 0022/340", "6 พฤษภาคม 2568", "นายอำเภอขลุง", "ด้วยจังหวัดขอความร่วมมือตรวจผลไม้ก่อนส่งออกทุกครั้ง")),
        ("c.txt", made("จบ 0022/360", "1 พฤษภาคม 2568", "นายอำเภอขลุง", "ด้วยจังหวัดขอแจ้งผลการตรวจผลไม้ประจำเดือน")),
    ];
    for bom in [false, true] {
        let (out, _input) = run_made(&files, bom);
        let ids = |name: &str| {
            let text = fs::read_to_string(out.path().join("letters.jsonl")).unwrap();
            let records = text.lines().map(|l| serde_json::from_str::<Value>(l).unwrap());
            records.filter(|r| r["source"]["path"].as_str().unwrap().ends_with(name)).map(|r| r["id"].clone()).collect::<Vec<_>>()
        };
        let text = fs::read_to_string(out.path().join("letters.jsonl")).unwrap();
        let first: Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
        let resolved: Vec<&Value> = first["citations"].as_array().unwrap().iter().map(|c| &c["resolved_id"]).collect();
        assert_eq!(resolved, [&ids("b.txt")[0], &Value::Null]);
        let rows = fs::read_to_string(out.path().join("citations.csv")).unwrap();
        assert_eq!(rows.starts_with('\u{feff}'), bom);
        let rows = rfc4180(rows.trim_start_matches('\u{feff}'));
        let last: Vec<&str> = rows.iter().map(|r| r.last().unwrap().as_str()).collect();
        assert_eq!(last, ["resolved_id", ids("b.txt")[0].as_str().unwrap(), ""]);
        if !bom {
            assert_eq!(column(out.path(), "not_held.csv", "number"), ["จบ 0022/999"]);
            assert_eq!(column(out.path(), "register.csv", "run"), ["340", "355", "360"]);
            assert_eq!(column(out.path(), "register.csv", "missing_from"), ["", "341", "356"]);
            assert_eq!(column(out.path(), "register.csv", "out_of_order_id"), ["", "", ids("a.txt")[0].as_str().unwrap()]);
        }
    }
}

#[test]
fn copies_of_a_circular_differ_in_their_misread_words() {
    let body = "ด้วยจังหวัดขอความร่วมมือตรวจผลไม้ก่อนส่งออก ตามแนวทางปฏิบัติ ทะเบียนเลขที่ 81204 ที่กำหนดไว้ทุกครั้ง และรายงานผลให้จังหวัดทราบ";
    let other = "เป็นเรื่องอื่น ที่ลงเลขซ้ำไว้โดยผิดหลง ไม่เกี่ยวกับการตรวจนั้นเลยแม้แต่น้อย และมีใจความยาวกว่าฉบับแรกมากนัก";
    let files = [
        ("a.txt", made("จบ 0022/ว 340", "6 พฤษภาคม 2568", "นายอำเภอขลุง", body)),
        ("b.txt", made("จบ 0022/ว 340", "6 พฤษภาคม 2568", "นายกเทศมนตรีเมืองขลุง", &body.replace("81204", "81294"))),
        ("c.txt", made("จบ 0022/ว 340", "6 พฤษภาคม 2568", "นายอำเภอขลุง", other)),
    ];
    let (out, _input) = run_made(&files, false);
    let rows = table(out.path(), "copies.csv");
    // the copy with the smaller id is the one that others are compared with
    let (b, a) = (("นายกเทศมนตรีเมืองขลุง", "81294"), ("นายอำเภอขลุง", "81204"));
    let (one, first) = if rows[0]["path"].ends_with("b.txt") { (b, a) } else { (a, b) };
    let found: Vec<_> = rows.iter().map(|r| [&r["words"], &r["copy_of_words"], &r["misread"]].map(String::as_str)).collect();
    assert_eq!(found, [[one.0, first.0, "no"], [one.1, first.1, "yes"]]);
    let file = |r: &BTreeMap<String, String>| r["path"].rsplit('/').next().unwrap().to_owned();
    let register = table(out.path(), "register.csv");
    assert_eq!(register.iter().filter(|r| !r["copy_of_id"].is_empty()).count(), 1);
    assert!(register.iter().any(|r| !r["same_number_id"].is_empty() && file(r) == "c.txt"), "{register:?}");
}
