//! What forecast and what-if stand on: the settings, eight weeks of half hours, what was measured in them, who is there now.

use super::settings;
use crate::{App, Error, Principal, Result, views::staffing::Measured};
use std::collections::{BTreeMap, BTreeSet};
use yingke_core::{
    agent::AgentState,
    id::*,
    permission::Permission,
    routing::eligible::on_duty,
    staffing::{
        SLOT_MS, SLOTS_A_DAY,
        fold::{Counts, slot},
        forecast::{Basis, Expected, History, MOST_WEEKS},
        settings::{Promise, Settings},
    },
    time::Millis,
};
use yingke_store::{Run, agent_states, groups, staffing};

/// Fewer say nothing about how long a contact takes …
const LEAST_HANDLED: i64 = 5;
/// … or how patient customers are.
const LEAST_LEFT: i64 = 5;

pub struct Past {
    pub group_id: Option<GroupId>,
    pub now: Millis,
    pub settings: Settings,
    pub today: i64,
    pub asked: History,
    pub bot: History,
    pub measured: Measured,
    /// At work, and of them those who are ready.
    pub on_duty: (i64, i64),
    /// The first whole day that is, or will be, counted; none when nothing has happened yet.
    pub first_day: Option<i64>,
}

/// What the calculation uses: measured, or as the settings say.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Used {
    pub handle_s: Option<f64>,
    pub concurrency: f64,
    pub patience_s: Option<f64>,
}

impl Past {
    pub async fn read(app: &App, who: &Principal, group_id: Option<GroupId>) -> Result<Past> {
        who.must(Permission::WallRead)?;
        let (on, now) = (&mut app.read(), app.clock.now());
        let all: Vec<_> = groups::all(on, who.org_id).await?.into_iter().filter(|group| group.kind == "service").collect();
        let group = match group_id {
            Some(id) => Some(all.iter().find(|group| group.id == id).ok_or(Error::NotFound("group"))?),
            None => None,
        };
        let settings = settings::read(on, who.org_id).await?.settings;
        let today = settings.day(now);
        let whole_days_since = |at: Millis| settings.day(at.plus(-1)) + 1;
        let first_day = staffing::first_slot(on, who.org_id).await?.map(|first| {
            let first = whole_days_since(Millis(first * SLOT_MS));
            // A group that is younger was not quiet before; it was not there.
            group.map_or(first, |group| first.max(whole_days_since(group.created_at)))
        });
        // What was counted on a day that was not seen whole measures, but does not teach.
        let first_slot = slot(settings.midnight(today - 7 * (MOST_WEEKS + 1)));
        let rows = staffing::slots(on, who.org_id, group_id, first_slot, slot(now) + 1).await?;
        let history = |count: fn(&Counts) -> i64| History {
            first_day: first_day.unwrap_or(today),
            today,
            counts: rows
                .iter()
                .map(|(at, counts)| {
                    let at = Millis(at * SLOT_MS);
                    let day = settings.day(at);
                    ((day, at.since(settings.midnight(day)) / SLOT_MS), count(counts) as f64)
                })
                .collect(),
        };
        let (asked, bot) = (history(|counts| counts.contacts + counts.turned_away), history(|counts| counts.bot_only));
        let ids: Vec<GroupId> = group.map_or_else(|| all.iter().map(|group| group.id).collect(), |group| vec![group.id]);
        let on_duty = present(on, who.org_id, &ids).await?;
        let mut sum = Counts::default();
        rows.iter().for_each(|(_, counts)| sum.add(counts));
        let mut past = Past { group_id, now, today, asked, bot, measured: measured(&sum), on_duty, first_day, settings };
        let factor = past.factor();
        let spread = past.asked.spread(&factor);
        past.measured.spread = spread;
        Ok(past)
    }

    pub fn promise(&self) -> &Promise {
        self.settings.promise(self.group_id)
    }

    pub fn used(&self) -> Used {
        let promise = self.promise();
        Used {
            handle_s: self.measured.handle_s,
            concurrency: promise.concurrency.or(self.measured.concurrency).unwrap_or(1.0),
            patience_s: promise.patience_s.map(f64::from).or(self.measured.patience_s),
        }
    }

    /// How unlike others a day is.
    pub fn factor(&self) -> impl Fn(i64) -> f64 + use<> {
        let days: BTreeMap<i64, f64> = self
            .settings
            .events
            .iter()
            .filter_map(|event| Some((event.date.0, self.settings.event(self.group_id, event.date.0)?.factor)))
            .collect();
        move |day| days.get(&day).copied().unwrap_or(1.0)
    }

    /// Every half hour of so many days from today: when, who asks for a person, talks that the bot keeps.
    pub fn coming(&self, days: i64) -> Vec<(Millis, Expected, f64)> {
        let factor = self.factor();
        let bots_spread = 1.0;
        (self.today..self.today + days)
            .flat_map(|day| {
                let asked = self.asked.expect(day, self.measured.spread, &factor);
                let bot = self.bot.expect(day, bots_spread, &factor);
                let midnight = self.settings.midnight(day);
                (0..SLOTS_A_DAY)
                    .zip(asked)
                    .zip(bot)
                    .map(move |((slot, asked), bot)| (midnight.plus(slot * SLOT_MS), asked, bot.mean))
                    .collect::<Vec<_>>()
            })
            .collect()
    }

    pub fn basis(&self) -> Basis {
        match self.first_day {
            Some(_) => self.asked.basis(),
            None => Basis::Nothing,
        }
    }
}

/// Whoever is at work in one of these groups counts once.
async fn present(on: &mut impl Run, org_id: OrgId, groups: &[GroupId]) -> Result<(i64, i64)> {
    if groups.is_empty() {
        return Ok((0, 0));
    }
    let members = agent_states::members(on, org_id, groups).await?;
    let at_work: Vec<_> = members.iter().filter(|(_, member)| member.enabled && on_duty(member.state)).collect();
    let all: BTreeSet<AgentId> = at_work.iter().map(|(_, member)| member.agent_id).collect();
    let ready: BTreeSet<AgentId> =
        at_work.iter().filter(|(_, member)| member.state == AgentState::Ready).map(|(_, member)| member.agent_id).collect();
    Ok((all.len() as i64, ready.len() as i64))
}

fn measured(sum: &Counts) -> Measured {
    let seconds = |ms: i64, of: i64| ms as f64 / 1_000.0 / of as f64;
    let left = sum.abandoned + sum.left_message;
    let enough = sum.handled >= LEAST_HANDLED && sum.held_ms > 0;
    Measured {
        contacts: sum.contacts,
        answered: sum.answered,
        abandoned: sum.abandoned,
        left_message: sum.left_message,
        turned_away: sum.turned_away,
        bot_only: sum.bot_only,
        handled: sum.handled,
        wait_s: (sum.answered > 0).then(|| seconds(sum.answered_wait_ms, sum.answered)),
        handle_s: enough.then(|| seconds(sum.held_ms, sum.handled).max(1.0)),
        concurrency: (enough && sum.shared_ms > 0).then(|| (sum.held_ms as f64 / sum.shared_ms as f64).clamp(1.0, 20.0)),
        // Who was answered might have waited longer: all waiting counts, and only those who left are divided by.
        patience_s: (left >= LEAST_LEFT && sum.wait_ms > 0).then(|| seconds(sum.wait_ms, left).clamp(5.0, 14_400.0)),
        spread: 1.0,
    }
}
