//! Tickets and conversations for the palette: by number or by customer, within what the reader may see.

use crate::{Query, Result, Run, dialect, orders::TicketLine};
use yingke_core::{conversation::ConversationState, id::*, time::Millis};

/// Whose work a reader may find.
pub struct Scope<'a> {
    pub everything: bool,
    pub agent_id: AgentId,
    pub group_ids: &'a [GroupId],
}

#[derive(Debug, Clone)]
pub struct ConversationLine {
    pub id: ConversationId,
    pub customer_id: CustomerId,
    pub state: ConversationState,
    pub last_preview: String,
    pub last_message_at: Option<Millis>,
}

/// The ticket of this number first, then the newest of these customers.
pub async fn tickets(
    on: &mut impl Run,
    org_id: OrgId,
    number: Option<i64>,
    customers: &[CustomerId],
    scope: &Scope<'_>,
    limit: i64,
) -> Result<Vec<TicketLine>> {
    if number.is_none() && customers.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = Query::new("");
    let org = query.push(org_id);
    let number = query.push(number.unwrap_or(-1));
    let customers = dialect::in_list(&mut query, customers);
    let seen = seen(&mut query, scope, "group_id");
    let limit = query.push(limit);
    query.sql = format!(
        "SELECT id, number, title, state, priority, updated_at
           FROM ticket
          WHERE org_id = {org}
            AND id IN (
                SELECT id FROM ticket WHERE org_id = {org} AND number = {number}
                UNION SELECT id FROM ticket WHERE org_id = {org} AND customer_id IN {customers})
            AND {seen}
          ORDER BY CASE WHEN number = {number} THEN 0 ELSE 1 END, updated_at DESC, id DESC
          LIMIT {limit}"
    )
    .into();
    let mut found = Vec::new();
    for row in on.all(query).await? {
        let mut c = row.columns();
        found.push(TicketLine {
            id: c.take()?,
            number: c.take()?,
            title: c.take()?,
            state: c.word()?,
            priority: c.take()?,
            updated_at: c.take()?,
        });
    }
    Ok(found)
}

/// The newest conversations of these customers.
pub async fn conversations(
    on: &mut impl Run,
    org_id: OrgId,
    customers: &[CustomerId],
    scope: &Scope<'_>,
    limit: i64,
) -> Result<Vec<ConversationLine>> {
    if customers.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = Query::new("");
    let org = query.push(org_id);
    let customers = dialect::in_list(&mut query, customers);
    let seen = seen(&mut query, scope, "group_id");
    let limit = query.push(limit);
    query.sql = format!(
        "SELECT id, customer_id, state, last_preview, last_message_at
           FROM conversation
          WHERE org_id = {org}
            AND customer_id IN {customers}
            AND {seen}
          ORDER BY created_at DESC, id DESC
          LIMIT {limit}"
    )
    .into();
    let mut found = Vec::new();
    for row in on.all(query).await? {
        let mut c = row.columns();
        found.push(ConversationLine {
            id: c.take()?,
            customer_id: c.take()?,
            state: c.word()?,
            last_preview: c.take()?,
            last_message_at: c.take()?,
        });
    }
    Ok(found)
}

/// One's own, or of one's groups, unless one may see everything.
fn seen(query: &mut Query, scope: &Scope<'_>, group: &str) -> String {
    if scope.everything {
        return "1 = 1".to_owned();
    }
    let agent = query.push(scope.agent_id);
    let groups = dialect::in_list(query, scope.group_ids);
    format!("(agent_id = {agent} OR {group} IN {groups})")
}
