//! The versions of an item that were out, each with what it changed.

use super::publish::first;
use crate::{
    app::App,
    error::{Error, Result},
    principal::Principal,
    views::knowledge::VersionView,
};
use yingke_core::{
    id::KnowledgeId,
    knowledge::{Content, diff},
};
use yingke_store::{
    knowledge,
    knowledge_versions::{self, Version},
};

const PAGE: i64 = 30;

/// Newest first, thirty at a time; `before` goes on from the last one seen.
pub async fn list(app: &App, who: &Principal, id: KnowledgeId, before: Option<i64>) -> Result<Vec<VersionView>> {
    let on = &mut app.read();
    let item = knowledge::get(on, who.org_id, id).await?.ok_or(Error::NotFound("knowledge item"))?;
    let mut versions = knowledge_versions::list(on, who.org_id, id, before.unwrap_or(i64::MAX), PAGE + 1).await?;
    if versions.is_empty() && before.is_none() && item.version > 0 {
        versions.push(first(&item));
    }
    let blank = Content { kind: item.kind, ..Content::default() };
    let shown = versions.len().min(usize::try_from(PAGE).unwrap_or(30));
    Ok((0..shown).map(|at| view(&versions[at], versions.get(at + 1).map_or(&blank, |older| &older.content))).collect())
}

fn view(v: &Version, older: &Content) -> VersionView {
    VersionView {
        version: v.version,
        action: v.action,
        changes: diff::contents(older, &v.content),
        polish: v.original.as_ref().map(|original| diff::contents(original, &v.content)).unwrap_or_default(),
        content: v.content.clone(),
        authors: v.authors.clone(),
        approver_id: v.approver_id,
        from_version: v.from_version,
        note: v.note.clone(),
        at: v.at,
    }
}
