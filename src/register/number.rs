//! A document number in the parts that a register goes by.

/// `มท 0810.7/ว 1355` in parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Parts<'a> {
    /// Letter code; empty where it is unreadable.
    pub prefix: &'a str,
    /// Office and owner code.
    pub code: &'a str,
    /// ว for a circular.
    pub series: &'a str,
    /// Running number.
    pub run: &'a str,
}

impl<'a> Parts<'a> {
    /// Of a number as the contract writes it. The order `2134/2566` is running number before year.
    pub fn of(number: &'a str) -> Self {
        let number = number.trim();
        let (unit, run) = number.rsplit_once('/').unwrap_or(("", number));
        let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        if digits(unit) && run.len() == 4 && digits(run) && run.starts_with("25") {
            return Self { prefix: "", code: "", series: "", run: unit };
        }
        let at = run.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
        let (series, run) = (run[..at].trim(), run[at..].trim());
        let (prefix, code) = match unit.find(|c: char| c.is_ascii_digit() || c == '(').unwrap_or(unit.len()) {
            at if unit[..at].ends_with(' ') || at == 0 => (unit[..at].trim(), unit[at..].trim()),
            _ => unit.split_once(' ').unwrap_or((unit, "")),
        };
        Self { prefix, code, series, run }
    }

    /// The running number as a figure.
    pub fn figure(&self) -> Option<u64> {
        self.run.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_apart() {
        let parts = |n| {
            let p = Parts::of(n);
            (p.prefix, p.code, p.series, p.run)
        };
        assert_eq!(parts("มท 0810.7/ว 1355"), ("มท", "0810.7", "ว", "1355"));
        assert_eq!(parts("อว (ปคร) 0213/24146"), ("อว", "(ปคร) 0213", "", "24146"));
        assert_eq!(parts("สพร 2568/3496"), ("สพร", "2568", "", "3496"));
        assert_eq!(parts("0505/3270"), ("", "0505", "", "3270"));
        assert_eq!(parts("2134/2566"), ("", "", "", "2134"));
        assert_eq!(parts("ศธ/5"), ("ศธ", "", "", "5"));
        assert_eq!(parts("x"), ("", "", "", "x"));
    }
}
