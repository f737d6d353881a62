//! The edge: HTTP routes, sockets, the OpenAPI document, the embedded web, and the `yingke` command line.
//! Nothing is decided here; every handler calls one use case of `app`.

pub mod error;
pub mod openapi;
pub mod routes;
