//! The order of marks in a Thai cluster: consonant, vowel sign below or above, tone, then `ำ`.

/// Whether `c` is a Thai mark that stands on or under a consonant.
pub fn is_mark(c: char) -> bool {
    matches!(c, '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}')
}

/// Whether `c` can carry marks.
pub fn is_base(c: char) -> bool {
    matches!(c, 'ก'..='ฮ')
}

/// Whether `c` is a Thai letter, vowel or mark (no digit or sign).
pub fn is_letter(c: char) -> bool {
    matches!(c, 'ก'..='\u{e3a}' | 'เ'..='\u{e4e}')
}

/// Place of a mark in its cluster. Agrees with the combining classes of Unicode wherever these are not 0.
fn rank(mark: char) -> u8 {
    match mark {
        '\u{e3a}' => 0,
        '\u{e38}' | '\u{e39}' => 1,
        '\u{e31}' | '\u{e34}'..='\u{e37}' | '\u{e47}' => 2,
        '\u{e48}'..='\u{e4b}' => 3,
        '\u{e4c}' => 4,
        _ => 5,
    }
}

/// The marks of one cluster in canonical order, each once; `tail` is what follows them, `า`, `ำ` or nothing.
/// The rule that names the change is returned with them.
pub fn order(marks: &mut Vec<char>, tail: Option<char>) -> (Option<char>, &'static str) {
    let before = marks.clone();
    marks.sort_by_key(|&m| rank(m));
    marks.dedup();
    let mut rule = match marks.len() < before.len() {
        true => "doubled-mark",
        false => "order",
    };
    let mut tail = tail;
    if tail == Some('า') && marks.last() == Some(&'\u{e4d}') {
        marks.pop();
        (tail, rule) = (Some('ำ'), "sara-am");
    } else if tail == Some('ำ') && marks.last() == Some(&'\u{e4d}') {
        marks.pop();
        rule = "sara-am";
    }
    (tail, rule)
}
