//! Markdown and HTML marks that an engine wrote around the words. They are no print, so they go.

use crate::rules::Markup;
use crate::text::{Change, TextSpan};
use std::borrow::Cow;

/// Longest tag or image mark that is looked at, in bytes.
const REACH: usize = 300;
/// Bytes of a line in which single stars are paired; what is longer was not written by a person.
const LONGEST: usize = 1 << 14;

/// What is known of the line under the scan, so that no line is looked at once a mark.
#[derive(Default)]
pub struct Line {
    start: usize,
    /// Single stars up to here.
    stars: usize,
    /// Whether it is a row of a table in which a tag breaks a line.
    broken_row: Option<bool>,
    /// Whether it is a row of a label of the heading and its words.
    labelled: Option<bool>,
}

/// A mark: its length and what stands in its place.
type Mark = (usize, &'static str);

/// Bytes of a line before a mark that opens it.
const DEEPEST: usize = 40;
/// Lines of the block of settings with which some readers of pages begin a text.
const SETTINGS: usize = 16;

/// Whether a mark may begin with this byte.
pub const fn begins(byte: u8) -> bool {
    matches!(byte, b'#' | b'*' | b'_' | b'<' | b'>' | b'!' | b'&' | b'\\' | b'}' | b'|')
}

/// The change that takes away the mark beginning at byte `at`, if one does.
pub fn mark_at(text: &str, at: usize, line_start: usize, table: &Markup, line: &mut Line) -> Option<Change> {
    if line.start != line_start {
        *line = Line { start: line_start, ..Line::default() };
    }
    let rest = &text[at..];
    let found = match rest.as_bytes()[0] {
        b'#' => heading(text, at, line_start),
        b'*' => stars(text, at, line),
        b'_' => underscores(text, at, line_start),
        b'<' => tag(rest, table),
        b'>' => closes_link(text, at).or_else(|| quote(text, at, line_start)),
        b'!' => image(rest),
        b'&' => return table.character(rest).map(|(len, after)| mark(at, len, after.to_owned())),
        b'\\' => escaped(rest).or_else(|| command(rest)),
        b'}' => closes_command(text, at, line_start),
        b'|' => Some(rest)
            .filter(|_| opens_line(text, at, line_start))
            .and_then(table_rule)
            .or_else(|| cell_of_lines(text, at, line))
            .or_else(|| label_row(text, line, table)),
        _ => None,
    };
    found.map(|(len, after)| mark(at, len, after))
}

fn mark(at: usize, len: usize, after: impl Into<Cow<'static, str>>) -> Change {
    Change { at: TextSpan::new(at, at + len), after: after.into(), rule: "markup", confidence: 1.0 }
}

/// The settings between two lines `---` with which a text begins: `primary_language: th`.
pub fn settings(text: &str) -> Option<Change> {
    let body = text.strip_prefix("---\n")?;
    let setting = |line: &str| {
        let name = line.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
        name > 0 && line.is_ascii() && line[name..].starts_with(':')
    };
    let mut end = text.len() - body.len();
    for line in body.split_inclusive('\n').take(SETTINGS) {
        end += line.len();
        match line.trim_end() {
            "---" => return Some(mark(0, end, "")),
            line if setting(line) => {}
            _ => return None,
        }
    }
    None
}

/// The line that begins at `start`.
fn line_at(text: &str, start: usize) -> &str {
    let rest = &text[start..];
    &rest[..memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len())]
}

fn heading(text: &str, at: usize, line_start: usize) -> Option<Mark> {
    let rest = &text[at..];
    // more than six are no heading, however many they are
    let marks = rest.bytes().take(7).take_while(|&b| b == b'#').count();
    let blanks = rest[marks..].bytes().take_while(|&b| b == b' ').count();
    (marks <= 6 && blanks > 0 && text[line_start..at].trim().is_empty()).then_some((marks + blanks, ""))
}

/// Two stars or more are bold; a single one only with its partner on the same line.
fn stars(text: &str, at: usize, line: &mut Line) -> Option<Mark> {
    let rest = clip(&text[at..]).as_bytes();
    let n = text[at..].bytes().take_while(|&b| b == b'*').count();
    if n > 1 {
        return Some((n, ""));
    }
    let opens = line.stars.is_multiple_of(2);
    line.stars += 1;
    if !opens {
        return (!text[..at].ends_with(' ')).then_some((1, ""));
    }
    let is = |i: usize, byte: u8| rest.get(i) == Some(&byte);
    let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
    let partner = (1..end).any(|i| is(i, b'*') && !is(i + 1, b'*') && !is(i - 1, b'*'));
    (partner && !is(1, b' ')).then_some((1, ""))
}

/// Two underscores around words near the beginning of a line are bold; rows of them are left to fill in.
fn underscores(text: &str, at: usize, line_start: usize) -> Option<Mark> {
    let own = at - line_start;
    if own > REACH || !text[at..].starts_with("__") {
        return None;
    }
    let line = clip(line_at(text, line_start)).as_bytes();
    let is = |i: usize, byte: u8| line.get(i) == Some(&byte);
    let pair = |i: usize| is(i, b'_') && is(i + 1, b'_') && !is(i + 2, b'_') && (i == 0 || !is(i - 1, b'_'));
    let opens = |i: usize| pair(i) && line.get(i + 2).is_some_and(|b| *b != b' ');
    let closes = |i: usize| pair(i) && i > 0 && !is(i - 1, b' ');
    let before = (0..own).filter(|&i| pair(i)).count();
    let partner = if before.is_multiple_of(2) { opens(own) && (own + 2..line.len()).any(closes) } else { closes(own) };
    partner.then_some((2, ""))
}

/// A quoting mark where a line begins, like that of the line before or behind.
fn quote(text: &str, at: usize, line_start: usize) -> Option<Mark> {
    if at - line_start > DEEPEST || !text[line_start..at].bytes().all(|b| matches!(b, b' ' | b'>')) {
        return None;
    }
    let quoted = |line: &str| line.trim_start().starts_with('>');
    let own = line_at(text, line_start);
    let before = line_start.checked_sub(1).map(|end| &text[text[..end].rfind('\n').map_or(0, |i| i + 1)..end]);
    let behind = text.get(line_start + own.len() + 1..).map(|rest| line_at(rest, 0));
    let blank = usize::from(text[at + 1..].starts_with(' '));
    [before, behind].into_iter().flatten().any(quoted).then_some((1 + blank, ""))
}

/// A sign that is not to be taken for a mark.
fn escaped(rest: &str) -> Option<Mark> {
    rest[1..].starts_with(['_', '*', '#', '.', '-', '(', ')', '[', ']']).then_some((1, ""))
}

/// `\textbf{` and other commands of TeX, whose `}` goes too.
fn command(rest: &str) -> Option<Mark> {
    let name = rest[1..].bytes().take(REACH).take_while(u8::is_ascii_lowercase).count();
    let words = clip(rest).get(1 + name..)?.strip_prefix('{').filter(|_| name > 1)?;
    let end = words.find(['}', '\n', '{'])?;
    words[end..].starts_with('}').then_some((name + 2, ""))
}

/// The `}` that ends what [`command`] begins.
fn closes_command(text: &str, at: usize, line_start: usize) -> Option<Mark> {
    let line = &text[line_start.max(before(text, at))..at];
    let open = line.rfind('{')?;
    let name = line[..open].bytes().rev().take_while(u8::is_ascii_lowercase).count();
    let begins = line[..open - name].ends_with('\\') && name > 1 && line.len() - open - 1 <= REACH;
    (begins && !line[open..].contains('}')).then_some((1, ""))
}

fn tag(rest: &str, table: &Markup) -> Option<Mark> {
    let body = rest[1..].trim_start_matches('/');
    if ["http://", "https://", "www.", "mailto:"].iter().any(|p| body.starts_with(p)) {
        return Some((1, ""));
    }
    if body.starts_with("!--") {
        return clip(rest).find("-->").map(|e| (e + 3, ""));
    }
    let name_len = body.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
    let closing = rest.as_bytes().get(1) == Some(&b'/');
    let name = &body[..name_len];
    let after = table.tag(name)?;
    let end = clip(rest).find('>')? + 1;
    // a row or cell ends where its closing tag stands; breaks have none; what breaks the line need not be told twice
    let ends = closing || name.eq_ignore_ascii_case("br");
    let broken = after == "\n" && rest[end..].trim_start_matches(' ').starts_with('\n');
    let after = if ends && !broken { after } else { "" };
    Some((end, after))
}

/// The `>` of `<https://…>`, whose `<` goes too.
fn closes_link(text: &str, at: usize) -> Option<Mark> {
    let before = &text[before(text, at)..at];
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

/// Whether only blanks stand before `at` on its line.
fn opens_line(text: &str, at: usize, line_start: usize) -> bool {
    at - line_start < DEEPEST && text[line_start..at].bytes().all(|b| matches!(b, b' ' | b'\t'))
}

/// `|---|:--|`: the line under the head of a Markdown table.
fn table_rule(rest: &str) -> Option<Mark> {
    let line = rest.split('\n').next().unwrap_or_default();
    (line.contains("--") && line.bytes().all(|b| matches!(b, b'|' | b'-' | b':' | b' '))).then_some((line.len(), ""))
}

/// The bar between two cells of a row in which cells have several lines: one cell stands below the other, as in print
/// they stand beside each other.
fn cell_of_lines(text: &str, at: usize, line: &mut Line) -> Option<Mark> {
    let broken = *line.broken_row.get_or_insert_with(|| has_breaks(line_at(text, line.start)));
    broken.then_some((1, if opens_line(text, at, line.start) { "" } else { "\n" }))
}

/// Whether a line is a row of a table in which a tag breaks a line.
fn has_breaks(line: &str) -> bool {
    let opened = line.bytes().take(DEEPEST).find(|b| !matches!(b, b' ' | b'\t')) == Some(b'|');
    let line = &line.as_bytes()[..line.len().min(LONGEST)];
    opened && memchr::memchr_iter(b'<', line).any(|i| line[i..].get(..3).is_some_and(|t| t.eq_ignore_ascii_case(b"<br")))
}

/// A bar of a row that holds a label of the heading and its words: `| เรื่อง | การประชุม |`, which is a line of the letter.
fn label_row(text: &str, line: &mut Line, table: &Markup) -> Option<Mark> {
    let labelled = *line.labelled.get_or_insert_with(|| is_label_row(clip_line(line_at(text, line.start)), table));
    labelled.then_some((1, ""))
}

fn is_label_row(row: &str, table: &Markup) -> bool {
    let inner = row.trim().strip_prefix('|').and_then(|row| row.strip_suffix('|'));
    let cells = inner.and_then(|inner| inner.split_once('|'));
    cells.is_some_and(|(label, words)| !words.contains('|') && table.is_label(label.trim().trim_end_matches([':', ' '])))
}

/// The line, or nothing of one that no person wrote.
fn clip_line(line: &str) -> &str {
    if line.len() > LONGEST { "" } else { line }
}

/// Where what is looked at before `at` begins.
fn before(text: &str, at: usize) -> usize {
    let mut from = at.saturating_sub(REACH);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    from
}

fn clip(rest: &str) -> &str {
    let mut end = rest.len().min(REACH);
    while !rest.is_char_boundary(end) {
        end -= 1;
    }
    &rest[..end]
}
