//! Who is there: customers with an open page, agents with an open console, and who looks at what; on this node and on
//! the others, as far as their letters tell.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use uuid::Uuid;
use yingke_core::id::*;

#[derive(Default)]
pub struct Presence {
    customers: Places<CustomerId>,
    agents: Places<AgentId>,
    viewers: HashMap<ConversationId, HashMap<Uuid, Vec<AgentId>>>,
}

/// On which nodes something is.
struct Places<K>(HashMap<K, HashSet<Uuid>>);

impl<K> Default for Places<K> {
    fn default() -> Self {
        Places(HashMap::new())
    }
}

impl<K: Eq + Hash + Copy> Places<K> {
    /// Returns the new state when it changed as a whole.
    fn set(&mut self, key: K, node: Uuid, here: bool) -> Option<bool> {
        let nodes = self.0.entry(key).or_default();
        let before = !nodes.is_empty();
        if here {
            nodes.insert(node);
        } else {
            nodes.remove(&node);
        }
        let after = !nodes.is_empty();
        if !after {
            self.0.remove(&key);
        }
        (before != after).then_some(after)
    }
}

impl Presence {
    pub fn customer(&mut self, id: CustomerId, node: Uuid, online: bool) -> Option<bool> {
        self.customers.set(id, node, online)
    }
    pub fn is_customer_online(&self, id: CustomerId) -> bool {
        self.customers.0.contains_key(&id)
    }
    pub fn agent(&mut self, id: AgentId, node: Uuid, online: bool) -> Option<bool> {
        self.agents.set(id, node, online)
    }
    pub fn is_agent_online(&self, id: AgentId) -> bool {
        self.agents.0.contains_key(&id)
    }
    /// Sets a node's viewers and returns all of them.
    pub fn set_viewers(&mut self, id: ConversationId, node: Uuid, agents: Vec<AgentId>) -> Vec<AgentId> {
        let nodes = self.viewers.entry(id).or_default();
        if agents.is_empty() {
            nodes.remove(&node);
        } else {
            nodes.insert(node, agents);
        }
        let mut all: Vec<AgentId> = nodes.values().flatten().copied().collect();
        if nodes.is_empty() {
            self.viewers.remove(&id);
        }
        all.sort_unstable();
        all.dedup();
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_customer_on_two_nodes_goes_offline_only_when_both_have_lost_them() {
        let (mut presence, id, one, two) = (Presence::default(), CustomerId(Uuid::from_u128(1)), Uuid::from_u128(2), Uuid::from_u128(3));
        assert_eq!(presence.customer(id, one, true), Some(true));
        assert_eq!(presence.customer(id, two, true), None);
        assert_eq!(presence.customer(id, one, false), None);
        assert_eq!(presence.customer(id, two, false), Some(false));
        assert!(!presence.is_customer_online(id));
    }

    #[test]
    fn viewers_of_all_nodes_are_one_list() {
        let (mut presence, id) = (Presence::default(), ConversationId(Uuid::from_u128(1)));
        let (a, b) = (AgentId(Uuid::from_u128(5)), AgentId(Uuid::from_u128(6)));
        presence.set_viewers(id, Uuid::from_u128(2), vec![a]);
        assert_eq!(presence.set_viewers(id, Uuid::from_u128(3), vec![a, b]), vec![a, b]);
        assert_eq!(presence.set_viewers(id, Uuid::from_u128(3), vec![]), vec![a]);
    }
}
