//! How sure each value is, and the values that are not sure enough to stand without a word.

use super::signs::{
    BEHIND_BLANK, BRACKET, CUT, ILLEGIBLE, NEAR, NO_AREA, NO_CODE, NO_PROVINCE, ODD_YEAR, OTHER_LETTERS, OTHER_OWNER, STRAY_LETTERS,
    TAKEN_CODE, YEAR_MISREAD, digit_value, of,
};
use super::{View, folded};
use crate::record::Warning;
use crate::text::SourceSpan;

/// The sign of a value with a word that the engine itself was not sure of.
const DOUBTED: &str = "engine: doubts a word";

/// The message that says in words what a sign holds against a value.
const REASONS: &[(&str, &str)] = &[
    (DOUBTED, "reason.engine"),
    ("contradicted", "reason.contradicted"),
    ("contradicted where nothing is mended", "reason.contradicted"),
    (NEAR, "reason.near"),
    ("number: near another of its day", "reason.near"),
    (NO_PROVINCE, "reason.owner"),
    (OTHER_OWNER, "reason.department"),
    (NO_AREA, "reason.area"),
    (BEHIND_BLANK, "reason.circular"),
    (BRACKET, "reason.circular"),
    (STRAY_LETTERS, "reason.mended"),
    (CUT, "reason.noise"),
    (YEAR_MISREAD, "reason.noise"),
    ("stamp: before the letter", "reason.order"),
    (CITED_LATER, "reason.order"),
    (STAMPED_LATE, "reason.order"),
    (ODD_YEAR, "reason.year"),
    ("stamp number: short", "reason.short"),
    ("running number: one digit", "reason.short"),
    ("letter code: unknown", "reason.code"),
    (NO_CODE, "reason.code"),
    (TAKEN_CODE, "reason.taken"),
    (OTHER_LETTERS, "reason.taken"),
    ("letter code: of another agency", "reason.code"),
    ("Arabic digits among Thai ones", "reason.script"),
    ("Arabic digits, engine without ำ", "reason.noise"),
    ("Thai digits, engine without ำ", "reason.noise"),
    ("Thai digits, little mended", "reason.noise"),
    ("Thai digits, mended", "reason.noise"),
    ("Thai digits, much mended", "reason.noise"),
    ("words: foreign signs", "reason.foreign"),
    ("words: several mended", "reason.mended"),
    ("words: one mended", "reason.mended"),
    ("words: over lines", "reason.lines"),
];

/// A letter cannot cite a later one; where nothing is misread, it is printed so.
const CITED_LATER: &str = "cited: after the letter";

/// Letters are received within days; where nothing is misread, one was late.
const STAMPED_LATE: &str = "stamp: long after the letter";

/// Contradictions too seldom seen to weigh much: whatever else speaks for the value, it is flagged.
const DOUBTFUL: &[&str] =
    &[ODD_YEAR, NEAR, NO_PROVINCE, NO_CODE, OTHER_OWNER, NO_AREA, BEHIND_BLANK, BRACKET, CUT, STRAY_LETTERS, OTHER_LETTERS];

/// What became of one evidence of a letter: the signs of its value and the probability that it is right.
pub type Judged = (Vec<&'static str>, f32);

/// Judges the evidence of a letter, whose `warnings` are known, in its order. Values whose probability is below
/// [`crate::rules::Rules::flag_below`] are flagged, and those read from digits which something contradicts or that are
/// likely misread; so are words with figures that cannot be read.
pub fn judge(view: &View, warnings: &[Warning]) -> (Vec<Judged>, Vec<Warning>) {
    let record = view.sheet().record;
    let (mut judged, mut flags) = (Vec::new(), Vec::new());
    let clean = view.file.signs.clean();
    let doubtful = |sign: &str| DOUBTFUL.contains(&sign) || !clean && [CITED_LATER, STAMPED_LATE].contains(&sign);
    for e in &record.evidence {
        let (mut signs, suggestion) = of(view, e, warnings);
        let fitted = view.rules().confidence.of(&e.field, e.rule, &signs).unwrap_or(e.confidence);
        // a word that the engine doubts is no surer for what stands around it
        let seen = view.file.pages.place(SourceSpan { start: e.start, end: e.end }).confidence;
        let most = view.rules().word_confidence.most(seen);
        let confidence = fitted.min(most);
        if most < fitted {
            signs.push(DOUBTED);
        }
        let value = digit_value(record, &e.field);
        let suspected = || warnings.iter().any(|w| w.code == "suspect_digit" && w.field == e.field);
        let contradicted = value.is_some() && (signs.iter().any(|s| doubtful(s)) || suspected());
        // the words stand, whatever their figures; of a cited letter number and date are judged by themselves
        if signs.contains(&ILLEGIBLE) && !e.field.ends_with("/text") && !e.field.starts_with("/attachments") {
            flags.push(view.warn("low_confidence", "digits", &e.field, &[("raw", &folded(&e.raw))], None));
        } else if confidence < view.rules().flag_below || contradicted {
            flags.push(flag(view, &e.field, &e.raw, &signs, suggestion.filter(|s| value.is_some_and(|v| v != s))));
        }
        judged.push((signs, confidence));
    }
    (judged, flags)
}

fn flag(view: &View, field: &str, raw: &str, signs: &[&str], suggestion: Option<String>) -> Warning {
    let rules = view.rules();
    let against = REASONS.iter().filter(|r| signs.contains(&r.0));
    let worst = against.min_by(|a, b| rules.confidence.weight(a.0).total_cmp(&rules.confidence.weight(b.0)));
    let reason = rules.messages.text(rules.lang, worst.map_or("reason.reading", |r| r.1), &[]);
    view.warn("low_confidence", "", field, &[("raw", &folded(raw)), ("reason", &reason)], suggestion)
}
