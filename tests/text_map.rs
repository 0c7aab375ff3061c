//! A text that is never overwritten: applying changes, replaying edits, mapping spans back to the source.

mod common;

use common::cases;
use proptest::prelude::*;
use saraban::text::{Change, Edit, SourceSpan, Text, TextSpan, replay};

fn change(start: usize, end: usize, after: &str) -> Change {
    Change { at: TextSpan::new(start, end), after: after.to_owned().into(), rule: "test", confidence: 1.0 }
}

/// A text after rounds of changes.
fn edited(source: &str, rounds: &[&[Change]]) -> Text {
    let mut text = Text::new(source.to_owned());
    for round in rounds {
        text.apply(round);
    }
    text
}

/// Source words and current words of each edit.
fn pairs(text: &Text) -> Vec<(&str, &str)> {
    text.edits().iter().map(|e| (e.source.of(text.source()), e.text.of(text.current()))).collect()
}

#[test]
fn what_stands_now_for_a_piece_of_the_source() {
    let text = edited("กํานัน 12", &[&[change(3, 9, "ำ"), change(18, 18, "-")]]);
    let now = |start: usize, end: usize| text.now(SourceSpan { start, end });
    assert_eq!((text.current(), now(0, 18), now(6, 15)), ("กำนัน- 12", "กำนัน-", "ำนั"));
    assert_eq!((now(18, 18), now(19, 21)), ("-", "12"));
}

/// The words of the source that a span of the current text maps to.
fn source_of(text: &Text, start: usize, end: usize) -> &str {
    text.to_source(TextSpan::new(start, end)).of(text.source())
}

#[test]
fn a_new_text_is_its_source_and_maps_to_itself() {
    let text = Text::new("ที่ นพ".to_owned());
    assert_eq!((text.source(), text.current(), text.edits()), ("ที่ นพ", "ที่ นพ", &[][..]));
    assert_eq!(text.to_source(TextSpan::new(0, 9)), SourceSpan { start: 0, end: 9 });
}

#[test]
fn no_changes_leave_everything_as_it_was() {
    let text = edited("abc", &[&[], &[change(1, 2, "XY")], &[]]);
    assert_eq!((text.current(), pairs(&text)), ("aXYc", vec![("b", "XY")]));
}

#[test]
fn several_changes_of_one_round_are_several_edits() {
    let text = edited("abcdef", &[&[change(0, 1, "AA"), change(3, 5, "")]]);
    assert_eq!(text.current(), "AAbcf");
    assert_eq!(pairs(&text), [("a", "AA"), ("de", "")]);
    assert_eq!(source_of(&text, 2, 4), "bc");
    assert_eq!(source_of(&text, 3, 5), "cdef");
}

#[test]
fn a_change_of_an_earlier_edit_leads_straight_from_the_source() {
    let text = edited("abc", &[&[change(1, 2, "XYZ")], &[change(2, 3, "-")]]);
    assert_eq!((text.current(), pairs(&text)), ("aX-Zc", vec![("b", "X-Z")]));
}

#[test]
fn a_change_over_several_edits_joins_them() {
    let text = edited("abcdef", &[&[change(1, 2, "B"), change(4, 5, "E")], &[change(1, 5, "…")]]);
    assert_eq!((text.current(), pairs(&text)), ("a…f", vec![("bcde", "…")]));
}

#[test]
fn an_edit_that_is_taken_back_is_none() {
    let text = edited("abc", &[&[change(1, 2, "X")], &[change(1, 2, "b")]]);
    assert_eq!((text.current(), text.edits()), ("abc", &[][..]));
}

#[test]
fn a_change_that_changes_nothing_is_no_edit() {
    let text = edited("abc", &[&[change(1, 2, "b")]]);
    assert_eq!((text.current(), text.edits()), ("abc", &[][..]));
}

#[test]
fn an_insertion_stands_at_an_empty_place_of_the_source() {
    let text = edited("ac", &[&[change(1, 1, "b")]]);
    assert_eq!((text.current(), pairs(&text)), ("abc", vec![("", "b")]));
    assert_eq!(text.to_source(TextSpan::new(1, 2)), SourceSpan { start: 1, end: 1 });
    assert_eq!((source_of(&text, 0, 1), source_of(&text, 2, 3), source_of(&text, 0, 3)), ("a", "c", "ac"));
}

#[test]
fn a_deletion_is_in_every_span_around_it_and_in_none_beside_it() {
    let text = edited("a**b", &[&[change(1, 3, "")]]);
    assert_eq!((source_of(&text, 0, 1), source_of(&text, 1, 2), source_of(&text, 0, 2)), ("a", "b", "a**b"));
}

#[test]
fn a_span_that_ends_inside_an_edit_takes_all_of_its_source() {
    let text = edited("ก123ข", &[&[change(3, 6, "หนึ่ง")]]);
    assert_eq!(source_of(&text, 0, 6), "ก123");
    assert_eq!(source_of(&text, 6, 9), "123");
}

#[test]
fn the_later_rule_names_a_merged_edit_and_the_lower_confidence_stays() {
    let mut text = edited("abc", &[&[Change { confidence: 0.5, ..change(1, 2, "XY") }]]);
    text.apply(&[Change { rule: "later", confidence: 0.9, ..change(2, 3, "Z") }]);
    let [edit] = text.edits() else { panic!("{:?}", text.edits()) };
    assert_eq!((edit.rule, edit.confidence), ("later", 0.5));
}

#[test]
fn edits_in_a_span_of_the_source_are_those_that_begin_in_it() {
    let text = edited("a b c d", &[&[change(0, 1, "A"), change(2, 3, "B"), change(6, 7, "D")]]);
    let found: Vec<&str> = text.edits_in(SourceSpan { start: 2, end: 6 }).iter().map(|e| e.text.of(text.current())).collect();
    assert_eq!(found, ["B"]);
}

#[test]
fn a_deletion_at_a_cut_belongs_to_the_later_letter() {
    let text = edited("a\n# b", &[&[change(2, 4, "")]]);
    assert_eq!((text.current(), text.cut(2)), ("a\nb", 2));
    assert_eq!(text.cut(0), 0);
}

#[test]
fn replay_makes_the_replacements_in_order() {
    let at = |start, end| SourceSpan { start, end };
    assert_eq!(replay("abcd", [(at(0, 1), "A"), (at(1, 1), "+"), (at(2, 4), "")]), "A+b");
    assert_eq!(replay("abcd", []), "abcd");
}

/// A wish for a change: two places, taken modulo the length of the text, and what stands there afterwards.
type Wish = (u16, u16, String);

fn word() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(vec!["a", "b", "\n", " ", "ก", "ำ", "่", "é", "😀"]), 0..6).prop_map(|v| v.concat())
}

fn source() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(vec!["a", "b", "c", "\n", " ", "ก", "ข", "ำ", "้", "é", "😀"]), 0..40)
        .prop_map(|v| v.concat())
}

fn rounds() -> impl Strategy<Value = Vec<Vec<Wish>>> {
    proptest::collection::vec(proptest::collection::vec((any::<u16>(), any::<u16>(), word()), 0..6), 0..6)
}

/// The wishes as changes of `text`: on char boundaries, sorted, disjoint.
fn changes(text: &str, wishes: &[Wish]) -> Vec<Change> {
    let bounds: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
    let mut places: Vec<usize> = wishes.iter().flat_map(|w| [w.0, w.1]).map(|p| bounds[p as usize % bounds.len()]).collect();
    places.sort_unstable();
    let spans = places.chunks_exact(2);
    spans.zip(wishes).map(|(p, w)| Change { at: TextSpan::new(p[0], p[1]), after: w.2.clone().into(), ..change(0, 0, "") }).collect()
}

/// The same changes made to a plain string.
fn plainly(text: &str, changes: &[Change]) -> String {
    let mut out = text.to_owned();
    for c in changes.iter().rev() {
        out.replace_range(c.at.start..c.at.end, &c.after);
    }
    out
}

fn replayed(text: &Text, edits: &[Edit]) -> String {
    replay(text.source(), edits.iter().map(|e| (e.source, e.text.of(text.current()))))
}

/// Whether `at` stands neither inside an edit nor at a place where something was deleted or inserted.
fn apart(text: &Text, at: usize) -> bool {
    text.edits()
        .iter()
        .all(|e| at < e.text.start || at > e.text.end || at == e.text.start && !e.text.is_empty() && e.source.start < e.source.end)
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn applying_changes_gives_what_plain_replacing_gives(source in source(), rounds in rounds()) {
        let mut text = Text::new(source.clone());
        for round in &rounds {
            let changes = changes(text.current(), round);
            let wanted = plainly(text.current(), &changes);
            text.apply(&changes);
            prop_assert_eq!(text.current(), wanted);
            prop_assert_eq!(text.source(), &source);
        }
    }

    #[test]
    fn replaying_the_edits_over_the_source_gives_the_text(source in source(), rounds in rounds()) {
        let mut text = Text::new(source);
        for round in &rounds {
            let changes = changes(text.current(), round);
            text.apply(&changes);
            prop_assert_eq!(replayed(&text, text.edits()), text.current());
        }
    }

    #[test]
    fn edits_are_sorted_disjoint_real_and_on_char_boundaries(source in source(), rounds in rounds()) {
        let mut text = Text::new(source);
        for round in &rounds {
            let changes = changes(text.current(), round);
            text.apply(&changes);
        }
        let (mut in_source, mut in_text) = (0, 0);
        for e in text.edits() {
            prop_assert!(e.source.start >= in_source && e.text.start >= in_text, "{:?}", text.edits());
            prop_assert!(text.source().get(e.source.start..e.source.end).is_some(), "{e:?}");
            prop_assert!(text.current().get(e.text.start..e.text.end).is_some(), "{e:?}");
            prop_assert_ne!(e.source.of(text.source()), e.text.of(text.current()));
            // what stands between two edits is the same in both
            prop_assert_eq!(&text.source()[in_source..e.source.start], &text.current()[in_text..e.text.start]);
            (in_source, in_text) = (e.source.end, e.text.end);
        }
    }

    #[test]
    fn every_span_maps_into_the_source(source in source(), rounds in rounds(), a in any::<u16>(), b in any::<u16>()) {
        let mut text = Text::new(source);
        for round in &rounds {
            let changes = changes(text.current(), round);
            text.apply(&changes);
        }
        let bounds: Vec<usize> = text.current().char_indices().map(|(i, _)| i).chain([text.current().len()]).collect();
        let (a, b) = (bounds[a as usize % bounds.len()], bounds[b as usize % bounds.len()]);
        let span = TextSpan::new(a.min(b), a.max(b));
        let at = text.to_source(span);
        prop_assert!(text.source().get(at.start..at.end).is_some(), "{span:?} maps to {at:?}");
        prop_assert!(text.now(at).contains(span.of(text.current())), "{span:?} maps to {at:?}, which is now {:?}", text.now(at));
        let touched = text.edits().iter().filter(|e| e.text.start < span.end && span.start < e.text.end
            || e.text.is_empty() && span.start < e.text.start && e.text.start < span.end);
        let touched: Vec<Edit> = touched.copied().collect();
        if touched.is_empty() && !span.is_empty() {
            prop_assert_eq!(at.of(text.source()), span.of(text.current()));
        }
        for e in &touched {
            prop_assert!(at.start <= e.source.start && e.source.end <= at.end, "{span:?} maps to {at:?} without all of {e:?}");
        }
    }

    #[test]
    fn a_wider_span_maps_to_a_wider_one(source in source(), rounds in rounds(), a in any::<u16>(), b in any::<u16>(), c in any::<u16>(), d in any::<u16>()) {
        let mut text = Text::new(source);
        for round in &rounds {
            let changes = changes(text.current(), round);
            text.apply(&changes);
        }
        let mut places = [a, b, c, d].map(|p| p as usize % (text.current().len() + 1));
        places.sort_unstable();
        let [a, b, c, d] = places;
        let (outer, inner) = (text.to_source(TextSpan::new(a, d)), text.to_source(TextSpan::new(b, c)));
        prop_assume!(b < c);
        prop_assert!(outer.start <= inner.start && inner.end <= outer.end, "{outer:?} {inner:?}");
    }

    #[test]
    fn pieces_cut_apart_from_edits_replay_to_their_own_text(source in source(), rounds in rounds(), cuts in proptest::collection::vec(any::<u16>(), 0..4)) {
        let mut text = Text::new(source);
        for round in &rounds {
            let changes = changes(text.current(), round);
            text.apply(&changes);
        }
        let bounds: Vec<usize> = text.current().char_indices().map(|(i, _)| i).collect();
        let mut places: Vec<usize> = cuts.iter().filter_map(|&c| bounds.get(c as usize % bounds.len().max(1)).copied()).filter(|&p| apart(&text, p)).collect();
        places.extend([0, text.current().len()]);
        places.sort_unstable();
        for w in places.windows(2) {
            let end = |p: usize| if p == text.current().len() { text.source().len() } else { text.cut(p) };
            let at = SourceSpan { start: if w[0] == 0 { 0 } else { text.cut(w[0]) }, end: end(w[1]) };
            let last = w[1] == text.current().len();
            let edits = if last { &text.edits()[text.edits().partition_point(|e| e.source.start < at.start)..] } else { text.edits_in(at) };
            let moved = edits.iter().map(|e| (SourceSpan { start: e.source.start - at.start, end: e.source.end - at.start }, e.text.of(text.current())));
            prop_assert_eq!(replay(at.of(text.source()), moved), &text.current()[w[0]..w[1]]);
        }
    }
}
