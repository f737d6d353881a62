//! The bus over NATS: one subject per organisation.

use super::Letter;
use anyhow::Context as _;
use futures_util::StreamExt as _;
use tokio::sync::mpsc;
use uuid::Uuid;

#[derive(Clone)]
pub struct Nats {
    /// Bounded: when NATS is away for long, letters are dropped and readers catch up from the log.
    post: mpsc::Sender<Letter>,
}

impl Nats {
    pub async fn connect(url: &str, node: Uuid, inbox: mpsc::UnboundedSender<Letter>) -> anyhow::Result<Nats> {
        let client = async_nats::ConnectOptions::new()
            .name("yingke")
            .connect(url)
            .await
            .with_context(|| format!("cannot connect to NATS at {url}; start it, or leave --nats away to run a single node"))?;
        let mut letters = client.subscribe("yingke.org.*").await.context("subscribing on NATS")?;
        tokio::spawn(async move {
            while let Some(message) = letters.next().await {
                match serde_json::from_slice::<Letter>(&message.payload) {
                    Ok(letter) if letter.from != node => {
                        if inbox.send(letter).is_err() {
                            break;
                        }
                    }
                    Ok(_) => {}
                    Err(error) => tracing::warn!(%error, "a letter on the bus is not readable; is another version running?"),
                }
            }
        });
        let (post, mut outgoing) = mpsc::channel::<Letter>(4096);
        tokio::spawn(async move {
            while let Some(letter) = outgoing.recv().await {
                let subject = format!("yingke.org.{}", letter.org_id);
                match serde_json::to_vec(&letter) {
                    Ok(payload) => {
                        if let Err(error) = client.publish(subject, payload.into()).await {
                            tracing::warn!(%error, "publishing on NATS");
                        }
                    }
                    Err(error) => tracing::error!(%error, "a letter could not be written"),
                }
            }
        });
        Ok(Nats { post })
    }

    pub fn send(&self, letter: Letter) {
        if self.post.try_send(letter).is_err() {
            tracing::debug!("the bus is slow; a letter was dropped and readers will catch up from the log");
        }
    }
}
