//! Names of offices above the numbers of receipt stamps (ตรารับหนังสือ).

use crate::rules::table::{Files, RuleError};

/// Words that open the line of a stamp's number, the longest first; of a last ที่ the mark may be lost.
pub(super) fn numbered(files: &Files) -> Result<Vec<String>, RuleError> {
    let rows = files.table("cues.tsv", ["cue", "phrase", "edge"])?.rows.into_iter().map(|(_, row)| row);
    let words = rows.filter(|[cue, phrase, edge]| *cue == "stamp-number" && *edge != "figure" && phrase.starts_with(thai));
    let mut words: Vec<String> = words.map(|[_, phrase, _]| phrase.trim_end_matches('่').to_owned()).collect();
    words.sort_by_key(|w| std::cmp::Reverse(w.len()));
    Ok(words)
}

fn thai(c: char) -> bool {
    ('ก'..='๎').contains(&c)
}

/// Names right above the numbers of receipt stamps, with their places: Thai letters with one blank among them at most. A
/// line of specks may stand between.
pub(super) fn receiver_names<'t>(text: &'t str, numbered: &[String]) -> impl Iterator<Item = (usize, &'t str)> {
    const LONGEST: usize = 80;
    let (mut start, mut above) = (0, None);
    text.split_inclusive('\n').filter_map(move |line| {
        let tail = line.trim_start_matches(|c: char| !thai(c));
        let name = tail.trim_end_matches(|c: char| !thai(c));
        let found = above.filter(|_| is_stamp_number(line, numbered));
        let from = start + line.len() - tail.len();
        start += line.len();
        let plain = name.chars().take(LONGEST + 1).count() <= LONGEST
            && name.chars().all(|c| thai(c) || c == ' ')
            && name.matches(' ').count() <= 1;
        if !name.is_empty() {
            above = plain.then_some((from, name));
        }
        found
    })
}

/// Whether a line opens with a word for a stamp's number and figures; a few letters may stand far before them.
fn is_stamp_number(line: &str, numbered: &[String]) -> bool {
    const BESIDE: usize = 6;
    let opens = |part: &str| {
        let part = part.trim_start_matches(|c: char| !thai(c));
        let rest = numbered.iter().find_map(|w| part.strip_prefix(w.as_str()));
        rest.is_some_and(|r| r.trim_start_matches(['่', ' ']).starts_with(|c: char| c.is_ascii_digit()))
    };
    opens(line) || line.find("  ").is_some_and(|gap| line[..gap].chars().count() <= BESIDE && opens(&line[gap..]))
}
