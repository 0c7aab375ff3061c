//! One letter in other forms: what readers of pages write around its words, and other ways to write the same signs, leave
//! its values as they are. All letters are invented.

mod common;

use common::{files, letters, stem};
use rayon::prelude::*;
use regex::Regex;
use saraban::record::Record;
use std::fs;

/// A way to write a text, and what does it.
type Form = (&'static str, fn(&str) -> String);

fn lines(text: &str, form: impl Fn(&str) -> String) -> String {
    text.split('\n').map(form).collect::<Vec<_>>().join("\n")
}

/// `text` with what matches `pattern` replaced.
fn replaced(text: &str, pattern: &str, by: &str) -> String {
    Regex::new(pattern).unwrap().replace_all(text, by).into_owned()
}

/// Windows-874 taken for Latin-1: it has Thai 0xD60 below its place in Unicode.
fn wrong_code(text: &str) -> String {
    text.chars().map(|c| if ('ก'..='๛').contains(&c) { char::from((c as u32 - 0xD60) as u8) } else { c }).collect()
}

const LABEL: &str = "เรื่อง|เรียน|อ้างถึง|สิ่งที่ส่งมาด้วย";

const FORMS: &[Form] = &[
    ("page marks", |t| format!("- 1 -\n{t}\n- 2 -\n")),
    ("emblem", |t| format!("(ตราครุฑ)\n{t}")),
    ("image", |t| format!("![ตราครุฑ](garuda.png)\n\n{t}")),
    ("title", |t| format!("# {}", t.trim_start())),
    ("fence", |t| format!("```\n{t}\n```\n")),
    ("breaks", |t| t.replace('\n', "<br>\n")),
    ("two blanks at line ends", |t| lines(t, |l| if l.trim().is_empty() { l.to_owned() } else { format!("{l}  ") })),
    ("quoted", |t| lines(t, |l| format!("> {l}"))),
    ("bold labels", |t| replaced(t, &format!("(?m)^( *)({LABEL}|ที่|วันที่)( )"), "$1**$2**$3")),
    ("bold lines", |t| replaced(t, r"(?m)^( *)(\S[^\n]{0,48})$", "$1**$2**")),
    ("colons", |t| replaced(t, &format!("(?m)^( *)({LABEL})( )"), "$1$2 :$3")),
    ("vowels in two signs", |t| t.replace('ำ', "ํา").replace('แ', "เเ")),
    ("places to break", |t| replaced(t, "([ก-ฮ])([เแโใไ])", "$1\u{200b}$2")),
    ("Arabic digits", |t| t.chars().map(|c| char::from_digit((c as u32).wrapping_sub('๐' as u32), 10).unwrap_or(c)).collect()),
    ("number apart from the letterhead", |t| replaced(t, r"(?m)^( *ที่ [^\n]*?\S) {3,}(\S[^\n]*)$", "$1\n$2")),
];

/// What the letters say, without white space.
fn values(letters: &[Record]) -> Vec<String> {
    let bare = |words: &str| words.split_whitespace().collect::<String>();
    let mut out = Vec::new();
    for r in letters {
        let single = [&r.number, &r.date, &r.agency, &r.subject, &r.urgency, &r.secrecy];
        out.push(format!("{:?} {:?}", r.kind, single.map(|v| v.as_deref().map(bare))));
        out.extend(r.addressees.iter().map(|a| bare(a)));
        out.extend(r.references.iter().map(|x| format!("{:?} {:?}", x.number, x.date)));
        out.extend(r.enclosures.iter().map(|x| format!("{} {:?}", bare(&x.description), x.quantity)));
        out.extend(r.signatories.iter().map(|x| format!("{:?} {:?}", x.name.as_deref().map(bare), x.position.as_deref().map(bare))));
        out.extend(r.receipts.iter().map(|x| format!("{:?} {:?} {:?}", x.number, x.date, x.time)));
        out.extend(r.phones.iter().map(|x| format!("{} {:?}", x.number, x.ext)));
    }
    out
}

#[test]
fn what_is_written_around_the_words_changes_no_value() {
    const EACH: usize = 3;
    let texts: Vec<(String, String)> = files("corpus/letters")
        .iter()
        .filter(|p| p.extension().is_some_and(|e| e == "txt"))
        .filter_map(|p| Some((stem(p), String::from_utf8(fs::read(p).ok()?).ok()?.trim_start_matches('\u{feff}').replace("\r\n", "\n"))))
        .collect();
    assert!(texts.len() > 100);
    texts.par_iter().enumerate().for_each(|(n, (name, text))| {
        let plain = values(&letters(text));
        for (form, write) in FORMS.iter().cycle().skip(n * EACH).take(EACH) {
            assert_eq!(values(&letters(&write(text))), plain, "{name} with {form}");
        }
        assert_eq!(values(&letters(&wrong_code(text))), plain, "{name} in the wrong code");
    });
}

const LETTER: &str = "ที่ มท 0810.3/ว 1234      กรมตัวอย่าง\n                           ถนนตัวอย่าง กทม. 10300\n\n\
    12 มีนาคม 2567\n\nเรื่อง  การสำรวจถนน\n\nเรียน  ผู้ว่าราชการจังหวัด ทุกจังหวัด\n\n\
    อ้างถึง  หนังสือกรมตัวอย่าง ที่ มท 0810.3/ว 1100 ลงวันที่ 2 มีนาคม 2567\n\n\
    \x20         ตามหนังสือที่อ้างถึง ขอให้จังหวัดสำรวจถนนในเขตพื้นที่และแจ้งผลให้ทราบภายในเดือนเมษายน นั้น บัดนี้พ้นกำหนดแล้ว\n\n\
    ขอแสดงความนับถือ\n\n(นายทดสอบ ตัวอย่าง)\nอธิบดีกรมตัวอย่าง\n";

#[test]
fn bold_letters_that_a_text_layer_has_twice() {
    let twice = |l: &str| l.chars().flat_map(|c| std::iter::repeat_n(c, if c.is_whitespace() { 1 } else { 2 })).collect();
    let bold = lines(LETTER, |l| if l.contains(char::is_alphabetic) { twice(l) } else { l.to_owned() });
    assert_eq!(values(&letters(&bold)), values(&letters(LETTER)));
}

#[test]
fn letters_written_as_numbers() {
    let write = |form: fn(char) -> String| LETTER.chars().map(|c| if c.is_ascii() { c.to_string() } else { form(c) }).collect::<String>();
    let dump = write(|c| format!("\\u{:04x}", c as u32)).replace('\n', "\\n");
    for form in [write(|c| format!("&#{};", c as u32)), write(|c| format!("&#x{:x};", c as u32)), dump] {
        assert_eq!(values(&letters(&form)), values(&letters(LETTER)));
    }
}

#[test]
fn labels_that_lost_the_blank_behind_them() {
    let glued = replaced(LETTER, "(เรื่อง|เรียน)  ", "$1");
    assert_eq!(values(&letters(&glued)), values(&letters(LETTER)));
    let announced = "ประกาศโรงเรียนบ้านตัวอย่าง\nเรื่องรับสมัครครูอัตราจ้าง\n\nด้วยโรงเรียนบ้านตัวอย่างจะรับสมัครครูอัตราจ้าง\n\
        ประกาศ ณ วันที่ 6 ตุลาคม พ.ศ. 2568\n(นางทดสอบ ตัวอย่าง)\nผู้อำนวยการโรงเรียนบ้านตัวอย่าง\n";
    assert_eq!(letters(announced)[0].subject.as_deref(), Some("รับสมัครครูอัตราจ้าง"));
    // a subject that goes on is no addressee
    let long = LETTER.replace("การสำรวจถนน", "การส่งเสริมการจัดการ\nเรียนการสอนในโรงเรียน");
    assert_eq!(letters(&long)[0].addressees, ["ผู้ว่าราชการจังหวัด ทุกจังหวัด"]);
}

#[test]
fn to_whom_a_stamped_letter_goes_without_the_blank() {
    let read = "ที่ มท 0315/331\nถึงกรมบัญชีกลาง\n     กรมตัวอย่างขอแจ้งเปลี่ยนหมายเลขโทรศัพท์ตั้งแต่วันที่ 3 มีนาคม 2567\nกรมตัวอย่าง\n1 มีนาคม 2567\n";
    let letter = letters(read).swap_remove(0);
    assert_eq!((letter.kind, letter.addressees), (saraban::record::Kind::Stamped, vec!["กรมบัญชีกลาง".to_owned()]));
}

#[test]
fn rows_of_a_table_that_hold_a_label_are_lines_of_the_letter() {
    let order = "คำสั่งกรมตัวอย่าง\n| ที่ | 218/2567 |\n| --- | --- |\n| เรื่อง | แต่งตั้งคณะกรรมการ |\n\nเพื่อให้การดำเนินงานเรียบร้อย จึงแต่งตั้ง\n\
        สั่ง ณ วันที่ 3 เมษายน พ.ศ. 2567\n(นายทดสอบ ตัวอย่าง)\nอธิบดีกรมตัวอย่าง\n";
    let order = letters(order).swap_remove(0);
    assert_eq!((order.number.as_deref(), order.subject.as_deref()), (Some("218/2567"), Some("แต่งตั้งคณะกรรมการ")));
    // other rows stay what they are
    assert!(common::normal("| ลำดับ | ชื่อ |\n| 1 | นายทดสอบ |\n").contains("| ลำดับ | ชื่อ |"));
}

#[test]
fn lines_set_to_one_width_by_wide_gaps() {
    let cited = "อ้างถึง  หนังสือกรมตัวอย่าง   ที่ มท    0810.3/ว   1100   ลงวันที่   2 มีนาคม   2567";
    let wide = replaced(LETTER, "อ้างถึง[^\n]*", cited).replace("ที่อ้างถึง ขอ", "ที่อ้างถึง    ขอ");
    assert_eq!(values(&letters(&wide)), values(&letters(LETTER)));
}

#[test]
fn a_number_whose_parts_stand_wide_apart() {
    let wide = LETTER.replacen("ที่ มท 0810.3/ว 1234 ", "ที่   มท   0810.3/ว   1234 ", 1);
    assert_eq!(letters(&wide)[0].number.as_deref(), Some("มท 0810.3/ว 1234"));
}

#[test]
fn the_day_of_a_stamp_is_not_the_day_of_the_news() {
    let news = "กองกลาง\nเลขรับที่ 4821\nวันที่ 3 มี.ค. 2568\nเวลา 10.15 น.\nข่าวประชาสัมพันธ์\nวันที่ 1 มีนาคม 2568\n\
        เชิญเที่ยวสวนทุเรียน\nจังหวัดตัวอย่างขอเชิญเที่ยวงานประจำปี ณ สวนสาธารณะ\n";
    assert_eq!(letters(news)[0].date.as_deref(), Some("2025-03-01"));
}

#[test]
fn a_stamps_day_beside_a_day_with_letters_for_its_figures() {
    let head = "ด่วนที่สุด      จนท 29 พฤศจิกายน 2564\nที่ สท 0018.2/ว 445      ศาลากลางจังหวัดสุโขทัย\nถนนนิกรเกษม สท. 64000\nlod พฤศจิกายน 2564\n";
    let text = format!("{head}{}", &LETTER[LETTER.find("เรื่อง").unwrap()..]);
    assert_eq!(letters(&text)[0].date.as_deref(), Some("2021-11"));
}
