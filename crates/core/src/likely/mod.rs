//! What a customer probably came for, before the first word (S3-07): rules that a shop sees and edits, weighed by what
//! customers then really clicked and asked.

mod rules;
mod weigh;

pub use rules::defaults;
pub use weigh::{Figures, Likely, factor, likely};

use crate::{order::OrderState, text::Text};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A rule holds for an order (or for the customer, when it names nothing of an order).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Rule {
    /// Stable: figures are kept under it.
    pub key: String,
    /// On the chip.
    pub label: Text,
    /// What the click says in the customer's name; empty = the label.
    #[serde(default)]
    pub question: Text,
    /// `order.logistics`, `order.logistics_stuck`, `order.refund_status`, `order.return`, `order.price_protection`,
    /// `knowledge:<key>`, `flow:<key>`, `request`, `ask`.
    pub action: String,
    /// 1 to 100: more hurts more.
    pub weight: i64,
    #[serde(default = "yes")]
    pub enabled: bool,
    #[serde(default)]
    pub when: When,
}

/// Every part that is there must hold.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct When {
    /// The order is in one of these; empty = any.
    #[serde(default)]
    pub order_states: Vec<OrderState>,
    #[serde(default)]
    pub aftersale_open: Option<bool>,
    #[serde(default)]
    pub since: Vec<Since>,
    /// The page's address or title has one of these.
    #[serde(default)]
    pub pages: Vec<String>,
    /// The customer was in touch within so many hours.
    #[serde(default)]
    pub contacted_within_h: Option<i64>,
}

/// Hours since a moment of the order: more than, less than.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Since {
    pub moment: Moment,
    #[serde(default)]
    pub over_h: Option<i64>,
    #[serde(default)]
    pub under_h: Option<i64>,
}

crate::word_enum! {
    Moment {
        Ordered = "ordered",
        Paid = "paid",
        Shipped = "shipped",
        Delivered = "delivered",
        /// The carrier's newest scan; a parcel without any scan was never scanned, however long ago.
        LastScan = "last_scan",
    }
}

fn yes() -> bool {
    true
}

impl When {
    /// Something of an order is named.
    pub fn about_order(&self) -> bool {
        !self.order_states.is_empty() || self.aftersale_open.is_some() || !self.since.is_empty()
    }
}
