//! What an agent has set for the own console (layout, sounds, theme): a small JSON object that only the web reads.

use crate::{App, Error, Principal, Result};
use serde_json::Value;
use yingke_store::agents;

const MOST_BYTES: usize = 16 * 1024;

pub async fn preferences(app: &App, who: &Principal) -> Result<Value> {
    Ok(agents::preferences(&mut app.read(), who.org_id, who.agent_id).await?)
}

pub async fn set_preferences(app: &App, who: &Principal, preferences: Value) -> Result<Value> {
    if !preferences.is_object() {
        return Err(Error::invalid("preferences", "a JSON object"));
    }
    if preferences.to_string().len() > MOST_BYTES {
        return Err(Error::TooLarge(format!("preferences take at most {MOST_BYTES} bytes")));
    }
    let (org_id, agent_id, kept) = (who.org_id, who.agent_id, preferences.clone());
    app.door
        .write(org_id, move |tx| Box::pin(async move { Ok::<_, Error>(agents::set_preferences(tx, org_id, agent_id, &kept).await?) }))
        .await?;
    Ok(preferences)
}
