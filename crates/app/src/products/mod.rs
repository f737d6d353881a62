//! Products: found for cards in a thread.

use crate::{
    app::App,
    cursor,
    error::Result,
    principal::Principal,
    views::{Page, order::ProductCard},
};
use yingke_core::{permission::Permission, product::Product};
use yingke_store::{events, products};

/// By sku or words of the title; without words the catalogue from its beginning.
pub async fn find(app: &App, who: &Principal, text: &str, after: Option<&str>, limit: Option<i64>) -> Result<Page<ProductCard>> {
    who.must(Permission::CustomersRead)?;
    let on = &mut app.read();
    let seq = events::head(on, who.org_id).await?;
    let limit = cursor::limit(limit);
    let mut found = products::find(on, who.org_id, text.trim(), after.unwrap_or(""), limit + 1).await?;
    let next = cursor::cut(&mut found, limit, |product| product.sku.clone());
    Ok(Page { items: found.iter().map(card).collect(), next, seq })
}

pub fn card(product: &Product) -> ProductCard {
    ProductCard {
        product_id: product.id,
        sku: product.sku.clone(),
        title: product.title.clone(),
        price_fen: product.price_fen,
        image_url: product.image_url.clone(),
        url: product.url.clone(),
    }
}
