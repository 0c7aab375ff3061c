//! The TSV of Tesseract: a row a page, block, paragraph, line or word, with box and confidence.

use super::Fault;
use super::seen::{SeenLine, SeenPage, SeenWord};
use crate::pages::Area;

/// The names of its columns, the order of which is kept.
const COLUMNS: &str = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext";

/// Whether a text is such a table.
pub fn is_tsv(text: &str) -> bool {
    text.lines().next().is_some_and(|first| first.trim_end() == COLUMNS)
}

/// The pages of a TSV file.
pub fn read(source: &str) -> Result<Vec<SeenPage>, Fault> {
    let mut pages: Vec<SeenPage> = Vec::new();
    // page, block, paragraph and line of the row before
    let mut last = [0; 4];
    let mut at = 0;
    for row in source.split_inclusive('\n') {
        let start = at;
        at += row.len();
        let cells: Vec<&str> = row.trim_end_matches(['\n', '\r']).splitn(12, '\t').collect();
        if start == 0 || cells == [""] {
            continue;
        }
        let number = |i: usize| {
            let cell = cells.get(i).copied().unwrap_or_default();
            let fault = || Fault::at(start, format!("column {} holds {cell:?}, not a number", i + 1));
            cell.trim().parse::<f64>().ok().filter(|n| n.is_finite()).ok_or_else(fault)
        };
        let level = number(0)? as i64;
        let key = [number(1)?, number(2)?, number(3)?, number(4)?].map(|n| n as i64);
        let [left, top, width, height] = [number(6)?, number(7)?, number(8)?, number(9)?];
        let area = Area::new(left, top, left + width, top + height);
        let confidence = Some(number(10)? as f32 / 100.0).filter(|c| *c >= 0.0);
        if pages.is_empty() || key[0] != last[0] {
            let size = area.filter(|_| level == 1);
            let (width, height) = (size.map(|a| a.width()), size.map(|a| a.height()));
            pages.push(SeenPage { width, height, unit: Some("pixel".into()), ..SeenPage::default() });
        }
        if let (5, Some(page)) = (level, pages.last_mut()) {
            let word = SeenWord::new(cells.get(11).copied().unwrap_or_default(), area, confidence);
            match page.lines.last_mut().filter(|_| key == last) {
                Some(line) => line.words.extend(word),
                None => {
                    let opens_block = key[..3] != last[..3];
                    page.lines.push(SeenLine { area: None, words: word.into_iter().collect(), opens_block });
                }
            }
            last = key;
        }
        last[0] = key[0];
    }
    Ok(pages)
}
