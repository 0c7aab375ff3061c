//! Where letters begin: a heading that only a letter has, and the lines above it that belong to it.

use super::Layout;
use crate::record::Kind;
use crate::rules::patterns::PatternId as P;
use crate::rules::{Cue, Head, Rules};

/// The heading of one letter.
#[derive(Debug, Clone)]
pub struct Core {
    /// What it is.
    pub kind: Kind,
    /// First line that belongs to it.
    pub top: usize,
    /// Line of the document number.
    pub number: Option<usize>,
    /// Line of the title of an order, announcement and the like.
    pub title: Option<usize>,
    /// Line of the subject.
    pub subject: Option<usize>,
    /// Line of the salutation, or of ถึง.
    pub salutation: Option<usize>,
}

/// Lines between salutation and subject, at most. Empty lines count.
const SUBJECT_REACH: usize = 12;
/// Lines between subject and number, at most.
const NUMBER_REACH: usize = 26;

/// The headings of a file, in order.
pub fn find(layout: &Layout, rules: &Rules) -> Vec<Core> {
    let mut cores: Vec<Core> = Vec::new();
    let mut floor = 0;
    for i in 0..layout.segs.len() {
        if i < floor {
            continue;
        }
        let found = match layout.segs[i].cue.map(|c| c.cue) {
            Some(Cue::Salutation) => at_salutation(layout, floor, i),
            Some(Cue::Subject) => at_subject(layout, floor, i),
            Some(Cue::To) => from_to(layout, floor, i).or_else(|| at_to(layout, floor, i)),
            Some(Cue::OrderTitle) => at_title(layout, i, Kind::Order),
            Some(Cue::AnnouncementTitle) => at_title(layout, i, Kind::Announcement),
            Some(Cue::RegulationTitle) => at_title(layout, i, Kind::Regulation),
            Some(Cue::MinutesTitle) => at_title(layout, i, Kind::Minutes),
            Some(Cue::CertificateTitle) => at_title(layout, i, Kind::Certificate),
            _ => None,
        };
        // `หนังสือรับรองฉบับนี้` in a certificate is no second one
        let same = |c: &Core| c.kind == Kind::Certificate && cores.last().is_some_and(|l| l.kind == c.kind) && !signed(layout, floor, i);
        if let Some(mut core) = found.filter(|c| !same(c)) {
            core.top = top(layout, floor, &core, rules);
            floor = [core.number, core.title, core.subject, core.salutation].into_iter().flatten().max().unwrap_or(i) + 1;
            cores.push(core);
        }
    }
    // what forwards a letter by mail is its cover, no letter of its own
    let numbered: Vec<bool> = cores.iter().map(|c| c.number.is_some()).collect();
    let mut next = numbered.into_iter().skip(1);
    cores.retain(|c| !(next.next() == Some(true) && is_mail(layout, c, rules)));
    cores
}

/// Whether the heading is that of a mail: `จาก: … <saraban@…>`, `ส่งเมื่อ: …` above `เรื่อง: …`.
fn is_mail(layout: &Layout, core: &Core, rules: &Rules) -> bool {
    const HEIGHT: usize = 6;
    let Some(subject) = core.subject.filter(|_| core.number.is_none() && core.title.is_none()) else { return false };
    let head = subject.saturating_sub(HEIGHT)..subject;
    let labels = head.clone().filter(|&i| rules.phrasing.heads_mail(layout.words(i))).count();
    labels > 1 && head.into_iter().any(|i| names_mailbox(layout.words(i)))
}

/// Whether somebody signed between the lines, not too far above the last.
fn signed(layout: &Layout, from: usize, to: usize) -> bool {
    const REACH: usize = 60;
    (from.max(to.saturating_sub(REACH))..to).any(|j| layout.classes[j].name || cue(layout, j) == Some(Cue::DoneAt))
}

/// The first piece that stands at most `lines` lines above piece `i`, not before `floor`.
fn above(layout: &Layout, i: usize, lines: usize, floor: usize) -> usize {
    let line = layout.segs[i].line.saturating_sub(lines);
    layout.segs.partition_point(|s| s.line < line).max(floor)
}

fn cue(layout: &Layout, i: usize) -> Option<Cue> {
    layout.segs[i].cue.map(|c| c.cue)
}

/// เรียน below เรื่อง; or, where that is unreadable, below a number or a date.
fn at_salutation(layout: &Layout, floor: usize, i: usize) -> Option<Core> {
    let back = above(layout, i, SUBJECT_REACH, floor);
    let blocked = (back..i).rev().find(|&j| matches!(cue(layout, j), Some(Cue::Closing | Cue::Purpose | Cue::Phone)));
    let back = blocked.map_or(back, |j| j + 1);
    let subject = (back..i).rev().find(|&j| cue(layout, j) == Some(Cue::Subject));
    let number = number_above(layout, floor, subject.unwrap_or(i));
    let memo = memo_above(layout, floor, subject.unwrap_or(i));
    if subject.is_none() {
        let date = (back..i).rev().any(|j| layout.classes[j].date && i - j <= 4);
        let near = number.is_some_and(|n| layout.segs[i].line - layout.segs[n].line <= 9) && !layout.classes[i].junk;
        if !date && !near && memo.is_none() {
            return None;
        }
        if number.is_none() && memo.is_none() && !full_date_above(layout, back, i, floor) {
            return None;
        }
    }
    let kind = if memo.is_some() { Kind::Memo } else { Kind::External };
    Some(Core { kind, top: i, number, title: memo, subject, salutation: Some(i) })
}

/// A date in full on a line of its own right above, and an earlier letter closed before that.
fn full_date_above(layout: &Layout, back: usize, i: usize, floor: usize) -> bool {
    let date =
        (back..i).rev().take(4).find(|&j| layout.classes[j].date && !layout.words(j).contains('.') && cue(layout, j) != Some(Cue::Day));
    let closed = floor == 0 || (floor..i).any(|j| cue(layout, j) == Some(Cue::Closing));
    date.is_some_and(|d| closed && !(d..i).any(|j| layout.classes[j].name || layout.classes[j].post))
}

/// เรื่อง below a number or a date in full, its salutation unreadable.
fn at_subject(layout: &Layout, floor: usize, i: usize) -> Option<Core> {
    let saluted = (i + 1..layout.segs.len())
        .take_while(|&j| layout.segs[j].line - layout.segs[i].line <= SUBJECT_REACH)
        .any(|j| matches!(cue(layout, j), Some(Cue::Salutation | Cue::To)));
    let titled = (i.saturating_sub(5).max(floor)..i)
        .any(|j| matches!(cue(layout, j), Some(Cue::OrderTitle | Cue::AnnouncementTitle | Cue::RegulationTitle)));
    if saluted || titled || layout.segs[i].column > 0 {
        return None;
    }
    // an order whose title is unreadable still has its number, `n/yyyy`, above เรื่อง
    if let Some(n) = (i.saturating_sub(3).max(floor)..i).rev().find(|&j| layout.classes[j].order_number) {
        let title = (n.saturating_sub(2).max(floor)..n)
            .rev()
            .find(|&j| layout.classes[j].chars > 5 && !layout.classes[j].junk && !layout.classes[j].stamp);
        return Some(Core {
            kind: Kind::Order,
            top: title.unwrap_or(n),
            number: Some(n),
            title: title.or(Some(n)),
            subject: Some(i),
            salutation: None,
        });
    }
    let number = number_above(layout, floor, i);
    let memo = memo_above(layout, floor, i);
    let dated = full_date_above(layout, above(layout, i, 6, floor), i, floor);
    let near = number.is_some_and(|n| (n..i).any(|j| layout.classes[j].date) && layout.segs[i].line - layout.segs[n].line <= 14);
    let kind = if memo.is_some() { Kind::Memo } else { Kind::External };
    (near || dated && number.is_some() || memo.is_some()).then_some(Core {
        kind,
        top: i,
        number,
        title: memo,
        subject: Some(i),
        salutation: None,
    })
}

/// จาก and ถึง below each other, beside เรื่อง: a letter in the form of before 2506 BE, or a memo of a bank or company.
fn from_to(layout: &Layout, floor: usize, i: usize) -> Option<Core> {
    const REACH: usize = 6;
    // empty lines of a text layer count
    const APART: usize = 5;
    let near = i.saturating_sub(REACH).max(floor)..(i + REACH).min(layout.segs.len());
    let opens = |j: usize| layout.segs[j].column == 0 && layout.words(j).split(' ').next() == Some("จาก");
    let line = |j: usize| layout.segs[j].line;
    let from = near.clone().filter(|&j| line(j).abs_diff(line(i)) <= APART).find(|&j| opens(j));
    let subject = near.clone().find(|&j| cue(layout, j) == Some(Cue::Subject))?;
    // right below เรื่อง it needs no จาก
    let right_below = subject < i && line(i) - line(subject) <= 2 && closed_below(layout, i);
    let first = from.or(right_below.then_some(subject))?.min(subject).min(i);
    let (number, memo) = (number_above(layout, floor, first), memo_above(layout, floor, first));
    let day = |j: usize| layout.classes[j].date || cue(layout, j) == Some(Cue::Day);
    // the form of a state enterprise: both on one line, number and day below it, and no คำลงท้าย
    // or one below the other with the day beside them
    let beside = |f: usize| line(f) == line(i) || line(f) + 1 == line(i) && i + 1 < subject && line(i + 1) == line(i);
    let form = from.is_some_and(|f| f < i && beside(f)) && (i..subject).any(day) && !closed_below(layout, i);
    let dated = form || (near.start..first).any(day);
    let message = (i.saturating_sub(12).max(floor)..i).any(|j| cue(layout, j) == Some(Cue::MessageTitle));
    let kind = if memo.is_some() || form { Kind::Memo } else { Kind::External };
    let coded = number.filter(|&n| !layout.classes[n].order_number && !bare_number(layout.words(n)));
    (!message && (number.is_some() || memo.is_some() || dated)).then_some(Core {
        kind,
        top: first,
        number: coded,
        title: memo,
        subject: Some(subject),
        salutation: Some(i),
    })
}

/// Whether คำลงท้าย stands below line `i`, as in no stamped letter.
fn closed_below(layout: &Layout, i: usize) -> bool {
    const REACH: usize = 40;
    let below = (i + 1..layout.segs.len()).take(REACH);
    below.take_while(|&j| !matches!(cue(layout, j), Some(Cue::Subject | Cue::To))).any(|j| cue(layout, j) == Some(Cue::Closing))
}

/// ถึง below a number, without เรื่อง between them.
fn at_to(layout: &Layout, floor: usize, i: usize) -> Option<Core> {
    // of a message form it is a label among others
    if (i.saturating_sub(12).max(floor)..i).any(|j| cue(layout, j) == Some(Cue::MessageTitle)) {
        return None;
    }
    let Some(number) = number_above(layout, floor, i) else { return at_bare_to(layout, floor, i) };
    let clean = (number..i).all(|j| !matches!(cue(layout, j), Some(Cue::Subject | Cue::Salutation | Cue::Purpose | Cue::Closing)));
    (clean && i - number <= 12).then_some(Core {
        kind: Kind::Stamped,
        top: number,
        number: Some(number),
        title: None,
        subject: None,
        salutation: Some(i),
    })
}

/// `ที่ 12/2499`: a number without a letter code.
fn bare_number(words: &str) -> bool {
    words.trim_start_matches(['ท', 'ี', '่', ' ']).starts_with(|c: char| c.is_ascii_digit())
}

/// ถึง with its number unreadable: near the top of the file, or after an earlier letter has closed; a short line of
/// its own, with a paragraph below and no เรื่อง or เรียน around.
fn at_bare_to(layout: &Layout, floor: usize, i: usize) -> Option<Core> {
    const REACH: usize = 500;
    let (seg, class) = (&layout.segs[i], &layout.classes[i]);
    let alone =
        seg.column == 0 && class.chars < 70 && class.chars > 8 && (seg.blank_lines > 0 || i > 0 && layout.classes[i - 1].chars < 30);
    let below = (i + 1..layout.segs.len()).take(3).any(|j| layout.classes[j].chars > 50);
    let other = (i + 1..layout.segs.len()).take(6).any(|j| matches!(cue(layout, j), Some(Cue::Subject | Cue::Salutation | Cue::Reference)));
    let mut before = floor.max(i.saturating_sub(REACH))..i;
    let closed = |j: usize| matches!(cue(layout, j), Some(Cue::Closing));
    let stamped = |j: usize| layout.classes[j].stamp || layout.classes[j].urgency;
    let mut place = || if floor == 0 { i < 16 } else { before.clone().any(closed) && before.any(stamped) };
    (alone && below && !other && place()).then_some(Core {
        kind: Kind::Stamped,
        top: i,
        number: None,
        title: None,
        subject: None,
        salutation: Some(i),
    })
}

/// A title that stands alone and is followed by what its kind has.
fn at_title(layout: &Layout, i: usize, kind: Kind) -> Option<Core> {
    let after = |n: usize| (i + 1..layout.segs.len()).take(n);
    let class = &layout.classes[i];
    // the word alone above the body that speaks
    let named = || layout.classes.get(i + 1).is_some_and(|n| n.agency && !n.post && n.chars < 70 && layout.segs[i + 1].column == 0);
    let above = |what: &str| after(4).any(|j| layout.words(j).starts_with(what));
    let alone = || match kind {
        Kind::Announcement => named() && above("เรื่อง"),
        Kind::Regulation => named() && above("ว่าด้วย"),
        _ => false,
    };
    if class.chars > 100 || class.chars < 9 && kind != Kind::Order && !alone() || listed(layout, i) {
        return None;
    }
    let words = layout.words(i);
    let subject = after(6).find(|&j| cue(layout, j) == Some(Cue::Subject));
    let number = after(4).find(|&j| layout.classes[j].order_number || layout.classes[j].number);
    let ok = match kind {
        Kind::Order => {
            number.is_some() && (subject.is_some() || class.chars < 60)
                || i < 14 && class.chars < 60 && after(6).any(|j| cue(layout, j) == Some(Cue::Body)) && done_below(layout, i)
        }
        Kind::Announcement => subject.is_some_and(|s| s <= i + 4) && !words.contains("เรื่อง") || words.contains(" เรื่อง ") && i < 8,
        Kind::Regulation => {
            let year = |j: usize| layout.words(j).starts_with("พ.ศ.") || Some(j) == subject && layout.words(j).contains(" พ.ศ.");
            let local = subject.is_some_and(|s| s <= i + 2) && after(6).any(year);
            local || after(3).any(|j| layout.words(j).starts_with("ว่าด้วย"))
        }
        Kind::Minutes => {
            after(8).any(|j| layout.words(j).contains("ครั้งที่") || layout.words(j).contains("ผู้มาประชุม")) || words.contains("ครั้งที่")
        }
        Kind::Certificate => after(14).any(|j| ["ให้ไว้", "ขอรับรอง", "รับรองว่า"].iter().any(|w| layout.words(j).contains(w))),
        _ => false,
    };
    let item = layout.segs[i].column > 0 && kind != Kind::Order;
    (ok && !item).then_some(Core {
        kind,
        top: i,
        number: number.filter(|_| kind == Kind::Order),
        title: Some(i),
        subject,
        salutation: None,
    })
}

/// Whether the title on line `i` is one of a list of enclosures or of letters referred to, above the body.
fn listed(layout: &Layout, i: usize) -> bool {
    const REACH: usize = 8;
    const BODY: usize = 60;
    let above = (i.saturating_sub(REACH)..i).rev();
    let mut parts = above.filter_map(|j| match cue(layout, j) {
        Some(Cue::Enclosure | Cue::Reference) => Some(true),
        Some(Cue::Body | Cue::Purpose | Cue::Closing | Cue::Phone | Cue::DoneAt) => Some(false),
        _ => layout.classes[j].name.then_some(false),
    });
    parts.next() == Some(true) && (i + 1..layout.segs.len()).take(BODY).any(|j| cue(layout, j) == Some(Cue::Purpose))
}

/// สั่ง ณ วันที่ somewhere below.
fn done_below(layout: &Layout, i: usize) -> bool {
    (i + 1..layout.segs.len()).any(|j| cue(layout, j) == Some(Cue::DoneAt) || cue(layout, j) == Some(Cue::Effective))
}

/// The number line above `i`, not beyond what ends an earlier letter.
fn number_above(layout: &Layout, floor: usize, i: usize) -> Option<usize> {
    let mut open = None;
    for j in (above(layout, i, NUMBER_REACH, floor)..i).rev() {
        let c = &layout.classes[j];
        if c.number {
            return Some(j);
        }
        if c.number_open && open.is_none() {
            open = Some(j);
        }
        let foot = match cue(layout, j) {
            Some(Cue::Closing | Cue::Purpose | Cue::Contact | Cue::Enclosure | Cue::Reference) => true,
            Some(Cue::Email) => !in_letterhead(layout, floor, j),
            Some(Cue::Phone) => {
                let memo = || layout.words(j).contains("ส่วนราชการ") || memo_line(layout, j);
                j + 1 < i && !memo() && !in_letterhead(layout, floor, j)
            }
            _ => false,
        };
        if foot {
            break;
        }
    }
    open
}

/// Whether the telephone or mailbox on line `j` belongs to a letterhead: below the number, with the address between.
fn in_letterhead(layout: &Layout, floor: usize, j: usize) -> bool {
    const HEIGHT: usize = 9;
    let (mut addressed, mut lines) = (false, 0);
    for k in (above(layout, j, HEIGHT, floor)..j).rev() {
        let c = &layout.classes[k];
        addressed |= c.address;
        lines += 1;
        if c.number {
            return addressed && lines > 1;
        }
        let head = matches!(cue(layout, k), None | Some(Cue::Phone | Cue::Email | Cue::Web));
        if c.name || c.post || !head {
            return false;
        }
    }
    false
}

fn memo_line(layout: &Layout, j: usize) -> bool {
    let line = layout.segs[j].line;
    (j.saturating_sub(2)..=j).any(|k| cue(layout, k) == Some(Cue::MemoAgency) && line - layout.segs[k].line <= 1)
}

fn memo_above(layout: &Layout, floor: usize, i: usize) -> Option<usize> {
    let back = i.saturating_sub(14).max(floor);
    (back..i)
        .rev()
        .take_while(|&j| !matches!(cue(layout, j), Some(Cue::Closing | Cue::Purpose)))
        .find(|&j| matches!(cue(layout, j), Some(Cue::MemoTitle | Cue::MemoAgency)))
}

/// An at sign between letters of a mail address; alone it is read from a speck or an oval stamp.
fn names_mailbox(words: &str) -> bool {
    let ascii = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    words.match_indices('@').any(|(at, _)| ascii(words[..at].chars().next_back()) && ascii(words[at + 1..].chars().next()))
}

/// The first line that belongs to the letter: its heading, and above that stamps, marks of speed and the like.
fn top(layout: &Layout, floor: usize, core: &Core, rules: &Rules) -> usize {
    let anchors = [core.number, core.title, core.subject, core.salutation];
    let mut top = anchors.into_iter().flatten().min().unwrap_or(core.top);
    let heading_end = core.subject.or(core.salutation).unwrap_or(top);
    let mut has_agency = core.title.is_some() || (top..heading_end).any(|j| layout.classes[j].agency && !layout.classes[j].receiver);
    let mut doubtful = 0;
    for j in (floor..top).rev() {
        let (c, cue) = (&layout.classes[j], cue(layout, j));
        let ends = matches!(
            cue,
            Some(
                Cue::Closing
                    | Cue::Purpose
                    | Cue::Phone
                    | Cue::Email
                    | Cue::Web
                    | Cue::Contact
                    | Cue::Certified
                    | Cue::CopiesTo
                    | Cue::Enclosure
                    | Cue::Reference
            )
        ) || c.name
            || c.catchword
            || c.chars > 90
            || names_mailbox(layout.words(j))
            || layout.words(j).contains("www.");
        if ends {
            break;
        }
        // where and when a person without letterhead wrote
        let written =
            core.number.is_none() && (rules.phrasing.written_at(layout.words(j)) || cue == Some(Cue::Day) && whole_day(layout, rules, j));
        let marks = c.urgency
            || written
            || c.secrecy
            || c.stamp
            || c.receiver
            || matches!(cue, Some(Cue::Copy | Cue::MemoTitle | Cue::MemoAgency))
            || c.number_open;
        let head = (c.agency || c.address || rules.words.has_head(layout.words(j), Head::Address)) && !has_agency && !c.post;
        if marks || head || (c.date && !has_agency) {
            has_agency |= head && c.agency && !c.receiver;
            top = j;
            doubtful = 0;
        } else if c.page_number || c.junk || c.chars <= 14 {
            doubtful += usize::from(!c.junk);
            if doubtful > 3 {
                break;
            }
            // a stray line right above the heading goes with it, but not a speck behind the last words of a foot
            let behind = j > floor && layout.segs[j - 1].line == layout.segs[j].line && !layout.classes[j - 1].junk;
            if doubtful <= 1 && !behind && !c.post && layout.segs[top].line - layout.segs[j].line <= 2 {
                top = if c.page_number && j + 1 < top { top } else { j };
            }
        } else {
            doubtful += 2;
            if doubtful > 3 || c.post {
                break;
            }
        }
    }
    top
}

/// Whether line `j` is a day with its word, and nothing else: `วันที่ 25 เดือน กรกฎาคม พ.ศ. 2565`.
fn whole_day(layout: &Layout, rules: &Rules, j: usize) -> bool {
    const LONGEST: usize = 60;
    let words = layout.segs[j].rest(layout.text).1;
    let day = || rules.patterns.get(P::Date).find(words.trim());
    layout.classes[j].chars < LONGEST && day().is_some_and(|m| m.start() == 0 && m.end() == words.trim().len())
}

/// What a file without any letter heading is.
pub fn kind_without_core(layout: &Layout, rules: &Rules) -> Kind {
    let has = |c: Cue| (0..layout.segs.len()).any(|i| cue(layout, i) == Some(c));
    if has(Cue::MessageTitle) {
        return Kind::Other;
    }
    if has(Cue::MemoTitle) || has(Cue::MemoAgency) {
        return Kind::Memo;
    }
    // the form of the regulation has no title
    if (0..layout.segs.len()).any(|i| layout.words(i).contains("ให้ไว้เพื่อรับรอง")) && has(Cue::DoneAt) {
        return Kind::Certificate;
    }
    let table = layout.segs.iter().filter(|s| s.column > 0).count() * 2 > layout.segs.len();
    let prose = layout.classes.iter().filter(|c| c.chars > 60).count();
    if has(Cue::Closing) {
        return Kind::External;
    }
    if has(Cue::DoneAt) && has(Cue::OrderTitle) {
        return Kind::Order;
    }
    // two who sign a contract
    let signed = (0..layout.segs.len()).filter(|&i| rules.phrasing.signing(layout.words(i)).is_some()).take(2).count() > 1;
    if signed && !has(Cue::NewsTitle) {
        return Kind::Other;
    }
    let headed = |i: usize| (i + 1..layout.segs.len()).take(3).any(|j| cue(layout, j) == Some(Cue::Subject));
    let title = |i: usize| cue(layout, i) == Some(Cue::NewsTitle) && (layout.classes[i].chars < 30 || headed(i));
    let titled = (0..layout.segs.len().min(6)).any(title);
    if !table && (prose >= 2 || titled) { Kind::News } else { Kind::Other }
}
