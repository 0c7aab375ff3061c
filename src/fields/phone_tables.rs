//! Telephones of a table: a column headed โทรศัพท์, with a number in each row below it.

use super::phones::{Scanner, again, is_mobile};
use super::{Ctx, Draft, cells};
use crate::rules::patterns::PatternId as P;
use crate::text::TextSpan;

/// Characters of the head of a column, at most.
const HEAD: usize = 30;
/// Figures of a telephone number inside an office, at least.
const LEAST: usize = 4;

/// The column of a table that holds telephones.
struct Column {
    /// Its place among the cells of a row.
    cell: usize,
    /// Cells of a row.
    cells: usize,
    kind: &'static str,
}

/// Reads the numbers below such a head; those with a label of their own are read with it.
pub fn read(ctx: &Ctx, draft: &mut Draft) {
    let lines: Vec<usize> = ctx.own_lines().collect();
    let mut column: Option<Column> = None;
    for row in lines.chunk_by(|a, b| ctx.seg(*a).line == ctx.seg(*b).line) {
        let cells = columns(ctx, row);
        if let Some(head) = head(ctx, &cells) {
            column = Some(head);
            continue;
        }
        // a wide gap inside a cell makes two of it
        let last = |c: &Column| c.cell + 1 == c.cells && cells.len() > c.cells;
        let Some(c) = column.as_ref().filter(|c| c.cells == cells.len() || last(c)) else {
            column = None;
            continue;
        };
        let (cell, kind) = (cells[if last(c) { cells.len() - 1 } else { c.cell }], c.kind);
        let words = cell.of(ctx.layout.text);
        if !words.starts_with(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '(', '+']) {
            continue;
        }
        for (mut phone, range, confidence) in Scanner::new(ctx, words).numbers(kind) {
            let span = TextSpan::new(cell.start + range.0, cell.start + range.1);
            if phone.number.len() < LEAST || !ctx.legible(draft, "/phones/-", span) || again(&mut draft.record.phones, &phone) {
                continue;
            }
            if phone.kind == "phone" && is_mobile(&phone.number) {
                phone.kind = "mobile";
            }
            let n = draft.record.phones.len();
            draft.mark(format!("/phones/{n}/number"), span, "phone-column", confidence);
            draft.record.phones.push(phone);
        }
    }
}

/// The places of the cells of a row: between bars, or the columns of its line.
fn columns(ctx: &Ctx, row: &[usize]) -> Vec<TextSpan> {
    let Some(&first) = row.first() else { return Vec::new() };
    let text = ctx.layout.text;
    let at = ctx.seg(first).span.start;
    if !row.iter().any(|&i| ctx.words(i).contains('|')) {
        return row.iter().map(|&i| ctx.seg(i).span).collect();
    }
    // the bars at both ends may be taken for specks
    let start = text[..at].rfind('\n').map_or(0, |n| n + 1);
    let end = text[at..].find('\n').map_or(text.len(), |n| at + n);
    let line = text[start..end].trim_end();
    let line = line.strip_suffix('|').unwrap_or(line);
    let inner = line.trim_start();
    let inner = inner.strip_prefix('|').unwrap_or(inner);
    cells(text, TextSpan::new(start + line.len() - inner.len(), start + line.len())).collect()
}

/// The column of telephones, where a row is the head of a table that has one.
fn head(ctx: &Ctx, cells: &[TextSpan]) -> Option<Column> {
    if cells.len() < 2 {
        return None;
    }
    let found = cells.iter().enumerate().find_map(|(cell, place)| {
        let words = place.of(ctx.layout.text);
        if words.len() > 3 * HEAD || words.bytes().any(|b| b.is_ascii_digit()) {
            return None;
        }
        let label = ctx.rules.patterns.get(P::PhoneLabel).captures(words)?;
        let kind = match (label.name("only_fax"), label.name("mobile")) {
            (Some(_), _) => "fax",
            (_, Some(_)) => "mobile",
            _ => "phone",
        };
        Some(Column { cell, cells: cells.len(), kind })
    });
    // a row of figures is none of heads
    found.filter(|_| cells.iter().all(|c| c.of(ctx.layout.text).bytes().filter(u8::is_ascii_digit).count() < LEAST))
}
