//! What the engine does, by small flows: each element, each fault, each limit.

mod bulk;
mod elements;
mod faults;
mod kit;
mod laws;
mod org;
mod records;
mod refusals;
mod triggers;
