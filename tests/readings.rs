//! Readings with boxes: hOCR, ALTO, PAGE and Tesseract's TSV become text in reading order, and every value knows its page
//! and box.

mod common;

use common::{RULES, cases, files, laws, root};
use proptest::prelude::*;
use saraban::extract::extract;
use saraban::input::{Document, InputError, document, file, read};
use saraban::record::{Evidence, Record};
use std::fmt::Write;
use std::path::Path;

/// A line: left edge, baseline, letter height, words; a tab is a gap of three letter heights.
type Line<'a> = (i32, i32, i32, &'a str);

/// A word: box, letters, and whether it is the last of its line.
struct Word {
    edges: [i32; 4],
    text: String,
    last: bool,
}

/// The words of a line, set six tenths of their height wide, marks not counted.
fn words(&(x, base, height, line): &Line) -> Vec<Word> {
    let mark = |c: char| c == '\u{e31}' || ('\u{e34}'..='\u{e3a}').contains(&c) || ('\u{e47}'..='\u{e4e}').contains(&c);
    let (mut at, mut out) = (x, Vec::new());
    for piece in line.split('\t') {
        for word in piece.split(' ') {
            let width = word.chars().filter(|&c| !mark(c)).count() as i32 * height * 6 / 10;
            out.push(Word { edges: [at, base - height, at + width.max(1), base], text: word.to_owned(), last: false });
            at += width + height * 3 / 4;
        }
        at += height * 3 - height * 3 / 4;
    }
    out.iter_mut().next_back().into_iter().for_each(|w| w.last = true);
    out
}

fn hocr(pages: &[Vec<Line>]) -> String {
    let mut out = String::from("<!DOCTYPE html>\n<html><head><title>scan</title><meta charset='utf-8'></head><body>\n");
    for page in pages {
        out += "<div class='ocr_page' title='image \"a; b.png\"; bbox 0 0 1240 1754'>\n";
        for line in page {
            out += "<span class='ocr_line'>";
            for Word { edges: [l, t, r, b], text, .. } in words(line) {
                write!(out, "<span class='ocrx_word' title='bbox {l} {t} {r} {b}; x_wconf 97'>{text}</span> ").unwrap();
            }
            out += "</span>\n";
        }
        out += "</div>\n";
    }
    out + "</body></html>\n"
}

fn alto(pages: &[Vec<Line>]) -> String {
    let mut out = String::from("<alto xmlns='http://www.loc.gov/standards/alto/ns-v3#'><Layout>\n");
    for page in pages {
        out += "<Page WIDTH='1240' HEIGHT='1754'><PrintSpace><TextBlock>\n";
        for line in page {
            out += "<TextLine>";
            for Word { edges: [l, t, r, b], text, last } in words(line) {
                write!(out, "<String HPOS='{l}' VPOS='{t}' WIDTH='{}' HEIGHT='{}' WC='0.97' CONTENT='{text}'/>", r - l, b - t).unwrap();
                out += if last { "" } else { "<SP/>" };
            }
            out += "</TextLine>\n";
        }
        out += "</TextBlock></PrintSpace></Page>\n";
    }
    out + "</Layout></alto>\n"
}

fn page(pages: &[Vec<Line>]) -> String {
    let mut out = String::from("<PcGts xmlns='http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15'>\n");
    for page in pages {
        out += "<Page imageWidth='1240' imageHeight='1754'><TextRegion>\n";
        for line in page {
            out += "<TextLine>";
            for Word { edges: [l, t, r, b], text, .. } in words(line) {
                // corners belong to the box, so the last ones are one less
                let (r, b) = (r - 1, b - 1);
                write!(out, "<Word><Coords points='{l},{t} {r},{t} {r},{b} {l},{b}'/>").unwrap();
                write!(out, "<TextEquiv conf='0.97'><Unicode>{text}</Unicode></TextEquiv></Word>").unwrap();
            }
            out += "</TextLine>\n";
        }
        out += "</TextRegion></Page>\n";
    }
    out + "</PcGts>\n"
}

fn tsv(pages: &[Vec<Line>]) -> String {
    let mut out = String::from("level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n");
    for (p, page) in pages.iter().enumerate() {
        let p = p + 1;
        writeln!(out, "1\t{p}\t0\t0\t0\t0\t0\t0\t1240\t1754\t-1\t").unwrap();
        for (k, line) in page.iter().enumerate() {
            for Word { edges: [l, t, r, b], text, .. } in words(line) {
                writeln!(out, "5\t{p}\t1\t1\t{k}\t1\t{l}\t{t}\t{}\t{}\t97.0\t{text}", r - l, b - t).unwrap();
            }
        }
    }
    out
}

fn seen(source: &str) -> Document {
    document(Path::new("a"), source.as_bytes()).unwrap()
}

/// The text of one page of lines, in the order given by the engine.
fn order(lines: &[Line]) -> String {
    seen(&hocr(&[lines.to_vec()])).text
}

fn letters(source: &str) -> Vec<Record> {
    extract(seen(source), &RULES)
}

fn evidence<'a>(record: &'a Record, field: &str) -> &'a Evidence {
    record.evidence.iter().find(|e| e.field == field).unwrap_or_else(|| panic!("no evidence for {field}"))
}

const LETTER: &[Line] = &[
    (100, 300, 30, "ที่ ขก 0017.2/1482\tศาลากลางจังหวัดขอนแก่น"),
    (640, 355, 30, "ถนนศูนย์ราชการ ขก 40000"),
    (500, 440, 30, "14 ตุลาคม 2568"),
    (100, 540, 30, "เรื่อง ขอเชิญประชุม"),
    (100, 620, 30, "เรียน นายอำเภอทุกอำเภอ"),
    (160, 720, 30, "ด้วยจังหวัดขอเชิญท่านเข้าร่วมประชุมในวันจันทร์ที่ 27 ตุลาคม 2568"),
];
const NEXT_PAGE: &[Line] = &[
    (600, 120, 30, "- 2 -"),
    (160, 250, 30, "จึงเรียนมาเพื่อโปรดทราบ"),
    (500, 340, 30, "ขอแสดงความนับถือ"),
    (490, 520, 30, "(นายสมชาย ใจดี)"),
    (440, 570, 30, "ผู้ว่าราชการจังหวัดขอนแก่น"),
];

#[test]
fn the_same_page_gives_the_same_text_boxes_and_confidences_in_every_format() {
    let pages = [LETTER.to_vec(), NEXT_PAGE.to_vec()];
    let all = [("hocr", hocr(&pages)), ("alto", alto(&pages)), ("page", page(&pages)), ("tsv", tsv(&pages))];
    let first = seen(&all[0].1);
    assert!(first.text.starts_with("ที่ ขก 0017.2/1482   ศาลากลางจังหวัดขอนแก่น\nถนนศูนย์ราชการ ขก 40000\n"), "{}", first.text);
    for (format, source) in &all {
        let document = seen(source);
        assert_eq!(&document.format, format);
        assert_eq!(document.text, first.text, "{format}");
        assert_eq!(document.pages.words, first.pages.words, "{format}");
        let sizes: Vec<_> = document.pages.pages.iter().map(|p| (p.page, p.width, p.height)).collect();
        assert_eq!(sizes, [(1, Some(1240), Some(1754)), (2, Some(1240), Some(1754))], "{format}");
    }
}

#[test]
fn every_value_has_its_page_and_the_box_around_its_words() {
    let records = letters(&hocr(&[LETTER.to_vec(), NEXT_PAGE.to_vec()]));
    assert_eq!(records.len(), 1);
    let r = &records[0];
    // ที่ is one letter of 18, a blank of 22; then ขก, a blank and eleven characters
    let number = evidence(r, "/number");
    assert_eq!((number.page, number.raw.as_str()), (Some(1), "ขก 0017.2/1482"));
    assert_eq!(number.area, Some([140, 270, 140 + 36 + 22 + 198, 300]));
    assert_eq!(evidence(r, "/date").area.map(|a| (a[1], a[3])), Some((410, 440)));
    let name = evidence(r, "/signatories/0/name");
    assert_eq!((name.page, name.area.map(|a| (a[1], a[3]))), (Some(2), Some((490, 520))));
    let pages: Vec<_> = r.source.pages.iter().map(|p| (p.page, p.image.as_deref(), p.unit.as_deref())).collect();
    assert_eq!(pages, [(1, Some("a; b.png"), Some("pixel")), (2, Some("a; b.png"), Some("pixel"))]);
}

#[test]
fn positions_count_in_the_text_that_is_made_of_the_reading() {
    for path in files("corpus/letters/readings") {
        let document = read(&path).unwrap();
        let text = document.text.clone();
        let records = extract(document, &RULES);
        laws(&text, &records).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        for e in records.iter().flat_map(|r| &r.evidence) {
            assert!(e.page.is_some(), "{}: {} has no page", path.display(), e.field);
            assert!(e.area.is_some(), "{}: {} has no box", path.display(), e.field);
        }
    }
}

#[test]
fn a_stamp_beside_the_letterhead_becomes_lines_of_its_own() {
    // an engine that sorts its lines by height
    let lines: &[Line] = &[
        (470, 268, 20, "เทศบาลตำบลสมมุติ"),
        (100, 300, 30, "ที่ มค 0018.1/733"),
        (860, 300, 30, "ศาลากลางจังหวัด"),
        (470, 310, 20, "เลขรับ 412"),
        (860, 340, 30, "ถนนศูนย์ราชการ"),
        (470, 352, 20, "วันที่ 7 พ.ย. 2568"),
        (470, 394, 20, "เวลา 09.15 น."),
        (100, 560, 30, "เรื่อง ขอความร่วมมือ"),
    ];
    let stamp = "เทศบาลตำบลสมมุติ\nเลขรับ 412\nวันที่ 7 พ.ย. 2568\nเวลา 09.15 น.\n";
    let want = format!("ที่ มค 0018.1/733\n\n{stamp}\nศาลากลางจังหวัด\nถนนศูนย์ราชการ\n\nเรื่อง ขอความร่วมมือ\n");
    assert_eq!(order(lines), want);
}

#[test]
fn lines_that_an_engine_drew_across_stamp_and_letterhead_are_cut_apart() {
    let document = read(&root("corpus/letters/readings/tsv-stamp-merged-into-letterhead.tsv")).unwrap();
    let lines: Vec<&str> = document.text.lines().filter(|l| !l.is_empty()).collect();
    let at = |words: &str| lines.iter().position(|l| l.contains(words)).unwrap_or_else(|| panic!("{words}: {lines:#?}"));
    assert_eq!(at("วันที 16 ต.ค. 2568") + 1, at("เวลา 10.25"));
    assert!(at("เวลา 10.25") < at("ศาลากลางจังหวัดขอนแก่น"));
    assert_eq!(at("ศาลากลางจังหวัดขอนแก่น") + 1, at("ถนนศูนย์ราชการ"));
    assert_eq!(lines[at("เวลา 10.25")], "เวลา 10.25 น.");
}

#[test]
fn a_number_and_its_letterhead_on_one_baseline_stay_one_line() {
    assert!(order(LETTER).starts_with("ที่ ขก 0017.2/1482   ศาลากลางจังหวัดขอนแก่น\n"));
    // as well when the engine has two lines
    let apart: &[Line] = &[(100, 300, 30, "ที่ ขก 0017.2/1482"), (640, 302, 30, "ศาลากลางจังหวัดขอนแก่น"), (640, 355, 30, "ถนนศูนย์ราชการ")];
    assert_eq!(order(apart), "ที่ ขก 0017.2/1482   ศาลากลางจังหวัดขอนแก่น\nถนนศูนย์ราชการ\n");
}

#[test]
fn enclosures_keep_their_quantities() {
    let lines: &[Line] = &[
        (100, 800, 30, "สิ่งที่ส่งมาด้วย 1. กำหนดการ\tจำนวน 1 ฉบับ"),
        (340, 855, 30, "2. แบบบันทึกผลการตรวจรับงาน"),
        (340, 910, 30, "และภาพถ่าย\tจำนวน 2 ชุด"),
    ];
    let want = "สิ่งที่ส่งมาด้วย 1. กำหนดการ   จำนวน 1 ฉบับ\n2. แบบบันทึกผลการตรวจรับงาน\nและภาพถ่าย   จำนวน 2 ชุด\n";
    assert_eq!(order(lines), want);
}

const LEFT: &str = "ข่าวงานเกษตรประจำเดือนตุลาคมที่สนาม";
const RIGHT: &str = "ผู้สนใจจองพื้นที่ขายสินค้าติดต่อได้";

#[test]
fn two_columns_of_prose_are_read_one_after_the_other() {
    let rows = [300, 350, 400, 450];
    let mut lines: Vec<Line> = vec![(400, 200, 36, "ข่าวประชาสัมพันธ์")];
    // sorted by height, and drawn across
    let mut across = lines.clone();
    let both = format!("{LEFT}\t{RIGHT}");
    for y in rows {
        lines.extend([(100, y, 26, LEFT), (640, y, 26, RIGHT)]);
        across.push((100, y, 26, both.as_str()));
    }
    let column = |words: &str| format!("{words}\n").repeat(4);
    let want = format!("ข่าวประชาสัมพันธ์\n\n{}\n{}", column(LEFT), column(RIGHT));
    assert_eq!(order(&lines), want);
    assert_eq!(order(&across), want);
    // in the order of an engine that knows columns
    lines[1..].sort_by_key(|l| (l.0, l.1));
    assert_eq!(order(&lines), want);
}

#[test]
fn a_table_is_read_row_by_row() {
    let lines: &[Line] = &[
        (100, 300, 26, "1\tนายสมชาย ใจดี\tประธาน"),
        (100, 350, 26, "2\tนางทดสอบ ตัวอย่าง\tกรรมการ"),
        (100, 400, 26, "3\tนายตัวอย่าง ใจงาม\tเลขานุการ"),
    ];
    assert!(order(lines).starts_with("1   นายสมชาย ใจดี   ประธาน\n2   นางทดสอบ ตัวอย่าง   กรรมการ\n"), "{}", order(lines));
}

#[test]
fn a_block_of_text_is_never_cut_into_columns() {
    // close lines with wide blanks that happen to stand over each other
    let lines: &[Line] = &[
        (100, 300, 30, "ตามหนังสือที่อ้างถึง\tจังหวัดได้แจ้งให้อำเภอทราบแล้ว"),
        (100, 340, 30, "และขอให้รายงานภายใน\tวันที่กำหนดโดยเคร่งครัด"),
        (100, 380, 30, "จึงเรียนมาเพื่อโปรดทราบ"),
    ];
    assert_eq!(order(lines).lines().count(), 3, "{}", order(lines));
}

#[test]
fn the_reading_order_that_a_page_file_asks_for_is_followed() {
    let text = read(&root("corpus/letters/readings/page-regions-out-of-order.xml")).unwrap().text;
    let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words}: {text}"));
    let places = ["ที่ ขก 0010/215", "สำนักงานสหกรณ์", "เรื่อง", "ด้วยสำนักงาน", "ขอแสดงความนับถือ", "กลุ่มจัดตั้ง"].map(at);
    assert!(places.is_sorted(), "{text}");
}

#[test]
fn thai_clusters_become_words_and_blanks_stay() {
    let page = "<div class='ocr_page'><span class='ocr_line'>\
        <span class='ocrx_word' title='bbox 0 10 20 40'>ต</span> <span class='ocrx_word' title='bbox 22 30 26 40'>.</span> \
        <span class='ocrx_word' title='bbox 30 10 50 40'>ค</span> <span class='ocrx_word' title='bbox 40 0 48 9'>่</span> \
        <span class='ocrx_word' title='bbox 80 10 100 40'>นา</span> <span class='ocrx_word' title='bbox 102 10 140 40'>25</span> \
        </span></div>";
    assert_eq!(seen(page).text, "ต.ค่ นา 25\n");
}

/// A page of Thai clusters, letter by letter, as Tesseract writes it: letters 20 wide and 30 high, `blank` where one stands.
fn clusters(lines: &[&str], blank: i32) -> String {
    let mut out = String::from("<div class='ocr_page'>");
    for (n, line) in lines.iter().enumerate() {
        out += "<span class='ocr_line'>";
        let (mut at, top) = (100, 100 + 60 * n as i32);
        for c in line.chars() {
            if c == ' ' {
                at += blank;
                continue;
            }
            let width = if c.is_ascii_punctuation() { 8 } else { 20 };
            write!(out, "<span class='ocrx_word' title='bbox {at} {top} {} {}'>{c}</span> ", at + width, top + 30).unwrap();
            at += width + 3;
        }
        out += "</span>\n";
    }
    out + "</div>"
}

#[test]
fn how_wide_a_blank_is_depends_on_the_font() {
    let lines = ["รายงานผลการประชม ระดบอำเภอ และตำบล", "ขอเชญทานเขารวมงาน ณ หอประชม"];
    // a third of the height of letters; set wide in the second
    for blank in [10, 24] {
        assert_eq!(seen(&clusters(&lines, blank)).text, format!("{}\n{}\n", lines[0], lines[1]), "{blank}");
    }
}

#[test]
fn a_surname_begins_behind_the_widest_gap_of_a_line_in_brackets() {
    let lines = ["รายงานผลการประชมระดบอำเภอและตำบลทกแหงในเขต", "(นายสมชาย ใจด)"];
    assert!(seen(&clusters(&lines, 4)).text.ends_with("\n(นายสมชาย ใจด)\n"));
}

#[test]
fn a_speck_far_from_the_words_makes_no_column() {
    let page: &[Line] = &[(100, 100, 30, ".\tเรื่อง ขอเชิญประชุม\t๊"), (160, 160, 30, "เรียน นายอำเภอทุกอำเภอ"), (100, 220, 30, "อ้างถึง หนังสือ")];
    assert_eq!(order(page), ".   เรื่อง ขอเชิญประชุม   ๊\nเรียน นายอำเภอทุกอำเภอ\nอ้างถึง หนังสือ\n");
}

#[test]
fn an_engine_without_words_gives_whole_lines() {
    let page = "<div class='ocr_page'><span class='ocr_line' title='bbox 1 2 300 40'>เรื่อง ขอเชิญ<br>ประชุม &amp; สัมมนา&nbsp;</span></div>";
    let document = seen(page);
    assert_eq!(document.text, "เรื่อง ขอเชิญประชุม & สัมมนา\n");
    assert_eq!(document.pages.words[0].area.map(|a| a.edges()), Some([1, 2, 300, 40]));
}

#[test]
fn a_word_that_the_engine_doubts_makes_its_value_doubtful() {
    let sure = hocr(&[LETTER.to_vec()]);
    let doubted = sure.replace("x_wconf 97'>0017.2/1482", "x_wconf 55'>0017.2/1482");
    let (sure, doubted) = (letters(&sure), letters(&doubted));
    assert_eq!(sure[0].number, doubted[0].number);
    assert!(evidence(&sure[0], "/number").confidence >= 0.9);
    assert_eq!(evidence(&doubted[0], "/number").confidence, 0.2);
    let flagged = |r: &Record| r.warnings.iter().any(|w| w.code == "low_confidence" && w.field == "/number");
    assert!(!flagged(&sure[0]) && flagged(&doubted[0]));
}

#[test]
fn form_feeds_and_page_marks_of_plain_text_are_pages() {
    let pages = |text: &str| {
        let records = extract(seen(text), &RULES);
        let e = records[0].evidence.iter().find(|e| e.field.starts_with("/phones/")).unwrap();
        (e.page, e.area, records[0].source.pages.len())
    };
    assert_eq!(pages("ที่ ขก 0017/1\n\u{c}โทร. 0 4300 0162\n\u{c}"), (Some(2), None, 2));
    assert_eq!(pages("--- Page 1 ---\nที่ ขก 0017/1\n--- Page 2 ---\nโทร. 0 4300 0162\n"), (Some(2), None, 2));
    assert_eq!(pages("<!-- PageBreak -->\nโทร. 0 4300 0162\n"), (Some(1), None, 1));
    assert_eq!(pages("ที่ ขก 0017/1\n- 2 -\nโทร. 0 4300 0162\n"), (None, None, 0));
}

/// What is said of bytes that are no good reading.
fn fault(name: &str, source: &str) -> String {
    document(Path::new(name), source.as_bytes()).unwrap_err().to_string()
}

#[test]
fn a_broken_reading_is_named_with_the_place_of_the_fault() {
    let cut = &alto(&[LETTER.to_vec()])[..300];
    let said = fault("b/cut.xml", cut);
    assert!(said.starts_with("b/cut.xml: line 3, column ") && said.ends_with("(read as alto)"), "{said}");
    let said = fault("a.xml", "<alto><Layout>\n<Page></Layout></alto>");
    assert_eq!(said, "a.xml: line 2, column 7: ill-formed document: expected `</Page>`, but `</Layout>` was found (read as alto)");
    let said = fault("a.xml", "<PcGts><Page>\n<TextRegion>");
    assert_eq!(said, "a.xml: line 2, column 13: the file ends inside <TextRegion> (read as page)");
    let rows = tsv(&[LETTER.to_vec()]).replace("\t270\t", "\thigh\t");
    assert_eq!(fault("a.tsv", &rows), "a.tsv: line 3, column 1: column 8 holds \"high\", not a number (read as tsv)");
}

#[test]
fn a_file_that_only_looks_like_a_reading_is_no_text_either() {
    for (name, source) in [("a.xml", "<mets><dmdSec/></mets>"), ("a.html", "<html><body>ที่ ขก 0017/1</body></html>"), ("a.tsv", "a\tb\n")]
    {
        assert!(matches!(file(Path::new(name), source.as_bytes()), Err(InputError::NoReading(_))), "{name}");
    }
    // a text that begins with markup is one, and so is a text of which only a name is known
    assert_eq!(document(Path::new("scans/7.xml"), "ที่ ขก 0017/1".as_bytes()).unwrap().format, "text");
    assert_eq!(seen("<table><tr><td>ที่ ขก 0017/1</td></tr></table>").format, "text");
}

#[test]
fn entities_are_not_expanded_and_depth_is_bounded() {
    let mut bomb = String::from("<!DOCTYPE alto [<!ENTITY a \"กกกก\">");
    for (x, y) in "abcdefgh".chars().zip("bcdefghi".chars()) {
        write!(bomb, "<!ENTITY {y} \"&{x};&{x};&{x};&{x};&{x};&{x};&{x};&{x};\">").unwrap();
    }
    bomb += "]><alto><Layout><Page><TextLine><String CONTENT=\"&i; x &#3585;\"/></TextLine></Page></Layout></alto>";
    assert_eq!(seen(&bomb).text, "&i; x &#3585;\n");
    let deep = format!("<alto>{}", "<TextBlock>".repeat(100_000));
    assert!(fault("a.xml", &deep).contains("more than 1000 elements stand in one another"));
    let open = format!("<div class='ocr_page'>{}", "<i>".repeat(100_000));
    assert!(fault("a.hocr", &open).contains("more than 1000 elements"));
}

#[test]
fn boxes_that_cannot_be_are_left_out_and_the_words_stay() {
    let word = |title: &str| format!("<span class='ocr_line'><span class='ocrx_word' title='{title}'>เรื่อง</span></span>");
    let titles =
        ["", "bbox", "bbox 1 2 3", "bbox 9 9 3 3", "bbox a b c d", "bbox NaN 0 inf 3", "x_wconf nan", "x_wconf 1e99; bbox 0 0 0 0"];
    for title in titles {
        let document = seen(&format!("<div class='ocr_page'>{}{}</div>", word("bbox 10 10 90 40"), word(title)));
        assert_eq!(document.text, "เรื่อง\nเรื่อง\n", "{title}");
        assert_eq!(document.pages.words[1].area, None, "{title}");
    }
    let far = seen(&format!("<div class='ocr_page'>{}{}</div>", word("bbox -5 -7 30 20"), word("bbox -1e300 0 1e300 99999999999")));
    let edges: Vec<_> = far.pages.words.iter().map(|w| w.area.map(|a| a.edges())).collect();
    assert_eq!(edges, [Some([-5, -7, 30, 20]), Some([-100_000_000, 0, 100_000_000, 100_000_000])]);
}

#[test]
fn a_page_without_print_is_read_and_holds_nothing() {
    for source in [hocr(&[vec![]]), alto(&[vec![]]), page(&[vec![]]), tsv(&[vec![]])] {
        let document = seen(&source);
        assert_eq!((document.text.as_str(), document.pages.pages.len()), ("", 1));
        assert_eq!(extract(document, &RULES).len(), 1);
    }
}

proptest! {
    #![proptest_config(cases(64))]

    /// Wherever words stand, none is lost or doubled, and each span holds its word.
    #[test]
    fn every_word_stands_once_in_the_text_where_its_span_says(
        pages in prop::collection::vec(prop::collection::vec((0..1200, 0..1700, 5..60, "[กขค]{1,6}([ \t][0-9ก-ฮ]{1,4}){0,4}"), 0..25), 1..4)
    ) {
        let pages: Vec<Vec<Line>> = pages.iter().map(|p| p.iter().map(|(x, y, h, t)| (*x, *y, *h, t.as_str())).collect()).collect();
        let document = seen(&hocr(&pages));
        let mut want: Vec<(usize, [i32; 4], String)> = Vec::new();
        for (p, page) in pages.iter().enumerate() {
            want.extend(page.iter().flat_map(words).map(|w| (p + 1, w.edges, w.text)));
        }
        let place = |w: &saraban::pages::Word| {
            let place = document.pages.place(w.span);
            (place.page.unwrap(), w.area.unwrap().edges(), w.span.of(&document.text).to_owned())
        };
        let mut got: Vec<_> = document.pages.words.iter().map(place).collect();
        prop_assert!(document.pages.words.windows(2).all(|w| w[0].span.end <= w[1].span.start));
        let between: usize = document.pages.words.iter().map(|w| w.span.end - w.span.start).sum();
        let blanks = document.text.bytes().filter(|b| matches!(b, b' ' | b'\n' | 0xc)).count();
        prop_assert_eq!(between + blanks, document.text.len());
        got.sort();
        want.sort();
        prop_assert_eq!(got, want);
    }

    /// A file cut anywhere, or with any byte changed, is read or refused, never worse.
    #[test]
    fn damaged_readings_do_no_harm(kind in 0..4usize, at in 0.0..1.0f64, byte in any::<u8>(), cut in any::<bool>()) {
        let make: fn(&[Vec<Line>]) -> String = [hocr, alto, page, tsv][kind];
        let mut bytes = make(&[LETTER.to_vec(), NEXT_PAGE.to_vec()]).into_bytes();
        let at = (at * bytes.len() as f64) as usize;
        if cut { bytes.truncate(at) } else { bytes[at] = byte }
        if let Ok(document) = document(Path::new("a.txt"), &bytes) {
            let text = document.text.clone();
            prop_assert!(laws(&text, &extract(document, &RULES)).is_ok());
        }
    }
}
