//! Import: the shop's systems push customers, products, orders, parcels and after-sale cases. Idempotent by the
//! shop's own keys, free of order by the shop's own times, one transaction a request, a few statements however many
//! rows. A row that is wrong is reported and left out; the others go in.

mod aftersales;
mod customers;
mod orders;
mod products;
mod rows;
mod shipments;

pub use aftersales::aftersales;
pub use customers::customers;
pub use orders::orders;
pub use products::products;
pub use shipments::shipments;
