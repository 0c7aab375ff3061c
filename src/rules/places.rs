//! Provinces, districts and subdistricts with their postcodes, as addresses name them.

use super::table::{Files, RuleError};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Index of a province in the table.
pub type ProvinceId = usize;

struct Entry {
    name: String,
    english: String,
    code: String,
    /// The usual first two digits; the exceptional ones count only for postcodes that the tables know.
    usual: String,
    known: BTreeSet<u32>,
}

/// Places and their postcodes.
pub struct Places {
    provinces: Vec<Entry>,
    by_postcode: HashMap<u32, BTreeSet<ProvinceId>>,
    districts: HashMap<String, Vec<(ProvinceId, Vec<u32>)>>,
    subdistricts: HashMap<String, Vec<(String, ProvinceId, Vec<u32>)>>,
    /// Province names, longest first.
    longest: Vec<ProvinceId>,
}

fn postcodes(cell: &str) -> Option<Vec<u32>> {
    cell.split(' ').filter(|c| !c.is_empty()).map(|c| c.parse().ok().filter(|n| (10_000..100_000).contains(n))).collect()
}

impl Places {
    pub(super) fn read(files: &Files) -> Result<Self, RuleError> {
        let table = files.table("provinces.tsv", ["name", "code", "postal_prefixes", "english"])?;
        let mut provinces = Vec::new();
        let mut ids: BTreeMap<&str, ProvinceId> = BTreeMap::new();
        for &(line, [name, code, postal, english]) in &table.rows {
            let usual =
                postal.split(' ').next().filter(|p| p.len() == 2).ok_or_else(|| table.error(line, "a postal prefix has two digits"))?;
            ids.insert(name, provinces.len());
            provinces.push(Entry {
                name: name.to_owned(),
                english: english.to_owned(),
                code: code.to_owned(),
                usual: usual.to_owned(),
                known: BTreeSet::new(),
            });
        }
        let mut by_postcode: HashMap<u32, BTreeSet<ProvinceId>> = HashMap::new();
        let mut districts: HashMap<String, Vec<(ProvinceId, Vec<u32>)>> = HashMap::new();
        let mut subdistricts: HashMap<String, Vec<(String, ProvinceId, Vec<u32>)>> = HashMap::new();
        let table = files.table("districts.tsv", ["district", "province", "postcodes"])?;
        for &(line, [district, province, codes]) in &table.rows {
            let &id = ids.get(province).ok_or_else(|| table.error(line, format!("there is no province '{province}'")))?;
            let codes = postcodes(codes).ok_or_else(|| table.error(line, "a postcode has five digits"))?;
            for &c in &codes {
                by_postcode.entry(c).or_default().insert(id);
                provinces[id].known.insert(c);
            }
            districts.entry(district.to_owned()).or_default().push((id, codes));
        }
        let table = files.table("subdistricts.tsv", ["subdistrict", "district", "province", "postcode"])?;
        for &(line, [subdistrict, district, province, codes]) in &table.rows {
            let &id = ids.get(province).ok_or_else(|| table.error(line, format!("there is no province '{province}'")))?;
            let codes = postcodes(codes).ok_or_else(|| table.error(line, "a postcode has five digits"))?;
            for &c in &codes {
                by_postcode.entry(c).or_default().insert(id);
                provinces[id].known.insert(c);
            }
            subdistricts.entry(subdistrict.to_owned()).or_default().push((district.to_owned(), id, codes));
        }
        let mut longest: Vec<ProvinceId> = (0..provinces.len()).collect();
        longest.sort_by_key(|&i| std::cmp::Reverse(provinces[i].name.len()));
        Ok(Self { provinces, by_postcode, districts, subdistricts, longest })
    }

    /// Name of a province.
    pub fn name(&self, id: ProvinceId) -> &str {
        &self.provinces[id].name
    }

    /// English name of a province.
    pub fn english(&self, id: ProvinceId) -> &str {
        &self.provinces[id].english
    }

    /// Letter code of a province.
    pub fn code(&self, id: ProvinceId) -> &str {
        &self.provinces[id].code
    }

    /// The province of a two-letter code.
    pub fn of_code(&self, code: &str) -> Option<ProvinceId> {
        self.provinces.iter().position(|p| p.code == code)
    }

    /// The province whose name is `name`.
    pub fn named(&self, name: &str) -> Option<ProvinceId> {
        self.provinces.iter().position(|p| p.name == name)
    }

    /// The province that `text` begins with.
    pub fn leading(&self, text: &str) -> Option<ProvinceId> {
        self.longest.iter().copied().find(|&i| text.starts_with(self.provinces[i].name.as_str()))
    }

    /// Whether letters to a place in the province may bear the postcode: one of its usual prefix, or one that a
    /// place of it is known to have.
    pub fn serves(&self, id: ProvinceId, postcode: u32) -> bool {
        let p = &self.provinces[id];
        postcode.to_string().starts_with(&p.usual) || p.known.contains(&postcode)
    }

    /// The usual first two digits of a province's postcodes.
    pub fn usual_prefix(&self, id: ProvinceId) -> &str {
        &self.provinces[id].usual
    }

    /// The provinces in which some place has the postcode; `None` where no place has it.
    pub fn of_postcode(&self, postcode: u32) -> Option<&BTreeSet<ProvinceId>> {
        self.by_postcode.get(&postcode)
    }

    /// The one postcode of the province that differs from `printed` in a single figure.
    pub fn one_figure(&self, id: ProvinceId, printed: &str) -> Option<u32> {
        let off = |c: &u32| c.to_string().bytes().zip(printed.bytes()).filter(|(a, b)| a != b).count() == 1;
        let mut near = self.provinces[id].known.iter().copied().filter(off);
        near.next().filter(|_| near.next().is_none())
    }

    /// The provinces that have a district of this name, with its postcodes.
    pub fn district(&self, name: &str) -> &[(ProvinceId, Vec<u32>)] {
        self.districts.get(name).map_or(&[], Vec::as_slice)
    }

    /// The one postcode of a subdistrict in a province, where there is one.
    pub fn subdistrict_postcode(&self, name: &str, district: Option<&str>, province: ProvinceId) -> Option<u32> {
        let found: BTreeSet<u32> = self
            .subdistricts
            .get(name)?
            .iter()
            .filter(|(d, p, _)| *p == province && district.is_none_or(|x| x == d))
            .flat_map(|s| s.2.iter().copied())
            .collect();
        found.first().copied().filter(|_| found.len() == 1)
    }
}
