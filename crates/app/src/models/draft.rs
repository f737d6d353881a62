//! A draft of an answer by the chat model: only from what was retrieved and looked up, with citations, proved before anybody
//! sees it. The built-in suggestions stand beside it from the first moment and remain when there is none.

use super::{
    gateway::{self, Purpose},
    prompt::{self, Source},
    settings, tools,
};
use crate::{
    App, Principal, Result, assist,
    conversations::access,
    views::{
        assist::{Suggestion, SuggestionKind},
        models::ModelDraft,
    },
};
use serde_json::{Value, json};
use yingke_core::id::*;
use yingke_language::{grounded, personal::mask};

const MOST_TOOL_CALLS: usize = 3;

/// `POST /conversations/{id}/model-draft`
pub async fn draft(app: &App, who: &Principal, id: ConversationId) -> Result<ModelDraft> {
    let stored = access::visible(&mut app.read(), who, id).await?;
    let held = settings::held(app, who.org_id).await?;
    if !held.settings.drafts() {
        return Ok(none("off"));
    }
    let asked = assist::asked(app, who.org_id, id).await?;
    let mut facts: Vec<FactId> = Vec::new();
    let mut sources: Vec<Source> = assist::sources(app, who, &stored, &asked)
        .await?
        .into_iter()
        .map(|suggestion| {
            facts.extend(suggestion.facts);
            Source { title: suggestion.title, text: suggestion.body }
        })
        .collect();
    if asked.is_empty() || sources.is_empty() {
        return Ok(none("no_sources"));
    }
    let (locale, context) = (assist::locale_of(&stored, &asked), assist::context_of(who, &stored));
    let mut called: Vec<Value> = Vec::new();
    let mut content = String::new();
    for round in 0..2 {
        let body = prompt::body(&held.settings.chat_model, locale, &asked, &sources, &called, round == 0);
        let reply = match gateway::chat(app, who.org_id, &held, Purpose::Draft, body, prompt::MOST_OUT).await? {
            Ok(reply) => reply,
            Err(why) => return Ok(none(why.word())),
        };
        if reply.tool_calls.is_empty() {
            content = reply.content;
            break;
        }
        // The second round was offered no tools.
        if round == 1 || reply.tool_calls.len() > MOST_TOOL_CALLS {
            return Ok(none("tool_refused"));
        }
        let asked_for: Vec<Value> = reply
            .tool_calls
            .iter()
            .map(|call| json!({ "id": call.id, "type": "function", "function": { "name": call.name, "arguments": "{}" } }))
            .collect();
        called.push(json!({ "role": "assistant", "content": null, "tool_calls": asked_for }));
        for call in &reply.tool_calls {
            let Some(result) = tools::run(app, &context, &call.name).await? else { return Ok(none("tool_refused")) };
            let content = json!({ "n": sources.len() + 1, "result": mask(&result) });
            called.push(json!({ "role": "tool", "tool_call_id": call.id, "content": content.to_string() }));
            sources.push(Source { title: call.name.clone(), text: result });
        }
    }
    if content.trim() == prompt::NO_ANSWER {
        return Ok(none("no_answer"));
    }
    let texts: Vec<&str> = sources.iter().map(|source| source.text.as_str()).collect();
    let Ok(proved) = grounded::check(&content, &texts) else { return Ok(none("ungrounded")) };
    let mut titles: Vec<&str> = proved.cited.iter().map(|place| sources[*place].title.as_str()).collect();
    titles.dedup();
    Ok(ModelDraft {
        suggestion: Some(Suggestion {
            kind: SuggestionKind::Model,
            title: held.settings.chat_model.clone(),
            body: proved.body,
            source: titles.join(" · "),
            knowledge_id: None,
            script_id: None,
            // Of all sources: what is sent is compared with each of them.
            facts,
        }),
        why_not: String::new(),
    })
}

/// Whether asking for one makes sense.
pub async fn may_draft(app: &App, org_id: OrgId) -> Result<bool> {
    Ok(settings::held(app, org_id).await?.settings.drafts())
}

fn none(why: &str) -> ModelDraft {
    ModelDraft { suggestion: None, why_not: why.to_owned() }
}
