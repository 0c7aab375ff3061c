//! Mends misread Thai words where the language leaves no doubt.
//!
//! ```text
//! text ─ protect ─▶ runs of Thai letters ─ scan ─▶ doubtful windows ─ search, decode ─▶ choices ─ judge ─▶ proposals
//! ```
//! The lexicon gives each word a cost, the profile of a recogniser gives each misreading one; the cheapest way to
//! read a doubtful stretch wins if every other reading lies far enough behind. Then copies of a passage in the same text
//! testify for one another. Names, codes and fragments stay.

mod accept;
mod blanks;
mod candidates;
mod closings;
mod compose;
mod confusion;
mod decide;
mod judge;
mod known;
mod late;
mod lattice;
mod learn;
mod lexicon;
mod lists;
mod pack;
pub mod particle;
mod phrases;
mod print;
mod protect;
mod receivers;
mod recogniser;
mod run;
mod seen;
mod signs;
mod slots;
mod witness;

pub use confusion::{Counts, Profile};
pub use learn::learn;
pub use lexicon::Lexicon;

use crate::memo::Memo;
use crate::rules::patterns::Patterns;
use crate::rules::table::{Files, RuleError};
use std::ops::Range;
use std::sync::Arc;

/// A change of the text that the engine stands for.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// What they become.
    pub after: String,
    /// What kind of rule found it.
    pub rule: &'static str,
    /// 0 to 1.
    pub confidence: f32,
    /// Safe to apply without a look.
    pub sure: bool,
}

/// Why the engine could not be built.
#[derive(Debug, thiserror::Error)]
pub enum RepairError {
    /// The packed lexicon is cut or of another version.
    #[error("the packed lexicon is damaged")]
    Lexicon,
    /// A profile does not parse.
    #[error("recogniser profile: {0}")]
    Profile(String),
}

/// Finds misread words. Built once, used from any thread.
pub struct Repairer {
    lexicon: Lexicon,
    /// From the cleanest to the noisiest recogniser, and that one once more for rough pages; or one for all texts.
    profiles: Vec<Profile>,
    /// Letters that look alike: right, read.
    pairs: Vec<(char, char)>,
    protector: protect::Protector,
    protected: protect::Words,
    seen: seen::Seen,
    memo: Memo<Vec<decide::Choice>>,
    phrases: phrases::Phrases,
    slots: slots::Slots,
    lists: lists::Lists,
    closings: closings::Closings,
    margins: accept::Margins,
}

/// A mended word may show another one in its light: passes until nothing changes, but no more than these.
const MOST_PASSES: usize = 8;

/// Letters that look alike, as pairs (right, read).
fn lookalikes(files: &Files) -> Result<Vec<(char, char)>, RuleError> {
    let rows = files.table("repair/confusions.tsv", ["right", "read_as"])?.rows.into_iter();
    Ok(rows.filter_map(|(_, [a, b])| Some((a.chars().next()?, b.chars().next()?))).collect())
}

/// The lines that a range meets.
fn whole_lines(text: &str, range: Range<usize>) -> Range<usize> {
    let start = text[..range.start].rfind('\n').map_or(0, |i| i + 1);
    start..text[range.end..].find('\n').map_or(text.len(), |i| range.end + i)
}

/// The lines that ranges meet, each once; the ranges are sorted.
fn lines_of(text: &str, ranges: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        if out.last().is_none_or(|last| last.end < range.end) {
            out.push(whole_lines(text, range.clone()));
        }
    }
    judge::merge(out)
}

/// The lines that ranges meet, with those before and behind: words may go on there. The ranges are sorted.
fn lines_around(text: &str, ranges: &[Range<usize>]) -> Vec<Range<usize>> {
    let around = |lines: &Range<usize>| whole_lines(text, lines.start.saturating_sub(1)..(lines.end + 1).min(text.len()));
    judge::merge(lines_of(text, ranges).iter().map(around).collect())
}

/// Ranges moved to where they stand after changes.
fn moved(ranges: &[Range<usize>], changes: &[Proposal]) -> Vec<Range<usize>> {
    let shifts = compose::Shifts::of(changes);
    ranges.iter().map(|r| shifts.forward(r)).collect()
}

/// The profiles, from the cleanest to the noisiest recogniser.
const PROFILES: [(&str, &str); 3] =
    [("textlayer", "repair/profiles/textlayer.toml"), ("vlm", "repair/profiles/vlm.toml"), ("tesseract", "repair/profiles/tesseract.toml")];

/// The profile of this name among the rules, as TOML.
pub fn shipped_profile<'f>(files: &'f Files, name: &str) -> Option<&'f str> {
    PROFILES.iter().find(|p| p.0 == name).and_then(|p| files.text(p.1).ok())
}

impl Repairer {
    /// The engine with the data of these rules, and their patterns.
    pub fn read(files: &Files, patterns: &Arc<Patterns>) -> Result<Self, RuleError> {
        let pairs = lookalikes(files)?;
        let counts = |file: &str| Counts::from_toml(files.text(file)?).map_err(|e| RuleError::new(file, 0, e.to_string()));
        let profile = |counts: &Counts| Profile::from_counts(counts, &pairs);
        let [_, (_, clean), (_, noisy)] = PROFILES;
        let (clean, noisy) = (counts(clean)?, counts(noisy)?);
        let (clean, noisiest, rough) = (profile(&clean.counted()), profile(&noisy.counted()), profile(&noisy));
        let either = clean.either(&noisiest);
        Ok(Self {
            lexicon: Lexicon::read(files)?,
            profiles: vec![clean, either, noisiest, rough],
            pairs,
            protector: protect::Protector(Arc::clone(patterns)),
            protected: protect::Words::read(files)?,
            seen: seen::Seen::default(),
            memo: Memo::default(),
            phrases: phrases::Phrases::read(files)?,
            slots: slots::Slots::read(files, patterns)?,
            lists: lists::Lists::read(files, patterns)?,
            closings: closings::Closings::read(files)?,
            margins: accept::Margins::read(files)?,
        })
    }

    /// What the examples beside the rules of these files show to be wrong.
    pub fn check(&self, files: &Files) -> Vec<RuleError> {
        self.slots.check(files).unwrap_or_else(|e| vec![e])
    }

    /// Takes this profile, in TOML, for every text, whatever recogniser the text looks like.
    pub fn use_profile(&mut self, toml: &str) -> Result<(), RepairError> {
        self.profiles = vec![Profile::from_toml(toml, &self.pairs)?];
        Ok(())
    }

    /// Words that stand as they are, though they look misread.
    pub fn protected(&self, text: &str) -> impl Iterator<Item = Range<usize>> {
        self.protected.find(text)
    }

    /// Blanks to take out of words; those of names stay.
    pub fn stray_blanks(&self, text: &str) -> Vec<Proposal> {
        let mut found = blanks::find(&self.lexicon, &self.seen, text);
        let mut names = protect::Names::new(&self.protector, text);
        found.retain(|p| !names.meet(&p.range));
        found
    }

    /// Marks to put back on the letters before those that they stand on; those of names stay.
    pub fn late_marks(&self, text: &str) -> Vec<Proposal> {
        late::find(self, text)
    }

    /// Changes to make in `text`, sorted and disjoint. Nothing inside `protected` is touched.
    pub fn propose(&self, text: &str, protected: &[Range<usize>]) -> Vec<Proposal> {
        self.propose_for(text, protected, false)
    }

    /// As [`Self::propose`], for a text that is known to come from the noisiest recogniser when `noisiest` holds.
    pub fn propose_for(&self, text: &str, protected: &[Range<usize>], noisiest: bool) -> Vec<Proposal> {
        let protected = judge::merge(protected.to_vec());
        // a letter of another script hides the word that it stands in
        let foreign = judge::script(text, &protected);
        if foreign.is_empty() {
            return self.propose_words(text, protected, noisiest);
        }
        let now = compose::apply(text, &foreign);
        let words = self.propose_words(&now, moved(&protected, &foreign), noisiest);
        let (sure, likely): (Vec<_>, Vec<_>) = words.into_iter().partition(|p| p.sure);
        let likely = compose::back(likely, &foreign);
        let mut all = compose::compose(text, foreign, sure);
        compose::add(&mut all, likely);
        all
    }

    /// What the tables say of a text: set phrases, slots, closed lists, closings, and signs inside words. What is sure, and
    /// what is not.
    fn listed(&self, text: &str, noisy: bool, protected: &[Range<usize>]) -> (Vec<Proposal>, Vec<Proposal>) {
        let mut letters = phrases::Letters::default();
        letters.read(text);
        let profile = &self.profiles[self.profiles.len() - 1];
        let mut set = self.phrases.find(&self.lexicon, profile, text, &letters, protected);
        let mut slots = self.slots.find(&self.seen, text, noisy, protected);
        let free = |p: &Proposal| !protect::meets(protected, &p.range);
        compose::add(&mut slots, self.lists.find(&self.lexicon, profile, &self.seen, text).into_iter().filter(free).collect());
        compose::add(&mut slots, signs::find(&self.lexicon, &self.protector, text, &letters, protected));
        compose::add(&mut slots, self.closings.find(text, |words| self.known_share(words)).into_iter().filter(free).collect());
        let (slots, likely) = slots.into_iter().partition(|p| p.sure);
        compose::add(&mut set, slots);
        (set, likely)
    }

    /// As [`Self::propose_for`], for a text without letters of other scripts; `protected` is sorted and disjoint.
    fn propose_words(&self, text: &str, protected: Vec<Range<usize>>, noisiest: bool) -> Vec<Proposal> {
        let mut judge = judge::Judge::new(&self.lexicon, &self.profiles, &self.protector, (&self.seen, &self.memo), &self.margins);
        let noisy = judge.look(text, noisiest);
        let (set, mut likely) = self.listed(text, noisy, &protected);
        let mut now = compose::apply(text, &set);
        if !set.is_empty() {
            judge.forget();
        }
        let (mut fresh, unsure): (Vec<_>, Vec<_>) = judge.propose(&now, &moved(&protected, &set), None).into_iter().partition(|p| p.sure);
        likely.extend(compose::back(unsure, &set));
        let mut all = if set.is_empty() { fresh.clone() } else { compose::compose(text, set, fresh.clone()) };
        // whether the tables have seen the text as it is
        let mut seen = all.is_empty();
        let mut printed = false;
        for _ in 0..MOST_PASSES {
            if fresh.is_empty() && !judge.doubts(&now) {
                // At rest: what copies of a passage say, and the tables of what was mended; then what that leaves to mend.
                let closed = moved(&protected, &all);
                fresh = judge.witnesses(&now, &closed);
                if fresh.is_empty() && !seen {
                    (fresh, _) = self.listed(&now, noisy, &closed);
                }
                if fresh.is_empty() && !all.is_empty() {
                    if !printed {
                        judge.learn_print(&now, &closed);
                        printed = true;
                    }
                    fresh = judge.reprint(&now, &closed);
                    fresh.retain(|p| p.sure);
                }
                if fresh.is_empty() {
                    break;
                }
                all = if all.is_empty() { fresh.clone() } else { compose::compose(text, all, fresh.clone()) };
            }
            // After changes only the lines round them; all once more if the mended text looks like another recogniser's.
            let mut changed = None;
            if !fresh.is_empty() {
                seen = false;
                let ranges: Vec<_> = fresh.iter().map(|p| p.range.clone()).collect();
                now = compose::apply(&now, &fresh);
                judge.forget();
                changed = Some(lines_around(&now, &moved(&ranges, &fresh)));
            }
            fresh = judge.propose(&now, &moved(&protected, &all), changed.as_deref());
            fresh.retain(|p| p.sure);
            if !fresh.is_empty() {
                all = compose::compose(text, all, fresh.clone());
            }
        }
        compose::add(&mut all, likely);
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::sync::LazyLock;

    static REPAIRER: LazyLock<Repairer> = LazyLock::new(|| read(&Files::embedded()).expect("embedded data"));

    fn read(files: &Files) -> Result<Repairer, RuleError> {
        Repairer::read(files, &Arc::new(Patterns::embedded()?))
    }

    fn mend(text: &str) -> String {
        let sure: Vec<_> = REPAIRER.propose(text, &[]).into_iter().filter(|p| p.sure).collect();
        compose::apply(text, &sure)
    }

    #[test]
    fn mends_lost_tone_marks() {
        assert_eq!(mend("ในเขตพื้นทีรับผิดชอบ"), "ในเขตพื้นที่รับผิดชอบ");
        assert_eq!(mend("องค์กรปกครองส่วนท้องถิน"), "องค์กรปกครองส่วนท้องถิ่น");
    }

    #[test]
    fn what_is_left_of_a_broken_word_is_not_taken_away() {
        for text in ["ในวันศุกร์ท 12 มกราคม", "ปฏิบัติร/ชการแทน"] {
            assert_eq!(mend(text), text);
        }
        let noisy = "รองเลขาธิการคณะกรรมการการเลือกตั้ง ปฏิบัติร/ชการแทน";
        assert!(REPAIRER.propose_for(noisy, &[], true).iter().all(|p| !p.sure));
    }

    #[test]
    fn a_sign_inside_a_word_is_the_only_letter_that_fits() {
        assert_eq!(mend("อธิบดีกรมอุตสา2กรรมพื้นฐาน"), "อธิบดีกรมอุตสาหกรรมพื้นฐาน");
        assert_eq!(mend("ลงวันที่กำ2นดจ่ายเงิน"), "ลงวันที่กำหนดจ่ายเงิน");
        for text in ["ชั้น2อาคารเรียน", "มี3คนและ2แห่ง", "นายสม2ายใจดี", "กลุ่มที่1งานธุรการ", "และ/หรือ", "(ก)ข้อความ"]
        {
            assert_eq!(mend(text), text);
        }
    }

    #[test]
    fn a_street_or_a_company_without_a_name_is_read_like_other_words() {
        assert_eq!(mend("ซ่อมแซมถนนทีชำรุดจากอุทกภัย"), "ซ่อมแซมถนนที่ชำรุดจากอุทกภัย");
        assert_eq!(mend("รายชื่อบริษัทนำเทียวที่ถูกเพิกถอน"), "รายชื่อบริษัทนำเที่ยวที่ถูกเพิกถอน");
        for text in ["ถนนทีปังกร", "บริษัท นำเทียว จำกัด"] {
            assert_eq!(mend(text), text);
        }
    }

    #[test]
    fn mends_over_a_line_end_and_keeps_it() {
        assert_eq!(mend("ส่งเสริมการปกครองท้อง\nถินจังหวัด"), "ส่งเสริมการปกครองท้อง\nถิ่นจังหวัด");
    }

    #[test]
    fn mends_look_alike_letters_and_other_scripts() {
        assert_eq!(mend("ขอเรียนให้ทราบว่าดณะกรรมการพิจารณาแล้ว"), "ขอเรียนให้ทราบว่าคณะกรรมการพิจารณาแล้ว");
        assert_eq!(mend("ปฏิบัติราชกາรแทน"), "ปฏิบัติราชการแทน");
    }

    #[test]
    fn a_rough_page_may_be_misread_in_ways_that_were_never_counted() {
        let noise = "ในทกุ่ฟชวัดเขมงวฎการ\nต้องณฑขืวราชการฬ์ทั่วไป\nแผนงาฬฏ์ฐุการปก7ครอง\n";
        let line = "แจ้งว่าขณะนี้ย่างเย้าสู่ฤดูหนาว";
        assert_eq!(mend(line), line);
        assert!(mend(&format!("{noise}{line}")).ends_with("ย่างเข้าสู่ฤดูหนาว"));
        let names = noise.replace('7', "");
        assert!(mend(&format!("{names}{line}")).ends_with(line));
    }

    #[test]
    fn what_comes_back_on_a_page_is_likelier_there() {
        let page = "เพื่อกำหนคการประชุมและสถานที่ทั้งหมด\nในจังหวัคชายแคนภาคใต้ทุกแห่ง\nได้จัคสรรงบประมาณเพิ่มเติม\n";
        for (line, right) in [("เพื่อส่งเสริมผลผลิตมังคุคในพื้นที่", "เพื่อส่งเสริมผลผลิตมังคุดในพื้นที่"), ("แปลงไม้คอกในพื้นที่", "แปลงไม้ดอกในพื้นที่")]
        {
            assert_eq!(mend(line), line);
            assert!(mend(&format!("{page}{line}")).ends_with(right));
        }
        // two changes, of which one alone comes back
        let filter = "ตรวจเปลี่ยนไสกรองนำให้แล้วเสร็จ";
        let lost = "เจาหนาที่ไดรับแจงใหตรวจสอบเครื่องจักรและอุปกรณแลว ขอใหดำเนินการโดยดวน";
        assert!(mend(&format!("{lost}\n{filter}")).contains("กรอง"));
        let (clean, line) = (mend(page), "เพื่อส่งเสริมผลผลิตมังคุคในพื้นที่");
        assert!(mend(&format!("{clean}{line}")).ends_with(line));
    }

    #[test]
    fn a_word_is_mended_before_an_abbreviation() {
        assert_eq!(mend("ได้แจ้งสำนักงามก.พ.ร. แล้ว"), "ได้แจ้งสำนักงานก.พ.ร. แล้ว");
    }

    #[test]
    fn a_misread_post_is_no_title_with_a_name() {
        assert_eq!(mend("ผู้อำนายการได้เห็นชอบให่ดำเนินการ"), "ผู้อำนวยการได้เห็นชอบให้ดำเนินการ");
    }

    #[test]
    fn what_no_syllable_has_is_no_name() {
        assert_eq!(mend("โดยกำหนดค่าธรรมเนียมไวไม่เกีน 1,500 บาท"), "โดยกำหนดค่าธรรมเนียมไวไม่เกิน 1,500 บาท");
    }

    #[test]
    fn a_lost_letter_needs_more_proof_than_a_misread_one() {
        let margins = |lost: &str| {
            let table = format!("change\tnats\ntone\t2.3\nletter\t3\nlost\t{lost}\n");
            read(&Files::embedded().with("repair/margins.tsv", table)).expect("margins")
        };
        let text = "แต่งตั้งคณะกรรมกรตรวจรับพัสดุ";
        let sure = |repairer: &Repairer| repairer.propose(text, &[]).iter().filter(|p| p.sure).count();
        assert_eq!((sure(&margins("4.5")), sure(&margins("400"))), (1, 0));
        let files = Files::embedded().with("repair/margins.tsv", "change\tnats\ntone\t2.3\n".to_owned());
        let error = read(&files).err().map(|e| e.to_string());
        assert_eq!(error.as_deref(), Some("rules/repair/margins.tsv: the margin of 'letter' must be a number"));
    }

    #[test]
    fn a_word_mended_at_a_lines_end_is_no_unknown_one_beside_a_name_below() {
        let once = mend("พื้นที\nๆ ดำเนินงารนายสมชาย");
        assert_eq!(once, "พื้นที่\nๆ ดำเนินการนายสมชาย");
        assert_eq!(mend(&once), once);
    }

    #[test]
    fn what_a_mended_word_makes_known_is_mended_at_once() {
        assert_eq!(mend("ท้องถิน พื้นทีaดำเนินงาร"), "ท้องถิ่น พื้นที่ดำเนินการ");
        assert!(mend("aa ท้องถิน นายสมชายพื้นทีพื้นทีพื้นที").starts_with("เรียน ท้องถิ่น"));
    }

    #[test]
    fn a_word_with_a_letter_of_another_script_is_read_as_if_it_had_none() {
        let once = mend("นายสมชายพื้นทีพื้นทีจังหวัดນ\u{e4d}");
        assert_eq!(mend(&once), once);
    }

    #[test]
    fn a_span_is_the_least_that_changes() {
        let text = "ในพื้นทีจังหวัด";
        let found = REPAIRER.propose(text, &[]);
        assert_eq!(found.len(), 1);
        assert_eq!((&text[found[0].range.clone()], found[0].after.as_str(), found[0].rule), ("ที", "ที่", "tone"));
        // a letter may begin on the next line
        let text = "ที่ทำการนายอำเภอตัวอย\nางแจ้งให้ทราบ";
        let found = REPAIRER.propose(text, &[]);
        assert_eq!(found.iter().map(|p| (&text[p.range.clone()], p.after.as_str())).collect::<Vec<_>>(), [("ย", "ย่")]);
    }

    #[test]
    fn leaves_names_codes_and_protected_spans() {
        for text in [
            "นายสมชาย เพิมพูล",
            "โดยมี นรินทร พิหูสูตร เป็นผู้รับผิดชอบ",
            "คุณสมชาต บริษัท พื้นที จำกัด",
            "มอบให้ วิจิตรา ดำเนินการ",
            "(นางสาวทองดี สิงหา)",
            "ผู้ประสานงาน สุนทรี ทองถิน",
            "www.พื้นที.th1",
            "อ.พ.ท.",
            "abc 123",
        ] {
            assert_eq!(mend(text), text);
        }
        let text = "ในพื้นทีจังหวัด";
        assert_eq!(REPAIRER.propose(text, std::slice::from_ref(&(0..text.len()))), []);
    }

    #[test]
    fn compounds_shed_the_vowel_of_their_first_word() {
        for text in ["กองพุทธศาสนศึกษา", "ชั้น 3 อาคารรัฐประศาสนภักดี"]
        {
            assert_eq!(mend(text), text);
        }
    }

    #[test]
    fn leaves_clean_prose() {
        let text = "จึงเรียนมาเพื่อโปรดพิจารณา และดำเนินการในส่วนที่เกี่ยวข้องต่อไป ทั้งนี้ได้ทันทีที่พร้อม";
        assert_eq!(REPAIRER.propose(text, &[]), []);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]
        #[test]
        fn proposals_are_sorted_disjoint_and_final(
            parts in prop::collection::vec(prop_oneof![
                "[ก-๎ a0\n(.]{0,6}",
                Just("พื้นที".to_owned()), Just("ท้องถิน ".to_owned()), Just("นายสมชาย".to_owned()),
                Just("ดำเนินงาร".to_owned()), Just("เรือง".to_owned()), Just("จังหวัดນ".to_owned()),
            ], 0..12),
        ) {
            let text = parts.concat();
            let found = REPAIRER.propose(&text, &[]);
            let mut end = 0;
            for p in &found {
                prop_assert!(p.range.start >= end && p.range.start <= p.range.end);
                prop_assert!(text.is_char_boundary(p.range.start) && text.is_char_boundary(p.range.end));
                end = p.range.end;
            }
            let once = mend(&text);
            let twice = mend(&once);
            prop_assert_eq!(twice, once);
        }
    }
}
