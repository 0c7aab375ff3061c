//! Post titles with their levels, as they stand under signatures: the one that a misread line means.

use super::table::{Files, RuleError};
use crate::skeleton::{distance, picture, prefix_distance, skeleton};

/// Fewer letters have too many neighbours.
const SHORTEST: usize = 8;

/// One letter in so many may be wrong, and no more than so many.
const RATE: usize = 6;
const MOST: usize = 2;

/// The second nearest must be so many letters farther off.
const CLEAR: usize = 2;

/// A word, and how many letters it has and which.
struct Form {
    word: Box<str>,
    len: usize,
    picture: u64,
}

impl Form {
    fn of(word: &str) -> Self {
        let letters = skeleton(word);
        Self { word: word.into(), len: letters.len(), picture: picture(&letters) }
    }
}

/// The titles, and the levels that are printed right behind them.
pub struct Posts {
    titles: Vec<Form>,
    levels: Vec<Form>,
}

impl Posts {
    pub(super) fn read(files: &Files) -> Result<Self, RuleError> {
        let titles = files.table("positions.tsv", ["title", "kind"])?;
        let levels = files.table("position-levels.tsv", ["level", "group"])?;
        let glued = |level: &&str| level.chars().count() > SHORTEST / 2 && level.chars().all(|c| ('ก'..='๎').contains(&c));
        Ok(Self {
            titles: titles.rows.iter().map(|(_, [title, _])| Form::of(title)).collect(),
            levels: levels.rows.iter().map(|(_, [level, _])| *level).filter(glued).map(Form::of).collect(),
        })
    }

    /// The title, with its level, that clearly is nearest to `words`: `กพัฒนาชุมชนชำนาญการ` is `นักพัฒนาชุมชนชำนาญการ`.
    /// `None` for one that stands there to the letter, and where none is near.
    pub fn nearest(&self, words: &str) -> Option<String> {
        let read = skeleton(words);
        let most = MOST.min(read.len() / RATE);
        if read.len() < SHORTEST || read.len() > 60 || words.contains(|c: char| c.is_ascii_digit()) {
            return None;
        }
        // the level first: what stands before it is the title
        let mut ways: Vec<(usize, usize, &str)> = vec![(read.len(), 0, "")];
        for level in &self.levels {
            let letters = skeleton(&level.word);
            for len in level.len.saturating_sub(1)..=level.len + 1 {
                let Some(cut) = read.len().checked_sub(len) else { continue };
                let errors = distance(&letters, &read[cut..]);
                if errors <= most.min(level.len / 4) {
                    ways.push((cut, errors, &level.word));
                }
            }
        }
        let mut best: Option<(usize, String)> = None;
        let mut second = usize::MAX;
        for (cut, errors, level) in ways {
            let head = &read[..cut];
            let here = picture(head);
            let left = most.saturating_sub(errors);
            let near = |t: &&Form| {
                t.len.abs_diff(head.len()) <= left + CLEAR
                    && (t.picture & !here).count_ones().max((here & !t.picture).count_ones()) as usize <= left + CLEAR
            };
            for title in self.titles.iter().filter(near) {
                let (d, name) = (errors + distance(&skeleton(&title.word), head), format!("{}{level}", title.word));
                match &mut best {
                    Some((least, known)) if *known == name => *least = d.min(*least),
                    Some((least, _)) if d >= *least => second = second.min(d),
                    _ => {
                        second = best.map_or(second, |b| second.min(b.0));
                        best = Some((d, name));
                    }
                }
            }
        }
        let (d, name) = best?;
        (d <= most && d + CLEAR <= second.max(CLEAR) && name != words).then_some(name)
    }

    /// The first word of a post that stands at the beginning of `words` with one letter misread, and the bytes there:
    /// `ผูทำกับการสถานี…` begins with ผู้กำกับการ.
    pub fn misread_head<'p>(&'p self, words: &str) -> Option<(&'p str, usize)> {
        let (letters, ends) = crate::skeleton::letters(words, 40);
        let here = picture(&letters);
        let heads = self.titles.iter().filter(|t| t.len >= SHORTEST && (t.picture & !here).count_ones() <= 1);
        let near = heads.filter_map(|t| prefix_distance(&skeleton(&t.word), &letters, 1).map(|(d, len)| (t, d, len)));
        let (title, d, len) = near.max_by_key(|(t, d, _)| (t.len, std::cmp::Reverse(*d)))?;
        (d == 1).then(|| (&*title.word, ends[len - 1]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_the_nearest_of_the_list_with_its_level() {
        let posts = Posts::read(&Files::embedded()).unwrap();
        for (read, right) in [
            ("กพัฒนาชุมชนชำนาญการ", "นักพัฒนาชุมชนชำนาญการ"),
            ("เจ้าพนักงานธุรการช่าน แบงาน", "เจ้าพนักงานธุรการชำนาญงาน"),
            ("แกวิเคราะห์นโยบายและแผนชำนาญการพิเศษ", "นักวิเคราะห์นโยบายและแผนชำนาญการพิเศษ"),
            ("นักวิเคราะ ห์นโยบายและ แผนชำนาญการพิเศษ", "นักวิเคราะห์นโยบายและแผนชำนาญการพิเศษ"),
            ("นักจัดการงานทั่วไปขำนาญเการ", "นักจัดการงานทั่วไปชำนาญการ"),
        ] {
            assert_eq!(posts.nearest(read).as_deref(), Some(right));
        }
        for read in [
            "นักพัฒนาชุมชนชำนาญการ",
            "ผู้อำนวยการกองตัวอย่าง",
            "นายกเทศมนตรีตำบลตัวอย่าง",
            "กกกกกกกกกกกก",
            "นักวิชาการฝึกวิชาชีพปฏิบัติการ",
            "ผู้บัญชาการมณฑลทหารบกที่ 35",
            "รองปลัดเทศบาล",
        ] {
            assert_eq!(posts.nearest(read), None, "{read}");
        }
    }

    #[test]
    fn a_first_word_with_a_letter_misread() {
        let posts = Posts::read(&Files::embedded()).unwrap();
        let head = |words: &str| posts.misread_head(words).map(|(word, len)| format!("{word}{}", &words[len..]));
        assert_eq!(head("ผูทำกับการสถานีตำรวจตัวอย่าง").as_deref(), Some("ผู้กำกับการสถานีตำรวจตัวอย่าง"));
        assert_eq!(head("ผู้กำกับการสถานีตำรวจตัวอย่าง"), None);
        assert_eq!(head("ก"), None);
    }
}
