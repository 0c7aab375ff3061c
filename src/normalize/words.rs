//! Words set apart by blanks (`ขอ เชิญ ประชุม คณะกรรมการ`): engines that cut Thai into words write a blank behind each,
//! as do programs that put the words of an engine together with blanks. What blanks the paper has is lost with them;
//! those are kept that the words ask for.

use super::spread::{is_figure, is_thai, opening, without_blank};
use crate::rules::{Rules, Words};
use crate::text::Change;
use std::ops::Range;

/// A text of fewer Thai words says nothing.
const LEAST: usize = 24;
/// Thai letters to a blank between two of them, at most; other texts have 17 and more.
const LETTERS_TO_A_BLANK: usize = 14;
/// As many letters to a blank make so many bytes, with lines and columns between; in a text of which some lines in a row
/// have them they may be so many more.
const BYTES_TO_A_BLANK: usize = 5 * LETTERS_TO_A_BLANK;
const LINES: usize = 4;
/// Letters of a word, at least on average: shorter pieces are noise.
const MEAN: f32 = 3.8;
/// Letters of a long word, and the share of those; other texts that have so many blanks have more.
const LONG: usize = 12;
const LONG_SHARE: f32 = 0.22;
/// Share of words that Thai does not set apart (`และ`, `ของ`), at least.
const PARTICLES: f32 = 0.05;
/// Letters of a piece that is no given name of its own.
const PIECE: usize = 3;

const RULE: &str = "spread-words";

/// The blanks between words, as changes, where the text is one of words set apart: all of it, or some lines in a row, as
/// where one page of several was read by another engine.
pub(super) fn changes(text: &str, rules: &Rules) -> Vec<Change> {
    if memchr::memchr_iter(b' ', text.as_bytes()).count() * BYTES_TO_A_BLANK * LINES < text.len() {
        return Vec::new();
    }
    if is_apart(text, rules) {
        return within(text, 0, rules);
    }
    let parts = dense(text).into_iter().filter(|lines| lines.len() < text.len() && is_apart(&text[lines.clone()], rules));
    parts.flat_map(|lines| within(&text[lines.clone()], lines.start, rules)).collect()
}

/// Lines in a row with as many blanks between letters as a text of words set apart has.
fn dense(text: &str) -> Vec<Range<usize>> {
    let (mut out, mut at, mut from, mut sum, mut most) = (Vec::new(), 0, 0, 0, (0, 0));
    for line in text.split_inclusive('\n') {
        if sum == 0 {
            from = at;
        }
        at += line.len();
        let (letters, between) = letters(line);
        sum += (between * LETTERS_TO_A_BLANK) as isize - letters as isize;
        if sum > most.0 {
            most = (sum, at);
        }
        if sum <= 0 || at == text.len() {
            if most.0 > 0 {
                out.push(from..most.1);
            }
            (sum, most) = (0, (0, 0));
        }
    }
    out
}

/// The blanks to take out of these lines, which stand `from` on.
fn within(lines: &str, from: usize, rules: &Rules) -> Vec<Change> {
    let mut out = Vec::new();
    let mut start = from;
    for line in lines.split_inclusive('\n') {
        let opening = opening(line, &rules.cues);
        let surname = surname(line, &rules.words);
        let address = line.contains('@') || line.contains("www") || line.contains("http");
        for at in memchr::memchr_iter(b' ', line.as_bytes()) {
            let wide = line[..at].ends_with([' ', '\t']) || line[at + 1..].starts_with([' ', '\t']);
            if !wide && Some(at) != opening && Some(at) != surname && joins(line, at, address, rules) {
                out.push(Change { rule: RULE, confidence: 0.9, ..without_blank(start + at) });
            }
        }
        start += line.len();
    }
    out
}

fn is_apart(text: &str, rules: &Rules) -> bool {
    if memchr::memchr_iter(b' ', text.as_bytes()).count() * BYTES_TO_A_BLANK < text.len() {
        return false;
    }
    let (letters, between) = letters(text);
    if letters >= between * LETTERS_TO_A_BLANK {
        return false;
    }
    let (mut words, mut long, mut particles) = (0usize, 0usize, 0usize);
    for word in text.lines().flat_map(|line| line.split(' ')) {
        let n = word.chars().filter(|&c| is_letter(c)).count();
        if n > 0 {
            words += 1;
            long += usize::from(n >= LONG);
            particles += usize::from(rules.phrasing.is_particle(word));
        }
    }
    words >= LEAST
        && letters as f32 >= MEAN * words as f32
        && (long as f32) < LONG_SHARE * words as f32
        && particles as f32 >= PARTICLES * words as f32
}

/// The Thai letters, and the blanks between two of them.
fn letters(text: &str) -> (usize, usize) {
    let (mut letters, mut between) = (0, 0);
    let (mut letter, mut behind_blank) = (false, false);
    for c in text.chars() {
        let before = std::mem::replace(&mut letter, is_letter(c));
        letters += usize::from(letter);
        between += usize::from(letter && behind_blank);
        behind_blank = before && c == ' ';
    }
    (letters, between)
}

fn is_letter(c: char) -> bool {
    is_thai(c) && !is_figure(c)
}

/// The blank between given name and surname on a line that is a name in brackets: of two words behind the title the first
/// is the given name, of more than two the first where it is no syllable. Monks have one name.
fn surname(line: &str, words: &Words) -> Option<usize> {
    let inner = line.trim_start().strip_prefix('(')?.split(')').next()?;
    // the paper's own gap is wider
    if inner.trim().contains("  ") {
        return None;
    }
    let joined: String = inner.chars().filter(|c| *c != ' ').collect();
    let title = words.title(&joined).filter(|t| !t.starts_with("พระ")).map_or(0, |t| t.chars().count());
    let from = line.len() - line.trim_start().len() + 1;
    // the ends of the words behind the title, each with its letters
    let (mut seen, mut at) = (0, from);
    let mut named: Vec<(usize, usize)> = Vec::new();
    for word in inner.split(' ') {
        let letters = word.chars().count();
        seen += letters;
        if seen > title && letters > 0 {
            named.push((at + word.len(), letters));
        }
        at += word.len() + 1;
    }
    let first = usize::from(named.len() > 2 && named.first()?.1 <= PIECE);
    let (end, _) = *named.get(first)?;
    let monk = joined.starts_with("พระ") || joined.starts_with("หลวง");
    (named.len() > first + 1 && !monk).then_some(end)
}

/// Whether the blank at `at` parts what belongs together; an `address` of mail or web stands on the line.
fn joins(line: &str, at: usize, address: bool, rules: &Rules) -> bool {
    let (before, after) = (&line[..at], &line[at + 1..]);
    let (Some(left), Some(right)) = (before.chars().next_back(), after.chars().next()) else { return false };
    let letter = |c: char| is_thai(c) && !is_figure(c);
    match (left, right) {
        (_, '.' | ')' | ',' | 'ๆ' | 'ฯ' | '”') | ('(' | '“', _) => true,
        (l, '/') => is_figure(l) || l == ')',
        ('/', _) => before.trim_end_matches('/').trim_end().ends_with(|c| is_figure(c) || c == ')'),
        // an abbreviation: one or more letters before the point and after the blank, a point behind those
        ('.', r) if letter(r) => {
            let short = |w: Option<&str>| w.is_some_and(|w| (1..=4).contains(&w.chars().count()));
            let next = after.split(['.', ' ']).next();
            let pointed = after[next.map_or(0, str::len)..].trim_start_matches(' ').starts_with('.');
            short(next) && pointed && short(before.trim_end_matches('.').trim_end().rsplit(['.', ' ']).next())
        }
        (l, r) if letter(l) && letter(r) => !keeps(before, after, rules),
        // the parts of a mail or web address
        (l, r) if l.is_ascii() && r.is_ascii() => {
            let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '@' | '_' | '/');
            let sign = |c: char| matches!(c, '.' | '@' | '_');
            address && part(l) && part(r) && (sign(l) || sign(r))
        }
        _ => false,
    }
}

/// Whether the paper has a blank there: before some words, around ที่ of a letter code and around ณ, before an abbreviation.
fn keeps(before: &str, after: &str, rules: &Rules) -> bool {
    let hour = after.strip_prefix("เวลา ").is_some_and(|r| r.starts_with(is_figure));
    let coded = |rest: &str| {
        let rest = rest.trim_start();
        let code = rest.chars().take_while(|c| ('ก'..='ฮ').contains(c)).count();
        let behind = rest.trim_start_matches(|c: char| ('ก'..='ฮ').contains(&c)).trim_start();
        (1..=3).contains(&code) && behind.starts_with(|c: char| is_figure(c) || c == '(')
    };
    let word = |w: &str| before.strip_suffix(w).is_some_and(|b| b.is_empty() || b.ends_with(' '));
    let next = after.split(' ').next().unwrap_or_default();
    let abbreviation = next.contains('.') && next.chars().filter(|c| is_thai(*c)).count() >= 3;
    rules.phrasing.stands_apart(after)
        || after.strip_prefix("ที่ ").is_some_and(coded)
        || word("ที่") && coded(after)
        || word("ณ")
        || hour
        || abbreviation
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    fn joined(text: &str) -> String {
        let rules = Rules::embedded().unwrap();
        let mut joined = Text::new(text.to_owned());
        let found = changes(text, &rules);
        joined.apply(&found);
        joined.current().to_owned()
    }

    const BODY: &str = "ด้วย โรงเรียน ตัวอย่าง จะ จัด การ ประชุม ผู้ปกครอง นักเรียน ใน วันที่ ๓ มีนาคม ๒๕๖๗ จึง ขอ เชิญ ท่าน เข้า ร่วม ประชุม ตาม วัน และ เวลา ดัง กล่าว โดย พร้อม เพรียง กัน ทั้งนี้ ได้ แนบ กำหนดการ มา พร้อม หนังสือ ฉบับ นี้ ด้วย แล้ว";

    #[test]
    fn joins_words_set_apart() {
        let read = format!(
            "เรื่อง ขอ เชิญ ประชุม ผู้ปกครอง\nอ้าง ถึง หนังสือ โรงเรียน ที่ กห ๐๕๒๕ ( ๒ ) / ว ๔๕ ลง วันที่ ๑ ม . ค . ๖๗\n{BODY}\n( นาย สมชาย ใจ ดี )\nโท ร . ๐ ๒๐๐๐ ๐๐๐๐"
        );
        let right = "เรื่อง ขอเชิญประชุมผู้ปกครอง\nอ้างถึง หนังสือโรงเรียน ที่ กห ๐๕๒๕ (๒)/ว ๔๕ ลงวันที่ ๑ ม.ค. ๖๗\n";
        let all = joined(&read);
        assert!(all.starts_with(right), "{all}");
        assert!(all.ends_with("\n(นายสมชาย ใจดี)\nโทร. ๐ ๒๐๐๐ ๐๐๐๐"), "{all}");
    }

    #[test]
    fn words_set_apart_on_one_page_of_several_are_joined() {
        let page = "ด้วยสำนักงานเปิดรับข้อเสนอโครงการวิจัยชุมชน ประจำปีงบประมาณ พ.ศ. ๒๕๖๙ จึงเรียนมาเพื่อโปรดทราบ\n".repeat(12);
        let read = format!("{page}\nเรื่อง ขอ เชิญ ประชุม ผู้ปกครอง นักเรียน\n{BODY}\n\n{page}");
        let right = format!("{page}\nเรื่อง ขอเชิญประชุมผู้ปกครองนักเรียน\n{}\n\n{page}", joined(BODY));
        assert_eq!(joined(&read), right);
    }

    #[test]
    fn leaves_texts_with_blanks_of_the_paper() {
        let names = "นายสมชาย ใจดี นางสมศรี ใจงาม ".repeat(40);
        let prose = BODY.replace(' ', "").repeat(3);
        for text in [names, prose, BODY.chars().take(60).collect()] {
            assert_eq!(joined(&text), text);
        }
    }
}
