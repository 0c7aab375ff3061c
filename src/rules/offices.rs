//! Which letter codes an office may bear: its own and those of the bodies above it.

use super::table::{Files, RuleError};
use std::collections::HashMap;

struct Office {
    parent: String,
    prefix: String,
    central: bool,
}

/// Public bodies with their codes and superior bodies.
pub struct Offices {
    by_name: HashMap<String, Office>,
    /// Codes of ministries and central bodies in use.
    central: Vec<String>,
    /// Codes that stand for something else than a province too, or are out of use.
    doubtful: Vec<String>,
}

/// Kinds of bodies whose letters bear one code wherever they are.
const CENTRAL: &[&str] = &["ministry", "department", "ministry_unit", "central_body", "independent"];

/// Bodies above one another, at most.
const DEPTH: usize = 5;

impl Offices {
    pub(super) fn read(files: &Files) -> Result<Self, RuleError> {
        let mut by_name = HashMap::new();
        let table = files.table("agencies.tsv", ["name", "short", "kind", "parent", "prefix"])?;
        for &(_, [name, short, kind, parent, prefix]) in &table.rows {
            let office = |name: &str| Office {
                parent: parent.to_owned(),
                prefix: prefix.to_owned(),
                central: CENTRAL.contains(&kind) && name.chars().count() > 5,
            };
            if short.starts_with("สำนักงาน") {
                by_name.entry(short.to_owned()).or_insert_with(|| office(short));
            }
            by_name.entry(name.to_owned()).or_insert_with(|| office(name));
        }
        let table = files.table("codes.tsv", ["code", "name", "kind", "status", "note"])?;
        let (mut central, mut doubtful): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
        for &(_, [code, _, kind, status, _]) in &table.rows {
            match (kind, status) {
                ("ministry" | "central_body", "current") => central.push(code.to_owned()),
                ("province", "current") => {}
                _ => doubtful.push(code.to_owned()),
            }
        }
        Ok(Self { by_name, central, doubtful })
    }

    /// The code that letters of a central body bear, with those of the bodies above it; its own first. `None` for
    /// bodies that are not known by this very name.
    pub fn codes(&self, name: &str) -> Option<Vec<&str>> {
        let mut office = self.by_name.get(name).filter(|o| o.central)?;
        let mut out: Vec<&str> = Vec::new();
        for _ in 0..DEPTH {
            if !office.prefix.is_empty() && !out.contains(&office.prefix.as_str()) {
                out.push(&office.prefix);
            }
            let Some(above) = self.by_name.get(&office.parent) else { break };
            office = above;
        }
        (!out.is_empty()).then_some(out)
    }

    /// Whether a code is in use for one ministry or central body and for nothing else.
    pub fn is_central(&self, code: &str) -> bool {
        self.central.iter().any(|c| c == code) && !self.doubtful.iter().any(|c| c == code)
    }

    /// Whether a code may stand for something else than a province.
    pub fn is_doubtful(&self, code: &str) -> bool {
        self.doubtful.iter().chain(&self.central).any(|c| c == code)
    }
}
