//! Saved questions with what is expected of each, and what a draft makes of them before it is published.

use super::{examples::names, probe::consider, words};
use crate::{
    App, Error, Principal, Result,
    bot::index,
    views::tuning::{QuestionSet, QuestionSetBrief, SaveSet, SetLine, SetQuestion, SetRun},
};
use uuid::Uuid;
use yingke_core::{
    id::*,
    permission::Permission,
    tuning::{Grade, SetChange, change, mark},
};
use yingke_store::tuning::{self, Set};

/// Run in seconds, while the caller waits.
const MOST: usize = 2_000;
const MOST_SETS: usize = 200;

pub async fn list(app: &App, who: &Principal) -> Result<Vec<QuestionSetBrief>> {
    who.must(Permission::KnowledgeEdit)?;
    let sets = tuning::sets(&mut app.read(), who.org_id).await?;
    Ok(sets.into_iter().map(|set| QuestionSetBrief { id: set.id, name: set.name, size: set.size, updated_at: set.updated_at }).collect())
}

pub async fn get(app: &App, who: &Principal, id: Uuid) -> Result<QuestionSet> {
    who.must(Permission::KnowledgeEdit)?;
    let set = tuning::set_of(&mut app.read(), who.org_id, id).await?.ok_or(Error::NotFound("set"))?;
    Ok(QuestionSet { id: set.id, name: set.name, questions: serde_json::from_str(&set.questions)?, updated_at: set.updated_at })
}

/// A new one without `id`, else everything of it is replaced.
pub async fn save(app: &App, who: &Principal, id: Option<Uuid>, save: SaveSet) -> Result<QuestionSet> {
    who.must(Permission::KnowledgeEdit)?;
    let name = words("name", &save.name, 100)?;
    if save.questions.is_empty() || save.questions.len() > MOST {
        return Err(Error::invalid("questions", format!("1 to {MOST} questions")));
    }
    let mut questions = Vec::with_capacity(save.questions.len());
    for one in save.questions {
        questions.push(SetQuestion { text: words("questions", &one.text, 500)?, ..one });
    }
    let known = names(&mut app.read(), who.org_id, questions.iter().filter_map(|one| one.expected)).await?;
    if questions.iter().filter_map(|one| one.expected).any(|id| !known.contains_key(&id)) {
        return Err(Error::invalid("questions", "an expected item does not exist"));
    }
    let (org_id, now, fresh) = (who.org_id, app.clock.now(), app.clock.uuid());
    let text = serde_json::to_string(&questions)?;
    let size = i64::try_from(questions.len()).unwrap_or(0);
    let id = app
        .door
        .write(org_id, move |tx| {
            Box::pin(async move {
                match id {
                    Some(id) => drop(tuning::set_of(tx, org_id, id).await?.ok_or(Error::NotFound("set"))?),
                    None if tuning::sets(tx, org_id).await?.len() >= MOST_SETS => {
                        return Err(Error::conflict("too_many", format!("at most {MOST_SETS} sets: delete one first")));
                    }
                    None => {}
                }
                let id = id.unwrap_or(fresh);
                tuning::save_set(tx, org_id, &Set { id, name, questions: text, size, version: 1, updated_at: now }).await?;
                Ok(id)
            })
        })
        .await?;
    get(app, who, id).await
}

pub async fn delete(app: &App, who: &Principal, id: Uuid) -> Result<()> {
    who.must(Permission::KnowledgeEdit)?;
    let org_id = who.org_id;
    app.door
        .write(org_id, move |tx| {
            Box::pin(async move { if tuning::delete_set(tx, org_id, id).await? { Ok(()) } else { Err(Error::NotFound("set")) } })
        })
        .await
}

/// Every question against live and draft, off the threads that serve people.
pub async fn run(app: &App, who: &Principal, id: Uuid) -> Result<SetRun> {
    let set = get(app, who, id).await?;
    let live = index::of(app, who.org_id).await?;
    let draft = index::of_draft(app, who.org_id).await?;
    let now = app.clock.now();
    let mut lines = tokio::task::spawn_blocking(move || {
        let one = |question: SetQuestion| {
            let (before, after) = (consider(&live, &question.text, now), consider(&draft, &question.text, now));
            let expected = question.expected.as_ref();
            let was = mark(before.would, before.answer.as_ref(), &before.offered, expected);
            let is = mark(after.would, after.answer.as_ref(), &after.offered, expected);
            SetLine {
                change: change(was, is),
                live: was,
                draft: is,
                live_answer: before.answer,
                draft_answer: after.answer,
                live_name: String::new(),
                draft_name: String::new(),
                expected_name: String::new(),
                text: question.text,
                expected: question.expected,
            }
        };
        set.questions.into_iter().map(one).collect::<Vec<SetLine>>()
    })
    .await
    .map_err(anyhow::Error::from)?;
    let ids: Vec<KnowledgeId> = lines.iter().flat_map(|line| [line.expected, line.live_answer, line.draft_answer]).flatten().collect();
    let names = names(&mut app.read(), who.org_id, ids.into_iter()).await?;
    let name = |id: Option<KnowledgeId>| id.and_then(|id| names.get(&id).cloned()).unwrap_or_default();
    for line in &mut lines {
        line.expected_name = name(line.expected);
        line.live_name = name(line.live_answer);
        line.draft_name = name(line.draft_answer);
    }
    let count = |what: SetChange| lines.iter().filter(|line| line.change == what).count();
    let right = |of: fn(&SetLine) -> Grade| lines.iter().filter(|line| of(line) == Grade::Right).count();
    Ok(SetRun {
        better: count(SetChange::Better),
        worse: count(SetChange::Worse),
        same: count(SetChange::Same),
        live_right: right(|line| line.live),
        draft_right: right(|line| line.draft),
        lines,
    })
}
