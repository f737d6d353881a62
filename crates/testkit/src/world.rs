//! People and places by name. Everything is made through the use cases that the product itself uses.

use crate::{Client, Socket, TestApp};
use std::ops::Deref;
use yingke_app::{
    Principal,
    agents::{self, NewAgent},
    entries, groups, orgs,
    orgs::NewOrg,
    principal::DEFAULT_LOCALE,
    sessions::{self, Device},
    views::{
        agent::{GroupKind, GroupView},
        settings::{EntryView, SaveEntry},
    },
    visitors,
};
use yingke_core::{
    event::Actor,
    id::*,
    permission::Role,
    routing::Strategy,
    text::{Locale, Text},
};
use yingke_store::identities::Claims;

/// [`crate::PASSWORD`], hashed with the least work that argon2 knows: tests sign in often.
const HASH: &str = include_str!("password.hash");

/// One organisation with its owner and one entry. `app` is the server it lives in.
#[derive(Clone)]
pub struct World {
    pub app: TestApp,
    pub org_id: OrgId,
    pub owner: Agent,
    pub entry: Entry,
}

/// A signed-in agent; a [`Client`] with the cookie.
#[derive(Clone)]
pub struct Agent {
    pub id: AgentId,
    pub email: String,
    /// For calling use cases directly.
    pub principal: Principal,
    pub client: Client,
}

/// A customer with a device; a [`Client`] with the visitor token.
#[derive(Clone)]
pub struct Customer {
    pub id: CustomerId,
    pub token: String,
    /// For calling use cases directly.
    pub visitor: yingke_app::Visitor,
    pub client: Client,
}

#[derive(Clone)]
pub struct Group {
    pub id: GroupId,
    pub view: GroupView,
}

#[derive(Clone)]
pub struct Entry {
    pub id: EntryId,
    pub key: String,
    pub secret: String,
    pub view: EntryView,
}

impl Deref for Agent {
    type Target = Client;
    fn deref(&self) -> &Client {
        &self.client
    }
}
impl Deref for Customer {
    type Target = Client;
    fn deref(&self) -> &Client {
        &self.client
    }
}
impl Deref for World {
    type Target = TestApp;
    fn deref(&self) -> &TestApp {
        &self.app
    }
}

impl Agent {
    /// The live socket of the console.
    pub async fn socket(&self) -> Socket {
        Socket::open(&self.client, "/api/v1/socket").await
    }
}

impl Agent {
    /// The same person at another node.
    pub fn at(&self, node: &TestApp) -> Agent {
        Agent { client: self.client.at(node.addr), ..self.clone() }
    }
}

impl Customer {
    /// The same person at another node.
    pub fn at(&self, node: &TestApp) -> Customer {
        Customer { client: self.client.at(node.addr), ..self.clone() }
    }
    /// The live socket of the widget.
    pub async fn socket(&self) -> Socket {
        Socket::open(&self.client, &format!("/api/widget/v1/socket?token={}", self.token)).await
    }
}

impl World {
    pub async fn new(app: TestApp) -> Self {
        Self::named(app, "shop").await
    }

    /// A second organisation beside the first: `World::named(world.app.clone(), "other")`.
    pub async fn named(app: TestApp, slug: &str) -> Self {
        let created = orgs::create_with_hash(
            &app.app,
            NewOrg {
                slug: slug.to_owned(),
                name: format!("{slug} 小店"),
                locale: Locale::ZhCn,
                owner_email: format!("owner@{slug}.example"),
                owner_name: "店主".to_owned(),
                owner_password: String::new(),
            },
            HASH.trim().to_owned(),
        )
        .await
        .expect("an organisation");
        let owner = sign_in(&app, created.org_id, created.owner, format!("owner@{slug}.example")).await;
        let entry = make_entry(&app, &owner.principal, "官网", None).await;
        Self { app, org_id: created.org_id, owner, entry }
    }

    /// A front-line agent, signed in. The name makes the e-mail address.
    pub async fn agent(&self, name: &str) -> Agent {
        self.member(name, Role::Agent).await
    }
    pub async fn supervisor(&self, name: &str) -> Agent {
        self.member(name, Role::Supervisor).await
    }
    /// Somebody with this role, signed in.
    pub async fn member(&self, name: &str, role: Role) -> Agent {
        let email = format!("{}@{}.example", hex(name), self.org_id);
        let mut account = agents::account(&self.app.app, self.org_id, NewAgent::new(&email, name, role)).expect("a good account");
        account.capacity = 5;
        let id = agents::add(&self.app.app, Actor::System, account, HASH.trim().to_owned()).await.expect("an account");
        sign_in(&self.app, self.org_id, id, email).await
    }
    /// A service group that deals round robin, with these members in seat order.
    pub async fn group(&self, name: &str, members: &[&Agent]) -> Group {
        self.group_of(name, GroupKind::Service, Strategy::RoundRobin, members).await
    }
    pub async fn department(&self, name: &str, members: &[&Agent]) -> Group {
        self.group_of(name, GroupKind::Department, Strategy::RoundRobin, members).await
    }
    pub async fn group_of(&self, name: &str, kind: GroupKind, strategy: Strategy, members: &[&Agent]) -> Group {
        let new = groups::NewGroup {
            key: format!("g{}", hex(name).chars().take(30).collect::<String>()),
            name: Text::zh(name),
            kind,
            strategy,
            member_ids: members.iter().map(|agent| agent.id).collect(),
        };
        let view = groups::create(&self.app.app, &self.owner.principal, new).await.expect("a group");
        Group { id: view.id, view }
    }
    /// Another entry, whose conversations go to this group.
    pub async fn entry(&self, name: &str, group: Option<&Group>) -> Entry {
        make_entry(&self.app, &self.owner.principal, name, group.map(|group| group.id)).await
    }
    /// A known customer (as if the shop had signed the identity) with a device at the world's own entry.
    pub async fn customer(&self, nickname: &str) -> Customer {
        self.customer_at(&self.entry, nickname).await
    }
    pub async fn customer_at(&self, entry: &Entry, nickname: &str) -> Customer {
        let claims = Claims { external_id: format!("u-{}", hex(nickname)), nickname: nickname.to_owned(), ..Claims::default() };
        self.device(entry, Some(claims)).await
    }
    /// A visitor whom nobody knows.
    pub async fn visitor(&self) -> Customer {
        self.device(&self.entry, None).await
    }
    pub async fn visitor_at(&self, entry: &Entry) -> Customer {
        self.device(entry, None).await
    }

    async fn device(&self, entry: &Entry, claims: Option<Claims>) -> Customer {
        let (app, org_id, entry_id) = (self.app.app.clone(), self.org_id, entry.id);
        let (id, token) = self
            .app
            .app
            .door
            .write(org_id, move |tx| {
                Box::pin(async move {
                    let id = match &claims {
                        Some(claims) => visitors::find_or_create_known(&app, tx, org_id, claims, Locale::ZhCn).await?,
                        None => visitors::find_or_create_anonymous(&app, tx, org_id, None, Locale::ZhCn).await?,
                    };
                    let issued = visitors::issue(&app, tx, org_id, entry_id, id, claims.is_none(), "testkit").await?;
                    Ok::<_, yingke_app::Error>((id, issued.token))
                })
            })
            .await
            .expect("a customer");
        let visitor = visitors::authenticate(&self.app.app, &token).await.expect("a good token");
        let client = self.app.client().bearer(&token);
        Customer { id, token, visitor: yingke_app::Visitor::clone(&visitor), client }
    }
}

async fn sign_in(app: &TestApp, org_id: OrgId, id: AgentId, email: String) -> Agent {
    let device = Device { user_agent: "testkit".into(), ip: "127.0.0.1".into() };
    let opened = sessions::open(&app.app, org_id, id, device).await.expect("a session");
    let known = sessions::authenticate(&app.app, &opened.token).await.expect("a good token");
    let mut principal = Principal::clone(&known.principal);
    principal.locale = DEFAULT_LOCALE;
    Agent { id, email, principal, client: app.client().cookie(&opened.token) }
}

async fn make_entry(app: &TestApp, who: &Principal, name: &str, group_id: Option<GroupId>) -> Entry {
    let save = SaveEntry {
        version: None,
        name: name.to_owned(),
        group_id,
        page: String::new(),
        allowed_origins: Vec::new(),
        greeting: Text { zh_cn: "你好".into(), zh_tw: "您好".into(), en: "Hello".into() },
        hours: None,
        enabled: true,
    };
    let view = entries::create(&app.app, who, save).await.expect("an entry");
    let secret = entries::renew_secret(&app.app, who, view.id).await.expect("a secret");
    Entry { id: view.id, key: view.public_key.clone(), secret: secret.identity_secret, view: secret.entry }
}

/// Latin letters for any name, the same each time.
fn hex(name: &str) -> String {
    name.bytes().map(|byte| format!("{byte:02x}")).collect()
}
