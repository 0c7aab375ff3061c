//! `saraban explain`: one file for a person to read: its letters, each value with the words it came from, every
//! repair, and what was left alone.

use super::options::{Language, Options};
use anyhow::Result;
use saraban::normalize::is_mark;
use saraban::record::{Record, Repair};
use saraban::{extract::extract, input};
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Show one file with its letters, values, repairs and warnings.
///
/// Under each value stand the words that it was read from, their place (bytes of the source decoded
/// to UTF-8), the rule and how sure it is.
///
/// Exit status: 0 done, 2 the file could not be read.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  saraban explain letter.txt
  saraban explain letter.txt --lines      # also what each line was taken for
  pdftotext -layout letter.pdf - | saraban explain -")]
pub struct Args {
    /// File to read; `-` for standard input
    file: PathBuf,
    /// Also show each line and what it was taken for
    #[arg(long)]
    lines: bool,
    #[command(flatten)]
    language: Language,
    #[command(flatten)]
    options: Options,
}

/// Runs the command.
pub fn run(args: Args) -> Result<ExitCode> {
    let mut rules = args.options.load()?;
    rules.lang = args.language.get();
    let document = input::read(&args.file)?;
    let mut out = BufWriter::new(io::stdout().lock());
    writeln!(out, "{}  ({}, {} bytes of text)", document.path, document.encoding, document.text.len())?;
    let text = saraban::extract::clean(document.text.clone(), &rules);
    if args.lines {
        let layout = saraban::split::Layout::new(text.current(), &rules);
        for (i, (seg, class)) in layout.segs.iter().zip(&layout.classes).enumerate() {
            let cue = seg.cue.map_or(String::new(), |c| format!("{:?}", c.cue));
            writeln!(out, "{i:4} {:4}.{} {cue:14} {:24} {}", seg.line + 1, seg.column, class.words(), layout.words(i))?;
        }
    }
    let source = document.text.clone();
    let records = extract(document, &rules);
    for record in &records {
        letter(&mut out, record, &source)?;
    }
    let left: Vec<_> = records.into_iter().flat_map(|r| r.suggestions).collect();
    left_alone(&mut out, &left, &source)?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// What may be misread and was not changed, because it is not sure enough.
fn left_alone(out: &mut impl Write, left: &[Repair], source: &str) -> io::Result<()> {
    writeln!(out, "\n── left alone, though it may be misread: {}", places(left.len()))?;
    for s in left {
        writeln!(out, "    {}: too unsure to change", change(s, source))?;
    }
    Ok(())
}

fn letter(out: &mut impl Write, r: &Record, source: &str) -> io::Result<()> {
    let value = serde_json::to_value(r).unwrap_or_default();
    let kind = value["kind"].as_str().unwrap_or_default();
    writeln!(out, "\n── letter {} ─ {kind} ─ bytes {}–{} ─ {}", r.source.index + 1, r.source.start, r.source.end, r.id)?;
    for e in &r.evidence {
        let shown = match value.pointer(&e.field) {
            Some(serde_json::Value::String(s)) => s.clone(),
            Some(v) => v.to_string(),
            None => String::new(),
        };
        writeln!(out, "  {:24} {shown}", e.field)?;
        let page = e.page.map_or(String::new(), |p| format!(", page {p}"));
        let area = e.area.map_or(String::new(), |[l, t, r, b]| format!(" at {l},{t}–{r},{b}"));
        writeln!(out, "  {:24}   ← {}  bytes {}–{}{page}{area}, {} {:.2}", "", quoted(&e.raw), e.start, e.end, e.rule, e.confidence)?;
    }
    let (plain, words): (Vec<_>, Vec<_>) = r.repairs.iter().partition(|e| e.confidence >= 1.0);
    let colon = if words.is_empty() { "" } else { ":" };
    writeln!(out, "  repairs of form (digits, order of marks, blanks): {}; of words: {}{colon}", plain.len(), places(words.len()))?;
    for e in words {
        writeln!(out, "    {}", change(e, source))?;
    }
    for w in &r.warnings {
        writeln!(out, "  ! {} {}: {}{}", w.code, w.field, w.message, w.suggestion.as_ref().map_or(String::new(), |s| format!(" → {s}")))?;
    }
    Ok(())
}

fn places(n: usize) -> String {
    if n == 1 { "1 place".to_owned() } else { format!("{n} places") }
}

/// Letters that are shown before and behind a change.
const AROUND: usize = 12;

/// A change with what stands around it on its line, its place, its rule and how sure it is.
fn change(e: &Repair, source: &str) -> String {
    let line = source[..e.start].rfind('\n').map_or(0, |at| at + 1);
    let from = source[line..e.start].char_indices().rev().take(AROUND).last().map_or(e.start, |(at, _)| line + at);
    let rest = source[e.end..].lines().next().unwrap_or_default();
    let to = rest.char_indices().nth(AROUND).map_or(rest.len(), |(at, _)| at);
    let dots = |cut: bool| if cut { "…" } else { "" };
    let (head, tail) = (&source[from..e.start], &rest[..to]);
    let was = quoted(&format!("{}{head}{}{tail}{}", dots(from > line), e.before, dots(to < rest.len())));
    let now = quoted(&format!("{}{head}{}{tail}{}", dots(from > line), e.after, dots(to < rest.len())));
    format!("{was} → {now}  bytes {}–{}, {} {:.2}", e.start, e.end, e.rule, e.confidence)
}

/// Words as they stand, between quotes: only what would break the line is escaped. (Rust's own `{:?}` escapes every
/// vowel sign and tone mark.) A lone mark gets the dotted circle that Unicode sets below it.
fn quoted(words: &str) -> String {
    let mut out = String::from("«");
    if words.starts_with(is_mark) {
        out.push('◌');
    }
    for c in words.chars() {
        if c.is_control() { out.extend(c.escape_default()) } else { out.push(c) }
    }
    out.push('»');
    out
}
