//! Fits `rules/confidence.tsv`: how much each sign of a value says for its being right.
//!
//! A logistic regression on signs that are there or not, with a penalty that holds the weight of rare signs near
//! nothing. Newton's step for one weight after the other, in the order of their names: the same rows give the same
//! weights.

use super::calibrate::{Calibration, Row, Trust};
use crate::rules::confidence::{LEVELS, logistic};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Folds of the cross-validation; all values of a file fall in one.
const FOLDS: usize = 5;

/// Penalty on the square of a weight.
const PENALTY: f64 = 1.0;

/// Penalty on the square of the way from an earlier weight, which many more values have told; on the level of all, which
/// every value tells, the square of it.
const HELD: f64 = 10.0;

/// Fewest rows of a sign that gets a weight; the penalty holds it small.
const ROWS: u32 = 2;

/// Rounds after which weights that still change are left as they are, and a change that is none.
const ROUNDS: usize = 500;
const STILL: f64 = 1e-4;

/// The weight of one sign.
#[derive(Debug, Clone, PartialEq)]
pub struct Weight {
    /// In natural log-odds.
    pub weight: f64,
    /// Values that had the sign.
    pub rows: u32,
    /// Those of them that were right.
    pub right: u32,
}

/// What a fit gives.
#[derive(Debug, Clone)]
pub struct Fit {
    /// By sign.
    pub weights: BTreeMap<String, Weight>,
    /// How the probabilities compare with being right when each file is judged by weights that were fitted on others.
    pub held_out: Option<Calibration>,
}

/// Fits all rows, and each fold of files on the others. `before` are the weights of an earlier fit, from which rare
/// signs hardly move; without them, from nothing.
pub fn fit(rows: &[Row], before: &BTreeMap<String, Weight>) -> Fit {
    let mut trust = Trust::default();
    for fold in 0..FOLDS {
        let (out, used): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(|r| r.file % FOLDS == fold);
        let weights = weights(&used, before);
        for row in out {
            let odds: f64 = row.signs.iter().filter_map(|s| weights.get(s)).map(|w| w.weight).sum();
            trust.count(logistic(odds), row.right);
        }
    }
    Fit { weights: weights(&rows.iter().collect::<Vec<_>>(), before), held_out: trust.table() }
}

fn weights(rows: &[&Row], before: &BTreeMap<String, Weight>) -> BTreeMap<String, Weight> {
    let start = |sign: &str| before.get(sign).map_or(0.0, |w| w.weight);
    let mut odds: Vec<f64> = rows.iter().map(|row| row.signs.iter().map(|s| start(s)).sum()).collect();
    let mut found: BTreeMap<&str, (Weight, Vec<usize>)> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        for sign in &row.signs {
            let (weight, places) = found.entry(sign).or_insert_with(|| (Weight { weight: start(sign), rows: 0, right: 0 }, Vec::new()));
            weight.rows += 1;
            weight.right += u32::from(row.right);
            places.push(at);
        }
    }
    found.retain(|_, (w, _)| w.rows >= ROWS);
    for _ in 0..ROUNDS {
        let mut most: f64 = 0.0;
        for (sign, (weight, places)) in &mut found {
            let penalty = match (LEVELS.contains(sign), before.contains_key(*sign)) {
                (true, false) => 0.0,
                (true, true) => HELD * HELD,
                (false, true) => HELD,
                (false, false) => PENALTY,
            };
            let (mut slope, mut curve) = (-penalty * (weight.weight - start(sign)), penalty + 1e-9);
            for &at in places.iter() {
                let p = logistic(odds[at]);
                slope += f64::from(u8::from(rows[at].right)) - p;
                curve += p * (1.0 - p);
            }
            let step = (slope / curve).clamp(-1.0, 1.0);
            weight.weight += step;
            places.iter().for_each(|&at| odds[at] += step);
            most = most.max(step.abs());
        }
        if most < STILL {
            break;
        }
    }
    let mut weights = before.clone();
    for (sign, (w, _)) in found {
        let (rows, right) = before.get(sign).map_or((0, 0), |b| (b.rows, b.right));
        weights.insert(sign.to_owned(), Weight { weight: w.weight, rows: w.rows + rows, right: w.right + right });
    }
    weights
}

impl Fit {
    /// The weights of an earlier fit, from its table; an error is the number of a line that is none.
    pub(super) fn read(table: &str) -> Result<BTreeMap<String, Weight>, usize> {
        let lines = table.lines().enumerate().filter(|(_, l)| !l.is_empty() && !l.starts_with('#')).skip(1);
        let weights = lines.map(|(n, line)| {
            let mut cells = line.split('\t');
            let mut next = || cells.next().ok_or(n + 1);
            let sign = next()?.to_owned();
            let weight = next()?.parse().ok().filter(|w: &f64| w.is_finite()).ok_or(n + 1)?;
            let mut count = || next()?.parse().map_err(|_| n + 1);
            Ok((sign, Weight { weight, rows: count()?, right: count()? }))
        });
        weights.collect()
    }

    /// Writes the table.
    pub fn write(&self, w: &mut impl Write) -> io::Result<()> {
        writeln!(
            w,
            "# How much each sign of a value says for its being right, in natural log-odds; `saraban eval --calibrate` writes it."
        )?;
        writeln!(w, "sign\tweight\trows\tright")?;
        for (sign, x) in &self.weights {
            writeln!(w, "{sign}\t{:.3}\t{}\t{}", x.weight, x.rows, x.right)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_give_the_shares_of_what_was_seen() {
        let row = |n: usize, sign: &str, right| Row { file: n / 10, signs: vec!["words".to_owned(), sign.to_owned()], right };
        // nine of ten plain values are right, three of ten noisy ones
        let plain = (0..200).map(|n| row(n, "plain", n % 10 != 0));
        let noisy = (0..200).map(|n| row(n, "noisy", n % 10 < 3));
        let fit = fit(&plain.chain(noisy).collect::<Vec<_>>(), &BTreeMap::new());
        let p = |sign: &str| logistic(fit.weights["words"].weight + fit.weights[sign].weight);
        assert!((p("plain") - 0.9).abs() < 0.01 && (p("noisy") - 0.3).abs() < 0.01, "{:?}", fit.weights);
        assert!(fit.held_out.is_some_and(|c| c.rows == 400 && c.ece < 0.06));
        let mut out = Vec::new();
        Fit { weights: [("a b".to_owned(), Weight { weight: -0.5, rows: 4, right: 1 })].into(), held_out: None }.write(&mut out).unwrap();
        assert!(String::from_utf8(out).unwrap().ends_with("sign\tweight\trows\tright\na b\t-0.500\t4\t1\n"));
    }

    #[test]
    fn a_fit_on_few_rows_stays_near_the_one_before() {
        let before = "# what it is\nsign\tweight\trows\tright\nwords\t2.000\t900\t800\nnoisy\t-1.500\t90\t50\nodd\t-1.000\t9\t3\n";
        let before = Fit::read(before).unwrap();
        // these files are a little worse, and have two noisy values, both right
        let row = |n: usize| {
            let signs = ["words", "noisy"].iter().take(1 + usize::from(n < 2));
            Row { file: n, signs: signs.map(|s| (*s).to_owned()).collect(), right: n % 5 != 4 }
        };
        let fit = fit(&(0..100).map(row).collect::<Vec<_>>(), &before);
        let p = |sign: &str| logistic(fit.weights["words"].weight + fit.weights[sign].weight);
        assert!((0.85..0.88).contains(&logistic(fit.weights["words"].weight)), "{:?}", fit.weights);
        assert!((0.6..0.7).contains(&p("noisy")), "{:?}", fit.weights);
        assert_eq!(fit.weights["odd"], Weight { weight: -1.0, rows: 9, right: 3 });
        assert_eq!((fit.weights["noisy"].rows, fit.weights["noisy"].right), (92, 52));
        assert_eq!(Fit::read("sign\tweight\trows\tright\nany\tmuch\t1\t1\n"), Err(2));
    }
}
