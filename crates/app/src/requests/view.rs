//! A request as its customer sees it: public steps, public fields, public timeline, and the buttons that work.

use crate::{
    App, Result, Visitor, orders,
    tickets::{self, policy},
    views::widget::*,
};
use serde_json::Value;
use yingke_core::{
    conversation::Mood,
    event::Actor,
    id::*,
    order::Line,
    text::Locale,
    ticket::{
        Command, FieldDef, FieldKind, Policy, Refusal, Ticket, decide,
        decide::Words,
        fields::{self, Values},
    },
    time::Millis,
};
use yingke_store::{Run, orders as order_rows, ticket_entries};

/// Beyond that a timeline is no longer read; the newest count.
const MOST_ENTRIES: i64 = 500;

pub async fn get(app: &App, who: &Visitor, id: TicketId) -> Result<RequestView> {
    view(&mut app.read(), app, who, id).await
}

pub(super) async fn view(on: &mut impl Run, app: &App, who: &Visitor, id: TicketId) -> Result<RequestView> {
    let ticket = super::load(on, who, id).await?;
    let known = policy::load(on, who.org_id, ticket.type_id, ticket.customer_id, ticket.order_id).await?;
    let definition = &known.kind.definition;
    let lines = match ticket.order_id {
        Some(id) => order_rows::lines(on, who.org_id, &[id]).await?,
        None => Vec::new(),
    };
    let files = tickets::file_views(on, who.org_id, &fields::attachments(&definition.fields, &ticket.fields)).await?;
    let entries = ticket_entries::public(on, who.org_id, id, MOST_ENTRIES).await?;
    let order = match ticket.order_id {
        Some(id) => orders::card(on, who.org_id, id).await.ok(),
        None => None,
    };
    Ok(RequestView {
        id: ticket.id,
        number: ticket.number,
        type_key: known.kind.key.clone(),
        type_name: definition.name.get(who.locale).to_owned(),
        title: ticket.title.clone(),
        description: ticket.description.clone(),
        state: ticket.state,
        steps: definition
            .steps
            .iter()
            .filter(|step| step.public)
            .map(|step| RequestStep {
                key: step.key.clone(),
                name: step.name.get(who.locale).to_owned(),
                done_at: ticket.steps_done.iter().find(|done| done.key == step.key).map(|done| done.at),
            })
            .collect(),
        order,
        fields: readable(&definition.fields, &ticket.fields, &lines, &files, who.locale),
        entries: tickets::view::entry_views(on, who.org_id, entries, tickets::Reader::Customer(who.locale)).await?,
        actions: actions(&ticket, &known.policy, app.clock.now()),
        rating: ticket.rating,
        created_at: ticket.created_at,
        updated_at: ticket.updated_at,
        version: ticket.version,
    })
}

/// Each button asks the same decision that pressing it would.
fn actions(ticket: &Ticket, policy: &Policy, now: Millis) -> RequestActions {
    let actor = ticket.customer_id.map_or(Actor::System, Actor::Customer);
    let works = |command: &Command| decide(ticket, command, &actor, policy, now);
    let words = || Words { body: "…".to_owned(), ..Words::default() };
    let urge = works(&Command::Urge);
    RequestActions {
        supplement: works(&Command::Supplement(words(), Mood::Calm)).is_ok(),
        urge_after: match &urge {
            Err(Refusal::TooSoon { again_at }) => Some(*again_at),
            Ok(_) | Err(_) => None,
        },
        urge: urge.is_ok(),
        withdraw: works(&Command::Withdraw).is_ok(),
        accept: works(&Command::Accept).is_ok(),
        reject: works(&Command::Reject(words(), Mood::Calm)).is_ok(),
        rate: works(&Command::Rate { stars: 5, comment: String::new() }).is_ok(),
    }
}

/// Label and value of every public field that is filled.
fn readable(defs: &[FieldDef], values: &Values, lines: &[Line], files: &tickets::FileViews, locale: Locale) -> Vec<RequestField> {
    defs.iter()
        .filter(|def| def.public)
        .filter_map(|def| {
            let value = words(def, values.get(&def.key)?, lines, files, locale)?;
            Some(RequestField { label: def.label.get(locale).to_owned(), value })
        })
        .collect()
}

fn words(def: &FieldDef, value: &Value, lines: &[Line], files: &tickets::FileViews, locale: Locale) -> Option<String> {
    let option = |value: &Value| {
        let word = value.as_str()?;
        let known = def.options.iter().find(|option| option.value == word);
        Some(known.map_or_else(|| word.to_owned(), |option| option.label.get(locale).to_owned()))
    };
    let list = |each: &dyn Fn(&Value) -> Option<String>| {
        let parts: Vec<String> = value.as_array()?.iter().filter_map(each).collect();
        Some(parts.join(match locale {
            Locale::ZhCn | Locale::ZhTw => "、",
            Locale::En => ", ",
        }))
    };
    match def.kind {
        FieldKind::Text | FieldKind::LongText | FieldKind::Date | FieldKind::Phone => value.as_str().map(str::to_owned),
        FieldKind::Number => Some(value.to_string()),
        FieldKind::Money => value.as_i64().map(|fen| format!("¥{}.{:02}", fen / 100, fen % 100)),
        FieldKind::Select => option(value),
        FieldKind::Multi => list(&option),
        FieldKind::OrderLines => list(&|line_no| {
            let line = lines.iter().find(|line| Some(line.line_no) == line_no.as_i64())?;
            Some(format!("{} ×{}", line.title, line.quantity))
        }),
        FieldKind::Attachments => list(&|id| Some(files.get(&id.as_str()?.parse().ok()?)?.name.clone())),
        FieldKind::Checkbox => Some(
            match (value.as_bool()?, locale) {
                (true, Locale::ZhCn | Locale::ZhTw) => "是",
                (false, Locale::ZhCn | Locale::ZhTw) => "否",
                (true, Locale::En) => "yes",
                (false, Locale::En) => "no",
            }
            .to_owned(),
        ),
    }
}
