//! The whole way of one document: normalise, repair, split, read the fields, check.

use crate::check;
use crate::fields::{Ctx, Draft, FIELDS};
use crate::input::Document;
use crate::legibility::Legibility;
use crate::normalize::normalize;
use crate::record::{Evidence, Record, Repair, Source};
use crate::rules::Rules;
use crate::split::{Layout, split};
use crate::text::{SourceSpan, Text, TextSpan};

/// Name of the output's schema.
pub const SCHEMA: &str = "saraban/1";

/// Everything that is read from one document: its letters, in order. Pure: the same document and rules give the
/// same records.
pub fn extract(document: Document, rules: &Rules) -> Vec<Record> {
    let Document { path, text, encoding, format, hash, .. } = document;
    let mut text = Text::new(text);
    normalize(&mut text, &rules.chars);
    let layout = Layout::new(text.current(), rules);
    let letters = split(&layout, rules);
    let legibility = Legibility::of(text.source());
    let hash = hash.to_hex().to_string();
    let mut records = Vec::with_capacity(letters.len());
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
        };
        records.push(record(&Ctx { layout: &layout, letter, rules, text: &text, legibility }, source));
    }
    let spans: Vec<TextSpan> = letters.iter().map(|l| l.span).collect();
    check::file(&mut records, &spans, &text, legibility, rules);
    records
}

fn record(ctx: &Ctx, source: Source) -> Record {
    let (text, letter) = (ctx.text, ctx.letter);
    let place = SourceSpan { start: source.start, end: source.end };
    let record = Record {
        schema: SCHEMA,
        id: format!("{}-{}", &source.hash[..16], source.index),
        kind: letter.kind,
        text: letter.span.of(ctx.layout.text).to_owned(),
        repairs: repairs(text, place),
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
    let mut draft = Draft { record, marks: Vec::new() };
    for (_, _, read) in FIELDS {
        read(ctx, &mut draft);
    }
    let Draft { mut record, marks } = draft;
    for a in &mut record.attachments {
        let at = text.to_source(TextSpan::new(a.start, a.end));
        (a.start, a.end) = (at.start, at.end);
    }
    record.evidence = marks
        .into_iter()
        .map(|m| {
            let at = text.to_source(m.span);
            let raw = at.of(text.source()).to_owned();
            Evidence { field: m.field, start: at.start, end: at.end, raw, confidence: m.confidence, rule: m.rule }
        })
        .collect();
    record
}

/// The edits of one letter, as the output lists them.
fn repairs(text: &Text, place: SourceSpan) -> Vec<Repair> {
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
