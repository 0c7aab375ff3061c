//! The letter code against the body that issued the letter.

use super::View;
use super::postcode::{districts, named};
use crate::record::{Kind, Warning};
use crate::rules::offices::OwnerFit;
use crate::values::Number;

/// Below this a code may be a misreading of another.
const CODE_SURE: f32 = 0.95;

/// Letters dated before the reform of the ministries may bear codes of that time.
const REFORM: i16 = 2003;

/// Compares the two where both are known for certain.
pub fn run(view: &View) -> Vec<Warning> {
    let (sheet, rules) = (view.sheet(), view.rules());
    let record = sheet.record;
    let Some((number, value)) = sheet.number.as_ref().filter(|_| sheet.sure("/number").is_some_and(|e| e.confidence >= CODE_SURE)) else {
        return Vec::new();
    };
    let Some(agency) = sheet.sure("/agency").and(record.agency.as_deref()) else { return Vec::new() };
    let code = number.prefix.as_str();
    let expected: Vec<String> = if rules.phrasing.is_provincial(agency) {
        if record.kind == Kind::Memo || rules.offices.is_doubtful(code) || rules.places.of_code(code).is_none() {
            return Vec::new();
        }
        let address = sheet.sure("/address").and(record.address.as_deref()).unwrap_or_default();
        let mut places = named(agency, rules);
        if places.is_empty() {
            places = named(address, rules);
        }
        if places.is_empty() {
            places = [agency, address].into_iter().flat_map(|t| districts(t, rules)).flat_map(|d| d.1).collect();
        }
        places.into_iter().map(|p| rules.places.code(p).to_owned()).collect()
    } else {
        let old = sheet.date.is_none_or(|d| d.year() < REFORM);
        if old || !(rules.offices.is_central(code) || rules.places.of_code(code).is_some() && !rules.offices.is_doubtful(code)) {
            return Vec::new();
        }
        // a local office may name its ministry first
        let field = agency.contains("จังหวัด") || agency.contains("อำเภอ") || agency.contains("เขต");
        let codes = rules.offices.codes(agency).filter(|_| !field).unwrap_or_default();
        codes.into_iter().map(str::to_owned).collect()
    };
    let Some(first) = expected.first().filter(|_| !expected.iter().any(|e| e == code)) else { return owner(view, number, value, agency) };
    let suggestion = value.replacen(code, first, 1);
    let slots = [("code", code), ("agency", agency), ("expected", first.as_str())];
    vec![view.warn("code_agency_mismatch", "", "/number", &slots, Some(suggestion))]
}

/// The figures behind the letter code, where nothing is misread: another department's.
fn owner(view: &View, number: &Number, value: &str, agency: &str) -> Vec<Warning> {
    let (offices, code) = (&view.rules().offices, number.code.as_str());
    let old = view.sheet().date.is_none_or(|d| d.year() < REFORM);
    let figures = code.split('.').next().unwrap_or_default();
    let other = !old && view.file.signs.clean() && offices.owner_fit(agency, &number.prefix, figures) == Some(OwnerFit::Other);
    let Some(department) = offices.department(agency, &number.prefix).filter(|_| other) else { return Vec::new() };
    let Some(rest) = code.get(department.len()..) else { return Vec::new() };
    let suggestion = value.replacen(code, &format!("{department}{rest}"), 1);
    let slots = [("code", code), ("agency", agency), ("expected", department)];
    vec![view.warn("code_agency_mismatch", "owner", "/number", &slots, Some(suggestion))]
}
