//! A customer's message. Among people it is one append through the write door; where the bot answers, a thread revives or
//! a new one begins, the message and everything that follows from it commit together.

use super::{
    apply::{Hand, carry_out},
    mood,
    open::open,
    payload::{self, Sender},
    record,
    request_human::{QueueOrSay, ask_for_human},
};
use crate::{
    App, Error, Result, Visitor,
    bot::{self, BotContext, BotMessage, BotPlan, Outcome, Thought, phrases},
    facts::told::{self, Hearing},
    ledger, routing,
    tickets::call_back,
    views::conversation::{SendMessage, SentMessage},
};
use std::sync::Arc;
use yingke_core::{
    conversation::{Channel, Command, Mood, Policy, Refusal, SenderKind, Stage, append::AppendRefusal, append::Thread, decide},
    event::Actor,
    id::*,
};
use yingke_store::{
    Tx,
    append::{self, AppendError, Appended, NewMessage},
    bot_runs,
    conversations::{self, Stored},
    facts, messages, visits,
};

pub async fn send_customer(app: &App, who: &Visitor, message: SendMessage) -> Result<SentMessage> {
    payload::check(&message, SenderKind::Customer)?;
    let mut on = app.read();
    let sender = Sender { org_id: who.org_id, kind: SenderKind::Customer, customer_id: who.customer_id };
    let (body, payload) = payload::build(&mut on, sender, &message).await?;
    let among_people = match app.recent.threads.get(&who.customer_id) {
        Some(id) => Some(id),
        None => {
            let latest = conversations::latest_of(&mut on, who.org_id, who.customer_id).await?;
            latest.filter(|stored| with_people(&stored.session.stage)).map(|stored| stored.session.id)
        }
    };
    let new = NewMessage {
        org_id: who.org_id,
        conversation_id: among_people.unwrap_or(ConversationId(uuid::Uuid::nil())),
        id: app.clock.id(),
        client_id: message.client_id,
        sender_kind: SenderKind::Customer,
        sender_id: Some(who.customer_id.0),
        kind: message.kind,
        internal: false,
        preview: phrases::preview(message.kind, &body),
        body,
        payload,
        at: app.clock.now(),
    };
    if among_people.is_some() {
        match app.door.append(new.clone()).await {
            Ok(done) => {
                app.recent.threads.insert(who.customer_id, done.message.conversation_id);
                mood::notice(app, who, &done).await?;
                return Ok(sent(&done));
            }
            Err(AppendError::Refused(AppendRefusal::NeedsCommand) | AppendError::NotFound) => {
                app.recent.threads.invalidate(&who.customer_id)
            }
            Err(AppendError::Refused(AppendRefusal::Ended | AppendRefusal::NotOwner)) => return Err(Refusal::WrongState.into()),
            Err(AppendError::Store(error)) => return Err(error.into()),
        }
    }
    let thought = think(app, who, &new).await?;
    let (app, who) = (app.clone(), who.clone());
    app.door.clone().write(who.org_id, move |tx| Box::pin(async move { receive(tx, &app, &who, new, thought).await })).await
}

/// A message does no more than append there.
pub(super) fn with_people(stage: &Stage) -> bool {
    matches!(stage, Stage::Queued { .. } | Stage::Offered { .. } | Stage::Active { .. })
}

/// Before the transaction, reading only. The plan is dropped when a person has the conversation by then.
async fn think(app: &App, who: &Visitor, message: &NewMessage) -> Result<Thought> {
    let mut on = app.read();
    let latest = conversations::latest_of(&mut on, who.org_id, who.customer_id).await?;
    let group_id = routing::group_for(&mut on, who.org_id, Some(who.entry_id)).await?;
    let page = visits::of_customer(&mut on, who.org_id, who.customer_id, None, 1).await?.pop();
    let (page_url, page_title) = page.map(|page| (page.url, page.title)).unwrap_or_default();
    let goes_on = latest.filter(|stored| matches!(stored.session.stage, Stage::Bot));
    let context = BotContext {
        org_id: who.org_id,
        customer_id: who.customer_id,
        conversation_id: goes_on.as_ref().map(|stored| stored.session.id),
        locale: who.locale,
        page_url,
        page_title,
        misses: goes_on.as_ref().map_or(0, |stored| stored.bot_misses),
        human_open: routing::human_door(&mut on, who.org_id, group_id, message.at).await?.open,
    };
    bot::consider(app, &context, &message.body, &message.payload).await
}

async fn receive(tx: &mut Tx, app: &App, who: &Visitor, mut message: NewMessage, thought: Thought) -> Result<SentMessage> {
    let hand = Hand { app, org_id: who.org_id, actor: Actor::Customer(who.customer_id), now: message.at };
    let latest = conversations::latest_of(tx, who.org_id, who.customer_id).await?;
    if let Some(stored) = &latest
        && let Some(before) = messages::by_client_id(tx, who.org_id, stored.session.id, &message.client_id).await?
    {
        return Ok(SentMessage {
            client_id: before.client_id,
            conversation_id: before.conversation_id,
            id: before.id,
            seq: before.seq,
            at: before.at,
        });
    }
    let (mut stored, decision) = reopen_or_open(tx, &hand, who, latest).await?;
    let bot_answers = matches!(decision.after.stage, Stage::Bot);
    let plan = if bot_answers { settled(tx, &hand, who, &stored, &message, thought).await? } else { thought.plan };
    if bot_answers {
        note_plan(&mut stored, &plan);
    }
    carry_out(tx, &hand, &mut stored, decision).await?;
    message.conversation_id = stored.session.id;
    let thread = thread(tx, &hand, stored.session.id).await?;
    record::start(tx, &hand, &stored, &message.body).await?;
    let done = append::append_decided(tx, &thread, message).await?;
    if bot_answers {
        judge(tx, &hand, &done.message).await?;
        ledger::turn(tx, &hand, &stored, &done, &plan).await?;
        answer(tx, &hand, &mut stored, &done.thread, plan).await?;
    }
    Ok(sent(&done))
}

/// The plan with what the flow says, and never the same for the third time. What was foreseen is counted by it.
async fn settled(tx: &mut Tx, hand: &Hand<'_>, who: &Visitor, stored: &Stored, message: &NewMessage, thought: Thought) -> Result<BotPlan> {
    let (id, locale) = (stored.session.id, thought.locale);
    let mut plan = thought.plan;
    if let Some(step) = thought.flow {
        bot::flows::play(tx, hand, who, id, locale, step, &mut plan).await?;
    }
    bot::shown::settle(tx, who, message, &plan).await?;
    let turns = bot::repeat::turns(tx, hand.org_id, id).await?;
    Ok(bot::repeat::other(plan, &turns, locale, thought.human_open, stored.bot_misses, thought.most_misses))
}

/// A click on "solved / not solved" counts for the answer it names, or else for the newest one.
async fn judge(tx: &mut Tx, hand: &Hand<'_>, click: &NewMessage) -> Result<()> {
    let action = click.payload.get("action").and_then(|action| action.as_str()).unwrap_or("");
    let (verb, named) = action.split_once(':').map_or((action, None), |(verb, id)| (verb, id.parse::<MessageId>().ok()));
    let solved = match verb {
        "feedback.solved" => true,
        "feedback.unsolved" => false,
        _ => return Ok(()),
    };
    let newest = messages::newest_answer(tx, hand.org_id, click.conversation_id, named).await?;
    if let Some(answer) = newest {
        bot::count::judged(tx, hand.org_id, &answer.payload, solved).await?;
    }
    Ok(())
}

/// The conversation that this message belongs to, and what the message does to it.
pub(super) async fn reopen_or_open(
    tx: &mut Tx,
    hand: &Hand<'_>,
    who: &Visitor,
    latest: Option<Stored>,
) -> Result<(Stored, yingke_core::conversation::Decision)> {
    if let Some(stored) = latest {
        let last_agent = stored.session.owner().or(stored.session.last_agent);
        let duty = routing::duty(tx, hand.org_id, last_agent, stored.session.group_id).await?;
        match decide(&stored.session, Command::CustomerMessage { duty }, &Policy::DEFAULT, hand.now) {
            Ok(decision) => return Ok((stored, decision)),
            Err(Refusal::StartNew) => {}
            Err(other) => return Err(other.into()),
        }
    }
    let stored = open(tx, hand, who.customer_id, Some(who.entry_id), Channel::Widget).await?;
    let duty = routing::duty(tx, hand.org_id, None, stored.session.group_id).await?;
    let decision = decide(&stored.session, Command::CustomerMessage { duty }, &Policy::DEFAULT, hand.now)?;
    Ok((stored, decision))
}

fn note_plan(stored: &mut Stored, plan: &BotPlan) {
    stored.mood = stored.mood.max(plan.mood);
    stored.bot_misses = match (plan.miss, plan.outcome) {
        (_, Outcome::Confirmed) => 0,
        (true, _) => stored.bot_misses + 1,
        // A good answer makes up for what was missed before; one that comes after "not solved" must first prove itself.
        (false, Outcome::Answered) if stored.bot_outcome != Outcome::Unsolved.as_str() => 0,
        (false, _) => stored.bot_misses,
    };
    // A greeting does not undo an answer that was given.
    if plan.outcome != Outcome::Chat || stored.bot_outcome.is_empty() {
        stored.bot_outcome = plan.outcome.to_string();
    }
    if stored.path.is_empty() {
        stored.path = if plan.hand_over == Some(bot::Handover::Asked) { "human" } else { "bot" }.to_owned();
    }
    // Somebody who is angry or threatens waits less.
    if stored.mood >= Mood::Angry {
        stored.session.priority = stored.session.priority.max(if stored.mood == Mood::Threat { 3 } else { 2 });
    }
}

/// The bot's words, and the hand-over if that is the plan. Says that nobody is there when nobody is.
async fn answer(tx: &mut Tx, hand: &Hand<'_>, stored: &mut Stored, thread: &Thread, plan: BotPlan) -> Result<()> {
    bot::count::said(tx, hand.org_id, &plan).await?;
    let mut thread = thread.clone();
    for words in plan.messages {
        thread = say(tx, hand, &thread, words).await?;
    }
    let Some(why) = plan.hand_over else { return Ok(()) };
    // Who types it has clicked nothing; who did not ask for it has taken no steps towards it.
    let clicks = (why == bot::Handover::Asked).then_some(0);
    match hand_over(tx, hand, stored, why, clicks).await? {
        QueueOrSay::Queued => Ok(()),
        QueueOrSay::Say(words) => say(tx, hand, &thread, words).await.map(drop),
    }
}

/// To a person, with the reason kept; a flow under way ends there. When nobody is there it is said, and not twice alike.
pub(super) async fn hand_over(
    tx: &mut Tx,
    hand: &Hand<'_>,
    stored: &mut Stored,
    why: bot::Handover,
    clicks: Option<i64>,
) -> Result<QueueOrSay> {
    let id = stored.session.id;
    Ok(match ask_for_human(tx, hand, stored, clicks).await? {
        QueueOrSay::Queued => {
            bot_runs::handed_over(tx, hand.org_id, id, why.as_str(), hand.now).await?;
            bot_runs::end(tx, hand.org_id, id).await?;
            QueueOrSay::Queued
        }
        QueueOrSay::Say(mut words) => {
            let turns = bot::repeat::turns(tx, hand.org_id, id).await?;
            let locale = super::lines::locale_of(stored);
            let wordings = [phrases::nobody_on_duty(locale), phrases::nobody_still(locale), phrases::nobody_on_duty(locale)];
            if wordings.contains(&words.body.as_str()) && turns.len() >= 2 && turns[..2].iter().all(|turn| turn.contains(&words.body)) {
                words.body = bot::repeat::fresh(wordings, &turns).to_owned();
            }
            if wordings.contains(&words.body.as_str())
                && let Some(at) = routing::back_at(tx, hand.org_id, stored.entry_id, hand.now).await?
            {
                words.body += &phrases::back_at(locale, &call_back::china(at, phrases::BACK_FORMAT));
            }
            QueueOrSay::Say(words)
        }
    })
}

pub(super) async fn say(tx: &mut Tx, hand: &Hand<'_>, thread: &Thread, words: BotMessage) -> Result<Thread> {
    let id: MessageId = hand.app.clock.id();
    let message = NewMessage {
        org_id: hand.org_id,
        conversation_id: thread.id,
        id,
        client_id: id.to_string(),
        sender_kind: SenderKind::Bot,
        sender_id: None,
        kind: words.kind,
        internal: false,
        preview: phrases::preview(words.kind, &words.body),
        body: words.body,
        payload: words.payload,
        at: hand.now,
    };
    let hearing = Hearing {
        org_id: hand.org_id,
        customer_id: thread.customer_id,
        thread: facts::Thread::Conversation(thread.id),
        agent_id: None,
        at: hand.now,
    };
    told::by_bot(tx, hearing, &message.payload).await?;
    Ok(append::append_decided(tx, &thread.clone(), message).await?.thread.clone())
}

pub(super) async fn thread(tx: &mut Tx, hand: &Hand<'_>, id: ConversationId) -> Result<Thread> {
    append::thread(tx, hand.org_id, id).await?.ok_or(Error::NotFound("conversation"))
}

pub(super) fn sent(done: &Arc<Appended>) -> SentMessage {
    SentMessage {
        client_id: done.message.client_id.clone(),
        conversation_id: done.message.conversation_id,
        id: done.message.id,
        seq: done.seq,
        at: done.message.at,
    }
}
