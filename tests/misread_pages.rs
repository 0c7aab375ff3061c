//! Pages of engines that misread letters: what a closed list or what stands around tells. All letters are invented.

mod common;

use common::letters;
use common::paper::{HEAD, SIGNED, engine, flagged, letter, text};
use saraban::record::Record;

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

fn rule_of(r: &Record, field: &str) -> &'static str {
    r.evidence.iter().find(|e| e.field == field).map_or("", |e| e.rule)
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
fn the_only_day_of_a_heading_is_the_letters() {
    let head = "ที่ จบ 0022/340\nกองคลังตัวอย่าง\nเลขที่รับ 85\nศาลากลางจังหวัดจันทบุรี\nถนนเลียบเนิน จบ. 22000";
    let r = letter("", head, "", SIGNED);
    assert_eq!((r.date.as_deref(), r.receipts[0].number.as_deref(), r.receipts[0].date.as_deref()), (Some("2025-05-06"), Some("85"), None));
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
    for (read, right, rule) in [
        ("กพัฒนาชุมชนชํานาญการ", "นักพัฒนาชุมชนชำนาญการ", "post-by-list"),
        ("ผูบํากับการสถานีตํารวจตัวอย่าง", "ผู้กำกับการสถานีตำรวจตัวอย่าง", "post-by-list"),
        ("นักจัดการงานตัวอย่างชํานาญการ", "นักจัดการงานตัวอย่างชำนาญการ", "post-below-name"),
    ] {
        let r = engine("", HEAD, LIST, &format!("(นายทดสอบ .ตัวอย่าง)\n{read}\n"));
        let s = &r.signatories[0];
        assert_eq!((s.name.as_deref(), s.position.as_deref()), (Some("นายทดสอบ ตัวอย่าง"), Some(right)));
        assert_eq!(rule_of(&r, "/signatories/0/position"), rule);
    }
}

#[test]
fn a_body_is_the_nearest_of_the_list() {
    let agency = |name: &str| {
        let r = engine("", &HEAD.replace("ศาลากลางจังหวัดจันทบุรี", name), LIST, SIGNED);
        (r.agency.clone().unwrap_or_default(), rule_of(&r, "/agency"))
    };
    assert_eq!(agency("กรมส่งเสริมการเกษตซช"), ("กรมส่งเสริมการเกษตร".to_owned(), "agency-by-list"));
    assert_eq!(agency("กรมส่งเสริมการทดสอบ"), ("กรมส่งเสริมการทดสอบ".to_owned(), "letterhead"));
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

#[test]
fn water_whose_ring_was_lost() {
    let subject = |read: &str| letters(&text("", HEAD, "", SIGNED).replace("การตรวจผลไม้", read)).swap_remove(0).subject;
    assert_eq!(subject("การปรับปรุงท่อจ่ายน้าและแหล่งน้้า").as_deref(), Some("การปรับปรุงท่อจ่ายน้ำและแหล่งน้ำ"));
    assert_eq!(subject("การดูแลคะน้าและหน้าดิน").as_deref(), Some("การดูแลคะน้าและหน้าดิน"));
}

#[test]
fn specks_in_a_date_and_behind_its_era() {
    for read in ["๖'พฤษภาคม ๒๕๖๘", "วันที่ ๖ พฤษภาคม พ.ศ. : ๒๕๖๘", "วันที่ ๖ เดือน พฤษภาคม . พ.ศ. ๒๕๖๘"]
    {
        let r = letters(&text("", HEAD, "", SIGNED).replace("๖ พฤษภาคม ๒๕๖๘", read)).swap_remove(0);
        assert_eq!(r.date.as_deref(), Some("2025-05-06"), "{read}");
    }
}

#[test]
fn a_stamp_of_a_day_and_an_hour_alone() {
    let r = letter("", &HEAD.replace("\nศาลากลาง", "\nวันที่ 8 พ.ค. 2568\nเวลา 09.50 น.\nศาลากลาง"), "", SIGNED);
    let found: Vec<_> = r.receipts.iter().map(|r| (r.number.as_deref(), r.date.as_deref(), r.time.as_deref())).collect();
    assert_eq!((r.date.as_deref(), found), (Some("2025-05-06"), vec![(None, Some("2025-05-08"), Some("09:50"))]));
}

#[test]
fn a_stamp_beside_the_number_whose_hour_lost_its_column() {
    let head = HEAD.replace("\nศาลากลาง", "                    วันที่ 8 พ.ค. 2568\nเวลา 09.50 น.\nศาลากลาง");
    let r = letter("", &head, "", SIGNED);
    let found: Vec<_> = r.receipts.iter().map(|r| (r.date.as_deref(), r.time.as_deref())).collect();
    assert_eq!((r.date.as_deref(), found), (Some("2025-05-06"), vec![(Some("2025-05-08"), Some("09:50"))]));
}

#[test]
fn a_second_telephone_whose_comma_was_lost() {
    let phones = |line: &str| -> Vec<String> {
        let r = letter("", HEAD, "", &format!("{SIGNED}กลุ่มทดสอบ\n{line}\n"));
        r.phones.into_iter().map(|p| p.number).collect()
    };
    assert_eq!(phones("โทรศัพท์ 0-7000-2650 0-7300-1014"), ["070002650", "073001014"]);
    assert_eq!(phones("สอบถามใทร. 0 4300 0333. 0 4300 0334"), ["043000333", "043000334"]);
    assert_eq!(phones("โทรศัพท์ 0 7300 2650 012"), ["073002650"]);
}

#[test]
fn enclosures_with_a_wide_gap_or_an_empty_bracket() {
    let list = "สิ่งที่ส่งมาด้วย () กำหนดการพิธี             จำนวน                   1 ฉบับ\n";
    let r = letter("", HEAD, list, SIGNED);
    let found: Vec<_> = r.enclosures.iter().map(|e| (e.description.as_str(), e.quantity.as_deref())).collect();
    assert_eq!(found, [("กำหนดการพิธี", Some("1"))]);
}

#[test]
fn the_number_of_a_certificate_behind_what_is_left_of_its_word() {
    let paper = "ท 15/2568\nที่ทำการผู้ใหญ่บ้านทดสอบ\nหนังสือรับรอง\nข้าพเจ้า นายทดสอบ ตัวอย่าง ขอรับรองว่า นายตัวอย่าง ทดสอบ มีรายได้น้อยจริง\n\
                 ให้ไว้ ณ วันที่ 20 เดือน มกราคม พ.ศ. 2568\n(นายทดสอบ ตัวอย่าง)\nผู้ใหญ่บ้าน\n";
    assert_eq!(letters(paper)[0].number.as_deref(), Some("15/2568"));
}

#[test]
fn the_letter_code_of_the_province_in_the_name_of_the_body() {
    let r = letter("", "ที่ ยก 0033.201/9124\nโรงพยาบาลขอนแก่นทดสอบ", "", SIGNED);
    assert_eq!(r.number.as_deref(), Some("ขก 0033.201/9124"));
}

#[test]
fn the_word_of_a_stamped_letter_alone_without_its_vowel() {
    let paper = "ท ลย 0010/ว 477\nถง\nสหกรณ์การเกษตรทุกแห่ง\nสำนักงานสหกรณ์จังหวัดเลยขอส่งประกาศนายทะเบียนสหกรณ์มาเพื่อทราบและถือปฏิบัติต่อไป\n\
                 สำนักงานสหกรณ์จังหวัดเลย\n6 พฤษภาคม 2568\nกลุ่มทดสอบ\nเทร. 0 4200 0000\n";
    let r = letters(paper).swap_remove(0);
    let found = (r.agency.as_deref(), r.addressees.first().map(String::as_str), r.phones.first().map(|p| p.number.as_str()));
    assert_eq!(found, (Some("สำนักงานสหกรณ์จังหวัดเลย"), Some("สหกรณ์การเกษตรทุกแห่ง"), Some("042000000")));
}

#[test]
fn the_name_of_the_addressees_body_in_the_letterhead_is_that_of_a_stamp() {
    let head = HEAD.replace("ศาลากลาง", "ตำรวจภูธรทดสอบ\nศาลากลาง");
    for to in ["ผู้บังคับการตำรวจภูธรทดสอบ", "ผู้บังคับการตำราจภูธรทดสอบ"]
    {
        let paper = text("", &head, "", SIGNED).replace("นายอำเภอ ทุกอำเภอ", to);
        assert_eq!(letters(&paper)[0].agency.as_deref(), Some("ศาลากลางจังหวัดจันทบุรี"));
    }
}

#[test]
fn titles_and_codes_with_a_letter_misread() {
    let name = |read: &str| {
        let r = engine("", HEAD, LIST, &format!("({read})\nปลัดจังหวัด\n"));
        (r.signatories[0].name.clone().unwrap_or_default(), rule_of(&r, "/signatories/0/name"))
    };
    assert_eq!(name("รองศาสต์ราจารย์ ดร.ทดสอบ ตัวอย่าง"), ("รองศาสตราจารย์ ดร.ทดสอบ ตัวอย่าง".to_owned(), "title-by-list"));
    assert_eq!(name("ผศ.ตร.ทดสอบ ตัวอย่าง"), ("ผศ.ดร.ทดสอบ ตัวอย่าง".to_owned(), "name-in-brackets"));
    let head = "ที่ สร 0923.03/ว 551\nกรมอนามัย\nถนนติวานนท์ จังหวัดนนทบุรี 11000";
    assert_eq!(engine("", head, LIST, SIGNED).number.as_deref(), Some("สธ 0923.03/ว 551"));
}
