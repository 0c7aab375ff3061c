//! Stamps between two letters: which of them was received there?
//!
//! They stand above the later letter's heading, and so belong to it, unless the dates say otherwise: a stamp that
//! is younger than the earlier letter, of an office that did not write it, was set on the earlier letter; if the later
//! letter is the younger one and the stamp younger still, it was set on that. Of several stamps the first ones may be
//! of the earlier letter and the others of the later one.

use super::Layout;
use super::cores::Core;
use crate::rules::{Cue, Rules};
use crate::skeleton::skeleton;
use crate::values::find_date as find;
use jiff::civil::Date;
use std::ops::Range;

/// So many days after its date a letter is stamped, at most: a date far off is misread, or of another letter.
const LATEST: i32 = 120;

/// So many days after a letter hardly anybody stamps it for the first time.
const LONG: i32 = 10;

/// Letters of a name that stands at the end of another, which names its seat too (ที่ว่าการอำเภอ…, อำเภอ…).
const NAME: usize = 7;

/// Moves the top of each letter below the stamps that belong to the letter before it.
pub fn assign(layout: &Layout, cores: &mut [Core], rules: &Rules) {
    for k in 1..cores.len() {
        let from = if k == 1 { 0 } else { cores[k - 1].top };
        let Some(end) = stamp_block(layout, cores[k].top, heading_start(layout, &cores[k])) else { continue };
        let Some(earlier) = letter_date(layout, from, &cores[k - 1], rules) else { continue };
        let next = cores.get(k + 1).map_or(layout.segs.len(), |next| next.top);
        let later = letter_date(layout, cores[k].top, &cores[k], rules).or_else(|| date_done(layout, cores[k].top..next, rules));
        // of the day itself only where the later letter is much older
        let of_earlier = |d: &Date| {
            let days = (*d - earlier).get_days();
            let same_day = later.is_some_and(|later| (*d - later).get_days() >= LONG);
            (i32::from(!same_day)..=LATEST).contains(&days) && later.is_none_or(|later| later <= earlier || *d < later)
        };
        let writer: Vec<String> = (from..cores[k - 1].salutation.unwrap_or(from))
            .filter(|&i| layout.classes[i].agency)
            .map(|i| letters(layout.words(i)))
            .collect();
        let own = |stamp: &Range<usize>| {
            let names = stamp.clone().filter(|&i| layout.classes[i].receiver).map(|i| letters(layout.words(i)));
            names.into_iter().any(|r| writer.iter().any(|w| *w == r || r.chars().count() >= NAME && w.ends_with(r.as_str())))
        };
        let dated = |stamp: Range<usize>| (stamp.clone().filter_map(|i| date_on(layout, i, rules)).collect::<Vec<Date>>(), stamp);
        let all: Vec<(Vec<Date>, Range<usize>)> = stamps(layout, cores[k].top..end).into_iter().map(dated).collect();
        // the stamps of the earlier letter stand first
        let first = all.iter().take_while(|(dates, stamp)| dates.iter().all(of_earlier) && !own(stamp));
        let last = first.filter(|(dates, _)| !dates.is_empty()).last().map(|s| s.1.end);
        if let Some(last) = last.filter(|&l| l == end || all.iter().all(|(dates, _)| !dates.is_empty())) {
            cores[k].top = last;
        }
    }
}

/// The stamps of a block: each from its name, or all as one where no name stands above the first.
fn stamps(layout: &Layout, block: Range<usize>) -> Vec<Range<usize>> {
    let named = |i: usize| layout.classes[i].receiver && !(i > block.start && layout.classes[i - 1].receiver);
    let tops: Vec<usize> = block.clone().filter(|&i| named(i)).collect();
    let mut ends: Vec<usize> = tops.iter().copied().skip(1).collect();
    ends.push(block.end);
    let starts = std::iter::once(block.start).chain(tops.into_iter().skip(1));
    starts.zip(ends).map(|(from, to)| from..to).collect()
}

fn letters(words: &str) -> String {
    skeleton(words).into_iter().collect()
}

/// First line of the heading proper: number, title, agency or subject.
fn heading_start(layout: &Layout, core: &Core) -> usize {
    let anchors = [core.number, core.title, core.subject, core.salutation];
    let first = anchors.into_iter().flatten().min().unwrap_or(core.top);
    (core.top..first)
        .find(|&i| layout.classes[i].urgency || layout.classes[i].secrecy || layout.segs[i].cue.is_some_and(|c| c.cue == Cue::Copy))
        .unwrap_or(first)
}

/// The end of the block of stamps that opens a letter: only lines of stamps and receivers, with stray short lines.
fn stamp_block(layout: &Layout, top: usize, heading: usize) -> Option<usize> {
    let last = (top..heading).rev().find(|&i| layout.classes[i].stamp)?;
    let clean = (top..last).all(|i| {
        let c = &layout.classes[i];
        c.stamp || c.receiver || c.junk || c.date || c.chars <= 14
    });
    // short lines below the last stamp belong to it: an hour, initials
    let end =
        (last + 1..heading).take_while(|&i| layout.classes[i].chars <= 14 && !layout.classes[i].agency).last().map_or(last + 1, |i| i + 1);
    clean.then_some(end)
}

fn date_on(layout: &Layout, i: usize, rules: &Rules) -> Option<Date> {
    find(layout.words(i), 0, rules).and_then(|d| d.iso)?.parse().ok()
}

/// The date of an earlier letter: alone on a line of its heading.
fn letter_date(layout: &Layout, from: usize, core: &Core, rules: &Rules) -> Option<Date> {
    let end = core.salutation.or(core.subject)?;
    let plain = |i: &usize| layout.classes[*i].date && layout.segs[*i].cue.is_none_or(|c| c.cue == Cue::Day) && !layout.classes[*i].stamp;
    (from..end).rev().find(plain).and_then(|i| date_on(layout, i, rules))
}

/// The date of an order or announcement: สั่ง ณ วันที่.
fn date_done(layout: &Layout, mut lines: Range<usize>, rules: &Rules) -> Option<Date> {
    lines.find(|&i| layout.segs[i].cue.is_some_and(|c| c.cue == Cue::DoneAt)).and_then(|i| date_on(layout, i, rules))
}
