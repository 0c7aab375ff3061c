//! From bytes to text: byte-order marks, UTF-8, UTF-16, Windows-874.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_874};

/// Decoded text and what is known of its bytes.
pub struct Decoded {
    /// The text, without a byte-order mark.
    pub text: String,
    /// Name of the encoding, lower case.
    pub encoding: &'static str,
    /// Some bytes were no text and stand as U+FFFD.
    pub undecodable: bool,
}

/// Decodes by byte-order mark, else as strict UTF-8, else as UTF-8 with few damaged bytes, else as Windows-874
/// (which TIS-620 is part of) or what the bytes look like. The error says what gave a binary file away.
pub fn decode(bytes: &[u8]) -> Result<Decoded, &'static str> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let name = match encoding {
            e if e == UTF_16LE => "utf-16le",
            e if e == UTF_16BE => "utf-16be",
            _ => "utf-8-bom",
        };
        return with(encoding, name, &bytes[mark..]);
    }
    if bytes.contains(&0) {
        return Err("it holds NUL bytes");
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return checked(text.to_owned(), "utf-8", false);
    }
    let bad = bytes.utf8_chunks().filter(|c| !c.invalid().is_empty()).count();
    let good = bytes.utf8_chunks().map(|c| c.valid().chars().filter(|c| !c.is_ascii()).count()).sum::<usize>();
    if bad * 20 < good {
        return with(UTF_8, "utf-8", bytes);
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(Some(b"th"), chardetng::Utf8Detection::Deny);
    if guess == WINDOWS_874 { with(WINDOWS_874, "windows-874", bytes) } else { with(guess, guess_name(guess), bytes) }
}

fn guess_name(encoding: &'static Encoding) -> &'static str {
    if encoding == encoding_rs::WINDOWS_1252 { "windows-1252" } else { encoding.name() }
}

fn with(encoding: &'static Encoding, name: &'static str, bytes: &[u8]) -> Result<Decoded, &'static str> {
    let (text, undecodable) = encoding.decode_without_bom_handling(bytes);
    checked(text.into_owned(), name, undecodable)
}

/// A text of which more than a tenth is control characters is none.
fn checked(text: String, encoding: &'static str, undecodable: bool) -> Result<Decoded, &'static str> {
    let (mut all, mut odd) = (0usize, 0usize);
    for c in text.chars() {
        all += 1;
        odd += usize::from((c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}' | '\u{b}')) || c == '\u{fffd}');
    }
    if odd * 10 > all {
        return Err("more than a tenth of it is control characters or undecodable bytes");
    }
    Ok(Decoded { text, encoding, undecodable })
}
