//! Clusters, lists, and one suggestion with its evidence.

use super::{DAYS, MOST_LINKS, MOST_TOLD, MOST_VOICES, tell, words};
use crate::{
    App, Error, Principal, Result, cursor,
    views::{Page, suggestion::*},
};
use std::collections::{BTreeMap, HashSet};
use yingke_core::{id::*, permission::Permission, suggestion::SuggestionState, text::Locale, time::Millis};
use yingke_store::{
    events,
    facts::Thread,
    suggestions::{self, Suggestion, Voice},
};

const MOST_CLUSTERS: usize = 100;
const EXAMPLES: usize = 5;

/// `GET /suggestion-clusters`: of the last ninety days, the most customers first.
pub async fn clusters(app: &App, who: &Principal) -> Result<Vec<ClusterView>> {
    who.must(Permission::KnowledgeEdit)?;
    who.must(Permission::ConversationsAll)?;
    who.must(Permission::TicketsAll)?;
    let mut by_category: BTreeMap<CategoryId, Vec<Voice>> = BTreeMap::new();
    for voice in suggestions::voices(&mut app.read(), who.org_id, since(app), MOST_VOICES).await? {
        by_category.entry(voice.category_id).or_default().push(voice);
    }
    let mut all: Vec<ClusterView> = by_category.into_iter().map(|(id, voices)| cluster(id, &voices)).collect();
    all.sort_by_key(|one| (std::cmp::Reverse((one.customers, one.conversations + one.tickets)), one.category_id));
    all.truncate(MOST_CLUSTERS);
    words::put(&mut app.read(), who, all.iter_mut().flat_map(|one| &mut one.evidence).collect()).await?;
    Ok(all)
}

pub(super) fn since(app: &App) -> Millis {
    app.clock.now().plus(-DAYS * 24 * 3_600_000)
}

fn cluster(category_id: CategoryId, voices: &[Voice]) -> ClusterView {
    let tickets = voices.iter().filter(|voice| matches!(voice.thread, Thread::Ticket(_))).count() as i64;
    ClusterView {
        category_id,
        conversations: voices.len() as i64 - tickets,
        tickets,
        customers: customers(voices),
        evidence: voices.iter().take(EXAMPLES).map(|voice| link(voice.thread, voice.customer_id, voice.at)).collect(),
        last_at: voices.first().map_or(Millis(0), |voice| voice.at),
    }
}

pub(super) fn customers(voices: &[Voice]) -> i64 {
    voices.iter().map(|voice| voice.customer_id).collect::<HashSet<_>>().len() as i64
}

fn link(thread: Thread, customer_id: CustomerId, at: Millis) -> EvidenceLink {
    let (conversation_id, ticket_id) = match thread {
        Thread::Conversation(id) => (Some(id), None),
        Thread::Ticket(id) => (None, Some(id)),
    };
    EvidenceLink { conversation_id, ticket_id, customer_id, at, words: None }
}

/// `GET /suggestions`
pub async fn list(
    app: &App,
    who: &Principal,
    state: SuggestionState,
    place: Option<&str>,
    limit: Option<i64>,
) -> Result<Page<SuggestionView>> {
    who.must(Permission::KnowledgeEdit)?;
    let (on, limit) = (&mut app.read(), cursor::limit(limit));
    let seq = events::head(on, who.org_id).await?;
    let mut rows = suggestions::list(on, who.org_id, state, cursor::decode(place)?, limit + 1).await?;
    let next = cursor::cut(&mut rows, limit, |row| cursor::encode(row.updated_at.0, row.id.0));
    Ok(Page { items: rows.into_iter().map(view).collect(), next, seq })
}

/// `GET /suggestions/{id}`
pub async fn detail(app: &App, who: &Principal, id: SuggestionId) -> Result<SuggestionDetail> {
    who.must(Permission::KnowledgeEdit)?;
    let on = &mut app.read();
    let suggestion = suggestions::get(on, who.org_id, id).await?.ok_or(Error::NotFound("suggestion"))?;
    let evidence = suggestions::evidence(on, who.org_id, id, MOST_LINKS).await?;
    let news = suggestions::news_of(on, who.org_id, id, MOST_TOLD).await?;
    let count = |state: &str| news.iter().filter(|(_, word)| word == state).count() as i64;
    let (sending, told, failed) = (count("pending"), count("sent"), count("failed"));
    let waiting = if suggestion.state.is_decided() { tell::waiting(on, who.org_id, id).await? } else { Vec::new() };
    let to_tell_by: Vec<LanguageCount> = Locale::ALL
        .iter()
        .map(|locale| LanguageCount { locale: *locale, customers: waiting.iter().filter(|(_, speaks)| speaks == locale).count() as i64 })
        .filter(|one| one.customers > 0)
        .collect();
    let mut evidence: Vec<EvidenceLink> = evidence.into_iter().map(|(thread, customer_id, at)| link(thread, customer_id, at)).collect();
    words::put(on, who, evidence.iter_mut().collect()).await?;
    Ok(SuggestionDetail { to_tell: waiting.len() as i64, to_tell_by, suggestion: view(suggestion), evidence, sending, told, failed })
}

pub(super) fn view(one: Suggestion) -> SuggestionView {
    SuggestionView {
        id: one.id,
        title: one.title,
        note: one.note,
        category_id: one.category_id,
        state: one.state,
        owner_id: one.owner_id,
        threads: one.threads,
        customers: one.customers,
        version: one.version,
        created_at: one.created_at,
        updated_at: one.updated_at,
    }
}
