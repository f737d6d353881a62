//! Models as an option: any OpenAI-compatible endpoint, off until an administrator switches it on. [`gateway`] is the only
//! way out (use, budget, breaker, tries, log); [`wire`] speaks the protocol and knows nothing else. Whatever goes wrong out
//! there, the built-in answer stands: a search waits 300 ms for a vector and no longer, a draft that cannot be proved from
//! its sources is not shown.

mod address;
mod draft;
mod gateway;
mod probe;
mod prompt;
mod search;
mod settings;
mod tools;
mod vectors;
mod wire;

pub use draft::{draft, may_draft};
pub use gateway::{Models, calls};
pub use probe::test;
pub(crate) use search::search;
pub use settings::{get, save};
pub use vectors::{embed_missing, start};
