use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingke_core::{hours::Hours, id::*, permission::Permission, text::Text, time::Millis};

/// A place where customers come in: one snippet on one site.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct EntryView {
    pub id: EntryId,
    pub name: String,
    /// Public; stands in the snippet.
    pub public_key: String,
    pub group_id: Option<GroupId>,
    /// Where the snippet stands (`我的`, `订单详情` …).
    pub page: String,
    /// Origins that may embed it (`https://shop.example`); empty = any.
    pub allowed_origins: Vec<String>,
    pub greeting: Text,
    /// When people of the desk are there, as customers are told while nobody is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<Hours>,
    pub enabled: bool,
    /// The HTML to paste.
    pub snippet: String,
    pub version: i64,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct SaveEntry {
    pub version: Option<i64>,
    pub name: String,
    pub group_id: Option<GroupId>,
    #[serde(default)]
    pub page: String,
    #[serde(default)]
    pub allowed_origins: Vec<String>,
    pub greeting: Text,
    #[serde(default)]
    pub hours: Option<Hours>,
    pub enabled: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ApiKeyView {
    pub id: ApiKeyId,
    pub name: String,
    /// First characters, to tell keys apart.
    pub prefix: String,
    pub permissions: Vec<Permission>,
    pub created_at: Millis,
    pub used_at: Option<Millis>,
    pub revoked_at: Option<Millis>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CategoryView {
    pub id: CategoryId,
    pub key: String,
    pub parent_id: Option<CategoryId>,
    pub name: Text,
    pub keywords: Vec<String>,
    pub position: i64,
    pub enabled: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SavedView {
    pub id: ViewId,
    pub name: String,
    /// `tickets` or `conversations`.
    pub target: String,
    /// Query parameters of the list, as they stand in its address.
    pub filter: serde_json::Value,
    /// Shared with everybody, or only mine.
    pub shared: bool,
    pub position: i64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AttachmentView {
    pub attachment_id: AttachmentId,
    pub url: String,
    pub name: String,
    pub mime: String,
    pub size_bytes: i64,
    pub width: Option<i64>,
    pub height: Option<i64>,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct SessionView {
    pub id: SessionId,
    pub current: bool,
    pub user_agent: String,
    pub ip: String,
    pub created_at: Millis,
    pub seen_at: Millis,
}

/// `POST /categories`, `PATCH /categories/{id}`: the whole category.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct SaveCategory {
    pub key: String,
    #[serde(default)]
    pub parent_id: Option<CategoryId>,
    pub name: Text,
    #[serde(default)]
    pub keywords: Vec<String>,
    #[serde(default)]
    pub position: i64,
    pub enabled: bool,
}

/// `POST /views`
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct SaveView {
    pub name: String,
    /// `tickets` or `conversations`.
    pub target: String,
    #[serde(default)]
    pub filter: serde_json::Value,
    #[serde(default)]
    pub shared: bool,
    #[serde(default)]
    pub position: i64,
}

/// `PATCH /views/{id}`: what is absent stays.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct UpdateView {
    pub name: Option<String>,
    pub filter: Option<serde_json::Value>,
    pub shared: Option<bool>,
    pub position: Option<i64>,
}
