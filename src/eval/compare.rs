//! Comparison of one gold letter with one found letter, field by field.

use super::align::{pair_items, take_nearest};
use super::norm::{digits, email, extensions, is_unknown, items, joined, nearly, norm, objects, part, similarity, url};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The scored fields, in the order of the tables.
pub(super) const FIELDS: [&str; 24] = [
    "kind",
    "urgency",
    "secrecy",
    "number",
    "agency",
    "date",
    "subject",
    "addressees",
    "ref_number",
    "ref_date",
    "enclosures",
    "sig_name",
    "sig_position",
    "sig_acting_for",
    "sig_role",
    "rcpt_number",
    "rcpt_date",
    "rcpt_time",
    "rcpt_receiver",
    "phone_number",
    "phone_kind",
    "phone_ext",
    "emails",
    "urls",
];

/// The fields that also have a soft score: running text, in which one letter may be damaged.
const TEXT_FIELDS: [&str; 8] =
    ["agency", "subject", "addressees", "enclosures", "sig_name", "sig_position", "sig_acting_for", "rcpt_receiver"];

const SCALARS: [&str; 7] = ["kind", "urgency", "secrecy", "number", "agency", "date", "subject"];

pub(super) fn is_text(field: &str) -> bool {
    TEXT_FIELDS.contains(&field)
}

/// Right, false and missed values of one field.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub right: u64,
    pub wrong: u64,
    pub missed: u64,
    /// Values that are wrong strictly but nearly right: right in the soft score.
    pub near: u64,
}

impl Count {
    pub fn add(&mut self, o: Count) {
        self.right += o.right;
        self.wrong += o.wrong;
        self.missed += o.missed;
        self.near += o.near;
    }

    /// The same with the nearly right values as right.
    pub fn soft(self) -> Count {
        Count {
            right: self.right + self.near,
            wrong: self.wrong.saturating_sub(self.near),
            missed: self.missed.saturating_sub(self.near),
            near: 0,
        }
    }

    pub fn is_empty(self) -> bool {
        self.right + self.wrong + self.missed == 0
    }
}

/// Counts of all fields.
#[derive(Debug, Clone, Default)]
pub(super) struct Tally(BTreeMap<&'static str, Count>);

impl Tally {
    pub fn add(&mut self, field: &'static str, c: Count) {
        self.0.entry(field).or_default().add(c);
    }

    pub fn merge(&mut self, o: &Tally) {
        for (field, c) in &o.0 {
            self.add(field, *c);
        }
    }

    pub fn get(&self, field: &str) -> Count {
        self.0.get(field).copied().unwrap_or_default()
    }

    pub fn total(&self) -> Count {
        let mut sum = Count::default();
        self.0.values().for_each(|c| sum.add(*c));
        sum
    }
}

/// One scored value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Outcome {
    pub field: &'static str,
    /// Place of the value among the gold values of the field; `None` when the gold has none.
    pub slot: Option<usize>,
    pub gold: Option<String>,
    pub found: Option<String>,
    pub right: bool,
}

/// What the comparison of one letter gives.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub tally: Tally,
    pub outcomes: Vec<Outcome>,
    /// JSON pointers into the found letter: whether the value there is right.
    pub pointers: BTreeMap<String, bool>,
}

impl Sheet {
    fn mark(&mut self, pointer: String, right: bool) {
        let all = self.pointers.entry(pointer).or_insert(true);
        *all &= right;
    }

    fn scalar(&mut self, field: &'static str, slot: usize, gold: Option<String>, found: Option<String>, pointer: Option<String>) {
        if gold.as_deref() == Some("?") || (gold.is_none() && found.is_none()) {
            return;
        }
        let right = gold == found;
        let mut c = Count::default();
        match (&gold, &found) {
            _ if right => c.right = 1,
            (None, _) => c.wrong = 1,
            (_, None) => c.missed = 1,
            (Some(g), Some(f)) => {
                (c.wrong, c.missed) = (1, 1);
                c.near = u64::from(is_text(field) && nearly(g, f));
            }
        }
        self.tally.add(field, c);
        if let (Some(pointer), true) = (pointer, found.is_some()) {
            self.mark(pointer, right);
        }
        self.outcomes.push(Outcome { field, slot: gold.is_some().then_some(slot), gold, found, right });
    }

    /// Values whose order does not matter. An unknown gold value lets one found value go unscored.
    fn bag(&mut self, field: &'static str, gold: Vec<Option<String>>, found: Vec<(Option<String>, String)>) {
        let unknown = gold.iter().filter(|g| g.as_deref() == Some("?")).count();
        let gold: Vec<(usize, String)> =
            gold.into_iter().enumerate().filter_map(|(i, g)| Some((i, g.filter(|g| !g.is_empty() && g != "?")?))).collect();
        let found: Vec<(String, String)> = found.into_iter().filter_map(|(v, p)| Some((v.filter(|v| !v.is_empty())?, p))).collect();
        let gold_values: Vec<String> = gold.iter().map(|g| g.1.clone()).collect();
        let mut values: Vec<String> = found.iter().map(|f| f.0.clone()).collect();
        let common = common(&gold_values, &values);
        let right: usize = common.values().sum();
        let mut dropped: BTreeMap<String, usize> = BTreeMap::new();
        let spare = unknown.min(values.len().saturating_sub(right));
        for x in minus(&values, &common).into_iter().take(spare) {
            if let Some(k) = values.iter().position(|v| *v == x) {
                values.remove(k);
            }
            *dropped.entry(x).or_default() += 1;
        }
        let left = minus(&values, &common);
        let near = if is_text(field) { count_near(&minus(&gold_values, &common), left.clone()) } else { 0 };
        self.tally
            .add(field, Count { right: right as u64, wrong: (values.len() - right) as u64, missed: (gold.len() - right) as u64, near });
        self.bag_pointers(found, common.clone(), dropped);
        self.bag_outcomes(field, gold, common, left);
    }

    fn bag_pointers(&mut self, found: Vec<(String, String)>, mut common: BTreeMap<String, usize>, mut dropped: BTreeMap<String, usize>) {
        for (value, pointer) in found {
            if take_one(&mut common, &value) {
                self.mark(pointer, true);
            } else if !take_one(&mut dropped, &value) {
                self.mark(pointer, false);
            }
        }
    }

    fn bag_outcomes(
        &mut self,
        field: &'static str,
        gold: Vec<(usize, String)>,
        mut common: BTreeMap<String, usize>,
        mut left: Vec<String>,
    ) {
        let rights: Vec<bool> = gold.iter().map(|(_, g)| take_one(&mut common, g)).collect();
        for ((slot, g), right) in gold.into_iter().zip(rights) {
            let found = if right { Some(g.clone()) } else { take_nearest(&mut left, &g) };
            self.outcomes.push(Outcome { field, slot: Some(slot), gold: Some(g), found, right });
        }
        self.outcomes.extend(left.into_iter().map(|v| Outcome { field, slot: None, gold: None, found: Some(v), right: false }));
    }

    /// The keys of paired items, each a scalar.
    fn paired(
        &mut self,
        list: &str,
        keys: &[(&'static str, &'static str)],
        (gold, found): (&Value, &Value),
        score: impl Fn(&Value, &Value) -> f64,
    ) {
        let gold_items = items(gold);
        for (g, f) in pair_items(gold, found, score) {
            for (field, key) in keys {
                let a = norm(part(g.and_then(|i| gold_items.get(i).copied()), key));
                let b = norm(part(f.map(|x| x.1), key));
                let pointer = f.map(|x| format!("/{list}/{}/{key}", x.0));
                self.scalar(field, g.unwrap_or(0), a, b, pointer);
            }
        }
    }
}

/// How often each value is in both lists.
fn common(a: &[String], b: &[String]) -> BTreeMap<String, usize> {
    let count = |l: &[String]| {
        let mut m: BTreeMap<String, usize> = BTreeMap::new();
        l.iter().for_each(|x| *m.entry(x.clone()).or_default() += 1);
        m
    };
    let (a, b) = (count(a), count(b));
    a.into_iter()
        .filter_map(|(x, n)| {
            let both = n.min(*b.get(&x)?);
            Some((x, both))
        })
        .collect()
}

/// The values of the list without the common ones, equal values together, in order of first sight.
fn minus(list: &[String], common: &BTreeMap<String, usize>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut out = Vec::new();
    for x in list.iter().filter(|x| seen.insert(x.as_str())) {
        let n = list.iter().filter(|y| *y == x).count();
        let rest = n.saturating_sub(common.get(x).copied().unwrap_or(0));
        out.extend(std::iter::repeat_n(x.clone(), rest));
    }
    out
}

/// How many of the missed gold values have a nearly right value among the false ones.
fn count_near(gold: &[String], mut found: Vec<String>) -> u64 {
    let mut n = 0;
    for g in gold {
        if let Some(k) = found.iter().position(|f| nearly(g, f)) {
            found.remove(k);
            n += 1;
        }
    }
    n
}

fn take_one(counts: &mut BTreeMap<String, usize>, value: &str) -> bool {
    match counts.get_mut(value) {
        Some(n) if *n > 0 => {
            *n -= 1;
            true
        }
        _ => false,
    }
}

/// Both sides of a list field; both empty when the gold says that the field cannot be known.
struct Pair<'a> {
    gold: &'a Value,
    found: &'a Value,
}

static NOTHING: Value = Value::Null;

fn list_pair<'a>(gold: Option<&'a Value>, found: Option<&'a Value>, key: &str) -> Pair<'a> {
    let (g, f) = (part(gold, key), part(found, key));
    if is_unknown(g) {
        return Pair { gold: &NOTHING, found: &NOTHING };
    }
    Pair { gold: g, found: f }
}

/// Compares a gold letter and a found letter; either may be missing.
pub(super) fn compare(gold: Option<&Value>, found: Option<&Value>) -> Sheet {
    let mut sheet = Sheet::default();
    for field in SCALARS {
        let value = |x| norm(part(x, field));
        sheet.scalar(field, 0, value(gold), value(found), Some(format!("/{field}")));
    }
    addressees(&mut sheet, gold, found);
    references(&mut sheet, gold, found);
    enclosures(&mut sheet, gold, found);
    signatories_and_receipts(&mut sheet, gold, found);
    phones(&mut sheet, gold, found);
    addresses(&mut sheet, gold, found);
    sheet
}

fn addressees(sheet: &mut Sheet, gold: Option<&Value>, found: Option<&Value>) {
    let (g, f) = (part(gold, "addressees"), part(found, "addressees"));
    if items(g).into_iter().any(is_unknown) {
        return;
    }
    let (whole, read) = (joined(g), joined(f));
    let right = whole.is_some() && whole == read;
    sheet.scalar("addressees", 0, whole, read, Some("/addressees".to_owned()));
    let known: BTreeSet<String> = items(g).into_iter().filter_map(norm).collect();
    for (k, item) in items(f).into_iter().enumerate() {
        if let Some(v) = norm(item) {
            sheet.mark(format!("/addressees/{k}"), right || known.contains(&v));
        }
    }
}

/// References; a found one that the gold lists as cited elsewhere is neither right nor wrong.
fn references(sheet: &mut Sheet, gold: Option<&Value>, found: Option<&Value>) {
    let pair = list_pair(gold, found, "references");
    let values = |v: &Value, key: &str| -> Vec<Option<String>> {
        let all = items(v).into_iter();
        all.map(|x| norm(part(Some(x), key))).collect()
    };
    let set = |v: &Value, key: &str| values(v, key).into_iter().collect::<BTreeSet<_>>();
    let cited = part(gold, "cited");
    let (cited_numbers, cited_dates) = (set(cited, "number"), set(cited, "date"));
    let (numbers, dates) = (set(pair.gold, "number"), set(pair.gold, "date"));
    let kept: Vec<_> = objects(pair.found)
        .into_iter()
        .filter(|(_, x)| {
            let (n, d) = (norm(part(Some(x), "number")), norm(part(Some(x), "date")));
            let by_number = cited_numbers.contains(&n) && !numbers.contains(&n);
            let by_date = cited_dates.contains(&d) && !dates.contains(&d) && !numbers.contains(&n);
            !(by_number || by_date)
        })
        .collect();
    for (field, key) in [("ref_number", "number"), ("ref_date", "date")] {
        let read = kept.iter().map(|(k, x)| (norm(part(Some(x), key)), format!("/references/{k}/{key}")));
        sheet.bag(field, values(pair.gold, key), read.collect());
    }
}

fn enclosures(sheet: &mut Sheet, gold: Option<&Value>, found: Option<&Value>) {
    let pair = list_pair(gold, found, "enclosures");
    let text = |x: &Value| match x {
        Value::Object(_) => norm(part(Some(x), "description")),
        other => norm(other),
    };
    let read = items(pair.found).into_iter().enumerate().map(|(k, x)| {
        let key = if x.is_object() { "/description" } else { "" };
        (text(x), format!("/enclosures/{k}{key}"))
    });
    let wanted = items(pair.gold).into_iter().map(text).collect();
    sheet.bag("enclosures", wanted, read.collect());
}

fn signatories_and_receipts(sheet: &mut Sheet, gold: Option<&Value>, found: Option<&Value>) {
    let alike = |a: &Value, b: &Value, key: &str| {
        let (a, b) = (norm(part(Some(a), key)), norm(part(Some(b), key)));
        similarity(a.as_deref(), b.as_deref())
    };
    let pair = list_pair(gold, found, "signatories");
    sheet.paired(
        "signatories",
        &[("sig_name", "name"), ("sig_position", "position"), ("sig_acting_for", "acting_for"), ("sig_role", "role")],
        (pair.gold, pair.found),
        |a, b| alike(a, b, "name") + 0.3 * alike(a, b, "position") - 0.35,
    );
    let pair = list_pair(gold, found, "receipts");
    sheet.paired(
        "receipts",
        &[("rcpt_number", "number"), ("rcpt_date", "date"), ("rcpt_time", "time"), ("rcpt_receiver", "receiver")],
        (pair.gold, pair.found),
        |a, b| {
            let sum = alike(a, b, "number") + alike(a, b, "date") + alike(a, b, "time");
            0.01 + (sum + alike(a, b, "receiver"))
        },
    );
}

fn phones(sheet: &mut Sheet, gold: Option<&Value>, found: Option<&Value>) {
    let pair = list_pair(gold, found, "phones");
    let wanted = items(pair.gold);
    let read = objects(pair.found);
    let number = |x: &Value| digits(part(Some(x), "number"));
    sheet.bag(
        "phone_number",
        wanted.iter().map(|x| Some(number(x))).collect(),
        read.iter().map(|(k, x)| (Some(number(x)), format!("/phones/{k}/number"))).collect(),
    );
    let last: BTreeMap<String, (usize, &Value)> = read.iter().map(|(k, x)| (number(x), (*k, *x))).collect();
    for (slot, x) in wanted.iter().enumerate() {
        let Some((k, y)) = last.get(&number(x)) else {
            continue;
        };
        if y.as_object().is_none_or(|o| o.is_empty()) || is_unknown(part(Some(x), "number")) {
            continue;
        }
        let kind = |v| norm(part(Some(v), "kind"));
        let pointer = Some(format!("/phones/{k}/kind"));
        sheet.scalar("phone_kind", slot, kind(x), kind(y), pointer);
    }
    let numbered = |x: &Value| -> Vec<(usize, String)> {
        let all = extensions(part(Some(x), "ext")).into_iter();
        all.map(|(e, v)| (e, format!("{}#{v}", number(x)))).collect()
    };
    let mut found_ext = Vec::new();
    for (k, x) in &read {
        for (e, v) in numbered(x) {
            found_ext.push((Some(v), format!("/phones/{k}/ext/{e}")));
        }
    }
    let gold_ext = wanted.iter().flat_map(|x| numbered(x));
    let gold_ext = gold_ext.map(|(_, v)| Some(v)).collect();
    sheet.bag("phone_ext", gold_ext, found_ext);
}

/// E-mail and web addresses; a web address that the gold names as optional is not scored.
fn addresses(sheet: &mut Sheet, gold: Option<&Value>, found: Option<&Value>) {
    let pair = list_pair(gold, found, "emails");
    let pointed = |v: &Value, list: &str, read: fn(&Value) -> Option<String>| {
        let all = items(v).into_iter().enumerate();
        all.map(|(k, x)| (read(x), format!("/{list}/{k}"))).collect::<Vec<_>>()
    };
    let wanted = items(pair.gold).into_iter().map(email).collect();
    sheet.bag("emails", wanted, pointed(pair.found, "emails", email));
    let optional: BTreeSet<Option<String>> = items(part(gold, "urls_optional")).into_iter().map(url).collect();
    let pair = list_pair(gold, found, "urls");
    let mut read = pointed(pair.found, "urls", url);
    read.retain(|(v, _)| !optional.contains(v));
    let wanted = items(pair.gold).into_iter().map(url).collect();
    sheet.bag("urls", wanted, read);
}
