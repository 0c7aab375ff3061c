//! The issuing body: letterhead lines without the street; ส่วนราชการ of a memo; the foot of a stamped letter;
//! what follows the title word of an order and its kin.

use super::scraps::without_tail;
use super::{Ctx, Draft, clean, closed_names, trim_noise};
use crate::record::Kind;
use crate::rules::patterns::PatternId as P;
use crate::rules::{Cue, Head};
use crate::skeleton::{distance, skeleton};
use crate::text::TextSpan;

/// Characters of a stamp's name by which it is known again in the addressee, at least.
const STAMPED: usize = 8;
/// One letter of it in so many may be misread.
const RATE: usize = 6;

/// Reads agency, address and postcode.
pub fn read(ctx: &Ctx, draft: &mut Draft) {
    match ctx.kind() {
        Kind::Memo => memo(ctx, draft),
        Kind::Stamped => stamped(ctx, draft),
        Kind::External => letterhead(ctx, draft),
        Kind::News if news_foot(ctx).is_some() => issuer(ctx, draft),
        Kind::News | Kind::Other => first_body(ctx, draft),
        _ => titled(ctx, draft),
    }
    if let Some(name) = draft.record.agency.as_mut() {
        *name = without_strays(ctx, without_tail(without_hour(ctx, name))).trim_end_matches(['|', ' ']).to_owned();
        if let Some(meant) = closed_names::body(ctx, name).filter(|meant| meant != name) {
            *name = meant;
            if let Some(mark) = draft.marks.iter_mut().find(|m| m.field == "/agency") {
                mark.rule = "agency-by-list";
            }
        }
    }
}

/// A name without a letter or two read before its first word (`งจังหวัด…`), or a figure and letters behind its last
/// (`สาธารณภัย5ล`).
fn without_strays<'a>(ctx: &Ctx, name: &'a str) -> &'a str {
    let exact = |from: usize| ctx.rules.words.has_exact_head(&name[from..], Head::Agency);
    // of an abbreviation each letter counts: `กทน.`
    let abbreviated = name.trim_start_matches(|c: char| ('ก'..='ฮ').contains(&c)).starts_with('.');
    let starts = name.char_indices().map(|(i, _)| i).skip(1).take(2);
    let start = if exact(0) || abbreviated { 0 } else { starts.into_iter().find(|&i| exact(i)).unwrap_or(0) };
    let body = name[start..].trim_end_matches(|c: char| ('ก'..='ฮ').contains(&c));
    let letters = (name.len() - start - body.len()) / 'ก'.len_utf8();
    let words = body.trim_end_matches(|c: char| c.is_ascii_digit());
    let glued = (1..=2).contains(&letters) && words.len() + 1 == body.len() && words.ends_with(|c: char| ('ก'..='๎').contains(&c));
    if glued { words } else { &name[start..] }
}

/// A name without the hour of a stamp that was set over its end: `กรมทดสอบลา 10.56 น.`, `กรมทดสอบ.13 น.`.
fn without_hour<'a>(ctx: &Ctx, name: &'a str) -> &'a str {
    let Some(minutes) = name.trim_end_matches('.').strip_suffix('น').map(str::trim_end) else { return name };
    let hour = minutes.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ':' | ' '));
    let minutes = minutes[hour.len()..].rsplit_once(['.', ':']).map_or("", |m| m.1);
    if minutes.len() != 2 {
        return name;
    }
    // the end of เวลา, where the name is none without it
    let known = |words: &str| ctx.rules.repairer.known_share(words);
    let cut = ["เวลา", "วลา", "ลา"].iter().find_map(|w| hour.strip_suffix(w)).map(str::trim_end);
    cut.filter(|c| !c.is_empty() && known(c) >= known(hour)).unwrap_or(hour)
}

/// Letterhead: agency lines, then street lines up to the postcode.
fn letterhead(ctx: &Ctx, draft: &mut Draft) {
    let z = &ctx.letter.zones;
    let end = z.salutation.unwrap_or(z.head.end);
    let mut lines: Vec<usize> = (ctx.letter.segs.start..end).filter(|&i| Some(i) != z.subject).collect();
    // a page whose left column was read first has it below the addressee
    let unnamed = lines.iter().all(|&i| !ctx.class(i).agency && !ctx.class(i).address && !ctx.class(i).number_open);
    let below = below_addressee(ctx).filter(|_| unnamed && z.number.is_none_or(|n| same_line_agency(ctx, n).is_none()));
    let end = below.as_ref().map_or(end, |b| b.end);
    lines.extend(below.into_iter().flatten());
    let place = |i: usize| ["อำเภอ", "จังหวัด", "แขวง", "ตำบล"].iter().any(|w| ctx.words(i).starts_with(w)) && ctx.class(i).address;
    let named = lines.iter().any(|&i| ctx.class(i).agency && !place(i) && !ctx.class(i).receiver && !ctx.class(i).post && !street(ctx, i));
    // the district and province of an address are no bodies where one is named
    let of_address = |i: usize| named && place(i);
    let is_name = |i: usize| {
        let c = ctx.class(i);
        c.agency
            && !of_address(i)
            && !c.receiver
            && !ctx.words(i).starts_with("ศูนย์ราชการ")
            && !c.post
            && !c.date
            && !c.stamp
            && !c.number
            && c.chars < 90
            && !street(ctx, i)
    };
    // the letterhead stands nearest to the street line; without one, the last agency line
    let address = lines.iter().rev().copied().find(|&i| street(ctx, i) && postcode(ctx, i).is_some());
    let address = address.or_else(|| lines.iter().rev().copied().find(|&i| street(ctx, i)));
    let last = match address {
        Some(a) => lines.iter().rev().copied().find(|&i| i < a && is_name(i)).or_else(|| lines.iter().rev().copied().find(|&i| is_name(i))),
        None => lines.iter().rev().copied().find(|&i| is_name(i)),
    };
    let number_tail = z.number.and_then(|n| same_line_agency(ctx, n));
    let last = last.or_else(|| under_stamp(ctx, &lines).filter(|_| number_tail.is_none()));
    let last = last.or_else(|| free_above(ctx, &lines, address?).filter(|_| number_tail.is_none()));
    let Some(last) = last else {
        if let Some((span, name)) = number_tail {
            draft.record.agency = Some(name);
            draft.mark("/agency", span, "letterhead-beside-number", 0.8);
        }
        read_address(ctx, draft, address, None);
        return;
    };
    let mut first = last;
    // a telephone at the left is none of it
    let left = |i: usize, of: usize| ctx.cue(i) == Some(Cue::Phone) && ctx.seg(i).line == ctx.seg(of).line;
    while let Some(above) = lines.iter().copied().rfind(|&i| i < first && !left(i, first)) {
        // its first line may stand beside the number, the second alone
        let beside_number = z.number.is_some_and(|n| n < above && ctx.seg(n).line == ctx.seg(above).line) && ctx.seg(first).column == 0;
        let near = ctx.seg(first).line - ctx.seg(above).line <= 1 + usize::from(ctx.layout.spaced)
            && (ctx.seg(above).column == ctx.seg(first).column || beside_number);
        if !near || !(is_name(above) || ctx.class(above).division && !ctx.class(above).receiver) || ctx.class(above).post {
            break;
        }
        first = above;
    }
    let mut names: Vec<usize> = (first..=last)
        .filter(|&i| lines.contains(&i) && !ctx.class(i).number && !ctx.class(i).date && !ctx.class(i).junk)
        .filter(|&i| !left(i, last))
        .collect();
    // a stamp names the body that the letter is to
    let to = z.salutation.filter(|_| names.len() > 1).map_or(Vec::new(), |s| skeleton(ctx.words(s)));
    let received = |i: usize| {
        let name = skeleton(ctx.words(i));
        let end = to.len().checked_sub(name.len()).map(|cut| &to[cut..]);
        name.len() >= STAMPED && end.is_some_and(|end| distance(end, &name) * RATE <= name.len())
    };
    let own: Vec<usize> = names.iter().copied().filter(|&i| names.len() == 1 || !received(i)).collect();
    if !own.is_empty() {
        names = own;
    }
    // the house where a named body sits is of its address
    let houses = names.iter().rev().take_while(|&&i| ctx.rules.phrasing.houses_bodies(ctx.words(i))).count();
    names.truncate(if houses < names.len() { names.len() - houses } else { names.len() });
    // a name that runs on: the line below it, above the street
    let next = (last + 1..end).find(|&i| !ctx.class(i).junk);
    if let Some(next) = next.filter(|&n| address.is_some_and(|a| a > n) && (runs_on(ctx, n) || province_of_name(ctx, n))) {
        names.push(next);
    }
    let value = names.iter().map(|&i| clean(trim_noise(before_street(ctx, i, from_head(ctx, ctx.words(i)))))).collect::<Vec<_>>().join(" ");
    draft.record.agency = Some(value);
    draft.mark("/agency", ctx.span_of(&names), "letterhead", 0.9);
    read_address(ctx, draft, address, Some(last));
}

/// Without a known first word, the free line right above the street is the name.
fn free_above(ctx: &Ctx, lines: &[usize], street: usize) -> Option<usize> {
    let above = lines.iter().copied().rfind(|&i| i < street && !ctx.class(i).junk && !house(ctx, i))?;
    let c = ctx.class(above);
    let free = ctx.cue(above).is_none()
        && !c.address
        && !c.number
        && !c.date
        && !c.stamp
        && !c.receiver
        && !c.urgency
        && !c.secrecy
        && !c.page_number
        && !c.number_open;
    (free && (8..70).contains(&c.chars) && !c.post).then_some(above)
}

/// The lines of a letterhead below the addressee and above the body, an empty line before them, an address among them.
fn below_addressee(ctx: &Ctx) -> Option<std::ops::Range<usize>> {
    let z = &ctx.letter.zones;
    let s = z.salutation?;
    let first = (s + 1..z.body.start.min(s + 8)).find(|&i| ctx.class(i).agency && ctx.seg(i).blank_lines > 0 && !ctx.class(i).post)?;
    let end =
        (first..z.body.start).find(|&i| matches!(ctx.cue(i), Some(Cue::Reference | Cue::Enclosure | Cue::Subject))).unwrap_or(z.body.start);
    (first..end).any(|i| street(ctx, i) && postcode(ctx, i).is_some()).then_some(first..end)
}

/// Words without their blanks.
fn letters(words: &str) -> String {
    words.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The letterhead, where a stamp without a name was set right below it and nothing else is named: the letter speaks of it
/// below its salutation, or its signer is of it, and it is not the addressee.
fn under_stamp(ctx: &Ctx, lines: &[usize]) -> Option<usize> {
    let mut named = lines.iter().copied().filter(|&i| ctx.class(i).agency && ctx.class(i).receiver && !ctx.class(i).post);
    let (only, None) = (named.next()?, named.next()) else { return None };
    let name = letters(ctx.words(only));
    // the office of a head of a district or the like is named by the place: `สำนักงานเขต…`, `ผู้อำนวยการเขต…`
    let short = ctx.rules.phrasing.without_seat(&name).unwrap_or(&name).to_owned();
    let speaks = |i: usize| letters(ctx.words(i)).contains(&short);
    let saluted = ctx.letter.zones.salutation?;
    let body = ctx.letter.zones.body.start.max(saluted + 1);
    (!(saluted..body).any(speaks) && (body..ctx.letter.segs.end).any(speaks)).then_some(only)
}

/// The name alone, where its street stands behind it on its line, or the whole address with the house and postcode:
/// `สำนักงาน… ศาลากลางจังหวัด ถนน… 35000`.
fn before_street<'a>(ctx: &Ctx, i: usize, words: &'a str) -> &'a str {
    let whole = postcode(ctx, i).is_some();
    let house =
        |rest: &str| ctx.rules.phrasing.houses_bodies(rest) || rest.starts_with("เลขที่") || rest.starts_with(|c: char| c.is_ascii_digit());
    let opens = |rest: &str| rest.starts_with("ถนน") || whole && house(rest);
    // or the district and its tambon
    let shortened = |rest: &str| (rest.starts_with("ต.") || rest.starts_with("อ.")) && rest.contains(" อ.") | rest.contains(" จ.");
    let cut = words.match_indices(' ').map(|m| m.0).find(|b| opens(&words[b + 1..]) || shortened(&words[b + 1..]));
    let Some(cut) = cut else { return words };
    let name = words[..cut].trim_end();
    let scrap = |word: &str| word.len() <= 4 && word.bytes().all(|b| b.is_ascii_alphabetic());
    name.rsplit_once(' ').filter(|(_, last)| scrap(last)).map_or(name, |(before, _)| before)
}

/// A line of the address above the one with the postcode, that begins with the number of a house.
fn house(ctx: &Ctx, i: usize) -> bool {
    ctx.class(i).address && ctx.words(i).starts_with(|c: char| c.is_ascii_digit())
}

/// The words from the first word of a name on, where stray signs with a digit or bracket stand before it.
fn from_head<'a>(ctx: &Ctx, words: &'a str) -> &'a str {
    let stray = |head: &str| head.chars().any(|c| c.is_ascii_digit() || matches!(c, '[' | ']' | '|'));
    let starts = words.char_indices().map(|(i, _)| i).take(24).skip(1);
    let cut = starts.filter(|&i| stray(&words[..i])).find(|&i| ctx.rules.words.has_exact_head(&words[i..], Head::Agency));
    cut.filter(|_| !ctx.rules.words.has_exact_head(words, Head::Agency)).map_or(words, |i| &words[i..])
}

/// The second line of a long name (`กระทรวงการอุดมศึกษา` / `วิทยาศาสตร์ วิจัยและนวัตกรรม`).
fn runs_on(ctx: &Ctx, i: usize) -> bool {
    let c = ctx.class(i);
    if ctx.class(i).chars < 3 {
        return false;
    }
    let above = i.checked_sub(1).map_or("", |j| ctx.words(j));
    let open = ctx.rules.phrasing.awaits_place(above) || above.ends_with("จังหวัด");
    // the name in English, and an emblem that a reader of pages saw
    let emblem = |w: &str| w.starts_with("ตรา") || ctx.rules.phrasing.is_drawn(w.trim_end_matches(')'));
    let thai = |w: &str| w.contains(|c: char| ('ก'..='ฮ').contains(&c));
    if thai(above) && !thai(ctx.words(i)) || ctx.words(i).strip_prefix('(').is_some_and(emblem) {
        return false;
    }
    let free = ctx.cue(i).is_none() && !c.date && !c.number && !c.stamp && !c.junk && !c.urgency && !c.receiver && !c.page_number;
    free && !c.address && c.chars < 60 && (ctx.seg(i).blank_lines == 0 || open) && !ctx.words(i).bytes().any(|b| b.is_ascii_digit())
}

/// A province alone above the street or the number of a house: the end of the name, since an address ends with its own.
fn province_of_name(ctx: &Ctx, i: usize) -> bool {
    let place = ctx.words(i).strip_prefix("จังหวัด").map(str::trim);
    let alone = || place.is_some_and(|p| ctx.rules.gazetteer.province_in(ctx.words(i)).is_some_and(|found| found.name == p));
    i + 1 < ctx.letter.segs.end && (house(ctx, i + 1) || ctx.words(i + 1).starts_with("ถนน")) && alone()
}

/// A street line: a word of address first, or a postcode last.
fn street(ctx: &Ctx, i: usize) -> bool {
    let c = ctx.class(i);
    if c.receiver || c.stamp || c.date || c.number || matches!(ctx.cue(i), Some(Cue::Subject | Cue::Salutation | Cue::Phone)) {
        return false;
    }
    c.address && (!c.agency || postcode(ctx, i).is_some() || ctx.words(i).contains("ถนน"))
}

fn postcode(ctx: &Ctx, i: usize) -> Option<TextSpan> {
    let m = ctx.rules.patterns.get(P::Postcode).captures(ctx.words(i))?.name("code")?;
    let at = ctx.seg(i).span.start;
    Some(TextSpan::new(at + m.start(), at + m.end()))
}

fn read_address(ctx: &Ctx, draft: &mut Draft, address: Option<usize>, agency: Option<usize>) {
    let Some(a) = address else { return };
    let mut lines = vec![a];
    let mut at = a;
    while at > ctx.letter.segs.start && agency.is_none_or(|g| at - 1 > g) && street(ctx, at - 1) {
        at -= 1;
        lines.insert(0, at);
    }
    let value = lines.iter().map(|&i| clean(trim_noise(ctx.words(i)))).collect::<Vec<_>>().join(" ");
    draft.record.address = Some(value).filter(|v| !v.is_empty());
    draft.mark("/address", ctx.span_of(&lines), "letterhead-street", 0.9);
    if let Some(span) = lines.iter().rev().find_map(|&i| postcode(ctx, i)) {
        draft.record.postcode = Some(span.of(ctx.layout.text).to_owned());
        draft.mark("/postcode", span, "letterhead-postcode", 0.95);
    }
}

/// `ที่ มท 0810/1  กรม…` with one blank between: the agency after the number.
fn same_line_agency(ctx: &Ctx, number: usize) -> Option<(TextSpan, String)> {
    let words = ctx.words(number);
    let from = words.rfind(|c: char| c.is_ascii_digit())? + 1;
    let rest = words[from..].trim_start_matches(|c: char| !('ก'..='ฮ').contains(&c) && !matches!(c, 'เ'..='ไ'));
    if !ctx.rules.words.has_head(rest, Head::Agency) {
        return None;
    }
    let end = ctx.seg(number).span.end;
    Some((TextSpan::new(end - rest.len(), end), clean(rest)))
}

/// ส่วนราชการ of a memo, without its phone.
fn memo(ctx: &Ctx, draft: &mut Draft) {
    let Some(i) = ctx.letter.segs.clone().find(|&i| ctx.cue(i) == Some(Cue::MemoAgency)) else {
        // old memos have no word for it
        let z = &ctx.letter.zones;
        let below = z.title.map_or(ctx.letter.segs.start, |t| t + 1);
        if let Some(i) = headed(ctx, below..z.subject.or(z.salutation).unwrap_or(below)) {
            draft.record.agency = Some(clean(trim_noise(ctx.words(i))));
            draft.mark("/agency", ctx.seg(i).span, "letterhead", 0.8);
        } else if let Some((i, name)) = sender(ctx) {
            draft.record.agency = Some(clean(trim_noise(name)));
            draft.mark("/agency", TextSpan::new(ctx.seg(i).span.end - name.len(), ctx.seg(i).span.end), "from-line", 0.8);
        }
        return;
    };
    let (from, rest) = ctx.seg(i).rest(ctx.layout.text);
    let (mut from, mut rest) = (from, rest);
    if let Some(above) = memo_value_above(ctx) {
        (from, rest) = (ctx.seg(above).span.start, ctx.words(above));
    } else if rest.is_empty() && i + 1 < ctx.letter.segs.end {
        (from, rest) = (ctx.seg(i + 1).span.start, ctx.words(i + 1));
    }
    // a name that wide blanks part into columns
    let last = (i + 1..ctx.letter.segs.end).take_while(|&j| ctx.seg(j).line == ctx.seg(i).line && part_of_name(ctx, j)).last();
    if let Some(last) = last.filter(|_| from < ctx.seg(i).span.end && !rest.is_empty()) {
        rest = &ctx.layout.text[from..ctx.seg(last).span.end];
    }
    let cut = ctx.rules.patterns.get(P::PhoneLabel).find(rest).map_or(rest.len(), |m| m.start());
    let mut value = clean(trim_noise(rest[..cut].trim_end_matches([' ', '.', '(', '…'])));
    if value.is_empty() {
        return;
    }
    // the point of an abbreviation: `บก.ป.`
    if abbreviated(&value) && rest[value.len().min(rest.len())..].starts_with('.') && !rest[value.len()..].starts_with("..") {
        value.push('.');
    }
    // a bracket that the phone shared: `กพ.ทบ. (กองการกำลังพล โทร. 97123)`
    if cut < rest.len() && value.matches('(').count() > value.matches(')').count() {
        value.push(')');
    }
    // จังหวัด at the end of the line has its name on the next
    let mut placed = false;
    if cut == rest.len()
        && ["จังหวัด", "อำเภอ", "ตำบล"].iter().any(|w| value.ends_with(w))
        && i + 1 < ctx.letter.segs.end
        && ctx.cue(i + 1).is_none()
        && !ctx.class(i + 1).number
        && !value.ends_with("นจังหวัด")
    {
        let below = ctx.words(i + 1);
        let end = ctx.rules.patterns.get(P::PhoneLabel).find(below).map_or(below.len(), |m| m.start());
        value.push_str(&clean(trim_noise(&below[..end])));
        placed = true;
    }
    // a name too long for its line: the next one has its end, before the phone
    let below =
        Some(i + 1).filter(|&n| !placed && cut == rest.len() && n < ctx.letter.segs.end && ctx.cue(n).is_none() && !ctx.class(n).number);
    if let Some(n) = below.filter(|&n| ctx.seg(n).line - ctx.seg(i).line <= 2)
        && let Some(phone) = ctx.rules.patterns.get(P::PhoneLabel).find(ctx.words(n)).filter(|m| m.start() > 0)
    {
        value = ctx.join_lines([value.as_str(), trim_noise(&ctx.words(n)[..phone.start()])]);
    }
    draft.record.agency = Some(value);
    draft.mark("/agency", TextSpan::new(from, from + rest[..cut].trim_end().len()), "memo-agency", 0.95);
}

/// Whether the last word of `name` is a few consonants alone, or has a point in it.
fn abbreviated(name: &str) -> bool {
    let last = name.rsplit(' ').next().unwrap_or_default();
    let letters = last.chars().all(|c| ('ก'..='ฮ').contains(&c) || c == '.');
    letters && (last.contains('.') || last.chars().count() <= 3)
}

/// `จาก …` in the heading of a memo, above or beside `ถึง …`.
fn sender<'a>(ctx: &Ctx<'a>) -> Option<(usize, &'a str)> {
    let z = &ctx.letter.zones;
    let heading = ctx.letter.segs.start..z.subject.max(z.salutation)?.min(ctx.letter.segs.end);
    let beside = |i: usize| ctx.letter.segs.contains(&(i + 1)) && ctx.seg(i).line == ctx.seg(i + 1).line;
    heading.into_iter().find_map(|i| match ctx.words(i).strip_prefix("จาก") {
        Some("") => beside(i).then(|| (i + 1, ctx.words(i + 1))),
        Some(rest) => rest.starts_with(' ').then(|| (i, rest.trim_start())),
        None => None,
    })
}

fn part_of_name(ctx: &Ctx, i: usize) -> bool {
    let c = ctx.class(i);
    ctx.cue(i).is_none() && !c.junk && !c.number && !c.date && !c.stamp && !c.receiver && (c.agency || c.division || c.address)
}

/// The words of ส่วนราชการ read a line too high: they stand on a dotted line of their own, between the title and the cue.
pub(super) fn memo_value_above(ctx: &Ctx) -> Option<usize> {
    let i = ctx.letter.segs.clone().find(|&i| ctx.cue(i) == Some(Cue::MemoAgency))?;
    let above = i.checked_sub(1).filter(|&a| ctx.letter.segs.contains(&a))?;
    let below_title = above > ctx.letter.segs.start && ctx.cue(above - 1) == Some(Cue::MemoTitle);
    let named = (ctx.class(above).agency || ctx.class(above).division) && ctx.cue(above).is_none();
    let words_below =
        ctx.letter.segs.contains(&(i + 1)) && ctx.cue(i + 1).is_none() && !ctx.class(i + 1).number && !ctx.words(i + 1).starts_with('ท');
    (ctx.seg(i).rest(ctx.layout.text).1.is_empty() && below_title && named && !words_below).then_some(above)
}

/// The name above the date at the foot of a stamped letter.
fn stamped(ctx: &Ctx, draft: &mut Draft) {
    let Some(to) = ctx.letter.zones.salutation else { return };
    let short = |i: &usize| {
        ctx.class(*i).agency && ctx.class(*i).chars < 60 && ctx.cue(*i).is_none() && !ctx.class(*i).receiver && ctx.class(*i).chars > 4
    };
    let date = ctx.own_lines().find(|&i| i > to + 1 && ctx.class(i).date && ctx.cue(i) != Some(Cue::Day));
    let above_date = date.and_then(|d| (to + 2..d).rev().take(3).find(short));
    if let Some(i) = above_date {
        draft.record.agency = Some(clean(trim_noise(ctx.words(i))));
        draft.mark("/agency", ctx.seg(i).span, "stamped-foot", 0.85);
    } else if let Some(i) = headed(ctx, ctx.letter.segs.start..to) {
        draft.record.agency = Some(clean(trim_noise(ctx.words(i))));
        draft.mark("/agency", ctx.seg(i).span, "letterhead", 0.8);
    } else if let Some((span, name)) = opening_body(ctx, to) {
        draft.record.agency = Some(name);
        draft.mark("/agency", span, "body-opening", 0.6);
    } else if let Some(i) = ctx.own_lines().find(|i| *i > to + 1 && short(i)).filter(|_| date.is_none()) {
        // the date is unreadable: this may be the office in charge, below it
        draft.record.agency = Some(clean(trim_noise(ctx.words(i))));
        draft.mark("/agency", ctx.seg(i).span, "stamped-foot", 0.6);
    }
    let z = &ctx.letter.zones;
    let street_line = (ctx.letter.segs.start..z.head.end).find(|&i| street(ctx, i));
    read_address(ctx, draft, street_line, None);
}

/// A body named to the letter on one of `lines`, where no foot or label names one: a court's writ, a form, an old memo.
fn headed(ctx: &Ctx, mut lines: std::ops::Range<usize>) -> Option<usize> {
    let own = |i: usize| {
        let c = ctx.class(i);
        c.agency && !c.receiver && !c.post && !c.stamp && !c.address && ctx.cue(i).is_none() && c.chars < 60
    };
    lines.find(|&i| own(i) && ctx.rules.words.has_exact_head(ctx.words(i), Head::Agency))
}

/// `ด้วยกรม… ได้รับแจ้ง`: the body names its author first.
fn opening_body(ctx: &Ctx, to: usize) -> Option<(TextSpan, String)> {
    let i = (to + 1..ctx.letter.segs.end).find(|&i| ctx.class(i).chars > 30)?;
    let (from, rest) = match ctx.cue(i) {
        Some(Cue::Body) => (
            ctx.seg(i).span.start + ctx.seg(i).cue.map_or(0, |c| c.phrase_len),
            &ctx.words(i)[ctx.seg(i).cue.map_or(0, |c| c.phrase_len)..],
        ),
        _ => (ctx.seg(i).span.start, ctx.words(i)),
    };
    if !ctx.rules.words.has_head(rest, Head::Agency) {
        return None;
    }
    let stop = [ctx.rules.phrasing.verb_after(rest, 9), rest.find(' ').filter(|&n| n > 9)].into_iter().flatten().min()?;
    Some((TextSpan::new(from, from + stop), clean(&rest[..stop])))
}

/// `คำสั่ง<agency>`, `ประกาศ<agency>` …: what follows the title word, with a line that runs on.
fn titled(ctx: &Ctx, draft: &mut Draft) {
    let Some(t) = ctx.letter.zones.title else { return first_body(ctx, draft) };
    let seg = ctx.seg(t);
    let skip = seg.cue.map_or(0, |c| c.phrase_len);
    let rest = &ctx.words(t)[skip..];
    let rest = rest.split(" เรื่อง ").next().unwrap_or(rest);
    // its number on the same line
    let rest = rest.split(" ที่ ").next().filter(|r| ctx.kind() != Kind::Certificate && !r.trim().is_empty()).unwrap_or(rest);
    let rest_at = seg.span.start + skip;
    if ctx.kind() == Kind::Certificate || ctx.kind() == Kind::Minutes {
        let value = clean(meeting(rest.trim_start_matches("การประชุม")));
        let head = ctx.letter.segs.clone().find(|&i| ctx.class(i).agency && !ctx.class(i).receiver);
        if let Some(i) = head.filter(|_| ctx.kind() == Kind::Certificate) {
            draft.record.agency = Some(clean(ctx.words(i)));
            draft.mark("/agency", ctx.seg(i).span, "letterhead", 0.8);
        } else if !value.is_empty() && (ctx.kind() == Kind::Minutes || ctx.rules.words.has_head(&value, Head::Agency)) {
            let below = title_runs_on(ctx, t).filter(|_| ctx.kind() == Kind::Minutes && meeting(rest) == rest);
            let span = TextSpan::new(rest_at, rest_at + rest.len());
            draft.mark("/agency", below.map_or(span, |n| span.join(ctx.seg(n).span)), "title", 0.7);
            draft.record.agency = Some(ctx.join_lines(std::iter::once(value.as_str()).chain(below.map(|n| trim_noise(ctx.words(n))))));
        }
        return;
    }
    let mut value = clean(trim_noise(rest));
    let mut span = TextSpan::new(rest_at, rest_at + rest.trim_end().len());
    if let Some(below) = title_runs_on(ctx, t).filter(|_| !value.is_empty()) {
        value = ctx.join_lines([value.as_str(), trim_noise(ctx.words(below))]);
        span = span.join(ctx.seg(below).span);
    }
    if value.is_empty() && t + 1 < ctx.letter.segs.end && ctx.class(t + 1).agency {
        value = clean(ctx.words(t + 1));
        span = ctx.seg(t + 1).span;
    }
    if !value.is_empty() {
        draft.record.agency = Some(value);
        draft.mark("/agency", span, "title", 0.92);
    }
}

/// Who met, without which meeting it was: `สภา… สมัยสามัญ สมัยที่ 3`, `คณะกรรมการ… ครั้งที่ 2/2567`.
fn meeting(words: &str) -> &str {
    let cut = [" ครั้งที่", " สมัยที่", " สมัยสามัญ", " สมัยวิสามัญ"].iter().filter_map(|w| words.find(w)).min();
    &words[..cut.unwrap_or(words.len())]
}

/// The foot of news by its form: the body that issues it, and the day below it.
pub(super) fn news_foot(ctx: &Ctx) -> Option<[usize; 2]> {
    const FOOT: usize = 8;
    let from = ctx.letter.segs.end.saturating_sub(FOOT).max(ctx.letter.segs.start + 2);
    (from..ctx.letter.segs.end).rev().find_map(|d| {
        let a = d - 1;
        let named = ctx.class(a).agency && !ctx.class(a).post && ctx.class(a).chars < 70 && ctx.cue(a).is_none();
        (ctx.class(d).date && named).then_some([a, d])
    })
}

fn issuer(ctx: &Ctx, draft: &mut Draft) {
    if let Some([i, _]) = news_foot(ctx) {
        draft.record.agency = Some(clean(trim_noise(ctx.words(i))));
        draft.mark("/agency", ctx.seg(i).span, "news-foot", 0.8);
    }
}

/// The second line of a long title: right below it, short, and no part of the form.
fn title_runs_on(ctx: &Ctx, t: usize) -> Option<usize> {
    let i = Some(t + 1).filter(|&i| i < ctx.letter.segs.end && Some(i) != ctx.letter.zones.subject)?;
    let c = ctx.class(i);
    let own = c.number || c.order_number || c.date || c.junk || c.stamp || c.receiver || c.urgency || c.secrecy || c.page_number || c.name;
    let free =
        ctx.cue(i).is_none() && !own && ctx.seg(i).line > ctx.seg(t).line && ctx.seg(i).blank_lines <= 1 && (3..50).contains(&c.chars);
    let words = ctx.words(i);
    let figures = words.bytes().any(|b| b.is_ascii_digit());
    // a title is long, and its second line goes on with the name
    (free && !figures && !ctx.rules.phrasing.leaves_body(words) && ctx.class(t).chars >= 30).then_some(i)
}

/// The body behind the title word of news, on its line: `ข่าวประชาสัมพันธ์ กรม…`.
pub(super) fn news_body<'a>(ctx: &Ctx<'a>) -> Option<(TextSpan, &'a str)> {
    const TOP: usize = 4;
    let i = ctx.letter.segs.clone().take(TOP).find(|&i| ctx.cue(i) == Some(Cue::NewsTitle))?;
    let rest = trim_noise(ctx.seg(i).rest(ctx.layout.text).1);
    let figures = rest.bytes().any(|b| b.is_ascii_digit());
    let named = ctx.rules.words.has_exact_head(rest, Head::Agency) && ctx.rules.phrasing.verb_after(rest, 9).is_none();
    let from = ctx.seg(i).span.start + ctx.words(i).find(rest)?;
    (named && !figures && rest.chars().count() < 60).then(|| (TextSpan::new(from, from + rest.len()), rest))
}

/// The first public body that a page without letterhead names at the beginning of a line.
fn first_body(ctx: &Ctx, draft: &mut Draft) {
    if let Some((span, name)) = news_body(ctx).filter(|_| ctx.kind() == Kind::News) {
        draft.record.agency = Some(clean(name));
        return draft.mark("/agency", span, "title", 0.85);
    }
    for i in ctx.letter.segs.clone().take(12) {
        let words = ctx.words(i);
        // `เมื่อวันที่ … <agency> จัด…`
        let at = ctx.seg(i).span.start;
        let dated = crate::values::find_date(words, at, ctx.rules).filter(|d| words[..d.span.start - at].chars().count() < 30);
        let words = dated.map_or(words, |d| words[d.span.end - at..].trim_start());
        if ctx.class(i).agency || ctx.rules.words.has_head(words, Head::Agency) {
            let stop = ctx.rules.phrasing.verb_after(words, 9).unwrap_or(words.len());
            let value = clean(&words[..stop]);
            if value.chars().count() < 60 {
                draft.record.agency = Some(value);
                let start = ctx.seg(i).span.end - words.len();
                draft.mark("/agency", TextSpan::new(start, start + stop), "first-body", 0.6);
                return;
            }
        }
    }
}
