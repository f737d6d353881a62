//! One of everything, in one organisation.

use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use yingke_testkit::{Client, World};

/// What nobody else may see.
pub struct Secrets {
    /// An id for each kind, by prefix.
    pub ids: BTreeMap<String, String>,
    /// All ids, and words that stand in texts.
    pub words: BTreeSet<String>,
}

/// `word` stands in every text of this organisation and of no other.
pub async fn seed(world: &World, word: &str) -> Secrets {
    let mut seen = Seen::default();
    let agent = world.agent(&format!("{word}坐席")).await;
    let group = world.group(&format!("{word}组"), &[&agent]).await;
    let customer = world.customer(&format!("{word}客户")).await;
    let external = format!("u-{}", hex(&format!("{word}客户")));
    for id in [agent.id.to_string(), group.id.to_string(), customer.id.to_string(), world.entry.id.to_string(), world.org_id.to_string()] {
        seen.text(&id);
    }
    let owner = &world.owner;
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\x80\0\0\x01\xe0\x08\x06\0\0\0\0\0\0\0".to_vec();
    seen.value(&customer.upload("/api/widget/v1/attachments", "a.png", "image/png", png).await.expect(201).json());
    for (path, body) in [
        ("/api/v1/api-keys", json!({ "name": word, "permissions": ["wall.read"] })),
        ("/api/v1/knowledge", json!({ "category": word, "lang": "zh-CN", "question": word, "answer": word, "state": "published" })),
        ("/api/v1/facts", json!({ "key": "geheim", "kind": "rule", "subject": word, "value": word })),
        ("/api/v1/scripts", json!({ "shortcut": "mm", "title": word, "category": word, "body": word })),
    ] {
        seen.value(&made(owner, path, body).await);
    }
    let sop = json!({ "kind": "sop", "question": word, "state": "published", "steps": [{ "key": "a", "title": word }], "must_read": true });
    let sop = made(owner, "/api/v1/knowledge", sop).await;
    let kind = json!({ "key": "geheim", "name": { "zh-CN": word }, "family": "after_sale", "customer_can_start": true, "order_states": [], "base_priority": 1,
        "group": group.view.key, "fields": [], "enabled": true,
        "steps": [{ "key": "check", "name": { "zh-CN": word }, "public": true, "group": group.view.key, "text": { "zh-CN": word } }] });
    let kind = made(owner, "/api/v1/ticket-types", kind).await;
    seen.value(&kind);
    let ticket = json!({ "type_id": kind["id"], "title": word, "description": word, "customer_id": customer.id });
    let ticket = made(owner, "/api/v1/tickets", ticket).await;
    seen.value(&ticket);
    seen.value(&made(owner, "/api/v1/walks", json!({ "knowledge_id": sop["id"], "ticket_id": ticket["id"] })).await);
    let category = json!({ "key": "geheim", "name": { "zh-CN": word }, "keywords": [word], "enabled": true });
    let category = made(owner, "/api/v1/categories", category).await;
    seen.value(&category);
    let flow = json!({ "key": "geheim", "draft": { "name": { "zh-CN": word }, "start": "a", "steps": [{ "key": "a", "does": { "kind": "say", "text": { "zh-CN": word } } }] } });
    seen.value(&made(owner, "/api/v1/bot/flows", flow).await);
    seen.value(&made(owner, "/api/v1/views", json!({ "name": word, "target": "tickets", "filter": {}, "shared": true })).await);
    for (path, body) in [
        ("/api/v1/import/products", json!([{ "sku": "S-1", "title": word, "price_fen": 9900 }])),
        (
            "/api/v1/import/orders",
            json!([{ "order_no": "90000000001", "customer_external_id": external, "state": "shipped", "total_fen": 9900, "ordered_at": 1_772_000_000_000_i64,
                "receiver": word, "lines": [{ "line_no": 1, "sku": "S-1", "title": word, "quantity": 1, "unit_fen": 9900, "paid_fen": 9900 }] }]),
        ),
    ] {
        let result = owner.put(path, body).await.expect(200).json();
        assert_eq!((&result["created"], &result["errors"]), (&json!(1), &json!([])), "{path}: {result}");
    }
    customer.post("/api/widget/v1/visits", json!({ "url": "https://shop.example/secret", "title": word })).await;
    let message = json!({ "client_id": "c-1", "kind": "text", "body": word });
    let sent = customer.post("/api/widget/v1/messages", message).await;
    assert!(sent.status.is_success(), "{}", sent.text());
    seen.value(&sent.json());
    let talk = customer.get("/api/widget/v1/conversations?limit=1").await.expect(200).json();
    let talk = talk["items"][0]["id"].as_str().expect("a conversation").to_owned();
    owner.put(&format!("/api/v1/conversations/{talk}/category"), json!({ "category_id": category["id"] })).await.expect(200);
    seen.value(&made(owner, "/api/v1/suggestions", json!({ "category_id": category["id"], "title": word })).await);
    // Whatever the organisation itself can see belongs to it.
    for path in
        ["session", "sessions", "agents", "groups", "entries", "api-keys", "knowledge", "scripts", "products?q=S-1", "search?q=90000000001"]
    {
        seen.value(&owner.get(&format!("/api/v1/{path}")).await.expect(200).json());
    }
    seen.value(&owner.get(&format!("/api/v1/customers/{}/orders", customer.id)).await.expect(200).json());
    seen.value(&customer.get("/api/widget/v1/snapshot").await.expect(200).json());
    seen.words.insert(word.to_owned());
    Secrets { ids: seen.ids, words: seen.words }
}

async fn made(owner: &Client, path: &str, body: Value) -> Value {
    let answer = owner.post(path, body).await;
    assert!(answer.status.is_success(), "{path}: {}", answer.text());
    answer.json()
}

#[derive(Default)]
struct Seen {
    ids: BTreeMap<String, String>,
    words: BTreeSet<String>,
}

impl Seen {
    fn value(&mut self, value: &Value) {
        match value {
            Value::String(text) => self.text(text),
            Value::Array(items) => items.iter().for_each(|item| self.value(item)),
            Value::Object(fields) => fields.values().for_each(|field| self.value(field)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    fn text(&mut self, text: &str) {
        let Some((prefix, digits)) = text.split_once('_') else { return };
        if prefix.len() == 3 && digits.len() == 32 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            self.ids.entry(prefix.to_owned()).or_insert_with(|| text.to_owned());
            self.words.insert(text.to_owned());
        }
    }
}

/// As the testkit makes the shop's id from a nickname.
fn hex(name: &str) -> String {
    name.bytes().map(|byte| format!("{byte:02x}")).collect()
}
