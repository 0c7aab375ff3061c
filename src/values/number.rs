//! What a document number (ที่) looks like: letter code, office, owner code, circular mark, running number.

use crate::pattern::Captures;
use crate::rules::Rules;
use crate::rules::patterns::PatternId as P;

/// A document number in parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// Letter code; empty where it is unreadable.
    pub prefix: String,
    /// Office in brackets, with its brackets.
    pub office: String,
    /// Owner code, or Buddhist year of a public body's own number.
    pub code: String,
    /// ว for a circular.
    pub series: String,
    /// Running number.
    pub run: String,
}

impl Number {
    /// From the captures of the number patterns.
    pub fn from(c: &Captures, rules: &Rules) -> Self {
        let get = |name: &str| c.name(name).map_or("", |m| m.as_str());
        let squeeze = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let mut prefix = get("prefix").to_owned();
        // ที่ that runs into the prefix: ที่มท
        for cue in ["ที่", "ที"] {
            if let Some(rest) = prefix.strip_prefix(cue).filter(|r| !r.is_empty()) {
                prefix = rest.to_owned();
            }
        }
        if !rules.gazetteer.is_prefix(&prefix) && prefix.chars().count() > 2 {
            let tail: String = prefix.chars().skip(1).collect();
            if prefix.starts_with('ท') && rules.gazetteer.is_prefix(&tail) {
                prefix = tail;
            }
        }
        // no code has a ฏ, which is read for ฎ
        if prefix.contains('ฏ') && rules.gazetteer.is_prefix(&prefix.replace('ฏ', "ฎ")) {
            prefix = prefix.replace('ฏ', "ฎ");
        }
        let series = [get("series"), get("only")].into_iter().find(|s| !s.is_empty()).unwrap_or_default();
        // a bracket before a blank is a ว misread
        let mut series: String = series.chars().take(1).map(|c| if ('ก'..='ฮ').contains(&c) { c } else { 'ว' }).collect();
        // `ว(ล) 28731`, `/(ส.3) 7765`: a register of its own
        series.push_str(&squeeze(get("register")));
        // a colon is a point misread
        let mut code = squeeze(get("code")).replace(':', ".");
        let after = get("after");
        // letters after the code keep their blank, brackets touch it
        code.push_str(if after.trim().starts_with('(') { after.trim() } else { after });
        Self {
            prefix,
            office: get("office").to_owned(),
            code,
            series,
            run: if get("run").starts_with('(') { get("run").to_owned() } else { squeeze(get("run")) },
        }
    }

    /// The first number in `text` with its place. A short owner code counts only behind a known letter code, or as the
    /// running number of a year after ที่: a temple's `ที่ วสธ 012/2568`.
    pub fn find(text: &str, rules: &Rules) -> Option<(Self, std::ops::Range<usize>)> {
        rules.patterns.get(P::Number).captures_iter(text).find_map(|c| {
            let start = c.name("prefix")?.start();
            let digits = c.name("code")?.as_str().bytes().take_while(u8::is_ascii_digit).count();
            let mut number = Self::from(&c, rules);
            let (before, letters) = (&text[..start], c.name("prefix")?.as_str());
            if let Some(more) = bodies(before).filter(|_| of_year(&number.run) && letters == number.prefix) {
                let point = if text[start + letters.len()..].starts_with('.') { "." } else { "" };
                number.prefix = format!("{}{letters}{point}", &before[more..]);
                return Some((number, more..c.get(0).map_or(start, |m| m.end())));
            }
            // a ท behind ที่ is the body's own
            if of_year(&number.run) && letters.strip_prefix('ท') == Some(&number.prefix) && names_number(before) {
                number.prefix = letters.to_owned();
            }
            let sound = digits >= 4 || rules.gazetteer.is_prefix(&number.prefix) || of_year(&number.run) && names_number(&text[..start]);
            sound.then(|| (number, start..c.get(0).map_or(start, |m| m.end())))
        })
    }

    /// As the contract writes it: `มท 0810.7/ว 1355`.
    pub fn value(&self) -> String {
        let mut out = self.prefix.clone();
        for part in [self.office.as_str(), self.code.as_str()].into_iter().filter(|p| !p.is_empty()) {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(part);
        }
        out.push('/');
        if !self.series.is_empty() {
            out.push_str(&self.series);
            // an abbreviation touches its number
            if !self.series.ends_with('.') {
                out.push(' ');
            }
        }
        out.push_str(&self.run);
        out
    }
}

fn of_year(run: &str) -> bool {
    run.len() == 4 && (run.starts_with("24") || run.starts_with("25"))
}

/// Where abbreviations of several bodies begin that stand between ที่ and the last of them: `ที่ สผส.นบ. 17/2567`.
fn bodies(before: &str) -> Option<usize> {
    const LONGEST: usize = 40;
    let whole = before.strip_suffix(' ').unwrap_or(before);
    let chain = whole.trim_end_matches(|c: char| ('ก'..='ฮ').contains(&c) || c == '.');
    let letters = whole[chain.len()..].starts_with(|c: char| c != '.');
    (whole.ends_with('.') && letters && whole.len() - chain.len() <= LONGEST && names_number(chain)).then_some(chain.len())
}

/// Whether ที่ stands as a word at the end of `before`.
fn names_number(before: &str) -> bool {
    let before = before.trim_end();
    let rest = before.strip_suffix("ที่").or_else(|| before.strip_suffix("ที"));
    rest.is_some_and(|r| r.is_empty() || r.ends_with([' ', '\n']) || r.ends_with("เลข"))
}
