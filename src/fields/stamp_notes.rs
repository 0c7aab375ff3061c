//! A whole stamp on one line, as readers of pages write it: `[ตรารับ: สำนักงานเขต / รับที่ 77 / วันที่ 3 ม.ค. 68 / เวลา 10.50]`.

use super::Ctx;
use super::Draft;
use super::stamp_rows::enter;
use crate::rules::Cue;
use crate::text::TextSpan;
use crate::values::find_date;

/// Characters of such a line, at most.
const LINE: usize = 160;
/// Characters of the name, at most.
const NAME: usize = 60;
/// Bytes between the figures of the number and the day, at most: `/ รับวันที่`.
const BETWEEN: usize = 40;

/// Signs between the parts.
const SIGNS: [char; 8] = ['[', ']', '(', '<', '>', '/', '|', ','];

/// Reads the stamp on line `i`, if name, number and day of one stand there in this order.
pub(super) fn read(ctx: &Ctx, draft: &mut Draft, i: usize) -> bool {
    let (span, words) = (ctx.seg(i).span, ctx.words(i));
    let noted = words.starts_with(['[', '(', '<']);
    // a reference, or the number of a memo that goes on with that of its receipt
    if ctx.cue(i).is_some() || words.starts_with("ที่ ") || ctx.letter.zones.lists.contains(&i) {
        return false;
    }
    if ctx.class(i).chars > LINE || words.contains("หนังสือ") || !noted && ctx.letter.zones.body.contains(&i) {
        return false;
    }
    let parted = |c: char| c == ' ' || c == ':' || SIGNS.contains(&c);
    let mut starts = words.char_indices().filter(|&(_, c)| parted(c)).map(|(at, c)| at + c.len_utf8());
    let Some(at) = starts.find(|&at| numbered(ctx, &words[at..])) else { return false };
    let label = words[..at].rfind([':', '>']).map_or(0, |p| p + 1);
    let name = words[label..at].trim_matches(|c: char| parted(c));
    let from = words.len() - words[label..].trim_start_matches(|c: char| parted(c)).len();
    let consonants = name.chars().filter(|c| ('ก'..='ฮ').contains(c)).count();
    let nameless = noted && name.is_empty();
    if consonants < 3 && !nameless || name.chars().count() > NAME {
        return false;
    }
    let Some(day) = find_date(&words[at..], at, ctx.rules).filter(|d| d.iso.is_some()) else { return false };
    let number = words[at..day.span.start].trim_end_matches(|c: char| !c.is_ascii_digit());
    if number.is_empty() || day.span.start - at - number.len() > BETWEEN {
        return false;
    }
    let rest = words[day.span.end..].trim_end_matches([']', ')', '>', ' ']);
    let hour = (rest.contains("เวลา") || rest.trim_end_matches('.').ends_with('น') || noted).then_some(day.span.end..words.len());
    let place = |from: usize, to: usize| TextSpan::new(span.start + from, span.start + to);
    let parts = [place(from, from + name.len()), place(at, at + number.len()), place(day.span.start, day.span.end)];
    enter(ctx, draft, parts, hour.map(|h| place(h.start, h.end)));
    true
}

/// Whether `words` open with the word of a stamp's number and its figures; เลขที่ alone is that of many papers.
fn numbered(ctx: &Ctx, words: &str) -> bool {
    words.starts_with(['เ', 'ร', 'ท', 'ล'])
        && ctx.rules.cues.find(words).is_some_and(|c| {
            c.cue == Cue::StampNumber
                && c.distance == 0
                && words[..c.phrase_len].contains("รับ")
                && words[c.len..].starts_with(|c: char| c.is_ascii_digit())
        })
}
