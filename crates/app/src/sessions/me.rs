//! The signed-in agent and what the console needs to start.

use crate::{
    App, Error, Principal, Result, agents,
    views::agent::{MeView, OrgView},
};
use yingke_store::{events, orgs};

pub async fn me(app: &App, who: &Principal) -> Result<MeView> {
    let mut on = app.read();
    // The sequence first: what changes in between is delivered again, never missed.
    let seq = events::head(&mut on, who.org_id).await?;
    let org = orgs::find(&mut on, who.org_id).await?.ok_or(Error::Unauthenticated)?;
    Ok(MeView {
        agent: agents::view(&mut on, who.org_id, who.agent_id).await?.ok_or(Error::Unauthenticated)?,
        org: OrgView { id: org.id, slug: org.slug, name: org.name, locale: org.locale.to_string() },
        permissions: who.permissions.clone(),
        seq,
    })
}
