//! A live socket of an agent or a visitor.

use crate::Client;
use futures_util::{SinkExt as _, StreamExt as _};
use serde::Serialize;
use serde_json::Value;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{Error, Message, client::IntoClientRequest as _},
};

/// A frame that must come is waited for so long; a wait that ends is a failed test, never a slow one.
const PATIENCE: Duration = Duration::from_secs(10);

pub struct Socket {
    inner: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

impl Socket {
    /// Opens `path` with the headers of the client (cookie, Origin).
    pub async fn open(client: &Client, path: &str) -> Socket {
        Self::try_open(client, path).await.unwrap_or_else(|status| panic!("{path} answered {status} instead of opening a socket"))
    }
    /// The HTTP status of a refusal instead.
    pub async fn try_open(client: &Client, path: &str) -> Result<Socket, u16> {
        let mut request = format!("ws://{}{path}", client.addr).into_client_request().expect("a socket address");
        for (name, value) in client.headers() {
            request.headers_mut().insert(name.clone(), value.clone());
        }
        match connect_async(request).await {
            Ok((inner, _)) => Ok(Socket { inner }),
            Err(Error::Http(response)) => Err(response.status().as_u16()),
            Err(error) => panic!("open {path}: {error}"),
        }
    }
    pub async fn say(&mut self, frame: &impl Serialize) {
        let text = serde_json::to_string(frame).expect("a frame");
        self.inner.send(Message::text(text)).await.expect("the socket takes a frame");
    }
    pub async fn say_raw(&mut self, text: &str) {
        self.inner.send(Message::text(text.to_owned())).await.expect("the socket takes a frame");
    }
    /// The next frame; none when the server closes.
    pub async fn hear(&mut self) -> Option<Value> {
        tokio::time::timeout(PATIENCE, self.next()).await.expect("a frame comes")
    }
    /// The next frame with this `type`, passing over others.
    pub async fn hear_type(&mut self, wanted: &str) -> Value {
        self.hear_where(wanted, |_| true).await
    }
    /// The next frame with this `type` that fits, passing over others.
    pub async fn hear_where(&mut self, wanted: &str, fits: impl Fn(&Value) -> bool) -> Value {
        let mut passed = Vec::new();
        let waiting = async {
            while let Some(frame) = self.next().await {
                if frame["type"] == wanted && fits(&frame) {
                    return Some(frame);
                }
                passed.push(frame);
            }
            None
        };
        match tokio::time::timeout(PATIENCE, waiting).await {
            Ok(Some(frame)) => frame,
            Ok(None) => panic!("the socket closed before {wanted}; heard {passed:#?}"),
            Err(_) => panic!("no {wanted} came; heard {passed:#?}"),
        }
    }
    pub async fn close(mut self) {
        let _ = self.inner.close(None).await;
    }

    async fn next(&mut self) -> Option<Value> {
        loop {
            match self.inner.next().await? {
                Ok(Message::Text(text)) => return Some(serde_json::from_str(&text).expect("frames are JSON")),
                Ok(Message::Close(_)) | Err(_) => return None,
                Ok(_) => {}
            }
        }
    }
}
