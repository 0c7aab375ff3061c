//! What one letter says, on the smallest text that was once read wrong. All letters are invented.

mod common;

use common::letters;
use common::paper::{HEAD, SIGNED, flagged, letter, text};

#[test]
fn a_body_without_the_scraps_around_its_name() {
    let head = HEAD.replace("ศาลากลางจังหวัดจันทบุรี", "ศาลากลางจังหวัดจันทบุรี5ล");
    assert_eq!(letter("", &head, "", SIGNED).agency.as_deref(), Some("ศาลากลางจังหวัดจันทบุรี"));
    let order = "คำสั่งรจังหวัดจันทบุรี\nที่ 24/2568\nเรื่อง แต่งตั้งคณะกรรมการตรวจผลไม้\n\nเพื่อให้การตรวจผลไม้เป็นไปด้วยความเรียบร้อย จึงแต่งตั้ง\n\
                 สั่ง ณ วันที่ 6 พฤษภาคม พ.ศ. 2568\n(นายทดสอบ ตัวอย่าง)\nผู้ว่าราชการจังหวัดจันทบุรี\n";
    assert_eq!(letters(order)[0].agency.as_deref(), Some("จังหวัดจันทบุรี"));
}

#[test]
fn a_post_for_another_below_that_of_an_endorser_is_the_signers() {
    let tail = "(จ่าเอก ทดสอบ ตัวอย่าง)\n\nเรียน นายอำเภอ\n- เพื่อโปรดพิจารณา\n(นางสมมุติ ตัวอย่าง)\nนายช่างโยธาอาวุโส\n\nรองอธิบดี ปฏิบัติหน้าที่\n\nอธิบดีกรมการปกครอง\n";
    let r = letter("", HEAD, "", tail);
    let found: Vec<_> = r.signatories.iter().map(|s| (s.role, s.position.as_deref(), s.acting_for.as_deref())).collect();
    assert_eq!(found, [("signer", Some("รองอธิบดี"), Some("อธิบดีกรมการปกครอง")), ("endorser", Some("นายช่างโยธาอาวุโส"), None)]);
}

#[test]
fn an_item_that_is_given_twice() {
    let list = "สิ่งที่ส่งมาด้วย ๑. คู่มือตรวจผลไม้ จำนวน ๒ แผ่น\n๒. รายชื่อผู้ตรวจ จำนวน ๕ แผ่น\n๒. รายชื่อผู้ตรวจ จำนวน ๕ แผ่น\n";
    let r = letter("", HEAD, list, SIGNED);
    let found: Vec<_> = r.enclosures.iter().map(|e| e.description.as_str()).collect();
    assert_eq!(found, ["คู่มือตรวจผลไม้", "รายชื่อผู้ตรวจ"]);
}

#[test]
fn a_figure_before_the_post_that_is_acted_for() {
    let r = letter("", HEAD, "", "(นายทดสอบ ตัวอย่าง)\nปลัดจังหวัด ปฏิบัติราชการแทน\n0 ผู้ว่าราชการจังหวัดจันทบุรี\n");
    assert_eq!(r.signatories[0].acting_for.as_deref(), Some("ผู้ว่าราชการจังหวัดจันทบุรี"));
}

#[test]
fn a_post_behind_a_stroke_far_to_the_left() {
    let r = letter("", HEAD, "", "(นายทดสอบ ตัวอย่าง)\n-                     . ผู้ว่าราชการจังหวัดจันทบุรี      |\n");
    assert_eq!(r.signatories[0].position.as_deref(), Some("ผู้ว่าราชการจังหวัดจันทบุรี"));
}

#[test]
fn a_name_and_a_post_that_are_given_twice() {
    let tail = "(นายทดสอบ ตัวอย่าง)\n(นายทดสอบ ตัวอย่าง)\nผู้ว่าราชการจังหวัดจันทบุรี\nผู้ว่าราชการจังหวัดจันทบุรี\n";
    let r = letter("", HEAD, "", tail);
    let found: Vec<_> = r.signatories.iter().map(|s| (s.name.as_deref(), s.position.as_deref())).collect();
    assert_eq!(found, [(Some("นายทดสอบ ตัวอย่าง"), Some("ผู้ว่าราชการจังหวัดจันทบุรี"))]);
}

#[test]
fn a_paragraph_below_a_counted_item_is_none_of_it() {
    let list = "สิ่งที่ส่งมาด้วย คู่มือตรวจผลไม้ จำนวน ๒ แผ่น\n\nตวะได้พบแมลงในผลไม้ที่ส่งออกจากพื้นที่ใกล้เคียงหลายครั้ง\n\
                ซึ่งอาจแพร่ไปในวงกว้างหากไม่มีการตรวจก่อนส่งทุกครั้ง\n";
    let r = letter("", HEAD, list, SIGNED);
    let found: Vec<_> = r.enclosures.iter().map(|e| e.description.as_str()).collect();
    assert_eq!(found, ["คู่มือตรวจผลไม้"]);
}

#[test]
fn a_day_at_a_lines_beginning_is_no_item() {
    let r = letter("", HEAD, "อ้างถึง หนังสือเทศบาลตำบลตัวอย่าง ที่ จบ ๕๔๐๑๒/ว ๖๐๙ ลงวันที่\n๒ เมษายน ๒๕๖๘\n", SIGNED);
    let found: Vec<_> = r.references.iter().map(|r| (r.number.as_deref(), r.date.as_deref())).collect();
    assert_eq!(found, [(Some("จบ 54012/ว 609"), Some("2025-04-02"))]);
}

#[test]
fn an_endorsement_between_post_and_acting_phrase() {
    let tail = "(นายทดสอบ ตัวอย่าง)\nเรียน ผอ.     หัวหน้าสำนักงานจังหวัดจันทบุรี\n- เห็นควรมอบกองคลังดำเนินการ\n\
                ปฏิบัติราชการแทนผู้ว่าราชการจังหวัดจันทบุรี\n(นางสมหญิง สมมุติ)\nนักวิชาการเงินและบัญชีชำนาญการ\n๔ พ.ค. ๖๘\n";
    let r = letter("", HEAD, "", tail);
    let found: Vec<_> = r.signatories.iter().map(|s| (s.role, s.acting_for.as_deref())).collect();
    assert_eq!(found, [("signer", Some("ผู้ว่าราชการจังหวัดจันทบุรี")), ("endorser", None)]);
}

#[test]
fn a_web_address_at_the_foot_with_a_speck_behind_it() {
    let tail = format!("{SIGNED}สิ่งที่ส่งมาด้วย\n\nhttps://example.go.th/x1          +t\nกลุ่มงานตัวอย่าง\nเลขที่รับ ๒๒๓๕\n");
    let first = text("", HEAD, "", &tail);
    let found = letters(&format!("{first}{}", text("", &HEAD.replace("๓๔๐", "๓๓๕"), "", SIGNED)));
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].urls, ["https://example.go.th/x1"]);
    assert!(found[1].urls.is_empty());
}

#[test]
fn no_name_ends_with_a_vowel_that_stands_before_its_consonant() {
    let stamp = "งานธุรการ สำนักปลัดเ\nเลขที่รับ ๑๗๕\nวันที่ ๗ พ.ค. ๖๘\n";
    assert_eq!(letter(stamp, HEAD, "", SIGNED).receipts[0].receiver.as_deref(), Some("งานธุรการ สำนักปลัด"));
}

#[test]
fn a_subject_with_figures_that_cannot_be_read_says_so() {
    let head = "ที่ จบ ๐๐๒๒/๓๕๐\nศาลากลางจังหวัดจันทบุรี\nถนนเลียบเนิน จบ. ๒๒๐๐๐";
    let with_year = |day: &str, year: &str| {
        let subject = format!("เรื่อง การตรวจผลไม้ ปี {year}\n");
        letters(&text("", head, "", SIGNED).replace("๖ พฤษภาคม ๒๕๖๘", day).replace("เรื่อง การตรวจผลไม้\n", &subject)).swap_remove(0)
    };
    let lost = with_year("๕ พฤษภาคม ๒๕๒๐", "๒๕๒๐");
    assert_eq!(lost.subject.as_deref(), Some("การตรวจผลไม้ ปี 2520"));
    assert!(flagged(&lost, "/subject"));
    assert!(!flagged(&with_year("๖ พฤษภาคม ๒๕๖๘", "๒๕๖๘"), "/subject"));
}

#[test]
fn the_end_of_a_mailbox_is_no_address() {
    let mails = |foot: &str| letter("", HEAD, "", &format!("{SIGNED}{foot}\n")).emails;
    assert!(mails("ไปรษณีย์อิเล็กทรอนิกส์ อลรล 76@example.go.th").is_empty());
    assert_eq!(mails("ไปรษณีย์อิเล็กทรอนิกส์ 6512345@example.ac.th"), ["6512345@example.ac.th"]);
}

#[test]
fn a_speck_read_as_an_at_sign_ends_no_letter() {
    let second = text("", "กองคลังตัวอย่าง\nเลขที่รับ , @๑๑๑๓\nวันที่ we พ.ค. ๖๘\nที่ จบ ๐๐๒๒/๓๔๑\nศาลากลางจังหวัดจันทบุรี", "", SIGNED);
    let both = letters(&format!("{}{second}", text("", HEAD, "", SIGNED)));
    assert_eq!(both.len(), 2);
    assert_eq!((both[0].receipts.len(), both[1].receipts.len()), (0, 1));
}

/// Name, post, post acted for and role of all who sign.
fn signers(tail: &str) -> Vec<String> {
    let part = |value: Option<String>| value.unwrap_or_default();
    let signatories = letter("", HEAD, "", tail).signatories.into_iter();
    signatories.map(|s| [part(s.name), part(s.position), part(s.acting_for), s.role.to_owned()].join("|")).collect()
}

#[test]
fn a_post_that_cannot_be_read_is_left_out() {
    let unread = "(นายทดสอบ ตัวอย่าง)\nฐาบห์มทการะต่งฐเก็ยงษัมู\nแจ้งเวียนให้ทุกกลุ่มงานทราบ\n";
    assert_eq!(signers(unread), ["นายทดสอบ ตัวอย่าง|||signer"]);
    let strokes = "(นายทดสอบ ตัวอย่าง)\n27  1 97   1\nปลัดจังหวัดจันทบุรี VN\n";
    assert_eq!(signers(strokes), ["นายทดสอบ ตัวอย่าง|ปลัดจังหวัดจันทบุรี||signer"]);
    let speck = "(นายทดสอบ ตัวอย่าง)\n-ปลัดจังหวัดจันทบุรี\n";
    assert_eq!(signers(speck), ["นายทดสอบ ตัวอย่าง|ปลัดจังหวัดจันทบุรี||signer"]);
}

#[test]
fn the_post_acted_for_behind_noise_and_a_line_end() {
    let both = ["นายทดสอบ ตัวอย่าง|ปลัดจังหวัดจันทบุรี|ผู้ว่าราชการจังหวัดจันทบุรี|signer"];
    for between in [" ปฏิบัติ\n\nราชการแทน\n", " ปฏิบัติราชการแทน 7ฮญร\n", " ปฏิบัติราชการแทน\n= หฟ่นีปอัฬพิจิใฬ          ", " ปฏิบัติราชการแทน\n17 027\n"]
    {
        let tail = format!("(นายทดสอบ ตัวอย่าง)\nปลัดจังหวัดจันทบุรี{between}ผู้ว่าราชการจังหวัดจันทบุรี\n");
        assert_eq!(signers(&tail), both, "{between}");
    }
}

#[test]
fn a_stroke_read_as_a_dash_makes_no_endorsement() {
    let order = "คำสั่งจังหวัดจันทบุรี\nที่ 79/2568\nเรื่อง แต่งตั้งคณะกรรมการตรวจผลไม้\n\
                 เพื่อให้การตรวจผลไม้เป็นไปด้วยความเรียบร้อย จึงแต่งตั้งคณะกรรมการ ดังนี้\n1. ปลัดจังหวัด ประธานกรรมการ\n\
                 สั่ง ณ วันที่ 7 มิถุนายน พ.ศ. 2568\n\n- จฝไ(0ป\n\n(นายทดสอบ ตัวอย่าง)\nผู้ว่าราชการจังหวัดจันทบุรี\n";
    let roles: Vec<_> = letters(order)[0].signatories.iter().map(|s| s.role).collect();
    assert_eq!(roles, ["signer"]);
}

#[test]
fn who_notes_below_who_notes_signs_nothing() {
    let notes = "เรียน ปลัดจังหวัด\n- เพื่อโปรดพิจารณา\n(นายสมมุติ เสนอความ)\nเจ้าพนักงานธุรการชำนาญงาน\n\
                 แจ้งเวียนทุกกลุ่มงานทราบและถือปฏิบัติ\n(นางสาวสมมุติ รับความ)\nหัวหน้าสำนักงานจังหวัด\n";
    let roles = |tail: String| signers(&tail).iter().filter_map(|s| s.rsplit('|').next().map(str::to_owned)).collect::<Vec<_>>();
    assert_eq!(roles(format!("{notes}{SIGNED}")), ["signer", "endorser", "endorser"]);
    assert_eq!(roles(format!("{SIGNED}= เห็นควรแจ้งผู้เกี่ยวข้องทราบ\n(นายสมมุติ เสนอความ)\nเจ้าพนักงานธุรการชำนาญงาน\n")), ["signer", "endorser"]);
}

fn enclosed(list: &str) -> Vec<String> {
    letter("", HEAD, list, SIGNED).enclosures.into_iter().map(|e| e.description).collect()
}

#[test]
fn marks_read_apart_from_their_letters_are_no_part_of_a_list() {
    let list = |marks: &str| format!("สิ่งที่ส่งมาด้วย แบบสำรวจสวนผลไม้ จำนวน ๑ ชุด\n{marks}\n");
    for marks in ["๓ ๕ ุฉ่ขะ ๕          บุูขย ดฤุข๑ ๓  ๕@  ๑", "a      ง ๑7    1    ๐ 4๕4๕4   y"]
    {
        assert_eq!(enclosed(&list(marks)), ["แบบสำรวจสวนผลไม้"], "{marks}");
    }
    assert_eq!(enclosed(&list("(แบบ สถจ.ทบก. ๐๑)")), ["แบบสำรวจสวนผลไม้ (แบบ สถจ.ทบก. 01)"]);
}

#[test]
fn what_a_body_does_is_no_part_of_a_list() {
    let body = "กรมตัวอย่างการเกษตรกำหนดจัดอบรมเกษตรกรชาวสวน\nในวันอังคารที่ ๓ มิถุนายน ๒๕๖๘ ณ ห้องประชุมตัวอย่าง\n";
    for between in ["\n", "๑ ขฺ่  ฃ             '   9/\n"] {
        assert_eq!(enclosed(&format!("สิ่งที่ส่งมาด้วย แบบตอบรับ จำนวน ๑ ชุด\n{between}{body}")), ["แบบตอบรับ"], "{between}");
    }
    let opened = "- *ด้วยปรากฏว่าสวนผลไม้หลายแห่งยังไม่ได้ขึ้นทะเบียนกับกรม\n";
    assert_eq!(enclosed(&format!("สิ่งที่ส่งมาด้วย แบบตอบรับ จำนวน ๑ ชุด\n{opened}")), ["แบบตอบรับ"]);
}

#[test]
fn an_item_behind_half_a_bracket_goes_on_with_its_list() {
    let list = "อ้างถึง (๑) หนังสือสำนักงานตัวอย่าง ที่ จบ\n๐๐๒๐. ๐๒/๑๑๑๒\n\nลงวันที่ ๒๔ มีนาคม ๒๕๖๘\n\
                (๒ หนังสือกรมตัวอย่างการเกษตร ที่ กษ ๐๕๑๗/ว ๓๓๐๒ ลงวันที่ ๒ เมษายน ๒๕๖๘\n";
    let found = letter("", HEAD, list, SIGNED).references;
    assert_eq!(found.last().and_then(|r| r.number.as_deref()), Some("กษ 0517/ว 3302"));
}

#[test]
fn a_name_of_which_an_empty_line_or_a_province_parts_the_end() {
    let agency = |text: &str| letters(text)[0].agency.clone().unwrap_or_default();
    let memo = "บันทึกข้อความ\nส่วนราชการ กลุ่มงานเภสัชกรรม\n\nโรงพยาบาลตัวอย่าง โทร. ๑๒๑\nที่ ลย ๐๐๓๓/๒๓๕ วันที่ ๖ พฤษภาคม ๒๕๖๘\nเรื่อง ขออนุมัติ\n\
                เรียน ผู้อำนวยการ\nด้วยกลุ่มงานเภสัชกรรมมีความจำเป็นต้องจัดซื้อยาสำหรับผู้ป่วย\nจึงเรียนมาเพื่อโปรดพิจารณา\n";
    assert_eq!(agency(memo), "กลุ่มงานเภสัชกรรมโรงพยาบาลตัวอย่าง");
    let head = "ที่ ตผ ๐๐๕๔/๒๑๙\nสำนักงานตรวจสวนตัวอย่าง\nจังหวัดจันทบุรี\n๑๒/๓๔ หมู่ ๒ ตำบลตัวอย่าง\nจังหวัดจันทบุรี ๒๒๐๐๐";
    assert_eq!(agency(&text("", head, "", SIGNED)), "สำนักงานตรวจสวนตัวอย่าง จังหวัดจันทบุรี");
}

#[test]
fn all_at_the_end_of_a_line_asks_for_the_next() {
    let paper = text("", HEAD, "", SIGNED).replace("เรียน นายอำเภอ ทุกอำเภอ", "เรียน หัวหน้าส่วนราชการในสังกัดราชการบริหารส่วนภูมิภาคทุก\n\nส่วนราชการ");
    assert_eq!(letters(&paper)[0].addressees, ["หัวหน้าส่วนราชการในสังกัดราชการบริหารส่วนภูมิภาคทุกส่วนราชการ"]);
}

#[test]
fn from_above_to_names_who_writes() {
    let paper = "สำนักนายกรัฐมนตรี\nที่ 1278/2499\n29 พฤษภาคม 2499\nเรื่อง การแต่งกายของข้าราชการ\nจาก ปลัดสำนักนายกรัฐมนตรี\n\
                 :-@              ,     อ\nถึง ปลัดกระทรวงมหาดไทย\nด้วยคณะรัฐมนตรีลงมติว่า ให้ข้าราชการแต่งเครื่องแบบทุกวันจันทร์\n\
                 ขอแสดงความนับถือ\n(นายทดสอบ ตัวอย่าง)\nปลัดสำนักนายกรัฐมนตรี\n";
    let r = letters(paper).swap_remove(0);
    assert_eq!((r.number.as_deref(), r.date.as_deref()), (Some("1278/2499"), Some("1956-05-29")));
    assert_eq!(r.subject.as_deref(), Some("การแต่งกายของข้าราชการ"));
    assert_eq!((r.addressees.concat().as_str(), r.agency.as_deref()), ("ปลัดกระทรวงมหาดไทย", Some("สำนักนายกรัฐมนตรี")));
}

#[test]
fn signs_in_a_row_end_no_subject_and_noise_is_none() {
    let subject = |words: &str| letters(&text("", HEAD, "", SIGNED).replace("การตรวจผลไม้\n", words))[0].subject.clone();
    assert_eq!(subject("การตรวจผลไม้ 7/,.\n").as_deref(), Some("การตรวจผลไม้"));
    assert_eq!(subject("การตรวจผลไม้ พ.ศ. 2568 ครั้งที่ 7\n").as_deref(), Some("การตรวจผลไม้ พ.ศ. 2568 ครั้งที่ 7"));
    assert_eq!(subject("ฝืไไไ1ฝืฝฝฝฝฝไ[ฝมมมฝฝปซ\n"), None);
}

#[test]
fn who_answers_an_extension_signs_nothing() {
    let tail = format!("{SIGNED}โทร. 0 2000 7000 ต่อ 71462 (คุณนภา),\n71463 (คุณฟ้า)\n");
    assert_eq!(signers(&tail), ["นายทดสอบ ตัวอย่าง|ผู้ว่าราชการจังหวัดจันทบุรี||signer"]);
}

#[test]
fn names_with_a_misread_title() {
    assert_eq!(signers("(พรคูรสมมุติธรรม)\nเจ้าอาวาสวัดตัวอย่าง\n"), ["พรคูรสมมุติธรรม|เจ้าอาวาสวัดตัวอย่าง||signer"]);
    assert_eq!(signers(&SIGNED.replace("นาย", "เนาย")), ["นายทดสอบ ตัวอย่าง|ผู้ว่าราชการจังหวัดจันทบุรี||signer"]);
}

#[test]
fn a_second_addressee_behind_specks() {
    let paper = text("", HEAD, "", SIGNED).replace("เรียน นายอำเภอ", "เรียน อธิบดีกรมการปกครอง     ๊        |      ine\n709097็นายอำเภอ");
    assert_eq!(letters(&paper)[0].addressees, ["อธิบดีกรมการปกครอง นายอำเภอ ทุกอำเภอ"]);
}

#[test]
fn a_street_on_the_line_of_the_name() {
    let head = "ที่ จบ ๐๐๒๒/๓๔๐\nสำนักงานสวนตัวอย่าง จังหวัดจันทบุรี Coa ถนนเลียบเนิน อำเภอเมือง\nจังหวัดจันทบุรี ๒๒๐๐๐";
    assert_eq!(letters(&text("", head, "", SIGNED))[0].agency.as_deref(), Some("สำนักงานสวนตัวอย่าง จังหวัดจันทบุรี"));
}

#[test]
fn headings_that_lost_the_blank_behind_them() {
    let lost = |subject: &str, addressee: &str| {
        let paper = text("", HEAD, "", SIGNED).replace("เรื่อง การ", subject).replace("เรียน นายอำเภอ", addressee);
        let r = letters(&paper).swap_remove(0);
        (r.subject.unwrap_or_default(), r.addressees.concat())
    };
    let right = ("การตรวจผลไม้".to_owned(), "นายอำเภอ ทุกอำเภอ".to_owned());
    for (subject, addressee) in [("เรื่องการ", "เรียน นายอำเภอ"), ("เรื่อง การ", "เรียนนายอำเภอ"), ("เรื่องการ", "เรียนนายอำเภอ")]
    {
        assert_eq!(lost(subject, addressee), right, "{subject} {addressee}");
    }
    // the second line of a subject may begin so
    assert_eq!(lost("เรื่อง การแจ้ง\nเรื่องร้องเรียน", "เรียน นายอำเภอ").0, "การแจ้งเรื่องร้องเรียนตรวจผลไม้");
}
