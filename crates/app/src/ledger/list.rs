//! The rows behind a figure, each with its evidence.

use crate::{
    App, Error, Principal, Result, cursor,
    views::{
        Page,
        ledger::{Evidence, EvidenceKind, LedgerRow},
    },
};
use std::collections::HashMap;
use yingke_core::{
    id::*,
    permission::Permission,
    resolution::{Class, Facts, counts::ItemMark},
    time::Millis,
};
use yingke_language::personal;
use yingke_store::{Run, customers, events, ledger, ledger_lists, messages};

#[derive(Debug, Clone, Default)]
pub struct Asked {
    pub class: Option<Class>,
    pub long: bool,
    pub deflected: bool,
    pub entry_id: Option<EntryId>,
    pub credited: Option<KnowledgeId>,
    pub item: Option<KnowledgeId>,
    pub mark: Option<ItemMark>,
    pub from: Option<Millis>,
    pub to: Option<Millis>,
}

/// `GET /ledger`
pub async fn list(app: &App, who: &Principal, asked: Asked, place: Option<&str>, limit: Option<i64>) -> Result<Page<LedgerRow>> {
    who.must(Permission::WallRead)?;
    let wanted = ledger_lists::Wanted {
        class: asked.class.map(Class::as_str),
        long: asked.long,
        deflected: asked.deflected,
        entry_id: asked.entry_id,
        credited: asked.credited,
        item: asked.item,
        mark: asked.mark,
        from: asked.from,
        to: asked.to,
    };
    let (on, limit) = (&mut app.read(), cursor::limit(limit));
    let seq = events::head(on, who.org_id).await?;
    let mut rows = ledger_lists::list(on, who.org_id, &wanted, cursor::decode(place)?, limit + 1).await?;
    let next = cursor::cut(&mut rows, limit, |row| cursor::encode(row.facts.started_at().0, row.conversation_id.0));
    Ok(Page { items: views(on, who.org_id, rows).await?, next, seq })
}

/// `GET /ledger/{conversation_id}`
pub async fn get(app: &App, who: &Principal, id: ConversationId) -> Result<LedgerRow> {
    who.must(Permission::WallRead)?;
    let on = &mut app.read();
    let row = ledger::get(on, who.org_id, id).await?.ok_or(Error::NotFound("ledger row"))?;
    views(on, who.org_id, vec![row]).await?.pop().ok_or(Error::NotFound("ledger row"))
}

async fn views(on: &mut impl Run, org_id: OrgId, rows: Vec<ledger::Entry>) -> Result<Vec<LedgerRow>> {
    let places: Vec<(ConversationId, i64)> = rows.iter().map(|row| (row.conversation_id, first_question(&row.facts))).collect();
    let words = messages::at_places(on, org_id, &places).await?;
    let ids: Vec<CustomerId> = rows.iter().map(|row| row.customer_id).collect();
    let names: HashMap<CustomerId, String> =
        customers::by_ids(on, org_id, &ids).await?.into_iter().map(|customer| (customer.id, customer.nickname)).collect();
    Ok(rows
        .into_iter()
        .map(|row| LedgerRow {
            conversation_id: row.conversation_id,
            customer_id: row.customer_id,
            customer: names.get(&row.customer_id).cloned().unwrap_or_default(),
            entry_id: row.entry_id,
            started_at: row.facts.started_at(),
            class: row.class,
            reason: row.reason,
            class_7d: row.class_7d,
            reason_7d: row.reason_7d,
            due_at: row.due_at,
            knowledge_id: row.facts.item(),
            question: words.get(&row.conversation_id).map(|text| shortened(&personal::mask(text))).unwrap_or_default(),
            deflected: row.facts.deflected(),
            evidence: evidence(&row.facts),
        })
        .collect())
}

fn first_question(facts: &Facts) -> i64 {
    facts.asked().next().or(facts.turns.first()).map_or(0, |turn| turn.seq)
}

pub(super) fn shortened(text: &str) -> String {
    text.chars().take(120).collect()
}

fn evidence(facts: &Facts) -> Vec<Evidence> {
    let mut out: Vec<Evidence> = facts
        .turns
        .iter()
        .map(|turn| {
            let knowledge_id = turn.answers.iter().find_map(|answer| answer.item);
            Evidence { at: turn.at, what: EvidenceKind::Turn { seq: turn.seq, said: turn.said, mood: turn.mood, knowledge_id } }
        })
        .collect();
    let mut add = |at: Option<Millis>, what: EvidenceKind| out.extend(at.map(|at| Evidence { at, what }));
    add(facts.called_at, EvidenceKind::CalledHuman);
    add(facts.taken_at, EvidenceKind::HumanTook);
    add(facts.message_left_at, EvidenceKind::LeftMessage);
    add(facts.rated_at, EvidenceKind::Rated { stars: facts.rating.unwrap_or(0) });
    add(facts.disputed_at, EvidenceKind::Disputed { on: facts.disputed_on.clone() });
    add(facts.returned_at, EvidenceKind::CameBack);
    add(facts.ended_at, EvidenceKind::Ended);
    if let (Some(ticket_id), Some(turn)) = (facts.request, facts.turns.last()) {
        add(Some(turn.at), EvidenceKind::Request { ticket_id });
    }
    for contact in &facts.contacts {
        let what = EvidenceKind::Contact {
            contact: contact.kind,
            same_issue: facts.issue.same(&contact.issue),
            conversation_id: contact.conversation_id,
            ticket_id: contact.ticket_id,
        };
        add(Some(contact.at), what);
    }
    out.sort_by_key(|one| one.at);
    out
}
