//! คำขึ้นต้น and to whom.

use super::closed_names::without_letters_before_post;
use super::scraps::without_tail;
use super::{Ctx, Draft, clean, trim_noise};
use crate::record::Kind;
use crate::rules::{Cue, Head};
use crate::text::TextSpan;
use crate::values::find_date;

/// Lines that an addressee may run on, at most.
const REACH: usize = 5;

/// Blanks before a line that is set below the addressee's words, at least.
const INDENT: usize = 6;

/// Characters of a line that is full.
const FULL: usize = 38;

/// Reads salutation and addressees.
pub fn read(ctx: &Ctx, draft: &mut Draft) {
    let Some(s) = ctx.letter.zones.salutation else { return unsaluted(ctx, draft) };
    let seg = ctx.seg(s);
    let Some(cue) = seg.cue else { return };
    let phrase = ctx.words(s)[..cue.phrase_len].trim();
    let phrase = if cue.distance > 0 && cue.cue == Cue::Salutation { "เรียน" } else { phrase };
    // the label of a heading whose labels stand before it is elsewhere
    if !phrase.is_empty() {
        draft.record.salutation = Some(phrase.to_owned());
        draft.mark("/salutation", TextSpan::new(seg.span.start, seg.span.start + cue.phrase_len), "salutation", 0.97);
    }
    let (from, rest) = seg.rest(ctx.layout.text);
    // the number of the first of several is left out as those of the others are
    let rest = if rest.starts_with("1.") || rest.starts_with("1)") { from_post(ctx, rest) } else { rest };
    let from = from.max(seg.span.end - rest.len());
    let mut pieces = vec![rest];
    let mut span = TextSpan::new(from, seg.span.end);
    // a wide gap or a line's end before the surname
    let surname = if rest.is_empty() { None } else { surname(ctx, s, rest) };
    let whole = surname.map_or(String::new(), |i| clean(&ctx.layout.text[from..ctx.seg(i).span.end]));
    if let Some(i) = surname {
        pieces[0] = &whole;
        span = span.join(ctx.seg(i).span);
    }
    // specks beside a line stand between it and the next
    let taken = surname.unwrap_or(s) + 1;
    let mut apart = false;
    let lines = (taken..ctx.letter.segs.end).filter(|&i| ctx.seg(i).column == 0 || !ctx.is_noise(i));
    for i in lines.take(REACH) {
        let open = closes_bracket(ctx, i, &pieces) || awaits_word(ctx, i, pieces.last().map_or("", |p| p));
        if !open
            && (!goes_on(ctx, i, rest.is_empty() && i == s + 1, rest.is_empty()) || !room_left(ctx, i, pieces.last().map_or("", |p| p)))
        {
            break;
        }
        // behind a short line a new word begins
        let above = pieces.last().map_or(0, |p| p.chars().count());
        apart |= body_below(ctx, i) || (1..FULL).contains(&above) && between_lists(ctx, i);
        pieces.push(from_post(ctx, ctx.words(i)));
        span = span.join(ctx.seg(i).span);
    }
    // a name below เรียน alone, cut before the surname
    if let [first, name] = pieces[..]
        && first.is_empty()
        && let Some(i) = self::surname(ctx, s + 1, name)
    {
        pieces.push(ctx.words(i));
        span = span.join(ctx.seg(i).span);
        apart = true;
    }
    let value = if apart { clean(&pieces.join(" ")) } else { join_posts(ctx, &pieces) };
    let value = without_letters_before_post(ctx, without_tail(trim_noise(&value)));
    if !value.is_empty() {
        draft.record.addressees = vec![whole_province(ctx, value)];
        draft.mark("/addressees/0", span, "salutation-line", 0.92);
    }
}

/// The name of a province without a stray blank before it: `ผู้ว่าราชการจังหวัด แพร่`.
fn whole_province(ctx: &Ctx, value: &str) -> String {
    let parted = value.rsplit_once(' ').filter(|(body, _)| body.ends_with("จังหวัด"));
    let named = |place: &str| ctx.rules.gazetteer.province_in(&format!("จังหวัด{place}")).is_some_and(|p| p.name == place);
    match parted {
        Some((body, place)) if named(place) => format!("{body}{place}"),
        _ => value.to_owned(),
    }
}

/// The line or column behind a person of whom the salutation's line has only title and given name.
fn surname(ctx: &Ctx, s: usize, rest: &str) -> Option<usize> {
    let rest = rest.trim().strip_prefix("ท่าน").unwrap_or(rest.trim());
    let name = ctx.rules.words.title(rest).filter(|_| !ctx.rules.phrasing.is_officer(rest)).map(|t| rest[t.len()..].trim())?;
    let i = Some(s + 1).filter(|i| ctx.letter.segs.contains(i))?;
    let (seg, c) = (ctx.seg(i), ctx.class(i));
    let beside = seg.line == ctx.seg(s).line || seg.line == ctx.seg(s).line + 1 && seg.blank_lines == 0;
    let other = c.date || c.number || c.stamp || c.receiver || c.agency || c.post || c.junk || c.chars > 60;
    let one = !name.is_empty() && !name.contains(' ');
    (one && beside && !other && ctx.cue(i).is_none() && ctx.words(i).starts_with(|c: char| ('ก'..='ไ').contains(&c))).then_some(i)
}

/// Below the subject stands a post, and no salutation: its word was lost at the margin, or misread.
fn unsaluted(ctx: &Ctx, draft: &mut Draft) {
    if !dashed(ctx).is_empty() {
        return listed(ctx, draft);
    }
    let Some((i, cut)) = lost_salutation(ctx) else { return };
    let span = ctx.seg(i).span;
    let first = TextSpan::new(span.start + cut, span.end);
    let mut pieces = vec![first.of(ctx.layout.text)];
    let mut whole = first;
    for j in (i + 1..ctx.letter.segs.end).take(REACH) {
        let above = pieces.last().map_or("", |p| p);
        if !awaits_word(ctx, j, above) && (!goes_on(ctx, j, false, false) || !room_left(ctx, j, above)) {
            break;
        }
        pieces.push(ctx.words(j));
        whole = whole.join(ctx.seg(j).span);
    }
    let value = join_posts(ctx, &pieces);
    draft.record.addressees = vec![without_tail(trim_noise(&value)).to_owned()];
    draft.mark("/addressees/0", whole, "salutation-lost", 0.5);
}

/// The posts behind dashes right below the subject of a memo without a salutation, as police units write to several.
pub(super) fn dashed(ctx: &Ctx) -> std::ops::Range<usize> {
    const MOST: usize = 12;
    let z = &ctx.letter.zones;
    let Some(first) = z.subject.filter(|_| z.salutation.is_none() && ctx.kind() == Kind::Memo).map(|s| s + 1) else { return 0..0 };
    let post = |words: &str| {
        let rest = words.strip_prefix('-').map(str::trim_start);
        rest.is_some_and(|r| ctx.rules.words.has_exact_head(r, Head::Post) && r.chars().count() < 60)
    };
    let lines = (first..ctx.letter.segs.end).take(MOST).take_while(|&i| post(ctx.words(i)) && ctx.seg(i).column == 0);
    first..first + lines.count()
}

fn listed(ctx: &Ctx, draft: &mut Draft) {
    for (n, i) in dashed(ctx).enumerate() {
        let name = ctx.words(i).trim_start_matches(['-', ' ']);
        let end = ctx.seg(i).span.end;
        draft.record.addressees.push(clean(trim_noise(name)));
        draft.mark(format!("/addressees/{n}"), TextSpan::new(end - name.len(), end), "addressees-dashed", 0.8);
    }
}

/// The line of the addressee in a letter whose salutation cannot be read, and the bytes of what was made of its word.
pub(super) fn lost_salutation(ctx: &Ctx) -> Option<(usize, usize)> {
    const REACH: usize = 4;
    const WORD: usize = 6;
    let z = &ctx.letter.zones;
    let subject = z.subject.filter(|_| z.salutation.is_none() && matches!(ctx.kind(), Kind::External | Kind::Memo))?;
    // below the subject of a memo its body may seem to begin
    let memo = ctx.kind() == Kind::Memo && z.body.start == subject + 1;
    let end = if memo { (subject + 3).min(ctx.letter.segs.end) } else { z.body.start.min(ctx.letter.segs.end) };
    let lines = (subject + 1..end).take(REACH);
    let mut lines = lines.take_while(|&i| !matches!(ctx.cue(i), Some(Cue::Reference | Cue::Enclosure | Cue::Body | Cue::Purpose)));
    lines.find_map(|i| {
        let words = ctx.words(i);
        if ctx.seg(i).column > 0 || ctx.class(i).chars > 90 || ctx.cue(i).is_some() {
            return None;
        }
        let post = |from: usize| ctx.rules.words.has_exact_head(&words[from..], Head::Post);
        let behind = words.find(' ').filter(|&b| words[..b].chars().count() <= WORD).map(|b| b + 1);
        [Some(0), behind].into_iter().flatten().find(|&from| post(from)).map(|from| (i, from))
    })
}

/// Whether line `i` closes the bracket that the words above it leave open.
pub(super) fn closes_bracket(ctx: &Ctx, i: usize, pieces: &[&str]) -> bool {
    let count = |sign: char| pieces.iter().map(|p| p.matches(sign).count()).sum::<usize>();
    let c = ctx.class(i);
    let coded = c.number && !ctx.words(i).starts_with(|c: char| c.is_ascii_digit());
    let short = c.chars < 60 && matches!(ctx.cue(i), None | Some(Cue::Body)) && !c.date && !coded;
    count('(') > count(')') && ctx.words(i).trim_end().ends_with(')') && short
}

/// The words from a post on, where only figures and signs stand before it.
fn from_post<'a>(ctx: &Ctx, words: &'a str) -> &'a str {
    let rest = words.trim_start_matches(|c: char| !('ก'..='ฮ').contains(&c) && !('เ'..='ไ').contains(&c));
    let bracketed = words.starts_with('(') && words.contains(')');
    if !bracketed && ctx.rules.words.has_exact_head(rest, Head::Post) { rest } else { words }
}

/// Whether ทุก at the end of the line `above` asks for the word on line `i`.
fn awaits_word(ctx: &Ctx, i: usize, above: &str) -> bool {
    above.trim_end().ends_with("ทุก") && ctx.class(i).chars < 40 && matches!(ctx.cue(i), None | Some(Cue::MemoAgency))
}

/// Lines of addressees as one: a line that begins with a post begins a new addressee.
fn join_posts(ctx: &Ctx, pieces: &[&str]) -> String {
    let mut out = String::new();
    for piece in pieces {
        let post = ctx.rules.words.has_head(piece.strip_prefix("และ").unwrap_or(piece), Head::Post);
        if post && !out.is_empty() {
            out = format!("{out} {}", ctx.join_lines([*piece]));
        } else {
            out = ctx.join_lines([out.as_str(), piece]);
        }
    }
    out
}

/// A line runs on only when it is full; after a short one a new addressee may follow, nothing else.
fn room_left(ctx: &Ctx, i: usize, above: &str) -> bool {
    let words = from_post(ctx, ctx.words(i));
    let named = ctx.rules.words.has_head(words.strip_prefix("และ").unwrap_or(words), Head::Post) || words.starts_with(['(', '“']);
    let short = ctx.class(i).chars < 60;
    // set below the line above, the last before the body
    let below = i + 1 < ctx.letter.segs.end && matches!(ctx.cue(i + 1), Some(Cue::Body | Cue::Reference | Cue::Enclosure));
    let aligned = below && short && ctx.indent(i) >= INDENT && ctx.indent(i) == ctx.indent(i - 1) && ctx.cue(i).is_none();
    above.trim().is_empty() || aligned || above.chars().count() >= FULL || (named || body_below(ctx, i) || between_lists(ctx, i)) && short
}

/// Whether known words stand right above อ้างถึง or สิ่งที่ส่งมาด้วย, where nothing but the addressee can.
fn between_lists(ctx: &Ctx, i: usize) -> bool {
    const LEAST: f32 = 0.5;
    let below = i + 1 < ctx.letter.segs.end && matches!(ctx.cue(i + 1), Some(Cue::Reference | Cue::Enclosure));
    below && ctx.seg(i).blank_lines == 0 && ctx.rules.repairer.known_share(ctx.words(i)) >= LEAST
}

/// Whether line `i` is set below the addressee's words, not below its cue, and is the body of that post, or through whom
/// the letter goes: `กรรมการและผู้จัดการ` / `ตลาดหลักทรัพย์…`.
fn body_below(ctx: &Ctx, i: usize) -> bool {
    let through = |w: &str| w.starts_with(' ') || ctx.rules.words.has_exact_head(w, Head::Post);
    ctx.indent(i) >= INDENT && ctx.rules.words.has_exact_head(ctx.words(i), Head::Agency)
        || ctx.words(i).strip_prefix("ผ่าน").is_some_and(through)
}

/// Whether the lists or the body begin right below line `i`, or another line of posts stands between.
fn above_lists(ctx: &Ctx, i: usize) -> bool {
    const POSTS: usize = 3;
    let mut below = (i + 1..ctx.letter.segs.end).take(POSTS).skip_while(|&j| ctx.cue(j).is_none() && ctx.class(j).post);
    below.next().is_some_and(|j| matches!(ctx.cue(j), Some(Cue::Reference | Cue::Enclosure | Cue::Body)))
}

fn goes_on(ctx: &Ctx, i: usize, first: bool, empty_so_far: bool) -> bool {
    let (seg, c) = (ctx.seg(i), ctx.class(i));
    if ctx.letter.zones.lists.contains(&i) && matches!(ctx.cue(i), Some(Cue::Reference | Cue::Enclosure)) {
        return false;
    }
    let and_post = ctx.words(i).strip_prefix("และ").is_some_and(|w| ctx.rules.words.has_head(w, Head::Post));
    // a reader of pages sets each line apart
    let post = || {
        seg.blank_lines == 1 && c.post && c.chars < 80 && above_lists(ctx, i) && ctx.rules.words.has_exact_head(ctx.words(i), Head::Post)
    };
    let apart = seg.blank_lines > usize::from(ctx.layout.spaced) && !empty_so_far && !and_post && !post();
    let odd = ctx.is_noise(i) || c.date || c.number || c.name || c.stamp || c.receiver || c.page_number || c.catchword || seg.column > 0;
    // the first paragraph of the body has a number
    let words = ctx.words(i);
    let numbered = words.split_once(['.', ')']).is_some_and(|(n, _)| matches!(n.len(), 1 | 2) && n.bytes().all(|b| b.is_ascii_digit()));
    let paragraph = numbered && !empty_so_far && !ctx.rules.words.has_exact_head(from_post(ctx, words), Head::Post);
    // nobody is called by a day: the body begins
    let told = !first && find_date(words, 0, ctx.rules).is_some();
    if apart || odd || paragraph || told || !first && (c.chars > 80 || ctx.kind() == Kind::Stamped && c.chars > 32) || c.chars > 110 {
        return false;
    }
    // `…และหัวหน้า` / `ส่วนราชการ`
    let agency_word = ctx.cue(i) == Some(Cue::MemoAgency) && c.chars < 40;
    agency_word || matches!(ctx.cue(i), None | Some(Cue::Attachment))
}
