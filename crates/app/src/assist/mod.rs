//! Beside the agent while he answers: suggested answers with their sources, the customer's mood with its trend, a summary
//! for the end. It reads and proposes; sending stays with the agent.

mod mood;
mod scripts;
mod suggest;
mod summary;

pub use scripts::ScriptIndexes;
pub(crate) use scripts::search as search_scripts;
pub use suggest::suggestions;
pub(crate) use suggest::{asked, context_of, locale_of, sources};
pub(crate) use summary::of as summary_of;
