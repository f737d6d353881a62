//! Agents tag customers and keep a note about them. The rest of the profile belongs to the shop.

use crate::{
    app::App,
    customers::view,
    error::{Error, Result},
    principal::Principal,
    views::customer::{CustomerView, UpdateCustomer},
};
use yingke_core::{
    event::{EventKind, NewEvent},
    id::CustomerId,
    permission::Permission,
};
use yingke_store::customers;

const TAGS: usize = 30;
const TAG_CHARS: usize = 30;
const NOTE_CHARS: usize = 2_000;

pub async fn edit(app: &App, who: &Principal, id: CustomerId, change: UpdateCustomer) -> Result<CustomerView> {
    who.must(Permission::CustomersEdit)?;
    let tags = change.tags.map(clean_tags).transpose()?;
    let note = change.note.map(|note| note.trim().to_owned());
    if note.as_ref().is_some_and(|note| note.chars().count() > NOTE_CHARS) {
        return Err(Error::invalid("note", format!("a note has at most {NOTE_CHARS} characters")));
    }
    let (org_id, actor, now) = (who.org_id, who.actor.clone(), app.clock.now());
    app.door
        .write(org_id, move |tx| {
            Box::pin(async move {
                let customer = customers::get(tx, org_id, id).await?.ok_or(Error::NotFound("customer"))?;
                let tags = tags.unwrap_or(customer.tags);
                let note = note.unwrap_or(customer.note);
                if !customers::set_tags_and_note(tx, org_id, id, &tags, &note, change.version, now).await? {
                    return Err(Error::version_conflict());
                }
                tx.emit(org_id, NewEvent::new(EventKind::CustomerChanged, actor, now).customer(id));
                view(tx, org_id, id).await
            })
        })
        .await
}

/// Trimmed, without empty ones and repeats, in the given order.
fn clean_tags(tags: Vec<String>) -> Result<Vec<String>> {
    let mut clean: Vec<String> = Vec::with_capacity(tags.len());
    for tag in tags {
        let tag = tag.trim();
        if tag.chars().count() > TAG_CHARS {
            return Err(Error::invalid("tags", format!("a tag has at most {TAG_CHARS} characters")));
        }
        if !tag.is_empty() && !clean.iter().any(|known| known == tag) {
            clean.push(tag.to_owned());
        }
    }
    if clean.len() > TAGS {
        return Err(Error::invalid("tags", format!("a customer has at most {TAGS} tags")));
    }
    Ok(clean)
}

#[cfg(test)]
mod tests {
    #[test]
    fn tags_are_trimmed_and_kept_once() {
        let given = [" 老客户 ", "", "老客户", "急"].map(String::from).to_vec();
        assert_eq!(super::clean_tags(given).expect("fine"), ["老客户", "急"]);
        assert!(super::clean_tags((0..31).map(|n| n.to_string()).collect()).is_err());
        assert!(super::clean_tags(vec!["长".repeat(31)]).is_err());
    }
}
