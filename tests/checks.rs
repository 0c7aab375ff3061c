//! Every check on the smallest text that it warns of, and on the nearest one that it must not. All letters are invented.

mod common;

use common::RULES;
use common::checked::{Letter, PLAIN, day, enclosure, none, one, read, two, warned};
use saraban::check::CHECKS;
use saraban::extract::extract;
use saraban::input::document;
use saraban::rules::{Lang, Rules};
use std::path::Path;

#[test]
fn a_consistent_letter_raises_nothing() {
    none(&PLAIN.text());
}

#[test]
fn days_that_do_not_exist() {
    one(&day("ภายในวันที่ 31 เมษายน 2568"), 0, "impossible_date", "/text", None);
    one(&day("ภายในวันที่ 29 กุมภาพันธ์ 2568"), 0, "impossible_date", "/text", None);
    none(&day("ภายในวันที่ 29 กุมภาพันธ์ 2567"));
    // all in figures, where nothing is misread
    one(&day("ภายในวันที่ 31/11/2568"), 0, "impossible_date", "/text", None);
    none(&day("ภายในวันที่ 31/11/2568").replace("ขอแสดงความนับถือ", "ขอแสดงควานนับถือ"));
    none(&day("ตามข้อ 31/11/2568"));
    none(&day("ภายในวันที่ 30 เมษายน 2568"));
    // the end of a longer number is no day
    none(&day("เป็นเงิน 1,230 กุมภาพันธ์ 2568"));
    one(&Letter { date: "31 เมษายน 2568", ..PLAIN }.text(), 0, "impossible_date", "/date", None);
    let certificate = "หนังสือรับรอง\nเลขที่ 45/2568\nโรงเรียนตัวอย่าง\nหนังสือฉบับนี้ให้ไว้เพื่อรับรองว่า นายทดสอบ ตัวอย่าง เป็นนักเรียนจริง\n";
    let done = "ให้ไว้ ณ วันที่ 31 มิถุนายน พ.ศ. 2568\n(นางทดสอบ ตัวอย่าง)\nผู้อำนวยการโรงเรียนตัวอย่าง\n";
    one(&format!("{certificate}{done}"), 0, "impossible_date", "/date", None);
}

#[test]
fn a_thirtieth_of_february_read_by_an_engine_without_all_figures() {
    let lost =
        |until: &str| day(until).replace("0022/340", "๐๐๒๒/๓๕๐").replace("22000", "๒๒๐๐๐").replace("6 พฤษภาคม 2568", "๕ พฤษภาคม ๒๕๒๕");
    let warned = |until: &str| warned(&lost(until)).iter().any(|w| w.1 == "impossible_date");
    assert!(warned("ภายในวันที่ ๓๐ กุมภาพันธ์ ๒๕๒๕"));
    // one figure of other days may be misread
    assert!(!warned("ภายในวันที่ ๓๑ เมษายน ๒๕๒๕"));
    assert!(!warned("เป็นเงิน ๓๐ กุมภาพันธ์ ๒๕๒๕"));
}

#[test]
fn weekdays() {
    one(&day("ในวันศุกร์ที่ 12 พฤษภาคม 2568"), 0, "weekday_mismatch", "/dates/1/start", Some("วันจันทร์ที่ 12 พฤษภาคม 2568"));
    none(&day("ในวันจันทร์ที่ 12 พฤษภาคม 2568"));
    none(&day("ทุกวันศุกร์ ตั้งแต่วันที่ 12 พฤษภาคม 2568"));
    // behind the date
    for behind in ["12 พฤษภาคม 2568 (วันศุกร์)", "12 พฤษภาคม 2568 ซึ่งตรงกับวันศุกร์ เวลา 9.00 น."]
    {
        one(&day(&format!("ในวันที่ {behind}")), 0, "weekday_mismatch", "/dates/1/start", Some("วันจันทร์ที่ 12 พฤษภาคม 2568"));
    }
    none(&day("ในวันที่ 12 พฤษภาคม 2568 (วันจันทร์)"));
    none(&day("ตั้งแต่วันที่ 13 พฤษภาคม 2568 (วันจันทร์ - วันศุกร์)"));
}

#[test]
fn years_of_two_eras() {
    one(&day("ตั้งแต่ ค.ศ. 2015 (พ.ศ. 2568) เป็นต้นมา"), 0, "be_ce_year_mismatch", "/text", Some("ค.ศ. 2015 (พ.ศ. 2558)"));
    one(&day("ตั้งแต่ พ.ศ. 2562 (ค.ศ. 2017) เป็นต้นมา"), 0, "be_ce_year_mismatch", "/text", Some("พ.ศ. 2562 (ค.ศ. 2019)"));
    // a pair that agrees elsewhere decides
    one(&day("เริ่มใน พ.ศ. 2560 (ค.ศ. 2017) และใน พ.ศ. 2562 (ค.ศ. 2017)"), 0, "be_ce_year_mismatch", "/text", Some("พ.ศ. 2560 (ค.ศ. 2017)"));
    none(&day("ตั้งแต่ พ.ศ. 2562 (ค.ศ. 2019) เป็นต้นมา"));
    // two years and two, and an era without its name
    one(&day("แผน พ.ศ. 2566 - 2570 (ค.ศ. 2023 - 2026)"), 0, "be_ce_year_mismatch", "/text", Some("พ.ศ. 2570 (ค.ศ. 2027)"));
    one(&day("ประจำปี 2568 (ค.ศ. 2026)"), 0, "be_ce_year_mismatch", "/text", Some("พ.ศ. 2568 (ค.ศ. 2025)"));
    none(&day("แผน พ.ศ. 2566 - 2570 (ค.ศ. 2023 - 2027)"));
    none(&day("แผน พ.ศ. 2566 - 2570 (ค.ศ. 2023)"));
    none(&day("ประจำปี 2568 และ ค.ศ. 2026"));
}

#[test]
fn stamps_before_the_letter() {
    let stamped = |date: &str| {
        Letter {
            stamp: &format!("ที่ทำการปกครองอำเภอขลุง\nเลขรับ 91\nวันที่ {date}\nเวลา 16.20 น."), ..PLAIN
        }
        .text()
    };
    one(&stamped("1 เม.ย. 2568"), 0, "received_before_dated", "/receipts/0/date", Some("2025-05-06/.."));
    one(&stamped("9 พ.ค. 2563"), 0, "suspect_digit", "/receipts/0/date", Some("2025-05-09"));
    none(&stamped("6 พ.ค. 2568"));
}

#[test]
fn a_stamp_before_the_letter_by_one_misread_figure() {
    let stamped = |date: &str| {
        let text = Letter {
            date: "8 ธันวาคม 2568", stamp: &format!("ที่ทำการปกครองอำเภอขลุง\nเลขรับ 91\nวันที่ {date}\nเวลา 16.20 น."), ..PLAIN
        };
        text.text()
    };
    let noisy = |text: String| text.replace("ขอแสดงความนับถือ", "ขอแสดงควานนับถือ");
    for date in ["1 ธ.ค. 2568", "9 ส.ค. 2568"] {
        one(&noisy(stamped(date)), 0, "suspect_digit", "/receipts/0/date", Some("2025-12-08/.."));
        // where nothing is misread, it is printed so
        one(&stamped(date), 0, "received_before_dated", "/receipts/0/date", Some("2025-12-08/.."));
    }
    for date in ["9 พ.ย. 2568", "25 พ.ย. 2568"] {
        one(&noisy(stamped(date)), 0, "received_before_dated", "/receipts/0/date", Some("2025-12-08/.."));
    }
}

#[test]
fn stamps_of_one_office_go_up_with_the_days() {
    let stamps = |first: u32, second: u32| {
        let stamp = |n: u32, day: u32| format!("สำนักงานเลขานุการกรม\nเลขที่รับ {n}\nวันที่ {day} พ.ค. 2568\nเวลา 10.00 น.");
        let both = format!("{}\n\n{}", stamp(first, 7), stamp(second, 9));
        Letter { stamp: &both, ..PLAIN }.text()
    };
    one(&stamps(812, 801), 0, "received_out_of_order", "/receipts/1/number", None);
    none(&stamps(801, 812));
}

#[test]
fn a_stamp_years_away_is_doubtful() {
    let text = Letter {
        stamp: "ที่ทำการปกครองอำเภอขลุง\nเลขรับ 91\nวันที่ 9 พ.ค. 2563\nเวลา 16.20 น.", ..PLAIN
    }
    .text();
    assert!(warned(&text).iter().any(|w| (w.1, w.2.as_str()) == ("low_confidence", "/receipts/0/date")), "{text}");
}

#[test]
fn a_letter_before_what_it_reports() {
    one(&day("ตามมติที่ประชุมเมื่อวันที่ 14 พฤษภาคม 2568"), 0, "dated_before_event", "/date", Some("2025-05-14/.."));
    none(&day("ตามมติที่ประชุมเมื่อวันที่ 2 พฤษภาคม 2568"));
    none(&day("ซึ่งจะครบกำหนดเมื่อวันที่ 14 พฤษภาคม 2568"));
    none(&day("กำหนดประชุมในวันที่ 14 พฤษภาคม 2568"));
    none(&day("ระหว่างวันที่ 14 - 16 พฤษภาคม 2568"));
    // a meeting that was held
    for held in ["คราวประชุมครั้งที่ 2/2568 วันที่ 14 พฤษภาคม 2568 ได้มีมติเห็นชอบ", "ได้มีการประชุมครั้งที่ 2/2568 ในวันพุธที่ 14 พฤษภาคม 2568 แล้ว"]
    {
        one(&day(held), 0, "dated_before_event", "/date", Some("2025-05-14/.."));
    }
    none(&day("ขอเชิญประชุมครั้งที่ 2/2568 วันที่ 14 พฤษภาคม 2568 เวลา 9.00 น. ณ ห้องประชุม 1 เพื่อพิจารณา"));
    none(&day("ได้กำหนดจัดการประชุมครั้งที่ 2/2568 ในวันที่ 14 พฤษภาคม 2568"));
    // several days, no วันที่, and what stands behind the day
    for past in [
        "ซึ่งได้อบรมเมื่อวันที่ 14-15 พฤษภาคม 2568 แล้ว",
        "ที่ประชุมเมื่อ 14 พ.ค. 68 มีมติเห็นชอบ",
        "ได้จัดงานผลไม้ในวันที่ 14 พฤษภาคม 2568 ที่ผ่านมา",
        "ได้เดินทางระหว่างวันที่ 14 - 16 พฤษภาคม 2568 เรียบร้อยแล้ว",
    ] {
        one(&day(past), 0, "dated_before_event", "/date", Some("2025-05-14/.."));
    }
    none(&day("ขอให้ส่งภายในวันที่ 14 พฤษภาคม 2568 เรียบร้อยแล้ว"));
    none(&day("ขออนุมัติเดินทางระหว่างวันที่ 14 - 16 พฤษภาคม 2568 โดยยืมเงินเรียบร้อยแล้ว"));
}

#[test]
fn postcodes_of_another_province() {
    let at = |address: &str| Letter { address, ..PLAIN }.text();
    one(&at("ถนนเลียบเนิน จบ. 50000"), 0, "postcode_province_mismatch", "/postcode", Some("22000"));
    one(&at("อำเภอขลุง จังหวัดจันทบุรี 86000"), 0, "postcode_province_mismatch", "/postcode", Some("22110"));
    one(&at("ถนนเลียบเนิน จบ. 72900"), 0, "suspect_digit", "/postcode", Some("22000"));
    none(&at("อำเภอขลุง จังหวัดจันทบุรี 22110"));
    // of another district of the province, whose postcode no place of this one has
    one(&at("อำเภอขลุง จังหวัดจันทบุรี 22160"), 0, "postcode_district_mismatch", "/postcode", Some("22110"));
    // a subdistrict with a postcode of its own
    none(&at("ตำบลบ่อเวฬุ อำเภอขลุง จังหวัดจันทบุรี 22150"));
    // an exceptional prefix that a place of the province has
    let pathum = Letter {
        number: "ปท 0018/41", agency: "ศาลากลางจังหวัดปทุมธานี", address: "อำเภอลำลูกกา จังหวัดปทุมธานี 12150", ..PLAIN
    };
    none(&pathum.text());
}

#[test]
fn codes_of_another_office() {
    one(
        &Letter {
            number: "นร 0922/340", agency: "กรมวิชาการเกษตร", address: "ถนนพหลโยธิน เขตจตุจักร กทม. 10900", ..PLAIN
        }
        .text(),
        0,
        "code_agency_mismatch",
        "/number",
        Some("กษ 0922/340"),
    );
    one(&Letter { number: "ลพ 0022/340", ..PLAIN }.text(), 0, "code_agency_mismatch", "/number", Some("จบ 0022/340"));
    none(
        &Letter {
            number: "กษ 0922/340", agency: "กรมวิชาการเกษตร", address: "ถนนพหลโยธิน เขตจตุจักร กทม. 10900", ..PLAIN
        }
        .text(),
    );
    // an office that the ministry has in the province
    let health = Letter {
        number: "ลพ 0032/340", agency: "สำนักงานสาธารณสุขจังหวัดจันทบุรี", ..PLAIN
    };
    one(&health.text(), 0, "code_agency_mismatch", "/number", Some("จบ 0032/340"));
    none(&Letter { number: "จบ 0032/340", ..health }.text());
    // an office that no table knows
    none(
        &Letter {
            number: "นร 0922/340", agency: "กรมผลไม้ตัวอย่าง", address: "ถนนพหลโยธิน เขตจตุจักร กทม. 10900", ..PLAIN
        }
        .text(),
    );
}

#[test]
fn parts_that_are_missing() {
    one(&PLAIN.text().replace("เรื่อง การตรวจผลไม้\n", ""), 0, "missing_field", "/subject", None);
    none(
        "ประกาศเทศบาลตำบลตัวอย่าง\nเรื่อง หยุดจ่ายน้ำ\n\nด้วยเทศบาลจะซ่อมท่อประปา จึงหยุดจ่ายน้ำหนึ่งวัน\n\nประกาศ ณ วันที่ 2 มิถุนายน พ.ศ. 2568\n\n(นายทดสอบ ตัวอย่าง)\nนายกเทศมนตรี\n",
    );
}

#[test]
fn a_letter_whose_year_its_stamps_do_not_bear_out() {
    let stamp = |day: u32| format!("สำนักงานตัวอย่างที่ {day}\nเลขรับ 291{day}\nวันที่ {day} พ.ค. 2568\nเวลา 16.20 น.");
    let stamps = format!("{}\n\n{}", stamp(7), stamp(8));
    let letter = |date: &str| Letter { stamp: &stamps, date, ..PLAIN }.text();
    let text = letter("6 พฤษภาคม 2528");
    one(&text, 0, "suspect_digit", "/date", Some("2025-05-06"));
    // the stamps stand
    let flagged: Vec<String> = warned(&text).into_iter().filter(|w| w.1 == "low_confidence").map(|w| w.2).collect();
    assert_eq!(flagged, ["/date"]);
    none(&letter("6 พฤษภาคม 2568"));
}

#[test]
fn what_the_paper_says_twice_is_no_doubtful_reading() {
    let text = format!("{}\n\n{}", PLAIN.text(), PLAIN.text());
    assert!(warned(&text).iter().all(|w| w.1 == "duplicate_letter"), "{:?}", warned(&text));
    // where nothing was misread, a contradiction is printed
    let stamp = "ที่ทำการปกครองอำเภอขลุง\nเลขรับ 91\nวันที่ 1 เม.ย. 2568\nเวลา 16.20 น.";
    let codes: Vec<&str> = warned(&Letter { stamp, ..PLAIN }.text()).iter().map(|w| w.1).collect();
    assert_eq!(codes, ["received_before_dated"]);
}

#[test]
fn an_attached_list_that_names_the_letter_otherwise() {
    let with = |number: &str, date: &str| {
        let tail = format!("\nเอกสารแนบท้าย\nหนังสือจังหวัดจันทบุรี ที่ {number} ลงวันที่ {date}\nเรื่อง การตรวจผลไม้");
        Letter { tail: &tail, ..PLAIN }.text()
    };
    one(&with("จบ 0022/341", "6 พฤษภาคม 2568"), 0, "reference_number_mismatch", "/number", Some("จบ 0022/341"));
    none(&with("จบ 0022/340", "6 พฤษภาคม 2568"));
    none(&with("จบ 0022/341", "2 พฤษภาคม 2568"));
    // its own number with another day
    one(&with("จบ 0022/340", "16 พฤษภาคม 2568"), 0, "reference_date_mismatch", "/citations/0/date", Some("2025-05-06"));
    none(&with("จบ 0022/340", "16 ธันวาคม 2567"));
    // without a day it must say that it belongs to the letter
    let without = |words: &str| {
        let tail = format!("\nบัญชีสวนผลไม้\n{words}หนังสือจังหวัดจันทบุรี ที่ จบ 0022/341\nสวนที่ 1 ตำบลขลุง");
        Letter { tail: &tail, ..PLAIN }.text()
    };
    one(&without("แนบท้าย"), 0, "reference_number_mismatch", "/number", Some("จบ 0022/341"));
    none(&without("ตาม"));
}

#[test]
fn items_that_the_list_does_not_have() {
    let with = |said: &str| {
        let list =
            "อ้างถึง หนังสือกรมวิชาการเกษตร ที่ กษ 0923/1181 ลงวันที่ 28 เมษายน 2568\nสิ่งที่ส่งมาด้วย 1. แบบสำรวจสวน จำนวน 1 ชุด\n2. แผนที่ จำนวน 1 แผ่น";
        let body = format!("{said} จังหวัดขอความร่วมมือตรวจผลไม้ก่อนส่งออกทุกครั้ง");
        Letter { list, body: &body, ..PLAIN }.text()
    };
    one(&with("รายละเอียดตามสิ่งที่ส่งมาด้วย 1 - 3"), 0, "item_not_listed", "/enclosures", None);
    one(&with("ตามหนังสือที่อ้างถึง 2 นั้น"), 0, "item_not_listed", "/references", None);
    none(&with("ตามหนังสือที่อ้างถึง รายละเอียดตามสิ่งที่ส่งมาด้วย 1 และ 2"));
    // a list that is not there at all
    one(&day("ตามสิ่งที่ส่งมาด้วย"), 0, "missing_field", "/enclosures", None);
    one(&day("ตามหนังสือที่อ้างถึง"), 0, "missing_field", "/references", None);
}

#[test]
fn a_list_with_fewer_names_than_promised() {
    let with = |rows: usize| {
        let names: String = (1..=rows).map(|n| format!("\n{n} นายทดสอบ ตัวอย่าง เกษตรกร")).collect();
        let tail = format!("\nบัญชีรายชื่อเกษตรกร\nที่ ชื่อ - สกุล ตำแหน่ง{names}");
        Letter {
            tail: &tail, body: "จังหวัดขอส่งรายชื่อเกษตรกรที่ตรวจผลไม้ก่อนส่งออก จำนวน 4 ราย มาเพื่อทราบ", ..PLAIN
        }
        .text()
    };
    one(&with(3), 0, "quantity_mismatch", "/attachments", Some("3"));
    none(&with(4));
    // a row that was not read
    none(&with(5).replace("\n2 นาย", "\nนาย"));
}

#[test]
fn a_stamp_of_the_sender_belongs_to_the_letter_below() {
    let cover = PLAIN.text().replace("ศาลากลางจังหวัดจันทบุรี", "ที่ว่าการอำเภอขลุง").replace("ผู้ว่าราชการจังหวัดจันทบุรี", "นายอำเภอขลุง");
    let cover = cover.replace("\nเรียน", &format!("\nเรียน กำนันทุกตำบล\n{}\nเรียน", enclosure("กษ 0923/1181", "28 เมษายน 2568"))).replacen(
        "\nเรียน นายอำเภอ ทุกอำเภอ",
        "",
        1,
    );
    let stamped = |who: &str| {
        let copy = two("", "1181", "28 เมษายน 2568", &format!("{who}\nเลขรับ 91\nวันที่ 9 พ.ค. 2568\nเวลา 16.20 น."));
        let at = copy.find(who).unwrap_or_default();
        read(&format!("{cover}\n\n{}", &copy[at..])).iter().map(|r| r.receipts.len()).collect::<Vec<_>>()
    };
    assert_eq!(stamped("อำเภอขลุง"), [0, 1]);
    assert_eq!(stamped("เทศบาลเมืองตัวอย่าง"), [1, 0]);
}

#[test]
fn a_stamp_after_the_letter_was_sent_on() {
    let list = enclosure("กษ 0923/1181", "28 เมษายน 2568");
    let stamped = |who: &str, date: &str| two(&list, "1181", "28 เมษายน 2568", &format!("{who}\nเลขรับ 2990\nวันที่ {date}\nเวลา 08.35 น."));
    one(&stamped("ศาลากลางจังหวัดจันทบุรี", "9 พ.ค. 2568"), 1, "received_after_forwarded", "/receipts/0/date", Some("../2025-05-06"));
    none(&stamped("ศาลากลางจังหวัดจันทบุรี", "6 พ.ค. 2568"));
    // a later receiver stamps it later
    none(&stamped("เทศบาลเมืองตัวอย่าง", "9 พ.ค. 2568"));
}

#[test]
fn two_copies_of_one_letter() {
    let text = format!("{}\n\n{}", PLAIN.text(), PLAIN.text());
    one(&text, 1, "duplicate_letter", "/number", None);
    none(&format!("{}\n\n{}", PLAIN.text(), Letter { number: "จบ 0022/355", ..PLAIN }.text()));
}

#[test]
fn figures_that_cannot_be_read_flag_only_values_that_have_them() {
    let list = "สิ่งที่ส่งมาด้วย ๑. แบบสำรวจสวน จำนวน ๑ ชุด\n๒. แผนปี ๒๕๕๕ จำนวน ๒ ชุด";
    let text = Letter {
        number: "จบ ๐๐๒๒/๓๕๐", address: "ถนนเลียบเนิน อำเภอเมืองจันทบุรี จบ. ๒๒๐๐๐", date: "๕ พฤษภาคม ๒๕๕๑", list, ..PLAIN
    }
    .text();
    let flagged = |text: &str| warned(text).into_iter().filter(|w| w.1 == "low_confidence").map(|w| w.2).collect::<Vec<_>>();
    let fields = flagged(&text);
    assert!(fields.contains(&"/enclosures/1/description".to_owned()), "{fields:?}");
    for field in ["/enclosures/0/description", "/postcode", "/address"] {
        assert!(!fields.contains(&field.to_owned()), "{field} in {fields:?}");
    }
    // a postcode that the district does not have
    assert!(flagged(&text.replace("๒๒๐๐๐", "๒๒๐๒๐")).contains(&"/postcode".to_owned()));
}

#[test]
fn values_that_are_not_sure_found_no_warning() {
    // an engine without five of the Thai digits: nothing that it wrote in Thai digits is believed
    let text = PLAIN.text().replace("0022/340", "๐๐๒๒/๓๕๐").replace("22000", "๕๕๐๐๐").replace("0 3900 1489", "๐ ๓๕๐๐ ๑๕๒๕");
    let found = warned(&text.replace("ทุกครั้ง", "ภายในวันที่ ๓๑ เมษายน ๒๕๒๕"));
    assert!(found.iter().all(|w| matches!(w.1, "low_confidence" | "missing_field")), "{found:?}");
}

#[test]
fn messages_in_both_languages() -> Result<(), Box<dyn std::error::Error>> {
    let text = day("ภายในวันที่ 31 เมษายน 2568");
    let thai = read(&text).remove(0).warnings.remove(0).message;
    let mut english = Rules::embedded()?;
    english.lang = Lang::English;
    let english = extract(document(Path::new("a.txt"), text.as_bytes())?, &english).remove(0).warnings.remove(0).message;
    assert!(thai.contains("31 เมษายน 2568") && thai.contains("ปฏิทิน"), "{thai}");
    assert!(english.starts_with("There is no 31 เมษายน 2568"), "{english}");
    Ok(())
}

#[test]
fn patterns_of_the_checks_keep_their_examples() {
    let own = [
        "weekday-",
        "past-day",
        "held-day",
        "day-told-past",
        "over",
        "resolved",
        "not-yet-past",
        "cited-day",
        "year-pair",
        "address-",
        "attached-to",
    ];
    let wrong: Vec<String> =
        RULES.patterns.check().iter().map(ToString::to_string).filter(|e| own.iter().any(|p| e.contains(&format!("[{p}")))).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn every_check_says_what_it_compares() {
    assert!(CHECKS.iter().all(|c| !c.id.is_empty() && !c.doc.is_empty()));
}

#[test]
fn broken_message_files_are_named_with_their_line() -> Result<(), Box<dyn std::error::Error>> {
    let dir = tempfile::tempdir()?;
    let good = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/messages.tsv"))?;
    let tries = [
        (good.replace("\nduplicate_letter\t", "\nduplicated\t"), "duplicated"),
        (good.replace("{printed} ในปฏิทิน", "{day} ในปฏิทิน"), "{day}"),
        (good.replace("\npart.date\tวันที่ของหนังสือ\tdate", "\npart.date\tวันที่ของหนังสือ"), "3 columns"),
        (good.replace("\npart.date\tวันที่ของหนังสือ\tdate", ""), "'part.date' is missing"),
    ];
    for (text, expected) in tries {
        std::fs::write(dir.path().join("messages.tsv"), text)?;
        let error = Rules::from_dir(dir.path()).err().map(|e| e.to_string()).unwrap_or_default();
        assert!(error.contains("messages.tsv:") && error.contains(expected), "{error}");
    }
    Ok(())
}
