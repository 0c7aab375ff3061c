//! Papers as quite different people write them: units of police and banks, persons without letterhead, notes beside each
//! other. All are invented.

mod common;

use common::letters;
use common::paper::{HEAD, SIGNED, letter, text};
use saraban::record::{Kind, Record};

const MEMO: &str = "บันทึกข้อความ\nส่วนราชการ กองแผนงาน กรมตัวอย่าง\nที่ กษ ๑๑๐๒/๔๕   วันที่ ๘ มีนาคม ๒๕๖๗\nเรื่อง รายงานขอซื้อวัสดุ\nเรียน อธิบดีกรมตัวอย่าง\n\
                    กองแผนงานขอรายงานว่าวัสดุสำนักงานใกล้หมดแล้ว จำเป็นต้องจัดซื้อเพิ่มเติม\nจึงเรียนมาเพื่อโปรดพิจารณา\n";

fn signs(r: &Record) -> Vec<(&str, &str, &'static str)> {
    r.signatories.iter().map(|s| (s.name.as_deref().unwrap_or_default(), s.position.as_deref().unwrap_or_default(), s.role)).collect()
}

#[test]
fn two_who_endorse_beside_each_other() {
    let notes = ["- เห็นควรอนุมัติ                    - อนุมัติ", "เห็นควรอนุมัติ                    อนุมัติ"];
    for note in notes {
        let text = format!(
            "{MEMO}\n          (นางสาวทดสอบ ตัวอย่าง)\n          นักวิชาการพัสดุ\n\n{note}\n\n(นายสมมุติ ทดสอบ)             (นายทดสอบ สมมุติ)\nผู้อำนวยการกองแผนงาน          อธิบดีกรมตัวอย่าง\n"
        );
        let r = &letters(&text)[0];
        let roles: Vec<_> = signs(r).into_iter().map(|s| s.2).collect();
        assert_eq!(roles, ["signer", "endorser", "endorser"], "{note}");
    }
    let table = format!(
        "{MEMO}\n(นางสาวทดสอบ ตัวอย่าง)\nนักวิชาการพัสดุ\n\n| เห็นชอบ | อนุมัติ |\n|---|---|\n| (นายสมมุติ ทดสอบ) | (นายทดสอบ สมมุติ) |\n| ผู้อำนวยการกองแผนงาน | รองอธิบดี ปฏิบัติราชการแทน อธก. |\n"
    );
    let r = &letters(&table)[0];
    assert_eq!(signs(r)[1..], [("นายสมมุติ ทดสอบ", "ผู้อำนวยการกองแผนงาน", "endorser"), ("นายทดสอบ สมมุติ", "รองอธิบดี", "endorser")]);
    assert_eq!(r.signatories[2].acting_for.as_deref(), Some("อธก."));
}

#[test]
fn a_memo_of_police_to_several_behind_dashes() {
    let text = "บันทึกข้อความ\nส่วนราชการ ฝอ.๑ บก.อก.ภ.๔  โทร. ๐ ๔๓๐๐ ๑๔๘๗\nที่ ๐๐๑๙.๑๑๒/๑๕๗      วันที่ ๒ ม.ค. ๒๕๖๖\nเรื่อง แจ้งแนวทางการลาออกจากราชการ\n\
                - ผบก.ภ.จว. ในสังกัด\n- ผบก.สส.ภ.๔\n     ส่งสำเนาหนังสือเรื่องแนวทางการลาออกจากราชการมาเพื่อทราบและถือปฏิบัติโดยเคร่งครัด\n\n\
                พล.ต.ต.\n        (ทดสอบ  ตัวอย่าง)\n        ผบก.อก.ภ.๔ ปรท.\n        ผบช.ภ.๔\n";
    let r = &letters(text)[0];
    assert_eq!(r.subject.as_deref(), Some("แจ้งแนวทางการลาออกจากราชการ"));
    assert_eq!(r.addressees, ["ผบก.ภ.จว. ในสังกัด", "ผบก.สส.ภ.4"]);
    let s = &r.signatories[0];
    assert_eq!((s.position.as_deref(), s.acting_for.as_deref(), s.role), (Some("ผบก.อก.ภ.4"), Some("ผบช.ภ.4"), "signer"));
}

#[test]
fn numbers_of_bodies_that_have_units_for_a_code() {
    let number = |line: &str| {
        let head = format!(
            "ธนาคารตัวอย่าง\n๑ ถนนพหลโยธิน กรุงเทพฯ ๑๐๙๐๐\n{line}\n๑๙ ธันวาคม ๒๕๖๖\nเรื่อง ขอเชิญเสนอราคา\nเรียน ผู้จัดการบริษัทตัวอย่าง\nธนาคารมีความประสงค์จะเช่าเครื่องถ่ายเอกสารจำนวนหลายเครื่อง\nขอแสดงความนับถือ\n(นางทดสอบ ตัวอย่าง)\nผู้อำนวยการฝ่าย\n"
        );
        letters(&head)[0].number.clone()
    };
    assert_eq!(number("ที่ ฝทบ/๑๑๙๒๐").as_deref(), Some("ฝทบ/11920"));
    assert_eq!(number("ที่ สนจ.ชม/ว ๑๒/๒๕๖๖").as_deref(), Some("สนจ.ชม/ว 12/2566"));
    assert_eq!(number("เลขที่ ฉ.๒ ตย.(บห.) ๑๒๐๙/๒๕๖๕").as_deref(), Some("ฉ.2 ตย.(บห.) 1209/2565"));
    assert_eq!(number("ที่ นร ๑๑๐๒.๔/พ ๒๑๘").as_deref(), Some("นร 1102.4/พ 218"));
    assert_eq!(number("ที่ตั้ง ๑๒/๒๕"), None);
}

/// The subject of the small letter, written as `subject`.
fn subject(subject: &str) -> Option<String> {
    let text = text("", HEAD, "", SIGNED).replace("การตรวจผลไม้", subject);
    letters(&text)[0].subject.clone()
}

#[test]
fn a_subject_that_runs_on_with_a_word_of_another_language() {
    let found = subject("การป้องกันฝุ่นละออง\nขนาดเล็ก (PM2.5) ปี พ.ศ. ๒๕๖๖");
    assert_eq!(found.as_deref(), Some("การป้องกันฝุ่นละอองขนาดเล็ก (PM2.5) ปี พ.ศ. 2566"));
}

#[test]
fn what_is_asked_for_is_no_item() {
    for what in ["ขอร้องเรียนเหตุเดือดร้อนรำคาญ", "ขอซักถามการดำเนินงาน", "ขอทักท้วงการเบิกจ่ายเงิน"]
    {
        assert_eq!(subject(what).as_deref(), Some(what));
    }
}

#[test]
fn a_person_writes_below_a_letter_of_an_office() {
    let office = letter("", HEAD, "", SIGNED).text;
    let text = format!(
        "{office}\nสำนักงานจังหวัด\nโทร. ๐ ๓๕๐๐ ๕๓๗๖\n\u{c}\n                    เขียนที่ ๑๑ หมู่ ๓ ตำบลตัวอย่าง\n            วันที่ ๒๕ เดือน กรกฎาคม พ.ศ. ๒๕๖๕\nเรื่อง ขอให้ตรวจสอบกลิ่นเหม็น\n\
         เรียน ผู้ว่าราชการจังหวัดสุพรรณบุรี\n        ข้าพเจ้าได้รับความเดือดร้อนจากกลิ่นเหม็นของฟาร์มมาเป็นเวลานาน จึงขอให้ตรวจสอบ\nขอแสดงความนับถือ\n(นายทดสอบ ตัวอย่าง)\n"
    );
    let found = letters(&text);
    assert_eq!(found.len(), 2);
    assert_eq!(found[1].date.as_deref(), Some("2022-07-25"));
    assert!(found[1].text.contains("เขียนที่"));
}

#[test]
fn bylaws_with_their_year_in_the_subject_and_news_with_their_body_in_the_title() {
    let bylaw = "เทศบัญญัติเทศบาลตำบลตัวอย่าง\nเรื่อง การควบคุมการเลี้ยงสัตว์ พ.ศ. ๒๕๖๖\n\nโดยที่เป็นการสมควรตราเทศบัญญัติว่าด้วยการควบคุมการเลี้ยงสัตว์ จึงตราไว้ดังนี้\n\
                 ข้อ ๑ เทศบัญญัตินี้เรียกว่าเทศบัญญัติเทศบาลตำบลตัวอย่าง\nประกาศ ณ วันที่ ๑๔ กันยายน พ.ศ. ๒๕๖๖\n(นายทดสอบ ตัวอย่าง)\nนายกเทศมนตรีตำบลตัวอย่าง\n";
    let r = &letters(bylaw)[0];
    assert_eq!((r.kind, r.agency.as_deref()), (Kind::Regulation, Some("เทศบาลตำบลตัวอย่าง")));
    let news = "ข่าวประชาสัมพันธ์ กรมตัวอย่าง\nวันที่ ๑๒ เมษายน ๒๕๖๗\n\nกรมตัวอย่างแนะเส้นทางเลี่ยงช่วงสงกรานต์\n\n\
                อธิบดีกรมตัวอย่าง เปิดเผยว่า ในช่วงเทศกาลสงกรานต์ กรมได้จัดเตรียมเส้นทางเลี่ยงไว้รองรับปริมาณการจราจร\n";
    let r = &letters(news)[0];
    assert_eq!((r.agency.as_deref(), r.subject.as_deref()), (Some("กรมตัวอย่าง"), Some("กรมตัวอย่างแนะเส้นทางเลี่ยงช่วงสงกรานต์")));
}

#[test]
fn the_body_whose_form_a_memo_is_set_no_stamp() {
    let text = MEMO.replacen("บันทึกข้อความ", "กองทัพอากาศ\nบันทึกข้อความ", 1).replace("กองแผนงาน กรมตัวอย่าง", "กทน.กพ.ทอ.(โทร. ๒๐๐๐๑)");
    let r = &letters(&text)[0];
    assert!(r.receipts.is_empty());
    assert_eq!(r.agency.as_deref(), Some("กทน.กพ.ทอ."));
}

#[test]
fn a_stamp_with_its_name_below_the_number() {
    let above = "                                        รับที่ ๑๑๘๔\n                                        กองคลัง\n                                        วันที่ ๑๘ พ.ค. ๖๘ เวลา ๑๔.๒๕ น.\n\n";
    let r = letter(above, HEAD, "", SIGNED);
    assert_eq!((r.receipts[0].receiver.as_deref(), r.receipts[0].number.as_deref()), (Some("กองคลัง"), Some("1184")));
}

#[test]
fn a_memo_of_police_whose_addressee_has_no_word_before_it() {
    let text = "บันทึกข้อความ\nส่วนราชการ บก.อก.ภ.๙  โทร. ๐ ๗๔๐๐ ๖๑๖๓\nที่ ตช ๐๐๒๔.๑๓/ว ๓๓      วันที่ ๕ มกราคม ๒๕๖๖\nเรื่อง กำชับมาตรการรักษาความปลอดภัย\n\
                ผบก.ภ.จว.สงขลา และปัตตานี\n        ๑. ตามที่ได้กำชับมาตรการรักษาความปลอดภัยในพื้นที่ไว้แล้ว นั้น\n        ๒. ให้ทุกหน่วยถือปฏิบัติโดยเคร่งครัด\n\n\
                พล.ต.ท.\n        (ทดสอบ ตัวอย่าง)\n        ผบช.ภ.๙\n";
    let r = &letters(text)[0];
    assert_eq!(r.subject.as_deref(), Some("กำชับมาตรการรักษาความปลอดภัย"));
    assert_eq!(r.addressees, ["ผบก.ภ.จว.สงขลา และปัตตานี"]);
}

#[test]
fn telephones_behind_whose_they_are_and_below_each_other() {
    let found = |foot: &str| {
        let r = letter("", HEAD, "", &format!("{SIGNED}กลุ่มงานความมั่นคง\n{foot}\n"));
        r.phones.iter().map(|p| (p.number.clone(), p.ext.join(","))).collect::<Vec<_>>()
    };
    let one = |number: &str, ext: &str| (number.to_owned(), ext.to_owned());
    assert_eq!(found("โทรศัพท์ (กองคลัง) ๐ ๒๐๐๐ ๖๐๒๓"), [one("020006023", "")]);
    assert_eq!(found("โทร./โทรสาร (มท.) ๑๙๔๒๗   ๐ ๒๐๐๐ ๖๐๒๓"), [one("020006023", "")]);
    assert_eq!(found("โทร. ๐ ๒๐๐๐ ๓๕๕๕ (ฝ่ายเลขานุการ) ต่อ ๑๑๐๑"), [one("020003555", "1101")]);
    assert_eq!(found("โทร. ๐ ๒๐๐๐ ๗๐๐๐ ต่อ ๔๔๔๕ ๖๗๒๐"), [one("020007000", "4445,6720")]);
    assert_eq!(found("โทร. ๐๘๖ ๐๐๐ ๕๕๔๔ นางทดสอบ\n     ๐๘๗ ๐๐๐ ๖๖๓๓ นายทดสอบ"), [one("0860005544", ""), one("0870006633", "")]);
}

#[test]
fn what_stands_alone_below_its_heading_is_an_enclosure() {
    let list = "## สิ่งที่ส่งมาด้วย\n\nบันทึกสำนักงานคณะกรรมการตัวอย่าง เรื่อง การจ่ายเงินทดแทน (เรื่องเสร็จที่ ๔๑๒/๒๕๖๕)\n\n";
    let found: Vec<_> = letter("", HEAD, list, SIGNED).enclosures.into_iter().map(|e| e.description).collect();
    assert_eq!(found, ["บันทึกสำนักงานคณะกรรมการตัวอย่าง เรื่อง การจ่ายเงินทดแทน (เรื่องเสร็จที่ 412/2565)"]);
    let counted = letter("", HEAD, "สิ่งที่ส่งมาด้วย แนวทางปฏิบัติฯ (จำนวน ๑ ชุด)\n", SIGNED).enclosures;
    assert_eq!((counted[0].description.as_str(), counted[0].quantity.as_deref()), ("แนวทางปฏิบัติฯ", Some("1")));
}

#[test]
fn posts_beside_and_below_a_name_that_are_of_others() {
    let tail = "ร้อยตำรวจเอก\n(ทดสอบ ตัวอย่าง)\nรองสารวัตร(สอบสวน)\n\nพนักงานสอบสวนผู้รับผิดชอบ\nโทร. ๐ ๒๐๐๐ ๒๔๔๖\n";
    assert_eq!(signs(&letter("", HEAD, "", tail))[0].1, "รองสารวัตร(สอบสวน)");
    let tail =
        format!("{SIGNED}สำเนาถูกต้อง\n(นางสาวทดสอบ สมมุติ)                    ธุรการ/พิมพ์\nนักจัดการงานทั่วไปปฏิบัติการ                บริหาร/ทาน\n");
    assert_eq!(signs(&letter("", HEAD, "", &tail))[1].1, "นักจัดการงานทั่วไปปฏิบัติการ");
}

#[test]
fn a_signer_of_the_gazette_without_title_and_brackets() {
    let text = "ประกาศกระทรวงตัวอย่าง\nเรื่อง กำหนดแบบหนังสือรับรองการส่งออก\n\nอาศัยอำนาจตามความในมาตรา ๕ รัฐมนตรีว่าการกระทรวงตัวอย่างออกประกาศไว้ ดังต่อไปนี้\n\
                ประกาศ ณ วันที่ ๒๘ สิงหาคม พ.ศ. ๒๕๖๖\nพาณิช ทดสอบการ\nรัฐมนตรีว่าการกระทรวงตัวอย่าง\n";
    assert_eq!(signs(&letters(text)[0]), [("พาณิช ทดสอบการ", "รัฐมนตรีว่าการกระทรวงตัวอย่าง", "signer")]);
}

#[test]
fn the_record_of_an_electronic_register_above_a_letter() {
    let above = "สารบรรณอิเล็กทรอนิกส์ : หนังสือรับ\nเลขทะเบียนรับ : 2568/004412\nลงวันที่รับ : 19/05/2568 10:42\n\n";
    let r = letter(above, HEAD, "", SIGNED);
    let s = &r.receipts[0];
    assert_eq!(
        (s.receiver.as_deref(), s.number.as_deref(), s.date.as_deref(), s.time.as_deref()),
        (None, Some("2568/004412"), Some("2025-05-19"), Some("10:42"))
    );
}

#[test]
fn days_of_the_body_that_end_on_a_line_of_their_own_are_not_the_letters() {
    let text = "แถลงการณ์สำนักงานตัวอย่าง\nเรื่อง เหตุเพลิงไหม้อาคารเรียนรวม\nฉบับที่ ๑\nตามที่ได้เกิดเหตุเพลิงไหม้อาคารเรียนรวม\nไม่มีผู้ได้รับบาดเจ็บ และงดการเรียนการสอนจนถึงวันที่ ๑๐\nกุมภาพันธ์ ๒๕๖๖\n\
                จึงแถลงมาเพื่อทราบโดยทั่วกัน\n\nสำนักงานตัวอย่าง\n๓ กุมภาพันธ์ ๒๕๖๖\n";
    assert_eq!(letters(text)[0].date.as_deref(), Some("2023-02-03"));
}

#[test]
fn posts_below_two_names_where_the_gap_between_them_is_lost() {
    let foot = |posts: &str| {
        let text = format!("{MEMO}\n(นางสาวทดสอบ ตัวอย่าง)\nนักวิชาการพัสดุ\n\n- เห็นควรอนุมัติ - อนุมัติ\n(นายสมมุติ ทดสอบ) (นายทดสอบ สมมุติ)\n{posts}\n");
        signs(&letters(&text)[0]).into_iter().map(|s| (s.0.to_owned(), s.1.to_owned())).collect::<Vec<_>>()
    };
    let found = foot("หัวหน้ากลุ่มงานพัสดุ อธิบดีกรมตัวอย่าง");
    let of = |name: &str| found.iter().find(|s| s.0 == name).map(|s| s.1.as_str());
    assert_eq!((of("นายสมมุติ ทดสอบ"), of("นายทดสอบ สมมุติ")), (Some("หัวหน้ากลุ่มงานพัสดุ"), Some("อธิบดีกรมตัวอย่าง")));
    // which is whose is not sure
    let found = foot("หัวหน้ากลุ่มงานพัสดุ ผู้อำนวยการกอง อธิบดีกรมตัวอย่าง");
    assert!(found[1..].iter().all(|s| s.1.is_empty()), "{found:?}");
}

#[test]
fn items_end_where_the_body_begins_and_go_on_in_an_open_bracket() {
    let found = |list: &str| letter("", HEAD, list, SIGNED).enclosures.into_iter().map(|e| e.description).collect::<Vec<_>>();
    assert_eq!(
        found("สิ่งที่ส่งมาด้วย แบบ สปส. ๑-๑๐ จำนวน ๑ ชุด\nตามประกาศที่อ้างถึง\nให้ขยายกำหนดเวลาการยื่นแบบออกไปอีกหนึ่งเดือน นั้น\n"),
        ["แบบ สปส. 1-10"]
    );
    assert_eq!(
        found("สิ่งที่ส่งมาด้วย ๑. ระเบียบว่าด้วยวิธีการหาเสียง (ฉบับที่\n                 ๒) พ.ศ. ๒๕๖๖\n                 ๒. ตารางขนาดแผ่นป้าย\n"),
        ["ระเบียบว่าด้วยวิธีการหาเสียง (ฉบับที่ 2) พ.ศ. 2566", "ตารางขนาดแผ่นป้าย"]
    );
    let body = "    ธนาคารมีความประสงค์จะเช่าเครื่องถ่ายเอกสาร กำหนดยื่นซองภายในวันที่ ๕ มกราคม ๒๕๖๗ เวลา ๑๖.๓๐ น.\n";
    assert_eq!(found(&format!("เอกสารแนบ   ๑. ขอบเขตของงาน\n            ๒. แบบใบเสนอราคา\n{body}")), ["ขอบเขตของงาน", "แบบใบเสนอราคา"]);
}

#[test]
fn a_receipt_of_which_the_body_tells_is_no_stamp() {
    let tail = format!("จังหวัดได้รับเงินไว้เรียบร้อยแล้ว ตามใบเสร็จรับเงิน เล่มที่ ๑๒\nเลขที่ ๔๔ - ๕๐\nจึงเรียนมาเพื่อโปรดทราบ\nขอแสดงความนับถือ\n{SIGNED}");
    let text = text("", HEAD, "", &tail).replacen("จึงเรียนมาเพื่อโปรดทราบ\nขอแสดงความนับถือ\n", "", 1);
    assert!(letters(&text)[0].receipts.is_empty());
}

#[test]
fn addressees_end_where_a_day_is_told() {
    let text = text("", HEAD, "", SIGNED)
        .replace("นายอำเภอ ทุกอำเภอ\n", "หัวหน้าส่วนราชการ, นายก อบต. ทุกแห่ง, กำนัน/ผู้ใหญ่บ้าน\nกำหนดประชุม วันพุธที่ ๑๔ พ.ค. ๖๘ เวลา ๐๙.๓๐ น.\n");
    assert_eq!(letters(&text)[0].addressees, ["หัวหน้าส่วนราชการ, นายก อบต. ทุกแห่ง, กำนัน/ผู้ใหญ่บ้าน"]);
}

#[test]
fn orders_of_units_cited_with_a_short_year() {
    let list = "อ้างถึง คำสั่ง พัน.ตัวอย่าง ที่ ๔๔/๖๗ ลง ๒๐ พ.ค. ๖๗\n";
    let r = &letter("", HEAD, list, SIGNED).references[0];
    assert_eq!((r.number.as_deref(), r.date.as_deref()), (Some("44/67"), Some("2024-05-20")));
}

#[test]
fn the_day_of_a_stamped_letter_behind_its_word() {
    let text = "ที่ สห ๐๐๑๗.๕/๓๐๔\nถึง สำนักงานปลัดกระทรวงมหาดไทย\nจังหวัดสิงห์บุรีขอส่งแบบประวัติข้าราชการ จำนวน ๑ ราย มาเพื่อดำเนินการต่อไป\n\
                จังหวัดสิงห์บุรี\nวันที่ ๑๔ ธันวาคม ๒๕๖๔\nสำนักงานจังหวัด\nโทร. ๐๓๖-๐๐๐๖๙๑\n";
    let r = &letters(text)[0];
    assert_eq!((r.kind, r.date.as_deref()), (Kind::Stamped, Some("2021-12-14")));
}
