//! Closed lists in slots: the month between a day and a year, the province before its postcode, the place after ตำบล and
//! อำเภอ. The nearest entry is meant; when two are near, the change is not sure.

use super::Proposal;
use super::confusion::Profile;
use super::run::{code, letter};
use super::seen::Seen;
use crate::pattern::Pattern;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

/// By this a reader of lines is known.
const READER: u64 = 0x5200;
/// How near an entry must be, in nats.
struct Bar {
    /// So unlikely a misreading it may be.
    dearest: f32,
    /// Or so much for each of its letters, if that is more.
    letter: f32,
    /// The second nearest must lie so far behind.
    clear: f32,
    /// How sure the change is then.
    confidence: f32,
}

/// A few entries, and the place speaks for one of them.
const FEW: Bar = Bar { dearest: 9.0, letter: 1.6, clear: 6.0, confidence: 0.97 };
/// Thousands of entries.
const MANY: Bar = Bar { dearest: 8.5, letter: 0.0, clear: 3.0, confidence: 0.95 };
/// Shorter names of places have too many neighbours.
const SHORTEST_PLACE: usize = 4;

/// The first word of most posts of the general group (ประเภททั่วไป), and the word that vision models put in its place. Only
/// the first has the levels of that group.
const CLERK: &str = "เจ้าพนักงาน";
const OFFICER: &str = "เจ้าหน้าที่";
const GENERAL: &str = "ทั่วไป";

/// A province and the beginnings of its postcodes.
struct Province {
    codes: Vec<u8>,
    postcodes: Vec<&'static str>,
}

/// Finds misread entries.
pub(super) struct Lists {
    months: Vec<Vec<u8>>,
    month: Pattern,
    provinces: Vec<Province>,
    province: Pattern,
    place: Pattern,
    /// What stands in place of เจ้าพนักงาน before the rest of a title and its level.
    post: Pattern,
    /// Titles that begin with เจ้าพนักงาน, less that word.
    clerks: BTreeSet<&'static str>,
}

/// Districts and subdistricts by length, those abolished included.
static PLACES: LazyLock<BTreeMap<usize, Vec<Vec<u8>>>> = LazyLock::new(|| {
    let tables = [
        include_str!("../../rules/subdistricts.tsv"),
        include_str!("../../rules/districts.tsv"),
        include_str!("../../rules/places-old.tsv"),
    ];
    let names: BTreeSet<Vec<u8>> = tables.into_iter().flat_map(rows).filter_map(|row| codes(row.first()?)).collect();
    let mut places: BTreeMap<usize, Vec<Vec<u8>>> = BTreeMap::new();
    for name in names.into_iter().filter(|n| !n.is_empty()) {
        places.entry(name.len()).or_default().push(name);
    }
    places
});

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
        let months = rows(include_str!("../../rules/months.tsv")).filter_map(|row| codes(row.get(1)?));
        let provinces = rows(include_str!("../../rules/provinces.tsv"))
            .filter_map(|row| Some(Province { codes: codes(row.first()?)?, postcodes: row.get(2)?.split([' ', ',', '|']).collect() }));
        let levels = rows(include_str!("../../rules/position-levels.tsv"));
        let levels: Vec<&str> = levels.filter_map(|row| (row.get(1)? == &GENERAL).then(|| row[0])).collect();
        Self {
            months: months.collect(),
            month: Pattern::trusted(r"[0-9][ \t]+([ก-๎]{5,12})[ \t]+(?:พ\.ศ\.[ \t]*)?2[3-6][0-9]{2}\b".to_owned()),
            provinces: provinces.collect(),
            province: Pattern::trusted(r"(?:จังหวัด|จ\.[ \t]?)([ก-๎]{2,14})[ \t]+([1-9][0-9]{4})\b".to_owned()),
            post: Pattern::trusted(format!("({OFFICER})([ก-๎]{{3,40}}?)[ \\t]?(?:{})", levels.join("|"))),
            clerks: rows(include_str!("../../rules/positions.tsv")).filter_map(|row| row.first()?.strip_prefix(CLERK)).collect(),
            place: Pattern::trusted(r"(?:ตำบล|อำเภอ|แขวง)([ก-๎]+)(?:[ \t,)]|$)".to_owned()),
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
            let read = codes(word.as_str()).filter(|read| !self.months.contains(read))?;
            nearest(profile, self.months.iter(), &read, word.range(), &FEW)
        });
        let provinces = self.province.captures_iter(text).filter_map(|c| {
            let (word, postcode) = (c.get(1)?, c.get(2)?.as_str());
            // a name that is right is left alone, whatever its postcode
            let read = codes(word.as_str()).filter(|read| self.provinces.iter().all(|p| p.codes != *read))?;
            let served = self.provinces.iter().filter(|p| p.postcodes.iter().any(|start| postcode.starts_with(start)));
            nearest(profile, served.map(|p| &p.codes), &read, word.range(), &FEW)
        });
        let places = self.place.captures_iter(text).filter_map(|c| {
            let word = c.get(1)?;
            let read = codes(word.as_str()).filter(|read| read.len() >= SHORTEST_PLACE)?;
            if PLACES.get(&read.len()).is_some_and(|l| l.binary_search(&read).is_ok()) {
                return None;
            }
            let near = PLACES.range(read.len() - 1..=read.len() + 1).flat_map(|(_, list)| list).filter(|p| is_near(p, &read));
            nearest(profile, near, &read, word.range(), &MANY)
        });
        let posts = self.post.captures_iter(text).filter_map(|c| {
            let (word, rest) = (c.get(1)?, c.get(2)?);
            let change = Proposal { range: word.range(), after: CLERK.to_owned(), rule: "slot", confidence: 0.95, sure: true };
            self.clerks.contains(rest.as_str().trim_end()).then_some(change)
        });
        months.chain(provinces).chain(places).chain(posts)
    }
}

/// The entry nearest to what was read.
fn nearest<'e>(
    profile: &Profile,
    entries: impl Iterator<Item = &'e Vec<u8>>,
    read: &[u8],
    range: Range<usize>,
    bar: &Bar,
) -> Option<Proposal> {
    let mut found: Vec<(f32, &Vec<u8>)> = entries.map(|e| (profile.channel(e, read), e)).collect();
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (cost, entry) = *found.first()?;
    if cost > bar.dearest.max(bar.letter * entry.len() as f32) {
        return None;
    }
    let sure = found.get(1).is_none_or(|second| second.0 > cost + bar.clear);
    let after = entry.iter().map(|&c| letter(c)).collect();
    Some(Proposal { range, after, rule: "slot", confidence: if sure { bar.confidence } else { 0.5 }, sure })
}

/// Whether one letter put in, left out or taken for another makes `b` of `a`, or nothing at all.
fn is_near(a: &[u8], b: &[u8]) -> bool {
    let head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[head..], &b[head..]);
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    a.len().max(b.len()) - tail <= 1
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

    #[test]
    fn a_title_with_its_level_is_that_of_the_list() {
        assert_eq!(mend("เจ้าหน้าที่ธุรการชำนาญงาน"), "เจ้าพนักงานธุรการชำนาญงาน");
        for text in ["เจ้าหน้าที่ธุรการ", "เจ้าพนักงานธุรการชำนาญงาน", "เจ้าหน้าที่ผู้ปฏิบัติงาน"]
        {
            assert_eq!(mend(text), text);
        }
    }

    #[test]
    fn a_place_is_the_nearest_of_its_list() {
        assert_eq!(mend("ตำบลนาโพธิ อำเภอ"), "ตำบลนาโพธิ์ อำเภอ");
        for text in ["ตำบลนาโพธิ์ อำเภอ", "ตำบลตัวอย่าง อำเภอ", "ตำบลบางแก้วนอกในใหม่ "]
        {
            assert_eq!(mend(text), text);
        }
    }
}
