//! The organisation itself: people of the desk, groups, entries, categories, ticket types, knowledge, scripts, menus.

use super::{
    calendar::{DAY, HOUR},
    content::{CategoryText, content},
    random::Random,
};
use crate::tickets::call_back;
use std::collections::HashMap;
use uuid::Uuid;
use yingke_core::{
    category::Category,
    hours::Hours,
    id::*,
    knowledge::{Content, Knowledge, KnowledgeKind},
    permission::Role,
    text::{Locale, Text},
    ticket::TicketFamily,
    time::Millis,
};
use yingke_store::{
    agents::Agent,
    entries::{Entry, EntrySettings},
    groups::Group,
    orgs::Org,
    ticket_types::TicketType,
};

/// What must never come from a seed.
#[derive(Debug, Clone)]
pub struct Secrets {
    /// Signs addresses of files.
    pub files: String,
    /// Public key and identity secret of each entry.
    pub entries: [(String, String); 3],
}

pub struct Setup {
    pub org: Org,
    pub agents: Vec<Agent>,
    pub groups: Vec<Group>,
    pub entries: Vec<Entry>,
    pub categories: Vec<Category>,
    pub ticket_types: Vec<TicketType>,
    pub knowledge: Vec<Knowledge>,
    pub scripts: Vec<Knowledge>,
    pub sops: Vec<Knowledge>,
    pub menus: Vec<(Uuid, serde_json::Value)>,
    group_of: HashMap<String, GroupId>,
    category_of: HashMap<String, CategoryId>,
    agent_of: HashMap<String, AgentId>,
}

/// Short name of the organisation in addresses; also how the demo finds it again.
pub const SLUG: &str = "qinghe";
pub const MAIL_DOMAIN: &str = "qinghe.example";

/// Pages that carry the snippet, and the group that answers there.
pub const ENTRIES: [(&str, &str); 3] = [("首页", "presale"), ("订单详情", "aftersale"), ("我的", "aftersale")];

impl Setup {
    pub fn group(&self, key: &str) -> GroupId {
        self.group_of[key]
    }
    pub fn category(&self, key: &str) -> CategoryId {
        self.category_of[key]
    }
    pub fn agent(&self, key: &str) -> AgentId {
        self.agent_of[key]
    }
}

pub fn setup(random: &mut Random, secrets: &Secrets, now: Millis) -> Setup {
    let content = content();
    let opened = now.plus(-400 * DAY);
    let org_id: OrgId = random.id(opened);
    let org = Org {
        id: org_id,
        slug: SLUG.to_owned(),
        name: content.shop.name.zh_cn.clone(),
        locale: Locale::ZhCn,
        settings: serde_json::json!({ "files_secret": secrets.files }),
        created_at: opened,
    };
    let mut seat = 0;
    let agents: Vec<Agent> = content
        .agents
        .iter()
        .map(|text| {
            seat += 1;
            let at = opened.plus(seat * HOUR);
            Agent {
                id: random.id(at),
                org_id,
                email: format!("{}@{MAIL_DOMAIN}", text.email),
                name: text.name.clone(),
                nickname: text.nickname.clone(),
                avatar: String::new(),
                role: text.role,
                capacity: text.capacity,
                seat,
                enabled: true,
                version: 1,
                created_at: at,
            }
        })
        .collect();
    let mut later = opened.plus(DAY);
    let groups: Vec<Group> = content
        .groups
        .iter()
        .map(|text| {
            later = later.plus(HOUR);
            let members = content.agents.iter().zip(&agents).filter(|(known, _)| known.groups.contains(&text.key));
            Group {
                id: random.id(later),
                org_id,
                key: text.key.clone(),
                name: text.name.clone(),
                kind: text.kind.clone(),
                strategy: text.strategy,
                version: 1,
                created_at: later,
                member_ids: members.map(|(_, agent)| agent.id).collect(),
            }
        })
        .collect();
    let group_of: HashMap<String, GroupId> = groups.iter().map(|group| (group.key.clone(), group.id)).collect();
    let entries = ENTRIES
        .iter()
        .zip(&secrets.entries)
        .map(|((page, group), (public_key, identity_secret))| {
            later = later.plus(HOUR);
            Entry {
                id: random.id(later),
                org_id,
                name: format!("商城{page}"),
                public_key: public_key.clone(),
                identity_secret: identity_secret.clone(),
                group_id: group_of.get(*group).copied(),
                page: (*page).to_owned(),
                allowed_origins: Vec::new(),
                settings: EntrySettings {
                    greeting: content.shop.greeting.clone(),
                    hours: Some(Hours { days: (1..=7).collect(), from_min: 9 * 60, to_min: 22 * 60 }),
                },
                enabled: true,
                version: 1,
                created_at: later,
            }
        })
        .collect();
    let mut categories = Vec::new();
    plant(random, &mut categories, &content.categories, None, opened);
    let category_of = categories.iter().map(|category| (category.key.clone(), category.id)).collect();
    Setup {
        ticket_types: ticket_types(random, opened),
        knowledge: knowledge(random, now),
        scripts: scripts(random, opened),
        sops: sops(random, opened),
        menus: content.menus.iter().map(|menu| (random.id(opened), menu.clone())).collect(),
        agent_of: content.agents.iter().zip(&agents).map(|(text, agent)| (text.key.clone(), agent.id)).collect(),
        org,
        agents,
        groups,
        entries,
        categories,
        group_of,
        category_of,
    }
}

/// Depth first, so that positions are those of the tree as it is read.
fn plant(random: &mut Random, into: &mut Vec<Category>, texts: &[CategoryText], parent_id: Option<CategoryId>, at: Millis) {
    for text in texts {
        let id = random.id(at);
        into.push(Category {
            id,
            key: text.key.clone(),
            parent_id,
            name: text.name.clone(),
            keywords: text.keywords.clone(),
            position: into.len() as i64,
            enabled: true,
        });
        plant(random, into, &text.children, Some(id), at);
    }
}

fn ticket_types(random: &mut Random, at: Millis) -> Vec<TicketType> {
    let read = |value: &serde_json::Value| serde_json::from_value(value.clone()).expect("ticket_types.json holds definitions");
    (0..)
        .zip(&content().ticket_types)
        .map(|(position, text)| TicketType {
            id: random.id(at),
            key: text["key"].as_str().unwrap_or_default().to_owned(),
            family: serde_json::from_value(text["family"].clone()).expect("a family of core::ticket"),
            definition: read(text),
            enabled: true,
            position,
            version: 1,
        })
        .chain([call_back_kind(at)])
        .collect()
}

/// The product's own kind, as the first wish would have made it.
fn call_back_kind(at: Millis) -> TicketType {
    TicketType {
        id: TicketTypeId(Uuid::from_u128(((at.0 as u128) << 80) | 0x7000_8000_0000_0000_ca11)),
        key: call_back::KEY.to_owned(),
        family: TicketFamily::Reservation,
        definition: call_back::definition("aftersale".to_owned()),
        enabled: true,
        position: content().ticket_types.len() as i64,
        version: 1,
    }
}

fn knowledge(random: &mut Random, now: Millis) -> Vec<Knowledge> {
    content()
        .knowledge
        .iter()
        .map(|text| {
            let created_at = now.plus(-random.between(60, 300) * DAY);
            let asked = random.between(4, 40) * popularity(&text.key, &text.category);
            let helped = asked * random.between(30, 55) / 100;
            Knowledge {
                asked,
                helped,
                not_helped: asked * random.between(2, 12) / 100,
                updated_at: created_at.plus(random.between(0, 59) * DAY),
                ..Knowledge::new(random.id(created_at), text.key.clone(), text.content(), created_at).published()
            }
        })
        .collect()
}

/// What the menus offer and what goes wrong on the way is asked most.
fn popularity(key: &str, category: &str) -> i64 {
    let in_a_menu =
        |menu: &serde_json::Value| menu["items"].as_array().is_some_and(|items| items.iter().any(|item| item["knowledge_key"] == key));
    let by_menu = if content().menus.iter().any(in_a_menu) { 4 } else { 1 };
    let by_category = match category.split('_').next().unwrap_or_default() {
        "logistics" | "refund" => 6,
        "return" | "order" => 4,
        "invoice" | "exchange" | "price" => 3,
        _ => 1,
    };
    by_menu * by_category
}

fn scripts(random: &mut Random, at: Millis) -> Vec<Knowledge> {
    content()
        .scripts
        .iter()
        .map(|text| {
            let content = Content {
                kind: KnowledgeKind::Script,
                shortcut: text.shortcut.clone(),
                question: text.title.clone(),
                category: text.category.clone(),
                answer: text.body.clone(),
                ..Content::default()
            };
            let id: KnowledgeId = random.id(at);
            let key = format!("script.{}", text.shortcut);
            Knowledge { asked: random.between(0, 18) * random.between(0, 18), ..Knowledge::new(id, key, content, at).published() }
        })
        .collect()
}

fn sops(random: &mut Random, at: Millis) -> Vec<Knowledge> {
    content()
        .sops
        .iter()
        .map(|text| {
            let content = Content {
                kind: KnowledgeKind::Sop,
                category: text.category.clone(),
                owner_line: text.owner_line.clone(),
                question: text.question.clone(),
                answer: text.answer.clone(),
                steps: text.steps.clone(),
                ..Content::default()
            };
            let walked = 30 + content.steps.len() as i64 * 7;
            Knowledge { asked: walked, ..Knowledge::new(random.id(at), text.key.clone(), content, at).published() }
        })
        .collect()
}

/// Who does what, for the sign-ins that the demo prints.
pub fn role_name(role: Role) -> Text {
    let (zh_cn, zh_tw, en) = match role {
        Role::Owner => ("店主", "店主", "Owner"),
        Role::Admin => ("管理员", "管理員", "Administrator"),
        Role::Supervisor => ("主管", "主管", "Supervisor"),
        Role::Agent => ("客服", "客服", "Agent"),
        Role::Light => ("部门同事", "部門同事", "Department"),
    };
    Text { zh_cn: zh_cn.into(), zh_tw: zh_tw.into(), en: en.into() }
}
