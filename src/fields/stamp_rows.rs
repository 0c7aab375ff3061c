//! Stamps side by side in a text layer, whose rows run into each other: `กองคลัง เลขที่รับ 12`, `รับที่ 7 วันที่ 3 ม.ค. 68`.
//! Whatever way two stamps are set beside each other and read row by row, the first name goes with the first number,
//! the first day and the first hour, and the second with the second.

use super::stamp_lines::{ends, number, office_of, opens, time_in};
use super::{Ctx, Draft, cells};
use crate::record::Receipt;
use crate::rules::{Cue, Head};
use crate::text::TextSpan;
use crate::values::find_date;

/// Lines above the first number that may hold names, and lines below it, at most.
const ABOVE: usize = 3;
const BELOW: usize = 8;

/// Characters of a name, at most.
const NAME: usize = 60;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Name,
    Number,
    Day,
    Hour,
}

/// A part of a stamp: what it is, and its words.
type Token = (Part, TextSpan);

/// Reads the stamps around the number on line `lines[k]` where they stand side by side and each part is there as often
/// as the others, and gives the lines that they take.
pub fn read(ctx: &Ctx, draft: &mut Draft, lines: &[usize], k: usize) -> Option<Vec<usize>> {
    let from = (0..k).rev().take(ABOVE).take_while(|&j| !names(ctx, lines[j]).is_empty()).last().unwrap_or(k);
    let below = lines[k..].iter().copied().take(BELOW).take_while(|&i| !ends(ctx, i));
    let block: Vec<usize> = lines[from..k].iter().copied().chain(below).collect();
    let mut tokens: Vec<Token> = Vec::new();
    for &i in &block {
        let found = self::tokens(ctx, i);
        // a name that is none of a known office, or anything else: what belongs together is not sure
        let unknown = found.is_empty() && !ctx.class(i).junk && ctx.class(i).chars > 6 && !tokens.is_empty();
        if unknown {
            break;
        }
        tokens.extend(found);
    }
    let of = |part: Part| tokens.iter().filter(|t| t.0 == part).map(|t| t.1).collect::<Vec<_>>();
    let (names, numbers, days, hours) = (of(Part::Name), of(Part::Number), of(Part::Day), of(Part::Hour));
    let n = numbers.len();
    if n < 2 || names.len() != n || days.len() != n || !interleave(&tokens) || whole(&tokens) {
        return None;
    }
    for at in 0..n {
        enter(ctx, draft, [names[at], numbers[at], days[at]], hours.get(at).copied().filter(|_| hours.len() == n));
    }
    let last = tokens.last().map_or(0, |t| t.1.end);
    Some(block.into_iter().filter(|&i| ctx.seg(i).span.start < last).collect())
}

/// Whether the second stamp begins before the first has its day: they stand side by side, not one under the other.
fn interleave(tokens: &[Token]) -> bool {
    let second = |part: Part| tokens.iter().enumerate().filter(|t| t.1.0 == part).nth(1).map(|t| t.0);
    let day = tokens.iter().position(|t| t.0 == Part::Day);
    let before_day = |at: Option<usize>| at.is_some_and(|at| day.is_some_and(|d| at < d));
    tokens.first().is_some_and(|t| t.0 == Part::Name) && (before_day(second(Part::Name)) || before_day(second(Part::Number)))
}

/// Whether the second of two stamps stands whole between the number of the first and its day.
fn whole(tokens: &[Token]) -> bool {
    use Part::{Day, Hour, Name, Number};
    tokens.iter().map(|t| t.0).eq([Name, Number, Name, Number, Day, Hour, Day, Hour])
}

/// The names of offices on line `i`: it is nothing else.
fn names(ctx: &Ctx, i: usize) -> Vec<TextSpan> {
    let c = ctx.class(i);
    let odd = c.post || c.number || c.number_open || c.address || c.date || c.name || ctx.cue(i).is_some();
    let found = if odd { Vec::new() } else { names_of(ctx, ctx.seg(i).span) };
    if found.is_empty() && c.receiver && !odd { vec![ctx.seg(i).span] } else { found }
}

/// The names of offices in the cells of a row, or in all of `span` where it is none.
fn names_of(ctx: &Ctx, span: TextSpan) -> Vec<TextSpan> {
    cells(ctx.layout.text, span).flat_map(|c| names_in(ctx, c)).collect()
}

/// `span` as the name of one office, or of two with a blank between them. งานธุรการ สำนักปลัด is one: a part and its whole.
fn names_in(ctx: &Ctx, span: TextSpan) -> Vec<TextSpan> {
    let words = span.of(ctx.layout.text);
    let exact = |w: &str| ctx.rules.words.has_exact_head(w, Head::Agency) || ctx.rules.words.has_exact_head(w, Head::Division);
    if words.chars().count() > 2 * NAME || words.contains(|c: char| c.is_ascii_digit() || c == '(') || !exact(words) {
        return Vec::new();
    }
    let part = |w: &str| ["งาน", "ฝ่าย"].iter().any(|p| w.starts_with(p));
    let second = words.match_indices(' ').map(|(at, _)| at).filter(|&at| !part(words) || words[at..].starts_with("  ")).find(|&at| {
        let right = words[at..].trim_start();
        exact(right) && right.len() > 9
    });
    match second {
        Some(at) => {
            let right = words[at..].trim_start().len();
            vec![TextSpan::new(span.start, span.start + at), TextSpan::new(span.end - right, span.end)]
        }
        None => vec![span],
    }
}

/// The parts of stamps on line `i`, in their order.
fn tokens(ctx: &Ctx, i: usize) -> Vec<Token> {
    let (span, words) = (ctx.seg(i).span, ctx.words(i));
    if words.chars().count() > 2 * NAME {
        return Vec::new();
    }
    let starts = std::iter::once(0).chain(words.match_indices(' ').map(|(at, _)| at + 1));
    let mut cues: Vec<(usize, Part)> = starts.filter_map(|at| Some((at, part_at(ctx, &words[at..], at == 0)?))).collect();
    // the day after รับวันที่ or วันที่รับ, and the number in a line that opens with another word
    if cues.is_empty() && opens(ctx, i) {
        cues.push((0, Part::Number));
    }
    let first = cues.first().map_or(words.len(), |c| c.0);
    let lead = TextSpan::new(span.start, span.start + words[..first].trim_end().len());
    let named = if cues.is_empty() { names(ctx, i) } else { names_of(ctx, lead) };
    let ends = cues.iter().skip(1).map(|c| c.0).chain(std::iter::once(words.len()));
    let parts = cues.iter().zip(ends).map(|(&(at, part), end)| {
        let end = at + words[at..end].trim_end().len();
        // an office after the figures of the other stamp
        (part, TextSpan::new(span.start + at, span.start + end))
    });
    let parts: Vec<Token> = parts.flat_map(|t| with_name_behind(ctx, t)).collect();
    named.into_iter().map(|n| (Part::Name, n)).chain(parts).collect()
}

/// A part, and the name of the next stamp where one stands behind its figures: `รับที่ 7 กองคลัง`.
fn with_name_behind(ctx: &Ctx, (part, span): Token) -> Vec<Token> {
    let words = span.of(ctx.layout.text);
    let figures = words.rfind(|c: char| c.is_ascii_digit()).map_or(words.len(), |at| at + 1);
    let rest = words[figures..].trim_start_matches([' ', '.', 'น']);
    let name = TextSpan::new(span.end - rest.len(), span.end);
    match names_in(ctx, name).first() {
        Some(&n) => vec![(part, TextSpan::new(span.start, span.start + figures)), (Part::Name, n)],
        None => vec![(part, span)],
    }
}

/// What `words` open with, if it is a part of a stamp to the letter.
fn part_at(ctx: &Ctx, words: &str, first: bool) -> Option<Part> {
    if !words.starts_with(['เ', 'ร', 'ท', 'ว']) && !first {
        return None;
    }
    let cue = ctx.rules.cues.find(words).filter(|c| c.distance == 0 || first)?;
    match cue.cue {
        Cue::StampNumber => Some(Part::Number),
        Cue::StampDate | Cue::Day => Some(Part::Day),
        Cue::StampTime => Some(Part::Hour),
        _ => None,
    }
}

/// Enters a receipt, each of its values where its figures are legible.
pub(super) fn enter(ctx: &Ctx, draft: &mut Draft, [name, number_at, day]: [TextSpan; 3], hour: Option<TextSpan>) {
    let n = draft.record.receipts.len();
    let field = |key: &str| format!("/receipts/{n}/{key}");
    let text = ctx.layout.text;
    let mut receipt = Receipt::default();
    if name.start < name.end {
        receipt.receiver = Some(office_of(ctx, name.of(text)));
        draft.mark(field("receiver"), name, "stamp-receiver", 0.85);
    }
    let words = number_at.of(text);
    let behind = ctx.rules.cues.find(words).map_or(0, |c| c.len.min(words.len()));
    if let Some((from, to)) = number(ctx, &words[behind..]) {
        let span = TextSpan::new(number_at.start + behind + from, number_at.start + behind + to);
        if ctx.legible(draft, &field("number"), span) {
            receipt.number = Some(span.of(text).replace(',', ""));
            draft.mark(field("number"), span, "stamp-number", 0.9);
        }
    }
    if let Some(d) = find_date(day.of(text), day.start, ctx.rules).filter(|d| d.iso.is_some() && ctx.legible(draft, &field("date"), d.span))
    {
        receipt.date = d.iso;
        draft.mark(field("date"), d.span, "stamp-date", d.confidence);
    }
    if let Some((span, time)) = hour.and_then(|h| time_in(ctx, h)).filter(|t| ctx.legible(draft, &field("time"), t.0)) {
        receipt.time = Some(time);
        draft.mark(field("time"), span, "stamp-time", 0.9);
    }
    draft.record.receipts.push(receipt);
}
