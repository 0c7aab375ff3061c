//! What a recogniser does to Thai letters: how likely a letter is read as another, lost, or made up.

use super::RepairError;
use super::lexicon::Follow;
use super::run::{ALPHABET, is_mark, is_tone, is_upper_vowel};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Costs above this (in nats) are not worth a look.
pub(super) const DEAREST: f32 = 10.5;

/// Counts of what happened to letters, as learnt from pairs of read and true texts.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Counts {
    /// The recogniser's name.
    pub engine: String,
    /// What share of the letters may have been read as each other letter of their kind, beside what was counted: a print
    /// that was never counted has confusions of its own. Of the profiles that are built in it holds for rough pages alone.
    #[serde(skip_serializing_if = "is_none")]
    pub unseen: f64,
    /// How much less than counted it costs to have misread a letter, 0 to 1, for pages worse than the counted ones.
    #[serde(skip_serializing_if = "is_none")]
    pub worse: f64,
    /// How often a letter stood in the true text; `่^` counts a tone mark that stands on an upper vowel.
    pub seen: BTreeMap<String, u64>,
    /// `right>read`: how often.
    pub substituted: BTreeMap<String, u64>,
    /// How often a letter was lost; `่^` as in `seen`.
    pub lost: BTreeMap<String, u64>,
    /// How often a letter was made up.
    pub inserted: BTreeMap<String, u64>,
}

/// A letter is counted as made up among so many letters of a text.
pub(super) const MADE_UP_AMONG: f64 = 12.0;

/// Letters that look alike enough for any to be read as any other of its kind.
const KINDS: [&[std::ops::RangeInclusive<u8>]; 4] =
    [&[0x01..=0x2E], &[0x31..=0x31, 0x34..=0x37, 0x47..=0x47], &[0x38..=0x39], &[0x40..=0x44]];

#[allow(clippy::trivially_copy_pass_by_ref, reason = "the form that serde calls")]
fn is_none(share: &f64) -> bool {
    *share == 0.0
}

/// All pairs of letters of one kind.
fn kindred() -> impl Iterator<Item = (u8, u8)> {
    let of = |kind: &'static [std::ops::RangeInclusive<u8>]| kind.iter().cloned().flatten();
    KINDS.into_iter().flat_map(move |kind| of(kind).flat_map(move |a| of(kind).filter(move |&b| b != a).map(move |b| (a, b))))
}

impl Counts {
    /// Reads counts in TOML.
    pub fn from_toml(text: &str) -> Result<Self, RepairError> {
        let counts: Self = toml::from_str(text).map_err(|e| RepairError::Profile(e.to_string()))?;
        counts.check()?;
        Ok(counts)
    }

    /// The counts without [`Self::unseen`].
    pub(super) fn counted(&self) -> Self {
        Self { unseen: 0.0, ..self.clone() }
    }

    /// Whether every key is a Thai letter or a pair of them.
    fn check(&self) -> Result<(), RepairError> {
        let letter = |key: &str| single(key.strip_suffix('^').unwrap_or(key)).is_some();
        let pair = |key: &str| key.split_once('>').is_some_and(|(a, b)| letter(a) && letter(b));
        let single = [&self.seen, &self.lost, &self.inserted].into_iter().flat_map(|m| m.keys()).find(|k| !letter(k));
        match single.or_else(|| self.substituted.keys().find(|k| !pair(k))) {
            Some(key) => Err(RepairError::Profile(format!("'{key}' is no Thai letter and no pair of them such as ด>ค"))),
            None if !(0.0..1.0).contains(&self.unseen) || !(0.0..1.0).contains(&self.worse) => {
                Err(RepairError::Profile("unseen and worse must be shares".to_owned()))
            }
            None => Ok(()),
        }
    }
}

/// The costs that a search uses, from [`Counts`].
#[derive(Clone)]
pub struct Profile {
    /// For a letter as read: what it may have been, dearer ones later.
    pub(super) instead: Vec<Vec<(u8, f32)>>,
    /// Cost of having lost a letter, after a letter that is no upper vowel, and after one.
    lost: [[f32; ALPHABET]; 2],
    /// The letters but tone marks that may have been lost and what that costs, cheapest first.
    losable: Vec<(u8, f32)>,
    /// For each byte of a [`Follow`] and each value of it the numbers of the losable letters that are in it.
    sharing: Vec<[u128; 256]>,
    /// For a letter as read and so many whole nats: what it may have been at that cost.
    alike: Vec<[Follow; DEAREST as usize + 2]>,
    /// Cost of a letter made up.
    made_up: [f32; ALPHABET],
}

/// What a recogniser did to a letter.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum Misreading {
    /// Read one letter as another.
    Other { right: u8, read: u8 },
    /// Lost one; `high` is a tone mark on an upper vowel.
    Lost { right: u8, high: bool },
    /// Made one up.
    MadeUp(u8),
}

fn single(text: &str) -> Option<u8> {
    let mut chars = text.chars();
    let code = super::run::code(chars.next()?)?;
    chars.next().is_none().then_some(code)
}

impl Profile {
    /// Reads counts in TOML and makes costs of them. `lookalikes` are pairs (right, read) that any engine may confuse.
    pub fn from_toml(text: &str, lookalikes: &[(char, char)]) -> Result<Self, RepairError> {
        Ok(Self::from_counts(&Counts::from_toml(text)?, lookalikes))
    }

    /// Costs from counts; what was never seen keeps a small share.
    pub fn from_counts(counts: &Counts, lookalikes: &[(char, char)]) -> Self {
        let total: f64 = counts.seen.values().sum::<u64>() as f64;
        let seen = |key: &str| *counts.seen.get(key).unwrap_or(&0) as f64;
        let mut table: BTreeMap<(u8, u8), f64> = BTreeMap::new();
        for &(right, read) in lookalikes {
            if let (Some(a), Some(b)) = (super::run::code(right), super::run::code(read)) {
                *table.entry((a, b)).or_default() += 0.4;
            }
        }
        for a in 0x48..=0x4Cu8 {
            for b in (0x48..=0x4Cu8).filter(|&b| b != a) {
                *table.entry((a, b)).or_default() += 0.4;
            }
        }
        for (key, &n) in &counts.substituted {
            if let Some((a, b)) = key.split_once('>').and_then(|(a, b)| Some((single(a)?, single(b)?))) {
                *table.entry((a, b)).or_default() += n as f64;
            }
        }
        let of = |right: u8| seen(&super::run::letter(right).to_string()) + 600.0;
        if counts.unseen > 0.0 {
            kindred().for_each(|(a, b)| *table.entry((a, b)).or_default() += counts.unseen * of(a));
        }
        let mut instead = vec![Vec::new(); ALPHABET];
        for (&(right, read), &n) in &table {
            let cost = -((1.0 - counts.worse) * (n / of(right)).ln()) as f32;
            if cost <= DEAREST {
                instead[read as usize].push((right, cost));
            }
        }
        for list in &mut instead {
            list.sort_by(|a, b| a.1.total_cmp(&b.1));
        }
        let mut lost = [[f32::INFINITY; ALPHABET]; 2];
        let mut made_up = [f32::INFINITY; ALPHABET];
        for code in 0..ALPHABET as u8 {
            let name = super::run::letter(code).to_string();
            if super::run::code(super::run::letter(code)).is_none() {
                continue;
            }
            let share = |n: &BTreeMap<String, u64>, key: &str, prior: f64, of: f64| {
                -((*n.get(key).unwrap_or(&0) as f64 + prior) / (of + 600.0)).ln() as f32
            };
            let prior = if is_tone(code) {
                2.0
            } else if is_mark(code) {
                0.6
            } else {
                0.15
            };
            lost[0][code as usize] = share(&counts.lost, &name, prior, seen(&name));
            let high = format!("{name}^");
            lost[1][code as usize] = if is_tone(code) { share(&counts.lost, &high, prior, seen(&high)) } else { lost[0][code as usize] };
            made_up[code as usize] = share(&counts.inserted, &name, 0.5, total / MADE_UP_AMONG);
        }
        Self::of(instead, lost, made_up)
    }

    /// The profile with these costs.
    fn of(instead: Vec<Vec<(u8, f32)>>, lost: [[f32; ALPHABET]; 2], made_up: [f32; ALPHABET]) -> Self {
        let mut losable: Vec<(u8, f32)> = (0..ALPHABET as u8).filter(|&c| !is_tone(c)).map(|c| (c, lost[0][c as usize])).collect();
        losable.retain(|&(_, cost)| cost <= DEAREST);
        losable.sort_by(|a, b| a.1.total_cmp(&b.1));
        let mut sharing = vec![[0; 256]; 4];
        for (k, &(code, _)) in losable.iter().enumerate() {
            let (byte, bit) = (usize::from(code % 32 / 8), code % 8);
            sharing[byte].iter_mut().enumerate().filter(|(set, _)| set >> bit & 1 == 1).for_each(|(_, all)| *all |= 1 << k);
        }
        let within = |list: &[(u8, f32)], nats: usize| Follow::of(list.iter().filter(|l| l.1 <= nats as f32).map(|l| l.0));
        let alike = instead.iter().map(|list| std::array::from_fn(|nats| within(list, nats))).collect();
        Self { instead, lost, losable, sharing, alike, made_up }
    }

    /// A profile for texts that may be the work of either of two recognisers: each misreading as likely as in the one
    /// that makes it more often.
    pub(super) fn either(&self, other: &Self) -> Self {
        let cost = |list: &[(u8, f32)], code: u8| list.iter().find(|(c, _)| *c == code).map_or(f32::INFINITY, |l| l.1);
        let instead = self.instead.iter().zip(&other.instead).map(|(a, b)| {
            let codes: std::collections::BTreeSet<u8> = a.iter().chain(b).map(|l| l.0).collect();
            let mut list: Vec<(u8, f32)> = codes.into_iter().map(|c| (c, cost(a, c).min(cost(b, c)))).collect();
            list.sort_by(|a, b| a.1.total_cmp(&b.1));
            list
        });
        let row = |a: &[f32; ALPHABET], b: &[f32; ALPHABET]| std::array::from_fn(|k| a[k].min(b[k]));
        let lost = [row(&self.lost[0], &other.lost[0]), row(&self.lost[1], &other.lost[1])];
        Self::of(instead.collect(), lost, row(&self.made_up, &other.made_up))
    }

    /// What a misreading costs at least.
    pub(super) fn cost(&self, misreading: Misreading) -> f32 {
        match misreading {
            Misreading::Other { right, read } => {
                self.instead[usize::from(read)].iter().find(|(code, _)| *code == right).map_or(f32::INFINITY, |l| l.1)
            }
            Misreading::Lost { right, high } => self.lost[usize::from(high)][usize::from(right)],
            Misreading::MadeUp(code) => self.made_up(code),
        }
    }

    /// The profile in which these misreadings cost no more than that.
    pub(super) fn with(&self, costs: &[(Misreading, f32)]) -> Self {
        let (mut instead, mut lost, mut made_up) = (self.instead.clone(), self.lost, self.made_up);
        for &(misreading, cost) in costs {
            match misreading {
                Misreading::Other { right, read } => {
                    let list = &mut instead[usize::from(read)];
                    list.retain(|l| l.0 != right);
                    list.push((right, cost.min(self.cost(misreading))));
                }
                Misreading::Lost { right, high } => {
                    // of letters that are no tone marks it does not matter what they stand on
                    let rows = if is_tone(right) { usize::from(high)..=usize::from(high) } else { 0..=1 };
                    lost[rows].iter_mut().for_each(|row| row[usize::from(right)] = cost.min(row[usize::from(right)]));
                }
                Misreading::MadeUp(code) => made_up[usize::from(code)] = cost.min(self.made_up(code)),
            }
        }
        instead.iter_mut().for_each(|list| list.sort_by(|a, b| a.1.total_cmp(&b.1)));
        Self::of(instead, lost, made_up)
    }

    /// Cost of having lost `code` after `before`.
    #[inline]
    pub(super) fn lost(&self, code: u8, before: Option<u8>) -> f32 {
        self.lost_after(before)[code as usize]
    }

    /// Cost of having lost each letter after `before`.
    #[inline]
    pub(super) fn lost_after(&self, before: Option<u8>) -> &[f32; ALPHABET] {
        &self.lost[usize::from(before.is_some_and(is_upper_vowel))]
    }

    /// The letters but tone marks that may have been lost where these follow, and what that costs, cheapest first.
    #[inline]
    pub(super) fn losable(&self, follow: Follow) -> impl Iterator<Item = (u8, f32)> {
        let mut left = follow.bytes().iter().zip(&self.sharing).fold(0, |all, (&set, sharing)| all | sharing[usize::from(set)]);
        std::iter::from_fn(move || {
            let k = left.trailing_zeros() as usize;
            left &= left.wrapping_sub(1);
            self.losable.get(k).copied()
        })
    }

    /// The letters that may have been read as this one at no more than such a cost, and some dearer ones.
    #[inline]
    pub(super) fn alike(&self, read: u8, cost: f32) -> Follow {
        let by_cost = &self.alike[read as usize];
        by_cost[(cost as usize + 1).min(by_cost.len() - 1)]
    }

    /// Cost of `code` having been made up.
    #[inline]
    pub(super) fn made_up(&self, code: u8) -> f32 {
        self.made_up[code as usize]
    }

    /// What it costs to have read `right` as `read`.
    pub(super) fn channel(&self, right: &[u8], read: &[u8]) -> f32 {
        let instead = |right: u8, read: u8| {
            if right == read { 0.0 } else { self.cost(Misreading::Other { right, read }).min(DEAREST) }
        };
        let made_up = |c: u8| self.made_up(c).min(DEAREST);
        let mut row = vec![0.0];
        row.extend(read.iter().scan(0.0, |sum, &c| {
            *sum += made_up(c);
            Some(*sum)
        }));
        for (i, &want) in right.iter().enumerate() {
            let lost = self.lost(want, i.checked_sub(1).map(|k| right[k])).min(DEAREST);
            let mut diagonal = row[0];
            row[0] += lost;
            for (j, &have) in read.iter().enumerate() {
                let other = diagonal + instead(want, have);
                diagonal = row[j + 1];
                row[j + 1] = other.min(row[j + 1] + lost).min(row[j] + made_up(have));
            }
        }
        row[read.len()]
    }
}
