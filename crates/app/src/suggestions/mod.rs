//! What customers ask of the product (S0-27): clusters of categorised conversations and requests ([`clusters`]) become
//! items with an owner and a state ([`make`], [`save`]); when one is decided, those who asked are told once each ([`tell`]).

mod read;
mod tell;
mod words;
mod write;

pub use read::{clusters, detail, list};
pub use tell::{send_waiting, tell};
pub use write::{make, save};

use yingke_core::id::CategoryId;
use yingke_store::suggestions::Voice;

/// Newest conversations, and as many requests, that are looked at.
const MOST_VOICES: i64 = 2_000;
const DAYS: i64 = 90;
/// Links that are shown.
const MOST_LINKS: i64 = 200;
/// One suggestion has at most the conversations and requests that a look finds, and so many customers.
const MOST_TOLD: i64 = 2 * MOST_VOICES;

fn of_category(voices: Vec<Voice>, id: CategoryId) -> Vec<Voice> {
    voices.into_iter().filter(|voice| voice.category_id == id).collect()
}
