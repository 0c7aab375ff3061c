//! Evaluation of a run against gold values and truth texts.
//!
//! [`evaluate`] reads the `letters.jsonl` of a run and a folder of gold files and gives a
//! [`Report`]: precision, recall and F1 of every field, letters right in all fields, warnings,
//! calibration of confidence, measures of the text, and gains and losses against a base run.
//!
//! Files are matched by stem; the letters of a file are aligned in order with the best overall
//! likeness; values are compared in NFC, with ASCII digits and white space folded. A gold value
//! `"?"` is not scored. A found reference that the gold lists as cited elsewhere in the letter is
//! neither right nor wrong.

mod align;
mod calibrate;
mod compare;
mod fit;
mod gains;
mod load;
mod norm;
mod report;
mod score;
mod table;
mod text;

pub use calibrate::{Bin, Calibration};
pub use fit::{Fit, Weight};
pub use gains::{Change, ChangeCount, Changes};
pub use report::{FieldScore, FileScore, Group, LetterScore, Prf, Report, TextScore, WarningScore};

use gains::FileOutcomes;
use load::{Run, Texts};
use rayon::prelude::*;
use score::{Scored, score_file};
use std::collections::BTreeMap;
use std::path::PathBuf;
use text::TextCount;

/// What to evaluate.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Folder of gold files; its subfolders are read too.
    pub gold: PathBuf,
    /// Output folder of the run, or its `letters.jsonl`.
    pub out: PathBuf,
    /// Folder of truth texts; needs `input`.
    pub truth: Option<PathBuf>,
    /// Folder of the texts that the run read; needs `truth`.
    pub input: Option<PathBuf>,
    /// A key of the gold files, such as `channel`: results are also given for each of its values.
    pub by: Option<String>,
    /// Output folder of another run, to list gains and losses against it.
    pub base: Option<PathBuf>,
    /// Weights of an earlier fit (`rules/confidence.tsv`) from which a new fit starts.
    pub from: Option<PathBuf>,
}

/// Why an evaluation could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EvalError {
    /// A file could not be read, or a folder not listed.
    #[error("{}: {reason}", path.display())]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// The reason.
        reason: std::io::Error,
    },
    /// A gold file is not JSON.
    #[error("{}: {reason}", path.display())]
    Json {
        /// The file.
        path: PathBuf,
        /// The reason, with the line and column.
        reason: serde_json::Error,
    },
    /// A line of a run's letters is not a letter, or one of a table of weights no weight.
    #[error("{}:{line}: {reason}", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// The reason.
        reason: String,
    },
    /// A file is not what it should be.
    #[error("{}: {reason}", path.display())]
    Shape {
        /// The file.
        path: PathBuf,
        /// The reason.
        reason: String,
    },
    /// Two gold files share a stem.
    #[error("two gold files are named `{stem}`: {} and {}", first.display(), second.display())]
    DuplicateStem {
        /// The stem.
        stem: String,
        /// The one.
        first: PathBuf,
        /// The other.
        second: PathBuf,
    },
    /// The gold folder holds no gold files.
    #[error("{}: no gold files (*.json) in it", path.display())]
    NoGold {
        /// The folder.
        path: PathBuf,
    },
    /// Only one of truth and input was given.
    #[error("measures of the text need both the truth texts and the input texts")]
    TruthAndInput,
}

/// Evaluates a run.
///
/// # Errors
/// When a file cannot be read or is not what it should be; see [`EvalError`].
pub fn evaluate(options: &Options) -> Result<Report, EvalError> {
    Ok(evaluate_and_fit(options)?.0)
}

/// Evaluates a run, and fits how much the signs of its values say for their being right.
///
/// # Errors
/// As [`evaluate`].
pub fn evaluate_and_fit(options: &Options) -> Result<(Report, Fit), EvalError> {
    let texts = match (&options.truth, &options.input) {
        (Some(truth), Some(input)) => Some((Texts::list(truth)?, Texts::list(input)?)),
        (None, None) => None,
        _ => return Err(EvalError::TruthAndInput),
    };
    let before = match &options.from {
        Some(path) => load::weights(path)?,
        None => BTreeMap::new(),
    };
    let paths = load::gold_files(&options.gold)?;
    let run = load::run(&options.out, &paths)?;
    let base = match &options.base {
        Some(dir) => Some(load::run(dir, &paths)?),
        None => None,
    };
    let stems: Vec<(&String, &PathBuf)> = paths.iter().collect();
    let mut files = stems
        .into_par_iter()
        .map(|(stem, path)| {
            let gold = load::gold(stem, path)?;
            evaluate_file(&gold, &run, base.as_ref(), texts.as_ref(), options)
        })
        .collect::<Result<Vec<_>, EvalError>>()?;
    let mut rows = Vec::new();
    for (n, file) in files.iter_mut().enumerate() {
        rows.extend(file.scored.rows.drain(..).map(|r| calibrate::Row { file: n, ..r }));
    }
    Ok((report::build(files, run.without_gold, base.is_some()), fit::fit(&rows, &before)))
}

/// All that one file adds to a report.
struct FileResult {
    stem: String,
    group: Option<String>,
    channel: Option<String>,
    scored: Scored,
    base: Option<FileOutcomes>,
    text: Option<TextCount>,
}

fn evaluate_file(
    gold: &load::Gold,
    run: &Run,
    base: Option<&Run>,
    texts: Option<&(Texts, Texts)>,
    options: &Options,
) -> Result<FileResult, EvalError> {
    let found = run.letters(&gold.stem);
    let text = match texts {
        Some((truths, inputs)) => measure(gold, found, truths, inputs)?,
        None => None,
    };
    let group = options.by.as_deref().map(|key| {
        let value = gold.value.get(key);
        norm::plain_text(value.unwrap_or(&serde_json::Value::Null))
    });
    Ok(FileResult {
        stem: gold.stem.clone(),
        group,
        channel: gold.text("channel").map(str::to_owned),
        scored: score_file(gold, found),
        base: base.map(|b| score_file(gold, b.letters(&gold.stem)).outcomes),
        text,
    })
}

fn measure(gold: &load::Gold, found: &[serde_json::Value], truths: &Texts, inputs: &Texts) -> Result<Option<TextCount>, EvalError> {
    let truth = truths.truth(&gold.stem)?;
    let input = inputs.input(&gold.stem, gold.text("encoding"))?;
    let (Some(truth), Some(input)) = (truth, input) else {
        return Ok(None);
    };
    let all: Vec<&str> = found.iter().map(|x| x.get("text").and_then(|t| t.as_str()).unwrap_or("")).collect();
    Ok(Some(text::measure(&truth, &input, &all.join("\n"))))
}
