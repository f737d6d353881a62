//! Reads an agent's draft before a customer does. [`check`] is the whole decision: words, rules and what is known of the
//! customer's orders go in, findings come out. It would rather miss something than cry wolf: an agent who is warned
//! for nothing ten times does not read the eleventh warning.

mod amounts;
mod claims;
mod forbidden;
mod personal;
mod promises;

use crate::plain::Plain;
use yingke_core::{
    guard::{Finding, GuardKind, GuardLevel, GuardPolicy},
    order::{AftersaleState, OrderState},
    permission::Role,
};

/// What is known when a draft is read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Facts {
    /// The customer's newest orders.
    pub orders: Vec<OrderFacts>,
    /// Numbers of the orders that the case is about; empty = any of them.
    pub about: Vec<String>,
    /// Prices of products that the customer looks at, in fen.
    pub prices_fen: Vec<i64>,
    /// What the shop says publicly about what the draft is about: what stands there may be said.
    pub shop_texts: Vec<String>,
    /// Order numbers in the draft that are another customer's.
    pub foreign_orders: Vec<String>,
    /// Compensation already promised in this conversation, in fen.
    pub promised_fen: Vec<i64>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct OrderFacts {
    pub order_no: String,
    pub state: OrderState,
    pub total_fen: i64,
    pub paid_fen: i64,
    pub freight_fen: i64,
    /// Unit price and amount paid of each line.
    pub lines_fen: Vec<(i64, i64)>,
    pub aftersales: Vec<(AftersaleState, i64)>,
    pub address: String,
    pub tracking_nos: Vec<String>,
}

/// Whether anything in the draft is to be compared with orders or knowledge; otherwise nothing need be read for it.
pub fn needs_facts(draft: &str) -> bool {
    let plain = Plain::of(draft);
    amounts::mentioned(&plain) || promises::mentioned(&plain) || claims::mentioned(&plain) || personal::mentioned(&plain)
}

/// Everything found, in the order in which it stands. Kinds that are switched off find nothing.
pub fn check(draft: &str, policy: &GuardPolicy, role: Role, facts: &Facts) -> Vec<Finding> {
    let plain = Plain::of(draft);
    let mut found = Vec::new();
    amounts::find(&plain, policy, role, facts, &mut found);
    claims::find(&plain, facts, &mut found);
    promises::find(&plain, facts, &mut found);
    forbidden::find(&plain, policy, &mut found);
    personal::find(&plain, facts, &mut found);
    let mut findings: Vec<Finding> = found
        .into_iter()
        .filter_map(|one| {
            let level = policy.level(one.kind);
            (level != GuardLevel::Off).then(|| one.told(&plain, level))
        })
        .collect();
    findings.sort_by_key(|finding| (finding.start, finding.end));
    findings.dedup_by(|later, earlier| later.kind == earlier.kind && later.start < earlier.end);
    findings.truncate(MOST);
    findings
}

/// Whether the draft names any amount: only then can it use up the limit of a case.
pub fn names_amounts(draft: &str) -> bool {
    amounts::mentioned(&Plain::of(draft))
}

/// The amounts that a message gives away, in fen: what counts against the limit of a case.
pub fn given_away_fen(text: &str) -> Vec<i64> {
    amounts::given_away(&Plain::of(text))
}

const MOST: usize = 30;

/// A finding by its place in the plain text.
pub(crate) struct Found {
    kind: GuardKind,
    code: &'static str,
    from: usize,
    to: usize,
    fix: Option<String>,
    detail: String,
}

impl Found {
    fn told(self, plain: &Plain, level: GuardLevel) -> Finding {
        let (start, end) = plain.units(self.from, self.to);
        let text = plain.original(self.from, self.to);
        // A fix that changes nothing is none.
        let fix = self.fix.filter(|fix| *fix != text);
        Finding { kind: self.kind, level, code: self.code.to_owned(), start, end, text, fix, detail: self.detail }
    }
}

pub(crate) fn money(fen: i64) -> String {
    if fen % 100 == 0 { format!("¥{}", fen / 100) } else { format!("¥{}.{:02}", fen / 100, fen % 100) }
}

#[cfg(test)]
mod tests;
