//! Learns what a recogniser does to letters, from its readings and the true texts.

use super::confusion::Counts;
use super::run::{code, is_tone, is_upper_vowel, letter};
use std::collections::HashMap;

/// Shorter true lines are not aligned: they match by chance.
const SHORTEST_LINE: usize = 12;
/// A line with more than this share of differences is taken for lost.
const WORST_SHARE: f32 = 0.3;

#[derive(Clone, Copy, PartialEq)]
enum Step {
    Same,
    Other,
    Lost,
    MadeUp,
}

/// Adds what happened between one text as read and its true text, both normalised.
pub fn learn(counts: &mut Counts, read: &str, truth: &str) {
    let read: Vec<char> = read.chars().filter(|c| !c.is_whitespace()).collect();
    let mut index: HashMap<&[char], Vec<usize>> = HashMap::new();
    for (at, gram) in read.windows(5).enumerate() {
        index.entry(gram).or_default().push(at);
    }
    for line in truth.lines() {
        let line: Vec<char> = line.chars().filter(|c| !c.is_whitespace()).collect();
        if line.len() >= SHORTEST_LINE
            && let Some(window) = locate(&line, &index, read.len())
        {
            count(counts, &line, &read[window]);
        }
    }
}

/// Where the line probably stands in the text as read.
fn locate(line: &[char], index: &HashMap<&[char], Vec<usize>>, end: usize) -> Option<std::ops::Range<usize>> {
    let mut votes: HashMap<usize, usize> = HashMap::new();
    for (at, gram) in line.windows(5).enumerate() {
        for &place in index.get(gram).into_iter().flatten() {
            *votes.entry((place + line.len() - at) / 32).or_default() += 1;
        }
    }
    let (&bin, _) = votes.iter().max_by_key(|&(&bin, &n)| (n, std::cmp::Reverse(bin)))?;
    let start = (bin * 32).saturating_sub(line.len() + line.len() / 4 + 48);
    Some(start..(bin * 32 + line.len() / 4 + 96).min(end))
}

/// The cheapest alignment of the whole line with any part of the window.
fn align(line: &[char], window: &[char]) -> (usize, Vec<(Step, usize, usize)>) {
    let (n, m) = (line.len(), window.len());
    let width = m + 1;
    let mut cost = vec![0u32; (n + 1) * width];
    for i in 1..=n {
        cost[i * width] = i as u32;
        for j in 1..=m {
            let same = cost[(i - 1) * width + j - 1] + u32::from(line[i - 1] != window[j - 1]);
            let gap = cost[(i - 1) * width + j].min(cost[i * width + j - 1]) + 1;
            cost[i * width + j] = same.min(gap);
        }
    }
    let mut j = (0..=m).min_by_key(|&j| cost[n * width + j]).unwrap_or(0);
    let (best, mut i, mut steps) = (cost[n * width + j] as usize, n, Vec::new());
    while i > 0 {
        let here = cost[i * width + j];
        if j > 0 && line[i - 1] == window[j - 1] && here == cost[(i - 1) * width + j - 1] {
            (i, j) = (i - 1, j - 1);
            steps.push((Step::Same, i, j));
        } else if here == cost[(i - 1) * width + j] + 1 {
            i -= 1;
            steps.push((Step::Lost, i, j));
        } else if j > 0 && here == cost[i * width + j - 1] + 1 {
            j -= 1;
            steps.push((Step::MadeUp, i, j));
        } else {
            (i, j) = (i - 1, j.saturating_sub(1));
            steps.push((Step::Other, i, j));
        }
    }
    steps.reverse();
    (best, steps)
}

fn count(counts: &mut Counts, line: &[char], window: &[char]) {
    let (distance, steps) = align(line, window);
    if distance as f32 > WORST_SHARE * line.len() as f32 {
        return;
    }
    let mut k = 0;
    while k < steps.len() {
        let mut end = k;
        while end < steps.len() && steps[end].0 != Step::Same {
            end += 1;
        }
        if end == k {
            see(counts, line, steps[k].1);
            k += 1;
            continue;
        }
        // A longer row of differences is another reading altogether, not a confusion of letters.
        if end - k <= 3 {
            steps[k..end].iter().for_each(|step| differ(counts, line, window, *step));
        }
        k = end;
    }
}

fn key(line: &[char], at: usize) -> Option<(String, bool)> {
    let code = code(line[at])?;
    let high = is_tone(code) && at > 0 && super::run::code(line[at - 1]).is_some_and(is_upper_vowel);
    Some((letter(code).to_string(), high))
}

fn see(counts: &mut Counts, line: &[char], at: usize) {
    if let Some((name, high)) = key(line, at) {
        if high {
            *counts.seen.entry(format!("{name}^")).or_default() += 1;
        } else {
            *counts.seen.entry(name).or_default() += 1;
        }
    }
}

fn differ(counts: &mut Counts, line: &[char], window: &[char], (step, i, j): (Step, usize, usize)) {
    match step {
        Step::Same => {}
        Step::MadeUp => {
            if code(window[j]).is_some() {
                *counts.inserted.entry(window[j].to_string()).or_default() += 1;
            }
        }
        Step::Lost => {
            see(counts, line, i);
            if let Some((name, high)) = key(line, i) {
                *counts.lost.entry(if high { format!("{name}^") } else { name }).or_default() += 1;
            }
        }
        Step::Other => {
            see(counts, line, i);
            if let (Some((name, _)), Some(_)) = (key(line, i), code(window[j])) {
                *counts.substituted.entry(format!("{name}>{}", window[j])).or_default() += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_what_happened() {
        let mut counts = Counts::default();
        learn(&mut counts, "xx ด้วยสำนักงานทองถินจังหวัดแพร่ได้รับเเจ้งค่าง yy", "ด้วยสำนักงานท้องถิ่นจังหวัดแพร่ได้รับเแจ้งต่าง");
        assert_eq!(counts.lost.get("้"), Some(&1));
        assert_eq!(counts.lost.get("่^"), Some(&1));
        assert_eq!(counts.substituted.get("ต>ค"), Some(&1));
        assert_eq!(counts.substituted.get("แ>เ"), Some(&1));
        assert_eq!(counts.inserted.len(), 0);
        assert_eq!(counts.seen.get("ท"), Some(&1));
    }

    #[test]
    fn a_line_that_was_lost_teaches_nothing() {
        let mut counts = Counts::default();
        learn(&mut counts, "กขคง", "ด้วยสำนักงานท้องถิ่นจังหวัดแพร่");
        assert_eq!(counts, Counts::default());
    }
}
