//! What ALTO and PAGE share: lines in blocks with names, and the order of reading that a file may give by these names.

use super::seen::{SeenLine, SeenPage, SeenWord};
use super::xml::attribute;
use quick_xml::events::BytesStart;
use std::collections::HashMap;

/// The pages of a file while it is read.
#[derive(Default)]
pub struct Builder {
    pages: Vec<SeenPage>,
    /// For each page, for each of its lines, the names of the blocks around it and its own.
    names: Vec<Vec<Vec<String>>>,
    /// Names of the blocks that are open.
    blocks: Vec<String>,
    opens_block: bool,
    /// Groups of the reading order that are open: their own place and what stands in them.
    groups: Vec<(i64, Members)>,
    order: Vec<String>,
}

/// What stands in a group: each member's place in it, with its blocks.
type Members = Vec<(i64, Vec<String>)>;

impl Builder {
    /// A page begins.
    pub fn page(&mut self, page: SeenPage) {
        self.pages.push(page);
        self.names.push(Vec::new());
    }

    /// A block begins.
    pub fn open_block(&mut self, name: Option<String>) {
        self.blocks.push(name.unwrap_or_default());
        self.opens_block = true;
    }

    /// The innermost block ends.
    pub fn close_block(&mut self) {
        self.blocks.pop();
    }

    /// A line begins.
    pub fn line(&mut self, mut line: SeenLine, name: Option<String>) {
        if self.pages.is_empty() {
            self.page(SeenPage::default());
        }
        line.opens_block = std::mem::take(&mut self.opens_block);
        if let (Some(page), Some(names)) = (self.pages.last_mut(), self.names.last_mut()) {
            page.lines.push(line);
            names.push(self.blocks.iter().cloned().chain(name).collect());
        }
    }

    /// Words of the line that was begun last.
    pub fn words(&mut self, words: impl IntoIterator<Item = SeenWord>) {
        if self.pages.last().is_none_or(|p| p.lines.is_empty()) {
            self.line(SeenLine::default(), None);
        }
        if let Some(line) = self.pages.last_mut().and_then(|p| p.lines.last_mut()) {
            line.words.extend(words);
        }
    }

    /// A group of the reading order begins; `index` is its place in the group around it.
    pub fn open_group(&mut self, element: &BytesStart) {
        self.groups.push((index(element), Vec::new()));
    }

    /// A block or line is named in the reading order.
    pub fn refer(&mut self, element: &BytesStart, name: &str) {
        if let (Some((_, group)), Some(name)) = (self.groups.last_mut(), attribute(element, name)) {
            group.push((index(element), vec![name]));
        }
    }

    /// The innermost group of the reading order ends.
    pub fn close_group(&mut self) {
        let Some((place, mut group)) = self.groups.pop() else { return };
        group.sort_by_key(|(i, _)| *i);
        let names = group.into_iter().flat_map(|(_, names)| names).collect::<Vec<_>>();
        match self.groups.last_mut() {
            Some((_, around)) => around.push((place, names)),
            None => self.order.extend(names),
        }
    }

    /// The pages, their lines in the order that the file asks for; what it does not name comes last.
    pub fn end(self) -> Vec<SeenPage> {
        let rank: HashMap<&str, usize> = self.order.iter().enumerate().rev().map(|(i, name)| (name.as_str(), i)).collect();
        let ranked = self.pages.into_iter().zip(&self.names).map(|(mut page, names)| {
            let of = |names: &Vec<String>| names.iter().rev().find_map(|n| rank.get(n.as_str())).copied().unwrap_or(usize::MAX);
            let mut lines: Vec<_> = names.iter().map(of).zip(page.lines).collect();
            lines.sort_by_key(|(rank, _)| *rank);
            page.lines = lines.into_iter().map(|(_, line)| line).collect();
            page
        });
        ranked.collect()
    }
}

/// The place of an item in its group; those without one stay as they come.
fn index(element: &BytesStart) -> i64 {
    attribute(element, "index").and_then(|i| i.trim().parse().ok()).unwrap_or_default()
}
