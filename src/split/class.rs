//! What a line can be, judged by itself and its neighbours.

use crate::layout::Seg;
use crate::layout::is_house;
use crate::pattern::Text;
use crate::rules::patterns::PatternId as P;
use crate::rules::{Class, Cue, Head, Rules};
use crate::skeleton::is_alphanumeric;
use crate::values::Number;

/// Longest line, in characters, that can be a part of a letterhead or signature.
const SHORT: usize = 110;

/// Characters of a line that opens a paragraph, at least.
const OPENING: usize = 45;

/// Finds the lines above stamps, by those below them.
pub fn find_receivers(text: &str, segs: &[Seg], classes: &mut [Class], rules: &Rules) {
    for i in 0..segs.len() {
        classes[i].receiver = !rules.phrasing.received(segs[i].of(text)) && is_receiver(text, segs, classes, i, rules);
    }
    // the upper of two names above two numbers
    let number = |i: usize| segs.get(i).is_some_and(|s| s.cue.is_some_and(|c| c.cue == Cue::StampNumber));
    for i in 0..segs.len().saturating_sub(3) {
        let c = &classes[i];
        let office = (c.agency || c.division) && !c.post && !c.address && c.chars < 60 && segs[i].cue.is_none();
        let stacked = (i..i + 3).all(|k| segs[k + 1].line == segs[k].line + 1 && segs[k + 1].column == segs[k].column);
        if office && stacked && classes[i + 1].receiver && number(i + 2) && number(i + 3) {
            classes[i].receiver = true;
        }
    }
}

/// What a line is by itself: the words in one of its columns, and what they open with.
pub fn one(cue: Option<Cue>, column: usize, words: &str, rules: &Rules) -> Class {
    let p = |id| rules.patterns.get(id);
    let mut c = Class { chars: words.chars().count(), ..Class::default() };
    c.junk = is_junk(words);
    c.opener = cue.is_none() && column == 0 && c.chars > OPENING && rules.phrasing.nearly_opens(words);
    if c.chars > SHORT {
        return c;
    }
    let digits = words.bytes().any(|b| b.is_ascii_digit());
    if digits {
        c.number = is_number_line(words, rules);
        c.number_open = !c.number && p(P::NumberSplit).is_match(words);
        c.order_number = c.chars < 40 && !c.number && p(P::OrderNumber).is_match(words);
        c.date = c.chars <= 60 && is_date_line(words, rules);
        c.page_number = p(P::PageNumber).is_match(words);
    }
    c.catchword = words.starts_with('/') && p(P::Catchword).is_match(words);
    c.stamp = match cue {
        Some(Cue::StampNumber | Cue::StampDate | Cue::StampTime) => true,
        Some(Cue::Day) => c.chars < 30,
        _ => c.chars < 70 && (words.contains("ทะเบียนรับ") || words.starts_with("รับที่")),
    };
    c.name = words.contains(['(', '[', '{', '（']) && is_name_line(words, rules);
    if matches!(cue, None | Some(Cue::Attachment | Cue::Salutation)) || cue == Some(Cue::Body) {
        c.urgency = rules.words.urgency(words).is_some();
        c.secrecy = (!c.urgency || rules.words.both_marks(words).is_some()) && rules.words.secrecy(words).is_some();
        let heads = rules.words.heads_of(words);
        c.agency = heads.has(Head::Agency);
        c.division = heads.has(Head::Division);
        // กรมการปกครอง is near กรรมการ, but it is a body
        let exact = |head| rules.words.has_exact_head(words, head);
        c.post = heads.has(Head::Post) && (!exact(Head::Agency) || exact(Head::Post));
        c.address = heads.has(Head::Address)
            || digits && words.starts_with(|c: char| c.is_ascii_digit()) && is_house(words, rules)
            || (digits && c.chars < 60 && p(P::Postcode).is_match(words) && !words.contains("ที่"));
    }
    c
}

/// A number at the beginning of the line that is not cited: no ลงวันที่ after it, no หนังสือ before it.
fn is_number_line(words: &str, rules: &Rules) -> bool {
    if words.contains("ลงวัน") || words.contains("หนังสือ") || words.starts_with("เรื่อง") {
        return false;
    }
    let early = |start: usize| words[..start].chars().count() <= 8;
    if let Some((_, m)) = Number::find(words, rules) {
        return early(m.start);
    }
    // `2003/61 ถนน…` is the number of a house
    let house = |end: usize| rules.words.has_head(words[end..].trim_start(), Head::Address);
    rules.patterns.get(P::NumberLoose).find(words).is_some_and(|m| !house(m.end()))
}

/// A line of which a date takes nearly all.
fn is_date_line(words: &str, rules: &Rules) -> bool {
    let dense = |s: &str| s.chars().filter(|c| is_alphanumeric(*c)).count();
    let looked = Text::new(words);
    [P::Date, P::DateLoose, P::DateBlankDay, P::DateBroken].into_iter().any(|id| {
        rules
            .patterns
            .get(id)
            .find_in(&looked)
            .is_some_and(|m| dense(m.as_str()) + 4 >= dense(words) && words[..m.start()].chars().count() <= 6)
    })
}

/// A line that is a name in brackets: with a title, or with nothing else around it.
fn is_name_line(words: &str, rules: &Rules) -> bool {
    let Some(m) = rules.patterns.get(P::Name).captures(words) else { return false };
    let (Some(whole), Some(name)) = (m.get(0), m.name("name")) else { return false };
    let inner = name.as_str().trim();
    let thai = inner.chars().filter(|c| ('ก'..='๎').contains(c)).count();
    let outside = words[..whole.start()].chars().chain(words[whole.end()..].chars()).filter(|c| is_alphanumeric(*c)).count();
    // figures are letters misread, where a title says that it is a name
    let figures = inner.bytes().filter(u8::is_ascii_digit).count();
    let titled = rules.words.title(inner).is_some() && figures <= 2;
    // `71463 (คุณฟ้า)`: whose extension it is
    let extension = words[..whole.start()].bytes().filter(u8::is_ascii_digit).count() >= 3;
    !extension
        && !inner.contains(" / ")
        && !rules.phrasing.is_drawn(inner)
        && thai * 3 >= inner.chars().count() * 2
        && (outside <= 6 && (titled || (outside <= 2 && figures == 0 && inner.contains([' ', '\n']))))
}

/// Strokes, stray Latin and lone marks: less than half of it are letters of words.
fn is_junk(words: &str) -> bool {
    if words.contains('@') || words.contains("www") || words.contains("http") {
        return false;
    }
    let (mut solid, mut all) = (0usize, 0usize);
    // marks that were read apart from their letters: no number has only such pieces
    let scraps = words.split_whitespace().count() >= 3 && words.split_whitespace().all(|w| w.chars().count() <= 2);
    for piece in words.split_whitespace().filter(|_| !scraps) {
        let n = piece.chars().count();
        let thai = piece.chars().filter(|c| ('ก'..='ฮ').contains(c)).count();
        all += n;
        if thai >= 3
            || is_short_word(piece)
            || (n >= 6 && piece.bytes().all(|b| b.is_ascii_alphabetic()))
            || (n >= 2 && piece.bytes().all(|b| b.is_ascii_digit() || b == b'/'))
            || is_cited_number(piece)
        {
            solid += n;
        }
    }
    scraps || solid * 2 < all
}

/// An abbreviation of letters each with its point (`พ.ศ.`), or a word of another language in its brackets (`(PM2.5)`).
fn is_short_word(piece: &str) -> bool {
    const LETTERS: usize = 2;
    let pointed = || piece.split_terminator('.').all(|l| l.chars().count() == 1 && l.starts_with(|c: char| ('ก'..='ฮ').contains(&c)));
    let points = piece.bytes().filter(|b| *b == b'.').count();
    let foreign = |w: &str| {
        let letters = w.bytes().filter(u8::is_ascii_alphabetic).count();
        letters >= LETTERS && w.len() > LETTERS && w.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'))
    };
    points >= LETTERS && piece.ends_with('.') && pointed() || piece.strip_prefix('(').and_then(|w| w.strip_suffix(')')).is_some_and(foreign)
}

/// `0420.2/ว414`: owner code and running number, with nothing else in the word.
fn is_cited_number(piece: &str) -> bool {
    let Some((code, run)) = piece.split_once('/') else { return false };
    let run = run.strip_prefix('ว').unwrap_or(run);
    code.len() >= 4
        && code.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && (!run.is_empty() || code.len() >= 6)
        && run.bytes().all(|b| b.is_ascii_digit())
}

/// Lines from the name on a stamp to its number, at most; strokes and empty lines may stand between.
const STAMP_HEIGHT: usize = 4;

/// Who received: a short line above the number line of a stamp, with nothing legible between; or an office above
/// บันทึกข้อความ and ส่วนราชการ, where by the form nothing but stamps can stand.
fn is_receiver(text: &str, segs: &[Seg], classes: &[Class], i: usize, rules: &Rules) -> bool {
    let (seg, c) = (&segs[i], &classes[i]);
    if c.stamp || c.number || c.date || c.chars > 70 || c.chars < 4 || c.junk || c.name {
        return false;
    }
    if !matches!(seg.cue.map(|c| c.cue), None | Some(Cue::Attachment)) || consonants(seg.of(text)) < 3 {
        return false;
    }
    // the end of an address
    if c.address && rules.patterns.get(P::Postcode).is_match(seg.of(text)) {
        return false;
    }
    let below = segs[i + 1..]
        .iter()
        .zip(&classes[i + 1..])
        .take(8)
        .filter(|(s, _)| s.line > seg.line && (s.column == seg.column || seg.column > 0 || s.column == 0));
    // a certificate's own number
    let own = |words: &str| words.strip_prefix("เลขที่ ").is_some_and(|n| rules.patterns.get(P::OrderNumber).is_match(n) && words.len() < 40);
    let number = |s: &Seg, k: &Class| {
        k.stamp
            && !own(s.of(text))
            && (s.cue.is_some_and(|c| c.cue == Cue::StampNumber) || s.of(text).contains("ทะเบียนรับ"))
            && s.line - seg.line <= STAMP_HEIGHT
    };
    let plain = !seg.of(text).contains(|c: char| c.is_ascii_digit() || matches!(c, '(' | ')'));
    let above_memo =
        |s: &Seg| plain && (c.agency || c.division) && s.cue.is_some_and(|c| matches!(c.cue, Cue::MemoTitle | Cue::MemoAgency));
    below.clone().find(|(_, k)| k.stamp || !k.junk).is_some_and(|(s, k)| number(s, k))
        || below
            .take_while(|(s, k)| !k.number && !s.cue.is_some_and(|c| matches!(c.cue, Cue::Subject | Cue::Salutation)))
            .any(|(s, _)| above_memo(s))
}

fn consonants(words: &str) -> usize {
    words.chars().filter(|c| ('ก'..='ฮ').contains(c)).count()
}
