//! Choices, one behind the other: the numbers that proptest gives, and shrinks.

/// A row of choices; where it ends, each further one is the first.
pub(crate) struct Choices<'a> {
    left: &'a [u16],
}

impl<'a> Choices<'a> {
    /// The choices that these numbers stand for.
    pub(crate) fn new(numbers: &'a [u16]) -> Self {
        Self { left: numbers }
    }

    /// A number below `count`.
    pub(crate) fn below(&mut self, count: usize) -> usize {
        let Some((first, left)) = self.left.split_first() else { return 0 };
        self.left = left;
        usize::from(*first) % count.max(1)
    }

    /// One of several.
    pub(crate) fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    /// True once in `count` times, never where the choices have ended.
    pub(crate) fn once_in(&mut self, count: usize) -> bool {
        self.below(count) == count - 1
    }
}
