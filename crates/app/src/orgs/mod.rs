//! Organisations: the tenants.

mod create;

pub use create::{Created, NewOrg, create, create_with_hash};
