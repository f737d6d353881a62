//! The ledger's figures: sums of what was counted when rows changed.

use crate::{
    App, Error, Principal, Result,
    views::ledger::{BoardRow, ClassCounts, LedgerDay, LedgerFigures},
};
use std::collections::BTreeMap;
use yingke_core::{
    id::*,
    metric,
    permission::Permission,
    resolution::{Class, counts::Scope},
    time::{CHINA_MS, Millis},
};
use yingke_store::{entries, events, knowledge, ledger_lists};

const DAY_MS: i64 = 24 * 3_600_000;
/// Days of one figure.
const MOST_DAYS: i64 = 92;
const USUAL_DAYS: i64 = 30;
/// Rows of a board; what is asked less is found by its own page.
const MOST_ROWS: usize = 300;

/// `GET /ledger/figures`
pub async fn figures(
    app: &App,
    who: &Principal,
    from: Option<Millis>,
    to: Option<Millis>,
    long: bool,
    entry_id: Option<EntryId>,
) -> Result<LedgerFigures> {
    who.must(Permission::WallRead)?;
    let (first, last) = days(app, from, to)?;
    let (scope, key) = entry_id.map_or((Scope::All, String::new()), |id| (Scope::Entry, id.to_string()));
    let on = &mut app.read();
    let seq = events::head(on, who.org_id).await?;
    let mut days: BTreeMap<i64, ClassCounts> = (first..=last).map(|day| (day, ClassCounts::default())).collect();
    let mut total = ClassCounts::default();
    for (day, figure, value) in ledger_lists::by_day(on, who.org_id, scope, &key, first, last).await? {
        add(days.entry(day).or_default(), &figure, value, long);
        add(&mut total, &figure, value, long);
    }
    let days = days.into_iter().map(|(day, counts)| LedgerDay { at: midnight(day), counts }).collect();
    Ok(LedgerFigures { from: midnight(first), to: midnight(last + 1), total, days, seq })
}

/// `GET /ledger/board`
pub async fn board(
    app: &App,
    who: &Principal,
    by_item: bool,
    from: Option<Millis>,
    to: Option<Millis>,
    long: bool,
) -> Result<Vec<BoardRow>> {
    who.must(Permission::WallRead)?;
    let (first, last) = days(app, from, to)?;
    let on = &mut app.read();
    let scope = if by_item { Scope::Item } else { Scope::Entry };
    let mut rows: BTreeMap<String, BoardRow> = BTreeMap::new();
    for one in ledger_lists::by_key(on, who.org_id, scope, first, last).await? {
        let row = rows.entry(one.key.clone()).or_insert_with(|| empty(by_item, &one.key));
        match one.figure.as_str() {
            "asked" => row.asked += one.value,
            "helped" => row.helped += one.value,
            "not_helped" => row.not_helped += one.value,
            "annoyed" => row.annoyed += one.value,
            "calmed" => row.calmed += one.value,
            "mood_shift" => row.mood_shift += one.value,
            figure => add(&mut row.counts, figure, one.value, long),
        }
    }
    let mut rows: Vec<BoardRow> = rows.into_values().filter(|row| row.asked + row.counts.sessions + row.counts.nothing_asked > 0).collect();
    rows.sort_by_key(|row| std::cmp::Reverse((row.asked, row.counts.sessions)));
    rows.truncate(MOST_ROWS);
    if by_item {
        let ids: Vec<KnowledgeId> = rows.iter().filter_map(|row| row.knowledge_id).collect();
        let names: BTreeMap<KnowledgeId, String> =
            knowledge::by_ids(on, who.org_id, &ids).await?.into_iter().map(|item| (item.id, item.question.clone())).collect();
        for row in &mut rows {
            row.name = row.knowledge_id.and_then(|id| names.get(&id).cloned()).unwrap_or_default();
        }
    } else {
        let names: BTreeMap<EntryId, String> =
            entries::all(on, who.org_id).await?.into_iter().map(|entry| (entry.id, entry.name)).collect();
        for row in &mut rows {
            row.name = row.entry_id.and_then(|id| names.get(&id).cloned()).unwrap_or_default();
        }
    }
    Ok(rows)
}

fn empty(by_item: bool, key: &str) -> BoardRow {
    BoardRow {
        entry_id: key.parse().ok().filter(|_| !by_item),
        knowledge_id: key.parse().ok().filter(|_| by_item),
        name: String::new(),
        counts: ClassCounts::default(),
        asked: 0,
        helped: 0,
        not_helped: 0,
        annoyed: 0,
        calmed: 0,
        mood_shift: 0,
    }
}

fn add(counts: &mut ClassCounts, figure: &str, value: i64, long: bool) {
    if figure == "deflected" {
        counts.deflected += value;
        return;
    }
    let word = match (figure.strip_suffix("_7d"), long) {
        (Some(word), true) => word,
        (None, false) => figure,
        (Some(_), false) | (None, true) => return,
    };
    let Ok(class) = word.parse::<Class>() else { return };
    let (place, resolved) = match class {
        Class::Pending => (&mut counts.pending, 0),
        Class::Confirmed => (&mut counts.confirmed, value),
        Class::Assumed => (&mut counts.assumed, value),
        Class::GaveUp => (&mut counts.gave_up, 0),
        Class::Failed => (&mut counts.failed, 0),
        Class::NothingAsked => (&mut counts.nothing_asked, 0),
    };
    *place += value;
    counts.resolved += resolved;
    if class != Class::NothingAsked {
        counts.sessions += value;
    }
}

/// First and last day of what is asked for; the last thirty when nothing is said.
pub(super) fn days(app: &App, from: Option<Millis>, to: Option<Millis>) -> Result<(i64, i64)> {
    // A day ends before the midnight that begins the next one.
    let last = to.map_or_else(|| metric::day(app.clock.now()), |to| metric::day(to.plus(-1)));
    let first = from.map_or(last - USUAL_DAYS + 1, metric::day);
    if first > last || last - first >= MOST_DAYS {
        return Err(Error::invalid("from", format!("at most {MOST_DAYS} days, the earlier one first")));
    }
    Ok((first, last))
}

pub(super) fn midnight(day: i64) -> Millis {
    Millis(day * DAY_MS - CHINA_MS)
}
