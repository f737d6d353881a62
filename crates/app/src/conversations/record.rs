//! The record of a contact (S1-12): started with the customer's first word, completed with the session.

use super::{apply::Hand, categorise};
use crate::{Result, bot::Outcome};
use yingke_core::{
    conversation::Stage,
    event::{EventKind, NewEvent},
};
use yingke_store::{
    Tx,
    contacts::{self, Contact},
    conversations::Stored,
};

/// Contact and record in one step; a session that goes on has them already.
pub(super) async fn start(tx: &mut Tx, hand: &Hand<'_>, stored: &Stored, first_words: &str) -> Result<()> {
    let session = &stored.session;
    let contact = Contact {
        id: session.id.0,
        record_id: hand.app.clock.id(),
        customer_id: session.customer_id,
        conversation_id: Some(session.id),
        ticket_id: None,
        channel: stored.channel.to_string(),
        summary: first_words.chars().take(120).collect(),
        at: hand.now,
    };
    if contacts::start(tx, hand.org_id, &contact).await? {
        for kind in [EventKind::ContactStarted, EventKind::ContactRecorded] {
            tx.emit(
                hand.org_id,
                NewEvent::new(kind, hand.actor.clone(), hand.now)
                    .conversation(session.id)
                    .data(serde_json::json!({ "contact_id": session.id })),
            );
        }
    }
    Ok(())
}

/// Category, summary and outcome, without anybody typing. A category that a person chose stays.
pub(super) async fn complete(tx: &mut Tx, hand: &Hand<'_>, stored: &mut Stored) -> Result<()> {
    if stored.category_id.is_none() {
        stored.category_id = categorise::suggest(tx, hand.org_id, stored.session.id).await?.category_id;
    }
    let summary = crate::assist::summary_of(tx, hand.org_id, stored.session.id).await?;
    if !summary.is_empty() {
        contacts::summarise(tx, hand.org_id, stored.session.id.0, &summary).await?;
    }
    contacts::complete(tx, hand.org_id, stored.session.id.0, stored.category_id, outcome(stored), stored.mood, hand.now).await?;
    Ok(())
}

/// `handled` by a person, `abandoned` in the queue, `offline_message`; of the bot `confirmed`, `assumed`, `gave_up`, or
/// `no_question`.
fn outcome(stored: &Stored) -> &'static str {
    let session = &stored.session;
    if matches!(session.stage, Stage::OfflineMessage { .. }) {
        return "offline_message";
    }
    if session.accepted_at.is_some() {
        return "handled";
    }
    if session.enqueued_at.is_some() {
        return "abandoned";
    }
    match stored.bot_outcome.parse::<Outcome>() {
        Ok(Outcome::Confirmed) => "confirmed",
        Ok(Outcome::Answered) => "assumed",
        Ok(Outcome::Chat) | Err(_) => "no_question",
        Ok(Outcome::Offered | Outcome::Unsolved | Outcome::Missed | Outcome::HandedOver) => "gave_up",
    }
}
