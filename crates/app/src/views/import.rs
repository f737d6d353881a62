//! What a shop system sends us. Rows are matched by the shop's own keys; sending a row again changes nothing; a row
//! with an older `updated_at` than the one we hold changes nothing either, so that the order of arrival is free.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingke_core::{customer::Gender, order::*, time::Millis};

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ImportResult {
    pub created: i64,
    pub updated: i64,
    /// The same as what we hold, or older.
    pub unchanged: i64,
    /// Rows that were left out; all others are in.
    pub errors: Vec<ImportError>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ImportError {
    /// Place in the array sent, from 0.
    pub index: i64,
    /// `invalid`, `unknown_order`.
    pub code: String,
    pub message: String,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ImportCustomer {
    /// The shop's id of the customer: the key.
    pub external_id: String,
    pub nickname: String,
    #[serde(default)]
    pub gender: Option<Gender>,
    #[serde(default)]
    pub registered_at: Option<Millis>,
    #[serde(default)]
    pub is_member: bool,
    #[serde(default)]
    pub tier: String,
    /// Added to the tags that agents have set; none is ever taken away.
    #[serde(default)]
    pub tags: Vec<String>,
    #[serde(default)]
    pub phone: String,
    #[serde(default)]
    pub email: String,
    #[serde(default)]
    pub city: String,
    #[serde(default)]
    pub locale: String,
    /// Time of the change in the shop; absent = now.
    #[serde(default)]
    pub updated_at: Option<Millis>,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ImportProduct {
    /// The key.
    pub sku: String,
    pub title: String,
    #[serde(default)]
    pub title_en: String,
    #[serde(default)]
    pub category: String,
    pub price_fen: i64,
    #[serde(default)]
    pub spec: String,
    #[serde(default)]
    pub image_url: String,
    #[serde(default)]
    pub url: String,
    #[serde(default)]
    pub updated_at: Option<Millis>,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ImportOrder {
    /// The key.
    pub order_no: String,
    /// The shop's id of the buyer; one that we do not know yet gets a bare profile, which the customer import fills.
    pub customer_external_id: String,
    pub state: OrderState,
    pub total_fen: i64,
    #[serde(default)]
    pub paid_fen: i64,
    #[serde(default)]
    pub freight_fen: i64,
    #[serde(default)]
    pub discount_fen: i64,
    #[serde(default)]
    pub receiver: String,
    #[serde(default)]
    pub phone: String,
    #[serde(default)]
    pub address: String,
    #[serde(default)]
    pub url: String,
    #[serde(default)]
    pub note: String,
    pub ordered_at: Millis,
    #[serde(default)]
    pub paid_at: Option<Millis>,
    #[serde(default)]
    pub shipped_at: Option<Millis>,
    #[serde(default)]
    pub delivered_at: Option<Millis>,
    #[serde(default)]
    pub completed_at: Option<Millis>,
    #[serde(default)]
    pub cancelled_at: Option<Millis>,
    /// All lines: they replace the ones we hold. 1..=200.
    pub lines: Vec<ImportLine>,
    #[serde(default)]
    pub updated_at: Option<Millis>,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ImportLine {
    pub line_no: i64,
    pub sku: String,
    pub title: String,
    #[serde(default)]
    pub spec: String,
    #[serde(default)]
    pub image_url: String,
    pub quantity: i64,
    pub unit_fen: i64,
    pub paid_fen: i64,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ImportShipment {
    /// With `tracking_no` the key.
    pub order_no: String,
    pub tracking_no: String,
    pub carrier: String,
    /// `collected`, `in_transit`, `delivering`, `delivered`, `exception`, `returned`.
    pub state: String,
    pub shipped_at: Millis,
    #[serde(default)]
    pub delivered_at: Option<Millis>,
    /// In any order; at most 200.
    #[serde(default)]
    pub scans: Vec<ImportScan>,
    #[serde(default)]
    pub updated_at: Option<Millis>,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ImportScan {
    pub at: Millis,
    pub text: String,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ImportAftersale {
    /// The key.
    pub external_id: String,
    pub order_no: String,
    #[serde(default)]
    pub line_no: Option<i64>,
    pub kind: AftersaleKind,
    pub state: AftersaleState,
    #[serde(default)]
    pub reason: String,
    pub amount_fen: i64,
    pub applied_at: Millis,
    #[serde(default)]
    pub deadline_at: Option<Millis>,
    #[serde(default)]
    pub updated_at: Option<Millis>,
}
