//! The console's socket.

use super::{Receiver, Sender, encode, hear, send_all};
use axum::extract::ws::WebSocket;
use futures_util::StreamExt as _;
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use yingke_app::{
    App, Principal,
    bus::Moment,
    live::{
        self, Replay, Watch,
        members::{AgentMember, MemberId},
        outbox::{Outbox, Waiting},
    },
    views::live::*,
};

const TYPING: Duration = Duration::from_secs(2);

pub async fn serve(socket: WebSocket, app: App, principal: Principal) {
    let (mut to, mut from) = socket.split();
    let Some(AgentSays::Hello { after }) = hear(&mut from).await else { return };
    let (frames, after) = match Box::pin(live::replay_for_agent(&app, &principal, after)).await {
        Ok(Replay::Frames(frames, after)) => (frames, after),
        Ok(Replay::Reset(seq)) => (vec![encode(&AgentHears::Reset { seq })], seq),
        Err(error) => return tracing::warn!(%error, "a console's replay failed"),
    };
    if send_all(&mut to, frames).await.is_err() {
        return;
    }
    let (id, org_id) = (app.live.member_id(), principal.org_id);
    let outbox = Arc::new(Outbox::default());
    app.live.join_agent(&app, AgentMember::new(id, principal.clone(), outbox.clone(), after));
    talk(&mut to, &mut from, &app, &principal, id, &outbox).await;
    app.live.leave(&app, org_id, id);
}

async fn talk(to: &mut Sender, from: &mut Receiver, app: &App, principal: &Principal, id: MemberId, outbox: &Outbox) {
    let mut typed: Option<Instant> = None;
    loop {
        tokio::select! {
            waiting = outbox.wait() => {
                let frames = match waiting {
                    Waiting::Frames(frames) => frames,
                    Waiting::Overflowed => vec![encode(&AgentHears::Reset { seq: 0 })],
                    Waiting::Closed => return,
                };
                if send_all(to, frames).await.is_err() {
                    return;
                }
            }
            said = hear::<AgentSays>(from) => {
                let Some(said) = said else { return };
                match said {
                    AgentSays::Hello { .. } => {}
                    AgentSays::Ping => {
                        let pong = encode(&AgentHears::Pong { at: app.clock.now() });
                        if send_all(to, vec![pong]).await.is_err() {
                            return;
                        }
                    }
                    AgentSays::Watch { conversation_id } => app.live.watch(app, principal.org_id, id, Watch::Conversation(conversation_id)),
                    AgentSays::Unwatch { conversation_id } => app.live.unwatch(app, principal.org_id, id, Watch::Conversation(conversation_id)),
                    AgentSays::WatchTicket { ticket_id } => app.live.watch(app, principal.org_id, id, Watch::Ticket(ticket_id)),
                    AgentSays::UnwatchTicket { ticket_id } => app.live.unwatch(app, principal.org_id, id, Watch::Ticket(ticket_id)),
                    AgentSays::WatchWall => app.live.watch(app, principal.org_id, id, Watch::Wall),
                    AgentSays::UnwatchWall => app.live.unwatch(app, principal.org_id, id, Watch::Wall),
                    AgentSays::Typing { conversation_id } => {
                        if typed.is_none_or(|at| at.elapsed() >= TYPING) {
                            typed = Some(Instant::now());
                            app.live.moment(app, principal.org_id, Moment::AgentTyping { conversation_id, agent_id: principal.agent_id });
                        }
                    }
                }
            }
        }
    }
}
