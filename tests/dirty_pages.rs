//! Pages on which specks, strokes and stamps were read among the words. All letters are invented.

mod common;

use common::letters;
use common::paper::{HEAD, SIGNED, flagged, letter, text};

#[test]
fn scraps_of_the_emblem_at_the_left_of_a_stamp() {
    let stamp =
        "กองคลังตัวอย่าง\n1G                        เลขที่ 5053\n(0.                    วันที่ 8 พ.ค. 2568\n6               เวลา 15.23 น.\nOst\n";
    let r = letter(stamp, HEAD, "", SIGNED);
    let found: Vec<_> =
        r.receipts.iter().map(|r| (r.receiver.as_deref(), r.number.as_deref(), r.date.as_deref(), r.time.as_deref())).collect();
    assert_eq!(found, [(Some("กองคลังตัวอย่าง"), Some("5053"), Some("2025-05-08"), Some("15:23"))]);
}

#[test]
fn the_hour_of_a_stamp_over_the_end_of_the_letterhead() {
    for hour in ["ลา 10.56 น.", ".13 น."] {
        let head = HEAD.replace("ศาลากลางจังหวัดจันทบุรี", &format!("ศาลากลางจังหวัดจันทบุรี{hour}"));
        assert_eq!(letter("", &head, "", SIGNED).agency.as_deref(), Some("ศาลากลางจังหวัดจันทบุรี"));
    }
}

#[test]
fn the_house_where_a_named_body_sits_is_of_its_address() {
    let head = HEAD.replace("ศาลากลางจังหวัดจันทบุรี", "สำนักงานเกษตรจังหวัดจันทบุรี\nศาลากลางจังหวัดจันทบุรี");
    assert_eq!(letter("", &head, "", SIGNED).agency.as_deref(), Some("สำนักงานเกษตรจังหวัดจันทบุรี"));
}

#[test]
fn a_name_of_which_a_signature_left_some_words() {
    for (read, name) in [("(นายทดสอบ 20", "นายทดสอบ"), ("hee\n ตัวอย่าง)", "ตัวอย่าง"), ("09ไฝเบาย ตัวอย่าง)", "ตัวอย่าง")]
    {
        let r = letter("", HEAD, "", &format!("{read}\nปลัดจังหวัด ปฏิบัติราชการแทน\nผู้ว่าราชการจังหวัดจันทบุรี\n"));
        let s = &r.signatories[0];
        let found = (s.name.as_deref(), s.position.as_deref(), s.acting_for.as_deref(), s.role);
        assert_eq!(found, (Some(name), Some("ปลัดจังหวัด"), Some("ผู้ว่าราชการจังหวัดจันทบุรี"), "signer"));
        assert!(flagged(&r, "/signatories/0/name"));
    }
}

#[test]
fn a_misread_unit_behind_a_quantity() {
    for unit in ["ว ซด", "ซุด' 1", "แผฝ่น"] {
        let r = letter("", HEAD, &format!("สิ่งที่ส่งมาด้วย แบบรายงานผล จำนวน 1 {unit}\n"), SIGNED);
        let found: Vec<_> = r.enclosures.iter().map(|e| (e.description.as_str(), e.quantity.as_deref())).collect();
        assert_eq!(found, [("แบบรายงานผล", Some("1"))]);
    }
}

#[test]
fn headings_behind_scraps() {
    let list = ". 3 0 สิ่งที่ส่งมาด้วย แบบรายงานผล จำนวน 1 ชุด\n";
    assert_eq!(letter("", HEAD, list, SIGNED).enclosures.len(), 1);
    let minutes = "รายงานการประชุม\nคณะกรรมการทดสอบ\nครั้งที่ 1/2568\nวันที่ 6 พฤษภาคม 2568\n1. เรื่อง ประธานแจ้งให้ทราบ\n- เรียน ผู้อำนวยการ\n";
    assert_eq!(letters(minutes)[0].subject, None);
}

#[test]
fn a_letters_day_behind_its_word_beside_the_unreadable_day_of_a_stamp() {
    let text = "กองคลังตัวอย่าง\naun 6213\nวันที่ 70 ม.ด. 2567\nเวลา 10.25 น.\n\nเขียนที่ บ้านเลขที่ 12/3 หมู่ 4\nตำบลตัวอย่าง อำเภอเมืองแพร่\nจังหวัดแพร่ 54000\n\
                วันที่ 9 เดือน มกราคม พ.ศ. 2567\nเรื่อง ขอให้ซ่อมแซมสะพานไม้\nเรียน นายอำเภอเมืองแพร่\n\
                ข้าพเจ้าขอแจ้งว่าสะพานไม้ชำรุด เด็กนักเรียนเดินข้ามไม่ได้\nจึงเรียนมาเพื่อโปรดพิจารณา\nขอแสดงความนับถือ\n(นายทดสอบ ตัวอย่าง)\n";
    assert_eq!(letters(text)[0].date.as_deref(), Some("2024-01-09"));
}

#[test]
fn a_closing_under_a_signature() {
    let text = text("", HEAD, "", SIGNED).replace("ขอแสดงความนับถือ", "ขอแส์ดจูความษ์บถือ");
    let r = letters(&text).swap_remove(0);
    assert!(r.text.contains("\nขอแสดงความนับถือ\n"));
    assert_eq!(r.signatories[0].name.as_deref(), Some("นายทดสอบ ตัวอย่าง"));
}

#[test]
fn an_order_whose_number_cannot_be_read() {
    let order = "๐    *    ๑    oe                    %\nคําสังสํานักงานเขตพื้นทีการศึกษาตัวอย่าง\nal\nN ๒๑๕/๒๕5๐9ญ\nเรื่อง แต่งตั้งคณะกรรมการตรวจผลไม้\n\n\
                 เพื่อให้การตรวจผลไม้เป็นไปด้วยความเรียบร้อย จึงแต่งตั้ง\nสั่ง ณ วันที่ 6 พฤษภาคม พ.ศ. 2568\n(นายทดสอบ ตัวอย่าง)\nผู้อำนวยการ\n";
    let r = letters(order).swap_remove(0);
    assert_eq!(r.agency.as_deref(), Some("สำนักงานเขตพื้นที่การศึกษาตัวอย่าง"));
    assert_eq!(r.subject.as_deref(), Some("แต่งตั้งคณะกรรมการตรวจผลไม้"));
}

#[test]
fn a_year_below_its_day_behind_scraps_and_a_phone_below_its_zero() {
    let list = "อ้างถึง 1. หนังสือกลุ่มแม่บ้านตัวอย่าง ที่ 15/2568 ลงวันที่ 3 มีนาคม\n2568                                  า     -\n2. คำสั่งจังหวัดจันทบุรี ที่ 72/2568 ลงวันที่ 10 กุมภาพันธ์ 2568\n";
    let r = letter("", HEAD, list, &format!("{SIGNED}\nกลุ่มงานตัวอย่าง โทร.0\n4400 1172\n"));
    let found: Vec<_> = r.references.iter().map(|r| r.date.as_deref()).collect();
    assert_eq!(found, [Some("2025-03-03"), Some("2025-02-10")]);
    assert_eq!(r.phones[0].number, "044001172");
}

#[test]
fn a_province_behind_a_stray_blank_and_all_of_a_kind() {
    let to = |who: &str| letters(&text("", HEAD, "", SIGNED).replace("นายอำเภอ ทุกอำเภอ", who)).swap_remove(0).addressees.swap_remove(0);
    assert_eq!(to("ผู้ว่าราชการจังหวัด กาญจนบุรี"), "ผู้ว่าราชการจังหวัดกาญจนบุรี");
    assert_eq!(to("นายอำเภอ ทุกอำเภอ"), "นายอำเภอ ทุกอำเภอ");
}

#[test]
fn a_post_alone_behind_a_speck() {
    let r = letter("", HEAD, "", "(นายทดสอบ ตัวอย่าง)\n- ผู้ว่าราชการจังหวัดจันทบุรี\n");
    assert_eq!(r.signatories[0].position.as_deref(), Some("ผู้ว่าราชการจังหวัดจันทบุรี"));
}

#[test]
fn a_salutation_that_lost_its_blank() {
    let text = text("", HEAD, "", SIGNED).replace("เรียน นายอำเภอ ทุกอำเภอ", "เรียนผู้อำนวยการโรงเรียนตัวอย่าง");
    let r = letters(&text).swap_remove(0);
    assert_eq!(r.addressees, ["ผู้อำนวยการโรงเรียนตัวอย่าง"]);
    assert_eq!(r.subject.as_deref(), Some("การตรวจผลไม้"));
}

#[test]
fn a_day_that_was_read_as_a_letter_is_flagged() {
    let text = text("", HEAD, "", SIGNED).replace("๖ พฤษภาคม ๒๕๖๘\nเรื่อง", "อพฤษภาคม ๒๕๖๘\nเรื่อง");
    let r = letters(&text).swap_remove(0);
    assert_eq!(r.date.as_deref(), Some("2025-05"));
    assert!(flagged(&r, "/date"));
}

#[test]
fn a_place_below_the_name_of_a_memos_office_is_taken_once() {
    let memo = "บันทึกข้อความ\nส่วนราชการ กลุ่มงานตัวอย่าง สำนักงานปศุสัตว์จังหวัด\nสุรินทร์ โทร. 0 4400 1172\nที่ กษ 0615.04/291 วันที่ 21 สิงหาคม 2568\n\
                เรื่อง ขออนุมัติเดินทางไปราชการ\nเรียน ปศุสัตว์จังหวัดสุรินทร์\nด้วยกรมปศุสัตว์กำหนดจัดการอบรมเรื่องการเฝ้าระวังโรคระบาดสัตว์ในพื้นที่\n\
                จึงเรียนมาเพื่อโปรดพิจารณา\n(นายทดสอบ ตัวอย่าง)\nนายสัตวแพทย์ชำนาญการ\n";
    assert_eq!(letters(memo)[0].agency.as_deref(), Some("กลุ่มงานตัวอย่าง สำนักงานปศุสัตว์จังหวัดสุรินทร์"));
}

#[test]
fn colons_for_points_and_quantities_whose_figure_is_unread() {
    let head = HEAD.replace("จันทบุรี\n", "จันทบุรี.\n");
    let list = "อ้างถึง 1. หนังสือกรมตัวอย่าง ที่ กษ 0917:2/ว 1544 ลงวันที่ 12 เมษายน 2568\n2: หนังสือสำนักงบประมาณ ที่ นร 0702/318 ลงวันที่ 30 มิถุนายน 2568\nสิ่งที่ส่งมาด้วย 1. บัญชีเมล็ดพันธุ์     จำนวน จชุด\n2. แบบรายงานผล     จำนาน mo ชุด\n";
    let r = letter("", &head, list, SIGNED);
    assert_eq!(r.agency.as_deref(), Some("ศาลากลางจังหวัดจันทบุรี"));
    let numbers: Vec<_> = r.references.iter().filter_map(|r| r.number.as_deref()).collect();
    assert_eq!(numbers, ["กษ 0917.2/ว 1544", "นร 0702/318"]);
    let found: Vec<_> = r.enclosures.iter().map(|e| e.description.as_str()).collect();
    assert_eq!(found, ["บัญชีเมล็ดพันธุ์", "แบบรายงานผล"]);
}

#[test]
fn a_dash_among_specks_is_no_bullet() {
    let signed = "(นายทดสอบ ตัวอย่าง)\n. - . ผู้ว่าราชการจังหวัดจันทบุรี\n";
    let r = letters(&text("", HEAD, "", signed).replace("เรื่อง", "- . เรื่อง")).swap_remove(0);
    assert_eq!(r.subject.as_deref(), Some("การตรวจผลไม้"));
    assert_eq!(r.signatories[0].position.as_deref(), Some("ผู้ว่าราชการจังหวัดจันทบุรี"));
}

#[test]
fn a_number_that_a_sign_cuts_is_doubted() {
    let r = letter("", HEAD, "อ้างถึง หนังสืออำเภอตัวอย่าง ที่ จบ 0118/5]18 ลงวันที่ 12 เมษายน 2568\n", SIGNED);
    assert!(flagged(&r, "/references/0/number"));
}
