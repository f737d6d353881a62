//! An agent: a person with an account, a state and a capacity. [`state::decide`] is the state machine.

pub mod state;

crate::word_enum! {
    AgentState {
        Offline = "offline",
        Ready = "ready",
        /// Chosen by the agent: online, keeps the own conversations, gets no new ones.
        Busy = "busy",
        Wrapup = "wrapup",
        /// 小休; the reason (meal, training, meeting) stands beside it.
        Break = "break",
        /// Let an offer run out; gets nothing until ready again.
        NotResponding = "not_responding",
        /// Finishes what is open, gets nothing new, then offline.
        OfflinePending = "offline_pending",
    }
}
