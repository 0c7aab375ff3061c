//! Reads OCR text of Thai government letters (หนังสือราชการ): document number, dates, subject, addressee,
//! references, enclosures, signatories, receipt stamps and contacts, with the evidence for every value.
//!
//! ```text
//! bytes ─ input ─▶ Document ─ normalize ─ repair ─▶ Text ─ split ─▶ Letter ─ fields ─▶ Record ─ check ─▶ Record ─ output ─▶ files
//!                                           (source, edits, map)
//! ```
//! The source is never overwritten: normalising and repairing are edits on a [`text::Text`], and any span of the
//! text maps back to bytes of the source. Stages are pure; files, threads and progress belong to [`batch`].

pub mod batch;
pub mod check;
pub mod eval;
pub mod extract;
pub mod fields;
pub mod held;
pub mod input;
pub mod layout;
pub mod legibility;
pub mod memo;
pub mod normalize;
pub mod output;
pub mod pages;
pub mod pattern;
pub mod record;
pub mod register;
pub mod repair;
pub mod rules;
pub mod skeleton;
pub mod split;
pub mod stream;
pub mod sync;
pub mod text;
pub mod values;
