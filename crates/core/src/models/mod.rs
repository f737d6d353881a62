//! A model endpoint as an option: what it may be used for, what it may cost, when it is left alone. Pure decisions; the
//! calls are in `app::models`.

mod breaker;
mod retry;
mod settings;

pub use breaker::Breaker;
pub use retry::pause_ms;
pub use settings::{ModelSettings, Problem, cost_micro};
