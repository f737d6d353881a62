//! The button that tests the endpoint: one vector and one word, with the settings as they are saved.

use super::{
    gateway::{self, NoAnswer, Purpose},
    settings,
};
use crate::{App, Principal, Result, views::models::ModelTest};
use serde_json::json;
use yingke_core::permission::Permission;

const MOST_OUT: i64 = 16;

/// `POST /models/test`
pub async fn test(app: &App, who: &Principal) -> Result<ModelTest> {
    who.must(Permission::SettingsManage)?;
    let held = settings::held(app, who.org_id).await?;
    let word = |outcome: Result<(), NoAnswer>| outcome.err().map_or("ok", NoAnswer::word).to_owned();
    let (mut embed, mut dimensions, mut chat) = (None, None, None);
    if !held.settings.embed_model.is_empty() {
        let answer = gateway::embed(app, who.org_id, &held, Purpose::Test, vec!["hello".to_owned()]).await?;
        dimensions = answer.as_ref().ok().and_then(|vectors| vectors.first()).and_then(|vector| i64::try_from(vector.len()).ok());
        embed = Some(word(answer.map(|_| ())));
    }
    if !held.settings.chat_model.is_empty() {
        let body = json!({
            "model": held.settings.chat_model,
            "messages": [{ "role": "user", "content": "Answer with the word OK." }],
            "max_tokens": MOST_OUT,
            "stream": true,
            "stream_options": { "include_usage": true },
        });
        chat = Some(word(gateway::chat(app, who.org_id, &held, Purpose::Test, body, MOST_OUT).await?.map(|_| ())));
    }
    Ok(ModelTest { embed, dimensions, chat })
}
