//! Runs that write tables, and the tables read again.

use super::RULES;
use saraban::batch;
use saraban::output::Writer;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A run over some inputs.
pub fn run(inputs: &[PathBuf], bom: bool) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    run_into(dir.path(), inputs, bom);
    dir
}

pub fn run_into(dir: &Path, inputs: &[PathBuf], bom: bool) {
    let mut writer = Writer::create(dir, bom).unwrap();
    batch::run(inputs, u64::MAX, &RULES, &mut writer, |_| {}).unwrap();
    writer.publish().unwrap();
}

/// Rows of a CSV text by the letter of RFC 4180: CRLF after every record, quotes only around whole fields and doubled
/// inside them. Anything else is a fault.
pub fn rfc4180(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut chars = text.chars().peekable();
    assert!(text.ends_with("\r\n"), "the last record has no end");
    while let Some(c) = chars.next() {
        match c {
            '"' => {
                assert!(cell.is_empty(), "a quote inside the bare field {cell:?}");
                loop {
                    match chars.next() {
                        Some('"') if chars.peek() == Some(&'"') => cell.extend(chars.next()),
                        Some('"') => break,
                        Some(c) => cell.push(c),
                        None => panic!("a quoted field without an end"),
                    }
                }
                assert!(matches!(chars.peek(), Some(',' | '\r')), "after a quoted field stands {:?}", chars.peek());
            }
            ',' => row.push(std::mem::take(&mut cell)),
            '\r' => {
                assert_eq!(chars.next(), Some('\n'), "a bare carriage return");
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            '\n' => panic!("a bare line feed after {cell:?}"),
            c => cell.push(c),
        }
    }
    rows
}

/// Each row of a table as column → cell.
pub fn table(dir: &Path, name: &str) -> Vec<BTreeMap<String, String>> {
    let rows = rfc4180(&fs::read_to_string(dir.join(name)).unwrap());
    rows[1..].iter().map(|r| rows[0].iter().cloned().zip(r.iter().cloned()).collect()).collect()
}

/// Column `name` of each row of a table, in order.
pub fn column(dir: &Path, table_name: &str, name: &str) -> Vec<String> {
    table(dir, table_name).iter().map(|r| r[name].clone()).collect()
}
