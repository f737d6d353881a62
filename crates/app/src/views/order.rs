use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingke_core::{id::*, order::*, time::Millis};

/// An order with everything a person needs to answer for it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct OrderView {
    pub id: OrderId,
    pub order_no: String,
    pub customer_id: CustomerId,
    pub state: OrderState,
    pub total_fen: i64,
    pub paid_fen: i64,
    pub freight_fen: i64,
    pub discount_fen: i64,
    /// Masked for agents without the permission.
    pub receiver: String,
    pub phone: String,
    pub address: String,
    pub note: String,
    pub url: String,
    pub ordered_at: Millis,
    pub paid_at: Option<Millis>,
    pub shipped_at: Option<Millis>,
    pub delivered_at: Option<Millis>,
    pub completed_at: Option<Millis>,
    pub cancelled_at: Option<Millis>,
    pub lines: Vec<OrderLineView>,
    pub shipments: Vec<ShipmentView>,
    pub aftersales: Vec<AftersaleView>,
    pub tickets: Vec<crate::views::ticket::TicketBrief>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct OrderLineView {
    pub line_no: i64,
    pub sku: String,
    pub title: String,
    pub spec: String,
    pub image_url: String,
    pub quantity: i64,
    pub unit_fen: i64,
    pub paid_fen: i64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ShipmentView {
    pub id: ShipmentId,
    pub carrier: String,
    pub tracking_no: String,
    pub state: String,
    pub shipped_at: Millis,
    pub delivered_at: Option<Millis>,
    pub last_scan_at: Option<Millis>,
    /// Newest first.
    pub scans: Vec<Scan>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Scan {
    pub at: Millis,
    pub text: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AftersaleView {
    pub id: AftersaleId,
    pub external_id: String,
    pub line_no: Option<i64>,
    pub kind: AftersaleKind,
    pub state: AftersaleState,
    pub reason: String,
    pub amount_fen: i64,
    pub applied_at: Millis,
    pub deadline_at: Option<Millis>,
}

/// What stands in a thread when somebody shows an order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct OrderCard {
    pub order_id: OrderId,
    pub order_no: String,
    pub state: OrderState,
    pub title: String,
    pub image_url: String,
    pub item_count: i64,
    pub paid_fen: i64,
    pub ordered_at: Millis,
    pub last_scan: Option<Scan>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ProductCard {
    pub product_id: ProductId,
    pub sku: String,
    pub title: String,
    pub price_fen: i64,
    pub image_url: String,
    pub url: String,
}
