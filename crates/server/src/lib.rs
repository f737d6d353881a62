//! The edge: HTTP routes, sockets, the OpenAPI document, the embedded web, and the `yingke` command line.
//! Nothing is decided here; every handler calls one use case of `app`.

pub mod commands;
pub mod configuration;
pub mod demo_shop;
pub mod edge;
pub mod error;
pub mod extract;
pub mod help;
pub mod http;
pub mod limits;
pub mod metrics;
pub mod openapi;
pub mod reference;
pub mod replay;
pub mod routes;
pub mod serve;
pub mod settings;
pub mod sockets;
pub mod web;
