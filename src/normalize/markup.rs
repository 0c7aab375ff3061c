//! Markdown and HTML marks that an engine wrote around the words. They are no print, so they go.

use crate::text::{Change, TextSpan};

/// Tags that give structure: a cell becomes a tab, a row or break a new line, the rest goes.
const TAGS: &[(&str, &str)] = &[
    ("td", "\t"),
    ("th", "\t"),
    ("tr", "\n"),
    ("br", "\n"),
    ("li", "\n"),
    ("p", "\n"),
    ("div", "\n"),
    ("table", ""),
    ("thead", ""),
    ("tbody", ""),
    ("b", ""),
    ("i", ""),
    ("u", ""),
    ("em", ""),
    ("strong", ""),
    ("ul", ""),
    ("ol", ""),
    ("sup", ""),
    ("sub", ""),
    ("span", ""),
    ("center", ""),
    ("h1", ""),
    ("h2", ""),
    ("h3", ""),
    ("h4", ""),
    ("img", ""),
    ("figure", ""),
    ("html", ""),
    ("body", ""),
];
const ENTITIES: &[(&str, &str)] = &[
    ("&nbsp;", " "),
    ("&ensp;", "  "),
    ("&emsp;", "    "),
    ("&thinsp;", " "),
    ("&amp;", "&"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", "\""),
    ("&#39;", "'"),
];
/// Longest tag or image mark that is looked at, in bytes.
const REACH: usize = 300;
/// Bytes of a line in which single stars are paired; what is longer was not written by a person.
const LONGEST: usize = 1 << 14;

/// A mark: its length and what stands in its place.
type Mark = (usize, &'static str);

/// The change that takes away the mark beginning at byte `at`, if one does.
pub fn mark_at(text: &str, at: usize, line_start: usize) -> Option<Change> {
    let rest = &text[at..];
    let found = match rest.as_bytes()[0] {
        b'#' => heading(text, at, line_start),
        b'*' => stars(text, at, line_start),
        b'<' => tag(rest),
        b'>' => closes_link(text, at),
        b'!' => image(rest),
        b'&' => ENTITIES.iter().find(|(e, _)| rest.starts_with(e)).map(|(e, a)| (e.len(), *a)),
        b'\\' => rest[1..].starts_with(['_', '*', '#', '.', '-', '(', ')', '[', ']']).then_some((1, "")),
        b'|' => Some(rest).filter(|_| at == line_start).and_then(table_rule).or_else(|| cell_of_lines(text, at, line_start)),
        _ => None,
    };
    found.map(|(len, after)| Change { at: TextSpan::new(at, at + len), after: after.into(), rule: "markup", confidence: 1.0 })
}

fn heading(text: &str, at: usize, line_start: usize) -> Option<Mark> {
    let rest = &text[at..];
    // more than six are no heading, however many they are
    let marks = rest.bytes().take(7).take_while(|&b| b == b'#').count();
    let blanks = rest[marks..].bytes().take_while(|&b| b == b' ').count();
    (marks <= 6 && blanks > 0 && text[line_start..at].trim().is_empty()).then_some((marks + blanks, ""))
}

/// Two stars or more are bold; a single one only with its partner on the same line.
fn stars(text: &str, at: usize, line_start: usize) -> Option<Mark> {
    let rest = &text[at..];
    let n = rest.bytes().take_while(|&b| b == b'*').count();
    if n > 1 {
        return Some((n, ""));
    }
    if at - line_start > LONGEST {
        return None;
    }
    let line = &text[line_start..line_start + text[line_start..].find('\n').unwrap_or(text.len() - line_start)];
    let single = |i: usize, b: &[u8]| b[i] == b'*' && b.get(i + 1) != Some(&b'*') && (i == 0 || b[i - 1] != b'*');
    let bytes = line.as_bytes();
    let own = at - line_start;
    let ordinal = (0..own).filter(|&i| single(i, bytes)).count();
    let opens = ordinal % 2 == 0;
    let paired = if opens { (own + 1..bytes.len()).take(REACH).any(|i| single(i, bytes)) } else { true };
    let inside_blank = if opens { bytes.get(own + 1) == Some(&b' ') } else { own > 0 && bytes[own - 1] == b' ' };
    (paired && !inside_blank).then_some((1, ""))
}

fn tag(rest: &str) -> Option<Mark> {
    let body = rest[1..].trim_start_matches('/');
    if ["http://", "https://", "www.", "mailto:"].iter().any(|p| body.starts_with(p)) {
        return Some((1, ""));
    }
    if body.starts_with("!--") {
        return clip(rest).find("-->").map(|e| (e + 3, ""));
    }
    let name_len = body.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let closing = rest.as_bytes().get(1) == Some(&b'/');
    let name = &body[..name_len];
    let (_, after) = TAGS.iter().find(|(t, _)| t.eq_ignore_ascii_case(name))?;
    let end = clip(rest).find('>')? + 1;
    // a row or cell ends where its closing tag stands; breaks have none
    let after = if closing || name.eq_ignore_ascii_case("br") { after } else { "" };
    Some((end, after))
}

/// The `>` of `<https://…>`, whose `<` goes too.
fn closes_link(text: &str, at: usize) -> Option<Mark> {
    let mut from = at.saturating_sub(REACH);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let before = &text[from..at];
    let before = &before[before.rfind(['\n', ' ']).map_or(0, |i| i + 1)..];
    let link = before.trim_start_matches('<');
    ["http://", "https://", "www.", "mailto:"].iter().any(|p| link.starts_with(p)).then_some((1, ""))
}

fn image(rest: &str) -> Option<Mark> {
    let clipped = clip(rest);
    let close = clipped.strip_prefix("![")?.find("](")? + 2;
    let end = clipped[close..].find(')')? + close + 1;
    (!clipped[..end].contains('\n')).then_some((end, ""))
}

/// `|---|:--|`: the line under the head of a Markdown table.
fn table_rule(rest: &str) -> Option<Mark> {
    let line = rest.split('\n').next().unwrap_or_default();
    (line.contains("--") && line.bytes().all(|b| matches!(b, b'|' | b'-' | b':' | b' '))).then_some((line.len(), ""))
}

/// The bar between two cells of a row in which cells have several lines: one cell stands below the other, as in print
/// they stand beside each other.
fn cell_of_lines(text: &str, at: usize, line_start: usize) -> Option<Mark> {
    let whole = &text[line_start..];
    if at - line_start > LONGEST || !whole.starts_with('|') {
        return None;
    }
    let line = &whole.as_bytes()[..whole.find('\n').unwrap_or(whole.len()).min(LONGEST)];
    let tag = |i: usize| line[i..].get(..3).is_some_and(|t| t.eq_ignore_ascii_case(b"<br"));
    memchr::memchr_iter(b'<', line).any(tag).then_some((1, if at == line_start { "" } else { "\n" }))
}

fn clip(rest: &str) -> &str {
    let mut end = rest.len().min(REACH);
    while !rest.is_char_boundary(end) {
        end -= 1;
    }
    &rest[..end]
}
