//! Which letter codes an office may bear: its own and those of the bodies above it.

use super::table::{Files, RuleError};
use std::collections::HashMap;

struct Office {
    parent: String,
    prefix: String,
    central: bool,
}

/// An owner code: the figures behind a letter code, of which the first two are the department's.
struct Owner {
    prefix: String,
    department: String,
    figures: usize,
    /// Attested or of a published regulation.
    certain: bool,
}

/// How the owner code of a number goes with what is known of its body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnerFit {
    /// It is one of the body's.
    Own,
    /// Its department is the body's, but it has other figures than its codes.
    Length,
    /// It is another department's.
    Other,
}

/// Figures of an owner code that are the department's.
const DEPARTMENT: usize = 2;

/// Public bodies with their codes and superior bodies.
pub struct Offices {
    by_name: HashMap<String, Office>,
    /// Owner codes of central bodies, behind their letter codes.
    owners: HashMap<String, Vec<Owner>>,
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
        let table = files.table("department-codes.tsv", ["prefix", "agency", "confidence"])?;
        let mut owners: HashMap<String, Vec<Owner>> = HashMap::new();
        for &(_, [code, agency, confidence]) in &table.rows {
            let Some((prefix, figures)) = code.split_once(' ').filter(|c| !c.0.starts_with('{')) else { continue };
            let Some(department) = figures.get(..DEPARTMENT).filter(|d| d.bytes().all(|b| b.is_ascii_digit())) else { continue };
            let (prefix, department) = (prefix.to_owned(), department.to_owned());
            let owner = Owner { prefix, department, figures: figures.len(), certain: confidence != "low" };
            owners.entry(agency.to_owned()).or_default().push(owner);
        }
        Ok(Self { by_name, owners, central, doubtful })
    }

    /// How the owner code `figures` behind the letter code `prefix` goes with the body `name`, or with one named in it
    /// between blanks. `None` where the table knows none of its owner codes behind these letters.
    pub fn owner_fit(&self, name: &str, prefix: &str, figures: &str) -> Option<OwnerFit> {
        let known = self.owners_of(name)?.iter().filter(|o| o.prefix == prefix);
        let same = |o: &&Owner| figures.starts_with(o.department.as_str());
        let mut all = known.clone().peekable();
        all.peek()?;
        Some(match known.clone().find(same) {
            None => OwnerFit::Other,
            _ if known.clone().any(|o| same(&o) && o.figures == figures.len()) => OwnerFit::Own,
            Some(_) => OwnerFit::Length,
        })
    }

    /// The first figures of the owner codes of a body, where they are attested and it has one department only.
    pub fn department(&self, name: &str, prefix: &str) -> Option<&str> {
        let mut known = self.owners_of(name)?.iter().filter(|o| o.prefix == prefix);
        let first = known.next().filter(|o| o.certain)?;
        known.all(|o| o.department == first.department).then_some(first.department.as_str())
    }

    fn owners_of(&self, name: &str) -> Option<&Vec<Owner>> {
        self.owners.get(name).or_else(|| name.split(' ').rev().find_map(|part| self.owners.get(part)))
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
