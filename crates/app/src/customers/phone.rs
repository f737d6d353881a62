//! Shows a full phone number to who may see it, and writes down who looked.

use crate::{
    app::App,
    error::{Error, Result},
    principal::Principal,
};
use yingke_core::{id::*, permission::Permission};
use yingke_store::{audit, customers, orders};

/// The customer's own number, or the receiver's of one of the customer's orders.
pub async fn reveal(app: &App, who: &Principal, id: CustomerId, order_id: Option<OrderId>) -> Result<String> {
    who.must(Permission::PhoneReveal)?;
    let (org_id, actor, now, row) = (who.org_id, who.actor.clone(), app.clock.now(), app.clock.uuid());
    app.door
        .write(org_id, move |tx| {
            Box::pin(async move {
                let customer = customers::get(tx, org_id, id).await?.ok_or(Error::NotFound("customer"))?;
                let (phone, subject) = match order_id {
                    None => (customer.phone, id.to_string()),
                    Some(order_id) => {
                        let order = orders::get(tx, org_id, order_id).await?.filter(|order| order.customer_id == id);
                        (order.ok_or(Error::NotFound("order"))?.phone, order_id.to_string())
                    }
                };
                audit::write(tx, org_id, row, now, &actor, "customer.phone_revealed", &subject).await?;
                Ok(phone)
            })
        })
        .await
}
