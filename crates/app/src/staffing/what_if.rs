//! `POST /staffing/what-if`: if so many of the talks that the bot keeps asked for a person, and so many people were there.

use super::{
    forecast::{MOST_DAYS, people, rounded},
    past::{Past, Used},
};
use crate::{
    App, Error, Principal, Result,
    views::staffing::{AskWhatIf, Outcome, UsedView, WhatIf, WhatIfWeek},
};
use yingke_core::{
    staffing::{
        SLOT_MS,
        erlang::Work,
        need::{self, scheduled, service},
        settings::{Promise, StaffingModel},
    },
    time::Millis,
};

pub async fn what_if(app: &App, who: &Principal, ask: AskWhatIf) -> Result<WhatIf> {
    check(&ask)?;
    let past = Past::read(app, who, ask.group_id).await?;
    let promise = past.promise().clone();
    let known = past.used();
    let used = Used {
        handle_s: ask.handle_s.or(known.handle_s),
        concurrency: ask.concurrency.unwrap_or(known.concurrency),
        patience_s: ask.patience_s.or(known.patience_s),
    };
    let handle_s = used.handle_s.ok_or(Error::conflict("not_enough_history", "say how long a contact takes: nothing is measured yet"))?;
    let share = ask.bot_share_pct / 100.0;
    let coming: Vec<(Millis, f64, f64)> = past
        .coming(MOST_DAYS)
        .into_iter()
        .filter(|(at, ..)| *at > past.now.plus(-SLOT_MS))
        .map(|(at, expected, bot)| (at, expected.mean, bot * share))
        .collect();
    let all = |(_, expected, from_bot): &(Millis, f64, f64)| expected + from_bot;
    let chosen = match (ask.contacts, ask.at) {
        (Some(contacts), _) => Some((past.now, contacts, 0.0)),
        (None, Some(at)) => coming.iter().find(|(slot, ..)| *slot == at).copied(),
        (None, None) => coming.iter().copied().max_by(|a, b| all(a).total_cmp(&all(b))),
    };
    let chosen = chosen.ok_or(match ask.at {
        Some(_) if !coming.is_empty() => Error::invalid("at", "the beginning of a half hour of the coming seven days"),
        _ => Error::conflict("not_enough_history", "say how many contacts come in half an hour: no whole day is counted yet"),
    })?;
    let there = ask.people.unwrap_or(u32::try_from(past.on_duty.0).unwrap_or(0));
    let work =
        |contacts: f64| need::work(contacts, handle_s, used.concurrency).map_err(|error| Error::invalid("handle_s", error.to_string()));
    let desk = Desk { used: &used, promise: &promise, people: there };
    let chosen_work = work(all(&chosen))?;
    let needed = desk.needed(&chosen_work)?;
    let mut week = WhatIfWeek::default();
    // With contacts said by hand there is no week to look at.
    for slot in coming.iter().filter(|_| ask.contacts.is_none()) {
        let needed = desk.needed(&work(all(slot))?)?.people;
        week.half_hours += i64::from(needed > 0);
        if needed > there {
            week.short += 1;
            let missing = i64::from(needed - there);
            if missing > week.worst_missing {
                (week.worst_missing, week.worst_at) = (missing, Some(slot.0));
            }
        }
    }
    Ok(WhatIf {
        at: ask.contacts.is_none().then_some(chosen.0),
        expected: rounded(chosen.1),
        from_bot: rounded(chosen.2),
        contacts: rounded(all(&chosen)),
        load: rounded(chosen_work.load()),
        used: UsedView::of(&used),
        people: i64::from(there),
        needed: i64::from(needed.people),
        scheduled: i64::from(scheduled(needed.people, promise.shrinkage_pct)),
        missing: i64::from(needed.people.saturating_sub(there)),
        safe: needed.people <= there,
        patient: Some(desk.outcome(&chosen_work, needed.patient, None)?),
        impatient: match (used.patience_s, needed.impatient) {
            (Some(patience_s), Some(impatient)) => Some(desk.outcome(&chosen_work, impatient, Some(patience_s))?),
            _ => None,
        },
        week: ask.contacts.is_none().then_some(week),
        promise,
    })
}

struct Desk<'a> {
    used: &'a Used,
    promise: &'a Promise,
    people: u32,
}

impl Desk<'_> {
    fn needed(&self, work: &Work) -> Result<super::forecast::People> {
        if work.contacts_per_s * (SLOT_MS as f64 / 1_000.0) < need::QUIET {
            return Ok(super::forecast::People { people: 0, patient: 0, impatient: self.used.patience_s.map(|_| 0) });
        }
        let model: StaffingModel = self.promise.model;
        people(work, self.used, model, &self.promise.target()).ok_or(Error::invalid("patience_s", "a time of 5 to 14,400 seconds"))
    }

    fn outcome(&self, work: &Work, needed: u32, patience_s: Option<f64>) -> Result<Outcome> {
        let with = service(*work, self.people, patience_s, self.promise.target().within_s);
        Ok(Outcome { needed: i64::from(needed), never_catches_up: with.is_err(), service: with.ok() })
    }
}

fn check(ask: &AskWhatIf) -> Result<()> {
    let inside = |value: Option<f64>, from: f64, to: f64| value.is_none_or(|value| (from..=to).contains(&value));
    if !inside(Some(ask.bot_share_pct), 0.0, 100.0) {
        return Err(Error::invalid("bot_share_pct", "0 to 100 per cent"));
    }
    if ask.people.is_some_and(|people| people > 5_000) {
        return Err(Error::invalid("people", "0 to 5,000 people"));
    }
    for (field, value) in [("handle_s", ask.handle_s), ("patience_s", ask.patience_s)] {
        if !inside(value, 5.0, 14_400.0) {
            return Err(Error::invalid(field, "5 to 14,400 seconds"));
        }
    }
    if !inside(ask.concurrency, 1.0, 20.0) {
        return Err(Error::invalid("concurrency", "1 to 20 chats at once"));
    }
    if !inside(ask.contacts, 0.0, 20_000.0) {
        return Err(Error::invalid("contacts", "0 to 20,000 in half an hour"));
    }
    Ok(())
}
