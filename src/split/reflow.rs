//! Lines that a reader joined to paragraphs: `เรื่อง … เรียน … สิ่งที่ส่งมาด้วย …` on one line, or the closing with the
//! name and post behind it. Each part is a line of its own again.

use super::letterhead;
use crate::rules::patterns::PatternId as P;
use crate::rules::{Cue, Head, Rules};
use crate::values::Number;
use std::cell::LazyCell;

/// Shorter lines, in bytes, hold no two parts.
const SHORT: usize = 100;
/// Bytes of a paragraph that begins behind a heading on the same line, at least.
const PARAGRAPH: usize = 150;
/// Bytes from a heading to such a paragraph, at most.
const REACH: usize = 600;
/// Characters of a line that show whether it is an item of a list.
const ITEM: usize = 24;
/// Characters of an addressee before such a paragraph, at most.
const ADDRESSEE: usize = 90;

/// Where in `line` new lines begin, in order.
pub fn cuts(line: &str, rules: &Rules) -> Vec<usize> {
    let mut out = Vec::new();
    if line.len() < SHORT {
        return out;
    }
    let mut start = line.len() - line.trim_start().len();
    // the title of a memo above its heading
    if let Some(rest) = line[start..].strip_prefix("บันทึกข้อความ ").filter(|r| r.trim_start().starts_with('ส'))
    {
        start = line.len() - rest.trim_start().len();
        out.push(start);
    }
    let mut part = Part { from: start, cue: heading(&line[start..], rules) };
    // the heading of a memo, or the number of a letter, above เรื่อง
    let header = header(line, start, rules);
    if let Some(Header::Memo(number)) = header {
        out.push(number);
    }
    if letterhead::begins(&line[start..], rules) {
        let subject = rules.cues.inner(line).find(|&at| at > start && heading(&line[at..], rules) == Some(Cue::Subject));
        out.extend(letterhead::cuts(&line[..subject.unwrap_or(line.len())], start, rules));
    }
    let opening = line[start..].char_indices().nth(ITEM).map_or(line.len(), |c| start + c.0);
    let listed = LazyCell::new(|| rules.patterns.get(P::Item).is_match(&line[start..opening]));
    for at in rules.cues.inner(line).filter(|&at| at > start) {
        let Some(cue) = heading(&line[at..], rules) else { continue };
        // the last item of one list before the next list
        let item = order(cue) >= order(Cue::Reference) && part.cue.is_none() && *listed;
        let headed = cue == Cue::Subject && part.cue.is_none() && header.is_some();
        let follows = (part.cue.is_some_and(|p| order(p) < order(cue)) || item || headed) && !line[part.from..at].trim().is_empty();
        let here = match cue {
            Cue::Closing => closes(&line[at..]),
            Cue::Salutation => follows && to_somebody(&line[at..], rules),
            _ => follows,
        };
        if here {
            out.extend(items(line, &part, at, rules));
            out.extend(body(line, &part, at, rules));
            out.push(at);
            part = Part { from: at, cue: Some(cue) };
        }
    }
    if out.is_empty() && part.cue.is_none() {
        match line[start..].starts_with('(') {
            true => out.extend(signature(line, start, rules).into_iter().filter(|&cut| cut > start && !line[cut..].starts_with('('))),
            false => out.extend(foot(line, start, rules)),
        }
    } else if part.cue == Some(Cue::Closing) {
        let signed = signature(line, part.from, rules);
        // the office in charge behind the post
        out.extend(signed.last().filter(|&&post| !line[post..].starts_with('(')).and_then(|&post| foot(line, post, rules)));
        out.extend(signed);
    } else {
        out.extend(items(line, &part, line.len(), rules));
        out.extend(body(line, &part, line.len(), rules));
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// Where the second item of a list and those after it begin behind its heading, before `end`:
/// `สิ่งที่ส่งมาด้วย 1. … จำนวน 1 ชุด 2. …`.
fn items(line: &str, part: &Part, end: usize, rules: &Rules) -> Vec<usize> {
    /// Bytes of an item, at least.
    const ITEM: usize = 15;
    const MOST: usize = 30;
    /// Characters of a quantity, at most.
    const QUANTITY: usize = 40;
    let mut out = Vec::new();
    if part.cue != Some(Cue::Enclosure) {
        return out;
    }
    let first = [" 1.", " 1)", " 1 "].iter().find_map(|m| line[part.from..end].find(m)).map(|p| part.from + p + 1);
    let Some(mut from) = first else { return out };
    let sign = &line[from + 1..from + 2];
    // without a sign behind its number an item begins where the one before has its quantity
    let counted = |left: &str| {
        let tail = left.char_indices().rev().nth(QUANTITY).map_or(left, |c| &left[c.0..]);
        rules.patterns.get(P::Quantity).find_iter(tail).last().is_some_and(|m| m.end() == tail.len())
    };
    for n in 2..MOST {
        let mark = format!(" {n}{sign}");
        let next = line[from..end].match_indices(&mark).map(|m| from + m.0 + 1).find(|&at| {
            let rest = line[at + mark.len() - 1..end].trim_start();
            let parted = sign != " " || counted(line[from..at].trim_end());
            parted && at - from > ITEM && rest.starts_with(|c: char| !c.is_ascii_digit() && c.is_alphabetic() || c == '(' || c == '"')
        });
        let Some(at) = next else { break };
        out.push(at);
        from = at;
    }
    out
}

/// What a line with several parts of a heading begins with.
enum Header {
    /// ส่วนราชการ of a memo, and where its number begins on the same line.
    Memo(usize),
    /// A number.
    Number,
}

/// The heading of which a reader made one line: `ส่วนราชการ … ที่ … วันที่ … เรื่อง …`.
fn header(line: &str, start: usize, rules: &Rules) -> Option<Header> {
    const CODE: usize = 12;
    let numbered = |at: usize| {
        let rest = line[at..].get("ที่ ".len()..).unwrap_or_default();
        let near = rest.char_indices().nth(4 * CODE).map_or(rest.len(), |c| c.0);
        Number::find(&line[at..at + "ที่ ".len() + near], rules).is_some_and(|(_, m)| m.start <= CODE)
    };
    let start = start + letterhead::marked(&line[start..], rules);
    if line[start..].starts_with("ที่ ") {
        return numbered(start).then_some(Header::Number);
    }
    if !line[start..].starts_with(['ส', 'ห']) || !line.contains(" ที่ ") {
        return None;
    }
    rules.cues.find(&line[start..]).filter(|c| c.cue == Cue::MemoAgency)?;
    let mut at = line[start..].match_indices(" ที่ ").map(|m| start + m.0 + 1).take(4);
    at.find(|&at| numbered(at)).map(Header::Memo)
}

struct Part {
    from: usize,
    cue: Option<Cue>,
}

/// The part of a letter that `words` open to the letter.
fn heading(words: &str, rules: &Rules) -> Option<Cue> {
    let found = rules.cues.exact(words)?;
    matches!(found.cue, Cue::Subject | Cue::Salutation | Cue::Reference | Cue::Enclosure | Cue::Closing).then_some(found.cue)
}

fn order(cue: Cue) -> u8 {
    match cue {
        Cue::Subject => 0,
        Cue::Salutation => 1,
        Cue::Reference => 2,
        Cue::Enclosure => 3,
        _ => 4,
    }
}

/// เรียน is followed by a post or a name; in a title it is a verb.
fn to_somebody(words: &str, rules: &Rules) -> bool {
    let rest = words.split_once(' ').map_or("", |w| w.1.trim_start());
    rules.words.has_exact_head(rest, Head::Post) || rules.words.title(rest).is_some()
}

/// Behind the closing nothing stands on its line but the name and post.
fn closes(words: &str) -> bool {
    let rest = words.split_once(' ').map_or("", |w| w.1.trim());
    rest.is_empty() || rest.chars().take(24).any(|c| c == '(')
}

/// Where the body begins behind the heading `part`, which ends before `end`.
fn body(line: &str, part: &Part, end: usize, rules: &Rules) -> Option<usize> {
    let cue = part.cue.filter(|c| matches!(c, Cue::Salutation | Cue::Reference | Cue::Enclosure))?;
    if end - part.from < PARAGRAPH {
        return None;
    }
    let blanks = memchr::memchr_iter(b' ', &line.as_bytes()[part.from..end]).map(|b| part.from + b).take_while(|&b| b - part.from < REACH);
    let mut opens = blanks.filter(|&b| line[b + 1..].starts_with(['ด', 'ต', 'อ', 'เ']) && end - b > PARAGRAPH);
    opens
        .find(|&b| {
            let left = line[part.from..b].trim_end();
            let done = match cue {
                Cue::Enclosure => {
                    let counted = || rules.patterns.get(P::Quantity).find_iter(left).last().is_some_and(|m| m.end() == left.len());
                    // ด้วย before a body opens a sentence
                    let acts = line[b + 1..].strip_prefix("ด้วย").is_some_and(|r| rules.words.has_exact_head(r, Head::Agency));
                    acts || counted()
                }
                Cue::Reference => left.len() - left.trim_end_matches(|c: char| c.is_ascii_digit()).len() == 4,
                _ => left.chars().count() <= ADDRESSEE && left.contains(' '),
            };
            done && rules.cues.exact(&line[b + 1..]).is_some_and(|c| c.cue == Cue::Body)
        })
        .map(|b| b + 1)
}

/// Where the office in charge begins behind the post of the signer, with its telephone: `ปฏิบัติราชการแทน… กองคลัง โทร. …`.
fn foot(line: &str, start: usize, rules: &Rules) -> Option<usize> {
    const POST: usize = 30;
    let words = &line[start..];
    let phone = words.find(" โทร").filter(|&p| words[p..].bytes().any(|b| b.is_ascii_digit()) && p < REACH)? + start;
    let post = rules.words.has_exact_head(words, Head::Post) || rules.words.acting(words).is_some_and(|a| a.0 == 0);
    let mut blanks = memchr::memchr_iter(b' ', &line.as_bytes()[..phone]).filter(|&b| b > start + POST);
    blanks.find(|&b| post && rules.words.has_exact_head(&line[b + 1..], Head::Division)).map(|b| b + 1)
}

/// Where name and post begin behind the closing.
fn signature(line: &str, from: usize, rules: &Rules) -> Vec<usize> {
    let open = if line[from..].starts_with('(') { Some(from) } else { line[from..].find(" (").map(|p| from + p + 1) };
    let Some(open) = open else { return Vec::new() };
    let Some(close) = line[open..].find(')').map(|p| open + p + 1) else { return vec![open] };
    let post = close + line[close..].len() - line[close..].trim_start().len();
    // a rank stands before the bracket
    let before = line[from..open].trim_end();
    let rank = from + before.rfind(' ').map_or(0, |p| p + 1);
    let ranked = rank < open && rules.words.is_rank(line[rank..open].trim());
    let titled = ranked || rules.words.title(line[open + 1..].trim_start()).is_some();
    let mut out: Vec<usize> = ranked.then_some(rank).into_iter().chain([open]).collect();
    if rules.words.has_head(&line[post..], Head::Post) && post < line.len() && titled {
        out.push(post);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(line: &str) -> Vec<&str> {
        let rules = Rules::embedded().unwrap();
        let cuts = cuts(line, &rules);
        let ends = cuts.iter().copied().chain([line.len()]);
        std::iter::once(0).chain(cuts.iter().copied()).zip(ends).map(|(a, b)| line[a..b].trim()).collect()
    }

    #[test]
    fn a_heading_joined_to_one_line_is_parted() {
        let line = "เรื่อง ขอเชิญประชุม เรียน ผู้อำนวยการโรงเรียนทดสอบ อ้างถึง หนังสือ ที่ พร 0001/2 ลงวันที่ 1 มีนาคม 2567 สิ่งที่ส่งมาด้วย กำหนดการ จำนวน 1 ชุด";
        let right = [
            "เรื่อง ขอเชิญประชุม",
            "เรียน ผู้อำนวยการโรงเรียนทดสอบ",
            "อ้างถึง หนังสือ ที่ พร 0001/2 ลงวันที่ 1 มีนาคม 2567",
            "สิ่งที่ส่งมาด้วย กำหนดการ จำนวน 1 ชุด",
        ];
        assert_eq!(parts(line), right);
        let line = "จึงเรียนมาเพื่อโปรดพิจารณา ขอแสดงความนับถือ (นางสมศรี ใจงาม) ผู้อำนวยการโรงเรียนทดสอบตัวอย่าง";
        assert_eq!(parts(line), ["จึงเรียนมาเพื่อโปรดพิจารณา", "ขอแสดงความนับถือ", "(นางสมศรี ใจงาม)", "ผู้อำนวยการโรงเรียนทดสอบตัวอย่าง"]);
    }

    #[test]
    fn a_body_behind_its_heading_is_parted() {
        let line =
            "เรียน ผู้อำนวยการโรงเรียนทดสอบ สิ่งที่ส่งมาด้วย กำหนดการ จำนวน 1 ชุด ด้วยโรงเรียนตัวอย่างจะจัดการประชุมผู้ปกครองนักเรียน รายละเอียดตามสิ่งที่ส่งมาด้วย";
        let right = "ด้วยโรงเรียนตัวอย่างจะจัดการประชุมผู้ปกครองนักเรียน รายละเอียดตามสิ่งที่ส่งมาด้วย";
        assert_eq!(parts(line), ["เรียน ผู้อำนวยการโรงเรียนทดสอบ", "สิ่งที่ส่งมาด้วย กำหนดการ จำนวน 1 ชุด", right]);
    }

    #[test]
    fn words_of_a_title_are_no_heading() {
        for line in [
            "เรื่อง การจัดการเรียนการสอนออนไลน์ เรียน ทุกวิชาตามตารางสอนของภาคเรียนที่ 1 ปีการศึกษา 2567 ของโรงเรียน",
            "ตามหนังสือที่อ้างถึง เรียน ผู้อำนวยการโรงเรียน เพื่อโปรดพิจารณารายละเอียดตาม สิ่งที่ส่งมาด้วย 1 นั้น",
            "ขอแสดงความนับถือ และขอขอบคุณท่านผู้มีอุปการคุณทุกท่านที่ได้ร่วมกันบริจาคสิ่งของในครั้งนี้มา ณ โอกาสนี้",
        ] {
            assert_eq!(parts(line), [line]);
        }
    }
}
