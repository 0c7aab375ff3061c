//! The letter's own date.

use super::agency::news_foot;
use super::dates::may_be_letter_date;
use super::{Ctx, Draft};
use crate::record::Kind;
use crate::rules::Cue;
use crate::rules::patterns::PatternId as P;
use crate::text::TextSpan;
use crate::values::{DAY_MISREAD, ReadDate, find_date as find, find_month};

/// Characters of a line that holds a day and not much else, at most.
const SHORT: usize = 30;

/// Reads the date.
pub fn read(ctx: &Ctx, draft: &mut Draft) {
    let found = match ctx.kind() {
        Kind::External => heading(ctx, draft),
        Kind::Memo => memo(ctx, draft),
        Kind::Stamped => foot(ctx, draft).or_else(|| heading(ctx, draft)),
        Kind::Order | Kind::Regulation | Kind::Announcement | Kind::Certificate => {
            done_at(ctx).or_else(|| done_at_misread(ctx)).or_else(|| done_behind(ctx)).or_else(|| foot(ctx, draft))
        }
        Kind::News if news_foot(ctx).is_some() => news_foot(ctx).and_then(|[_, d]| at(ctx, d)),
        Kind::News => done_at(ctx).or_else(|| first(ctx, draft)),
        Kind::Minutes | Kind::Other => first(ctx, draft),
    };
    if let Some(d) = found.filter(|d| ctx.legible(draft, "/date", d.span)) {
        draft.record.date = d.iso;
        if draft.record.date.is_some() {
            draft.mark("/date", d.span, d.rule, d.confidence);
        }
    }
}

fn at(ctx: &Ctx, i: usize) -> Option<ReadDate> {
    if let Some(d) = over_lines(ctx, i) {
        return Some(d);
    }
    let month = || find_month(ctx.words(i), ctx.seg(i).span.start, ctx.rules).map(|d| day_above(ctx, &d).unwrap_or(d));
    find(ctx.words(i), ctx.seg(i).span.start, ctx.rules).or_else(month)
}

/// The whole date of which only month and year stand on the line, its day behind วันที่ at the end of the one above.
fn day_above(ctx: &Ctx, month: &ReadDate) -> Option<ReadDate> {
    let whole = ctx.dates.iter().find(|d| d.span.start < month.span.start && d.span.end == month.span.end && d.iso.is_some())?;
    let before = ctx.layout.text[..whole.span.start].trim_end();
    before.ends_with("วันที่").then(|| whole.clone())
}

/// A date whose day stands alone on its line, month and year on the next one or two: a reader of boxes parts them.
fn over_lines(ctx: &Ctx, i: usize) -> Option<ReadDate> {
    let day = |i: usize| ctx.words(i).len() <= 2 && ctx.words(i).bytes().all(|b| b.is_ascii_digit());
    let last = (i + 2).min(ctx.letter.segs.end.saturating_sub(1));
    if !ctx.letter.segs.contains(&i) || !day(i) || last <= i {
        return None;
    }
    let span = ctx.seg(i).span.join(ctx.seg(last).span);
    find(span.of(ctx.layout.text), span.start, ctx.rules).filter(|d| d.span.start == span.start)
}

fn taken(draft: &Draft, d: &ReadDate) -> bool {
    draft.marks.iter().any(|m| m.field.starts_with("/receipts") && m.span.overlaps(&d.span))
}

/// A date alone on a line between the top and the salutation; lines below the number come first.
fn heading(ctx: &Ctx, draft: &Draft) -> Option<ReadDate> {
    let z = &ctx.letter.zones;
    let end = z.salutation.or(z.subject).unwrap_or(z.head.end);
    let lines = ctx.letter.segs.start..end;
    let candidates = lines
        .filter(|&i| over_lines(ctx, i).is_some() || may_be_letter_date(ctx, i) && (i == 0 || over_lines(ctx, i - 1).is_none()))
        .filter_map(|i| at(ctx, i).map(|d| (i, d)))
        .filter(|(_, d)| !taken(draft, d));
    let rank = |i: usize| {
        let below = z.number.is_some_and(|n| i > n);
        let marked = matches!(ctx.cue(i), Some(Cue::Day));
        (!marked, below, i)
    };
    let best = candidates.max_by_key(|(i, _)| rank(*i));
    // below the number stands a date that cannot be read: one above it is a stamp's
    let unread = |i: usize| match at(ctx, i) {
        None => may_be_letter_date(ctx, i),
        Some(d) => d.rule == DAY_MISREAD && ctx.class(i).chars < 40,
    };
    let broken = |n: usize| (n..end).any(unread);
    if z.number.is_some_and(|n| best.as_ref().is_some_and(|b| b.0 < n) && broken(n)) {
        return None;
    }
    best.map(|b| b.1)
        .or_else(|| {
            // beside other words of the heading
            let n = z.number?;
            (n..end)
                .filter(|&i| Some(i) != z.subject && ctx.cue(i) != Some(Cue::StampDate))
                .filter_map(|i| at(ctx, i))
                .find(|d| !taken(draft, d))
        })
        // below the addressee, where the left column was read first
        .or_else(|| {
            let lines = z.salutation.map_or(0..0, |s| s + 1..z.body.start.min(s + 10));
            let lines = lines.take_while(|&i| !matches!(ctx.cue(i), Some(Cue::Reference | Cue::Enclosure)));
            let mut lines = lines.filter(|&i| may_be_letter_date(ctx, i) && ctx.cue(i).is_none());
            lines.by_ref().filter_map(|i| at(ctx, i)).find(|d| !taken(draft, d) && ctx.kind() == Kind::External)
        })
        .or_else(|| written_out(ctx).and_then(|i| at(ctx, i)).filter(|d| !taken(draft, d)))
}

/// The day of a letter that has it behind วันที่, as people and companies write: alone on its line above the subject,
/// its month in full, with no other day beside it. Stamps have short months.
pub(super) fn written_out(ctx: &Ctx) -> Option<usize> {
    let z = &ctx.letter.zones;
    let heading = ctx.letter.segs.start..z.subject.or(z.salutation)?;
    let day = |i: usize| matches!(ctx.cue(i), Some(Cue::Day | Cue::StampDate)) || ctx.class(i).date;
    let days: Vec<usize> = heading.filter(|&i| day(i) && ctx.class(i).chars < 60).collect();
    let full = |month: &str| ["คม", "ยน", "พันธ์"].iter().any(|end| month.contains(end));
    let told = |i: usize| {
        let words = ctx.words(i).strip_prefix("วันที่").filter(|_| ctx.cue(i) == Some(Cue::Day))?;
        let d = find(words, 0, ctx.rules)?;
        let whole = words[..d.span.start].trim().is_empty() && words[d.span.end..].trim().is_empty();
        (whole && full(d.span.of(words)) && d.printed_year > 99).then_some(i)
    };
    let month_alone = |i: usize| {
        let labelled = ctx.words(i).starts_with("วันที่") && ctx.cue(i) == Some(Cue::Day) && find(ctx.words(i), 0, ctx.rules).is_none();
        (labelled && find_month(ctx.words(i), 0, ctx.rules).is_some()).then_some(i)
    };
    // a stamp's day beside it cannot be read
    let read = |i: usize| find(ctx.words(i), 0, ctx.rules).is_some_and(|d| d.iso.is_some());
    let mut readable = days.iter().copied().filter(|&i| read(i));
    match (readable.next(), readable.next(), &days[..]) {
        _ if !matches!(ctx.kind(), Kind::External | Kind::Stamped) => None,
        (Some(only), None, _) => told(only),
        (None, _, &[only]) => month_alone(only),
        _ => None,
    }
}

/// `ที่ … วันที่ …` of a memo: on the number's line or the next.
fn memo(ctx: &Ctx, draft: &Draft) -> Option<ReadDate> {
    let z = &ctx.letter.zones;
    let from = z.title.or(z.number).unwrap_or(ctx.letter.segs.start);
    let end = z.subject.or(z.salutation).unwrap_or(z.head.end).max(from);
    let number_line = z.number.map(|n| ctx.seg(n).line);
    let near = (from..end)
        .filter(|&i| ctx.cue(i) != Some(Cue::StampDate) || Some(ctx.seg(i).line) == number_line)
        .filter_map(|i| at(ctx, i))
        .find(|d| !taken(draft, d));
    near.or_else(|| heading(ctx, draft))
}

/// The date at the foot of a stamped letter: alone on its line, below the body.
fn foot(ctx: &Ctx, draft: &Draft) -> Option<ReadDate> {
    let from = ctx.letter.zones.salutation.or(ctx.letter.zones.subject).unwrap_or(ctx.letter.segs.start);
    let lines = (from + 1..ctx.letter.segs.end).filter(|&i| may_be_letter_date(ctx, i) && ctx.cue(i) != Some(Cue::Day));
    // behind its year nothing goes on
    let ends = |i: usize, d: &ReadDate| !ctx.layout.text[d.span.end..ctx.seg(i).span.end].contains(|c: char| ('ก'..='ไ').contains(&c));
    // a day that began on a full line is of the body
    let own = |i: usize, d: &ReadDate| d.span.start >= ctx.seg(i).span.start || i > 0 && ctx.class(i - 1).chars < SHORT;
    let found = lines.filter_map(|i| at(ctx, i).filter(|d| ends(i, d) && own(i, d))).find(|d| !taken(draft, d));
    // `วันที่ 14 ธันวาคม 2564` below the body's name
    let worded = |i: usize| {
        let c = ctx.class(i - 1);
        ctx.cue(i) == Some(Cue::Day) && ctx.class(i).chars < SHORT && c.agency && c.chars < 2 * SHORT && ctx.cue(i - 1).is_none()
    };
    let day = |i: usize| at(ctx, i).filter(|d| ends(i, d) && d.iso.is_some() && !taken(draft, d));
    let told = || (from + 2..ctx.letter.segs.end).filter(|&i| worded(i)).find_map(day);
    found.or_else(|| told().filter(|_| ctx.kind() == Kind::Stamped))
}

/// `สั่ง ณ วันที่ …`, which may run over some lines.
fn done_at(ctx: &Ctx) -> Option<ReadDate> {
    let lines: Vec<usize> = ctx.letter.segs.clone().filter(|&i| ctx.cue(i) == Some(Cue::DoneAt)).collect();
    let full = lines.iter().rev().find_map(|&i| {
        // a reader of boxes may give its parts on lines of their own
        let last = ctx.letter.segs.end - 1;
        (i..=(i + 3).min(last)).find_map(|end| {
            let span = ctx.seg(i).span.join(ctx.seg(end).span);
            let short = end <= i + 1 || (i..=end).all(|j| ctx.class(j).chars < 30);
            find(span.of(ctx.layout.text), span.start, ctx.rules).filter(|_| short)
        })
    });
    full.or_else(|| lines.into_iter().rev().find_map(|i| undated(ctx, i)))
}

/// `สั่ง ณ วันที่          มกราคม 2567`: the day is left for the pen.
fn undated(ctx: &Ctx, i: usize) -> Option<ReadDate> {
    let beside = Some(i + 1).filter(|n| ctx.letter.segs.contains(n) && ctx.seg(*n).line == ctx.seg(i).line);
    let span = beside.map_or(ctx.seg(i).span, |n| ctx.seg(i).span.join(ctx.seg(n).span));
    let words = span.of(ctx.layout.text);
    let from = words.find("วันที่")?;
    find_month(words[from..].trim_end(), span.start + from, ctx.rules)
}

/// The same with ณ วันที่ misread (`ประกาศ tu SUA 10 พฤษภาคม พ.ศ. 2566`): one of its verbs, a few letters, and a day
/// with พ.ศ. that ends the line.
fn done_at_misread(ctx: &Ctx) -> Option<ReadDate> {
    const BETWEEN: usize = 14;
    let lines = ctx.letter.segs.clone().rev().filter(|&i| ctx.class(i).chars < 60);
    lines.filter(|&i| ctx.layout.text[ctx.seg(i).span.start..].starts_with(['ป', 'ส', 'ใ'])).find_map(|i| {
        let words = ctx.words(i);
        let verb = ctx.rules.phrasing.made(words)?;
        let d = find(words, 0, ctx.rules)?;
        let shown = d.span.of(words);
        let between = words[verb.len()..].chars().count() - words[d.span.start..].chars().count();
        let alone = shown.contains('ศ') && !words[d.span.end..].contains(|c: char| ('ก'..='ไ').contains(&c));
        let at = ctx.seg(i).span.start;
        (between <= BETWEEN && alone).then(|| ReadDate { span: TextSpan::new(at + d.span.start, at + d.span.end), ..d })
    })
}

/// The same at the end of a paragraph whose last lines a reader joined: `… ในวันและเวลาราชการ ประกาศ ณ วันที่ 6 มกราคม พ.ศ. 2566`.
fn done_behind(ctx: &Ctx) -> Option<ReadDate> {
    ctx.letter.segs.clone().rev().find_map(|i| {
        let words = ctx.words(i);
        let (before, _) = words.rsplit_once(" ณ วันที่ ")?;
        let verb = before.rsplit(' ').next().filter(|v| ctx.rules.phrasing.made(v).is_some() && before.len() > v.len())?;
        let from = before.len() - verb.len();
        let d = find(&words[from..], ctx.seg(i).span.start + from, ctx.rules)?;
        let last = !ctx.layout.text[d.span.end..ctx.seg(i).span.end].contains(|c: char| ('ก'..='ไ').contains(&c));
        last.then_some(d)
    })
}

fn first(ctx: &Ctx, draft: &Draft) -> Option<ReadDate> {
    let short = ctx.letter.segs.clone().take(14).filter(|&i| ctx.class(i).chars < 60);
    short.filter_map(|i| at(ctx, i)).find(|d| !taken(draft, d)).or_else(|| drawn_up(ctx))
}

/// The day of a contract, in its first sentence: `ทำขึ้น ณ … เมื่อวันที่ 5 มิถุนายน พ.ศ. 2566`.
fn drawn_up(ctx: &Ctx) -> Option<ReadDate> {
    const REACH: usize = 20;
    let mut lines = ctx.letter.segs.clone().take(REACH).filter(|_| ctx.kind() == Kind::Other);
    lines.find_map(|i| {
        let (at, words) = (ctx.seg(i).span.start, ctx.words(i));
        let from = ctx.rules.patterns.get(P::DrawnUp).captures(words)?.name("day")?.start();
        find(&words[from..], at + from, ctx.rules).filter(|d| d.span.start == at + from)
    })
}
