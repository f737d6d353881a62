//! HTTP routes, one file a noun. A file exports `router()`; this file only lists them.

mod agents;
mod api_keys;
mod attachments;
mod entries;
mod groups;
pub mod health;
mod customers;
mod import;
mod knowledge;
mod orders;
mod scripts;
mod widget_orders;
mod session;
mod widget;

use utoipa_axum::router::OpenApiRouter;
use yingke_app::App;

pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(session::router())
        .merge(widget_orders::router())
        .merge(scripts::router())
        .merge(orders::router())
        .merge(knowledge::router())
        .merge(import::router())
        .merge(customers::router())
        .merge(agents::router())
        .merge(groups::router())
        .merge(entries::router())
        .merge(api_keys::router())
        .merge(widget::router())
        .merge(attachments::router())
}
