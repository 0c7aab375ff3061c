//! The parts of one letter: head, lists, body, closing, signature, foot, attachments.

use super::Layout;
use super::cores::Core;
use crate::record::Kind;
use crate::rules::{Cue, Rules};
use std::ops::Range;

/// Parts of a letter as ranges of lines.
#[derive(Debug, Clone, Default)]
pub struct Zones {
    /// Down to the subject or salutation.
    pub head: Range<usize>,
    /// Line of the document number.
    pub number: Option<usize>,
    /// Title of an order and the like, or บันทึกข้อความ.
    pub title: Option<usize>,
    /// Line of the subject.
    pub subject: Option<usize>,
    /// Line of the salutation.
    pub salutation: Option<usize>,
    /// อ้างถึง and สิ่งที่ส่งมาด้วย.
    pub lists: Range<usize>,
    /// The body.
    pub body: Range<usize>,
    /// คำลงท้าย.
    pub closing: Option<usize>,
    /// Signature and foot, and what follows.
    pub tail: Range<usize>,
    /// What follows the letter and is no letter.
    pub attachment: Option<Range<usize>>,
}

fn cue(layout: &Layout, i: usize) -> Option<Cue> {
    layout.segs[i].cue.map(|c| c.cue)
}

/// The parts of the letter on lines `segs`.
pub fn zones(layout: &Layout, rules: &Rules, segs: &Range<usize>, core: Option<&Core>, kind: Kind) -> Zones {
    let mut z = Zones { head: segs.start..segs.start, ..Zones::default() };
    if let Some(core) = core {
        (z.number, z.title, z.subject, z.salutation) = (core.number, core.title, core.subject, core.salutation);
    } else {
        (z.title, z.subject) = order_heading(layout, segs, kind);
    }
    let head_end = z.subject.or(z.salutation).or(z.number).or(z.title).unwrap_or(segs.start);
    z.head = segs.start..head_end.max(segs.start);
    let after_head = z.salutation.or(z.subject).or(z.number).or(z.title).map_or(segs.start, |i| i + 1);
    let settled =
        |i: usize| layout.classes[i].name || cue(layout, i) == Some(Cue::Phone) || kind == Kind::Stamped && layout.classes[i].chars > 50;
    let lists_start = (after_head..segs.end)
        .take(14)
        .take_while(|&i| !settled(i))
        .find(|&i| matches!(cue(layout, i), Some(Cue::Reference | Cue::Enclosure)) || cites(layout, i) || starts_body(layout, i));
    let lists_from = lists_start.unwrap_or(after_head);
    let mut body_from = lists_from;
    if lists_start.is_some_and(|i| !starts_body(layout, i)) || kind == Kind::External {
        body_from =
            (lists_from..segs.end).find(|&i| starts_body(layout, i) || ends_lists(layout, rules, i, lists_from)).unwrap_or(segs.end);
    }
    z.lists = lists_from..body_from;
    z.closing = (body_from..segs.end).find(|&i| cue(layout, i) == Some(Cue::Closing));
    let done = (body_from..segs.end).find(|&i| cue(layout, i) == Some(Cue::DoneAt));
    let purpose = (body_from..segs.end).rev().find(|&i| cue(layout, i) == Some(Cue::Purpose) && z.closing.is_none_or(|c| i < c));
    let tail_from = match (z.closing, done, purpose) {
        (Some(c), _, _) => c,
        (None, Some(d), _) => d,
        (None, None, Some(p)) => p + 1,
        _ => (body_from..segs.end).find(|&i| layout.classes[i].name).map_or(segs.end, |n| n.max(body_from)),
    };
    z.body = body_from..tail_from;
    z.tail = tail_from..segs.end;
    z.attachment = attachment(layout, &z);
    z
}

/// Title and subject of an order whose number cannot be read.
fn order_heading(layout: &Layout, segs: &Range<usize>, kind: Kind) -> (Option<usize>, Option<usize>) {
    const REACH: usize = 8;
    let first = |mut lines: Range<usize>, what| lines.find(|&i| cue(layout, i) == Some(what));
    let title = first(segs.start..segs.end.min(segs.start + REACH), Cue::OrderTitle).filter(|_| kind == Kind::Order);
    (title, title.and_then(|t| first(t + 1..segs.end.min(t + REACH), Cue::Subject)))
}

/// A line above the body that cites a letter, its cue misread: a short stray word and then หนังสือ.
pub fn cites(layout: &Layout, i: usize) -> bool {
    let words = layout.words(i);
    if cue(layout, i).is_some() || layout.segs[i].column > 0 || layout.classes[i].chars < 20 {
        return false;
    }
    let letters: String = words.chars().filter(|c| ('ก'..='ฮ').contains(c)).take(12).collect();
    let at = letters.find("หนงสอ").map(|b| letters[..b].chars().count());
    // a stray sign, or a stray letter before the number of an item
    let numbered = words.split_once(' ').is_some_and(|(w, rest)| w.chars().count() <= 2 && rest.starts_with(|c: char| c.is_ascii_digit()));
    let stray = numbered || words.starts_with(|c: char| !('ก'..='ไ').contains(&c));
    at.is_some_and(|n| n <= 3) && stray && (words.contains("ลงว") || words.contains('/'))
}

/// Whether line `i` is noise: strokes, or marks that were read apart from the letters below them. Those are in pieces
/// with few known words in them; in pieces beside them even figures say nothing.
pub fn is_noise(layout: &Layout, rules: &Rules, i: usize) -> bool {
    const LEAST: f32 = 0.3;
    let c = &layout.classes[i];
    let said = |i: usize| {
        let c = &layout.classes[i];
        c.date || c.number || c.order_number || c.number_open || c.name || c.stamp || c.urgency || c.secrecy || c.page_number
    };
    if c.junk || layout.segs[i].cue.is_some() || said(i) {
        return c.junk;
    }
    let thai = layout.words(i).chars().filter(|c| ('ก'..='๎').contains(c)).count() > 2;
    let junk =
        |j: Option<usize>| j.is_some_and(|j| layout.segs.get(j).is_some_and(|s| s.line == layout.segs[i].line) && layout.classes[j].junk);
    let beside = || junk(i.checked_sub(1)) || junk(Some(i + 1));
    (thai || beside()) && rules.repairer.known_share(layout.words(i)) < LEAST
}

/// A line that opens the body: a connector at the left, with enough after it.
fn starts_body(layout: &Layout, i: usize) -> bool {
    let (seg, c) = (&layout.segs[i], &layout.classes[i]);
    match cue(layout, i) {
        Some(Cue::Body) => seg.column == 0 && (c.chars > 24 || layout.words(i).contains("ที่อ้างถึง")),
        Some(Cue::Purpose | Cue::Closing) => true,
        None => seg.column == 0 && c.chars > 45 && c.opener,
        _ => false,
    }
}

/// A long line that is no item of a list also ends the lists.
fn ends_lists(layout: &Layout, rules: &Rules, i: usize, lists_from: usize) -> bool {
    let (seg, c) = (&layout.segs[i], &layout.classes[i]);
    let free = seg.cue.is_none() && seg.column == 0 && !goes_on_with_item(layout, i, lists_from);
    // a second salutation is an endorsement's
    if i > lists_from && matches!(cue(layout, i), Some(Cue::Salutation)) {
        return true;
    }
    let paragraph = c.chars > 64 && layout.classes.get(i + 1).is_some_and(|n| n.chars > 50) && !layout.words(i).contains("ลงวัน");
    let above = || (lists_from..i).rev().find(|&j| !is_noise(layout, rules, j));
    let fresh = i > lists_from && !layout.words(i).contains("ลงวัน") && !cites(layout, i);
    let next = || layout.classes.get(i + 1).map_or(0, |n| n.chars);
    let long = || c.chars > 60 || seg.blank_lines > 0 && c.chars > 40 && next() > 40 && !layout.words(i).contains("จำนวน");
    let below_item = || fresh && long() && above().is_some_and(|j| item_done(layout.words(j)));
    // a body that does something opens a sentence
    let apart = || seg.blank_lines > 0 || is_noise(layout, rules, i - 1);
    let acts = || fresh && c.agency && c.chars > 35 && apart() && rules.phrasing.verb_after(layout.words(i), 9).is_some();
    // what stands below a cue alone is its item
    let first = || above().is_some_and(|j| seg_is_list_cue(layout, j));
    i > lists_from
        && free
        && !first()
        && (fresh && c.chars > 60 && outdented(layout, i, lists_from)
            || seg.blank_lines > 0 && c.chars > 100
            || paragraph
            || below_item()
            || acts()
            || begins_anew(layout, i, lists_from))
}

/// Whether nothing but อ้างถึง or สิ่งที่ส่งมาด้วย stands on line `j`.
fn seg_is_list_cue(layout: &Layout, j: usize) -> bool {
    let listed = matches!(cue(layout, j), Some(Cue::Reference | Cue::Enclosure));
    listed && layout.segs[j].rest(layout.text).1.trim_matches([':', ' ']).is_empty()
}

/// Whether line `i` is set at the left of the last numbered item, whose own lines are set below its words.
fn outdented(layout: &Layout, i: usize, lists_from: usize) -> bool {
    const INDENT: usize = 8;
    const AHEAD: usize = 3;
    let indent = |j: usize| {
        let at = layout.segs[j].span.start;
        let before = &layout.text[layout.text[..at].rfind('\n').map_or(0, |n| n + 1)..at];
        before.bytes().all(|b| b == b' ').then_some(before.len())
    };
    let item = |j: &usize| goes_on_with_item(layout, *j, lists_from);
    let above = (lists_from + 1..i).rev().find(item).and_then(indent).filter(|&n| n >= INDENT);
    let more = || (i + 1..layout.segs.len()).take(AHEAD).any(|j| item(&j));
    above.is_some_and(|n| indent(i).is_some_and(|own| own + 3 < n)) && !more()
}

/// Whether line `i` is the first of the numbered paragraphs of a body below a list that has its items.
fn begins_anew(layout: &Layout, i: usize, lists_from: usize) -> bool {
    let words = layout.words(i);
    let cited = words.contains("ลงวัน") || words.contains("สำเนา") || words.contains("จำนวน 1 ");
    let first = words.strip_prefix("1.").or_else(|| words.strip_prefix("1)")).map(str::trim_start);
    let Some(rest) = first.filter(|r| !cited && r.starts_with(|c: char| ('ก'..='ไ').contains(&c))) else { return false };
    // the cue of this list has words or an item of its own
    let last = (lists_from..i).rev().find(|&j| matches!(cue(layout, j), Some(Cue::Reference | Cue::Enclosure)));
    let filled = last.is_some_and(|j| layout.segs[j].rest(layout.text).1.chars().count() > 8);
    filled && rest.chars().count() > 12
}

/// Whether line `i` is the next item of a list: the one after the item above it, or the first below a cue alone.
fn goes_on_with_item(layout: &Layout, i: usize, lists_from: usize) -> bool {
    let number = |words: &str| {
        // of `(2)` the second half may be lost
        let (words, bracket) = words.strip_prefix('(').map_or((words, false), |w| (w, true));
        let rest = words.trim_start_matches(|c: char| c.is_ascii_digit());
        let closed = rest.starts_with(['.', ')']) && !rest[1..].starts_with(|c: char| c.is_ascii_digit());
        let parted = closed || bracket && rest.starts_with(' ');
        let figures = &words[..words.len() - rest.len()];
        figures.parse::<u8>().ok().filter(|_| parted && !figures.starts_with('0'))
    };
    let at = |j: usize| number(layout.segs[j].rest(layout.text).1);
    let above = lists_from..i;
    match number(layout.words(i)) {
        Some(1) => above.last().is_some_and(|j| layout.segs[j].cue.is_some() && layout.segs[j].rest(layout.text).1.is_empty()),
        Some(n) => above.rev().find_map(at).is_some_and(|before| before.checked_add(1) == Some(n)),
        None => false,
    }
}

/// Whether an item of a list is at its end: with how many there are of it, or with the year of a letter.
fn item_done(words: &str) -> bool {
    let counted = words.rfind("จำนวน").is_some_and(|at| words[at..].chars().count() <= 20);
    let year = words.len() - words.trim_end_matches(|c: char| c.is_ascii_digit()).len() == 4;
    counted || year && words.contains("ลงวันที่")
}

/// What follows the signature and foot: from a heading of its own to the end.
fn attachment(layout: &Layout, z: &Zones) -> Option<Range<usize>> {
    let first_name = z.tail.clone().find(|&i| layout.classes[i].name || cue(layout, i) == Some(Cue::Phone))?;
    let start = (first_name + 1..z.tail.end).find(|&i| {
        let heading = matches!(cue(layout, i), Some(Cue::Attachment | Cue::Enclosure));
        let titled = matches!(cue(layout, i), Some(Cue::OrderTitle | Cue::AnnouncementTitle)) && layout.segs[i].blank_lines > 0;
        (heading || titled) && layout.segs[i].column == 0 && !layout.classes[i].post
    });
    // stamps at the very end were set on the letter, not on what it encloses
    let small = |i: usize| {
        let c = &layout.classes[i];
        c.stamp || c.receiver || c.junk || c.chars <= 14
    };
    let start = start?;
    let first_stamp = (start + 1..z.tail.end).find(|&i| layout.classes[i].receiver && (i..z.tail.end).all(small));
    Some(start..first_stamp.unwrap_or(z.tail.end))
}
