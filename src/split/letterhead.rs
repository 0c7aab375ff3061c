//! A letterhead of which a reader made one line: `ที่ ทส 0309/364 กรม… ถนน… กทม. 10400 29 กรกฎาคม 2567`.

use crate::layout::is_house;
use crate::pattern::Match;
use crate::rules::patterns::PatternId as P;
use crate::rules::{Cue, Head, Rules};
use crate::values::Number;

/// Bytes of a letterhead, at most.
const REACH: usize = 600;
/// Bytes before the letter code of a number, at most.
const CODE: usize = 12;

/// Whether a line that opens with `words` may be a letterhead.
pub fn begins(words: &str, rules: &Rules) -> bool {
    words.starts_with("ที่ ") || rules.words.has_exact_head(words, Head::Agency) || marked(words, rules) > 0
}

/// Where name, address and date begin in `line`, whose words begin at `start`.
pub fn cuts(line: &str, start: usize, rules: &Rules) -> Vec<usize> {
    let mark = marked(&line[start..], rules);
    let start = start + mark;
    let numbered = number_end(&line[start..], rules).map(|e| start + e);
    let head = numbered.unwrap_or(start);
    let head = head + line[head..].len() - line[head..].trim_start().len();
    let own = (mark > 0).then_some(start).into_iter().chain(numbered.map(|_| head).filter(|&h| h < line.len()));
    let words = short(&line[head..]);
    if numbered.is_some() && words.starts_with("ถึง ") {
        return own.collect();
    }
    if !rules.words.has_exact_head(words, Head::Agency) {
        return Vec::new();
    }
    let date = own_date(words, rules);
    let phone = words.find(" โทร").map(|at| at + 1).filter(|&at| date.is_none_or(|d| at < d));
    let before = &words[..phone.or(date).unwrap_or(words.len())];
    let coded = rules.patterns.get(P::Postcode).is_match(before.trim_end());
    // a sentence that begins with a body has neither
    if !coded && (date.is_none() || rules.phrasing.verb_after(before, 9).is_some()) {
        return Vec::new();
    }
    // the figure of an area or branch is of the name: `เขต 1`, `ที่ 3`
    let of_name = |at: usize| rules.phrasing.awaits_region(before[..at].trim_end());
    let street = before.match_indices(' ').map(|m| m.0 + 1).find(|&at| !of_name(at) && is_street(&before[at..], rules));
    // a city alone behind a body is all of an address: `กระทรวงทดสอบ กทม. 10300`
    let city = |at: &usize| ["กทม", "กรุงเทพ", "จังหวัด"].iter().any(|w| before[*at..].starts_with(w));
    let street = street.filter(|at| numbered.is_some() || !city(at));
    own.chain(street.into_iter().chain(phone).chain(date).map(|at| head + at)).collect()
}

/// Bytes of an urgency or the mark of a copy before the number: `ด่วนที่สุด ที่ …`, `(สำเนา) ที่ …`.
pub fn marked(words: &str, rules: &Rules) -> usize {
    const LONGEST: usize = 60;
    let Some(at) = short(words).find(" ที่ ").filter(|&at| at <= LONGEST) else { return 0 };
    let mark = &words[..at];
    let copy = || rules.cues.find(mark.trim_matches(['(', ')', '-', ' '])).is_some_and(|c| c.cue == Cue::Copy);
    if rules.words.urgency(mark).is_some() || rules.words.secrecy(mark).is_some() || copy() { at + 1 } else { 0 }
}

/// Where a number at the beginning of `words` ends that is the letter's own, not one that is cited.
fn number_end(words: &str, rules: &Rules) -> Option<usize> {
    let rest = words.strip_prefix("ที่ ")?;
    let (_, place) = Number::find(short(rest), rules)?;
    let end = words.len() - rest.len() + place.end;
    (place.start <= CODE && !words[end..].trim_start().starts_with("ลง")).then_some(end)
}

/// Where the date of the letter begins: a day in full with nothing behind it.
fn own_date(words: &str, rules: &Rules) -> Option<usize> {
    let full = |m: &Match| words[m.end().min(words.len())..].trim().is_empty() && words[..m.start()].ends_with(' ');
    let date = rules.patterns.get(P::Date).find_iter(words).last().filter(full)?;
    let year = date.as_str().trim_end();
    let day = words[..date.start()].trim_end().strip_suffix("วันที่").map_or(date.start(), str::len);
    (year.len() - year.trim_end_matches(|c: char| c.is_ascii_digit()).len() == 4).then_some(day)
}

/// Whether a word of an address or the number of a house begins here.
fn is_street(words: &str, rules: &Rules) -> bool {
    let area = || words.strip_prefix("เขต ").is_some_and(|r| r.starts_with(|c: char| c.is_ascii_digit()));
    rules.words.has_exact_head(words, Head::Address) && !area()
        || rules.phrasing.houses_bodies(words)
        || words.starts_with(|c: char| c.is_ascii_digit()) && is_house(words, rules)
}

/// So much of `words` as a letterhead can be.
fn short(words: &str) -> &str {
    let mut end = words.len().min(REACH);
    while !words.is_char_boundary(end) {
        end -= 1;
    }
    &words[..end]
}
