//! What the shop promises, whom it can plan with, and the days that are not like others.

use super::need::Target;
use crate::{id::GroupId, time::Millis};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;

pub const MOST_EVENTS: usize = 200;
const MOST_GROUPS: usize = 200;

crate::word_enum! {
    /// Which queue theory the numbers of people come from.
    #[derive(Default)]
    StaffingModel {
        /// Everybody waits as long as it takes: on the safe side.
        #[default]
        ErlangC = "erlang_c",
        /// Customers give up, as patiently as they were measured.
        ErlangA = "erlang_a",
    }
}

/// The promise, and what is taken instead of what was measured.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = StaffingPromise)]
pub struct Promise {
    /// Per cent of those who ask for a person that are to be answered …
    pub answered_pct: u32,
    /// … within so many seconds.
    pub within_s: u32,
    /// At most this per cent may give up; needs customers' patience, measured or said.
    #[serde(default)]
    pub abandoned_pct: Option<u32>,
    /// Breaks, training and absence, in per cent of paid time.
    pub shrinkage_pct: u32,
    #[serde(default)]
    pub model: StaffingModel,
    /// Chats that one person holds at once; measured when absent.
    #[serde(default)]
    pub concurrency: Option<f64>,
    /// Mean patience of those who wait; measured when absent.
    #[serde(default)]
    pub patience_s: Option<u32>,
}

impl Default for Promise {
    fn default() -> Self {
        Promise {
            answered_pct: 80,
            within_s: 20,
            abandoned_pct: None,
            shrinkage_pct: 30,
            model: StaffingModel::ErlangC,
            concurrency: None,
            patience_s: None,
        }
    }
}

impl Promise {
    pub fn target(&self) -> Target {
        Target {
            answered: f64::from(self.answered_pct) / 100.0,
            within_s: f64::from(self.within_s),
            abandoned: self.abandoned_pct.map(|pct| f64::from(pct) / 100.0),
        }
    }
}

/// A day on which more, or fewer, customers come: Double 11 × 6.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct EventDay {
    /// `2026-11-11`, in the shop's time.
    #[schema(value_type = String)]
    pub date: Date,
    pub name: String,
    /// Expected contacts are multiplied by this; those of a day that has passed are divided by it before they teach anything.
    pub factor: f64,
    /// Only for this group; the whole shop when absent.
    #[serde(default)]
    pub group_id: Option<GroupId>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct GroupPromise {
    pub group_id: GroupId,
    #[serde(flatten)]
    pub promise: Promise,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Settings {
    pub shop: Promise,
    /// Groups that promise something else.
    #[serde(default)]
    pub groups: Vec<GroupPromise>,
    #[serde(default)]
    pub events: Vec<EventDay>,
    /// Minutes that the shop's clocks are ahead of UTC; 480 in China. Whole half hours, the same all year.
    #[serde(default = "china")]
    pub utc_offset_minutes: i32,
}

fn china() -> i32 {
    480
}

impl Default for Settings {
    fn default() -> Self {
        Settings { shop: Promise::default(), groups: Vec::new(), events: Vec::new(), utc_offset_minutes: china() }
    }
}

/// What is wrong with settings: the field, and what it may be.
pub type Wrong = (&'static str, String);

impl Settings {
    pub fn promise(&self, group_id: Option<GroupId>) -> &Promise {
        let own = group_id.and_then(|id| self.groups.iter().find(|group| group.group_id == id));
        own.map_or(&self.shop, |group| &group.promise)
    }

    /// By what a day's contacts are multiplied. The event of the group counts before the shop's.
    pub fn event(&self, group_id: Option<GroupId>, day: i64) -> Option<&EventDay> {
        let mut that_day = self.events.iter().filter(|event| event.date.0 == day);
        let whole = that_day.clone().find(|event| event.group_id.is_none());
        that_day.find(|event| group_id.is_some() && event.group_id == group_id).or(whole)
    }

    pub fn offset_ms(&self) -> i64 {
        i64::from(self.utc_offset_minutes) * 60_000
    }

    /// The shop's day that a moment lies in.
    pub fn day(&self, at: Millis) -> i64 {
        (at.0 + self.offset_ms()).div_euclid(DAY_MS)
    }

    /// The midnight that begins a day of the shop.
    pub fn midnight(&self, day: i64) -> Millis {
        Millis(day * DAY_MS - self.offset_ms())
    }

    pub fn check(&self) -> Result<(), Wrong> {
        self.shop.check("shop")?;
        let mut known = BTreeSet::new();
        for group in &self.groups {
            group.promise.check("groups")?;
            if !known.insert(group.group_id) {
                return Err(("groups", "each group once".to_owned()));
            }
        }
        if self.groups.len() > MOST_GROUPS {
            return Err(("groups", format!("at most {MOST_GROUPS} groups")));
        }
        if self.utc_offset_minutes % 30 != 0 || !(-720..=840).contains(&self.utc_offset_minutes) {
            return Err(("utc_offset_minutes", "whole half hours from -720 to 840".to_owned()));
        }
        if self.events.len() > MOST_EVENTS {
            return Err(("events", format!("at most {MOST_EVENTS} days")));
        }
        let mut days = BTreeSet::new();
        for event in &self.events {
            if !(0.05..=100.0).contains(&event.factor) {
                return Err(("events", format!("{}: a factor from 0.05 to 100", event.date)));
            }
            if !(1..=40).contains(&event.name.trim().chars().count()) || event.name.chars().any(char::is_control) {
                return Err(("events", format!("{}: a name of 1 to 40 characters", event.date)));
            }
            if !days.insert((event.date, event.group_id)) {
                return Err(("events", format!("{}: each day once", event.date)));
            }
        }
        Ok(())
    }
}

impl Promise {
    fn check(&self, place: &'static str) -> Result<(), Wrong> {
        let wrong = |what: &str| Err((place, what.to_owned()));
        if !(1..=99).contains(&self.answered_pct) {
            return wrong("answered_pct: 1 to 99 per cent; nobody can promise all of them");
        }
        if self.within_s > 3_600 {
            return wrong("within_s: 0 to 3,600 seconds");
        }
        if self.abandoned_pct.is_some_and(|pct| !(1..=99).contains(&pct)) {
            return wrong("abandoned_pct: 1 to 99 per cent, or nothing");
        }
        if self.shrinkage_pct > 80 {
            return wrong("shrinkage_pct: 0 to 80 per cent");
        }
        if self.concurrency.is_some_and(|chats| !(1.0..=20.0).contains(&chats)) {
            return wrong("concurrency: 1 to 20 chats at once, or nothing");
        }
        if self.patience_s.is_some_and(|s| !(5..=14_400).contains(&s)) {
            return wrong("patience_s: 5 to 14,400 seconds, or nothing");
        }
        Ok(())
    }
}

const DAY_MS: i64 = 86_400_000;

/// A day of the calendar, as days since 1970-01-01; written `2026-11-11`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(pub i64);

impl std::fmt::Display for Date {
    /// Hinnant's civil-from-days.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let z = self.0 + 719_468;
        let era = z.div_euclid(146_097);
        let doe = z.rem_euclid(146_097);
        let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let (day, month) = (doy - (153 * mp + 2) / 5 + 1, if mp < 10 { mp + 3 } else { mp - 9 });
        let year = yoe + era * 400 + i64::from(month <= 2);
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl std::str::FromStr for Date {
    type Err = ();
    fn from_str(text: &str) -> Result<Date, ()> {
        let parts: Vec<&str> = text.split('-').collect();
        let [year, month, day] = parts[..] else { return Err(()) };
        let number = |text: &str, length: usize| {
            let plain = text.len() == length && text.bytes().all(|b| b.is_ascii_digit());
            plain.then(|| text.parse::<i64>().ok()).flatten().ok_or(())
        };
        let (year, month, day) = (number(year, 4)?, number(month, 2)?, number(day, 2)?);
        if !(1..=12).contains(&month) || !(1..=31).contains(&day) || year < 1970 {
            return Err(());
        }
        let y = year - i64::from(month <= 2);
        let (era, yoe) = (y.div_euclid(400), y.rem_euclid(400));
        let doy = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
        let date = Date(era * 146_097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719_468);
        // The 31st of February is no day.
        if date.to_string() == text { Ok(date) } else { Err(()) }
    }
}

impl Serialize for Date {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Date, D::Error> {
        let text = String::deserialize(from)?;
        text.parse().map_err(|()| serde::de::Error::custom(format!("{text:?} is not a day like 2026-11-11")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(date: &str, factor: f64, group_id: Option<GroupId>) -> EventDay {
        EventDay { date: date.parse().expect("a date"), name: "双11".into(), factor, group_id }
    }

    #[test]
    fn dates_are_days_of_the_calendar() {
        for (text, days) in [("1970-01-01", 0), ("2000-02-29", 11_016), ("2026-11-22", 20_779)] {
            assert_eq!(text.parse(), Ok(Date(days)));
            assert_eq!(Date(days).to_string(), text);
        }
        for wrong in ["2026-02-30", "2026-13-01", "26-1-1", "", "2026-11-11T00", "2026-1１-11"] {
            assert_eq!(wrong.parse::<Date>(), Err(()), "{wrong}");
        }
    }

    #[test]
    fn a_group_may_promise_something_else_and_its_event_counts_before_the_shops() {
        let group = GroupId(uuid::Uuid::from_u128(7));
        let own = Promise { within_s: 60, ..Promise::default() };
        let settings = Settings {
            groups: vec![GroupPromise { group_id: group, promise: own.clone() }],
            events: vec![event("2026-11-11", 6.0, None), event("2026-11-11", 9.0, Some(group))],
            ..Settings::default()
        };
        assert_eq!(settings.check(), Ok(()));
        assert_eq!((settings.promise(Some(group)), settings.promise(None)), (&own, &Promise::default()));
        let day = "2026-11-11".parse::<Date>().expect("a date").0;
        let factor = |group_id| settings.event(group_id, day).map(|event| event.factor);
        assert_eq!((factor(Some(group)), factor(None), settings.event(None, day + 1)), (Some(9.0), Some(6.0), None));
    }

    #[test]
    fn what_makes_no_sense_is_refused_with_its_place() {
        let with = |change: &dyn Fn(&mut Settings)| {
            let mut settings = Settings::default();
            change(&mut settings);
            settings.check().expect_err("refused").0
        };
        assert_eq!(with(&|s| s.shop.answered_pct = 100), "shop");
        assert_eq!(with(&|s| s.shop.shrinkage_pct = 81), "shop");
        assert_eq!(with(&|s| s.shop.concurrency = Some(f64::NAN)), "shop");
        assert_eq!(with(&|s| s.shop.patience_s = Some(1)), "shop");
        assert_eq!(with(&|s| s.utc_offset_minutes = 345), "utc_offset_minutes");
        assert_eq!(with(&|s| s.events = vec![event("2026-11-11", 0.0, None)]), "events");
        assert_eq!(with(&|s| s.events = vec![event("2026-11-11", 2.0, None), event("2026-11-11", 3.0, None)]), "events");
    }

    #[test]
    fn days_begin_at_the_shops_midnight() {
        let china = Settings::default();
        let noon_utc = Millis(20_779 * DAY_MS + 17 * 3_600_000);
        assert_eq!(china.day(noon_utc), 20_780);
        assert_eq!(china.day(china.midnight(20_780)), 20_780);
        assert_eq!(china.day(china.midnight(20_780).plus(-1)), 20_779);
    }
}
