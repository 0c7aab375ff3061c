//! Numbers of letters and telephones, on the smallest text that was once read wrong. All letters are invented.

mod common;

use common::letters;
use common::paper::{HEAD, SIGNED, engine, flagged, letter, text};

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
fn one_rare_digit_among_many_common_ones_makes_no_file_legible() {
    let body = |n: usize| format!("{SIGNED}เรียน ปลัด\nตามบัญชี {}\n", "๑๐๒๕ ".repeat(n));
    let head = "ที่ จบ ๐๐๒๒/๓๕๐\nศาลากลางจังหวัดจันทบุรี\nถนนเลียบเนิน จบ. ๒๒๐๐๐";
    // of the five, three stand in the date
    assert_eq!(letter("", head, "", &body(30)).number, None);
    assert_eq!(letter("", head, "", &body(2)).number.as_deref(), Some("จบ 0022/350"));
}

#[test]
fn the_stroke_before_a_year_parts_nothing() {
    let subject = |words: &str| letters(&text("", HEAD, "", SIGNED).replace("การตรวจผลไม้", words)).swap_remove(0).subject;
    assert_eq!(subject("ขอเชิญประชุมคณะทำงาน ครั้งที่ 3 /2567").as_deref(), Some("ขอเชิญประชุมคณะทำงาน ครั้งที่ 3/2567"));
    assert_eq!(subject("ขอเชิญประชุมคณะทำงานตรวจผลไม้ ครั้งที่ ๑๒/\n๒๕๖๗").as_deref(), Some("ขอเชิญประชุมคณะทำงานตรวจผลไม้ ครั้งที่ 12/2567"));
    assert_eq!(subject("ส่งบัญชี ก / ข และ 3 / 4").as_deref(), Some("ส่งบัญชี ก / ข และ 3 / 4"));
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

#[test]
fn a_telephone_parted_before_specks_and_one_that_is_too_short() {
    let parted = letter("", HEAD, "", &format!("{SIGNED}โทร 0 3900          .\n3200 ต่อ 104\n"));
    assert_eq!((parted.phones[0].number.as_str(), &parted.phones[0].ext[..]), ("039003200", &["104".to_owned()][..]));
    let short = letter("", HEAD, "", &format!("{SIGNED}โทร. 03900\n"));
    assert!(flagged(&short, "/phones/0/number"));
}

#[test]
fn a_scrap_behind_a_number_is_no_figure_of_it() {
    let head = |number: &str| format!("ที่ กค 0403/{number}\nกรมบัญชีกลาง\nถนนพระรามที่ ๖ กทม. ๑๐๔๐๐");
    assert_eq!(letter("", &head("ว18497 0      0"), "", SIGNED).number.as_deref(), Some("กค 0403/ว 18497"));
    assert_eq!(letter("", &head("ว 1 849"), "", SIGNED).number.as_deref(), Some("กค 0403/ว 1849"));
}

#[test]
fn a_letter_code_read_as_latin_before_a_number_that_goes_on_below() {
    let head = "Hi na 0403/                                 กรมบัญชีกลาง\nว 18497                                 ถนนพระรามที่ ๖ กทม. ๑๐๔๐๐";
    assert_eq!(letter("", head, "", SIGNED).number.as_deref(), Some("กค 0403/ว 18497"));
}

#[test]
fn a_vowel_read_before_the_mark_of_a_circular() {
    let head = "Naa 0403/าว 15\nกรมบัญชีกลาง\nถนนพระรามที่ ๖ กทม. ๑๐๔๐๐";
    assert_eq!(letter("", head, "", SIGNED).number.as_deref(), Some("กค 0403/ว 15"));
}
