//! The customer's socket.

use super::{Receiver, Sender, encode, hear, send_all};
use axum::extract::ws::WebSocket;
use futures_util::StreamExt as _;
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use yingke_app::{
    App, Error, Visitor,
    bus::Moment,
    live::{
        self, Replay,
        members::VisitorMember,
        outbox::{Outbox, Waiting},
    },
    views::live::*,
};

/// Typing is told to the agent at most this often.
const TYPING: Duration = Duration::from_secs(2);

pub async fn serve(socket: WebSocket, app: App, visitor: Visitor) {
    let (mut to, mut from) = socket.split();
    let Some(VisitorSays::Hello { after }) = hear(&mut from).await else { return };
    // Boxed, as everything that an idle socket does not need.
    let (frames, after) = match Box::pin(live::replay_for_visitor(&app, &visitor, after)).await {
        Ok(Replay::Frames(frames, after)) => (frames, after),
        Ok(Replay::Reset(seq)) => (vec![encode(&VisitorHears::Reset { seq })], seq),
        Err(error) => return tracing::warn!(%error, "a visitor's replay failed"),
    };
    if send_all(&mut to, frames).await.is_err() {
        return;
    }
    let id = app.live.member_id();
    let outbox = Arc::new(Outbox::default());
    let member = VisitorMember {
        id,
        org_id: visitor.org_id,
        customer_id: visitor.customer_id,
        locale: visitor.locale,
        outbox: outbox.clone(),
        after,
    };
    app.live.join_visitor(&app, member);
    talk(&mut to, &mut from, &app, &visitor, &outbox).await;
    app.live.leave(&app, visitor.org_id, id);
}

async fn talk(to: &mut Sender, from: &mut Receiver, app: &App, visitor: &Visitor, outbox: &Outbox) {
    let mut typed: Option<Instant> = None;
    loop {
        tokio::select! {
            waiting = outbox.wait() => {
                let frames = match waiting {
                    Waiting::Frames(frames) => frames,
                    Waiting::Overflowed => vec![encode(&VisitorHears::Reset { seq: 0 })],
                    Waiting::Closed => return,
                };
                if send_all(to, frames).await.is_err() {
                    return;
                }
            }
            said = hear::<VisitorSays>(from) => {
                let Some(said) = said else { return };
                // Boxed: what a rare frame needs must not make every idle socket larger.
                let answer = Box::pin(answer(app, visitor, said, &mut typed)).await;
                if let Some(frame) = answer && send_all(to, vec![encode(&frame)]).await.is_err() {
                    return;
                }
            }
        }
    }
}

async fn answer(app: &App, visitor: &Visitor, said: VisitorSays, typed: &mut Option<Instant>) -> Option<VisitorHears> {
    match said {
        VisitorSays::Hello { .. } => None,
        VisitorSays::Ping => Some(VisitorHears::Pong { at: app.clock.now() }),
        VisitorSays::Send { message } => {
            let client_id = message.client_id.clone();
            Some(match yingke_app::conversations::send_customer(app, visitor, message).await {
                Ok(sent) => VisitorHears::Ack { sent },
                Err(error) => refused(client_id, error),
            })
        }
        VisitorSays::Typing => {
            if typed.is_none_or(|at| at.elapsed() >= TYPING) {
                *typed = Some(Instant::now());
                app.live.moment(app, visitor.org_id, Moment::CustomerTyping { customer_id: visitor.customer_id });
            }
            None
        }
        VisitorSays::Read { conversation_id, seq } => {
            if let Err(error) = yingke_app::conversations::read_by_customer(app, visitor, conversation_id, seq).await {
                tracing::debug!(%error, "a read mark was not taken");
            }
            None
        }
        VisitorSays::Visit { url, title } => {
            if let Err(error) = yingke_app::customers::visits::record(app, visitor, &url, &title).await {
                tracing::debug!(%error, "a page visit was not taken");
            }
            None
        }
    }
}

fn refused(client_id: String, error: Error) -> VisitorHears {
    let retry = matches!(error, Error::Busy | Error::Internal(_) | Error::RateLimited { .. });
    let (_, code, message) = crate::error::told(&error);
    VisitorHears::Refused { client_id, code: code.to_owned(), message, retry }
}
