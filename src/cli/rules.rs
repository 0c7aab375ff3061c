//! `saraban rules`: look at the rule files, check them, write them out.

use anyhow::{Context, Result, bail};
use clap::Subcommand;
use saraban::rules::{self, Files, embedded, specs};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// List, check or write out the tables and patterns that letters are read with.
#[derive(clap::Args)]
#[command(after_help = "To change a rule without building the program:
  saraban rules export my-rules             # write the built-in files
  ...                                       # change a line of my-rules/agencies.tsv
  saraban rules check --rules my-rules
  saraban extract letters/ --out out --rules my-rules")]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Read every table and pattern and try all examples; name what is wrong by file and line
    ///
    /// Exit status: 0 all is well, 1 something is wrong, 2 the files could not be read.
    #[command(after_help = "Example:\n  saraban rules check --rules my-rules")]
    Check(Folder),
    /// Name every file with its rows and its first comment
    #[command(after_help = "Example:\n  saraban rules list")]
    List(Folder),
    /// Write the built-in files into a folder
    #[command(after_help = "Example:\n  saraban rules export my-rules")]
    Export {
        /// Folder to write to; made where it is not there
        dir: PathBuf,
        /// Write over files that have been changed
        #[arg(long)]
        force: bool,
    },
}

#[derive(clap::Args)]
struct Folder {
    /// Take rule files from this folder in place of the built-in ones
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
}

impl Folder {
    fn files(&self) -> Result<Files> {
        Ok(match &self.rules {
            Some(dir) => Files::from_dir(dir)?,
            None => Files::embedded(),
        })
    }
}

/// Runs the command.
pub fn run(args: Args) -> Result<ExitCode> {
    let mut out = BufWriter::new(io::stdout().lock());
    let code = match args.action {
        Action::Check(folder) => check(&folder.files()?, &mut out)?,
        Action::List(folder) => list(&folder.files()?, &mut out)?,
        Action::Export { dir, force } => export(&dir, force, &mut out)?,
    };
    out.flush()?;
    Ok(code)
}

fn check(files: &Files, out: &mut impl Write) -> Result<ExitCode> {
    let report = rules::check::check(files);
    for wrong in &report.wrong {
        writeln!(out, "{wrong}")?;
    }
    let rules::check::Report { files, rows, patterns, examples, .. } = report;
    let found = match report.wrong.len() {
        0 => "all is well".to_owned(),
        1 => "1 thing is wrong".to_owned(),
        n => format!("{n} things are wrong"),
    };
    writeln!(out, "{files} files, {rows} rows, {patterns} patterns, {examples} examples: {found}")?;
    Ok(if report.wrong.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn list(files: &Files, out: &mut impl Write) -> Result<ExitCode> {
    for (name, text) in files.iter() {
        let sections = || text.lines().filter(|l| l.starts_with('[')).count();
        let (count, what) = match name {
            _ if name.ends_with(".tsv") => (specs::rows(text), "rows"),
            "patterns.toml" => (sections(), "patterns"),
            _ => (sections(), "counts"),
        };
        let columns = specs::spec(name).map(|s| s.columns.iter().map(|c| c.0).collect::<Vec<_>>().join(", "));
        let about = specs::comment(text).map(str::to_owned).or(columns).unwrap_or_default();
        let own = if files.is_replaced(name) { " (from the folder)" } else { "" };
        writeln!(out, "{name:32} {count:6} {what:8}  {about}{own}")?;
    }
    Ok(ExitCode::SUCCESS)
}

fn export(dir: &Path, force: bool, out: &mut impl Write) -> Result<ExitCode> {
    let files = || embedded::FILES.iter().chain([&embedded::README]);
    let changed = |(name, text): &&(&str, &str)| std::fs::read(dir.join(name)).is_ok_and(|old| old != text.as_bytes());
    if let Some((name, _)) = files().find(changed).filter(|_| !force) {
        bail!("{} is there and differs from the built-in file; --force writes over it", dir.join(name).display());
    }
    for (name, text) in files() {
        let path = dir.join(name);
        path.parent().map_or(Ok(()), std::fs::create_dir_all).with_context(|| format!("cannot make the folder of {}", path.display()))?;
        std::fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    }
    writeln!(out, "{} files written to {}", files().count(), dir.display())?;
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exported_files_are_the_built_in_ones_and_hold() {
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path().join("new");
        let mut out = Vec::new();
        export(&dir, false, &mut out).unwrap();
        export(&dir, false, &mut out).unwrap();
        let files = Files::from_dir(&dir).unwrap();
        assert!(files.iter().eq(Files::embedded().iter()));
        assert!(files.iter().all(|(name, _)| files.is_replaced(name)));
        out.clear();
        list(&files, &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap().lines().count(), embedded::FILES.len());
    }

    #[test]
    fn changed_files_are_not_written_over() {
        let dir = tempfile::tempdir().unwrap();
        let own = dir.path().join("units.tsv");
        std::fs::write(&own, "unit\nลัง\n").unwrap();
        let error = export(dir.path(), false, &mut Vec::new()).unwrap_err().to_string();
        assert!(error.contains("units.tsv is there"), "{error}");
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
        export(dir.path(), true, &mut Vec::new()).unwrap();
        assert!(std::fs::read_to_string(own).unwrap().lines().count() > 50);
    }
}
