//! Thai words with the marks left out that engines lose and swap most: what remains is compared.

/// One character of the skeleton of `c`, or none for marks that are left out.
pub fn fold(c: char) -> Option<char> {
    match c {
        '\u{e47}'..='\u{e4e}' | '\u{e3a}' => None,
        'ี' | 'ึ' | 'ื' => Some('ิ'),
        'ู' => Some('ุ'),
        'ๅ' => Some('า'),
        c if c.is_whitespace() => None,
        c => Some(c),
    }
}

/// As `char::is_alphanumeric`, but quick for Thai.
pub fn is_alphanumeric(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_alphanumeric(),
        'ก'..='\u{e3a}' | 'เ'..='ๆ' | '\u{e4d}' | '๐'..='๙' => true,
        '\u{e3b}'..='\u{e7f}' => false,
        _ => c.is_alphanumeric(),
    }
}

/// The skeleton of `text`: tone marks and blanks left out, like vowels folded, `ำ` as `า`.
pub fn skeleton(text: &str) -> Vec<char> {
    text.chars().filter_map(fold).map(|c| if c == 'ำ' { 'า' } else { c }).collect()
}

/// Levenshtein distance.
pub fn distance(a: &[char], b: &[char]) -> usize {
    rapidfuzz::distance::levenshtein::distance(a.iter().copied(), b.iter().copied())
}

/// Longest prefix that [`prefix_distance`] compares, in letters.
const MOST_LETTERS: usize = 64;

/// Distance of `pattern` to the nearest prefix of `text`, with that prefix' length; `None` beyond `most`.
pub fn prefix_distance(pattern: &[char], text: &[char], most: usize) -> Option<(usize, usize)> {
    let width = (pattern.len() + most).min(text.len());
    if width + most < pattern.len() || width > MOST_LETTERS {
        return None;
    }
    if most == 0 {
        return text.starts_with(pattern).then_some((0, pattern.len()));
    }
    // only what lies at most `most` from the diagonal can count; the rest stands as too far
    let far = most + 1;
    let mut row = [far; MOST_LETTERS + 2];
    for (j, cell) in row[..=most.min(width)].iter_mut().enumerate() {
        *cell = j;
    }
    let (mut low, mut high) = (0, most.min(width));
    for (i, p) in pattern.iter().enumerate() {
        (low, high) = ((i + 1).saturating_sub(most), (i + 1 + most).min(width));
        if low > high {
            return None;
        }
        let (mut diagonal, mut left) = (if low == 0 { far } else { row[low - 1] }, far);
        let mut least = far;
        for j in low..=high {
            let other = if j == 0 { far } else { diagonal + usize::from(*p != text[j - 1]) };
            diagonal = row[j];
            left = other.min(diagonal + 1).min(left + 1).min(far);
            row[j] = left;
            least = least.min(left);
        }
        if least == far {
            return None;
        }
    }
    (low..=high).map(|j| (row[j], j)).min_by_key(|&(d, j)| (d, j.abs_diff(pattern.len()))).filter(|&(d, _)| d <= most)
}

/// Forms that words may begin with, each with how many letters may differ, by the letters that they begin with: it tells
/// fast which of them can be meant at all.
pub struct Forms {
    /// Of each form its picture, its length and the errors that it may have.
    forms: Vec<(u64, usize, usize)>,
    /// For so many errors and a letter, a bit for each form that has the letter near its beginning.
    near: Vec<(usize, Vec<Box<[u64]>>)>,
    words: usize,
}

impl Forms {
    /// The forms with the errors that each may have, in their order.
    pub fn new<'a>(forms: impl Iterator<Item = (&'a [char], usize)>) -> Self {
        let forms: Vec<_> = forms.collect();
        let words = forms.len().div_ceil(64);
        let mut near: Vec<(usize, Vec<Box<[u64]>>)> = Vec::new();
        for (k, &(form, most)) in forms.iter().enumerate() {
            if !near.iter().any(|n| n.0 == most) {
                near.push((most, vec![vec![0; words].into(); SLOTS]));
            }
            for (_, table) in near.iter_mut().filter(|n| n.0 == most) {
                // of the first letters, one more than may be wrong, at least one is right and no farther off than that
                form.iter().take(most + 1).for_each(|&c| table[slot(c)][k / 64] |= 1 << (k % 64));
                if form.len() <= most {
                    table.iter_mut().for_each(|t| t[k / 64] |= 1 << (k % 64));
                }
            }
        }
        let forms = forms.iter().map(|(form, most)| (picture(form), form.len(), *most)).collect();
        Self { forms, near, words }
    }

    /// Calls `look` with each form that `letters` may begin with, in order.
    pub fn each(&self, letters: &[char], mut look: impl FnMut(usize)) {
        let mut pictures = [0; MOST_LETTERS + 1];
        for (k, c) in letters.iter().take(MOST_LETTERS).enumerate() {
            pictures[k + 1] = pictures[k] | bit(*c);
        }
        let last = letters.len().min(MOST_LETTERS);
        for word in 0..self.words {
            let mut bits = 0;
            for (most, table) in &self.near {
                bits |= letters.iter().take(2 * most + 1).fold(0, |sum, &c| sum | table[slot(c)][word]);
            }
            while bits != 0 {
                let k = 64 * word + bits.trailing_zeros() as usize;
                bits &= bits - 1;
                let (form, len, most) = self.forms[k];
                if (form & !pictures[(len + most).min(last)]).count_ones() as usize <= most {
                    look(k);
                }
            }
        }
    }
}

/// Which letters are there, in 64 bits: letters that one picture has and another lacks are errors.
pub fn picture(letters: &[char]) -> u64 {
    letters.iter().fold(0, |sum, &c| sum | bit(c))
}

fn bit(c: char) -> u64 {
    1 << (c as u32 % 64)
}

/// Letters that share a slot are taken for one another by [`Forms`], which only costs time.
const SLOTS: usize = 256;

fn slot(c: char) -> usize {
    match c as u32 {
        c @ 0..0x80 => c as usize,
        c @ 0xE00..0xE80 => (c - 0xE00 + 0x80) as usize,
        _ => 0,
    }
}

/// The skeleton letters of `text`, at most `reach`, with the byte at which each ends (its marks included).
pub fn letters(text: &str, reach: usize) -> (Vec<char>, Vec<usize>) {
    let (mut letters, mut ends) = (Vec::with_capacity(reach), Vec::with_capacity(reach));
    for (i, c) in text.char_indices() {
        match fold(c) {
            Some(_) if letters.len() == reach => break,
            Some(folded) => {
                letters.push(if folded == 'ำ' { 'า' } else { folded });
                ends.push(i + c.len_utf8());
            }
            None => {
                if let Some(e) = ends.last_mut().filter(|_| !c.is_whitespace()) {
                    *e = i + c.len_utf8();
                }
            }
        }
    }
    (letters, ends)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The distance to the nearest prefix, by the whole table.
    fn plainly(pattern: &[char], text: &[char], most: usize) -> Option<(usize, usize)> {
        let prefixes = (0..=text.len().min(pattern.len() + most)).map(|j| (distance(pattern, &text[..j]), j));
        prefixes.min_by_key(|&(d, j)| (d, j.abs_diff(pattern.len()))).filter(|&(d, _)| d <= most)
    }

    #[test]
    fn thai_letters_and_digits_are_alphanumeric() {
        assert!(('\0'..='\u{1000}').all(|c| is_alphanumeric(c) == c.is_alphanumeric()));
    }

    proptest! {
        #[test]
        fn the_band_gives_what_the_table_gives(pattern in "[กขค]{0,9}", text in "[กขค]{0,12}", most in 0usize..4) {
            let (pattern, text): (Vec<char>, Vec<char>) = (pattern.chars().collect(), text.chars().collect());
            prop_assert_eq!(prefix_distance(&pattern, &text, most), plainly(&pattern, &text, most));
        }

        #[test]
        fn no_form_that_is_near_is_passed_over(forms in prop::collection::vec(("[กขคงจฉa]{1,9}", 0usize..4), 1..80), text in "[กขคงจฉa]{1,14}") {
            let forms: Vec<(Vec<char>, usize)> = forms.into_iter().map(|(f, most)| (f.chars().collect(), most)).collect();
            let text: Vec<char> = text.chars().collect();
            let near = |k: &usize| prefix_distance(&forms[*k].0, &text, forms[*k].1).is_some();
            let mut found = Vec::new();
            Forms::new(forms.iter().map(|(f, most)| (&f[..], *most))).each(&text, |k| found.push(k));
            prop_assert!((0..forms.len()).filter(near).all(|k| found.contains(&k)));
            prop_assert!(found.is_sorted());
        }
    }
}
