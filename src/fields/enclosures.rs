//! สิ่งที่ส่งมาด้วย: description, quantity, unit. The quantity stands in a right-hand column and so may cut a
//! description in two.

use super::references::{item_text, items};
use super::{Ctx, Draft, close_strokes, trim_noise};
use crate::record::Enclosure;
use crate::rules::Cue;
use crate::rules::patterns::PatternId as P;

/// Reads the items.
pub fn read(ctx: &Ctx, draft: &mut Draft) {
    for lines in items(ctx, Cue::Enclosure) {
        let (_, span) = item_text(ctx, &lines);
        let mut pieces: Vec<String> = Vec::new();
        let (mut quantity, mut unit) = (None, None);
        let mut unit_taken = false;
        let lines = without_counts(ctx, lines, &mut quantity, &mut unit);
        for (k, &i) in lines.iter().enumerate() {
            let seg = ctx.seg(i).span;
            let from = if k == 0 { span.start.max(seg.start) } else { seg.start.max(span.start) };
            if from >= seg.end {
                continue;
            }
            let words = &ctx.layout.text[from..seg.end];
            if std::mem::take(&mut unit_taken) {
                continue;
            }
            let cut = unit_below(ctx, words, lines.get(k + 1).map_or("", |&n| ctx.words(n)));
            unit_taken = cut.is_some();
            let (before, found, after) = cut.unwrap_or_else(|| take_quantity(ctx, words));
            pieces.push(before);
            pieces.push(after);
            if let Some((q, u)) = found {
                (quantity, unit) = (quantity.or(Some(q)), unit.or(Some(u)));
            }
        }
        let description = close_strokes(&ctx.join_lines(pieces.iter().map(String::as_str)));
        let description = trim_noise(&description).to_owned();
        if description.chars().count() < 3 || ctx.rules.phrasing.is_table_head(&description) {
            continue;
        }
        let n = draft.record.enclosures.len();
        draft.mark(format!("/enclosures/{n}/description"), span, "enclosure-item", 0.9);
        draft.record.enclosures.push(Enclosure { description, quantity, unit });
    }
}

/// The lines of an item without those of its quantity, where each part of it stands on its own: `จำนวน` / `1` / `ชุด`.
fn without_counts(ctx: &Ctx, mut lines: Vec<usize>, quantity: &mut Option<String>, unit: &mut Option<String>) -> Vec<usize> {
    let figures = |w: &str| (1..=4).contains(&w.len()) && w.bytes().all(|b| b.is_ascii_digit());
    let word = |k: usize| lines.get(k).map_or("", |&i| ctx.words(i));
    let counted = |k: usize| figures(word(k)) && ctx.rules.words.unit(word(k + 1)) == Some(word(k + 1));
    let column = |k: usize| ctx.seg(lines[k]).column > 0 && lines.get(k + 1).is_some_and(|&n| ctx.seg(n).line == ctx.seg(lines[k]).line);
    // the word may be left out in a column
    let found = (1..lines.len()).find_map(|k| match word(k) == "จำนวน" && counted(k + 1) {
        true => Some((k, k + 1)),
        false => (counted(k) && column(k)).then_some((k, k)),
    });
    if let Some((from, k)) = found {
        (*quantity, *unit) = (Some(word(k).to_owned()), Some(word(k + 1).to_owned()));
        lines.drain(from..k + 2);
    }
    lines
}

type Quantity = (String, String);

/// Characters behind a misread unit that are read from specks or from its end, at most.
const SCRAPS: usize = 6;

/// `words` before the quantity, the quantity with its unit, and what follows.
fn take_quantity(ctx: &Ctx, words: &str) -> (String, Option<Quantity>, String) {
    let Some(c) = ctx.rules.patterns.get(P::Quantity).captures_iter(words).last() else {
        return bare_quantity(ctx, words)
            .or_else(|| unread_quantity(ctx, words))
            .unwrap_or_else(|| (words.to_owned(), None, String::new()));
    };
    let (Some(whole), Some(q), Some(u)) = (c.get(0), c.name("quantity"), c.name("unit")) else {
        return (words.to_owned(), None, String::new());
    };
    let unit = ctx.rules.words.unit(u.as_str());
    let known = unit.map_or(u.as_str(), |u| u);
    let end = unit.map_or(whole.end(), |k| u.start() + k.len());
    // with no known unit it is a quantity only near the end of the line
    if unit.is_none() && words[u.end()..].trim_end().chars().count() > SCRAPS {
        return (words.to_owned(), None, String::new());
    }
    let end = if unit.is_none() { words.len() } else { end };
    let (mut before, mut after) = (&words[..whole.start()], behind_quantity(ctx, &words[end..]));
    // `(จำนวน 1 ชุด)`
    if let (Some(b), Some(a)) = (before.strip_suffix('('), after.strip_prefix(')')) {
        (before, after) = (b.trim_end(), a);
    }
    (before.to_owned(), Some((q.as_str().to_owned(), known.to_owned())), after.to_owned())
}

/// A quantity at the end of a line whose figure cannot be read: `จำนวน จชุด`, `จำนวน แผ่น`.
fn unread_quantity(ctx: &Ctx, words: &str) -> Option<(String, Option<Quantity>, String)> {
    const LONGEST: usize = 3;
    // in a column of its own nothing stands before it
    let (before, counted) = words.trim_end().rsplit_once("จำนวน").filter(|(before, _)| before.is_empty() || before.ends_with(' '))?;
    let counted = counted.trim_start_matches([':', '.', ' ']);
    let mut units = counted.char_indices().map(|(at, _)| &counted[at..]).take(LONGEST + 1);
    let unit = units.any(|rest| ctx.rules.words.unit(rest) == Some(rest));
    unit.then(|| (before.trim_end().to_owned(), None, String::new()))
}

/// What stands behind a quantity and is no second one in brackets: `จำนวน 1 เล่ม (18 หน้า)`.
fn behind_quantity<'a>(ctx: &Ctx, words: &'a str) -> &'a str {
    let rest = words.trim_matches(['.', ',', ' ', '|']);
    let inner = rest.strip_prefix('(').and_then(|r| r.split_once(')'));
    let counted = |inner: &str| {
        let inner = inner.strip_prefix("จำนวน").unwrap_or(inner).trim();
        let unit = inner.trim_start_matches(|c: char| c.is_ascii_digit());
        unit.len() < inner.len() && ctx.rules.words.unit(unit.trim()) == Some(unit.trim())
    };
    inner.filter(|i| counted(i.0)).map_or(rest, |i| i.1.trim_start())
}

/// A quantity that is cut at the end of a line: behind จำนวน, or between its figure and its unit.
fn unit_below(ctx: &Ctx, words: &str, below: &str) -> Option<(String, Option<Quantity>, String)> {
    if let Some(before) = words.trim_end().strip_suffix("จำนวน") {
        let (figures, unit) = below.trim().split_once(' ')?;
        let counted = (1..=4).contains(&figures.len()) && figures.bytes().all(|b| b.is_ascii_digit());
        let sound = counted && unit.chars().count() <= 12 && !unit.contains(' ');
        return sound.then(|| (before.trim_end().to_owned(), Some((figures.to_owned(), unit.to_owned())), String::new()));
    }
    let unit = ctx.rules.words.unit(below).filter(|u| below[u.len()..].is_empty())?;
    let (before, figures) = words.trim_end().rsplit_once(' ')?;
    let counted = (1..=4).contains(&figures.len()) && figures.bytes().all(|b| b.is_ascii_digit());
    let before = before.trim_end();
    let named = before.strip_suffix("จำนวน");
    let sound = counted && (named.is_some() || ctx.rules.phrasing.may_count(before, unit));
    sound.then(|| (named.unwrap_or(before).trim_end().to_owned(), Some((figures.to_owned(), unit.to_owned())), String::new()))
}

/// A quantity without จำนวน at the end of a line: `… 1 ชุด`.
fn bare_quantity(ctx: &Ctx, words: &str) -> Option<(String, Option<Quantity>, String)> {
    let words = words.trim_end();
    // `(1 เล่ม)`
    let inner =
        words.strip_suffix(')').and_then(|w| w.rsplit_once('(')).filter(|(_, inner)| inner.starts_with(|c: char| c.is_ascii_digit()));
    if let Some((before, (figures, unit))) = inner.and_then(|(before, inner)| Some((before, inner.trim().split_once(' ')?))) {
        let counted = (1..=4).contains(&figures.len()) && figures.bytes().all(|b| b.is_ascii_digit());
        let sound = counted && ctx.rules.words.unit(unit) == Some(unit);
        return sound.then(|| (before.trim_end().to_owned(), Some((figures.to_owned(), unit.to_owned())), String::new()));
    }
    let (before, unit) = words.rsplit_once(' ')?;
    let (before, figures) = before.trim_end().rsplit_once(' ').unwrap_or(("", before.trim_end()));
    let counted = (1..=4).contains(&figures.len()) && figures.bytes().all(|b| b.is_ascii_digit());
    let sound = counted && ctx.rules.phrasing.may_count(before.trim_end(), unit) && ctx.rules.words.unit(unit) == Some(unit);
    let before = before.trim_end().strip_suffix(" รวม").unwrap_or(before);
    sound.then(|| (before.trim_end().to_owned(), Some((figures.to_owned(), unit.to_owned())), String::new()))
}
