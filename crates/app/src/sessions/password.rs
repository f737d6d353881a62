//! A new password for oneself.

use crate::{App, Error, Principal, Result, password};
use yingke_store::{agents, sessions};

/// Ends every other session of the account.
pub async fn change_password(app: &App, who: &Principal, old: String, new: String) -> Result<()> {
    let Some(session_id) = who.session_id else { return Err(Error::Forbidden) };
    let hash = agents::password_hash(&mut app.read(), who.org_id, who.agent_id).await?;
    if !password::verify(old, hash).await? {
        return Err(Error::invalid("old", "this is not your present password"));
    }
    let hash = password::hash(new).await.map_err(|error| match error {
        Error::Invalid { message, .. } => Error::invalid("new", message),
        other => other,
    })?;
    let (org_id, agent_id) = (who.org_id, who.agent_id);
    app.door
        .write(org_id, move |tx| {
            Box::pin(async move {
                agents::set_password(tx, org_id, agent_id, &hash).await?;
                sessions::delete_others(tx, org_id, agent_id, Some(session_id)).await?;
                Ok::<_, Error>(())
            })
        })
        .await?;
    app.recent.forget_agents();
    Ok(())
}
