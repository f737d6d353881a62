//! Reading what people write: normalising, languages, wishes, moods, numbers, and finding the best known question.
//!
//! Pure functions over text, no I/O, nothing here knows a shop. None of them panics on any input, however odd or
//! long. Start at [`normalise`]: everything else reads its result.

pub mod analysis;
mod english;
pub mod entities;
pub mod flags;
pub mod grounded;
pub mod guard;
mod heat;
pub mod human;
pub mod intent;
pub mod language;
pub mod menu;
pub mod message;
pub mod model;
pub mod mood;
pub mod normalise;
pub mod numbers;
pub mod personal;
pub mod pinyin;
mod plain;
pub mod remark;
pub mod retrieval;
mod rules;
pub mod sentiment;
pub mod small_talk;
pub mod spot;
pub mod summary;
pub mod terms;
mod tone;
pub mod unsolved;

pub use analysis::{Analysis, analyse};
pub use human::wants_human;
pub use language::{Written, written};
pub use normalise::{normalise, to_traditional};
