//! Everything that can be found wrong in rule files, all at once: `saraban rules check`.

use super::specs::{Columns, SPECS, rows};
use super::table::{Files, RuleError};
use super::{CharTable, Compounds, Cues, Gazetteer, Messages, Months, Offices, Patterns, Places, Words};
use crate::repair::Repairer;
use std::sync::Arc;

/// What was looked at and what is wrong.
#[derive(Debug, Default)]
pub struct Report {
    /// Files read.
    pub files: usize,
    /// Rows of all tables.
    pub rows: usize,
    /// Patterns that compile.
    pub patterns: usize,
    /// Examples of patterns that were tried.
    pub examples: usize,
    /// What is wrong, in the order of files and lines.
    pub wrong: Vec<RuleError>,
}

/// Reads every file, holds every table to its description and tries every example of every pattern.
pub fn check(files: &Files) -> Report {
    let mut report = Report::default();
    for (name, text) in files.iter() {
        report.files += 1;
        if name.ends_with(".tsv") {
            report.rows += rows(text);
        }
    }
    let mut columns = Columns::default();
    for spec in SPECS {
        report.wrong.extend(spec.check(files, &mut columns));
    }
    // what the readers themselves refuse, where the descriptions have not named that line already
    let mut also = Vec::new();
    also.extend(CharTable::read(files).err());
    also.extend(Cues::read(files).err());
    also.extend(Gazetteer::read(files).err());
    also.extend(Words::read(files).err());
    also.extend(Compounds::read(files).err());
    also.extend(Places::read(files).err());
    also.extend(Offices::read(files).err());
    also.extend(Messages::read(files).err());
    let patterns = Months::read(files).and_then(|months| Patterns::read(files, &months)).map_err(|e| also.push(e)).ok();
    if let Some(patterns) = &patterns {
        report.patterns = patterns.len();
        report.examples = patterns.examples();
        also.extend(patterns.check());
    }
    // tables of the repair are tried in any case
    match patterns.map_or_else(Patterns::embedded, Ok).and_then(|patterns| Repairer::read(files, &Arc::new(patterns))) {
        Err(e) => also.push(e),
        Ok(repairer) => also.extend(repairer.check(files)),
    }
    for e in also {
        if e.file == "patterns.toml" || !report.wrong.iter().any(|w| w.file == e.file && w.line == e.line) {
            report.wrong.push(e);
        }
    }
    report.wrong.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    report.wrong.iter_mut().for_each(|e| files.locate(e));
    report
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong_in(files: &Files, name: &str) -> Vec<String> {
        check(files).wrong.iter().filter(|e| e.file == name).map(ToString::to_string).collect()
    }

    #[test]
    fn the_rules_of_the_program_hold() {
        let report = check(&Files::embedded());
        assert!(report.wrong.is_empty(), "{:#?}", report.wrong.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert!(report.files > 20 && report.rows > 10_000 && report.patterns > 10 && report.examples > 2 * report.patterns - 1);
    }

    #[test]
    fn unknown_keys_are_named_by_file_and_line() {
        let files = Files::embedded().with("cues.tsv", "cue\tphrase\tedge\nsubject\tเรื่อง\tblank\nnothing\tไม่มี\tany\n".to_owned());
        assert_eq!(wrong_in(&files, "cues.tsv"), ["rules/cues.tsv:3: there is no cue 'nothing'"]);
    }

    #[test]
    fn failing_examples_are_named_by_file_and_line() {
        let files = Files::embedded();
        let text = files.text("patterns.toml").unwrap();
        let line = text.lines().position(|l| l.trim() == "[time]").unwrap();
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let at = line + lines[line..].iter().position(|l| l.starts_with("rejects")).unwrap();
        lines[at] = "rejects = [\n  \"nothing here\",\n  \"เวลา 08.30 น.\",\n]".to_owned();
        let wrong = wrong_in(&files.with("patterns.toml", lines.join("\n")), "patterns.toml");
        assert_eq!(wrong, [format!("rules/patterns.toml:{}: [time] matches 'เวลา 08.30 น.' and must not", at + 3)]);
    }

    #[test]
    fn a_pattern_with_an_unknown_key_is_an_error_with_its_line() {
        let files = Files::embedded();
        let text = format!("{}\n[time2]\ndoc = \"\"\nregex = \"x\"\nmatches = []\nrejects = []\n", files.text("patterns.toml").unwrap());
        let lines = text.lines().count();
        let wrong = wrong_in(&files.with("patterns.toml", text.clone()), "patterns.toml");
        assert_eq!(wrong, [format!("rules/patterns.toml:{}: nothing asks for a pattern [time2]", lines - 4)]);
        let wrong = wrong_in(&Files::embedded().with("patterns.toml", text.replace("[time2]\ndoc", "[time2]\ndocs")), "patterns.toml");
        assert!(wrong[0].contains("unknown field"), "{wrong:?}");
    }
}
