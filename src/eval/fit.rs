//! Fits `rules/confidence.tsv`: how much each sign of a value says for its being right.
//!
//! A logistic regression on signs that are there or not, with a penalty that holds the weight of rare signs near
//! nothing. Newton's step for one weight after the other, in the order of their names: the same rows give the same
//! weights.

use super::calibrate::{Calibration, Row, Trust};
use crate::rules::confidence::logistic;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Folds of the cross-validation; all values of a file fall in one.
const FOLDS: usize = 5;

/// Penalty on the square of a weight.
const PENALTY: f64 = 1.0;

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

/// Fits all rows, and each fold of files on the others.
pub fn fit(rows: &[Row]) -> Fit {
    let mut trust = Trust::default();
    for fold in 0..FOLDS {
        let (out, used): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(|r| r.file % FOLDS == fold);
        let weights = weights(&used);
        for row in out {
            let odds: f64 = row.signs.iter().filter_map(|s| weights.get(s)).map(|w| w.weight).sum();
            trust.count(logistic(odds), row.right);
        }
    }
    Fit { weights: weights(&rows.iter().collect::<Vec<_>>()), held_out: trust.table() }
}

fn weights(rows: &[&Row]) -> BTreeMap<String, Weight> {
    let mut found: BTreeMap<&str, (Weight, Vec<usize>)> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        for sign in &row.signs {
            let (weight, places) = found.entry(sign).or_insert_with(|| (Weight { weight: 0.0, rows: 0, right: 0 }, Vec::new()));
            weight.rows += 1;
            weight.right += u32::from(row.right);
            places.push(at);
        }
    }
    found.retain(|_, (w, _)| w.rows >= ROWS);
    let mut odds = vec![0.0; rows.len()];
    for _ in 0..ROUNDS {
        let mut most: f64 = 0.0;
        for (sign, (weight, places)) in &mut found {
            // every value has this one
            let penalty = if *sign == "any" { 0.0 } else { PENALTY };
            let (mut slope, mut curve) = (-penalty * weight.weight, penalty + 1e-9);
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
    found.into_iter().map(|(sign, (w, _))| (sign.to_owned(), w)).collect()
}

impl Fit {
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
        let row = |n: usize, sign: &str, right| Row { file: n / 10, signs: vec!["any".to_owned(), sign.to_owned()], right };
        // nine of ten plain values are right, three of ten noisy ones
        let plain = (0..200).map(|n| row(n, "plain", n % 10 != 0));
        let noisy = (0..200).map(|n| row(n, "noisy", n % 10 < 3));
        let fit = fit(&plain.chain(noisy).collect::<Vec<_>>());
        let p = |sign: &str| logistic(fit.weights["any"].weight + fit.weights[sign].weight);
        assert!((p("plain") - 0.9).abs() < 0.01 && (p("noisy") - 0.3).abs() < 0.01, "{:?}", fit.weights);
        assert!(fit.held_out.is_some_and(|c| c.rows == 400 && c.ece < 0.06));
        let mut out = Vec::new();
        Fit { weights: [("a b".to_owned(), Weight { weight: -0.5, rows: 4, right: 1 })].into(), held_out: None }.write(&mut out).unwrap();
        assert!(String::from_utf8(out).unwrap().ends_with("sign\tweight\trows\tright\na b\t-0.500\t4\t1\n"));
    }
}
