//! What customers ask of the product, and what became of it (S0-27).

crate::word_enum! {
    SuggestionState {
        Open = "open",
        /// Its owner works on it.
        Taken = "taken",
        Done = "done",
        Declined = "declined",
    }
}

impl SuggestionState {
    /// There is something to tell those who asked for it.
    pub fn is_decided(self) -> bool {
        match self {
            SuggestionState::Done | SuggestionState::Declined => true,
            SuggestionState::Open | SuggestionState::Taken => false,
        }
    }
}
