//! Blanks that a recogniser put inside words (`อำ นวยการ`): what stands on both sides is one word, and no words apart.

use super::Proposal;
use super::lattice::{Scratch, Token, is_edge};
use super::lexicon::Lexicon;
use super::run::{Run, code, is_consonant};

/// So many letters on both sides are looked at.
const AROUND: usize = 16;

/// Where letters stand that have nothing between them.
const PLACES: [usize; 2 * AROUND + 1] = {
    let mut places = [0; 2 * AROUND + 1];
    let mut i = 0;
    while i < places.len() {
        places[i] = 3 * i;
        i += 1;
    }
    places
};

/// The letters without the blank must be so much likelier than with it, in nats. On true texts of letters the likeliest
/// blank that is none of these lies at 9, a street and a letter code.
const LIKELIER: f32 = 10.0;

/// The blanks inside words, as changes.
pub(super) fn find(lexicon: &Lexicon, text: &str) -> Vec<Proposal> {
    let (mut scratch, mut tokens, mut codes, mut out) = (Scratch::default(), Vec::new(), Vec::new(), Vec::new());
    for (at, _) in text.match_indices(' ') {
        codes.clear();
        codes.extend(text[..at].chars().rev().map_while(code).take(AROUND));
        codes.reverse();
        let left = codes.len();
        codes.extend(text[at + 1..].chars().map_while(code).take(AROUND));
        // letter codes stand behind blanks too, and a lone letter before one is a word of its own: ณ
        if left <= 1 || codes[left..].iter().all(|&c| is_consonant(c)) || !crosses(lexicon, &codes, left) {
            continue;
        }
        let mut read = |range: std::ops::Range<usize>| {
            tokens.clear();
            scratch.scan(lexicon, Run { codes: &codes[range.clone()], at: &PLACES[range.start..=range.end] }, &mut tokens);
            let cost: f32 = tokens.iter().map(|t: &Token| t.cost).sum();
            (cost, tokens.first().is_some_and(|t| !t.known), tokens.last().is_some_and(|t| !t.known))
        };
        let (before, _, broken_before) = read(0..left);
        let (after, broken_after, _) = read(left..codes.len());
        let gain = before + after - read(0..codes.len()).0;
        if (broken_before || broken_after) && gain >= LIKELIER {
            let confidence = 1.0 - (-gain).exp();
            out.push(Proposal { range: at..at + 1, after: String::new(), rule: "stray-blank", confidence, sure: true });
        }
    }
    out
}

/// Whether a word of the lexicon begins before letter `at` and ends behind it.
fn crosses(lexicon: &Lexicon, codes: &[u8], at: usize) -> bool {
    let run = Run { codes, at: &PLACES[..=codes.len()] };
    (0..at).filter(|&start| is_edge(&run, start)).any(|start| {
        let mut node = Some(lexicon.root());
        codes[start..].iter().enumerate().any(|(k, &c)| {
            node = node.and_then(|n| lexicon.step(n, c));
            start + k >= at && node.is_some_and(|n| n.word().is_some()) && is_edge(&run, start + k + 1)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::super::compose::apply;
    use super::*;

    fn mend(text: &str) -> String {
        apply(text, &find(&Lexicon::embedded().expect("lexicon"), text))
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
    fn leaves_blanks_between_words_names_and_codes() {
        for text in ["ความแจ้งแล้ว นั้น", "จึงขอขอบคุณมา ณ โอกาสนี้", "ด่วนที่สุด ที่ มท 0810", "ถนนตัวอย่างนิมิตร อต. 53000", "บำบัดทุกข์ บำรุงสุข"]
        {
            assert_eq!(mend(text), text);
        }
    }
}
