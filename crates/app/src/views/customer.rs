use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingke_core::{customer::Gender, id::*, time::Millis};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CustomerView {
    pub id: CustomerId,
    pub external_id: Option<String>,
    pub nickname: String,
    pub gender: Gender,
    pub registered_at: Option<Millis>,
    pub is_member: bool,
    pub tier: String,
    pub tags: Vec<String>,
    /// Masked (`138****1234`); the full number has its own, logged, request.
    pub phone: String,
    /// Masked.
    pub email: String,
    pub city: String,
    pub note: String,
    pub locale: String,
    pub anonymous: bool,
    pub online: bool,
    pub order_count: i64,
    pub spent_fen: i64,
    pub last_contact_at: Option<Millis>,
    pub created_at: Millis,
    pub version: i64,
}

/// `PATCH /customers/{id}`: what is absent stays; the rest of the profile belongs to the shop.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct UpdateCustomer {
    /// Guards against overwriting a colleague's change.
    pub version: i64,
    /// All tags; up to 30.
    pub tags: Option<Vec<String>>,
    /// Up to 2,000 characters.
    pub note: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct PhoneView {
    pub phone: String,
}

/// `POST /api/widget/v1/visits`
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct RecordVisit {
    pub url: String,
    #[serde(default)]
    pub title: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct VisitView {
    pub url: String,
    pub title: String,
    pub at: Millis,
}
