//! Typed identifiers. Each is a UUIDv7 inside and a prefixed string outside (`con_0190…`), so that an id
//! pasted into the wrong place is refused instead of silently matching nothing.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, str::FromStr};
use uuid::Uuid;

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a valid id; expected the form {0}_<32 hexadecimal digits>")]
pub struct BadId(pub &'static str);

macro_rules! typed_id {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub Uuid);

        impl $name {
            pub const PREFIX: &'static str = $prefix;
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($prefix, "_{}"), self.0.simple())
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }
        impl FromStr for $name {
            type Err = BadId;
            fn from_str(text: &str) -> Result<Self, BadId> {
                let hex = text.strip_prefix(concat!($prefix, "_")).ok_or(BadId($prefix))?;
                if hex.len() != 32 {
                    return Err(BadId($prefix));
                }
                Uuid::try_parse(hex).map(Self).map_err(|_| BadId($prefix))
            }
        }
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut room = [0; TEXT_MAX];
                serializer.serialize_str(text($prefix, self.0, &mut room))
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
        impl From<$name> for Uuid {
            fn from(id: $name) -> Uuid {
                id.0
            }
        }
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .pattern(Some(concat!("^", $prefix, "_[0-9a-f]{32}$")))
                    .into()
            }
        }
        impl utoipa::ToSchema for $name {}
    )*};
}

typed_id! {
    /// A tenant: one shop or company.
    OrgId = "org";
    AgentId = "agt";
    GroupId = "grp";
    EntryId = "ent";
    CustomerId = "cus";
    ConversationId = "con";
    MessageId = "msg";
    TicketId = "tic";
    TicketTypeId = "tty";
    CategoryId = "cat";
    OrderId = "ord";
    ProductId = "prd";
    ShipmentId = "shp";
    AftersaleId = "aft";
    KnowledgeId = "kno";
    FlowId = "flo";
    ScriptId = "scr";
    ViewId = "viw";
    AttachmentId = "att";
    ApiKeyId = "key";
    SessionId = "ses";
    NoticeId = "ntc";
    DecisionId = "dec";
    RecordId = "rec";
    /// A walk through an SOP.
    WalkId = "wlk";
    FactId = "fct";
    RecallId = "rcl";
    /// What customers ask of the product.
    SuggestionId = "sug";
}

/// Room for the longest prefix, the underscore and 32 digits.
const TEXT_MAX: usize = 8 + 32;

/// The id as text, without a piece of memory of its own: lists write some hundred of them.
fn text<'r>(prefix: &str, id: Uuid, room: &'r mut [u8; TEXT_MAX]) -> &'r str {
    let (head, digits) = room.split_at_mut(prefix.len() + 1);
    head[..prefix.len()].copy_from_slice(prefix.as_bytes());
    head[prefix.len()] = b'_';
    id.simple().encode_lower(digits);
    std::str::from_utf8(&room[..prefix.len() + 33]).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_survives_the_round_trip_and_refuses_another_kind() {
        let id = TicketId(Uuid::from_u128(7));
        assert_eq!(id.to_string().parse::<TicketId>(), Ok(id));
        assert_eq!(id.to_string().parse::<OrderId>(), Err(BadId("ord")));
        assert_eq!("tic_12".parse::<TicketId>(), Err(BadId("tic")));
    }
}
