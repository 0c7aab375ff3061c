//! What every table of `rules/` looks like: its columns, its key, and what may stand in its cells.
//!
//! A table cannot be added without a line here, and `saraban rules check` holds every table to it.

use super::table::{Files, RuleError};
use std::collections::{BTreeMap, HashMap, HashSet};

/// What a cell may hold.
#[derive(Debug, Clone, Copy)]
pub enum Cell {
    /// Anything, also nothing.
    Any,
    /// Something.
    Text,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// A whole number between these two, both included.
    Number(u32, u32),
    /// A number greater than 0.
    Amount,
    /// Groups of so many ASCII digits, one blank between them.
    Digits(usize),
    /// A code point in hexadecimal.
    Hex,
    /// Something that stands in this column of this table.
    In(&'static str, &'static str),
    /// Nothing, or something that stands in this column of this table.
    EmptyOrIn(&'static str, &'static str),
}

/// One table: file name, columns, key columns.
#[derive(Debug, Clone, Copy)]
pub struct Spec {
    /// File name below `rules/`.
    pub file: &'static str,
    /// Its columns, in order, and what their cells may hold.
    pub columns: &'static [(&'static str, Cell)],
    /// The cells of these columns, taken together, stand in one row only.
    pub keys: &'static [&'static str],
}

use Cell::{Amount, Any, Digits, EmptyOrIn, Hex, In, Number, OneOf, Text};

/// Every table.
pub const SPECS: &[Spec] = &[
    Spec {
        file: "abbreviations.tsv",
        columns: &[
            ("abbr", Text),
            ("expansion", Text),
            (
                "category",
                OneOf(&["agency", "place", "province", "position", "title", "acting_or_role", "month", "date_number_misc", "general"]),
            ),
        ],
        keys: &["abbr", "expansion"],
    },
    Spec { file: "acting.tsv", columns: &[("phrase", Text), ("abbr", Any), ("note", Any)], keys: &["phrase"] },
    Spec {
        file: "agencies.tsv",
        columns: &[("name", Text), ("short", Any), ("kind", Text), ("parent", EmptyOrIn("agencies.tsv", "name")), ("prefix", Any)],
        keys: &["name"],
    },
    Spec { file: "agency-forms.tsv", columns: &[("form", Text), ("kind", Text), ("example", Text)], keys: &["form"] },
    Spec { file: "closings.tsv", columns: &[("phrase", Text), ("who", Text)], keys: &["phrase"] },
    Spec {
        file: "codes.tsv",
        columns: &[
            ("code", Text),
            ("name", Text),
            (
                "kind",
                OneOf(&[
                    "ministry",
                    "central_body",
                    "internal",
                    "province",
                    "public_org",
                    "state_agency",
                    "state_enterprise",
                    "university",
                ]),
            ),
            ("status", OneOf(&["current", "old", "internal"])),
            ("note", Any),
        ],
        keys: &["code", "kind"],
    },
    Spec { file: "confidence.tsv", columns: &[("sign", Text), ("weight", Text), ("rows", Text), ("right", Text)], keys: &["sign"] },
    Spec {
        file: "cues.tsv",
        columns: &[("cue", Text), ("phrase", Text), ("edge", OneOf(&["any", "blank", "figure", "whole"]))],
        keys: &["cue", "phrase"],
    },
    Spec {
        file: "department-codes.tsv",
        columns: &[("prefix", Text), ("agency", Text), ("confidence", OneOf(&["high", "medium", "low"]))],
        keys: &["prefix"],
    },
    Spec {
        file: "districts.tsv",
        columns: &[("district", Text), ("province", In("provinces.tsv", "name")), ("postcodes", Digits(5))],
        keys: &["district", "province"],
    },
    Spec { file: "compounds.tsv", columns: &[("compound", Text)], keys: &["compound"] },
    Spec { file: "divisions.tsv", columns: &[("name", Text), ("kind", Text)], keys: &["name"] },
    Spec {
        file: "formulae.tsv",
        columns: &[
            ("phrase", Text),
            ("kind", OneOf(&["opener", "purpose", "connector", "endorsement", "heading", "label", "stamp", "copy_mark"])),
        ],
        keys: &["phrase", "kind"],
    },
    Spec {
        file: "heads.tsv",
        columns: &[("kind", OneOf(&["agency", "division", "post", "address"])), ("word", Text)],
        keys: &["kind", "word"],
    },
    Spec {
        file: "phrasing.tsv",
        columns: &[
            (
                "kind",
                OneOf(&[
                    "apart",
                    "drawn",
                    "new-phrase",
                    "written-at",
                    "new-word",
                    "place-follows",
                    "fetched",
                    "mail",
                    "office-follows",
                    "mission",
                    "officer",
                    "after-body",
                    "made",
                    "signing",
                    "by-order",
                    "received",
                    "particle",
                    "seat",
                    "house",
                    "region",
                    "mailbox",
                    "provincial",
                    "verb",
                    "opener",
                    "column",
                    "ordinal",
                    "like-ordinal",
                    "measure",
                ]),
            ),
            ("word", Text),
        ],
        keys: &["kind", "word"],
    },
    Spec { file: "lookalikes.tsv", columns: &[("foreign", Text), ("thai", Text), ("script", Text)], keys: &["foreign"] },
    Spec { file: "markup.tsv", columns: &[("mark", Text), ("becomes", Text)], keys: &["mark"] },
    Spec { file: "messages.tsv", columns: &[("code", Text), ("th", Text), ("en", Text)], keys: &["code"] },
    Spec {
        file: "message-labels.tsv",
        columns: &[("label", Text), ("field", OneOf(&["urgency", "secrecy", "date", "number", "agency", "addressees"]))],
        keys: &["label"],
    },
    Spec {
        file: "months.tsv",
        columns: &[("number", Number(1, 12)), ("full", Text), ("abbr", Text), ("english", Text), ("english_abbr", Text), ("variants", Any)],
        keys: &["number"],
    },
    Spec { file: "place-words.tsv", columns: &[("word", Text), ("meaning", Text)], keys: &["word"] },
    Spec {
        file: "places-old.tsv",
        columns: &[
            ("name", Text),
            ("kind", OneOf(&["province_old", "district", "subdistrict"])),
            ("district", Any),
            ("province", Text),
            ("successors", Any),
        ],
        keys: &["name", "kind", "district", "province"],
    },
    Spec { file: "position-levels.tsv", columns: &[("level", Text), ("group", Text)], keys: &["level"] },
    Spec { file: "positions.tsv", columns: &[("title", Text), ("kind", Text)], keys: &["title"] },
    Spec {
        file: "provinces.tsv",
        columns: &[("name", Text), ("code", Text), ("postal_prefixes", Digits(2)), ("english", Text)],
        keys: &["name"],
    },
    Spec { file: "pua.tsv", columns: &[("windows", Hex), ("macintosh", Any), ("unicode", Hex)], keys: &["windows"] },
    Spec {
        file: "repair/collocations.tsv",
        columns: &[("pattern", Text), ("right", Text), ("example", Text), ("other", Text)],
        keys: &["pattern"],
    },
    Spec { file: "repair/confusions.tsv", columns: &[("right", Text), ("read_as", Text)], keys: &["right", "read_as"] },
    Spec {
        file: "repair/latin.tsv",
        columns: &[("pattern", Text), ("right", Text), ("example", Text), ("other", Text)],
        keys: &["pattern"],
    },
    Spec { file: "repair/latin-words.tsv", columns: &[("word", Text)], keys: &["word"] },
    Spec { file: "repair/lexicon.tsv", columns: &[("word", Text), ("count", Amount), ("source", Text)], keys: &["word"] },
    Spec { file: "repair/official.tsv", columns: &[("phrase", Text), ("weight", Amount)], keys: &["phrase"] },
    Spec {
        file: "repair/phrases.tsv",
        columns: &[("phrase", Text), ("where", OneOf(&["line", "any", "misread"])), ("most", Number(0, 9))],
        keys: &["phrase"],
    },
    Spec {
        file: "repair/posts.tsv",
        columns: &[("right", Text), ("read_as", Text), ("group", In("position-levels.tsv", "group"))],
        keys: &["right", "read_as"],
    },
    Spec { file: "repair/margins.tsv", columns: &[("change", OneOf(&["tone", "letter", "lost"])), ("nats", Amount)], keys: &["change"] },
    Spec { file: "repair/protected.tsv", columns: &[("word", Text), ("reason", Text)], keys: &["word"] },
    Spec { file: "repair/seldom.tsv", columns: &[("word", Text), ("divisor", Amount)], keys: &["word"] },
    Spec { file: "salutations.tsv", columns: &[("phrase", Text), ("who", Text), ("kind", Text)], keys: &["phrase"] },
    Spec { file: "secrecy.tsv", columns: &[("value", Text), ("order", Number(1, 9))], keys: &["value"] },
    Spec {
        file: "subdistricts.tsv",
        columns: &[
            ("subdistrict", Text),
            ("district", In("districts.tsv", "district")),
            ("province", In("provinces.tsv", "name")),
            ("postcode", Digits(5)),
        ],
        keys: &["subdistrict", "district", "province"],
    },
    Spec { file: "titles.tsv", columns: &[("full", Text), ("abbr", Any), ("group", Text), ("order", Number(1, 5))], keys: &["full"] },
    Spec { file: "units.tsv", columns: &[("unit", Text)], keys: &["unit"] },
    Spec { file: "urgency.tsv", columns: &[("value", Text), ("order", Number(1, 9))], keys: &["value"] },
    Spec { file: "word-confidence.tsv", columns: &[("below", Number(1, 100)), ("most", Number(0, 100))], keys: &["below"] },
];

/// The description of a table.
pub fn spec(file: &str) -> Option<&'static Spec> {
    SPECS.iter().find(|s| s.file == file)
}

/// Rows of a table, comments, blank lines and the header not counted.
pub fn rows(text: &str) -> usize {
    text.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()).count().saturating_sub(1)
}

/// The comment that a rule file opens with.
pub fn comment(text: &str) -> Option<&str> {
    text.lines().next().and_then(|l| l.strip_prefix('#')).map(str::trim)
}

/// The values of one column, by file and column; filled when they are first asked for.
#[derive(Default)]
pub(super) struct Columns<'a>(BTreeMap<(&'static str, &'static str), HashSet<&'a str>>);

impl<'a> Columns<'a> {
    fn holds(&mut self, files: &'a Files, file: &'static str, column: &'static str, value: &str) -> bool {
        let values = self.0.entry((file, column)).or_insert_with(|| {
            let at = spec(file).and_then(|s| s.columns.iter().position(|c| c.0 == column));
            let lines = files.text(file).unwrap_or_default().lines().filter(|l| !l.starts_with('#'));
            at.map(|at| lines.filter_map(|l| l.split('\t').nth(at)).collect()).unwrap_or_default()
        });
        values.contains(value)
    }
}

impl Spec {
    /// Everything that is wrong in this table: its header, rows, cells, doubled keys, and text that is not in the
    /// normal form of the project.
    pub(super) fn check<'a>(&self, files: &'a Files, columns: &mut Columns<'a>) -> Vec<RuleError> {
        let text = match files.text(self.file) {
            Ok(text) => text,
            Err(e) => return vec![e],
        };
        let mut wrong = Vec::new();
        let mut say = |line: usize, reason: String| wrong.push(RuleError::new(self.file, line, reason));
        let mut lines = text.lines().enumerate().map(|(i, l)| (i + 1, l)).filter(|(_, l)| !l.starts_with('#') && !l.trim().is_empty());
        let names: Vec<&str> = self.columns.iter().map(|c| c.0).collect();
        match lines.next() {
            None => say(0, "the table is empty".to_owned()),
            Some((_, header)) if header.split('\t').eq(names.iter().copied()) => {}
            Some((line, _)) => {
                say(line, format!("the columns must be {}", names.join(", ")));
                return wrong;
            }
        }
        let key_columns: Vec<usize> = self.keys.iter().filter_map(|k| names.iter().position(|n| n == k)).collect();
        let mut seen: HashMap<Vec<&str>, usize> = HashMap::new();
        for (line, row) in lines {
            let cells: Vec<&str> = row.split('\t').collect();
            if cells.len() != names.len() {
                say(line, format!("{} columns are needed, {} are there", names.len(), cells.len()));
                continue;
            }
            if let Some(reason) = off_form(row) {
                say(line, reason);
            }
            for ((name, cell), value) in self.columns.iter().zip(&cells) {
                if value.trim() != *value {
                    say(line, format!("blanks before or after '{}' in column {name}", value.trim()));
                }
                if let Some(reason) = cell.reject(value, |file, column| columns.holds(files, file, column, value)) {
                    say(line, format!("column {name}: {reason}"));
                }
            }
            let key: Vec<&str> = key_columns.iter().map(|&i| cells[i]).collect();
            if let Some(first) = seen.get(&key) {
                say(line, format!("'{}' stands in line {first} already", key.join(" ")));
            } else {
                seen.insert(key, line);
            }
        }
        wrong
    }
}

impl Cell {
    /// Why `value` may not stand in this cell.
    fn reject(&self, value: &str, mut holds: impl FnMut(&'static str, &'static str) -> bool) -> Option<String> {
        match *self {
            Any => None,
            Text => value.is_empty().then(|| "it must not be empty".to_owned()),
            OneOf(words) => (!words.contains(&value)).then(|| format!("'{value}' is not one of {}", words.join(", "))),
            Number(least, most) => {
                let fits = value.parse().is_ok_and(|n: u32| (least..=most).contains(&n));
                (!fits).then(|| format!("'{value}' is not a number from {least} to {most}"))
            }
            Amount => {
                let fits = value.parse().is_ok_and(|n: f64| n.is_finite() && n > 0.0);
                (!fits).then(|| format!("'{value}' is not a number greater than 0"))
            }
            Digits(n) => {
                let fits = value.split(' ').all(|g| g.len() == n && g.bytes().all(|b| b.is_ascii_digit()));
                (!fits).then(|| format!("'{value}' is not made of groups of {n} digits"))
            }
            Hex => {
                let fits = u32::from_str_radix(value, 16).is_ok_and(|c| char::from_u32(c).is_some());
                (!fits).then(|| format!("'{value}' is no hexadecimal code point"))
            }
            In(file, column) => (!holds(file, column)).then(|| format!("'{value}' does not stand in column {column} of {file}")),
            EmptyOrIn(file, column) => {
                (!value.is_empty() && !holds(file, column)).then(|| format!("'{value}' does not stand in column {column} of {file}"))
            }
        }
    }
}

/// Why a row is not in the normal form of the project: NFC, no invisible characters, `แ` and `ำ` as one character.
fn off_form(row: &str) -> Option<String> {
    if !icu_normalizer::ComposingNormalizerBorrowed::new_nfc().is_normalized(row) {
        return Some("the text is not in Unicode NFC".to_owned());
    }
    if let Some(c) =
        row.chars().find(|&c| c != '\t' && (c.is_control() || matches!(c, '\u{ad}' | '\u{a0}' | '\u{200b}'..='\u{200f}' | '\u{feff}')))
    {
        return Some(format!("an invisible character U+{:04X} stands in it", u32::from(c)));
    }
    if row.contains("เเ") {
        return Some("two เ stand for แ".to_owned());
    }
    row.contains("\u{e4d}\u{e32}").then(|| "a nikhahit and า stand for ำ".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::embedded::FILES;

    #[test]
    fn every_table_has_a_spec_and_every_spec_a_table() {
        let tables: Vec<&str> = FILES.iter().map(|f| f.0).filter(|n| n.ends_with(".tsv")).collect();
        for name in &tables {
            assert!(spec(name).is_some(), "describe {name} in src/rules/specs.rs");
        }
        for s in SPECS {
            assert!(tables.contains(&s.file), "{} is not in src/rules/embedded.rs", s.file);
            let known = |k: &&&str| s.columns.iter().any(|c| c.0 == **k);
            assert_eq!(s.keys.iter().filter(known).count(), s.keys.len(), "{}", s.file);
            assert!(!s.keys.is_empty(), "{}", s.file);
        }
    }

    #[test]
    fn every_file_of_the_folder_is_part_of_the_program() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
        for entry in walkdir::WalkDir::new(&folder).into_iter().map(Result::unwrap).filter(|e| e.file_type().is_file()) {
            let name = entry.path().strip_prefix(&folder).unwrap().to_str().unwrap();
            let known = name == "README.md" || FILES.iter().any(|f| f.0 == name);
            assert!(known, "{name} is not in src/rules/embedded.rs");
        }
    }

    fn complaints(file: &'static str, text: &str) -> Vec<String> {
        let files = Files::embedded().with(file, text.to_owned());
        let list = spec(file).unwrap().check(&files, &mut Columns::default());
        list.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn broken_rows_are_named_by_file_and_line() {
        assert_eq!(complaints("units.tsv", "unit\nชุด\nฉบับ\n"), Vec::<String>::new());
        assert_eq!(complaints("units.tsv", "# x\nunit\nชุด\nชุด\n"), ["rules/units.tsv:4: 'ชุด' stands in line 3 already"]);
        assert_eq!(complaints("units.tsv", "units\nชุด\n"), ["rules/units.tsv:1: the columns must be unit"]);
        assert_eq!(complaints("units.tsv", "unit\nชุด\tx\n"), ["rules/units.tsv:2: 1 columns are needed, 2 are there"]);
        assert_eq!(complaints("units.tsv", ""), ["rules/units.tsv: the table is empty"]);
        assert_eq!(
            complaints("urgency.tsv", "value\torder\nด่วน\tx\n"),
            ["rules/urgency.tsv:2: column order: 'x' is not a number from 1 to 9"]
        );
        assert_eq!(complaints("heads.tsv", "kind\tword\nroom\tห้อง\n").len(), 1);
        assert_eq!(
            complaints("districts.tsv", "district\tprovince\tpostcodes\nเมือง\tไม่มี\t10200 1020\n"),
            [
                "rules/districts.tsv:2: column province: 'ไม่มี' does not stand in column name of provinces.tsv",
                "rules/districts.tsv:2: column postcodes: '10200 1020' is not made of groups of 5 digits"
            ]
        );
        assert_eq!(complaints("units.tsv", "unit\nเเผ่น\n"), ["rules/units.tsv:2: two เ stand for แ"]);
        assert_eq!(complaints("units.tsv", "unit\nชุด\u{200b}\n"), ["rules/units.tsv:2: an invisible character U+200B stands in it"]);
        assert_eq!(complaints("units.tsv", "unit\n ชุด\n"), ["rules/units.tsv:2: blanks before or after 'ชุด' in column unit"]);
    }
}
