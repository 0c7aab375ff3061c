//! PAGE XML, all versions: what PRImA, Transkribus, eScriptorium and OCR-D write
//! (<https://github.com/PRImA-Research-Lab/PAGE-XML>). A text stands at regions, lines, words or glyphs; words are read
//! where there are some, else the line, else the region.

use super::Fault;
use super::blocks::Builder;
use super::seen::{SeenLine, SeenPage, SeenWord};
use super::xml::{Item, Items, attribute, name, number, whole};
use crate::pages::Area;
use quick_xml::events::BytesStart;

/// The pages of a PAGE file.
pub fn read(source: &str) -> Result<Vec<SeenPage>, Fault> {
    let mut items = Items::xml(source);
    let mut reader = Reader::default();
    loop {
        match items.next()? {
            Item::Open(element) => reader.open(&element),
            Item::Text(text) => reader.text.push_str(&text),
            Item::Close(element) => reader.close(name(&element)),
            Item::End => return Ok(reader.builder.end()),
        }
    }
}

/// A region, line or word that is open, with what was read of it.
#[derive(Default)]
struct Part {
    name: Option<String>,
    area: Option<Area>,
    text: Option<String>,
    confidence: Option<f32>,
    /// Index of the alternative that was taken for the text.
    index: f64,
    /// The words of a line, the glyphs of a word.
    words: Vec<SeenWord>,
    /// Whether a region holds lines.
    lines: bool,
}

#[derive(Default)]
struct Reader {
    builder: Builder,
    text: String,
    /// What is open, from region to glyph.
    parts: Vec<Part>,
    /// Index and confidence of the alternative that is open.
    alternative: (f64, Option<f32>),
}

impl Reader {
    fn open(&mut self, element: &BytesStart) {
        self.text.clear();
        match name(element) {
            "Page" => self.builder.page(SeenPage {
                image: attribute(element, "imageFilename"),
                width: whole(element, "imageWidth"),
                height: whole(element, "imageHeight"),
                unit: Some("pixel".into()),
                lines: Vec::new(),
            }),
            part @ ("TextRegion" | "TextLine" | "Word" | "Glyph") => {
                let own = attribute(element, "id");
                if part == "TextRegion" {
                    self.builder.open_block(own.clone());
                }
                if let ("TextLine", Some(region)) = (part, self.parts.last_mut()) {
                    region.lines = true;
                }
                self.parts.push(Part { name: own, ..Part::default() });
            }
            "Coords" => self.corners(attribute(element, "points").unwrap_or_default().split_whitespace().filter_map(corner)),
            // the form of versions before 2013
            "Point" => self.corners(number(element, "x").zip(number(element, "y")).into_iter()),
            "TextEquiv" => self.alternative = (number(element, "index").unwrap_or(0.0), number(element, "conf").map(|c| c as f32)),
            "OrderedGroup" | "OrderedGroupIndexed" | "UnorderedGroup" | "UnorderedGroupIndexed" => self.builder.open_group(element),
            "RegionRef" | "RegionRefIndexed" => self.builder.refer(element, "regionRef"),
            _ => {}
        }
    }

    /// Widens the box of the innermost part.
    fn corners(&mut self, points: impl Iterator<Item = (f64, f64)>) {
        let Some(part) = self.parts.last_mut() else { return };
        // a single corner has no width, so boxes are made one wider and lower
        for area in points.filter_map(|(x, y)| Area::new(x, y, x + 1.0, y + 1.0)) {
            part.area = Some(part.area.map_or(area, |a| a.join(area)));
        }
    }

    fn close(&mut self, element: &str) {
        match element {
            "Unicode" => {
                let (index, confidence) = self.alternative;
                if let Some(part) = self.parts.last_mut().filter(|p| p.text.is_none() || index < p.index) {
                    (part.text, part.confidence, part.index) = (Some(std::mem::take(&mut self.text)), confidence, index);
                }
            }
            "Glyph" | "Word" => {
                let Some(part) = self.parts.pop() else { return };
                let text = part.text.unwrap_or_else(|| part.words.iter().map(|w| w.text.as_str()).collect());
                if let Some(around) = self.parts.last_mut() {
                    around.words.extend(SeenWord::new(&text, part.area, part.confidence));
                }
            }
            "TextLine" => {
                let Some(part) = self.parts.pop() else { return };
                self.line(part);
            }
            "TextRegion" => {
                if let Some(region) = self.parts.pop().filter(|p| !p.lines) {
                    for line in region.text.as_deref().unwrap_or_default().lines() {
                        let words = SeenWord::new(line, region.area, region.confidence).into_iter().collect();
                        self.builder.line(SeenLine { area: region.area, words, ..SeenLine::default() }, None);
                    }
                }
                self.builder.close_block();
            }
            "OrderedGroup" | "OrderedGroupIndexed" | "UnorderedGroup" | "UnorderedGroupIndexed" => self.builder.close_group(),
            _ => {}
        }
    }

    fn line(&mut self, part: Part) {
        let Part { name, area, text, confidence, mut words, .. } = part;
        let text = text.unwrap_or_default();
        if words.is_empty() {
            words.extend(SeenWord::new(&text, area, confidence));
        } else {
            spaced_by(&text, &mut words);
        }
        self.builder.line(SeenLine { area, words, ..SeenLine::default() }, name);
    }
}

/// `12,34` of `points`.
fn corner(point: &str) -> Option<(f64, f64)> {
    let (x, y) = point.split_once(',')?;
    Some((x.parse().ok()?, y.parse().ok()?))
}

/// Takes the blanks between words from the text of their line, where it has the same letters.
fn spaced_by(text: &str, words: &mut [SeenWord]) {
    let mut rest = text.trim_start();
    let mut blanks = Vec::with_capacity(words.len());
    for word in words.iter() {
        let trimmed = rest.trim_start();
        blanks.push(trimmed.len() < rest.len());
        let Some(after) = trimmed.strip_prefix(word.text.as_str()) else { return };
        rest = after;
    }
    words.iter_mut().zip(blanks).for_each(|(w, blank)| w.blank = Some(blank));
}
