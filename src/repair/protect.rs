//! What is never touched: personal names, abbreviations, codes, place names without a list; and words of a list.

use super::run::{code, leans};
use super::whole_lines;
use crate::pattern::Pattern;
use crate::rules::table::{Files, RuleError};
use aho_corasick::{AhoCorasick, MatchKind};
use std::ops::Range;

/// Finds such things.
pub(super) struct Protector {
    names: Pattern,
    posts: Pattern,
    others: Vec<Pattern>,
    brackets: Pattern,
}

const TITLE: &str = r"(?:นาย|นางสาว|นาง|น\.\s?ส\.|เด็กชาย|เด็กหญิง|ด\.\s?[ชญ]\.|คุณ|ม\.\s?[จรล]\.|หม่อม(?:เจ้า|ราชวงศ์|หลวง)|ว่าที่(?:\s?ร้อย|\s?ร\.|\s?พ)|พระครู|พระมหา|(?:พล|พัน|ร้อย|จ่าสิบ|สิบ)(?:ตำรวจ|เรือ|อากาศ)?(?:เอก|โท|ตรี)(?:หญิง)?|(?:นาวา|เรือ)(?:อากาศ)?(?:เอก|โท|ตรี)|ดาบตำรวจ|จ่าสิบตำรวจ|(?:พล|พ|ร|จ\.\s?ส|ส|ด|น)\.\s?(?:[ตรอ]\.\s?)?[อทตจ]\.(?:หญิง)?|ดร\.|ผศ\.|รศ\.|ศ\.|นพ\.|พญ\.|ทพ\.|ภก\.)";

/// The words of `protected.tsv`.
pub(super) struct Words(AhoCorasick);

impl Words {
    pub fn read(files: &Files) -> Result<Self, RuleError> {
        let table = files.table("repair/protected.tsv", ["word", "reason"])?;
        let words = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(table.rows.iter().map(|(_, row)| row[0]));
        words.map(Self).map_err(|e| table.error(0, e.to_string()))
    }

    /// Where they stand in `text`; a mark behind a word makes another word of it.
    pub fn find(&self, text: &str) -> impl Iterator<Item = Range<usize>> {
        let ends = |end: usize| !text[end..].chars().next().and_then(code).is_some_and(leans);
        self.0.find_iter(text).map(|m| m.range()).filter(move |r| ends(r.end))
    }
}

impl Protector {
    pub fn new() -> Self {
        let regex = |p: &str| Pattern::trusted(p.to_owned());
        Self {
            names: regex(&format!(r"{TITLE}[ \t]*[ก-๎]+(?:[ \t]+[ก-๎]+)?")),
            posts: regex(
                r"^นาย(?:กอง|กเท|กรัฐ|กส|กเมือง|กอบ|กที|อำ|ทะเบ|ทห|จ้าง|แพท|ช่าง|ตำรวจ|สัตว|ประกัน|หมวด|หมู่|สถานี|ตรวจ)|^คุณ(?:ภาพ|ธรรม|สมบ|ลักษ|วุฒ|ค่า|ประโย|ว่า)|^พันธ|^(?:สิบเอ็ด)",
            ),
            others: vec![
                regex(r"(?:https?://|www\.)\S+|\S+@\S+"),
                regex(r"(?:ถนน|ซอย|ถ\.|ซ\.)[ \t]*[ก-๎]+"),
                regex(r"(?:บริษัท|ห้างหุ้นส่วน(?:จำกัด|สามัญ)?|หจก\.|บจก\.|บมจ\.)[ \t]*[ก-๎]+(?:[ \t]+[ก-๎]+)?"),
                regex(r"(?:^|[^ก-๎])((?:[เแโใไ]?[ก-ฮ]{1,4}\.)+)"),
                regex(r"(?:ผู้ประสานงาน|ผู้ติดต่อ)[ \t]*[:：]?[ \t]*[ก-๎]+(?:[ \t]+[ก-๎]+)?"),
            ],
            brackets: regex(r"\([^()\n]{1,60}\)"),
        }
    }

    /// Ranges of `text` to leave alone, in any order.
    pub fn find(&self, text: &str) -> Vec<Range<usize>> {
        let mut out = Vec::new();
        self.names.scan(text, |m| {
            let before = text[..m.start()].chars().next_back();
            let inside = before.is_some_and(|c| super::run::code(c).is_some());
            let hidden = match before {
                Some('ท' | 'เ' | 'แ' | 'โ' | 'ใ' | 'ไ') => true,
                Some(_) if inside => !(m.as_str().starts_with("นาย") || m.as_str().starts_with("นางสาว")),
                _ => false,
            };
            if hidden || self.posts.is_match(m.as_str()) {
                return m.start() + 3;
            }
            out.push(m.range());
            m.end()
        });
        for regex in &self.others {
            out.extend(regex.captures_iter(text).filter_map(|c| c.iter().flatten().last().map(|m| m.range())));
        }
        let mut line = 0..0;
        for m in self.brackets.find_iter(text) {
            if m.end() > line.end {
                line = whole_lines(text, m.range());
            }
            if is_name_bracket(text, &m.range(), &line) {
                out.push(m.range());
            }
        }
        out
    }
}

/// More bytes beside a bracket than these are words.
const MOST_BESIDE: usize = 1000;

/// A bracket alone on its line, after a number, or with one or two words and nothing else.
fn is_name_bracket(text: &str, range: &Range<usize>, line: &Range<usize>) -> bool {
    let inner = text[range.start + 1..range.end - 1].trim();
    let before = text[line.start..range.start].trim_end();
    let few = |words: &str| words.len() <= MOST_BESIDE && words.chars().filter(|c| c.is_alphanumeric()).nth(3).is_none();
    let alone = few(before) && few(&text[range.end..line.end]);
    alone || before.ends_with(|c: char| c.is_ascii_digit()) || inner.split_whitespace().count() <= 2
}
