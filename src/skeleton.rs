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
    if width + most < pattern.len() {
        return None;
    }
    let mut cells = [0usize; MOST_LETTERS + 1];
    if width > MOST_LETTERS {
        return None;
    }
    let row = &mut cells[..=width];
    for (j, cell) in row.iter_mut().enumerate() {
        *cell = j;
    }
    for (i, p) in pattern.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for j in 0..width {
            let cost = diagonal + usize::from(*p != text[j]);
            diagonal = row[j + 1];
            row[j + 1] = cost.min(diagonal + 1).min(row[j] + 1);
        }
        if row.iter().min().is_none_or(|&m| m > most) {
            return None;
        }
    }
    (0..=width).map(|j| (row[j], j)).min_by_key(|&(d, j)| (d, j.abs_diff(pattern.len()))).filter(|&(d, _)| d <= most)
}

/// The skeleton letters of `text`, at most `reach`, with the byte at which each ends (its marks included).
pub fn letters(text: &str, reach: usize) -> (Vec<char>, Vec<usize>) {
    let (mut letters, mut ends) = (Vec::with_capacity(reach), Vec::with_capacity(reach));
    for (i, c) in text.char_indices() {
        match fold(c) {
            Some(_) if letters.len() == reach => break,
            Some(c) => {
                letters.push(if c == 'ำ' { 'า' } else { c });
                ends.push(i);
                if let Some(e) = ends.last_mut() {
                    *e = i + text[i..].chars().next().map_or(1, char::len_utf8);
                }
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
