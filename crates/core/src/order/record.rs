//! What the shop told us about an order, as facts without behaviour.

use super::*;
use crate::{id::*, time::Millis};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    pub id: OrderId,
    pub order_no: String,
    pub customer_id: CustomerId,
    pub state: OrderState,
    pub total_fen: i64,
    pub paid_fen: i64,
    pub freight_fen: i64,
    pub discount_fen: i64,
    pub receiver: String,
    pub phone: String,
    pub address: String,
    pub url: String,
    pub note: String,
    pub ordered_at: Millis,
    pub paid_at: Option<Millis>,
    pub shipped_at: Option<Millis>,
    pub delivered_at: Option<Millis>,
    pub completed_at: Option<Millis>,
    pub cancelled_at: Option<Millis>,
    /// The shop's own time of the last change: what is older never overwrites what is newer.
    pub updated_at: Millis,
    pub version: i64,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    pub order_id: OrderId,
    pub line_no: i64,
    pub sku: String,
    pub title: String,
    pub spec: String,
    pub image_url: String,
    pub quantity: i64,
    pub unit_fen: i64,
    pub paid_fen: i64,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Shipment {
    pub id: ShipmentId,
    pub order_id: OrderId,
    pub carrier: String,
    pub tracking_no: String,
    /// A word of the carrier's system; `delivered` is the one that we rely on.
    pub state: String,
    pub shipped_at: Millis,
    pub delivered_at: Option<Millis>,
    pub last_scan_at: Option<Millis>,
    /// Newest first.
    pub scans: Vec<Scan>,
    pub updated_at: Millis,
}

/// One line of a parcel's way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scan {
    pub at: Millis,
    pub text: String,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Aftersale {
    pub id: AftersaleId,
    pub external_id: String,
    pub order_id: OrderId,
    /// The line it is about; none = the whole order.
    pub line_no: Option<i64>,
    pub kind: AftersaleKind,
    pub state: AftersaleState,
    pub reason: String,
    pub amount_fen: i64,
    pub applied_at: Millis,
    pub deadline_at: Option<Millis>,
    pub updated_at: Millis,
}

impl AftersaleState {
    /// Nothing more will happen by itself.
    pub fn is_over(self) -> bool {
        match self {
            AftersaleState::Done | AftersaleState::Refused | AftersaleState::Closed => true,
            AftersaleState::Applied
            | AftersaleState::MerchantReview
            | AftersaleState::Approved
            | AftersaleState::WaitBuyerReturn
            | AftersaleState::BuyerShipped
            | AftersaleState::Inspecting
            | AftersaleState::Refunding
            | AftersaleState::Reshipping
            | AftersaleState::Repairing
            | AftersaleState::Arbitration
            | AftersaleState::RefundFailed => false,
        }
    }
}
