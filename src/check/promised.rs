//! What the body promises against what the letter lists and has attached.

use super::{Sheet, View, folded};
use crate::record::Warning;
use crate::rules::patterns::PatternId as P;
use crate::text::TextSpan;

/// A body hardly speaks of more items than these; a higher figure is no item's number.
const MOST_ITEMS: usize = 30;

/// Fewest rows of a list that is compared with what was promised.
const ROWS: usize = 2;

/// Whether a place stands in the body: after the lists of the heading and before the signature.
pub(super) fn in_body(view: &View, at: TextSpan) -> bool {
    let sheet = view.sheet();
    let source = view.file.text.to_source(at);
    let before_signature = sheet.signed_at().is_none_or(|s| source.start < s);
    before_signature && !sheet.attached(source) && sheet.field_at(source, |f| !f.starts_with("/dates")).is_none()
}

/// The body speaks of an item of อ้างถึง or สิ่งที่ส่งมาด้วย that is not in the list.
pub fn items(view: &View) -> Vec<Warning> {
    let sheet = view.sheet();
    let words = sheet.span.of(sheet.text);
    let mut out: Vec<Warning> = Vec::new();
    for c in view.rules().patterns.get(P::ItemOfList).captures_iter(words) {
        let Some(whole) = c.get(0) else { continue };
        let (list, listed) = match c.name("reference") {
            Some(_) => ("references", sheet.record.references.len()),
            None => ("enclosures", sheet.record.enclosures.len()),
        };
        let number = |name: &str| c.name(name).and_then(|m| m.as_str().parse::<usize>().ok());
        let Some(item) = number("first").max(number("last")).filter(|n| *n > listed && *n <= MOST_ITEMS) else { continue };
        let at = TextSpan::new(sheet.span.start + whole.start(), sheet.span.start + whole.end());
        let field = format!("/{list}");
        // a list that was not read at all is a part that is missing
        let told = listed == 0 || out.iter().any(|w| w.field == field);
        if told || !view.file.legibility.digits(view.file.text, at) || !in_body(view, at) {
            continue;
        }
        let end = c.name("last").or(c.name("first")).map_or(whole.end(), |m| m.end());
        let slots = [("printed", folded(&words[whole.start()..end])), ("item", item.to_string()), ("listed", listed.to_string())];
        let slots: Vec<(&str, &str)> = slots.iter().map(|(k, v)| (*k, v.as_str())).collect();
        out.push(view.warn("item_not_listed", "", &field, &slots, None));
    }
    out
}

/// A list of names that is attached has more or fewer rows than the letter says.
pub fn rows(view: &View) -> Vec<Warning> {
    let sheet = view.sheet();
    let words = sheet.span.of(sheet.text);
    let mut promised = view.rules().patterns.get(P::PromisedRows).captures_iter(words).filter_map(|c| {
        let (whole, rows) = (c.get(0)?, c.name("rows")?);
        let at = TextSpan::new(sheet.span.start + whole.start(), sheet.span.start + whole.end());
        let legible = view.file.legibility.digits(view.file.text, at) && !sheet.attached(view.file.text.to_source(at));
        Some((whole.as_str(), rows.as_str().parse::<usize>().ok()?)).filter(|_| legible)
    });
    let Some((printed, rows)) = promised.next() else { return Vec::new() };
    let Some(found) = attached_rows(view, sheet).filter(|n| *n >= ROWS && *n != rows) else { return Vec::new() };
    // of two promises it is not known which the list fulfils
    if promised.any(|p| p.1 != rows) {
        return Vec::new();
    }
    let slots = [("printed", folded(printed)), ("rows", rows.to_string()), ("found", found.to_string())];
    let slots: Vec<(&str, &str)> = slots.iter().map(|(k, v)| (*k, v.as_str())).collect();
    vec![view.warn("quantity_mismatch", "", "/attachments", &slots, Some(found.to_string()))]
}

/// The rows of the only list of names that is attached, where all their numbers follow each other from 1.
fn attached_rows(view: &View, sheet: &Sheet) -> Option<usize> {
    let mut lists = sheet.record.attachments.iter().filter(|a| view.rules().patterns.get(P::ListOfNames).is_match(&a.title));
    let list = lists.next().filter(|_| lists.next().is_none())?;
    let mut rows = 0;
    let mut at = sheet.span.start;
    for line in sheet.span.of(sheet.text).split_inclusive('\n') {
        let span = TextSpan::new(at, at + line.len());
        at += line.len();
        let Some(number) = view.rules().patterns.get(P::ListRow).captures(line).and_then(|c| c.name("row")) else { continue };
        let source = view.file.text.to_source(span);
        if (list.start..list.end).contains(&source.start) {
            rows += 1;
            if number.as_str().parse() != Ok(rows) {
                return None;
            }
        }
    }
    Some(rows)
}
