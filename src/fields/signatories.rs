//! Signature blocks: name in brackets, rank above it, post and acting phrase below it; and the same of
//! endorsements (เกษียณหนังสือ), certified copies and project plans.

use super::addressees::dashed;
use super::message_form::is_form;
use super::post_lines::{REACH, cut_word, ends_acting, from_post, is_bullet, owner_of, post_lines};
use super::scraps::{without_scraps, without_specks};
use super::signing_lines::{by_order, post_beside, rank_above};
use super::torn_names;
use super::{Ctx, Draft, clean, closed_names, trim_noise};
use crate::record::{Kind, Signatory};
use crate::rules::patterns::PatternId as P;
use crate::rules::{Cue, Head};
use crate::text::TextSpan;

/// Reads all blocks, signer first where the letter has one.
pub fn read(ctx: &Ctx, draft: &mut Draft) {
    // of a name that a text layer gives twice the second one has the post
    let names = ctx.letter.segs.clone().filter(|&i| ctx.class(i).name && !ctx.is_again(i, i + 1));
    let mut blocks: Vec<Block> = names.filter_map(|i| block(ctx, i)).collect();
    posts_in_turn(ctx, &mut blocks);
    posts_on_one_line(ctx, &mut blocks);
    roles(ctx, &mut blocks);
    if !blocks.iter().any(|b| b.role == "signer") {
        // a memo whose heading stands last has its signature above it
        if let Some(b) = blocks.iter_mut().find(|b| b.role.is_empty() && ctx.letter.zones.head.contains(&b.line)) {
            b.role = "signer";
        } else if let Some(b) = bare_name(ctx).or_else(|| torn_name(ctx)) {
            blocks.retain(|other| other.line != b.line);
            blocks.push(b);
        }
    }
    posts_left_over(ctx, &mut blocks);
    blocks.sort_by_key(|b| (b.role != "signer", b.line));
    for b in blocks.into_iter().filter(|b| !b.role.is_empty()) {
        let n = draft.record.signatories.len();
        let (rule, confidence) = match b.listed.title {
            _ if b.torn => ("name-torn", 0.4),
            true => ("title-by-list", 0.85),
            false => ("name-in-brackets", 0.93),
        };
        let by = |listed: bool, rule| if listed { ("post-by-list", 0.85) } else { (rule, 0.9) };
        draft.mark(format!("/signatories/{n}/name"), b.name_span, rule, confidence);
        if let Some(span) = b.post_span {
            let (rule, confidence) = by(b.listed.post, "post-below-name");
            draft.mark(format!("/signatories/{n}/position"), span, rule, confidence);
        }
        if let Some(span) = b.acting_span {
            let (rule, confidence) = by(b.listed.owner, "acting-phrase");
            draft.mark(format!("/signatories/{n}/acting_for"), span, rule, confidence);
        }
        draft.record.signatories.push(Signatory {
            name: Some(b.name),
            position: b.position,
            acting: b.acting,
            acting_for: b.acting_for,
            role: b.role,
        });
    }
}

struct Block {
    line: usize,
    last: usize,
    name: String,
    name_span: TextSpan,
    position: Option<String>,
    post_span: Option<TextSpan>,
    acting: Option<String>,
    acting_for: Option<String>,
    acting_span: Option<TextSpan>,
    role: &'static str,
    torn: bool,
    listed: Listed,
}

/// Which of the values of a block were misread, and taken from a closed list.
#[derive(Default)]
struct Listed {
    title: bool,
    post: bool,
    owner: bool,
}

impl Block {
    /// The name on `line` with the post below it; its role is judged later.
    fn new(ctx: &Ctx, line: usize, name: String, name_span: TextSpan) -> Self {
        let lines = post_lines(ctx, line);
        let last = lines.last().copied().unwrap_or(line);
        let (position, post_span, acting, acting_for, acting_span, listed) = Default::default();
        let mut block =
            Self { line, last, name, name_span, position, post_span, acting, acting_for, acting_span, role: "", torn: false, listed };
        if !lines.is_empty() {
            split_post(ctx, &lines, &mut block);
        }
        block
    }
}

fn block(ctx: &Ctx, i: usize) -> Option<Block> {
    let words = ctx.words(i);
    let c = ctx.rules.patterns.get(P::Name).captures(words)?;
    let m = c.name("name")?;
    let at = ctx.seg(i).span.start;
    let stray = stray_letter(ctx, m.as_str());
    let mut name = without_specks(&clean(&m.as_str()[stray..]));
    let title = closed_names::title(ctx, &name);
    if let Some((title, len)) = title {
        name.replace_range(..len, title);
    }
    let mut name_span = TextSpan::new(at + m.start() + stray, at + m.end());
    if let Some((rank, span)) = rank_above(ctx, i, &name) {
        name = format!("{rank} {name}");
        name_span = span.join(name_span);
    }
    let bare = clean(m.as_str());
    let mut block = Block::new(ctx, i, name, name_span);
    block.listed.title = title.is_some();
    if block.position.is_none()
        && let Some((post, span)) = post_beside(ctx, i, &bare)
    {
        (block.position, block.post_span) = (Some(post), Some(span));
    }
    if block.acting.is_none()
        && let Some((phrase, post, span)) = by_order(ctx, i)
    {
        (block.acting, block.acting_for, block.acting_span) = (Some(phrase), Some(post), Some(span));
    }
    Some(block)
}

/// How many bytes a letter takes that was read from the bracket before a title: `(เนายทดสอบ`.
fn stray_letter(ctx: &Ctx, name: &str) -> usize {
    let first = name.chars().next().filter(|c| ('ก'..='ไ').contains(c)).map_or(0, char::len_utf8);
    let titled = || {
        ["นาย", "นาง"]
            .iter()
            .any(|t| name[first..].strip_prefix(t).is_some_and(|rest| rest.starts_with(|c: char| ('ก'..='ไ').contains(&c))))
    };
    if ctx.rules.words.title(name).is_none() && titled() { first } else { 0 }
}

/// A name without its brackets, or with one of them: two to four words below the closing and above a post.
fn bare_name(ctx: &Ctx) -> Option<Block> {
    let z = &ctx.letter.zones;
    let done = || ctx.letter.segs.clone().rev().find(|&i| ctx.cue(i) == Some(Cue::DoneAt));
    let purpose = || ctx.letter.segs.clone().rev().find(|&i| ctx.cue(i) == Some(Cue::Purpose) && ctx.kind() == Kind::Memo);
    let from = z.closing.or_else(done).or_else(purpose)?;
    let line = (from + 1..ctx.letter.segs.end).take(8).take_while(|&i| ctx.cue(i) != Some(Cue::Phone)).find(|&i| {
        let (c, words) = (ctx.class(i), ctx.words(i));
        let plain = ctx.cue(i).is_none() && !c.junk && !c.date && !c.number && !c.stamp && !c.receiver && !c.agency;
        let count = words.split_whitespace().count();
        let below = (i + 1..ctx.letter.segs.end).take(REACH).find(|&j| !ctx.class(j).junk);
        let bracketed = words.starts_with('(') && words.ends_with(')');
        let noble = ["ขุน", "หลวง", "พระยา", "เจ้าพระยา"].iter().any(|t| words.starts_with(t));
        let shape = (2..=4).contains(&count) || (bracketed || noble) && count == 1;
        let shape = shape && (8..60).contains(&c.chars) && !words.bytes().any(|b| b.is_ascii_digit()) && !words.starts_with(['-', '/']);
        let titled = ctx.rules.words.title(words.trim_start_matches(['(', '[']).trim()).is_some() || words.ends_with(')');
        // without a closing only a title says that it is a name
        let told = titled && !ctx.rules.phrasing.is_officer(words) || z.closing.is_some() || ctx.kind() != Kind::Memo;
        plain
            && shape
            && told
            && below.is_some_and(|j| ctx.class(j).post && !ctx.class(j).receiver)
            && (!c.post || titled || !ctx.rules.words.has_exact_head(words, Head::Post))
    })?;
    let words = ctx.words(line);
    // `(ลงนาม) ส. ตัวอย่าง`
    let words = ctx.rules.phrasing.signing(words).unwrap_or(words);
    let name = words.trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | '.' | ' '));
    let at = ctx.seg(line).span.end - words.len() + words.find(name)?;
    let block = Block::new(ctx, line, without_specks(&clean(name)), TextSpan::new(at, at + name.len()));
    Some(Block { role: "signer", ..block })
}

/// A name of which a signature left some words.
fn torn_name(ctx: &Ctx) -> Option<Block> {
    let (line, span) = torn_names::read(ctx)?;
    let block = Block::new(ctx, line, clean(span.of(ctx.layout.text)), span);
    Some(Block { role: "signer", torn: true, ..block })
}

/// Splits the lines of a post at the acting phrase.
fn split_post(ctx: &Ctx, lines: &[usize], b: &mut Block) {
    let (mut own, mut owner): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    let (mut own_lines, mut owner_lines) = (Vec::new(), Vec::new());
    let mut taken = 0;
    for (k, &i) in lines.iter().enumerate() {
        let words = from_post(ctx, without_scraps(trim_noise(ctx.words(i))));
        let words = words.get(std::mem::take(&mut taken)..).unwrap_or_default();
        let below = lines.get(k + 1).map_or("", |&n| trim_noise(ctx.words(n)));
        if let Some((start, len, phrase)) = ctx.rules.words.acting_cut(words, below).filter(|_| b.acting.is_none()) {
            b.acting = Some(phrase.to_owned());
            own.push(clean(&words[..start]));
            own_lines.extend((start > 0).then_some(i));
            taken = len;
            continue;
        }
        // `อุปทูตรักษาการ ณ กรุง…` acts for nobody
        let at_place = |end: usize| words[end..].trim_start().starts_with("ณ ");
        match ctx.rules.words.acting(words).filter(|a| b.acting.is_none() && !at_place(a.1)) {
            Some((start, end, phrase)) => {
                b.acting = Some(phrase.to_owned());
                own.push(clean(&words[..start]));
                owner.push(clean(owner_of(ctx, &words[end..])));
                if start > 0 {
                    own_lines.push(i);
                }
                owner_lines.push(i);
            }
            None if b.acting.is_some() => {
                owner.push(clean(words));
                owner_lines.push(i);
            }
            None => {
                own.push(clean(words));
                own_lines.push(i);
            }
        }
    }
    let join = |v: Vec<String>| {
        let whole = v.into_iter().filter(|s| !s.is_empty()).reduce(|a, b| if cut_word(ctx, &a, &b) { a + &b } else { a + " " + &b });
        whole.filter(|s| !s.is_empty())
    };
    let meant = |post: Option<String>, listed: &mut bool| {
        let post = post?;
        let Some(meant) = closed_names::post(ctx, &post) else { return Some(post) };
        // without letters that stand before it, it is what was read
        *listed = !post.ends_with(&meant);
        Some(meant)
    };
    b.position = meant(join(own), &mut b.listed.post);
    b.acting_for = meant(join(owner), &mut b.listed.owner);
    b.post_span = b.position.as_ref().map(|_| ctx.span_of(if own_lines.is_empty() { lines } else { &own_lines }));
    b.acting_span = b.acting_for.as_ref().map(|_| ctx.span_of(&owner_lines));
}

/// The posts of two who sign beside each other, where a reader gives their names one under the other and then their
/// posts: the first post goes with the first name.
fn posts_in_turn(ctx: &Ctx, blocks: &mut [Block]) {
    for k in 1..blocks.len() {
        let (before, rest) = blocks.split_at_mut(k);
        let (Some(a), Some(b)) = (before.last_mut(), rest.first_mut()) else { continue };
        let bare = |x: &Block| x.acting.is_none() && x.acting_for.is_none();
        let near = (a.line + 1..b.line).all(|j| ctx.class(j).junk) && ctx.seg(a.line).line < ctx.seg(b.line).line;
        if a.position.is_some() || !bare(a) || !bare(b) || !near || a.name.ends_with(&b.name) || b.name.ends_with(&a.name) {
            continue;
        }
        let posts = post_lines(ctx, b.line);
        if let [first, second] = posts[..]
            && ctx.class(first).post
            && ctx.class(second).post
        {
            split_post(ctx, &[first], a);
            split_post(ctx, &[second], b);
        }
    }
}

/// The posts of two whose names stand on one line, where the gap between the posts was lost: they part before the only
/// word that begins another post. Where that is not sure, neither has one.
fn posts_on_one_line(ctx: &Ctx, blocks: &mut [Block]) {
    for k in 1..blocks.len() {
        let (before, rest) = blocks.split_at_mut(k);
        let (Some(a), Some(b)) = (before.last_mut(), rest.first_mut()) else { continue };
        let below = post_lines(ctx, b.line);
        let [line] = below[..] else { continue };
        let alone = ctx.seg(line).column == 0 && ctx.layout.segs.get(line + 1).is_none_or(|n| n.line != ctx.seg(line).line);
        if ctx.seg(a.line).line != ctx.seg(b.line).line || !alone || ctx.rules.words.acting(ctx.words(line)).is_some() {
            continue;
        }
        let words = ctx.words(line);
        let post = |at: usize| ctx.rules.words.has_exact_head(&words[at..], Head::Post);
        let mut cuts = words.match_indices(' ').map(|m| m.0).filter(|&at| post(at + 1));
        let span = ctx.seg(line).span;
        let halves = match (cuts.next(), cuts.next()) {
            (Some(at), None) if post(0) => [
                Some(TextSpan::new(span.start, span.start + words[..at].trim_end().len())),
                Some(TextSpan::new(span.start + at + 1, span.end)),
            ],
            _ => [None, None],
        };
        for (block, half) in [a, b].into_iter().zip(halves) {
            block.position = half.map(|s| clean(s.of(ctx.layout.text)));
            block.post_span = half;
        }
    }
}

/// The signer's post below an endorsement that was written between his name and it: after the endorser's own post, or
/// right below it, read as its second line.
fn posts_left_over(ctx: &Ctx, blocks: &mut [Block]) {
    for k in 0..blocks.len() {
        if blocks[k].role != "signer" || blocks[k].position.is_some() {
            continue;
        }
        let Some(last) = (k + 1..blocks.len()).take_while(|&i| blocks[i].role == "endorser").last() else { continue };
        let after = blocks[last].last;
        let own = post_lines(ctx, blocks[last].line);
        // a second post that stands for another one is no end of the first
        let anew = || own.get(1).is_some_and(|&l| ctx.rules.words.acting(ctx.words(l)).is_some_and(|a| a.0 > 0));
        if own.len() > 1 && (blocks[last].acting.is_none() || anew()) {
            (blocks[last].acting, blocks[last].acting_for, blocks[last].acting_span) = (None, None, None);
            let (keep, give) = own.split_at(1);
            split_post(ctx, keep, &mut blocks[last]);
            split_post(ctx, give, &mut blocks[k]);
            continue;
        }
        let mut below = (after + 1..ctx.letter.segs.end).take(5).take_while(|&i| !ctx.class(i).name && ctx.cue(i) != Some(Cue::Phone));
        if let Some(post) = below.find(|&i| ctx.class(i).post && !ctx.class(i).receiver) {
            let mut lines = vec![post];
            while let Some(next) = lines.last().map(|l| l + 1).filter(|&n| n < ctx.letter.segs.end && ctx.cue(n).is_none()) {
                let goes_on = ends_acting(ctx, next - 1) || ctx.rules.words.acting(ctx.words(next)).is_some();
                if !goes_on || ctx.class(next).name {
                    break;
                }
                lines.push(next);
            }
            split_post(ctx, &lines, &mut blocks[k]);
        }
    }
}

/// Who signs, who endorses, who certifies.
fn roles(ctx: &Ctx, blocks: &mut [Block]) {
    let z = &ctx.letter.zones;
    let mut from = z.salutation.or(z.subject).or(z.title).map_or(ctx.letter.segs.start, |i| i + 1).max(dashed(ctx).end);
    let (mut signed, mut foot) = (false, 0);
    let mut endorsed_at = None;
    // the endorser before, and from which line on he wrote
    let mut before: Option<(usize, usize)> = None;
    let form = is_form(ctx);
    for block in blocks.iter_mut() {
        let (line, last) = (block.line, block.last);
        let cue_above = (from..line).rev().filter(|&j| !ctx.class(j).junk && !ctx.class(j).stamp).take(8).find_map(|j| match ctx.cue(j) {
            Some(Cue::Certified) => Some("certifier"),
            Some(Cue::Proposer | Cue::Minuter) => Some("proposer"),
            Some(Cue::Endorser) => Some("endorser"),
            Some(Cue::Approver) => Some("approver"),
            _ => None,
        });
        let role_below = (line + 1..ctx.letter.segs.end).take(2).find_map(|j| match ctx.cue(j) {
            Some(Cue::Minuter | Cue::Proposer) => Some("proposer"),
            Some(Cue::Approver) => Some("approver"),
            _ => None,
        });
        // the first name below the closing signs, dated or not
        let memo = ctx.kind() == Kind::Memo && z.closing.is_none();
        let first_below = !signed && z.closing.map_or(memo || form, |c| c < line);
        // below the closing a new hand begins
        let same_hand = |e: usize| (e + 1..line).all(|j| ctx.cue(j) != Some(Cue::Closing));
        let again = || endorsed_at.is_some_and(|e| same_hand(e) && (e + 1..line).any(|j| note(ctx, j)));
        // the labels of a message form are no notes, and a memo may itself end with `เพื่อโปรดทราบ`
        let noted = (signed || !form) && endorsed(ctx, from, line, signed || !memo) || again() || !first_below && dated_below(ctx, last);
        let beside = before.is_some_and(|(from, other)| ctx.seg(other).line == ctx.seg(line).line && noted_beside(ctx, from..other));
        let noted = noted || beside;
        let before_close = z.closing.is_some_and(|c| line < c);
        // below the foot nobody signs any more
        let below_foot = signed && (foot..line).any(|j| ctx.cue(j) == Some(Cue::Phone));
        block.role = match cue_above.or(role_below) {
            Some(role) => role,
            None if ctx.in_attachment(line) => "",
            None if noted || before_close || below_foot => "endorser",
            None if z.head.contains(&line) => "",
            None => {
                (signed, foot) = (true, line);
                "signer"
            }
        };
        endorsed_at = (block.role == "endorser").then_some(last);
        before = endorsed_at.map(|_| (from, line));
        from = line + 1;
    }
    // who acts for the head of a body signs for it
    if !signed && ctx.letter.zones.closing.is_some() {
        let below = |b: &&mut Block| b.role == "endorser" && z.closing.is_some_and(|c| c < b.line) && b.acting.is_some();
        if let Some(b) = blocks.iter_mut().rev().find(below) {
            b.role = "signer";
        }
    }
}

/// Whether a note stands in the right one of two columns: two endorse beside each other.
fn noted_beside(ctx: &Ctx, mut lines: std::ops::Range<usize>) -> bool {
    const GAP: &str = "   ";
    let noted = |words: &str| is_bullet(ctx, words) || ctx.rules.cues.exact(words).is_some_and(|c| c.cue == Cue::Note);
    let right = |j: usize| ctx.words(j).split_once(GAP).is_some_and(|(_, right)| noted(right.trim_start()));
    lines.any(|j| right(j) || ctx.seg(j).column > 0 && (ctx.cue(j) == Some(Cue::Note) || is_bullet(ctx, ctx.words(j))))
}

/// Words of an endorsement that is a line of its own, its dash lost.
fn note(ctx: &Ctx, i: usize) -> bool {
    const LEAST: f32 = 0.3;
    let (c, words) = (ctx.class(i), ctx.words(i));
    let other = c.junk || c.name || c.post || c.agency || c.division || c.date || c.stamp || c.number || c.receiver;
    !other && ctx.cue(i).is_none() && (12..70).contains(&c.chars) && ctx.rules.repairer.known_share(words) >= LEAST
}

/// An endorsement opens with a second salutation or bullets.
fn endorsed(ctx: &Ctx, from: usize, line: usize, notes: bool) -> bool {
    let mut lines = (from..line).rev().take(9).take_while(|&j| !matches!(ctx.cue(j), Some(Cue::Closing | Cue::Purpose | Cue::Phone)));
    lines.any(|j| {
        ctx.cue(j) == Some(Cue::Salutation) && Some(j) != ctx.letter.zones.salutation
            || notes && ctx.cue(j) == Some(Cue::Note)
            || ctx.words(j).starts_with(['●', '■', '•'])
            || is_bullet(ctx, ctx.words(j))
    })
}

/// A short date right below the post: the day of an endorsement.
fn dated_below(ctx: &Ctx, last: usize) -> bool {
    (last + 1..ctx.letter.segs.end).take(1).any(|j| ctx.class(j).date && ctx.class(j).chars < 20 && ctx.kind() != Kind::Stamped)
        && !ctx.rules.words.has_head(ctx.words(last), Head::Division)
}
