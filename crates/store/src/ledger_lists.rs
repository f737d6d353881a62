//! The ledger as people read it: figures, boards, and the rows behind each figure.

use crate::{Query, Result, Run, ledger, q};
use uuid::Uuid;
use yingke_core::{
    id::*,
    resolution::counts::{ItemMark, Scope},
    time::Millis,
};

/// Sums of one key of a scope.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    pub key: String,
    pub figure: String,
    pub value: i64,
}

/// By key (an entry, an item) over days, the last day included.
pub async fn by_key(on: &mut impl Run, org_id: OrgId, scope: Scope, from_day: i64, to_day: i64) -> Result<Vec<Figure>> {
    let rows = on
        .all(q!(
            "SELECT key, figure, CAST(SUM(value) AS BIGINT)
               FROM ledger_count
              WHERE org_id = $1
                AND scope = $2
                AND day BETWEEN $3 AND $4
              GROUP BY key, figure
              ORDER BY key, figure",
            org_id,
            scope.as_str(),
            from_day,
            to_day
        ))
        .await?;
    rows.iter().map(|row| Ok(Figure { key: row.get(0)?, figure: row.get(1)?, value: row.get(2)? })).collect()
}

/// By day, of one key of a scope (the empty key of [`Scope::All`] is everything).
pub async fn by_day(
    on: &mut impl Run,
    org_id: OrgId,
    scope: Scope,
    key: &str,
    from_day: i64,
    to_day: i64,
) -> Result<Vec<(i64, String, i64)>> {
    let rows = on
        .all(q!(
            "SELECT day, figure, value
               FROM ledger_count
              WHERE org_id = $1
                AND scope = $2
                AND day BETWEEN $3 AND $4
                AND key = $5
              ORDER BY day, figure",
            org_id,
            scope.as_str(),
            from_day,
            to_day,
            key
        ))
        .await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).collect()
}

/// Which rows a figure opens.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    pub class: Option<&'static str>,
    /// By the window of seven days.
    pub long: bool,
    pub deflected: bool,
    pub entry_id: Option<EntryId>,
    /// The class is credited to this item.
    pub credited: Option<KnowledgeId>,
    /// This item was said, and `mark` came of it.
    pub item: Option<KnowledgeId>,
    pub mark: Option<ItemMark>,
    pub from: Option<Millis>,
    pub to: Option<Millis>,
}

/// Newest first, before a place in that order.
pub async fn list(
    on: &mut impl Run,
    org_id: OrgId,
    wanted: &Wanted,
    before: Option<(i64, Uuid)>,
    limit: i64,
) -> Result<Vec<ledger::Entry>> {
    let mut query = Query::new("");
    let mut sql = String::from(
        "SELECT l.conversation_id, l.customer_id, l.entry_id, l.class, l.reason, l.class_7d, l.reason_7d, l.due_at, l.facts, l.updated_at
           FROM ledger l",
    );
    let org = query.push(org_id);
    if let Some(item) = wanted.item {
        let item = query.push(item);
        sql += &format!(" JOIN ledger_item i ON i.org_id = l.org_id AND i.conversation_id = l.conversation_id AND i.knowledge_id = {item}");
    }
    sql += &format!(" WHERE l.org_id = {org}");
    if let Some(class) = wanted.class {
        let class = query.push(class);
        sql += &format!(" AND {} = {class}", if wanted.long { "l.class_7d" } else { "l.class" });
    }
    if wanted.deflected {
        sql += " AND l.deflected";
    }
    if let Some(entry) = wanted.entry_id {
        let entry = query.push(entry);
        sql += &format!(" AND l.entry_id = {entry}");
    }
    if let Some(item) = wanted.credited {
        let item = query.push(item);
        sql += &format!(" AND l.knowledge_id = {item}");
    }
    if wanted.item.is_some() {
        sql += match wanted.mark {
            Some(ItemMark::Helped) => " AND i.helped",
            Some(ItemMark::NotHelped) => " AND i.not_helped",
            Some(ItemMark::Annoyed) => " AND i.annoyed",
            None => "",
        };
    }
    if let Some(from) = wanted.from {
        let from = query.push(from);
        sql += &format!(" AND l.started_at >= {from}");
    }
    if let Some(to) = wanted.to {
        let to = query.push(to);
        sql += &format!(" AND l.started_at < {to}");
    }
    if let Some((at, id)) = before {
        let (at, id) = (query.push(at), query.push(id));
        sql += &format!(" AND (l.started_at < {at} OR (l.started_at = {at} AND l.conversation_id < {id}))");
    }
    let limit = query.push(limit);
    sql += &format!(" ORDER BY l.started_at DESC, l.conversation_id DESC LIMIT {limit}");
    query.sql = sql.into();
    on.all(query).await?.iter().map(ledger::entry).collect()
}
