//! The mood of the customer's own words, message by message, and where it goes.

use crate::views::assist::{MoodPoint, MoodTrend, Trend};
use yingke_core::conversation::{MessageKind, Mood, SenderKind};
use yingke_language::mood;
use yingke_store::messages::Message;

const POINTS: usize = 12;
/// The newest words against those before them.
const NEWEST: usize = 2;

pub fn trend(messages: &[Message]) -> MoodTrend {
    let mut points: Vec<MoodPoint> = messages
        .iter()
        .filter(|message| message.sender_kind == SenderKind::Customer && message.kind == MessageKind::Text)
        .map(|message| MoodPoint { seq: message.seq, at: message.at, mood: mood::of(&message.body) })
        .collect();
    points.drain(..points.len().saturating_sub(POINTS));
    let (before, newest) = points.split_at(points.len().saturating_sub(NEWEST));
    let worst = |points: &[MoodPoint]| points.iter().map(|point| point.mood).max().unwrap_or(Mood::Calm);
    // What was said long ago fades: only the words just before count as "before".
    let earlier = worst(&before[before.len().saturating_sub(3)..]);
    let trend = match worst(newest).cmp(&earlier) {
        _ if before.is_empty() => Trend::Same,
        std::cmp::Ordering::Less => Trend::Better,
        std::cmp::Ordering::Equal => Trend::Same,
        std::cmp::Ordering::Greater => Trend::Worse,
    };
    MoodTrend { now: worst(newest), trend, points }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;
    use yingke_core::{id::*, time::Millis};

    fn said(bodies: &[&str]) -> Vec<Message> {
        (1..)
            .zip(bodies)
            .map(|(seq, body)| Message {
                id: MessageId(Uuid::from_u128(7)),
                conversation_id: ConversationId(Uuid::from_u128(1)),
                seq,
                client_id: String::new(),
                sender_kind: SenderKind::Customer,
                sender_id: None,
                kind: MessageKind::Text,
                internal: false,
                body: (*body).to_owned(),
                payload: serde_json::Value::Null,
                at: Millis(seq),
            })
            .collect()
    }

    #[test]
    fn it_sees_anger_come_and_go() {
        let trend_of = |bodies: &[&str]| trend(&said(bodies)).trend;
        assert_eq!(trend_of(&["在吗", "什么时候发货", "气死我了,骗子"]), Trend::Worse);
        assert_eq!(trend_of(&["气死我了,骗子", "好的", "谢谢"]), Trend::Better);
        assert_eq!(trend_of(&["在吗", "什么时候发货", "好的"]), Trend::Same);
        assert_eq!(trend_of(&["气死我了"]), Trend::Same);
        assert_eq!(trend(&said(&["在吗", "气死我了,骗子"])).now, Mood::Angry);
        assert_eq!(trend(&[]).now, Mood::Calm);
    }
}
