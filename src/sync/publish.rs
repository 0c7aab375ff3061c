//! Results from the store: whole tables, or what changed.

use super::scan::{Pages, shown};
use super::store::{Entry, Store};
use super::work::unpack;
use super::{Options, Publish, Since};
use crate::output::{Failure, Rows, Writer, harmless};
use crate::register::{self, Register};
use anyhow::{Context, Result};
use rayon::prelude::*;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Packed bytes of letters that are unpacked at once.
const BATCH_BYTES: usize = 4 << 20;

/// Publishes what is not yet published; gives the folder if anything was written.
///
/// # Errors
/// When the store cannot be read or the results cannot be written; earlier results then stay as they are.
pub fn publish(store: &Store, options: &Options, run: i64) -> Result<Option<PathBuf>> {
    match &options.publish {
        Publish::Whole => whole(store, options, run),
        Publish::Delta => delta(store, options, run),
        Publish::Since(since) => {
            let from = match since {
                Since::Run(run) => *run,
                Since::Moment(moment) => store.run_before(moment)?,
            };
            let dir = options.out.join(format!("since-{from:06}"));
            changes(store, options, from, &dir)?;
            Ok(Some(dir))
        }
    }
}

/// All letters, unless those that are there are still right.
fn whole(store: &Store, options: &Options, run: i64) -> Result<Option<PathBuf>> {
    let place = format!("{}\n{}\nbom {}", std::path::absolute(&options.out)?.display(), options.input.display(), options.bom);
    let published = store.number("whole")? >= store.number("changed")?.max(1) && store.meta("whole_place")?.as_ref() == Some(&place);
    if published && Writer::is_whole(&options.out) {
        return Ok(None);
    }
    let mut writer = Writer::create(&options.out, options.bom)?;
    letters(store, options, Pages::since(i64::MIN), &mut writer, |_| Ok(()))?;
    writer.publish()?;
    store.at_once(|| {
        store.set("whole_place", &place)?;
        store.set("whole", &run.to_string())
    })?;
    Ok(Some(options.out.clone()))
}

/// What changed since the last delta, once: a folder that a broken run had moved to its place counts.
fn delta(store: &Store, options: &Options, run: i64) -> Result<Option<PathBuf>> {
    if let Some((id, dir)) = store.meta("delta_begun")?.as_deref().and_then(|v| v.split_once('\n'))
        && Path::new(dir).is_dir()
    {
        store.set("delta", id)?;
    }
    let from = store.number("delta")?;
    if store.number("changed")? <= from {
        return Ok(None);
    }
    let dir = std::path::absolute(&options.out)?.join(format!("delta-{run:06}"));
    store.at_once(|| {
        note_resolved(store, from, run)?;
        store.set("delta_begun", &format!("{run}\n{}", dir.display()))
    })?;
    changes(store, options, from, &dir)?;
    store.set("delta", &run.to_string())?;
    Ok(Some(options.out.join(format!("delta-{run:06}"))))
}

/// Letters of tonight may be those that older ones cite: files whose citations are now found, or found elsewhere, have
/// changed too.
fn note_resolved(store: &Store, from: i64, run: i64) -> Result<()> {
    let (mut shelves, mut entries) = (Vec::new(), Vec::new());
    store.each_shelf(|mut shelf| {
        let list: Vec<register::Entry> = serde_json::from_str(&std::mem::take(&mut shelf.list))?;
        entries.extend(list);
        shelves.push((shelf, entries.len()));
        Ok(())
    })?;
    let register = Register::new(entries);
    let mut found = register.resolve().into_iter().peekable();
    for (shelf, end) in shelves {
        let mut ids = Vec::new();
        while let Some(r) = found.next_if(|r| r.entry < end) {
            ids.push(r.held.map(|at| &*register.entries()[at].id));
        }
        let shown = serde_json::to_string(&ids)?;
        if shelf.shown.as_ref() != Some(&shown) {
            store.show(&shelf, &shown, from, run)?;
        }
    }
    Ok(())
}

/// The register entries of the letters that have not changed after run `from`.
fn others(store: &Store, from: i64) -> Result<Vec<register::Entry>> {
    let mut entries = Vec::new();
    store.each_shelf(|shelf| {
        if shelf.changed <= from {
            let list: Vec<register::Entry> = serde_json::from_str(&shelf.list)?;
            entries.extend(list);
        }
        Ok(())
    })?;
    Ok(entries)
}

/// Writes what changed after run `from` to a folder that appears when it is whole.
fn changes(store: &Store, options: &Options, from: i64, dir: &Path) -> Result<()> {
    let name = dir.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    fs::create_dir_all(&options.out).with_context(|| format!("cannot make the folder {}", options.out.display()))?;
    let part = options.out.join(format!(".{name}.part"));
    clear(&part)?;
    let mut writer = Writer::create(&part, options.bom)?;
    writer.among(others(store, from)?);
    let file = File::create(part.join("changes.csv")).with_context(|| format!("cannot write {}", part.join("changes.csv").display()))?;
    let mut list = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(file);
    list.write_record(["path", "change"])?;
    letters(store, options, Pages::since(from), &mut writer, |e| {
        let change = match e {
            Entry { gone: Some(_), added, .. } if *added > from => return Ok(()),
            Entry { gone: Some(_), .. } => "vanished",
            Entry { failure: Some(_), .. } => "failed",
            Entry { added, .. } if *added > from => "added",
            _ => "changed",
        };
        let path = path(options, &e.path).to_string_lossy().into_owned();
        Ok(list.write_record([harmless(&path).as_ref(), change])?)
    })?;
    writer.publish()?;
    list.into_inner().map_err(|e| anyhow::anyhow!("{}", e.error()))?.sync_all()?;
    clear(dir)?;
    fs::rename(&part, dir).with_context(|| format!("cannot publish {}", dir.display()))?;
    sync_folder(&options.out)
}

fn clear(dir: &Path) -> Result<()> {
    match fs::remove_dir_all(dir) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(e).with_context(|| format!("cannot remove {}", dir.display())),
        _ => Ok(()),
    }
}

/// Hands the letters and failures of `pages` to the writer, and every entry to `hear`.
fn letters(
    store: &Store,
    options: &Options,
    mut pages: Pages,
    writer: &mut Writer,
    mut hear: impl FnMut(&Entry) -> Result<()>,
) -> Result<()> {
    let mut batch: Vec<(Entry, Vec<u8>)> = Vec::new();
    let mut bytes = 0;
    while let Some(e) = pages.next_if(store, |_| true)? {
        hear(&e)?;
        if e.gone.is_some() {
            continue;
        }
        let packed = e.result.map(|id| store.lines(id)).transpose()?.unwrap_or_default();
        bytes += packed.len();
        batch.push((e, packed));
        if bytes > BATCH_BYTES {
            flush(&mut batch, options, writer)?;
            bytes = 0;
        }
    }
    flush(&mut batch, options, writer)
}

fn flush(batch: &mut Vec<(Entry, Vec<u8>)>, options: &Options, writer: &mut Writer) -> Result<()> {
    let read = |(e, packed): (Entry, Vec<u8>)| -> Result<(Rows, Option<Failure>)> {
        let at = path(options, &e.path);
        let mut records = if e.result.is_some() { unpack(&packed)? } else { Vec::new() };
        for source in records.iter_mut().map(|r| &mut r.source) {
            source.path = crate::input::shown(&options.input.join(&source.path));
        }
        Ok((Rows::of(&records)?, e.failure.map(|reason| Failure { path: at, reason })))
    };
    let all: Vec<_> = batch.par_drain(..).map(read).collect();
    for one in all {
        let (rows, failure) = one?;
        writer.letters(rows)?;
        failure.iter().try_for_each(|f| writer.failure(f))?;
    }
    Ok(())
}

fn path(options: &Options, key: &[u8]) -> PathBuf {
    options.input.join(shown(key))
}

/// Writes a file beside its place and moves it there.
///
/// # Errors
/// When it cannot be written.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let part = path.with_file_name(format!(".{name}.part"));
    let mut file = File::create(&part).with_context(|| format!("cannot write {}", part.display()))?;
    file.write_all(bytes).and_then(|()| file.sync_all()).with_context(|| format!("cannot write {}", part.display()))?;
    fs::rename(&part, path).with_context(|| format!("cannot publish {}", path.display()))
}

fn sync_folder(dir: &Path) -> Result<()> {
    crate::output::sync_folder(dir).with_context(|| format!("cannot write {}", dir.display()))
}
