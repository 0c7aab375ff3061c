//! Letters that stand twice (`เเรรื่ื่อองง`, `เรืรื่ออง`): bold print that a text layer has letter over letter.

use super::spread::is_thai;
use crate::text::{Change, TextSpan};
use std::ops::Range;

/// So many Thai letters in a row of doubled words are no chance.
const LEAST: usize = 3;

/// The second of each pair, as changes, in words side by side all letters of which stand twice.
pub(super) fn changes(text: &str) -> Vec<Change> {
    let (mut out, mut start) = (Vec::new(), 0);
    for line in text.split_inclusive('\n') {
        let (mut row, mut at) = (Row::default(), start);
        for word in line.split_inclusive(char::is_whitespace) {
            row.read(word.trim_end(), at, &mut out);
            at += word.len();
        }
        row.end(&mut out);
        start = at;
    }
    out
}

/// Doubled words side by side.
#[derive(Default)]
struct Row {
    seconds: Vec<Range<usize>>,
    letters: usize,
}

impl Row {
    /// Adds a word, or ends the row before it.
    fn read(&mut self, word: &str, at: usize, out: &mut Vec<Change>) {
        if word.is_empty() {
            return;
        }
        let Some(seconds) = doubled(word) else { return self.end(out) };
        self.letters += seconds.iter().filter(|r| word[(*r).clone()].starts_with(is_thai)).count();
        self.seconds.extend(seconds.into_iter().map(|r| at + r.start..at + r.end));
    }

    fn end(&mut self, out: &mut Vec<Change>) {
        let Self { seconds, letters } = std::mem::take(self);
        if letters >= LEAST {
            let change =
                |r: Range<usize>| Change { at: TextSpan::new(r.start, r.end), after: "".into(), rule: "doubled-letter", confidence: 0.99 };
            out.extend(seconds.into_iter().map(change));
        }
    }
}

/// Where the second of each pair stands, if a word is nothing but pairs: of characters, or of letters with their marks.
fn doubled(word: &str) -> Option<Vec<Range<usize>>> {
    let first = word.chars().next()?;
    // few words begin with a letter that comes again before the next one
    if word[first.len_utf8()..].chars().find(|c| !super::is_mark(*c)) != Some(first) {
        return None;
    }
    let chars = word.char_indices().map(|(at, c)| at..at + c.len_utf8());
    pairs(word, chars).or_else(|| pairs(word, clusters(word)))
}

/// The letters of a word, each with its marks: what is printed as one (ำ is not, as it is for Unicode).
fn clusters(word: &str) -> impl Iterator<Item = Range<usize>> {
    let mut starts = word.char_indices().filter(|(_, c)| !super::is_mark(*c)).map(|(at, _)| at).peekable();
    std::iter::from_fn(move || Some(starts.next()?..starts.peek().copied().unwrap_or(word.len())))
}

fn pairs(word: &str, mut parts: impl Iterator<Item = Range<usize>>) -> Option<Vec<Range<usize>>> {
    let mut seconds = Vec::new();
    while let Some(one) = parts.next() {
        let two = parts.next().filter(|two| word[one.clone()] == word[two.clone()])?;
        seconds.push(two);
    }
    Some(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    fn single(text: &str) -> String {
        let mut single = Text::new(text.to_owned());
        single.apply(&changes(text));
        single.current().to_owned()
    }

    #[test]
    fn letters_over_letters_are_one() {
        let right = "ที่ ศธ 04001/12\nเรื่อง ขอเชิญอำเภอ";
        let double = |t: &str, parts: fn(&str) -> Vec<String>| {
            parts(t).iter().map(|p| if p.trim().is_empty() { p.clone() } else { p.repeat(2) }).collect::<String>()
        };
        let chars = double(right, |t| t.chars().map(String::from).collect());
        let clusters =
            double(right, |t| t.split_inclusive(' ').flat_map(|w| clusters(w).map(|r| w[r].to_owned()).collect::<Vec<_>>()).collect());
        assert!(chars.starts_with("ททีี่่ ศศธธ 0044") && clusters.starts_with("ที่ที่ ศศธธ 0044"));
        assert_eq!((single(&chars), single(&clusters)), (right.to_owned(), right.to_owned()));
        assert_eq!(single("เรื่องเรื่อง ขอเชิญ"), "เรื่องเรื่อง ขอเชิญ");
    }

    #[test]
    fn figures_lines_and_words_with_pairs_stay() {
        for text in ["2255 1100", "-------- ........", "ต้นกก กก 22", "ๆๆ ฯฯ", "พรรณนา ธรรม"] {
            assert_eq!(single(text), text);
        }
    }
}
