//! The lines of receipt stamps: where a stamp opens and ends, and what stands on a line of it.

use super::letter_date::written_out;
use super::{Ctx, clean, trim_noise};
use crate::rules::Cue;
use crate::rules::patterns::PatternId as P;
use crate::text::TextSpan;
use crate::values::{Number, find_date as find};

/// Lines of a stamp below its number, at most.
pub(super) const REACH: usize = 9;

/// Bytes before the letter code of a document number, at most.
const CODE: usize = 6;

/// The line of a stamp's running number.
pub(super) fn opens(ctx: &Ctx, i: usize) -> bool {
    let words = ctx.words(i);
    // a shadow of วันที่ looks like one of รับที่
    if ctx.cue(i) == Some(Cue::StampNumber)
        && words.is_ascii() == words.starts_with(|c: char| c.is_ascii_alphabetic())
        && words.starts_with(|c: char| c.is_ascii_alphabetic())
        && find(words, 0, ctx.rules).is_some()
    {
        return false;
    }
    // วันที่ misread as รับที่
    let near = ctx.seg(i).cue.is_some_and(|c| c.distance > 0);
    let of_date = || {
        let before = words.split("วันที่").next().unwrap_or(words);
        ctx.rules.patterns.get(P::MonthYear).is_match(before) || near && find(before, 0, ctx.rules).is_some()
    };
    let numbered = ctx.cue(i) == Some(Cue::StampNumber) && ctx.class(i).chars < 60 && !words.contains("หนังสือ") && !of_date();
    // เลขที่ n/yyyy is a certificate's own number
    let (_, rest) = ctx.seg(i).rest(ctx.layout.text);
    let coded = || Number::find(rest, ctx.rules).is_some_and(|(_, m)| m.start < CODE);
    let plain_number = words.starts_with("เลขที่ ")
        && (coded() || abbreviated(rest) || !ctx.class(i).stamp || ctx.rules.patterns.get(P::OrderNumber).is_match(rest));
    // a receipt of which the body tells: `ตามใบเสร็จรับเงิน เล่มที่ 12` / `เลขที่ 44 - 50`
    let told = || words.starts_with("เลขที่") && ctx.letter.zones.body.contains(&i) && !day_below(ctx, i);
    let in_heading = ctx.letter.zones.body.is_empty() || !ctx.letter.zones.body.contains(&i) || ctx.class(i).chars < 36;
    (numbered || words.contains("ทะเบียนรับ") && ctx.class(i).chars < 70) && !plain_number && in_heading && !ctx.class(i).address && !told()
}

/// Whether the day of a stamp stands on the next line.
fn day_below(ctx: &Ctx, i: usize) -> bool {
    ctx.letter.segs.contains(&(i + 1)) && matches!(ctx.cue(i + 1), Some(Cue::Day | Cue::StampDate)) && ctx.class(i + 1).chars < 60
}

/// Whether a body's abbreviation stands before a number with its year, as in what it wrote itself: `จซ.ตย. 03/2565`.
fn abbreviated(rest: &str) -> bool {
    let year = |at: usize| rest[at + 1..].get(..4).is_some_and(|y| y.starts_with("25") && y.bytes().all(|b| b.is_ascii_digit()));
    let Some(slash) = rest.match_indices('/').map(|m| m.0).find(|&at| year(at)) else { return false };
    let before = rest[..slash].trim_end_matches(|c: char| c.is_ascii_digit());
    let letters = before.chars().filter(|c| ('ก'..='ฮ').contains(c)).count();
    letters > 1 && before.contains('.') && before.len() < slash
}

/// A day or hour of a stamp whose number line is unreadable: right below the name of an office, in the heading.
pub(super) fn opens_by_day(ctx: &Ctx, i: usize) -> bool {
    let z = &ctx.letter.zones;
    let stamp = matches!(ctx.cue(i), Some(Cue::Day | Cue::StampDate | Cue::StampTime)) && ctx.class(i).chars < 30;
    // above บันทึกข้อความ there is nothing but stamps
    let memo = ctx.kind() == crate::record::Kind::Memo;
    if memo
        && ctx.class(i).date
        && i - ctx.letter.segs.start < REACH
        && z.title.is_some_and(|t| i < t)
        && find(ctx.words(i), 0, ctx.rules).is_some_and(|d| d.iso.is_some())
    {
        return true;
    }
    // a day and an hour, one below the other
    let below = Some(i + 1).filter(|n| ctx.letter.segs.contains(n) && ctx.seg(*n).line.abs_diff(ctx.seg(i).line) <= 2);
    let timed = ctx.cue(i) == Some(Cue::Day)
        && (!memo || z.title.is_some_and(|t| i < t))
        && below.is_some_and(|n| ctx.cue(n) == Some(Cue::StampTime) && ctx.class(n).chars < 20);
    if timed && stamp && in_heading(ctx, i) && find(ctx.words(i), 0, ctx.rules).is_some_and(|d| d.iso.is_some()) {
        return true;
    }
    // the day of a memo whose number has no letter code stands below ส่วนราชการ, too
    let own = memo && z.number.map_or(z.title.is_some_and(|t| t < i), |n| ctx.seg(i).line.abs_diff(ctx.seg(n).line) <= 1);
    let office = |j: usize| (ctx.class(j).agency || ctx.class(j).division) && !ctx.class(j).post && ctx.class(j).chars < 50;
    in_heading(ctx, i)
        && stamp
        && !own
        && written_out(ctx) != Some(i)
        && (ctx.letter.segs.start..i).rev().take(3).any(|j| office(j) && ctx.seg(i).line - ctx.seg(j).line <= 4 && ctx.cue(j).is_none())
}

pub(super) fn in_heading(ctx: &Ctx, i: usize) -> bool {
    let z = &ctx.letter.zones;
    z.subject.or(z.salutation).or(z.title).is_some_and(|s| i < s)
}

pub(super) fn ends(ctx: &Ctx, i: usize) -> bool {
    let c = ctx.class(i);
    // a title that a text layer gives between the rows of a stamp above it
    let hour_below = || ctx.letter.segs.contains(&(i + 1)) && ctx.cue(i + 1) == Some(Cue::StampTime);
    if ctx.cue(i) == Some(Cue::MemoTitle) && hour_below() {
        return false;
    }
    c.number
        || c.number_open
        || c.chars > 70
        || matches!(
            ctx.cue(i),
            Some(
                Cue::Subject
                    | Cue::Salutation
                    | Cue::Reference
                    | Cue::Enclosure
                    | Cue::MemoTitle
                    | Cue::Closing
                    | Cue::OrderTitle
                    | Cue::To
            )
        )
}

/// Blanks before a stamp that stands at the right of the page, at least.
const RIGHT: usize = 30;

/// How line `j` stands to a stamp at the right of the page whose number on line `i` has nothing at its left: below it, or
/// at its left; none where neither is sure.
pub(super) fn beside(ctx: &Ctx, i: usize, j: usize) -> Option<bool> {
    const NEAR: usize = 4;
    const FAR: usize = 400;
    let stamp = if ctx.seg(i).column > 0 { 0 } else { ctx.indent(i) };
    if stamp < RIGHT {
        return None;
    }
    let at = ctx.seg(j).span.start;
    let from = ctx.layout.text[..at].rfind('\n').map_or(0, |n| n + 1);
    let left = ctx.layout.text[from..at].chars().take(FAR).count();
    let end = left + ctx.class(j).chars;
    match () {
        () if left.abs_diff(stamp) <= NEAR => Some(true),
        () if end + 2 < stamp => Some(false),
        () => None,
    }
}

/// A day or hour at the left, or beside the urgency of the letter or another mark without figures (`- สำเนา -`).
pub(super) fn alone(ctx: &Ctx, i: usize) -> bool {
    const MARK: usize = 16;
    let mark = |j: usize| {
        let c = ctx.class(j);
        let copy = matches!(ctx.cue(j), None | Some(Cue::Copy | Cue::Attachment));
        let free = copy && !c.receiver && !c.agency && !c.division;
        c.urgency || c.secrecy || free && c.chars <= MARK && !ctx.words(j).bytes().any(|b| b.is_ascii_digit())
    };
    let beside_mark = || i > 0 && ctx.seg(i - 1).line == ctx.seg(i).line && mark(i - 1);
    match ctx.cue(i) {
        Some(Cue::Day) => ctx.seg(i).column > 0 && beside_mark(),
        Some(Cue::StampDate | Cue::StampTime) => ctx.seg(i).column == 0 || beside_mark(),
        _ => false,
    }
}

/// What follows the words of the number, with the place at which it begins.
pub(super) fn number_words<'a>(ctx: &Ctx<'a>, i: usize) -> (usize, &'a str) {
    let words = ctx.words(i);
    if ctx.cue(i) == Some(Cue::StampNumber) {
        return ctx.seg(i).rest(ctx.layout.text);
    }
    let from = words.find("ทะเบียนรับ").map_or(0, |p| p + "ทะเบียนรับ".len());
    (ctx.seg(i).span.start + from, &words[from..])
}

pub(super) fn number(ctx: &Ctx, rest: &str) -> Option<(usize, usize)> {
    let cut = rest.find("วันที่").unwrap_or(rest.len());
    let m = ctx.rules.patterns.get(P::StampNumber).captures(&rest[..cut])?.name("number")?;
    let other = rest[..m.start()].chars().filter(|c| c.is_alphabetic()).count();
    // the number of a tender goes on: `3-EB-012/2566`
    let goes_on = rest[m.end()..].strip_prefix('-').is_some_and(|r| r.starts_with(|c: char| c.is_ascii_alphabetic()));
    (other <= 6 && !goes_on).then_some((m.start(), m.end()))
}

/// The name on a stamp without what a reader of pages says of the stamp, in brackets before it: `[ตรารับ] กองคลัง`.
pub(super) fn without_note(words: &str) -> &str {
    const NOTE: usize = 20;
    let noted = words.split_once(']').filter(|(note, name)| note.chars().count() <= NOTE && !name.trim().is_empty());
    noted.map_or(words, |n| n.1)
}

/// The office that the words of a stamp name.
pub(super) fn office_of(ctx: &Ctx, words: &str) -> String {
    whole_name(ctx, &clean(trim_noise(without_note(words))))
}

/// The name of an office without a blank before its place: `ศาลากลางจังหวัด แพร่`.
fn whole_name(ctx: &Ctx, name: &str) -> String {
    match name.rsplit_once(' ') {
        Some((body, place)) if awaits(ctx, body, place) => format!("{body}{place}"),
        _ => name.to_owned(),
    }
}

fn awaits(ctx: &Ctx, body: &str, place: &str) -> bool {
    let province = || body.ends_with("จังหวัด") && ctx.rules.gazetteer.province_in(&format!("จังหวัด{place}")).is_some_and(|p| p.name == place);
    place.starts_with(|c: char| ('ก'..='ไ').contains(&c)) && (ctx.rules.phrasing.awaits_place(body) || province())
}

/// The hour in `span`, as the contract writes it.
pub(super) fn time_in(ctx: &Ctx, span: TextSpan) -> Option<(TextSpan, String)> {
    let c = ctx.rules.patterns.get(P::Time).captures(span.of(ctx.layout.text))?;
    let (h, m) = (c.name("hour").or(c.name("hour2"))?, c.name("minute").or(c.name("minute2"))?);
    Some((TextSpan::new(span.start + h.start(), span.start + m.end()), format!("{:0>2}:{}", h.as_str(), m.as_str())))
}
