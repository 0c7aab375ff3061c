//! The tables and patterns of `rules/`: read once, embedded, replaceable folder by folder.

mod chars;
pub mod check;
mod compounds;
pub mod confidence;
mod cues;
pub mod embedded;
mod gazetteer;
mod line;
mod markup;
mod messages;
mod months;
pub mod offices;
pub mod patterns;
mod phrasing;
mod places;
mod posts;
pub mod specs;
pub mod table;
mod word_confidence;
mod words;

pub use chars::CharTable;
pub use compounds::Compounds;
pub use confidence::Confidence;
pub use cues::{Cue, CueMatch, Cues};
pub use gazetteer::Gazetteer;
pub use line::{Class, Piece};
pub use markup::Markup;
pub use messages::{Lang, Messages};
pub use months::Months;
pub use offices::Offices;
pub use patterns::{PatternId, Patterns};
pub use phrasing::Phrasing;
pub use places::{Places, ProvinceId};
pub use posts::Posts;
pub use table::{Files, Lazy, RuleError, Table};
pub use word_confidence::WordConfidence;
pub use words::{Head, HeadSet, Words};

use crate::memo::Memo;
use crate::repair::Repairer;
use std::path::Path;
use std::sync::Arc;
use table::later;

/// Everything that is read from `rules/`.
pub struct Rules {
    /// Glyph codes and look-alike letters.
    pub chars: CharTable,
    /// Tags and named characters.
    pub markup: Markup,
    /// Words that open a part of a letter.
    pub cues: Cues,
    /// Month names.
    pub months: Months,
    /// Named patterns.
    pub patterns: Arc<Patterns>,
    /// Agencies, codes, provinces, posts.
    pub gazetteer: Lazy<Gazetteer>,
    /// Short closed lists: titles, acting phrases, urgency, secrecy, units.
    pub words: Words,
    /// Words by which lines and phrases part and join.
    pub phrasing: Phrasing,
    /// Names that are written without a blank.
    pub compounds: Compounds,
    /// The spelling repair.
    pub repairer: Repairer,
    /// Provinces, districts and subdistricts with their postcodes.
    pub places: Lazy<Places>,
    /// Post titles with their levels.
    pub posts: Lazy<Posts>,
    /// Which letter codes an office may bear.
    pub offices: Lazy<Offices>,
    /// How much each sign of a value says for its being right.
    pub confidence: Confidence,
    /// What an engine's doubt of a word says of a value.
    pub word_confidence: WordConfidence,
    /// What warnings say.
    pub messages: Messages,
    /// How far the repair may go.
    pub mending: Mending,
    /// Probability of being right below which a number, a date or a telephone number is flagged.
    pub flag_below: f32,
    /// The language in which they say it: Thai unless it is set.
    pub lang: Lang,
    /// What these tables said of lines read before.
    pub(crate) lines: Memo<Box<[Piece]>>,
}

/// Numbers, dates and telephone numbers that are less probably right are flagged, unless another bar is set.
pub const FLAG_BELOW: f32 = 0.793;

/// How far the spelling repair may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mending {
    /// No word is changed; the text is only normalised.
    Off,
    /// What is surely misread is mended.
    #[default]
    Sure,
    /// What is probably misread is mended too.
    Likely,
}

impl Rules {
    /// The rules that are part of the program.
    pub fn embedded() -> Result<Self, RuleError> {
        Self::read(&Files::embedded())
    }

    /// The rules of a folder; a file that is not there is taken from the program.
    pub fn from_dir(dir: &Path) -> Result<Self, RuleError> {
        let files = Files::from_dir(dir)?;
        Self::read(&files).map_err(|mut e| {
            files.locate(&mut e);
            e
        })
    }

    /// The rules of these files.
    pub fn read(files: &Files) -> Result<Self, RuleError> {
        let months = Months::read(files)?;
        let patterns = Arc::new(Patterns::read(files, &months)?);
        Ok(Self {
            chars: CharTable::read(files)?,
            markup: Markup::read(files)?,
            cues: Cues::read(files)?,
            gazetteer: later(files, Gazetteer::read)?,
            words: Words::read(files)?,
            phrasing: Phrasing::read(files)?,
            compounds: Compounds::read(files)?,
            repairer: Repairer::read(files, &patterns)?,
            places: later(files, Places::read)?,
            posts: later(files, Posts::read)?,
            offices: later(files, Offices::read)?,
            confidence: Confidence::read(files)?,
            word_confidence: WordConfidence::read(files)?,
            messages: Messages::read(files)?,
            mending: Mending::default(),
            flag_below: FLAG_BELOW,
            lang: Lang::default(),
            lines: Memo::default(),
            months,
            patterns,
        })
    }
}
