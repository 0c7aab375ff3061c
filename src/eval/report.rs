//! The report of an evaluation: sums made into rates. It serialises as JSON.

use super::FileResult;
use super::calibrate::{Calibration, Trust};
use super::compare::{Count, FIELDS, Tally, is_text};
use super::gains::Changes;
use super::norm::round4;
use super::score::{LetterCount, WarningCount};
use super::text::TextCount;
use serde::Serialize;
use std::collections::BTreeMap;

/// Everything that was measured.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// Results over all files (`all`) and, when asked for, of each group.
    pub groups: BTreeMap<String, Group>,
    /// Results of each file, by stem.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub files: BTreeMap<String, FileScore>,
    /// Gains and losses against the base run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changes: Option<Changes>,
    /// Letters of the run whose file has no gold; they are not scored.
    pub letters_without_gold: usize,
}

/// Precision, recall and F1 with their counts.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Prf {
    /// Share of the found values that are right.
    pub precision: f64,
    /// Share of the gold values that are found.
    pub recall: f64,
    /// Harmonic mean of the two.
    pub f1: f64,
    /// Right values.
    pub tp: u64,
    /// False values.
    pub fp: u64,
    /// Missed values.
    #[serde(rename = "fn")]
    pub fn_: u64,
}

/// Score of one field.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct FieldScore {
    /// Values equal after normalising.
    #[serde(flatten)]
    pub strict: Prf,
    /// F1 with values right that have nine characters in ten; text fields only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub soft_f1: Option<f64>,
    /// The whole of the soft score; text fields only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub soft: Option<Prf>,
}

/// Letters found and right.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct LetterScore {
    /// Letters of the gold.
    pub gold: u64,
    /// Letters of the run.
    pub found: u64,
    /// Letters with a partner.
    pub aligned: u64,
    /// Files with as many letters found as there are.
    pub files_with_exact_count: u64,
    /// Their share.
    pub exact_share: f64,
    /// Gold letters with every scored value right and no false one.
    pub correct: u64,
    /// Their share of the gold letters.
    pub correct_share: f64,
    /// The same share with nearly right texts as right.
    pub correct_share_soft: f64,
}

/// Warnings against planted inconsistencies.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct WarningScore {
    /// Inconsistencies planted.
    pub planted: u64,
    /// Those with a warning of their kind at their letter.
    pub found: u64,
    /// Share found.
    pub recall: Option<f64>,
    /// Warnings given of the kinds that can be planted.
    pub emitted_of_these_kinds: u64,
    /// Share of them that is planted.
    pub precision: Option<f64>,
    /// Warnings of other kinds.
    pub other_warnings: u64,
}

/// Measures of the text. `before` is the input, `plain` the input after a few plain
/// substitutions, `after` the run's text.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct TextScore {
    /// Files with a truth text.
    pub files: u64,
    /// Character error rate of the input.
    pub cer_before: f64,
    /// Character error rate after plain substitutions.
    pub cer_plain: f64,
    /// Character error rate of the run's text.
    pub cer_after: f64,
    /// Share of the input's errors that are gone.
    pub relative_reduction: Option<f64>,
    /// Share of the errors gone that plain substitutions leave.
    pub reduction_over_plain: Option<f64>,
    /// Characters of the input that match nothing, to one of the truth.
    pub extra_before: f64,
    /// Characters of the run's text that match nothing, to one of the truth.
    pub extra_after: f64,
    /// Words of the truth.
    pub words: u64,
    /// Share of words right in the input.
    pub word_acc_before: f64,
    /// Share of words right in the run's text.
    pub word_acc_after: f64,
    /// Share of the words right in the input that the run's text has wrong.
    pub harm: f64,
    /// Share of the words wrong in the input that the run's text has right.
    pub fixed: f64,
    /// Thai letters wrong after plain substitutions, in passages that the input holds.
    pub letter_errors_plain: u64,
    /// Thai letters wrong in the run's text, in the same passages.
    pub letter_errors_after: u64,
    /// Share of those errors that are gone.
    pub letter_error_reduction: Option<f64>,
}

/// Results over a group of files.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Group {
    /// Files with gold.
    pub files: u64,
    /// Letters found and right.
    pub letters: LetterScore,
    /// Score of every field with any value.
    pub fields: BTreeMap<&'static str, FieldScore>,
    /// All values together.
    pub overall: Prf,
    /// All values together, nearly right texts as right.
    pub overall_soft: Prf,
    /// Mean F1 of the fields.
    pub macro_f1: f64,
    /// Warnings against planted inconsistencies.
    pub warnings: WarningScore,
    /// Measures of the text, when truth texts are given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<TextScore>,
    /// Confidence against correctness, when the run gives evidence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calibration: Option<Calibration>,
}

/// Results of one file.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct FileScore {
    /// All values together.
    #[serde(flatten)]
    pub overall: Prf,
    /// Letters of the gold.
    pub gold: u64,
    /// Letters of the run.
    pub found: u64,
    /// The channel that the gold names.
    pub channel: Option<String>,
    /// Character error rate of the input.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cer_before: Option<f64>,
    /// Character error rate of the run's text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cer_after: Option<f64>,
    /// Share of the words right in the input that the run's text has wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub harm: Option<f64>,
}

fn share(part: u64, whole: u64) -> f64 {
    round4(part as f64 / whole.max(1) as f64)
}

fn some_share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| round4(part as f64 / whole as f64))
}

impl Prf {
    fn new(c: Count) -> Prf {
        let (tp, fp, fn_) = (c.right as f64, c.wrong as f64, c.missed as f64);
        let rate = |other: f64, if_none: u64| {
            if tp + other > 0.0 {
                tp / (tp + other)
            } else if if_none == 0 {
                1.0
            } else {
                0.0
            }
        };
        let (p, r) = (rate(fp, c.missed), rate(fn_, c.wrong));
        let f1 = if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 };
        Prf { precision: round4(p), recall: round4(r), f1: round4(f1), tp: c.right, fp: c.wrong, fn_: c.missed }
    }
}

/// Sums over a group of files.
#[derive(Default)]
struct Sums {
    files: u64,
    exact: u64,
    letters: LetterCount,
    tally: Tally,
    warnings: WarningCount,
    text: TextCount,
    trust: Trust,
}

impl Sums {
    fn add(&mut self, f: &FileResult) {
        let l = f.scored.letters;
        self.files += 1;
        self.exact += u64::from(l.gold == l.found);
        self.letters.gold += l.gold;
        self.letters.found += l.found;
        self.letters.aligned += l.aligned;
        self.letters.correct += l.correct;
        self.letters.correct_soft += l.correct_soft;
        self.tally.merge(&f.scored.tally);
        let (a, w) = (&mut self.warnings, f.scored.warnings);
        a.planted += w.planted;
        a.found += w.found;
        a.emitted += w.emitted;
        a.right += w.right;
        a.other += w.other;
        if let Some(t) = &f.text {
            self.text.add(t);
        }
        self.trust.merge(&f.scored.trust);
    }

    fn group(&self) -> Group {
        let mut fields = BTreeMap::new();
        let mut f1 = Vec::new();
        for field in FIELDS {
            let c = self.tally.get(field);
            if c.is_empty() {
                continue;
            }
            let soft = is_text(field).then(|| Prf::new(c.soft()));
            let score = FieldScore { strict: Prf::new(c), soft_f1: soft.map(|s| s.f1), soft };
            f1.push(score.strict.f1);
            fields.insert(field, score);
        }
        let l = self.letters;
        let w = self.warnings;
        Group {
            files: self.files,
            letters: LetterScore {
                gold: l.gold,
                found: l.found,
                aligned: l.aligned,
                files_with_exact_count: self.exact,
                exact_share: share(self.exact, self.files),
                correct: l.correct,
                correct_share: share(l.correct, l.gold),
                correct_share_soft: share(l.correct_soft, l.gold),
            },
            fields,
            overall: Prf::new(self.tally.total()),
            overall_soft: Prf::new(self.tally.total().soft()),
            macro_f1: round4(f1.iter().sum::<f64>() / f1.len().max(1) as f64),
            warnings: WarningScore {
                planted: w.planted,
                found: w.found,
                recall: some_share(w.found, w.planted),
                emitted_of_these_kinds: w.emitted,
                precision: some_share(w.right, w.emitted),
                other_warnings: w.other,
            },
            text: (self.text.files > 0).then(|| TextScore::new(&self.text)),
            calibration: self.trust.table(),
        }
    }
}

impl TextScore {
    fn new(c: &TextCount) -> TextScore {
        let rate = |n: u64| n as f64 / c.chars.max(1) as f64;
        let (before, plain, after) = (rate(c.edits_before), rate(c.edits_plain), rate(c.edits_after));
        let gone = |from: f64, to: f64| (from > 0.0).then(|| round4(1.0 - to / from));
        let (errors, left) = (c.letter_errors_plain, c.letter_errors_after);
        TextScore {
            files: c.files,
            cer_before: round4(before),
            cer_plain: round4(plain),
            cer_after: round4(after),
            relative_reduction: gone(before, after),
            reduction_over_plain: gone(plain, after),
            extra_before: round4(rate(c.extra_before)),
            extra_after: round4(rate(c.extra_after)),
            words: c.words,
            word_acc_before: share(c.words_before, c.words),
            word_acc_after: share(c.words_after, c.words),
            harm: share(c.harmed, c.words_before),
            fixed: share(c.fixed, c.words - c.words_before),
            letter_errors_plain: errors,
            letter_errors_after: left,
            letter_error_reduction: gone(errors as f64, left as f64),
        }
    }
}

impl FileScore {
    fn new(f: &FileResult) -> FileScore {
        let rate = |part: fn(&TextCount) -> (u64, u64)| {
            f.text.as_ref().map(|t| {
                let (n, of) = part(t);
                share(n, of)
            })
        };
        FileScore {
            overall: Prf::new(f.scored.tally.total()),
            gold: f.scored.letters.gold,
            found: f.scored.letters.found,
            channel: f.channel.clone(),
            cer_before: rate(|t| (t.edits_before, t.chars)),
            cer_after: rate(|t| (t.edits_after, t.chars)),
            harm: rate(|t| (t.harmed, t.words_before)),
        }
    }
}

/// Sums the results of all files.
pub(super) fn build(results: Vec<FileResult>, letters_without_gold: usize, base: bool) -> Report {
    let mut sums: BTreeMap<String, Sums> = BTreeMap::new();
    let mut files = BTreeMap::new();
    let mut changes = Changes::default();
    for f in &results {
        sums.entry(ALL.to_owned()).or_default().add(f);
        if let Some(group) = f.group.as_ref().filter(|g| *g != ALL) {
            sums.entry(group.clone()).or_default().add(f);
        }
        if let Some(before) = &f.base {
            changes.add(&f.stem, before, &f.scored.outcomes);
        }
        files.insert(f.stem.clone(), FileScore::new(f));
    }
    changes.count();
    Report {
        groups: sums.iter().map(|(k, s)| (k.clone(), s.group())).collect(),
        files,
        changes: base.then_some(changes),
        letters_without_gold,
    }
}

/// Name of the group of all files.
pub(super) const ALL: &str = "all";
