//! Ten thousand orders of half a year, each with a course in time; its state is where that course stands now.

use super::{
    aftersales,
    calendar::{DAY, HOUR, MINUTE, date_digits, shopping_time},
    content::content,
    parcels::{self, Fate},
    people::{Home, PERSONAS, People, tier},
    random::Random,
};
use std::collections::HashMap;
use yingke_core::{
    id::{OrderId, ProductId},
    order::*,
    product::Product,
    time::Millis,
};

pub const ORDERS: usize = 10_000;
const HISTORY_DAYS: i64 = 180;

/// Everything the shop's own systems know, and where to find it.
#[derive(Default)]
pub struct Shop {
    pub products: Vec<Product>,
    pub orders: Vec<Order>,
    pub lines: Vec<Line>,
    pub shipments: Vec<Shipment>,
    pub aftersales: Vec<Aftersale>,
    /// Where the lines of an order begin and end.
    pub line_ranges: Vec<(usize, usize)>,
    pub shipment_of: HashMap<OrderId, usize>,
    /// Customers by their place in [`People`].
    pub customer_of: Vec<usize>,
    pub by_sku: HashMap<String, Vec<usize>>,
}

/// What one order is meant to become; the rest is chance.
#[derive(Debug, Clone, Copy)]
pub struct Wish {
    pub customer: usize,
    pub ordered_at: Millis,
    pub course: Course,
    /// The first line is this product.
    pub sku: Option<&'static str>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Course {
    Usual,
    /// Not paid; the shop cancels it half an hour later.
    Unpaid,
    CancelledAfterPayment,
    /// Paid, and the warehouse takes its time.
    Late,
    /// The parcel stands still.
    Stuck,
    /// The parcel arrives tomorrow.
    OnTheWay,
    /// The parcel arrived three days ago, nothing has been confirmed.
    Arrived,
}

impl Shop {
    pub fn lines_of(&self, order: usize) -> &[Line] {
        let (from, to) = self.line_ranges[order];
        &self.lines[from..to]
    }
}

pub fn shop(random: &mut Random, people: &mut People, now: Millis) -> Shop {
    let mut shop = Shop { products: products(random, now), ..Shop::default() };
    let mut wishes = persona_wishes(now);
    // A few are being paid for right now, a few of last week's parcels stand still, a few orders wait too long.
    for _ in 0..14 {
        let ordered_at = now.plus(-random.between(MINUTE, 26 * MINUTE));
        wishes.push(Wish { customer: buyer(random, people), ordered_at, course: Course::Unpaid, sku: None });
    }
    for (count, from, to, course) in [(36, 7, 11, Course::Stuck), (42, 3, 5, Course::Late)] {
        for _ in 0..count {
            let days_ago = random.between(from, to);
            wishes.push(Wish { customer: buyer(random, people), ordered_at: shopping_time(random, now, days_ago), course, sku: None });
        }
    }
    while wishes.len() < ORDERS {
        // More orders lately than half a year ago: the shop grows, and people ask about what is new.
        let share = random.between(0, 1000) as f64 / 1000.0;
        let days_ago = (share.powf(1.6) * HISTORY_DAYS as f64) as i64;
        let course = match random.weighted(&[900, 45, 22, 10, 4]) {
            0 => Course::Usual,
            1 => Course::Unpaid,
            2 => Course::CancelledAfterPayment,
            3 => Course::Late,
            _ => Course::Stuck,
        };
        wishes.push(Wish { customer: buyer(random, people), ordered_at: shopping_time(random, now, days_ago), course, sku: None });
    }
    wishes.sort_by_key(|wish| (wish.ordered_at, wish.customer));
    let mut serial = HashMap::new();
    for wish in wishes {
        order(random, &mut shop, people, wish, &mut serial, now);
    }
    for order in 0..shop.orders.len() {
        aftersales::maybe(random, &mut shop, order, now);
    }
    settle_customers(random, &shop, people);
    shop
}

/// The people of the demo shop's "sign in as" have orders in the states that one wants to try.
fn persona_wishes(now: Millis) -> Vec<Wish> {
    let wish =
        |customer, days: i64, hours: i64, course, sku| Wish { customer, ordered_at: now.plus(-days * DAY - hours * HOUR), course, sku };
    vec![
        // 小满: stuck, just delivered, paid and waiting, refund under way, and some history.
        wish(0, 7, 3, Course::Stuck, Some("QH-AP004")),
        wish(0, 6, 5, Course::Arrived, Some("QH-BD001")),
        wish(0, 2, 9, Course::Late, Some("QH-KT004")),
        wish(0, 11, 2, Course::Usual, Some("QH-BD010")),
        wish(0, 47, 6, Course::Usual, None),
        wish(0, 96, 1, Course::Usual, None),
        // 阿泽
        Wish { customer: 1, ordered_at: now.plus(-9 * MINUTE), course: Course::Unpaid, sku: Some("QH-OD001") },
        wish(1, 2, 4, Course::OnTheWay, Some("QH-OD003")),
        // 果果妈
        wish(2, 8, 3, Course::Usual, Some("QH-BA004")),
        wish(2, 5, 8, Course::Arrived, Some("QH-KD010")),
        wish(2, 60, 2, Course::Usual, None),
        // 老周
        wish(3, 1, 6, Course::Late, Some("QH-BD001")),
        wish(3, 30, 2, Course::Usual, None),
        wish(3, 75, 2, Course::Usual, None),
        // 雅婷
        wish(4, 3, 2, Course::OnTheWay, Some("QH-BA002")),
        wish(4, 20, 2, Course::Usual, None),
        // Emily
        wish(5, 2, 12, Course::OnTheWay, Some("QH-AP017")),
        wish(5, 12, 2, Course::Usual, Some("QH-AP003")),
    ]
}

/// Some buy much more than others; the people one can sign in as keep to their own story.
fn buyer(random: &mut Random, people: &People) -> usize {
    let count = (people.customers.len() - PERSONAS.len()) as i64;
    let (a, b) = (random.between(0, count - 1), random.between(0, count - 1));
    PERSONAS.len() + (a * b / count) as usize
}

fn products(random: &mut Random, now: Millis) -> Vec<Product> {
    let at = now.plus(-HISTORY_DAYS * DAY);
    content()
        .products
        .iter()
        .map(|product| Product {
            id: random.id::<ProductId>(at),
            sku: product.sku.clone(),
            title: product.title.clone(),
            title_en: product.title_en.clone(),
            category: product.category.clone(),
            price_fen: product.price_fen,
            spec: product.spec.clone(),
            image_url: format!("/demo/pictures/{}.svg", product.icon),
            url: format!("/demo/p/{}", product.sku),
            updated_at: at,
        })
        .collect()
}

fn order(random: &mut Random, shop: &mut Shop, people: &People, wish: Wish, serial: &mut HashMap<String, i64>, now: Millis) {
    let Wish { customer, ordered_at, course, sku } = wish;
    let id: OrderId = random.id(ordered_at);
    let home: &Home = &people.homes[customer];
    let date = date_digits(ordered_at);
    let counter = serial.entry(date.clone()).or_insert_with(|| 1_000);
    *counter += random.between(1, 37);
    let order_no = format!("QH{date}{counter:06}");

    let first_line = shop.lines.len();
    let goods_fen = lines(random, shop, id, sku);
    // 满减 of the shop: 20 off 199, 50 off 399.
    let discount_fen = match goods_fen {
        39_900.. => 5_000,
        19_900.. => 2_000,
        _ => 0,
    };
    let freight_fen = if goods_fen - discount_fen >= 5_900 { 0 } else { 800 };
    share_out(&mut shop.lines[first_line..], goods_fen - discount_fen);

    let mut order = Order {
        id,
        order_no: order_no.clone(),
        customer_id: people.customers[customer].id,
        state: OrderState::PendingPayment,
        total_fen: goods_fen,
        paid_fen: goods_fen - discount_fen + freight_fen,
        freight_fen,
        discount_fen,
        receiver: home.receiver.clone(),
        phone: people.customers[customer].phone.clone(),
        address: home.address.clone(),
        url: format!("/demo/orders/{order_no}"),
        note: note(random),
        ordered_at,
        paid_at: None,
        shipped_at: None,
        delivered_at: None,
        completed_at: None,
        cancelled_at: None,
        updated_at: ordered_at,
        version: 1,
    };
    let fate = run(random, &mut order, course, now);
    let place = shop.orders.len();
    if let Some(fate) = fate {
        let parcel = parcels::parcel(random, &order, &home.city, fate, now);
        shop.shipment_of.insert(id, shop.shipments.len());
        shop.shipments.push(parcel);
    }
    for line in &shop.lines[first_line..] {
        shop.by_sku.entry(line.sku.clone()).or_default().push(place);
    }
    shop.line_ranges.push((first_line, shop.lines.len()));
    shop.customer_of.push(customer);
    shop.orders.push(order);
}

/// Lets the order live until now; a fate of its parcel when there is one.
fn run(random: &mut Random, order: &mut Order, course: Course, now: Millis) -> Option<Fate> {
    let reached = |at: Millis| (at <= now).then_some(at);
    if course == Course::Unpaid {
        order.cancelled_at = reached(order.ordered_at.plus(30 * MINUTE));
        settle(order);
        return None;
    }
    let paid_at = order.ordered_at.plus(random.between(20_000, 12 * MINUTE));
    order.paid_at = reached(paid_at);
    if course == Course::CancelledAfterPayment {
        order.cancelled_at = reached(paid_at.plus(random.between(10 * MINUTE, 20 * HOUR)));
        settle(order);
        return None;
    }
    let packing = match course {
        Course::Late => random.between(60 * HOUR, 120 * HOUR),
        Course::OnTheWay | Course::Arrived => 14 * HOUR,
        Course::Usual | Course::Stuck | Course::Unpaid | Course::CancelledAfterPayment => random.between(2 * HOUR, 40 * HOUR),
    };
    let shipped_at = paid_at.plus(packing);
    order.shipped_at = reached(shipped_at);
    if order.shipped_at.is_none() {
        settle(order);
        return None;
    }
    if course == Course::Stuck && now.since(shipped_at) < 14 * DAY {
        settle(order);
        return Some(Fate::Stuck { after_ms: random.between(12 * HOUR, 30 * HOUR) });
    }
    let delivered_at = match course {
        Course::OnTheWay => now.plus(19 * HOUR),
        Course::Arrived => now.plus(-3 * DAY),
        Course::Usual | Course::Late | Course::Stuck | Course::Unpaid | Course::CancelledAfterPayment => {
            shipped_at.plus(random.between(26 * HOUR, 96 * HOUR))
        }
    };
    order.delivered_at = reached(delivered_at);
    // Some confirm at once, the others are confirmed by the shop after ten days.
    let confirms = if course != Course::Arrived && random.chance(35) { random.between(HOUR, 6 * DAY) } else { 10 * DAY };
    order.completed_at = order.delivered_at.and_then(|at| reached(at.plus(confirms)));
    settle(order);
    Some(Fate::Arrives { at: delivered_at })
}

fn settle(order: &mut Order) {
    let stages = [
        (order.cancelled_at, OrderState::Cancelled),
        (order.completed_at, OrderState::Completed),
        (order.delivered_at, OrderState::Delivered),
        (order.shipped_at, OrderState::Shipped),
        (order.paid_at, OrderState::Paid),
        (Some(order.ordered_at), OrderState::PendingPayment),
    ];
    if let Some((at, state)) = stages.into_iter().find_map(|(at, state)| at.map(|at| (at, state))) {
        (order.updated_at, order.state) = (at, state);
    }
}

/// Adds lines and returns what they cost together.
fn lines(random: &mut Random, shop: &mut Shop, order_id: OrderId, sku: Option<&str>) -> i64 {
    let count = 1 + random.weighted(&[55, 27, 12, 6]);
    let mut goods_fen = 0;
    let first = shop.lines.len();
    while shop.lines.len() - first < count {
        let wanted = sku.filter(|_| shop.lines.len() == first).and_then(|sku| shop.products.iter().find(|product| product.sku == sku));
        let product = wanted.unwrap_or_else(|| random.pick(&shop.products));
        if shop.lines[first..].iter().any(|line| line.sku == product.sku) {
            continue;
        }
        let quantity = if product.price_fen > 15_000 { 1 } else { 1 + random.weighted(&[78, 17, 5]) as i64 };
        let line = Line {
            order_id,
            line_no: (shop.lines.len() - first) as i64 + 1,
            sku: product.sku.clone(),
            title: product.title.clone(),
            spec: product.spec.clone(),
            image_url: product.image_url.clone(),
            quantity,
            unit_fen: product.price_fen,
            paid_fen: 0,
        };
        goods_fen += line.unit_fen * quantity;
        shop.lines.push(line);
    }
    goods_fen
}

/// Spreads what was paid for goods over the lines, to the last fen.
fn share_out(lines: &mut [Line], paid_fen: i64) {
    let goods_fen: i64 = lines.iter().map(|line| line.unit_fen * line.quantity).sum();
    let mut left = paid_fen;
    for line in lines.iter_mut() {
        line.paid_fen = paid_fen * line.unit_fen * line.quantity / goods_fen.max(1);
        left -= line.paid_fen;
    }
    if let Some(last) = lines.last_mut() {
        last.paid_fen += left;
    }
}

fn note(random: &mut Random) -> String {
    let notes = ["请发迅禾", "周末在家,工作日放驿站", "送人的,不要放价格单", "麻烦检查一下再发", "尽快发货,谢谢", "开发票"];
    if random.chance(9) { (*random.pick(&notes)).to_owned() } else { String::new() }
}

/// Registration, tier and totals that fit the orders.
fn settle_customers(random: &mut Random, shop: &Shop, people: &mut People) {
    let mut spent = vec![0; people.customers.len()];
    for (order, customer) in shop.orders.iter().zip(&shop.customer_of) {
        if order.paid_at.is_some() && order.state != OrderState::Cancelled {
            spent[*customer] += order.paid_fen;
        }
        let registered = order.ordered_at.plus(-random.between(5 * MINUTE, 40 * DAY));
        let customer = &mut people.customers[*customer];
        customer.registered_at = customer.registered_at.min(Some(registered));
        customer.updated_at = customer.updated_at.max(order.updated_at);
    }
    for (number, customer) in people.customers.iter_mut().enumerate() {
        let older = if random.chance(60) { random.between(0, 700 * DAY) } else { 0 };
        customer.registered_at = customer.registered_at.map(|at| at.plus(-older));
        customer.created_at = customer.registered_at.unwrap_or(customer.created_at);
        if number >= PERSONAS.len() {
            customer.tier = tier(spent[number]).to_owned();
        }
    }
}
