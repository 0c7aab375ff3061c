//! Texts that have two or three blanks wherever the paper has one, as some text layers write them. The wider gaps between
//! columns stay.

use crate::text::{Change, TextSpan};

/// Widest gap, in blanks, that may stand for one.
const WIDEST: usize = 4;
/// A text of fewer gaps says nothing.
const LEAST: usize = 20;

/// What makes one blank of every gap of the usual width, if single ones hardly occur.
pub(super) fn changes(text: &str) -> Vec<Change> {
    let mut widths = [0usize; WIDEST + 1];
    let mut all = 0;
    for gap in gaps(text) {
        all += 1;
        if let Some(n) = widths.get_mut(gap.len()) {
            *n += 1;
        }
        // most texts have single ones from the beginning
        if all == LEAST && widths[1] * 2 > LEAST {
            return Vec::new();
        }
    }
    let usual = (2..=WIDEST).find(|&w| widths[w] * 2 >= all);
    let Some(usual) = usual.filter(|&w| all >= LEAST && widths[1..w].iter().sum::<usize>() * 20 <= all) else { return Vec::new() };
    gaps(text).filter(|gap| gap.len() == usual).map(|gap| narrow(gap.start + 1, gap.end)).collect()
}

fn narrow(start: usize, end: usize) -> Change {
    Change { at: TextSpan::new(start, end), after: "".into(), rule: "blanks", confidence: 0.99 }
}

/// The gaps of blanks between words of a line.
fn gaps(text: &str) -> impl Iterator<Item = std::ops::Range<usize>> {
    let bytes = text.as_bytes();
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let start = from + memchr::memchr(b' ', &bytes[from..])?;
            let end = start + bytes[start..].iter().take_while(|b| **b == b' ').count();
            from = end;
            let edge = |b: Option<&u8>| b.is_none_or(|b| matches!(b, b'\n' | b'\t' | b'\r'));
            if !edge(start.checked_sub(1).and_then(|i| bytes.get(i))) && !edge(bytes.get(end)) {
                return Some(start..end);
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    fn narrowed(text: &str) -> String {
        let mut narrowed = Text::new(text.to_owned());
        narrowed.apply(&changes(text));
        narrowed.current().to_owned()
    }

    #[test]
    fn the_usual_gap_becomes_one_blank_and_columns_stay() {
        let line = "ที่ มท 0810.3/ว 12      กรมตัวอย่าง\n   ตามที่ได้แจ้งไว้ นั้น ขอให้ส่งภายใน 3 วัน \n";
        let letter = line.repeat(4);
        let wide = letter.replace(' ', "   ").replace(&" ".repeat(18), "      ").replace(&" ".repeat(9), "   ");
        assert_ne!(wide, letter);
        assert_eq!(narrowed(&wide.replace("   \n", " \n")), letter);
    }

    #[test]
    fn lines_set_to_one_width_and_short_texts_stay() {
        let mixed = "ตามที่  ได้แจ้งไว้ นั้น  ขอให้ส่ง   ภายใน 3  วัน\n".repeat(8);
        assert_eq!(narrowed(&mixed), mixed);
        let few = "กอง  กลาง  ตัวอย่าง";
        assert_eq!(narrowed(few), few);
    }
}
