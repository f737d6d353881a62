//! Instants as whole milliseconds since 1970-01-01T00:00:00Z. The clock itself is outside this crate: every
//! decision gets `now` as an argument.

use serde::{Deserialize, Serialize};

/// How far China's civil time is ahead, all year: the days and hours of a shop are its own.
pub const CHINA_MS: i64 = 8 * 3_600_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Millis(pub i64);

impl Millis {
    /// Milliseconds from `earlier` to `self`; never negative, so that a clock step cannot produce a negative wait.
    pub fn since(self, earlier: Millis) -> i64 {
        (self.0 - earlier.0).max(0)
    }
    pub fn plus(self, ms: i64) -> Millis {
        Millis(self.0.saturating_add(ms))
    }
}

impl utoipa::PartialSchema for Millis {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::Integer)
            .format(Some(utoipa::openapi::SchemaFormat::KnownFormat(utoipa::openapi::KnownFormat::Int64)))
            .description(Some("Milliseconds since 1970-01-01T00:00:00Z."))
            .into()
    }
}
impl utoipa::ToSchema for Millis {}
