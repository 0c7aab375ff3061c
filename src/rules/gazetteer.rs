//! Public bodies, their codes, provinces and their postcodes.

use super::table::{Files, RuleError};
use crate::skeleton::{distance, picture, skeleton};
use std::collections::{BTreeMap, HashMap};

/// A province.
pub struct Province {
    /// Name without จังหวัด.
    pub name: String,
    /// Two-letter saraban code.
    pub code: String,
    /// First two digits of its postcodes.
    pub postal: Vec<String>,
}

/// Names and codes of the state.
pub struct Gazetteer {
    prefixes: BTreeMap<String, String>,
    agency_prefix: HashMap<String, String>,
    agencies: Vec<(String, Vec<char>, u64)>,
    provinces: Vec<Province>,
    /// Districts whose name stands in one province only.
    districts: HashMap<String, String>,
}

impl Gazetteer {
    pub(super) fn read(files: &Files) -> Result<Self, RuleError> {
        let table = files.table("codes.tsv", ["code", "name", "kind", "status", "note"])?;
        let mut prefixes = BTreeMap::new();
        for &(_, [code, name, ..]) in &table.rows {
            prefixes.entry(code.to_owned()).or_insert_with(|| name.to_owned());
        }
        let mut agency_prefix = HashMap::new();
        let mut agencies = Vec::new();
        let mut parents = HashMap::new();
        let table = files.table("agencies.tsv", ["name", "short", "kind", "parent", "prefix"])?;
        for &(_, [name, _, _, parent, prefix]) in &table.rows {
            let form = skeleton(name);
            let picture = picture(&form);
            agencies.push((name.to_owned(), form, picture));
            if !prefix.is_empty() {
                agency_prefix.insert(name.to_owned(), prefix.to_owned());
            }
            if !parent.is_empty() {
                parents.insert(name.to_owned(), parent.to_owned());
            }
        }
        for (name, parent) in parents {
            if let Some(prefix) = agency_prefix.get(&parent).cloned() {
                agency_prefix.entry(name).or_insert(prefix);
            }
        }
        let table = files.table("provinces.tsv", ["name", "code", "postal_prefixes", "english"])?;
        let provinces = table.rows.iter().map(|&(_, [name, code, postal, _])| Province {
            name: name.to_owned(),
            code: code.to_owned(),
            postal: postal.split(' ').filter(|s| !s.is_empty()).map(str::to_owned).collect(),
        });
        let provinces: Vec<Province> = provinces.collect();
        for p in &provinces {
            prefixes.entry(p.code.clone()).or_insert_with(|| p.name.clone());
        }
        let mut districts: HashMap<String, String> = HashMap::new();
        let mut twice = Vec::new();
        for (_, [district, province, _]) in files.table("districts.tsv", ["district", "province", "postcodes"])?.rows {
            if districts.insert(district.to_owned(), province.to_owned()).is_some_and(|other| other != province) {
                twice.push(district.to_owned());
            }
        }
        for name in twice {
            districts.remove(&name);
        }
        Ok(Self { prefixes, agency_prefix, agencies, provinces, districts })
    }

    /// The letter codes of the provinces.
    pub fn province_codes(&self) -> impl Iterator<Item = &str> {
        self.provinces.iter().map(|p| p.code.as_str())
    }

    /// Whether `prefix` is a known letter code.
    pub fn is_prefix(&self, prefix: &str) -> bool {
        self.prefixes.contains_key(prefix)
    }

    /// The letter code that a body's letters bear, where that is known for its name.
    pub fn prefix_of(&self, agency: &str) -> Option<&str> {
        if let Some(p) = self.agency_prefix.get(agency) {
            return Some(p);
        }
        self.province_in(agency).filter(|_| agency.contains("จังหวัด")).map(|p| p.code.as_str())
    }

    /// The province whose name `text` ends with or names after จังหวัด.
    pub fn province_in(&self, text: &str) -> Option<&Province> {
        self.provinces.iter().filter(|p| text.contains(p.name.as_str())).max_by_key(|p| p.name.len())
    }

    /// The province of the district that `text` names after อำเภอ, where only one has a district of that name.
    pub fn province_of_district(&self, text: &str) -> Option<&Province> {
        let name = text.split("อำเภอ").nth(1)?.split([' ', ',']).next()?;
        let province = self.districts.get(name)?;
        self.provinces.iter().find(|p| p.name == *province)
    }

    /// The one province whose postcodes begin like `postcode`.
    pub fn province_of_postcode(&self, postcode: &str) -> Option<&Province> {
        let mut fits = self.provinces.iter().filter(|p| p.postal.first().is_some_and(|x| postcode.starts_with(x.as_str())));
        fits.next().filter(|_| fits.next().is_none())
    }

    /// The province of a two-letter code.
    pub fn province_of_code(&self, code: &str) -> Option<&Province> {
        self.provinces.iter().find(|p| p.code == code)
    }

    /// The one known body whose name is clearly nearest to `name`: its right form and the distance.
    pub fn nearest_agency(&self, name: &str) -> Option<(&str, usize)> {
        let letters = skeleton(name);
        let most = letters.len() / 6;
        let mut best: Option<(&str, usize)> = None;
        let mut second = usize::MAX;
        // what is farther off than one more than the most decides nothing
        let here = picture(&letters);
        let near = |f: &[char], p: u64| {
            f.len().abs_diff(letters.len()) <= most && (p & !here).count_ones().max((here & !p).count_ones()) as usize <= most + 1
        };
        for (known, form, _) in self.agencies.iter().filter(|(_, f, p)| near(f, *p)) {
            let d = distance(form, &letters);
            if best.is_none_or(|b| d < b.1) {
                second = best.map_or(usize::MAX, |b| b.1);
                best = Some((known, d));
            } else {
                second = second.min(d);
            }
        }
        best.filter(|b| b.1 <= most && b.1 + 1 < second.max(1))
    }
}
