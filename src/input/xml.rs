//! Reading XML and HTML as events, with the place of what is wrong and no expansion of entities.

use super::Fault;
use quick_xml::Reader;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesRef, BytesStart, Event};
use std::borrow::Cow;

/// Elements in one another after which a file is not read on.
const MAX_DEPTH: usize = 1000;

/// HTML elements that have no end.
const VOID: &[&str] = &["area", "base", "br", "col", "hr", "img", "input", "link", "meta", "wbr"];

/// What stands next in a file.
pub enum Item<'a> {
    /// An element begins; one without content ends right after.
    Open(BytesStart<'a>),
    /// The innermost element ends.
    Close(BytesStart<'a>),
    /// Words.
    Text(Cow<'a, str>),
    /// Nothing more.
    End,
}

/// The items of a file.
pub struct Items<'a> {
    reader: Reader<&'a [u8]>,
    source: &'a str,
    html: bool,
    open: Vec<BytesStart<'a>>,
    /// Elements that an end tag closed besides the innermost one.
    closing: usize,
}

impl<'a> Items<'a> {
    /// The items of an XML file, whose tags must match.
    pub fn xml(source: &'a str) -> Self {
        let mut reader = Reader::from_str(source);
        reader.config_mut().allow_dangling_amp = true;
        reader.config_mut().expand_empty_elements = true;
        Self { reader, source, html: false, open: Vec::new(), closing: 0 }
    }

    /// The items of an HTML file: an end tag closes what was left open in it, and one without a beginning is nothing.
    pub fn html(source: &'a str) -> Self {
        let mut items = Self::xml(source);
        let config = items.reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        items.html = true;
        items
    }

    /// The next item.
    pub fn next(&mut self) -> Result<Item<'a>, Fault> {
        if let Some(left) = self.closing.checked_sub(1) {
            self.closing = left;
            if let Some(e) = self.open.pop() {
                return Ok(Item::Close(e));
            }
        }
        loop {
            let at = self.position();
            let event = self.reader.read_event().map_err(|e| Fault::at(self.reader.error_position() as usize, e.to_string()))?;
            match event {
                Event::Start(e) => {
                    self.open.push(e.clone());
                    if self.open.len() > MAX_DEPTH {
                        return Err(Fault::at(at, format!("more than {MAX_DEPTH} elements stand in one another")));
                    }
                    if self.html && VOID.iter().any(|v| v.eq_ignore_ascii_case(e.local_name().as_ref())) {
                        self.closing = 1;
                    }
                    return Ok(Item::Open(e));
                }
                Event::End(e) => {
                    // the end of a void element was told with its beginning
                    if let Some(i) = self.open.iter().rposition(|o| o.name().0.eq_ignore_ascii_case(e.name().0)) {
                        self.closing = self.open.len() - i - 1;
                        if let Some(e) = self.open.pop() {
                            return Ok(Item::Close(e));
                        }
                    }
                }
                Event::Text(e) => return Ok(Item::Text(e.into_inner())),
                Event::CData(e) => return Ok(Item::Text(e.into_inner())),
                Event::GeneralRef(e) => return Ok(Item::Text(reference(&e))),
                Event::Eof => {
                    return match self.open.last() {
                        Some(e) if !self.html => Err(Fault::at(at, format!("the file ends inside <{}>", e.name().0))),
                        _ => Ok(Item::End),
                    };
                }
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        }
    }

    /// Bytes read so far.
    pub fn position(&self) -> usize {
        (self.reader.buffer_position() as usize).min(self.source.len())
    }
}

/// The character that `&name;` stands for; a name that the file declares itself is left as it is.
fn reference<'a>(e: &BytesRef<'a>) -> Cow<'a, str> {
    match e.resolve_char_ref() {
        Ok(Some(c)) => Cow::Owned(c.to_string()),
        _ => resolve_predefined_entity(e).map_or_else(|| Cow::Owned(format!("&{};", &**e)), Cow::Borrowed),
    }
}

/// The name of the first element of a text that begins with markup.
pub fn root(text: &str) -> Option<String> {
    if !text.trim_start().starts_with('<') {
        return None;
    }
    let mut items = Items::html(text);
    loop {
        match items.next().ok()? {
            Item::Open(element) => return Some(name(&element).to_owned()),
            Item::Text(text) if text.trim().is_empty() => {}
            _ => return None,
        }
    }
}

/// The name of an element without its prefix.
pub fn name<'a>(element: &'a BytesStart) -> &'a str {
    element.name().0.rsplit_once(':').map_or(element.name().0, |(_, local)| local)
}

/// An attribute by its name without a prefix; what cannot be read of it stands as it is written.
pub fn attribute(element: &BytesStart, name: &str) -> Option<String> {
    let mut all = element.html_attributes();
    let found = all.with_checks(false).flatten().find(|a| a.key.local_name().as_ref() == name)?;
    Some(unescape(&found.value).map_or_else(|_| found.value.to_string(), Cow::into_owned))
}

/// An attribute that is a number.
pub fn number(element: &BytesStart, name: &str) -> Option<f64> {
    attribute(element, name)?.trim().parse().ok()
}

/// An attribute that is a width or height.
pub fn whole(element: &BytesStart, name: &str) -> Option<i32> {
    number(element, name).filter(|n| (1.0..1e8).contains(n)).map(|n| n.round() as i32)
}
