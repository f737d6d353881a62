//! How many people are needed when (S3-05). [`follow`] keeps the half hours' figures from the event log; [`past`] reads them
//! with the settings; [`forecast`] and [`what_if`] answer from both by the queue theory of `core::staffing`. Nothing here
//! is estimated where it could be measured, and what could not be measured is said.

mod follow;
mod forecast;
mod past;
mod settings;
mod what_if;

pub use follow::{catch_up, recompute};
pub use forecast::forecast;
pub(crate) use past::Used;
pub use settings::{get as settings, save as save_settings};
pub use what_if::what_if;
