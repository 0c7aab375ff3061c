//! The lines of a text with what each is by itself.

use super::class::one;
use super::{reflow, torn_stamps};
use crate::layout::{Seg, pieces};
use crate::memo::hash;
use crate::rules::{Class, Cue, CueMatch, Head, Piece, Rules};
use crate::text::TextSpan;

/// Longer lines, in bytes, seldom come back.
const LONG: usize = 400;

/// Cuts `text` into lines and columns.
pub fn read(text: &str, rules: &Rules) -> (Vec<Seg>, Vec<Class>) {
    let (mut segs, mut classes) = (Vec::new(), Vec::new());
    let (mut blank_lines, mut at, mut line) = (0, 0, 0);
    for end in memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
        let whole = &text[at..end];
        if whole.trim().is_empty() {
            blank_lines += 1;
            (at, line) = (end + 1, line + 1);
            continue;
        }
        let cuts: Vec<usize> = reflow::cuts(whole, rules).into_iter().map(|c| at + c).chain([end]).collect();
        for to in cuts {
            let words = &text[at..to];
            let mut take = |pieces: &[Piece]| {
                for (column, &(place, cue, class)) in pieces.iter().enumerate() {
                    segs.push(Seg { span: TextSpan::new(at + place.start, at + place.end), line, column, blank_lines, cue });
                    classes.push(class);
                }
            };
            // form words, letterheads and signers are those of the letters before
            let mark = hash(words.as_bytes(), 0);
            if words.len() > LONG {
                take(&of(words, rules));
            } else if rules.lines.get(mark, words.as_bytes(), |known| take(known)).is_none() {
                let found = of(words, rules);
                take(&found);
                rules.lines.add(mark, words.as_bytes(), found);
            }
            blank_lines = 0;
            (at, line) = (to, line + 1);
        }
        at = end + 1;
    }
    join_cut_names(text, &mut segs, &mut classes, rules);
    open_glued_headings(text, &mut segs, &mut classes, rules);
    open_stacked_labels(text, &mut segs, &mut classes, rules);
    torn_stamps::open(text, &mut segs, &mut classes, rules);
    (segs, classes)
}

/// Knows เรื่อง and เรียน where the blank behind them was lost: เรื่อง above เรียน, or below a title, a number or a day; เรียน below
/// เรื่อง, before a post or a body, or set apart from what stands above and below. And ถึง of a stamped letter, below its
/// number and before a post or a body.
fn open_glued_headings(text: &str, segs: &mut [Seg], classes: &mut [Class], rules: &Rules) {
    const NEAR: usize = 3;
    const LONGEST_TO: usize = 60;
    let is = |seg: &Seg, cue: Cue| seg.cue.is_some_and(|c| c.cue == cue);
    let titles = [Cue::OrderTitle, Cue::AnnouncementTitle, Cue::RegulationTitle, Cue::NewsTitle, Cue::MemoAgency];
    let titled = |seg: &Seg| seg.cue.is_some_and(|c| titles.contains(&c.cue));
    let bare = |seg: &Seg| seg.cue.is_none() && seg.column == 0;
    for i in 0..segs.len() {
        let words = segs[i].of(text);
        if !bare(&segs[i]) || !words.starts_with(['เ', 'ถ']) {
            continue;
        }
        let above = segs[i.saturating_sub(NEAR)..i].iter().rev();
        let below = segs[i + 1..].iter();
        let someone = |words: &str| rules.words.has_head(words, Head::Post) || rules.words.has_head(words, Head::Agency);
        let addressee = |words: &str| rules.cues.glued(words, Cue::Salutation).filter(|c| someone(&words[c.len..]));
        // a subject that goes on as เรียนการสอน is not set apart
        let parted = || {
            let goes_on = |s: &Seg| s.blank_lines > 0 || s.cue.is_some_and(|c| matches!(c.cue, Cue::Reference | Cue::Enclosure));
            segs[i].blank_lines > 0 && classes[i].chars < 60 && below.clone().next().is_some_and(goes_on)
        };
        let found = if words.starts_with('ถ') {
            let numbered = classes[i.saturating_sub(1)..i].iter().any(|c| c.number);
            rules.cues.glued(words, Cue::To).filter(|c| numbered && classes[i].chars < LONGEST_TO && someone(&words[c.len..]))
        } else if above.clone().any(|s| is(s, Cue::Subject)) {
            addressee(words).or_else(|| rules.cues.glued(words, Cue::Salutation).filter(|_| parted()))
        } else {
            let addressed = |s: &Seg| is(s, Cue::Salutation) || bare(s) && addressee(s.of(text)).is_some();
            let headed =
                above.zip(classes[i.saturating_sub(NEAR)..i].iter().rev()).any(|(s, c)| titled(s) || c.number || c.order_number || c.date);
            rules.cues.glued(words, Cue::Subject).filter(|_| headed && classes[i].chars < 110 || below.clone().take(NEAR).any(addressed))
        };
        if let Some(cue) = found {
            segs[i].cue = Some(cue);
            classes[i] = one(Some(cue.cue), 0, segs[i].of(text), rules);
        }
    }
}

/// Gives their labels back to the values of a heading whose labels a text layer gives first, one under the other:
/// `ที่` / `เรื่อง` / `เรียน` / `มท 0810/1` / `การประชุม` / `นายอำเภอ`.
fn open_stacked_labels(text: &str, segs: &mut [Seg], classes: &mut [Class], rules: &Rules) {
    const LEAST: usize = 3;
    const MOST: usize = 5;
    let label = |seg: &Seg| {
        let words = seg.of(text).trim_end_matches([':', ' ']);
        let part = |c: &CueMatch| matches!(c.cue, Cue::Subject | Cue::Salutation | Cue::Reference | Cue::Enclosure) && c.len >= words.len();
        match seg.cue.filter(part) {
            Some(cue) => Some(Some(cue)),
            None => (words == "ที่").then_some(None),
        }
    };
    let mut i = 0;
    while i < segs.len() {
        let labels: Vec<_> = segs[i..].iter().take(MOST).map_while(label).collect();
        let n = labels.len();
        let has = |cue: Cue| labels.iter().flatten().any(|c| c.cue == cue);
        let values = i + n..(i + 2 * n).min(segs.len());
        // what is referred to may begin like a title
        let free = |s: &Seg| {
            let title = |c: CueMatch| matches!(c.cue, Cue::OrderTitle | Cue::AnnouncementTitle | Cue::RegulationTitle);
            s.column == 0 && s.cue.is_none_or(title)
        };
        let plain = values.len() == n && segs[values.clone()].iter().all(free);
        if n >= LEAST && plain && has(Cue::Subject) && has(Cue::Salutation) {
            for (at, cue) in values.zip(labels) {
                segs[at].cue = cue.map(|c| CueMatch { len: 0, phrase_len: 0, ..c });
                classes[at] = one(segs[at].cue.map(|c| c.cue), 0, segs[at].of(text), rules);
                segs[at - n].cue = None;
                classes[at - n] = one(None, 0, segs[at - n].of(text), rules);
            }
        }
        i += n.max(1);
    }
}

/// Joins a name in brackets that a reader of boxes cut at the gap before the surname: `(นายสมชาย` / `ใจดี)`.
fn join_cut_names(text: &str, segs: &mut Vec<Seg>, classes: &mut Vec<Class>, rules: &Rules) {
    const LONGEST: usize = 120;
    let thai = |words: &str| words.chars().all(|c| ('ก'..='๎').contains(&c) || matches!(c, ' ' | '.'));
    let opens = |segs: &[Seg], i: usize| {
        let words = segs[i].of(text);
        let inner = words.strip_prefix('(').map(str::trim).filter(|w| w.len() <= LONGEST && thai(w) && !w.is_empty());
        let Some(inner) = inner else { return false };
        let titled = rules.words.title(inner).is_some_and(|t| t.len() < inner.len()) && !rules.phrasing.is_officer(inner);
        let ranked = || i > 0 && rules.words.is_rank(segs[i - 1].of(text)) && !inner.contains(' ');
        segs[i].column == 0 && (titled || ranked())
    };
    let closes = |seg: &Seg| {
        let inner = seg.of(text).strip_suffix(')').map(str::trim);
        seg.column == 0 && seg.blank_lines == 0 && inner.is_some_and(|w| w.len() <= LONGEST && thai(w) && w.chars().count() > 1)
    };
    let mut gone = vec![false; segs.len()];
    for i in 1..segs.len() {
        let above = i - 1;
        if segs[i].line == segs[above].line + 1 && closes(&segs[i]) && !gone[above] && opens(segs, above) {
            segs[above].span.end = segs[i].span.end;
            segs[above].cue = None;
            classes[above] = one(None, 0, segs[above].of(text), rules);
            gone[i] = true;
        }
    }
    let mut kept = gone.iter();
    segs.retain(|_| kept.next() == Some(&false));
    let mut kept = gone.iter();
    classes.retain(|_| kept.next() == Some(&false));
}

fn of(line: &str, rules: &Rules) -> Box<[Piece]> {
    let pieces = pieces(line, rules).into_iter().enumerate();
    let mut out: Box<[Piece]> =
        pieces.map(|(column, (place, cue))| (place, cue, one(cue.map(|c| c.cue), column, place.of(line), rules))).collect();
    let means = |c: &Class| {
        c.number || c.number_open || c.order_number || c.date || c.stamp || c.name || c.address || c.urgency || c.secrecy || c.post
    };
    if is_row_of_marks(line) && out.iter().all(|(_, cue, class)| cue.is_none() && !means(class)) {
        out.iter_mut().for_each(|p| p.2.junk = true);
    }
    out
}

/// The marks above and below the letters of a line, read as a line of their own: many pieces, nearly all of three
/// characters or fewer with no Thai letter among them, none that could be a word.
fn is_row_of_marks(line: &str) -> bool {
    const PIECES: usize = 5;
    const LONGEST: usize = 6;
    let (mut all, mut short) = (0, 0);
    for piece in line.split_whitespace() {
        let letters = piece.chars().filter(|c| ('ก'..='ฮ').contains(c)).count();
        let n = piece.chars().take(LONGEST + 1).count();
        if n > LONGEST || letters > 2 {
            return false;
        }
        all += 1;
        short += usize::from(n <= 3 && letters == 0);
    }
    all >= PIECES && short * 3 >= all * 2
}
