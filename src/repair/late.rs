//! Marks that stand one letter late, as the text layers of many PDF files have them (`จดัตั้ง`, `บรหิาร`): put back where
//! that makes words of letters that are none.

use super::Proposal;
use super::Repairer;
use super::lattice::{Scratch, stray};
use super::lexicon::{Node, Trie};
use super::protect::Names;
use super::run::{Run, Runs, is_consonant, is_mark, is_tone, leans, letter};

/// So many marks of a text must be late before any is put back.
const LEAST_MOVES: usize = 3;
/// How much likelier a run must become by each mark that is put back, in nats.
const LIKELIER: f32 = 4.0;
/// What it costs a mark to be late, in nats.
const LATE: f32 = 1.5;
/// Marks that stand on one letter, at most.
const MOST: usize = 2;
/// Letters of a run that is read, at most: no line of a letter has so many.
const LONGEST: usize = 4000;
/// No move, as a number of one.
const NONE: u32 = u32::MAX;

/// ั and ื, by the last byte of their UTF-8.
const SIGNS: [u8; 2] = [0xB1, 0xB7];

/// Whether a mark of a text stands where it ends no syllable: ั and ื have a letter behind them.
fn is_suspect(text: &[u8]) -> bool {
    memchr::memchr2_iter(SIGNS[0], SIGNS[1], text).any(|at| {
        let after = |at: usize| match text.get(at..at + 3) {
            Some(&[0xE0, second, third]) => super::run::decode(second, third),
            _ => 0,
        };
        let sign = at >= 2 && text[at - 2..at] == [0xE0, 0xB8];
        let next = if is_tone(after(at + 1)) { after(at + 4) } else { after(at + 1) };
        sign && !is_consonant(next)
    })
}

/// The cheapest way to a letter of a run of which the first marks are read already.
#[derive(Clone, Copy)]
struct Best {
    cost: f32,
    /// The last mark put back on the way.
    last: u32,
}

/// Marks read before the letter that they stand behind.
struct Move {
    at: usize,
    marks: usize,
    before: u32,
}

/// Reads runs with late marks put back.
struct Reader<'a> {
    lexicon: Trie<'a>,
    best: Vec<[Best; MOST + 1]>,
    moves: Vec<Move>,
}

/// Where a word is read on: before this letter, the first marks of which are read already.
#[derive(Clone, Copy)]
struct Place {
    at: usize,
    read: usize,
}

impl Reader<'_> {
    /// The marks to put back in a run, first to last, and what the run then costs.
    fn read(&mut self, run: Run) -> (f32, Vec<Place>) {
        let n = run.codes.len();
        self.moves.clear();
        self.best.clear();
        self.best.resize(n + 1, [Best { cost: f32::INFINITY, last: NONE }; MOST + 1]);
        self.best[0][0].cost = 0.0;
        for at in 0..n {
            for read in 0..=MOST {
                let here = self.best[at][read];
                if here.cost == f32::INFINITY {
                    continue;
                }
                let end = run.cluster_end(at).max(at + 1 + read);
                self.arrive(Place { at: end, read: 0 }, here.cost + stray(end - at - read), here.last);
                self.walk(run, self.lexicon.root(), Place { at, read }, here);
            }
        }
        let Best { cost, mut last } = self.best[n][0];
        let mut places = Vec::new();
        while let Some(&Move { at, marks, before }) = self.moves.get(last as usize) {
            places.push(Place { at, read: marks });
            last = before;
        }
        places.reverse();
        (cost, places)
    }

    fn arrive(&mut self, Place { at, read }: Place, cost: f32, last: u32) {
        let best = &mut self.best[at][read];
        if cost < best.cost {
            *best = Best { cost, last };
        }
    }

    /// Reads the words that begin with the letter at `place`.
    fn walk(&mut self, run: Run, node: Node, place: Place, so_far: Best) {
        let Some(&code) = run.codes.get(place.at) else { return };
        let Some(node) = self.lexicon.step(node, code) else { return };
        let next = Place { at: place.at + 1 + place.read, read: 0 };
        self.go_on(run, node, next, so_far);
        let (mut node, mut cost) = (node, so_far.cost + LATE);
        for read in 1..=late(run, code, next.at) {
            let Some(behind) = self.lexicon.step(node, run.codes[next.at + read]) else { return };
            (node, cost) = (behind, cost + if read == 1 { 0.0 } else { LATE });
            self.moves.push(Move { at: next.at, marks: read, before: so_far.last });
            let last = self.moves.len() as u32 - 1;
            self.go_on(run, node, Place { at: next.at, read }, Best { cost, last });
        }
    }

    /// Ends a word before `place`, or reads on.
    fn go_on(&mut self, run: Run, node: Node, place: Place, so_far: Best) {
        if let Some(word) = node.word()
            && run.codes.get(place.at).is_none_or(|&c| !leans(c))
        {
            self.arrive(place, so_far.cost + word.cost, so_far.last);
        }
        self.walk(run, node, place, so_far);
    }
}

/// How many marks behind the letter at `at` may belong to `before`, the letter or mark that is read before it.
fn late(run: Run, before: u8, at: usize) -> usize {
    let n = run.codes.len();
    if at >= n || is_mark(run.codes[at]) || !(is_consonant(before) || is_mark(before)) {
        return 0;
    }
    let fits = |k: &usize| {
        let mark = run.codes[*k];
        is_mark(mark) && !run.broken_before(*k) && (is_consonant(before) || is_tone(mark) && !is_tone(before))
    };
    if run.broken_before(at) { 0 } else { (at + 1..n).take(MOST).take_while(fits).count() }
}

/// Puts back the late marks of a text; names are not touched.
pub(super) fn find(repairer: &Repairer, text: &str) -> Vec<Proposal> {
    if !is_suspect(text.as_bytes()) {
        return Vec::new();
    }
    let lexicon = &repairer.lexicon;
    let mut reader = Reader { lexicon: lexicon.trie(), best: Vec::new(), moves: Vec::new() };
    let (mut scratch, mut names, mut runs, mut out) =
        (Scratch::default(), Names::new(&repairer.protector, text), Runs::default(), Vec::new());
    runs.read(text, 0..text.len(), &[]);
    for k in 0..runs.len() {
        let run = runs.get(k);
        if run.codes.len() > LONGEST {
            continue;
        }
        let (cost, mut places) = reader.read(run);
        let likelier = scratch.cost(lexicon, run.codes) - cost;
        if likelier < LIKELIER * places.iter().map(|p| p.read).sum::<usize>() as f32 {
            continue;
        }
        places.retain(|p| !names.meet(&run.bytes(p.at, p.at + 1 + p.read)));
        out.extend(places.into_iter().map(|Place { at, read }| {
            let after = run.codes[at + 1..=at + read].iter().chain([&run.codes[at]]).map(|&c| letter(c)).collect();
            Proposal { range: run.bytes(at, at + 1 + read), after, rule: "late-mark", confidence: 0.97, sure: true }
        }));
    }
    if out.len() < LEAST_MOVES { Vec::new() } else { out }
}

#[cfg(test)]
mod tests {
    use crate::rules::Rules;
    use std::sync::LazyLock;

    static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::embedded().expect("embedded rules"));

    fn mended(text: &str) -> String {
        crate::extract::clean(text.to_owned(), &RULES).current().to_owned()
    }

    #[test]
    fn marks_are_put_back_on_the_letter_before() {
        let read = "เรื่อง การจดัตั้งคณะกรรมการบรหิารบรษิทั\nผูถ้อืหุน้และเจา้หนา้ที่ทุกคน ตามหนงัสือฉบบันี้\n";
        assert_eq!(mended(read), "เรื่อง การจัดตั้งคณะกรรมการบริหารบริษัท\nผู้ถือหุ้นและเจ้าหน้าที่ทุกคน ตามหนังสือฉบับนี้\n");
    }

    #[test]
    fn a_mark_goes_back_over_the_first_letter_of_the_next_word() {
        let read = "ขอใหค้วามรว่มมอืกบัเทศบาลตอ่ไป\nการประชาสมัพนัธท์ั่วไป\n";
        assert_eq!(mended(read), "ขอให้ความร่วมมือกับเทศบาลต่อไป\nการประชาสัมพันธ์ทั่วไป\n");
    }

    #[test]
    fn names_and_lone_slips_stay() {
        let name = "(นายสมศกัดิ ใจด)ี";
        let page = format!("เจา้หนา้ที่ไดร้บัหนงัสือฉบบันี้และบรษิทั\n{name}\n");
        assert!(mended(&page).contains("สมศกัดิ") && mended(&page).contains("ได้รับหนังสือ"));
        let slip = "รายการทรพย์ส่นิ";
        assert_eq!(super::find(&RULES.repairer, slip), []);
    }
}
