//! ALTO 2 to 4: XML of the Library of Congress for what stands where on a page (<https://www.loc.gov/standards/alto/>).
//! The names that are read here are the same in all versions, whatever the namespace.

use super::Fault;
use super::blocks::Builder;
use super::seen::{SeenLine, SeenPage, SeenWord};
use super::xml::{Item, Items, attribute, name, number, whole};
use crate::pages::Area;
use quick_xml::events::BytesStart;

/// The pages of an ALTO file.
pub fn read(source: &str) -> Result<Vec<SeenPage>, Fault> {
    let mut items = Items::xml(source);
    let mut builder = Builder::default();
    let (mut unit, mut image, mut text) = ("pixel".to_owned(), None, String::new());
    // strings without a space between them are one word
    let mut blank = None;
    loop {
        match items.next()? {
            Item::Open(element) => {
                text.clear();
                match name(&element) {
                    "Page" => {
                        let (width, height) = (whole(&element, "WIDTH"), whole(&element, "HEIGHT"));
                        builder.page(SeenPage { width, height, ..SeenPage::default() });
                    }
                    "TextBlock" | "ComposedBlock" => builder.open_block(attribute(&element, "ID")),
                    "TextLine" => {
                        blank = None;
                        builder.line(SeenLine { area: area(&element), ..SeenLine::default() }, attribute(&element, "ID"));
                    }
                    "SP" => blank = None,
                    "String" | "HYP" => {
                        let word = word(&element).map(|w| SeenWord { blank, ..w });
                        builder.words(word);
                        blank = Some(false);
                    }
                    "OrderedGroup" | "UnorderedGroup" => builder.open_group(&element),
                    "ElementRef" => builder.refer(&element, "REF"),
                    _ => {}
                }
            }
            Item::Text(t) => text.push_str(&t),
            Item::Close(element) => match name(&element) {
                "MeasurementUnit" => unit = text.trim().to_owned(),
                "fileName" => image = Some(text.trim().to_owned()).filter(|t| !t.is_empty()),
                "TextBlock" | "ComposedBlock" => builder.close_block(),
                "OrderedGroup" | "UnorderedGroup" => builder.close_group(),
                _ => {}
            },
            Item::End => break,
        }
    }
    let mut pages = builder.end();
    for page in &mut pages {
        (page.unit, page.image) = (Some(unit.clone()), image.clone());
    }
    Ok(pages)
}

fn word(element: &BytesStart) -> Option<SeenWord> {
    SeenWord::new(&attribute(element, "CONTENT")?, area(element), number(element, "WC").map(|c| c as f32))
}

fn area(element: &BytesStart) -> Option<Area> {
    let [left, top, width, height] = ["HPOS", "VPOS", "WIDTH", "HEIGHT"].map(|name| number(element, name));
    Area::new(left?, top?, left? + width?, top? + height?)
}
