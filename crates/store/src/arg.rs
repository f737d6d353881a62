//! Values bound to a statement. Options keep their type, because PostgreSQL wants to know the type of a NULL.

use uuid::Uuid;
use yingke_core::{id::*, time::Millis};

#[derive(Debug, Clone, PartialEq)]
pub enum Arg {
    Int(Option<i64>),
    Text(Option<String>),
    Id(Option<Uuid>),
    Bytes(Option<Vec<u8>>),
    Bool(bool),
    /// Whole columns, for multi-row statements on PostgreSQL.
    Ints(Vec<Option<i64>>),
    Texts(Vec<Option<String>>),
    Ids(Vec<Option<Uuid>>),
    Blobs(Vec<Option<Vec<u8>>>),
    Bools(Vec<bool>),
}

impl Arg {
    /// An empty column of this value's type.
    pub(crate) fn column(&self, rows: usize) -> Arg {
        match self {
            Arg::Int(_) | Arg::Ints(_) => Arg::Ints(Vec::with_capacity(rows)),
            Arg::Text(_) | Arg::Texts(_) => Arg::Texts(Vec::with_capacity(rows)),
            Arg::Id(_) | Arg::Ids(_) => Arg::Ids(Vec::with_capacity(rows)),
            Arg::Bytes(_) | Arg::Blobs(_) => Arg::Blobs(Vec::with_capacity(rows)),
            Arg::Bool(_) | Arg::Bools(_) => Arg::Bools(Vec::with_capacity(rows)),
        }
    }
    /// Appends a value to a column of its type.
    ///
    /// # Panics
    /// When the rows of one statement disagree about a column's type: a programming error.
    pub(crate) fn append(&mut self, value: Arg) {
        match (self, value) {
            (Arg::Ints(column), Arg::Int(v)) => column.push(v),
            (Arg::Texts(column), Arg::Text(v)) => column.push(v),
            (Arg::Ids(column), Arg::Id(v)) => column.push(v),
            (Arg::Blobs(column), Arg::Bytes(v)) => column.push(v),
            (Arg::Bools(column), Arg::Bool(v)) => column.push(v),
            (column, value) => panic!("rows disagree about a column: {column:?} and {value:?}"),
        }
    }
}

macro_rules! from {
    ($($type:ty => |$v:ident| $body:expr;)*) => {$(
        impl From<$type> for Arg {
            fn from($v: $type) -> Arg { $body }
        }
    )*};
}

from! {
    i64 => |v| Arg::Int(Some(v));
    Option<i64> => |v| Arg::Int(v);
    bool => |v| Arg::Bool(v);
    &str => |v| Arg::Text(Some(v.to_owned()));
    &String => |v| Arg::Text(Some(v.clone()));
    String => |v| Arg::Text(Some(v));
    Option<String> => |v| Arg::Text(v);
    Option<&str> => |v| Arg::Text(v.map(str::to_owned));
    Uuid => |v| Arg::Id(Some(v));
    Option<Uuid> => |v| Arg::Id(v);
    Vec<u8> => |v| Arg::Bytes(Some(v));
    Option<Vec<u8>> => |v| Arg::Bytes(v);
    &[u8] => |v| Arg::Bytes(Some(v.to_vec()));
    [u8; 32] => |v| Arg::Bytes(Some(v.to_vec()));
    Millis => |v| Arg::Int(Some(v.0));
    Option<Millis> => |v| Arg::Int(v.map(|at| at.0));
}

macro_rules! from_ids {
    ($($id:ty),* $(,)?) => {$(
        impl From<$id> for Arg {
            fn from(id: $id) -> Arg { Arg::Id(Some(id.0)) }
        }
        impl From<Option<$id>> for Arg {
            fn from(id: Option<$id>) -> Arg { Arg::Id(id.map(|id| id.0)) }
        }
        impl crate::query::FromColumn for $id {
            fn read(row: &crate::Row, index: usize) -> crate::Result<Self> {
                Ok(Self(<Uuid as crate::query::FromColumn>::read(row, index)?))
            }
        }
        impl crate::query::FromColumn for Option<$id> {
            fn read(row: &crate::Row, index: usize) -> crate::Result<Self> {
                Ok(<Option<Uuid> as crate::query::FromColumn>::read(row, index)?.map(Into::into))
            }
        }
    )*};
}

from_ids!(
    OrgId,
    AgentId,
    GroupId,
    EntryId,
    CustomerId,
    ConversationId,
    MessageId,
    TicketId,
    TicketTypeId,
    CategoryId,
    OrderId,
    ProductId,
    ShipmentId,
    AftersaleId,
    KnowledgeId,
    FlowId,
    ScriptId,
    ViewId,
    AttachmentId,
    ApiKeyId,
    SessionId,
    NoticeId,
    DecisionId,
    RecordId,
    WalkId,
    FactId,
    RecallId,
    SuggestionId,
);
