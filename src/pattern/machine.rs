//! Runs an expression on a piece of text.

use regex_automata::hybrid::dfa::{Cache, DFA};
use regex_automata::nfa::thompson::{Compiler, NFA, WhichCaptures};
use regex_automata::util::pool::Pool;
use regex_automata::util::primitives::NonMaxUsize;
use regex_automata::{Input, PatternID, meta};
use regex_syntax::hir::{Capture, Class, ClassBytes, ClassBytesRange, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Repetition};
use std::ops::Range;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Where a group begins or ends, for each of them.
type Slot = Option<NonMaxUsize>;

/// An expression made ready. Most expressions match nothing in most letters, though one of their needles is there: until
/// the first match a scout looks, which is made in a fraction of the time that the whole machine takes.
pub(super) struct Machine {
    hir: Hir,
    /// Gone when the whole machine is there.
    scout: Mutex<Option<Option<Arc<Scout>>>>,
    whole: OnceLock<Option<meta::Regex>>,
    /// Looked for so seldom that a small machine counts for more than a quick one.
    seldom: bool,
}

/// Tells whether there is a match.
struct Scout {
    dfa: DFA,
    caches: Pool<Cache, Box<dyn Fn() -> Cache + Send + Sync + UnwindSafe + RefUnwindSafe>>,
}

thread_local! {
    /// A compiler takes much memory, so one makes all scouts.
    static COMPILER: Compiler = Compiler::new().configure(NFA::config().utf8(false).which_captures(WhichCaptures::None)).clone();
}

impl Scout {
    fn new(hir: &Hir) -> Option<Self> {
        let nfa = COMPILER.with(|c| c.build_from_hir(hir).ok())?;
        // on a text that keeps it from settling the scout gives up soon
        let config = DFA::config().skip_cache_capacity_check(true).minimum_cache_clear_count(Some(3)).minimum_bytes_per_state(Some(10));
        let dfa = DFA::builder().configure(config).build_from_nfa(nfa).ok()?;
        let maker = dfa.clone();
        Some(Self { dfa, caches: Pool::new(Box::new(move || maker.create_cache())) })
    }

    /// Whether there may be a match: what the scout cannot tell may be one.
    fn sees(&self, input: &Input) -> bool {
        self.dfa.try_search_fwd(&mut self.caches.get(), input).map_or(true, |found| found.is_some())
    }
}

impl Machine {
    pub(super) fn new(hir: Hir, seldom: bool) -> Self {
        Self { hir: plain(hir), scout: Mutex::new(None), whole: OnceLock::new(), seldom }
    }

    fn scout(&self) -> Option<Arc<Scout>> {
        let mut scout = self.scout.lock().unwrap_or_else(PoisonError::into_inner);
        scout.get_or_insert_with(|| Scout::new(&self.hir).map(Arc::new)).clone()
    }

    /// Looks for the first match from byte `from` on, and for as many ends of its groups as `slots` has room for.
    fn search(&self, text: &str, from: usize, slots: &mut [Slot]) -> bool {
        let input = Input::new(text).range(from..);
        if !self.seldom && self.whole.get().is_none() && self.scout().is_some_and(|s| !s.sees(&input)) {
            return false;
        }
        let whole = self.whole.get_or_init(|| {
            // the needles were the filter, but of a machine that is slow with ends of words beside Thai
            let config = meta::Config::new().auto_prefilter(self.hir.properties().look_set().contains_word_unicode());
            let config = if self.seldom { config.hybrid(false).onepass(false) } else { config };
            *self.scout.lock().unwrap_or_else(PoisonError::into_inner) = Some(None);
            meta::Builder::new().configure(config).build_from_hir(&self.hir).ok()
        });
        whole.as_ref().is_some_and(|m| m.search_slots(&input, slots).is_some())
    }

    /// Whether there is a match from byte `from` on.
    pub(super) fn is_match(&self, text: &str, from: usize) -> bool {
        self.search(text, from, &mut [])
    }

    /// The first match from byte `from` on.
    pub(super) fn find<'t>(&self, text: &'t str, from: usize) -> Option<Match<'t>> {
        let mut slots = [None; 2];
        self.search(text, from, &mut slots).then(|| Match::of(text, &slots))?
    }

    /// The first match from byte `from` on, with its groups.
    pub(super) fn captures<'m, 't>(&'m self, text: &'t str, from: usize) -> Option<Captures<'m, 't>> {
        // memory is taken when there is a match
        let (mut few, mut many) = ([None; 2 * MANY], Vec::new());
        let groups = 2 * (1 + self.hir.properties().explicit_captures_len());
        let slots = few.get_mut(..groups).unwrap_or_else(|| {
            many.resize(groups, None);
            &mut many
        });
        self.search(text, from, slots).then(|| Captures { machine: self, text, slots: slots.to_vec() })
    }
}

/// Groups, the match itself included, that most expressions have at most.
const MANY: usize = 16;

/// The expression for text that is UTF-8 as all of ours is: where a class has every character beyond ASCII, no more is
/// asked than how many bytes each of these takes, which makes a much smaller machine.
fn plain(hir: Hir) -> Hir {
    if hir.properties().is_alternation_literal() {
        return hir;
    }
    match hir.into_kind() {
        HirKind::Class(Class::Unicode(class)) => beyond_ascii(&class).unwrap_or_else(|| Hir::class(Class::Unicode(class))),
        HirKind::Class(class) => Hir::class(class),
        HirKind::Repetition(r) => Hir::repetition(Repetition { sub: Box::new(plain(*r.sub)), ..r }),
        HirKind::Capture(c) => Hir::capture(Capture { sub: Box::new(plain(*c.sub)), ..c }),
        HirKind::Concat(all) => Hir::concat(all.into_iter().map(plain).collect()),
        HirKind::Alternation(all) => Hir::alternation(all.into_iter().map(plain).collect()),
        HirKind::Literal(l) => Hir::literal(l.0),
        HirKind::Look(look) => Hir::look(look),
        HirKind::Empty => Hir::empty(),
    }
}

/// A class that has every character beyond ASCII, byte for byte.
fn beyond_ascii(class: &ClassUnicode) -> Option<Hir> {
    class.ranges().last().filter(|r| r.start() <= '\u{80}' && r.end() == char::MAX)?;
    let bytes = |from, to| Hir::class(Class::Bytes(ClassBytes::new([ClassBytesRange::new(from, to)])));
    let rest = || bytes(0x80, 0xbf);
    let mut ascii = class.clone();
    ascii.intersect(&ClassUnicode::new([ClassUnicodeRange::new('\0', '\x7f')]));
    Some(Hir::alternation(vec![
        Hir::class(Class::Unicode(ascii)),
        Hir::concat(vec![bytes(0xc2, 0xdf), rest()]),
        Hir::concat(vec![bytes(0xe0, 0xef), rest(), rest()]),
        Hir::concat(vec![bytes(0xf0, 0xf4), rest(), rest(), rest()]),
    ]))
}

/// A match in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match<'t> {
    text: &'t str,
    start: usize,
    end: usize,
}

impl<'t> Match<'t> {
    fn of(text: &'t str, slots: &[Slot]) -> Option<Self> {
        let &[Some(start), Some(end)] = slots else { return None };
        Some(Self { text, start: start.get(), end: end.get() })
    }

    /// Where it begins.
    pub fn start(&self) -> usize {
        self.start
    }

    /// Where it ends.
    pub fn end(&self) -> usize {
        self.end
    }

    /// Its place.
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// Its text.
    pub fn as_str(&self) -> &'t str {
        &self.text[self.start..self.end]
    }
}

/// A match with its groups; the first one is the match itself.
pub struct Captures<'p, 't> {
    machine: &'p Machine,
    text: &'t str,
    slots: Vec<Slot>,
}

impl<'t> Captures<'_, 't> {
    /// The group of this number.
    pub fn get(&self, group: usize) -> Option<Match<'t>> {
        Match::of(self.text, self.slots.get(2 * group..2 * group + 2)?)
    }

    /// The group of this name.
    pub fn name(&self, name: &str) -> Option<Match<'t>> {
        let whole = self.machine.whole.get()?.as_ref()?;
        self.get(whole.group_info().pattern_names(PatternID::ZERO).position(|n| n == Some(name))?)
    }

    /// All groups.
    pub fn iter(&self) -> impl Iterator<Item = Option<Match<'t>>> {
        self.slots.chunks(2).map(|slots| Match::of(self.text, slots))
    }
}

impl std::ops::Index<usize> for Captures<'_, '_> {
    type Output = str;
    fn index(&self, group: usize) -> &str {
        self.get(group).map_or("", |m| m.as_str())
    }
}
