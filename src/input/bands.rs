//! Pieces of lines that stand beside each other: rows to be read across, or columns to be read down.

use super::pieces::{Piece, base};
use crate::pages::Area;

/// Share of the smaller of two letter heights by which the letters of two pieces must overlap to stand beside each other.
const BESIDE: f32 = 0.3;
/// Difference of baselines, in letter heights, up to which two pieces stand on one.
const ONE_BASELINE: f32 = 0.3;
/// Ratio of letter heights from which on two pieces can be of one row.
const ONE_SIZE: f32 = 0.7;
/// Words at a gutter whose lower edges give the baseline there; few, so that a turned page does no harm.
const NEAR_WORDS: usize = 5;
/// Step from line to line inside a column, in letter heights, at most.
const STEP: f32 = 3.5;
/// Rows that must fill two columns before they are taken for prose.
const PROSE_ROWS: usize = 4;
/// Share of the page's text width that each column of prose takes at least.
const PROSE_WIDTH: f32 = 0.25;
/// Share of the widest line of its column that the middle line of prose takes at least.
const PROSE_FULL: f32 = 0.8;

/// What stands between two white valleys of a page.
struct Band {
    /// Its pieces, in the engine's order.
    pieces: Vec<usize>,
    /// Whether it is read down its columns.
    columns: bool,
}

/// The lines of a page in reading order, each as the pieces that stand in it from left to right.
pub fn bands(pieces: &[Piece]) -> Vec<Vec<usize>> {
    let mut bands = side_by_side(pieces);
    for band in &mut bands {
        band.columns = !is_rows(pieces, &band.pieces);
    }
    let bands = join_columns(pieces, join_prose(pieces, bands));
    bands.iter().flat_map(|b| if b.columns { down(pieces, &b.pieces) } else { across(pieces, &b.pieces) }).collect()
}

/// Consecutive pieces of which each stands beside another.
fn side_by_side(pieces: &[Piece]) -> Vec<Band> {
    let mut out: Vec<Band> = Vec::new();
    for i in 0..pieces.len() {
        match out.last_mut() {
            Some(band) if band.pieces.iter().rev().take(NEIGHBOURS).any(|&j| beside(&pieces[i], &pieces[j])) => {
                band.pieces.push(i);
            }
            _ => out.push(Band { pieces: vec![i], columns: false }),
        }
    }
    out
}

/// Pieces of a band that a new one is compared with: the last ones, so that a hostile page costs no square of its size.
const NEIGHBOURS: usize = 64;

/// Whether no letter of one piece stands over or under the other, and their letters are at one height. The marks above
/// and below may reach into the next lines, so boxes say nothing here.
fn beside(a: &Piece, b: &Piece) -> bool {
    let apart = a.area.right <= b.area.left || b.area.right <= a.area.left;
    let upper = |p: &Piece| p.base as f32 - p.letter;
    let shared = a.base.min(b.base) as f32 - upper(a).max(upper(b));
    apart && shared >= BESIDE * a.letter.min(b.letter)
}

/// The columns of some pieces, from left to right: what no white gutter parts is one.
fn columns(pieces: &[Piece], of: &[usize]) -> Vec<(Area, Vec<usize>)> {
    let mut order: Vec<usize> = of.to_vec();
    order.sort_by_key(|&i| (pieces[i].area.left, i));
    let mut out: Vec<(Area, Vec<usize>)> = Vec::new();
    for i in order {
        match out.last_mut() {
            Some((area, list)) if pieces[i].area.left < area.right => {
                *area = area.join(pieces[i].area);
                list.push(i);
            }
            _ => out.push((pieces[i].area, vec![i])),
        }
    }
    out.iter_mut().for_each(|(_, list)| list.sort_by_key(|&i| (pieces[i].base, i)));
    out
}

/// Whether the columns of a band are rows cut apart: what stands beside each other stands on one baseline, and the
/// shorter column has a piece for at least every second one of the longer.
fn is_rows(pieces: &[Piece], band: &[usize]) -> bool {
    let columns = columns(pieces, band);
    columns.windows(2).all(|pair| {
        let (left, right) = (&pair[0].1, &pair[1].1);
        let mut rows = 0;
        for &l in left {
            for &r in right {
                let (l, r) = (&pieces[l], &pieces[r]);
                if !beside(l, r) {
                    continue;
                }
                if !one_baseline(l, r) {
                    return false;
                }
                rows += 1;
            }
        }
        rows * 2 >= left.len().max(right.len())
    })
}

/// Whether two pieces, the left one first, are of one size and stand on one baseline where they are nearest.
fn one_baseline(l: &Piece, r: &Piece) -> bool {
    let left = base(l.words.iter().rev().take(NEAR_WORDS)).unwrap_or(l.base);
    let right = base(r.words.iter().take(NEAR_WORDS)).unwrap_or(r.base);
    let (small, large) = (l.letter.min(r.letter), l.letter.max(r.letter));
    (left - right).abs() as f32 <= ONE_BASELINE * small && small >= ONE_SIZE * large
}

/// Rows one below the other that fill the same two columns become these columns.
fn join_prose(pieces: &[Piece], bands: Vec<Band>) -> Vec<Band> {
    let all = pieces.iter().map(|p| p.area).reduce(Area::join).map_or(0, |a| a.width()) as f32;
    let mut out: Vec<Band> = Vec::new();
    let mut run: Vec<Band> = Vec::new();
    for band in bands {
        let row = !band.columns && band.pieces.len() == 2;
        let fits = row && {
            let both: Vec<usize> = run.iter().flat_map(|b| &b.pieces).chain(&band.pieces).copied().collect();
            columns(pieces, &both).len() == 2
        };
        if !fits {
            close(pieces, &mut run, &mut out, all);
        }
        if row { run.push(band) } else { out.push(band) }
    }
    close(pieces, &mut run, &mut out, all);
    out
}

/// Puts a run of rows where it belongs: as columns of prose, or as the rows they are.
fn close(pieces: &[Piece], run: &mut Vec<Band>, out: &mut Vec<Band>, all: f32) {
    let both: Vec<usize> = run.iter().flat_map(|b| &b.pieces).copied().collect();
    let full = |(area, list): &(Area, Vec<usize>)| {
        let mut widths: Vec<i32> = list.iter().map(|&i| pieces[i].area.width()).collect();
        widths.sort_unstable();
        let middle = widths[widths.len() / 2] as f32;
        middle >= PROSE_FULL * area.width() as f32 && middle >= PROSE_WIDTH * all
    };
    if run.len() >= PROSE_ROWS && columns(pieces, &both).iter().all(full) {
        run.clear();
        out.push(Band { pieces: both, columns: true });
    } else {
        out.append(run);
    }
}

/// Columns take in what continues them above and below.
fn join_columns(pieces: &[Piece], bands: Vec<Band>) -> Vec<Band> {
    let mut out: Vec<Band> = Vec::new();
    for mut band in bands {
        if let Some(last) = out.last_mut().filter(|l| l.columns && continues(pieces, &l.pieces, &band.pieces)) {
            last.pieces.append(&mut band.pieces);
            continue;
        }
        // the lines above, nearest first
        while let Some(above) = out.pop_if(|l| band.columns && continues(pieces, &band.pieces, &l.pieces)) {
            band.pieces.splice(0..0, above.pieces);
        }
        out.push(band);
    }
    out
}

/// Whether every piece of `more` stands in one of the columns of `band`, a line's step away from it.
fn continues(pieces: &[Piece], band: &[usize], more: &[usize]) -> bool {
    let columns = columns(pieces, band);
    more.iter().all(|&m| {
        let m = &pieces[m];
        let mut under = columns.iter().filter(|(a, _)| m.area.left < a.right && a.left < m.area.right);
        let (Some((_, column)), None) = (under.next(), under.next()) else { return false };
        column.iter().any(|&i| {
            let p = &pieces[i];
            let step = (m.base - p.base).abs() as f32;
            let (small, large) = (m.letter.min(p.letter), m.letter.max(p.letter));
            step <= STEP * small && small >= ONE_SIZE * large
        })
    })
}

/// Column by column, each from top to bottom.
fn down(pieces: &[Piece], band: &[usize]) -> Vec<Vec<usize>> {
    columns(pieces, band).into_iter().flat_map(|(_, list)| list).map(|i| vec![i]).collect()
}

/// Row by row, each from left to right.
fn across(pieces: &[Piece], band: &[usize]) -> Vec<Vec<usize>> {
    let mut order = band.to_vec();
    order.sort_by_key(|&i| (pieces[i].base, i));
    let mut rows: Vec<Vec<usize>> = Vec::new();
    for i in order {
        match rows.last_mut() {
            Some(row) if row.iter().all(|&j| beside(&pieces[i], &pieces[j])) => row.push(i),
            _ => rows.push(vec![i]),
        }
    }
    rows.iter_mut().for_each(|row| row.sort_by_key(|&i| (pieces[i].area.left, i)));
    rows
}
