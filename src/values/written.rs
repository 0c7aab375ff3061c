//! A date as an engine wrote it that cannot write every Thai digit, or that lost the year: which days it may mean.

use super::date::BE_OFFSET;
use crate::rules::Rules;
use crate::rules::patterns::PatternId as P;
use crate::text::TextSpan;
use jiff::civil::Date;

/// What is written for each digit: five of them are written as they are, the others as those that look like them.
const FORMS: [&[&str]; 10] =
    [&["0"], &["1"], &["2"], &["3"], &["5", "4"], &["5"], &["2", "0", "20", "6"], &["3", "7"], &["5", "8"], &["3", "5", "9"]];

/// Digits of a number that are compared, at most.
const MOST: usize = 16;

/// Whether an engine without ๔ ๖ ๗ ๘ ๙ may have written `written` for the digits `meant`.
pub fn may_stand_for(written: &str, meant: &str) -> bool {
    let Some((digit, rest)) = meant.as_bytes().split_first() else { return written.is_empty() };
    let forms = FORMS.get(usize::from(digit.wrapping_sub(b'0'))).filter(|_| meant.len() <= MOST);
    forms.into_iter().flat_map(|f| f.iter()).any(|f| {
        let left = written.strip_prefix(f);
        left.is_some_and(|left| may_stand_for(left, &meant[meant.len() - rest.len()..]))
    })
}

/// The month of a date.
#[derive(Debug, Clone, PartialEq)]
enum Month {
    /// Its name.
    Named(u8),
    /// Its figures.
    Figures(String),
    /// Its short name was read as Latin letters.
    Unread,
}

/// A date as it was written, its figures unread.
#[derive(Debug, Clone, PartialEq)]
pub struct Written {
    day: String,
    month: Month,
    year: Option<String>,
    /// Place in the text.
    pub span: TextSpan,
}

impl Written {
    /// The first one in `text`, which stands at byte `at` of the whole text.
    pub fn find(text: &str, at: usize, rules: &Rules) -> Option<Self> {
        let by = |id| rules.patterns.get(id).captures(text);
        let c = by(P::DateWritten).or_else(|| by(P::DateWrittenNumeric)).or_else(|| by(P::DateMonthLatin))?;
        let (day, month) = (c.name("day")?, c.name("month")?);
        let year = c.name("year");
        Some(Self {
            day: day.as_str().to_owned(),
            month: match month.as_str() {
                m if m.bytes().all(|b| b.is_ascii_digit()) => Month::Figures(m.to_owned()),
                m if m.contains(|c: char| c.is_ascii_alphabetic()) => {
                    rules.months.find(m.trim_end_matches('.')).map_or(Month::Unread, |m| Month::Named(m.0))
                }
                m => Month::Named(rules.months.find(m).or_else(|| rules.months.find(&dotted(m)))?.0),
            },
            span: TextSpan::new(at + day.start(), at + year.map_or(month.end(), |y| y.end())),
            year: year.map(|y| y.as_str().chars().filter(char::is_ascii_digit).collect()),
        })
    }

    /// Whether `date` may be meant. Of figures that are `lost` some stand for others.
    pub fn may_mean(&self, date: Date, lost: bool) -> bool {
        let same = |written: &str, meant: i8| match lost {
            true => may_stand_for(written, &meant.to_string()) || may_stand_for(written, &format!("{meant:02}")),
            false => written.parse() == Ok(meant),
        };
        let month = match &self.month {
            Month::Named(n) => i8::try_from(*n) == Ok(date.month()),
            Month::Figures(figures) => same(figures, date.month()),
            Month::Unread => true,
        };
        month && same(&self.day, date.day()) && self.may_mean_year(date.year() + BE_OFFSET, lost)
    }

    /// The year is often too long or too short where figures are lost.
    fn may_mean_year(&self, year: i16, lost: bool) -> bool {
        let Some(written) = self.year.as_deref() else { return true };
        let short = format!("{:02}", year % 100);
        match lost {
            true => written.len() > 2 && written.starts_with('2') || may_stand_for(written, &short),
            false => written == year.to_string() || written == short,
        }
    }

    /// The only day from `first` to `last` that may be meant.
    pub fn only_day(&self, first: Date, last: Date, lost: bool) -> Option<Date> {
        let mut days = first.series(jiff::Span::new().days(1)).take_while(|d| *d <= last).filter(|d| self.may_mean(*d, lost));
        let day = days.next()?;
        days.next().is_none().then_some(day)
    }
}

/// A short name of a month with its dots: `ส ค` is ส.ค.
fn dotted(month: &str) -> String {
    month.split([' ', '.']).filter(|p| !p.is_empty()).flat_map(|p| [p, "."]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn digits_that_cannot_be_written() {
        assert!(may_stand_for("0523", "0423") && may_stand_for("252", "256") && may_stand_for("2520", "256"));
        assert!(!may_stand_for("0523", "0323") && !may_stand_for("52", "423") && !may_stand_for("", "4"));
    }

    #[test]
    fn a_date_whose_figures_are_lost_means_one_day_near_another() {
        let rules = Rules::embedded().unwrap();
        let w = Written::find("25 สิงหาคม 2523", 0, &rules).unwrap();
        assert_eq!(w.span, TextSpan::new(0, "25 สิงหาคม 2523".len()));
        // 24 is written as 25, too, but 25 is after the stamp's day
        assert_eq!(w.only_day(date(2020, 8, 11), date(2020, 8, 24), true), Some(date(2020, 8, 24)));
        assert_eq!(w.only_day(date(2020, 8, 11), date(2020, 8, 25), true), None);
        assert_eq!(w.only_day(date(2020, 8, 11), date(2020, 8, 24), false), None);
    }

    #[test]
    fn a_month_that_was_read_as_latin_letters() {
        let rules = Rules::embedded().unwrap();
        let only = |text: &str| Written::find(text, 0, &rules).and_then(|w| w.only_day(date(2019, 10, 28), date(2019, 11, 11), false));
        assert_eq!(only("วันที่ 29 wa. 62"), Some(date(2019, 10, 29)));
        assert_eq!(only("วันที่ 2 §.A. 2562"), Some(date(2019, 11, 2)));
        assert_eq!((only("วันที่ 29 wa. 63"), only("วันที่ 15 wa. 62"), only("29 May 2562")), (None, None, None));
    }

    #[test]
    fn a_stamp_without_a_year_or_with_figures_alone() {
        let rules = Rules::embedded().unwrap();
        let only = |text: &str, lost| Written::find(text, 0, &rules).unwrap().only_day(date(2018, 8, 20), date(2018, 9, 3), lost);
        assert_eq!(only("รับวันที 25 ส ค", false), Some(date(2018, 8, 25)));
        assert_eq!(only("รับวันที่ 1.03.2521", true), Some(date(2018, 9, 1)));
        assert_eq!(only("รับวันที่ 11.03.2521", true), None);
        assert_eq!(only("วันที่ 30/05/2521", true), Some(date(2018, 8, 30)));
    }
}
