//! A refusal of the domain as an error that its caller can act on.

use crate::{Error, error::FieldProblem};
use yingke_core::{
    ticket::{Refusal, fields::BadField},
    time::Millis,
};

pub fn error(refusal: Refusal, now: Millis) -> Error {
    let message = refusal.to_string();
    match refusal {
        Refusal::TooSoon { again_at } => Error::RateLimited { retry_after_s: again_at.since(now).cast_unsigned().div_ceil(1000).max(1) },
        Refusal::ReasonRequired => Error::invalid("reason", message),
        Refusal::OneTarget | Refusal::SameTarget => Error::invalid("group_id", message),
        Refusal::Missing(gaps) => form(gaps),
        Refusal::Empty => Error::invalid("body", message),
        Refusal::Stars => Error::invalid("stars", message),
        Refusal::NotNextStep { .. } | Refusal::NoStepLeft => Error::conflict("wrong_step", message),
        Refusal::Finished { .. } => Error::conflict("finished", message),
        Refusal::WrongState { .. }
        | Refusal::NeverNew
        | Refusal::ClosesItself
        | Refusal::CustomersOwnAct
        | Refusal::NotByHand
        | Refusal::Nothing => Error::conflict("wrong_state", message),
        Refusal::TooManyHops(_) => Error::conflict("too_many_hops", message),
    }
}

/// Flaws of a ticket's own fields, all at once.
pub fn form(bad: Vec<BadField>) -> Error {
    Error::Form(
        bad.into_iter()
            .map(|bad| FieldProblem {
                field: if bad.key.is_empty() { "fields".to_owned() } else { format!("fields.{}", bad.key) },
                code: bad.problem.to_string(),
                message: match bad.problem {
                    yingke_core::ticket::fields::Problem::Required => "this must be filled in".to_owned(),
                    problem => format!("this value cannot be taken: {problem}"),
                },
            })
            .collect(),
    )
}
