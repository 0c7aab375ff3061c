//! How much each thing that is known of a value says for or against its being right: `rules/confidence.tsv`.

use super::table::{Files, RuleError};
use std::collections::HashMap;

const FILE: &str = "confidence.tsv";

/// Weights of signs, in natural log-odds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Confidence {
    /// What speaks for any value read from figures, and for any of words.
    levels: [Option<f64>; 2],
    /// Of fields, by their classes.
    fields: HashMap<String, f64>,
    /// Of rules, by their names.
    rules: HashMap<String, f64>,
    /// Of everything else.
    signs: HashMap<String, f64>,
}

/// The field of a pointer without its places in lists: `receipts.date` of `/receipts/0/date`.
pub fn field_class(pointer: &str) -> String {
    let mut class = String::with_capacity(pointer.len());
    for part in pointer.split('/').filter(|p| !p.is_empty() && !p.bytes().all(|b| b.is_ascii_digit())) {
        if !class.is_empty() {
            class.push('.');
        }
        class.push_str(part);
    }
    class
}

/// The signs that all values read from figures have, and all others: the level of each half of the table. Values of words
/// are misread otherwise than figures, so that the two share no sign.
pub const LEVELS: [&str; 2] = ["figures", "words"];

/// Fields that are read from figures.
const FIGURES: [&str; 7] = ["number", "date", "references.number", "references.date", "receipts.number", "receipts.date", "phones.number"];

fn level(class: &str) -> usize {
    usize::from(!FIGURES.contains(&class))
}

/// Every sign of a value: its level, its field, the rule that read it, and what else was noted.
pub fn all_signs<'a>(field: &str, rule: &str, noted: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let class = field_class(field);
    let mut signs = vec![LEVELS[level(&class)].to_owned(), format!("field {class}"), format!("rule {rule}")];
    signs.extend(noted.into_iter().map(str::to_owned));
    signs
}

/// The probability of log-odds.
pub fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

impl Confidence {
    pub(super) fn read(files: &Files) -> Result<Self, RuleError> {
        let table = files.table(FILE, ["sign", "weight", "rows", "right"])?;
        let mut out = Self::default();
        for (line, [sign, weight, ..]) in &table.rows {
            let weight = weight.parse::<f64>().ok().filter(|w| w.is_finite());
            let weight = weight.ok_or_else(|| table.error(*line, "the weight is no number"))?;
            let level = LEVELS.iter().position(|l| l == sign);
            match (sign.strip_prefix("field "), sign.strip_prefix("rule ")) {
                (Some(class), _) => out.fields.insert(class.to_owned(), weight),
                (_, Some(rule)) => out.rules.insert(rule.to_owned(), weight),
                _ if level.is_some() => level.and_then(|at| out.levels[at].replace(weight)),
                _ => out.signs.insert((*sign).to_owned(), weight),
            };
        }
        Ok(out)
    }

    /// The weight of what was noted of a value; nothing for what was hardly ever seen.
    pub fn weight(&self, sign: &str) -> f64 {
        self.signs.get(sign).copied().unwrap_or_default()
    }

    /// The probability that a value with these signs is right; none for a field that was never judged.
    pub fn of(&self, field: &str, rule: &str, noted: &[&str]) -> Option<f32> {
        let class = field_class(field);
        let field = self.fields.get(&class)?;
        let always = [self.levels[level(&class)].as_ref(), Some(field), self.rules.get(rule)];
        let odds: f64 = always.into_iter().chain(noted.iter().map(|s| self.signs.get(*s))).flatten().sum();
        Some(logistic(odds) as f32)
    }
}
