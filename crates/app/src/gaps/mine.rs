//! Reading a thread for questions that knowledge left open: what the bot could not answer, answers that did not help,
//! and what a person had to answer. Pure.

use crate::bot::phrases;
use regex::Regex;
use std::sync::LazyLock;
use yingke_core::{
    conversation::{MessageKind, Mood, SenderKind},
    id::*,
    text::Locale,
    time::Millis,
};
use yingke_language::{
    language::answer_in,
    mood,
    personal::mask,
    remark::{Tone, remark},
    small_talk::small_talk,
    wants_human, written,
};
use yingke_store::{messages::Message, unanswered::Unanswered};

const LONGEST_QUESTION: usize = 200;
const LONGEST_ANSWER: usize = 1_000;

/// In the order of the thread. Numbers that belong to a person are masked: the texts are read by colleagues who never
/// saw the conversation.
pub fn mine(messages: &[Message]) -> Vec<Unanswered> {
    let mut thread = Thread::default();
    for message in messages.iter().filter(|message| !message.internal) {
        match message.sender_kind {
            SenderKind::Customer => thread.customer(message),
            SenderKind::Bot => thread.bot(message),
            SenderKind::Agent => thread.agent(message),
            SenderKind::System => {}
        }
    }
    thread.found
}

#[derive(Default)]
struct Thread {
    found: Vec<Unanswered>,
    /// The newest thing that was really asked.
    asked: Option<Asked>,
    /// Item of the newest answer.
    answered_by: Option<KnowledgeId>,
    /// A person has spoken since it was asked, and goes on speaking.
    answering: bool,
}

#[derive(Clone)]
struct Asked {
    conversation_id: ConversationId,
    seq: i64,
    text: String,
    at: Millis,
}

impl Thread {
    fn customer(&mut self, message: &Message) {
        if message.kind != MessageKind::Text {
            return;
        }
        let action = message.payload["action"].as_str().unwrap_or_default();
        if action.starts_with("feedback.unsolved") {
            if let Some(asked) = self.asked.clone() {
                let item = self.answered_by;
                self.keep(&asked, "unsolved", item);
            }
            return;
        }
        // Thanks or more details do not end the answer; another question does.
        // Who is cross about the answer asks what he asked before.
        let cross = self.asked.is_some() && is_outburst(&message.body);
        if (action.is_empty() || action.starts_with("knowledge:")) && is_asking(&message.body) && !cross {
            self.answering = false;
            self.answered_by = None;
            self.asked = Some(Asked {
                conversation_id: message.conversation_id,
                seq: message.seq,
                text: mask(message.body.trim()).chars().take(LONGEST_QUESTION).collect(),
                at: message.at,
            });
        } else {
            self.answering = false;
        }
    }

    fn bot(&mut self, message: &Message) {
        if message.kind == MessageKind::Answer {
            self.answered_by = message.payload["knowledge_id"].as_str().and_then(|id| id.parse().ok());
            return;
        }
        let unknown = Locale::ALL.iter().any(|locale| message.body.starts_with(phrases::not_understood(*locale)));
        if let Some(asked) = self.asked.clone().filter(|_| unknown) {
            self.keep(&asked, "missed", None);
        }
    }

    fn agent(&mut self, message: &Message) {
        if message.kind != MessageKind::Text || !says_something(&message.body) {
            return;
        }
        let Some(asked) = self.asked.clone() else { return };
        let known = self.found.iter().any(|found| found.seq == asked.seq);
        if !known && !is_question(&asked.text) {
            return;
        }
        self.keep(&asked, "person", None);
        let agent_id = message.sender_id.map(AgentId);
        let answering = self.answering;
        let Some(found) = self.found.iter_mut().find(|found| found.seq == asked.seq) else { return };
        let words: String = mask(message.body.trim()).chars().take(LONGEST_ANSWER).collect();
        if found.answer.is_empty() {
            (found.answer, found.agent_id) = (words, agent_id);
            self.answering = true;
        } else if answering && found.agent_id == agent_id && found.answer.chars().count() + words.chars().count() < LONGEST_ANSWER {
            found.answer = format!("{}\n{words}", found.answer);
        }
    }

    fn keep(&mut self, asked: &Asked, reason: &str, knowledge_id: Option<KnowledgeId>) {
        if self.found.iter().any(|found| found.seq == asked.seq) {
            return;
        }
        self.found.push(Unanswered {
            conversation_id: asked.conversation_id,
            seq: asked.seq,
            reason: reason.to_owned(),
            lang: answer_in(written(&asked.text), Locale::ZhCn).to_string(),
            question: asked.text.clone(),
            answer: String::new(),
            agent_id: None,
            knowledge_id,
            at: asked.at,
        });
    }
}

/// Neither small talk, nor the wish for a person, nor a bare number.
fn is_asking(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 3 && small_talk(text).is_none() && !wants_human(text)
}

/// People are told many things that are no questions: only what is put as one counts when nothing else says so.
fn is_question(text: &str) -> bool {
    static MARKS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            "(?i)[?？]|[吗嗎呢么麼]|怎|如何|多久|多少|几|幾|什么|什麼|啥|哪|能不能|可不可以|是不是|有没有|有沒有|是否|为何|\\b(?:what|how|when|where|why|who|which|can|could|do|does|is|are|will|may)\\b",
        )
        .expect("a good pattern")
    });
    static THESE: LazyLock<Regex> = LazyLock::new(|| Regex::new("[这這那前过過好近没沒]几[天个次]").expect("a good pattern"));
    let text = THESE.replace_all(text, "");
    let text = text.as_ref();
    text.chars().count() >= 4 && MARKS.is_match(text) && names_something(text)
}

/// "能不能帮我", "申请了 然后呢": without the words before them nobody could answer. And "你们就这样做生意?" wants no answer.
fn names_something(text: &str) -> bool {
    static EMPTY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            "(?i)[\\s\\p{P}~]|[这那前过好近没]几[天个次]|你们?|您|我们?|他们?|这个?|那个?|能不能|可不可以|能|可以|帮我?|是不是|有没有|是|的|了|啊|呀|吗|嗎|呢|么|麼|吧|嘛|就|还|還|都|也|要|会|會|真的?|然后|然後|现在|現在|到底|为什么|為什麼|怎么(?:办|样|回事)?|怎麼(?:辦|樣)?|什么|什麼|啥|哪里?|多少|多久|几|幾|如何|请问|請問|知道|说|說|问|問|\\b(?:what|how|when|where|why|who|can|could|do|does|is|are|will|may|you|i|we|me|my|your|it|that|this|the|to|should|shall|would|must|have|has|had|am|be|help|please|and|then|so)\\b",
        )
        .expect("a good pattern")
    });
    let rest = EMPTY.replace_all(text, "");
    let latin = rest.chars().filter(char::is_ascii_alphabetic).count();
    let others = rest.chars().filter(|c| c.is_alphanumeric() && !c.is_ascii()).count();
    (others >= 4 || latin >= 4) && !is_outburst(text)
}

fn is_outburst(text: &str) -> bool {
    mood::of(text) >= Mood::Angry || remark(text).tone == Tone::Displeased
}

/// "One moment please" is no answer.
fn says_something(text: &str) -> bool {
    static WAIT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new("(?i)稍等|稍候|请问有什么|請問有什麼|很高兴为您|one moment|just a (?:moment|second)|how can i help")
            .expect("a good pattern")
    });
    let length = text.trim().chars().count();
    length >= 6 && small_talk(text).is_none() && !(length < 30 && WAIT.is_match(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};
    use uuid::Uuid;

    fn thread(lines: &[(SenderKind, MessageKind, &str, Value)]) -> Vec<Message> {
        let message = |(n, (sender_kind, kind, body, payload)): (usize, &(SenderKind, MessageKind, &str, Value))| Message {
            id: MessageId(Uuid::from_u128(n as u128)),
            conversation_id: ConversationId(Uuid::from_u128(1)),
            seq: n as i64 + 1,
            client_id: n.to_string(),
            sender_kind: *sender_kind,
            sender_id: (*sender_kind == SenderKind::Agent).then(|| Uuid::from_u128(9)),
            kind: *kind,
            internal: false,
            body: (*body).to_owned(),
            payload: payload.clone(),
            at: Millis(n as i64),
        };
        lines.iter().enumerate().map(message).collect()
    }

    fn says(who: SenderKind, body: &str) -> (SenderKind, MessageKind, &str, Value) {
        (who, MessageKind::Text, body, Value::Null)
    }

    #[test]
    fn what_is_told_to_people_is_a_gap_only_when_it_can_be_understood_alone() {
        for (text, gap) in [
            ("这个被子可以机洗吗", true),
            ("民宿要20套床品 能谈吗", true),
            ("破壁机多少分贝", true),
            ("Does the lamp work with 110V?", true),
            ("这几天没得煮饭了哈哈", false),
            ("申请了 退多少", false),
            ("能不能帮我", false),
            ("申请了 然后呢", false),
            ("你们就这样做生意?", false),
            ("真的啊 不要钱?", false),
            ("what should i do then", false),
        ] {
            assert_eq!(is_question(text), gap, "{text}");
        }
    }

    use SenderKind::{Agent, Bot, Customer};

    #[test]
    fn a_miss_is_kept_with_the_answer_that_a_person_gave_afterwards() {
        let miss = phrases::not_understood(Locale::ZhCn);
        let found = mine(&thread(&[
            says(Customer, "你好"),
            says(Customer, "这个被子可以机洗吗"),
            (Bot, MessageKind::Options, miss, Value::Null),
            says(Customer, "转人工"),
            says(Agent, "您好，请稍等"),
            says(Agent, "可以机洗的，水温不要超过 30 度"),
            says(Agent, "洗后平铺晾干就好"),
            says(Customer, "谢谢"),
            says(Agent, "不客气，祝您生活愉快"),
        ]));
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].reason.as_str(), found[0].question.as_str()), ("missed", "这个被子可以机洗吗"));
        assert_eq!(found[0].answer, "可以机洗的，水温不要超过 30 度\n洗后平铺晾干就好");
    }

    #[test]
    fn an_answer_that_did_not_help_names_its_item() {
        let item = KnowledgeId(Uuid::from_u128(5));
        let found = mine(&thread(&[
            says(Customer, "发票抬头写错了"),
            (Bot, MessageKind::Answer, "在订单详情申请", json!({ "knowledge_id": item })),
            (Customer, MessageKind::Text, "没解决", json!({ "action": "feedback.unsolved" })),
        ]));
        assert_eq!(
            (found[0].reason.as_str(), found[0].knowledge_id, found[0].question.as_str()),
            ("unsolved", Some(item), "发票抬头写错了")
        );
    }

    #[test]
    fn what_people_tell_an_agent_is_no_gap_but_what_they_ask_is_and_numbers_are_masked() {
        let found = mine(&thread(&[
            says(Customer, "我的电话是 13812345678"),
            says(Agent, "好的，已经帮您登记好了"),
            says(Customer, "换货要多久，打 13812345678 通知我"),
            says(Agent, "一般 3 到 5 天，有消息会打给您"),
        ]));
        assert_eq!(found.iter().map(|f| f.reason.as_str()).collect::<Vec<_>>(), ["person"]);
        assert!(!found[0].question.contains("13812345678"), "{}", found[0].question);
    }
}
