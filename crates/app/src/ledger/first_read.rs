//! First-contact resolution as people read it: the figure, and the cases that it opens.

use super::{
    figures::{days, midnight},
    list::shortened,
};
use crate::{
    App, Principal, Result, cursor,
    views::{
        Page,
        ledger::{FirstCounts, FirstDay, FirstFigures, FirstOther, FirstRow},
    },
};
use std::collections::{BTreeMap, HashMap};
use yingke_core::{
    id::*,
    permission::Permission,
    resolution::{
        ClassReason, DAYS_3, DAYS_7,
        counts::Scope,
        first::{By, Outcome, earlier, later},
    },
    time::Millis,
};
use yingke_language::personal;
use yingke_store::{customers, events, first_contacts, ledger_lists, messages};

#[derive(Debug, Clone, Default)]
pub struct FirstAsked {
    pub outcome: Option<Outcome>,
    pub by: Option<By>,
    pub long: bool,
    pub from: Option<Millis>,
    pub to: Option<Millis>,
}

/// `GET /ledger/first-contact`
pub async fn first_figures(app: &App, who: &Principal, from: Option<Millis>, to: Option<Millis>, long: bool) -> Result<FirstFigures> {
    who.must(Permission::WallRead)?;
    let (first, last) = days(app, from, to)?;
    let on = &mut app.read();
    let [mut all, mut bot, mut people] = [FirstCounts::default(); 3];
    let mut by_day: BTreeMap<i64, FirstCounts> = (first..=last).map(|day| (day, FirstCounts::default())).collect();
    for (by, total) in [(By::Bot, &mut bot), (By::People, &mut people)] {
        for (day, figure, value) in ledger_lists::by_day(on, who.org_id, Scope::First, by.as_str(), first, last).await? {
            for counts in [&mut *total, &mut all, by_day.entry(day).or_default()] {
                add(counts, &figure, value, long);
            }
        }
    }
    let days = by_day.into_iter().map(|(day, counts)| FirstDay { at: midnight(day), counts }).collect();
    Ok(FirstFigures { from: midnight(first), to: midnight(last + 1), all, bot, people, days })
}

fn add(counts: &mut FirstCounts, figure: &str, value: i64, long: bool) {
    let word = match (figure.strip_suffix("_7d"), long) {
        (Some(word), true) => word,
        (None, false) => figure,
        (Some(_), false) | (None, true) => return,
    };
    match word.parse::<Outcome>() {
        Ok(Outcome::Resolved) => counts.resolved += value,
        Ok(Outcome::Unresolved) => counts.unresolved += value,
        Ok(Outcome::Pending) => counts.pending += value,
        Ok(Outcome::FollowUp) => counts.follow_up += value,
        Ok(Outcome::NothingAsked) => counts.nothing_asked += value,
        Ok(Outcome::Open) | Err(_) => {}
    }
}

/// `GET /ledger/first-contact/cases`
pub async fn first_cases(app: &App, who: &Principal, asked: FirstAsked, place: Option<&str>, limit: Option<i64>) -> Result<Page<FirstRow>> {
    who.must(Permission::WallRead)?;
    let (first, last) = days(app, asked.from, asked.to)?;
    let wanted =
        first_contacts::Wanted { outcome: asked.outcome, long: asked.long, by: asked.by, from: midnight(first), to: midnight(last + 1) };
    let (on, limit) = (&mut app.read(), cursor::limit(limit));
    let seq = events::head(on, who.org_id).await?;
    let mut rows = first_contacts::list(on, who.org_id, &wanted, cursor::decode(place)?, limit + 1).await?;
    let next = cursor::cut(&mut rows, limit, |row| cursor::encode(row.case.ended_at.map_or(0, |at| at.0), row.conversation_id.0));
    let places: Vec<(ConversationId, i64)> = rows.iter().filter_map(|row| Some((row.conversation_id, row.case.seq?))).collect();
    let words = messages::at_places(on, who.org_id, &places).await?;
    let ids: Vec<CustomerId> = rows.iter().map(|row| row.customer_id).collect();
    let names: HashMap<CustomerId, String> =
        customers::by_ids(on, who.org_id, &ids).await?.into_iter().map(|customer| (customer.id, customer.nickname)).collect();
    let items = rows
        .into_iter()
        .map(|row| {
            let question = words.get(&row.conversation_id).map(|text| shortened(&personal::mask(text))).unwrap_or_default();
            view(row, asked.long, &names, question)
        })
        .collect();
    Ok(Page { items, next, seq })
}

fn view(row: first_contacts::FirstContact, long: bool, names: &HashMap<CustomerId, String>, question: String) -> FirstRow {
    let (outcome, reason, window) = if long { (row.outcome_7d, row.reason_7d, DAYS_7) } else { (row.outcome, row.reason, DAYS_3) };
    let other = match reason {
        ClassReason::EarlierContact => earlier(&row.case, window),
        ClassReason::Recontact => later(&row.case, window),
        _ => None,
    };
    FirstRow {
        conversation_id: row.conversation_id,
        customer_id: row.customer_id,
        customer: names.get(&row.customer_id).cloned().unwrap_or_default(),
        by: row.case.by(),
        began_at: row.case.began_at,
        ended_at: row.case.ended_at,
        outcome,
        reason,
        due_at: row.case.ended_at.filter(|_| outcome == Outcome::Pending).map(|ended| ended.plus(window)),
        question,
        other: other.map(|contact| FirstOther {
            at: contact.at,
            contact: contact.kind,
            conversation_id: contact.conversation_id,
            ticket_id: contact.ticket_id,
        }),
    }
}
