//! A product of the shop's catalogue.

use crate::{id::ProductId, time::Millis};

#[derive(Debug, Clone, PartialEq)]
pub struct Product {
    pub id: ProductId,
    pub sku: String,
    pub title: String,
    pub title_en: String,
    pub category: String,
    pub price_fen: i64,
    pub spec: String,
    pub image_url: String,
    pub url: String,
    pub updated_at: Millis,
}
