//! What holds for any input: letters of the corpus with lines lost, doubled and noise written over them, and bytes
//! that are nothing at all.

mod common;

use common::{RULES, cases, files, is_nfc, laws, letters, letters_of, normal};
use proptest::prelude::*;
use saraban::extract::extract;
use saraban::input::document;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

/// The letters of the corpus, decoded; the long ones left out so that many cases can run.
static SOURCES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let all = files("corpus/letters").into_iter().filter_map(|p| common::document("a.txt", &fs::read(p).unwrap()));
    all.map(|d| d.text).filter(|t| t.len() < 12_000).collect()
});

/// A way in which a page goes wrong on its way through scanner and engine.
#[derive(Debug, Clone)]
enum Fault {
    LoseLine(u16),
    DoubleLine(u16),
    MoveLine(u16, u16),
    JoinLines(u16),
    BreakLine(u16),
    LoseChar(u16),
    Write(u16, &'static str),
    Over(u16, &'static str),
    Append(u16),
    CutAt(u16),
}

const NOISE: &[&str] = &[
    "\u{e48}",
    "\u{e49}",
    "\u{e35}",
    "\u{e33}",
    "\u{e4d}",
    "ำ",
    "เ",
    "ๆ",
    "ฯ",
    "ก",
    "ว",
    "ที่",
    "๑",
    "๙",
    "1",
    "0",
    "l",
    "O",
    "S",
    "/",
    ".",
    "..",
    "(",
    ")",
    "|",
    "*",
    "**",
    "# ",
    "<b>",
    "</td>",
    "<br>",
    "&nbsp;",
    "\\",
    "  ",
    "    ",
    "\t",
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "\u{c}",
    "\u{200b}",
    "\u{a0}",
    "\u{f70a}",
    "\u{f88b}",
    "\u{e81}",
    "\u{ed2}",
    "\u{93e}",
    "\u{fffd}",
    "😀",
    "e\u{301}",
    "-",
    "–",
    "…",
    "โทร.",
    "เรื่อง",
    "เรียน",
    "อ้างถึง",
    "ที่ ",
    "๒๕๖๘",
    "พ.ศ.",
    "31 กุมภาพันธ์ 2568",
    "ขอแสดงความนับถือ",
    "สำเนาถูกต้อง",
    "บันทึกข้อความ",
    "99999999999999999999",
    "ต่อ",
    "- ๒ -",
    "/ตามที่...",
];

fn fault() -> impl Strategy<Value = Fault> {
    let noise = || proptest::sample::select(NOISE);
    prop_oneof![
        any::<u16>().prop_map(Fault::LoseLine),
        any::<u16>().prop_map(Fault::DoubleLine),
        any::<(u16, u16)>().prop_map(|(a, b)| Fault::MoveLine(a, b)),
        any::<u16>().prop_map(Fault::JoinLines),
        any::<u16>().prop_map(Fault::BreakLine),
        any::<u16>().prop_map(Fault::LoseChar),
        (any::<u16>(), noise()).prop_map(|(a, n)| Fault::Write(a, n)),
        (any::<u16>(), noise()).prop_map(|(a, n)| Fault::Write(a, n)),
        (any::<u16>(), noise()).prop_map(|(a, n)| Fault::Over(a, n)),
        any::<u16>().prop_map(Fault::Append),
        any::<u16>().prop_map(Fault::CutAt),
    ]
}

/// A letter of the corpus with faults.
fn page() -> impl Strategy<Value = String> {
    (any::<u16>(), proptest::collection::vec(fault(), 0..12)).prop_map(|(which, faults)| {
        let source = SOURCES[which as usize % SOURCES.len()].clone();
        faults.iter().fold(source, spoil)
    })
}

fn spoil(mut text: String, fault: &Fault) -> String {
    let places: Vec<usize> = text.char_indices().map(|(i, _)| i).collect();
    if places.is_empty() {
        return text;
    }
    let at = |n: u16| places[n as usize % places.len()];
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let line = |n: u16| n as usize % lines.len();
    match *fault {
        Fault::LoseLine(n) => lines.iter().enumerate().filter(|(i, _)| *i != line(n)).map(|(_, l)| *l).collect(),
        Fault::DoubleLine(n) => {
            lines.iter().enumerate().flat_map(|(i, l)| std::iter::repeat_n(*l, 1 + usize::from(i == line(n)))).collect()
        }
        Fault::MoveLine(a, b) => {
            let mut lines = lines.clone();
            let moved = lines.remove(line(a));
            lines.insert(b as usize % (lines.len() + 1), moved);
            lines.concat()
        }
        Fault::JoinLines(n) => lines.iter().enumerate().map(|(i, l)| if i == line(n) { l.trim_end() } else { l }).collect(),
        Fault::BreakLine(n) => {
            text.insert(at(n), '\n');
            text
        }
        Fault::LoseChar(n) => {
            text.remove(at(n));
            text
        }
        Fault::Write(n, noise) => {
            text.insert_str(at(n), noise);
            text
        }
        Fault::Over(n, noise) => {
            let from = at(n);
            let len = text[from..].chars().next().map_or(0, char::len_utf8);
            text.replace_range(from..from + len, noise);
            text
        }
        Fault::Append(n) => text + &SOURCES[n as usize % SOURCES.len()],
        Fault::CutAt(n) => {
            text.truncate(at(n));
            text
        }
    }
}

/// All that is checked of one input.
fn check(bytes: &[u8]) -> Result<(), String> {
    let Some((source, records)) = letters_of(bytes) else { return Ok(()) };
    laws(&source, &records)?;
    for r in &records {
        let at = r.source.index;
        if !is_nfc(&r.text) {
            return Err(format!("the text of letter {at} is not NFC"));
        }
        // what has been cleaned is clean
        let again = normal(&r.text);
        if again != r.text {
            let same = again.bytes().zip(r.text.bytes()).take_while(|(a, b)| a == b).count();
            let around =
                |t: &str| t.chars().skip(t[..].char_indices().take_while(|(i, _)| *i + 20 < same).count()).take(30).collect::<String>();
            return Err(format!("normalising the text of letter {at} again changes it: {:?} to {:?}", around(&r.text), around(&again)));
        }
    }
    let ids: BTreeSet<&str> = records.iter().map(|r| r.id.as_str()).collect();
    if ids.len() < records.len() {
        return Err(format!("two letters of one file share an id: {ids:?}"));
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn a_spoilt_page_keeps_every_law(page in page()) {
        check(page.as_bytes()).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn a_spoilt_page_in_windows_874_keeps_every_law(page in page()) {
        // what the encoding has no sign for is written as a number in markup
        check(&encoding_rs::WINDOWS_874.encode(&page).0).map_err(TestCaseError::fail)?;
    }
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn the_same_bytes_give_the_same_letters_whatever_the_path(page in page(), path in "[a-z=+ ก-ฮ]{1,8}(/[a-z0-9]{1,8}){0,3}\\.(txt|md)") {
        let read = |path: &str| extract(document(Path::new(path), page.as_bytes()).unwrap(), &RULES);
        prop_assume!(!page.is_empty());
        let (one, other) = (read("a.txt"), read(&path));
        let without_path = |r: &saraban::record::Record| {
            let mut r = r.clone();
            r.source.path.clear();
            serde_json::to_string(&r).unwrap()
        };
        prop_assert!(other.iter().all(|r| r.source.path == path));
        let plain = |all: &[saraban::record::Record]| all.iter().map(without_path).collect::<Vec<_>>();
        prop_assert_eq!(plain(&one), plain(&other));
    }

    #[test]
    fn other_bytes_give_other_ids(page in page()) {
        prop_assume!(!page.is_empty());
        let ids = |text: &str| letters(text).into_iter().map(|r| r.id).collect::<BTreeSet<_>>();
        prop_assert!(ids(&page).is_disjoint(&ids(&(page.clone() + "\n"))));
    }
}

#[test]
fn small_texts_keep_every_law() {
    for text in [
        "\n",
        " ",
        "ก",
        "\u{e48}",
        "ที่",
        "\r",
        "\r\n\r\n",
        "**",
        "<",
        "&",
        "\\",
        "|--|",
        "เรื่อง",
        "(",
        "๑",
        "\u{feff}",
        "\u{fffd}ก",
        "/",
        ".",
    ] {
        check(text.as_bytes()).unwrap_or_else(|e| panic!("{text:?}: {e}"));
    }
}

/// Two letters whose first and last lines share a line of the page, in two columns.
#[test]
fn letters_that_share_a_line_keep_every_law() {
    let head = "ที่ พณ ๐๙๐๓/๔๔๑๘                    กรมการค้าต่างสมมุติ\n            ๑๔ มีนาคม ๒๕๖๖\nเรื่อง ขอความร่วมมือตอบแบบสำรวจ\nเรียน ประธานสภาหอการค้า\nด้วยกรมการค้าต่างสมมุติจะจัดทำฐานข้อมูลผู้ส่งออกผลไม้สด\nขอแสดงความนับถือ\n(นายสมชาย ใจดี)\n";
    let above = [
        "# ประกาศมหาวิทยาลัยศิลปกรรมสมมุติ\n**เรื่อง oe       a     f\n",
        "บันทึกข้อความ\nส่วนราชการ กองสมมุติ\nที่ มห ๕๒๐๐๓/๔๑ วันที่ ๑๔ สิงหาคม ๒๕๖๗\nเรื่อง เสนอแผน\nเรียน นายก\nจึงเรียนมาเพื่อโปรดพิจารณา\n(นายหมอน ไร้ยุง)\nผู้อำน                              ที่ทำการปกครองสมมุติ\n",
    ];
    for above in above {
        check(format!("{above}{head}").as_bytes()).unwrap_or_else(|e| panic!("{e}\n{above}{head}"));
    }
}

#[test]
fn a_title_that_was_read_twice_opens_one_order() {
    let order = "# คำสั่งกรมสมุนไพรตัวอย่าง\n# คำสั่งกรมสมุนไพรตัวอย่าง\n\n**ที่ 9/2569**\n\nอาศัยอำนาจตามความในมาตรา 38 จึงมอบอำนาจตามบัญชีแนบท้าย\n\nสั่ง ณ วันที่ 5 มกราคม พ.ศ. 2569\n\n(นางสาวขมิ้น ชันสูตร)\nรองอธิบดี\n";
    check(order.as_bytes()).unwrap_or_else(|e| panic!("{e}\n{order}"));
    let numbers: Vec<_> = letters(order).into_iter().map(|r| r.number).collect();
    assert_eq!(numbers, [Some("9/2569".to_owned())]);
}

#[test]
fn labels_without_values_keep_every_law() {
    for text in ["กระดาษเขียนข่าวร่วม (ทท.)\nที่ของผู้ให้ข่าว: กห\nจาก: กองบินสมมุติ ๗๗\n", "ที่\n\nเรื่อง\nเรียน\nอ้างถึง\nสิ่งที่ส่งมาด้วย\nขอแสดงความนับถือ\n()\n"]
    {
        check(text.as_bytes()).unwrap_or_else(|e| panic!("{e}\n{text}"));
        assert!(letters(text).iter().all(|r| r.number.is_none() && r.references.is_empty() && r.enclosures.is_empty()), "{text}");
    }
}

#[test]
fn a_file_of_nothing_but_a_mark_keeps_every_law() {
    check(b"\xef\xbb\xbf").unwrap();
    check(b"\xff\xfe").unwrap();
}

/// Numbers that look random and are the same in every run (SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
    fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }
}

/// Bytes of four sorts: any, UTF-8 of Thai and its neighbours, Windows-874, pieces of letters put together and damaged.
fn bytes(numbers: &mut Numbers) -> Vec<u8> {
    let len = numbers.below(200);
    match numbers.below(4) {
        0 => (0..len).map(|_| numbers.next() as u8).collect(),
        1 => {
            let mut text = String::new();
            for _ in 0..len {
                let c = match numbers.below(8) {
                    0 => numbers.below(0x80) as u32,
                    1 => 0xf700 + numbers.below(0x1a0) as u32,
                    2 => [0x0a, 0x0a, 0x20, 0x0d, 0x200b, 0xa0][numbers.below(6)],
                    3 => 0xe80 + numbers.below(0x60) as u32,
                    4 => numbers.below(0x11_0000) as u32,
                    _ => 0xe00 + numbers.below(0x5c) as u32,
                };
                text.extend(char::from_u32(c));
            }
            text.into_bytes()
        }
        2 => (0..len).map(|_| if numbers.below(6) == 0 { b" \n./-"[numbers.below(5)] } else { 0xa1 + numbers.below(0x5a) as u8 }).collect(),
        _ => {
            let mut all = Vec::new();
            for _ in 0..1 + numbers.below(4) {
                let from = SOURCES[numbers.below(SOURCES.len())].as_bytes();
                let at = numbers.below(from.len());
                all.extend(&from[at..(at + numbers.below(300)).min(from.len())]);
            }
            for _ in 0..numbers.below(4) {
                let at = numbers.below(all.len());
                if let Some(b) = all.get_mut(at) {
                    *b = numbers.next() as u8;
                }
            }
            all
        }
    }
}

#[test]
fn thousands_of_byte_strings_keep_every_law() {
    let mut numbers = Numbers(2568);
    for round in 0..3000 {
        let bytes = bytes(&mut numbers);
        check(&bytes).unwrap_or_else(|e| panic!("round {round}: {e}\n{:?}", String::from_utf8_lossy(&bytes)));
    }
}
