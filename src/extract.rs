//! The whole way of one document: normalise, repair, split, read the fields, check.

use crate::check;
use crate::fields::{Ctx, Draft, FIELDS, Mark, vouched};
use crate::input::Document;
use crate::legibility::Legibility;
use crate::normalize::normalize;
use crate::pages::{Area, Pages};
use crate::record::{Evidence, Record, Repair, Source};
use crate::repair::{Proposal, particle};
use crate::rules::{Mending, Rules};
use crate::split::{Layout, split};
use crate::text::{Change, SourceSpan, Text, TextSpan};
use crate::values::{ReadDate, find_dates};
use std::ops::Range;

/// Name of the output's schema.
pub const SCHEMA: &str = "saraban/1";

/// The cleaned text of a decoded source: what fields are read from. Every change is an edit of the text.
pub fn clean(source: String, rules: &Rules) -> Text {
    mend(source, rules).0
}

/// The cleaned text, and what may be misread there but is not sure enough to be changed.
pub fn mend(source: String, rules: &Rules) -> (Text, Vec<Proposal>) {
    let mut text = Text::new(source);
    normalize(&mut text, rules);
    if rules.mending == Mending::Off {
        return (text, Vec::new());
    }
    let legibility = Legibility::of(text.source());
    let noisiest = legibility.loses_digits() || legibility.takes_wo_for_two();
    // a mended letter may leave something to normalise, and that something to mend; rarely, and not for long
    for _ in 0..MOST_ROUNDS {
        let joints = rules.compounds.changes(text.current());
        text.apply(&joints);
        let blanks: Vec<Change> = rules.repairer.stray_blanks(text.current()).into_iter().map(change).collect();
        text.apply(&blanks);
        let late: Vec<Change> = rules.repairer.late_marks(text.current()).into_iter().map(change).collect();
        text.apply(&late);
        let particles = particle::changes(text.current(), rules);
        text.apply(&particles);
        let proposed = rules.repairer.propose_for(text.current(), &protected(text.current(), rules), noisiest);
        let (taken, left): (Vec<_>, Vec<_>) = proposed.into_iter().partition(|p| p.sure || rules.mending == Mending::Likely);
        let mended: Vec<Change> = taken.into_iter().map(change).collect();
        text.apply(&mended);
        // what nothing was done to since it was normalised needs no other round
        if joints.is_empty() && blanks.is_empty() && late.is_empty() && particles.is_empty() && mended.is_empty() {
            return (text, left);
        }
        normalize(&mut text, rules);
    }
    (text, Vec::new())
}

/// Rounds of mending and normalising after which a text that still changes is left as it is.
const MOST_ROUNDS: usize = 4;

/// What stands as it is: words of the list, and words that the text speaks of.
fn protected(text: &str, rules: &Rules) -> Vec<Range<usize>> {
    let mut all = cited_words(text);
    all.extend(rules.repairer.protected(text));
    all
}

/// Words that a text speaks of (`คำว่า …`): they stand as their writer spelt them.
fn cited_words(text: &str) -> Vec<Range<usize>> {
    const WORD: &str = "คำว่า";
    let cited = memchr::memmem::find_iter(text.as_bytes(), WORD).map(|i| {
        let start = i + WORD.len();
        let rest = text[start..].trim_start_matches([' ', '“', '"', '‘']);
        let from = text.len() - rest.len();
        from..from + rest.find([' ', '\n', '”', '"', '’']).unwrap_or(rest.len())
    });
    cited.collect()
}

fn change(p: Proposal) -> Change {
    Change { at: TextSpan::new(p.range.start, p.range.end), after: p.after.into(), rule: p.rule, confidence: p.confidence }
}

/// Everything that is read from one document: its letters, in order. Pure: the same document and rules give the
/// same records.
pub fn extract(document: Document, rules: &Rules) -> Vec<Record> {
    let Document { path, text, pages, encoding, format, hash, .. } = document;
    let pages = if pages.pages.is_empty() { Pages::of_text(&text, rules) } else { pages };
    let (text, left) = mend(text, rules);
    let layout = Layout::new(text.current(), rules);
    let letters = split(&layout, rules);
    let legibility = Legibility::of(text.source());
    let hash = hash.to_hex().to_string();
    let dates: Vec<Vec<ReadDate>> = letters.iter().map(|l| find_dates(l.span.of(text.current()), l.span.start, rules)).collect();
    let mut places = Vec::with_capacity(letters.len());
    for (index, letter) in letters.iter().enumerate() {
        let start = if index == 0 { 0 } else { text.cut(letter.span.start) };
        let end = letters.get(index + 1).map_or(text.source().len(), |l| text.cut(l.span.start));
        let source = Source {
            path: path.clone(),
            index,
            start,
            end,
            hash: hash.clone(),
            encoding: encoding.to_owned(),
            format: format.to_owned(),
            pages: pages.within(SourceSpan { start, end }).to_vec(),
        };
        let ctx = Ctx { layout: &layout, letter, rules, text: &text, legibility, dates: &dates[index] };
        places.push((ctx, source));
    }
    let (ctxs, sources): (Vec<Ctx>, Vec<Source>) = places.into_iter().unzip();
    let mut drafts: Vec<Draft> = ctxs.iter().zip(sources).map(|(ctx, source)| draft(ctx, source, &left)).collect();
    vouched::read(&ctxs, &mut drafts);
    let mut records: Vec<Record> = ctxs.iter().zip(drafts).map(|(ctx, draft)| record(ctx, &pages, draft)).collect();
    let read: Vec<(TextSpan, &[ReadDate])> = letters.iter().map(|l| l.span).zip(dates.iter().map(Vec::as_slice)).collect();
    check::file(&mut records, &read, (&text, &pages), legibility, rules);
    records
}

/// What the fields of one letter read.
fn draft(ctx: &Ctx, source: Source, left: &[Proposal]) -> Draft {
    let (text, letter) = (ctx.text, ctx.letter);
    let place = SourceSpan { start: source.start, end: source.end };
    let record = Record {
        schema: SCHEMA,
        id: format!("{}-{}", &source.hash[..16], source.index),
        kind: letter.kind,
        text: letter.span.of(ctx.layout.text).to_owned(),
        repairs: repairs(text, place),
        suggestions: suggestions(text, place, left),
        source,
        urgency: None,
        secrecy: None,
        number: None,
        agency: None,
        address: None,
        postcode: None,
        date: None,
        subject: None,
        salutation: None,
        addressees: Vec::new(),
        references: Vec::new(),
        enclosures: Vec::new(),
        signatories: Vec::new(),
        receipts: Vec::new(),
        office: None,
        phones: Vec::new(),
        contacts: Vec::new(),
        emails: Vec::new(),
        urls: Vec::new(),
        dates: Vec::new(),
        citations: Vec::new(),
        attachments: Vec::new(),
        evidence: Vec::new(),
        warnings: Vec::new(),
    };
    let mut draft = Draft { record, marks: Vec::new(), unread: Vec::new() };
    for (_, _, read) in FIELDS {
        read(ctx, &mut draft);
    }
    draft
}

/// The record of a letter, its places told in the source.
fn record(ctx: &Ctx, pages: &Pages, draft: Draft) -> Record {
    let text = ctx.text;
    let Draft { mut record, marks, .. } = draft;
    for a in &mut record.attachments {
        let at = text.to_source(TextSpan::new(a.start, a.end));
        (a.start, a.end) = (at.start, at.end);
    }
    record.evidence = marks.into_iter().map(|m| evidence(ctx, pages, m)).collect();
    record
}

/// Where a value stands, in the source and on its page.
fn evidence(ctx: &Ctx, pages: &Pages, mark: Mark) -> Evidence {
    let at = ctx.text.to_source(mark.span);
    let place = pages.place(at);
    Evidence {
        field: mark.field,
        start: at.start,
        end: at.end,
        raw: at.of(ctx.text.source()).to_owned(),
        page: place.page,
        area: place.area.map(Area::edges),
        confidence: mark.confidence,
        rule: mark.rule,
        signs: Vec::new(),
    }
}

/// The edits whose source lies in `place`, as the output lists them.
pub fn repairs(text: &Text, place: SourceSpan) -> Vec<Repair> {
    let edits = text.edits_in(place).iter();
    edits
        .map(|e| Repair {
            start: e.source.start,
            end: e.source.end,
            before: e.source.of(text.source()).to_owned(),
            after: e.text.of(text.current()).to_owned(),
            rule: e.rule,
            confidence: e.confidence,
        })
        .collect()
}

/// What was left as it stands in `place` though it may be misread, as repairs that were not made.
pub fn suggestions(text: &Text, place: SourceSpan, left: &[Proposal]) -> Vec<Repair> {
    let current = text.current();
    let all = left.iter().map(|p| {
        let at = text.to_source(TextSpan::new(p.range.start, p.range.end));
        // an edit that it meets is part of it
        let met = text.edits_in(at).iter().filter(|e| e.text.start < p.range.end && p.range.start < e.text.end);
        let (start, end) = met.fold((p.range.start, p.range.end), |(a, b), e| (a.min(e.text.start), b.max(e.text.end)));
        let after = format!("{}{}{}", &current[start..p.range.start], p.after, &current[p.range.end..end]);
        let before = at.of(text.source()).to_owned();
        Repair { start: at.start, end: at.end, before, after, rule: p.rule, confidence: p.confidence }
    });
    all.filter(|s| (place.start..place.end).contains(&s.start)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::replay;

    #[test]
    fn edits_made_in_the_source_give_the_cleaned_text() {
        let rules = Rules::embedded().unwrap();
        for source in ["", "เเผน ๑๒ นํ้า\r\n", "**เรื่อง** ขอเชิญ\u{200b}ประชุม\n\n<table><tr><td>๑</td></tr></table>"]
        {
            let text = clean(source.to_owned(), &rules);
            let edits = repairs(&text, SourceSpan { start: 0, end: usize::MAX });
            let made = edits.iter().map(|e| (SourceSpan { start: e.start, end: e.end }, e.after.as_str()));
            assert_eq!(replay(source, made), text.current());
            assert!(edits.iter().all(|e| source[e.start..e.end] == e.before));
        }
    }

    #[test]
    fn words_of_the_list_stand_as_they_are() {
        let rules = Rules::embedded().unwrap();
        for word in ["กะทรวง", "รถยนตร์", "อนุญาติ", "วัดเรืองเวช"] {
            let source = format!("ตามที่ {word} ได้มีหนังสือแจ้งให้ทราบ");
            assert_eq!(clean(source.clone(), &rules).current(), source);
            let other = source.replace(word, "กระทรวงมหาดไทย ในเขตพื้นทีรับผิดชอบ");
            assert!(clean(other, &rules).current().contains("พื้นที่รับผิดชอบ"));
        }
    }
}
