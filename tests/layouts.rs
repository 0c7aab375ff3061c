//! Layouts of letterheads, lists and foots that were once read wrong. All letters are invented.

mod common;

use common::letters;
use saraban::record::Record;

/// A letter with what stands above เรื่อง, its lists, and what follows the closing.
fn letter(head: &str, list: &str, tail: &str) -> Record {
    let text = format!(
        "{head}\n๖ พฤษภาคม ๒๕๖๘\nเรื่อง การตรวจผลไม้\nเรียน นายอำเภอ ทุกอำเภอ\n{list}\
         ด้วยจังหวัดขอความร่วมมือตรวจผลไม้ก่อนส่งออกทุกครั้งตามระเบียบที่กำหนดไว้\n\
         จึงเรียนมาเพื่อโปรดทราบ\nขอแสดงความนับถือ\n{tail}"
    );
    letters(&text).swap_remove(0)
}

const HEAD: &str = "ที่ จบ ๐๐๒๒/๓๔๐\nศาลากลางจังหวัดจันทบุรี\nถนนเลียบเนิน จบ. ๒๒๐๐๐";
const SIGNED: &str = "(นายทดสอบ ตัวอย่าง)\nผู้ว่าราชการจังหวัดจันทบุรี\n";

#[test]
fn a_telephone_in_the_letterhead_does_not_hide_the_number() {
    let phones = "โทร. ๐ ๒๐๐๐ ๔๖๓๑ โทรสาร ๐ ๒๐๐๐ ๔๖๘๙\nE-mail: office@example.go.th";
    let r = letter(&format!("{HEAD}\n{phones}"), "", SIGNED);
    assert_eq!(r.number.as_deref(), Some("จบ 0022/340"));
}

#[test]
fn a_register_in_brackets_belongs_to_the_number() {
    for (printed, value) in [("นร ๐๕๐๓/ว(ล) ๒๘๗๓๑", "นร 0503/ว(ล) 28731"), ("อก ๐๓๐๙/(ส.๓) ๗๗๖๕", "อก 0309/(ส.3) 7765")]
    {
        let r = letter(&HEAD.replace("จบ ๐๐๒๒/๓๔๐", printed), "", SIGNED);
        assert_eq!(r.number.as_deref(), Some(value));
    }
}

#[test]
fn enclosures_told_in_a_row_are_several() {
    let list = "สิ่งที่ส่งมาด้วย ๑. ประกาศกระทรวงฯ จำนวน ๑ ฉบับ ๒. รายชื่อผู้ผ่านการคัดเลือก ๓. แบบตอบรับ ๓.๑\n";
    let r = letter(HEAD, list, SIGNED);
    let found: Vec<_> = r.enclosures.iter().map(|e| (e.description.as_str(), e.quantity.as_deref())).collect();
    assert_eq!(found, [("ประกาศกระทรวงฯ", Some("1")), ("รายชื่อผู้ผ่านการคัดเลือก", None), ("แบบตอบรับ 3.1", None)]);
}

#[test]
fn a_title_cited_on_the_next_line_stands_apart() {
    let list = "สิ่งที่ส่งมาด้วย ประกาศคณะกรรมการมูลนิธิตัวอย่าง\n  เรื่อง หลักเกณฑ์การสรรหา จำนวน ๑ ฉบับ\n";
    assert_eq!(letter(HEAD, list, SIGNED).enclosures[0].description, "ประกาศคณะกรรมการมูลนิธิตัวอย่าง เรื่อง หลักเกณฑ์การสรรหา");
}

#[test]
fn two_persons_on_one_line_with_a_number_each() {
    let tail = format!("{SIGNED}ฝ่ายเลขานุการ\nติดต่อสอบถาม คุณอารี 08-1000-8888, คุณสมชาย 09-2000-6666\n");
    let r = letter(HEAD, "", &tail);
    assert_eq!(r.phones.iter().map(|p| p.number.as_str()).collect::<Vec<_>>(), ["0810008888", "0920006666"]);
}

#[test]
fn the_signer_behind_the_closing_keeps_his_rank() {
    let text =
        letter(HEAD, "", "").text.replace("ขอแสดงความนับถือ\n", "ขอแสดงความนับถือ พันตำรวจเอก (ทดสอบ ตัวอย่าง) ผู้กำกับการสถานีตำรวจภูธรตัวอย่าง\n");
    let r = letters(&text).swap_remove(0);
    assert_eq!(r.signatories[0].name.as_deref(), Some("พันตำรวจเอก ทดสอบ ตัวอย่าง"));
    assert_eq!(r.signatories[0].position.as_deref(), Some("ผู้กำกับการสถานีตำรวจภูธรตัวอย่าง"));
}

#[test]
fn a_memo_may_end_with_a_note_of_its_own() {
    let text = "บันทึกข้อความ\nส่วนราชการ กองคลังตัวอย่าง\nที่ มท ๕๒๐๐๑/๑๒ วันที่ ๓ พฤศจิกายน ๒๕๖๕\nเรื่อง รายงานผลการอบรม\nเรียน ปลัดเทศบาล\n\
                บัดนี้ การฝึกอบรมได้เสร็จสิ้นแล้ว และข้าพเจ้าได้จัดทำรายงานผลมาพร้อมนี้\nข้อเสนอเพื่อพิจารณา\nเพื่อโปรดทราบ\n(นางทดสอบ ใจดี)\nนักทรัพยากรบุคคล\n";
    assert_eq!(letters(text)[0].signatories[0].role, "signer");
}

#[test]
fn a_stamped_letter_to_governors_keeps_its_to() {
    let text = "ที่ มท ๐๓๑๐.๑/ว ๘๔๒๑\n\nถึง ผู้ว่าราชการจังหวัด ทุกจังหวัด\n\n\
                ด้วยกรมตัวอย่างขอแจ้งให้ทราบว่าจะมีการประชุมชี้แจงแนวทางการปฏิบัติงานประจำปี\n\nกรมการปกครองตัวอย่าง\n๓ มีนาคม ๒๕๖๘\n";
    assert_eq!(letters(text)[0].addressees, ["ผู้ว่าราชการจังหวัด ทุกจังหวัด"]);
}

/// A letter whose heading is one line.
fn heading(line: &str) -> Record {
    let text = letter(HEAD, "", SIGNED).text;
    let rest = &text[text.find("เรื่อง").unwrap()..];
    letters(&format!("{line}\n\n{rest}")).swap_remove(0)
}

#[test]
fn a_heading_on_one_line_gives_agency_address_and_date() {
    for before in ["", "ด่วนที่สุด ", "(สำเนา) "] {
        let r =
            heading(&format!("{before}ที่ ทส ๐๓๐๙/๓๖๔ กรมควบคุมมลพิษ ๙๒ ซอยทดสอบ ๗ ถนนทดสอบ กทม. ๑๐๔๐๐ โทร. ๐ ๒๐๐๐ ๔๖๓๑ วันที่ ๖ พฤษภาคม ๒๕๖๘"));
        assert_eq!(r.number.as_deref(), Some("ทส 0309/364"));
        assert_eq!(r.agency.as_deref(), Some("กรมควบคุมมลพิษ"));
        assert_eq!(r.address.as_deref(), Some("92 ซอยทดสอบ 7 ถนนทดสอบ กทม. 10400"));
        assert_eq!(r.date.as_deref(), Some("2025-05-06"));
        assert_eq!(r.urgency.is_some(), before.starts_with('ด'));
    }
}

#[test]
fn a_body_and_its_city_are_one_line_of_the_letterhead() {
    let r = heading("ที่ ศธ ๐๔๐๐๒/๓๔\nสำนักงานคณะกรรมการการศึกษาขั้นพื้นฐาน\nกระทรวงศึกษาธิการ กทม. ๑๐๓๐๐\n๖ พฤษภาคม ๒๕๖๘");
    assert_eq!(r.agency.as_deref(), Some("สำนักงานคณะกรรมการการศึกษาขั้นพื้นฐาน"));
}

#[test]
fn a_province_between_name_and_street_ends_the_name() {
    let head = "ที่ ตผ ๐๐๓๑/๘๗๗\nสำนักงานตรวจเงินแผ่นดิน\nจังหวัดจันทบุรี\nถนนเลียบเนิน\nอำเภอเมืองจันทบุรี ๒๒๐๐๐";
    assert_eq!(letter(head, "", SIGNED).agency.as_deref(), Some("สำนักงานตรวจเงินแผ่นดิน จังหวัดจันทบุรี"));
}

#[test]
fn where_enclosures_can_be_had_is_no_part_of_them() {
    let list = "สิ่งที่ส่งมาด้วย ๑. รายละเอียดโครงการ\n๒. ใบสมัคร\n(สามารถดาวน์โหลดเอกสารได้ที่ www.example.go.th)\n";
    assert_eq!(letter(HEAD, list, SIGNED).enclosures[1].description, "ใบสมัคร");
}

#[test]
fn a_count_in_columns_beside_the_second_line_of_an_item() {
    let list = "สิ่งที่ส่งมาด้วย   ๑. บัญชีรายละเอียด                   ๑   แผ่น\n                ๒. ใบงวดเลขที่\n                   ๐๐๐๑/๒๕๖๗                         ๒   แผ่น\n";
    let r = letter(HEAD, list, SIGNED);
    assert_eq!((r.enclosures[1].description.as_str(), r.enclosures[1].quantity.as_deref()), ("ใบงวดเลขที่ 0001/2567", Some("2")));
}

#[test]
fn a_mail_that_forwards_a_letter_is_no_letter_of_its_own() {
    let mail = "จาก: สารบรรณกลาง <saraban@example.go.th>\nส่งเมื่อ: ๘ พฤษภาคม ๒๕๖๘ ๑๕:๒๒\nถึง: office@example.ac.th\nเรื่อง: ส่งหนังสือ\n\n\
                เรียน เจ้าหน้าที่สารบรรณ\nขอส่งหนังสือตามรายละเอียดด้านล่าง กรุณาตอบรับทาง e-mail\n\n";
    let text = letter(HEAD, "", SIGNED).text;
    let all = letters(&format!("{mail}{text}"));
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].subject.as_deref(), Some("การตรวจผลไม้"));
}

#[test]
fn a_certificate_that_names_itself_twice_is_one() {
    let text = "เลขที่ ๐๕๑/๒๕๖๗          ที่ว่าการอำเภอทดสอบ\n\nหนังสือรับรองฉบับนี้ให้ไว้เพื่อแสดงว่า นางทดสอบ ใจงาม เป็นบุคคลคนเดียวกับ นางตัวอย่าง ใจงาม จริง\n\
                หนังสือรับรองฉบับนี้ให้ใช้ได้ภายใน ๓๐ วัน\n\nให้ไว้ ณ วันที่ ๔ มีนาคม พ.ศ. ๒๕๖๗\n\n(นายทดสอบ ตัวอย่าง)\nนายอำเภอทดสอบ\n";
    let all = letters(text);
    assert_eq!(all.len(), 1);
    assert_eq!((all[0].number.as_deref(), all[0].date.as_deref()), (Some("051/2567"), Some("2024-03-04")));
}

#[test]
fn a_police_memo_names_its_addressee_without_a_salutation() {
    let text = "บันทึกข้อความ\nส่วนราชการ กองบังคับการตัวอย่าง โทร. ๐ ๒๐๐๐ ๓๘๔๔\nที่ ตช ๐๐๒๖.๒๑/๑๑๓ วันที่ ๖ พฤษภาคม ๒๕๖๘\nเรื่อง ขอรับการสนับสนุนเครื่องมือ\n\
                ผบช.ก. (ผ่าน รอง ผบช.ก.)\n๑. ตามที่สั่งการให้ทุกหน่วยเร่งรัดการปฏิบัติงานตามแผนประจำปีให้แล้วเสร็จภายในกำหนด\nจึงเรียนมาเพื่อโปรดพิจารณา\nพล.ต.ต.\n(ทดสอบ ตัวอย่าง)\nผบก.ตย.\n";
    let r = letters(text).swap_remove(0);
    assert_eq!(r.subject.as_deref(), Some("ขอรับการสนับสนุนเครื่องมือ"));
    assert_eq!(r.addressees, ["ผบช.ก. (ผ่าน รอง ผบช.ก.)"]);
}

#[test]
fn a_stamp_may_print_its_number_with_the_year() {
    let r = letter(&format!("เทศบาลตำบลตัวอย่าง\nรับเลขที่ ๓๒๑/๖๘\nวันที่ ๑๑ พ.ค. ๖๘\nเวลา ๐๙.๔๐ น.\n{HEAD}"), "", SIGNED);
    assert_eq!(r.receipts[0].number.as_deref(), Some("321/68"));
}

#[test]
fn minutes_among_the_enclosures_begin_no_letter() {
    let list = "สิ่งที่ส่งมาด้วย ๑. ระเบียบวาระการประชุม จำนวน ๑ ฉบับ\n๒. รายงานการประชุม ครั้งที่ ๒/๒๕๖๘\nเมื่อวันที่ ๒๒ เมษายน ๒๕๖๘ จำนวน ๑ ฉบับ\n";
    let text = letter(HEAD, list, SIGNED).text;
    let all = letters(&text);
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].enclosures[1].description, "รายงานการประชุม ครั้งที่ 2/2568 เมื่อวันที่ 22 เมษายน 2568");
}

#[test]
fn a_post_for_another_in_abbreviations() {
    let r = letter(HEAD, "", "พล.ต.อ.\n(ทดสอบ ตัวอย่าง)\nรอง ผบ.ตร. ปรท.ผบ.ตร.\n");
    let s = &r.signatories[0];
    assert_eq!((s.position.as_deref(), s.acting.as_deref(), s.acting_for.as_deref()), (Some("รอง ผบ.ตร."), Some("ปรท."), Some("ผบ.ตร.")));
}

#[test]
fn the_number_of_a_certificate_is_no_stamp() {
    let text = "เลขที่ สน ๖๖๒๐๑/๐๔๕\nหนังสือรับรองผลงาน\nสำนักงานเทศบาลตำบลทดสอบ\n\nหนังสือฉบับนี้ให้ไว้เพื่อรับรองว่า ห้างหุ้นส่วนจำกัด ทดสอบก่อสร้าง ได้ทำการก่อสร้างแล้วเสร็จ\n\
                ให้ไว้ ณ วันที่ ๒๒ สิงหาคม ๒๕๖๖\n(นายทดสอบ ตัวอย่าง)\nนายกเทศมนตรีตำบลทดสอบ\n";
    assert!(letters(text)[0].receipts.is_empty());
}

#[test]
fn a_note_of_a_stamp_without_a_name() {
    let r = letter(&format!("[ตรารับ: เลขรับ ๕๕๒๑, วันที่ ๘ พ.ค. ๒๕๖๘, เวลา ๑๕.๐๗ น.]\n\n{HEAD}"), "", SIGNED);
    let found: Vec<_> = r.receipts.iter().map(|r| (r.receiver.as_deref(), r.number.as_deref(), r.time.as_deref())).collect();
    assert_eq!(found, [(None, Some("5521"), Some("15:07"))]);
}

#[test]
fn lines_set_apart_by_a_reader_of_pages_go_on() {
    let text = letter(HEAD, "อ้างถึง หนังสือจังหวัด ที่ จบ ๐๐๒๒/๑๑ ลงวันที่ ๒ เมษายน ๒๕๖๘\n", SIGNED).text;
    let text = text.replace("เรียน นายอำเภอ ทุกอำเภอ\n", "\nเพื่อการส่งออก\n\nเรียน ผู้อำนวยการโรงเรียนทดสอบ\n\nผู้อำนวยการสำนักงานทดสอบ\n\n");
    let r = letters(&text).swap_remove(0);
    assert_eq!(r.subject.as_deref(), Some("การตรวจผลไม้ เพื่อการส่งออก"));
    assert_eq!(r.addressees, ["ผู้อำนวยการโรงเรียนทดสอบ ผู้อำนวยการสำนักงานทดสอบ"]);
}

#[test]
fn areas_and_branches_are_of_the_name_on_a_heading_of_one_line() {
    for (line, agency) in [
        ("สำนักงานเขตพื้นที่การศึกษาประถมศึกษาทดสอบ เขต ๑ ๑๒๔ ถนนทดสอบ จังหวัดราชบุรี ๗๐๑๑๐", "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาทดสอบ เขต 1"),
        ("แขวงทางหลวงทดสอบที่ ๑ ๑๒๙ หมู่ ๙ ถ.ทดสอบ อ.เมือง นว ๖๐๐๐๐", "แขวงทางหลวงทดสอบที่ 1"),
    ] {
        let r = heading(&format!("ที่ ศธ ๐๔๑๘๘/๒๓ {line} ๖ พฤษภาคม ๒๕๖๘"));
        assert_eq!(r.agency.as_deref(), Some(agency));
    }
}

#[test]
fn the_house_of_government_is_of_the_address() {
    let r = letter("ที่ นร ๐๑๐๗/๙\nสำนักเลขาธิการทดสอบ\nทำเนียบรัฐบาล กท.", "", SIGNED);
    assert_eq!(r.agency.as_deref(), Some("สำนักเลขาธิการทดสอบ"));
}

#[test]
fn a_rank_on_the_line_of_the_closing() {
    let text = letter(HEAD, "", "(ทดสอบ ตัวอย่าง)\nผู้กำกับการตัวอย่าง\n").text.replace("ขอแสดงความนับถือ", "ขอแสดงความนับถือ พันตำรวจเอก");
    assert_eq!(letters(&text)[0].signatories[0].name.as_deref(), Some("พันตำรวจเอก ทดสอบ ตัวอย่าง"));
}

#[test]
fn the_office_of_a_stamp_above_its_province() {
    let stamp = "สำนักงานส่งเสริมการปกครองท้องถิ่น\nจังหวัดสุรินทร์\nเลขรับ ๔๔๘\nวันที่ ๘ พ.ค. ๒๕๖๘\nเวลา ๑๓.๒๒ น.\n";
    let r = letter(&format!("{stamp}{HEAD}"), "", SIGNED);
    assert_eq!(r.receipts[0].receiver.as_deref(), Some("สำนักงานส่งเสริมการปกครองท้องถิ่น จังหวัดสุรินทร์"));
}

#[test]
fn a_running_number_of_four_figures_and_its_year() {
    let r = letter("ที่ ๑๑๐๖/๒๕๖๘      องค์การทดสอบตัวอย่าง\n๗๕/๑ ถ.ทดสอบ เขตราชเทวี กทม. ๑๐๔๐๐", "", SIGNED);
    assert_eq!(r.number.as_deref(), Some("1106/2568"));
}

#[test]
fn a_day_with_its_weekday_is_no_headline() {
    let text = "กระทรวงทดสอบตัวอย่าง\nข่าวแจกสื่อมวลชน\nวันจันทร์ที่ ๑๖ ตุลาคม ๒๕๖๖\n\nปลัดกระทรวงเปิดโครงการสร้างสุขที่จังหวัดเลย\n\n\
                วันนี้ เวลา ๑๐.๐๐ น. ปลัดกระทรวงเป็นประธานเปิดโครงการสร้างสุข ณ หอประชุมโรงเรียนทดสอบ โดยมีผู้เข้าร่วมจำนวนมาก\n";
    assert_eq!(letters(text)[0].subject.as_deref(), Some("ปลัดกระทรวงเปิดโครงการสร้างสุขที่จังหวัดเลย"));
}

#[test]
fn an_urgency_beside_a_line_of_a_stamp_with_one_blank() {
    let r = letter(&format!("สำนักงานรัฐมนตรีทดสอบ\nรับที่ ๕๒๑๔\nด่วนที่สุด วันที่ ๘ พ.ค. ๒๕๖๘\nเวลา ๑๓.๔๐ น.\n{HEAD}"), "", SIGNED);
    assert_eq!(r.urgency.as_deref(), Some("ด่วนที่สุด"));
    assert_eq!(r.receipts[0].date.as_deref(), Some("2025-05-08"));
}

#[test]
fn labels_of_a_message_that_one_blank_parts() {
    let text = "วิทยุในราชการกรมทดสอบ\nจาก อธิบดีกรมทดสอบ หมู่วันเวลา ๑๙๑๐๐๐ มิ.ย. ๖๖\nถึง ผู้ว่าราชการจังหวัด ทุกจังหวัด\n\
                ชั้นความเร็ว ด่วนที่สุด ที่ มท ๐๓๑๐.๑/ว ๘๔๒๑ วันที่ ๑๙ มิถุนายน ๒๕๖๖\n\n\
                ด้วยกรมทดสอบได้รับแจ้งให้เตรียมบัญชีรายชื่อ จึงเรียนมาเพื่อดำเนินการโดยด่วน\n\n(นายทดสอบ ตัวอย่าง)\nอธิบดีกรมทดสอบ\n";
    let r = letters(text).swap_remove(0);
    assert_eq!((r.number.as_deref(), r.date.as_deref()), (Some("มท 0310.1/ว 8421"), Some("2023-06-19")));
    assert_eq!((r.agency.as_deref(), r.urgency.as_deref()), (Some("อธิบดีกรมทดสอบ"), Some("ด่วนที่สุด")));
}

#[test]
fn an_order_whose_day_is_left_for_the_pen() {
    let text = "คำสั่งจังหวัดทดสอบ\nที่ ๑๑/๒๕๖๗\nเรื่อง แต่งตั้งคณะทำงาน\n\nอาศัยอำนาจตามมาตรา ๕๔ จึงแต่งตั้งคณะทำงาน ดังนี้\n๑. ปลัดจังหวัด ประธาน\n\
                สั่ง ณ วันที่          มกราคม ๒๕๖๗\n(นายทดสอบ ตัวอย่าง)\nผู้ว่าราชการจังหวัด\n";
    assert_eq!(letters(text)[0].date.as_deref(), Some("2024-01"));
}

#[test]
fn addressees_over_two_lines_above_the_lists() {
    let list = "อ้างถึง หนังสือจังหวัด ที่ จบ ๐๐๒๒/๑๑ ลงวันที่ ๒ เมษายน ๒๕๖๘\n";
    for (printed, read) in [
        ("คณบดี และผู้อำนวยการ\n  สังกัดสถาบันอุดมศึกษา", "คณบดี และผู้อำนวยการ สังกัดสถาบันอุดมศึกษา"),
        ("๑. ผู้อำนวยการสำนักทดสอบ\n  ๒. ผู้อำนวยการกองทดสอบ", "ผู้อำนวยการสำนักทดสอบ ผู้อำนวยการกองทดสอบ"),
    ] {
        let text = letter(HEAD, list, SIGNED).text.replace("นายอำเภอ ทุกอำเภอ", printed);
        assert_eq!(letters(&text)[0].addressees, [read]);
    }
}

#[test]
fn a_contract_is_no_news() {
    let text = "สัญญาจ้างเหมาบริการ\nสัญญาเลขที่ ๑๕/๒๕๖๗\nสัญญาฉบับนี้ทำขึ้น ณ สำนักงานเทศบาลตำบลทดสอบ เมื่อวันที่ ๑ ตุลาคม ๒๕๖๖ ระหว่างเทศบาลตำบลทดสอบ ฝ่ายหนึ่ง กับอีกฝ่ายหนึ่ง\n\
                ข้อ ๑ ผู้ว่าจ้างตกลงจ้างและผู้รับจ้างตกลงรับจ้างทำงานตามรายละเอียดที่แนบท้ายสัญญานี้ทุกประการ\n\
                (ลงชื่อ)....................ผู้ว่าจ้าง\n(นายทดสอบ ใจดี)\n(ลงชื่อ)....................ผู้รับจ้าง\n(นายตัวอย่าง ขยัน)\n";
    assert_eq!(letters(text)[0].kind, saraban::record::Kind::Other);
}

#[test]
fn a_memo_whose_number_has_no_letters_is_given_none() {
    let text = "บันทึกข้อความ\nส่วนราชการ กองบังคับการปราบปราม\nที่ ๐๐๒๖.๒๑/๑๑๓ วันที่ ๖ พฤษภาคม ๒๕๖๘\nเรื่อง ขอรับการสนับสนุนเครื่องมือ\nเรียน ผบช.ก.\n\
                ตามที่สั่งการให้ทุกหน่วยเร่งรัดการปฏิบัติงานตามแผนประจำปีให้แล้วเสร็จภายในกำหนด\nจึงเรียนมาเพื่อโปรดพิจารณา\n(นายทดสอบ ตัวอย่าง)\nผู้บังคับการ\n";
    assert_eq!(letters(text)[0].number.as_deref(), Some("0026.21/113"));
}

#[test]
fn a_note_below_the_signature_is_no_post() {
    let signed = |note: &str| {
        let text = letter(HEAD, "", "").text;
        let text = text.split("ขอแสดงความนับถือ").next().unwrap_or_default();
        let text = format!("{text}ขอแสดงความนับถือ\n\nลงชื่อ........ทดสอบ..........ผู้ร้องเรียน\n(นายทดสอบ ตัวอย่าง)\n{note}\n");
        letters(&text).swap_remove(0).signatories.swap_remove(0).position
    };
    assert_eq!(signed("หมายเหตุ: ส่งคำตอบที่บ้านเลขที่ดังกล่าวภายในเดือนนี้").as_deref(), Some("ผู้ร้องเรียน"));
    assert_eq!(signed("").as_deref(), Some("ผู้ร้องเรียน"));
}

#[test]
fn a_telephone_before_the_words_of_a_joined_line() {
    let text = "   โทร. 0 2000 8369, 0 2000 8888 ต่อ 8411   เรื่อง ขออนุมัติเคลื่อนย้ายเรือสนับสนุนการค้นหา";
    let found = letters(text).swap_remove(0).phones;
    assert_eq!(found.iter().map(|p| (p.number.as_str(), p.ext.len())).collect::<Vec<_>>(), [("020008369", 0), ("020008888", 1)]);
}
