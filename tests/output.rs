//! The output contract: keys, tables, evidence and repairs that hold on the source, files published whole.

mod common;

use common::tables::{rfc4180, run, run_into, table};
use common::{RULES, files, laws, root};
use saraban::batch;
use saraban::input::read;
use saraban::output::{REGISTER_TABLES, Rows, Writer};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use tempfile::TempDir;

/// One run over the whole corpus.
static CORPUS: LazyLock<TempDir> = LazyLock::new(|| run(&[root("corpus/letters"), root("corpus/hostile")], false));

fn corpus(name: &str) -> String {
    fs::read_to_string(CORPUS.path().join(name)).unwrap()
}

fn records() -> Vec<Value> {
    corpus("letters.jsonl").lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

/// The tables of the contract: file, the columns that must be there in this order.
const TABLES: [(&str, &[&str]); 11] = [
    (
        "letters.csv",
        &[
            "kind",
            "urgency",
            "secrecy",
            "number",
            "agency",
            "address",
            "postcode",
            "date",
            "subject",
            "salutation",
            "addressees",
            "references",
            "enclosures",
            "signatories",
            "receipts",
            "office",
            "phones",
            "contacts",
            "emails",
            "urls",
        ],
    ),
    ("signatories.csv", &["name", "position", "acting", "acting_for", "role"]),
    ("receipts.csv", &["receiver", "number", "date", "time"]),
    ("references.csv", &["text", "agency", "number", "date", "resolved_id"]),
    ("enclosures.csv", &["description", "quantity", "unit"]),
    ("contacts.csv", &["kind", "value"]),
    ("dates.csv", &["start", "end", "role"]),
    ("citations.csv", &["number", "date", "resolved_id"]),
    ("repairs.csv", &["start", "end", "before", "after", "rule", "confidence"]),
    ("suggestions.csv", &["start", "end", "before", "after", "rule", "confidence"]),
    ("warnings.csv", &["code", "field", "message", "suggestion"]),
];

const KEYS: [&str; 31] = [
    "schema",
    "id",
    "source",
    "kind",
    "urgency",
    "secrecy",
    "number",
    "agency",
    "address",
    "postcode",
    "date",
    "subject",
    "salutation",
    "addressees",
    "references",
    "enclosures",
    "signatories",
    "receipts",
    "office",
    "phones",
    "contacts",
    "emails",
    "urls",
    "dates",
    "citations",
    "attachments",
    "text",
    "repairs",
    "suggestions",
    "evidence",
    "warnings",
];

/// The keys of the objects inside a letter.
const INNER: [(&str, &[&str]); 13] = [
    ("source", &["path", "index", "start", "end", "hash", "encoding", "format", "pages"]),
    ("references", &["text", "agency", "number", "date", "resolved_id"]),
    ("enclosures", &["description", "quantity", "unit"]),
    ("signatories", &["name", "position", "acting", "acting_for", "role"]),
    ("receipts", &["receiver", "number", "date", "time"]),
    ("phones", &["number", "ext", "kind", "person"]),
    ("dates", &["start", "end", "role"]),
    ("citations", &["number", "date", "resolved_id"]),
    ("attachments", &["title", "start", "end"]),
    ("repairs", &["start", "end", "before", "after", "rule", "confidence"]),
    ("suggestions", &["start", "end", "before", "after", "rule", "confidence"]),
    ("evidence", &["field", "start", "end", "raw", "page", "box", "confidence", "rule", "signs"]),
    ("warnings", &["code", "field", "message", "suggestion"]),
];

/// JSON with the keys of its objects in the order in which they stand.
enum Json {
    Object(Vec<(String, Json)>),
    List(Vec<Json>),
    Plain,
}

impl Json {
    fn get(&self, key: &str) -> &Json {
        let Json::Object(all) = self else { panic!("no object") };
        &all.iter().find(|(k, _)| k == key).unwrap_or_else(|| panic!("no key {key}")).1
    }
    fn keys(&self) -> Vec<&str> {
        let Json::Object(all) = self else { panic!("no object") };
        all.iter().map(|(k, _)| k.as_str()).collect()
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Json;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("JSON")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
                let mut all = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    all.push(entry);
                }
                Ok(Json::Object(all))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Json, A::Error> {
                let mut all = Vec::new();
                while let Some(item) = seq.next_element()? {
                    all.push(item);
                }
                Ok(Json::List(all))
            }
            fn visit_str<E>(self, _: &str) -> Result<Json, E> {
                Ok(Json::Plain)
            }
            fn visit_unit<E>(self) -> Result<Json, E> {
                Ok(Json::Plain)
            }
            fn visit_bool<E>(self, _: bool) -> Result<Json, E> {
                Ok(Json::Plain)
            }
            fn visit_u64<E>(self, _: u64) -> Result<Json, E> {
                Ok(Json::Plain)
            }
            fn visit_i64<E>(self, _: i64) -> Result<Json, E> {
                Ok(Json::Plain)
            }
            fn visit_f64<E>(self, _: f64) -> Result<Json, E> {
                Ok(Json::Plain)
            }
        }
        deserializer.deserialize_any(InOrder)
    }
}

/// Whether `wanted` stand in `all` in this order.
fn in_order(wanted: &[&str], all: &[String]) -> bool {
    let mut rest = all.iter();
    wanted.iter().all(|w| rest.any(|a| a == w))
}

#[test]
fn tables_are_rfc_4180_with_their_columns() {
    for (name, columns) in TABLES {
        let rows = rfc4180(&corpus(name));
        let header = &rows[0];
        assert_eq!(header[..3], ["id", "path", "index"], "{name}");
        assert!(in_order(columns, &header[3..]), "{name}: {header:?}");
        for row in &rows {
            assert_eq!(row.len(), header.len(), "{name}: {row:?}");
        }
    }
    assert_eq!(rfc4180(&corpus("failures.csv"))[0], ["path", "reason"]);
}

/// A cell without the apostrophe that keeps a spreadsheet from running it.
fn plain(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|c| c.starts_with(['=', '+', '-', '@', '\t', '\r'])).unwrap_or(cell)
}

fn words(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(s) => s.clone(),
        other => other.to_string(),
    }
}

#[test]
fn tables_hold_the_values_of_the_letters_row_by_row() {
    let records = records();
    for (name, columns) in TABLES.iter().filter(|(n, _)| !matches!(*n, "letters.csv" | "contacts.csv")) {
        let list = name.trim_end_matches(".csv");
        let columns: Vec<_> = columns.iter().filter(|c| **c != "confidence").collect();
        let wanted: Vec<Vec<String>> = records
            .iter()
            .flat_map(|r| {
                let head = [words(&r["id"]), words(&r["source"]["path"]), words(&r["source"]["index"])];
                let columns = &columns;
                r[list]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(move |x| head.iter().cloned().chain(columns.iter().map(|c| words(&x[**c]))).collect())
            })
            .collect();
        let found: Vec<Vec<String>> = table(CORPUS.path(), name)
            .iter()
            .map(|row| ["id", "path", "index"].iter().chain(columns.iter().copied()).map(|c| plain(&row[*c]).to_owned()).collect())
            .collect();
        assert_eq!(found, wanted, "{name}");
    }
}

#[test]
fn letters_csv_holds_one_row_a_letter_with_lists_joined() {
    let rows = table(CORPUS.path(), "letters.csv");
    let records = records();
    assert_eq!(rows.len(), records.len());
    for (row, record) in rows.iter().zip(&records) {
        for key in
            ["id", "kind", "urgency", "secrecy", "number", "agency", "address", "postcode", "date", "subject", "salutation", "office"]
        {
            assert_eq!(plain(&row[key]), words(&record[key]), "{key} of {}", row["path"]);
        }
        for key in ["addressees", "contacts", "emails", "urls"] {
            let joined: Vec<String> = record[key].as_array().unwrap().iter().map(words).collect();
            assert_eq!(plain(&row[key]), joined.join(" | "), "{key} of {}", row["path"]);
        }
        let names: Vec<String> =
            record["signatories"].as_array().unwrap().iter().map(|s| words(&s["name"])).filter(|s| !s.is_empty()).collect();
        assert_eq!(plain(&row["signatories"]), names.join(" | "));
    }
}

#[test]
fn contacts_csv_holds_phones_mails_and_addresses() {
    let rows = table(CORPUS.path(), "contacts.csv");
    for record in records() {
        let of: Vec<_> = rows.iter().filter(|r| r["id"] == words(&record["id"]) && r["path"] == words(&record["source"]["path"])).collect();
        let values = |kinds: &[&str]| -> Vec<&str> {
            of.iter().filter(|r| kinds.contains(&r["kind"].as_str())).map(|r| plain(&r["value"])).collect()
        };
        let numbers: Vec<String> = record["phones"].as_array().unwrap().iter().map(|p| words(&p["number"])).collect();
        let list = |key: &str| -> Vec<String> { record[key].as_array().unwrap().iter().map(words).collect() };
        assert_eq!(values(&["phone", "fax", "mobile"]), numbers);
        assert_eq!(values(&["email"]), list("emails"));
        assert_eq!(values(&["url"]), list("urls"));
    }
}

#[test]
fn letters_have_the_keys_of_the_contract_in_their_order() {
    for line in corpus("letters.jsonl").lines() {
        assert_eq!(serde_json::from_str::<Json>(line).unwrap().keys(), KEYS);
    }
}

#[test]
fn the_parts_of_a_letter_have_the_keys_of_the_contract_in_their_order() {
    let mut seen = BTreeMap::<&str, usize>::new();
    for line in corpus("letters.jsonl").lines() {
        let letter: Json = serde_json::from_str(line).unwrap();
        for (key, wanted) in INNER {
            let parts = match letter.get(key) {
                Json::List(all) => all.iter().collect(),
                one => vec![one],
            };
            *seen.entry(key).or_default() += parts.len();
            for part in parts {
                assert_eq!(part.keys(), wanted, "{key}");
            }
        }
    }
    let unseen: Vec<_> = seen.iter().filter(|(k, n)| **n == 0 && !["warnings", "suggestions"].contains(k)).collect();
    assert!(unseen.is_empty(), "the corpus shows none of {unseen:?}");
}

#[test]
fn values_are_of_the_contracts_words_and_forms() {
    let date = regex::Regex::new(r"^\d{4}(-\d{2}(-\d{2})?)?$").unwrap();
    let time = regex::Regex::new(r"^\d{2}:\d{2}$").unwrap();
    let among = |value: &Value, words: &[&str]| value.is_null() || words.contains(&value.as_str().unwrap_or_default());
    let kinds = ["external", "memo", "stamped", "order", "regulation", "announcement", "news", "certificate", "minutes", "other"];
    for r in records() {
        let path = &r["source"]["path"];
        assert_eq!(r["schema"], "saraban/1");
        assert!(among(&r["kind"], &kinds), "{path}");
        assert!(among(&r["urgency"], &["ด่วน", "ด่วนมาก", "ด่วนที่สุด"]), "{path}: {}", r["urgency"]);
        assert!(among(&r["secrecy"], &["ลับ", "ลับมาก", "ลับที่สุด"]), "{path}: {}", r["secrecy"]);
        let items = |key: &str| r[key].as_array().unwrap().clone();
        let all_dates = [r["date"].clone()]
            .into_iter()
            .chain(["references", "receipts", "citations"].iter().flat_map(|k| items(k)).map(|x| x["date"].clone()))
            .chain(items("dates").into_iter().flat_map(|x| [x["start"].clone(), x["end"].clone()]));
        for d in all_dates {
            assert!(d.is_null() || date.is_match(&words(&d)), "{path}: {d}");
        }
        for x in items("receipts") {
            assert!(x["time"].is_null() || time.is_match(&words(&x["time"])), "{path}: {}", x["time"]);
        }
        for x in items("phones") {
            assert!(among(&x["kind"], &["phone", "fax", "mobile"]), "{path}");
            assert!(words(&x["number"]).bytes().all(|b| b.is_ascii_digit()) && !words(&x["number"]).is_empty(), "{path}: {}", x["number"]);
        }
        for x in items("signatories") {
            assert!(among(&x["role"], &["signer", "endorser", "certifier", "proposer", "approver"]), "{path}");
        }
        for x in items("dates") {
            assert!(among(&x["role"], &["letter", "receipt", "reference", "event", "mention"]), "{path}");
        }
    }
}

/// Every string that is a value (no copy of the source).
fn value_strings(record: &Value) -> Vec<String> {
    fn walk(value: &Value, out: &mut Vec<String>) {
        match value {
            Value::String(s) => out.push(s.clone()),
            Value::Array(all) => all.iter().for_each(|v| walk(v, out)),
            Value::Object(all) => all.values().for_each(|v| walk(v, out)),
            _ => {}
        }
    }
    let mut out = Vec::new();
    for key in KEYS[4..25].iter() {
        walk(&record[*key], &mut out);
    }
    out
}

#[test]
fn values_are_nfc_with_ascii_digits_and_single_blanks() {
    for record in records() {
        for value in value_strings(&record) {
            let path = &record["source"]["path"];
            assert!(common::is_nfc(&value), "{path}: {value:?}");
            assert!(!value.contains(|c| ('๐'..='๙').contains(&c)), "{path}: {value:?}");
            assert_eq!(value.split_whitespace().collect::<Vec<_>>().join(" "), value, "{path}");
            assert!(!value.is_empty(), "{path}: an empty value is null");
        }
    }
}

#[test]
fn formula_cells_are_harmless_in_tables_and_plain_in_json() {
    let dir = tempfile::tempdir().unwrap();
    let mut record = common::letters("ที่ ทด ๐๐๐๔/๔\nเรื่อง ทดสอบ\n").remove(0);
    record.source.path = "=cmd|' /C calc'!A0.txt".into();
    record.subject = Some("=SUM(1+1)*cmd".into());
    record.agency = Some("+66".into());
    record.address = Some("-1".into());
    record.salutation = Some("@ผู้ทดสอบ".into());
    record.office = Some("\t=1".into());
    record.addressees = vec!["\r=1".into(), "=2".into()];
    record.urls = vec!["a=1".into()];
    let mut writer = Writer::create(dir.path(), false).unwrap();
    let records = [record];
    writer.letters(Rows::of(&records).unwrap()).unwrap();
    writer.publish().unwrap();
    let row = &table(dir.path(), "letters.csv")[0];
    let cells = ["path", "subject", "agency", "address", "salutation", "office", "addressees", "urls"].map(|c| row[c].as_str());
    let wanted = ["'=cmd|' /C calc'!A0.txt", "'=SUM(1+1)*cmd", "'+66", "'-1", "'@ผู้ทดสอบ", "'\t=1", "'\r=1 | =2", "a=1"];
    assert_eq!(cells, wanted);
    let json: Value = serde_json::from_str(&fs::read_to_string(dir.path().join("letters.jsonl")).unwrap()).unwrap();
    assert_eq!(json["subject"], "=SUM(1+1)*cmd");
    assert_eq!(json["source"]["path"], "=cmd|' /C calc'!A0.txt");
}

#[test]
fn no_cell_of_any_table_begins_like_a_formula() {
    for (name, _) in TABLES.iter().chain(REGISTER_TABLES).chain(&[("custody.csv", &[][..]), ("failures.csv", &[][..])]) {
        for row in rfc4180(&corpus(name)) {
            for cell in row {
                assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{name}: {cell:?}");
            }
        }
    }
}

#[test]
fn the_mark_for_spreadsheets_is_written_only_when_asked_for() {
    let input = [root("corpus/letters/header/bracketed-committee-code.txt")];
    for bom in [true, false] {
        let out = run(&input, bom);
        for (name, _) in TABLES.iter().chain(REGISTER_TABLES).chain(&[("custody.csv", &[][..]), ("failures.csv", &[][..])]) {
            let bytes = fs::read(out.path().join(name)).unwrap();
            assert_eq!(bytes.starts_with("\u{feff}".as_bytes()), bom, "{name}");
        }
        assert!(fs::read(out.path().join("letters.jsonl")).unwrap().starts_with(b"{"));
    }
}

/// Names of the files in a folder.
fn names(dir: &Path) -> Vec<String> {
    let mut all: Vec<String> = fs::read_dir(dir).unwrap().map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
    all.sort();
    all
}

#[test]
fn a_run_leaves_all_files_and_no_half_written_one() {
    let mut wanted: Vec<&str> = TABLES.iter().map(|t| t.0).chain(["failures.csv", "letters.jsonl"]).collect();
    wanted.sort();
    let found = names(CORPUS.path());
    assert!(wanted.iter().all(|w| found.iter().any(|f| f == w)), "{found:?}");
    assert!(!found.iter().any(|f| f.starts_with('.')), "{found:?}");
}

#[test]
fn a_run_that_does_not_end_leaves_the_files_of_the_one_before() {
    let out = run(&[root("corpus/letters/dates")], false);
    let before: Vec<_> = names(out.path()).iter().map(|n| fs::read(out.path().join(n)).unwrap()).collect();
    let mut writer = Writer::create(out.path(), false).unwrap();
    batch::run(&[root("corpus/letters/header")], u64::MAX, &RULES, &mut writer, |_| {}).unwrap();
    drop(writer);
    let published = names(out.path()).into_iter().filter(|n| !n.ends_with(".part"));
    let after: Vec<_> = published.map(|n| fs::read(out.path().join(n)).unwrap()).collect();
    assert!(before == after, "a file was touched");
}

#[test]
fn a_run_replaces_the_files_of_the_one_before() {
    let out = run(&[root("corpus/letters/dates")], false);
    run_into(out.path(), &[root("corpus/letters/header/bracketed-committee-code.txt")], false);
    let rows = table(out.path(), "letters.csv");
    assert_eq!(rows.len(), 1);
    assert!(rows[0]["path"].ends_with("header/bracketed-committee-code.txt"));
}

#[test]
fn failures_are_listed_with_path_and_reason() {
    let out = run(&["no-such-file.txt".into(), root("corpus/hostile/nul-bytes-in-text.txt"), root("corpus/hostile/zero-bytes.txt")], false);
    let rows = table(out.path(), "failures.csv");
    let paths: Vec<&str> = rows.iter().map(|r| r["path"].as_str()).collect();
    assert_eq!(paths[0], "no-such-file.txt");
    assert!(paths[1].ends_with("nul-bytes-in-text.txt") && paths[2].ends_with("zero-bytes.txt"), "{paths:?}");
    assert_eq!((rows[1]["reason"].as_str(), rows[2]["reason"].as_str()), ("not a text file (it holds NUL bytes)", "the file is empty"));
    assert!(!rows[0]["reason"].is_empty());
    assert_eq!(fs::read_to_string(out.path().join("letters.jsonl")).unwrap(), "");
}

#[test]
fn the_same_bytes_give_the_same_id_whatever_the_folder_or_the_order() {
    let dir = tempfile::tempdir().unwrap();
    let from = root("corpus/letters/multi-letter/five-letters-one-file.txt");
    let other = root("corpus/letters/header/bracketed-committee-code.txt");
    let copy = dir.path().join("renamed.md");
    fs::copy(&from, &copy).unwrap();
    let ids = |inputs: &[PathBuf], path: &Path| -> Vec<String> {
        let out = run(inputs, false);
        let path = path.to_string_lossy();
        table(out.path(), "letters.csv").iter().filter(|r| r["path"] == path).map(|r| r["id"].clone()).collect()
    };
    let one = ids(&[from.clone(), other.clone()], &from);
    assert_eq!(one, ids(&[other, copy.clone()], &copy));
    assert_eq!(one.iter().collect::<std::collections::BTreeSet<_>>().len(), one.len(), "{one:?}");
}

#[test]
fn evidence_repairs_and_letters_hold_on_the_source_of_every_file_of_the_corpus() {
    let by_path = records().into_iter().fold(BTreeMap::<String, Vec<Value>>::new(), |mut all, r| {
        all.entry(words(&r["source"]["path"])).or_default().push(r);
        all
    });
    let mut broken = Vec::new();
    for path in files("corpus/letters").into_iter().chain(files("corpus/hostile")) {
        let name = path.to_string_lossy().replace('\\', "/");
        let Ok(document) = read(&path) else {
            assert!(!by_path.contains_key(&name), "{name}");
            continue;
        };
        let source = document.text.clone();
        let records = saraban::extract::extract(document, &RULES);
        if let Err(e) = laws(&source, &records) {
            broken.push(format!("{name}: {e}"));
        }
        // what was written is what was read; only what is cited is known when all is read
        let found: Vec<Value> = by_path[&name].iter().cloned().map(unresolved).collect();
        let written: Vec<Value> = records.iter().map(|r| serde_json::from_str(&serde_json::to_string(r).unwrap()).unwrap()).collect();
        assert!(found == written, "{name}");
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// A letter as it was before its citations were looked up.
fn unresolved(mut letter: Value) -> Value {
    for list in ["references", "citations"] {
        for cited in letter[list].as_array_mut().unwrap() {
            cited["resolved_id"] = Value::Null;
        }
    }
    letter
}
