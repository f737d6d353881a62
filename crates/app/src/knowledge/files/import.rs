//! What a file would do, row by row, and doing it. Whatever comes in is a working copy: it goes out through review like
//! what people type.

use super::{
    Format, read,
    row::{self, Column, Row},
};
use crate::{
    app::App,
    bot,
    error::{Error, Result},
    knowledge::{checked, draft, must_edit, save},
    principal::Principal,
    views::knowledge::{ImportFile, ImportPlan, ImportRow, RowFate},
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use std::collections::{HashMap, HashSet};
use yingke_core::{
    id::KnowledgeId,
    knowledge::{Content, Knowledge, diff},
    permission::Permission,
};
use yingke_store::knowledge;

/// Rows of one transaction: others write in between.
const AT_ONCE: usize = 50;

pub async fn import(app: &App, who: &Principal, file: ImportFile) -> Result<ImportPlan> {
    who.must(Permission::KnowledgeEdit)?;
    let format: Format = file.format;
    let bytes = BASE64_STANDARD.decode(file.data.trim()).map_err(|_| Error::invalid("data", "data must be the file in base64"))?;
    let rows = tokio::task::spawn_blocking(move || read::rows(format, &bytes)).await.map_err(anyhow::Error::from)??;
    let held = knowledge::all(&mut app.read(), who.org_id).await?;
    let decided = decide(who, &rows, &held);
    let plan = ImportPlan { rows: decided.iter().map(|row| row.shown.clone()).collect(), applied: false };
    if !file.apply {
        return Ok(plan);
    }
    let todo: Vec<Decided> = decided.into_iter().filter(|row| row.content.is_some()).collect();
    for part in todo.chunks(AT_ONCE) {
        carry_out(app, who, part.to_vec()).await?;
    }
    bot::refresh(app, who.org_id).await?;
    Ok(ImportPlan { applied: true, ..plan })
}

#[derive(Clone)]
struct Decided {
    shown: ImportRow,
    /// What to write: into this item, or into a new one of this key.
    content: Option<Content>,
    item: Option<KnowledgeId>,
    key: String,
}

fn decide(who: &Principal, rows: &[Row], held: &[Knowledge]) -> Vec<Decided> {
    let by_key: HashMap<&str, &Knowledge> = held.iter().map(|item| (item.key.as_str(), item)).collect();
    let by_question: HashMap<(&str, &str), &Knowledge> =
        held.iter().map(|item| ((item.question.as_str(), item.lang.as_str()), item)).collect();
    let shortcuts: HashMap<&str, KnowledgeId> =
        held.iter().filter(|item| !item.shortcut.is_empty()).map(|item| (item.shortcut.as_str(), item.id)).collect();
    let mut seen = HashSet::new();
    rows.iter()
        .map(|row| {
            let cell = |column: Column| row.cells.get(&column).map_or("", |text| text.trim());
            let (key, question) = (cell(Column::Key), cell(Column::Question));
            let lang = if cell(Column::Lang).is_empty() { "zh-CN" } else { cell(Column::Lang) };
            // A row with a key means that item; one without means the same question in the same language.
            let item = if key.is_empty() { by_question.get(&(question, lang)) } else { by_key.get(key) }.copied();
            let before = item.map(|item| item.content.clone()).unwrap_or_default();
            let name = if key.is_empty() { format!("{lang} {question}") } else { key.to_owned() };
            let content = row::onto(row, before.clone()).map_err(|(column, message)| (column.to_string(), message)).and_then(|content| {
                if !seen.insert(name) {
                    return Err(("key".to_owned(), "the file has this item twice".to_owned()));
                }
                if item.is_some_and(|item| item.kind != content.kind) {
                    return Err(("kind".to_owned(), "an item keeps its kind".to_owned()));
                }
                if item.is_some_and(|item| item.state == yingke_core::knowledge::KnowledgeState::Archived) {
                    return Err(("key".to_owned(), "this item is archived; restore it first".to_owned()));
                }
                must_edit(who, content.kind).map_err(|error| ("kind".to_owned(), error.to_string()))?;
                let content = checked(content, true).map_err(|error| match error {
                    Error::Invalid { field, message } => (field.to_owned(), message),
                    other => (String::new(), other.to_string()),
                })?;
                let taken = shortcuts.get(content.shortcut.as_str()).is_some_and(|owner| Some(*owner) != item.map(|item| item.id));
                if taken || (!content.shortcut.is_empty() && !seen.insert(format!("/{}", content.shortcut))) {
                    return Err(("shortcut".to_owned(), format!("another script has the shortcut /{}", content.shortcut)));
                }
                save::check_key(key).map_err(|error| ("key".to_owned(), error.to_string()))?;
                Ok(content)
            });
            let shown = |fate: RowFate| ImportRow {
                row: row.place,
                question: question.chars().take(200).collect(),
                key: key.chars().take(64).collect(),
                fate,
                field: None,
                message: None,
                knowledge_id: item.map(|item| item.id),
                changes: Vec::new(),
            };
            let (shown, content) = match content {
                Err((field, message)) => (ImportRow { field: Some(field), message: Some(message), ..shown(RowFate::Refused) }, None),
                Ok(content) if item.is_none() => (shown(RowFate::Created), Some(content)),
                Ok(content) => match diff::contents(&before, &content) {
                    changes if changes.is_empty() => (shown(RowFate::Unchanged), None),
                    changes => (ImportRow { changes, ..shown(RowFate::Changed) }, Some(content)),
                },
            };
            Decided { shown, content, item: item.map(|item| item.id), key: key.to_owned() }
        })
        .collect()
}

async fn carry_out(app: &App, who: &Principal, rows: Vec<Decided>) -> Result<()> {
    let ids: Vec<KnowledgeId> = rows.iter().map(|_| app.clock.id::<KnowledgeId>()).collect();
    let (who, now, org_id) = (who.clone(), app.clock.now(), who.org_id);
    app.door
        .write(org_id, move |tx| {
            Box::pin(async move {
                for (row, id) in rows.into_iter().zip(ids) {
                    let Some(content) = row.content else { continue };
                    match row.item {
                        None => drop(save::begin(tx, &who, id, row.key, content, now).await?),
                        Some(item) => {
                            let item = crate::knowledge::held(tx, org_id, item).await?;
                            draft::put(tx, &who, &item, content, None, now).await?;
                        }
                    }
                }
                Ok::<_, Error>(())
            })
        })
        .await
}
