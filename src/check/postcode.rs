//! The postcode of the letterhead against the place that the letterhead names.

use super::View;
use crate::record::{Record, Warning};
use crate::rules::patterns::PatternId as P;
use crate::rules::{Lang, ProvinceId, Rules};

/// The provinces that `text` names after จังหวัด.
pub(super) fn named(text: &str, rules: &Rules) -> Vec<ProvinceId> {
    let found = rules.patterns.get(P::AddressProvince).captures_iter(text);
    found.filter_map(|c| c.name("name")).filter_map(|m| rules.places.leading(m.as_str())).collect()
}

/// The districts that `text` names, each with the provinces that have one of this name.
pub(super) fn districts<'a>(text: &'a str, rules: &'a Rules) -> Vec<(&'a str, Vec<ProvinceId>)> {
    let found = rules.patterns.get(P::AddressDistrict).captures_iter(text).filter_map(|c| c.name("name"));
    let known = found.map(|m| (m.as_str(), rules.places.district(m.as_str())));
    known.filter(|(_, list)| !list.is_empty()).map(|(name, list)| (name, list.iter().map(|d| d.0).collect())).collect()
}

/// The province whose code or name stands before the postcode.
fn before_postcode(address: &str, rules: &Rules) -> Option<ProvinceId> {
    let c = rules.patterns.get(P::AddressCode).captures(address)?;
    let word = c.name("word")?.as_str();
    match word {
        "กทม" | "กรุงเทพ" => rules.places.named("กรุงเทพมหานคร"),
        _ => rules.places.of_code(word).or_else(|| rules.places.named(word)),
    }
}

/// Whether a district that the letterhead names has the postcode as read: then its figures can be believed, whatever
/// the engine.
pub(super) fn borne_out(record: &Record, rules: &Rules) -> bool {
    let Some(code) = record.postcode.as_deref().and_then(|c| c.parse::<u32>().ok()) else { return false };
    let address = record.address.as_deref().unwrap_or_default();
    let mut provinces = named(address, rules);
    provinces.extend(before_postcode(address, rules));
    let known = districts(address, rules).into_iter().flat_map(|d| rules.places.district(d.0));
    known.filter(|d| provinces.is_empty() || provinces.contains(&d.0)).any(|d| d.1.contains(&code))
}

/// Compares the two.
pub fn run(view: &View) -> Vec<Warning> {
    let (sheet, rules) = (view.sheet(), view.rules());
    let record = sheet.record;
    let Some(postcode) = sheet.sure("/postcode").and(record.postcode.as_deref()) else { return Vec::new() };
    let Ok(code) = postcode.parse::<u32>() else { return Vec::new() };
    let address = sheet.sure("/address").and(record.address.as_deref()).unwrap_or_default();
    let agency = sheet.sure("/agency").and(record.agency.as_deref()).unwrap_or_default();
    let mut places = named(address, rules);
    places.extend(before_postcode(address, rules));
    let in_address = !places.is_empty();
    places.extend(named(agency, rules));
    if !in_address && places.is_empty() {
        places.extend([address, agency].into_iter().flat_map(|t| districts(t, rules)).flat_map(|d| d.1));
    }
    let Some(&place) = places.first() else { return Vec::new() };
    // a letter code of a province speaks for that province too
    let by_code = sheet.number.as_ref().and_then(|n| rules.places.of_code(&n.0.prefix));
    if places.iter().copied().chain(by_code).any(|p| rules.places.serves(p, code)) {
        return of_district(view, (postcode, code), place, (address, agency)).into_iter().collect();
    }
    let only_district = !in_address && named(agency, rules).is_empty();
    let place = if only_district { by_code.filter(|p| places.contains(p)).unwrap_or(place) } else { place };
    let name = full_name(rules, place);
    let Some(other) = rules.places.of_postcode(code) else {
        // no place at all has it: a figure is misread
        let suggestion = rules.places.one_figure(place, postcode).map_or_else(|| suggest(rules, place, address, agency), |c| c.to_string());
        let slots = [("postcode", postcode), ("province", name.as_str()), ("right", suggestion.as_str())];
        return vec![view.warn("suspect_digit", "postcode", "/postcode", &slots, Some(suggestion.clone()))];
    };
    let other = other.iter().map(|&p| full_name(rules, p)).collect::<Vec<_>>().join(" / ");
    let slots = [("postcode", postcode), ("province", name.as_str()), ("other", other.as_str())];
    vec![view.warn("postcode_province_mismatch", "", "/postcode", &slots, Some(suggest(rules, place, address, agency)))]
}

/// The only district that the letterhead names has other postcodes, and no subdistrict that it names has this one.
fn of_district(view: &View, (postcode, code): (&str, u32), place: ProvinceId, (address, agency): (&str, &str)) -> Option<Warning> {
    let rules = view.rules();
    let mut named = districts(address, rules).into_iter().filter(|d| d.1.contains(&place)).map(|d| d.0);
    let name = named.next()?;
    let known = rules.places.district(name).iter().filter(|d| d.0 == place).flat_map(|d| &d.1);
    let suggestion = suggest(rules, place, address, agency);
    if named.any(|other| other != name) || known.into_iter().any(|c| *c == code) || suggestion == postcode {
        return None;
    }
    let slots = [("postcode", postcode), ("district", name), ("right", suggestion.as_str())];
    Some(view.warn("postcode_district_mismatch", "", "/postcode", &slots, Some(suggestion.clone())))
}

/// `จังหวัดนครพนม`, `กรุงเทพมหานคร`.
fn full_name(rules: &Rules, id: ProvinceId) -> String {
    if rules.lang == Lang::English {
        return rules.places.english(id).to_owned();
    }
    let name = rules.places.name(id);
    if name.starts_with("กรุงเทพ") { name.to_owned() } else { format!("จังหวัด{name}") }
}

/// The postcode of the subdistrict or district that is named, or the first digits of the province's.
fn suggest(rules: &Rules, place: ProvinceId, address: &str, agency: &str) -> String {
    let district = [address, agency].into_iter().flat_map(|t| districts(t, rules)).find(|d| d.1.contains(&place)).map(|d| d.0);
    let subdistricts = [address, agency]
        .into_iter()
        .flat_map(|t| rules.patterns.get(P::AddressSubdistrict).captures_iter(t))
        .filter_map(|c| c.name("name"));
    let mut by_subdistrict = subdistricts.filter_map(|m| rules.places.subdistrict_postcode(m.as_str(), district, place));
    if let Some(code) = by_subdistrict.next() {
        return code.to_string();
    }
    let seat = format!("เมือง{}", rules.places.name(place));
    let district = district.or_else(|| agency.contains("ศาลากลาง").then_some(seat.as_str()));
    let codes = district.map(|d| rules.places.district(d)).and_then(|l| l.iter().find(|d| d.0 == place)).map(|d| &d.1);
    match codes.and_then(|c| c.first()) {
        Some(code) => code.to_string(),
        None => format!("{}xxx", rules.places.usual_prefix(place)),
    }
}
