//! The word list of general Thai and of official prose, as a double-array trie packed at build time.

use super::RepairError;

const SUSPECT: u16 = 1;
const TRAP: u16 = 2;
const NO_WORD: u16 = 0xFFFF;

/// A place in the trie.
pub(super) type Node = u32;

/// The root of the trie.
pub(super) const ROOT: Node = 0;

/// A packed slot: base, parent slot + 1, cost, flags, little endian. It is read in place, so that starting costs
/// nothing.
#[derive(Clone, Copy)]
struct Slot([u8; 12]);

impl Slot {
    fn base(&self) -> u32 {
        u32::from_le_bytes([self.0[0], self.0[1], self.0[2], self.0[3]])
    }
    fn check(&self) -> u32 {
        u32::from_le_bytes([self.0[4], self.0[5], self.0[6], self.0[7]])
    }
    fn cost(&self) -> u16 {
        u16::from_le_bytes([self.0[8], self.0[9]])
    }
    fn flags(&self) -> u16 {
        u16::from_le_bytes([self.0[10], self.0[11]])
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
    slots: &'static [[u8; 12]],
}

impl Lexicon {
    /// The lexicon packed from `rules/` when the program was built.
    pub fn embedded() -> Result<Self, RepairError> {
        Self::from_bytes(include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.bin")))
    }

    /// Reads the packed form that `build.rs` writes.
    pub fn from_bytes(bytes: &'static [u8]) -> Result<Self, RepairError> {
        let bad = || RepairError::Lexicon;
        let (head, body) = bytes.split_first_chunk::<4>().ok_or_else(bad)?;
        let count = u32::from_le_bytes(*head) as usize;
        let (chunks, rest) = body.as_chunks::<12>();
        if chunks.len() != count || !rest.is_empty() || count == 0 {
            return Err(bad());
        }
        Ok(Self { slots: chunks })
    }

    #[inline]
    fn slot(&self, node: Node) -> Slot {
        Slot(self.slots[node as usize])
    }

    /// The node reached from `node` by one character.
    #[inline]
    pub(super) fn step(&self, node: Node, code: u8) -> Option<Node> {
        let next = self.slot(node).base() + u32::from(code);
        match self.slots.get(next as usize) {
            Some(&slot) if Slot(slot).check() == node + 1 => Some(next),
            _ => None,
        }
    }

    /// The word that ends at `node`.
    #[inline]
    pub(super) fn word(&self, node: Node) -> Option<Word> {
        let slot = self.slot(node);
        (slot.cost() != NO_WORD).then(|| Word {
            cost: f32::from(slot.cost()) / 100.0,
            suspect: slot.flags() & SUSPECT != 0,
        })
    }

    /// Whether a frequent phrase that lost a mark or had a letter misread ends at `node`.
    #[inline]
    pub(super) fn is_trap(&self, node: Node) -> bool {
        self.slot(node).flags() & TRAP != 0
    }

    /// The word spelt by `codes`, if it is one.
    #[cfg(test)]
    pub(super) fn get(&self, codes: &[u8]) -> Option<Word> {
        codes
            .iter()
            .try_fold(ROOT, |node, &c| self.step(node, c))
            .and_then(|node| self.word(node))
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
    fn refuses_a_cut_file() {
        assert!(Lexicon::from_bytes(&[1, 0]).is_err());
        assert!(Lexicon::from_bytes(&[9, 0, 0, 0, 1]).is_err());
    }
}
