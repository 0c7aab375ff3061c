//! The report as tables for people.

use super::calibrate::Calibration;
use super::compare::FIELDS;
use super::gains::{Change, Changes};
use super::report::{ALL, Group, Prf, Report, TextScore};
use std::io::{self, Write};

impl Report {
    /// The results over all files.
    #[must_use]
    pub fn overall(&self) -> Option<&Group> {
        self.groups.get(ALL)
    }

    /// Writes the tables for people: all files first, then each group, then gains and losses.
    ///
    /// # Errors
    /// When writing fails.
    pub fn write_text(&self, w: &mut impl Write) -> io::Result<()> {
        if let Some(all) = self.overall() {
            all.write_text(ALL, w)?;
        }
        for (name, group) in self.groups.iter().filter(|(name, _)| *name != ALL) {
            group.write_text(name, w)?;
        }
        if self.letters_without_gold > 0 {
            let n = self.letters_without_gold;
            writeln!(w, "not scored: {n} letters of files that have no gold")?;
        }
        match &self.changes {
            Some(changes) => changes.write_text(w),
            None => Ok(()),
        }
    }

    /// Writes one line a file.
    ///
    /// # Errors
    /// When writing fails.
    pub fn write_files(&self, w: &mut impl Write) -> io::Result<()> {
        for (stem, f) in &self.files {
            write!(w, "{stem} {} F1 {:.3} letters {}/{}", f.channel.as_deref().unwrap_or("-"), f.overall.f1, f.found, f.gold)?;
            if let (Some(before), Some(after), Some(harm)) = (f.cer_before, f.cer_after, f.harm) {
                write!(w, " CER {before:.3}->{after:.3} harm {harm:.3}")?;
            }
            writeln!(w)?;
        }
        Ok(())
    }
}

/// A rate that may be undefined.
fn shown(x: Option<f64>) -> String {
    x.map_or_else(|| "-".to_owned(), |x| format!("{x:.4}"))
}

impl Group {
    fn write_text(&self, name: &str, w: &mut impl Write) -> io::Result<()> {
        let l = &self.letters;
        writeln!(
            w,
            "== {name}: {} files; letters gold {}, found {}, aligned {}; files with the exact number {} ({:.1}%); \
             letters right in every field {} ({:.1}%, soft {:.1}%)",
            self.files,
            l.gold,
            l.found,
            l.aligned,
            l.files_with_exact_count,
            l.exact_share * 100.0,
            l.correct,
            l.correct_share * 100.0,
            l.correct_share_soft * 100.0
        )?;
        writeln!(w, "{:16}{:>8}{:>8}{:>8}{:>8}{:>7}{:>7}{:>7}", "field", "P", "R", "F1", "soft", "tp", "fp", "fn")?;
        for field in FIELDS {
            if let Some(s) = self.fields.get(field) {
                write_row(w, field, &s.strict, s.soft_f1)?;
                writeln!(w)?;
            }
        }
        write_row(w, "OVERALL micro", &self.overall, Some(self.overall_soft.f1))?;
        writeln!(w, "   macro F1 {:.3}", self.macro_f1)?;
        let x = &self.warnings;
        writeln!(
            w,
            "warnings: planted {}, found {} (recall {}), emitted of these kinds {} (precision {}), other warnings {}",
            x.planted,
            x.found,
            shown(x.recall),
            x.emitted_of_these_kinds,
            shown(x.precision),
            x.other_warnings
        )?;
        if let Some(t) = &self.text {
            t.write_text(w)?;
        }
        if let Some(c) = &self.calibration {
            c.write_text(w)?;
        }
        writeln!(w)
    }
}

fn write_row(w: &mut impl Write, name: &str, s: &Prf, soft: Option<f64>) -> io::Result<()> {
    let soft = soft.map_or_else(|| "-".to_owned(), |x| format!("{x:.3}"));
    write!(w, "{name:16}{:8.3}{:8.3}{:8.3}{soft:>8}{:7}{:7}{:7}", s.precision, s.recall, s.f1, s.tp, s.fp, s.fn_)
}

impl TextScore {
    fn write_text(&self, w: &mut impl Write) -> io::Result<()> {
        writeln!(
            w,
            "text: CER before {:.4} plain normalising {:.4} after {:.4} (relative reduction {}, over plain {}), \
             extra characters {:.4} -> {:.4}, word accuracy {:.4} -> {:.4}, harm {:.4}, fixed {:.4}; \
             letter errors {} -> {} (reduction {})",
            self.cer_before,
            self.cer_plain,
            self.cer_after,
            shown(self.relative_reduction),
            shown(self.reduction_over_plain),
            self.extra_before,
            self.extra_after,
            self.word_acc_before,
            self.word_acc_after,
            self.harm,
            self.fixed,
            self.letter_errors_plain,
            self.letter_errors_after,
            shown(self.letter_error_reduction)
        )
    }
}

impl Calibration {
    fn write_text(&self, w: &mut impl Write) -> io::Result<()> {
        writeln!(w, "confidence: {} evidence rows, expected calibration error {:.4}", self.rows, self.ece)?;
        writeln!(w, "{:>9}{:>9}{:>12}{:>8}", "range", "rows", "confidence", "right")?;
        for b in self.bins.iter().filter(|b| b.count > 0) {
            writeln!(w, "{:>5.1}-{:.1}{:>9}{:>12}{:>8}", b.from, b.to, b.count, shown(b.confidence), shown(b.right))?;
        }
        Ok(())
    }
}

impl Changes {
    fn write_text(&self, w: &mut impl Write) -> io::Result<()> {
        writeln!(w, "against the base run: gained {}, lost {}", self.gained.len(), self.lost.len())?;
        for field in FIELDS {
            if let Some(c) = self.counts.get(field) {
                writeln!(w, "{field:16} +{} -{}", c.gained, c.lost)?;
            }
        }
        for (sign, list) in [('+', &self.gained), ('-', &self.lost)] {
            for c in list {
                c.write_text(sign, w)?;
            }
        }
        Ok(())
    }
}

impl Change {
    fn write_text(&self, sign: char, w: &mut impl Write) -> io::Result<()> {
        let value = |x: &Option<String>| x.as_ref().map_or_else(|| "(none)".to_owned(), |s| format!("\"{s}\""));
        let letter = self.letter.map_or_else(|| "-".to_owned(), |n| n.to_string());
        writeln!(
            w,
            "{sign} {} letter {letter} {}: gold {}, base {}, new {}",
            self.file,
            self.field,
            value(&self.gold),
            value(&self.base),
            value(&self.new)
        )
    }
}
