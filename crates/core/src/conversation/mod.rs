//! A conversation: one customer, one thread, at most one owner at a time.
//!
//! [`decide::decide`] is the state machine; [`append`] is the hot path of one more message.

pub mod append;
pub mod command;
pub mod decide;
pub mod policy;
pub mod session;

pub use command::{Command, Decision, Effect, Line, Refusal};
pub use decide::decide;
pub use policy::Policy;
pub use session::{Conversation, EndReason, Gone, Idle, Stage};

crate::word_enum! {
    /// `bot → queued → offered → active → wrapup → ended`; `offline_message` waits for the next duty.
    ConversationState {
        Bot = "bot",
        Queued = "queued",
        /// One agent is being asked; back to the head of the queue when the offer runs out.
        Offered = "offered",
        Active = "active",
        /// The customer has gone, the agent is finishing the record.
        Wrapup = "wrapup",
        Ended = "ended",
        /// Nobody was there; became a ticket for the next duty.
        OfflineMessage = "offline_message",
    }
}

crate::word_enum! {
    SenderKind { Customer = "customer", Agent = "agent", Bot = "bot", System = "system", }
}

crate::word_enum! {
    MessageKind {
        Text = "text",
        Image = "image",
        File = "file",
        OrderCard = "order_card",
        ProductCard = "product_card",
        TicketCard = "ticket_card",
        /// Clickable questions or actions (`payload.options`).
        Options = "options",
        /// A knowledge answer with its source and the solved / not solved question.
        Answer = "answer",
        /// A thin line in the thread: joined, transferred, ended.
        Notice = "notice",
    }
}

crate::word_enum! {
    Mood { Calm = "calm", Anxious = "anxious", Disappointed = "disappointed", Angry = "angry", Threat = "threat", }
}

crate::word_enum! {
    Channel { Widget = "widget", Portal = "portal", Manual = "manual", Api = "api", }
}
