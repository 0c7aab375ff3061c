//! The lines of the post (ตำแหน่ง) below a name: which they are, and what on them is the post.

use super::signing_lines::{is_signing, opens_by_order};
use super::{Ctx, trim_noise};
use crate::record::Kind;
use crate::rules::patterns::PatternId as P;
use crate::rules::{Cue, Head};

/// Lines of a post below a name, at most.
pub(super) const REACH: usize = 7;

/// The lines of the post below a name.
pub(super) fn post_lines(ctx: &Ctx, name: usize) -> Vec<usize> {
    if let Some(posts) = posts_beside(ctx, name) {
        return posts;
    }
    let mut out: Vec<usize> = Vec::new();
    // a post that cannot be read stands right below the name
    let mut unread = false;
    for i in (name + 1..ctx.letter.segs.end).take(REACH) {
        let (seg, c) = (ctx.seg(i), ctx.class(i));
        if c.junk && c.chars < 30 && !c.date || c.page_number || out.last().is_some_and(|&l| ctx.is_again(l, i)) {
            continue;
        }
        let acting_here = || ctx.rules.words.acting(ctx.words(i)).is_some();
        // what stands at the right of the name is of another: `ธุรการ/พิมพ์`
        if seg.line == ctx.seg(name).line && !c.post && !acting_here() {
            continue;
        }
        // marks of the post below, read as a line of their own
        let waits = out.last().is_some_and(|&l| ends_acting(ctx, l)) && ctx.layout.segs.get(i + 1).is_some() && ctx.class(i + 1).post;
        if waits && !c.post && c.chars < 12 && ctx.cue(i).is_none() {
            continue;
        }
        // the left column's words beside the post
        let beside = ctx.layout.segs.get(i + 1).is_some_and(|n| n.line == seg.line) && ctx.class(i + 1).post;
        if (out.is_empty() || waits) && beside && !c.post && !acting_here() {
            continue;
        }
        let stop = c.name
            || ctx.words(i).strip_prefix('(').is_some_and(|w| ctx.rules.words.title(w).is_some())
            || c.date
            || c.stamp
            || c.receiver
            || c.number
            || c.catchword
            || c.chars > 110
            || is_signing(ctx, i)
            || opens_by_order(ctx, i)
            || ctx.words(i).starts_with(['-', '●', '■', '•', '/']) && !(out.is_empty() && specked_post(ctx, ctx.words(i)))
            || ctx.words(i).contains('@')
            || ctx.rules.patterns.get(P::NoteLine).is_match(ctx.words(i))
            || calls(ctx.words(i));
        let cue_fits = match ctx.cue(i) {
            None | Some(Cue::Endorser | Cue::NewsTitle) => !c.urgency,
            Some(Cue::Minuter) => ctx.kind() == Kind::Minutes,
            _ => false,
        };
        if stop || !cue_fits {
            // an endorsement in the left column leaves the post in the right one; one before the post, or before its
            // acting phrase, is passed
            let ordered = |j: usize| opens_by_order(ctx, j);
            let acting = |j: usize| ctx.rules.words.acting(ctx.words(j)).is_some() && !ordered(j);
            let post_below = |j: usize| if out.is_empty() { ctx.class(j).post } else { acting(j) };
            let bullet = is_bullet(ctx, ctx.words(i)) && i + 1 < ctx.letter.segs.end && post_below(i + 1);
            if beside || bullet {
                continue;
            }
            break;
        }
        let open = out.last().is_some_and(|&l| {
            let (above, here) = (ctx.words(l), ctx.words(i));
            ends_acting(ctx, l) || ctx.rules.words.acting_cut(above, here).is_some() || seg.blank_lines <= 1 && cut_word(ctx, above, here)
        });
        let open = open || out.last().is_some_and(|&l| !acting_done(ctx, &out) && of_letterhead(ctx, i, l));
        let other = || !c.post && !open && !acting_here();
        if (open || other()) && !of_words(ctx, ctx.words(i)) && !(open && of_place(ctx.words(i))) {
            unread |= out.is_empty();
            if open || out.is_empty() {
                continue;
            }
            break;
        }
        if out.is_empty() {
            if other() && (unread || c.division && ctx.kind() != Kind::Memo) {
                break;
            }
        } else if seg.blank_lines > 0 && !open && !acting_here() && calls_below(ctx, i) {
            // `พนักงานสอบสวนผู้รับผิดชอบ` / `โทร. …`: who is to be asked
            break;
        } else if !(open || c.post && seg.blank_lines <= 1 && !acting_done(ctx, &out) || acting_here()) {
            break;
        }
        out.push(i);
    }
    out
}

/// Whether the line below is a telephone: line `i` is of the foot.
fn calls_below(ctx: &Ctx, i: usize) -> bool {
    ctx.letter.segs.contains(&(i + 1)) && ctx.cue(i + 1) == Some(Cue::Phone)
}

/// Whether a line says how to reach somebody: the foot begins.
fn calls(words: &str) -> bool {
    const FIGURES: usize = 7;
    words.contains("โทร.") || words.bytes().filter(u8::is_ascii_digit).count() >= FIGURES
}

/// Whether line `i` names the body of the letterhead below a post that names none: `ประธานกรรมการ` / `สหกรณ์… จำกัด`.
/// The office in charge, which stands there too, has its telephone below it.
fn of_letterhead(ctx: &Ctx, i: usize, post: usize) -> bool {
    const INDENT: usize = 8;
    let letters = |i: usize| ctx.words(i).chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let head = ctx.letter.zones.subject.or(ctx.letter.zones.salutation).unwrap_or(ctx.letter.segs.start);
    let name = letters(i);
    let memo = |j: usize| ctx.cue(j) == Some(Cue::MemoAgency) && name.chars().count() > 8;
    let named =
        || (ctx.letter.segs.start..head).any(|j| ctx.class(j).agency && letters(j) == name || memo(j) && letters(j).contains(&name));
    // set below the post, in the middle of the page: the foot stands at the margin
    let below = || ctx.indent(i) >= INDENT && ctx.indent(post) >= INDENT && ctx.rules.words.has_exact_head(ctx.words(i), Head::Agency);
    let phone_below = (i + 1..ctx.letter.segs.end).take(1).any(|j| ctx.cue(j) == Some(Cue::Phone) && !ctx.class(j).division);
    let free = ctx.class(i).agency && !ctx.class(i).post && ctx.seg(i).blank_lines == 0 && ctx.cue(i).is_none();
    free && !phone_below && !letters(post).contains(&name) && (below() || named())
}

/// Whether a post follows a dash without a blank, or alone on its line: a speck, no bullet.
fn specked_post(ctx: &Ctx, words: &str) -> bool {
    let alone = |w: &str| w.strip_prefix(' ').filter(|w| !w.contains(' ') && w.chars().count() >= 12).is_some();
    words.strip_prefix('-').is_some_and(|w| ctx.rules.words.has_exact_head(w.trim_start(), Head::Post) && (!w.starts_with(' ') || alone(w)))
}

/// The post of one of two who sign beside each other: what stands in the same column of the lines below.
fn posts_beside(ctx: &Ctx, name: usize) -> Option<Vec<usize>> {
    let beside = |i: usize, j: usize| ctx.seg(i).line == ctx.seg(j).line;
    let other = [name.checked_sub(1), Some(name + 1)].into_iter().flatten();
    let mut other = other.filter(|&j| ctx.letter.segs.contains(&j) && beside(name, j) && ctx.class(j).name);
    other.next()?;
    let mut out = Vec::new();
    let below = (name + 1..ctx.letter.segs.end).skip_while(|&i| beside(name, i)).take(2 * REACH);
    for i in below {
        let twin = |j: usize| ctx.letter.segs.contains(&j) && j != i && beside(i, j);
        let paired = twin(i + 1) || i > 0 && twin(i - 1);
        if !paired || ctx.class(i).name || ctx.class(i).date || ctx.cue(i).is_some() {
            break;
        }
        if ctx.seg(i).column == ctx.seg(name).column {
            if !of_words(ctx, ctx.words(i)) && !ctx.class(i).post {
                break;
            }
            out.push(i);
        }
    }
    Some(out).filter(|o| !o.is_empty())
}

/// Whether a line says anything: most of it is known words, or it is an abbreviation (`หน.ฝทบ.`).
fn of_words(ctx: &Ctx, words: &str) -> bool {
    const LEAST: f32 = 0.5;
    let short = || words.split('.').rev().skip(1).any(|w| w.ends_with(|c: char| ('ก'..='ฮ').contains(&c)));
    ctx.rules.repairer.known_share(words) >= LEAST || short()
}

/// Whether a line may be the name of a place or body: Thai letters and nothing but them.
fn of_place(words: &str) -> bool {
    words.chars().all(|c| ('ก'..='๎').contains(&c) || matches!(c, ' ' | '.' | '(' | ')')) && words.chars().count() >= 4
}

/// Whether line `i` ends with an acting phrase or a word for a place, so that the post or place is on the next.
pub(super) fn ends_acting(ctx: &Ctx, i: usize) -> bool {
    let words = trim_noise(ctx.words(i));
    ctx.rules.words.acting(words).is_some_and(|(_, end, _)| owner_of(ctx, &words[end..]).is_empty())
        || ctx.rules.phrasing.awaits_place(words)
}

/// Whether a line ends inside a word that the line `below` ends: a bracket (`(เจ้าพนักงานปกครอง` / `ชำนาญการ)`), or
/// จังหวัด before the name of a province.
pub(super) fn cut_word(ctx: &Ctx, words: &str, below: &str) -> bool {
    let bracket = words.matches('(').count() > words.matches(')').count() && below.contains(')');
    let province = || ctx.rules.gazetteer.province_in(&format!("จังหวัด{below}")).is_some_and(|p| below.starts_with(&p.name));
    // the office that a post is of
    let office = ctx.rules.phrasing.awaits_office(words);
    let body = || {
        let below = below.trim_start_matches(|c: char| !('ก'..='ไ').contains(&c));
        ctx.rules.words.has_exact_head(below, Head::Agency)
    };
    bracket || words.ends_with("จังหวัด") && province() || office && body()
}

/// The words from the first word of a post on, where figures or a doubled letter stand before it.
pub(super) fn from_post<'a>(ctx: &Ctx, words: &'a str) -> &'a str {
    let post = |from: usize| ctx.rules.words.has_exact_head(&words[from..], Head::Post);
    // a figure before it is none of it, though the whole is near a post
    let figure = words.split_once(' ').filter(|(w, _)| w.bytes().all(|b| b.is_ascii_digit())).map(|(w, _)| w.len() + 1);
    if let Some(from) = figure.filter(|&from| post(from)) {
        return &words[from..];
    }
    if ctx.rules.words.has_head(words, Head::Post) || ctx.rules.words.acting(words).is_some_and(|a| a.0 == 0) {
        return words;
    }
    let mut letters = words.char_indices().map(|(i, _)| i);
    let doubled = letters.nth(1).filter(|&i| words[i..].starts_with(&words[..i]));
    let odd = |i: usize| words[..i].contains(|c: char| c.is_ascii_alphanumeric());
    let after_blank = words.match_indices(' ').map(|(i, _)| i + 1).take_while(|&i| words[..i].chars().count() <= 8).filter(|&i| odd(i));
    doubled.into_iter().chain(after_blank).find(|&i| post(i)).map_or(words, |i| &words[i..])
}

/// The post behind an acting phrase; a few letters that are no word are noise.
pub(super) fn owner_of<'a>(ctx: &Ctx, behind: &'a str) -> &'a str {
    const FEW: usize = 8;
    let owner = trim_noise(behind);
    // `ผู้รับมอบอำนาจจากผู้ว่าราชการจังหวัด…`
    let owner =
        owner.strip_prefix("จาก").filter(|o| ctx.rules.words.has_exact_head(o.trim_start(), Head::Post)).map_or(owner, str::trim_start);
    // `ผบ.ตร.` is short and a post
    let post = ctx.rules.words.has_exact_head(owner, Head::Post);
    // `ลสช.`
    let letters = |w: &str| w.chars().count() > 2 && w.chars().all(|c| ('ก'..='ฮ').contains(&c));
    let short = || !ctx.legibility.takes_wo_for_two() && owner.strip_suffix('.').is_some_and(letters);
    if owner.chars().count() < FEW && !post && ctx.rules.repairer.known_share(owner) == 0.0 && !short() { "" } else { owner }
}

fn acting_done(ctx: &Ctx, lines: &[usize]) -> bool {
    lines.iter().any(|&i| ctx.rules.words.acting(ctx.words(i)).is_some())
}

/// A dash, or what is read for one, before words; a stroke of a signature has none behind it.
pub(super) fn is_bullet(ctx: &Ctx, words: &str) -> bool {
    const LEAST: f32 = 0.3;
    let note = words.strip_prefix(['-', '=', '~', '–', '—']).map_or("", str::trim_start);
    let thai = note.starts_with(|c: char| ('ก'..='ไ').contains(&c)) && note.chars().count() < 70;
    thai && ctx.rules.repairer.known_share(note) >= LEAST
}
