//! Pages of a thread, by sequence.

use super::{access, view::message_view};
use crate::{App, Error, Principal, Result, Visitor, views::conversation::MessageView};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingke_core::{conversation::SenderKind, id::*};
use yingke_store::{
    Run, conversations, events,
    messages::{self, Eyes, Message},
};

/// Where in the thread: `before` wins when both are given; neither means the newest.
#[derive(Debug, Clone, Copy, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Place {
    pub before: Option<i64>,
    pub after: Option<i64>,
    pub limit: Option<i64>,
}

/// Oldest first.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct MessagePage {
    pub items: Vec<MessageView>,
    /// Position in the event log at which this page was read.
    pub seq: i64,
    /// There are more in the direction that was asked for.
    pub has_more: bool,
}

pub async fn page(app: &App, who: &Principal, id: ConversationId, place: Place) -> Result<MessagePage> {
    let mut on = app.read();
    let seq = events::head(&mut on, who.org_id).await?;
    access::visible(&mut on, who, id).await?;
    let (found, has_more) = read(&mut on, who.org_id, id, Eyes::Colleague, place).await?;
    Ok(MessagePage { items: found.into_iter().map(|m| message_view(m, String::new())).collect(), seq, has_more })
}

/// The customer's own conversations only, and never a note.
pub async fn page_for_customer(app: &App, who: &Visitor, id: ConversationId, place: Place) -> Result<MessagePage> {
    let mut on = app.read();
    let seq = events::head(&mut on, who.org_id).await?;
    conversations::load(&mut on, who.org_id, id)
        .await?
        .filter(|stored| stored.session.customer_id == who.customer_id)
        .ok_or(Error::NotFound("conversation"))?;
    let (found, has_more) = read(&mut on, who.org_id, id, Eyes::Customer, place).await?;
    Ok(MessagePage { items: for_customer(&mut on, who.org_id, found).await?, seq, has_more })
}

/// With the public names of the agents who wrote; one query, however many.
pub(crate) async fn for_customer(on: &mut impl Run, org_id: OrgId, found: Vec<Message>) -> Result<Vec<MessageView>> {
    let mut agents: Vec<AgentId> = found.iter().filter_map(agent_of).collect();
    agents.sort_unstable();
    agents.dedup();
    let names = messages::nicknames(on, org_id, &agents).await?;
    Ok(found
        .into_iter()
        .filter(|message| !message.internal)
        .map(|message| {
            let name = agent_of(&message).and_then(|id| names.get(&id).cloned()).unwrap_or_default();
            message_view(message, name)
        })
        .collect())
}

fn agent_of(message: &Message) -> Option<AgentId> {
    message.sender_id.filter(|_| message.sender_kind == SenderKind::Agent).map(AgentId)
}

async fn read(on: &mut impl Run, org_id: OrgId, id: ConversationId, eyes: Eyes, place: Place) -> Result<(Vec<Message>, bool)> {
    let limit = crate::cursor::limit(place.limit);
    let size = usize::try_from(limit).unwrap_or(0);
    match (place.before, place.after) {
        (None, Some(after)) => {
            let mut found = messages::after(on, org_id, id, eyes, after, limit + 1).await?;
            let more = found.len() > size;
            found.truncate(size);
            Ok((found, more))
        }
        (before, _) => {
            let mut found = messages::before(on, org_id, id, eyes, before.unwrap_or(i64::MAX), limit + 1).await?;
            let more = found.len() > size;
            if more {
                found.remove(0);
            }
            Ok((found, more))
        }
    }
}
