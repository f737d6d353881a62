//! The two live sockets. A socket only carries frames: what they hold is decided in `app::live`.

pub mod agent;
pub mod visitor;

use axum::extract::ws::{Message, Utf8Bytes, WebSocket, WebSocketUpgrade};
use bytes::Bytes;
use futures_util::{
    SinkExt as _, StreamExt as _,
    stream::{SplitSink, SplitStream},
};
use std::time::Duration;

/// Clients ping every 25 s; one that is silent this long is gone.
const SILENCE: Duration = Duration::from_secs(75);
/// A frame from a client: a message of 5,000 characters with its payload fits well.
const MAX_FRAME: usize = 64 * 1024;

/// Small buffers: there may be tens of thousands of idle sockets.
pub(crate) fn upgrade(ws: WebSocketUpgrade) -> WebSocketUpgrade {
    ws.read_buffer_size(4096).write_buffer_size(4096).max_write_buffer_size(4 << 20).max_message_size(MAX_FRAME).max_frame_size(MAX_FRAME)
}

type Sender = SplitSink<WebSocket, Message>;
type Receiver = SplitStream<WebSocket>;

/// Writes all frames with one flush.
async fn send_all(to: &mut Sender, frames: Vec<Bytes>) -> Result<(), axum::Error> {
    for frame in frames {
        let Ok(text) = Utf8Bytes::try_from(frame) else { continue };
        to.feed(Message::Text(text)).await?;
    }
    to.flush().await
}

fn encode<T: serde::Serialize>(frame: &T) -> Bytes {
    serde_json::to_vec(frame).expect("frames are plain data").into()
}

/// The next frame a client says; `None` when it is gone or talks nonsense.
async fn hear<T: serde::de::DeserializeOwned>(from: &mut Receiver) -> Option<T> {
    loop {
        let message = tokio::time::timeout(SILENCE, from.next()).await.ok()??.ok()?;
        match message {
            Message::Text(text) => return serde_json::from_str(&text).ok(),
            Message::Ping(_) | Message::Pong(_) => {}
            Message::Binary(_) | Message::Close(_) => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    /// There may be tens of thousands of idle sockets: what each keeps must stay small, whatever rare frames need.
    #[test]
    fn the_future_of_an_idle_socket_is_small() {
        fn size<F: Future>(_: impl FnOnce(axum::extract::ws::WebSocket, yingke_app::App, yingke_app::Visitor) -> F) -> usize {
            size_of::<F>()
        }
        let bytes = size(super::visitor::serve);
        assert!(bytes <= 2048, "{bytes} bytes");
    }
}
