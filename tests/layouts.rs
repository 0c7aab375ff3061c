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
