//! The way of a parcel, scan by scan.

use super::{
    calendar::{HOUR, MINUTE},
    content::content,
    random::Random,
};
use yingke_core::{order::*, time::Millis};

#[derive(Debug, Clone, Copy)]
pub enum Fate {
    Arrives {
        at: Millis,
    },
    /// No scan any more after this much of the way.
    Stuck {
        after_ms: i64,
    },
}

/// Scans before this one happen in the warehouse, from this one on the carrier has the parcel.
const PICKED_UP: usize = 3;
/// From here on the scans are those of the destination.
const NEAR: usize = 9;
const AT_THE_STATION: usize = 13;

pub fn parcel(random: &mut Random, order: &Order, destination: &str, fate: Fate, now: Millis) -> Shipment {
    let shop = &content().shop;
    let carrier = random.pick(&shop.carriers);
    let origin = random.pick(&shop.warehouse_cities);
    let shipped_at = order.shipped_at.unwrap_or(order.ordered_at);
    let (end, last) = match fate {
        Fate::Arrives { at } => (at, shop.scan_texts.len() - 1),
        Fate::Stuck { after_ms } => (shipped_at.plus(after_ms), NEAR - 1),
    };
    let to_station = random.chance(40);
    let mut scans = Vec::new();
    for (step, text) in shop.scan_texts.iter().enumerate().take(last + 1) {
        if step == AT_THE_STATION && !to_station {
            continue;
        }
        let at = if step < PICKED_UP {
            shipped_at.plus(-(PICKED_UP as i64 - step as i64) * 35 * MINUTE)
        } else {
            let share = (step - PICKED_UP) as i64 * 1000 / (last - PICKED_UP).max(1) as i64;
            shipped_at.plus(end.since(shipped_at) * share / 1000)
        };
        if at > now {
            break;
        }
        let city = if step >= NEAR { destination } else { origin };
        scans.push(Scan { at, text: text.replace("{city}", city) });
    }
    scans.reverse();
    let last_scan_at = scans.first().map(|scan| scan.at);
    let state = if order.delivered_at.is_some() {
        "delivered"
    } else if scans.first().is_some_and(|scan| scan.text.contains("派送")) && now.since(last_scan_at.unwrap_or(now)) < 12 * HOUR {
        "out_for_delivery"
    } else {
        "in_transit"
    };
    Shipment {
        id: random.id(shipped_at),
        order_id: order.id,
        carrier: carrier.name.clone(),
        tracking_no: format!("{}{}", carrier.prefix, random.digits(carrier.digits)),
        state: state.to_owned(),
        shipped_at,
        delivered_at: order.delivered_at,
        last_scan_at,
        scans,
        updated_at: last_scan_at.unwrap_or(shipped_at),
    }
}
