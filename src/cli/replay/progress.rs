//! How far a replay is, on a terminal.

use std::io::{IsTerminal, Write, stderr};

/// A line on a terminal that is written anew; nothing elsewhere.
pub(super) struct Progress {
    whole: u64,
    shown: Option<u64>,
}

impl Progress {
    /// Of so many calls.
    pub(super) fn of(whole: u64) -> Self {
        Self { whole, shown: stderr().is_terminal().then_some(u64::MAX) }
    }

    /// So many are done.
    pub(super) fn done(&mut self, done: u64) {
        let percent = done * 100 / self.whole.max(1);
        if self.shown.is_some_and(|shown| shown != percent) {
            self.shown = Some(percent);
            let filled = (percent / 4) as usize;
            let bar: String = "#".repeat(filled) + &"-".repeat(25_usize.saturating_sub(filled));
            self.write(&format!("\r[{bar}] {percent:>3}%  {done} of {} calls", self.whole));
        }
    }

    /// The line is taken away.
    pub(super) fn end(&mut self) {
        if self.shown.take().is_some() {
            self.write("\r\u{1b}[K");
        }
    }

    fn write(&self, text: &str) {
        let mut stream = stderr().lock();
        // A terminal that takes nothing more needs no bar.
        let _ = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
    }
}
