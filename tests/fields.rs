//! What one letter says, on the smallest text that was once read wrong. All letters are invented.

mod common;

use common::letters;
use saraban::record::Record;

/// A letter with what stands above its number, its number and letterhead, its lists, and what follows the closing.
fn text(above: &str, head: &str, list: &str, tail: &str) -> String {
    format!(
        "{above}{head}\n๖ พฤษภาคม ๒๕๖๘\nเรื่อง การตรวจผลไม้\nเรียน นายอำเภอ ทุกอำเภอ\n{list}\
         ด้วยจังหวัดขอความร่วมมือตรวจผลไม้ก่อนส่งออกทุกครั้งตามระเบียบที่กำหนดไว้\n\
         จึงเรียนมาเพื่อโปรดทราบ\nขอแสดงความนับถือ\n{tail}"
    )
}

fn letter(above: &str, head: &str, list: &str, tail: &str) -> Record {
    letters(&text(above, head, list, tail)).swap_remove(0)
}

/// The same of an engine that writes no ำ; it loses the ว of circulars.
fn engine(above: &str, head: &str, list: &str, tail: &str) -> Record {
    letters(&text(above, head, list, tail).replace('ำ', "\u{e4d}า")).swap_remove(0)
}

const HEAD: &str = "ที่ จบ ๐๐๒๒/๓๔๐\nศาลากลางจังหวัดจันทบุรี\nถนนเลียบเนิน จบ. ๒๒๐๐๐";
const SIGNED: &str = "(นายทดสอบ ตัวอย่าง)\nผู้ว่าราชการจังหวัดจันทบุรี\n";

fn flagged(record: &Record, field: &str) -> bool {
    record.warnings.iter().any(|w| w.code == "low_confidence" && w.field == field)
}

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
fn a_body_without_the_scraps_around_its_name() {
    let head = HEAD.replace("ศาลากลางจังหวัดจันทบุรี", "ศาลากลางจังหวัดจันทบุรี5ล");
    assert_eq!(letter("", &head, "", SIGNED).agency.as_deref(), Some("ศาลากลางจังหวัดจันทบุรี"));
    let order = "คำสั่งรจังหวัดจันทบุรี\nที่ 24/2568\nเรื่อง แต่งตั้งคณะกรรมการตรวจผลไม้\n\nเพื่อให้การตรวจผลไม้เป็นไปด้วยความเรียบร้อย จึงแต่งตั้ง\n\
                 สั่ง ณ วันที่ 6 พฤษภาคม พ.ศ. 2568\n(นายทดสอบ ตัวอย่าง)\nผู้ว่าราชการจังหวัดจันทบุรี\n";
    assert_eq!(letters(order)[0].agency.as_deref(), Some("จังหวัดจันทบุรี"));
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
fn a_post_for_another_below_that_of_an_endorser_is_the_signers() {
    let tail = "(จ่าเอก ทดสอบ ตัวอย่าง)\n\nเรียน นายอำเภอ\n- เพื่อโปรดพิจารณา\n(นางสมมุติ ตัวอย่าง)\nนายช่างโยธาอาวุโส\n\nรองอธิบดี ปฏิบัติหน้าที่\n\nอธิบดีกรมการปกครอง\n";
    let r = letter("", HEAD, "", tail);
    let found: Vec<_> = r.signatories.iter().map(|s| (s.role, s.position.as_deref(), s.acting_for.as_deref())).collect();
    assert_eq!(found, [("signer", Some("รองอธิบดี"), Some("อธิบดีกรมการปกครอง")), ("endorser", Some("นายช่างโยธาอาวุโส"), None)]);
}

#[test]
fn an_item_that_is_given_twice() {
    let list = "สิ่งที่ส่งมาด้วย ๑. คู่มือตรวจผลไม้ จำนวน ๒ แผ่น\n๒. รายชื่อผู้ตรวจ จำนวน ๕ แผ่น\n๒. รายชื่อผู้ตรวจ จำนวน ๕ แผ่น\n";
    let r = letter("", HEAD, list, SIGNED);
    let found: Vec<_> = r.enclosures.iter().map(|e| e.description.as_str()).collect();
    assert_eq!(found, ["คู่มือตรวจผลไม้", "รายชื่อผู้ตรวจ"]);
}

#[test]
fn a_figure_before_the_post_that_is_acted_for() {
    let r = letter("", HEAD, "", "(นายทดสอบ ตัวอย่าง)\nปลัดจังหวัด ปฏิบัติราชการแทน\n0 ผู้ว่าราชการจังหวัดจันทบุรี\n");
    assert_eq!(r.signatories[0].acting_for.as_deref(), Some("ผู้ว่าราชการจังหวัดจันทบุรี"));
}

#[test]
fn a_post_behind_a_stroke_far_to_the_left() {
    let r = letter("", HEAD, "", "(นายทดสอบ ตัวอย่าง)\n-                     . ผู้ว่าราชการจังหวัดจันทบุรี      |\n");
    assert_eq!(r.signatories[0].position.as_deref(), Some("ผู้ว่าราชการจังหวัดจันทบุรี"));
}

#[test]
fn a_name_and_a_post_that_are_given_twice() {
    let tail = "(นายทดสอบ ตัวอย่าง)\n(นายทดสอบ ตัวอย่าง)\nผู้ว่าราชการจังหวัดจันทบุรี\nผู้ว่าราชการจังหวัดจันทบุรี\n";
    let r = letter("", HEAD, "", tail);
    let found: Vec<_> = r.signatories.iter().map(|s| (s.name.as_deref(), s.position.as_deref())).collect();
    assert_eq!(found, [(Some("นายทดสอบ ตัวอย่าง"), Some("ผู้ว่าราชการจังหวัดจันทบุรี"))]);
}

#[test]
fn a_paragraph_below_a_counted_item_is_none_of_it() {
    let list = "สิ่งที่ส่งมาด้วย คู่มือตรวจผลไม้ จำนวน ๒ แผ่น\n\nตวะได้พบแมลงในผลไม้ที่ส่งออกจากพื้นที่ใกล้เคียงหลายครั้ง\n\
                ซึ่งอาจแพร่ไปในวงกว้างหากไม่มีการตรวจก่อนส่งทุกครั้ง\n";
    let r = letter("", HEAD, list, SIGNED);
    let found: Vec<_> = r.enclosures.iter().map(|e| e.description.as_str()).collect();
    assert_eq!(found, ["คู่มือตรวจผลไม้"]);
}

#[test]
fn a_day_at_a_lines_beginning_is_no_item() {
    let r = letter("", HEAD, "อ้างถึง หนังสือเทศบาลตำบลตัวอย่าง ที่ จบ ๕๔๐๑๒/ว ๖๐๙ ลงวันที่\n๒ เมษายน ๒๕๖๘\n", SIGNED);
    let found: Vec<_> = r.references.iter().map(|r| (r.number.as_deref(), r.date.as_deref())).collect();
    assert_eq!(found, [(Some("จบ 54012/ว 609"), Some("2025-04-02"))]);
}

#[test]
fn the_number_of_a_circular_below_its_mark() {
    let list = "อ้างถึง หนังสือเทศบาลตำบลตัวอย่าง ที่ จบ 54012/2\n609 ลงวันที่ 2 เมษายน 2568\n";
    assert_eq!(engine("", HEAD, list, SIGNED).references[0].number.as_deref(), Some("จบ 54012/ว 609"));
    // of another engine a 2 is a 2
    assert_eq!(letter("", HEAD, list, SIGNED).references[0].number.as_deref(), Some("จบ 54012/2"));
}

#[test]
fn a_letter_code_one_letter_off_is_that_of_the_place() {
    let head = "ที่ จข ๐๐๒๒/๓๔๐\nศาลากลางจังหวัดจันทบุรี\nถนนเลียบเนิน จังหวัดจันทบุรี ๒๒๐๐๐";
    assert_eq!(letter("", head, "", SIGNED).number.as_deref(), Some("จบ 0022/340"));
    // letters that have nothing to do with the place stay
    let head = "ที่ ฝฝฝ ๐๐๒๒/๓๔๐\nศาลากลางจังหวัดจันทบุรี\nถนนเลียบเนิน จังหวัดจันทบุรี ๒๒๐๐๐";
    assert_eq!(letter("", head, "", SIGNED).number.as_deref(), Some("ฝฝฝ 0022/340"));
}

#[test]
fn a_telephone_parted_at_its_hyphen() {
    let r = letter("", HEAD, "", &format!("{SIGNED}โทร.๐-\n๓๘๐๐-๖๐๕๕ กด ๒๘๒๔\n"));
    assert_eq!(r.phones.len(), 1);
    assert_eq!((r.phones[0].number.as_str(), r.phones[0].ext.as_slice()), ("038006055", &["2824".to_owned()][..]));
}

#[test]
fn a_telephone_printed_twice_is_one_entry() {
    let r = letter("", HEAD, "", &format!("{SIGNED}โทร. ๐ ๓๘๐๐ ๖๐๕๕ ต่อ ๔๑\nโทรสาร ๐ ๓๘๐๐ ๖๐๕๕ ต่อ ๔๒\n"));
    assert_eq!(r.phones.len(), 1);
    assert_eq!(r.phones[0].ext, ["41", "42"]);
}

#[test]
fn a_telephone_that_cannot_be_read_flags_no_other() {
    // Thai digits of an engine that has no ๔ ๖ ๗ ๘ ๙, beside Arabic ones
    let r = letters(
        "ที่ จบ 0022/340\nศาลากลางจังหวัดจันทบุรี\n6 พฤษภาคม 2568\nเรื่อง การตรวจผลไม้\nเรียน นายอำเภอ\n\
         ด้วยจังหวัดขอความร่วมมือตรวจผลไม้ก่อนส่งออกทุกครั้งตามระเบียบที่กำหนดไว้ โทร. ๐ ๓๑๐๐ ๒๐๕๕\n\
         ขอแสดงความนับถือ\n(นายทดสอบ ตัวอย่าง)\nผู้ว่าราชการจังหวัดจันทบุรี\nโทร. 0 3900 1489\n",
    )
    .swap_remove(0);
    assert_eq!(r.phones.iter().map(|p| p.number.as_str()).collect::<Vec<_>>(), ["039001489"]);
    let fields: Vec<_> = r.warnings.iter().filter(|w| w.field.starts_with("/phones")).map(|w| w.field.as_str()).collect();
    assert_eq!(fields, ["/phones/-"]);
}

#[test]
fn a_citation_keeps_the_short_form_of_its_date() {
    let list = "สิ่งที่ส่งมาด้วย สำเนาหนังสือกรมตัวอย่าง ที่ กษ ๐๙๒๓/ว๖๙๗ ลว. ๑๗\nเมษายน ๒๕๖๘\n";
    let r = letter("", HEAD, list, SIGNED);
    assert_eq!(r.citations[0].number, "กษ 0923/ว 697");
    assert_eq!(r.citations[0].date.as_deref(), Some("2025-04-17"));
}

#[test]
fn a_cited_number_cut_by_the_column_of_quantities() {
    let list = "สิ่งที่ส่งมาด้วย สำเนาหนังสือกรมตัวอย่าง ที่ กษ      จำนวน ๒ แผ่น\n๐๙๒๓.๒/ว๔๑๔ ลว. ๔ เมษายน ๒๕๖๘\n";
    let r = letter("", HEAD, list, SIGNED);
    assert_eq!(r.enclosures[0].description, "สำเนาหนังสือกรมตัวอย่าง ที่ กษ 0923.2/ว414 ลว. 4 เมษายน 2568");
    let found: Vec<_> = r.citations.iter().map(|c| (c.number.as_str(), c.date.as_deref())).collect();
    assert_eq!(found, [("กษ 0923.2/ว 414", Some("2025-04-04"))]);
}

#[test]
fn an_endorsement_between_post_and_acting_phrase() {
    let tail = "(นายทดสอบ ตัวอย่าง)\nเรียน ผอ.     หัวหน้าสำนักงานจังหวัดจันทบุรี\n- เห็นควรมอบกองคลังดำเนินการ\n\
                ปฏิบัติราชการแทนผู้ว่าราชการจังหวัดจันทบุรี\n(นางสมหญิง สมมุติ)\nนักวิชาการเงินและบัญชีชำนาญการ\n๔ พ.ค. ๖๘\n";
    let r = letter("", HEAD, "", tail);
    let found: Vec<_> = r.signatories.iter().map(|s| (s.role, s.acting_for.as_deref())).collect();
    assert_eq!(found, [("signer", Some("ผู้ว่าราชการจังหวัดจันทบุรี")), ("endorser", None)]);
}

#[test]
fn a_blank_where_the_mark_of_a_circular_may_have_stood_is_doubtful() {
    let list = "อ้างถึง หนังสือเทศบาลตำบลตัวอย่าง ที่ จบ 54012/ 609 ลงวันที่ 2 เมษายน 2568\n";
    assert!(flagged(&engine("", HEAD, list, SIGNED), "/references/0/number"));
    assert!(!flagged(&letter("", HEAD, list, SIGNED), "/references/0/number"));
}

#[test]
fn an_owner_code_of_no_province_is_doubtful() {
    let cite = |code: &str| format!("อ้างถึง หนังสือจังหวัดเลย ที่ ลย {code}/๗๔๗๕ ลงวันที่ ๒ เมษายน ๒๕๖๘\n");
    assert!(flagged(&letter("", HEAD, &cite("๐๑๐๙.๓"), SIGNED), "/references/0/number"));
    // ตร is not only Trat
    assert!(!flagged(&letter("", HEAD, &cite("๐๑๐๙.๓").replace("ลย", "ตร"), SIGNED), "/references/0/number"));
    for code in ["๐๐๐๙.๓", "๐๔๑๘", "๕๑๐๐๓"] {
        assert!(!flagged(&letter("", HEAD, &cite(code), SIGNED), "/references/0/number"), "{code}");
    }
}

#[test]
fn a_year_that_is_surely_misread_casts_doubt_on_the_figures_of_the_file() {
    let stamp = |year: &str| format!("เทศบาลตำบลตัวอย่าง\nเลขที่รับ ๑๗๕๖๓\nวันที่ ๗ พฤษภาคม {year}\n");
    let sign = |year: &str| {
        let evidence = letter(&stamp(year), HEAD, "", SIGNED).evidence;
        let number = evidence.into_iter().find(|e| e.field == "/number").expect("a number");
        number.signs.contains(&"file: a year misread")
    };
    assert!(sign("๒๕๒๘"));
    assert!(!sign("๒๕๖๘"));
    // two figures away: an old stamp, not a figure misread
    assert!(!sign("๒๕๔๑"));
}

#[test]
fn a_ministrys_code_read_as_a_provinces() {
    let head = |number: &str| format!("ที่ {number}\nกระทรวงการคลัง\nถนนพระรามที่ ๖ กทม. ๑๐๔๐๐");
    assert_eq!(letter("", &head("กจ ๐๔๐๕/๓๔๐"), "", SIGNED).number.as_deref(), Some("กค 0405/340"));
    // an owner code that provinces have: it may be a letter of that province, and is warned of
    assert_eq!(letter("", &head("กจ ๐๐๓๒/๓๔๐"), "", SIGNED).number.as_deref(), Some("กจ 0032/340"));
}

#[test]
fn a_web_address_at_the_foot_with_a_speck_behind_it() {
    let tail = format!("{SIGNED}สิ่งที่ส่งมาด้วย\n\nhttps://example.go.th/x1          +t\nกลุ่มงานตัวอย่าง\nเลขที่รับ ๒๒๓๕\n");
    let first = text("", HEAD, "", &tail);
    let found = letters(&format!("{first}{}", text("", &HEAD.replace("๓๔๐", "๓๓๕"), "", SIGNED)));
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].urls, ["https://example.go.th/x1"]);
    assert!(found[1].urls.is_empty());
}

#[test]
fn a_telephone_with_no_such_code_is_doubtful() {
    let tail = |n: &str| format!("{SIGNED}โทร. {n}\n");
    assert!(flagged(&letter("", HEAD, "", &tail("๐๖๐ ๐๐๐ ๐๐๐๐")), "/phones/0/number"));
    assert!(!flagged(&letter("", HEAD, "", &tail("๐๖๑ ๐๐๐ ๐๐๐๐")), "/phones/0/number"));
}

#[test]
fn a_cited_body_whose_word_for_letter_lost_its_marks() {
    let list = "อ้างถึง ๑. หน่งสอจังหวัดตราด Vi uA 0030/288 ลงวันที่ 2 เมษายน 2568\n";
    assert_eq!(letter("", HEAD, list, SIGNED).references[0].number.as_deref(), Some("ตร 0030/288"));
}

#[test]
fn names_of_two_stamps_on_one_line() {
    let stamps = "กองคลัง  ที่ทำการปกครองอำเภอ\nรับที่ ๔๓๕๗                    รับที่ ๘๘๑\nวันที่ ๗ พ.ค. ๖๘               วันที่ ๘ พ.ค. ๖๘\n";
    let r = letter(stamps, HEAD, "", SIGNED);
    let found: Vec<_> = r.receipts.iter().map(|r| (r.receiver.as_deref(), r.number.as_deref())).collect();
    assert_eq!(found, [(Some("กองคลัง"), Some("4357")), (Some("ที่ทำการปกครองอำเภอ"), Some("881"))]);
}

#[test]
fn one_rare_digit_among_many_common_ones_makes_no_file_legible() {
    let body = |n: usize| format!("{SIGNED}เรียน ปลัด\nตามบัญชี {}\n", "๑๐๒๕ ".repeat(n));
    let head = "ที่ จบ ๐๐๒๒/๓๕๐\nศาลากลางจังหวัดจันทบุรี\nถนนเลียบเนิน จบ. ๒๒๐๐๐";
    // of the five, three stand in the date
    assert_eq!(letter("", head, "", &body(30)).number, None);
    assert_eq!(letter("", head, "", &body(2)).number.as_deref(), Some("จบ 0022/350"));
}

#[test]
fn no_name_ends_with_a_vowel_that_stands_before_its_consonant() {
    let stamp = "งานธุรการ สำนักปลัดเ\nเลขที่รับ ๑๗๕\nวันที่ ๗ พ.ค. ๖๘\n";
    assert_eq!(letter(stamp, HEAD, "", SIGNED).receipts[0].receiver.as_deref(), Some("งานธุรการ สำนักปลัด"));
}

#[test]
fn a_subject_with_figures_that_cannot_be_read_says_so() {
    let head = "ที่ จบ ๐๐๒๒/๓๕๐\nศาลากลางจังหวัดจันทบุรี\nถนนเลียบเนิน จบ. ๒๒๐๐๐";
    let with_year = |day: &str, year: &str| {
        let subject = format!("เรื่อง การตรวจผลไม้ ปี {year}\n");
        letters(&text("", head, "", SIGNED).replace("๖ พฤษภาคม ๒๕๖๘", day).replace("เรื่อง การตรวจผลไม้\n", &subject)).swap_remove(0)
    };
    let lost = with_year("๕ พฤษภาคม ๒๕๒๐", "๒๕๒๐");
    assert_eq!(lost.subject.as_deref(), Some("การตรวจผลไม้ ปี 2520"));
    assert!(flagged(&lost, "/subject"));
    assert!(!flagged(&with_year("๖ พฤษภาคม ๒๕๖๘", "๒๕๖๘"), "/subject"));
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
fn the_stroke_before_a_year_parts_nothing() {
    let subject = |words: &str| letters(&text("", HEAD, "", SIGNED).replace("การตรวจผลไม้", words)).swap_remove(0).subject;
    assert_eq!(subject("ขอเชิญประชุมคณะทำงาน ครั้งที่ 3 /2567").as_deref(), Some("ขอเชิญประชุมคณะทำงาน ครั้งที่ 3/2567"));
    assert_eq!(subject("ขอเชิญประชุมคณะทำงานตรวจผลไม้ ครั้งที่ ๑๒/\n๒๕๖๗").as_deref(), Some("ขอเชิญประชุมคณะทำงานตรวจผลไม้ ครั้งที่ 12/2567"));
    assert_eq!(subject("ส่งบัญชี ก / ข และ 3 / 4").as_deref(), Some("ส่งบัญชี ก / ข และ 3 / 4"));
}

#[test]
fn the_end_of_a_mailbox_is_no_address() {
    let mails = |foot: &str| letter("", HEAD, "", &format!("{SIGNED}{foot}\n")).emails;
    assert!(mails("ไปรษณีย์อิเล็กทรอนิกส์ อลรล 76@example.go.th").is_empty());
    assert_eq!(mails("ไปรษณีย์อิเล็กทรอนิกส์ 6512345@example.ac.th"), ["6512345@example.ac.th"]);
}

#[test]
fn a_speck_read_as_an_at_sign_ends_no_letter() {
    let second = text("", "กองคลังตัวอย่าง\nเลขที่รับ , @๑๑๑๓\nวันที่ we พ.ค. ๖๘\nที่ จบ ๐๐๒๒/๓๔๑\nศาลากลางจังหวัดจันทบุรี", "", SIGNED);
    let both = letters(&format!("{}{second}", text("", HEAD, "", SIGNED)));
    assert_eq!(both.len(), 2);
    assert_eq!((both[0].receipts.len(), both[1].receipts.len()), (0, 1));
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
fn a_code_that_lost_stray_letters_and_a_bracket_for_a_circular_are_flagged() {
    let cited = |number: &str| {
        let list = format!("อ้างถึง หนังสือจังหวัดแพร่ ที่ {number} ลงวันที่ ๒๘ เมษายน ๒๕๖๘\n");
        let r = letter("", HEAD, &list, SIGNED);
        (r.references[0].number.clone(), flagged(&r, "/references/0/number"))
    };
    assert_eq!(cited("พร 0017.1/ว 1312"), (Some("พร 0017.1/ว 1312".to_owned()), false));
    assert_eq!(cited("พซร 0017.1/ว 1312"), (Some("พร 0017.1/ว 1312".to_owned()), true));
    assert_eq!(cited("พร 0017.1/) 1312"), (Some("พร 0017.1/ว 1312".to_owned()), true));
}

/// Name, post, post acted for and role of all who sign.
fn signers(tail: &str) -> Vec<String> {
    let part = |value: Option<String>| value.unwrap_or_default();
    let signatories = letter("", HEAD, "", tail).signatories.into_iter();
    signatories.map(|s| [part(s.name), part(s.position), part(s.acting_for), s.role.to_owned()].join("|")).collect()
}

#[test]
fn a_post_that_cannot_be_read_is_left_out() {
    let unread = "(นายทดสอบ ตัวอย่าง)\nฐาบห์มทการะต่งฐเก็ยงษัมู\nแจ้งเวียนให้ทุกกลุ่มงานทราบ\n";
    assert_eq!(signers(unread), ["นายทดสอบ ตัวอย่าง|||signer"]);
    let strokes = "(นายทดสอบ ตัวอย่าง)\n27  1 97   1\nปลัดจังหวัดจันทบุรี VN\n";
    assert_eq!(signers(strokes), ["นายทดสอบ ตัวอย่าง|ปลัดจังหวัดจันทบุรี||signer"]);
    let speck = "(นายทดสอบ ตัวอย่าง)\n-ปลัดจังหวัดจันทบุรี\n";
    assert_eq!(signers(speck), ["นายทดสอบ ตัวอย่าง|ปลัดจังหวัดจันทบุรี||signer"]);
}

#[test]
fn the_post_acted_for_behind_noise_and_a_line_end() {
    let both = ["นายทดสอบ ตัวอย่าง|ปลัดจังหวัดจันทบุรี|ผู้ว่าราชการจังหวัดจันทบุรี|signer"];
    for between in [" ปฏิบัติ\n\nราชการแทน\n", " ปฏิบัติราชการแทน 7ฮญร\n", " ปฏิบัติราชการแทน\n= หฟ่นีปอัฬพิจิใฬ          ", " ปฏิบัติราชการแทน\n17 027\n"]
    {
        let tail = format!("(นายทดสอบ ตัวอย่าง)\nปลัดจังหวัดจันทบุรี{between}ผู้ว่าราชการจังหวัดจันทบุรี\n");
        assert_eq!(signers(&tail), both, "{between}");
    }
}

#[test]
fn a_stroke_read_as_a_dash_makes_no_endorsement() {
    let order = "คำสั่งจังหวัดจันทบุรี\nที่ 79/2568\nเรื่อง แต่งตั้งคณะกรรมการตรวจผลไม้\n\
                 เพื่อให้การตรวจผลไม้เป็นไปด้วยความเรียบร้อย จึงแต่งตั้งคณะกรรมการ ดังนี้\n1. ปลัดจังหวัด ประธานกรรมการ\n\
                 สั่ง ณ วันที่ 7 มิถุนายน พ.ศ. 2568\n\n- จฝไ(0ป\n\n(นายทดสอบ ตัวอย่าง)\nผู้ว่าราชการจังหวัดจันทบุรี\n";
    let roles: Vec<_> = letters(order)[0].signatories.iter().map(|s| s.role).collect();
    assert_eq!(roles, ["signer"]);
}

#[test]
fn who_notes_below_who_notes_signs_nothing() {
    let notes = "เรียน ปลัดจังหวัด\n- เพื่อโปรดพิจารณา\n(นายสมมุติ เสนอความ)\nเจ้าพนักงานธุรการชำนาญงาน\n\
                 แจ้งเวียนทุกกลุ่มงานทราบและถือปฏิบัติ\n(นางสาวสมมุติ รับความ)\nหัวหน้าสำนักงานจังหวัด\n";
    let roles = |tail: String| signers(&tail).iter().filter_map(|s| s.rsplit('|').next().map(str::to_owned)).collect::<Vec<_>>();
    assert_eq!(roles(format!("{notes}{SIGNED}")), ["signer", "endorser", "endorser"]);
    assert_eq!(roles(format!("{SIGNED}= เห็นควรแจ้งผู้เกี่ยวข้องทราบ\n(นายสมมุติ เสนอความ)\nเจ้าพนักงานธุรการชำนาญงาน\n")), ["signer", "endorser"]);
}

fn enclosed(list: &str) -> Vec<String> {
    letter("", HEAD, list, SIGNED).enclosures.into_iter().map(|e| e.description).collect()
}

#[test]
fn marks_read_apart_from_their_letters_are_no_part_of_a_list() {
    let list = |marks: &str| format!("สิ่งที่ส่งมาด้วย แบบสำรวจสวนผลไม้ จำนวน ๑ ชุด\n{marks}\n");
    for marks in ["๓ ๕ ุฉ่ขะ ๕          บุูขย ดฤุข๑ ๓  ๕@  ๑", "a      ง ๑7    1    ๐ 4๕4๕4   y"]
    {
        assert_eq!(enclosed(&list(marks)), ["แบบสำรวจสวนผลไม้"], "{marks}");
    }
    assert_eq!(enclosed(&list("(แบบ สถจ.ทบก. ๐๑)")), ["แบบสำรวจสวนผลไม้ (แบบ สถจ.ทบก. 01)"]);
}

#[test]
fn what_a_body_does_is_no_part_of_a_list() {
    let body = "กรมตัวอย่างการเกษตรกำหนดจัดอบรมเกษตรกรชาวสวน\nในวันอังคารที่ ๓ มิถุนายน ๒๕๖๘ ณ ห้องประชุมตัวอย่าง\n";
    for between in ["\n", "๑ ขฺ่  ฃ             '   9/\n"] {
        assert_eq!(enclosed(&format!("สิ่งที่ส่งมาด้วย แบบตอบรับ จำนวน ๑ ชุด\n{between}{body}")), ["แบบตอบรับ"], "{between}");
    }
    let opened = "- *ด้วยปรากฏว่าสวนผลไม้หลายแห่งยังไม่ได้ขึ้นทะเบียนกับกรม\n";
    assert_eq!(enclosed(&format!("สิ่งที่ส่งมาด้วย แบบตอบรับ จำนวน ๑ ชุด\n{opened}")), ["แบบตอบรับ"]);
}

#[test]
fn an_item_behind_half_a_bracket_goes_on_with_its_list() {
    let list = "อ้างถึง (๑) หนังสือสำนักงานตัวอย่าง ที่ จบ\n๐๐๒๐. ๐๒/๑๑๑๒\n\nลงวันที่ ๒๔ มีนาคม ๒๕๖๘\n\
                (๒ หนังสือกรมตัวอย่างการเกษตร ที่ กษ ๐๕๑๗/ว ๓๓๐๒ ลงวันที่ ๒ เมษายน ๒๕๖๘\n";
    let found = letter("", HEAD, list, SIGNED).references;
    assert_eq!(found.last().and_then(|r| r.number.as_deref()), Some("กษ 0517/ว 3302"));
}

#[test]
fn a_name_of_which_an_empty_line_or_a_province_parts_the_end() {
    let agency = |text: &str| letters(text)[0].agency.clone().unwrap_or_default();
    let memo = "บันทึกข้อความ\nส่วนราชการ กลุ่มงานเภสัชกรรม\n\nโรงพยาบาลตัวอย่าง โทร. ๑๒๑\nที่ ลย ๐๐๓๓/๒๓๕ วันที่ ๖ พฤษภาคม ๒๕๖๘\nเรื่อง ขออนุมัติ\n\
                เรียน ผู้อำนวยการ\nด้วยกลุ่มงานเภสัชกรรมมีความจำเป็นต้องจัดซื้อยาสำหรับผู้ป่วย\nจึงเรียนมาเพื่อโปรดพิจารณา\n";
    assert_eq!(agency(memo), "กลุ่มงานเภสัชกรรมโรงพยาบาลตัวอย่าง");
    let head = "ที่ ตผ ๐๐๕๔/๒๑๙\nสำนักงานตรวจสวนตัวอย่าง\nจังหวัดจันทบุรี\n๑๒/๓๔ หมู่ ๒ ตำบลตัวอย่าง\nจังหวัดจันทบุรี ๒๒๐๐๐";
    assert_eq!(agency(&text("", head, "", SIGNED)), "สำนักงานตรวจสวนตัวอย่าง จังหวัดจันทบุรี");
}

#[test]
fn all_at_the_end_of_a_line_asks_for_the_next() {
    let paper = text("", HEAD, "", SIGNED).replace("เรียน นายอำเภอ ทุกอำเภอ", "เรียน หัวหน้าส่วนราชการในสังกัดราชการบริหารส่วนภูมิภาคทุก\n\nส่วนราชการ");
    assert_eq!(letters(&paper)[0].addressees, ["หัวหน้าส่วนราชการในสังกัดราชการบริหารส่วนภูมิภาคทุกส่วนราชการ"]);
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
fn from_above_to_names_who_writes() {
    let paper = "สำนักนายกรัฐมนตรี\nที่ 1278/2499\n29 พฤษภาคม 2499\nเรื่อง การแต่งกายของข้าราชการ\nจาก ปลัดสำนักนายกรัฐมนตรี\n\
                 :-@              ,     อ\nถึง ปลัดกระทรวงมหาดไทย\nด้วยคณะรัฐมนตรีลงมติว่า ให้ข้าราชการแต่งเครื่องแบบทุกวันจันทร์\n\
                 ขอแสดงความนับถือ\n(นายทดสอบ ตัวอย่าง)\nปลัดสำนักนายกรัฐมนตรี\n";
    let r = letters(paper).swap_remove(0);
    assert_eq!((r.number.as_deref(), r.date.as_deref()), (Some("1278/2499"), Some("1956-05-29")));
    assert_eq!(r.subject.as_deref(), Some("การแต่งกายของข้าราชการ"));
    assert_eq!((r.addressees.concat().as_str(), r.agency.as_deref()), ("ปลัดกระทรวงมหาดไทย", Some("สำนักนายกรัฐมนตรี")));
}

#[test]
fn signs_in_a_row_end_no_subject_and_noise_is_none() {
    let subject = |words: &str| letters(&text("", HEAD, "", SIGNED).replace("การตรวจผลไม้\n", words))[0].subject.clone();
    assert_eq!(subject("การตรวจผลไม้ 7/,.\n").as_deref(), Some("การตรวจผลไม้"));
    assert_eq!(subject("การตรวจผลไม้ พ.ศ. 2568 ครั้งที่ 7\n").as_deref(), Some("การตรวจผลไม้ พ.ศ. 2568 ครั้งที่ 7"));
    assert_eq!(subject("ฝืไไไ1ฝืฝฝฝฝฝไ[ฝมมมฝฝปซ\n"), None);
}

#[test]
fn who_answers_an_extension_signs_nothing() {
    let tail = format!("{SIGNED}โทร. 0 2000 7000 ต่อ 71462 (คุณนภา),\n71463 (คุณฟ้า)\n");
    assert_eq!(signers(&tail), ["นายทดสอบ ตัวอย่าง|ผู้ว่าราชการจังหวัดจันทบุรี||signer"]);
}

#[test]
fn names_with_a_misread_title() {
    assert_eq!(signers("(พรคูรสมมุติธรรม)\nเจ้าอาวาสวัดตัวอย่าง\n"), ["พรคูรสมมุติธรรม|เจ้าอาวาสวัดตัวอย่าง||signer"]);
    assert_eq!(signers(&SIGNED.replace("นาย", "เนาย")), ["นายทดสอบ ตัวอย่าง|ผู้ว่าราชการจังหวัดจันทบุรี||signer"]);
}

#[test]
fn a_telephone_parted_before_specks_and_one_that_is_too_short() {
    let parted = letter("", HEAD, "", &format!("{SIGNED}โทร 0 3900          .\n3200 ต่อ 104\n"));
    assert_eq!((parted.phones[0].number.as_str(), &parted.phones[0].ext[..]), ("039003200", &["104".to_owned()][..]));
    let short = letter("", HEAD, "", &format!("{SIGNED}โทร. 03900\n"));
    assert!(flagged(&short, "/phones/0/number"));
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
fn a_second_addressee_behind_specks() {
    let paper = text("", HEAD, "", SIGNED).replace("เรียน นายอำเภอ", "เรียน อธิบดีกรมการปกครอง     ๊        |      ine\n709097็นายอำเภอ");
    assert_eq!(letters(&paper)[0].addressees, ["อธิบดีกรมการปกครอง นายอำเภอ ทุกอำเภอ"]);
}

#[test]
fn a_street_on_the_line_of_the_name() {
    let head = "ที่ จบ ๐๐๒๒/๓๔๐\nสำนักงานสวนตัวอย่าง จังหวัดจันทบุรี Coa ถนนเลียบเนิน อำเภอเมือง\nจังหวัดจันทบุรี ๒๒๐๐๐";
    assert_eq!(letters(&text("", head, "", SIGNED))[0].agency.as_deref(), Some("สำนักงานสวนตัวอย่าง จังหวัดจันทบุรี"));
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
