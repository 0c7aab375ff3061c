//! อ้างถึง: letters that this one refers to.

use super::number::{cut_off, doubt, prefix_for, run_pieces};
use super::{Ctx, Draft};
use crate::record::Reference;
use crate::rules::Cue;
use crate::rules::patterns::PatternId as P;
use crate::split::cites;
use crate::text::TextSpan;
use crate::values::{Number, find_date as find};

/// Reads the items.
pub fn read(ctx: &Ctx, draft: &mut Draft) {
    // the numbered paragraphs of a message are no list
    let paragraph = |i: &usize| {
        ctx.layout.text[..ctx.seg(*i).span.start].trim_end_matches(' ').ends_with(['.', ')']) || leading_number(ctx.words(*i)).is_some()
    };
    let message = super::message_form::is_form(ctx);
    for lines in items(ctx, Cue::Reference) {
        if message && lines.first().is_some_and(paragraph) {
            break;
        }
        let (text, span) = item_text(ctx, &lines);
        if text.is_empty() {
            continue;
        }
        let parts = parts(span.of(ctx.layout.text));
        if parts.len() < 2 {
            reference(ctx, draft, text, span);
            continue;
        }
        for part in parts {
            let span = TextSpan::new(span.start + part.start, span.start + part.end);
            let lines: Vec<&str> = span.of(ctx.layout.text).lines().map(str::trim).collect();
            reference(ctx, draft, ctx.join_lines(lines), span);
        }
    }
}

/// The letters of one item, which may tell them in a row: `หนังสือ… ลงวันที่ … และหนังสือ… ลงวันที่ …`,
/// `1. หนังสือ… ลงวันที่ … 2. หนังสือ… ลงวันที่ …`. Each but the last has its day.
fn parts(text: &str) -> Vec<std::ops::Range<usize>> {
    const NEAR: usize = 240;
    const KINDS: [&str; 6] = ["หนังสือ", "บันทึก", "คำสั่ง", "วิทยุ", "โทรสาร", "ประกาศ"];
    let (mut out, mut from) = (Vec::new(), 0);
    let mut starts: Vec<usize> = KINDS.iter().flat_map(|k| text.match_indices(k).map(|m| m.0)).filter(|&at| at > 0).collect();
    starts.sort_unstable();
    for at in starts {
        // the day is told near the end
        let mut near = at.saturating_sub(NEAR).max(from);
        while !text.is_char_boundary(near) {
            near += 1;
        }
        let before = text[near..at].trim_end();
        let item = before.trim_end_matches([')', '.', '(']);
        let figure = item.trim_end_matches(|c: char| c.is_ascii_digit());
        let numbered = item.len() < before.len() && (1..=2).contains(&(item.len() - figure.len()));
        let before = if numbered { figure.trim_end().trim_end_matches('(') } else { before };
        let left = before.trim_end();
        let end = ["และ", ",", ";"].iter().find_map(|w| left.strip_suffix(w)).unwrap_or(left).trim_end();
        let dated = ["ลงวัน", "ลว.", "ลง "].iter().any(|w| end.contains(w)) && end.ends_with(|c: char| c.is_ascii_digit());
        if dated && (numbered || end.len() < left.len()) {
            out.push(from..near + end.len());
            from = at;
        }
    }
    out.push(from..text.len());
    out
}

/// Enters one letter that is referred to.
fn reference(ctx: &Ctx, draft: &mut Draft, text: String, span: TextSpan) {
    let n = draft.record.references.len();
    let found =
        number_in(ctx, span).or_else(|| plain_number(ctx, span)).filter(|f| ctx.legible(draft, &format!("/references/{n}/number"), f.1));
    let date =
        find(span.of(ctx.layout.text), span.start, ctx.rules).filter(|d| ctx.legible(draft, &format!("/references/{n}/date"), d.span));
    if let Some((_, at, confidence)) = &found {
        draft.mark(format!("/references/{n}/number"), *at, "reference-number", *confidence);
    }
    if let Some(d) = date.as_ref().filter(|d| d.iso.is_some()) {
        draft.mark(format!("/references/{n}/date"), d.span, "reference-date", d.confidence);
    }
    draft.mark(format!("/references/{n}/text"), span, "reference-item", 0.9);
    // where blanks are lost the number may follow its cue and the cue the agency at once
    let printed = found.as_ref().and_then(|(_, at, _)| text.split_once(at.of(ctx.layout.text)));
    let before = printed.map_or(&*text, |(before, _)| before.trim_end().strip_suffix("ที่").unwrap_or(before));
    let agency = before
        .strip_prefix("หนังสือ")
        .and_then(|r| r.split(" ที่ ").next())
        .map(|a| without_marks(ctx, a))
        .filter(|a| a.chars().count() > 2 && a.chars().count() < 80);
    let (number, date) = (found.map(|f| f.0), date.and_then(|d| d.iso));
    draft.record.references.push(Reference { text, agency, number, date, resolved_id: None });
}

fn without_marks(ctx: &Ctx, agency: &str) -> String {
    let mut out = agency.trim();
    for word in agency.split(' ').rev() {
        if ctx.rules.words.leading_urgency(word).is_some() || word.starts_with("ลับ") {
            out = out.strip_suffix(word).unwrap_or(out).trim_end();
        }
    }
    out.to_owned()
}

/// The first document number in `span`, its place and how sure it is.
pub fn number_in(ctx: &Ctx, span: TextSpan) -> Option<(String, TextSpan, f32)> {
    let text = span.of(ctx.layout.text);
    let Some((mut number, m)) = Number::find(text, ctx.rules) else { return bare_number(ctx, span) };
    let mut end = m.end;
    // a second group of digits after a blank is the day of ลงวันที่ or part of the number
    if let Some((first, second)) = run_pieces(&text[m.clone()])
        && text[m.end..].trim_start().starts_with(|c: char| ('ก'..='๎').contains(&c) && !text[m.end..].trim_start().starts_with("ลง"))
        && find(&format!("{second}{}", &text[m.end..]), 0, ctx.rules).is_some_and(|d| d.span.start == 0)
    {
        number.run = first.to_owned();
        end -= second.len() + 1;
    }
    let known = mend_prefix(ctx, &mut number, &text[..m.start]);
    let mut confidence = if known { 0.95 } else { 0.8 };
    if let Some((run, stop)) = run_below(ctx, &number, text, end) {
        (number.series, number.run, end) = ("ว".to_owned(), run, stop);
        confidence *= 0.85;
    }
    confidence *= doubt(&mut number, &text[m.start..end], ctx);
    end += cut_off(&text[end..]);
    Some((number.value(), TextSpan::new(span.start + m.start, span.start + end), confidence))
}

/// Whether the letter code is known, after it was made that of the body named before it, where that has its letters and
/// one or two stray ones stand among them.
fn mend_prefix(ctx: &Ctx, number: &mut Number, before: &str) -> bool {
    const STRAY: usize = 2;
    if ctx.rules.gazetteer.is_prefix(&number.prefix) {
        return true;
    }
    let named = ctx.rules.patterns.get(P::LetterWord).find(before).map(|w| before[w.end()..].trim());
    let agency = named.and_then(|a| a.split(" ด่วน").next()).map(|a| without_marks(ctx, a.strip_suffix("ที่").unwrap_or(a)));
    let Some(code) = agency.and_then(|a| prefix_for(ctx, &a)) else { return false };
    let mut rest = number.prefix.chars();
    let among = code.chars().all(|c| rest.any(|r| r == c));
    if among && number.prefix.chars().count() - code.chars().count() <= STRAY {
        number.prefix = code;
    }
    false
}

/// The running number on the next line, and where it ends, behind a ว at the line's end that was taken for a figure.
fn run_below(ctx: &Ctx, number: &Number, text: &str, end: usize) -> Option<(String, usize)> {
    let figure = number.series.is_empty() && matches!(number.run.as_str(), "2" | "7" | "9");
    let below = text[end..].strip_prefix('\n').filter(|_| figure && ctx.legibility.takes_wo_for_two())?;
    let digits = below.bytes().take_while(u8::is_ascii_digit).count();
    let cited = (1..=5).contains(&digits) && below[digits..].trim_start().starts_with("ลง");
    cited.then(|| (below[..digits].to_owned(), end + 1 + digits))
}

/// A number whose letter code is unreadable: the code is that of the body named before it.
fn bare_number(ctx: &Ctx, span: TextSpan) -> Option<(String, TextSpan, f32)> {
    let text = span.of(ctx.layout.text);
    let (mut number, m) = bare(ctx, text)?;
    doubt(&mut number, &text[m.clone()], ctx);
    Some((number.value(), TextSpan::new(span.start + m.start, span.start + m.end), 0.6))
}

/// The number of an order, or of a letter of those that have no letter code: `774/2567`.
fn plain_number(ctx: &Ctx, span: TextSpan) -> Option<(String, TextSpan, f32)> {
    let c = ctx.rules.patterns.get(P::CitedOrder).captures(span.of(ctx.layout.text))?;
    let (run, year) = (c.name("run")?, c.name("year").or(c.name("short"))?);
    let text = span.of(ctx.layout.text);
    // a company's letters, behind ที่
    let before = text[..run.start()].trim_end();
    let letters = before.trim_end_matches(|c: char| c.is_ascii_uppercase());
    let company = before.len() - letters.len() >= 2 && letters.ends_with("ที่ ");
    let from = if company { letters.len() } else { run.start() };
    let prefix = if company { format!("{} ", &before[letters.len()..]) } else { String::new() };
    let at = TextSpan::new(span.start + from, span.start + year.end());
    Some((format!("{prefix}{}/{}", run.as_str(), year.as_str()), at, 0.85))
}

fn bare(ctx: &Ctx, text: &str) -> Option<(Number, std::ops::Range<usize>)> {
    let c = ctx.rules.patterns.get(P::NumberBare).captures(text)?;
    let (code, run) = (c.name("code")?, c.name("run")?);
    // `ที่ 9101/2496`: all of a number without letters, its year behind it
    let year = run.as_str().len() == 4 && (run.as_str().starts_with("24") || run.as_str().starts_with("25"));
    if year && !code.as_str().starts_with('0') && c.get(0).is_some_and(|m| m.as_str().trim_start().starts_with("ที่ ")) {
        return None;
    }
    let named = ctx.rules.patterns.get(P::LetterWord).find(&text[..code.start()])?.end();
    let agency = text[named..code.start()].split(' ').next()?;
    let prefix = prefix_for(ctx, agency)?;
    Some((Number { prefix, ..Number::from(&c, ctx.rules) }, code.start()..run.end()))
}

/// The number cited in `words`, where no ว of it may be lost.
pub fn sure_number(ctx: &Ctx, words: &str) -> Option<Number> {
    const SURE: f32 = 0.8;
    let (mut number, m) = Number::find(words, ctx.rules).or_else(|| bare(ctx, words))?;
    (doubt(&mut number, &words[m], ctx) >= SURE).then_some(number)
}

/// The items under a cue of the lists: groups of lines.
pub fn items(ctx: &Ctx, cue: Cue) -> Vec<Vec<usize>> {
    let mut out: Vec<Vec<usize>> = Vec::new();
    let (mut inside, mut expected, mut dashed) = (false, 0, false);
    for i in ctx.letter.zones.lists.clone() {
        let own = ctx.cue(i);
        if own == Some(cue) || cue == Cue::Reference && !inside && out.is_empty() && cites(ctx.layout, i) {
            inside = true;
            out.push(vec![i]);
            let (_, rest) = ctx.seg(i).rest(ctx.layout.text);
            let rest = rest.split_once(' ').filter(|_| own.is_none()).map_or(rest, |r| r.1);
            expected = leading_number(rest).unwrap_or(1);
            dashed = is_dashed(rest);
            continue;
        }
        if matches!(own, Some(Cue::Reference | Cue::Enclosure)) {
            inside = false;
        }
        // the head of a table
        if inside && ctx.words(i).contains(' ') && ctx.rules.phrasing.is_table_head(ctx.words(i)) {
            continue;
        }
        // where the items can be had, and the labels of a register's page
        if inside && cue == Cue::Enclosure && ctx.words(i).starts_with('(') && ctx.rules.phrasing.tells_where(ctx.words(i)) {
            continue;
        }
        inside &= !is_label(ctx, i);
        // its number may stand alone on the line above an item
        let alone = ctx.words(i).len() <= 3 && item_number(ctx, i) == Some(expected + 1);
        // the rest of a quantity that is cut at the end of the line above
        let above = out.last().and_then(|l| l.last()).map_or("", |&l| ctx.words(l).trim_end());
        let unit = || ctx.rules.words.unit(ctx.words(i)) == Some(ctx.words(i));
        let digit = |c: char| c.is_ascii_digit();
        let unit = above.ends_with(digit) && unit() || above.ends_with("จำนวน") && ctx.words(i).starts_with(digit);
        let unit = unit || ctx.words(i) == "จำนวน" || counts(ctx, i);
        // an item of abbreviations is none of known words
        let alone = alone || item_number(ctx, i) == Some(expected + 1) && is_item(ctx, i) && (!ctx.class(i).junk || counted_at_end(ctx, i));
        if !inside || skip(ctx, i) && !alone && !unit && !year_of(ctx, above, i) {
            continue;
        }
        // a figure that a quantity waits for is no item
        // nor is what an open bracket waits for: `(ฉบับที่` / `2) พ.ศ. 2566`
        let counted = above.ends_with("จำนวน") || above.rfind('(').is_some_and(|at| !above[at..].contains(')') && above.len() - at > 1);
        let number =
            item_number(ctx, i).filter(|_| !counted).or_else(|| stray_item(ctx, ctx.words(i)).map(|m| m.0).filter(|&n| n == expected + 1));
        let number = number.or_else(|| (ctx.seg(i).column == 0 && misread_item(ctx, ctx.words(i)).is_some()).then_some(expected + 1));
        let number = number.filter(|_| !goes_on_with_day(ctx, out.last().and_then(|l| l.last()), i));
        let lettered = out.last().into_iter().flatten().find_map(|&l| {
            let rest = ctx.seg(l).rest(ctx.layout.text).1;
            letter(rest).or_else(|| letter(ctx.words(l)))
        });
        let number = number.or_else(|| letter(ctx.words(i)).filter(|n| lettered.is_some_and(|l| *n == l + 1)));
        let follows = lettered.is_some_and(|l| number == Some(l + 1)) || number.is_some_and(|n| n > expected && n <= expected + 2);
        // below a cue that stands alone its first line tells
        let first = || out.last().is_some_and(|l| l.len() == 1 && own_words(ctx, l[0]).is_empty());
        dashed |= is_dashed(ctx.words(i)) && first();
        let starts = is_item(ctx, i) && !counted || follows || dashed && is_dashed(ctx.words(i));
        if starts {
            expected = number.unwrap_or(expected + 1);
        }
        match out.last_mut() {
            Some(last) if !starts => last.push(i),
            _ => out.push(vec![i]),
        }
    }
    out
}

/// The words of line `i` behind its cue.
fn own_words<'a>(ctx: &Ctx<'a>, i: usize) -> &'a str {
    ctx.seg(i).rest(ctx.layout.text).1.trim_matches([':', ' '])
}

/// Whether line `i` ends with how many there are of an item.
fn counted_at_end(ctx: &Ctx, i: usize) -> bool {
    let (before, unit) = ctx.words(i).rsplit_once(' ').unwrap_or_default();
    ctx.rules.words.unit(unit) == Some(unit) && before.ends_with(|c: char| c.is_ascii_digit())
}

/// The place of the letter that an item begins with: `ก. แบบตอบรับ` is the first.
fn letter(words: &str) -> Option<u32> {
    const LETTERS: [char; 8] = ['ก', 'ข', 'ค', 'ง', 'จ', 'ฉ', 'ช', 'ซ'];
    // `(ก)` as well as `ก.` and `ก)`
    let mut chars = words.strip_prefix('(').filter(|w| w.chars().nth(1) == Some(')')).unwrap_or(words).chars();
    let first = chars.next()?;
    let at = LETTERS.iter().position(|l| first == *l)?;
    (matches!(chars.next(), Some('.' | ')')) && chars.next() == Some(' ')).then_some(at as u32 + 1)
}

/// Whether a dash or a bullet opens an item: `- สำเนาคำสั่ง`.
fn is_dashed(words: &str) -> bool {
    let rest = words.strip_prefix(['-', '–', '•', '●']).map(|r| r.trim_start_matches(' '));
    rest.is_some_and(|r| r.starts_with(|c: char| ('ก'..='ไ').contains(&c)))
}

/// Whether line `i` begins with the day that ลงวันที่ at the end of the line `above` asks for.
fn goes_on_with_day(ctx: &Ctx, above: Option<&usize>, i: usize) -> bool {
    let asked = above.is_some_and(|&a| ctx.words(a).trim_end().ends_with("วันที่"));
    asked && find(ctx.words(i), 0, ctx.rules).is_some_and(|d| d.span.start == 0)
}

/// `ผู้ลงนาม : …`: the label of a value of its own, as registers print them.
fn is_label(ctx: &Ctx, i: usize) -> bool {
    const LONGEST: usize = 45;
    let label = ctx.words(i).split_once(" : ").map(|l| l.0);
    ctx.cue(i).is_none() && label.is_some_and(|l| l.len() <= LONGEST && l.chars().all(|c| ('ก'..='๎').contains(&c)))
}

/// Whether a figure stands in a column of its own before a unit: how many there are of the item beside it.
fn counts(ctx: &Ctx, i: usize) -> bool {
    let beside = Some(i + 1).filter(|n| ctx.letter.segs.contains(n) && ctx.seg(*n).line == ctx.seg(i).line);
    let figures = ctx.words(i).len() <= 4 && ctx.words(i).bytes().all(|b| b.is_ascii_digit());
    figures && ctx.seg(i).column > 0 && beside.is_some_and(|n| ctx.rules.words.unit(ctx.words(n)) == Some(ctx.words(n)))
}

/// Whether line `i` is the year of the day that the line `above` ends with: `ลงวันที่ 3 มีนาคม` / `2568`.
fn year_of(ctx: &Ctx, above: &str, i: usize) -> bool {
    let year = ctx.words(i).get(..4).filter(|y| y.starts_with("25") && y.bytes().all(|b| b.is_ascii_digit()));
    let day = || above.rfind("วันที่").map(|at| &above[at + "วันที่".len()..]);
    year.is_some_and(|y| day().is_some_and(|d| find(&format!("{d} {y}"), 0, ctx.rules).is_some_and(|d| d.iso.is_some())))
}

fn skip(ctx: &Ctx, i: usize) -> bool {
    let c = ctx.class(i);
    ctx.is_noise(i)
        || c.page_number
        || c.catchword
        || (c.stamp && ctx.seg(i).column > 0)
        || i > ctx.letter.segs.start && ctx.is_again(i - 1, i)
}

/// The number that line `i` begins with, a stray sign before it allowed.
fn item_number(ctx: &Ctx, i: usize) -> Option<u32> {
    leading_number(ctx.words(i)).filter(|_| ctx.seg(i).column == 0 || ctx.rules.patterns.get(P::Item).is_match(ctx.words(i)))
}

/// The number of an item behind stray signs, and how many bytes of the line it takes with them.
fn stray_item(ctx: &Ctx, words: &str) -> Option<(u32, usize)> {
    let n = ctx.rules.patterns.get(P::ItemStray).captures(words)?.name("n")?;
    Some((n.as_str().parse().ok()?, n.end()))
}

/// How many bytes of the line a misread number of an item takes: `lo.` is what is read for `๒.`.
fn misread_item(ctx: &Ctx, words: &str) -> Option<usize> {
    Some(ctx.rules.patterns.get(P::ItemMisread).captures(words)?.name("n")?.end())
}

fn leading_number(words: &str) -> Option<u32> {
    let at = words.find(|c: char| c.is_ascii_digit()).filter(|&p| words[..p].chars().count() <= 1)?;
    let digits = words[at..].bytes().take_while(u8::is_ascii_digit).count();
    let rest = &words[at + digits..];
    let parted = rest.starts_with([' ', '.', ')', ',']) || rest.starts_with(": ");
    words[at..at + digits].parse().ok().filter(|n| parted && (1..=30).contains(n))
}

fn is_item(ctx: &Ctx, i: usize) -> bool {
    ctx.seg(i).column == 0 && ctx.rules.patterns.get(P::Item).is_match(ctx.words(i).trim_start_matches(['.', ' ', '|', '-']))
}

/// An item's words without cue and item number, and its place.
pub fn item_text(ctx: &Ctx, lines: &[usize]) -> (String, TextSpan) {
    let mut span: Option<TextSpan> = None;
    let mut pieces = Vec::new();
    for (k, &i) in lines.iter().enumerate() {
        let own = matches!(ctx.cue(i), Some(Cue::Reference | Cue::Enclosure));
        let (mut from, mut words) = if k == 0 && own { ctx.seg(i).rest(ctx.layout.text) } else { (ctx.seg(i).span.start, ctx.words(i)) };
        if k == 0
            && cites(ctx.layout, i)
            && let Some((stray, rest)) = words.split_once(' ')
        {
            from += stray.len() + 1;
            words = rest;
        }
        if k == 0 || pieces.iter().all(|p: &&str| p.is_empty()) {
            // of a number in brackets they may be all that is left
            let trimmed = words.trim_start_matches(['.', ' ', '|', '-', '–', '•', '●', ':']);
            let trimmed = trimmed.strip_prefix("()").map_or(trimmed, str::trim_start);
            let cut = ctx.rules.patterns.get(P::Item).captures(trimmed).and_then(|c| c.name("n")).map(|m| m.end());
            let cut = cut.or_else(|| stray_item(ctx, trimmed).map(|m| m.1)).or_else(|| misread_item(ctx, trimmed)).unwrap_or(0);
            let cell = || trimmed.split_once(" |").is_some_and(|(n, _)| n.bytes().all(|b| b.is_ascii_digit()));
            let cut = cut.max(letter(trimmed).map_or(0, |_| "ก.".len() + usize::from(trimmed.starts_with('('))));
            let cut = if cut == 0 && (k == 0 || cell()) && leading_number(trimmed).is_some_and(|_| trimmed.contains(' ')) {
                trimmed.find(|c: char| c.is_ascii_digit()).map_or(0, |p| p + trimmed[p..].bytes().take_while(u8::is_ascii_digit).count())
            } else {
                cut
            };
            let after = trimmed[cut..].trim_start_matches(|c: char| cut > 0 && matches!(c, '.' | ',' | ')' | ' ' | '|' | ':'));
            from += words.len() - after.len();
            words = after;
        }
        let here = TextSpan::new(from, from + words.len());
        // of a cue that stands alone nothing belongs to the item
        if !words.is_empty() || lines.len() == 1 {
            span = Some(span.map_or(here, |s| s.join(here)));
        }
        pieces.push(words);
    }
    (ctx.join_lines(pieces), span.unwrap_or_default())
}
