//! The rule files that are part of the program.

/// Name and contents of each.
pub const FILES: &[(&str, &str)] = &[
    ("abbreviations.tsv", include_str!("../../rules/abbreviations.tsv")),
    ("acting.tsv", include_str!("../../rules/acting.tsv")),
    ("agencies.tsv", include_str!("../../rules/agencies.tsv")),
    ("agency-forms.tsv", include_str!("../../rules/agency-forms.tsv")),
    ("closings.tsv", include_str!("../../rules/closings.tsv")),
    ("codes.tsv", include_str!("../../rules/codes.tsv")),
    ("compounds.tsv", include_str!("../../rules/compounds.tsv")),
    ("confidence.tsv", include_str!("../../rules/confidence.tsv")),
    ("cues.tsv", include_str!("../../rules/cues.tsv")),
    ("department-codes.tsv", include_str!("../../rules/department-codes.tsv")),
    ("districts.tsv", include_str!("../../rules/districts.tsv")),
    ("divisions.tsv", include_str!("../../rules/divisions.tsv")),
    ("formulae.tsv", include_str!("../../rules/formulae.tsv")),
    ("heads.tsv", include_str!("../../rules/heads.tsv")),
    ("lookalikes.tsv", include_str!("../../rules/lookalikes.tsv")),
    ("message-labels.tsv", include_str!("../../rules/message-labels.tsv")),
    ("messages.tsv", include_str!("../../rules/messages.tsv")),
    ("months.tsv", include_str!("../../rules/months.tsv")),
    ("patterns.toml", include_str!("../../rules/patterns.toml")),
    ("phrasing.tsv", include_str!("../../rules/phrasing.tsv")),
    ("place-words.tsv", include_str!("../../rules/place-words.tsv")),
    ("places-old.tsv", include_str!("../../rules/places-old.tsv")),
    ("position-levels.tsv", include_str!("../../rules/position-levels.tsv")),
    ("positions.tsv", include_str!("../../rules/positions.tsv")),
    ("provinces.tsv", include_str!("../../rules/provinces.tsv")),
    ("pua.tsv", include_str!("../../rules/pua.tsv")),
    ("salutations.tsv", include_str!("../../rules/salutations.tsv")),
    ("secrecy.tsv", include_str!("../../rules/secrecy.tsv")),
    ("subdistricts.tsv", include_str!("../../rules/subdistricts.tsv")),
    ("titles.tsv", include_str!("../../rules/titles.tsv")),
    ("units.tsv", include_str!("../../rules/units.tsv")),
    ("urgency.tsv", include_str!("../../rules/urgency.tsv")),
    ("word-confidence.tsv", include_str!("../../rules/word-confidence.tsv")),
];

/// What the files are and where they come from.
pub const README: (&str, &str) = ("README.md", include_str!("../../rules/README.md"));
