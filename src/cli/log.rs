//! What is said on standard error: plain lines for people, or JSON lines for programs.

use clap::ValueEnum;
use std::fmt;
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};
use tracing::field::{Field, Visit};
use tracing::level_filters::LevelFilter;
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields};
use tracing_subscriber::registry::LookupSpan;

/// Options of all commands.
#[derive(clap::Args)]
pub struct Args {
    /// Form of what is said on standard error
    #[arg(long, global = true, value_name = "FORM", default_value = "text")]
    log: Form,
    /// What is said on standard error: errors, also what could not be read, also what was done, or every file
    #[arg(long, global = true, value_name = "LEVEL", default_value = "info", value_parser = ["error", "warn", "info", "debug"])]
    log_level: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Plain lines, and a progress bar on a terminal
    Text,
    /// A JSON line an event, with time, level and fields
    Json,
}

static BAR: AtomicBool = AtomicBool::new(false);

/// Whether a progress bar would not stand between other lines.
pub fn may_draw() -> bool {
    BAR.load(Ordering::Relaxed)
}

/// Begins to listen. Before that nothing is said.
pub fn start(args: &Args) {
    let level: LevelFilter = args.log_level.parse().unwrap_or(LevelFilter::INFO);
    BAR.store(args.log == Form::Text && level == LevelFilter::INFO, Ordering::Relaxed);
    let lines = tracing_subscriber::fmt().with_max_level(level).with_writer(std::io::stderr).log_internal_errors(false);
    match args.log {
        Form::Text => lines.event_format(Plain).init(),
        Form::Json => lines.json().flatten_event(true).with_target(false).init(),
    }
    panic::set_hook(Box::new(|fault| {
        let place = fault.location().map(ToString::to_string).unwrap_or_default();
        let payload = fault.payload();
        let what = payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str));
        let what = what.unwrap_or("no message");
        tracing::error!(place, what, "a fault in saraban at {place}: {what}");
    }));
}

/// The words of an event and nothing else.
struct Plain;

impl<S: Subscriber + for<'a> LookupSpan<'a>, N: for<'a> FormatFields<'a> + 'static> FormatEvent<S, N> for Plain {
    fn format_event(&self, _: &FmtContext<'_, S, N>, mut out: Writer<'_>, event: &Event<'_>) -> fmt::Result {
        if *event.metadata().level() == Level::ERROR {
            out.write_str("saraban: ")?;
        }
        event.record(&mut Message(&mut out));
        out.write_char('\n')
    }
}

struct Message<'a, 'b>(&'a mut Writer<'b>);

impl Visit for Message<'_, '_> {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        if field.name() == "message" {
            // standard error may be closed
            let _ = write!(self.0, "{value:?}");
        }
    }
}
