//! The word list of general Thai and of official prose, as a double-array trie.

use super::{RepairError, pack};
use crate::rules::table::{Files, RuleError};
use std::borrow::Cow;

const SUSPECT: u16 = 1 << 14;
const TRAP: u16 = 1 << 15;
const NO_WORD: u16 = 0x3FFF;

/// What a letter takes off the cost of a word in [`Node::bound`], in nats; as in `pack.rs`.
pub(super) const SLOPE: f32 = 0.6;

/// A place in the trie: a packed slot, held by value.
///
/// Base with the slot's label in the low byte, cost with two flags, bound; little endian. It is read in place, so that
/// starting costs nothing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    packed: u64,
    slot: u32,
}

impl Node {
    #[inline]
    fn base(self) -> u32 {
        self.packed as u32 >> 8
    }

    /// The word that ends here.
    #[inline]
    pub fn word(self) -> Option<Word> {
        let packed = (self.packed >> 32) as u16;
        let cost = packed & NO_WORD;
        (cost != NO_WORD).then(|| Word { cost: f32::from(cost) * 0.01, suspect: packed & SUSPECT != 0 })
    }

    /// Whether a frequent phrase that lost a mark or had a letter misread ends here.
    #[inline]
    pub fn is_trap(self) -> bool {
        (self.packed >> 32) as u16 & TRAP != 0
    }

    /// The least cost less [`SLOPE`] a letter among the words that end here or below.
    #[inline]
    pub fn bound(self) -> f32 {
        f32::from((self.packed >> 48) as i16) * 0.01
    }
}

/// A word that ends at a node.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Word {
    /// Minus log likelihood, in nats.
    pub cost: f32,
    /// More often a misreading of another word than itself.
    pub suspect: bool,
}

/// Words with their costs.
pub struct Lexicon {
    slots: Cow<'static, [[u8; 8]]>,
    /// For each slot which letters may follow: see [`Follow`].
    follow: Cow<'static, [[u8; 4]]>,
}

/// Slots, and what may follow each.
type Parts<'b> = (&'b [[u8; 8]], &'b [[u8; 4]]);

/// Which letters may follow a node. Letters share a bit, so that not all that may follow do.
#[derive(Clone, Copy, Debug)]
pub(super) struct Follow(u32);

impl Follow {
    #[inline]
    pub fn may(self, code: u8) -> bool {
        self.0 >> (code % 32) & 1 == 1
    }

    /// The least that holds all of these letters.
    pub fn of(codes: impl Iterator<Item = u8>) -> Self {
        Self(codes.fold(0, |all, code| all | 1 << (code % 32)))
    }

    /// Whether any letter may be in both.
    #[inline]
    pub fn any_of(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Its bits, eight at a time.
    #[inline]
    pub fn bytes(self) -> [u8; 4] {
        self.0.to_le_bytes()
    }
}

impl Lexicon {
    /// The lexicon packed from `rules/` when the program was built.
    pub fn embedded() -> Result<Self, RepairError> {
        Self::from_bytes(include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.bin")))
    }

    /// The lexicon of these rules, packed anew where one of its tables is not the program's own.
    pub fn read(files: &Files) -> Result<Self, RuleError> {
        if pack::tables().all(|name| files.is_own(name)) {
            return Self::embedded().map_err(|e| RuleError::new("repair", 0, e.to_string()));
        }
        let fault = |f: pack::Fault| RuleError::new(f.file, f.line, f.reason);
        let text = |name| files.text(name).map_err(|e| pack::Fault { file: name, line: e.line, reason: e.reason });
        let blob = pack::lexicon(&text).map_err(fault)?;
        let (slots, follow) = Self::parts(&blob).ok_or_else(|| RuleError::new("repair", 0, RepairError::Lexicon.to_string()))?;
        Ok(Self { slots: slots.to_vec().into(), follow: follow.to_vec().into() })
    }

    /// Reads the packed form that `pack.rs` writes.
    fn from_bytes(bytes: &'static [u8]) -> Result<Self, RepairError> {
        let (slots, follow) = Self::parts(bytes).ok_or(RepairError::Lexicon)?;
        Ok(Self { slots: slots.into(), follow: follow.into() })
    }

    /// The slots and what may follow each.
    fn parts(bytes: &[u8]) -> Option<Parts<'_>> {
        let (head, body) = bytes.split_first_chunk::<4>()?;
        let count = u32::from_le_bytes(*head) as usize;
        let (slots, follow) = body.split_at_checked(count.checked_mul(8)?)?;
        let (slots, follow) = (slots.as_chunks().0, follow.as_chunks());
        (count > 0 && follow.0.len() == count && follow.1.is_empty()).then_some((slots, follow.0))
    }

    /// The words as a trie.
    #[inline]
    pub(super) fn trie(&self) -> Trie<'_> {
        Trie { slots: &self.slots, follow: &self.follow }
    }

    /// The root of the trie.
    #[inline]
    pub(super) fn root(&self) -> Node {
        self.trie().root()
    }

    /// The node reached from `node` by one character.
    #[inline]
    pub(super) fn step(&self, node: Node, code: u8) -> Option<Node> {
        self.trie().step(node, code)
    }

    /// The word spelt by `codes`, if it is one.
    pub(super) fn get(&self, codes: &[u8]) -> Option<Word> {
        let trie = self.trie();
        codes.iter().try_fold(trie.root(), |node, &c| trie.step(node, c)).and_then(Node::word)
    }
}

/// The trie of a lexicon, for those that take many steps.
#[derive(Clone, Copy)]
pub(super) struct Trie<'l> {
    slots: &'l [[u8; 8]],
    follow: &'l [[u8; 4]],
}

impl Trie<'_> {
    /// The root.
    #[inline]
    pub fn root(self) -> Node {
        Node { packed: u64::from_le_bytes(self.slots[0]), slot: 0 }
    }

    /// The node reached from `node` by one character.
    #[inline]
    pub fn step(self, node: Node, code: u8) -> Option<Node> {
        let slot = node.base() + u32::from(code);
        let packed = u64::from_le_bytes(*self.slots.get(slot as usize)?);
        (packed as u8 == code).then_some(Node { packed, slot })
    }

    /// The letters that may follow a node.
    #[inline]
    pub fn follow(self, node: Node) -> Follow {
        Follow(u32::from_le_bytes(self.follow[node.slot as usize]))
    }
}

#[cfg(test)]
mod tests {
    use super::super::run::encode;
    use super::*;

    #[test]
    fn knows_words_and_their_weight() {
        let lexicon = Lexicon::embedded().expect("embedded lexicon");
        let cost = |w: &str| lexicon.get(&encode(w)).map(|w| w.cost);
        assert!(cost("ที่").expect("ที่") < 6.0);
        assert!(cost("พื้นที่").expect("พื้นที่") < cost("ที").expect("ที"));
        assert!(cost("สิ่งที่ส่งมาด้วย").is_some());
        assert_eq!(cost("ท้องถิน"), None);
        assert!(lexicon.get(&encode("เรือง")).expect("เรือง").suspect);
    }

    #[test]
    fn words_of_a_user_are_packed_when_they_are_read() {
        let own = |list: &str| {
            let files = Files::embedded().with("repair/lexicon.tsv", "word\tcount\tsource\nเทียม\t90\town\n".to_owned());
            Lexicon::read(&files.with("repair/official.tsv", format!("phrase\tweight\n{list}")))
        };
        let lexicon = own("สิ่งเทียม\t900\n").expect("packed lexicon");
        let cost = |w: &str| lexicon.get(&encode(w)).map(|w| w.cost);
        assert!(cost("สิ่งเทียม").expect("สิ่งเทียม") < cost("เทียม").expect("เทียม"));
        assert_eq!(cost("โศกเศร้า"), None);
        assert!(cost("กระทรวงมหาดไทย").is_some());
        let error = own("สิ่งเทียม\t-1\n").err().expect("an error").to_string();
        assert_eq!(error, "rules/repair/official.tsv:2: the second column must be a number greater than 0");
    }

    #[test]
    fn refuses_a_cut_file() {
        assert!(Lexicon::from_bytes(&[1, 0]).is_err());
        assert!(Lexicon::from_bytes(&[9, 0, 0, 0, 1]).is_err());
    }
}
