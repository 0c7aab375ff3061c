//! Receipt stamps (ตรารับ), on the smallest text that was once read wrong. All letters are invented.

mod common;

use common::letters;
use common::paper::{HEAD, SIGNED, letter, text};
use saraban::record::Record;

#[test]
fn rows_of_two_stamps_keep_day_and_hour() {
    let stamps = "กองคลังตัวอย่าง\nกรมตัวอย่างการเกษตร\nรับที่ ๑๕๒๘๒\nรับที่ ๑๔๖๕๖\nวันที่ 07/05/2568\nวันที่ ๘ พ.ค. ๖๘\nเวลา 12:33\nเวลา ๑๐.๔๓\n";
    let r = letter(stamps, HEAD, "", SIGNED);
    let found: Vec<_> = r.receipts.iter().map(|r| (r.number.as_deref(), r.date.as_deref(), r.time.as_deref())).collect();
    let (left, right) = ((Some("15282"), Some("2025-05-07"), Some("12:33")), (Some("14656"), Some("2025-05-08"), Some("10:43")));
    assert_eq!(found, [left, right]);
}

#[test]
fn the_hour_of_a_stamp_beside_the_urgency() {
    let stamp = "เทศบาลตำบลตัวอย่าง\nเลขที่รับ ๑๗๕\nวันที่ ๗ พ.ค. ๖๘\nด่วนมาก                                  เวลา 12.23 น.\n";
    let r = letter(stamp, HEAD, "", SIGNED);
    assert_eq!(r.receipts[0].time.as_deref(), Some("12:23"));
    assert_eq!(r.urgency.as_deref(), Some("ด่วนมาก"));
}

#[test]
fn the_day_of_a_stamp_beside_the_mark_of_a_copy() {
    let stamp = "เทศบาลตำบลตัวอย่าง\nเลขที่รับ ๑๗๕\n- สำเนา -                  วันที่ ๗.๕.๒๕๖๘\nเวลา ๑๒:๒๓\n";
    let r = letter(stamp, HEAD, "", SIGNED);
    let found: Vec<_> = r.receipts.iter().map(|r| (r.number.as_deref(), r.date.as_deref(), r.time.as_deref())).collect();
    assert_eq!(found, [(Some("175"), Some("2025-05-07"), Some("12:23"))]);
}

#[test]
fn two_names_above_two_numbers_of_a_second_letter() {
    let stamps = "ที่ทำการปกครองอำเภอ\nกลุ่มงานบริหารทั่วไป\nเลขรับที่ 8885\nเลขที่ 27804\nวันที่ 8 พ.ค. 68  - สำเนา -\nรับวันที่ 8 พ.ค. 68\nเวลา 11.36\n";
    let second = text(stamps, "ที่ ตร ๐๐๒๓/๑๒\nศาลากลางจังหวัดตราด\nถนนราษฎร์นิยม ตร. ๒๓๐๐๐", "", SIGNED).replace("๖ พฤษภาคม", "๘ พฤษภาคม");
    let found = letters(&format!("{}\n{second}", text("", HEAD, "", SIGNED)));
    let found: Vec<_> = found[1].receipts.iter().map(|r| (r.receiver.as_deref(), r.number.as_deref(), r.date.as_deref())).collect();
    let day = Some("2025-05-08");
    assert_eq!(found, [(Some("ที่ทำการปกครองอำเภอ"), Some("8885"), day), (Some("กลุ่มงานบริหารทั่วไป"), Some("27804"), day)]);
}

#[test]
fn stamps_of_the_covering_letter_above_those_of_the_enclosed_one() {
    let stamps = "อบต.ตัวอย่าง\nเลขที่รับ ๑๙๙๕๐\nวันที่ ๖ พฤษภาคม ๒๕๖๘\nเวลา ๐๘.๒๙\n\nกองคลัง\nเลขที่ 12646\nรับวันที่ 16 เม.ย. 68\nเวลา 16:25\n\n";
    let second = text(stamps, "ที่ ตร ๐๐๒๓/๑๒\nศาลากลางจังหวัดตราด\nถนนราษฎร์นิยม ตร. ๒๓๐๐๐", "", SIGNED)
        .replace("๖ พฤษภาคม ๒๕๖๘\nเรื่อง", "๑๕ เมษายน ๒๕๖๘\nเรื่อง");
    let found = letters(&format!("{}\n{second}", text("", HEAD, "", SIGNED)));
    let of = |r: &Record| r.receipts.iter().map(|r| (r.receiver.clone(), r.number.clone(), r.date.clone())).collect::<Vec<_>>();
    let stamp = |a: &str, b: &str, c: &str| vec![(Some(a.to_owned()), Some(b.to_owned()), Some(c.to_owned()))];
    assert_eq!(
        (found.len(), of(&found[0]), of(&found[1])),
        (2, stamp("อบต.ตัวอย่าง", "19950", "2025-05-06"), stamp("กองคลัง", "12646", "2025-04-16"))
    );
}

#[test]
fn names_of_two_stamps_on_one_line() {
    let stamps = "กองคลัง  ที่ทำการปกครองอำเภอ\nรับที่ ๔๓๕๗                    รับที่ ๘๘๑\nวันที่ ๗ พ.ค. ๖๘               วันที่ ๘ พ.ค. ๖๘\n";
    let r = letter(stamps, HEAD, "", SIGNED);
    let found: Vec<_> = r.receipts.iter().map(|r| (r.receiver.as_deref(), r.number.as_deref())).collect();
    assert_eq!(found, [(Some("กองคลัง"), Some("4357")), (Some("ที่ทำการปกครองอำเภอ"), Some("881"))]);
}

#[test]
fn a_stamps_day_is_not_taken_for_a_date_that_cannot_be_read() {
    let above = "ด่วนที่สุด                             \\ ระปี 18 พ.ค. 2568\n";
    let read = |day: &str| letters(&text(above, HEAD, "", SIGNED).replace("๖ พฤษภาคม ๒๕๖๘", day)).swap_remove(0).date;
    assert_eq!(read("๖ พฤษภาคม ๒๕๖๘๕"), None);
    assert_eq!(read("๖ พฤษภาคม ๒๕๖๘").as_deref(), Some("2025-05-06"));
    // with no line of its own it is the letter's
    assert_eq!(read("").as_deref(), Some("2025-05-18"));
}

type Stamp<'a> = (Option<&'a str>, Option<&'a str>, Option<&'a str>, Option<&'a str>);

fn stamps(record: &Record) -> Vec<Stamp<'_>> {
    let all = record.receipts.iter();
    all.map(|r| (r.receiver.as_deref(), r.number.as_deref(), r.date.as_deref(), r.time.as_deref())).collect()
}

#[test]
fn stamps_side_by_side_whose_rows_run_into_each_other() {
    let a = (Some("อบต.ทุ่งตัวอย่าง"), Some("733"), Some("2025-05-08"), Some("10:20"));
    let b = (Some("กลุ่มงานบริหารทั่วไป"), Some("642"), Some("2025-05-07"), Some("09:15"));
    let rows = "อบต.ทุ่งตัวอย่าง กลุ่มงานบริหารทั่วไป\nรับที่ ๗๓๓ เลขที่รับ 642\nวันที่ ๘ พ.ค. ๖๘ วันที่ 7 พ.ค. 2568\nเวลา ๑๐.๒๐ น. เวลา 09.15\n";
    assert_eq!(stamps(&letter(rows, HEAD, "", SIGNED)), [a, b]);
    let half_a_row_higher =
        "กลุ่มงานบริหารทั่วไป\nอบต.ทุ่งตัวอย่าง เลขที่รับ 642\nรับที่ ๗๓๓     วันที่ 7 พ.ค. 2568\nวันที่ ๘ พ.ค. ๖๘ เวลา 09.15\nเวลา ๑๐.๒๐ น.\n";
    assert_eq!(stamps(&letter(half_a_row_higher, HEAD, "", SIGNED)), [b, a]);
    let half_a_row_lower = "อบต.ทุ่งตัวอย่าง\nรับที่ ๗๓๓ กลุ่มงานบริหารทั่วไป\nวันที่ ๘ พ.ค. ๖๘ เลขที่รับ 642\nเวลา ๑๐.๒๐ น. วันที่ 7 พ.ค. 2568\nเวลา 09.15\n";
    assert_eq!(stamps(&letter(half_a_row_lower, HEAD, "", SIGNED)), [a, b]);
    let one_hour = "อบต.ทุ่งตัวอย่าง กลุ่มงานบริหารทั่วไป\nรับที่ ๗๓๓ เลขที่รับ 642\nวันที่ ๘ พ.ค. ๖๘ วันที่ 7 พ.ค. 2568\nเวลา 09.15\n";
    assert_eq!(stamps(&letter(one_hour, HEAD, "", SIGNED)), [(a.0, a.1, a.2, None), (b.0, b.1, b.2, None)]);
}

#[test]
fn a_stamp_of_one_row_has_its_name_before_the_number() {
    let r = letter("กลุ่มงานบริหารทั่วไป เลขที่รับ 642\nวันที่ 7 พ.ค. 2568\n", HEAD, "", SIGNED);
    assert_eq!(stamps(&r), [(Some("กลุ่มงานบริหารทั่วไป"), Some("642"), Some("2025-05-07"), None)]);
}

#[test]
fn the_receiver_with_a_blank_before_its_place() {
    let r = letter("ศาลากลางจังหวัด แพร่\nเลขรับ 642\nวันที่ 7 พ.ค. 2568\n", HEAD, "", SIGNED);
    assert_eq!(r.receipts[0].receiver.as_deref(), Some("ศาลากลางจังหวัดแพร่"));
}

#[test]
fn a_month_of_which_few_letters_are_left() {
    let r = letter("กองคลังตัวอย่าง\nเลขรับ 642\nวันที่ 7 กุมกาพนตท์ 2569\n", HEAD, "", SIGNED);
    assert_eq!(r.receipts[0].date.as_deref(), Some("2026-02-07"));
}

#[test]
fn a_stamp_between_two_letters_is_of_the_one_dated_just_before_it() {
    let stamp = "อบต.ตัวอย่าง\nเลขที่รับ ๖๑๐๙๔\nวันที่ ๑๒ มิ.ย. ๒๕๖๘\nเวลา ๐๙.๓๗ น.\n";
    let order = "คำสั่งจังหวัดจันทบุรี\nที่ ๗๙/๒๕๖๘\nเรื่อง แต่งตั้งคณะกรรมการตรวจผลไม้\n\
                 เพื่อให้การตรวจผลไม้เป็นไปด้วยความเรียบร้อย จึงแต่งตั้งคณะกรรมการ ดังนี้\n๑. ปลัดจังหวัด ประธานกรรมการ\n\
                 สั่ง ณ วันที่ ๗ มิถุนายน พ.ศ. ๒๕๖๘\n(นายสมมุติ ตัวอย่าง)\nผู้ว่าราชการจังหวัดจันทบุรี\n";
    let received = |text: String| letters(&text).iter().map(|r| r.receipts.len()).collect::<Vec<_>>();
    assert_eq!(received(format!("{}\n{stamp}{order}", text("", HEAD, "", SIGNED))), [0, 1]);
    let earlier = order.replace("๗ มิถุนายน", "๗ พฤษภาคม");
    let late = text("", HEAD, "", SIGNED).replace("๖ พฤษภาคม", "๑๐ มิถุนายน");
    assert_eq!(received(format!("{late}\n{stamp}{earlier}")), [1, 0]);
}

#[test]
fn a_stamp_that_stands_whole_inside_another() {
    let above = "กลุ่มงานบริหารทั่วไป\nรับที่ 121\n\nกองคลัง\nรับที่ 28\nวันที่ 12          565\nเวลา 14:5\n\n\
                 วันที่ 7 พฤษภาคม 2568\nเวลา 16.35\n\n";
    let r = letter(above, HEAD, "", SIGNED);
    let first = (Some("กลุ่มงานบริหารทั่วไป"), Some("121"), Some("2025-05-07"), Some("16:35"));
    assert_eq!(stamps(&r), [first, (Some("กองคลัง"), Some("28"), None, None)]);
}

#[test]
fn a_receivers_name_of_which_the_end_stands_below() {
    let above = "กรมส่งเสริมการป\nเลขรับที่ 17866\n\nกครองท้องถิ่น\n\nวันที่ 7 พ.ค. 68\nเวลา 14:55 น.\n\n";
    let whole = (Some("กรมส่งเสริมการปกครองท้องถิ่น"), Some("17866"), Some("2025-05-07"), Some("14:55"));
    assert_eq!(stamps(&letter(above, HEAD, "", SIGNED)), [whole]);
}

#[test]
fn a_day_with_a_misread_word_and_month_is_no_number() {
    let above = "เทศบาลตำบลตัวอย่าง\nเลขที่รับ 63900\n\nรันที่ 7 พ5.ค. 2568\nเวลา 16:17 น.\n";
    let whole = (Some("เทศบาลตำบลตัวอย่าง"), Some("63900"), Some("2025-05-07"), Some("16:17"));
    assert_eq!(stamps(&letter(above, HEAD, "", SIGNED)), [whole]);
}

#[test]
fn a_name_is_of_one_stamp_and_may_have_no_number() {
    let two = letter("เทศบาลเมืองตัวอย่าง\nรับที่ 12\nวันที่ 7 พ.ค. 68\nรับที่ 13\nวันที่ 8 พ.ค. 68\n", HEAD, "", SIGNED);
    let named: Vec<_> = two.receipts.iter().map(|r| r.receiver.as_deref()).collect();
    assert_eq!(named, [Some("เทศบาลเมืองตัวอย่าง"), None]);
    let none = letter("เทศบาลเมืองตัวอย่าง      A\n[0 3238ไป\nวันที่ 15 @. 2568\nเวลา 11.86\n", HEAD, "", SIGNED);
    assert_eq!(stamps(&none), [(Some("เทศบาลเมืองตัวอย่าง"), None, None, None)]);
}

#[test]
fn short_months_with_a_misread_letter() {
    let date = |day: &str| {
        let memo = format!(
            "บันทึกข้อความ\nส่วนราชการ กองตัวอย่าง โทร. 121\nที่ กห 0446.2/318 วันที่ {day}\nเรื่อง ขออนุมัติ\nเรียน ผู้อำนวยการ\n\
                            ด้วยกองตัวอย่างมีความจำเป็นต้องจัดซื้อยาสำหรับผู้ป่วย\nจึงเรียนมาเพื่อโปรดพิจารณา\n"
        );
        letters(&memo)[0].date.clone()
    };
    assert_eq!(date("27 กุย. 66").as_deref(), Some("2023-09-27"));
    assert_eq!(date("22 เท.ย. 67").as_deref(), Some("2024-04-22"));
    assert_eq!(date("22 กัน. 67"), None);
}
