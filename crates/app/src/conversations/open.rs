//! A new conversation: always in the hands of the bot at first.

use super::apply::Hand;
use crate::{Error, Result, routing};
use yingke_core::{
    conversation::Channel,
    event::{EventKind, NewEvent},
    id::*,
};
use yingke_store::{
    Tx,
    conversations::{self, Opening, Stored},
    visits,
};

pub(crate) async fn open(
    tx: &mut Tx,
    hand: &Hand<'_>,
    customer_id: CustomerId,
    entry_id: Option<EntryId>,
    channel: Channel,
) -> Result<Stored> {
    let page = visits::of_customer(tx, hand.org_id, customer_id, None, 1).await?.pop();
    let (page_url, page_title) = page.map(|page| (page.url, page.title)).unwrap_or_default();
    let opening = Opening {
        id: hand.app.clock.id(),
        customer_id,
        entry_id,
        group_id: routing::group_for(tx, hand.org_id, entry_id).await?,
        channel,
        page_url,
        page_title,
        at: hand.now,
    };
    conversations::insert(tx, hand.org_id, &opening).await?;
    tx.emit(
        hand.org_id,
        NewEvent::new(EventKind::ConversationCreated, hand.actor.clone(), hand.now)
            .conversation(opening.id)
            .customer(customer_id)
            .data(serde_json::json!({ "state": "bot", "group_id": opening.group_id })),
    );
    conversations::load(tx, hand.org_id, opening.id).await?.ok_or(Error::NotFound("customer"))
}
