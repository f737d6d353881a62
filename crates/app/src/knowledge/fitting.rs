//! Items that fit a case: what an agent is offered beside a conversation or a ticket.

use super::{case, view};
use crate::{
    app::App,
    bot,
    conversations::access,
    error::{Error, Result},
    principal::Principal,
    tickets,
    views::knowledge::KnowledgeView,
};
use yingke_core::{
    id::*,
    knowledge::{Case, Knowledge, KnowledgeKind, KnowledgeState},
};
use yingke_store::knowledge;

/// What somebody works on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    Conversation(ConversationId),
    Ticket(TicketId),
}

impl Work {
    /// Exactly one of the two.
    pub fn of(conversation_id: Option<ConversationId>, ticket_id: Option<TicketId>) -> Result<Work> {
        match (conversation_id, ticket_id) {
            (Some(id), None) => Ok(Work::Conversation(id)),
            (None, Some(id)) => Ok(Work::Ticket(id)),
            (None, None) | (Some(_), Some(_)) => Err(Error::invalid("conversation_id", "name either a conversation or a ticket")),
        }
    }
}

const MOST: usize = 20;

/// Published, valid and in scope; with words the best found first, without them the closest to the case.
pub async fn fitting(app: &App, who: &Principal, kind: KnowledgeKind, work: Work, words: &str) -> Result<Vec<KnowledgeView>> {
    let case = case_of(app, who, work).await?;
    let now = app.clock.now();
    let fits = |item: &Knowledge| item.kind == kind && item.is_valid(now) && item.scope.covers(&case);
    let on = &mut app.read();
    let mut found: Vec<Knowledge> = if words.trim().is_empty() {
        let filter = knowledge::Filter { state: Some(KnowledgeState::Published.as_str()), kind: Some(kind.as_str()), ..Default::default() };
        knowledge::list(on, who.org_id, &filter, None, 500).await?
    } else {
        let index = bot::index::of(app, who.org_id).await?;
        let hits: Vec<KnowledgeId> = index.search(words, 3 * MOST, |item| item.kind == kind).iter().map(|(item, _)| item.id).collect();
        let read = knowledge::by_ids(on, who.org_id, &hits).await?;
        hits.iter().filter_map(|id| read.iter().find(|item| item.id == *id).cloned()).collect()
    };
    found.retain(fits);
    if words.trim().is_empty() {
        found.sort_by_key(|item| (std::cmp::Reverse(item.scope.closeness(&item.category, &case)), std::cmp::Reverse(item.asked), item.id));
    }
    found.truncate(MOST);
    Ok(found.into_iter().map(view).collect())
}

async fn case_of(app: &App, who: &Principal, work: Work) -> Result<Case> {
    let on = &mut app.read();
    let (customer, category) = match work {
        Work::Conversation(id) => {
            let stored = access::visible(on, who, id).await?;
            (Some(stored.session.customer_id), stored.category_id)
        }
        Work::Ticket(id) => {
            let ticket = tickets::access::load(on, who, id).await?;
            (ticket.customer_id, ticket.category_id)
        }
    };
    let categories = case::lineage(on, who.org_id, category).await?;
    let known = match customer {
        Some(id) => case::of_customer(on, who.org_id, id, "").await?,
        None => Case::default(),
    };
    Ok(Case { categories, ..known })
}
