//! The rules by which an agent's words are looked at before a customer reads them: what is checked, what merely warns,
//! what is held back, how much each role may give away. How words are read stands in `language::guard`.

use crate::permission::Role;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

crate::word_enum! {
    GuardKind {
        /// An amount or a state that the orders contradict.
        Fact = "fact",
        /// "Guaranteed", "tomorrow at the latest": what nobody here can promise.
        Promise = "promise",
        /// More compensation than the role may give.
        Authority = "authority",
        Forbidden = "forbidden",
        /// Phone, identity card, bank card, address, somebody else's order.
        Personal = "personal",
    }
}

crate::word_enum! {
    GuardLevel { Off = "off", Warn = "warn", Block = "block", }
}

crate::word_enum! {
    /// Who may send what is held back, with a reason that is recorded.
    OverrideBy { Anybody = "anybody", Supervisor = "supervisor", Nobody = "nobody", }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GuardPolicy {
    pub fact: GuardLevel,
    pub promise: GuardLevel,
    pub authority: GuardLevel,
    pub forbidden: GuardLevel,
    pub personal: GuardLevel,
    pub override_by: OverrideBy,
    /// The most that an agent may give in one case, in fen.
    pub agent_fen: i64,
    /// The same for a supervisor. Owner and administrators have no limit.
    pub supervisor_fen: i64,
    pub words: Vec<ForbiddenWord>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ForbiddenWord {
    pub word: String,
    /// Put in its place with one click; empty = it is taken out.
    #[serde(default)]
    pub instead: String,
}

/// One thing that was found in a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Finding {
    pub kind: GuardKind,
    /// `warn` or `block`.
    pub level: GuardLevel,
    /// Stable: `above_paid`, `wrong_paid`, `wrong_price`, `not_shipped`, `not_delivered`, `not_refunded`, `absolute`, `date`,
    /// `over_limit`, `word`, `phone`, `id_card`, `bank_card`, `email`, `address`, `other_order`.
    pub code: String,
    /// Where it stands in the draft, counted in UTF-16 units as JavaScript does; `end` is exclusive.
    pub start: usize,
    pub end: usize,
    pub text: String,
    /// What could stand there instead; absent when only a person can tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<String>,
    /// The value that it is measured by (`¥129.00`, the state of the order); empty when there is none.
    #[serde(default)]
    pub detail: String,
}

impl GuardPolicy {
    pub fn level(&self, kind: GuardKind) -> GuardLevel {
        match kind {
            GuardKind::Fact => self.fact,
            GuardKind::Promise => self.promise,
            GuardKind::Authority => self.authority,
            GuardKind::Forbidden => self.forbidden,
            GuardKind::Personal => self.personal,
        }
    }
    /// None = no limit.
    pub fn limit_fen(&self, role: Role) -> Option<i64> {
        match role {
            Role::Owner | Role::Admin => None,
            Role::Supervisor => Some(self.supervisor_fen),
            Role::Agent | Role::Light => Some(self.agent_fen),
        }
    }
    pub fn may_override(&self, role: Role) -> bool {
        match self.override_by {
            OverrideBy::Anybody => true,
            OverrideBy::Supervisor => matches!(role, Role::Owner | Role::Admin | Role::Supervisor),
            OverrideBy::Nobody => false,
        }
    }
}

impl Default for GuardPolicy {
    /// What a new shop begins with: insults and money are held back, the rest warns.
    fn default() -> Self {
        let words = DEFAULT_WORDS.iter().map(|(word, instead)| ForbiddenWord { word: (*word).into(), instead: (*instead).into() });
        Self {
            fact: GuardLevel::Warn,
            promise: GuardLevel::Warn,
            authority: GuardLevel::Block,
            forbidden: GuardLevel::Block,
            personal: GuardLevel::Warn,
            override_by: OverrideBy::Supervisor,
            agent_fen: 5_000,
            supervisor_fen: 50_000,
            words: words.collect(),
        }
    }
}

/// Insults, brush-offs, superlatives that the advertising law forbids, and ways around the shop.
const DEFAULT_WORDS: &[(&str, &str)] = &[
    ("傻逼", ""),
    ("傻子", ""),
    ("白痴", ""),
    ("脑残", ""),
    ("神经病", ""),
    ("有病吧", ""),
    ("滚蛋", ""),
    ("闭嘴", ""),
    ("智障", ""),
    ("爱买不买", ""),
    ("愛買不買", ""),
    ("不归我管", "我帮您转给负责的同事"),
    ("不歸我管", "我幫您轉給負責的同事"),
    ("跟我没关系", "我来帮您跟进"),
    ("随便你投诉", "您的意见我会如实反馈"),
    ("自己不会看", "我说明一下"),
    ("听不懂人话", ""),
    ("全网最低", "优惠"),
    ("全網最低", "優惠"),
    ("国家级", ""),
    ("史上最低", "优惠"),
    ("好评返现", ""),
    ("好評返現", ""),
    ("加我微信", "在这里联系我"),
    ("私下转账", "通过平台支付"),
    ("idiot", ""),
    ("stupid", ""),
    ("shut up", ""),
    ("not my problem", "let me find who can help"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_those_who_may_override_do_and_limits_follow_the_role() {
        let policy = GuardPolicy::default();
        assert!(!policy.may_override(Role::Agent) && policy.may_override(Role::Supervisor));
        assert_eq!(policy.limit_fen(Role::Agent), Some(5_000));
        assert_eq!(policy.limit_fen(Role::Owner), None);
        let policy = GuardPolicy { override_by: OverrideBy::Nobody, ..policy };
        assert!(!policy.may_override(Role::Owner));
    }
}
