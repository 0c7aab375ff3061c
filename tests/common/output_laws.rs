//! The laws that every output keeps. The fuzz target uses this file too.

use saraban::record::Record;
use saraban::text::{SourceSpan, replay};

/// The laws that the letters of one file keep, whatever the file; the error says which is broken and where.
pub fn laws(source: &str, records: &[Record]) -> Result<(), String> {
    partition(source, records)?;
    for record in records {
        let at = |e: String| format!("letter {}: {e}", record.source.index);
        repairs(source, record).map_err(at)?;
        evidence(source, record).map_err(at)?;
    }
    Ok(())
}

fn ensure(ok: bool, message: impl FnOnce() -> String) -> Result<(), String> {
    if ok { Ok(()) } else { Err(message()) }
}

/// The text at a span, when there is one.
fn slice(source: &str, start: usize, end: usize) -> Result<&str, String> {
    source.get(start..end).ok_or_else(|| format!("{start}..{end} is no span of a source of {} bytes", source.len()))
}

/// The letters of a file stand one after the other and leave nothing of the source out.
fn partition(source: &str, records: &[Record]) -> Result<(), String> {
    ensure(!records.is_empty(), || "no letter at all".into())?;
    let mut at = 0;
    for (i, r) in records.iter().enumerate() {
        ensure(r.source.index == i, || format!("letter {i} has index {}", r.source.index))?;
        ensure(r.source.start == at, || format!("letter {i} starts at {}, the one before ended at {at}", r.source.start))?;
        slice(source, r.source.start, r.source.end)?;
        at = r.source.end;
    }
    ensure(at == source.len(), || format!("the last letter ends at {at} of {}", source.len()))
}

/// Repairs are in order, disjoint, inside their letter, true to the source, and lead from it to the text.
fn repairs(source: &str, record: &Record) -> Result<(), String> {
    let (start, end) = (record.source.start, record.source.end);
    let mut at = start;
    for r in &record.repairs {
        ensure(r.start >= at && r.end >= r.start && r.end <= end, || {
            format!("repair {}..{} after {at} in a letter of {start}..{end}", r.start, r.end)
        })?;
        let before = slice(source, r.start, r.end)?;
        ensure(before == r.before, || format!("repair {}..{}: the source has {before:?}, not {:?}", r.start, r.end, r.before))?;
        ensure(r.before != r.after, || format!("repair {}..{} changes nothing", r.start, r.end))?;
        ensure((0.0..=1.0).contains(&r.confidence), || format!("repair {}..{}: confidence {}", r.start, r.end, r.confidence))?;
        ensure(!r.rule.is_empty(), || format!("repair {}..{} names no rule", r.start, r.end))?;
        at = r.end;
    }
    let moved = record.repairs.iter().map(|r| (SourceSpan { start: r.start - start, end: r.end - start }, r.after.as_str()));
    let replayed = replay(slice(source, start, end)?, moved);
    ensure(replayed == record.text, || {
        let same = replayed.bytes().zip(record.text.bytes()).take_while(|(a, b)| a == b).count();
        format!("replaying the repairs gives another text from byte {same} on ({} and {} bytes)", replayed.len(), record.text.len())
    })
}

/// Rules that give what cannot be read in its own place from another letter of the file.
const FROM_ANOTHER: [&str; 3] = ["number-by-citation", "date-by-citation", "reference-by-letter"];

/// Evidence names a value of the record and gives the words of the source, inside the letter; what another letter of the
/// file vouches for is flagged.
fn evidence(source: &str, record: &Record) -> Result<(), String> {
    let value = serde_json::to_value(record).map_err(|e| e.to_string())?;
    for e in &record.evidence {
        let raw = slice(source, e.start, e.end)?;
        ensure(raw == e.raw, || format!("{} {}..{}: the source has {raw:?}, not {:?}", e.field, e.start, e.end, e.raw))?;
        let vouched = FROM_ANOTHER.contains(&e.rule) && record.warnings.iter().any(|w| w.code == "low_confidence" && w.field == e.field);
        ensure(vouched || record.source.start <= e.start && e.end <= record.source.end, || {
            format!("{} {}..{} is outside its letter {}..{}", e.field, e.start, e.end, record.source.start, record.source.end)
        })?;
        ensure(value.pointer(&e.field).is_some_and(|v| !v.is_null()), || format!("evidence for {}, which has no value", e.field))?;
        ensure((0.0..=1.0).contains(&e.confidence), || format!("{}: confidence {}", e.field, e.confidence))?;
        let page = |n| record.source.pages.iter().any(|p| p.page == n && (p.start..=p.end).contains(&e.start));
        ensure(vouched || e.page.is_none_or(page), || format!("{}: page {:?} is none of the letter's", e.field, e.page))?;
        let area = e.area.is_none_or(|[left, top, right, bottom]| e.page.is_some() && left < right && top < bottom);
        ensure(area, || format!("{}: box {:?}", e.field, e.area))?;
    }
    for a in &record.attachments {
        slice(source, a.start, a.end)?;
        ensure(record.source.start <= a.start && a.end <= record.source.end, || {
            format!("attachment {}..{} is outside its letter", a.start, a.end)
        })?;
    }
    Ok(())
}
