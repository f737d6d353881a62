//! The staffing forecast, as its screen shows it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingke_core::{
    id::GroupId,
    staffing::{
        erlang::Service,
        forecast::Basis,
        settings::{Promise, Settings},
    },
    time::Millis,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct StaffingSettings {
    #[serde(flatten)]
    pub settings: Settings,
    /// 0 when nothing was ever saved; comes back with a save.
    pub version: i64,
}

/// Half hours of the coming days, beginning with today's midnight in the shop's time.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StaffingForecast {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_id: Option<GroupId>,
    pub from: Millis,
    pub days: i64,
    pub utc_offset_minutes: i32,
    pub basis: Basis,
    /// The first whole day that is counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Millis>,
    /// While nothing can be said: when it can.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub works_from: Option<Millis>,
    pub measured: Measured,
    pub used: UsedView,
    pub promise: Promise,
    /// 48 a day; none without a basis.
    pub slots: Vec<StaffingSlot>,
    pub now: StaffingNow,
}

/// Of at most nine weeks.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = StaffingMeasured)]
pub struct Measured {
    /// Came into the queue, or to a person at once; one that is passed on is a contact of both groups.
    pub contacts: i64,
    pub answered: i64,
    pub abandoned: i64,
    /// Left the queue by leaving a message; not abandoned.
    pub left_message: i64,
    /// Asked for a person when nobody was there or the queue was full. They count as expected.
    pub turned_away: i64,
    /// Talks that the bot kept.
    pub bot_only: i64,
    pub handled: i64,
    /// Mean wait of those who were answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wait_s: Option<f64>,
    /// Mean time from accepting to the end of the wrap-up, from five on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub handle_s: Option<f64>,
    /// Chats that people held at once while they held any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub concurrency: Option<f64>,
    /// All waiting ÷ those who left the queue, from five on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patience_s: Option<f64>,
    /// Variance ÷ mean of half hours that should have been alike; 1 is chance alone.
    pub spread: f64,
}

/// What the calculation uses: measured, or as the settings or the question say.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[schema(as = StaffingUsed)]
pub struct UsedView {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub handle_s: Option<f64>,
    pub concurrency: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patience_s: Option<f64>,
}

impl UsedView {
    pub(crate) fn of(used: &crate::staffing::Used) -> UsedView {
        UsedView { handle_s: used.handle_s, concurrency: used.concurrency, patience_s: used.patience_s }
    }
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StaffingSlot {
    pub at: Millis,
    /// Contacts that ask for a person.
    pub expected: f64,
    /// Eight of ten such half hours lie between these.
    pub low: f64,
    pub high: f64,
    /// Past half hours that it rests on.
    pub rests_on: i64,
    /// Talks that the bot is expected to keep.
    pub bot: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    pub factor: f64,
    /// None while it is not known how long a contact takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub need: Option<SlotNeed>,
}

#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct SlotNeed {
    /// People who would be busy if nobody ever waited.
    pub load: f64,
    /// At the desk, by the theory that the shop has chosen.
    pub people: i64,
    /// The same if the upper end of the interval comes.
    pub people_high: i64,
    /// On the roster, with breaks and absence.
    pub scheduled: i64,
    /// By Erlang C …
    pub people_patient: i64,
    /// … and by Erlang A, when patience is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub people_impatient: Option<i64>,
    /// What customers meet with `people`, by Erlang C …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patient: Option<Service>,
    /// … and by Erlang A.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub impatient: Option<Service>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StaffingNow {
    /// The half hour that runs.
    pub at: Millis,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub needed: Option<i64>,
    /// Ready, busy, wrapping up or on a break.
    pub on_duty: i64,
    pub ready: i64,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
pub struct AskWhatIf {
    pub group_id: Option<GroupId>,
    /// The beginning of a half hour; the busiest of the coming seven days when absent.
    pub at: Option<Millis>,
    /// Per cent of the talks that the bot keeps whose customers ask for a person as well.
    #[serde(default)]
    pub bot_share_pct: f64,
    /// At the desk; those who are on duty now when absent.
    pub people: Option<u32>,
    /// In the place of what was measured, seconds.
    pub handle_s: Option<f64>,
    pub patience_s: Option<f64>,
    pub concurrency: Option<f64>,
    /// Contacts of half an hour in the place of what is expected; then there is no week to look at.
    pub contacts: Option<f64>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WhatIf {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Millis>,
    /// As in the forecast …
    pub expected: f64,
    /// … and those whom the bot would not keep.
    pub from_bot: f64,
    pub contacts: f64,
    pub load: f64,
    pub used: UsedView,
    pub promise: Promise,
    pub people: i64,
    pub needed: i64,
    pub scheduled: i64,
    pub missing: i64,
    /// The promise is kept in this half hour.
    pub safe: bool,
    /// If everybody waits as long as it takes.
    pub patient: Option<Outcome>,
    /// If they give up as patiently as is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub impatient: Option<Outcome>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub week: Option<WhatIfWeek>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = StaffingOutcome)]
pub struct Outcome {
    pub needed: i64,
    /// As much comes in as goes out, or more: the queue grows for as long as it lasts.
    pub never_catches_up: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<Service>,
}

/// The same people in every half hour of the coming seven days.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct WhatIfWeek {
    /// In which anybody is needed.
    pub half_hours: i64,
    /// In which they are too few.
    pub short: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub worst_at: Option<Millis>,
    pub worst_missing: i64,
}
