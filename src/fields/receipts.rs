//! Receipt stamps (ตรารับหนังสือ): who received, under which number, on which day and hour.

use super::agency::memo_value_above;
use super::stamp_lines::{
    REACH, alone, beside, ends, in_heading, number, number_words, office_of, opens, opens_by_day, time_in, without_note,
};
use super::{Ctx, Draft, clean, trim_noise};
use super::{stamp_notes, stamp_rows};
use crate::record::{Kind, Receipt};
use crate::rules::Cue;
use crate::rules::patterns::PatternId as P;
use crate::text::TextSpan;
use crate::values::{Written, find_date as find};
use std::collections::BTreeSet;

/// Characters of a line of a stamp that holds its day, at most.
const DAY: usize = 30;

/// Reads all stamps of the letter.
pub fn read(ctx: &Ctx, draft: &mut Draft) {
    let own = draft.marks.iter().find(|m| m.field == "/agency").map(|m| m.span);
    let mut lines: Vec<usize> = ctx.own_lines().collect();
    lines.dedup_by(|b, a| ctx.is_again(*a, *b));
    let mut used = BTreeSet::new();
    // a stamp above whose day stands the number of another
    let mut waiting = None;
    let mut named = BTreeSet::new();
    for (k, &i) in lines.iter().enumerate() {
        if let Some([left, right]) = side_by_side(ctx, &lines[..], k) {
            used.extend(&lines[k - 2..k]);
            stamp(ctx, draft, &left, Some(lines[k - 2]), true, &mut used);
            stamp(ctx, draft, &right, Some(lines[k - 1]), true, &mut used);
            continue;
        }
        let numbered = opens(ctx, i) && !used.contains(&i);
        if numbered && let Some(taken) = stamp_rows::read(ctx, draft, &lines, k) {
            used.extend(taken);
            continue;
        }
        if !numbered && stamp_notes::read(ctx, draft, i) {
            used.insert(i);
            continue;
        }
        if numbered || opens_by_day(ctx, i) && !used.contains(&i) {
            let office = receiver(ctx, &lines[..k], i).filter(|&o| own.is_none_or(|a| !a.overlaps(&ctx.seg(o).span)));
            let office = office.or_else(|| receiver_below(ctx, &lines[k..]).filter(|_| numbered));
            let office = office.filter(|&o| !named.contains(&o) || own_half(ctx, o, i).is_some());
            used.extend(office);
            named.extend(office);
            let n = draft.record.receipts.len();
            let rows = stamp(ctx, draft, &lines[k..], office, numbered, &mut used);
            match waiting {
                Some(w) if rows == [true; 2] => late_rows(ctx, draft, w, &lines[k..], &mut used),
                _ => {}
            }
            waiting = (rows == [false; 2] && draft.record.receipts.len() > n).then_some(n);
        }
    }
    // a name on a stamp of which no number can be read; a memo's own stands there, too
    let above_cue = memo_value_above(ctx);
    for (k, &i) in lines.iter().enumerate() {
        if ctx.class(i).receiver
            && above_cue != Some(i)
            && own.is_none_or(|a| !a.overlaps(&ctx.seg(i).span))
            && !used.contains(&i)
            && (ctx.class(i).agency || ctx.class(i).division)
            && in_heading(ctx, i)
            && !heads_form(ctx, i)
        {
            stamp(ctx, draft, &lines[k..], Some(i), false, &mut used);
        }
    }
}

/// Whether the body on line `i` stands right above บันทึกข้อความ with nothing of a stamp around: whose form it is.
fn heads_form(ctx: &Ctx, i: usize) -> bool {
    let title = ctx.letter.segs.contains(&(i + 1)) && ctx.cue(i + 1) == Some(Cue::MemoTitle);
    title && !(ctx.letter.segs.start..i).any(|j| ctx.class(j).stamp || ctx.class(j).junk || ctx.class(j).date)
}

/// Two stamps beside each other whose rows a text layer gives one under the other (names, numbers, days, hours): the
/// lines of each, from its number on. A row of which only one is there belongs to neither for sure.
fn side_by_side(ctx: &Ctx, lines: &[usize], k: usize) -> Option<[Vec<usize>; 2]> {
    let office = |j: usize| (ctx.class(j).agency || ctx.class(j).division) && ctx.cue(j).is_none() && ctx.class(j).chars < 60;
    let two =
        k >= 2 && office(lines[k - 2]) && office(lines[k - 1]) && k + 1 < lines.len() && opens(ctx, lines[k]) && opens(ctx, lines[k + 1]);
    let column = |j: usize| ctx.seg(j).column;
    if !two || lines[k - 2..k + 2].iter().any(|&j| column(j) != column(lines[k])) {
        return None;
    }
    let mut out = [vec![lines[k]], vec![lines[k + 1]]];
    let below: Vec<usize> = lines[k + 2..].iter().copied().take(REACH).take_while(|&j| ctx.class(j).stamp).collect();
    for is_row in [|c: Cue| matches!(c, Cue::Day | Cue::StampDate), |c: Cue| c == Cue::StampTime] {
        let row: Vec<usize> = below.iter().copied().filter(|&j| ctx.cue(j).is_some_and(is_row)).collect();
        if let [left, right] = row[..] {
            out[0].push(left);
            out[1].push(right);
        }
    }
    Some(out)
}

/// Day and hour of stamp `n` that stand below those of a second one.
fn late_rows(ctx: &Ctx, draft: &mut Draft, n: usize, lines: &[usize], used: &mut BTreeSet<usize>) {
    let row = |j: usize| matches!(ctx.cue(j), Some(Cue::Day | Cue::StampDate | Cue::StampTime));
    let free = lines.iter().copied().take(REACH).take_while(|&j| !ends(ctx, j)).filter(|j| !used.contains(j));
    let rows: Vec<usize> = free.skip_while(|&j| !row(j)).take_while(|&j| row(j)).take(2).collect();
    let mut late = Stamp { receipt: std::mem::take(&mut draft.record.receipts[n]), ..Stamp::default() };
    rows.iter().for_each(|&j| late.line(ctx, j));
    late.take(ctx, draft, n, false);
    draft.record.receipts[n] = late.receipt;
    used.extend(rows);
}

/// The name of which a line below the number has the end: `กรมการตัว` / `เลขรับที่ 5` / `อย่าง`.
fn cut_name(ctx: &Ctx, name: &str, below: &[usize]) -> Option<(String, usize)> {
    const REACH: usize = 2;
    let g = &ctx.rules.gazetteer;
    let rest = below.iter().copied().take(REACH).find(|&j| ctx.cue(j).is_none() && !ctx.class(j).junk && !ctx.class(j).date)?;
    let (known, _) = g.nearest_agency(&format!("{name}{}", ctx.words(rest))).filter(|k| k.1 <= 1)?;
    (known.starts_with(name) && g.nearest_agency(name).is_none()).then(|| (known.to_owned(), rest))
}

/// The line of the office whose province stands alone on line `i` of its stamp: `สำนักงานท้องถิ่น` / `จังหวัดสุรินทร์`.
fn office_of_place(ctx: &Ctx, i: usize) -> Option<usize> {
    let place = ctx.words(i).strip_prefix("จังหวัด").map(str::trim)?;
    ctx.rules.gazetteer.province_in(ctx.words(i)).filter(|p| p.name == place)?;
    let beside = |j: usize| ctx.seg(j).line + 1 == ctx.seg(i).line && ctx.seg(j).column == ctx.seg(i).column;
    let above = (ctx.letter.segs.start..i)
        .rev()
        .take(2)
        .find(|&j| beside(j) || ctx.seg(j).line + 1 == ctx.seg(i).line && ctx.seg(i).column == 0)?;
    let c = ctx.class(above);
    let office = (c.agency || c.division) && !c.post && !c.stamp && !c.number && ctx.cue(above).is_none() && c.chars < 60;
    office.then_some(above)
}

/// Reads the stamp whose first line of figures is the first of `lines`, or whose name it is where no figures are read,
/// and says whether a day and an hour were there.
fn stamp(ctx: &Ctx, draft: &mut Draft, lines: &[usize], office: Option<usize>, numbered: bool, used: &mut BTreeSet<usize>) -> [bool; 2] {
    let Some(&i) = lines.first() else { return [false; 2] };
    let n = draft.record.receipts.len();
    let mut receipt = Receipt::default();
    if let Some(r) = office {
        let span = own_half(ctx, r, i).unwrap_or(ctx.seg(r).span);
        let name = office_of(ctx, span.of(ctx.layout.text));
        let whole = cut_name(ctx, &name, lines.get(1..).unwrap_or_default());
        used.extend(whole.as_ref().map(|w| w.1));
        let mut name = whole.map_or(name, |w| w.0);
        let mut span = span;
        if let Some(above) = office_of_place(ctx, r).filter(|a| !used.contains(a)) {
            name = format!("{} {name}", clean(trim_noise(ctx.words(above))));
            span = span.join(ctx.seg(above).span);
            used.insert(above);
        }
        receipt.receiver = Some(name);
        draft.mark(format!("/receipts/{n}/receiver"), span, "stamp-receiver", 0.85);
    }
    let (from, rest) = number_words(ctx, i);
    if let Some(m) = number(ctx, rest)
        .filter(|_| numbered)
        .filter(|m| ctx.legible(draft, &format!("/receipts/{n}/number"), TextSpan::new(from + m.0, from + m.1)))
    {
        receipt.number = Some(rest[m.0..m.1].replace(',', ""));
        draft.mark(format!("/receipts/{n}/number"), TextSpan::new(from + m.0, from + m.1), "stamp-number", 0.9);
    }
    let mut stamp = Stamp { receipt, ..Stamp::default() };
    stamp.read_below(ctx, lines, office, used);
    let dated = stamp.date.is_some() || stamp.time.is_some();
    let rows = [stamp.day, stamp.hour];
    stamp.take(ctx, draft, n, numbered);
    let r = &stamp.receipt;
    // a line that a text layer gives twice
    let twice = draft
        .record
        .receipts
        .iter()
        .any(|o| o.number.is_some() && o.number == r.number && (o.receiver == r.receiver || r.receiver.is_none() || r.date.is_none()));
    let figures = numbered && rest.bytes().any(|b| b.is_ascii_digit());
    let named = r.receiver.is_some() && (dated || figures || ctx.class(i).receiver || rows == [true; 2]);
    if !twice && (r.number.is_some() || r.date.is_some() || named) {
        draft.record.receipts.push(stamp.receipt);
    } else {
        drop_marks(draft, n);
    }
    rows
}

/// Above two stamps beside each other their names are one piece where the gap between them is small: the half over
/// the number on line `i`.
fn own_half(ctx: &Ctx, name: usize, i: usize) -> Option<TextSpan> {
    let row = |j: usize| j < ctx.letter.segs.end && ctx.seg(j).line == ctx.seg(i).line && opens(ctx, j);
    let second = i > ctx.letter.segs.start && row(i - 1);
    let alone = ctx.seg(name).line != ctx.seg(name + 1).line && ctx.seg(name).column == 0;
    let (left, right) = ctx.words(name).split_once("  ").filter(|_| alone && (second || row(i + 1)))?;
    let (left, right) = (left.trim_end(), right.trim_start());
    let span = ctx.seg(name).span;
    let half = if second { TextSpan::new(span.end - right.len(), span.end) } else { TextSpan::new(span.start, span.start + left.len()) };
    (!left.is_empty() && !right.contains("  ")).then_some(half)
}

fn drop_marks(draft: &mut Draft, n: usize) {
    let gone = format!("/receipts/{n}/");
    draft.marks.retain(|m| !m.field.starts_with(&gone));
    draft.unread.retain(|u| !u.0.starts_with(&gone));
}

#[derive(Default)]
struct Stamp {
    receipt: Receipt,
    date: Option<(TextSpan, String, f32)>,
    time: Option<(TextSpan, String)>,
    /// เวลา stood alone: the hour is on the next line.
    hour_below: bool,
    /// A number alone on a line below.
    number_below: Option<(TextSpan, String)>,
    /// A day whose figures cannot be read.
    written: Option<TextSpan>,
    /// A day was there, read or not.
    day: bool,
    /// Figures of a day were there, which could not be read.
    day_lost: bool,
    /// An hour was there, read or not.
    hour: bool,
}

impl Stamp {
    /// Takes what stands on the first of `lines` and on those below it that belong to the same stamp.
    fn read_below(&mut self, ctx: &Ctx, lines: &[usize], office: Option<usize>, used: &mut BTreeSet<usize>) {
        let Some((&i, below)) = lines.split_first() else { return };
        self.line(ctx, i);
        used.insert(i);
        // under a name that stands before its number the rest begins at the name
        let name = office.filter(|&o| ctx.seg(o).line == ctx.seg(i).line).map(|o| ctx.seg(o).column);
        for &j in below.iter().take(REACH) {
            let place = beside(ctx, i, j);
            if place == Some(false) {
                continue;
            }
            let same_column = place == Some(true) || ctx.seg(j).column == ctx.seg(i).column || name == Some(ctx.seg(j).column);
            if (opens(ctx, j) && same_column) || ends(ctx, j) || self.full(ctx, j) {
                break;
            }
            let on_line = ctx.seg(j).line == ctx.seg(i).line && !opens(ctx, j) && !ctx.class(j).receiver;
            if !used.contains(&j) && (same_column || on_line || alone(ctx, j) || self.hour_below) {
                used.insert(j);
                self.line(ctx, j);
            }
            if self.date.is_some() && self.time.is_some() {
                break;
            }
        }
    }

    /// Whether line `j` is a day or hour of another stamp: this one has had both.
    fn full(&self, ctx: &Ctx, j: usize) -> bool {
        self.day && self.hour && matches!(ctx.cue(j), Some(Cue::Day | Cue::StampDate | Cue::StampTime))
    }

    /// Enters day, hour and a number below into receipt `n`, where their figures are legible.
    fn take(&mut self, ctx: &Ctx, draft: &mut Draft, n: usize, numbered: bool) {
        if let Some((span, digits)) = self.number_below.take().filter(|_| numbered && self.receipt.number.is_none())
            && ctx.legible(draft, &format!("/receipts/{n}/number"), span)
        {
            self.receipt.number = Some(digits);
            draft.mark(format!("/receipts/{n}/number"), span, "stamp-number-below", 0.85);
        }
        if let Some((span, iso, confidence)) = self.date.take().filter(|d| ctx.legible(draft, &format!("/receipts/{n}/date"), d.0)) {
            self.receipt.date = Some(iso);
            draft.mark(format!("/receipts/{n}/date"), span, "stamp-date", confidence);
        }
        if let Some(span) =
            self.written.filter(|_| !draft.unread.iter().any(|u| u.0 == format!("/receipts/{n}/date")) && self.receipt.date.is_none())
        {
            draft.unread.push((format!("/receipts/{n}/date"), span));
        }
        if let Some((span, time)) = self.time.take().filter(|t| ctx.legible(draft, &format!("/receipts/{n}/time"), t.0)) {
            self.receipt.time = Some(time);
            draft.mark(format!("/receipts/{n}/time"), span, "stamp-time", 0.9);
        }
    }

    /// Takes the day and hour that stand on line `i`.
    fn line(&mut self, ctx: &Ctx, i: usize) {
        let words = ctx.words(i);
        let at = ctx.seg(i).span.start;
        // its day was there and could not be read: one that stands alone is another's
        let others = ctx.cue(i).is_none() && (self.day_lost || only_day(ctx, i));
        match ctx.cue(i) {
            Some(Cue::Day | Cue::StampDate) => self.day = true,
            Some(Cue::StampTime) => self.hour = true,
            _ => {}
        }
        if !self.hour_below && words.len() <= 7 && words.bytes().all(|b| b.is_ascii_digit()) {
            self.number_below.get_or_insert((ctx.seg(i).span, words.to_owned()));
        }
        let dated = find(words, at, ctx.rules);
        // a reference has it behind other words
        let of_letter = words.contains("ลงวัน")
            && ctx.cue(i) != Some(Cue::StampDate)
            && !opens(ctx, i)
            && !(words.starts_with("ลงวัน") && ctx.class(i).chars < DAY);
        self.day_lost |=
            matches!(ctx.cue(i), Some(Cue::Day | Cue::StampDate)) && dated.is_none() && words.bytes().any(|b| b.is_ascii_digit());
        if let Some(d) = dated.as_ref().filter(|_| self.date.is_none() && !others)
            && let Some(iso) = d.iso.clone()
            && !of_letter
        {
            self.date = Some((d.span, iso, d.confidence));
        }
        if self.date.is_none() && self.written.is_none() && !of_letter && !others {
            self.written = Written::find(words, at, ctx.rules).map(|w| w.span);
        }
        let rest_at = dated.map_or(0, |d| d.span.end - at);
        let timed = self.hour_below && words.len() <= 12
            || ctx.cue(i) == Some(Cue::StampTime)
            || words.contains("เวลา")
            || rest_at > 0 && at_the_end(&words[rest_at..])
            || words.trim_end().trim_end_matches('.').ends_with('น');
        if self.time.is_none()
            && timed
            && let Some(found) = time_in(ctx, TextSpan::new(at + rest_at, at + words.len()))
        {
            self.time = Some(found);
        }
        self.hour_below = ctx.cue(i) == Some(Cue::StampTime) && self.time.is_none();
    }
}

/// Whether line `i` is the only one of the heading that is a day and nothing else: the letter's own.
fn only_day(ctx: &Ctx, i: usize) -> bool {
    let z = &ctx.letter.zones;
    let day = |j: usize| ctx.class(j).date && ctx.cue(j).is_none() && ctx.seg(j).column == 0;
    let full = || find(ctx.words(i), 0, ctx.rules).is_some_and(|d| d.iso.is_some() && d.rule == "date") && !ctx.words(i).contains('.');
    let end = z.subject.or(z.salutation).filter(|_| ctx.kind() == Kind::External && z.number.is_some_and(|n| n < i));
    end.is_some_and(|end| i < end && day(i) && full() && !(ctx.letter.segs.start..end).any(|j| j != i && day(j)))
}

/// An hour behind the day, without its words: `13 มิ.ย. 66 / 09.10`.
fn at_the_end(rest: &str) -> bool {
    let rest = rest.trim_start_matches([' ', '/', ',', '|', '-']);
    rest.len() == 5 && rest.bytes().enumerate().all(|(i, b)| if i == 2 { matches!(b, b'.' | b':') } else { b.is_ascii_digit() })
}

/// The name between the number of a stamp and its day: `รับที่ 1184` / `กองคลัง` / `วันที่ 18 ก.ย. 66`.
fn receiver_below(ctx: &Ctx, lines: &[usize]) -> Option<usize> {
    const NEAR: usize = 2;
    let (&i, below) = lines.split_first()?;
    let of_stamp = |j: usize| beside(ctx, i, j).unwrap_or(ctx.seg(j).column == ctx.seg(i).column);
    let near = |a: usize, b: usize| ctx.seg(b).line.checked_sub(ctx.seg(a).line).is_some_and(|far| (1..=NEAR).contains(&far));
    let mut rows = below.iter().copied().take(REACH).filter(|&j| of_stamp(j) && (!ctx.class(j).junk || ctx.cue(j).is_some()));
    let (name, day) = (rows.next()?, rows.next()?);
    let c = ctx.class(name);
    let office = (c.agency || c.division) && !c.post && !c.address && !c.number && !c.stamp && c.chars < 60 && ctx.cue(name).is_none();
    let dated = matches!(ctx.cue(day), Some(Cue::Day | Cue::StampDate)) && ctx.class(day).chars < DAY + DAY;
    (office && dated && near(i, name) && near(name, day)).then_some(name)
}

/// The nearest short line above in the same column that is no part of another stamp.
fn receiver(ctx: &Ctx, above: &[usize], i: usize) -> Option<usize> {
    let seg = ctx.seg(i);
    let fits = |j: usize| {
        let c = ctx.class(j);
        let words = without_note(ctx.words(j));
        let thai = words.chars().filter(|c| ('ก'..='ฮ').contains(c)).count() >= 3;
        let short =
            words.split_once('.').is_some_and(|(w, _)| (2..=6).contains(&w.chars().count()) && w.chars().all(|c| ('ก'..='ฮ').contains(&c)));
        let office = c.agency
            || c.division
            || short && c.chars < 30
            || thai && !words.contains(|c: char| c.is_ascii_digit() || "()[]{}".contains(c));
        let clear = office
            && !words.contains(" : ")
            && !ctx.rules.phrasing.received(words)
            && !c.stamp
            && !c.date
            && !c.number
            && !c.junk
            && !c.urgency
            && !c.page_number
            && !(c.address && ctx.rules.patterns.get(P::Postcode).is_match(words))
            && c.chars >= 3
            && c.chars < 70;
        let near = ctx.seg(j).line < seg.line
            && (seg.line - ctx.seg(j).line <= 2 || c.receiver && above.iter().all(|&k| k <= j || ctx.class(k).junk));
        clear && matches!(ctx.cue(j), None | Some(Cue::Attachment)) && near
    };
    let same = above.iter().copied().rev().take(6).find(|&j| fits(j) && ctx.seg(j).column == seg.column);
    // a stamp of one row: its name stands before the number
    let headed = || above.iter().rev().take(3).any(|&j| ctx.class(j).number || ctx.class(j).number_open);
    let office = |j: usize| ctx.class(j).agency || ctx.class(j).division;
    let before = || above.last().copied().filter(|&j| ctx.seg(j).line == seg.line && office(j) && !headed());
    // one blank between them: a stamp on one line
    let close = |j: usize| ctx.layout.text[ctx.seg(j).span.end..seg.span.start].len() == 1 && !ctx.class(j).post;
    if let Some(j) = before().filter(|&j| close(j)) {
        return Some(j);
    }
    same.or_else(|| above.iter().copied().rev().take(6).find(|&j| fits(j))).or_else(before)
}
