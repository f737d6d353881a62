//! `GET /staffing/forecast`: people needed in each half hour of the coming days, and what customers would meet with them.

use super::past::{Past, Used};
use crate::{
    App, Error, Principal, Result,
    views::staffing::{SlotNeed, StaffingForecast, StaffingNow, StaffingSlot, UsedView},
};
use yingke_core::{
    id::GroupId,
    staffing::{
        SLOT_MS,
        fold::slot,
        forecast::{Basis, Expected},
        need::{self, Target, people_impatient, people_patient, scheduled, service},
        settings::{Promise, StaffingModel},
    },
    time::Millis,
};

pub const MOST_DAYS: i64 = 7;

pub async fn forecast(app: &App, who: &Principal, group_id: Option<GroupId>, days: i64) -> Result<StaffingForecast> {
    if !(1..=MOST_DAYS).contains(&days) {
        return Err(Error::invalid("days", format!("1 to {MOST_DAYS} days")));
    }
    let past = Past::read(app, who, group_id).await?;
    let (used, promise) = (past.used(), past.promise().clone());
    let slots: Vec<StaffingSlot> = past
        .coming(days)
        .into_iter()
        .map(|(at, expected, bot)| {
            let event = past.settings.event(group_id, past.settings.day(at));
            StaffingSlot {
                at,
                expected: rounded(expected.mean),
                low: expected.low,
                high: expected.high,
                rests_on: expected.rests_on,
                bot: rounded(bot),
                event: event.map(|event| event.name.clone()),
                factor: event.map_or(1.0, |event| event.factor),
                need: slot_need(&expected, &used, &promise),
            }
        })
        .collect();
    let this = Millis(slot(past.now) * SLOT_MS);
    let needed = slots.iter().find(|one| one.at == this).and_then(|one| one.need.as_ref()).map(|need| need.people);
    let (on_duty, ready) = past.on_duty;
    Ok(StaffingForecast {
        group_id,
        from: past.settings.midnight(past.today),
        days,
        utc_offset_minutes: past.settings.utc_offset_minutes,
        basis: past.basis(),
        since: past.first_day.map(|day| past.settings.midnight(day)),
        works_from: works_from(&past),
        measured: past.measured.clone(),
        used: UsedView::of(&used),
        promise,
        slots,
        now: StaffingNow { at: this, needed, on_duty, ready },
    })
}

/// When the first whole day is over: the day after the first that is counted whole.
fn works_from(past: &Past) -> Option<Millis> {
    let first = past.first_day.filter(|_| past.basis() == Basis::Nothing)?;
    Some(past.settings.midnight(first + 1))
}

/// None when nothing is known of how long a contact takes.
pub(super) fn slot_need(expected: &Expected, used: &Used, promise: &Promise) -> Option<SlotNeed> {
    let handle_s = used.handle_s?;
    if expected.mean < need::QUIET {
        return Some(SlotNeed::default());
    }
    let target = promise.target();
    let work = need::work(expected.mean, handle_s, used.concurrency).ok()?;
    let of = |contacts: f64| people(&need::work(contacts, handle_s, used.concurrency).ok()?, used, promise.model, &target);
    let needed = of(expected.mean)?;
    let with = |patience_s| service(work, needed.people, patience_s, target.within_s).ok();
    Some(SlotNeed {
        load: rounded(work.load()),
        people: i64::from(needed.people),
        people_high: i64::from(of(expected.high.max(expected.mean))?.people),
        scheduled: i64::from(scheduled(needed.people, promise.shrinkage_pct)),
        people_patient: i64::from(needed.patient),
        people_impatient: needed.impatient.map(i64::from),
        patient: with(None),
        impatient: used.patience_s.and_then(|s| with(Some(s))),
    })
}

/// The fewest people, by both theories and by the one that the shop has chosen.
pub(super) struct People {
    pub people: u32,
    pub patient: u32,
    pub impatient: Option<u32>,
}

pub(super) fn people(work: &yingke_core::staffing::erlang::Work, used: &Used, model: StaffingModel, target: &Target) -> Option<People> {
    let patient = people_patient(*work, target);
    let impatient = match used.patience_s {
        Some(patience_s) => Some(people_impatient(*work, patience_s, target).ok()?),
        None => None,
    };
    // Erlang C knows nobody who gives up: a limit to that is kept by the other, whatever the choice.
    let limit = match (target.abandoned, used.patience_s) {
        (Some(_), Some(patience_s)) => people_impatient(*work, patience_s, &Target { answered: 0.0, ..*target }).ok()?,
        _ => 0,
    };
    let people = match model {
        StaffingModel::ErlangC => patient.max(limit),
        StaffingModel::ErlangA => impatient.unwrap_or(patient),
    };
    Some(People { people, patient, impatient })
}

pub(super) fn rounded(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}
