//! Who heard which fact: written in the transaction of the message that said it, so that nothing said is forgotten and
//! nothing unsaid is remembered.

use super::heard;
use crate::Result;
use serde_json::Value;
use yingke_core::{id::*, time::Millis};
use yingke_store::{
    Tx,
    facts::{self, Thread, Told},
};

/// Who hears, from whom, where and when.
#[derive(Debug, Clone, Copy)]
pub struct Hearing {
    pub org_id: OrgId,
    pub customer_id: CustomerId,
    pub thread: Thread,
    /// `None`: the bot speaks.
    pub agent_id: Option<AgentId>,
    pub at: Millis,
}

const MOST: usize = 50;

/// The facts that the bot has put into a message's payload (`facts: [{id, edition}]`).
pub async fn by_bot(tx: &mut Tx, hearing: Hearing, payload: &Value) -> Result<()> {
    let Some(said) = payload["facts"].as_array() else { return Ok(()) };
    let knowledge_id = payload["knowledge_id"].as_str().and_then(|id| id.parse().ok());
    let told: Vec<Told> = said
        .iter()
        .take(MOST)
        .filter_map(|fact| Some(row(hearing, fact["id"].as_str()?.parse().ok()?, fact["edition"].as_i64()?, knowledge_id)))
        .collect();
    Ok(facts::tell(tx, hearing.org_id, &told).await?)
}

/// What an agent's words tell. Of the facts that came with a script or a suggestion (`named`) only those count whose value
/// really stands in what was sent, because the agent may have changed it; of the others only what [`heard`] is sure of.
/// Returns them as the message's payload keeps them.
pub async fn by_agent(tx: &mut Tx, hearing: Hearing, body: &str, named: &[FactId], candidates: &[FactId]) -> Result<Value> {
    let mut ids: Vec<FactId> = named.iter().chain(candidates).copied().collect();
    ids.sort_unstable();
    ids.dedup();
    ids.truncate(MOST);
    let mut stands = facts::by_ids(tx, hearing.org_id, &ids).await?;
    stands.retain(|fact| named.contains(&fact.id) && heard::says(fact, body) || heard::tells(fact, body, hearing.at));
    let told: Vec<Told> = stands.iter().map(|fact| row(hearing, fact.id, fact.edition, None)).collect();
    facts::tell(tx, hearing.org_id, &told).await?;
    Ok(super::said::Said { text: String::new(), facts: stands.iter().map(|fact| (fact.id, fact.edition)).collect() }.payload())
}

/// What a client names in `payload.facts`.
pub fn named(payload: &Value) -> Vec<FactId> {
    let ids = payload["facts"].as_array().map_or(&[][..], Vec::as_slice);
    ids.iter().filter_map(|id| id.as_str()?.parse().ok()).take(MOST).collect()
}

/// What stands in the payload of an answer.
pub fn said_in(payload: &Value) -> Vec<FactId> {
    let said = payload["facts"].as_array().map_or(&[][..], Vec::as_slice);
    said.iter().filter_map(|fact| fact["id"].as_str()?.parse().ok()).take(MOST).collect()
}

fn row(hearing: Hearing, fact_id: FactId, edition: i64, knowledge_id: Option<KnowledgeId>) -> Told {
    Told {
        fact_id,
        edition,
        thread: hearing.thread,
        customer_id: hearing.customer_id,
        agent_id: hearing.agent_id,
        knowledge_id,
        times: 1,
        told_at: hearing.at,
    }
}
