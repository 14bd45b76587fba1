//! An org in memory and an engine that runs flows in it: any flow, on given records, with faults and limits.
//!
//! [`Engine::load`] lowers flows once and says what it refuses. A [`World`] is an org: it takes records, launches flows, saves
//! records so that flows start, and reports what happened. The semantics are those that Salesforce documents; where it is
//! silent, [`choices::CHOICES`] says what is done here.

pub mod choices;
mod engine;
mod fault;
mod limits;
mod program;
mod record;
mod report;
mod run;
mod save;
mod schema;
mod settings;
mod store;
#[cfg(test)]
mod tests;
mod values;
mod world;

pub use engine::Engine;
pub use fault::RecordError;
pub use limits::{Abort, LIMITS, Limit, LimitRow, Used};
pub use program::{Reason, Refusal};
pub use record::{Data, Record};
pub use report::{Changed, End, Event, Line, Message, Report, Step, Transaction};
pub use save::{Operation, Saving};
pub use schema::{Field, FieldId, Object, ObjectId, Schema};
pub use settings::{Answer, Settings, Trace};
pub use store::Key;
#[cfg(feature = "cli")]
pub(crate) use values::value_type;
pub use world::{Unable, World};
