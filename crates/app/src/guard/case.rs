//! The case that a draft belongs to: a conversation and the tickets that came from it, or a ticket of its own. What was
//! given away anywhere in it counts towards what may still be given.

use crate::{Principal, Result, conversations, tickets};
use yingke_core::{
    conversation::{MessageKind, SenderKind},
    id::*,
};
use yingke_language::guard::given_away_fen;
use yingke_store::{
    Run,
    facts::Thread,
    inbox,
    messages::{self, Eyes},
    ticket_entries, ticket_orders,
};

const MESSAGES: i64 = 100;
const ENTRIES: i64 = 100;

pub(super) struct Case {
    /// A ticket among colleagues has none.
    pub customer_id: Option<CustomerId>,
    /// The orders that it is about; empty = any of the customer's.
    pub orders: Vec<OrderId>,
    /// The page that the customer is on.
    pub page_url: String,
    thread: Thread,
    conversation_id: Option<ConversationId>,
}

/// The case, if this agent sees it.
pub(super) async fn of(on: &mut impl Run, who: &Principal, thread: Thread) -> Result<Case> {
    match thread {
        Thread::Conversation(id) => {
            let stored = conversations::access::visible(on, who, id).await?;
            let page_url = inbox::get(on, who.org_id, id).await?.map(|row| row.page_url).unwrap_or_default();
            Ok(Case { customer_id: Some(stored.session.customer_id), orders: Vec::new(), page_url, thread, conversation_id: Some(id) })
        }
        Thread::Ticket(id) => {
            let ticket = tickets::access::load(on, who, id).await?;
            let linked = ticket_orders::of_ticket(on, who.org_id, id).await?;
            let mut orders: Vec<OrderId> = linked.into_iter().map(|linked| linked.order_id).collect();
            orders.extend(ticket.order_id.filter(|main| !orders.contains(main)));
            let (customer_id, conversation_id) = (ticket.customer_id, ticket.conversation_id);
            Ok(Case { customer_id, orders, page_url: String::new(), thread, conversation_id })
        }
    }
}

/// The amounts that staff have given away in it so far, in fen.
pub(super) async fn promised_fen(on: &mut impl Run, org_id: OrgId, case: &Case) -> Result<Vec<i64>> {
    let mut said = match (case.thread, case.conversation_id) {
        (_, Some(id)) => ticket_entries::said_by_staff_after(on, org_id, id, ENTRIES).await?,
        (Thread::Ticket(id), None) => ticket_entries::said_by_staff(on, org_id, id, ENTRIES).await?,
        (Thread::Conversation(_), None) => Vec::new(),
    };
    if let Some(id) = case.conversation_id {
        let talk = messages::before(on, org_id, id, Eyes::Customer, i64::MAX, MESSAGES).await?;
        let by_staff = talk.into_iter().filter(|message| message.sender_kind == SenderKind::Agent && message.kind == MessageKind::Text);
        said.extend(by_staff.map(|message| message.body));
    }
    Ok(said.iter().flat_map(|body| given_away_fen(body)).collect())
}
