//! Tickets as lists and views show them: the row with the few words of its neighbours, filters, paging, counts.

use crate::{Arg, Query, Result, Row, Run, dialect, query::Columns, tickets};
use std::sync::LazyLock;
use uuid::Uuid;
use yingke_core::{
    conversation::Mood,
    id::*,
    ticket::{Priority, RequesterKind, Ticket, TicketState, fields::Values, priority},
};

#[derive(Debug, Clone)]
pub struct TicketRow {
    pub ticket: Ticket,
    pub customer: Option<CustomerWords>,
    pub order_no: Option<String>,
    /// Key and version of the type, and key of the category; not in lists.
    pub type_key: String,
    pub type_version: i64,
    pub category_key: Option<String>,
}

#[derive(Debug, Clone)]
pub struct CustomerWords {
    pub id: CustomerId,
    pub nickname: String,
    pub tier: String,
    pub is_member: bool,
    pub anonymous: bool,
}

/// Which tickets; what is empty does not filter.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub states: Vec<TicketState>,
    pub open: bool,
    pub groups: Vec<GroupId>,
    pub agent: AgentFilter,
    pub type_id: Option<TicketTypeId>,
    pub priority: Option<Priority>,
    pub mood: Option<Mood>,
    pub customer_id: Option<CustomerId>,
    pub order_id: Option<OrderId>,
    pub rebound: bool,
    pub words: Option<Words>,
    /// Set for readers who see only their groups' tickets, and their own.
    pub wall: Option<Wall>,
}

#[derive(Debug, Clone, Default)]
pub enum AgentFilter {
    #[default]
    Any,
    Nobody,
    Agent(AgentId),
}

#[derive(Debug, Clone)]
pub struct Wall {
    pub groups: Vec<GroupId>,
    pub agent_id: AgentId,
}

/// A search text, with what it was found to name.
#[derive(Debug, Clone, Default)]
pub struct Words {
    pub number: Option<i64>,
    /// Part of a title; empty when the text can only be a number.
    pub title: String,
    pub orders: Vec<OrderId>,
    pub customers: Vec<CustomerId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    Updated,
    /// By number: they count up with creation.
    Created,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    NewestFirst,
    OldestFirst,
}

/// The same text as in the partial indexes, so that both engines see that they fit.
const OPEN: &str = "t.state IN ('new', 'open', 'pending_customer', 'on_hold')";

const NEIGHBOURS: &str = "c.id, c.nickname, c.tier, c.is_member, c.anonymous, o.order_no, ty.key, ty.version, ca.key";
const JOINS: &str = "JOIN ticket_type AS ty ON ty.id = t.type_id
       LEFT JOIN customer AS c ON c.id = t.customer_id
       LEFT JOIN shop_order AS o ON o.id = t.order_id
       LEFT JOIN category AS ca ON ca.id = t.category_id";

pub async fn one(on: &mut impl Run, org_id: OrgId, id: TicketId) -> Result<Option<TicketRow>> {
    static SQL: LazyLock<String> = LazyLock::new(|| {
        let columns = tickets::COLUMNS;
        format!("SELECT {columns}, {NEIGHBOURS} FROM ticket AS t {JOINS} WHERE t.org_id = $1 AND t.id = $2")
    });
    Ok(on.each(Query::new(SQL.as_str()).bind(org_id).bind(id), row).await?.pop())
}

/// One page, `limit` rows after the place `after` (its sort value and id). What [`LISTED`] does not name is left empty.
pub async fn list(
    on: &mut impl Run,
    org_id: OrgId,
    filter: &Filter,
    sort: Sort,
    direction: Direction,
    after: Option<(i64, Uuid)>,
    limit: i64,
) -> Result<Vec<TicketRow>> {
    let mut query = Query::new("");
    let (source, mut conditions) = chosen(&mut query, org_id, filter);
    let key = match sort {
        Sort::Updated => "updated_at",
        Sort::Created => "number",
    };
    let (before, order) = match direction {
        Direction::NewestFirst => ("<", "DESC"),
        Direction::OldestFirst => (">", "ASC"),
    };
    if let Some((value, id)) = after {
        let (value, id) = (query.push(value), query.push(id));
        conditions.push(match sort {
            Sort::Updated => format!("(t.updated_at, t.id) {before} ({value}, {id})"),
            // Numbers are unique: the id says nothing more, and would keep the index from being used.
            Sort::Created => format!("t.number {before} {value} AND {id} IS NOT NULL"),
        });
    }
    let limit = query.push(limit);
    let conditions = conditions.join(" AND ");
    let tie = match sort {
        Sort::Updated => format!(", t.id {order}"),
        Sort::Created => String::new(),
    };
    // A filter that names few tickets is followed by its own index and sorted; the plus keeps the planner from walking
    // all tickets in order to save that small sort.
    let by = if filter.names_few(sort) { format!("+t.{key}") } else { format!("t.{key}") };
    // Joins that cannot lose a row: the page is cut before anything is looked up.
    query.sql = format!(
        "SELECT {LISTED}, c.id, c.nickname, c.tier, c.is_member, c.anonymous, o.order_no
           FROM {source}
           LEFT JOIN customer AS c ON c.id = t.customer_id
           LEFT JOIN shop_order AS o ON o.id = t.order_id
          WHERE {conditions}
          ORDER BY {by} {order}{tie}
          LIMIT {limit}"
    )
    .into();
    on.each(query, listed).await
}

/// What lists show of a ticket. Reading a column costs more than finding the row, so there is none too many.
const LISTED: &str = "t.id, t.number, t.type_id, t.title, t.state, t.priority, t.mood, t.customer_id, t.order_id, t.category_id,
       t.group_id, t.agent_id, t.source, t.step, t.rebound_count, t.urge_count, t.rating, t.solved_at, t.version, t.created_at,
       t.updated_at, t.due_at";

fn listed(row: &Row<'_>) -> Result<TicketRow> {
    let mut c = row.columns();
    let ticket = Ticket {
        id: c.take()?,
        number: c.take()?,
        type_id: c.take()?,
        title: c.take()?,
        state: c.word()?,
        priority: priority::from_level(c.take()?),
        mood: c.word()?,
        customer_id: c.take()?,
        order_id: c.take()?,
        category_id: c.take()?,
        group_id: c.take()?,
        agent_id: c.take()?,
        source: c.take()?,
        step: c.take()?,
        rebound_count: c.take()?,
        urge_count: c.take()?,
        rating: c.take()?,
        solved_at: c.take()?,
        version: c.take()?,
        created_at: c.take()?,
        updated_at: c.take()?,
        due_at: c.take()?,
        description: String::new(),
        priority_reason: priority::Explanation::default(),
        conversation_id: None,
        owner_id: None,
        steps_done: Vec::new(),
        last_entry_seq: 0,
        requester_kind: RequesterKind::Customer,
        follow_up_of: None,
        fields: Values::new(),
        first_facts: serde_json::Value::Null,
        failed_by: Vec::new(),
        hops: 0,
        urged_at: None,
        last_public_at: None,
        rating_comment: String::new(),
        first_reply_at: None,
        closed_at: None,
    };
    Ok(TicketRow { ticket, customer: customer(&mut c)?, order_no: c.take()?, type_key: String::new(), type_version: 0, category_key: None })
}

/// How many match, counted to `most` at most.
pub async fn count(on: &mut impl Run, org_id: OrgId, filter: &Filter, most: i64) -> Result<i64> {
    let mut query = Query::new("");
    let (source, conditions) = chosen(&mut query, org_id, filter);
    let (conditions, most) = (conditions.join(" AND "), query.push(most));
    query.sql = format!("SELECT COUNT(*) FROM (SELECT 1 AS one FROM {source} WHERE {conditions} LIMIT {most}) AS counted").into();
    on.one(query).await?.get(0)
}

/// Of the open ones: all, mine, nobody's, urgent, come back; each counted to `most` at most, along an index of its own.
pub async fn open_counts(on: &mut impl Run, org_id: OrgId, me: AgentId, wall: Option<Wall>, most: i64) -> Result<[i64; 5]> {
    let mut query = Query::new("");
    let filter = Filter { open: true, wall, ..Filter::default() };
    let open = chosen(&mut query, org_id, &filter).1.join(" AND ");
    let (me, most) = (query.push(me), query.push(most));
    let counted =
        |also: &str| format!("(SELECT COUNT(*) FROM (SELECT 1 AS one FROM ticket AS t WHERE {open}{also} LIMIT {most}) AS counted)");
    let numbers = [
        counted(""),
        counted(&format!(" AND t.agent_id = {me}")),
        counted(" AND t.agent_id IS NULL"),
        counted(" AND t.priority = 3"),
        counted(" AND t.rebound_count > 0"),
    ];
    query.sql = format!("SELECT {}", numbers.join(", ")).into();
    let row = on.one(query).await?;
    Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?])
}

impl Filter {
    fn names_few(&self, sort: Sort) -> bool {
        let by_words = self.words.as_ref().is_some_and(|words| words.title.is_empty());
        let by_person = sort == Sort::Created && self.open && matches!(self.agent, AgentFilter::Agent(_));
        by_words || by_person || self.rebound || self.order_id.is_some() || self.customer_id.is_some()
    }
}

/// What stands behind FROM, and the conditions.
fn chosen(query: &mut Query, org_id: OrgId, filter: &Filter) -> (String, Vec<String>) {
    let org = query.push(org_id);
    let mut all = vec![format!("t.org_id = {org}")];
    let mut source = "ticket AS t".to_owned();
    if filter.open {
        all.push(OPEN.to_owned());
    }
    if !filter.states.is_empty() {
        let states: Vec<&str> = filter.states.iter().map(|state| state.as_str()).collect();
        all.push(format!("t.state IN {}", dialect::in_list(query, &states)));
    }
    match filter.groups.as_slice() {
        [] => {}
        [one] => all.push(format!("t.group_id = {}", query.push(*one))),
        many => all.push(format!("t.group_id IN {}", dialect::in_list(query, many))),
    }
    match filter.agent {
        AgentFilter::Any => {}
        AgentFilter::Nobody => all.push("t.agent_id IS NULL".to_owned()),
        AgentFilter::Agent(id) => all.push(format!("t.agent_id = {}", query.push(id))),
    }
    let mut equal = |query: &mut Query, column: &str, value: Option<Arg>| {
        if let Some(value) = value {
            all.push(format!("t.{column} = {}", query.push(value)));
        }
    };
    equal(query, "type_id", filter.type_id.map(Arg::from));
    equal(query, "mood", filter.mood.map(|mood| Arg::from(mood.as_str())));
    equal(query, "customer_id", filter.customer_id.map(Arg::from));
    // Written out, as in the partial indexes.
    if let Some(wanted) = filter.priority {
        all.push(format!("t.priority = {}", priority::level(wanted)));
    }
    if filter.mood.is_some_and(|mood| mood != Mood::Calm) {
        all.push("t.mood <> 'calm'".to_owned());
    }
    if filter.rebound {
        all.push("t.rebound_count > 0".to_owned());
    }
    if let Some(wall) = &filter.wall {
        let groups = dialect::in_list(query, &wall.groups);
        all.push(format!("(t.group_id IN {groups} OR t.agent_id = {})", query.push(wall.agent_id)));
    }
    let by_order = filter.order_id.map(|order_id| {
        let order_id = query.push(order_id);
        format!("SELECT DISTINCT ticket_id AS id FROM ticket_order WHERE org_id = {org} AND order_id = {order_id}")
    });
    let by_words = filter.words.as_ref().map(|words| named(query, &org, words));
    // Few ids that are known exactly lead the join, written as CROSS JOIN because SQLite keeps the order of that one.
    match (by_order, by_words) {
        (None, None) => {}
        (Some(few), None) => lead(few, &mut source, &mut all),
        (None, Some(few)) if filter.words.as_ref().is_some_and(|words| words.title.is_empty()) => lead(few, &mut source, &mut all),
        (None, Some(some)) => all.push(format!("t.id IN ({some})")),
        (Some(few), Some(some)) => {
            lead(few, &mut source, &mut all);
            all.push(format!("t.id IN ({some})"));
        }
    }
    (source, all)
}

fn lead(few: String, source: &mut String, conditions: &mut Vec<String>) {
    *source = format!("({few}) AS few CROSS JOIN ticket AS t");
    conditions.push("t.id = few.id".to_owned());
}

/// Ids that the words name, each found along an index of its own.
fn named(query: &mut Query, org: &str, words: &Words) -> String {
    let mut found = Vec::new();
    if let Some(number) = words.number {
        found.push(format!("SELECT id FROM ticket WHERE org_id = {org} AND number = {}", query.push(number)));
    }
    if !words.orders.is_empty() {
        let orders = dialect::in_list(query, &words.orders);
        found.push(format!("SELECT ticket_id AS id FROM ticket_order WHERE org_id = {org} AND order_id IN {orders}"));
    }
    if !words.customers.is_empty() {
        let customers = dialect::in_list(query, &words.customers);
        found.push(format!("SELECT id FROM ticket WHERE org_id = {org} AND customer_id IN {customers}"));
    }
    if !words.title.is_empty() {
        let pattern = query.push(dialect::contains_pattern(&words.title));
        // Chinese has no capitals: asking for none saves the engine most of the work.
        let title = if words.title.to_lowercase() == words.title.to_uppercase() { "title" } else { "LOWER(title)" };
        found.push(format!("SELECT id FROM ticket WHERE org_id = {org} AND {title} LIKE {pattern} ESCAPE '\\'"));
    }
    if found.is_empty() { format!("SELECT id FROM ticket WHERE org_id = {org} AND 1 = 0") } else { found.join(" UNION ") }
}

fn row(row: &Row) -> Result<TicketRow> {
    let mut c = row.columns();
    Ok(TicketRow {
        ticket: tickets::read(&mut c)?,
        customer: customer(&mut c)?,
        order_no: c.take()?,
        type_key: c.take()?,
        type_version: c.take()?,
        category_key: c.take()?,
    })
}

fn customer(c: &mut Columns<'_>) -> Result<Option<CustomerWords>> {
    let Some(id) = c.take()? else {
        (0..4).for_each(|_| c.skip());
        return Ok(None);
    };
    Ok(Some(CustomerWords { id, nickname: c.take()?, tier: c.take()?, is_member: c.take()?, anonymous: c.take()? }))
}
