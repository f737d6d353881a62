//! The actor of one organisation: owns its sockets, follows its log, and turns each batch of events into frames.

use super::{
    Signal, Watch, frames, load,
    members::{AgentMember, MemberId, VisitorMember, WATCH_LIMIT},
    presence::Presence,
};
use crate::{
    app::App,
    bus::{Bus, Moment},
    views::{
        conversation::{ConversationView, MessageView},
        live::*,
        wall::WallView,
        widget::WidgetConversation,
    },
};
use bytes::Bytes;
use std::collections::{BTreeMap, HashMap, HashSet};
use tokio::sync::mpsc;
use uuid::Uuid;
use yingke_core::{conversation::ConversationState, event::EventKind, id::*};
use yingke_store::{CommittedEvent, events};

/// Conversations whose view is kept, so that a message need not read it back.
const KEPT: usize = 20_000;
/// Events read from the log in one go when there is a gap.
const GAP_PAGE: i64 = 1000;
const TICK: std::time::Duration = std::time::Duration::from_secs(1);
/// A console that is gone this long is signed off duty (in ticks).
const GONE_TICKS: u32 = 60;

pub(super) struct Feed {
    pub app: App,
    pub org_id: OrgId,
    bus: Bus,
    delivered: i64,
    agents: BTreeMap<MemberId, AgentMember>,
    visitors: HashMap<CustomerId, Vec<VisitorMember>>,
    visitor_of: HashMap<MemberId, CustomerId>,
    presence: Presence,
    kept: HashMap<ConversationId, ConversationView>,
    /// The same for customers, of those who are here.
    widgets: HashMap<ConversationId, WidgetConversation>,
    nicknames: HashMap<AgentId, String>,
    /// Last published place of every waiting conversation.
    positions: HashMap<ConversationId, (i64, Option<i64>)>,
    wall: Option<WallView>,
    wall_stale: bool,
    /// Agents without a console, and for how many ticks.
    gone: HashMap<AgentId, u32>,
    ticks: u64,
}

pub(super) async fn run(
    app: App,
    org_id: OrgId,
    bus: Bus,
    mut inbox: mpsc::UnboundedReceiver<Signal>,
    signals: mpsc::UnboundedSender<Signal>,
) {
    tokio::spawn(async move {
        let mut interval = tokio::time::interval(TICK);
        while signals.send(Signal::Tick).is_ok() {
            interval.tick().await;
        }
    });
    let delivered = loop {
        match events::head(&mut app.read(), org_id).await {
            Ok(head) => break head,
            Err(error) => {
                tracing::error!(%error, %org_id, "the live feed cannot read the log, trying again");
                tokio::time::sleep(TICK).await;
            }
        }
    };
    let mut feed = Feed {
        app,
        org_id,
        bus,
        delivered,
        agents: BTreeMap::new(),
        visitors: HashMap::new(),
        visitor_of: HashMap::new(),
        presence: Presence::default(),
        kept: HashMap::new(),
        widgets: HashMap::new(),
        nicknames: HashMap::new(),
        positions: HashMap::new(),
        wall: None,
        wall_stale: false,
        gone: HashMap::new(),
        ticks: 0,
    };
    while let Some(signal) = inbox.recv().await {
        if let Err(error) = feed.on(signal).await {
            // Nothing is lost: the next signal finds the gap and reads it from the log.
            tracing::error!(error = format!("{error:#}"), %org_id, "live feed");
        }
    }
}

impl Feed {
    async fn on(&mut self, signal: Signal) -> anyhow::Result<()> {
        match signal {
            Signal::Committed(events) => self.on_committed(events).await?,
            Signal::News(seq) => self.catch_up(seq).await?,
            Signal::JoinAgent(member) => self.join_agent(*member).await?,
            Signal::JoinVisitor(member) => self.join_visitor(*member).await?,
            Signal::Leave(id) => self.leave(id),
            Signal::Watch(id, what) => self.watch(id, what).await?,
            Signal::Unwatch(id, what) => self.unwatch(id, what),
            Signal::Moment { from, moment } => self.moment(from, moment),
            Signal::Tick => self.tick().await?,
        }
        Ok(())
    }

    async fn on_committed(&mut self, events: Vec<CommittedEvent>) -> anyhow::Result<()> {
        let Some(first) = events.first().map(|e| e.event.seq) else { return Ok(()) };
        if first > self.delivered + 1 {
            self.catch_up(first - 1).await?;
        }
        let fresh: Vec<CommittedEvent> = events.into_iter().filter(|e| e.event.seq > self.delivered).collect();
        self.deliver(fresh).await
    }

    /// Reads what other nodes wrote.
    async fn catch_up(&mut self, upto: i64) -> anyhow::Result<()> {
        while self.delivered < upto {
            let page = events::after(&mut self.app.read(), self.org_id, self.delivered, GAP_PAGE).await?;
            let page: Vec<CommittedEvent> = page.into_iter().map(|event| CommittedEvent { event, message: None }).collect();
            if page.is_empty() {
                break;
            }
            self.deliver(page).await?;
        }
        Ok(())
    }

    async fn deliver(&mut self, events: Vec<CommittedEvent>) -> anyhow::Result<()> {
        let Some(last) = events.last().map(|e| e.event.seq) else { return Ok(()) };
        self.refresh_caches(&events).await;
        let result = frames::deliver(self, &events).await;
        // Also after an error: a subject that cannot be read now must not stop the feed for everybody.
        self.delivered = last;
        self.wall_stale = true;
        result
    }

    /// What this node keeps in memory follows the log too.
    async fn refresh_caches(&mut self, events: &[CommittedEvent]) {
        let changed = |whats: &[&str]| {
            let settings = events.iter().filter(|e| e.event.event.kind == EventKind::SettingsChanged);
            settings.filter_map(|e| e.event.event.data.get("what")?.as_str()).any(|what| whats.contains(&what))
        };
        if changed(&["knowledge", "menus"]) {
            load::refresh_bot(&self.app, self.org_id).await;
        }
        if changed(&["bot"])
            && let Err(error) = crate::bot::kit::refresh(&self.app, self.org_id).await
        {
            tracing::warn!(%error, org = %self.org_id, "reading the bot's settings failed");
        }
        let people = |kind| matches!(kind, EventKind::AgentChanged | EventKind::GroupChanged);
        if events.iter().any(|e| people(e.event.event.kind)) {
            self.nicknames.clear();
            self.widgets.clear();
            for member in self.agents.values_mut() {
                load::refresh_principal(&self.app, &mut member.principal).await;
            }
        }
    }

    /// The view of a conversation after `seq`: patched from the message when that is all that happened, else read.
    pub(super) async fn conversation(&mut self, id: ConversationId, read: bool) -> anyhow::Result<Option<ConversationView>> {
        if !read && let Some(view) = self.kept.get(&id) {
            return Ok(Some(view.clone()));
        }
        let view = load::conversation(&mut self.app.read(), self.org_id, id).await?;
        if let Some(view) = &view {
            if self.kept.len() >= KEPT {
                self.kept.clear();
            }
            self.kept.insert(id, view.clone());
        }
        Ok(view)
    }
    /// The same as the customer sees it.
    pub(super) async fn widget(&mut self, view: &ConversationView, read: bool) -> anyhow::Result<Option<WidgetConversation>> {
        if !read && let Some(widget) = self.widgets.get_mut(&view.id) {
            widget.last_seq = view.last_seq;
            widget.unread = view.unread_customer;
            widget.agent_read_seq = view.agent_read_seq;
            widget.customer_read_seq = view.customer_read_seq;
            widget.version = view.version;
            return Ok(Some(widget.clone()));
        }
        let now = self.app.clock.now();
        let widget = load::widget_conversation(&mut self.app.read(), self.org_id, view.id, now).await?;
        if let Some(widget) = &widget {
            if self.widgets.len() >= KEPT {
                self.widgets.clear();
            }
            self.widgets.insert(view.id, widget.clone());
        }
        Ok(widget)
    }
    pub(super) async fn named(&mut self, mut message: MessageView) -> anyhow::Result<MessageView> {
        let Some(id) = message.sender_id.as_deref().and_then(|id| id.parse::<AgentId>().ok()) else { return Ok(message) };
        if let Some(nickname) = self.nicknames.get(&id) {
            message.sender_name.clone_from(nickname);
        } else {
            message = load::named(&mut self.app.read(), self.org_id, message).await?;
            self.nicknames.insert(id, message.sender_name.clone());
        }
        Ok(message)
    }
    pub(super) fn kept(&mut self, id: ConversationId) -> Option<&mut ConversationView> {
        self.kept.get_mut(&id)
    }

    // ---- sending

    pub(super) fn to_agents(&self, wants: impl Fn(&AgentMember) -> bool, frame: &AgentHears) {
        let mut encoded: Option<Bytes> = None;
        for member in self.agents.values().filter(|member| wants(member)) {
            member.outbox.push(encoded.get_or_insert_with(|| encode(frame)).clone());
        }
    }
    pub(super) fn has_visitor(&self, id: CustomerId) -> bool {
        self.visitors.contains_key(&id)
    }
    pub(super) fn to_customer(&self, id: CustomerId, frame: impl Fn(yingke_core::text::Locale) -> VisitorHears) {
        let mut encoded: Vec<(yingke_core::text::Locale, Bytes)> = Vec::new();
        for member in self.visitors.get(&id).into_iter().flatten() {
            let bytes = match encoded.iter().find(|(locale, _)| *locale == member.locale) {
                Some((_, bytes)) => bytes.clone(),
                None => {
                    let bytes = encode(&frame(member.locale));
                    encoded.push((member.locale, bytes.clone()));
                    bytes
                }
            };
            member.outbox.push(bytes);
        }
    }
    /// Languages of the consoles that want a frame.
    pub(super) fn locales(&self, wants: impl Fn(&AgentMember) -> bool) -> Vec<yingke_core::text::Locale> {
        let mut all: Vec<_> = self.agents.values().filter(|member| wants(member)).map(|member| member.principal.locale).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
    pub(super) fn visitor_locales(&self, id: CustomerId) -> Vec<yingke_core::text::Locale> {
        let mut all: Vec<_> = self.visitors.get(&id).into_iter().flatten().map(|member| member.locale).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
    pub(super) fn agents_present(&self) -> bool {
        !self.agents.is_empty()
    }

    /// Publishes the places in the queues that have changed.
    pub(super) async fn publish_positions(&mut self) -> anyhow::Result<()> {
        let now = load::positions(&mut self.app.read(), self.org_id, self.app.clock.now()).await?;
        let mut positions = HashMap::with_capacity(now.len());
        for place in now {
            let known = (place.position, place.wait_ms);
            if self.positions.get(&place.conversation_id) != Some(&known) && self.has_visitor(place.customer_id) {
                self.to_customer(place.customer_id, |_| VisitorHears::Queue {
                    conversation_id: place.conversation_id,
                    position: place.position,
                    wait_ms: place.wait_ms,
                });
            }
            positions.insert(place.conversation_id, known);
        }
        self.positions = positions;
        Ok(())
    }

    // ---- members

    async fn join_agent(&mut self, member: AgentMember) -> anyhow::Result<()> {
        let (node, agent_id) = (self.bus.node(), member.principal.agent_id);
        let after = member.after;
        member.outbox.push(encode(&AgentHears::Welcome { seq: self.delivered }));
        let outbox = member.outbox.clone();
        self.agents.insert(member.id, member);
        self.gone.remove(&agent_id);
        if self.presence.agent(agent_id, node, true).is_some() {
            self.bus.send(self.org_id, crate::bus::Says::Moment(Moment::AgentOnline { agent_id, online: true }));
        }
        if after < self.delivered {
            // Between the replay and the join something was delivered; the socket reads it again from the log.
            outbox.push(encode(&AgentHears::Reset { seq: self.delivered }));
        }
        Ok(())
    }

    async fn join_visitor(&mut self, member: VisitorMember) -> anyhow::Result<()> {
        let customer_id = member.customer_id;
        member.outbox.push(encode(&VisitorHears::Welcome { seq: self.delivered }));
        if member.after < self.delivered {
            let missed = events::after_for_customer(&mut self.app.read(), self.org_id, customer_id, member.after, 1).await?;
            if !missed.is_empty() {
                member.outbox.push(encode(&VisitorHears::Reset { seq: self.delivered }));
            }
        }
        self.visitor_of.insert(member.id, customer_id);
        self.visitors.entry(customer_id).or_default().push(member);
        let node = self.bus.node();
        self.customer_presence(node, customer_id, true);
        Ok(())
    }

    fn leave(&mut self, id: MemberId) {
        let node = self.bus.node();
        if let Some(customer_id) = self.visitor_of.remove(&id) {
            let tabs = self.visitors.entry(customer_id).or_default();
            tabs.retain(|member| member.id != id);
            if tabs.is_empty() {
                self.visitors.remove(&customer_id);
                self.customer_presence(node, customer_id, false);
            }
        } else if let Some(member) = self.agents.remove(&id) {
            let agent_id = member.principal.agent_id;
            for conversation_id in member.conversations {
                self.viewers_changed(conversation_id);
            }
            if !self.agents.values().any(|other| other.principal.agent_id == agent_id) {
                self.presence.agent(agent_id, node, false);
                self.bus.send(self.org_id, crate::bus::Says::Moment(Moment::AgentOnline { agent_id, online: false }));
                self.gone.insert(agent_id, 0);
            }
        }
    }

    async fn watch(&mut self, id: MemberId, what: Watch) -> anyhow::Result<()> {
        let Some(member) = self.agents.get(&id) else { return Ok(()) };
        match what {
            Watch::Conversation(conversation_id) => {
                let Some(view) = self.conversation(conversation_id, false).await? else { return Ok(()) };
                let customer_id = view.customer.id;
                let Some(member) = self.agents.get_mut(&id) else { return Ok(()) };
                if member.sees_conversation(&view) && member.conversations.len() < WATCH_LIMIT {
                    member.conversations.insert(conversation_id);
                    let online = self.presence.is_customer_online(customer_id);
                    member.outbox.push(encode(&AgentHears::CustomerOnline { customer_id, online }));
                    self.viewers_changed(conversation_id);
                }
            }
            Watch::Ticket(ticket_id) => {
                let Some(view) = load::ticket(&mut self.app.read(), self.org_id, ticket_id).await? else { return Ok(()) };
                let Some(member) = self.agents.get_mut(&id) else { return Ok(()) };
                if member.sees_ticket(view.agent_id, view.group_id) && member.tickets.len() < WATCH_LIMIT {
                    member.tickets.insert(ticket_id);
                }
            }
            Watch::Wall => {
                if member.principal.may(yingke_core::permission::Permission::WallRead) {
                    let wall = load::wall(&self.app, self.org_id).await?;
                    if let Some(member) = self.agents.get_mut(&id) {
                        member.wall = true;
                        member.outbox.push(encode(&AgentHears::Wall { wall: Box::new(wall) }));
                    }
                }
            }
        }
        Ok(())
    }

    fn unwatch(&mut self, id: MemberId, what: Watch) {
        let Some(member) = self.agents.get_mut(&id) else { return };
        match what {
            Watch::Conversation(conversation_id) => {
                if member.conversations.remove(&conversation_id) {
                    self.viewers_changed(conversation_id);
                }
            }
            Watch::Ticket(ticket_id) => drop(member.tickets.remove(&ticket_id)),
            Watch::Wall => member.wall = false,
        }
    }

    // ---- moments

    fn moment(&mut self, from: Uuid, moment: Moment) {
        match moment {
            Moment::CustomerTyping { customer_id } => {
                let theirs: HashSet<ConversationId> = self
                    .kept
                    .values()
                    .filter(|view| view.customer.id == customer_id && view.state != ConversationState::Ended)
                    .map(|view| view.id)
                    .collect();
                for conversation_id in theirs {
                    let frame = AgentHears::Typing { conversation_id, who: TypingWho::Customer };
                    self.to_agents(|member| member.conversations.contains(&conversation_id), &frame);
                }
            }
            Moment::AgentTyping { conversation_id, agent_id } => {
                let frame = AgentHears::Typing { conversation_id, who: TypingWho::Agent { agent_id } };
                self.to_agents(|m| m.principal.agent_id != agent_id && m.conversations.contains(&conversation_id), &frame);
                if let Some(view) = self.kept.get(&conversation_id).filter(|view| view.agent_id == Some(agent_id)) {
                    self.to_customer(view.customer.id, |_| VisitorHears::Typing { who: "agent".into() });
                }
            }
            Moment::CustomerOnline { customer_id, online } => {
                if let Some(online) = self.presence.customer(customer_id, from, online) {
                    self.tell_customer_online(customer_id, online);
                }
            }
            Moment::Viewers { conversation_id, agent_ids } => {
                let all = self.presence.set_viewers(conversation_id, from, agent_ids);
                self.tell_viewers(conversation_id, all);
            }
            Moment::AgentOnline { agent_id, online } => {
                self.presence.agent(agent_id, from, online);
            }
        }
    }

    fn customer_presence(&mut self, node: Uuid, customer_id: CustomerId, online: bool) {
        let changed = self.presence.customer(customer_id, node, online);
        self.bus.send(self.org_id, crate::bus::Says::Moment(Moment::CustomerOnline { customer_id, online }));
        if let Some(online) = changed {
            self.tell_customer_online(customer_id, online);
        }
    }

    fn tell_customer_online(&self, customer_id: CustomerId, online: bool) {
        if self.agents.values().all(|member| member.conversations.is_empty()) {
            return;
        }
        let frame = AgentHears::CustomerOnline { customer_id, online };
        self.to_agents(|member| self.watches_customer(member, customer_id), &frame);
    }
    pub(super) fn watches_customer(&self, member: &AgentMember, customer_id: CustomerId) -> bool {
        member.conversations.iter().any(|id| self.kept.get(id).is_some_and(|view| view.customer.id == customer_id))
    }

    fn viewers_changed(&mut self, conversation_id: ConversationId) {
        let mut here: Vec<AgentId> =
            self.agents.values().filter(|m| m.conversations.contains(&conversation_id)).map(|m| m.principal.agent_id).collect();
        here.sort_unstable();
        here.dedup();
        let node = self.bus.node();
        self.bus.send(self.org_id, crate::bus::Says::Moment(Moment::Viewers { conversation_id, agent_ids: here.clone() }));
        let all = self.presence.set_viewers(conversation_id, node, here);
        self.tell_viewers(conversation_id, all);
    }
    fn tell_viewers(&self, conversation_id: ConversationId, agent_ids: Vec<AgentId>) {
        let Some(view) = self.kept.get(&conversation_id) else { return };
        self.to_agents(|m| m.sees_conversation(view), &AgentHears::Viewers { conversation_id, agent_ids });
    }

    // ---- time

    async fn tick(&mut self) -> anyhow::Result<()> {
        self.ticks += 1;
        // A lost letter costs at most this long.
        if !self.bus.is_alone() && self.ticks.is_multiple_of(5) && (self.agents_present() || !self.visitors.is_empty()) {
            let head = events::head(&mut self.app.read(), self.org_id).await?;
            self.catch_up(head).await?;
        }
        if self.ticks.is_multiple_of(15) {
            let seq = self.delivered;
            self.to_agents(|_| true, &AgentHears::Upto { seq });
        }
        if self.wall_stale && self.agents.values().any(|member| member.wall) {
            self.wall_stale = false;
            let wall = load::wall(&self.app, self.org_id).await?;
            if self.wall.as_ref() != Some(&wall) {
                self.to_agents(|member| member.wall, &AgentHears::Wall { wall: Box::new(wall.clone()) });
                self.wall = Some(wall);
            }
        }
        let mut over = Vec::new();
        for (agent_id, ticks) in &mut self.gone {
            *ticks += 1;
            if *ticks >= GONE_TICKS {
                over.push(*agent_id);
            }
        }
        for agent_id in over {
            self.gone.remove(&agent_id);
            if !self.presence.is_agent_online(agent_id) {
                load::agent_gone(&self.app, self.org_id, agent_id).await;
            }
        }
        Ok(())
    }
}

pub(super) fn encode<T: serde::Serialize>(frame: &T) -> Bytes {
    serde_json::to_vec(frame).expect("frames are plain data").into()
}
