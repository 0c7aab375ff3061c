//! Alignment of the letters of one file, and pairing of the items of one letter.

use super::norm::{items, joined, norm, objects, part, similarity};
use serde_json::Value;
use std::cmp::Reverse;

/// Similarity of a gold letter and a found letter, 0 to 1, over what the gold letter has.
fn likeness(gold: &Value, found: &Value) -> f64 {
    let (mut sum, mut weight) = (0.0, 0.0);
    let mut add = |w: f64, a: Option<String>, b: Option<String>| {
        let Some(a) = a else { return };
        weight += w;
        let s = similarity(Some(&a), b.as_deref());
        sum += w * (s * s);
    };
    for (key, w) in [("number", 3.0), ("date", 2.0), ("subject", 2.0), ("agency", 1.5), ("kind", 0.5)] {
        let value = |x| norm(part(Some(x), key));
        add(w, value(gold), value(found));
    }
    let value = |x| joined(part(Some(x), "addressees"));
    add(1.5, value(gold), value(found));
    let value = |x| Some(names(x)).filter(|s| !s.is_empty());
    add(1.5, value(gold), value(found));
    if weight > 0.0 { sum / weight } else { 0.0 }
}

/// The names of all signatories, joined by a space.
fn names(letter: &Value) -> String {
    let all = objects(part(Some(letter), "signatories"));
    let all: Vec<String> = all.into_iter().map(|(_, s)| norm(part(Some(s), "name")).unwrap_or_default()).collect();
    all.join(" ")
}

/// Pairs of gold and found letters, in order, with the best overall likeness.
pub(super) fn align(gold: &[&Value], found: &[Value]) -> Vec<(usize, usize)> {
    let (n, m) = (gold.len(), found.len());
    let score: Vec<Vec<f64>> = gold.iter().map(|g| found.iter().map(|p| likeness(g, p) + 0.05).collect()).collect();
    let mut best = vec![vec![0.0_f64; m + 1]; n + 1];
    for i in (0..n).rev() {
        for j in (0..m).rev() {
            let skip = best[i + 1][j].max(best[i][j + 1]);
            best[i][j] = skip.max(score[i][j] + best[i + 1][j + 1]);
        }
    }
    let same = |a: f64, b: f64| (a - b).abs() < 1e-12;
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < n && j < m {
        if same(best[i][j], score[i][j] + best[i + 1][j + 1]) {
            pairs.push((i, j));
            i += 1;
            j += 1;
        } else if same(best[i][j], best[i + 1][j]) {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

/// An item of a letter with its place in the list.
pub(super) type Item<'a> = (usize, &'a Value);

/// Greedy best pairing of gold items and found items; what has no partner follows alone.
pub(super) fn pair_items<'a>(
    gold: &Value,
    found: &'a Value,
    score: impl Fn(&Value, &Value) -> f64,
) -> Vec<(Option<usize>, Option<Item<'a>>)> {
    let gold = items(gold);
    let found = objects(found);
    let mut all = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        for (j, (_, p)) in found.iter().enumerate() {
            all.push((score(g, p), i, j));
        }
    }
    all.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut used_gold, mut used_found) = (vec![false; gold.len()], vec![false; found.len()]);
    let mut out = Vec::new();
    for (s, i, j) in all {
        if s > 0.0 && !used_gold[i] && !used_found[j] {
            used_gold[i] = true;
            used_found[j] = true;
            out.push((Some(i), Some(found[j])));
        }
    }
    let left = |used: &[bool]| -> Vec<usize> { (0..used.len()).filter(|&i| !used[i]).collect() };
    out.extend(left(&used_gold).into_iter().map(|i| (Some(i), None)));
    out.extend(left(&used_found).into_iter().map(|j| (None, Some(found[j]))));
    out
}

/// Takes from `pool` the value most like `wanted`, if any is at least half alike.
pub(super) fn take_nearest(pool: &mut Vec<String>, wanted: &str) -> Option<String> {
    let likeness = |v: &String| (similarity(Some(wanted), Some(v)) * 1e9) as i64;
    let (k, _) =
        pool.iter().enumerate().map(|(k, v)| (k, likeness(v))).filter(|&(_, s)| s >= 500_000_000).max_by_key(|&(k, s)| (s, Reverse(k)))?;
    Some(pool.remove(k))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_missing_letter_does_not_shift_the_others() {
        let a = json!({"number": "กข 0001/1", "subject": "เรื่องแรก", "date": "2026-01-01"});
        let b = json!({"number": "ฮฮ 9999/72", "subject": "อีกเรื่องหนึ่ง", "date": "2020-12-31"});
        assert_eq!(align(&[&a, &b], std::slice::from_ref(&b)), [(1, 0)]);
        assert_eq!(align(&[&b], &[a.clone(), b.clone()]), [(0, 1)]);
        assert!(align(&[], &[a]).is_empty());
    }
}
