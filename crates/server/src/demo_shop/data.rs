//! What the pages need from the database, in few queries.

use std::collections::HashMap;
use yingke_app::{App, Result};
use yingke_core::{id::*, order::*, product::Product};
use yingke_store::{aftersales, entries, entries::Entry, orders, products, shipments};

pub struct Shop {
    pub app: App,
    pub org_id: OrgId,
    pub templates: minijinja::Environment<'static>,
}

/// An order with all that belongs to it.
pub struct Bought {
    pub order: Order,
    pub lines: Vec<Line>,
    pub parcels: Vec<Shipment>,
    pub cases: Vec<Aftersale>,
}

/// More than a person reads on one page.
const ORDERS: i64 = 60;

impl Shop {
    /// The entry whose snippet stands on pages of this name; the first one when the names were changed.
    pub async fn entry(&self, page: &str) -> Result<Option<Entry>> {
        let mut all = entries::all(&mut self.app.read(), self.org_id).await?;
        all.retain(|entry| entry.enabled);
        let place = all.iter().position(|entry| entry.page == page).unwrap_or(0);
        Ok((!all.is_empty()).then(|| all.swap_remove(place)))
    }

    pub async fn products(&self, words: &str) -> Result<Vec<Product>> {
        Ok(products::find(&mut self.app.read(), self.org_id, words, "", 500).await?)
    }

    pub async fn product(&self, sku: &str) -> Result<Option<Product>> {
        Ok(products::by_skus(&mut self.app.read(), self.org_id, &[sku]).await?.pop())
    }

    /// Newest first.
    pub async fn bought(&self, customer_id: CustomerId) -> Result<Vec<Bought>> {
        let mut on = self.app.read();
        let orders = orders::of_customer(&mut on, self.org_id, customer_id, None, ORDERS).await?;
        self.complete(orders).await
    }

    pub async fn bought_one(&self, customer_id: CustomerId, number: &str) -> Result<Option<Bought>> {
        let order = orders::by_number(&mut self.app.read(), self.org_id, number).await?;
        let own = order.filter(|order| order.customer_id == customer_id);
        Ok(self.complete(own.into_iter().collect()).await?.pop())
    }

    async fn complete(&self, orders: Vec<Order>) -> Result<Vec<Bought>> {
        let ids: Vec<OrderId> = orders.iter().map(|order| order.id).collect();
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let mut on = self.app.read();
        let mut lines = by_order(orders::lines(&mut on, self.org_id, &ids).await?, |line| line.order_id);
        let mut parcels = by_order(shipments::of_orders(&mut on, self.org_id, &ids).await?, |parcel| parcel.order_id);
        let mut cases = by_order(aftersales::of_orders(&mut on, self.org_id, &ids).await?, |case| case.order_id);
        let complete = orders.into_iter().map(|order| {
            let id = order.id;
            Bought {
                order,
                lines: lines.remove(&id).unwrap_or_default(),
                parcels: parcels.remove(&id).unwrap_or_default(),
                cases: cases.remove(&id).unwrap_or_default(),
            }
        });
        Ok(complete.collect())
    }
}

fn by_order<T>(items: Vec<T>, id: impl Fn(&T) -> OrderId) -> HashMap<OrderId, Vec<T>> {
    let mut map: HashMap<OrderId, Vec<T>> = HashMap::new();
    for item in items {
        map.entry(id(&item)).or_default().push(item);
    }
    map
}
