//! Blanks that a recogniser put inside words (`อำ นวยการ`): what stands on both sides is one word, and no words apart.
//! Text layers of justified lines have them after every mark (`สำ นั ก งาน`).

use super::Proposal;
use super::lattice::{Scratch, Token};
use super::lexicon::Lexicon;
use super::run::{Run, decode, is_consonant, leans};
use super::seen::Seen;
use std::ops::Range;

/// So many letters before a blank a word that goes on behind it may begin.
const REACH: usize = 16;

/// The letters without the blanks must be so much likelier than with them, in nats. On true texts of letters the
/// likeliest blank that is none of these lies at 9, a street and a letter code.
const LIKELIER: f32 = 10.0;

/// Words of so few letters that cost so much are rather the rest of another.
const SHORT: usize = 3;
const RARE: f32 = 10.0;

/// The code of ณ.
const NA: u8 = 0x13;

/// Letters with single blanks between them, without the blanks.
#[derive(Default)]
struct Chain {
    codes: Vec<u8>,
    /// Where each letter stands in the text, and where the last ends.
    at: Vec<usize>,
    /// The letters that stand behind a blank.
    breaks: Vec<usize>,
}

/// The blanks inside words, as changes.
pub(super) fn find(lexicon: &Lexicon, seen: &Seen, text: &str) -> Vec<Proposal> {
    let mut reader = Reader { lexicon, scratch: Scratch::default(), apart: Vec::new(), joined: Vec::new() };
    let mut chain = Chain::default();
    seen.lines(text, READER, |line, start, out| {
        if !line.contains(' ') {
            return;
        }
        let bytes = line.as_bytes();
        let (mut next, mut end) = (0, 0);
        while next < bytes.len() {
            let at = next;
            next += if bytes[at] == 0xE0 { 3 } else { 1 };
            let code = if bytes[at] == 0xE0 { decode(bytes[at + 1], bytes[at + 2]) } else { 0 };
            if code == 0 {
                continue;
            }
            match bytes[end..at] {
                [] => {}
                [b' '] if !chain.codes.is_empty() => chain.breaks.push(chain.codes.len()),
                _ => reader.read(&mut chain, start + end, out),
            }
            chain.codes.push(code);
            chain.at.push(start + at);
            end = next;
        }
        reader.read(&mut chain, start + end, out);
    })
}

/// By this a reader of lines is known.
const READER: u64 = 0x5300;

/// Reads chains with their blanks and without.
struct Reader<'a> {
    lexicon: &'a Lexicon,
    scratch: Scratch,
    apart: Vec<Token>,
    joined: Vec<Token>,
}

impl Reader<'_> {
    /// The blanks inside words of a chain that ends here; the next one begins empty.
    fn read(&mut self, chain: &mut Chain, end: usize, out: &mut Vec<Proposal>) {
        chain.at.push(end);
        // letter codes stand behind blanks too
        if let Some(&last) = chain.breaks.last()
            && chain.codes.len() - last > 1
            && chain.codes[last..].iter().all(|&c| is_consonant(c))
        {
            chain.codes.truncate(last);
            chain.at.truncate(last + 1);
            chain.breaks.pop();
        }
        if chain.breaks.iter().any(|&at| self.crosses(&chain.codes, at)) {
            self.weigh(chain, out);
        }
        chain.codes.clear();
        chain.at.clear();
        chain.breaks.clear();
    }

    /// Whether a word of the lexicon begins before letter `at` and ends behind it.
    fn crosses(&self, codes: &[u8], at: usize) -> bool {
        let edge = |at: usize| codes.get(at).is_none_or(|&c| !leans(c));
        (at.saturating_sub(REACH)..at).filter(|&start| edge(start)).any(|start| {
            let mut node = self.lexicon.root();
            codes[start..]
                .iter()
                .enumerate()
                .map_while(|(k, &c)| {
                    node = self.lexicon.step(node, c)?;
                    Some(start + k >= at && node.word().is_some() && edge(start + k + 1))
                })
                .any(|found| found)
        })
    }

    fn weigh(&mut self, chain: &Chain, out: &mut Vec<Proposal>) {
        let Self { lexicon, scratch, apart, joined } = self;
        apart.clear();
        joined.clear();
        let mut from = 0;
        for &to in chain.breaks.iter().chain([&chain.codes.len()]) {
            let first = apart.len();
            scratch.scan(lexicon, Run { codes: &chain.codes[from..to], at: &chain.at[from..=to] }, apart);
            apart[first..].iter_mut().for_each(|t| (t.start, t.end) = (t.start + from, t.end + from));
            from = to;
        }
        // nearly all chains are words on both sides of each blank
        let parts = |at: usize| chain.breaks.binary_search(&at).is_ok();
        if !apart.iter().any(|t| is_scrap(t) && (parts(t.start) || parts(t.end))) {
            return;
        }
        scratch.scan(lexicon, Run { codes: &chain.codes, at: &chain.at }, joined);
        for (a, j) in stretches(apart, joined) {
            let (from, to) = (apart[a.start].start, apart[a.end - 1].end);
            let near = chain.breaks.partition_point(|&b| b <= from)..chain.breaks.partition_point(|&b| b < to);
            let inside = |at: &&usize| joined[j.clone()].iter().any(|t| t.start < **at && **at < t.end);
            let blanks: Vec<usize> = chain.breaks[near].iter().filter(inside).copied().collect();
            // ณ is a word
            let starts = |at: usize| at == 0 || chain.breaks.binary_search(&at).is_ok();
            let is_na = |blank: usize| [blank - 1, blank].iter().any(|&k| chain.codes[k] == NA && starts(k) && starts(k + 1));
            let cost = |tokens: &[Token]| tokens.iter().map(|t| t.cost).sum::<f32>();
            let gain = cost(&apart[a.clone()]) - cost(&joined[j.clone()]);
            let broken = apart[a.clone()].iter().any(|t| is_scrap(t) && blanks.iter().any(|&b| t.start == b || t.end == b));
            if !broken || gain < LIKELIER || blanks.iter().any(|&b| is_na(b)) {
                continue;
            }
            for at in blanks {
                let range = chain.at[at] - 1..chain.at[at];
                out.push(Proposal { range, after: String::new(), rule: "stray-blank", confidence: 1.0 - (-gain).exp(), sure: true });
            }
        }
    }
}

/// Whether this is no word, or a short and rare one.
fn is_scrap(token: &Token) -> bool {
    !token.known || token.end - token.start <= SHORT && token.cost >= RARE
}

/// The stretches between two places where words end in both readings, as tokens of each; those that are the same in both
/// are left out.
fn stretches(a: &[Token], b: &[Token]) -> Vec<(Range<usize>, Range<usize>)> {
    let (mut out, mut from, mut i, mut j) = (Vec::new(), (0, 0), 0, 0);
    while i < a.len() && j < b.len() {
        let (x, y) = (a[i].end, b[j].end);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
        if x == y {
            if (i - from.0, j - from.1) != (1, 1) {
                out.push((from.0..i, from.1..j));
            }
            from = (i, j);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::compose::apply;
    use super::*;

    fn mend(text: &str) -> String {
        apply(text, &find(&Lexicon::embedded().expect("lexicon"), &Seen::default(), text))
    }

    #[test]
    fn takes_blanks_out_of_words() {
        for (read, right) in
            [("ผู้อำ นวยการกอง", "ผู้อำนวยการกอง"), ("โปรดพิจารณาดำเนินก าร", "โปรดพิจารณาดำเนินการ"), ("จึงข อความร่วมมือ", "จึงขอความร่วมมือ")]
        {
            assert_eq!(mend(read), right);
        }
    }

    #[test]
    fn takes_blanks_out_of_justified_lines() {
        let read = "สำ นั ก งานสาธารณสุ ข ได้ รั บ เกี ย รติ จ ากผู้ อำ นวยการ";
        assert_eq!(mend(read), "สำนักงานสาธารณสุข ได้รับเกียรติจากผู้อำนวยการ");
    }

    #[test]
    fn leaves_blanks_between_words_names_and_codes() {
        for text in [
            "ความแจ้งแล้ว นั้น",
            "จึงขอขอบคุณมา ณ โอกาสนี้",
            "เวลา ณ ลานหน้าที่ว่าการอำเภอ",
            "ด่วนที่สุด ที่ มท 0810",
            "ถนนตัวอย่างนิมิตร อต. 53000",
            "บำบัดทุกข์ บำรุงสุข",
        ] {
            assert_eq!(mend(text), text);
        }
    }
}
