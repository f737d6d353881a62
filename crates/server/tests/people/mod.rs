//! A small shop with a customer, two orders, a warehouse and a finance department, and one type of ticket.

#![allow(dead_code)]

use serde_json::{Value, json};
use yingke_core::{
    id::*,
    order::{Line, Order, OrderState},
    permission::Role,
    time::Millis,
};
use yingke_store::{Run as _, orders, q};
use yingke_testkit::{Agent, Customer, Group, World};

pub struct Shop {
    pub world: World,
    pub lin: Customer,
    /// Front line; customers know 小禾 as 阿禾.
    pub xiaohe: Agent,
    pub cang: Agent,
    pub cai: Agent,
    pub warehouse: Group,
    pub finance: Group,
    pub order: OrderId,
    pub second_order: OrderId,
    pub type_id: String,
}

impl Shop {
    pub async fn open(world: &World) -> Shop {
        let xiaohe = world.agent("小禾").await;
        let (cang, cang2) = (world.member("仓仓", Role::Light).await, world.member("库库", Role::Light).await);
        let cai = world.member("财财", Role::Light).await;
        let warehouse = world.department("仓储部", &[&cang, &cang2]).await;
        let finance = world.department("财务部", &[&cai]).await;
        let lin = world.customer("林晓").await;
        let nickname = json!({"version": version_of(world, &xiaohe).await, "nickname": "阿禾"});
        world.owner.patch(&format!("/api/v1/agents/{}", xiaohe.id), nickname).await.expect(200);
        // Members have joined their groups after signing in: their next request finds it out.
        let order = order(world, &lin, "QH1001", OrderState::Delivered).await;
        let second_order = order_of(world, &lin, "QH1002").await;
        let kind = world.owner.post("/api/v1/ticket-types", return_type(&warehouse, &finance)).await.expect(201).json();
        let type_id = kind["id"].as_str().expect("an id").to_owned();
        Shop { world: world.clone(), lin, xiaohe, cang, cai, warehouse, finance, order, second_order, type_id }
    }
    pub fn owner(&self) -> &Agent {
        &self.world.owner
    }
    pub fn request(&self, client_id: &str, description: &str) -> Value {
        json!({
            "client_id": client_id, "type_id": self.type_id, "order_id": self.order, "description": description,
            "fields": {"reason": "quality"}, "source": "order_page",
        })
    }
    /// The customer's first request.
    pub async fn start(&self, description: &str) -> Value {
        self.lin.post("/api/widget/v1/requests", self.request("c1", description)).await.expect(201).json()
    }
    /// As the owner sees it.
    pub async fn ticket(&self, id: &str) -> Value {
        self.owner().get(&format!("/api/v1/tickets/{id}")).await.expect(200).json()
    }
    /// Contacts, and records of contacts.
    pub async fn contacts(&self) -> (i64, i64) {
        let on = &mut self.world.app.app.read();
        let org_id = self.world.org_id;
        let contacts = on.one(q!("SELECT COUNT(*) FROM contact WHERE org_id = $1", org_id)).await.expect("contacts");
        let records = on.one(q!("SELECT COUNT(*) FROM contact_record WHERE org_id = $1", org_id)).await.expect("records");
        (contacts.get(0).expect("a number"), records.get(0).expect("a number"))
    }
}

/// One column of a list, as words.
pub fn keys(list: &Value, key: &str) -> Vec<String> {
    let items = list.as_array().map_or(&[][..], Vec::as_slice);
    items.iter().map(|item| item[key].as_str().map_or_else(|| item[key].to_string(), str::to_owned)).collect()
}

/// The readable value under a label.
pub fn field(fields: &Value, label: &str) -> String {
    let found = fields.as_array().and_then(|fields| fields.iter().find(|field| field["label"] == label));
    found.and_then(|field| field["value"].as_str()).unwrap_or_default().to_owned()
}

async fn version_of(world: &World, agent: &Agent) -> i64 {
    let agents = world.owner.get("/api/v1/agents").await.expect(200).json();
    let found = agents.as_array().and_then(|agents| agents.iter().find(|one| one["id"] == agent.id.to_string()).cloned());
    found.and_then(|one| one["version"].as_i64()).expect("a version")
}

async fn order_of(world: &World, customer: &Customer, number: &str) -> OrderId {
    order(world, customer, number, OrderState::Paid).await
}

async fn order(world: &World, customer: &Customer, number: &str, state: OrderState) -> OrderId {
    let id: OrderId = world.app.app.clock.id();
    let at = Millis(world.app.app.clock.now().0 - 86_400_000);
    let row = Order {
        id,
        order_no: number.to_owned(),
        customer_id: customer.id,
        state,
        total_fen: 25_900,
        paid_fen: 25_900,
        freight_fen: 0,
        discount_fen: 0,
        receiver: "林晓".to_owned(),
        phone: "13812345678".to_owned(),
        address: "杭州市西湖区".to_owned(),
        url: String::new(),
        note: String::new(),
        ordered_at: at,
        paid_at: Some(at),
        shipped_at: Some(at),
        delivered_at: Some(at),
        completed_at: None,
        cancelled_at: None,
        updated_at: at,
        version: 1,
    };
    let line = |line_no: i64, title: &str| Line {
        order_id: id,
        line_no,
        sku: format!("SKU{line_no}"),
        title: title.to_owned(),
        spec: String::new(),
        image_url: String::new(),
        quantity: 1,
        unit_fen: 12_950,
        paid_fen: 12_950,
    };
    let lines = vec![line(1, "四件套"), line(2, "乳胶枕")];
    let org_id = world.org_id;
    let written: Result<(), yingke_app::Error> = world
        .app
        .app
        .door
        .write(org_id, move |tx| {
            Box::pin(async move {
                orders::insert_many(tx, org_id, std::slice::from_ref(&row)).await?;
                orders::insert_lines(tx, org_id, &lines).await?;
                Ok(())
            })
        })
        .await;
    written.expect("an order");
    id
}

fn return_type(warehouse: &Group, finance: &Group) -> Value {
    let text = |zh: &str| json!({"zh-CN": zh});
    let field = |key: &str, label: &str, kind: &str| json!({"key": key, "label": {"zh-CN": label}, "kind": kind, "required": false, "public": true});
    let with = |mut field: Value, key: &str, value: Value| {
        field[key] = value;
        field
    };
    let options = json!([{"value": "quality", "label": text("质量问题")}, {"value": "size", "label": text("尺寸不合适")}]);
    let reason = with(with(field("reason", "原因", "select"), "options", options), "required", json!(true));
    json!({
        "key": "return_refund", "name": {"zh-CN": "退货退款", "en": "Return and refund"}, "family": "after_sale", "customer_can_start": true,
        "order_states": ["delivered", "completed"], "group": warehouse.view.key, "base_priority": 1, "enabled": true,
        "fields": [
            with(field("order_no", "订单号", "text"), "prefill", json!("order.no")),
            with(with(field("lines", "商品", "order_lines"), "prefill", json!("order.lines")), "required", json!(true)),
            reason,
            field("amount", "金额", "money"),
            field("photos", "照片", "attachments"),
            with(field("phone", "电话", "phone"), "prefill", json!("order.phone")),
            with(field("staff_note", "内部备注", "long_text"), "public", json!(false)),
        ],
        "steps": [
            {"key": "received", "name": text("仓库收货"), "public": true, "group": warehouse.view.key, "text": text("仓库已收到您寄回的商品。")},
            {"key": "refunded", "name": text("退款完成"), "public": true, "group": finance.view.key, "text": text("退款已原路退回。")},
        ],
    })
}
