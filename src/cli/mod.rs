//! The command line: one file a command.

pub mod eval;
pub mod explain;
pub mod extract;
mod jsonl;
pub mod learn;
mod log;
pub mod normalize;
mod options;
mod progress;
pub mod rules;
pub mod sync;
pub mod tables;
pub mod text;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Reads OCR text of Thai government letters (หนังสือราชการ) into checked tables, with the evidence for every
/// value.
#[derive(Parser)]
#[command(
    version,
    after_help = "Exit status:
  0  all was read
  1  some inputs could not be read, or a check did not hold
  2  wrong usage, or nothing could be done

Example:
  saraban extract letters/ --out out     # then open out/letters.csv"
)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    log: log::Args,
}

#[derive(Subcommand)]
enum Command {
    Extract(extract::Args),
    Sync(sync::Args),
    Tables(tables::Args),
    Explain(explain::Args),
    Normalize(normalize::Args),
    Learn(learn::Args),
    Text(text::Args),
    Eval(eval::Args),
    Rules(rules::Args),
}

/// Runs the command; the exit code is for scripts.
pub fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    log::start(&cli.log);
    match cli.command {
        Command::Extract(args) => extract::run(args),
        Command::Sync(args) => sync::run(args),
        Command::Tables(args) => tables::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Normalize(args) => normalize::run(args),
        Command::Learn(args) => learn::run(args),
        Command::Text(args) => text::run(args),
        Command::Eval(args) => eval::run(args),
        Command::Rules(args) => rules::run(args),
    }
}

/// A number with its word.
fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}
