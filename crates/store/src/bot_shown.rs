//! Predicted questions: what was shown before the first word, and what became of it.

use crate::{Result, Run, q};
use yingke_core::{id::*, likely::Figures, time::Millis};

/// Remembers what a customer sees now. The newest chips count.
pub async fn remember(on: &mut impl Run, org_id: OrgId, customer_id: CustomerId, chips: &serde_json::Value, at: Millis) -> Result<()> {
    on.execute(q!(
        "INSERT INTO bot_shown (org_id, customer_id, chips, at)
         VALUES ($1, $2, $3, $4)
         ON CONFLICT (org_id, customer_id) DO UPDATE
            SET chips = excluded.chips, at = excluded.at",
        org_id,
        customer_id,
        chips.to_string(),
        at
    ))
    .await?;
    Ok(())
}

pub async fn of_customer(on: &mut impl Run, org_id: OrgId, customer_id: CustomerId) -> Result<Option<serde_json::Value>> {
    let row = on.opt(q!("SELECT chips FROM bot_shown WHERE org_id = $1 AND customer_id = $2", org_id, customer_id)).await?;
    row.map(|row| row.columns().json()).transpose()
}

/// What was shown, and no more: each showing counts once.
pub async fn take(on: &mut impl Run, org_id: OrgId, customer_id: CustomerId) -> Result<Option<serde_json::Value>> {
    let shown = of_customer(on, org_id, customer_id).await?;
    if shown.is_some() {
        on.execute(q!("DELETE FROM bot_shown WHERE org_id = $1 AND customer_id = $2", org_id, customer_id)).await?;
    }
    Ok(shown)
}

/// Adds to the figures of one rule.
pub async fn count(on: &mut impl Run, org_id: OrgId, rule: &str, state: &str, more: Figures) -> Result<()> {
    on.execute(q!(
        "INSERT INTO bot_rule_figure (org_id, rule, state, shown, clicked, asked)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (org_id, rule, state) DO UPDATE
            SET shown = bot_rule_figure.shown + excluded.shown, clicked = bot_rule_figure.clicked + excluded.clicked,
                asked = bot_rule_figure.asked + excluded.asked",
        org_id,
        rule,
        state,
        more.shown,
        more.clicked,
        more.asked
    ))
    .await?;
    Ok(())
}

/// One first word: `hit` by a click or by words, or neither.
pub async fn count_day(on: &mut impl Run, org_id: OrgId, day: i64, clicked: i64, asked: i64) -> Result<()> {
    on.execute(q!(
        "INSERT INTO bot_prediction_day (org_id, day, sessions, clicked, asked)
         VALUES ($1, $2, 1, $3, $4)
         ON CONFLICT (org_id, day) DO UPDATE
            SET sessions = bot_prediction_day.sessions + 1, clicked = bot_prediction_day.clicked + excluded.clicked,
                asked = bot_prediction_day.asked + excluded.asked",
        org_id,
        day,
        clicked,
        asked
    ))
    .await?;
    Ok(())
}

/// `(rule, state, figures)`, all of them: as many as rules times states.
pub async fn figures(on: &mut impl Run, org_id: OrgId) -> Result<Vec<(String, String, Figures)>> {
    let rows = on
        .all(q!(
            "SELECT rule, state, shown, clicked, asked
               FROM bot_rule_figure
              WHERE org_id = $1
              ORDER BY rule, state
              LIMIT 2000",
            org_id
        ))
        .await?;
    rows.iter()
        .map(|row| {
            let mut c = row.columns();
            Ok((c.take()?, c.take()?, Figures { shown: c.take()?, clicked: c.take()?, asked: c.take()? }))
        })
        .collect()
}

/// `(day, sessions, clicked, asked)` from a day on, oldest first.
pub async fn days(on: &mut impl Run, org_id: OrgId, from: i64) -> Result<Vec<(i64, i64, i64, i64)>> {
    let rows = on
        .all(q!(
            "SELECT day, sessions, clicked, asked
               FROM bot_prediction_day
              WHERE org_id = $1
                AND day >= $2
              ORDER BY day
              LIMIT 400",
            org_id,
            from
        ))
        .await?;
    rows.iter()
        .map(|row| {
            let mut c = row.columns();
            Ok((c.take()?, c.take()?, c.take()?, c.take()?))
        })
        .collect()
}
