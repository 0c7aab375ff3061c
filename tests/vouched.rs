//! Values that cannot be read in their own place and follow from another of the file. All letters are invented.

mod common;

use common::letters;
use saraban::record::Record;

const CLOSING: &str = "จึงเรียนมาเพื่อโปรดทราบ\nขอแสดงความนับถือ\n";

/// A letter of an engine that cannot write ๔ ๖ ๗ ๘ ๙, with what stands above its number, its date and its receiver.
fn unreadable(stamp: &str, number: &str, date: &str) -> String {
    format!(
        "{stamp}ที่ {number}\nกรมตัวอย่างการเกษตร\nถนนพหลโยธิน กทม. ๑๐๓๐๐\n{date}\nเรื่อง การตรวจผลไม้\nเรียน ผู้ว่าราชการจังหวัด ทุกจังหวัด\n\
         ด้วยกรมขอความร่วมมือตรวจผลไม้ ๒๐ แห่ง ใน ๑๕ ตําบล ตามระเบียบที่กําหนดไว้ทุกครั้ง\n{CLOSING}(นายทดสอบ ตัวอย่าง)\nอธิบดีกรมตัวอย่างการเกษตร\n"
    )
}

/// A letter of the same file in Arabic digits, that cites the other one.
fn covering(item: &str) -> String {
    format!(
        "ที่ จบ 0023/350\nศาลากลางจังหวัดจันทบุรี\nถนนเลียบเนิน จบ. 22000\n8 พฤษภาคม 2568\nเรื่อง การตรวจผลไม้\nเรียน นายอำเภอ ทุกอำเภอ\n{item}\n\
         ด้วยจังหวัดขอความร่วมมือตรวจผลไม้ก่อนส่งออกทุกครั้งตามระเบียบที่กำหนดไว้\n{CLOSING}(นายสมชาย ใจดี)\nผู้ว่าราชการจังหวัดจันทบุรี\n"
    )
}

fn flagged(record: &Record, field: &str) -> bool {
    record.warnings.iter().filter(|w| w.code == "low_confidence" && w.field == field).count() == 1
}

fn raw<'r>(record: &'r Record, field: &str) -> (&'r str, &'static str) {
    record.evidence.iter().find(|e| e.field == field).map(|e| (e.raw.as_str(), e.rule)).unwrap()
}

#[test]
fn a_date_by_the_first_stamp() {
    let read = |stamp: &str| letters(&unreadable(stamp, "กษ ๐๕๐๒/๑๐๑", "๒๕ เมษายน ๒๕๒๐๕")).swap_remove(0);
    let on_the_day = read("กองคลังตัวอย่าง\nเลขรับ 1204\nวันที่ 24 เม.ย. 68\n");
    assert_eq!(on_the_day.date.as_deref(), Some("2025-04-24"));
    assert_eq!(raw(&on_the_day, "/date"), ("24 เม.ย. 68", "date-by-stamp"));
    assert!(flagged(&on_the_day, "/date"));
    // ๒๕ is written for 24 and 25
    assert_eq!(read("กองคลังตัวอย่าง\nเลขรับ 1204\nวันที่ 25 เม.ย. 68\n").date, None);
    // of another month
    assert_eq!(read("กองคลังตัวอย่าง\nเลขรับ 1204\nวันที่ 5 มิ.ย. 68\n").date, None);
}

#[test]
fn the_day_of_a_stamp_by_the_letters_own() {
    let read = |day: &str| {
        let text = covering("").replace("ที่ จบ", &format!("กองคลังตัวอย่าง\nเลขรับ 1204\n{day}\nที่ จบ"));
        letters(&text).swap_remove(0).receipts.swap_remove(0).date
    };
    assert_eq!(read("รับวันที่ 12 พ ค").as_deref(), Some("2025-05-12"));
    assert_eq!(read("รับวันที่ 2 พ ค"), None);
    assert_eq!(read("รับวันที่ 9 พ.ค. 2567").as_deref(), Some("2024-05-09"));
}

#[test]
fn a_cited_letter_by_its_citation() {
    let item = "สิ่งที่ส่งมาด้วย สำเนาหนังสือกรมตัวอย่างการเกษตร ที่ กษ 0402/161 ลงวันที่ 24 เมษายน 2568 จำนวน 1 ฉบับ";
    let both = letters(&format!("{}{}", covering(item), unreadable("", "กษ ๐๕๐๒/๑๒๑", "๒๕ เมษายน ๒๕๒๐๕")));
    assert_eq!((both[1].number.as_deref(), both[1].date.as_deref()), (Some("กษ 0402/161"), Some("2025-04-24")));
    assert!(flagged(&both[1], "/number") && flagged(&both[1], "/date"));
    assert!(raw(&both[1], "/number").0.contains("กษ 0402/161"));
    // what is left of it is another letter of the same department
    let both = letters(&format!("{}{}", covering(item), unreadable("", "กษ ๐๕๐๒/๓๓๑๒", "๑๒ มีนาคม ๒๕๒๐๕")));
    assert_eq!((both[1].number.as_deref(), both[1].date.as_deref()), (None, None));
    // two letters of the department: nobody knows which is meant
    let two = format!("{}{}", unreadable("", "กษ ๐๕๐๒/๑๒๑", "๒๕ เมษายน ๒๕๒๐๕"), unreadable("", "กษ ๐๕๐๒/๑๒๑", "๒๕ เมษายน ๒๕๒๐๕"));
    let three = letters(&format!("{}{two}", covering(item)));
    assert_eq!(three[1].number, None);
}

#[test]
fn a_reference_by_the_letter_that_lies_in_the_file() {
    let own = unreadable("", "กษ 0402/161", "24 เมษายน 2568");
    let item = "อ้างถึง หนังสือกรมตัวอย่างการเกษตร ที่ กษ ๐๕๐๒/๑๒๑ ลงวันที่ ๒๕ เมษายน ๒๕๒๐\n๒๐ ๑๑ ๐๐ ๒๐ ๓๐ ๑๒ ๓๑";
    let both = letters(&format!("{}{own}", covering(item)));
    let r = &both[0].references[0];
    assert_eq!((r.number.as_deref(), r.date.as_deref()), (Some("กษ 0402/161"), Some("2025-04-24")));
    assert!(flagged(&both[0], "/references/0/number"));
    assert_eq!(raw(&both[0], "/references/0/number"), ("กษ 0402/161", "reference-by-letter"));
}

#[test]
fn the_place_of_a_body_by_its_signer() {
    let read = |post: &str| {
        let head = "ที่ จบ 71502/52\nที่ทำการองค์การบริหารส่วนตำบล\nหมู่ที่ 6 อำเภอมะขาม จบ. 22150";
        let text = covering("").replace("ที่ จบ 0023/350\nศาลากลางจังหวัดจันทบุรี\nถนนเลียบเนิน จบ. 22000", head);
        letters(&text.replace("ผู้ว่าราชการจังหวัดจันทบุรี", post)).swap_remove(0)
    };
    let r = read("นายกองค์การบริหารส่วนตำบลทุ่งตัวอย่าง");
    assert_eq!(r.agency.as_deref(), Some("ที่ทำการองค์การบริหารส่วนตำบล ทุ่งตัวอย่าง"));
    assert!(flagged(&r, "/agency"));
    let r = read("ปลัดองค์การบริหารส่วนตำบลทุ่งตัวอย่าง รักษาราชการแทน\nนายกองค์การบริหารส่วนตำบลห้วยตัวอย่าง");
    assert_eq!(r.agency.as_deref(), Some("ที่ทำการองค์การบริหารส่วนตำบล"));
}
