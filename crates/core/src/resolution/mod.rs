//! Verified resolution (DOMAIN §2.13): did the bot help, and how do we know. What happened is folded from the event log
//! into [`Facts`] ([`fold`]); [`decide`] reads them at a moment and names the class with its reason. Both are pure, so a
//! ledger that is made anew from the log is the same ledger.

pub mod contact;
pub mod counts;
pub mod decide;
pub mod facts;
pub mod first;
pub mod fold;
pub mod paths;

pub use contact::{Contact, ContactKind, Issue, contact_of};
pub use decide::{DAYS_3, DAYS_7, Verdict, decide};
pub use facts::{Answer, Facts, Turn};

crate::word_enum! {
    /// What became of one bot conversation. Resolved = confirmed + assumed.
    Class {
        /// The window in which the customer may come back has not passed, or the conversation goes on.
        Pending = "pending",
        /// The customer said so.
        Confirmed = "confirmed",
        /// A real answer, nobody else was needed, and no later contact on the same issue within the window.
        Assumed = "assumed",
        /// Left after something that was no answer, or while waiting for a person.
        GaveUp = "gave_up",
        Failed = "failed",
        /// Only greetings: nothing was asked, so it counts neither for nor against the bot.
        NothingAsked = "nothing_asked",
    }
}

crate::word_enum! {
    /// Why this class.
    ClassReason {
        /// The conversation is not over.
        Open = "open",
        /// Answered; the window is still open.
        Window = "window",
        Clicked = "clicked",
        GoodRating = "good_rating",
        NoReturn = "no_return",
        NoAnswer = "no_answer",
        LeftWaiting = "left_waiting",
        /// A person took it.
        Human = "human",
        /// Words were left for the next duty.
        LeftMessage = "left_message",
        /// A request was started from the conversation.
        Request = "request",
        Unsolved = "unsolved",
        BadRating = "bad_rating",
        /// The customer objected afterwards.
        Disputed = "disputed",
        /// The customer went on asking in the same conversation after it had ended.
        CameBack = "came_back",
        /// The customer turned to us again about the same issue, on whatever channel.
        Recontact = "recontact",
        OnlyGreeting = "only_greeting",
        /// The issue began with an earlier contact, which is the one that counts.
        EarlierContact = "earlier_contact",
    }
}

crate::word_enum! {
    /// What the bot made of one message of the customer.
    Said {
        Chat = "chat",
        Offered = "offered",
        Answered = "answered",
        Confirmed = "confirmed",
        Unsolved = "unsolved",
        Missed = "missed",
        HandedOver = "handed_over",
    }
}
