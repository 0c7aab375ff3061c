//! What strokes and specks behind the words of a value were read as.

/// Words without scraps in pieces of their own behind them: signs, a stray letter, `0`, a figure with a point. One figure
/// may be of the words (`เขต 2`), and so may the letter of an item (`บัญชี ก`); Latin letters behind a figure are a unit.
pub(super) fn without_tail(words: &str) -> &str {
    const MOST: usize = 6;
    let mut kept = words.trim_end();
    let (mut end, mut count) = (kept.len(), 0);
    while let Some((before, last)) = words[..end].rsplit_once(' ').filter(|_| count < MOST) {
        let before = before.trim_end();
        match scrap(last) {
            Some(Scrap::Sure) if !of_unit(before, last) => kept = before,
            Some(Scrap::Sure) | None => break,
            Some(Scrap::Maybe) => {}
        }
        (end, count) = (before.len(), count + 1);
    }
    if kept.contains(|c: char| ('ก'..='ฮ').contains(&c)) { kept } else { words }
}

enum Scrap {
    Sure,
    Maybe,
}

fn scrap(piece: &str) -> Option<Scrap> {
    const ITEMS: std::ops::RangeInclusive<char> = 'ก'..='ฉ';
    let mut letters = piece.chars();
    let (first, second) = (letters.next()?, letters.next());
    let few = letters.nth(1).is_none();
    let sign =
        |c: char| c.is_ascii_punctuation() && !matches!(c, ')' | '"' | '/' | '-' | '&' | '+') || matches!(c, '“' | '‘' | '’' | '°' | '—');
    let latin = |c: char| c.is_ascii_alphabetic();
    match (first, second) {
        _ if few && piece.chars().all(sign) => Some(Scrap::Sure),
        ('0', None) => Some(Scrap::Sure),
        ('0'..='9', None) => Some(Scrap::Maybe),
        ('0'..='9', Some('.' | ',' | ':' | '\'')) if piece.len() == 2 => Some(Scrap::Sure),
        ('ณ' | 'ฯ' | 'ๆ', None) => None,
        (c, None) if ITEMS.contains(&c) => Some(Scrap::Maybe),
        ('ก'..='ๅ', None) => Some(Scrap::Sure),
        (a, b) if piece.len() <= 2 && latin(a) && b.is_none_or(latin) => {
            Some(if piece.bytes().any(|b| b.is_ascii_lowercase()) { Scrap::Sure } else { Scrap::Maybe })
        }
        _ => None,
    }
}

/// Whether Latin letters stand behind a figure: `5 km`.
fn of_unit(before: &str, last: &str) -> bool {
    last.starts_with(|c: char| c.is_ascii_alphabetic()) && before.ends_with(|c: char| c.is_ascii_digit())
        || last.starts_with(|c: char| c.is_ascii_digit()) && before.ends_with("ข้อ")
}

/// Words without what strokes behind them were read as: Latin letters in a piece of its own (`… VN`, `… OO 6.A. om`).
pub(super) fn without_scraps(words: &str) -> &str {
    let latin = |c: char| c.is_ascii_alphabetic();
    let thai = |w: &str| w.contains(|c: char| ('ก'..='๎').contains(&c));
    let scrap = |at: usize| words[at..].contains(latin) && !thai(&words[at..]) && words[at..].split(' ').all(|w| w.len() <= 4);
    let cut = words.match_indices(' ').map(|m| m.0).find(|&at| scrap(at));
    without_tail(cut.filter(|_| thai(words)).map_or(words, |at| words[..at].trim_end()))
}

/// A name without specks before and behind its words (`ทดสอบ .ตัวอย่าง`, `ทดสอบ. ตัวอย่าง`) and among them; the points of
/// abbreviated titles stay, which are short or have several.
pub(super) fn without_specks(name: &str) -> String {
    const SHORT: usize = 4;
    let sign = |c: char| matches!(c, '.' | ',' | ':' | ';' | '\'' | '|' | '-' | '~' | '=');
    let words = name.split(' ').filter_map(|word| {
        let word = word.trim_start_matches(sign);
        let bare = word.trim_end_matches(sign);
        let abbreviation = bare.contains('.') || bare.chars().count() <= SHORT;
        let word = if abbreviation && word.len() == bare.len() + 1 { word } else { bare };
        (!bare.is_empty()).then_some(word)
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{without_specks, without_tail};

    #[test]
    fn specks_around_the_words_of_a_name() {
        for (read, right) in [
            ("นายทดสอบ .ตัวอย่าง", "นายทดสอบ ตัวอย่าง"),
            ("นายทดสอบ . ตัวอย่าง", "นายทดสอบ ตัวอย่าง"),
            ("นางสาวทดสอบ. ตัวอย่าง", "นางสาวทดสอบ ตัวอย่าง"),
            ("พล.ต. ทดสอบ ตัวอย่าง", "พล.ต. ทดสอบ ตัวอย่าง"),
            ("ดร. ทดสอบ ตัวอย่าง", "ดร. ทดสอบ ตัวอย่าง"),
            ("เรือเอก ทดสอบ ตัวอย่าง ร.น.", "เรือเอก ทดสอบ ตัวอย่าง ร.น."),
        ] {
            assert_eq!(without_specks(read), right);
        }
    }

    #[test]
    fn scraps_behind_words_are_left_out() {
        for (read, right) in [
            ("ผู้บัญชาการฐานทัพเรือตัวอย่าง oe", "ผู้บัญชาการฐานทัพเรือตัวอย่าง"),
            ("แต่งตั้งคณะกรรมการ % = ว LL", "แต่งตั้งคณะกรรมการ"),
            ("แต่งตั้งคณะกรรมการ % = ว", "แต่งตั้งคณะกรรมการ"),
            ("คณบดีคณะทดสอบ 7.", "คณบดีคณะทดสอบ"),
            ("เปลี่ยนหลอดไฟ “", "เปลี่ยนหลอดไฟ"),
            ("ระบบจำหน่าย 0", "ระบบจำหน่าย"),
        ] {
            assert_eq!(without_tail(read), right);
        }
        for right in ["เขตพื้นที่ 2", "บัญชี ก", "ระยะทาง 5 km", "ตามข้อ 7.", "ระบบ IT", "บุญมี ณ", "oe", "งานที่ 3 (ต่อ)"]
        {
            assert_eq!(without_tail(right), right);
        }
    }
}
