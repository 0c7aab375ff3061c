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

/// `run` and every number that it becomes when one digit is lost: two numbers that are [`near`] have one of these in
/// common.
pub fn stems(run: &str) -> Vec<String> {
    let mut out = vec![run.to_owned()];
    if run.is_ascii() && run.len() > 1 {
        out.extend((0..run.len()).map(|i| format!("{}{}", &run[..i], &run[i + 1..])));
    }
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
    fn near_numbers_share_a_stem() {
        for (a, b) in [("32070", "3270"), ("669", "665"), ("11931", "19131"), ("5", "15")] {
            assert!(stems(a).iter().any(|s| stems(b).contains(s)), "{a} {b}");
        }
        assert!(!stems("669").iter().any(|s| stems("755").contains(s)));
    }
}
