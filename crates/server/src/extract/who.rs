//! Who is asking: a signed-in agent (cookie or API key), one with a certain permission, or a customer.

use super::network;
use crate::{edge::Edge, error::Failure};
use axum::{
    extract::FromRequestParts,
    http::{
        HeaderMap, HeaderValue,
        header::{AUTHORIZATION, COOKIE, ORIGIN},
        request::Parts,
    },
};
use std::{
    marker::PhantomData,
    ops::Deref,
    sync::{Arc, OnceLock},
};
use yingke_app::{App, Error, Principal, Visitor, api_keys, entries, sessions, visitors};
use yingke_core::permission::Permission;

pub const SESSION_COOKIE: &str = "__Host-yingke";

/// Any signed-in agent or API key.
#[derive(Debug, Clone)]
pub struct Signed(pub Principal);

/// A signed-in agent or API key with permission `P`: `May<perm::WallRead>`.
#[derive(Debug, Clone)]
pub struct May<P>(pub Principal, PhantomData<P>);

/// A customer, by the token of the widget's session. Pages of other origins than the entry allows are refused.
#[derive(Debug, Clone)]
pub struct CustomerAuth(pub Visitor);

/// Where an extractor leaves the cookie that the answer must set.
#[derive(Clone, Default)]
pub struct NewCookie(pub Arc<OnceLock<HeaderValue>>);

impl Deref for Signed {
    type Target = Principal;
    fn deref(&self) -> &Principal {
        &self.0
    }
}
impl<P> Deref for May<P> {
    type Target = Principal;
    fn deref(&self) -> &Principal {
        &self.0
    }
}
impl Deref for CustomerAuth {
    type Target = Visitor;
    fn deref(&self) -> &Visitor {
        &self.0
    }
}

/// A permission as a type.
pub trait Needed: Send + Sync {
    const PERMISSION: Permission;
}

macro_rules! permissions {
    ($($name:ident)*) => {
        /// One type for each permission, for [`May`].
        pub mod perm {
            $(#[derive(Debug, Clone, Copy)] pub struct $name;)*
        }
        $(impl Needed for perm::$name { const PERMISSION: Permission = Permission::$name; })*

        // A new permission without its type does not compile.
        #[allow(dead_code)]
        fn every_permission_has_a_type(permission: Permission) {
            match permission { $(Permission::$name => {})* }
        }
    };
}

permissions! {
    ConversationsOwn ConversationsAll TicketsGroup TicketsAll CustomersRead CustomersEdit PhoneReveal WallRead
    AgentsManage Supervise KnowledgeEdit KnowledgeApprove ScriptsEdit SettingsManage ApiKeysManage Import
}

impl FromRequestParts<App> for Signed {
    type Rejection = Failure;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let known = match bearer(&parts.headers) {
            Some(key) => api_keys::authenticate(app, key).await?,
            None => {
                let token = cookie(&parts.headers, SESSION_COOKIE).ok_or(Error::Unauthenticated)?;
                let authenticated = sessions::authenticate(app, token).await?;
                if let (Some(token), Some(cell)) = (&authenticated.new_token, parts.extensions.get::<NewCookie>()) {
                    let _ = cell.0.set(session_cookie(Some(token)));
                }
                authenticated.principal
            }
        };
        if let Some(edge) = parts.extensions.get::<Edge>() {
            // A key counts for itself, an agent for all own devices together.
            match &known.actor {
                yingke_core::event::Actor::ApiKey(id) => edge.by_agent.check(id)?,
                _ => edge.by_agent.check(known.agent_id)?,
            }
        }
        let mut principal = Principal::clone(&known);
        principal.locale = network::locale(&parts.headers);
        Ok(Signed(principal))
    }
}

impl<P: Needed> FromRequestParts<App> for May<P> {
    type Rejection = Failure;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let Signed(principal) = Signed::from_request_parts(parts, app).await?;
        principal.must(P::PERMISSION)?;
        Ok(May(principal, PhantomData))
    }
}

impl FromRequestParts<App> for CustomerAuth {
    type Rejection = Failure;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let token = match bearer(&parts.headers) {
            Some(token) => token,
            // A browser cannot set headers on a socket.
            None => parts.uri.query().and_then(token_of_query).ok_or(Error::Unauthenticated)?,
        };
        let visitor = visitors::authenticate(app, token).await?;
        if let Some(origin) = parts.headers.get(ORIGIN) {
            let origin = origin.to_str().unwrap_or_default();
            if !entries::origin_allowed(&visitor.allowed_origins, origin, network::own_host(&parts.headers)) {
                return Err(Failure(Error::Forbidden));
            }
        }
        if let Some(edge) = parts.extensions.get::<Edge>() {
            edge.by_visitor.check(visitor.customer_id)?;
        }
        Ok(CustomerAuth(Visitor::clone(&visitor)))
    }
}

/// Sets the session's cookie, or removes it.
pub fn session_cookie(token: Option<&str>) -> HeaderValue {
    let text = match token {
        Some(token) => format!("{SESSION_COOKIE}={token}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=1209600"),
        None => format!("{SESSION_COOKIE}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0"),
    };
    let mut value = HeaderValue::try_from(text).expect("tokens are plain ASCII");
    value.set_sensitive(true);
    value
}

pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers.get(AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ").map(str::trim)
}

fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
        .filter(|token| !token.is_empty())
}

fn token_of_query(query: &str) -> Option<&str> {
    query.split('&').find_map(|pair| pair.strip_prefix("token=")).filter(|token| !token.is_empty())
}
