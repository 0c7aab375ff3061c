//! Normalising of values before they are compared, and access to the loosely typed JSON they come from.

use icu_normalizer::ComposingNormalizerBorrowed;
use serde_json::Value;

static NULL: Value = Value::Null;

/// White space of any script, the four information separators included.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

/// A Thai digit as its ASCII digit; any other character as it is.
pub(super) fn ascii_digit(c: char) -> char {
    match c {
        '๐'..='๙' => char::from(b'0' + (u32::from(c) - u32::from('๐')) as u8),
        _ => c,
    }
}

pub(super) fn is_tone(c: char) -> bool {
    ('\u{e48}'..='\u{e4b}').contains(&c)
}

/// The value of `key`, null when the letter or the key is absent. A whole item given as `"?"` is
/// unknown in every key.
pub(super) fn part<'a>(item: Option<&'a Value>, key: &str) -> &'a Value {
    match item {
        Some(v @ Value::String(s)) if s == "?" => v,
        Some(v) => v.get(key).unwrap_or(&NULL),
        None => &NULL,
    }
}

/// A list as its items, a single value as a list of one, null as no items.
pub(super) fn items(v: &Value) -> Vec<&Value> {
    match v {
        Value::Null => Vec::new(),
        Value::Array(a) => a.iter().collect(),
        one => vec![one],
    }
}

/// The items that are objects, with their place in the list.
pub(super) fn objects(v: &Value) -> Vec<(usize, &Value)> {
    let all = items(v).into_iter().enumerate();
    all.filter(|(_, x)| x.is_object()).collect()
}

/// Whether the gold says that this cannot be known.
pub(super) fn is_unknown(v: &Value) -> bool {
    v.as_str() == Some("?")
}

/// A value as text.
pub(super) fn plain_text(v: &Value) -> String {
    match v {
        Value::Null => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::String(s) => s.clone(),
        other => other.to_string(),
    }
}

/// A value normalised for comparison; `None` when it is null or blank.
pub(super) fn norm(v: &Value) -> Option<String> {
    match v {
        Value::Null => None,
        Value::String(s) => norm_str(s),
        other => norm_str(&plain_text(other)),
    }
}

/// NFC, Thai digits to ASCII, decomposed sara am composed, doubled sara e as sara ae, runs of
/// white space as one space.
pub(super) fn norm_str(s: &str) -> Option<String> {
    let nfc = ComposingNormalizerBorrowed::new_nfc().normalize(s);
    let mut chars: Vec<char> = Vec::with_capacity(nfc.len() / 2);
    for c in nfc.chars().map(ascii_digit) {
        if c == 'า' && compose_sara_am(&mut chars) {
            continue;
        }
        chars.push(c);
    }
    let joined: String = chars.into_iter().collect();
    let joined = joined.replace("เเ", "แ");
    let folded = joined.split(|c| is_space(c) || c == '\u{200b}' || c == '\u{ad}').filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ");
    (!folded.is_empty()).then_some(folded)
}

/// With nikhahit, and perhaps a tone mark, at the end of `chars`: makes them tone mark and sara am.
pub(super) fn compose_sara_am(chars: &mut [char]) -> bool {
    let n = chars.len();
    if n >= 1 && chars[n - 1] == '\u{e4d}' {
        chars[n - 1] = 'ำ';
        return true;
    }
    if n >= 2 && is_tone(chars[n - 1]) && chars[n - 2] == '\u{e4d}' {
        chars[n - 2] = chars[n - 1];
        chars[n - 1] = 'ำ';
        return true;
    }
    false
}

/// The items joined by one space and normalised.
pub(super) fn joined(v: &Value) -> Option<String> {
    let all: Vec<String> = items(v).into_iter().map(plain_text).collect();
    norm_str(&all.join(" "))
}

/// A web address without its scheme, brackets and closing slash, in lower case.
pub(super) fn url(v: &Value) -> Option<String> {
    let s = norm(v)?;
    let s = s.trim_matches(|c| c == '<' || c == '>').trim_end_matches('/');
    let s = s.strip_prefix("https://").or_else(|| s.strip_prefix("http://")).unwrap_or(s);
    Some(s.to_lowercase()).filter(|s| !s.is_empty())
}

/// An e-mail address in lower case.
pub(super) fn email(v: &Value) -> Option<String> {
    norm(v).map(|s| s.to_lowercase())
}

/// The digits of a phone number, empty when there are none.
pub(super) fn digits(v: &Value) -> String {
    let s = norm(v).unwrap_or_default();
    s.chars().filter(char::is_ascii_digit).collect()
}

/// The extensions, ranges such as `101-105` spelt out, each with its place in the list.
pub(super) fn extensions(v: &Value) -> Vec<(usize, String)> {
    let mut out = Vec::new();
    for (k, item) in items(v).into_iter().enumerate() {
        let Some(e) = norm(item) else { continue };
        match range(&e) {
            Some(all) => out.extend(all.into_iter().map(|x| (k, x))),
            None => out.push((k, e)),
        }
    }
    out
}

/// The members of `101-105` or of the shortened `101-5`; its two ends when it is no small range.
fn range(e: &str) -> Option<Vec<String>> {
    let (a, b) = e.split_once(['-', '–'])?;
    let (a, b) = (a.trim_end(), b.trim_start());
    let whole = |s: &str| !s.is_empty() && s.bytes().all(|c| c.is_ascii_digit());
    if !whole(a) || !whole(b) {
        return None;
    }
    let full = match a.len().checked_sub(b.len()) {
        Some(n) if n > 0 => format!("{}{b}", &a[..n]),
        _ => b.to_owned(),
    };
    let ends = a.parse::<u128>().ok().zip(full.parse::<u128>().ok());
    Some(match ends {
        Some((x, y)) if x <= y && y - x <= 50 => (x..=y).map(|n| n.to_string()).collect(),
        _ => vec![a.to_owned(), b.to_owned()],
    })
}

/// Plain edit distance in characters.
pub(super) fn distance(a: &str, b: &str) -> usize {
    if a == b {
        return 0;
    }
    rapidfuzz::distance::levenshtein::distance(a.chars(), b.chars())
}

/// Similarity of two values, 0 to 1; two absent values are alike.
pub(super) fn similarity(a: Option<&str>, b: Option<&str>) -> f64 {
    let (a, b) = (a.unwrap_or(""), b.unwrap_or(""));
    if a.is_empty() && b.is_empty() {
        return 1.0;
    }
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let longer = a.chars().count().max(b.chars().count());
    (1.0 - distance(a, b) as f64 / longer as f64).max(0.0)
}

/// Whether at least nine characters in ten of the gold value are right.
pub(super) fn nearly(gold: &str, found: &str) -> bool {
    if gold.is_empty() || found.is_empty() {
        return false;
    }
    1.0 - distance(gold, found) as f64 / gold.chars().count() as f64 >= 0.9
}

/// Rounded to four decimals.
pub(super) fn round4(x: f64) -> f64 {
    format!("{x:.4}").parse().unwrap_or(x)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_are_normalised() {
        let n = |s: &str| norm_str(s).unwrap_or_default();
        assert_eq!(n(" นพ  ๐๐๒๓.๓/ว\u{a0}๑๘๔๕ "), "นพ 0023.3/ว 1845");
        assert_eq!(n("ทํา น\u{e4d}้า"), "ทำ น้ำ");
        assert_eq!(n("เเพร่"), "แพร่");
        assert_eq!(norm_str(" \u{200b} "), None);
    }

    #[test]
    fn extension_ranges_are_spelt_out() {
        let e = |v: Value| -> Vec<String> { extensions(&v).into_iter().map(|x| x.1).collect() };
        assert_eq!(e(json!(["101-103"])), ["101", "102", "103"]);
        assert_eq!(e(json!(["9021-3"])), ["9021", "9022", "9023"]);
        assert_eq!(e(json!(["5-200", "7"])), ["5", "200", "7"]);
        assert_eq!(e(json!("?")), ["?"]);
        assert!(e(json!(null)).is_empty());
    }

    #[test]
    fn addresses_lose_scheme_and_slash() {
        assert_eq!(url(&json!("<HTTPS://x>")).as_deref(), Some("https://x"), "the scheme is dropped only in lower case");
        assert_eq!(url(&json!("https://A.go.th/b/")).as_deref(), Some("a.go.th/b"));
    }
}
