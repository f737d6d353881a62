//! A new account.

use crate::{App, Error, Principal, Result, password, views::agent::AgentView};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingke_core::{
    event::{Actor, EventKind, NewEvent},
    id::*,
    permission::{Permission, Role},
};
use yingke_store::agents::{self, Agent};

/// At most so many accounts in one organisation.
const MOST: i64 = 2_000;

/// `POST /agents`
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct NewAgent {
    pub email: String,
    /// Real name, for colleagues.
    pub name: String,
    /// Public name; made from the real one when empty.
    #[serde(default)]
    pub nickname: String,
    #[serde(default)]
    pub avatar: String,
    pub role: Role,
    /// How many conversations at once: 0..=50.
    #[serde(default = "usual_capacity")]
    pub capacity: i64,
    /// First password, at least 10 characters.
    #[serde(default)]
    pub password: String,
}

fn usual_capacity() -> i64 {
    5
}

impl NewAgent {
    pub fn new(email: &str, name: &str, role: Role) -> Self {
        Self {
            email: email.to_owned(),
            name: name.to_owned(),
            nickname: String::new(),
            avatar: String::new(),
            role,
            capacity: usual_capacity(),
            password: String::new(),
        }
    }
}

pub async fn create(app: &App, who: &Principal, new: NewAgent) -> Result<AgentView> {
    who.must(Permission::AgentsManage)?;
    must_outrank(who, new.role)?;
    let password = new.password.clone();
    let account = account(app, who.org_id, new)?;
    let hash = password::hash(password).await?;
    let id = add(app, who.actor.clone(), account, hash).await?;
    super::view(&mut app.read(), who.org_id, id).await?.ok_or(Error::NotFound("agent"))
}

/// Only an owner makes owners.
pub(super) fn must_outrank(who: &Principal, role: Role) -> Result<()> {
    if role == Role::Owner && who.role != Role::Owner { Err(Error::Forbidden) } else { Ok(()) }
}

/// Checks what was typed and makes the row.
pub fn account(app: &App, org_id: OrgId, new: NewAgent) -> Result<Agent> {
    let nickname = if new.nickname.trim().is_empty() { &new.name } else { &new.nickname };
    Ok(Agent {
        id: app.clock.id(),
        org_id,
        email: email(&new.email)?,
        name: words("name", &new.name)?,
        nickname: words("nickname", nickname)?,
        avatar: avatar(&new.avatar)?,
        role: new.role,
        capacity: capacity(new.capacity)?,
        seat: 0,
        enabled: true,
        version: 1,
        created_at: app.clock.now(),
    })
}

/// Stores a checked account with the hash of its password.
pub async fn add(app: &App, by: Actor, mut account: Agent, password_hash: String) -> Result<AgentId> {
    let (id, org_id, now) = (account.id, account.org_id, app.clock.now());
    app.door
        .write(org_id, move |tx| {
            Box::pin(async move {
                if agents::count(tx, org_id).await? >= MOST {
                    return Err(Error::conflict("conflict", format!("an organisation has at most {MOST} accounts")));
                }
                account.seat = agents::next_seat(tx, org_id).await?;
                agents::insert(tx, &account, &password_hash).await.map_err(taken)?;
                tx.emit(org_id, NewEvent::new(EventKind::AgentChanged, by, now).agent(id));
                Ok(id)
            })
        })
        .await
}

pub(super) fn taken(error: yingke_store::Error) -> Error {
    if error.is_unique_violation() { Error::conflict("already_taken", "another account has this e-mail address") } else { error.into() }
}

pub(super) fn email(text: &str) -> Result<String> {
    let email = text.trim().to_lowercase();
    let good = email.len() <= 200
        && email.split_once('@').is_some_and(|(local, host)| !local.is_empty() && host.contains('.') && !host.contains('@'))
        && !email.chars().any(|c| c.is_whitespace() || c.is_control());
    if good { Ok(email) } else { Err(Error::invalid("email", "write an e-mail address like name@shop.example")) }
}

pub(super) fn words(field: &'static str, text: &str) -> Result<String> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > 60 || text.chars().any(char::is_control) {
        return Err(Error::invalid(field, "1 to 60 characters"));
    }
    Ok(text.to_owned())
}

pub(super) fn avatar(text: &str) -> Result<String> {
    let good = text.is_empty() || ((text.starts_with("https://") || text.starts_with('/')) && text.len() <= 500);
    if good { Ok(text.to_owned()) } else { Err(Error::invalid("avatar", "an https:// address, or empty")) }
}

pub(super) fn capacity(capacity: i64) -> Result<i64> {
    if (0..=50).contains(&capacity) { Ok(capacity) } else { Err(Error::invalid("capacity", "0 to 50 conversations at once")) }
}
