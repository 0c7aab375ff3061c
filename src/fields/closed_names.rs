//! Names of bodies and posts that an engine misread, where a closed list leaves no doubt which is meant. Only in the
//! work of an engine that is known to misread, and only what is not all known words.

use super::Ctx;
use crate::rules::Head;

/// Letters that are read before the first word of a post, at most.
const STRAY: usize = 2;

/// Letters of a body's name, at least: shorter names have too many neighbours.
const LONG: usize = 10;

/// Letters by which a body's name may differ, at most.
const MOST: usize = 2;

/// The post that is meant, where it is none as it was read.
pub(super) fn post(ctx: &Ctx, read: &str) -> Option<String> {
    if !misread(ctx, read) {
        return None;
    }
    let read = without_letters_before_post(ctx, read);
    if let Some(title) = ctx.rules.posts.nearest(read) {
        return Some(title);
    }
    let head = Some(()).filter(|()| !ctx.rules.words.has_exact_head(read, Head::Post)).and_then(|()| ctx.rules.posts.misread_head(read));
    head.map(|(word, len)| format!("{word}{}", &read[len..])).or_else(|| Some(read.to_owned()))
}

/// The name of a body that is meant: each part that a blank sets apart by itself.
pub(super) fn body(ctx: &Ctx, read: &str) -> Option<String> {
    if !misread(ctx, read) {
        return None;
    }
    let part = |part: &str| {
        let long = part.chars().count() >= LONG && misread(ctx, part);
        let near = long.then(|| ctx.rules.gazetteer.nearest_agency(part)).flatten().filter(|n| n.1 <= MOST);
        near.map_or(part.to_owned(), |n| n.0.to_owned())
    };
    Some(read.split(' ').map(part).collect::<Vec<_>>().join(" "))
}

/// The title that a name begins with, where it was misread, and its bytes there.
pub(super) fn title<'a>(ctx: &'a Ctx, name: &str) -> Option<(&'a str, usize)> {
    Some(()).filter(|()| ctx.legibility.takes_wo_for_two()).and_then(|()| ctx.rules.words.misread_title(name))
}

fn misread(ctx: &Ctx, words: &str) -> bool {
    ctx.legibility.takes_wo_for_two() && ctx.rules.repairer.known_share(words) < 1.0
}

/// A post without a letter or two, or signs, that stand before it and make no word with it: `ภผู้อำนวยการ…`.
pub(super) fn without_letters_before_post<'a>(ctx: &Ctx, words: &'a str) -> &'a str {
    let post = |from: usize| ctx.rules.words.has_exact_head(&words[from..], Head::Post);
    if !ctx.legibility.takes_wo_for_two() || post(0) || ctx.rules.words.title(words).is_some() {
        return words;
    }
    let letter = |c: char| ('ก'..='ฮ').contains(&c) || matches!(c, '.' | '(' | '\'' | '|');
    let starts = words.char_indices().skip(1).take(STRAY);
    let mut starts = starts.take_while(|&(i, _)| words[..i].chars().all(letter)).map(|(i, _)| i);
    starts.find(|&i| post(i) && words[..i].matches('(').count() <= words[i..].matches(')').count()).map_or(words, |i| &words[i..])
}
