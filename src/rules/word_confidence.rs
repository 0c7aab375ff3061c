//! What an engine's doubt of a word says of a value that the word stands in.

use super::table::{Files, RuleError};

/// Steps of engine confidence, each with what a value can reach at most below it; lowest first.
pub struct WordConfidence(Vec<(f32, f32)>);

impl WordConfidence {
    pub(super) fn read(files: &Files) -> Result<Self, RuleError> {
        let table = files.table("word-confidence.tsv", ["below", "most"])?;
        let mut steps = Vec::new();
        for (line, [below, most]) in &table.rows {
            let part = |cell: &str| {
                let percent = cell.parse::<u8>().ok().filter(|p| *p <= 100);
                percent.map(|p| f32::from(p) / 100.0).ok_or_else(|| table.error(*line, format!("'{cell}' is no percentage")))
            };
            steps.push((part(below)?, part(most)?));
        }
        steps.sort_by(|a, b| a.0.total_cmp(&b.0));
        Ok(Self(steps))
    }

    /// The most that a value can reach whose least sure word the engine gave `confidence`.
    pub fn most(&self, confidence: Option<f32>) -> f32 {
        let step = confidence.and_then(|c| self.0.iter().find(|(below, _)| c < *below));
        step.map_or(1.0, |(_, most)| *most)
    }
}
