//! Which way the customer takes, written down when he takes it: what he was told then can only be known now (S3-10).

use super::apply::Hand;
use crate::{Result, routing};
use serde_json::json;
use yingke_core::{
    event::{EventKind, NewEvent},
    id::*,
    resolution::paths::Way,
};
use yingke_store::{Tx, conversations::Stored};

/// A person is asked for: with what stood on that door, and after how many clicks. Before anything is decided.
pub(super) async fn person(tx: &mut Tx, hand: &Hand<'_>, stored: &Stored, group_id: Option<GroupId>, clicks: Option<i64>) -> Result<()> {
    let door = routing::human_door(tx, hand.org_id, group_id, hand.now).await?;
    let data = json!({ "way": Way::Person, "open": door.open, "ahead": door.ahead, "told_wait_ms": door.wait_ms, "clicks": clicks });
    tx.emit(hand.org_id, taken(hand, stored).data(data));
    Ok(())
}

pub(super) fn left_words(tx: &mut Tx, hand: &Hand<'_>, stored: &Stored, way: Way) {
    tx.emit(hand.org_id, taken(hand, stored).data(json!({ "way": way })));
}

fn taken(hand: &Hand<'_>, stored: &Stored) -> NewEvent {
    NewEvent::new(EventKind::PathTaken, hand.actor.clone(), hand.now).conversation(stored.session.id).customer(stored.session.customer_id)
}
