//! What the model may look up: a closed list, only about the orders of the customer it is drafting for. It reads; nothing it
//! asks for changes anything.

use crate::{
    App, Result,
    bot::{self, BotContext},
};
use serde_json::{Value, json};
use yingke_core::conversation::MessageKind;

/// Name, what it tells, and the bot's action behind it.
const TOOLS: [(&str, &str, &str); 3] = [
    ("parcel_progress", "Where the customer's parcels are", "order.logistics"),
    ("parcel_stuck", "Whether a parcel of the customer stands still, and what the shop says about it", "order.logistics_stuck"),
    ("refund_progress", "How the customer's refunds and after-sale cases go", "order.refund_status"),
];

pub fn declared() -> Value {
    TOOLS
        .iter()
        .map(|(name, description, _)| {
            json!({ "type": "function", "function": { "name": name, "description": description,
                "parameters": { "type": "object", "properties": {}, "additionalProperties": false } } })
        })
        .collect()
}

/// None: no such tool was declared. What the model writes as arguments is ignored: the tools take none.
pub async fn run(app: &App, context: &BotContext, name: &str) -> Result<Option<String>> {
    let Some((_, _, action)) = TOOLS.iter().find(|(known, ..)| *known == name) else { return Ok(None) };
    let plan = bot::think(app, context, "", &json!({ "action": action })).await?;
    let told: Vec<String> = plan
        .messages
        .into_iter()
        .filter(|message| matches!(message.kind, MessageKind::Answer | MessageKind::Options | MessageKind::Text))
        .map(|message| message.body)
        .collect();
    Ok(Some(told.join("\n")))
}
