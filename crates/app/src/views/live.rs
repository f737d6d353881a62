//! Frames of the two live sockets. `/api/v1/socket` (agents, by session cookie) and `/api/widget/v1/socket`
//! (visitors, `?token=` of the session). JSON text frames, one object a frame, tagged by `type`.
//!
//! A client reads a snapshot with its `seq`, opens the socket, sends `hello {after: seq}` and applies events by
//! id. `reset` means: too far behind, read the snapshot again. Presence, typing and queue frames carry no `seq`:
//! they are news of the moment and may be lost.

use super::{agent::*, conversation::*, customer::VisitView, ticket::*, wall::WallView, widget::*};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingke_core::{id::*, time::Millis};

/// From the console.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum AgentSays {
    Hello {
        after: i64,
    },
    /// Send me the messages of this conversation, and show colleagues that I look at it. At most 20 at once.
    Watch {
        conversation_id: ConversationId,
    },
    Unwatch {
        conversation_id: ConversationId,
    },
    WatchTicket {
        ticket_id: TicketId,
    },
    UnwatchTicket {
        ticket_id: TicketId,
    },
    Typing {
        conversation_id: ConversationId,
    },
    /// Wall frames from now on.
    WatchWall,
    UnwatchWall,
    Ping,
}

/// To the console.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum AgentHears {
    Welcome {
        seq: i64,
    },
    /// Events up to here have been delivered, whether or not they concerned this client.
    Upto {
        seq: i64,
    },
    Reset {
        seq: i64,
    },
    Conversation {
        seq: i64,
        conversation: Box<ConversationView>,
    },
    /// A message of a watched conversation, with the list row it changed.
    Message {
        seq: i64,
        message: Box<MessageView>,
        conversation: Box<ConversationView>,
    },
    Ticket {
        seq: i64,
        ticket: Box<TicketView>,
    },
    TicketEntry {
        seq: i64,
        ticket: Box<TicketView>,
        entry: Box<TicketEntryView>,
    },
    Agent {
        seq: i64,
        agent: Box<AgentView>,
    },
    Group {
        seq: i64,
        group: Box<GroupView>,
    },
    Notice {
        seq: i64,
        notice: Box<NoticeView>,
    },
    Customer {
        seq: i64,
        customer_id: CustomerId,
    },
    Order {
        seq: i64,
        customer_id: CustomerId,
    },
    Visit {
        seq: i64,
        customer_id: CustomerId,
        visit: VisitView,
    },
    /// Something held in cache changed: `entries`, `ticket_types`, `categories`, `knowledge`, `scripts`, `views`.
    Settings {
        seq: i64,
        what: String,
    },
    Typing {
        conversation_id: ConversationId,
        who: TypingWho,
    },
    /// Who looks at a conversation now.
    Viewers {
        conversation_id: ConversationId,
        agent_ids: Vec<AgentId>,
    },
    CustomerOnline {
        customer_id: CustomerId,
        online: bool,
    },
    Wall {
        wall: Box<WallView>,
    },
    Pong {
        at: Millis,
    },
    /// The session is over (signed out elsewhere, disabled).
    SignedOut,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TypingWho {
    Customer,
    Agent { agent_id: AgentId },
}

/// From the widget.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum VisitorSays {
    Hello {
        after: i64,
    },
    Send {
        #[serde(flatten)]
        message: SendMessage,
    },
    Typing,
    Read {
        conversation_id: ConversationId,
        seq: i64,
    },
    Visit {
        url: String,
        title: String,
    },
    Ping,
}

/// To the widget.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum VisitorHears {
    Welcome {
        seq: i64,
    },
    Upto {
        seq: i64,
    },
    Reset {
        seq: i64,
    },
    /// Committed with full durability.
    Ack {
        #[serde(flatten)]
        sent: SentMessage,
    },
    /// Not taken; `code` is stable, `retry` says whether sending the same again can help.
    Refused {
        client_id: String,
        code: String,
        message: String,
        retry: bool,
    },
    Conversation {
        seq: i64,
        conversation: Box<WidgetConversation>,
    },
    Message {
        seq: i64,
        message: Box<MessageView>,
        conversation: Box<WidgetConversation>,
    },
    Request {
        seq: i64,
        request: Box<TicketBrief>,
        entry: Option<Box<TicketEntryView>>,
    },
    Typing {
        who: String,
    },
    /// Place in the queue, when it changes.
    Queue {
        conversation_id: ConversationId,
        position: i64,
        wait_ms: Option<i64>,
    },
    Pong {
        at: Millis,
    },
}
