//! Lines and what stands in them: a line with wide blanks holds several columns.

use crate::rules::patterns::PatternId as P;
use crate::rules::{Cue, CueMatch, Head, Rules};
use crate::text::TextSpan;

/// Blanks that part two columns of a line.
const COLUMN_GAP: usize = 3;

/// A piece of a line: the whole line, or one column of it.
#[derive(Debug, Clone)]
pub struct Seg {
    /// Where it stands, blanks around it left out.
    pub span: TextSpan,
    /// 0-based line in the text.
    pub line: usize,
    /// 0-based column in its line; 0 is the leftmost.
    pub column: usize,
    /// Empty lines right before this line.
    pub blank_lines: usize,
    /// What it opens with.
    pub cue: Option<CueMatch>,
}

impl Seg {
    /// The words.
    pub fn of<'a>(&self, text: &'a str) -> &'a str {
        self.span.of(text)
    }
    /// The words after the cue, and where they begin.
    pub fn rest<'a>(&self, text: &'a str) -> (usize, &'a str) {
        let from = self.span.start + self.cue.map_or(0, |c| c.len.min(self.span.end - self.span.start));
        (from, &text[from..self.span.end])
    }
}

/// Cuts a line into its columns, each with its place in the line and what it opens with.
pub fn pieces(line: &str, rules: &Rules) -> Vec<(TextSpan, Option<CueMatch>)> {
    let specks = columns(line, rules).into_iter().filter_map(|(start, end)| without_specks(line, start, end));
    specks
        .map(|(start, end)| {
            let mut span = TextSpan::new(start, end);
            let mut cue = rules.cues.find(span.of(line));
            if cue.is_none()
                && let Some(stray) = rules.cues.behind_stray(span.of(line))
            {
                span.start += stray;
                cue = rules.cues.find(span.of(line));
            }
            if cue.is_none()
                && let Some((scraps, found)) = rules.cues.behind_scraps(span.of(line))
            {
                span.start += scraps;
                cue = Some(found);
            }
            let cue = cue.filter(|c| c.cue != Cue::StampNumber || !is_house(&span.of(line)[c.len..], rules));
            let cue = cue.filter(|c| c.cue != Cue::MessageTitle || !is_cited(span.of(line)));
            (span, cue)
        })
        .collect()
}

/// Whether a message is one that the letter refers to: `(2) โทรสารในราชการกรม… ที่ มท 0517/1 ลว. 2 ธ.ค. 65`.
fn is_cited(words: &str) -> bool {
    words.starts_with(|c: char| c.is_ascii_digit() || c == '(') || words.contains("ลงวัน") || words.contains("ลว.")
}

/// Whether a number is that of a house: `เลขที่ 120 หมู่ที่ 3 ถนน…`, with a word of an address behind its figures.
pub fn is_house(words: &str, rules: &Rules) -> bool {
    let street = words.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '/' | '-' | ' ' | ',' | '.' | ']' | '|'));
    // the next stamp's number is no street
    let numbered = street.len() < words.len() && !street.starts_with("เลข");
    // or a word of an address behind a misread one
    let later = || street.split(' ').skip(1).take(3).any(|w| w.chars().count() > 3 && rules.words.has_exact_head(w, Head::Address));
    // the day of a stamp is near some words of an address
    let dated = || rules.cues.find(street).is_some_and(|c| matches!(c.cue, Cue::Day | Cue::StampDate | Cue::StampTime));
    numbered && (rules.words.has_head(street, Head::Address) || later()) && !street.starts_with("ลงวัน") && !dated()
}

/// Byte ranges of the columns of a line. A cue keeps the words after it, an open bracket its end.
fn columns(line: &str, rules: &Rules) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    let mut start = None;
    let mut end = 0;
    let cells = of_cells(line, rules);
    for (i, c) in line.char_indices() {
        if c == ' ' || c == '\t' || cells && c == '|' {
            continue;
        }
        let gap = &line[end..i];
        let wide = gap.contains(['\t', '|'])
            || gap.len() >= COLUMN_GAP
            || gap.len() == 2 && out.is_empty() && c >= 'ก' && start.is_some_and(|s| is_margin_noise(&line[s..end], c))
            || !gap.is_empty()
                && start.is_some_and(|s| {
                    (gap.len() == 2 || matches!(&line[s..end], "ที่" | "ที")) && parts(&line[s..end], &line[i..], rules)
                        || stamp_beside(&line[s..end], &line[i..], rules)
                });
        let wide = wide || gap == " " && out.is_empty() && start.is_some_and(|s| numbered_head(&line[s..end], &line[i..], rules));
        let wide = wide || !gap.is_empty() && c == '(' && start.is_some_and(|s| two_names(&line[s..end], &line[i..], rules));
        let beside = || line[i..].starts_with("ที่ ") || line[i..].starts_with(['ว', 'เ', 'ร']) && is_stamp(&line[i..], rules);
        let wide = wide || !gap.is_empty() && start.is_some_and(|s| is_urgency(&line[s..end], rules)) && beside();
        let wide = wide && !start.is_some_and(|s| of_one_date(&line[s..end], &line[i..], rules));
        match start {
            None => start = Some(i),
            Some(s) if wide && out.is_empty() && is_margin_noise(&line[s..end], c) => start = Some(i),
            Some(s) if wide && out.is_empty() && is_scrap_beside_stamp(&line[s..end], &line[i..], rules) => start = Some(i),
            Some(s) if wide && (cells && gap.contains('|') || !joins(&line[s..end], &line[i..], rules)) => {
                out.push((s, end));
                start = Some(i);
            }
            Some(_) => {}
        }
        end = i + c.len_utf8();
    }
    out.extend(start.map(|s| (s, end)));
    out
}

/// Whether a line is a row of a table in which a reader of pages wrote the names, posts and notes of two or three who sign
/// beside each other: cells of words, none of them figures, a body (that of a stamp) or the head of a column.
fn of_cells(line: &str, rules: &Rules) -> bool {
    const STROKES: std::ops::RangeInclusive<usize> = 1..=2;
    let row = line.trim().trim_matches('|');
    let strokes = memchr::memchr_iter(b'|', row.as_bytes()).take(3).count();
    let body = |cell: &str| {
        let heads = rules.words.heads_of(cell);
        (heads.has(Head::Agency) || heads.has(Head::Division)) && !heads.has(Head::Post)
    };
    let said = |cell: &str| {
        let thai = cell.chars().filter(|c| ('ก'..='๎').contains(c)).count();
        thai > 3 && !cell.contains(|c: char| c.is_ascii_digit()) && !rules.phrasing.is_table_head(cell) && !body(cell)
    };
    STROKES.contains(&strokes) && row.split('|').all(|cell| said(cell.trim()))
}

/// Whether a line of a stamp begins here to the letter.
fn is_stamp(words: &str, rules: &Rules) -> bool {
    rules.cues.exact(words).is_some_and(|c| matches!(c.cue, Cue::StampNumber | Cue::StampDate | Cue::StampTime | Cue::Day))
}

/// Whether a piece is the urgency of a letter, which is short.
fn is_urgency(piece: &str, rules: &Rules) -> bool {
    const LONGEST: usize = 60;
    piece.len() <= LONGEST && rules.words.urgency(piece).is_some()
}

/// What a speck or stroke in the margin is read as: one or two characters that are no bullet, or a few with no Thai
/// letter, no figure and no bracket (`ce`, `๊'`, `Bae e`). It is no column of its own before a wide gap and `next`.
fn is_margin_noise(piece: &str, next: char) -> bool {
    const LONGEST: usize = 6;
    let count = piece.chars().take(LONGEST + 1).count();
    if piece.starts_with('-') || count > LONGEST {
        return false;
    }
    let consonants = piece.chars().filter(|c| ('ก'..='ฮ').contains(c)).count();
    // capitals alone are read from the codes of letter numbers
    let code = next < 'ก' || piece.chars().all(|c| !c.is_ascii_lowercase());
    let figure = |c: char| c.is_ascii_digit() || code && c.is_ascii_uppercase() || matches!(c, '(' | ')' | '/' | '@');
    count == 1 || (consonants == 0 || count == 2 && consonants == 1) && !piece.contains(figure)
}

/// Whether a piece is a scrap of the emblem that stands at the left of a stamp: `1G     เลขที่ 5053`, `(0.    วันที่ 30 มิ.ย. 67`.
fn is_scrap_beside_stamp(piece: &str, right: &str, rules: &Rules) -> bool {
    const LONGEST: usize = 6;
    let letters = |c: char| ('ก'..='ฮ').contains(&c);
    let figures = piece.bytes().all(|b| b.is_ascii_digit()) && piece.len() > 1;
    let scrap = piece.chars().nth(LONGEST).is_none() && !piece.contains(letters) && !figures && !piece.starts_with('-');
    let row = |cue| matches!(cue, Cue::StampNumber | Cue::StampDate | Cue::StampTime | Cue::Day);
    scrap && rules.cues.exact(right).is_some_and(|c| row(c.cue))
}

/// Whether a wide gap parts a day from its month, or a month from its year: `9  ธันวาคม  2564`, `18   มีนาคม   2567`,
/// `วันที่   3   เดือน   มิถุนายน   พ.ศ. 2567`.
fn of_one_date(left: &str, right: &str, rules: &Rules) -> bool {
    const LONGEST: usize = 64;
    let day = left.rfind("วันที่").map_or(left, |at| &left[at + "วันที่".len()..]).trim_start_matches([' ', '.', '…']);
    let figures = day.bytes().take_while(u8::is_ascii_digit).count();
    let month = day[figures..].trim_start();
    if !matches!(figures, 1 | 2) || month.len() > LONGEST || month.starts_with(|c: char| !('ก'..='ฮ').contains(&c) && c != 'เ') {
        return false;
    }
    // one blank for each gap: so much that a date can hold
    let words = day.split_whitespace().chain(right.split_whitespace().take(4));
    let whole = words.collect::<Vec<_>>().join(" ");
    let said = day.split_whitespace().map(str::len).sum::<usize>() + day.split_whitespace().count();
    rules.patterns.get(P::Date).find(&whole).is_some_and(|m| m.start() == 0 && m.end() > said)
}

/// Whether two blanks part two columns: a number or ที่ at the left, a letterhead or stamp at the right.
fn parts(left: &str, right: &str, rules: &Rules) -> bool {
    let numbered = left.bytes().any(|b| b.is_ascii_digit()) || matches!(left, "ที่" | "ที");
    let stamp = || rules.cues.find(right).is_some_and(|c| matches!(c.cue, Cue::StampNumber | Cue::StampDate | Cue::StampTime));
    numbered && (rules.words.has_head(right, Head::Agency) || rules.words.has_head(right, Head::Address) || stamp())
}

/// Whether the number of one stamp stands at the right of the name on another: stamps side by side whose rows do not
/// meet, in a text layer that keeps one blank between them.
fn stamp_beside(left: &str, right: &str, rules: &Rules) -> bool {
    const LONGEST: usize = 60;
    let cue = || rules.cues.exact(right).filter(|c| c.cue == Cue::StampNumber);
    let figures = |rest: &str| rest.is_empty() || rest.starts_with(|c: char| c.is_ascii_digit());
    let body = || rules.words.has_head(left, Head::Agency) || rules.words.has_head(left, Head::Division);
    right.starts_with(['เ', 'ร', 'ท'])
        && left.chars().nth(LONGEST - 1).is_none()
        && !left.contains(|c: char| c.is_ascii_digit() || c == '(')
        && cue().is_some_and(|c| figures(&right[c.len..]) && !is_house(&right[c.len..], rules))
        && body()
}

/// Whether one blank parts a letter's number from the body that wrote it: `ที่ มท 0810/1 กรม…`.
fn numbered_head(left: &str, right: &str, rules: &Rules) -> bool {
    left.len() < 80
        && left.starts_with("ที่ ")
        && left.ends_with(|c: char| c.is_ascii_digit())
        && left.contains('/')
        && rules.words.has_exact_head(right, Head::Agency)
}

/// Whether a blank parts the names of two who sign beside each other: `(นายสมชาย ใจดี) (นางสมศรี ใจงาม)`.
fn two_names(left: &str, right: &str, rules: &Rules) -> bool {
    let titled = |name: &str| rules.words.title(name[1..].trim_start()).is_some();
    left.starts_with('(') && left.ends_with(')') && titled(left) && titled(right)
}

/// Signs that a speck on the paper is read as.
const SPECKS: &[char] = &[
    '.', ':', ';', ',', '\'', '"', '|', '!', '~', '_', '=', '+', '`', '‘', '’', '«', '»', '[', ']', '{', '}', '<', '>', '*', '°', '©', '®',
    '§', '¢', '\\', '^',
];

/// A piece of a line without specks that stand apart at its ends; none when nothing else is there.
fn without_specks(line: &str, mut start: usize, mut end: usize) -> Option<(usize, usize)> {
    let speck = |word: &str| word.chars().all(|c| SPECKS.contains(&c));
    // a dash before a speck is no bullet
    let dash = |rest: &str| rest.split_ascii_whitespace().nth(1).is_some_and(speck);
    while let Some(word) = line[start..end].split([' ', '\t']).next().filter(|w| speck(w) || *w == "-" && dash(&line[start..end])) {
        start += word.len();
        start = end - line[start..end].trim_start_matches([' ', '\t']).len();
        if start >= end {
            return None;
        }
    }
    // a speck that touches the first word
    let glued = line[start..end].trim_start_matches(|c| SPECKS.contains(&c) && !matches!(c, '[' | '{' | '"'));
    if glued.starts_with(|c: char| ('ก'..='ไ').contains(&c)) {
        start = end - glued.len();
    }
    while let Some(word) = line[start..end].rsplit([' ', '\t']).next().filter(|w| speck(w) && !w.contains("..")) {
        end -= word.len();
        end = start + line[start..end].trim_end_matches([' ', '\t']).len();
        if start >= end {
            return None;
        }
    }
    Some((start, end))
}

/// Whether a wide gap parts the words that say when a paper was made: `สั่ง   ณ   วันที่`.
fn made_apart(piece: &str, right: &str, rules: &Rules) -> bool {
    const LONGEST: usize = 40;
    if piece.len() > LONGEST || !(right.starts_with('ณ') || piece.ends_with('ณ')) {
        return false;
    }
    let words = piece.split_whitespace().chain(right.split_whitespace().take(2)).collect::<Vec<_>>().join(" ");
    let own = piece.split_whitespace().map(|w| w.len() + 1).sum::<usize>();
    rules.cues.exact(&words).is_some_and(|c| c.cue == Cue::DoneAt && c.phrase_len >= own)
}

/// Whether a wide gap parts a number: `ที่ มท   0810/1`, `ที่ มท 0810/ว   12`.
fn number_goes_on(piece: &str, right: &str) -> bool {
    let coded = || {
        let code = piece.trim_end_matches('.');
        let before = code.trim_end_matches(|c| ('ก'..='ฮ').contains(&c));
        (1..=4).contains(&code[before.len()..].chars().count()) && before.trim_end().ends_with("ที่")
    };
    right.starts_with(|c: char| c.is_ascii_digit()) && (piece.ends_with("/ว") || piece.ends_with('/') || coded())
}

/// Whether a wide gap stands inside a citation: `อ้างถึง  หนังสือกรม…   ที่ มท 0810/1   ลงวันที่ 2 มีนาคม 2567`.
fn citation_goes_on(piece: &str, right: &str, rules: &Rules) -> bool {
    let dated = right.starts_with("ลงวันที่") || right.starts_with("ลว.") || piece.ends_with("ลงวันที่");
    let cites = || rules.cues.exact(piece).is_some_and(|c| matches!(c.cue, Cue::Reference | Cue::Enclosure)) || is_cited(piece);
    dated || (right.starts_with("ที่ ") || piece.ends_with(" ที่")) && piece.contains("หนังสือ") && cites()
}

/// Whether a wide gap parts the words that open the body from the rest of their long line, as in lines that are set to
/// one width: `ตามหนังสือที่อ้างถึง    ขอให้…`.
fn body_goes_on(piece: &str, right: &str, rules: &Rules) -> bool {
    const LONG: usize = 60 * 3;
    piece.len() + right.len() >= LONG && rules.cues.exact(piece).is_some_and(|c| c.cue == Cue::Body)
}

/// Whether what follows a wide gap still belongs to `piece`.
fn joins(piece: &str, right: &str, rules: &Rules) -> bool {
    if piece.matches('(').count() > piece.matches(')').count() {
        return true;
    }
    // ที่ waits for its number, an item number, a bullet and a cue for their words; a post has no bullet
    let words = || right.trim_start_matches(|c| SPECKS.contains(&c) || c == ' ');
    let other = || rules.words.has_head(right, Head::Agency) || piece == "-" && rules.words.has_exact_head(words(), Head::Post);
    let waits = matches!(piece, "-" | "ที่" | "ที" | "ท") && !other();
    // how many there are of an enclosure, set wide
    let counted = || piece.strip_prefix("จำนวน").is_some_and(|n| n.len() <= 6 && n.bytes().all(|b| b.is_ascii_digit() || b == b' '));
    let item = piece.len() <= 3 && piece.ends_with(['.', ')']) && piece.starts_with(|c: char| c.is_ascii_digit());
    waits
        || item
        || number_goes_on(piece, right)
        || citation_goes_on(piece, right, rules)
        || body_goes_on(piece, right, rules)
        || counted()
        || made_apart(piece, right, rules)
        || rules.cues.find(piece).is_some_and(|c| c.len >= piece.len()) && piece.chars().count() < 20
}
