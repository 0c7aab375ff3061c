//! How long the register takes for made letters, and how much memory.
//!
//! `cargo run --release --example register -- 1000000`
//!
//! Each letter cites two others on average: seven in ten as they are, one in ten with a digit changed, the rest not
//! held. What is found is compared with what was made.

use saraban::register::{Cited, Differs, Entry, Place, Register};
use std::time::Instant;

const UNITS: u64 = 2000;
const YEARS: u64 = 10;

/// A small generator of numbers (Knuth's MMIX constants): the same letters in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

/// Number and date of letter `at` of `all`: units and years evenly filled, numbers in the order of days.
fn letter(at: u64, all: u64) -> (String, String) {
    let (unit, n) = (at % UNITS, at / UNITS);
    let book = (all / UNITS / YEARS).max(1);
    let (year, run) = ((n / book).min(YEARS - 1), n % book + 1);
    let day = (run * 336 / (book + 1)).min(335);
    (format!("กข {:04}/ว {}", 100 + unit, run * 7), format!("{}-{:02}-{:02}", 2010 + year, day / 28 + 1, day % 28 + 1))
}

enum Made {
    Held(u64),
    Near(u64),
    Gone,
}

fn main() {
    let all: u64 = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(1_000_000);
    let mut dice = Dice(2568);
    let mut made = Vec::new();
    let entries: Vec<Entry> = (0..all)
        .map(|at| {
            let (number, date) = letter(at, all);
            let cited = (0..dice.below(5)).map(|n| {
                let other = dice.below(all);
                let (mut number, date) = letter(other, all);
                made.push(match dice.below(10) {
                    0..=6 => Made::Held(other),
                    7 => {
                        let last = number.pop().and_then(|c| c.to_digit(10)).unwrap_or(0);
                        number.push_str(&((last + 1 + dice.below(6) as u32) % 10).to_string());
                        Made::Near(other)
                    }
                    _ => {
                        number.insert_str(number.len() - 1, "98765");
                        Made::Gone
                    }
                });
                Cited { place: Place::Citation(n as u32), number: Some(number.into()), date: Some(date.into()) }
            });
            let cited = cited.collect();
            let (id, path) =
                (format!("{:016x}-0", at.wrapping_mul(0x9e37_79b9_7f4a_7c15)), format!("archive/2010/box-{}/{at}.txt", at / 500));
            Entry { id: id.into(), path: path.into(), index: 0, number: Some(number.into()), date: Some(date.into()), cited }
        })
        .collect();
    let start = Instant::now();
    let register = Register::new(entries);
    let resolved = register.resolve();
    let looked_up = start.elapsed();
    let lines = register.lines();
    let twins = register.twins();
    let took = start.elapsed();
    let (mut right, mut held, mut near, mut wrong) = (0, 0, 0, 0);
    for (r, m) in resolved.iter().zip(&made) {
        match (m, r.held) {
            (Made::Held(at), Some(found)) if *at == found as u64 => right += 1,
            (_, Some(_)) => wrong += 1,
            _ => {}
        }
        held += u64::from(matches!(m, Made::Held(_)));
        near += u64::from(matches!((m, r.near), (Made::Near(at), Some(n)) if n.entry as u64 == *at && n.differs == Differs::Number));
    }
    let gone = made.iter().filter(|m| matches!(m, Made::Gone)).count();
    let changed = made.len() - gone - held as usize;
    println!("letters {all}, citations {}, in the register {}, groups of one number and date {}", resolved.len(), lines.len(), twins.len());
    println!("resolved {right} of {held} held, {wrong} wrong; near {near} of {changed} with a changed digit; {gone} not held");
    println!("citations looked up in {:.1} s, all in {:.1} s; peak memory {}", looked_up.as_secs_f64(), took.as_secs_f64(), peak());
}

/// What the system says of this process, where it does.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).unwrap_or("unknown");
    line.trim().to_owned()
}
