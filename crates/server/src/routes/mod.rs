//! HTTP routes, one file a noun. A file exports `router()`; this file only lists them.

use utoipa_axum::router::OpenApiRouter;
use yingke_app::App;

pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
}
