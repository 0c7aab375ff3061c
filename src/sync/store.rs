//! The store: which files were read, with what, and what was found in them. One SQLite file in WAL mode, so that a
//! run that is killed leaves the state of its last commit.

use anyhow::{Context, Result, bail};
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::fs::{File, TryLockError};
use std::path::Path;

/// Form of the store; a program that knows another one does not touch it.
const FORM: i64 = 1;
/// Marks the file as a store of saraban ("sarb").
const APPLICATION: i64 = 0x7361_7262;
const FILE: &str = "saraban.sqlite";
const LOCK: &str = "lock";

const TABLES: &str = "
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID, STRICT;
CREATE TABLE makers (id INTEGER PRIMARY KEY, tool TEXT NOT NULL, rules TEXT NOT NULL, options TEXT NOT NULL) STRICT;
CREATE TABLE runs (id INTEGER PRIMARY KEY, began TEXT NOT NULL, report TEXT) STRICT;
CREATE TABLE files (
  path BLOB PRIMARY KEY,     -- below the input, folders divided by NUL: the order of the walk
  size INTEGER NOT NULL,     -- bytes
  mtime INTEGER NOT NULL,    -- nanoseconds since 1970
  ctime INTEGER NOT NULL,    -- the same; 0 where the system has none
  settled INTEGER NOT NULL,  -- 0: read so soon after it was written that a later write may bear the same times
  hash BLOB,                 -- BLAKE3 of the bytes; none where they could not be read
  maker INTEGER NOT NULL,    -- tool, rules and options that read it
  letters INTEGER NOT NULL,
  failure TEXT,              -- why it could not be read
  result INTEGER,            -- its letters
  added INTEGER NOT NULL,    -- run in which it was first seen
  changed INTEGER NOT NULL,  -- run in which its letters, its failure or its being there last changed
  gone INTEGER               -- run in which it was no longer there
) WITHOUT ROWID, STRICT;
CREATE TABLE results (id INTEGER PRIMARY KEY, lines BLOB NOT NULL) STRICT; -- JSON lines, LZ4
CREATE TABLE entries (     -- what the register of all letters needs of a result
  result INTEGER PRIMARY KEY,
  list TEXT NOT NULL,      -- JSON
  shown TEXT               -- ids of the letters that it cites, as the last delta gives them; JSON
) STRICT;
";

/// Size and times of a file, by which it is known as unchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stamp {
    /// Bytes.
    pub size: i64,
    /// Last change of the content, nanoseconds since 1970.
    pub mtime: i64,
    /// Last change of content or attributes, nanoseconds since 1970; 0 where the system has none.
    pub ctime: i64,
}

/// What the store knows of one file.
#[derive(Debug, Clone, Default)]
pub struct Entry {
    /// Path below the input, folders divided by NUL.
    pub path: Vec<u8>,
    /// Size and times when it was read.
    pub stamp: Stamp,
    /// Whether any later write must show in the stamp.
    pub settled: bool,
    /// BLAKE3 of its bytes; none where they could not be read.
    pub hash: Option<[u8; 32]>,
    /// Tool, rules and options that read it.
    pub maker: i64,
    /// Number of its letters.
    pub letters: usize,
    /// Why it could not be read.
    pub failure: Option<String>,
    /// Its letters in `results`.
    pub result: Option<i64>,
    /// Run in which it was first seen.
    pub added: i64,
    /// Run in which its letters, its failure or its being there last changed.
    pub changed: i64,
    /// Run in which it was no longer there.
    pub gone: Option<i64>,
}

/// The register entries of one file.
pub struct Shelf {
    /// Path of the file as in [`Entry::path`].
    pub path: Vec<u8>,
    /// Run in which it last changed.
    pub changed: i64,
    /// Its letters in `results`.
    pub result: i64,
    /// The entries, JSON.
    pub list: String,
    /// Ids of the letters that they cite, as the last delta gives them; JSON.
    pub shown: Option<String>,
}

const COLUMNS: &str = "path, size, mtime, ctime, settled, hash, maker, letters, failure, result, added, changed, gone";

impl Entry {
    fn read(row: &Row) -> rusqlite::Result<Self> {
        Ok(Self {
            path: row.get(0)?,
            stamp: Stamp { size: row.get(1)?, mtime: row.get(2)?, ctime: row.get(3)? },
            settled: row.get(4)?,
            hash: row.get(5)?,
            maker: row.get(6)?,
            letters: row.get(7)?,
            failure: row.get(8)?,
            result: row.get(9)?,
            added: row.get(10)?,
            changed: row.get(11)?,
            gone: row.get(12)?,
        })
    }
}

/// An open store. Only one program holds it at a time.
pub struct Store {
    db: Connection,
    _lock: Option<File>,
}

impl Store {
    /// Opens the store in `dir`, which is made where it is not there, and locks it.
    ///
    /// # Errors
    /// When another program holds it, when it has another form, or when it cannot be read or written.
    pub fn open(dir: &Path) -> Result<Self> {
        std::fs::create_dir_all(dir).with_context(|| format!("cannot make the folder {}", dir.display()))?;
        let lock = File::create(dir.join(LOCK)).with_context(|| format!("cannot write {}", dir.join(LOCK).display()))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => bail!("another run holds the store {}; it was left as it is", dir.display()),
            Err(TryLockError::Error(e)) => return Err(e).with_context(|| format!("cannot lock {}", dir.join(LOCK).display())),
        }
        Self::with(dir, Some(lock)).with_context(|| format!("the store {}", dir.join(FILE).display()))
    }

    /// The store in `dir` to look at only; an empty one in memory where there is none.
    ///
    /// # Errors
    /// When it has another form or cannot be read.
    pub fn look(dir: &Path) -> Result<Self> {
        if dir.join(FILE).is_file() {
            let store = Self::with(dir, None).with_context(|| format!("the store {}", dir.join(FILE).display()))?;
            store.db.pragma_update(None, "query_only", true)?;
            return Ok(store);
        }
        let store = Self { db: Connection::open_in_memory()?, _lock: None };
        store.db.execute_batch(TABLES)?;
        Ok(store)
    }

    fn with(dir: &Path, lock: Option<File>) -> Result<Self> {
        let db = Connection::open(dir.join(FILE))?;
        db.busy_timeout(std::time::Duration::from_secs(10))?;
        db.pragma_update(None, "journal_mode", "WAL")?;
        db.pragma_update(None, "synchronous", "FULL")?;
        db.set_prepared_statement_cache_capacity(32);
        let form: i64 = db.pragma_query_value(None, "user_version", |r| r.get(0))?;
        let application: i64 = db.pragma_query_value(None, "application_id", |r| r.get(0))?;
        match (application, form) {
            (APPLICATION, FORM) => {}
            (0, 0) => {
                let made = db.unchecked_transaction()?;
                made.execute_batch(TABLES)?;
                made.pragma_update(None, "application_id", APPLICATION)?;
                made.pragma_update(None, "user_version", FORM)?;
                made.commit()?;
            }
            (APPLICATION, other) => bail!("its form is {other}, and this saraban reads form {FORM}; make a new store"),
            _ => bail!("it is a database, but no store of saraban"),
        }
        Ok(Self { db, _lock: lock })
    }

    /// Does several changes as one: all of them or, after a fault, none.
    ///
    /// # Errors
    /// Those of `work`, or when the changes cannot be written.
    pub fn at_once<T>(&self, work: impl FnOnce() -> Result<T>) -> Result<T> {
        let all = self.db.unchecked_transaction()?;
        let done = work()?;
        all.commit()?;
        Ok(done)
    }

    /// A value kept under a name.
    pub fn meta(&self, key: &str) -> Result<Option<String>> {
        Ok(self.db.prepare_cached("SELECT value FROM meta WHERE key = ?")?.query_row([key], |r| r.get(0)).optional()?)
    }

    /// A number kept under a name; 0 where there is none.
    pub fn number(&self, key: &str) -> Result<i64> {
        Ok(self.meta(key)?.and_then(|v| v.parse().ok()).unwrap_or(0))
    }

    /// Keeps a value under a name.
    pub fn set(&self, key: &str, value: &str) -> Result<()> {
        self.db.prepare_cached("INSERT OR REPLACE INTO meta VALUES (?, ?)")?.execute([key, value])?;
        Ok(())
    }

    /// Keeps who reads files under `id`.
    pub fn maker(&self, id: i64, tool: &str, rules: &str, options: &str) -> Result<()> {
        self.db.execute("INSERT OR IGNORE INTO makers VALUES (?, ?, ?, ?)", params![id, tool, rules, options])?;
        Ok(())
    }

    /// Begins a run and gives its number.
    pub fn begin(&self, began: &str) -> Result<i64> {
        self.db.execute("INSERT INTO runs (began) VALUES (?)", [began])?;
        Ok(self.db.last_insert_rowid())
    }

    /// Keeps the report of a run that has ended.
    pub fn end(&self, run: i64, report: &str) -> Result<()> {
        self.db.execute("UPDATE runs SET report = ? WHERE id = ?", params![report, run])?;
        Ok(())
    }

    /// The last run that began before a moment (RFC 3339, UTC); 0 where there is none.
    pub fn run_before(&self, moment: &str) -> Result<i64> {
        Ok(self.db.query_row("SELECT coalesce(max(id), 0) FROM runs WHERE began < ?", [moment], |r| r.get(0))?)
    }

    /// The next `most` files after `path` in the order of the walk whose letters or failures changed after run `from`.
    pub fn after(&self, path: &[u8], from: i64, most: usize) -> Result<Vec<Entry>> {
        let sql = format!("SELECT {COLUMNS} FROM files WHERE path > ?1 AND changed > ?2 ORDER BY path LIMIT ?3");
        let mut query = self.db.prepare_cached(&sql)?;
        let rows = query.query_map(params![path, from, most], Entry::read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Writes what is known of a file in place of what was known before.
    pub fn put(&self, e: &Entry) -> Result<()> {
        let sql = format!("INSERT OR REPLACE INTO files ({COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)");
        let s = &e.stamp;
        self.db.prepare_cached(&sql)?.execute(params![
            e.path, s.size, s.mtime, s.ctime, e.settled, e.hash, e.maker, e.letters, e.failure, e.result, e.added, e.changed, e.gone
        ])?;
        Ok(())
    }

    /// Marks a file as gone; one that never had letters is forgotten.
    pub fn vanish(&self, path: &[u8], run: i64) -> Result<()> {
        self.db.prepare_cached("DELETE FROM files WHERE path = ? AND result IS NULL")?.execute([path])?;
        self.db.prepare_cached("UPDATE files SET gone = ?2, changed = ?2 WHERE path = ?1")?.execute(params![path, run])?;
        Ok(())
    }

    /// The letters of a file, packed.
    pub fn lines(&self, result: i64) -> Result<Vec<u8>> {
        Ok(self.db.prepare_cached("SELECT lines FROM results WHERE id = ?")?.query_row([result], |r| r.get(0))?)
    }

    /// Keeps packed letters and their register entries, in place of those of `old` where there are some; gives their id.
    pub fn keep(&self, old: Option<i64>, lines: &[u8], entries: &str) -> Result<i64> {
        if let Some(id) = old {
            self.db.prepare_cached("UPDATE results SET lines = ?2 WHERE id = ?1")?.execute(params![id, lines])?;
            self.db.prepare_cached("UPDATE entries SET list = ?2 WHERE result = ?1")?.execute(params![id, entries])?;
            return Ok(id);
        }
        self.db.prepare_cached("INSERT INTO results (lines) VALUES (?)")?.execute([lines])?;
        let id = self.db.last_insert_rowid();
        self.db.prepare_cached("INSERT INTO entries VALUES (?, ?, NULL)")?.execute(params![id, entries])?;
        Ok(id)
    }

    /// Forgets letters.
    pub fn drop_lines(&self, result: i64) -> Result<()> {
        self.db.prepare_cached("DELETE FROM results WHERE id = ?")?.execute([result])?;
        self.db.prepare_cached("DELETE FROM entries WHERE result = ?")?.execute([result])?;
        Ok(())
    }

    /// Hands to `hear` the register entries of every file that is there, in the order of the walk.
    pub fn each_shelf(&self, mut hear: impl FnMut(Shelf) -> Result<()>) -> Result<()> {
        let sql = "SELECT path, changed, result, list, shown FROM files JOIN entries USING (result) WHERE gone IS NULL ORDER BY path";
        let mut query = self.db.prepare(sql)?;
        let mut rows = query.query([])?;
        while let Some(r) = rows.next()? {
            hear(Shelf { path: r.get(0)?, changed: r.get(1)?, result: r.get(2)?, list: r.get(3)?, shown: r.get(4)? })?;
        }
        Ok(())
    }

    /// Notes what the letters of a file now cite; a file that had not changed since run `from` has done so in this one.
    pub fn show(&self, shelf: &Shelf, shown: &str, from: i64, run: i64) -> Result<()> {
        self.db.prepare_cached("UPDATE entries SET shown = ?2 WHERE result = ?1")?.execute(params![shelf.result, shown])?;
        if shelf.changed <= from {
            self.db.prepare_cached("UPDATE files SET changed = ?2 WHERE path = ?1")?.execute(params![shelf.path, run])?;
        }
        Ok(())
    }

    /// Files that are there and their letters.
    pub fn totals(&self) -> Result<(usize, usize)> {
        let sql = "SELECT count(*), coalesce(sum(letters), 0) FROM files WHERE gone IS NULL AND result IS NOT NULL";
        Ok(self.db.query_row(sql, [], |r| Ok((r.get(0)?, r.get(1)?)))?)
    }

    /// Up to `most` files that are there and cannot be read, with the reason, in the order of the walk.
    pub fn failures(&self, most: usize) -> Result<Vec<(Vec<u8>, String)>> {
        let mut query =
            self.db.prepare("SELECT path, failure FROM files WHERE gone IS NULL AND failure IS NOT NULL ORDER BY path LIMIT ?")?;
        let rows = query.query_map([most], |r| Ok((r.get(0)?, r.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Number of files that are there and cannot be read.
    pub fn failing(&self) -> Result<usize> {
        let sql = "SELECT count(*) FROM files WHERE gone IS NULL AND failure IS NOT NULL";
        Ok(self.db.query_row(sql, [], |r| r.get(0))?)
    }
}
