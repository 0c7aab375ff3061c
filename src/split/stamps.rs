//! Stamps between two letters: which of them was received there?
//!
//! They stand above the later letter's heading, and so belong to it, unless the dates say otherwise: a stamp that
//! is younger than the earlier letter, of an office that did not write it, was set on the earlier letter.

use super::Layout;
use super::cores::Core;
use crate::rules::{Cue, Rules};
use crate::skeleton::skeleton;
use crate::values::find_date as find;

/// Moves the top of each letter below the stamps that belong to the letter before it.
pub fn assign(layout: &Layout, cores: &mut [Core], rules: &Rules) {
    for k in 1..cores.len() {
        let from = if k == 1 { 0 } else { cores[k - 1].top };
        let Some(end) = stamp_block(layout, cores[k].top, heading_start(layout, &cores[k])) else { continue };
        let Some(earlier) = letter_date(layout, from, &cores[k - 1], rules) else { continue };
        // a stamp is set within weeks: a date far off is misread and decides nothing
        let near = |d: &String| year_of(d).abs_diff(year_of(&earlier)) <= 1;
        let block = cores[k].top..end;
        let dates: Vec<String> = block.clone().filter_map(|i| date_on(layout, i, rules)).collect();
        let writer: Vec<String> = (from..cores[k - 1].salutation.unwrap_or(from))
            .filter(|&i| layout.classes[i].agency)
            .map(|i| letters(layout.words(i)))
            .collect();
        let receivers: Vec<String> = block.filter(|&i| layout.classes[i].receiver).map(|i| letters(layout.words(i))).collect();
        let own = receivers.iter().any(|r| writer.iter().any(|w| w == r));
        if !dates.is_empty() && dates.iter().all(|d| *d > earlier && near(d)) && !own {
            cores[k].top = end;
        }
    }
}

fn year_of(iso: &str) -> u16 {
    iso.get(..4).and_then(|y| y.parse().ok()).unwrap_or_default()
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

fn date_on(layout: &Layout, i: usize, rules: &Rules) -> Option<String> {
    find(layout.words(i), 0, rules).and_then(|d| d.iso)
}

/// The date of an earlier letter: alone on a line of its heading.
fn letter_date(layout: &Layout, from: usize, core: &Core, rules: &Rules) -> Option<String> {
    let end = core.salutation.or(core.subject)?;
    let plain = |i: &usize| layout.classes[*i].date && layout.segs[*i].cue.is_none_or(|c| c.cue == Cue::Day) && !layout.classes[*i].stamp;
    (from..end).rev().find(plain).and_then(|i| date_on(layout, i, rules))
}
