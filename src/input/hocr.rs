//! hOCR 1.2: HTML whose classes say what is page, line and word, and whose titles hold boxes and confidences
//! (<https://kba.github.io/hocr-spec/1.2/>).

use super::Fault;
use super::seen::{SeenLine, SeenPage, SeenWord};
use super::xml::{Item, Items, attribute};
use crate::pages::Area;
use quick_xml::events::BytesStart;

/// Classes of lines.
const LINES: &[&str] = &["ocr_line", "ocrx_line", "ocr_header", "ocr_footer", "ocr_caption", "ocr_textfloat"];
/// Classes of what holds lines.
const BLOCKS: &[&str] = &["ocr_carea", "ocr_par", "ocrx_block"];
/// Elements whose text is not printed.
const UNPRINTED: &[&str] = &["head", "title", "style", "script"];

/// Whether a text that begins with a tag is hOCR.
pub fn is_hocr(text: &str) -> bool {
    ["ocr_page", "ocrx_word", "ocr_line", "ocrx_line"].iter().any(|class| text.contains(class))
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Page,
    Block,
    Line,
    Word,
    Unprinted,
    Other,
}

/// The pages of an hOCR file.
pub fn read(source: &str) -> Result<Vec<SeenPage>, Fault> {
    let mut reader = Reader::default();
    let mut items = Items::html(source);
    loop {
        match items.next()? {
            Item::Open(element) => reader.open(&element),
            Item::Close(_) => reader.close(),
            Item::Text(text) => reader.text(&text),
            Item::End => return Ok(reader.pages),
        }
    }
}

#[derive(Default)]
struct Reader {
    pages: Vec<SeenPage>,
    open: Vec<Kind>,
    block: bool,
    /// Box and letters of the word that is open.
    word: Option<(Title, String)>,
    /// Letters of the open line that stand in no word.
    loose: String,
}

impl Reader {
    fn open(&mut self, element: &BytesStart) {
        let classes = attribute(element, "class").unwrap_or_default();
        let class = |names: &[&str]| classes.split_whitespace().any(|c| names.contains(&c));
        let title = || Title::read(&attribute(element, "title").unwrap_or_default());
        let kind = match () {
            () if UNPRINTED.iter().any(|n| n.eq_ignore_ascii_case(element.local_name().as_ref())) => Kind::Unprinted,
            () if class(&["ocr_page"]) => {
                let Title { area, image, .. } = title();
                let (width, height) = (area.map(|a| a.width()), area.map(|a| a.height()));
                self.pages.push(SeenPage { image, width, height, unit: Some("pixel".into()), lines: Vec::new() });
                Kind::Page
            }
            () if class(BLOCKS) => {
                self.block = true;
                Kind::Block
            }
            () if class(LINES) => {
                self.line(title().area);
                Kind::Line
            }
            () if class(&["ocrx_word"]) && self.word.is_none() => {
                self.word = Some((title(), String::new()));
                Kind::Word
            }
            () => Kind::Other,
        };
        self.open.push(kind);
    }

    fn close(&mut self) {
        match self.open.pop() {
            Some(Kind::Word) => {
                let Some((title, letters)) = self.word.take() else { return };
                if !self.open.contains(&Kind::Line) {
                    self.line(title.area);
                }
                let word = SeenWord::new(&letters, title.area, title.confidence);
                self.last_line().words.extend(word);
            }
            Some(Kind::Line) => {
                let loose = std::mem::take(&mut self.loose);
                let line = self.last_line();
                // an engine that knows no words
                if line.words.is_empty() {
                    line.words.extend(SeenWord::new(&loose, line.area, None));
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.open.contains(&Kind::Unprinted) {
        } else if let Some((_, letters)) = &mut self.word {
            letters.push_str(text);
        } else if self.open.contains(&Kind::Line) {
            self.loose.push_str(text);
        } else if let Some(word) = SeenWord::new(text, None, None) {
            // print outside of all lines
            self.line(None);
            self.last_line().words.push(word);
        }
    }

    fn line(&mut self, area: Option<Area>) {
        let opens_block = std::mem::take(&mut self.block);
        self.page().lines.push(SeenLine { area, words: Vec::new(), opens_block });
    }

    fn page(&mut self) -> &mut SeenPage {
        if self.pages.is_empty() {
            self.pages.push(SeenPage { unit: Some("pixel".into()), ..SeenPage::default() });
        }
        let last = self.pages.len() - 1;
        &mut self.pages[last]
    }

    fn last_line(&mut self) -> &mut SeenLine {
        if self.page().lines.is_empty() {
            self.line(None);
        }
        let lines = &mut self.page().lines;
        let last = lines.len() - 1;
        &mut lines[last]
    }
}

/// What a title says: `image "a.png"; bbox 10 20 300 60; x_wconf 93`.
#[derive(Default)]
struct Title {
    area: Option<Area>,
    image: Option<String>,
    confidence: Option<f32>,
}

impl Title {
    fn read(title: &str) -> Self {
        let mut out = Self::default();
        let mut quoted = false;
        let parts = title.split(|c| {
            quoted ^= c == '"';
            c == ';' && !quoted
        });
        for part in parts {
            let (name, value) = part.trim().split_once(char::is_whitespace).unwrap_or_default();
            let mut numbers = value.split_whitespace().map_while(|v| v.parse::<f64>().ok());
            match name {
                "image" => out.image = Some(value.trim().trim_matches('"').to_owned()),
                "x_wconf" => out.confidence = numbers.next().map(|c| (c / 100.0) as f32),
                "bbox" => {
                    if let [Some(left), Some(top), Some(right), Some(bottom)] = std::array::from_fn(|_| numbers.next()) {
                        out.area = Area::new(left, top, right, bottom);
                    }
                }
                _ => {}
            }
        }
        out
    }
}
