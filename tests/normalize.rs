//! Normalising: each rule with the smallest text that shows it, and the laws of the whole.

mod common;

use common::{cases, is_nfc, normal, normalized};
use proptest::prelude::*;

/// Each pair: what an engine wrote, what stands in the text.
fn turns(pairs: &[(&str, &str)]) {
    for (before, after) in pairs {
        assert_eq!(normal(before), *after, "from {before:?} ({})", before.escape_unicode());
    }
}

fn stay(texts: &[&str]) {
    for text in texts {
        assert_eq!(normal(text), *text, "{text:?} ({})", text.escape_unicode());
    }
}

#[test]
fn composed_letters_are_nfc() {
    turns(&[("cafe\u{301}", "café"), ("\u{212b}", "Å"), ("\u{1100}\u{1161}", "가")]);
}

#[test]
fn marks_of_a_consonant_come_in_canonical_order() {
    // tone before the vowel sign below, above, and before phinthu
    turns(&[("ก\u{e49}\u{e38}", "กุ้"), ("ท\u{e48}\u{e35}", "ที่"), ("น\u{e49}\u{e31}น", "นั้น"), ("ก\u{e4c}\u{e34}", "กิ์")]);
    stay(&["กุ้", "ที่", "นั้น", "สิทธิ์", "บริษัท"]);
}

#[test]
fn sara_am_is_one_letter_in_whatever_order_it_was_written() {
    let thai = "น้ำ";
    for parts in ["น\u{e49}\u{e4d}\u{e32}", "น\u{e4d}\u{e49}\u{e32}", "น\u{e33}\u{e49}", "น\u{e49}\u{e4d}\u{e33}"] {
        turns(&[(parts, thai)]);
    }
    turns(&[("ก\u{e4d}\u{e32}หนด", "กำหนด"), ("ท\u{e4d}\u{e33}", "ทำ")]);
    turns(&[("กา\u{e4d}หนด", "กำหนด"), ("นา\u{e4d}\u{e49}", "น้ำ"), ("น้า\u{e4d}", "น้ำ")]);
    stay(&["กำหนด", thai]);
}

#[test]
fn a_ring_read_as_a_second_tone_mark_makes_water() {
    turns(&[("ส่งน้้าและ", "ส่งน้ำและ"), ("หน้้า", "หน้า"), ("โน้้าว", "โน้าว"), ("ข้้าว", "ข้าว")]);
    stay(&["น้าสาว"]);
}

#[test]
fn a_blank_before_sara_am_or_a_mark_goes() {
    turns(&[("ก ำหนด", "กำหนด"), ("น้ ำ", "น้ำ"), ("สํ า", "สำ"), ("ท ี่", "ที่"), ("ที ่", "ที่"), ("ก ุ", "กุ")]);
}

#[test]
fn a_blank_before_a_silent_letter_goes() {
    turns(&[("วิเคราะ ห์แผน", "วิเคราะห์แผน"), ("บุรีรัม ย์", "บุรีรัมย์"), ("สิท ธิ์", "สิทธิ์"), ("พัน ธุ์", "พันธุ์")]);
    stay(&["นาย ศักดิ์", "ก  ห์", "1 ห์"]);
}

#[test]
fn a_blank_between_words_stays() {
    stay(&["ที่ กำหนด", "ก  ข", "ก\tข"]);
}

#[test]
fn two_sara_e_are_sara_ae() {
    turns(&[("เเพทย์", "แพทย์"), ("เ เพทย์", "แพทย์")]);
    stay(&["เพทย์", "แพทย์", "เ พ"]);
}

#[test]
fn a_mark_that_was_written_twice_stands_once() {
    turns(&[("ท\u{e35}\u{e48}\u{e48}", "ที่"), ("ก\u{e38}\u{e38}\u{e38}", "กุ"), ("ท\u{e35}\u{e48}\u{e35}\u{e48}", "ที่")]);
}

#[test]
fn glyph_codes_of_both_private_sets_are_letters() {
    // Windows, then Macintosh: tone marks, vowel signs, the letters without a foot
    turns(&[
        ("ก\u{f70a}", "ก่"),
        ("ก\u{f88b}", "ก่"),
        ("ป\u{f702}", "ปี"),
        ("ป\u{f886}", "ปี"),
        ("ป\u{f710}น", "ปัน"),
        ("ป\u{f884}น", "ปัน"),
        ("\u{f700}าน", "ฐาน"),
        ("\u{f89e}าน", "ฐาน"),
        ("\u{f70f}าติ", "ญาติ"),
        ("ป\u{f70b}\u{f711}า", "ป้ำ"),
        ("ป\u{f88e}\u{f899}า", "ป้ำ"),
    ]);
}

#[test]
fn letters_of_other_scripts_are_thai_inside_a_thai_word() {
    turns(&[("ก\u{eb2}ร", "การ"), ("\u{e81}าร", "การ"), ("ราชก\u{93e}ร", "ราชการ"), ("\u{92e}ติ", "มติ"), ("นาย\u{ebb}", "นาย\u{ebb}")]);
}

#[test]
fn words_of_other_scripts_stay() {
    stay(&["ກຂ ດຕ", "नमस्ते", "ກ 1", "Malmö", "smålig", "english"]);
}

#[test]
fn zero_width_characters_go() {
    turns(&[
        ("กา\u{200b}ร", "การ"),
        ("\u{feff}ก", "ก"),
        ("ก\u{200d}ข", "กข"),
        ("ก\u{ad}ข", "กข"),
        ("\u{202a}ก\u{202c}", "ก"),
        ("ท\u{e35}\u{200b}\u{e48}", "ที่"),
    ]);
}

#[test]
fn odd_spaces_are_blanks() {
    turns(&[("ก\u{a0}ข", "ก ข"), ("ก\u{2003}ข", "ก ข"), ("ก\u{202f}ข", "ก ข"), ("ก\u{3000}ข", "ก ข")]);
}

#[test]
fn full_width_signs_are_ascii() {
    turns(&[("（๑）", "(1)"), ("：", ":"), ("Ａ１", "A1")]);
}

#[test]
fn control_characters_go() {
    turns(&[("ก\u{7}ข\u{7f}", "กข"), ("ก\u{1b}[0m", "ก[0m"), ("ก\u{85}", "ก")]);
}

#[test]
fn line_ends_are_line_feeds() {
    turns(&[("ก\r\nข\r\n", "ก\nข\n"), ("ก\rข", "ก\nข"), ("ก\u{c}ข", "ก\nข"), ("ก\u{b}ข", "ก\nข"), ("ก\u{2028}ข", "ก\nข")]);
}

#[test]
fn blanks_at_a_lines_end_go_and_those_at_its_start_stay() {
    turns(&[("ก  \nข\t\n", "ก\nข\n"), ("ก \r\nข", "ก\nข"), ("ก ", "ก")]);
    stay(&["    ก\n\tข"]);
}

#[test]
fn blank_lines_stay() {
    turns(&[("ก\n \n\nข", "ก\n\n\nข"), ("ก\r\n\r\nข", "ก\n\nข")]);
    stay(&["\n\nก\n\n\n\nข\n\n"]);
}

#[test]
fn thai_digits_are_ascii() {
    turns(&[("ที่ นพ ๐๐๒๓.๓/ว ๑๘๔๕", "ที่ นพ 0023.3/ว 1845"), ("๖๗๙", "679")]);
}

#[test]
fn digits_of_other_scripts_are_ascii() {
    turns(&[("๒๕\u{ed6}๘", "2568"), ("ปี \u{ed2}๕๖๘", "ปี 2568"), ("๒\u{96b}๖๘", "2568")]);
}

#[test]
fn digits_of_other_scripts_are_ascii_among_thai_words() {
    turns(&[("วันที่ \u{ed3}\u{ed0} พฤษภาคม", "วันที่ 30 พฤษภาคม"), ("จำนวน \u{ed2}\u{ed4} ลำ", "จำนวน 24 ลำ")]);
}

#[test]
fn a_long_run_of_another_script_is_read_as_one() {
    let run = |n: usize, letter: &str| format!("ก{}", letter.repeat(n));
    assert_eq!(normal(&run(200, "\u{e81}")), run(200, "ก"));
}

#[test]
fn entities_inside_entities_are_read_to_the_end() {
    turns(&[(&format!("ก &{}lt; ข", "amp;".repeat(20)), "ก < ข")]);
}

#[test]
fn markdown_marks_go() {
    turns(&[
        ("# เรื่อง", "เรื่อง"),
        ("###### เรื่อง", "เรื่อง"),
        ("**เรื่อง** ทดสอบ", "เรื่อง ทดสอบ"),
        ("*เรื่อง* ทดสอบ", "เรื่อง ทดสอบ"),
        ("***เรื่อง***", "เรื่อง"),
        ("__เรื่อง__ ขอ__เชิญ__", "เรื่อง ขอเชิญ"),
        ("a\\_b \\* \\.", "a_b * ."),
    ]);
}

#[test]
fn signs_that_are_no_markdown_stay() {
    stay(&["#1", "ก # ข", "4 * 6", "ขนาด 4 * 6 * 8 เมตร", "หมายเหตุ *", "a_b_c", "C:\\ก", "- ก", "1. ก"]);
}

#[test]
fn underscores_to_fill_in_stay() {
    stay(&["ชื่อ __ สกุล __", "ลงชื่อ____ก____", "__ก", "ก__", "_ก_"]);
}

#[test]
fn commands_of_tex_go_with_their_braces() {
    turns(&[("\\textbf{เรื่อง} ทดสอบ", "เรื่อง ทดสอบ"), ("\\underline{ก} และ \\text{ข}", "ก และ ข")]);
    stay(&["\\textbf{ก", "{ก}", "ก}", "\\x{ก}"]);
}

#[test]
fn settings_before_the_text_go() {
    turns(&[("---\nprimary_language: th\nis_table: False\n---\nที่ กค 1", "ที่ กค 1")]);
    stay(&["---\nเรื่อง: ก\n---\nข", "---\nข", "ก\n---\na: b\n---\nข"]);
}

#[test]
fn quoting_marks_of_lines_that_stand_together_go() {
    turns(&[("> ก\n> ข\n>\n> > ค", "ก\nข\n\nค")]);
    stay(&["> ก\nข", "ก > ข\nค > ง"]);
}

#[test]
fn images_go() {
    turns(&[("![ตรา](a.png)\nก", "\nก"), ("ก ![](https://example.com/a.png) ข", "ก  ข")]);
    stay(&["![ก", "ก! [ข] (ค)"]);
}

#[test]
fn html_tags_go_and_leave_lines_and_tabs() {
    turns(&[
        ("<b>ก</b>", "ก"),
        ("<table><tr><td>ก</td><td>ข</td></tr><tr><td>ค</td></tr></table>", "ก\tข\nค\n"),
        ("ก<br>ข<br/>ค<BR />ง", "ก\nข\nค\nง"),
        ("<p align=\"center\">ก</p>ข", "ก\nข"),
        ("ก<!-- page 1 -->ข", "กข"),
        ("<header>ก</header>\n<page_number>1</page_number>", "ก\n1"),
        ("ก<br>\nข", "ก\nข"),
        ("<p>ก</p>\n<p>ข</p>", "ก\nข\n"),
    ]);
}

#[test]
fn a_comment_over_lines_goes_and_what_follows_it_is_read_as_ever() {
    turns(&[("<!--\n-->*", "*"), ("<!--\n\n--># ก", "ก"), ("<!-- a\nb --> *ก*", " ก")]);
}

#[test]
fn marks_that_were_put_in_order_meet_the_marks_of_other_scripts_in_nfc() {
    turns(&[("\u{f700}\u{ec8}\u{e31}\u{93c}", "ฐ\u{e31}\u{93c}\u{e48}")]);
}

#[test]
fn angle_brackets_that_are_no_tags_stay() {
    stay(&["1 < 2", "ก > ข", "<ชื่อ>", "a<b", "<unknown>"]);
}

#[test]
fn brackets_around_a_web_address_go() {
    turns(&[("<https://example.com/a>", "https://example.com/a"), ("ดู <http://example.com> ต่อ", "ดู http://example.com ต่อ")]);
}

#[test]
fn a_bracket_far_from_the_start_of_its_word_is_looked_at_without_a_fault() {
    for n in 97..103 {
        let text = format!("{}{}>", "x".repeat(n % 3), "ก".repeat(n));
        stay(&[&text]);
    }
}

#[test]
fn entities_are_their_characters() {
    turns(&[("ก&nbsp;ข", "ก ข"), ("A&amp;B", "A&B"), ("&lt;ก&gt;", "<ก>"), ("&quot;ก&quot;", "\"ก\"")]);
    stay(&["A & B", "A&B", "&unknown;"]);
}

#[test]
fn table_rules_go_and_cells_keep_their_strokes() {
    turns(&[("| ก | ข |\n|---|:-:|\n| ค | ง |", "| ก | ข |\n\n| ค | ง |"), ("ก\n  |---|\nข", "ก\n\nข")]);
}

#[test]
fn dots_and_odd_words_stay() {
    stay(&[
        "ร่างพระราชบัญญัติ พ.ศ. ....",
        "ก.พ.ร.",
        "(ลงชื่อ).....................",
        "………",
        "ฦๅชา ฤๅษี อัฒจันทร์ กัณฑ์ วุฑฒิ",
        "ต่าง ๆ ฯลฯ ฯพณฯ",
        "กาหนด",
        "พุทฺโธ ธมฺโม",
        "“ก” ‘ข’ – — ฿ ๏ ๚ ๛",
    ]);
}

#[test]
fn every_edit_says_what_stood_there_and_by_which_rule() {
    let text = normalized("ที่ ๑๒\u{200b}**ก**");
    let edits: Vec<_> =
        text.edits().iter().map(|e| (e.source.of(text.source()), e.text.of(text.current()), e.rule, e.confidence)).collect();
    let wanted = [("๑๒", "12", "digits", 1.0), ("\u{200b}", "", "zero-width", 1.0), ("**", "", "markup", 1.0), ("**", "", "markup", 1.0)];
    assert_eq!(edits, wanted);
}

#[test]
fn a_clean_text_has_no_edits() {
    assert!(normalized("ที่ นพ 0023.3/ว 1845\n\nเรื่อง ขอความอนุเคราะห์\n").edits().is_empty());
}

/// Thai with marks, private codes, other scripts, markup and blanks, in pieces that go wrong together.
fn thai_noise() -> impl Strategy<Value = String> {
    let pieces = vec![
        "ก",
        "น",
        "ท",
        "ร",
        "อ",
        "ป",
        "ญ",
        "า",
        "ะ",
        "เ",
        "แ",
        "โ",
        "ฯ",
        "ๆ",
        "ฤ",
        "ๅ",
        "ำ",
        "\u{e31}",
        "\u{e34}",
        "\u{e35}",
        "\u{e38}",
        "\u{e39}",
        "\u{e3a}",
        "\u{e47}",
        "\u{e48}",
        "\u{e49}",
        "\u{e4a}",
        "\u{e4b}",
        "\u{e4c}",
        "\u{e4d}",
        "\u{e4e}",
        "\u{f700}",
        "\u{f701}",
        "\u{f70a}",
        "\u{f70e}",
        "\u{f70f}",
        "\u{f711}",
        "\u{f712}",
        "\u{f884}",
        "\u{f88b}",
        "\u{f899}",
        "\u{f89e}",
        "\u{e0ff}",
        "\u{e81}",
        "\u{eb2}",
        "\u{eb3}",
        "\u{ec8}",
        "\u{ecd}",
        "\u{ed2}",
        "\u{915}",
        "\u{93e}",
        "\u{93c}",
        "\u{96b}",
        "\u{9be}",
        "\u{9cb}",
        "\u{9c7}",
        "\u{17b6}",
        "\u{102c}",
        "\u{1025}",
        "\u{102e}",
        "\u{200b}",
        "\u{200d}",
        "\u{feff}",
        "\u{ad}",
        "\u{202e}",
        "\u{a0}",
        "\u{2003}",
        "\u{3000}",
        " ",
        "  ",
        "\t",
        "\n",
        "\r",
        "\r\n",
        "\u{c}",
        "\u{2028}",
        "\u{7}",
        "\u{85}",
        "๑",
        "๒",
        "๙",
        "1",
        "5",
        "#",
        "# ",
        "*",
        "**",
        "***",
        "<",
        ">",
        "</",
        "b>",
        "<b>",
        "</td>",
        "<td>",
        "</tr>",
        "<br/>",
        "<!--",
        "-->",
        "<https://",
        "http://",
        "mailto:",
        "www.",
        "a.b",
        "!",
        "![",
        "](",
        ")",
        "&",
        "&amp;",
        "amp;",
        "lt;",
        "&lt;",
        "&nbsp;",
        "\\",
        "_",
        "|",
        "|--",
        "__",
        "\\textbf{",
        "}",
        "---\n",
        "a: b\n",
        "> ",
        "<header>",
        "\n\n",
        "-",
        ".",
        "..",
        "…",
        "/",
        "(",
        "e",
        "s",
        "å",
        "\u{301}",
        "\u{323}",
        "\u{327}",
        "\u{1100}",
        "\u{1161}",
        "\u{11a8}",
        "Ａ",
        "＊",
        "＜",
        "＃",
        "\u{ff0a}",
        "😀",
        "\u{fffd}",
        "\u{344}",
        "\u{2126}",
    ];
    proptest::collection::vec(proptest::sample::select(pieces), 0..24).prop_map(|v| v.concat())
}

proptest! {
    #![proptest_config(cases(4000))]

    #[test]
    fn normalising_twice_changes_no_more_than_once(source in thai_noise()) {
        let once = normal(&source);
        let twice = normal(&once);
        prop_assert_eq!(&once, &twice, "from {}", source.escape_unicode());
    }

    #[test]
    fn the_normalised_text_is_nfc(source in thai_noise()) {
        let text = normal(&source);
        prop_assert!(is_nfc(&text), "{} from {}", text.escape_unicode(), source.escape_unicode());
    }

    #[test]
    fn any_characters_are_normalised_without_a_fault(source in "\\PC{0,60}|(?s:.{0,40})") {
        let once = normal(&source);
        prop_assert!(is_nfc(&once));
        prop_assert_eq!(normal(&once), once);
    }

    #[test]
    fn the_normalised_text_has_no_thai_digits_carriage_returns_or_blanks_at_line_ends(source in thai_noise()) {
        let text = normal(&source);
        prop_assert!(!text.contains(|c: char| matches!(c, '๐'..='๙' | '\r' | '\u{200b}' | '\u{a0}')), "{}", text.escape_unicode());
        prop_assert!(text.split('\n').all(|l| !l.ends_with([' ', '\t'])), "{}", text.escape_unicode());
    }
}

#[test]
fn a_command_goes_with_its_brace_or_stays_with_it() {
    for letters in 80..110 {
        let words = "ก".repeat(letters);
        let text = normal(&format!("\\textbf{{{words}}} ข"));
        assert!(text == format!("{words} ข") || text == format!("\\textbf{{{words}}} ข"), "{text}");
    }
}
