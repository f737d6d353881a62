//! What a decision about a ticket needs to know beside it: the type's course, the groups, the customer, the order.

use crate::{Error, Result};
use std::collections::HashMap;
use yingke_core::{
    id::*,
    ticket::{Policy, Step, definition::StepDef, priority},
};
use yingke_store::{
    Run, customers, groups, orders,
    ticket_types::{self, TicketType},
};

pub struct Known {
    pub kind: TicketType,
    pub policy: Policy,
}

pub async fn load(
    on: &mut impl Run,
    org_id: OrgId,
    type_id: TicketTypeId,
    customer_id: Option<CustomerId>,
    order_id: Option<OrderId>,
) -> Result<Known> {
    let kind = ticket_types::get(on, org_id, type_id).await?.ok_or(Error::NotFound("ticket type"))?;
    let keys = groups::keys(on, org_id).await?;
    let members = groups::enabled_members(on, org_id).await?;
    let vip = match customer_id {
        Some(id) => customers::get(on, org_id, id).await?.is_some_and(|customer| priority::is_vip(&customer.tier)),
        None => false,
    };
    let value_at_risk = match order_id {
        Some(id) => orders::get(on, org_id, id).await?.is_some_and(|order| order.paid_fen >= priority::VALUE_AT_RISK_FEN),
        None => false,
    };
    let policy = Policy { members, vip, value_at_risk, ..of(&kind, &keys) };
    Ok(Known { kind, policy })
}

fn of(kind: &TicketType, groups: &HashMap<String, GroupId>) -> Policy {
    let definition = &kind.definition;
    let step = |step: &StepDef| Step { key: step.key.clone(), public: step.public, group_id: groups.get(&step.group).copied() };
    Policy {
        fields: definition.fields.clone(),
        steps: definition.steps.iter().map(step).collect(),
        home_group: groups.get(&definition.group).copied(),
        base_priority: definition.base_priority,
        members: HashMap::new(),
        vip: false,
        value_at_risk: false,
    }
}
