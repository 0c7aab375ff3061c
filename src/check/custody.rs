//! The way of a letter through the offices that stamped it.

use super::View;
use crate::record::{Receipt, Record, Warning};
use crate::skeleton::skeleton;

/// The places of a letter's receipts in the order of their days and times; those without a full day come last, in
/// reading order.
pub fn way(record: &Record) -> Vec<usize> {
    let mut order: Vec<usize> = (0..record.receipts.len()).collect();
    order.sort_by_key(|&n| {
        let Receipt { date, time, .. } = &record.receipts[n];
        let day = date.as_deref().filter(|d| d.len() == 10);
        // a stamp without a time stands where it was printed among those of its day
        (day.is_none(), day, time.as_deref().filter(|_| record.receipts.iter().filter(|r| r.date == *date).all(|r| r.time.is_some())))
    });
    order
}

/// Two stamps of one office and year, the higher number with the earlier day.
pub fn run(view: &View) -> Vec<Warning> {
    let sheet = view.sheet();
    let all = &sheet.record.receipts;
    let mut out = Vec::new();
    for n in way(sheet.record) {
        let later = &all[n];
        let field = format!("/receipts/{n}/number");
        let number = |r: &Receipt| r.number.as_deref().and_then(|n| n.parse::<u64>().ok());
        let against = all.iter().enumerate().find(|(m, earlier)| {
            let office = |r: &Receipt| r.receiver.as_deref().map(skeleton);
            let surely =
                |n: usize| sheet.sure(&format!("/receipts/{n}/number")).is_some() && sheet.sure(&format!("/receipts/{n}/date")).is_some();
            let in_one_year = later.date.as_deref().zip(earlier.date.as_deref()).is_some_and(|(a, b)| a > b && a.get(..4) == b.get(..4));
            in_one_year
                && office(later).is_some()
                && office(later) == office(earlier)
                && number(later) < number(earlier)
                && surely(n)
                && surely(*m)
        });
        let Some((_, earlier)) = against else { continue };
        let word = |s: &Option<String>| s.clone().unwrap_or_default();
        let slots = [
            ("office", word(&later.receiver)),
            ("number", word(&later.number)),
            ("received", view.day(&word(&later.date))),
            ("other", word(&earlier.number)),
            ("before", view.day(&word(&earlier.date))),
        ];
        let slots: Vec<(&str, &str)> = slots.iter().map(|(k, v)| (*k, v.as_str())).collect();
        out.push(view.warn("received_out_of_order", "", &field, &slots, None));
    }
    out
}
