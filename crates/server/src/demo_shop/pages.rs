//! The pages, each from its data to its template.

use super::{
    data::{Bought, Shop},
    identity::{Guest, token},
    render, words,
};
use serde_json::{Value, json};
use yingke_app::{Result, demo};
use yingke_core::{customer::mask_phone, order::*, product::Product, text::Locale, time::Millis};

/// Names of the entries' pages, as the seed gives them.
const ON_HOME: &str = "首页";
const ON_ORDERS: &str = "订单详情";
const ON_ME: &str = "我的";

pub async fn home(shop: &Shop, guest: &Guest, category: &str, words: &str) -> Result<Option<String>> {
    let mut products = shop.products(words.trim()).await?;
    products.retain(|product| category.is_empty() || product.category == category);
    let whole = category.is_empty() && words.trim().is_empty();
    if whole {
        // One shelf of each kind instead of two hundred in a row.
        let kinds = &demo::content::content().shop.product_categories;
        let shelf = |key: &str| {
            let mut shelf: Vec<Product> = Vec::new();
            // Four that look different.
            for product in products.iter().filter(|product| product.category == key) {
                if shelf.len() < 4 && !shelf.iter().any(|other| other.image_url == product.image_url) {
                    shelf.push(product.clone());
                }
            }
            let more = products.iter().filter(|product| product.category == key && !shelf.iter().any(|other| other.sku == product.sku));
            let more: Vec<Product> = more.take(4 - shelf.len()).cloned().collect();
            shelf.extend(more);
            shelf
        };
        let shelves: Vec<Value> = kinds
            .iter()
            .map(|kind| json!({ "key": kind.key, "name": kind.name.get(guest.locale), "products": cards(&shelf(&kind.key), guest.locale) }))
            .collect();
        let context = json!({ "active": "home", "whole": true, "shelves": shelves, "kinds": kinds_of(guest.locale), "q": "" });
        return page(shop, guest, "home.html", ON_HOME, context).await;
    }
    let title =
        demo::content::content().shop.product_categories.iter().find(|kind| kind.key == category).map(|kind| kind.name.get(guest.locale));
    let context = json!({
        "active": "home", "whole": false, "title": title.unwrap_or_else(|| words.trim()), "products": cards(&products, guest.locale),
        "kinds": kinds_of(guest.locale), "category": category, "q": words,
    });
    page(shop, guest, "home.html", ON_HOME, context).await
}

pub async fn product(shop: &Shop, guest: &Guest, sku: &str) -> Result<Option<String>> {
    let Some(product) = shop.product(sku).await? else { return Ok(None) };
    let mut others = shop.products("").await?;
    others.retain(|other| other.category == product.category && other.sku != product.sku);
    others.truncate(4);
    let context = json!({ "active": "home", "product": card(&product, guest.locale), "more": cards(&others, guest.locale) });
    page(shop, guest, "product.html", ON_HOME, context).await
}

const TABS: &[(&str, &[OrderState])] = &[
    ("", OrderState::ALL),
    ("pending_payment", &[OrderState::PendingPayment]),
    ("paid", &[OrderState::Paid]),
    ("shipped", &[OrderState::Shipped]),
    ("delivered", &[OrderState::Delivered]),
    ("completed", &[OrderState::Completed]),
];

pub async fn orders(shop: &Shop, guest: &Guest, state: &str) -> Result<Option<String>> {
    let bought = bought(shop, guest).await?;
    let tabs: Vec<Value> = TABS
        .iter()
        .map(|(key, states)| {
            let count = bought.iter().filter(|bought| states.contains(&bought.order.state)).count();
            let name = if key.is_empty() { None } else { states.first().map(|state| words::order_state(*state, guest.locale)) };
            json!({ "key": key, "name": name, "count": count, "active": *key == state })
        })
        .collect();
    let shown = TABS.iter().find(|(key, _)| *key == state).map_or(OrderState::ALL, |(_, states)| *states);
    let now = shop.app.clock.now();
    let rows: Vec<Value> = bought.iter().filter(|b| shown.contains(&b.order.state)).map(|b| order_view(b, guest.locale, now)).collect();
    page(shop, guest, "orders.html", ON_ORDERS, json!({ "active": "orders", "tabs": tabs, "orders": rows })).await
}

pub async fn order(shop: &Shop, guest: &Guest, number: &str) -> Result<Option<String>> {
    let Some(customer) = &guest.customer else {
        return page(shop, guest, "orders.html", ON_ORDERS, json!({ "active": "orders", "tabs": [], "orders": [] })).await;
    };
    let Some(bought) = shop.bought_one(customer.id, number).await? else { return Ok(None) };
    let order = order_view(&bought, guest.locale, shop.app.clock.now());
    page(shop, guest, "order.html", ON_ORDERS, json!({ "active": "orders", "order": order, "about": bought.order.order_no })).await
}

pub async fn me(shop: &Shop, guest: &Guest) -> Result<Option<String>> {
    let bought = bought(shop, guest).await?;
    let counts: Vec<Value> = TABS[1..5]
        .iter()
        .map(|(key, states)| {
            let count = bought.iter().filter(|bought| states.contains(&bought.order.state)).count();
            json!({ "key": key, "name": words::order_state(states[0], guest.locale), "count": count })
        })
        .collect();
    page(shop, guest, "me.html", ON_ME, json!({ "active": "me", "counts": counts })).await
}

async fn bought(shop: &Shop, guest: &Guest) -> Result<Vec<Bought>> {
    match &guest.customer {
        Some(customer) => shop.bought(customer.id).await,
        None => Ok(Vec::new()),
    }
}

/// Everything around the middle of a page, with the snippet of the entry that stands there.
async fn page(shop: &Shop, guest: &Guest, template: &str, place: &str, context: Value) -> Result<Option<String>> {
    let entry = shop.entry(place).await?;
    let now = shop.app.clock.now();
    let token = match (&guest.customer, &entry) {
        (Some(customer), Some(entry)) => Some(token(customer, &entry.identity_secret, now)),
        (None, _) | (_, None) => None,
    };
    // Behind the `#`, so that the token reaches no log.
    let portal = entry
        .as_ref()
        .zip(token.as_ref())
        .filter(|_| crate::web::has_portal())
        .map(|(entry, token)| format!("/portal#entry={}&token={token}", entry.public_key));
    let customer = guest.customer.as_ref().map(|customer| {
        json!({
            "id": customer.external_id, "nickname": customer.nickname, "tier": customer.tier, "city": customer.city,
            "phone": mask_phone(&customer.phone), "since": customer.registered_at.map(render::date),
        })
    });
    let texts = &demo::content::content().shop;
    let personas: Vec<Value> = demo::people::PERSONAS
        .iter()
        .map(|p| {
            let current = guest.customer.as_ref().is_some_and(|customer| customer.external_id.as_deref() == Some(p.external_id));
            json!({ "id": p.external_id, "nickname": p.nickname, "tier": p.tier, "story": p.story, "current": current })
        })
        .collect();
    let around = json!({
        "t": words::all(guest.locale), "lang": guest.locale.as_str(), "other_lang": if guest.locale == Locale::En { "zh-CN" } else { "en" },
        "shop_name": texts.name.get(guest.locale), "slogan": texts.slogan.get(guest.locale),
        "customer": customer, "personas": personas,
        "entry_key": entry.map(|entry| entry.public_key), "token": token, "portal": portal,
    });
    render::page(&shop.templates, template, around, context).map(Some)
}

fn kinds_of(locale: Locale) -> Vec<Value> {
    demo::content::content().shop.product_categories.iter().map(|kind| json!({ "key": kind.key, "name": kind.name.get(locale) })).collect()
}

fn cards(products: &[Product], locale: Locale) -> Vec<Value> {
    products.iter().map(|product| card(product, locale)).collect()
}

fn card(product: &Product, locale: Locale) -> Value {
    let title = if locale == Locale::En && !product.title_en.is_empty() { &product.title_en } else { &product.title };
    json!({
        "sku": product.sku, "title": title, "spec": product.spec, "price": render::yuan(product.price_fen),
        "image": product.image_url, "category": product.category,
    })
}

const DAY: i64 = 24 * 3_600_000;

fn order_view(bought: &Bought, locale: Locale, now: Millis) -> Value {
    let Bought { order, lines, parcels, cases } = bought;
    let last_scan = parcels.iter().filter_map(|parcel| parcel.last_scan_at).max();
    let stuck = order.state == OrderState::Shipped && last_scan.is_some_and(|at| now.since(at) > 3 * DAY);
    let late = order.state == OrderState::Paid && order.paid_at.is_some_and(|at| now.since(at) > 2 * DAY);
    let steps = [order.ordered_at.into(), order.paid_at, order.shipped_at, order.delivered_at, order.completed_at];
    let steps: Vec<Value> = words::steps(locale)
        .iter()
        .zip(steps)
        .map(|(name, at)| json!({ "name": name, "at": at.map(render::minute), "done": at.is_some() }))
        .collect();
    json!({
        "id": order.id.to_string(), "number": order.order_no, "state": order.state.as_str(), "state_name": words::order_state(order.state, locale),
        "ordered_at": render::minute(order.ordered_at),
        "unpaid": order.paid_at.is_none(),
        "goods": render::yuan(order.total_fen), "freight": render::yuan(order.freight_fen),
        "discount": (order.discount_fen > 0).then(|| render::yuan(order.discount_fen)), "paid": render::yuan(order.paid_fen),
        "receiver": order.receiver, "phone": mask_phone(&order.phone), "address": order.address, "note": order.note,
        "stuck": stuck, "late": late, "cancelled": order.state == OrderState::Cancelled, "steps": steps,
        "count": lines.iter().map(|line| line.quantity).sum::<i64>(),
        "lines": lines.iter().map(|line| json!({
            "sku": line.sku, "title": line.title, "spec": line.spec, "image": line.image_url, "quantity": line.quantity, "unit": render::yuan(line.unit_fen),
        })).collect::<Vec<_>>(),
        "parcels": parcels.iter().map(|parcel| json!({
            "carrier": parcel.carrier, "number": parcel.tracking_no,
            "scans": parcel.scans.iter().map(|scan| json!({ "at": render::minute(scan.at), "text": scan.text })).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "cases": cases.iter().map(|case| json!({
            "kind": words::case_kind(case.kind, locale), "state": words::case_state(case.state, locale), "reason": case.reason,
            "amount": (case.amount_fen > 0).then(|| render::yuan(case.amount_fen)), "at": render::minute(case.applied_at), "over": case.state.is_over(),
        })).collect::<Vec<_>>(),
    })
}
