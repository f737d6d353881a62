//! Task flows at work: [`play`] moves a flow inside the command that receives a message, [`act`] does what the customer has
//! confirmed, [`edit`] is the drawing board, [`simulate`] plays a draft with nothing really done.

mod act;
mod edit;
mod play;
mod simulate;

pub use edit::{create, delete, get, list, publish, update};
pub(crate) use play::{current, play};
pub use simulate::{check, simulate};

use yingke_core::{flow::Heard, id::FlowId};

/// What a message does to the flow of its conversation.
#[derive(Debug, Clone, PartialEq)]
pub enum Move {
    /// Begin this one; an order that was named already is not asked for again.
    Start {
        flow_id: FlowId,
        number: i64,
        order: Option<(String, String)>,
    },
    Hear(Heard),
}
