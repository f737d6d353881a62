//! The workbench: a question is tried against what is live and against the draft, with the reasons; saved questions show
//! whether the draft is better before it is published; questions the bot was unsure of are labelled by people; and what
//! was labelled is learned in one step, as a version that can be taken back. [`bot::taught`] is what is learned.

mod draft;
mod examples;
mod probe;
mod questions;
mod sets;

pub use draft::{go_back, save_draft, status, train};
pub use examples::{add, drop_example, list as examples};
pub use probe::probe;
pub use questions::{label, list as questions};
pub use sets::{delete as delete_set, get as set, list as sets, run as run_set, save as save_set};

use crate::{Error, Result};
use yingke_core::text::Locale;

fn words(field: &'static str, text: &str, most: usize) -> Result<String> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > most || text.contains('\0') {
        return Err(Error::invalid(field, format!("1 to {most} characters")));
    }
    Ok(text.to_owned())
}

fn language(lang: &str) -> Result<Locale> {
    lang.parse().map_err(|_| Error::invalid("lang", "zh-CN, zh-TW or en"))
}
