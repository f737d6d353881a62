//! The ways side by side, as people read them: route by ending, waits told against waits had, clicks to a person; and the
//! rows that each of these figures opens.

use super::{
    figures::{days, midnight},
    list::shortened,
};
use crate::{
    App, Principal, Result, cursor,
    views::{
        Page,
        ledger::{PathClicks, PathEnding, PathFigures, PathRoute, PathRow, PathWaits},
    },
};
use std::collections::{BTreeMap, HashMap};
use yingke_core::{
    id::*,
    permission::Permission,
    resolution::{
        counts::Scope,
        paths::{CLICKS, Ending, Promise, Route, WAIT},
    },
    time::Millis,
};
use yingke_language::personal;
use yingke_store::{
    contact_paths::{self, ContactPath, Place},
    customers, events, ledger_lists, messages,
};

/// Medians are made of the newest waits, at most so many.
const WAITS: i64 = 5_000;

#[derive(Debug, Clone, Default)]
pub struct PathsAsked {
    pub route: Option<Route>,
    pub ending: Option<Ending>,
    pub promise: Option<Promise>,
    pub waited: bool,
    pub clicks: Option<i64>,
    pub from: Option<Millis>,
    pub to: Option<Millis>,
}

/// `GET /ledger/paths`
pub async fn path_figures(app: &App, who: &Principal, from: Option<Millis>, to: Option<Millis>) -> Result<PathFigures> {
    who.must(Permission::WallRead)?;
    let (first, last) = days(app, from, to)?;
    let (from, to) = (midnight(first), midnight(last + 1));
    let on = &mut app.read();
    let mut by_key: HashMap<String, BTreeMap<String, i64>> = HashMap::new();
    for key in Route::ALL.iter().map(|route| route.as_str()).chain([WAIT, CLICKS]) {
        for (_, figure, value) in ledger_lists::by_day(on, who.org_id, Scope::Path, key, first, last).await? {
            *by_key.entry(key.to_owned()).or_default().entry(figure).or_default() += value;
        }
    }
    let count = |key: &str, figure: &str| by_key.get(key).and_then(|figures| figures.get(figure)).copied().unwrap_or(0);
    let routes: Vec<PathRoute> = Route::ALL
        .iter()
        .map(|route| {
            let endings: Vec<PathEnding> = Ending::ALL
                .iter()
                .map(|ending| PathEnding { ending: *ending, count: count(route.as_str(), ending.as_str()) })
                .filter(|one| one.count > 0)
                .collect();
            PathRoute { route: *route, count: endings.iter().map(|one| one.count).sum(), endings }
        })
        .collect();
    let waits = contact_paths::waits(on, who.org_id, from, to, WAITS).await?;
    let promised = |promise: Promise| count(WAIT, promise.as_str());
    Ok(PathFigures {
        from,
        to,
        total: routes.iter().map(|route| route.count).sum(),
        routes,
        waits: PathWaits {
            sooner: promised(Promise::Sooner),
            as_told: promised(Promise::AsTold),
            longer: promised(Promise::Longer),
            not_told: promised(Promise::NotTold),
            told_median_ms: median(waits.iter().filter_map(|(told, _)| *told).collect()),
            waited_median_ms: median(waits.iter().filter(|(told, _)| told.is_some()).map(|(_, waited)| *waited).collect()),
        },
        clicks: PathClicks { none: count(CLICKS, "0"), one: count(CLICKS, "1"), two: count(CLICKS, "2"), more: count(CLICKS, "3") },
    })
}

/// The middle one; of two in the middle the smaller.
fn median(mut all: Vec<i64>) -> Option<i64> {
    let middle = all.len().checked_sub(1)? / 2;
    Some(*all.select_nth_unstable(middle).1)
}

/// `GET /ledger/paths/contacts`
pub async fn path_rows(app: &App, who: &Principal, asked: PathsAsked, place: Option<&str>, limit: Option<i64>) -> Result<Page<PathRow>> {
    who.must(Permission::WallRead)?;
    let (first, last) = days(app, asked.from, asked.to)?;
    let wanted = contact_paths::Wanted {
        route: asked.route,
        ending: asked.ending,
        promise: asked.promise,
        waited: asked.waited,
        clicks: asked.clicks,
        from: midnight(first),
        to: midnight(last + 1),
    };
    let (on, limit) = (&mut app.read(), cursor::limit(limit));
    let seq = events::head(on, who.org_id).await?;
    let mut rows = contact_paths::list(on, who.org_id, &wanted, cursor::decode(place)?, limit + 1).await?;
    let next = cursor::cut(&mut rows, limit, |row| cursor::encode(row.trail.began_at.0, row.place.id()));
    let places: Vec<(ConversationId, i64)> = rows.iter().filter_map(|row| Some((conversation(row)?, row.trail.seq.unwrap_or(1)))).collect();
    let words = messages::at_places(on, who.org_id, &places).await?;
    let ids: Vec<CustomerId> = rows.iter().map(|row| row.customer_id).collect();
    let names: HashMap<CustomerId, String> =
        customers::by_ids(on, who.org_id, &ids).await?.into_iter().map(|customer| (customer.id, customer.nickname)).collect();
    let items = rows
        .into_iter()
        .map(|row| {
            let said = conversation(&row).and_then(|id| words.get(&id));
            PathRow {
                conversation_id: conversation(&row),
                ticket_id: row.trail.request,
                customer_id: row.customer_id,
                customer: names.get(&row.customer_id).cloned().unwrap_or_default(),
                first: row.trail.first,
                route: row.trail.route(),
                ending: row.trail.ending(),
                began_at: row.trail.began_at,
                question: said.map(|text| shortened(&personal::mask(text))).unwrap_or_default(),
                told_wait_ms: row.trail.told_wait_ms,
                waited_ms: row.trail.waited_ms(),
                promise: row.trail.promise(),
                clicks: row.trail.clicks,
            }
        })
        .collect();
    Ok(Page { items, next, seq })
}

fn conversation(row: &ContactPath) -> Option<ConversationId> {
    match row.place {
        Place::Conversation(id) => Some(id),
        Place::Request(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::median;

    #[test]
    fn the_median_is_the_middle_one_and_of_two_the_smaller() {
        assert_eq!(median(vec![]), None);
        assert_eq!(median(vec![5]), Some(5));
        assert_eq!(median(vec![9, 1, 5]), Some(5));
        assert_eq!(median(vec![9, 1, 5, 7]), Some(5));
    }
}
