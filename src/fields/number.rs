//! The document number (ที่): prefix, code, circular mark, running number.

use super::{Ctx, Draft};
use crate::layout::is_house;
use crate::record::Kind;
use crate::rules::patterns::PatternId as P;
use crate::rules::{Cue, Rules};
use crate::text::TextSpan;
use crate::values::Number;

/// Figures of a running number that blanks part, at most.
const MOST_FIGURES: usize = 5;

/// Figures behind a blank that a figure before it leaves no place for: `/1 27573` is `/ว 27573`.
const MOST_BEHIND_FIGURE: usize = 3;

/// What the ว of a circular is read as.
fn is_wo(figure: &str) -> bool {
    matches!(figure, "1" | "2" | "7" | "9")
}

/// How far a number is to be believed whose ว may have been taken for a figure. Engines that do so leave the blank
/// behind it: `/2 803` is `/ว 803`; without the blank nobody can tell.
pub fn doubt(number: &mut Number, matched: &str, ctx: &Ctx) -> f32 {
    if matched.rsplit('/').next().is_some_and(|run| run.trim_start().starts_with([')', ']', '}'])) {
        return 0.7;
    }
    if !ctx.legibility.takes_wo_for_two() {
        return 1.0;
    }
    if !number.series.is_empty() {
        // a letter other than those of registers may be a ว misread
        return if number.series.starts_with(['ว', 'ป', 'ย', 'ล']) { 1.0 } else { 0.6 };
    }
    let run = matched.rsplit('/').next().unwrap_or_default().trim_start();
    match run.split_once(' ') {
        Some((wo, rest)) if is_wo(wo) && wo != "1" && rest.bytes().all(|b| b.is_ascii_digit()) => {
            (number.series, number.run) = ("ว".to_owned(), rest.to_owned());
            0.85
        }
        None if number.run.starts_with('2') && number.run.len() > 1 => 0.6,
        _ => 1.0,
    }
}

/// What of a number stands behind a sign that one of its figures was read as, in bytes: `]18` of `5]18`.
pub fn cut_off(behind: &str) -> usize {
    let figures = |rest: &str| rest.bytes().take_while(u8::is_ascii_digit).count();
    let rest = behind.strip_prefix([']', '[', '|', '!', '}', '{']);
    rest.map(figures).filter(|&n| n > 0).map_or(0, |n| n + 1)
}

/// Reads the letter's own number.
pub fn read(ctx: &Ctx, draft: &mut Draft) {
    match ctx.kind() {
        Kind::Order => order(ctx, draft),
        Kind::External | Kind::Memo | Kind::Stamped => {
            coded(ctx, draft);
            uncoded(ctx, draft);
            of_body(ctx, draft);
        }
        Kind::Certificate | Kind::Other => certificate(ctx, draft),
        _ => {}
    }
}

fn coded(ctx: &Ctx, draft: &mut Draft) {
    let Some(i) = ctx.letter.zones.number else { return };
    let words = ctx.words(i);
    let at = ctx.seg(i).span.start;
    let (mut number, mut span, mut rule, mut confidence) = if let Some((number, m)) = Number::find(words, ctx.rules) {
        (number, TextSpan::new(at + m.start, at + m.end), "number-line", 0.97)
    } else if ctx.class(i).number_open {
        let Some((number, span)) = split_number(ctx, i) else { return };
        (number, span, "number-split", 0.9)
    } else if let Some(c) = ctx.rules.patterns.get(P::NumberLoose).captures(words) {
        let m = c.get(0).map_or(0..0, |m| m.range());
        let mut number = Number::from(&c, ctx.rules);
        number.prefix = known_prefix(c.name("lead").map_or("", |m| m.as_str()), ctx.rules);
        (number, TextSpan::new(at + m.start, at + m.end), "number-loose", 0.6)
    } else {
        return;
    };
    // a running number split by a blank must not take a following date's day
    let on_line = span.end <= ctx.seg(i).span.end;
    if let Some((first, second)) = run_pieces(span.of(ctx.layout.text)).filter(|_| on_line) {
        let after = &ctx.layout.text[span.end..ctx.seg(i).span.end];
        let behind = format!("{second}{after}");
        // nor the number of the house behind it, nor a scrap where the number is as long as numbers are
        let long = first.len() + second.len() > MOST_FIGURES;
        if long && number.series.is_empty() && is_wo(first) && second.len() > MOST_BEHIND_FIGURE {
            (number.series, number.run) = ("ว".to_owned(), second.to_owned());
            confidence *= 0.85;
        } else if long || ctx.rules.patterns.get(P::Date).find(&behind).is_some_and(|m| m.start() == 0) || is_house(&behind, ctx.rules) {
            number.run = first.to_owned();
            span.end -= second.len() + 1;
        }
    }
    if !ctx.rules.gazetteer.is_prefix(&number.prefix) {
        let local = is_local(&number.code);
        let g = &ctx.rules.gazetteer;
        let (agency, address) = (draft.record.agency.as_deref(), draft.record.address.as_deref());
        let by_district = [agency, address].into_iter().flatten().find_map(|t| g.province_of_district(t));
        let by_postcode = draft.record.postcode.as_deref().and_then(|p| g.province_of_postcode(p));
        // a hospital, a school: the province stands in its name
        let by_name = || agency.and_then(|a| g.province_in(a)).filter(|p| one_letter_off(&p.code, &number.prefix));
        let by_place = || {
            address.and_then(|p| province_prefix(ctx, p)).or_else(|| by_district.or(by_postcode).or_else(by_name).map(|p| p.code.clone()))
        };
        let by_agency = agency.and_then(|a| prefix_for(ctx, a)).or_else(|| by_place().filter(|_| local));
        match by_agency {
            // units of police and army leave it out in their memos: `0026.21/113`, `0018(กต).15/990`
            _ if number.prefix.is_empty() && ctx.kind() == Kind::Memo && (number.code.contains('(') || bare_code(&number, words)) => {
                confidence = 0.8;
            }
            Some(prefix) if rule == "number-loose" || number.prefix.is_empty() || one_letter_off(&prefix, &number.prefix) => {
                number.prefix = prefix;
                (rule, confidence) = ("number-prefix-of-agency", 0.5);
            }
            _ if number.prefix.is_empty() && of_mission(ctx, agency, &number, words) => confidence = 0.85,
            _ if number.prefix.is_empty() => return,
            // no body but those of a province has such a code
            _ if local => {
                number.prefix = with_stray_letters(ctx, &number.prefix).unwrap_or(number.prefix);
                (rule, confidence) = ("number-loose", 0.4);
            }
            _ => confidence *= if number.code.starts_with("25") { 0.98 } else { 0.85 },
        }
    } else if let Some(prefix) = misread_as_province(ctx, &number, draft.record.agency.as_deref()) {
        number.prefix = prefix;
        (rule, confidence) = ("number-prefix-of-agency", 0.95);
    }
    confidence *= doubt(&mut number, span.of(ctx.layout.text), ctx);
    span.end += cut_off(&ctx.layout.text[span.end..]);
    give(ctx, draft, number.value(), span, rule, confidence);
}

/// The code of a central body that was read as a province's one letter away, before an owner code that no province has.
fn misread_as_province(ctx: &Ctx, number: &Number, agency: Option<&str>) -> Option<String> {
    // an engine that is known to misread letters reads no code of former days
    let former = |code: &str| ctx.rules.offices.is_doubtful(code) && !ctx.legibility.takes_wo_for_two();
    ctx.rules.gazetteer.province_of_code(&number.prefix).filter(|p| !former(&p.code))?;
    let central = !ctx.rules.patterns.get(P::OwnerOfProvince).is_match(&number.code);
    let codes = ctx.rules.offices.codes(agency?).filter(|_| central)?;
    let known = codes.contains(&number.prefix.as_str());
    codes.into_iter().find(|c| !known && one_letter_off(c, &number.prefix)).map(str::to_owned)
}

/// Whether the owner code stands right behind ที่.
fn bare_code(number: &Number, words: &str) -> bool {
    words.strip_prefix("ที่").is_some_and(|w| w.trim_start_matches([' ', ':']).starts_with(&number.code))
}

/// Whether a number without letters is that of a mission abroad, whose codes are five figures alone: `ที่ 37001/214`.
fn of_mission(ctx: &Ctx, agency: Option<&str>, number: &Number, words: &str) -> bool {
    let plain = number.code.len() == 5 && number.code.bytes().all(|b| b.is_ascii_digit());
    plain && bare_code(number, words) && agency.is_some_and(|a| ctx.rules.phrasing.is_mission(a))
}

/// `ที่ 15/2568`: the number of a group, a company, a school without a letter code, above the subject.
fn uncoded(ctx: &Ctx, draft: &mut Draft) {
    let z = &ctx.letter.zones;
    // four figures before a year look like a code without its letters; a code begins with a zero
    let own = |n: usize| !ctx.words(n).trim_start_matches(['ท', 'ี', '่', ' ', ':']).starts_with('0');
    let end = z.subject.or(z.salutation).filter(|_| z.number.is_none_or(own) && draft.record.number.is_none());
    let mut lines = end.into_iter().flat_map(|end| ctx.letter.segs.start..end);
    let found = lines.find_map(|i| {
        let c = ctx.rules.patterns.get(P::NumberUncoded).captures(ctx.words(i)).filter(|_| !ctx.class(i).stamp && ctx.cue(i).is_none())?;
        let (run, year) = (c.name("run")?, c.name("year")?);
        let special = c.name("special").map_or(String::new(), |m| format!("{} ", m.as_str()));
        let start = c.name("special").unwrap_or(run).start();
        let at = ctx.seg(i).span.start;
        Some((format!("{special}{}/{}", run.as_str(), year.as_str()), TextSpan::new(at + start, at + year.end())))
    });
    if let Some((value, span)) = found {
        give(ctx, draft, value, span, "number-uncoded", 0.9);
    }
}

/// `ที่ ฝทบ/11920`, `เลขที่ ฉ.2 ตย.(บห.) 1209/2565`: the number of a bank or state enterprise, whose units have abbreviations.
fn of_body(ctx: &Ctx, draft: &mut Draft) {
    let z = &ctx.letter.zones;
    let Some(end) = z.subject.or(z.salutation).filter(|_| draft.record.number.is_none() && z.number.is_none()) else { return };
    let free = |i: usize| matches!(ctx.cue(i), None | Some(Cue::StampNumber)) && !ctx.class(i).name;
    let found = (ctx.letter.segs.start..end).filter(|&i| free(i)).find_map(|i| {
        let words = ctx.words(i);
        let c = ctx.rules.patterns.get(P::NumberOfBody).captures(words)?;
        let (body, join, run) = (c.name("body")?, c.name("join")?.as_str(), c.name("run")?);
        let letters = body.as_str().chars().filter(|c| ('ก'..='ฮ').contains(c)).count();
        if letters < 2 || c.name("year").is_none() && !join.contains('/') {
            return None;
        }
        let stop = c.name("year").map_or(run.end(), |y| y.end());
        let folded: String =
            words[body.start()..stop].split_whitespace().collect::<Vec<_>>().join(" ").replace(" /", "/").replace("/ ", "/");
        let value = if join.contains("/ว") {
            folded.replacen("/ว", "/ว ", 1).replace("ว  ", "ว ").replace("ว .", "ว.")
        } else {
            folded
        };
        let at = ctx.seg(i).span.start;
        Some((value, TextSpan::new(at + body.start(), at + stop)))
    });
    if let Some((value, span)) = found {
        give(ctx, draft, value, span, "number-of-body", 0.85);
    }
}

/// The one letter code of a province that is left when one or two letters are taken away from what was read.
fn with_stray_letters(ctx: &Ctx, read: &str) -> Option<String> {
    const STRAY: usize = 2;
    let read: Vec<char> = read.chars().filter(|c| ('ก'..='ฮ').contains(c)).collect();
    let left = |code: &str| {
        let mut rest = read.iter();
        code.chars().all(|c| rest.any(|r| *r == c))
    };
    let mut codes = ctx.rules.gazetteer.province_codes().filter(|c| (1..=STRAY).contains(&read.len().saturating_sub(c.chars().count())));
    let one = codes.find(|c| left(c))?.to_owned();
    codes.all(|c| !left(c)).then_some(one)
}

/// Whether two letter codes differ in one letter.
fn one_letter_off(a: &str, b: &str) -> bool {
    a.chars().count() == b.chars().count() && a.chars().zip(b.chars()).filter(|(x, y)| x != y).count() == 1
}

/// The code that letters of `agency` bear.
pub fn prefix_for(ctx: &Ctx, agency: &str) -> Option<String> {
    let g = &ctx.rules.gazetteer;
    let exact = agency.split(' ').rev().find_map(|part| g.prefix_of(part)).or_else(|| g.prefix_of(agency));
    exact.map(str::to_owned).or_else(|| g.nearest_agency(agency).and_then(|(name, _)| g.prefix_of(name)).map(str::to_owned))
}

/// Owner codes of provinces (00xx) and of local government and districts (five digits from 5 or 7) go with the
/// province's letters.
fn is_local(code: &str) -> bool {
    code.starts_with("00") || code.get(2..4) == Some("18") || code.len() >= 5 && code.starts_with(['5', '7'])
}

/// The letter code of the province that an address names, in full or by its code before the postcode.
fn province_prefix(ctx: &Ctx, address: &str) -> Option<String> {
    let g = &ctx.rules.gazetteer;
    let short = address.split([' ', '.']).find(|w| w.chars().count() == 2 && g.province_of_code(w).is_some());
    short.map(str::to_owned).or_else(|| g.province_in(address).map(|p| p.code.clone()))
}

/// The last known letter code in what stands before the digits.
fn known_prefix(lead: &str, rules: &Rules) -> String {
    let mut pieces = lead.split(|c: char| !('ก'..='ฮ').contains(&c));
    pieces.rfind(|p| rules.gazetteer.is_prefix(p)).unwrap_or_default().to_owned()
}

/// The two groups of figures of a running number that a blank parts.
pub fn run_pieces(matched: &str) -> Option<(&str, &str)> {
    // behind the register in brackets, where there is one
    let tail = matched.rsplit(['/', ')']).next()?.trim_start_matches(|c: char| !c.is_ascii_digit());
    tail.split_once(' ')
}

/// The running number on one of the next lines.
fn split_number(ctx: &Ctx, i: usize) -> Option<(Number, TextSpan)> {
    let c = ctx.rules.patterns.get(P::NumberSplit).captures(ctx.words(i))?;
    let mut number = Number { run: String::new(), ..Number::from(&c, ctx.rules) };
    let below = (i + 1..ctx.letter.segs.end).take(4).find(|&j| {
        let w = ctx.words(j).trim_start_matches(['ว', '.', ' ']);
        !w.is_empty() && w.len() <= 7 && w.bytes().all(|b| b.is_ascii_digit() || b == b' ')
    })?;
    let words = ctx.words(below);
    if words.starts_with('ว') {
        number.series = "ว".to_owned();
    }
    number.run = words.chars().filter(char::is_ascii_digit).collect();
    Some((number, ctx.seg(i).span.join(ctx.seg(below).span)))
}

/// `ที่ 1384/2540` below the title of an order.
fn order(ctx: &Ctx, draft: &mut Draft) {
    let Some(i) = ctx.letter.zones.number else { return special_order(ctx, draft) };
    let words = ctx.words(i);
    let at = ctx.seg(i).span.start;
    // ท is what is left of ที่, no letter code
    let coded = Number::find(words, ctx.rules).filter(|(n, _)| n.prefix != "ท");
    let number = if let Some((number, m)) = coded {
        Some((number.value(), m))
    } else {
        ctx.rules.patterns.get(P::OrderNumber).captures(words).and_then(|c| {
            let year: String = c.name("year")?.as_str().chars().filter(char::is_ascii_digit).collect();
            Some((format!("{}/{year}", c.name("run")?.as_str()), c.name("run")?.start()..c.name("year")?.end()))
        })
    };
    if let Some((value, range)) = number {
        give(ctx, draft, value, TextSpan::new(at + range.start, at + range.end), "order-number", 0.93);
    }
}

/// `ที่ พิเศษ 51/2561`: an order outside the series, its number below the title.
fn special_order(ctx: &Ctx, draft: &mut Draft) {
    const BELOW: usize = 3;
    let z = &ctx.letter.zones;
    let Some(title) = z.title else { return };
    let end = z.subject.unwrap_or(title + 1 + BELOW).min(ctx.letter.segs.end);
    for i in (title + 1..end).take(BELOW) {
        let Some(c) = ctx.rules.patterns.get(P::NumberUncoded).captures(ctx.words(i)) else { continue };
        let (Some(special), Some(run), Some(year)) = (c.name("special"), c.name("run"), c.name("year")) else { continue };
        let at = ctx.seg(i).span.start;
        let value = format!("{} {}/{}", special.as_str(), run.as_str(), year.as_str());
        return give(ctx, draft, value, TextSpan::new(at + special.start(), at + year.end()), "order-number", 0.9);
    }
}

/// Enters the number, where its digits can be believed.
fn give(ctx: &Ctx, draft: &mut Draft, value: String, span: TextSpan, rule: &'static str, confidence: f32) {
    if ctx.legible(draft, "/number", span) {
        draft.record.number = Some(value);
        draft.mark("/number", span, rule, confidence);
    }
}

/// เลขที่ of a certificate or a loose page.
fn certificate(ctx: &Ctx, draft: &mut Draft) {
    for i in ctx.letter.segs.clone().take(12) {
        let words = ctx.words(i);
        let at = ctx.seg(i).span.start;
        if let Some((number, m)) = Number::find(words, ctx.rules).filter(|_| ctx.class(i).number) {
            return give(ctx, draft, number.value(), TextSpan::new(at + m.start, at + m.end), "number-line", 0.9);
        }
        // above the title or right below it
        let above = ctx.letter.zones.title.is_some_and(|t| i <= t + 1)
            && ctx.class(i).order_number
            && ["ที่", "ท "].iter().any(|w| words.starts_with(w));
        let (at, words) = ctx.seg(i).rest(ctx.layout.text);
        if (above || matches!(ctx.cue(i), Some(Cue::StampNumber)))
            && ctx.kind() == Kind::Certificate
            && let Some(c) = ctx.rules.patterns.get(P::OrderNumber).captures(words)
        {
            let (Some(run), Some(year)) = (c.name("run"), c.name("year")) else { continue };
            let value = format!("{}/{}", run.as_str(), year.as_str());
            return give(ctx, draft, value, TextSpan::new(at + run.start(), at + year.end()), "certificate-number", 0.9);
        }
    }
}
