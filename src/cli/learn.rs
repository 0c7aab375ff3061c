//! `saraban learn`: what a recogniser does to letters, from its texts and the true ones.

use anyhow::{Context, Result, bail};
use saraban::input::{self, InputError};
use saraban::normalize::normalize;
use saraban::repair::{Counts, learn};
use saraban::rules::Rules;
use saraban::text::Text;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Learn from pairs of read and true texts what a recogniser does to letters.
///
/// The texts of both folders are paired by their path without its ending (scan/001.txt and
/// scan/001.md are a pair). Lines of the true text are looked up in the text as read, and what
/// happened to each letter is counted: kept, lost, made up, taken for another. The profile holds
/// counts only, no words of the texts. A few dozen pages are enough. Empty texts are passed over.
///
/// Exit status: 0 done, 2 texts without a partner, nothing to learn from, or a file that could not
/// be read or written.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  saraban learn pages/read pages/true --out ours.toml
  saraban extract scans/ --out out --profile ours.toml")]
pub struct Args {
    /// Folder of texts as the recogniser wrote them
    #[arg(value_name = "TEXT_DIR")]
    read: PathBuf,
    /// Folder of the true texts
    #[arg(value_name = "TRUTH_DIR")]
    truth: PathBuf,
    /// File for the profile
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Name of the recogniser, kept in the profile; the name of the file when none is given
    #[arg(long, value_name = "NAME")]
    engine: Option<String>,
    /// Pass over texts without a partner
    #[arg(long)]
    partial: bool,
}

/// With fewer letters aligned the counts say little.
const FEW: u64 = 5_000;
/// So many files are named in a message.
const NAMED: usize = 5;

/// Runs the command.
pub fn run(args: Args) -> Result<ExitCode> {
    let (read, mut truth) = (texts(&args.read)?, texts(&args.truth)?);
    let (mut pairs, mut alone) = (Vec::new(), Vec::new());
    for (stem, path) in read {
        match truth.remove(&stem) {
            Some(true_path) => pairs.push((path, true_path)),
            None => alone.push(path),
        }
    }
    alone.extend(truth.into_values());
    if !alone.is_empty() && !args.partial {
        let more = if alone.len() > NAMED { format!(" and {} more", alone.len() - NAMED) } else { String::new() };
        let names: Vec<String> = alone.iter().take(NAMED).map(|p| p.display().to_string()).collect();
        bail!("no partner for {}{more}; nothing was written (--partial passes over such files)", names.join(", "));
    }
    if pairs.is_empty() {
        bail!("no pair of texts in {} and {}", args.read.display(), args.truth.display());
    }
    let rules = Rules::embedded()?;
    let own = || args.out.file_stem().map_or(String::new(), |s| s.to_string_lossy().into_owned());
    let mut counts = Counts { engine: args.engine.clone().unwrap_or_else(own), ..Counts::default() };
    for (path, true_path) in &pairs {
        match (normal(path, &rules), normal(true_path, &rules)) {
            // a page of which nothing was read teaches nothing
            (Err(e @ InputError::Empty(_)), _) | (_, Err(e @ InputError::Empty(_))) => tracing::warn!("{e}; passed over"),
            (read, truth) => learn(&mut counts, &read?, &truth?),
        }
    }
    let letters: u64 = counts.seen.values().sum();
    if letters == 0 {
        bail!("no line of the true texts was found in the texts as read: are the folders those of the same pages?");
    }
    let toml = toml::to_string(&counts).context("the counts could not be written as TOML")?;
    std::fs::write(&args.out, toml).with_context(|| format!("cannot write {}", args.out.display()))?;
    let errors: u64 = [&counts.substituted, &counts.lost, &counts.inserted].iter().flat_map(|m| m.values()).sum();
    let few = if letters < FEW { "; so few letters that the profile says little" } else { "" };
    tracing::info!("{} pairs, {letters} letters, {errors} misread; profile in {}{few}", pairs.len(), args.out.display());
    Ok(ExitCode::SUCCESS)
}

/// The texts of a folder by their path in it without ending.
fn texts(dir: &Path) -> Result<BTreeMap<PathBuf, PathBuf>> {
    if !dir.is_dir() {
        bail!("{} is no folder", dir.display());
    }
    let mut texts = BTreeMap::new();
    for found in input::walk(std::slice::from_ref(&dir.to_owned())) {
        match found {
            input::Found::File(path) => {
                let stem = path.strip_prefix(dir).unwrap_or(&path).with_extension("");
                if let Some(other) = texts.insert(stem, path.clone()) {
                    bail!("{} and {} have the same name but for their endings", other.display(), path.display());
                }
            }
            input::Found::Skipped(_) => {}
            input::Found::Failed(error) => return Err(error.into()),
        }
    }
    Ok(texts)
}

/// A text as the repair sees it.
fn normal(path: &Path, rules: &Rules) -> Result<String, InputError> {
    let mut text = Text::new(input::read(path)?.text);
    normalize(&mut text, rules);
    Ok(text.current().to_owned())
}
