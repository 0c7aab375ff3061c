//! Closed lists in slots: the month between a day and a year, the province before its postcode, the place after ตำบล and
//! อำเภอ. The nearest entry is meant; when two are near, the change is not sure.

use super::Proposal;
use super::confusion::Profile;
use super::known::known_whole;
use super::lexicon::Lexicon;
use super::receivers::{numbered, receiver_names};
use super::run::{code, is_consonant, letter};
use super::seen::Seen;
use crate::memo::hash;
use crate::pattern::Pattern;
use crate::rules::patterns::{PatternId as P, Patterns};
use crate::rules::table::{Files, Lazy, RuleError, later};
use rapidfuzz::distance::levenshtein::distance;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

/// By these readers of names of places and offices are known.
const READER: u64 = 0x5200;
const OFFICES: u64 = 0x5201;
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
/// Some hundred entries, in a place for few of them.
const SOME: Bar = Bar { dearest: 9.0, letter: 1.0, clear: 4.0, confidence: 0.9 };
/// Thousands of entries.
const MANY: Bar = Bar { dearest: 8.5, letter: 0.0, clear: 3.0, confidence: 0.95 };
/// A name of the list that stands in the same text, in a place of the same kind.
const WITNESSED: Bar = Bar { dearest: 14.0, letter: 0.0, clear: 4.0, confidence: 0.97 };
/// It may differ in so many letters.
const WITNESSED_LETTERS: usize = 2;
/// A text with more places than these is a list of them, and no place of it is more likely than another.
const MOST_WITNESSES: usize = 100;
/// Shorter names of places have too many neighbours.
const SHORTEST_PLACE: usize = 4;
/// Shorter names of offices have too many neighbours.
const SHORTEST_OFFICE: usize = 6;
/// A name that has more consonants not read, or lacks more that were, is not looked at closer.
const OTHERS: u32 = 6;
/// A word of the lexicon that costs no more than this is meant as it stands, and no name misread: แขวงทางหลวง.
const COMMON: f32 = 11.5;

/// A province and the beginnings of its postcodes.
struct Province {
    codes: Vec<u8>,
    postcodes: Vec<String>,
}

/// Finds misread entries.
pub(super) struct Lists {
    patterns: Arc<Patterns>,
    months: Vec<Vec<u8>>,
    provinces: Vec<Province>,
    posts: Vec<Post>,
    places: Lazy<Names>,
    offices: Lazy<Names>,
    /// Words that open the line of a stamp's number.
    numbered: Vec<String>,
}

/// A first word of posts that is read as another one (`posts.tsv`).
struct Post {
    right: String,
    /// The wrong word, the rest of a title and a level of the posts that begin with the right one.
    misread: Pattern,
    /// Titles that begin with the right word, less that word.
    rests: BTreeSet<String>,
}

fn posts(files: &Files) -> Result<Vec<Post>, RuleError> {
    let levels = files.table("position-levels.tsv", ["level", "group"])?;
    let titles = files.table("positions.tsv", ["title", "kind"])?;
    let post = |(_, [right, read_as, group]): (_, [&str; 3])| {
        let levels: Vec<String> = levels.rows.iter().filter(|(_, row)| row[1] == group).map(|(_, row)| regex::escape(row[0])).collect();
        Post {
            right: right.to_owned(),
            misread: Pattern::trusted(format!("({})([ก-๎]{{3,40}}?)[ \\t]?(?:{})", regex::escape(read_as), levels.join("|"))),
            rests: titles.rows.iter().filter_map(|(_, [title, _])| title.strip_prefix(right).map(str::to_owned)).collect(),
        }
    };
    Ok(files.table("repair/posts.tsv", ["right", "read_as", "group"])?.rows.into_iter().map(post).collect())
}

/// Names by their length, those of one length in order.
struct Names(BTreeMap<usize, Vec<Vec<u8>>>);

impl Names {
    fn of<'n>(names: impl Iterator<Item = &'n str>) -> Self {
        let mut all: BTreeMap<usize, Vec<Vec<u8>>> = BTreeMap::new();
        for name in names.filter_map(codes).filter(|n| !n.is_empty()).collect::<BTreeSet<_>>() {
            all.entry(name.len()).or_default().push(name);
        }
        Self(all)
    }

    fn has(&self, name: &Vec<u8>) -> bool {
        self.0.get(&name.len()).is_some_and(|names| names.binary_search(name).is_ok())
    }

    /// Those that differ in length by no more than `by` letters.
    fn about(&self, len: usize, by: usize) -> impl Iterator<Item = &Vec<u8>> {
        self.0.range(len.saturating_sub(by)..=len + by).flat_map(|(_, names)| names)
    }
}

/// Districts and subdistricts, those abolished included.
fn places(files: &Files) -> Result<Names, RuleError> {
    let tables = ["subdistricts.tsv", "districts.tsv", "places-old.tsv"];
    let texts = tables.into_iter().map(|name| files.text(name)).collect::<Result<Vec<_>, _>>()?;
    let rows = texts.into_iter().flat_map(|text| text.lines().filter(|l| !l.starts_with('#')).skip(1));
    Ok(Names::of(rows.filter_map(|row| row.split('\t').next())))
}

/// The words of the parts of public bodies.
fn offices(files: &Files) -> Result<Names, RuleError> {
    let divisions = files.table("divisions.tsv", ["name", "kind"])?.rows.into_iter().map(|(_, row)| row[0]);
    let posts = files.table("positions.tsv", ["title", "kind"])?.rows.into_iter().map(|(_, row)| row[0]);
    // the head of an office may stand for it: ท้องถิ่นจังหวัด
    let heads = posts.filter(|t| t.ends_with("จังหวัด") || t.ends_with("อำเภอ"));
    Ok(Names::of(divisions.chain(heads).flat_map(|name| name.split(' ')).filter(|word| word.chars().count() >= SHORTEST_OFFICE)))
}

/// The consonants of a word, a bit each.
fn letters(word: &[u8]) -> u64 {
    word.iter().filter(|&&c| is_consonant(c)).fold(0, |all, c| all | 1 << c)
}

fn codes(word: &str) -> Option<Vec<u8>> {
    word.chars().map(code).collect()
}

impl Lists {
    /// The closed lists of these rules.
    pub fn read(files: &Files, patterns: &Arc<Patterns>) -> Result<Self, RuleError> {
        let months = files.table("months.tsv", ["number", "full", "abbr", "english", "english_abbr", "variants"])?.rows.into_iter();
        let provinces = files.table("provinces.tsv", ["name", "code", "postal_prefixes", "english"])?.rows.into_iter();
        let province = |(_, [name, _, postcodes, _]): (_, [&str; 4])| {
            Some(Province { codes: codes(name)?, postcodes: postcodes.split([' ', ',', '|']).map(str::to_owned).collect() })
        };
        Ok(Self {
            patterns: Arc::clone(patterns),
            months: months.filter_map(|(_, row)| codes(row[1])).collect(),
            provinces: provinces.filter_map(province).collect(),
            posts: posts(files)?,
            places: later(files, places)?,
            offices: later(files, offices)?,
            numbered: numbered(files)?,
        })
    }

    /// Changes of `text`, in no order.
    pub fn find(&self, lexicon: &Lexicon, profile: &Profile, seen: &Seen, text: &str) -> Vec<Proposal> {
        let months = self.patterns.get(P::MonthSlot).captures_iter(text).filter_map(|c| {
            let word = c.get(1)?;
            let read = codes(word.as_str()).filter(|read| !self.months.contains(read))?;
            nearest(profile, self.months.iter(), &read, word.range(), &FEW)
        });
        let provinces = self.patterns.get(P::ProvinceSlot).captures_iter(text).filter_map(|c| {
            let (word, postcode) = (c.get(1)?, c.get(2)?.as_str());
            // a name that is right is left alone, whatever its postcode
            let read = codes(word.as_str()).filter(|read| self.provinces.iter().all(|p| p.codes != *read))?;
            let served = self.provinces.iter().filter(|p| p.postcodes.iter().any(|start| postcode.starts_with(start.as_str())));
            nearest(profile, served.map(|p| &p.codes), &read, word.range(), &FEW)
        });
        let posts = self.posts.iter().flat_map(|post| {
            post.misread.captures_iter(text).filter_map(|c| {
                let (word, rest) = (c.get(1)?, c.get(2)?);
                let change = Proposal { range: word.range(), after: post.right.clone(), rule: "slot", confidence: 0.95, sure: true };
                post.rests.contains(rest.as_str().trim_end()).then_some(change)
            })
        });
        months
            .chain(provinces)
            .chain(self.misread_provinces(profile, text))
            .chain(self.misread_places(lexicon, profile, seen, text))
            .chain(posts)
            .chain(self.receivers(lexicon, profile, seen, text))
            .collect()
    }

    /// Misread names of provinces behind จังหวัด, where the right one stands behind it elsewhere in the text.
    fn misread_provinces(&self, profile: &Profile, text: &str) -> Vec<Proposal> {
        let known = |read: &Vec<u8>| self.provinces.iter().any(|p| p.codes == *read);
        let slots = self.patterns.get(P::ProvinceWord).captures_iter(text).filter_map(|c| {
            let word = c.get(1)?;
            Some((word.range(), codes(word.as_str())?))
        });
        let (right, misread): (Vec<_>, Vec<_>) = slots.partition(|(_, read)| known(read));
        let right: BTreeSet<Vec<u8>> = right.into_iter().map(|(_, name)| name).collect();
        if right.len() > MOST_WITNESSES {
            return Vec::new();
        }
        let meant = misread.into_iter().filter_map(|(range, read)| {
            let near = right.iter().filter(|name| distance(name.iter(), read.iter()) <= WITNESSED_LETTERS);
            nearest(profile, near, &read, range, &WITNESSED).filter(|p| p.sure)
        });
        meant.collect()
    }

    /// Misread names of districts and subdistricts: one that stands right elsewhere in the text is meant before others.
    fn misread_places(&self, lexicon: &Lexicon, profile: &Profile, seen: &Seen, text: &str) -> Vec<Proposal> {
        let slots = self.patterns.get(P::PlaceSlot).captures_iter(text).filter_map(|c| {
            let word = c.get(1)?;
            Some((word.range(), codes(word.as_str()).filter(|read| read.len() >= SHORTEST_PLACE)?))
        });
        let (right, misread): (Vec<_>, Vec<_>) = slots.partition(|(_, read)| self.places.has(read));
        let mut right: BTreeSet<Vec<u8>> = right.into_iter().map(|(_, name)| name).collect();
        if right.len() > MOST_WITNESSES {
            right.clear();
        }
        let found = misread.into_iter().filter_map(|(range, read)| {
            let near = right.iter().filter(|name| distance(name.iter(), read.iter()) <= WITNESSED_LETTERS);
            if let Some(meant) = nearest(profile, near, &read, range.clone(), &WITNESSED).filter(|p| p.sure) {
                return Some(meant);
            }
            // a name that is near none comes back in other letters
            let mark = hash(&read, READER);
            if seen.has(mark) || lexicon.get(&read).is_some_and(|w| w.cost <= COMMON) {
                return None;
            }
            let near = self.places.about(read.len(), 1).filter(|p| is_near(p, &read));
            let found = nearest(profile, near, &read, range, &MANY);
            if found.is_none() {
                seen.add(mark);
            }
            found
        });
        found.collect()
    }

    /// Misread names of offices above the numbers of receipt stamps.
    fn receivers(&self, lexicon: &Lexicon, profile: &Profile, seen: &Seen, text: &str) -> Vec<Proposal> {
        let words = receiver_names(text, &self.numbered).flat_map(|(from, name)| {
            let starts = std::iter::once(0).chain(name.match_indices(' ').map(|m| m.0 + 1));
            starts.map(move |at| (from + at, name[at..].split(' ').next().unwrap_or_default()))
        });
        let found = words.filter_map(|(at, word)| {
            let read = codes(word).filter(|read| read.len() >= SHORTEST_OFFICE)?;
            let mark = hash(&read, OFFICES);
            if seen.has(mark) || self.offices.has(&read) || known_whole(lexicon, &read) {
                return None;
            }
            let near = self.offices.about(read.len(), 3).filter(|o| (letters(o) ^ letters(&read)).count_ones() <= OTHERS);
            let found = nearest(profile, near, &read, at..at + word.len(), &SOME);
            if found.is_none() {
                seen.add(mark);
            }
            found
        });
        found.collect()
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
        let (files, patterns) = (Files::embedded(), Arc::new(Patterns::embedded().unwrap()));
        let mut found = Lists::read(&files, &patterns).unwrap().find(&Lexicon::embedded().unwrap(), &profile, &Seen::default(), text);
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
    fn an_office_above_the_number_of_a_stamp() {
        assert_eq!(mend("กองคลั\nรับที่ 28"), "กองคลัง\nรับที่ 28");
        assert_eq!(mend("ทองถนจังหวัด\nเลขที่รับ 28"), "ท้องถิ่นจังหวัด\nเลขที่รับ 28");
        assert_eq!(mend(". กลุมงานบริหารทัวใป\n4     เลขที่รับ 28"), ". กลุ่มงานบริหารทั่วไป\n4     เลขที่รับ 28");
        for text in ["กองคลังตัวอย่าง\nรับที่ 28", "เทศบาลเมืองตัวอย่าง\nเลขรับ 5", "กองคลั\nเรื่อง ขอเชิญ", "งานธุรการ สำนักปลัด\nรับที่ 7", "กองคลั\nรับ 28 คน"]
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
    fn a_province_that_stands_right_elsewhere() {
        let text = "สำนักงานจังหวัดนครราชสิมา\nท้องถิ่นจังหวัดนครราชสีมา";
        assert_eq!(mend(text), "สำนักงานจังหวัดนครราชสีมา\nท้องถิ่นจังหวัดนครราชสีมา");
        for text in ["สำนักงานจังหวัดนครราชสิมา", "จังหวัดชายแดน\nจังหวัดชัยนาท", "จังหวัดเลยไป\nจังหวัดเลย"]
        {
            assert_eq!(mend(text), text);
        }
    }

    #[test]
    fn a_place_is_the_nearest_of_its_list() {
        assert_eq!(mend("ตำบลนาโพธิ อำเภอ"), "ตำบลนาโพธิ์ อำเภอ");
        assert_eq!(mend("ตำบลปาแดง และตำบลป่าแดง"), "ตำบลป่าแดง และตำบลป่าแดง", "the one that stands in the text is meant");
        assert_eq!(mend("อำเภอกุยบุวิ\nนายอำเภอกุยบุรี"), "อำเภอกุยบุรี\nนายอำเภอกุยบุรี");
        for text in
            ["ตำบลป่าแดง ตำบลปากแดงน้อย ", "ตำบลปาแดง ", "ตำบลนาโพธิ์ อำเภอ", "ตำบลตัวอย่าง อำเภอ", "ตำบลบางแก้วนอกในใหม่ ", "แขวงทางหลวง จังหวัด"]
        {
            assert_eq!(mend(text), text);
        }
    }
}
