//! Gaps of knowledge, mined from real conversations (S3-08): read a thread for what stayed open ([`mine`]), keep it
//! ([`harvest`]), put the same questions together ([`group`]), suggest what agents answer, make a draft of it.

mod group;
mod harvest;
mod mine;

pub use harvest::harvest;

use crate::{App, Error, Principal, Result, bot, knowledge::save, views::care::*, views::knowledge::KnowledgeView};
use yingke_core::{id::KnowledgeId, knowledge::KnowledgeState, permission::Permission, text::Locale, time::Millis};
use yingke_store::{unanswered, unanswered::Unanswered};

const DAYS: i64 = 90;
const MOST_QUESTIONS: i64 = 2_000;
const MOST_GROUPS: usize = 100;
const MOST_NAMED: usize = 500;

pub async fn list(app: &App, who: &Principal) -> Result<GapsView> {
    who.must(Permission::KnowledgeEdit)?;
    who.must(Permission::ConversationsAll)?;
    harvest(app, who.org_id).await?;
    let now = app.clock.now();
    let since = Millis(now.0 - DAYS * 24 * 3_600_000);
    let all = unanswered::open(&mut app.read(), who.org_id, since, MOST_QUESTIONS).await?;
    let index = bot::index::of(app, who.org_id).await?;
    let grouped = tokio::task::spawn_blocking(move || {
        let before = all.len();
        // An answer that did not help stays a gap although there is an item.
        let rows: Vec<Unanswered> = all.into_iter().filter(|row| row.reason == "unsolved" || !answered(&index, row, now)).collect();
        let items = group::groups(&rows).into_iter().take(MOST_GROUPS).map(|group| view(&rows, &group)).collect();
        GapsView { items, questions: rows.len() as i64, answered_since: (before - rows.len()) as i64 }
    });
    Ok(grouped.await.map_err(anyhow::Error::from)?)
}

fn answered(index: &bot::index::OrgIndex, row: &Unanswered, now: Millis) -> bool {
    let locale: Locale = row.lang.parse().unwrap_or(Locale::ZhCn);
    let hits = index.search(&row.question, 1, |item| item.speaks(locale) && item.may_answer(now));
    hits.first().is_some_and(|(_, hit)| index.taught.answers(hit))
}

fn view(rows: &[Unanswered], group: &[usize]) -> GapView {
    let of = |reason: &str| group.iter().filter(|place| rows[**place].reason == reason).count() as i64;
    let first = &rows[group[0]];
    let mut similar: Vec<String> = Vec::new();
    for question in group.iter().map(|place| &rows[*place].question) {
        if similar.len() < 10 && *question != first.question && !similar.contains(question) {
            similar.push(question.clone());
        }
    }
    let mut newest: Vec<&Unanswered> = group.iter().map(|place| &rows[*place]).collect();
    newest.sort_by_key(|row| std::cmp::Reverse(row.at));
    let best = group::best_answer(rows, group).map(|place| &rows[place]);
    GapView {
        question: first.question.clone(),
        similar,
        lang: first.lang.clone(),
        count: group.len() as i64,
        missed: of("missed"),
        unsolved: of("unsolved"),
        by_person: of("person"),
        answer: best.map(|row| row.answer.clone()).unwrap_or_default(),
        answered_by: best.and_then(|row| row.agent_id),
        knowledge_id: newest.iter().find_map(|row| row.knowledge_id),
        examples: newest
            .iter()
            .take(5)
            .map(|row| GapExample {
                conversation_id: row.conversation_id,
                seq: row.seq,
                question: row.question.clone(),
                reason: row.reason.clone(),
                at: row.at,
            })
            .collect(),
        questions: group
            .iter()
            .take(MOST_NAMED)
            .map(|place| AskedAt { conversation_id: rows[*place].conversation_id, seq: rows[*place].seq })
            .collect(),
        last_at: newest[0].at,
    }
}

/// Makes a draft of a gap. The item is written first: should the process stop in between, the gap stays open and the
/// draft is seen beside it, rather than the question being lost.
pub async fn accept(app: &App, who: &Principal, mut accepted: AcceptGap) -> Result<KnowledgeView> {
    who.must(Permission::KnowledgeEdit)?;
    who.must(Permission::ConversationsAll)?;
    check(&accepted.questions)?;
    let open = unanswered::open(&mut app.read(), who.org_id, Millis(0), MOST_QUESTIONS).await?;
    let is_open = |asked: &AskedAt| open.iter().any(|row| (row.conversation_id, row.seq) == (asked.conversation_id, asked.seq));
    if !accepted.questions.iter().any(is_open) {
        return Err(Error::NotFound("open question"));
    }
    accepted.item.state = KnowledgeState::Draft;
    let made = save::create(app, who, accepted.item).await?;
    settle(app, who, accepted.questions, "drafted", Some(made.id)).await?;
    Ok(made)
}

pub async fn dismiss(app: &App, who: &Principal, dismissed: DismissGap) -> Result<()> {
    who.must(Permission::KnowledgeEdit)?;
    who.must(Permission::ConversationsAll)?;
    check(&dismissed.questions)?;
    if settle(app, who, dismissed.questions, "dismissed", None).await? == 0 {
        return Err(Error::NotFound("open question"));
    }
    Ok(())
}

fn check(questions: &[AskedAt]) -> Result<()> {
    if (1..=MOST_NAMED).contains(&questions.len()) { Ok(()) } else { Err(Error::invalid("questions", "name 1 to 500 questions")) }
}

async fn settle(app: &App, who: &Principal, questions: Vec<AskedAt>, state: &'static str, draft_id: Option<KnowledgeId>) -> Result<usize> {
    let org_id = who.org_id;
    app.door
        .write(org_id, move |tx| {
            Box::pin(async move {
                let mut settled = 0;
                for asked in questions {
                    settled += usize::from(unanswered::settle(tx, org_id, asked.conversation_id, asked.seq, state, draft_id).await?);
                }
                Ok(settled)
            })
        })
        .await
}
