//! A small letter, its parts to be chosen.

use super::letters;
use saraban::record::Record;

/// A letter with what stands above its number, its number and letterhead, its lists, and what follows the closing.
pub fn text(above: &str, head: &str, list: &str, tail: &str) -> String {
    format!(
        "{above}{head}\n๖ พฤษภาคม ๒๕๖๘\nเรื่อง การตรวจผลไม้\nเรียน นายอำเภอ ทุกอำเภอ\n{list}\
         ด้วยจังหวัดขอความร่วมมือตรวจผลไม้ก่อนส่งออกทุกครั้งตามระเบียบที่กำหนดไว้\n\
         จึงเรียนมาเพื่อโปรดทราบ\nขอแสดงความนับถือ\n{tail}"
    )
}

pub fn letter(above: &str, head: &str, list: &str, tail: &str) -> Record {
    letters(&text(above, head, list, tail)).swap_remove(0)
}

/// The same of an engine that writes no ำ; it loses the ว of circulars.
pub fn engine(above: &str, head: &str, list: &str, tail: &str) -> Record {
    letters(&text(above, head, list, tail).replace('ำ', "\u{e4d}า")).swap_remove(0)
}

pub const HEAD: &str = "ที่ จบ ๐๐๒๒/๓๔๐\nศาลากลางจังหวัดจันทบุรี\nถนนเลียบเนิน จบ. ๒๒๐๐๐";
pub const SIGNED: &str = "(นายทดสอบ ตัวอย่าง)\nผู้ว่าราชการจังหวัดจันทบุรี\n";

pub fn flagged(record: &Record, field: &str) -> bool {
    record.warnings.iter().any(|w| w.code == "low_confidence" && w.field == field)
}
