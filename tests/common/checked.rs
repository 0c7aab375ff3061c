//! Letters of which a check is to say something, or nothing.

use super::RULES;
use saraban::extract::extract;
use saraban::input::document;
use saraban::record::Record;
use std::path::Path;

pub fn read(text: &str) -> Vec<Record> {
    let document = document(Path::new("a.txt"), text.as_bytes()).unwrap_or_else(|e| panic!("{e}"));
    extract(document, &RULES)
}

/// A letter: its head lines up to the date, and what its body says.
pub struct Letter<'a> {
    pub stamp: &'a str,
    pub number: &'a str,
    pub agency: &'a str,
    pub address: &'a str,
    pub date: &'a str,
    pub list: &'a str,
    pub body: &'a str,
    pub tail: &'a str,
}

pub const PLAIN: Letter = Letter {
    stamp: "",
    number: "จบ 0022/340",
    agency: "ศาลากลางจังหวัดจันทบุรี",
    address: "ถนนเลียบเนิน จบ. 22000",
    date: "6 พฤษภาคม 2568",
    list: "",
    body: "ด้วยจังหวัดขอความร่วมมือตรวจผลไม้ก่อนส่งออกทุกครั้งตามระเบียบที่กำหนดไว้",
    tail: "",
};

impl Letter<'_> {
    pub fn text(&self) -> String {
        let list = if self.list.is_empty() { String::new() } else { format!("{}\n", self.list) };
        let stamp = if self.stamp.is_empty() { String::new() } else { format!("{}\n\n", self.stamp) };
        format!(
            "{stamp}ที่ {}\n{}\n{}\n{}\nเรื่อง การตรวจผลไม้\nเรียน นายอำเภอ ทุกอำเภอ\n{list}{}\nจึงเรียนมาเพื่อโปรดทราบ\nขอแสดงความนับถือ\n\
             (นายทดสอบ ตัวอย่าง)\nผู้ว่าราชการจังหวัดจันทบุรี\nสำนักงานจังหวัด\nโทร. 0 3900 1489\n{}\n",
            self.number, self.agency, self.address, self.date, self.body, self.tail
        )
    }
}

/// Letter, code, field and suggestion of every warning of the contradictions.
pub fn warned(text: &str) -> Vec<(usize, &'static str, String, Option<String>)> {
    let all = read(text).into_iter().enumerate();
    all.flat_map(|(i, r)| r.warnings.into_iter().map(move |w| (i, w.code, w.field, w.suggestion))).collect()
}

#[track_caller]
pub fn one(text: &str, letter: usize, code: &str, field: &str, suggestion: Option<&str>) {
    // a value that is warned of may be flagged as doubtful too
    let found: Vec<_> = warned(text).into_iter().filter(|w| w.1 != "low_confidence").collect();
    let wanted = [(letter, code, field, suggestion)];
    let found: Vec<_> = found.iter().map(|w| (w.0, w.1, w.2.as_str(), w.3.as_deref())).collect();
    assert_eq!(found, wanted, "in\n{text}");
}

#[track_caller]
pub fn none(text: &str) {
    assert_eq!(warned(text), [], "in\n{text}");
}

pub fn body(body: &str) -> String {
    Letter { body, ..PLAIN }.text()
}

pub fn day(s: &str) -> String {
    body(&format!("ด้วยจังหวัดขอให้ส่งรายงานผลการตรวจผลไม้ก่อนส่งออกทุกครั้ง {s} ตามระเบียบ"))
}

/// The covering letter, whose list is `list`, and a letter `กษ 0923/{run}` dated `date`.
pub fn two(list: &str, run: &str, date: &str, stamp: &str) -> String {
    let cover = Letter { list, ..PLAIN }.text();
    let number = format!("กษ 0923/{run}");
    let copy = Letter {
        stamp, number: &number, agency: "กรมวิชาการเกษตร", address: "ถนนพหลโยธิน เขตจตุจักร กทม. 10900", date, ..PLAIN
    }
    .text();
    format!("{cover}\n\n{copy}")
}

pub fn enclosure(number: &str, date: &str) -> String {
    format!("สิ่งที่ส่งมาด้วย สำเนาหนังสือกรมวิชาการเกษตร ที่ {number} ลงวันที่ {date} จำนวน 1 ชุด")
}
