//! A decision being made: the ticket as it will be, and what follows from each touch.

use super::{changes::changes, decide::*, *};
use serde_json::{Value, json};

pub(super) struct Working<'a> {
    before: &'a Ticket,
    pub after: Ticket,
    actor: &'a Actor,
    pub policy: &'a Policy,
    pub now: Millis,
    entries: Vec<NewEntry>,
    notices: Vec<Notify>,
    /// Stands in the change entry.
    pub reason: String,
    hop: bool,
}

impl<'a> Working<'a> {
    pub fn new(before: &'a Ticket, actor: &'a Actor, policy: &'a Policy, now: Millis) -> Self {
        Self {
            before,
            after: before.clone(),
            actor,
            policy,
            now,
            entries: Vec::new(),
            notices: Vec::new(),
            reason: String::new(),
            hop: false,
        }
    }

    pub fn entry(&mut self, kind: EntryKind, public: bool, body: String, payload: Value, client_id: Option<String>) {
        self.entries.push(NewEntry { seq: 0, kind, public, author: self.actor.clone(), body, payload, client_id });
    }
    pub fn system_note(&mut self, payload: Value) {
        let kind = EntryKind::InternalComment;
        self.entries.push(NewEntry { seq: 0, kind, public: false, author: Actor::System, body: String::new(), payload, client_id: None });
    }
    /// Nobody is told what they did themselves, and nobody twice.
    pub fn notify(&mut self, to: Audience, kind: NoticeKind, text: &str) {
        let own = matches!((&to, agent_of(self.actor)), (Audience::Agent(id), Some(me)) if *id == me);
        if !own && !self.notices.iter().any(|notice| notice.to == to && notice.kind == kind) {
            self.notices.push(Notify { to, kind, text: text.to_owned() });
        }
    }
    /// Whoever works on it: the assignee, or else the group; and the first owner, who answers for it.
    pub fn notify_holders(&mut self, kind: NoticeKind, text: &str) {
        match (self.after.agent_id, self.after.group_id) {
            (Some(agent), _) => self.notify(Audience::Agent(agent), kind, text),
            (None, Some(group)) => self.notify(Audience::Group(group), kind, text),
            (None, None) => {}
        }
        if let Some(owner) = self.after.owner_id {
            self.notify(Audience::Agent(owner), kind, text);
        }
    }

    /// A staff member touched it: new becomes open, and never new again.
    pub fn touched_by_staff(&mut self) {
        if self.after.state == TicketState::New {
            self.after.state = TicketState::Open;
        }
    }
    pub fn assign(&mut self, agent: AgentId) {
        self.give_to(agent, NoticeKind::Assigned);
    }
    pub fn give_to(&mut self, agent: AgentId, kind: NoticeKind) {
        self.after.agent_id = Some(agent);
        self.after.owner_id = self.after.owner_id.or(Some(agent));
        self.touched_by_staff();
        self.notify(Audience::Agent(agent), kind, "");
    }
    /// Goes to a group; a group of one is its member (unless it was the one who failed).
    pub fn settle_in(&mut self, group: GroupId, kind: NoticeKind) {
        self.after.group_id = Some(group);
        self.after.agent_id = None;
        let members = self.policy.members.get(&group).map_or(&[][..], Vec::as_slice);
        match members {
            [only] if !self.after.failed_by.contains(only) => self.give_to(*only, kind),
            // A new ticket in a group's list is its daily work, no news for each member; what comes from elsewhere is.
            _ if kind == NoticeKind::Assigned => {}
            _ => self.notify(Audience::Group(group), kind, ""),
        }
    }
    pub fn count_hop(&mut self) {
        self.hop = true;
        self.after.hops += 1;
    }

    pub fn move_to(&mut self, to: TicketState) {
        if self.after.state == to {
            return;
        }
        self.after.state = to;
        match to {
            TicketState::Solved => self.after.solved_at = Some(self.now),
            TicketState::Closed => self.after.closed_at = Some(self.now),
            TicketState::New | TicketState::Open | TicketState::PendingCustomer | TicketState::OnHold => {
                self.after.solved_at = None;
                self.after.closed_at = None;
            }
            TicketState::Withdrawn | TicketState::Cancelled | TicketState::Merged => {}
        }
    }
    pub fn heard_mood(&mut self, mood: Mood) {
        self.after.mood = self.after.mood.max(mood);
    }
    pub fn reassess(&mut self) {
        let facts = self.after.priority_facts(self.policy);
        (self.after.priority, self.after.priority_reason) = priority::reassess(self.after.priority, &self.after.priority_reason, facts);
    }

    pub fn finish(mut self) -> Result<Decision, Refusal> {
        let changed = changes(self.before, &self.after, &self.policy.fields);
        if changed.is_empty() && self.entries.is_empty() {
            return Err(Refusal::Nothing);
        }
        if !changed.is_empty() {
            let mut payload = json!({ "changes": changed });
            if self.hop {
                payload["hop"] = json!(self.after.hops);
            }
            let body = std::mem::take(&mut self.reason);
            self.entry(EntryKind::Change, false, body, payload, None);
        }
        Ok(self.numbered())
    }
    /// A new ticket has no differences to tell: its first entry tells everything.
    pub fn finish_new(self) -> Decision {
        self.numbered()
    }
    fn numbered(mut self) -> Decision {
        for entry in &mut self.entries {
            self.after.last_entry_seq += 1;
            entry.seq = self.after.last_entry_seq;
            if entry.public {
                self.after.last_public_at = Some(self.now);
            }
        }
        self.after.version += 1;
        self.after.updated_at = self.now.max(self.before.updated_at);
        Decision { ticket: self.after, entries: self.entries, notices: self.notices }
    }
}
