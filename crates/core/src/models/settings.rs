//! What an administrator decides about the endpoint. Off until he does.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ModelSettings {
    pub enabled: bool,
    /// Of an OpenAI-compatible API, up to `/v1`. https, or http to this machine or its own network.
    pub base_url: String,
    /// Empty = no embeddings.
    pub embed_model: String,
    /// For what is searched for, where the endpoint wants another name for it; empty = the same.
    pub query_model: String,
    /// Put before what is searched for (`query: ` for the e5 family).
    pub query_prefix: String,
    /// Put before the texts that are searched (`passage: ` for the e5 family).
    pub text_prefix: String,
    /// Empty = no chat.
    pub chat_model: String,
    /// How long a whole chat answer may take.
    pub chat_timeout_ms: i64,
    /// In fen a month. Nothing that would cost more is called; 0 = only what costs nothing.
    pub monthly_budget_fen: i64,
    /// Prices in fen for a million tokens.
    pub price_in_fen: i64,
    pub price_out_fen: i64,
    pub price_embed_fen: i64,
    /// Embeddings as a third score when knowledge is searched.
    pub use_search: bool,
    /// Drafts of answers for agents.
    pub use_drafts: bool,
}

/// A flaw: the field and what is wrong with it.
pub type Problem = (&'static str, &'static str);

impl Default for ModelSettings {
    fn default() -> Self {
        Self {
            enabled: false,
            base_url: String::new(),
            embed_model: String::new(),
            query_model: String::new(),
            query_prefix: String::new(),
            text_prefix: String::new(),
            chat_model: String::new(),
            chat_timeout_ms: 15_000,
            monthly_budget_fen: 10_000,
            price_in_fen: 0,
            price_out_fen: 0,
            price_embed_fen: 0,
            use_search: false,
            use_drafts: false,
        }
    }
}

impl ModelSettings {
    pub fn searches(&self) -> bool {
        self.enabled && self.use_search && !self.embed_model.is_empty()
    }
    pub fn drafts(&self) -> bool {
        self.enabled && self.use_drafts && !self.chat_model.is_empty()
    }
    pub fn model_of_queries(&self) -> &str {
        if self.query_model.is_empty() { &self.embed_model } else { &self.query_model }
    }
    pub fn budget_micro(&self) -> i64 {
        self.monthly_budget_fen.saturating_mul(10_000)
    }

    pub fn check(&self) -> Result<(), Problem> {
        for (field, text) in [
            ("embed_model", &self.embed_model),
            ("query_model", &self.query_model),
            ("chat_model", &self.chat_model),
            ("query_prefix", &self.query_prefix),
            ("text_prefix", &self.text_prefix),
        ] {
            if text.chars().count() > 200 || text.chars().any(char::is_control) {
                return Err((field, "at most 200 characters"));
            }
        }
        if !(1_000..=60_000).contains(&self.chat_timeout_ms) {
            return Err(("chat_timeout_ms", "1 to 60 seconds"));
        }
        for (field, fen) in [
            ("monthly_budget_fen", self.monthly_budget_fen),
            ("price_in_fen", self.price_in_fen),
            ("price_out_fen", self.price_out_fen),
            ("price_embed_fen", self.price_embed_fen),
        ] {
            if !(0..=1_000_000_000).contains(&fen) {
                return Err((field, "0 to 10,000,000.00"));
            }
        }
        if self.enabled && self.base_url.is_empty() {
            return Err(("base_url", "say where the endpoint is before switching it on"));
        }
        if self.use_search && self.embed_model.is_empty() {
            return Err(("embed_model", "name the model that makes vectors"));
        }
        if self.use_drafts && self.chat_model.is_empty() {
            return Err(("chat_model", "name the model that writes drafts"));
        }
        Ok(())
    }
}

/// Of tokens at a price in fen for a million, in millionths of a yuan, rounded up: nothing that has a price is free.
pub fn cost_micro(tokens: i64, price_fen: i64) -> i64 {
    let cost = i128::from(tokens.max(0)) * i128::from(price_fen.max(0));
    i64::try_from((cost + 99) / 100).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn costs_are_rounded_up() {
        // 2 yuan for a million tokens.
        assert_eq!(cost_micro(1_000_000, 200), 2_000_000);
        assert_eq!(cost_micro(1, 1), 1);
        assert_eq!(cost_micro(1_000, 0), 0);
        assert_eq!(cost_micro(i64::MAX, i64::MAX), i64::MAX);
    }

    #[test]
    fn nothing_is_on_until_somebody_says_so() {
        let settings = ModelSettings::default();
        assert!(!settings.searches() && !settings.drafts() && settings.check().is_ok());
        let settings = ModelSettings { use_drafts: true, ..settings };
        assert_eq!(settings.check().expect_err("no model").0, "chat_model");
    }
}
