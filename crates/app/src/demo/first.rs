//! First-contact resolution of the told conversations, from the same log and by the product's own functions.

use crate::ledger::first::{MOST_EARLIER, complained_of, decided, fresh};
use std::collections::{BTreeMap, HashMap};
use yingke_core::{
    event::{EventKind, NewEvent},
    id::*,
    resolution::{
        DAYS_7, contact_of,
        first::{Case, begins},
    },
    time::Millis,
};
use yingke_store::first_contacts::FirstContact;

#[derive(Default)]
struct Book {
    cases: BTreeMap<ConversationId, FirstContact>,
    of_customer: HashMap<CustomerId, Vec<ConversationId>>,
}

/// The log in the order of time.
pub fn first_contacts(log: &[NewEvent], now: Millis) -> Vec<FirstContact> {
    let mut book = Book::default();
    for event in log {
        book.take_in(event);
    }
    let mut all: Vec<FirstContact> = book.cases.into_values().collect();
    for one in &mut all {
        decided(one, now);
    }
    all
}

impl Book {
    fn take_in(&mut self, event: &NewEvent) {
        let (Some(id), Some(customer_id)) = (event.conversation_id, event.customer_id) else { return };
        if let Some(held) = self.cases.get_mut(&id) {
            held.case.note(event);
        } else if begins(event) {
            let mut case = Case::new(event.at);
            case.note(event);
            self.cases.insert(id, fresh(id, customer_id, case));
            self.of_customer.entry(customer_id).or_default().push(id);
        }
        let others = self.newest(customer_id, event.at, id);
        if event.kind == EventKind::BotTurn && event.data["complains"] == true {
            let before = others.iter().find(|one| self.cases.get(one).is_some_and(|held| complained_of(&held.case, event.at)));
            if let Some(held) = before.and_then(|one| self.cases.get_mut(one)) {
                held.case.disputed_at = Some(event.at);
            }
        }
        let Some(contact) = contact_of(event) else { return };
        for other in others {
            let Some(held) = self.cases.get_mut(&other) else { continue };
            if held.case.note_later(&contact, DAYS_7) {
                let before = held.case.as_earlier(other, &contact);
                if let Some(later) = self.cases.get_mut(&id) {
                    later.case.note_earlier(&before);
                }
            }
        }
    }

    /// As far back as the follower looks.
    fn newest(&self, customer_id: CustomerId, now: Millis, own: ConversationId) -> Vec<ConversationId> {
        let since = now.plus(-2 * DAYS_7);
        let all = self.of_customer.get(&customer_id).into_iter().flatten();
        let mut near: Vec<(Millis, ConversationId)> = all.filter_map(|id| Some((self.cases.get(id)?.case.began_at, *id))).collect();
        near.retain(|(began_at, _)| *began_at >= since);
        near.sort_unstable_by(|a, b| b.cmp(a));
        near.into_iter().take(MOST_EARLIER as usize).map(|(_, id)| id).filter(|id| *id != own).collect()
    }
}
