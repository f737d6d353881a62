//! Frames waiting for one socket. Small when empty (there may be tens of thousands), bounded when the other end is slow.

use bytes::Bytes;
use std::{collections::VecDeque, sync::Mutex};
use tokio::sync::Notify;

/// Frames a slow reader may have waiting; then they are dropped and it starts over from a snapshot.
const LIMIT: usize = 2048;

#[derive(Default)]
pub struct Outbox {
    queue: Mutex<Queue>,
    news: Notify,
}

#[derive(Default)]
struct Queue {
    frames: VecDeque<Bytes>,
    overflowed: bool,
    closed: bool,
}

/// What a socket finds when it wakes up.
#[derive(Debug, PartialEq)]
pub enum Waiting {
    /// In order, to be written in one go.
    Frames(Vec<Bytes>),
    /// Too much was missed: tell the client to read a snapshot again.
    Overflowed,
    Closed,
}

impl Outbox {
    pub fn push(&self, frame: Bytes) {
        let mut queue = self.queue.lock().expect("no panic while holding it");
        if queue.frames.len() >= LIMIT {
            queue.frames = VecDeque::new();
            queue.overflowed = true;
        }
        if !queue.overflowed {
            queue.frames.push_back(frame);
        }
        drop(queue);
        self.news.notify_one();
    }

    /// Ends the socket after what is queued was written.
    pub fn close(&self) {
        self.queue.lock().expect("no panic while holding it").closed = true;
        self.news.notify_one();
    }

    /// Waits until there is something to do. For one reader; may be dropped and called again at any time.
    pub async fn wait(&self) -> Waiting {
        loop {
            {
                let mut queue = self.queue.lock().expect("no panic while holding it");
                if queue.overflowed {
                    queue.overflowed = false;
                    return Waiting::Overflowed;
                }
                if !queue.frames.is_empty() {
                    // Giving the buffer away keeps idle sockets small.
                    return Waiting::Frames(std::mem::take(&mut queue.frames).into());
                }
                if queue.closed {
                    return Waiting::Closed;
                }
            }
            self.news.notified().await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn frames_come_out_together_and_in_order_then_the_end() {
        let outbox = Outbox::default();
        outbox.push(Bytes::from_static(b"1"));
        outbox.push(Bytes::from_static(b"2"));
        outbox.close();
        assert_eq!(outbox.wait().await, Waiting::Frames(vec![Bytes::from_static(b"1"), Bytes::from_static(b"2")]));
        assert_eq!(outbox.wait().await, Waiting::Closed);
    }

    #[tokio::test]
    async fn a_reader_that_is_too_slow_is_told_to_start_over() {
        let outbox = Outbox::default();
        for _ in 0..=LIMIT {
            outbox.push(Bytes::from_static(b"x"));
        }
        assert_eq!(outbox.wait().await, Waiting::Overflowed);
        outbox.push(Bytes::from_static(b"y"));
        assert_eq!(outbox.wait().await, Waiting::Frames(vec![Bytes::from_static(b"y")]));
    }
}
