//! Papers of state enterprises, public bodies, funds and units whose forms differ from those of ministries. All are invented.

mod common;

use common::letters;
use common::paper::{HEAD, SIGNED, letter};

#[test]
fn telephones_in_a_column_of_a_table() {
    let tail = "(นายทดสอบ ตัวอย่าง)\nผู้ว่าราชการจังหวัดจันทบุรี\n\n| ผู้ประสานงาน | เบอร์โทรศัพท์ | หมายเหตุ |\n|---|---|---|\n\
                | นายสมมุติ ตัวอย่าง | ๐๘๑-๐๐๐-๐๐๑๑ | |\n| นางสมมุติ ทดสอบ | ๐ ๒๐๐๐ ๐๐๐๑ ต่อ ๑๒ | ลา |\n";
    let r = letter("", HEAD, "", tail);
    let found: Vec<_> = r.phones.iter().map(|p| (p.number.as_str(), p.kind, p.ext.join(","))).collect();
    assert_eq!(found, [("0810000011", "mobile", String::new()), ("020000001", "phone", "12".into())]);
}

#[test]
fn a_column_of_figures_is_no_telephone() {
    let tail = "(นายทดสอบ ตัวอย่าง)\nผู้ว่าราชการจังหวัดจันทบุรี\n\n| รายการ | จำนวนเงิน |\n|---|---|\n| ค่าเดินทาง | ๑๒๓,๔๕๖,๗๘๙ |\n";
    assert!(letter("", HEAD, "", tail).phones.is_empty());
}

#[test]
fn the_number_behind_call_center_is_a_telephone_where_it_is_whole() {
    let tail = |n: &str| format!("{SIGNED}ฝ่ายลูกค้า\nโทร. ๐ ๒๐๐๐ ๐๐๐๑\nCall Center {n}\n");
    let found = |n: &str| letter("", HEAD, "", &tail(n)).phones.into_iter().map(|p| p.number).collect::<Vec<_>>();
    assert_eq!(found("๐-๒๐๐๐-๐๐๐๒"), ["020000001", "020000002"]);
    assert_eq!(found("๑๑๑๑"), ["020000001"]);
}

#[test]
fn urgency_and_secrecy_on_one_line() {
    for (line, urgency, secrecy) in [("ด่วนมาก - ลับ", "ด่วนมาก", "ลับ"), ("ลับมาก/ด่วนที่สุด", "ด่วนที่สุด", "ลับมาก")]
    {
        let r = letter(&format!("{line}\n"), HEAD, "", SIGNED);
        assert_eq!((r.urgency.as_deref(), r.secrecy.as_deref()), (Some(urgency), Some(secrecy)), "{line}");
    }
}

#[test]
fn a_message_form_set_as_a_table() {
    let text = "กระดาษเขียนข่าว\n\n| ลำดับความเร่งด่วน | ด่วนมาก |\n|---|---|\n| ชั้นความลับ | - |\n| ที่ของผู้ให้ข่าว | กห ๐๔๘๒.๖๕/๓๓๗ |\n\n\
                จาก ผบ.ร้อย.ตัวอย่าง\nถึง ผู้รับปฏิบัติ ผบ.พัน.ตัวอย่าง\n๑. ให้ส่งกำลังพลเข้ารับการฝึก\n";
    let r = &letters(text)[0];
    assert_eq!((r.urgency.as_deref(), r.secrecy.as_deref()), (Some("ด่วนมาก"), None));
    assert_eq!(r.number.as_deref(), Some("กห 0482.65/337"));
}

#[test]
fn enclosures_in_a_row_without_points_and_below_each_other_with_dashes() {
    let found = |list: &str| letter("", HEAD, list, SIGNED).enclosures.into_iter().map(|e| e.description).collect::<Vec<_>>();
    let row = "สิ่งที่ส่งมาด้วย ๑ กำหนดการสอบสัมภาษณ์ จำนวน ๑ แผ่น ๒ แบบให้คะแนนของกรรมการ จำนวน ๕ แผ่น\n";
    assert_eq!(found(row), ["กำหนดการสอบสัมภาษณ์", "แบบให้คะแนนของกรรมการ"]);
    let room = "สิ่งที่ส่งมาด้วย ๑ กำหนดการสอบสัมภาษณ์ของกรรมการทุกคน ณ ห้อง ๒ อาคารเรียน ๓ จำนวน ๑ แผ่น\n";
    assert_eq!(found(room), ["กำหนดการสอบสัมภาษณ์ของกรรมการทุกคน ณ ห้อง 2 อาคารเรียน 3"]);
    let dashes = "สิ่งที่ส่งมาด้วย\n    - ประกาศอัตราดอกเบี้ย จำนวน ๑ ฉบับ\n    - แบบคำขอกู้\n";
    assert_eq!(found(dashes), ["ประกาศอัตราดอกเบี้ย", "แบบคำขอกู้"]);
}

#[test]
fn an_own_number_with_a_bodys_abbreviation_is_no_stamp() {
    let text = "ประกาศโครงการส่งน้ำตัวอย่าง\nเรื่อง ประกวดราคาซื้อท่อระบายน้ำ\nเลขที่ จซ.ตย. ๐๓/๒๕๖๕\n\n\
                โครงการส่งน้ำตัวอย่างมีความประสงค์จะประกวดราคาซื้อท่อระบายน้ำคอนกรีตเสริมเหล็ก\n\n\
                ประกาศ ณ วันที่ ๑๕ กุมภาพันธ์ พ.ศ. ๒๕๖๕\n(นายทดสอบ ตัวอย่าง)\nผู้อำนวยการโครงการส่งน้ำตัวอย่าง\n";
    assert!(letters(text)[0].receipts.is_empty());
}

#[test]
fn the_memo_of_a_state_enterprise() {
    let text = "การไฟฟ้าตัวอย่าง\n\nจาก  กฟส.ทดสอบ            ถึง  ผจก.กฟจ.ตัวอย่าง\nเลขที่  ฉ.๓ ทส.(บต.) ๑๑๓/๒๕๖๗     วันที่  ๒๒ พ.ค. ๒๕๖๗\n\
                เรื่อง  ขออนุมัติตัดจำหน่ายมิเตอร์ชำรุด\n\nด้วย กฟส.ทดสอบ มีมิเตอร์ชำรุดจำนวน ๕๖ เครื่อง จึงขออนุมัติตัดจำหน่าย\n\n\
                จึงเรียนมาเพื่อโปรดพิจารณาอนุมัติ\n\n(นายทดสอบ ตัวอย่าง)\nผจก.กฟส.ทดสอบ\n";
    let r = &letters(text)[0];
    assert_eq!(r.kind, saraban::record::Kind::Memo);
    assert_eq!((r.date.as_deref(), r.subject.as_deref()), (Some("2024-05-22"), Some("ขออนุมัติตัดจำหน่ายมิเตอร์ชำรุด")));
    assert!(r.receipts.is_empty());
}

#[test]
fn numbers_of_bodies_with_points() {
    let own = |n: &str| letter("", &HEAD.replace("จบ ๐๐๒๒/๓๔๐", n), "", SIGNED).number;
    assert_eq!(own("สผส.ตย. ๐๑๗/๒๕๖๗").as_deref(), Some("สผส.ตย. 017/2567"));
    assert_eq!(own("จบ ๐๐๒๒/๓๔๐").as_deref(), Some("จบ 0022/340"));
    let cited = |list: &str| letter("", HEAD, list, SIGNED).references[0].number.clone();
    assert_eq!(cited("อ้างถึง หนังสือสำนักงานตัวอย่าง ที่ สปสช. ๕.๔๑/ว.๒๐๕๓ ลงวันที่ ๒๗ กันยายน ๒๕๖๗\n").as_deref(), Some("สปสช 5.41/ว 2053"));
    let old = "อ้างถึง หนังสือกระทรวงมหาดไทย ที่ ๙๑๐๑/๒๔๙๖ ลงวันที่ ๑๗ มิถุนายน ๒๔๙๖\n";
    assert_eq!(cited(old).as_deref(), Some("9101/2496"));
}

#[test]
fn a_year_in_brackets_behind_a_day_is_compared_with_it() {
    let codes = |year: &str| {
        let list = format!("ตามที่ได้ประชุมระหว่างวันที่ ๑ - ๒ เมษายน ๒๕๖๘ (ค.ศ. {year}) ณ ห้องประชุมตัวอย่าง นั้น\n");
        letter("", HEAD, &list, SIGNED).warnings.into_iter().filter(|w| w.code == "be_ce_year_mismatch").count()
    };
    assert_eq!((codes("๒๐๒๔"), codes("๒๐๒๕")), (1, 0));
}

#[test]
fn a_stamp_at_the_right_of_the_number() {
    let far = " ".repeat(70);
    let head = format!(
        "{far}สำนักงานตัวอย่างจังหวัดยะลา\n{far}เลขรับ ๑๔๐๓\nที่ ยล ๐๐๑๗.๒/ว ๒๒๗๑{}วันที่ ๗ พ.ค. ๒๕๖๘\n{far}เวลา ๐๙.๕๐ น.\n\
         {}ศาลากลางจังหวัดยะลา\n{}ถนนตัวอย่าง ยล ๙๕๐๐๐",
        " ".repeat(52),
        " ".repeat(30),
        " ".repeat(30)
    );
    let r = letter("", &head, "", SIGNED);
    let found: Vec<_> = r.receipts.iter().map(|s| (s.number.as_deref(), s.date.as_deref(), s.time.as_deref())).collect();
    assert_eq!(found, [(Some("1403"), Some("2025-05-07"), Some("09:50"))]);
    assert_eq!((r.number.as_deref(), r.date.as_deref()), (Some("ยล 0017.2/ว 2271"), Some("2025-05-06")));
}

#[test]
fn a_title_goes_on_down_to_the_line_below_it() {
    let text = "ประกาศคณะกรรมการตัวอย่าง\nเรื่อง กำหนดหน่วยเลือกตั้ง\nในการเลือกตั้งสมาชิกสภาเทศบาลและนายกเทศมนตรีตำบลตัวอย่าง\n--------------------\n\
                อาศัยอำนาจตามความในมาตรา ๒๖ แห่งพระราชบัญญัติการเลือกตั้ง จึงประกาศกำหนดหน่วยเลือกตั้ง ดังต่อไปนี้\n\
                ประกาศ ณ วันที่ ๑๑ กุมภาพันธ์ ๒๕๖๔\n(นายทดสอบ ตัวอย่าง)\nประธานกรรมการ\n";
    let subject = letters(text)[0].subject.clone().unwrap();
    assert!(subject.ends_with("ตำบลตัวอย่าง"), "{subject}");
}

#[test]
fn a_number_behind_words_that_say_whose_it_is() {
    let found = |line: &str| {
        let r = letter("", HEAD, "", &format!("{SIGNED}{line}\n"));
        r.phones.into_iter().map(|p| (p.number, p.kind, p.ext.join(","))).collect::<Vec<_>>()
    };
    let mobile = |n: &str| vec![(n.to_owned(), "mobile", String::new())];
    assert_eq!(found("มือถือผู้ประสานงาน ๐๘ ๑๐๐๐ ๐๐๑๑ (คุณทดสอบ)"), mobile("0810000011"));
    assert_eq!(found("โทรศัพท์ติดต่อในวันและเวลาราชการ ภายในวันที่ ๓๐"), []);
    assert_eq!(found("โทร/โทรสาร ๐-๒๐๐๐-๐๐๐๑"), [("020000001".to_owned(), "phone", String::new())]);
    assert_eq!(found("โทร\nสาร. ๐-๒๐๐๐-๐๐๐๑"), [("020000001".to_owned(), "fax", String::new())]);
    assert_eq!(found("โทร. ๕๘๔๐ - ๑"), [("5840".to_owned(), "phone", String::new())]);
}

#[test]
fn days_whose_words_are_set_apart() {
    let order = |made: &str| {
        let text = format!(
            "คำสั่งกองพันตัวอย่าง\nที่ ๑๒๒/๒๕๖๖\nเรื่อง ให้นายทหารทำหน้าที่แทน\n\nเพื่อให้การปฏิบัติราชการเป็นไปด้วยความเรียบร้อย จึงให้ทำหน้าที่แทน\n\
             ทั้งนี้ ตั้งแต่บัดนี้เป็นต้นไป\n{made}\n\nพันโท\n(ทดสอบ ตัวอย่าง)\nผู้บังคับกองพันตัวอย่าง\n"
        );
        letters(&text)[0].date.clone()
    };
    assert_eq!(order("      สั่ง   ณ   วันที่   ๓๐   พฤษภาคม   พ.ศ.   ๒๕๖๖").as_deref(), Some("2023-05-30"));
    assert_eq!(order("สั่ง ณ วันที่   ๙   เดือน   สิงหาคม   พ.ศ.   ๒๕๖๗").as_deref(), Some("2024-08-09"));
    assert_eq!(order("สั่ง ณ วันที่...๓๑...เดือน...สิงหาคม...พ.ศ. ๒๕๖๔....").as_deref(), Some("2021-08-31"));
}

#[test]
fn a_stamp_that_says_only_received() {
    let above = "กรมตัวอย่าง\nรับ ๐๐๓๔๕๑\nวันที่ ๗ พ.ค. ๒๕๖๘\nเวลา ๑๓.๒๕\n\n";
    let r = letter(above, HEAD, "", SIGNED);
    let found: Vec<_> = r.receipts.iter().map(|s| (s.receiver.as_deref(), s.number.as_deref(), s.time.as_deref())).collect();
    assert_eq!(found, [(Some("กรมตัวอย่าง"), Some("003451"), Some("13:25"))]);
}

#[test]
fn numbers_with_letters_in_the_place_of_figures() {
    let own = |n: &str| letter("", &HEAD.replace("จบ ๐๐๒๒/๓๔๐", n), "", SIGNED).number;
    assert_eq!(own("จบ ๐๐๓๓.๓๐๑/ภก.๕๕").as_deref(), Some("จบ 0033.301/ภก.55"));
    assert_eq!(own("ศธ ๐๔๒๓๙.๐๗/พิเศษ").as_deref(), Some("ศธ 04239.07/พิเศษ"));
    assert_eq!(own("ทสต. ๒๑๙๓/๒๕๖๒").as_deref(), Some("ทสต 2193/2562"));
}

#[test]
fn what_a_reader_of_pages_saw_drawn_is_no_name() {
    let text = "ที่ รง ๐๕๐๔/๑๒๓๘๘\n\nถึง สำนักงานตัวอย่างจังหวัด ทุกจังหวัด\n\nตามที่กรมการทดสอบได้จัดส่งแบบสำรวจมาเพื่อให้ดำเนินการ ปรากฏว่ายังไม่ได้รับแบบสำรวจ\n\n\
                [ตราประทับ: กรมการทดสอบ]\n\nกรมการทดสอบ\n๒๑ สิงหาคม ๒๕๖๖\n\nกองตัวอย่าง\nโทร. ๐ ๒๐๐๐ ๐๐๐๑\n";
    assert!(letters(text)[0].signatories.is_empty());
}

#[test]
fn a_certificate_in_the_form_without_a_title() {
    let text = "เลขที่ ๓๑๒/๒๕๖๘\nสำนักงานทางหลวงตัวอย่าง\nหนังสือฉบับนี้ให้ไว้เพื่อรับรองว่า นายสมมุติ ตัวอย่าง เป็นคู่สัญญากับสำนักงานทางหลวงตัวอย่าง และได้ส่งมอบงานครบถ้วนแล้ว\n\
                ให้ไว้ ณ วันที่ ๒ กุมภาพันธ์ พ.ศ. ๒๕๖๘\n\n(นายทดสอบ ตัวอย่าง)\nผู้อำนวยการสำนักงานทางหลวงตัวอย่าง\n";
    let r = &letters(text)[0];
    assert_eq!((r.kind, r.number.as_deref()), (saraban::record::Kind::Certificate, Some("312/2568")));
}

#[test]
fn an_urgency_in_brackets_behind_the_number() {
    let urgency = |n: &str| letter("", &HEAD.replace("จบ ๐๐๒๒/๓๔๐", n), "", SIGNED).urgency;
    assert_eq!(urgency("จบ ๐๐๒๒/ว ๓๔๐ (ด่วนที่สุด)").as_deref(), Some("ด่วนที่สุด"));
    assert_eq!(urgency("จบ ๐๐๒๒/ว ๓๔๐ (สำเนา)"), None);
}

#[test]
fn the_office_of_a_memos_head_below_a_post() {
    let text = "บันทึกข้อความ\nส่วนราชการ ฝ่ายทดสอบ สำนักงานเขตตัวอย่าง โทร. ๐ ๒๐๐๐ ๐๐๐๑\nที่ กท ๘๓๐๔/๑๐๗๒ วันที่ ๗ สิงหาคม ๒๕๖๘\nเรื่อง รายงานผลการตรวจ\n\
                เรียน ผู้อำนวยการเขต\nตามที่ได้รับมอบหมายให้ตรวจสถานประกอบการในพื้นที่ทุกแห่งนั้น ได้ตรวจแล้ว\nจึงเรียนมาเพื่อโปรดทราบ\n\n\
                (นางสาวทดสอบ ตัวอย่าง)\nหัวหน้าฝ่ายทดสอบ\nสำนักงานเขตตัวอย่าง\n";
    assert_eq!(letters(text)[0].signatories[0].position.as_deref(), Some("หัวหน้าฝ่ายทดสอบ สำนักงานเขตตัวอย่าง"));
}

#[test]
fn stamps_beside_each_other_in_a_table() {
    let above = "| กรมตัวอย่าง | กองกลาง | กลุ่มทดสอบ |\n|---|---|---|\n| เลขรับ ๘๘๑๐ | เลขรับ ๔๑๑๗ | รับที่ ๒๐๐๙ |\n\
                 | วันที่ ๗ พ.ค. ๖๘ | วันที่ ๗ พ.ค. ๖๘ | วันที่ ๘ พ.ค. ๖๘ |\n| เวลา ๐๙.๑๑ น. | เวลา ๑๔.๐๐ น. | เวลา ๐๘.๕๐ น. |\n\n";
    let r = letter(above, HEAD, "", SIGNED);
    let found: Vec<_> =
        r.receipts.iter().map(|s| (s.receiver.as_deref(), s.number.as_deref(), s.date.as_deref(), s.time.as_deref())).collect();
    let stamp = |name, number, date, time| (Some(name), Some(number), Some(date), Some(time));
    assert_eq!(
        found,
        [
            stamp("กรมตัวอย่าง", "8810", "2025-05-07", "09:11"),
            stamp("กองกลาง", "4117", "2025-05-07", "14:00"),
            stamp("กลุ่มทดสอบ", "2009", "2025-05-08", "08:50"),
        ]
    );
}

#[test]
fn the_head_of_the_last_column_is_no_label_of_the_figures_below_it() {
    let text = "คำสั่งมหาวิทยาลัยตัวอย่าง\nที่ พิเศษ ๕๑ /๒๕๖๑\nเรื่อง แต่งตั้งกรรมการคุมสอบ\n\nเพื่อให้การสอบดำเนินไปด้วยความเรียบร้อย จึงแต่งตั้งกรรมการคุมสอบ ดังนี้\n\
                ห้องสอบ        กรรมการ              โทรศัพท์\n๒๑๐๑         อ.ทดสอบ   ตัวอย่าง        ๐๘๑-๐๐๐-๐๐๑๑\n\
                สั่ง ณ วันที่ ๑๗ กันยายน ๒๕๖๑\n(นายทดสอบ ตัวอย่าง)\nอธิการบดีมหาวิทยาลัยตัวอย่าง\n";
    let r = &letters(text)[0];
    assert_eq!(r.phones.iter().map(|p| p.number.as_str()).collect::<Vec<_>>(), ["0810000011"]);
    assert_eq!(r.number.as_deref(), Some("พิเศษ 51/2561"));
}

#[test]
fn numbers_of_parliament_and_of_six_figures() {
    let own = |n: &str| letter("", &HEAD.replace("จบ ๐๐๒๒/๓๔๐", n), "", SIGNED).number;
    assert_eq!(own("สว ๐๐๑๐.๑๔/(ร ๓๐๖)").as_deref(), Some("สว 0010.14/(ร 306)"));
    assert_eq!(own("กฟผ. ๙๔๔๑๐๐/๑๑๘๒๓").as_deref(), Some("กฟผ 944100/11823"));
}

#[test]
fn items_of_letters_abbreviations_and_places() {
    let list = "อ้างถึง (ก) หนังสือกรมตัวอย่าง ที่ มท ๐๕๐๑/๘๘๘ ลงวันที่ ๒ กุมภาพันธ์ ๒๕๖๘\n(ข) หนังสือกรมตัวอย่าง ที่ มท ๐๕๐๑/๙๙๙ ลงวันที่ ๑๒ มีนาคม ๒๕๖๘\n\
                สิ่งที่ส่งมาด้วย ๑. สำเนาคำสั่ง ๑ ฉบับ\n๒. ก.พ.๗ ๑ ชุด\n๓. แผนที่ ๑ แผ่น\n๔. แบบรายงาน จำนวน: ๑ ฉบับ\n";
    let r = letter("", HEAD, list, SIGNED);
    assert_eq!(r.references.iter().filter_map(|r| r.number.as_deref()).collect::<Vec<_>>(), ["มท 0501/888", "มท 0501/999"]);
    let found: Vec<_> = r.enclosures.iter().map(|e| e.description.as_str()).collect();
    assert_eq!(found, ["สำเนาคำสั่ง", "ก.พ.7", "แผนที่", "แบบรายงาน"]);
}

#[test]
fn for_another_in_one_word() {
    let r = letter("", HEAD, "", "(นายทดสอบ ตัวอย่าง)\nหัวหน้ากองทดสอบ\nแทน ผู้อำนวยการฝ่ายตัวอย่าง\n");
    let s = &r.signatories[0];
    assert_eq!((s.position.as_deref(), s.acting_for.as_deref()), (Some("หัวหน้ากองทดสอบ"), Some("ผู้อำนวยการฝ่ายตัวอย่าง")));
}

#[test]
fn the_number_below_the_title_of_a_certificate() {
    let text = "หนังสือรับรองความประพฤติ\n\nที่ ๐๗๗/๒๕๖๓\n\nโรงเรียนตัวอย่าง\n\nขอรับรองว่า นายสมมุติ ตัวอย่าง เป็นนักเรียนของโรงเรียนตัวอย่าง มีความประพฤติเรียบร้อย\n\n\
                ออกให้ ณ วันที่ ๑๗ มกราคม ๒๕๖๓\n\n(นายทดสอบ ตัวอย่าง)\nผู้อำนวยการ\n";
    assert_eq!(letters(text)[0].number.as_deref(), Some("077/2563"));
}

#[test]
fn a_number_below_the_subject_of_an_announcement_is_none_of_it() {
    let text = "ประกาศสำนักงานตัวอย่าง\nเรื่อง รายชื่อผู้ผ่านการสรรหา\nที่ ๑๒/๒๕๖๗\nตามประกาศสำนักงานตัวอย่าง เรื่อง รับสมัครสรรหา มีผู้ผ่านการสรรหา ดังนี้\n\
                ประกาศ ณ วันที่ ๓๑ กรกฎาคม พ.ศ. ๒๕๖๗\n(นายทดสอบ ตัวอย่าง)\nเลขาธิการ\n";
    assert_eq!(letters(text)[0].subject.as_deref(), Some("รายชื่อผู้ผ่านการสรรหา"));
}

#[test]
fn a_drawn_telephone_is_a_label() {
    let r = letter("", HEAD, "", &format!("{SIGNED}📞 ๐ ๒๐๐๐ ๐๐๐๑\n"));
    assert_eq!(r.phones.iter().map(|p| p.number.as_str()).collect::<Vec<_>>(), ["020000001"]);
}

#[test]
fn a_title_alone_above_its_body() {
    let announced = "ประกาศ\nเทศบาลตำบลตัวอย่าง\nเรื่อง สอบราคาจ้างก่อสร้างถนน\n\nด้วยเทศบาลตำบลตัวอย่างมีความประสงค์จะสอบราคาจ้างก่อสร้างถนนคอนกรีตเสริมเหล็ก\n\n\
                     ประกาศ ณ วันที่ ๒๗ มกราคม ๒๕๕๕\n\n(นายทดสอบ ตัวอย่าง)\nนายกเทศมนตรีตำบลตัวอย่าง\n";
    let r = &letters(announced)[0];
    assert_eq!((r.kind, r.agency.as_deref()), (saraban::record::Kind::Announcement, Some("เทศบาลตำบลตัวอย่าง")));
    let ruled = "ระเบียบ\nองค์การบริหารส่วนจังหวัดตัวอย่าง\nว่าด้วยการใช้รถยนต์\nพ.ศ. ๒๕๖๑\n\nโดยที่เป็นการสมควรกำหนดระเบียบว่าด้วยการใช้รถยนต์ จึงออกระเบียบไว้ ดังต่อไปนี้\n\
                 ข้อ ๑ ระเบียบนี้ให้ใช้บังคับตั้งแต่วันถัดจากวันประกาศเป็นต้นไป\nประกาศ ณ วันที่ ๔ กันยายน พ.ศ. ๒๕๖๑\n(นายทดสอบ ตัวอย่าง)\nนายกองค์การบริหารส่วนจังหวัดตัวอย่าง\n";
    let r = &letters(ruled)[0];
    assert_eq!((r.kind, r.subject.as_deref()), (saraban::record::Kind::Regulation, Some("ว่าด้วยการใช้รถยนต์ พ.ศ. 2561")));
}

#[test]
fn a_day_cut_before_its_month_by_an_indent() {
    let list = "อ้างถึง หนังสือกรมตัวอย่าง ด่วนที่สุด ที่ มท ๐๕๐๑/ว ๔๔๑๐ ลงวันที่ ๒๐\n         กันยายน  ๒๕๖๗\n";
    assert_eq!(letter("", HEAD, list, SIGNED).references[0].date.as_deref(), Some("2024-09-20"));
}

#[test]
fn the_english_end_of_a_subject() {
    let text =
        common::paper::text("", HEAD, "", SIGNED).replace("เรื่อง การตรวจผลไม้", "เรื่อง กรณีโรคติดเชื้อไวรัสโคโรนา\n         ๒๐๑๙ (COVID - 19)");
    assert_eq!(letters(&text)[0].subject.as_deref(), Some("กรณีโรคติดเชื้อไวรัสโคโรนา 2019 (COVID - 19)"));
}

#[test]
fn the_day_on_which_an_agreement_was_drawn_up() {
    let text = "บันทึกข้อตกลงความร่วมมือ\nระหว่าง มหาวิทยาลัยตัวอย่าง กับ เทศบาลเมืองทดสอบ\n\n\
                บันทึกข้อตกลงฉบับนี้จัดทำขึ้นเมื่อวันที่ ๕ มิถุนายน พ.ศ. ๒๕๖๖ ณ มหาวิทยาลัยตัวอย่าง ระหว่างมหาวิทยาลัยตัวอย่างฝ่ายหนึ่ง กับเทศบาลเมืองทดสอบอีกฝ่ายหนึ่ง\n\
                ข้อ ๑ ทั้งสองฝ่ายตกลงร่วมมือกัน\n\n(ลงชื่อ)\n(นายทดสอบ ตัวอย่าง)\nอธิการบดีมหาวิทยาลัยตัวอย่าง\n(ลงชื่อ)\n(นายสมมุติ ตัวอย่าง)\nนายกเทศมนตรี\n";
    let r = &letters(text)[0];
    assert_eq!((r.kind, r.date.as_deref()), (saraban::record::Kind::Other, Some("2023-06-05")));
}

#[test]
fn a_range_of_five_figures_inside_an_office() {
    let r = letter("", HEAD, "", &format!("{SIGNED}โทร. ๓๖๑๓๙-๔๐\n"));
    assert_eq!(r.phones.iter().map(|p| p.number.as_str()).collect::<Vec<_>>(), ["36139"]);
}

#[test]
fn a_stamp_with_a_comma_in_its_number_and_a_note_before_its_name() {
    let found = |above: &str| {
        let r = letter(above, HEAD, "", SIGNED);
        r.receipts.into_iter().map(|s| (s.receiver, s.number, s.time)).collect::<Vec<_>>()
    };
    let stamp = |name: &str, number: &str, time: &str| vec![(Some(name.to_owned()), Some(number.to_owned()), Some(time.to_owned()))];
    assert_eq!(found("กรมตัวอย่าง\nเลขที่ 1,204\nวันที่ 7 พ.ค. 2568\nเวลา 15.40 น.\n\n"), stamp("กรมตัวอย่าง", "1204", "15:40"));
    let noted = "[ประทับตรารับ] องค์การบริหารส่วนจังหวัดจันทบุรี เลขรับ ๖๖๒๐ วันที่ ๘ พ.ค. ๒๕๖๘ เวลา ๑๓.๒๒ น.\n\n";
    assert_eq!(found(noted), stamp("องค์การบริหารส่วนจังหวัดจันทบุรี", "6620", "13:22"));
}

#[test]
fn news_that_a_body_tells() {
    let text = "แถลงข่าวสำนักงานตัวอย่าง\n\nเรื่อง ภาวะเศรษฐกิจไตรมาสที่สี่\n\nวันจันทร์ที่ ๑๗ กุมภาพันธ์ ๒๕๖๘\n\n\
                ผลิตภัณฑ์มวลรวมในประเทศไตรมาสที่สี่ขยายตัวร้อยละ ๓.๒ ต่อเนื่องจากการขยายตัวร้อยละ ๓.๐ ในไตรมาสก่อนหน้า\n\nสำนักงานตัวอย่าง\nโทร. ๐ ๒๐๐๐ ๐๐๐๑\n";
    let r = &letters(text)[0];
    assert_eq!((r.kind, r.subject.as_deref()), (saraban::record::Kind::News, Some("ภาวะเศรษฐกิจไตรมาสที่สี่")));
}

#[test]
fn labels_given_before_their_values() {
    let text = "ที่\nเรื่อง\nเรียน\nอ้างถึง\nพน ๐๓๐๗/๖๖๑\nขอความอนุเคราะห์ข้อมูลการใช้เชื้อเพลิง\nกรรมการผู้จัดการ บริษัท ตัวอย่าง จำกัด\nหนังสือกรมตัวอย่าง ที่ พน ๐๓๐๗/๕๕ ลงวันที่ ๔ มีนาคม ๒๕๖๒\n\
                กรมธุรกิจพลังงาน\nถนนวิภาวดีรังสิต กรุงเทพฯ ๑๐๙๐๐\n๑๓ มีนาคม ๒๕๖๒\nด้วยกรมธุรกิจพลังงานอยู่ระหว่างจัดทำฐานข้อมูลการใช้ก๊าซปิโตรเลียมเหลวของสถานประกอบการ\n\
                จึงเรียนมาเพื่อโปรดให้ความอนุเคราะห์\nขอแสดงความนับถือ\n(นางสาวทดสอบ ตัวอย่าง)\nอธิบดีกรมธุรกิจพลังงาน\n";
    let r = &letters(text)[0];
    assert_eq!((r.number.as_deref(), r.subject.as_deref()), (Some("พน 0307/661"), Some("ขอความอนุเคราะห์ข้อมูลการใช้เชื้อเพลิง")));
    assert_eq!(r.addressees, ["กรรมการผู้จัดการ บริษัท ตัวอย่าง จำกัด"]);
    assert_eq!(r.references[0].number.as_deref(), Some("พน 0307/55"));
}

#[test]
fn quantities_in_brackets_of_each_and_a_year_that_is_none() {
    let list = "สิ่งที่ส่งมาด้วย\n๑. ประกาศราคาสินค้าควบคุม พ.ศ. ๒๕๖๗ ฉบับ\n   ปรับปรุงใหม่                             จำนวน ๑ ฉบับ\n\
                ๒. แบบสำรวจและคำอธิบาย                     อย่างละ ๑ ชุด\n๓. มาตรการป้องกันและแก้ไขผลกระทบ (๑ เล่ม)\n";
    let found: Vec<_> =
        letter("", HEAD, list, SIGNED).enclosures.into_iter().map(|e| (e.description, e.quantity.unwrap_or_default())).collect();
    let item = |words: &str| (words.to_owned(), "1".to_owned());
    let first = item("ประกาศราคาสินค้าควบคุม พ.ศ. 2567 ฉบับปรับปรุงใหม่");
    assert_eq!(found, [first, item("แบบสำรวจและคำอธิบาย"), item("มาตรการป้องกันและแก้ไขผลกระทบ")]);
}

#[test]
fn the_letters_of_a_company_before_a_cited_number() {
    let list = "อ้างถึง หนังสือบริษัท ตัวอย่าง จำกัด ที่ RA ๐๑๒/๒๕๖๗ ลงวันที่ ๒๑ พฤษภาคม ๒๕๖๗\n";
    assert_eq!(letter("", HEAD, list, SIGNED).references[0].number.as_deref(), Some("RA 012/2567"));
}
