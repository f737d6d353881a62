//! Answers from the customer's own orders: where the parcel is, why it stands still, how the refund goes. Only what
//! the shop and the carrier have really reported is said.

use super::{
    answer::{self, choice, live, options_message},
    index::OrgIndex,
    plan::{BotContext, BotMessage, BotPlan, Outcome},
    refund,
    think::{doors, option},
    words,
};
use crate::{
    App, Result,
    facts::{self, said::Said},
    knowledge::case,
    orders::card::cards,
    views::conversation::OptionView,
};
use yingke_core::{
    conversation::{MessageKind, Mood},
    id::OrderId,
    order::{Aftersale, Order, OrderState, Scan, Shipment, predict, rights::Terms},
    text::Locale,
    time::Millis,
};
use yingke_store::{Run, aftersales, knowledge, orders, shipments};

/// What is asked about an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    Logistics,
    /// Why has it not been sent? Of several orders, about those that have not.
    Unsent,
    Stuck,
    Refund,
    Cancel,
    /// May I return it?
    Return,
    PriceProtection,
}

impl Asked {
    pub fn of(action: &str) -> Option<Asked> {
        Some(match action {
            "order.logistics" => Asked::Logistics,
            "order.logistics_stuck" => Asked::Stuck,
            "order.refund_status" => Asked::Refund,
            "order.cancel" => Asked::Cancel,
            "order.return" => Asked::Return,
            "order.price_protection" => Asked::PriceProtection,
            _ => return None,
        })
    }
    pub fn action(self) -> &'static str {
        match self {
            Asked::Logistics | Asked::Unsent => "order.logistics",
            Asked::Stuck => "order.logistics_stuck",
            Asked::Refund => "order.refund_status",
            Asked::Cancel => "order.cancel",
            Asked::Return => "order.return",
            Asked::PriceProtection => "order.price_protection",
        }
    }
    /// What an own order would be looked up for. The rules of refunds are no such question.
    pub fn of_question(text: &str) -> Option<Asked> {
        match (refund::about(text), Asked::in_words(text)) {
            (Some(refund::About::State), _) => Some(Asked::Refund),
            (Some(refund::About::Rule), Some(Asked::Refund)) => None,
            (_, asked) => asked,
        }
    }
    /// What somebody asks about an own order, said without naming one.
    pub fn in_words(text: &str) -> Option<Asked> {
        let text = yingke_language::normalise(text);
        PERSONAL.iter().find(|(_, words)| words.iter().any(|word| text.contains(word))).map(|(asked, _)| *asked)
    }
}

/// Only what nobody says about orders in general; the more special one first.
const PERSONAL: &[(Asked, &[&str])] = &[
    (
        Asked::PriceProtection,
        &["价保", "保价", "降价了", "买贵了", "补差价", "退差价", "补个差价", "price match", "price protection", "price drop"],
    ),
    (
        Asked::Stuck,
        &[
            "物流不动",
            "物流一直不",
            "物流卡",
            "快递不动",
            "快递一直不动",
            "不更新了",
            "没更新了",
            "一直不更新",
            "一直没更新",
            "好几天没动",
            "几天没动",
            "no update",
            "not updating",
            "not moving",
        ],
    ),
    (
        Asked::Refund,
        &[
            "我的退款",
            "退款到哪",
            "退款进度",
            "退款怎么还没",
            "退款还没",
            "钱退了吗",
            "钱怎么还没退",
            "什么时候退钱",
            "where is my refund",
            "my refund",
        ],
    ),
    (
        Asked::Return,
        &[
            "能退吗",
            "能退不",
            "可以退吗",
            "可以退不",
            "还能退",
            "能不能退",
            "可不可以退",
            "可以退货吗",
            "能退货吗",
            "能退换",
            "can i return",
            "can i still return",
            "still return",
        ],
    ),
    (
        Asked::Unsent,
        &["还没发货", "还不发货", "还没给我发", "不给我发货", "not been sent", "not shipped", "hasn't shipped", "not dispatched"],
    ),
    (
        Asked::Logistics,
        &[
            "我的快递",
            "我的包裹",
            "我的物流",
            "快递到哪",
            "包裹到哪",
            "物流到哪",
            "到哪了",
            "到哪里了",
            "到哪儿了",
            "查物流",
            "查快递",
            "查一下物流",
            "怎么还没到",
            "还没收到货",
            "还没到货",
            "我的货",
            "where is my",
            "where's my",
            "track my",
        ],
    ),
];

/// How many of the customer's newest orders are looked at.
const NEWEST: i64 = 20;
const OFFERED: usize = 5;
const SCANS: usize = 3;

/// A customer's orders with what is known about them.
pub struct Own {
    pub orders: Vec<Order>,
    pub shipments: Vec<Shipment>,
    pub aftersales: Vec<Aftersale>,
}

impl Own {
    pub async fn read(on: &mut impl Run, context: &BotContext) -> Result<Own> {
        let found = orders::of_customer(on, context.org_id, context.customer_id, None, NEWEST).await?;
        Self::of(on, context, found).await
    }
    /// One order, if it is this customer's.
    pub async fn one(on: &mut impl Run, context: &BotContext, id: OrderId) -> Result<Own> {
        let found = orders::get(on, context.org_id, id).await?.filter(|order| order.customer_id == context.customer_id);
        Self::of(on, context, found.into_iter().collect()).await
    }
    async fn of(on: &mut impl Run, context: &BotContext, orders: Vec<Order>) -> Result<Own> {
        let ids: Vec<OrderId> = orders.iter().map(|order| order.id).collect();
        let shipments = shipments::of_orders(on, context.org_id, &ids).await?;
        let aftersales = aftersales::of_orders(on, context.org_id, &ids).await?;
        Ok(Own { orders, shipments, aftersales })
    }
    pub fn facts(&self) -> Vec<predict::OrderFacts> {
        let fact = |order: &Order| predict::OrderFacts {
            id: order.id,
            state: order.state,
            ordered_at: order.ordered_at,
            paid_at: order.paid_at,
            shipped_at: order.shipped_at,
            delivered_at: order.delivered_at,
            last_scan_at: self.last_scan_at(order.id),
            aftersale_open: self.aftersales.iter().any(|case| case.order_id == order.id && !case.state.is_over()),
        };
        self.orders.iter().map(fact).collect()
    }
    fn parcels(&self, id: OrderId) -> impl Iterator<Item = &Shipment> {
        self.shipments.iter().filter(move |shipment| shipment.order_id == id)
    }
    fn last_scan_at(&self, id: OrderId) -> Option<Millis> {
        self.parcels(id).filter_map(|parcel| parcel.scans.iter().map(|scan| scan.at).max().or(parcel.last_scan_at)).max()
    }
    /// The orders that this question can be about, most likely first.
    pub(super) fn candidates(&self, asked: Asked, now: Millis) -> Vec<&Order> {
        let facts = self.facts();
        let is = |order: &Order, state| order.state == state;
        let tiers: Vec<Box<dyn Fn(&Order) -> bool>> = match asked {
            Asked::Stuck => vec![
                Box::new(|order| facts.iter().any(|f| f.id == order.id && predict::is_stuck(f, now))),
                Box::new(|order| is(order, OrderState::Shipped)),
                Box::new(|order| is(order, OrderState::Paid)),
            ],
            Asked::Unsent => vec![Box::new(|order| is(order, OrderState::Paid)), Box::new(|order| is(order, OrderState::Shipped))],
            Asked::Logistics => vec![
                Box::new(|order| is(order, OrderState::Shipped)),
                Box::new(|order| is(order, OrderState::Paid)),
                Box::new(|order| is(order, OrderState::Delivered)),
            ],
            Asked::Refund => vec![
                Box::new(|order| facts.iter().any(|f| f.id == order.id && f.aftersale_open)),
                Box::new(|order| self.aftersales.iter().any(|case| case.order_id == order.id)),
            ],
            Asked::Return => vec![
                Box::new(|order| is(order, OrderState::Delivered) || is(order, OrderState::Completed)),
                Box::new(|order| is(order, OrderState::Shipped) || is(order, OrderState::Paid)),
            ],
            Asked::PriceProtection => vec![Box::new(|order| !is(order, OrderState::PendingPayment) && !is(order, OrderState::Cancelled))],
            Asked::Cancel => vec![
                Box::new(|order| is(order, OrderState::Paid) || is(order, OrderState::PendingPayment)),
                Box::new(|order| is(order, OrderState::Shipped)),
            ],
        };
        for tier in tiers {
            let found: Vec<&Order> = self.orders.iter().filter(|order| tier(order)).take(OFFERED).collect();
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }
}

/// The answer to a question about an order; `None` when the customer has no order that it could be about and no text
/// of the shop fits either.
pub async fn answer(
    app: &App,
    context: &BotContext,
    index: &OrgIndex,
    locale: Locale,
    asked: Asked,
    order: Option<OrderId>,
) -> Result<BotPlan> {
    let on = &mut app.read();
    let own = match order {
        Some(id) => Own::one(on, context, id).await?,
        None => Own::read(on, context).await?,
    };
    let now = app.clock.now();
    let found = match order {
        Some(_) => own.orders.iter().collect(),
        None => own.candidates(asked, now),
    };
    match found.as_slice() {
        [] => nothing(app, context, index, locale, asked).await,
        [one] => {
            let kit = super::kit::of(app, context.org_id).await?;
            Ok(plan(about(on, context, index, &kit.terms, locale, asked, &own, one, now).await?))
        }
        many => {
            let orders: Vec<Order> = many.iter().map(|order| (*order).clone()).collect();
            let options = pick_order(on, context, locale, asked, orders).await?;
            Ok(choice(context, locale, words::which_order(locale), options, Outcome::Offered))
        }
    }
}

/// Whether the customer has an order that the question can be about.
pub async fn has_order_for(app: &App, context: &BotContext, asked: Asked) -> Result<bool> {
    let own = Own::read(&mut app.read(), context).await?;
    Ok(!own.candidates(asked, app.clock.now()).is_empty())
}

/// A card of the order, and what can be asked about it.
pub async fn show(on: &mut impl Run, context: &BotContext, locale: Locale, order: Order) -> Result<BotPlan> {
    let own = Own::of(on, context, vec![order]).await?;
    let order = own.orders[0].clone();
    let (id, state) = (order.id, order.state);
    let card = cards(on, context.org_id, vec![order]).await?.remove(0);
    let mut options = Vec::new();
    let mut add = |label: &str, action: String| options.push(option(label, label, &action));
    match state {
        OrderState::Paid => add(words::when_shipped(locale), format!("order.logistics:{id}")),
        OrderState::Shipped => {
            add(words::progress(locale), format!("order.logistics:{id}"));
            add(words::stuck(locale), format!("order.logistics_stuck:{id}"));
        }
        OrderState::Delivered | OrderState::Completed => add(words::progress(locale), format!("order.logistics:{id}")),
        OrderState::PendingPayment | OrderState::Cancelled => {}
    }
    if !own.aftersales.is_empty() {
        add(words::refund_progress(locale), format!("order.refund_status:{id}"));
    }
    add(words::after_sale(locale), format!("request:{id}"));
    if context.human_open {
        options.extend(doors(locale, true).into_iter().filter(|door| door.action == "human"));
    }
    let head = words::order_head(locale, &card.order_no, card.state);
    let shown = BotMessage { kind: MessageKind::OrderCard, body: head, payload: serde_json::to_value(&card)? };
    let ask = options_message(words::what_about_order(locale), options);
    Ok(BotPlan { messages: vec![shown, ask], hand_over: None, mood: Mood::Calm, miss: false, outcome: Outcome::Offered })
}

fn plan(message: BotMessage) -> BotPlan {
    BotPlan { messages: vec![message], hand_over: None, mood: Mood::Calm, miss: false, outcome: Outcome::Answered }
}

/// No order fits: the shop's own text about it if there is one, otherwise an honest word.
async fn nothing(app: &App, context: &BotContext, index: &OrgIndex, locale: Locale, asked: Asked) -> Result<BotPlan> {
    if let Some(id) = text_about(index, locale, asked, app.clock.now())
        && let Some(plan) = answer::give(app, context, index, locale, id, Vec::new()).await?
    {
        return Ok(plan);
    }
    let body = match asked {
        Asked::Refund => words::no_refund(locale),
        Asked::Logistics | Asked::Unsent | Asked::Stuck | Asked::Cancel => words::no_parcel(locale),
        Asked::Return | Asked::PriceProtection => words::no_order_for_it(locale),
    };
    Ok(choice(context, locale, body, Vec::new(), Outcome::Answered))
}

/// The knowledge item that a menu ties to this question.
pub(super) fn text_about(index: &OrgIndex, locale: Locale, asked: Asked, now: Millis) -> Option<yingke_core::id::KnowledgeId> {
    index
        .menus
        .iter()
        .flat_map(|menu| &menu.items)
        .filter(|item| item.action.as_deref() == Some(asked.action()))
        .filter_map(|item| index.by_key(item.knowledge_key.as_deref()?))
        .find(|item| item.speaks(locale) && item.may_answer(now))
        .map(|item| item.id)
}

#[allow(clippy::too_many_arguments)]
async fn about(
    on: &mut impl Run,
    context: &BotContext,
    index: &OrgIndex,
    terms: &Terms,
    locale: Locale,
    asked: Asked,
    own: &Own,
    order: &Order,
    now: Millis,
) -> Result<BotMessage> {
    let id = order.id;
    let head = words::order_head(locale, &order.order_no, order.state);
    let mut lines = vec![head];
    let mut options = Vec::new();
    let mut own_words = None;
    let question = match asked {
        Asked::Logistics | Asked::Unsent | Asked::Stuck => {
            parcel_lines(locale, own, order, now, &mut lines);
            let stuck = own.facts().iter().any(|facts| facts.id == id && predict::is_stuck(facts, now));
            if order.state == OrderState::Shipped && asked == Asked::Stuck {
                lines.push(if stuck { words::trace_hint(locale) } else { words::moving_hint(locale) }.to_owned());
                own_words = shop_text(on, context, index, locale, asked, now).await?;
                lines.extend(own_words.iter().map(|said| said.text.clone()));
            }
            if order.state == OrderState::Shipped && (stuck || asked == Asked::Stuck) {
                options.push(option(words::trace(locale), words::trace(locale), &format!("request:logistics_trace:{id}")));
            }
            if asked == Asked::Stuck { words::stuck(locale) } else { words::progress(locale) }
        }
        Asked::Refund => {
            refund_lines(locale, own, order, &mut lines);
            words::refund_progress(locale)
        }
        Asked::Return => {
            super::live_rights::may_return(on, context, locale, order, terms, now, &mut lines).await?;
            options.push(option(words::after_sale(locale), words::after_sale(locale), &format!("request:{id}")));
            words::may_return(locale)
        }
        Asked::PriceProtection => {
            if super::live_rights::price(on, context, locale, own, order, terms, now, &mut lines).await? {
                options.push(option(words::after_sale(locale), words::after_sale(locale), &format!("request:price_protection:{id}")));
            }
            words::price_protection(locale)
        }
        Asked::Cancel => {
            own_words = shop_text(on, context, index, locale, asked, now).await?;
            lines.extend(own_words.iter().map(|said| said.text.clone()));
            lines.push(words::pick_request(locale).to_owned());
            options.push(option(words::after_sale(locale), words::after_sale(locale), &format!("request:{id}")));
            words::after_sale(locale)
        }
    };
    options.extend(doors(locale, context.human_open).into_iter().filter(|door| door.action == "human"));
    let source = match asked {
        Asked::Refund => words::refund_source(locale),
        Asked::Return => words::rights_source(locale),
        Asked::PriceProtection => words::price_source(locale),
        Asked::Logistics | Asked::Unsent | Asked::Stuck | Asked::Cancel => words::logistics_source(locale),
    };
    let mut message = live(locale, source, question, lines.join("\n"), options);
    message.payload["order_id"] = serde_json::to_value(id)?;
    message.payload["asked"] = serde_json::Value::from(asked.action());
    // Who hears a fact here is told when it changes, as after any other answer.
    if let Some(said) = own_words.filter(|said| !said.facts.is_empty()) {
        message.payload["facts"] = said.payload();
    }
    Ok(message)
}

fn parcel_lines(locale: Locale, own: &Own, order: &Order, now: Millis, lines: &mut Vec<String>) {
    if order.state == OrderState::Paid {
        lines.push(words::waiting_to_ship(locale, order.paid_at, now));
        return;
    }
    for parcel in own.parcels(order.id).take(5) {
        lines.push(words::parcel(locale, &parcel.carrier, &parcel.tracking_no));
        let mut scans: Vec<&Scan> = parcel.scans.iter().collect();
        scans.sort_unstable_by_key(|scan| std::cmp::Reverse(scan.at));
        lines.extend(
            scans.iter().take(SCANS).map(|scan| format!("{} {}", words::moment(scan.at), answer::spelled(locale, "zh-CN", &scan.text))),
        );
        match scans.first().map(|scan| scan.at).or(parcel.last_scan_at) {
            Some(at) => lines.push(words::last_scan_age(locale, now.since(at))),
            None => lines.push(words::no_scan_yet(locale).to_owned()),
        }
    }
    if own.parcels(order.id).next().is_none() && order.state == OrderState::Shipped {
        lines.push(words::no_scan_yet(locale).to_owned());
    }
}

fn refund_lines(locale: Locale, own: &Own, order: &Order, lines: &mut Vec<String>) {
    let mut cases: Vec<&Aftersale> = own.aftersales.iter().filter(|case| case.order_id == order.id).collect();
    cases.sort_unstable_by_key(|case| (case.state.is_over(), std::cmp::Reverse(case.applied_at)));
    if cases.is_empty() {
        lines.push(words::no_refund(locale).to_owned());
    }
    for case in cases.into_iter().take(3) {
        lines.push(words::aftersale_line(locale, case.kind, case.state, case.amount_fen, case.applied_at));
        if let Some(at) = case.deadline_at.filter(|_| !case.state.is_over()) {
            lines.push(words::deadline(locale, at));
        }
    }
}

/// What the shop itself says about it, with its facts said; nothing when one of them does not hold now.
async fn shop_text(
    on: &mut impl Run,
    context: &BotContext,
    index: &OrgIndex,
    locale: Locale,
    asked: Asked,
    now: Millis,
) -> Result<Option<Said>> {
    let Some(id) = text_about(index, locale, asked, now) else { return Ok(None) };
    let Some(item) = knowledge::get(on, context.org_id, id).await?.filter(|item| item.may_answer(now)) else { return Ok(None) };
    if !item.scope.covers(&case::asking(on, context, index).await?) {
        return Ok(None);
    }
    let said = facts::said::resolve(on, context.org_id, &item.answer, locale, now).await?;
    Ok(said.map(|said| Said { text: answer::spelled(locale, &item.lang, &said.text), ..said }))
}

async fn pick_order(on: &mut impl Run, context: &BotContext, locale: Locale, asked: Asked, orders: Vec<Order>) -> Result<Vec<OptionView>> {
    let cards = cards(on, context.org_id, orders).await?;
    Ok(cards
        .iter()
        .map(|card| {
            let label = order_label(locale, card);
            option(&label, &format!("{} {}", question(locale, asked), card.order_no), &format!("{}:{}", asked.action(), card.order_id))
        })
        .collect())
}

fn question(locale: Locale, asked: Asked) -> &'static str {
    match asked {
        Asked::Logistics | Asked::Unsent => words::progress(locale),
        Asked::Stuck => words::stuck(locale),
        Asked::Refund => words::refund_progress(locale),
        Asked::Cancel => words::after_sale(locale),
        Asked::Return => words::may_return(locale),
        Asked::PriceProtection => words::price_protection(locale),
    }
}

/// An order on a button: what, in which state, from when.
pub fn order_label(locale: Locale, card: &crate::views::order::OrderCard) -> String {
    let title: String = card.title.chars().take(18).collect();
    format!("{title} · {} · {}", words::order_state(locale, card.state), &words::moment(card.ordered_at)[..5])
}
