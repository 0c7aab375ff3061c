//! What letters cite, against the letters of their file. All letters are invented.

mod common;

use common::checked::{enclosure, none, one, two, warned};

#[test]
fn a_cited_number_off_by_a_digit() {
    let mismatch = |cited: &str, run: &str| {
        one(
            &two(&enclosure(cited, "28 เมษายน 2568"), run, "28 เมษายน 2568", ""),
            0,
            "reference_number_mismatch",
            "/citations/0/number",
            Some(&format!("กษ 0923/{run}")),
        )
    };
    mismatch("กษ 0923/1184", "1181");
    mismatch("กษ 0923/1148", "1184");
    mismatch("กษ 0923/184", "1184");
    none(&two(&enclosure("กษ 0923/1181", "28 เมษายน 2568"), "1181", "28 เมษายน 2568", ""));
    // two figures, another day, another office, another register
    none(&two(&enclosure("กษ 0923/1155", "28 เมษายน 2568"), "1181", "28 เมษายน 2568", ""));
    none(&two(&enclosure("กษ 0923/1184", "21 เมษายน 2568"), "1181", "28 เมษายน 2568", ""));
    none(&two(&enclosure("กษ 0911/1184", "28 เมษายน 2568"), "1181", "28 เมษายน 2568", ""));
    none(&two(&enclosure("กษ 0923/ว 1184", "28 เมษายน 2568"), "1181", "28 เมษายน 2568", ""));
}

#[test]
fn a_cited_number_of_another_code() {
    let cited = |number: &str| two(&enclosure(number, "28 เมษายน 2568"), "1181", "28 เมษายน 2568", "");
    for number in ["กษ 0928/1181", "กษ 0923/ว 1181"] {
        one(&cited(number), 0, "reference_number_mismatch", "/citations/0/number", Some("กษ 0923/1181"));
        // in a file with misread words it is as likely misread as misprinted
        let misread = cited(number).replace("ขอแสดงความนับถือ", "ขอแสดงควานนับถือ");
        one(&misread, 0, "suspect_digit", "/citations/0/number", Some("กษ 0923/1181"));
    }
    // two figures, and a short running number that many letters bear
    none(&cited("กษ 0918/1181"));
    none(&two(&enclosure("กษ 0928/18", "28 เมษายน 2568"), "18", "28 เมษายน 2568", ""));
    // the code of the letter itself is none
    let own = cited("จบ 0023/1181").replace("กษ 0923/1181", "จบ 0123/1181");
    assert!(warned(&own).iter().all(|w| w.0 == 1), "{:?}", warned(&own));
}

#[test]
fn a_digit_more_within_a_month() {
    let text = two(&enclosure("กษ 0923/32070", "2 พฤษภาคม 2568"), "3270", "28 เมษายน 2568", "");
    one(&text, 0, "reference_number_mismatch", "/citations/0/number", Some("กษ 0923/3270"));
    none(&two(&enclosure("กษ 0923/32070", "2 ธันวาคม 2567"), "3270", "28 เมษายน 2568", ""));
}

#[test]
fn a_cited_number_of_another_day() {
    let text = two(&enclosure("กษ 0923/1181", "18 เมษายน 2568"), "1181", "28 เมษายน 2568", "");
    one(&text, 0, "reference_date_mismatch", "/citations/0/date", Some("2025-04-28"));
    one(
        &two(&enclosure("กษ 0923/1181", "28 เมษายน 2567"), "1181", "28 เมษายน 2568", ""),
        0,
        "reference_date_mismatch",
        "/citations/0/date",
        Some("2025-04-28"),
    );
    // registers begin anew each year: another letter
    none(&two(&enclosure("กษ 0923/1181", "3 กันยายน 2566"), "1181", "28 เมษายน 2568", ""));
}

#[test]
fn a_letter_that_two_lists_name_by_two_numbers() {
    let dated = "ลงวันที่ 28 เมษายน 2568";
    let reference =
        |numbers: &str| format!("อ้างถึง หนังสือกรมวิชาการเกษตร ที่ {numbers} {dated}\n{}", enclosure("กษ 0923/1181", "28 เมษายน 2568"));
    let cited = |list: &str| two(list, "1181", "28 เมษายน 2568", "");
    one(&cited(&reference("กษ 0923/1184")), 0, "reference_number_mismatch", "/references/0/number", Some("กษ 0923/1181"));
    none(&cited(&reference("กษ 0923/1181")));
    // in a file with misread words it is as likely misread as misprinted
    let misread = cited(&reference("กษ 0923/1184")).replace("ขอแสดงความนับถือ", "ขอแสดงควานนับถือ");
    one(&misread, 0, "suspect_digit", "/references/0/number", Some("กษ 0923/1181"));
    // one list that names both names two letters
    let both = format!("อ้างถึง 1. หนังสือกรมวิชาการเกษตร ที่ กษ 0923/1181 {dated}\n2. หนังสือกรมวิชาการเกษตร ที่ กษ 0923/1184 {dated}");
    none(&cited(&both));
}

#[test]
fn a_letter_whose_number_and_day_are_both_a_figure_from_the_cited_ones() {
    let copy = |run: &str, date: &str, stamp: &str| {
        let stamp = if stamp.is_empty() {
            String::new()
        } else {
            format!("กองคลังตัวอย่าง\nเลขรับ 912\nวันที่ {stamp}\nเวลา 16.20 น.")
        };
        two(&enclosure("กษ 0923/1184", "24 เมษายน 2568"), run, date, &stamp).replace("ขอแสดงความนับถือ", "ขอแสดงควานนับถือ")
    };
    let found = |text: &str| {
        let all = warned(text).into_iter().filter(|w| w.1 != "low_confidence");
        all.map(|w| (w.0, w.1, w.2, w.3.unwrap_or_default())).collect::<Vec<_>>()
    };
    let number = (0, "reference_number_mismatch", "/citations/0/number".to_owned(), "กษ 0923/1180".to_owned());
    assert_eq!(found(&copy("1180", "25 เมษายน 2568", "")), std::slice::from_ref(&number));
    // the register may run so
    assert_eq!(found(&copy("1185", "25 เมษายน 2568", "")), []);
    // a stamp bears out the cited day
    let stamped = copy("1180", "25 เมษายน 2568", "24 เม.ย. 2568");
    let day = (1, "suspect_digit", "/date".to_owned(), "2025-04-24".to_owned());
    assert_eq!(found(&stamped), [number, day]);
    assert!(warned(&stamped).iter().any(|w| w.0 == 1 && w.1 == "low_confidence" && w.2 == "/date"));
}

#[test]
fn a_citation_of_a_letter_whose_year_is_misread() {
    let stamp = "กองคลังตัวอย่าง\nเลขรับ 912\nวันที่ 29 เม.ย. 2568\nเวลา 16.20 น.";
    let cited = |day: &str| two(&enclosure("กษ 0923/1181", day), "1181", "28 เมษายน 2528", stamp);
    let found =
        |day: &str| warned(&cited(day)).into_iter().filter(|w| w.0 == 0 && w.1 != "low_confidence").map(|w| (w.1, w.3)).collect::<Vec<_>>();
    assert_eq!(found("21 เมษายน 2568"), [("reference_date_mismatch", Some("2025-04-28".to_owned()))]);
    assert_eq!(found("28 เมษายน 2568"), []);
}
