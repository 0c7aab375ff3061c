//! How near two numbers are when one of them may be misread.

/// Whether `a` and `b` differ by one digit that was lost, added or confused, or by two neighbours that were swapped.
/// Equal ones are not near.
pub fn near(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    let head = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    let tail = short.iter().rev().zip(long.iter().rev()).take_while(|(x, y)| x == y).count();
    match long.len() - short.len() {
        0 if head == short.len() => false,
        0 if head + tail + 1 >= short.len() => true,
        0 => head + tail + 2 == short.len() && short[head] == long[head + 1] && short[head + 1] == long[head],
        1 => head + tail >= short.len(),
        _ => false,
    }
}

/// Every number that has one digit more or one less than `run`.
pub fn longer_or_shorter(run: &str) -> Vec<String> {
    let mut out = Vec::new();
    if !run.is_ascii() {
        return out;
    }
    for i in 0..run.len() {
        out.push(format!("{}{}", &run[..i], &run[i + 1..]));
    }
    for i in 0..=run.len() {
        for d in '0'..='9' {
            out.push(format!("{}{d}{}", &run[..i], &run[i..]));
        }
    }
    out.retain(|n| !n.is_empty() && !n.starts_with('0'));
    out.sort_unstable();
    out.dedup();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_digit_or_one_swap_is_near() {
        for (a, b) in [("32070", "3270"), ("669", "665"), ("170", "107"), ("11931", "19131"), ("5", "15"), ("1355", "1354")] {
            assert!(near(a, b) && near(b, a), "{a} {b}");
        }
        for (a, b) in [("669", "669"), ("669", "655"), ("1234", "4321"), ("12", "1234"), ("123", "312")] {
            assert!(!near(a, b) && !near(b, a), "{a} {b}");
        }
    }

    #[test]
    fn variants_hold_every_near_number_of_another_length() {
        let all = longer_or_shorter("3270");
        assert!(all.contains(&"32070".to_owned()) && all.contains(&"327".to_owned()) && !all.contains(&"3271".to_owned()));
    }
}
