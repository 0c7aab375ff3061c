//! The foot of the letter: owning division, contacts, e-mail and web addresses.

use super::phones::grouped;
use super::{Ctx, Draft, clean, trim_noise};
use crate::rules::Cue;
use crate::rules::patterns::PatternId as P;
use crate::text::TextSpan;

/// Figures alone that are no mailbox, but the end of its name.
const FIGURES: usize = 3;

/// Reads office, contacts, e-mails and web addresses.
pub fn read(ctx: &Ctx, draft: &mut Draft) {
    office(ctx, draft);
    contacts(ctx, draft);
    let span = ctx.letter.span;
    let text = span.of(ctx.layout.text);
    for m in ctx.rules.patterns.get(P::Email).find_iter(if text.contains('@') { text } else { "" }) {
        let n = draft.record.emails.len();
        let value: String = m.as_str().trim_end_matches('.').chars().filter(|c| !c.is_whitespace()).collect();
        // the letters of the mailbox are lost: `saraban_16@` of which `16@` is left
        let figures = value.bytes().take_while(u8::is_ascii_digit).count();
        let value = with_domain_point(value);
        let cut = (1..=FIGURES).contains(&figures) && value[figures..].starts_with('@');
        if !cut && !draft.record.emails.contains(&value) {
            draft.mark(format!("/emails/{n}"), TextSpan::new(span.start + m.start(), span.start + m.end()), "email", 0.97);
            draft.record.emails.push(value);
        }
    }
    for m in ctx.rules.patterns.get(P::Url).find_iter(text) {
        if text[..m.start()].ends_with('@') {
            continue;
        }
        let n = draft.record.urls.len();
        let value = with_domain_point(m.as_str().replace(' ', ""));
        if !draft.record.urls.contains(&value) {
            draft.mark(format!("/urls/{n}"), TextSpan::new(span.start + m.start(), span.start + m.end()), "url", 0.95);
            draft.record.urls.push(value);
        }
    }
}

/// An address whose host lost the point of its domain: `example.orth` is `example.or.th`. No domain is called so.
fn with_domain_point(address: String) -> String {
    const LOST: [&str; 6] = [".goth", ".orth", ".acth", ".coth", ".inth", ".mith"];
    let from = address.find("://").map_or(0, |i| i + 3);
    let host = address[from..].find(['/', '?', ':']).map_or(address.len(), |i| from + i);
    match LOST.iter().any(|d| address[..host].ends_with(d)) {
        true => format!("{}.{}", &address[..host - 2], &address[host - 2..]),
        false => address,
    }
}

/// Division lines right above the first phone line of the foot.
fn office(ctx: &Ctx, draft: &mut Draft) {
    let tail = ctx.letter.zones.tail.clone();
    let lines: Vec<usize> = tail
        .filter(|&i| !ctx.in_attachment(i))
        .filter(|&i| {
            let c = ctx.class(i);
            c.division && !c.post && !c.receiver && !c.stamp && ctx.cue(i).is_none() && c.chars < 80 && !taken(draft, ctx.seg(i).span)
        })
        .collect();
    let Some(&first) = lines.first() else { return };
    let block: Vec<usize> = lines.iter().copied().take_while(|&i| ctx.seg(i).line - ctx.seg(first).line <= 4).collect();
    // its telephone may stand on the same line
    let name =
        |i: usize| &ctx.words(i)[..ctx.rules.patterns.get(P::PhoneLabel).find(ctx.words(i)).map_or(ctx.words(i).len(), |m| m.start())];
    let value = block.iter().map(|&i| clean(trim_noise(name(i)))).filter(|n| !n.is_empty()).collect::<Vec<_>>().join(" ");
    draft.record.office = Some(value).filter(|v| !v.is_empty());
    if draft.record.office.is_some() {
        let from = ctx.seg(first).span.start;
        let end = block.last().map_or(from, |&l| ctx.seg(l).span.start + name(l).trim_end().len());
        draft.mark("/office", TextSpan::new(from, end), "office-lines", 0.85);
    }
}

fn taken(draft: &Draft, span: TextSpan) -> bool {
    draft.marks.iter().any(|m| (m.field.starts_with("/signatories") || m.field == "/agency") && m.span.overlaps(&span))
}

/// Names after ผู้ประสานงาน.
fn contacts(ctx: &Ctx, draft: &mut Draft) {
    for i in ctx.own_lines().filter(|&i| ctx.cue(i) == Some(Cue::Contact)) {
        let words = ctx.words(i);
        let Some(at) = words.find("ผู้ประสานงาน").map(|p| p + "ผู้ประสานงาน".len()) else {
            continue;
        };
        let rest = &words[at..];
        let cut = ctx.rules.patterns.get(P::PhoneLabel).find(rest).map(|m| m.start());
        let cut = cut.or_else(|| grouped(rest).map(|g| g.start)).unwrap_or(rest.len());
        let name = clean(trim_noise(&rest[..cut]));
        if name.is_empty() || name.chars().count() > 80 {
            continue;
        }
        let n = draft.record.contacts.len();
        let from = ctx.seg(i).span.start + at;
        draft.mark(format!("/contacts/{n}"), TextSpan::new(from, from + cut), "contact-line", 0.9);
        draft.record.contacts.push(name);
    }
}
