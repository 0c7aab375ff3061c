//! Pages of engines that misread letters: what a closed list or what stands around tells. All letters are invented.

mod common;

use common::letters;
use common::paper::{HEAD, SIGNED, engine, flagged, letter, text};

/// Items with enough ำ to show the engine that does not write it.
const LIST: &str = "สิ่งที่ส่งมาด้วย สำเนาคำสั่งสำนักงาน จำนวน 1 ชุด\n";

type Stamp<'a> = (Option<&'a str>, Option<&'a str>, Option<&'a str>);

fn stamps(stamp: &str) -> Vec<(Option<String>, Option<String>, Option<String>)> {
    letter(stamp, HEAD, "", SIGNED).receipts.into_iter().map(|r| (r.receiver, r.number, r.date)).collect()
}

fn is(found: &[(Option<String>, Option<String>, Option<String>)], right: &[Stamp]) {
    let found: Vec<Stamp> = found.iter().map(|r| (r.0.as_deref(), r.1.as_deref(), r.2.as_deref())).collect();
    assert_eq!(found, right);
}

#[test]
fn a_stamp_whose_words_were_read_as_latin_letters() {
    let whole = [(Some("กองคลังตัวอย่าง"), Some("855"), Some("2025-05-08"))];
    is(&stamps("กองคลังตัวอย่าง\nsyn 855\nรันที่ 8 พ.ค. 68\n"), &whole);
    is(&stamps("กองคลังตัวอย่าง\nเลขท 855\nวันที่.8/5/68\n"), &whole);
    // a word before a figure alone says nothing
    is(&stamps("กองคลังตัวอย่าง\nsyn 855\n"), &[]);
}

#[test]
fn a_stamp_whose_month_was_read_as_latin_letters_is_of_the_days_after_the_letter() {
    let r = letter("กองคลังตัวอย่าง\nเลขที่รับ 85\nวันที่ 8 W.A. 68\n", HEAD, "", SIGNED);
    assert_eq!(r.receipts[0].date.as_deref(), Some("2025-05-08"));
    assert!(flagged(&r, "/receipts/0/date"));
    is(&stamps("กองคลังตัวอย่าง\nเลขที่รับ 85\nวันที่ 8 W.A. 67\n"), &[(Some("กองคลังตัวอย่าง"), Some("85"), None)]);
}

#[test]
fn the_letters_day_below_a_stamp_whose_day_cannot_be_read() {
    let head = HEAD.replace("ที่ จบ", "วันที่ 18 มิ.ศด\nเวลา 16.10 น.\nที่ จบ");
    let r = letter("กองคลังตัวอย่าง\nเลขที่รับ 85\n", &head, "", SIGNED);
    assert_eq!((r.date.as_deref(), r.receipts[0].date.as_deref()), (Some("2025-05-06"), None));
}

#[test]
fn numbers_whose_letters_were_read_as_figures() {
    let order = "คำสั่งกรมทดสอบ\nท 1197/2566\nเรื่อง แต่งตั้งคณะกรรมการ\nเพื่อให้การตรวจเป็นไปด้วยความเรียบร้อย จึงแต่งตั้งผู้มีรายนามต่อไปนี้\n\
                 สั่ง ณ วันที่ 4 กันยายน พ.ศ. 2566\n(นายทดสอบ ตัวอย่าง)\nอธิบดีกรมทดสอบ\n";
    assert_eq!(letters(order)[0].number.as_deref(), Some("1197/2566"));
    let circular = |read: &str| letter("", &HEAD.replace("๐๐๒๒/๓๔๐", read), "", SIGNED).number;
    assert_eq!(circular("0023.6/1 27573").as_deref(), Some("จบ 0023.6/ว 27573"));
    assert_eq!(circular("0023.6/ว 1 275").as_deref(), Some("จบ 0023.6/ว 1275"));
}

#[test]
fn two_figures_of_a_year_behind_its_era_are_what_is_left_of_four() {
    let text = text("", HEAD, "", SIGNED).replace("จึงเรียน", "ตั้งแต่วันที่ 17 พฤษภาคม พ.ศ. 25\nจึงเรียน");
    assert!(letters(&text)[0].dates.iter().all(|d| d.start != "1982-05-17"));
}

#[test]
fn a_post_is_the_nearest_title_of_the_list() {
    for (read, right) in [
        ("กพัฒนาชุมชนชํานาญการ", "นักพัฒนาชุมชนชำนาญการ"),
        ("ผูทํากับการสถานีตํารวจตัวอย่าง", "ผู้กำกับการสถานีตำรวจตัวอย่าง"),
        ("นักจัดการงานตัวอย่างชํานาญการ", "นักจัดการงานตัวอย่างชำนาญการ"),
    ] {
        let r = engine("", HEAD, LIST, &format!("(นายทดสอบ .ตัวอย่าง)\n{read}\n"));
        let s = &r.signatories[0];
        assert_eq!((s.name.as_deref(), s.position.as_deref()), (Some("นายทดสอบ ตัวอย่าง"), Some(right)));
    }
}

#[test]
fn a_body_is_the_nearest_of_the_list() {
    let agency = |name: &str| engine("", &HEAD.replace("ศาลากลางจังหวัดจันทบุรี", name), LIST, SIGNED).agency;
    assert_eq!(agency("กรมส่งเสริมการเกษตซช").as_deref(), Some("กรมส่งเสริมการเกษตร"));
    assert_eq!(agency("กรมส่งเสริมการทดสอบ").as_deref(), Some("กรมส่งเสริมการทดสอบ"));
}

#[test]
fn letters_before_the_post_of_an_addressee() {
    let addressees = |to: &str| {
        let paper = text("", HEAD, LIST, SIGNED).replace("นายอำเภอ ทุกอำเภอ", to).replace('ำ', "\u{e4d}า");
        letters(&paper).swap_remove(0).addressees
    };
    assert_eq!(addressees("ภผู้อำนวยการโรงเรียนตัวอย่าง"), ["ผู้อำนวยการโรงเรียนตัวอย่าง"]);
    assert_eq!(addressees("รองผู้อำนวยการโรงเรียนตัวอย่าง"), ["รองผู้อำนวยการโรงเรียนตัวอย่าง"]);
}
