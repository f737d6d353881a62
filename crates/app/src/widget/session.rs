//! Opening the widget on a device: who is it, and which token does the device get.

use super::{identity, join, snapshot};
use crate::{
    App, Error, Result, Visitor, customers, entries as entry_rules, secrets,
    views::widget::{OpenSession, WidgetSession},
    visitors::{self, Issued},
};
use yingke_core::{id::*, text::Locale};
use yingke_store::{
    Tx, entries,
    identities::{self, Claims},
    visitors as devices,
};

/// What the edge knows about the request.
#[derive(Debug, Clone)]
pub struct From {
    /// The page's origin, when a browser says one.
    pub origin: Option<String>,
    pub own_host: String,
    pub user_agent: String,
    pub locale: Locale,
}

/// A token younger than this goes on being used; an older one is replaced, and stays good for [`REPLACED_GOOD_MS`],
/// because another tab may still hold it.
const RENEW_AFTER_MS: i64 = 12 * 3_600_000;
const REPLACED_GOOD_MS: i64 = 3_600_000;

pub async fn open(app: &App, ask: OpenSession, from: From) -> Result<WidgetSession> {
    let entry =
        entries::find_by_key(&mut app.read(), &ask.entry_key).await?.filter(|entry| entry.enabled).ok_or(Error::NotFound("entry"))?;
    if let Some(origin) = &from.origin
        && !entry_rules::origin_allowed(&entry.allowed_origins, origin, &from.own_host)
    {
        return Err(Error::Forbidden);
    }
    let now = app.clock.now();
    let claims = ask.identity_token.as_deref().map(|token| identity::verify(token, &entry.identity_secret, now)).transpose()?;
    let known = match ask.visitor_token.as_deref() {
        Some(token) => Known::find(app, entry.org_id, token).await?,
        None => None,
    };
    let locale = ask.locale.unwrap_or(from.locale);
    let opening = Opening { org_id: entry.org_id, entry_id: entry.id, claims, known, locale, user_agent: from.user_agent };
    let (work, org_id) = (app.clone(), entry.org_id);
    let (customer_id, anonymous, issued) =
        app.door.write(org_id, move |tx| Box::pin(async move { opening.write(&work, tx).await })).await?;
    let visitor_token = match issued {
        Some(issued) => {
            app.recent.forget_visitors();
            issued.token
        }
        None => {
            // The language may have changed: what is remembered of this device is read anew.
            app.recent.forget_visitors();
            ask.visitor_token.unwrap_or_default()
        }
    };
    let visitor = Visitor { org_id, entry_id: entry.id, customer_id, locale, allowed_origins: entry.allowed_origins.clone(), anonymous };
    if !ask.page_url.is_empty() {
        // A page address that cannot be kept is no reason to turn a customer away.
        if let Err(error) = customers::visits::record(app, &visitor, &ask.page_url, &ask.page_title).await {
            tracing::debug!(%error, "the page of a new session was not recorded");
        }
    }
    Ok(WidgetSession { visitor_token, snapshot: snapshot(app, &visitor).await? })
}

/// The device, by the token it brought along.
struct Known {
    hash: [u8; 32],
    holder: devices::Holder,
}

impl Known {
    async fn find(app: &App, org_id: OrgId, token: &str) -> Result<Option<Known>> {
        let (hash, now) = (secrets::hash(token), app.clock.now());
        let holder = devices::find(&mut app.read(), hash).await?;
        let good = |holder: &devices::Holder| holder.visitor.org_id == org_id && holder.visitor.expires_at > now;
        Ok(holder.filter(good).map(|holder| Known { hash, holder }))
    }
}

struct Opening {
    org_id: OrgId,
    entry_id: EntryId,
    claims: Option<Claims>,
    known: Option<Known>,
    locale: Locale,
    user_agent: String,
}

impl Opening {
    async fn write(self, app: &App, tx: &mut Tx) -> Result<(CustomerId, bool, Option<Issued>)> {
        let now = app.clock.now();
        let before = self.known.as_ref().map(|known| &known.holder);
        let (customer_id, anonymous) = match &self.claims {
            Some(claims) => {
                let id = visitors::find_or_create_known(app, tx, self.org_id, claims, self.locale).await?;
                if let Some(guest) = before.filter(|guest| guest.anonymous && guest.visitor.customer_id != id) {
                    join::join(tx, self.org_id, guest.visitor.customer_id, id, now).await?;
                    app.recent.threads.invalidate(&id);
                }
                (id, false)
            }
            None => {
                let known = before.map(|known| known.visitor.customer_id);
                let id = visitors::find_or_create_anonymous(app, tx, self.org_id, known, self.locale).await?;
                (id, before.is_none_or(|known| known.anonymous))
            }
        };
        identities::set_locale(tx, self.org_id, customer_id, self.locale, now).await?;
        if let Some(known) = &self.known {
            let same = known.holder.visitor.customer_id == customer_id && known.holder.visitor.entry_id == self.entry_id;
            if same && now.since(known.holder.visitor.created_at) < RENEW_AFTER_MS {
                return Ok((customer_id, anonymous, None));
            }
            devices::expire_at(tx, known.hash, now.plus(REPLACED_GOOD_MS)).await?;
        }
        let issued = visitors::issue(app, tx, self.org_id, self.entry_id, customer_id, anonymous, &self.user_agent).await?;
        Ok((customer_id, anonymous, Some(issued)))
    }
}
