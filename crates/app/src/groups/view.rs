//! Groups with their members in seat order.

use crate::{
    App, Principal, Result,
    views::agent::{GroupKind, GroupView},
};
use yingke_core::id::*;
use yingke_store::{
    Run,
    groups::{self, Group},
};

pub async fn view(on: &mut impl Run, org_id: OrgId, id: GroupId) -> Result<Option<GroupView>> {
    groups::find(on, org_id, id).await?.map(of_row).transpose()
}

pub async fn list(app: &App, who: &Principal) -> Result<Vec<GroupView>> {
    groups::all(&mut app.read(), who.org_id).await?.into_iter().map(of_row).collect()
}

fn of_row(group: Group) -> Result<GroupView> {
    Ok(GroupView {
        id: group.id,
        key: group.key,
        name: group.name,
        kind: group.kind.parse::<GroupKind>().map_err(yingke_store::Error::from)?,
        strategy: group.strategy,
        member_ids: group.member_ids,
        version: group.version,
    })
}
