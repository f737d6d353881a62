//! Live updates: readers of the event log that tell sockets what changed.
//!
//! One [`feed`] an organisation, an actor that owns its sockets and turns events into frames: it hears of commits of
//! this node directly and of other nodes' through the [`crate::bus`], reads gaps back from the log, and so gives every
//! socket every event in order. Start at [`feed::Feed`]; what a frame holds is decided in [`frames`].

mod feed;
mod frames;
mod load;
pub mod members;
pub mod outbox;
mod presence;
mod replay;

use crate::{
    app::App,
    bus::{Bus, Letter, Moment, Says},
};
use members::{AgentMember, MemberId, VisitorMember};
use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
};
use tokio::sync::mpsc;
use yingke_core::id::*;
use yingke_store::{Committed, CommittedEvent};

pub use replay::{Replay, for_agent as replay_for_agent, for_visitor as replay_for_visitor};

/// The live side of one node.
pub struct Hub {
    feeds: Mutex<HashMap<OrgId, Arc<Line>>>,
    bus: Bus,
    next_member: AtomicU64,
}

/// The way to one feed.
pub(crate) struct Line {
    signals: mpsc::UnboundedSender<Signal>,
    sockets: AtomicI64,
}

pub(crate) enum Signal {
    Committed(Vec<CommittedEvent>),
    /// Another node has written up to here.
    News(i64),
    JoinAgent(Box<AgentMember>),
    JoinVisitor(Box<VisitorMember>),
    Leave(MemberId),
    Watch(MemberId, Watch),
    Unwatch(MemberId, Watch),
    Moment {
        from: uuid::Uuid,
        moment: Moment,
    },
    Tick,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Watch {
    Conversation(ConversationId),
    Ticket(TicketId),
    Wall,
}

impl Hub {
    /// Connects the bus; letters of other nodes arrive through the returned receiver, for [`follow`].
    pub async fn connect(nats: Option<&str>) -> anyhow::Result<(Hub, mpsc::UnboundedReceiver<Letter>)> {
        let (inbox, letters) = mpsc::unbounded_channel();
        let bus = match nats {
            Some(url) => Bus::nats(url, inbox).await?,
            None => Bus::alone(),
        };
        Ok((Hub { feeds: Mutex::default(), bus, next_member: AtomicU64::new(1) }, letters))
    }

    pub fn member_id(&self) -> MemberId {
        MemberId(self.next_member.fetch_add(1, Ordering::Relaxed))
    }
    /// Open sockets on this node.
    pub fn sockets(&self) -> i64 {
        self.feeds.lock().expect("no panic while holding it").values().map(|line| line.sockets.load(Ordering::Relaxed)).sum()
    }
    pub fn join_agent(&self, app: &App, member: AgentMember) {
        let line = self.line(app, member.principal.org_id);
        line.sockets.fetch_add(1, Ordering::Relaxed);
        let _ = line.signals.send(Signal::JoinAgent(Box::new(member)));
    }
    pub fn join_visitor(&self, app: &App, member: VisitorMember) {
        let line = self.line(app, member.org_id);
        line.sockets.fetch_add(1, Ordering::Relaxed);
        let _ = line.signals.send(Signal::JoinVisitor(Box::new(member)));
    }
    pub fn leave(&self, app: &App, org_id: OrgId, id: MemberId) {
        let line = self.line(app, org_id);
        line.sockets.fetch_sub(1, Ordering::Relaxed);
        let _ = line.signals.send(Signal::Leave(id));
    }
    pub fn watch(&self, app: &App, org_id: OrgId, id: MemberId, what: Watch) {
        let _ = self.line(app, org_id).signals.send(Signal::Watch(id, what));
    }
    pub fn unwatch(&self, app: &App, org_id: OrgId, id: MemberId, what: Watch) {
        let _ = self.line(app, org_id).signals.send(Signal::Unwatch(id, what));
    }
    /// Something of the moment, to this node's sockets and to the other nodes.
    pub fn moment(&self, app: &App, org_id: OrgId, moment: Moment) {
        self.bus.send(org_id, Says::Moment(moment.clone()));
        let _ = self.line(app, org_id).signals.send(Signal::Moment { from: self.bus.node(), moment });
    }

    fn line(&self, app: &App, org_id: OrgId) -> Arc<Line> {
        let mut feeds = self.feeds.lock().expect("no panic while holding it");
        feeds
            .entry(org_id)
            .or_insert_with(|| {
                let (signals, inbox) = mpsc::unbounded_channel();
                let line = Arc::new(Line { signals: signals.clone(), sockets: AtomicI64::new(0) });
                tokio::spawn(feed::run(app.clone(), org_id, self.bus.clone(), inbox, signals));
                line
            })
            .clone()
    }
    /// The feed, when there is one: nobody listens to an organisation without a socket.
    fn existing(&self, org_id: OrgId) -> Option<Arc<Line>> {
        self.feeds.lock().expect("no panic while holding it").get(&org_id).cloned()
    }
}

/// Follows this node's commits and the letters of other nodes.
pub fn follow(app: App, mut committed: mpsc::UnboundedReceiver<Committed>, mut letters: mpsc::UnboundedReceiver<Letter>) {
    let reader = app.clone();
    tokio::spawn(async move {
        while let Some(batch) = committed.recv().await {
            app.timers.observe(&batch);
            app.ledger.observe(&batch);
            on_commit(&app, batch).await;
        }
    });
    tokio::spawn(async move {
        while let Some(letter) = letters.recv().await {
            let Some(line) = reader.live.existing(letter.org_id) else { continue };
            let _ = match letter.says {
                Says::News { seq } => line.signals.send(Signal::News(seq)),
                Says::Moment(moment) => line.signals.send(Signal::Moment { from: letter.from, moment }),
            };
        }
    });
}

async fn on_commit(app: &App, batch: Committed) {
    let mut by_org: HashMap<OrgId, Vec<CommittedEvent>> = HashMap::new();
    for event in batch.events.iter() {
        by_org.entry(event.event.org_id).or_default().push(event.clone());
    }
    for (org_id, events) in by_org {
        let Some(last) = events.last() else { continue };
        app.live.bus.send(org_id, Says::News { seq: last.event.seq });
        if let Some(line) = app.live.existing(org_id) {
            let _ = line.signals.send(Signal::Committed(events));
        }
    }
}
