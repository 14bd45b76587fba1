//! A panic is a mistake of ours: it is caught, named, and the other files are dealt with.

use super::failure::Failure;
use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};

thread_local! {
    /// What the last panic of this thread said, and where.
    static LAST: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Keeps what a panic says for [`catch`], instead of printing it at once.
pub(super) fn watch() {
    panic::set_hook(Box::new(|info| remember(describe(info))));
}

fn remember(words: String) {
    LAST.with_borrow_mut(|last| *last = Some(words));
}

fn describe(info: &PanicHookInfo<'_>) -> String {
    let words = info.payload_as_str().unwrap_or("no words").to_owned();
    match info.location() {
        Some(place) => format!("{words} ({}:{}:{})", place.file(), place.line(), place.column()),
        None => words,
    }
}

/// What `work` gives, or what to report where it panics over the file `path`.
pub(super) fn catch<T>(path: &str, work: impl FnOnce() -> T) -> Result<T, Failure> {
    panic::catch_unwind(AssertUnwindSafe(work)).map_err(|_| {
        let said = LAST.take().unwrap_or_default();
        report(path, &format!("ctiflow broke down: {said}"))
    })
}

/// A mistake of ours over the file `path`, with what to do about it.
pub(super) fn report(path: &str, message: &str) -> Failure {
    let build =
        format!("{} on {} {}", env!("CARGO_PKG_VERSION"), std::env::consts::OS, std::env::consts::ARCH);
    Failure::of(path, message).help(format!(
        "this is a mistake of ctiflow, not yours: report it with this file and these two lines (ctiflow {build})"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_panic_is_handed_on() {
        assert_eq!(catch("a.yaml", || 1), Ok(1));
    }

    #[test]
    fn a_panic_names_the_file() {
        let failure = catch("a.yaml", || panic!("here")).map(|(): ()| ()).unwrap_err();
        assert_eq!(failure.path.as_deref(), Some("a.yaml"));
        assert!(failure.message.starts_with("ctiflow broke down"), "{failure}");
    }
}
