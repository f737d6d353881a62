//! What may be sent: bounds, kinds, and payloads that we build ourselves from ids, never trusting what a client says an
//! order costs or a file is called.

use crate::{Error, Result, orders, products, views::conversation::SendMessage};
use serde_json::{Value, json};
use yingke_core::{
    conversation::{MessageKind, SenderKind},
    id::*,
};
use yingke_store::Run;

const MOST_CHARS: usize = 5_000;
const MOST_MENTIONS: usize = 20;

/// Who sends, and to whose conversation.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sender {
    pub org_id: OrgId,
    pub kind: SenderKind,
    pub customer_id: CustomerId,
}

/// What can be checked without reading anything.
pub(crate) fn check(message: &SendMessage, sender: SenderKind) -> Result<()> {
    client_id(&message.client_id)?;
    if message.body.chars().count() > MOST_CHARS {
        return Err(Error::invalid("body", "at most 5,000 characters; send it in two messages"));
    }
    if message.body.contains('\0') {
        return Err(Error::invalid("body", "the text has a character that cannot be stored"));
    }
    if message.mentions.len() > MOST_MENTIONS {
        return Err(Error::invalid("mentions", format!("at most {MOST_MENTIONS} people")));
    }
    if sender == SenderKind::Customer && (message.internal || !message.mentions.is_empty()) {
        return Err(Error::invalid("internal", "customers write no notes"));
    }
    if message.internal && message.kind != MessageKind::Text {
        return Err(Error::invalid("kind", "a note is text"));
    }
    if !message.mentions.is_empty() && !message.internal {
        return Err(Error::invalid("mentions", "people are mentioned in notes only"));
    }
    match message.kind {
        MessageKind::Text if message.body.trim().is_empty() => Err(Error::invalid("body", "write something first")),
        MessageKind::Text | MessageKind::Image | MessageKind::File | MessageKind::OrderCard | MessageKind::ProductCard => Ok(()),
        MessageKind::TicketCard if sender == SenderKind::Agent => Ok(()),
        MessageKind::TicketCard | MessageKind::Options | MessageKind::Answer | MessageKind::Notice => {
            Err(Error::invalid("kind", "send text, image, file, order_card or product_card"))
        }
    }
}

pub(crate) fn client_id(client_id: &str) -> Result<()> {
    if (1..=64).contains(&client_id.chars().count()) && !client_id.chars().any(char::is_control) {
        Ok(())
    } else {
        Err(Error::invalid("client_id", "1 to 64 characters, chosen by you, the same again when you repeat"))
    }
}

/// Whether [`build`] must know whose conversation it is: texts need no reading at all.
pub(crate) fn needs_customer(message: &SendMessage) -> bool {
    message.kind != MessageKind::Text
}

/// The body and payload as they are stored.
pub(crate) async fn build(on: &mut impl Run, sender: Sender, message: &SendMessage) -> Result<(String, Value)> {
    let words = message.body.trim().to_owned();
    Ok(match message.kind {
        MessageKind::Text => (message.body.clone(), clicked(sender, &message.payload)?),
        MessageKind::Image | MessageKind::File => {
            let id = named::<AttachmentId>(&message.payload, "attachment_id")?;
            let file = super::files::for_message(on, sender.org_id, sender.customer_for_files(), id).await?;
            if message.kind == MessageKind::Image && !file.mime.starts_with("image/") {
                return Err(Error::invalid("kind", "this file is not an image; send it as a file"));
            }
            (file.name.clone(), serde_json::to_value(&file)?)
        }
        MessageKind::OrderCard => {
            let id = named::<OrderId>(&message.payload, "order_id")?;
            let order = yingke_store::orders::get(on, sender.org_id, id).await?.filter(|order| order.customer_id == sender.customer_id);
            order.ok_or_else(|| Error::invalid("payload", "this order is not one of the customer's"))?;
            let card = orders::card(on, sender.org_id, id).await?;
            (or(words, &card.order_no), serde_json::to_value(card)?)
        }
        MessageKind::ProductCard => {
            let id = named::<ProductId>(&message.payload, "product_id")?;
            let product = yingke_store::products::get(on, sender.org_id, id).await?;
            let card = products::card(&product.ok_or_else(|| Error::invalid("payload", "there is no such product"))?);
            (or(words, &card.title), serde_json::to_value(card)?)
        }
        MessageKind::TicketCard => {
            let id = named::<TicketId>(&message.payload, "ticket_id")?;
            let card = super::view::ticket_brief(on, sender.org_id, sender.customer_id, id).await?;
            let card = card.ok_or_else(|| Error::invalid("payload", "this ticket is not one of the customer's"))?;
            (or(words, &card.title), serde_json::to_value(card)?)
        }
        MessageKind::Options | MessageKind::Answer | MessageKind::Notice => {
            return Err(Error::invalid("kind", "this kind is not sent by people"));
        }
    })
}

impl Sender {
    /// A customer sends only what he has uploaded himself.
    fn customer_for_files(&self) -> Option<CustomerId> {
        (self.kind == SenderKind::Customer).then_some(self.customer_id)
    }
}

/// Of a customer's text the clicked action stays, and nothing else.
fn clicked(sender: Sender, payload: &Value) -> Result<Value> {
    match payload.get("action") {
        None => Ok(Value::Null),
        Some(_) if sender.kind != SenderKind::Customer => Ok(Value::Null),
        Some(Value::String(action)) if (1..=200).contains(&action.len()) && !action.contains('\0') => Ok(json!({ "action": action })),
        Some(_) => Err(Error::invalid("payload", "`action` is a short text")),
    }
}

fn named<T: std::str::FromStr>(payload: &Value, field: &'static str) -> Result<T> {
    let id = payload.get(field).and_then(Value::as_str).and_then(|text| text.parse().ok());
    id.ok_or_else(|| Error::invalid("payload", format!("`{field}` names what to show")))
}

fn or(words: String, otherwise: &str) -> String {
    if words.is_empty() { otherwise.to_owned() } else { words }
}
