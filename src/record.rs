//! The record of one letter: the keys of the output contract `saraban/1`.

use crate::pages::Page;
use crate::text::TextSpan;
use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::HashSet;
use std::sync::{LazyLock, PoisonError, RwLock};

/// A word of a closed list: a role, a code, the name of a rule.
pub type Word = &'static str;

/// Reads a word back. Each word is kept once for the life of the program; the lists are closed, so they are few.
fn word<'de, D: Deserializer<'de>>(from: D) -> Result<Word, D::Error> {
    struct Known;
    impl Visitor<'_> for Known {
        type Value = Word;
        fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
            f.write_str("a word")
        }
        fn visit_str<E>(self, text: &str) -> Result<Word, E> {
            Ok(kept(text))
        }
    }
    from.deserialize_str(Known)
}

fn words<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Word>, D::Error> {
    Ok(Vec::<String>::deserialize(from)?.iter().map(|w| kept(w)).collect())
}

fn kept(text: &str) -> Word {
    static ALL: LazyLock<RwLock<HashSet<Word>>> = LazyLock::new(RwLock::default);
    if let Some(known) = ALL.read().unwrap_or_else(PoisonError::into_inner).get(text) {
        return known;
    }
    let mut all = ALL.write().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = all.get(text) {
        return known;
    }
    let word: Word = Box::leak(text.into());
    all.insert(word);
    word
}

/// The kinds of documents of the saraban regulation (ระเบียบงานสารบรรณ).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// หนังสือภายนอก
    External,
    /// บันทึกข้อความ
    Memo,
    /// หนังสือประทับตรา
    Stamped,
    /// คำสั่ง
    Order,
    /// ระเบียบ ข้อบังคับ
    Regulation,
    /// ประกาศ แถลงการณ์
    Announcement,
    /// ข่าว
    News,
    /// หนังสือรับรอง
    Certificate,
    /// รายงานการประชุม
    Minutes,
    /// none of these
    #[default]
    Other,
}

/// One letter: everything that stands in a line of `letters.jsonl`, in its order.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Record {
    /// `saraban/1`
    #[serde(deserialize_with = "word")]
    pub schema: Word,
    /// Content hash and index: the same bytes give the same id.
    pub id: String,
    /// Where the letter stands.
    pub source: Source,
    /// Kind of document.
    pub kind: Kind,
    /// ด่วน, ด่วนมาก, ด่วนที่สุด
    pub urgency: Option<String>,
    /// ลับ, ลับมาก, ลับที่สุด
    pub secrecy: Option<String>,
    /// Document number.
    pub number: Option<String>,
    /// Issuing body.
    pub agency: Option<String>,
    /// Street address in the letterhead.
    pub address: Option<String>,
    /// Postcode in the letterhead.
    pub postcode: Option<String>,
    /// The letter's own date, ISO 8601.
    pub date: Option<String>,
    /// เรื่อง
    pub subject: Option<String>,
    /// คำขึ้นต้น
    pub salutation: Option<String>,
    /// After the salutation.
    pub addressees: Vec<String>,
    /// อ้างถึง
    pub references: Vec<Reference>,
    /// สิ่งที่ส่งมาด้วย
    pub enclosures: Vec<Enclosure>,
    /// Signature blocks.
    pub signatories: Vec<Signatory>,
    /// ตรารับหนังสือ
    pub receipts: Vec<Receipt>,
    /// ส่วนราชการเจ้าของเรื่อง
    pub office: Option<String>,
    /// Telephone numbers.
    pub phones: Vec<Phone>,
    /// ผู้ประสานงาน
    pub contacts: Vec<String>,
    /// E-mail addresses.
    pub emails: Vec<String>,
    /// Web addresses.
    pub urls: Vec<String>,
    /// Every date in the text.
    pub dates: Vec<DateItem>,
    /// Document numbers cited elsewhere in the text.
    pub citations: Vec<Citation>,
    /// What follows the letter and is no letter itself.
    pub attachments: Vec<Attachment>,
    /// The cleaned text of this document.
    pub text: String,
    /// Every edit that leads from the source to `text`.
    pub repairs: Vec<Repair>,
    /// What may be misread and was left, because it is not sure enough: edits that were not made.
    pub suggestions: Vec<Repair>,
    /// Where each value stands in the source.
    pub evidence: Vec<Evidence>,
    /// What a records officer should look at.
    pub warnings: Vec<Warning>,
}

/// Where a letter stands.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Source {
    /// Path as given, with `/` between folders.
    pub path: String,
    /// 0-based order of the letter in its file.
    pub index: usize,
    /// First byte in the decoded source.
    pub start: usize,
    /// One past the last byte in the decoded source.
    pub end: usize,
    /// BLAKE3 of the file's bytes, hexadecimal.
    pub hash: String,
    /// Encoding found.
    pub encoding: String,
    /// Format of the file: `text`, `hocr`, `alto`, `page` or `tsv`.
    pub format: String,
    /// The pages that it stands on; empty when the file does not say where a page ends.
    pub pages: Vec<Page>,
}

/// A letter cited under อ้างถึง.
#[derive(Debug, Clone, Serialize, Deserialize, Default, PartialEq)]
pub struct Reference {
    /// The item as printed.
    pub text: String,
    /// The body that issued it.
    pub agency: Option<String>,
    /// Its number.
    pub number: Option<String>,
    /// Its date.
    pub date: Option<String>,
    /// The letter of the run that it is; known when all letters of the run are.
    pub resolved_id: Option<String>,
}

/// A thing that is sent with the letter.
#[derive(Debug, Clone, Serialize, Deserialize, Default, PartialEq)]
pub struct Enclosure {
    /// What it is, without number and quantity.
    pub description: String,
    /// How many, as printed.
    pub quantity: Option<String>,
    /// Of what.
    pub unit: Option<String>,
}

/// A person who signed, endorsed or certified.
#[derive(Debug, Clone, Serialize, Deserialize, Default, PartialEq)]
pub struct Signatory {
    /// Printed name with its title.
    pub name: Option<String>,
    /// The signer's own post.
    pub position: Option<String>,
    /// The acting phrase, such as ปฏิบัติราชการแทน.
    pub acting: Option<String>,
    /// The post acted for.
    pub acting_for: Option<String>,
    /// `signer`, `endorser`, `certifier`, `proposer` or `approver`.
    #[serde(deserialize_with = "word")]
    pub role: Word,
}

/// A receipt stamp (ตรารับหนังสือ).
#[derive(Debug, Clone, Serialize, Deserialize, Default, PartialEq)]
pub struct Receipt {
    /// The office that received.
    pub receiver: Option<String>,
    /// Its running number.
    pub number: Option<String>,
    /// Day of receipt.
    pub date: Option<String>,
    /// `HH:MM`
    pub time: Option<String>,
}

/// A telephone number.
#[derive(Debug, Clone, Serialize, Deserialize, Default, PartialEq)]
pub struct Phone {
    /// National digits.
    pub number: String,
    /// Extensions, ranges as printed.
    pub ext: Vec<String>,
    /// `phone`, `fax` or `mobile`.
    #[serde(deserialize_with = "word")]
    pub kind: Word,
    /// Whose it is, where printed.
    pub person: Option<String>,
}

/// A date in the text.
#[derive(Debug, Clone, Serialize, Deserialize, PartialEq)]
pub struct DateItem {
    /// The day, or the first day of a range.
    pub start: String,
    /// The last day of a range.
    pub end: Option<String>,
    /// `letter`, `receipt`, `reference`, `event` or `mention`.
    #[serde(deserialize_with = "word")]
    pub role: Word,
}

/// A document number cited in the text.
#[derive(Debug, Clone, Serialize, Deserialize, PartialEq)]
pub struct Citation {
    /// The number.
    pub number: String,
    /// Its date, where one follows.
    pub date: Option<String>,
    /// The letter of the run that it is; known when all letters of the run are.
    pub resolved_id: Option<String>,
}

/// What follows the letter and is no letter itself.
#[derive(Debug, Clone, Serialize, Deserialize, PartialEq)]
pub struct Attachment {
    /// Its first line.
    pub title: String,
    /// First byte in the decoded source.
    pub start: usize,
    /// One past the last byte in the decoded source.
    pub end: usize,
}

/// One edit from source to text.
#[derive(Debug, Clone, Serialize, Deserialize, PartialEq)]
pub struct Repair {
    /// First byte in the decoded source.
    pub start: usize,
    /// One past the last byte in the decoded source.
    pub end: usize,
    /// What stood there.
    pub before: String,
    /// What stands there now.
    pub after: String,
    /// The rule that made it.
    #[serde(deserialize_with = "word")]
    pub rule: Word,
    /// Probability, 0 to 1, that it is right.
    pub confidence: f32,
}

/// Where a value was read.
#[derive(Debug, Clone, Serialize, Deserialize, PartialEq)]
pub struct Evidence {
    /// JSON pointer of the value.
    pub field: String,
    /// First byte in the decoded source.
    pub start: usize,
    /// One past the last byte in the decoded source.
    pub end: usize,
    /// What stands there in the source.
    pub raw: String,
    /// 1-based page of the file on which it begins, where the file says so.
    pub page: Option<usize>,
    /// Left, upper, right and lower edge of the box around its words on that page, where the file gives boxes; the
    /// unit is that of the page in [`Source::pages`].
    #[serde(rename = "box")]
    pub area: Option<[i32; 4]>,
    /// Probability, 0 to 1, that the value is right.
    pub confidence: f32,
    /// The rule that read it.
    #[serde(deserialize_with = "word")]
    pub rule: Word,
    /// What else is known of it and speaks for or against it.
    #[serde(deserialize_with = "words")]
    pub signs: Vec<Word>,
}

/// Something a records officer should look at.
#[derive(Debug, Clone, Serialize, Deserialize, PartialEq)]
pub struct Warning {
    /// Code of the contract.
    #[serde(deserialize_with = "word")]
    pub code: Word,
    /// JSON pointer of the value that is meant.
    pub field: String,
    /// In words.
    pub message: String,
    /// What it may be instead.
    pub suggestion: Option<String>,
}

/// A value with the place it was read from and the rule that read it.
#[derive(Debug, Clone, PartialEq)]
pub struct Found<T> {
    /// The value.
    pub value: T,
    /// Where it stands in the current text.
    pub span: TextSpan,
    /// The rule that read it.
    pub rule: Word,
    /// Probability, 0 to 1, that it is right.
    pub confidence: f32,
}
