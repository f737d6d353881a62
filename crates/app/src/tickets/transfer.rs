//! Sent on: to the second line, to a department, to a colleague; always with a reason (S0-16, S3-17).

use super::{access, agent_must_work, group_must_exist, input, policy, refused, save};
use crate::{App, Principal, Result, views::ticket::*};
use yingke_core::{
    id::*,
    ticket::{Command, Refusal, Target},
};

pub async fn transfer(app: &App, who: &Principal, id: TicketId, sent: TransferTicket) -> Result<TicketDetail> {
    let to = match (sent.agent_id, sent.group_id) {
        (Some(agent), None) => Target::Agent(agent),
        (None, Some(group)) => Target::Group(group),
        (Some(_), Some(_)) | (None, None) => return Err(refused::error(Refusal::OneTarget, app.clock.now())),
    };
    let reason = input::reason(&sent.reason)?;
    let (app, who) = (app.clone(), who.clone());
    app.clone()
        .door
        .write(who.org_id, move |tx| {
            Box::pin(async move {
                let ticket = access::load(tx, &who, id).await?;
                match to {
                    Target::Agent(agent) => agent_must_work(tx, who.org_id, agent).await?,
                    Target::Group(group) => group_must_exist(tx, who.org_id, group).await?,
                }
                let known = policy::load(tx, who.org_id, ticket.type_id, ticket.customer_id, ticket.order_id).await?;
                save::carry_out(tx, &app, who.org_id, &ticket, &known, &Command::Transfer { to, reason }, &who.actor).await?;
                super::after(tx, &app, &who, id).await
            })
        })
        .await
}
