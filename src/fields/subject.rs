//! เรื่อง, with the lines that run on.

use super::addressees::{closes_bracket, dashed, lost_salutation};
use super::agency::news_body;
use super::scraps::without_tail;
use super::{Ctx, Draft, close_strokes, trim_noise};
use crate::record::Kind;
use crate::rules::Cue;
use crate::rules::patterns::PatternId as P;
use crate::text::TextSpan;

/// Lines that a subject may run on, at most.
const REACH: usize = 6;

/// Characters of the first of numbered paragraphs, at least.
const PARAGRAPH: usize = 40;

/// Reads the subject.
pub fn read(ctx: &Ctx, draft: &mut Draft) {
    let z = &ctx.letter.zones;
    if ctx.kind() == Kind::Stamped {
        return;
    }
    let Some(first) = z.subject else {
        return match ctx.kind() {
            Kind::Regulation => regulation(ctx, draft),
            Kind::News => headline(ctx, draft),
            Kind::External | Kind::Memo => slot(ctx, draft),
            _ => {}
        };
    };
    let (from, rest) = ctx.seg(first).rest(ctx.layout.text);
    let mut pieces = vec![rest];
    let mut span = TextSpan::new(from, ctx.seg(first).span.end);
    let addressee = lost_salutation(ctx).map(|l| l.0);
    for i in (first + 1..ctx.letter.segs.end).take(REACH) {
        if addressee == Some(i) || dashed(ctx).contains(&i) {
            break;
        }
        // below a cue that stands alone its words follow, whatever they are near to
        let own = rest.is_empty() && i == first + 1 && ctx.seg(i).cue.is_some_and(|c| c.distance > 0) && ctx.class(i).chars > 12;
        if !own && !goes_on(ctx, i, first) && !closes_bracket(ctx, i, &pieces) {
            break;
        }
        pieces.push(ctx.words(i));
        span = span.join(ctx.seg(i).span);
    }
    put(ctx, draft, pieces, span, "subject-line", 0.93);
}

fn goes_on(ctx: &Ctx, i: usize, first: usize) -> bool {
    let (seg, c) = (ctx.seg(i), ctx.class(i));
    let below_salutation = ctx.letter.zones.salutation.is_some_and(|s| i >= s);
    let apart = seg.blank_lines > usize::from(ctx.layout.spaced) && !right_above_salutation(ctx, i);
    if below_salutation || apart || c.date || c.number || c.receiver || c.stamp || c.page_number {
        return false;
    }
    // a line drawn or left empty below it ends the title of an order or announcement
    let below = || Some(i + 1).filter(|&n| seg.blank_lines == 0 && n < ctx.letter.segs.end);
    let apart = |n: usize| ctx.seg(n).blank_lines > 0 && (ctx.class(n).opener || ctx.cue(n) == Some(Cue::Body));
    let ruled = || below().is_some_and(|n| apart(n) || ctx.class(n).junk && ctx.class(n).chars > 4);
    let prose = c.chars > 90 || (c.opener || ctx.cue(i) == Some(Cue::Body)) && !ruled() || i > first + 2;
    if ctx.letter.zones.salutation.is_none() && prose {
        return false;
    }
    let issue = ctx.kind() == Kind::Announcement && (ctx.words(i).starts_with("ฉบับที่") || c.order_number && ctx.words(i).starts_with("ที่"));
    // `จาก` above `ถึง`
    let sender = ctx.words(i).starts_with("จาก ") && ctx.letter.zones.salutation.is_some_and(|s| ctx.cue(s) == Some(Cue::To));
    // `2019 (COVID-19)`: the end of an English name, above the salutation
    let english = || ctx.letter.zones.salutation == Some(i + 1) && seg.blank_lines == 0 && names_english(ctx.words(i));
    if sender || ctx.is_noise(i) && !english() || issue || ctx.kind() == Kind::Memo && ctx.words(i).starts_with("ส่ง ") {
        return false;
    }
    let paragraph = || ctx.words(i).starts_with("1. ") && c.chars > PARAGRAPH && ctx.kind() == Kind::Memo;
    if ctx.letter.zones.salutation.is_none() && (numbered_salutation(ctx, i) || paragraph()) {
        return false;
    }
    matches!(ctx.cue(i), None | Some(Cue::Body | Cue::Attachment | Cue::OrderTitle | Cue::RegulationTitle | Cue::AnnouncementTitle))
}

/// `1. เรียน รองเลขาธิการ`: one of several to whom a memo goes.
fn numbered_salutation(ctx: &Ctx, i: usize) -> bool {
    let words = ctx.words(i).trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = words.strip_prefix(['.', ')']).filter(|_| words.len() < ctx.words(i).len()).map(str::trim_start);
    rest.and_then(|r| ctx.rules.cues.exact(r)).is_some_and(|c| c.cue == Cue::Salutation)
}

/// Whether a line has a word of capitals in brackets and nothing but figures beside it.
fn names_english(words: &str) -> bool {
    const LEAST: usize = 3;
    let Some((before, inner)) = words.strip_suffix(')').and_then(|w| w.split_once('(')) else { return false };
    let capitals = inner.bytes().filter(u8::is_ascii_uppercase).count();
    let plain = |w: &str, more: fn(char) -> bool| w.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-') || more(c));
    capitals >= LEAST && plain(before, |_| false) && plain(inner, |c| c.is_ascii_alphabetic())
}

/// Words that an engine set one empty line apart from the subject, right above the salutation.
fn right_above_salutation(ctx: &Ctx, i: usize) -> bool {
    let (seg, c) = (ctx.seg(i), ctx.class(i));
    let next = ctx.letter.zones.salutation == Some(i + 1) && ctx.seg(i + 1).blank_lines <= 1;
    let words = ctx.words(i).chars().filter(|c| ('ก'..='ฮ').contains(c)).count() >= 4;
    next && seg.blank_lines == 1 && seg.column == 0 && words && ctx.cue(i).is_none() && !c.address && !c.urgency && !c.secrecy && !c.post
}

fn put(ctx: &Ctx, draft: &mut Draft, pieces: Vec<&str>, span: TextSpan, rule: &'static str, confidence: f32) {
    let pieces: Vec<&str> = pieces.into_iter().map(|p| p.trim().trim_matches(['-', '_']).trim()).collect();
    let value = close_strokes(&ctx.join_lines(pieces));
    let value = without_tail(trim_noise(&value));
    if !value.is_empty() && !no_words(ctx, value) {
        draft.record.subject = Some(value.to_owned());
        draft.mark("/subject", span, rule, confidence);
    }
}

/// Whether Thai letters are there and hardly a word of them is known.
fn no_words(ctx: &Ctx, value: &str) -> bool {
    const LEAST: f32 = 0.15;
    let thai = value.chars().filter(|c| ('ก'..='๎').contains(c)).count();
    thai * 2 > value.chars().count() && thai > 8 && ctx.rules.repairer.known_share(value) < LEAST
}

/// Between the letterhead and the salutation stands the subject, its cue misread.
fn slot(ctx: &Ctx, draft: &mut Draft) {
    let Some(s) = ctx.letter.zones.salutation else { return };
    let above = (ctx.letter.segs.start..s).rev().take(4).find(|&i| {
        let c = ctx.class(i);
        c.chars > 15 && !c.date && !c.number && !c.address && !c.agency && !c.receiver && !c.stamp && !c.junk && ctx.cue(i).is_none()
    });
    let Some(i) = above else { return };
    let words = ctx.words(i);
    // stray letters before a cue that is there
    let cue = ["เรื่อง ", "เรือง "].iter().find_map(|c| words.find(c).filter(|&p| words[..p].chars().count() <= 10).map(|p| p + c.len()));
    if let Some(p) = cue {
        let rest = &words[p..];
        let span = TextSpan::new(ctx.seg(i).span.end - rest.len(), ctx.seg(i).span.end);
        return put(ctx, draft, vec![rest], span, "subject-slot", 0.8);
    }
    // the misread cue is a short first word
    let rest = match words.split_once(' ') {
        Some((head, tail)) if head.chars().count() <= 8 && !head.chars().any(|c| ('ก'..='ฮ').contains(&c)) => tail,
        Some((head, tail)) if head.chars().count() <= 6 && tail.chars().count() > 12 => tail,
        _ => words,
    };
    let span = TextSpan::new(ctx.seg(i).span.end - rest.len(), ctx.seg(i).span.end);
    put(ctx, draft, vec![rest], span, "subject-slot", 0.7);
}

/// `ว่าด้วย … (ฉบับที่ n)` with its year.
fn regulation(ctx: &Ctx, draft: &mut Draft) {
    let Some(t) = ctx.letter.zones.title else { return };
    let Some(first) = (t + 1..ctx.letter.segs.end).take(3).find(|&i| ctx.words(i).starts_with("ว่าด้วย")) else { return };
    let mut lines = vec![first];
    for i in (first + 1..ctx.letter.segs.end).take(4) {
        let w = ctx.words(i);
        let stop = w.starts_with("โดยที่") || w.starts_with("อาศัย") || w.starts_with("ข้อ") || ctx.class(i).chars > 90 || ctx.class(i).junk;
        if stop {
            break;
        }
        lines.push(i);
        if w.starts_with("พ.ศ.") {
            break;
        }
    }
    put(ctx, draft, lines.iter().map(|&i| ctx.words(i)).collect(), ctx.span_of(&lines), "regulation-title", 0.85);
}

/// The headline of a news page: what follows เรื่อง, or the longest of its first lines before the text.
fn headline(ctx: &Ctx, draft: &mut Draft) {
    // a body alone is who tells the news, not what they say
    let named = news_body(ctx).map(|b| b.1);
    let teller = |i: usize| named.is_none_or(|name| trim_noise(ctx.words(i)) == name);
    let body = |i: usize| ctx.class(i).agency && ctx.rules.phrasing.verb_after(ctx.words(i), 9).is_none() && teller(i);
    let day =
        |i: usize| ctx.rules.patterns.get(P::WeekdayDate).find(ctx.words(i)).is_some_and(|m| m.start() == 0 && ctx.class(i).chars < 40);
    let form = |i: usize| ctx.class(i).date || day(i) || matches!(ctx.cue(i), Some(Cue::NewsTitle | Cue::Day | Cue::Phone));
    let told = |i: usize| ctx.class(i).chars >= 25 && !form(i) && !body(i);
    let first = ctx.letter.segs.clone().take(8).find(|&i| told(i));
    let titled = ctx.letter.segs.clone().take(8).find(|&i| ctx.cue(i) == Some(Cue::Subject));
    if let Some(i) = titled {
        // what runs on is short, the text below it is not
        const SHORT: usize = 45;
        let (from, rest) = ctx.seg(i).rest(ctx.layout.text);
        let more = (i + 1..ctx.letter.segs.end).take(2).take_while(|&j| {
            let free = ctx.cue(j).is_none() && !ctx.class(j).date && !ctx.class(j).junk;
            ctx.seg(j).blank_lines == 0 && free && ctx.class(j).chars <= SHORT
        });
        let lines: Vec<usize> = more.collect();
        let span = lines.iter().fold(TextSpan::new(from, ctx.seg(i).span.end), |s, &j| s.join(ctx.seg(j).span));
        put(ctx, draft, std::iter::once(rest).chain(lines.iter().map(|&j| ctx.words(j))).collect(), span, "subject-line", 0.85);
    } else if let Some(i) = first {
        put(ctx, draft, vec![ctx.words(i)], ctx.seg(i).span, "headline", 0.7);
    }
}
