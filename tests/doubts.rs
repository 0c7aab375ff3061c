//! Values read from digits that something of the paper or of the tables speaks against. All letters are invented.

mod common;

use common::letters;
use saraban::record::Record;

/// A letter with a misread word.
fn letter(stamp: &str, number: &str, agency: &str, tail: &str) -> Record {
    let text = format!(
        "{stamp}ที่ {number}\n{agency}\nถนนตัวอย่าง เขตจตุจักร กทม. 10900\n8 พฤษภาคม 2568\nเรื่อง การตรวจผลไม้\nเรียน ผู้ว่าราชการจังหวัด ทุกจังหวัด\n\
         ด้วยกรมขอความร่วมมือตรวจผลไม้ก่อนส่งออกทุกครั้งตามระเบียบที่กำหนดไว้\nจึงเรียนมาเพื่อโปรดทราบ\nขอแสดงควานนับถือ\n\
         (นายทดสอบ ตัวอย่าง)\nอธิบดี\n{tail}\n"
    );
    letters(&text).swap_remove(0)
}

/// The same without a misread word.
fn clean(stamp: &str, number: &str, agency: &str) -> Record {
    letters(&format!(
        "{stamp}ที่ {number}\n{agency}\nถนนตัวอย่าง เขตจตุจักร กทม. 10900\n8 พฤษภาคม 2568\nเรื่อง การตรวจผลไม้\nเรียน ผู้ว่าราชการจังหวัด ทุกจังหวัด\n\
             ด้วยกรมขอความร่วมมือตรวจผลไม้ก่อนส่งออกทุกครั้งตามระเบียบที่กำหนดไว้\nจึงเรียนมาเพื่อโปรดทราบ\nขอแสดงความนับถือ\n\
             (นายทดสอบ ตัวอย่าง)\nอธิบดี\n"
    ))
    .swap_remove(0)
}

/// The signs of a value, and whether it is flagged.
#[track_caller]
fn judged(record: &Record, field: &str) -> (Vec<&'static str>, bool) {
    let signs = record.evidence.iter().find(|e| e.field == field).map(|e| e.signs.clone());
    let flagged = record.warnings.iter().any(|w| w.code == "low_confidence" && w.field == field);
    (signs.unwrap_or_else(|| panic!("no {field} in {record:?}")), flagged)
}

#[track_caller]
fn doubted(record: &Record, field: &str, sign: &str, expected: bool) {
    let (signs, flagged) = judged(record, field);
    assert_eq!((signs.contains(&sign), flagged), (expected, expected), "{signs:?}");
}

#[test]
fn owner_codes_of_another_body() {
    let sign = "owner code: not the agency's";
    doubted(&letter("", "กค 0628.4/ว 412", "กรมบัญชีกลาง", ""), "/number", sign, true);
    // a figure too many
    doubted(&letter("", "กค 04028.4/ว 412", "กรมบัญชีกลาง", ""), "/number", sign, true);
    doubted(&letter("", "กค 0428.4/ว 412", "กรมบัญชีกลาง", ""), "/number", sign, false);
    // a body that the table does not know
    doubted(&letter("", "กค 0628.4/ว 412", "กรมผลไม้ตัวอย่าง", ""), "/number", sign, false);
}

#[test]
fn owner_codes_of_another_body_where_nothing_is_misread() {
    let warned = |number: &str| {
        let found = clean("", number, "กรมบัญชีกลาง").warnings.into_iter().find(|w| w.code == "code_agency_mismatch");
        found.map(|w| (w.field, w.suggestion))
    };
    assert_eq!(warned("กค 0628.4/ว 412"), Some(("/number".to_owned(), Some("กค 0428.4/ว 412".to_owned()))));
    assert_eq!(warned("กค 0428.4/ว 412"), None);
    // an office of the department may have a longer code
    assert_eq!(warned("กค 04028.4/ว 412"), None);
}

#[test]
fn letter_codes_that_are_none_before_an_owner_code() {
    let sign = "letter code: of no office";
    doubted(&letter("", "ปบช 0027/312", "สำนักงานตัวอย่างแห่งชาติ", ""), "/number", sign, true);
    // of a public body with a number of its own form, and where nothing is misread
    doubted(&letter("", "สตย 2568/312", "สำนักงานตัวอย่างแห่งชาติ", ""), "/number", sign, false);
    doubted(&clean("", "ปบช 0027/312", "สำนักงานตัวอย่างแห่งชาติ"), "/number", sign, false);
}

#[test]
fn letter_codes_taken_from_the_agency_say_so() {
    let (signs, _) = judged(&letter("", "as 0428.4/ว 412", "กรมบัญชีกลาง", ""), "/number");
    assert!(signs.contains(&"letter code: taken from the agency") && !signs.contains(&"letter code: of the agency"), "{signs:?}");
}

#[test]
fn telephones_of_too_few_figures() {
    let sign = "telephone: no such code";
    doubted(&letter("", "กค 0428.4/ว 412", "กรมบัญชีกลาง", "โทร. 0 7791"), "/phones/0/number", sign, true);
    doubted(&letter("", "กค 0428.4/ว 412", "กรมบัญชีกลาง", "โทร. 17791"), "/phones/0/number", sign, false);
}

#[test]
fn stamps_weeks_after_the_letter() {
    let sign = "stamp: long after the letter";
    let stamp = |day: &str| format!("สำนักงานเลขานุการกรม\nเลขรับ 1204\nวันที่ {day}\nเวลา 10.00 น.\n\n");
    doubted(&letter(&stamp("18 มิ.ย. 2568"), "กค 0428.4/ว 412", "กรมบัญชีกลาง", ""), "/receipts/0/date", sign, true);
    doubted(&letter(&stamp("18 พ.ค. 2568"), "กค 0428.4/ว 412", "กรมบัญชีกลาง", ""), "/receipts/0/date", sign, false);
    // where nothing is misread, it was late
    assert!(!judged(&clean(&stamp("18 มิ.ย. 2568"), "กค 0428.4/ว 412", "กรมบัญชีกลาง"), "/receipts/0/date").1);
}

#[test]
fn of_two_near_numbers_the_misread_one_is_doubted() {
    // a covering letter that cites the number once or twice, and the letter itself, with a misread word
    let read = |cited: &[&str], number: &str| {
        let items: Vec<String> = cited.iter().map(|n| format!("หนังสือกรมบัญชีกลาง ที่ {n} ลงวันที่ 8 พฤษภาคม 2568")).collect();
        let cover = format!(
            "ที่ จบ 0023/350\nศาลากลางจังหวัดจันทบุรี\nถนนเลียบเนิน จบ. 22000\n9 พฤษภาคม 2568\nเรื่อง การตรวจผลไม้\nเรียน นายอำเภอ ทุกอำเภอ\nอ้างถึง {}\n\
             สิ่งที่ส่งมาด้วย สำเนา{}\nด้วยจังหวัดขอความร่วมมือตรวจผลไม้ก่อนส่งออกทุกครั้ง\nจึงเรียนมาเพื่อโปรดทราบ\nขอแสดงควานนับถือ\n\
             (นายสมชาย ใจดี)\nผู้ว่าราชการจังหวัดจันทบุรี\n\n",
            items[0],
            items.last().unwrap_or(&items[0])
        );
        let copy = format!(
            "ที่ {number}\nกรมบัญชีกลาง\nถนนตัวอย่าง เขตจตุจักร กทม. 10900\n8 พฤษภาคม 2568\nเรื่อง การตรวจผลไม้\nเรียน ผู้ว่าราชการจังหวัด ทุกจังหวัด\n\
             ด้วยกรมขอความร่วมมือตรวจผลไม้ก่อนส่งออก\nจึงเรียนมาเพื่อโปรดทราบ\nขอแสดงความนับถือ\n(นายทดสอบ ตัวอย่าง)\nอธิบดี\n"
        );
        let all = letters(&(cover + &copy));
        assert_eq!(all.len(), 2);
        let flags = |record: &Record, field: &str| {
            record
                .warnings
                .iter()
                .find(|w| w.code == "low_confidence" && w.field == field)
                .map(|w| w.suggestion.clone().unwrap_or_default())
        };
        (flags(&all[0], "/references/0/number"), flags(&all[1], "/number"))
    };
    let (right, wrong) = ("กค 0428/1132", "กค 0428/1182");
    // nothing decides
    assert_eq!(read(&[wrong, wrong], right).1.as_deref(), Some(wrong));
    // it stands twice
    assert_eq!(read(&[wrong, right], right), (Some(right.to_owned()), None));
    // no register begins a number with 0
    assert_eq!(read(&["กค 0428/0132", "กค 0428/0132"], right).1, None);
}

#[test]
fn one_figure_of_a_number_that_a_blank_parts_is_doubted_on_a_rough_page() {
    const CUT: &str = "running number: cut by a sign";
    doubted(&clean("", "กษ 0913/3 61", "กรมวิชาการเกษตร"), "/number", CUT, false);
    let rough = letter("", "กษ 0913/3 61", "กรมวิชาการเกษตร", &"ฟกดฑธ้ืหกฑฟษศ ฆฎฏฌ์ษฐ ธฌฆฏฑ\n".repeat(6));
    doubted(&rough, "/number", CUT, true);
}

#[test]
fn words_of_a_page_with_many_broken_words_are_less_sure() {
    let confidence = |tail: &str| {
        let record = letter("", "กษ 0913/361", "กรมวิชาการเกษตร", tail);
        record.evidence.iter().find(|e| e.field == "/subject").map_or(0.0, |e| e.confidence)
    };
    let (clean, rough) = (confidence(""), confidence(&"ฟกดฑธ้ืหกฑฟษศ ฆฎฏฌ์ษฐ ธฌฆฏฑ\n".repeat(6)));
    assert!(clean > 0.9 && rough < clean - 0.05, "{clean} {rough}");
}

#[test]
fn a_code_taken_from_the_place_against_the_letters_that_were_read() {
    const SIGN: &str = "letter code: taken against what was read";
    let place = "ศาลากลางจังหวัดยโสธร";
    doubted(&letter("", "คคต'0012/1766", place, ""), "/number", SIGN, true);
    let (signs, _) = judged(&letter("", "ยล 0012/1766", place, ""), "/number");
    assert!(!signs.contains(&SIGN), "{signs:?}");
}
