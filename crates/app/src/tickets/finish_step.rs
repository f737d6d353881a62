//! A step is done: the customer hears it at once when it is public, and the next department takes over.

use super::input;
use crate::{App, Principal, Result, views::ticket::*};
use yingke_core::{id::*, ticket::Command};

pub async fn finish_step(app: &App, who: &Principal, id: TicketId, done: FinishStep) -> Result<TicketDetail> {
    let body = input::body("body", &done.body)?;
    super::perform(app, who, id, Command::FinishStep { step: done.step, body }).await
}
