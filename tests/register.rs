//! Letters of several files as one register. All letters are invented.

use proptest::prelude::*;
use saraban::register::{Cited, Differs, Entry, Gap, Place, Register};

fn entry(id: &str, number: &str, date: &str) -> Entry {
    let some = |s: &str| (!s.is_empty()).then(|| s.into());
    Entry { id: id.into(), path: format!("{id}.txt").into(), index: 0, number: some(number), date: some(date), cited: Vec::new() }
}

fn citing(number: &str, date: &str) -> Entry {
    let some = |s: &str| (!s.is_empty()).then(|| s.into());
    let cited = vec![Cited { place: Place::Reference(0), number: some(number), date: some(date) }];
    Entry { cited, ..entry("citing", "จบ 0022/340", "2025-05-06") }
}

/// What a citation becomes among `held`: the id that it resolves to, or the nearest one and in what it differs.
fn found(number: &str, date: &str, held: &[Entry]) -> (Option<String>, Option<(String, Differs)>) {
    let register = Register::new([citing(number, date)].into_iter().chain(held.iter().cloned()));
    let r = register.resolve()[0];
    let id = |at: usize| register.entries()[at].id.to_string();
    (r.held.map(id), r.near.map(|n| (id(n.entry), n.differs)))
}

fn held(id: &str) -> (Option<String>, Option<(String, Differs)>) {
    (Some(id.to_owned()), None)
}

fn near(id: &str, differs: Differs) -> (Option<String>, Option<(String, Differs)>) {
    (None, Some((id.to_owned(), differs)))
}

const NOT_HELD: (Option<String>, Option<(String, Differs)>) = (None, None);

#[test]
fn a_citation_resolves_by_number_and_date_only() {
    let letters = [
        entry("a", "มท 0810.7/ว 1355", "2024-03-27"),
        entry("b", "มท 0810.7/ว 1355", "2023-03-20"),
        entry("c", "มท 0810.7/1355", "2024-03-27"),
    ];
    assert_eq!(found("มท 0810.7/ว 1355", "2024-03-27", &letters), held("a"));
    assert_eq!(found("มท 0810.7/ว 1355", "2023-03-20", &letters), held("b"));
    assert_eq!(found("มท 0810.7/ว 1355", "2024-03", &letters), held("a"));
    assert_eq!(found("มท 0810.7/ว 1355", "2021-07-01", &letters), NOT_HELD);
    assert_eq!(found("นร 0505/77", "2024-03-27", &letters), NOT_HELD);
    assert_eq!(found("", "2024-03-27", &letters), NOT_HELD);
}

#[test]
fn a_near_match_is_told_and_not_taken() {
    let letters = [entry("a", "นร 0505/3270", "2024-12-08")];
    for (number, date, differs) in [
        ("นร 0505/3270", "2024-12-03", Differs::Date),
        ("นร 0505/3270", "2022-12-08", Differs::Date),
        ("นร 0505/32070", "2024-12-08", Differs::Number),
        ("นร 0505/32070", "2024-12-01", Differs::Number),
        ("นร 0505/3720", "2024-12-08", Differs::Number),
        ("นร 0506/3270", "2024-12-08", Differs::Unit),
        ("นธ 0505/3270", "2024-12-08", Differs::Unit),
    ] {
        assert_eq!(found(number, date, &letters), near("a", differs), "{number} {date}");
    }
    // another number of the same length on another day is another letter
    assert_eq!(found("นร 0505/3271", "2024-12-09", &letters), NOT_HELD);
    assert_eq!(found("นร 0516/3270", "2024-12-08", &letters), NOT_HELD);
}

#[test]
fn a_citation_without_a_date_needs_the_only_letter_of_its_number_of_the_last_year() {
    let recent = entry("a", "ศธ 0201/12", "2025-02-01");
    let old = entry("b", "ศธ 0201/12", "2019-02-01");
    assert_eq!(found("ศธ 0201/12", "", std::slice::from_ref(&recent)), held("a"));
    assert_eq!(found("ศธ 0201/12", "", std::slice::from_ref(&old)), near("b", Differs::Uncertain));
    assert_eq!(found("ศธ 0201/12", "", &[recent, old]), near("a", Differs::Uncertain));
    assert_eq!(found("ศธ 0201/12", "2025-02-01", &[entry("c", "ศธ 0201/12", "")]), near("c", Differs::Undated));
}

#[test]
fn an_unreadable_letter_code_is_no_contradiction() {
    let letters = [entry("a", "0201/12", "2025-02-01")];
    assert_eq!(found("ศธ 0201/12", "2025-02-01", &letters), held("a"));
    assert_eq!(found("ศธ 0201/12", "2025-02-02", &letters), NOT_HELD);
}

/// Run, missing numbers, the letter with the same number and the one out of order.
type Line = (u64, Option<(u64, u64)>, String, String);

/// Letters of one unit as id, run and date; gives for each line in order: run, missing numbers, and the ids of the letter
/// with the same number and of the one out of order.
fn lines(letters: &[(&str, u64, &str)]) -> Vec<Line> {
    let register = Register::new(letters.iter().map(|(id, run, date)| entry(id, &format!("กษ 0502/{run}"), date)));
    let id = |at: Option<usize>| at.map_or_else(String::new, |at| register.entries()[at].id.to_string());
    let gap = |g: Gap| (g.from, g.to);
    register.lines().iter().map(|l| (l.run, l.missing.map(gap), id(l.same_number), id(l.out_of_order))).collect()
}

#[test]
fn running_numbers_show_gaps_doubles_and_inversions() {
    let found = lines(&[
        ("e", 9, "2025-01-09"),
        ("a", 1, "2025-01-02"),
        ("b", 2, "2025-01-03"),
        ("c", 3, "2025-07-03"),
        ("d", 5, "2025-01-05"),
        ("f", 9, "2025-01-10"),
        ("next year", 1, "2026-01-05"),
        ("undated", 4, ""),
    ]);
    let none = String::new;
    let wanted = [
        (1, None, none(), none()),
        (2, None, none(), none()),
        (3, None, none(), "d".to_owned()),
        (5, Some((4, 4)), none(), none()),
        (9, Some((6, 8)), "f".to_owned(), none()),
        (9, None, "e".to_owned(), none()),
        (1, None, none(), none()),
    ];
    assert_eq!(found, wanted);
}

fn letter() -> impl Strategy<Value = (u64, u8, u8, Vec<(u64, u8, u8)>)> {
    let key = || (1..40u64, 1..4u8, 1..9u8);
    (key(), proptest::collection::vec(key(), 0..3)).prop_map(|((run, unit, day), cited)| (run, unit, day, cited))
}

proptest! {
    /// What is found of a letter does not depend on the order in which letters come.
    #[test]
    fn order_does_not_matter(letters in proptest::collection::vec(letter(), 1..60), turn in 0..60usize) {
        let number = |run: u64, unit: u8| format!("กษ 050{unit}/{run}");
        let date = |day: u8| format!("2025-01-0{day}");
        let entries: Vec<Entry> = letters.iter().enumerate().map(|(at, (run, unit, day, cited))| {
            let cited = cited.iter().enumerate().map(|(n, (run, unit, day))| Cited {
                place: Place::Citation(n as u32), number: Some(number(*run, *unit).into()), date: Some(date(*day).into()),
            });
            Entry { cited: cited.collect(), ..entry(&format!("{at:02}"), &number(*run, *unit), &date(*day)) }
        }).collect();
        let told = |entries: Vec<Entry>| {
            let register = Register::new(entries);
            let id = |at: usize| register.entries()[at].id.to_string();
            let mut all: Vec<_> = register.resolve().iter()
                .map(|r| (id(r.entry), r.cited, r.held.map(id), r.near.map(|n| (id(n.entry), n.differs)))).collect();
            all.sort();
            let lines: Vec<_> = register.lines().iter()
                .map(|l| (id(l.entry), l.missing, l.same_number.map(id), l.out_of_order.map(id))).collect();
            let twins: Vec<Vec<String>> = register.twins().iter().map(|g| g.iter().map(|&at| id(at)).collect()).collect();
            (all, lines, twins)
        };
        let mut turned = entries.clone();
        turned.rotate_left(turn % entries.len());
        turned.reverse();
        prop_assert_eq!(told(entries), told(turned));
    }
}
