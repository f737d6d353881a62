//! HTTP routes, one file a noun. A file exports `router()`; this file only lists them.

mod agents;
mod api_keys;
mod attachments;
mod entries;
mod groups;
pub mod health;
mod session;
mod widget;

use utoipa_axum::router::OpenApiRouter;
use yingke_app::App;

pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(session::router())
        .merge(agents::router())
        .merge(groups::router())
        .merge(entries::router())
        .merge(api_keys::router())
        .merge(widget::router())
        .merge(attachments::router())
}
