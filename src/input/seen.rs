//! Pages as engines write them: lines and words with their boxes, whatever the format.

use crate::pages::Area;

/// A page as an engine wrote it.
#[derive(Debug, Default)]
pub struct SeenPage {
    /// Name of its image.
    pub image: Option<String>,
    /// Width.
    pub width: Option<i32>,
    /// Height.
    pub height: Option<i32>,
    /// Unit of its boxes.
    pub unit: Option<String>,
    /// Its lines in the engine's order.
    pub lines: Vec<SeenLine>,
}

/// A line as an engine wrote it.
#[derive(Debug, Default)]
pub struct SeenLine {
    /// Its box.
    pub area: Option<Area>,
    /// Its words.
    pub words: Vec<SeenWord>,
    /// Begins a block or paragraph of the engine's.
    pub opens_block: bool,
}

/// A word as an engine wrote it; Tesseract's Thai words are single clusters.
#[derive(Debug, Default)]
pub struct SeenWord {
    /// Its letters.
    pub text: String,
    /// Its box.
    pub area: Option<Area>,
    /// How sure the engine was, 0 to 1.
    pub confidence: Option<f32>,
    /// Whether a blank stands before it, where the file says so.
    pub blank: Option<bool>,
}

impl SeenWord {
    /// A word of these letters on one line; none when there are none.
    pub fn new(text: &str, area: Option<Area>, confidence: Option<f32>) -> Option<Self> {
        let text = text.trim().replace(|c: char| c.is_control(), " ");
        let confidence = confidence.filter(|c| c.is_finite()).map(|c| c.clamp(0.0, 1.0));
        (!text.is_empty()).then_some(Self { text, area, confidence, blank: None })
    }
}
