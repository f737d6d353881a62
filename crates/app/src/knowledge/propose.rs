//! Whoever talks with customers sees first what is wrong with a rule, and may not change it: he proposes, and those who
//! answer for it decide (S0-28). A proposal is a working copy in review, so the way of every other change is its way too:
//! a diff, an approver, a version. Its author hears what became of it.

use super::{draft, held};
use crate::{
    App, Error, Principal, Result, bot,
    notices::{self, NewNotice},
    views::knowledge::{DraftView, Propose},
};
use yingke_core::{
    id::*,
    knowledge::{Content, Knowledge, KnowledgeKind, KnowledgeState, review::Stage},
    permission::Permission,
    time::Millis,
};
use yingke_store::{Tx, agents, knowledge, knowledge_drafts, knowledge_drafts::Draft};

/// `POST /knowledge/{id}/proposal`
pub async fn propose(app: &App, who: &Principal, id: KnowledgeId, proposed: Propose) -> Result<DraftView> {
    who.must(Permission::TicketsGroup)?;
    let (why, answer) = (proposed.note.trim().to_owned(), proposed.answer.trim().to_owned());
    if !(2..=500).contains(&why.chars().count()) {
        return Err(Error::invalid("note", "say why in 2 to 500 characters"));
    }
    let (who, now, org_id) = (who.clone(), app.clock.now(), who.org_id);
    let view = app
        .door
        .write(org_id, move |tx| {
            Box::pin(async move {
                let item = held(tx, org_id, id).await?;
                if item.state != KnowledgeState::Published {
                    return Err(Error::conflict("wrong_state", "only what is out can be proposed to change"));
                }
                if knowledge_drafts::get(tx, org_id, id).await?.is_some() {
                    return Err(Error::conflict("being_changed", "somebody is changing this item already"));
                }
                let content = super::checked(with_words(&item, answer), true)?;
                let draft = draft::put(tx, &who, &item, content, Some(0), now).await?;
                let next = Draft { stage: Stage::Review, note: why, version: draft.version + 1, ..draft };
                if !knowledge_drafts::save(tx, org_id, id, &next, next.version - 1).await? {
                    return Err(Error::version_conflict());
                }
                let row = Knowledge { stage: Some(Stage::Review), ..held(tx, org_id, id).await? };
                if !knowledge::update(tx, org_id, &row, row.version).await? {
                    return Err(Error::version_conflict());
                }
                draft::view(tx, &who, &row, next).await
            })
        })
        .await?;
    bot::refresh(app, org_id).await?;
    Ok(view)
}

/// Plain words take the place of what an answer or a script says. Articles and SOPs are longer than one field: there the
/// reason is the proposal, and who answers for it writes.
fn with_words(item: &Knowledge, answer: String) -> Content {
    match item.kind {
        KnowledgeKind::Question | KnowledgeKind::Script if !answer.is_empty() && answer != item.answer => {
            Content { answer, html: String::new(), ..item.content.clone() }
        }
        KnowledgeKind::Question | KnowledgeKind::Script | KnowledgeKind::Article | KnowledgeKind::Sop => item.content.clone(),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Published,
    Returned,
    Dropped,
}

/// Tells the authors who cannot look into the queue of reviews themselves.
#[expect(clippy::too_many_arguments, reason = "who did what to whose words, and when")]
pub(super) async fn tell_authors(
    app: &App,
    tx: &mut Tx,
    who: &Principal,
    item: &Knowledge,
    draft: &Draft,
    fate: Fate,
    word: &str,
    now: Millis,
) -> Result<()> {
    let kind = match fate {
        Fate::Published => "proposal_published",
        Fate::Returned => "proposal_returned",
        Fate::Dropped => "proposal_dropped",
    };
    let text = if word.is_empty() { item.question.clone() } else { format!("{} · {word}", item.question) };
    let mut told = Vec::new();
    for agent_id in draft.authors.iter().copied().filter(|author| *author != who.agent_id) {
        let Some(agent) = agents::find(tx, who.org_id, agent_id).await? else { continue };
        if !agent.agent.role.may(super::edits(item.kind)) {
            let (id, text) = (app.clock.id(), text.clone());
            told.push(NewNotice { id, agent_id, kind, text, conversation_id: None, ticket_id: None, at: now });
        }
    }
    notices::add_all(tx, who.org_id, &who.actor, told).await
}
