use super::{conversation::CustomerBrief, order::OrderCard, ticket::TicketBrief};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingke_core::{conversation::ConversationState, id::*, time::Millis};

/// What the palette shows for a few typed characters: at most five of each, only what the reader may see.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
pub struct SearchView {
    pub customers: Vec<CustomerBrief>,
    pub orders: Vec<OrderCard>,
    pub tickets: Vec<TicketBrief>,
    pub conversations: Vec<ConversationBrief>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ConversationBrief {
    pub id: ConversationId,
    pub state: ConversationState,
    pub customer: CustomerBrief,
    pub last_preview: String,
    pub last_message_at: Option<Millis>,
}
