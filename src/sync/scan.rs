//! What the input holds against what the store knows: both in the order of the walk, merged in one pass, so that
//! memory does not grow with the archive.

use super::store::{Entry, Stamp, Store};
use crate::input::{Found, InputError, walk};
use anyhow::{Result, bail};
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Entries of the store that are in memory at once.
const PAGE: usize = 4096;

/// A file that was written less than this before it is read may be written again under the same times: the clocks
/// of file systems tick as slowly as every two seconds.
const SETTLES: Duration = Duration::from_secs(3);

/// A file that must be read, or that cannot be.
pub struct Job {
    /// Where it is.
    pub path: PathBuf,
    /// What the store knows of it; only its path when it is new.
    pub known: Entry,
    /// Whether the store did not know it.
    pub new: bool,
    /// Size and times before it is read.
    pub stamp: Stamp,
    /// Whether any later write must show in the stamp.
    pub settled: bool,
    /// What kept it from being looked at.
    pub failed: Option<InputError>,
}

/// One step of the scan.
pub enum Step {
    /// To be read.
    Read(Box<Job>),
    /// As it was.
    Unchanged,
    /// Known, but no longer there: its path in the store.
    Vanished(Vec<u8>),
    /// Known, and below a folder that could not be read: nothing is said of it.
    Unseen,
    /// Passed over because of its ending.
    Skipped(PathBuf),
}

/// The entries of the store in the order of the walk, a page at a time.
pub struct Pages {
    page: std::iter::Peekable<std::vec::IntoIter<Entry>>,
    last: Vec<u8>,
    from: i64,
    ended: bool,
}

impl Pages {
    /// All entries that changed after run `from`.
    pub fn since(from: i64) -> Self {
        Self { page: Vec::new().into_iter().peekable(), last: Vec::new(), from, ended: false }
    }

    /// The next entry when `wanted` accepts it.
    pub fn next_if(&mut self, store: &Store, wanted: impl FnOnce(&Entry) -> bool) -> Result<Option<Entry>> {
        if self.page.peek().is_none() && !self.ended {
            let page = store.after(&self.last, self.from, PAGE)?;
            self.ended = page.len() < PAGE;
            if let Some(e) = page.last() {
                self.last.clone_from(&e.path);
            }
            self.page = page.into_iter().peekable();
        }
        Ok(self.page.next_if(wanted))
    }
}

/// Walks `input` and compares it with the store. `unchanged` tells by stamp and entry that nothing needs reading;
/// `hear` is told of every step, in order, and may write to the store what lies behind.
///
/// # Errors
/// When `input` itself cannot be listed, or those of `hear`.
pub fn scan(input: &PathBuf, store: &Store, maker: i64, redo: bool, mut hear: impl FnMut(Step) -> Result<()>) -> Result<()> {
    let mut known = Pages::since(i64::MIN);
    for found in walk(std::slice::from_ref(input)) {
        let (path, failed) = match found {
            Found::File(path) => (path, None),
            Found::Failed(e) => (e.path().to_owned(), Some(e)),
            Found::Skipped(path) => {
                hear(Step::Skipped(path))?;
                continue;
            }
        };
        let key = key(&path, input);
        if let (true, Some(e)) = (key.is_empty(), &failed) {
            bail!("cannot read {e}");
        }
        while let Some(e) = known.next_if(store, |e| e.path < key)? {
            vanished(e, &mut hear)?;
        }
        let entry = known.next_if(store, |e| e.path == key)?;
        let new = entry.is_none();
        let entry = entry.unwrap_or_else(|| Entry { path: key.clone(), ..Entry::default() });
        let mut job = Job { path, known: entry, new, stamp: Stamp::default(), settled: false, failed };
        if job.failed.is_none() {
            match std::fs::metadata(&job.path) {
                Ok(meta) => (job.stamp, job.settled) = (stamp(&meta), settled(&meta)),
                Err(error) => job.failed = Some(InputError::Io { path: job.path.clone(), error }),
            }
        } else {
            while known.next_if(store, |e| below(&e.path, &key))?.is_some() {
                hear(Step::Unseen)?;
            }
        }
        hear(if !redo && unchanged(&job, maker) { Step::Unchanged } else { Step::Read(Box::new(job)) })?;
    }
    while let Some(e) = known.next_if(store, |_| true)? {
        vanished(e, &mut hear)?;
    }
    Ok(())
}

fn vanished(e: Entry, hear: &mut impl FnMut(Step) -> Result<()>) -> Result<()> {
    if e.gone.is_none() { hear(Step::Vanished(e.path)) } else { Ok(()) }
}

/// Whether nothing about the file needs reading. Whatever the system refused is tried again each time.
fn unchanged(job: &Job, maker: i64) -> bool {
    let e = &job.known;
    !job.new && e.gone.is_none() && job.failed.is_none() && e.settled && e.stamp == job.stamp && e.maker == maker && e.hash.is_some()
}

/// The path below `input` with folders divided by NUL, so that the order of bytes is the order of the walk.
fn key(path: &Path, input: &Path) -> Vec<u8> {
    let below = path.strip_prefix(input).unwrap_or(path);
    let bytes = below.as_os_str().as_encoded_bytes().iter();
    bytes.map(|&b| if std::path::is_separator(char::from(b)) { 0 } else { b }).collect()
}

/// The path below the input in words, as the output gives it.
pub fn shown(key: &[u8]) -> String {
    String::from_utf8_lossy(key).replace('\0', "/")
}

fn below(path: &[u8], folder: &[u8]) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.first() == Some(&0))
}

fn nanos(time: std::io::Result<SystemTime>) -> i64 {
    let since = time.ok().and_then(|t| t.duration_since(UNIX_EPOCH).ok());
    since.and_then(|d| i64::try_from(d.as_nanos()).ok()).unwrap_or(-1)
}

fn stamp(meta: &Metadata) -> Stamp {
    Stamp { size: i64::try_from(meta.len()).unwrap_or(i64::MAX), mtime: nanos(meta.modified()), ctime: changed_at(meta) }
}

#[cfg(unix)]
fn changed_at(meta: &Metadata) -> i64 {
    use std::os::unix::fs::MetadataExt;
    meta.ctime().saturating_mul(1_000_000_000).saturating_add(meta.ctime_nsec())
}

#[cfg(not(unix))]
fn changed_at(_: &Metadata) -> i64 {
    0
}

/// Whether the last change lies so far back that a later one must show in the times. Times in the future do not.
fn settled(meta: &Metadata) -> bool {
    let now = nanos(Ok(SystemTime::now()));
    let last = nanos(meta.modified()).max(changed_at(meta));
    now.saturating_sub(last) > SETTLES.as_nanos() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_have_the_order_of_the_walk() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["a/b.txt", "a.txt", "a-/c.txt", "a/b/c.txt", "a b.txt", "ก/ข.txt", "a/b!.txt"] {
            let path = dir.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "ก").unwrap();
        }
        let root = dir.path().to_owned();
        let keys: Vec<Vec<u8>> = walk(std::slice::from_ref(&root))
            .map(|f| match f {
                Found::File(p) => key(&p, &root),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(keys.len(), 7);
        assert!(keys.is_sorted(), "{:?}", keys.iter().map(|k| shown(k)).collect::<Vec<_>>());
    }

    #[test]
    fn a_file_is_below_its_folder_and_not_below_one_of_a_like_name() {
        assert!(below(b"a\0b", b"a"));
        assert!(!below(b"a", b"a") && !below(b"ab", b"a") && !below(b"a-\0b", b"a"));
    }
}
