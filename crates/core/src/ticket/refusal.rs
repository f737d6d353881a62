//! Why a command on a ticket was not carried out, in words that say what to do instead.

use super::{TicketState, fields::BadField};
use crate::time::Millis;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("the ticket is {state} and takes no more replies; create a follow-up ticket that is linked to it (`follow_up_of`)")]
    Finished { state: TicketState },
    #[error("this cannot be done while the ticket is {state}")]
    WrongState { state: TicketState },
    #[error("a ticket never becomes new again")]
    NeverNew,
    #[error("tickets close by themselves when the customer accepts, or seven days after they were solved; set it to solved")]
    ClosesItself,
    #[error("withdrawing is the customer's own act; cancel the ticket instead")]
    CustomersOwnAct,
    #[error("merging is not a state that can be set by hand")]
    NotByHand,
    #[error("the step that is next is {next:?}")]
    NotNextStep { next: String },
    #[error("all steps are finished; solve the ticket instead")]
    NoStepLeft,
    #[error("say why, so that the next person knows")]
    ReasonRequired,
    #[error("say which agent or which group, one of them")]
    OneTarget,
    #[error("the ticket is there already")]
    SameTarget,
    #[error("the ticket was sent on {0} times; keep it, or ask a supervisor to decide who does")]
    TooManyHops(i64),
    #[error("urging again is possible later")]
    TooSoon { again_at: Millis },
    #[error("fill in these fields before solving")]
    Missing(Vec<BadField>),
    #[error("say something, or attach a file")]
    Empty,
    #[error("a rating is 1 to 5 stars")]
    Stars,
    /// Nothing would change: the same command again.
    #[error("nothing to change")]
    Nothing,
}
