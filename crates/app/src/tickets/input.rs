//! Bounds of what people may write into a ticket.

use crate::{Error, Result};
use yingke_core::id::AttachmentId;

pub const MAX_TITLE: usize = 200;
pub const MAX_BODY: usize = 5000;
pub const MAX_REASON: usize = 500;
pub const MAX_FILES: usize = 20;
pub const MAX_MENTIONS: usize = 20;

pub fn title(text: &str) -> Result<String> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Error::invalid("title", "give it a title"));
    }
    bounded("title", text, MAX_TITLE)
}

pub fn body(field: &'static str, text: &str) -> Result<String> {
    bounded(field, text.trim(), MAX_BODY)
}

pub fn reason(text: &str) -> Result<String> {
    bounded("reason", text.trim(), MAX_REASON)
}

pub fn client_id(text: &str) -> Result<String> {
    if text.trim().is_empty() || text.len() > 64 {
        return Err(Error::invalid("client_id", "1 to 64 characters of your own choice, a new one for each thing you send"));
    }
    Ok(text.to_owned())
}

pub fn files(ids: Vec<AttachmentId>) -> Result<Vec<AttachmentId>> {
    let mut kept: Vec<AttachmentId> = Vec::with_capacity(ids.len());
    for id in ids {
        if !kept.contains(&id) {
            kept.push(id);
        }
    }
    if kept.len() > MAX_FILES {
        return Err(Error::invalid("attachment_ids", format!("at most {MAX_FILES} files at once")));
    }
    Ok(kept)
}

fn bounded(field: &'static str, text: &str, longest: usize) -> Result<String> {
    // PostgreSQL cannot store the zero character; nobody types it.
    if text.chars().count() > longest || text.contains('\0') {
        return Err(Error::invalid(field, format!("at most {longest} characters")));
    }
    Ok(text.to_owned())
}
