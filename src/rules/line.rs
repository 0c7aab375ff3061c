//! What the tables say of a line: its columns, what each opens with, and what it may be.

use super::CueMatch;
use crate::text::TextSpan;

/// A column of a line: its place there, what it opens with, and what it is.
pub type Piece = (TextSpan, Option<CueMatch>, Class);

/// What a line may be; several can hold.
#[derive(Debug, Clone, Copy, Default)]
pub struct Class {
    /// Opens with a document number and is no citation.
    pub number: bool,
    /// A number line whose running number stands elsewhere.
    pub number_open: bool,
    /// Number of an order, `n/yyyy`.
    pub order_number: bool,
    /// A date and nothing else.
    pub date: bool,
    /// Begins like the name of a public body.
    pub agency: bool,
    /// Begins like a part of a public body.
    pub division: bool,
    /// Begins like a post.
    pub post: bool,
    /// A street address.
    pub address: bool,
    /// A name in brackets.
    pub name: bool,
    /// ด่วน…
    pub urgency: bool,
    /// ลับ…
    pub secrecy: bool,
    /// Line of a receipt stamp: number, day or time.
    pub stamp: bool,
    /// The line above a stamp: who received.
    pub receiver: bool,
    /// A page number.
    pub page_number: bool,
    /// First words of the next page.
    pub catchword: bool,
    /// Nearly a word that opens the body, with a paragraph after it.
    pub opener: bool,
    /// Strokes and stray letters, no words.
    pub junk: bool,
    /// Characters.
    pub chars: usize,
}

impl Class {
    /// The names of what holds, for people.
    pub fn words(&self) -> String {
        let all = [
            (self.number, "number"),
            (self.number_open, "number-open"),
            (self.order_number, "order-number"),
            (self.date, "date"),
            (self.agency, "agency"),
            (self.division, "division"),
            (self.post, "post"),
            (self.address, "address"),
            (self.name, "name"),
            (self.urgency, "urgency"),
            (self.secrecy, "secrecy"),
            (self.stamp, "stamp"),
            (self.receiver, "receiver"),
            (self.page_number, "page"),
            (self.catchword, "catchword"),
            (self.opener, "opener"),
            (self.junk, "junk"),
        ];
        all.into_iter().filter(|a| a.0).map(|a| a.1).collect::<Vec<_>>().join(" ")
    }
}
