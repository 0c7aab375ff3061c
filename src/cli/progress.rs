//! What a run says on standard error: a bar on a terminal, else a line now and then; failures; skipped files.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use saraban::batch::{Event, Summary};
use saraban::input::{ENDINGS, Found, READINGS, walk};
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};
use tracing::{info, warn};

/// Time between two lines where standard error is no terminal; a shorter run writes none.
const EVERY: Duration = Duration::from_secs(10);

/// Skipped files that are named; the rest is counted.
const NAMED: usize = 10;

/// Endings as they are read out: `.txt, .md`.
fn list(endings: &[&str]) -> String {
    endings.iter().map(|e| format!(".{e}")).collect::<Vec<_>>().join(", ")
}

/// The voice of one run.
pub struct Progress {
    quiet: bool,
    bar: Option<ProgressBar>,
    total: Receiver<u64>,
    began: Instant,
    spoke: Instant,
    named: usize,
}

impl Progress {
    /// Begins; the inputs are counted on the side, so that the time left can be told.
    pub fn new(inputs: &[PathBuf], quiet: bool) -> Self {
        let (count, total) = channel();
        let bar = (!quiet && super::log::may_draw() && io::stderr().is_terminal()).then(|| {
            let inputs = inputs.to_vec();
            std::thread::spawn(move || {
                let n = walk(&inputs).filter(|f| !matches!(f, Found::Skipped(_))).count();
                // the run may have ended before
                let _ = count.send(n as u64);
            });
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
            bar.set_style(style("{spinner} {pos} files  {per_sec}  {elapsed}  {msg}"));
            bar.enable_steady_tick(Duration::from_millis(200));
            bar
        });
        let now = Instant::now();
        Self { quiet, bar, total, began: now, spoke: now, named: 0 }
    }

    /// Hears what happened.
    pub fn hear(&mut self, event: &Event) {
        match event {
            Event::Done(summary) => self.done(summary),
            Event::Failed(failure) => self.line(|| {
                let (path, reason) = (failure.path.display(), failure.reason.as_str());
                warn!(%path, reason, "cannot read {path}: {reason}");
            }),
            Event::Skipped(path) => self.skipped(path),
        }
    }

    fn done(&mut self, summary: &Summary) {
        if self.quiet {
            return;
        }
        let files = summary.files + summary.failures;
        if let Some(bar) = &self.bar {
            if let Ok(total) = self.total.try_recv() {
                bar.set_length(total);
                bar.set_style(style("{bar:30} {pos} of {len} files  {per_sec}  {elapsed}, {eta} left  {msg}"));
            }
            bar.set_message(format!("{} letters", summary.letters));
            bar.set_position(files as u64);
        } else if self.spoke.elapsed() >= EVERY {
            self.spoke = Instant::now();
            let rate = files as f64 / self.began.elapsed().as_secs_f64();
            info!(files, letters = summary.letters, rate, "{files} files, {} letters so far, {rate:.0} files a second", summary.letters);
        }
    }

    fn skipped(&mut self, path: &Path) {
        if !self.quiet && self.named < NAMED {
            self.named += 1;
            let path = path.display();
            self.line(
                || info!(%path, "skipped {path}: neither a text ({}) nor a reading with boxes ({})", list(&ENDINGS), list(&READINGS)),
            );
        }
    }

    /// Says something without drawing over the bar.
    fn line(&self, say: impl FnOnce()) {
        match &self.bar {
            Some(bar) => bar.suspend(say),
            None => say(),
        }
    }

    /// Ends: takes the bar away and counts the skipped files that were not named.
    pub fn end(self, summary: &Summary) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
        if summary.skipped > self.named && !self.quiet {
            let more = summary.skipped - self.named;
            info!(more, "skipped {more} more files");
        }
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
