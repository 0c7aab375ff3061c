//! Short closed lists where their place tells which list it is: the month between a day and a year, the province before
//! its postcode. The nearest entry is meant; when two are near, the change is not sure.

use super::Proposal;
use super::confusion::Profile;
use super::run::{code, letter};
use super::seen::Seen;
use super::slots::channel;
use crate::pattern::Pattern;
use std::ops::Range;

/// By this a reader of lines is known.
const READER: u64 = 0x5200;
/// An entry may be so unlikely a misreading, or so much for each letter of it if that is more.
const DEAREST: f32 = 9.0;
const DEAREST_LETTER: f32 = 1.6;
/// The second nearest entry must lie so far behind.
const CLEAR: f32 = 6.0;

/// An entry and where it can stand.
struct Entry {
    codes: Vec<u8>,
    /// Beginnings of its postcodes; none for a month.
    postcodes: Vec<&'static str>,
}

/// Finds misread entries.
pub(super) struct Lists {
    months: Vec<Entry>,
    month: Pattern,
    provinces: Vec<Entry>,
    province: Pattern,
}

/// The rows of a table of the rules, without its header.
fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|l| !l.starts_with('#')).skip(1).map(|l| l.split('\t').collect())
}

fn codes(word: &str) -> Option<Vec<u8>> {
    word.chars().map(code).collect()
}

impl Lists {
    /// The months and provinces of `rules/`.
    pub fn new() -> Self {
        let months = rows(include_str!("../../rules/months.tsv"))
            .filter_map(|row| Some(Entry { codes: codes(row.get(1)?)?, postcodes: Vec::new() }));
        let provinces = rows(include_str!("../../rules/provinces.tsv"))
            .filter_map(|row| Some(Entry { codes: codes(row.first()?)?, postcodes: row.get(2)?.split([' ', ',', '|']).collect() }));
        Self {
            months: months.collect(),
            month: Pattern::trusted(r"[0-9][ \t]+([ก-๎]{5,12})[ \t]+(?:พ\.ศ\.[ \t]*)?2[3-6][0-9]{2}\b".to_owned()),
            provinces: provinces.collect(),
            province: Pattern::trusted(r"(?:จังหวัด|จ\.[ \t]?)([ก-๎]{2,14})[ \t]+([1-9][0-9]{4})\b".to_owned()),
        }
    }

    /// Changes of `text`, in no order.
    pub fn find(&self, profile: &Profile, seen: &Seen, text: &str) -> Vec<Proposal> {
        seen.lines(text, READER, |line, start, out| {
            let moved = |p: Proposal| Proposal { range: p.range.start + start..p.range.end + start, ..p };
            out.extend(self.line(profile, line).map(moved));
        })
    }

    fn line(&self, profile: &Profile, text: &str) -> impl Iterator<Item = Proposal> {
        let months = self.month.captures_iter(text).filter_map(|c| {
            let word = c.get(1)?;
            nearest(profile, self.months.iter(), word.as_str(), word.range())
        });
        let provinces = self.province.captures_iter(text).filter_map(|c| {
            let (word, postcode) = (c.get(1)?, c.get(2)?.as_str());
            let served = self.provinces.iter().filter(|p| p.postcodes.iter().any(|start| postcode.starts_with(start)));
            // a name that is right is left alone, whatever its postcode
            let known = self.provinces.iter().any(|p| codes(word.as_str()).is_some_and(|w| w == p.codes));
            if known { None } else { nearest(profile, served, word.as_str(), word.range()) }
        });
        months.chain(provinces)
    }
}

/// The entry nearest to what was read, if that is none itself.
fn nearest<'e>(profile: &Profile, entries: impl Iterator<Item = &'e Entry> + Clone, read: &str, range: Range<usize>) -> Option<Proposal> {
    let read = codes(read)?;
    if entries.clone().any(|e| e.codes == read) {
        return None;
    }
    let mut found: Vec<(f32, &Entry)> = entries.map(|e| (channel(profile, &e.codes, &read), e)).collect();
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (cost, entry) = *found.first()?;
    if cost > DEAREST.max(DEAREST_LETTER * entry.codes.len() as f32) {
        return None;
    }
    let sure = found.get(1).is_none_or(|second| second.0 > cost + CLEAR);
    let after = entry.codes.iter().map(|&c| letter(c)).collect();
    Some(Proposal { range, after, rule: "slot", confidence: if sure { 0.97 } else { 0.5 }, sure })
}

#[cfg(test)]
mod tests {
    use super::super::compose::apply;
    use super::*;

    fn mend(text: &str) -> String {
        let profile = Profile::from_toml(include_str!("../../rules/repair/profiles/tesseract.toml"), &[]).expect("profile");
        let mut found = Lists::new().find(&profile, &Seen::default(), text);
        found.retain(|p| p.sure);
        apply(text, &found)
    }

    #[test]
    fn a_month_stands_between_day_and_year() {
        assert_eq!(mend("5 พฤสจิกายน 2566 และ 7 มถุนายน พ.ศ. 2567"), "5 พฤศจิกายน 2566 และ 7 มิถุนายน พ.ศ. 2567");
        for text in ["5 มีนาคม 2566", "ข้อ 5 ประจำปี 2566", "12 โครงการ 2567"] {
            assert_eq!(mend(text), text);
        }
    }

    #[test]
    fn a_province_stands_before_its_postcode() {
        assert_eq!(mend("จังหวัดเสย 42130 จ. สุพรรณบุรื 72000"), "จังหวัดเลย 42130 จ. สุพรรณบุรี 72000");
        for text in ["จังหวัดเลย 42130", "จังหวัดเสย 10200", "จังหวัดตัวอย่าง 72000"]
        {
            assert_eq!(mend(text), text);
        }
    }
}
