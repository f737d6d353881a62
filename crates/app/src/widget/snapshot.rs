//! Everything the panel shows before the first word, and again after a gap.

use crate::{App, Error, Result, Visitor, bot, orders, requests, tickets::call_back, views::widget::WidgetSnapshot};
use yingke_store::{customers, entries, events, orgs, ticket_types};

pub async fn snapshot(app: &App, who: &Visitor) -> Result<WidgetSnapshot> {
    let on = &mut app.read();
    // The sequence first: what changes while we read is delivered again, never missed.
    let seq = events::head(on, who.org_id).await?;
    let org = orgs::find(on, who.org_id).await?.ok_or(Error::NotFound("organisation"))?;
    let entry = entries::find(on, who.org_id, who.entry_id).await?.ok_or(Error::NotFound("entry"))?;
    let customer = customers::get(on, who.org_id, who.customer_id).await?.ok_or(Error::Unauthenticated)?;
    let orders = orders::recent_cards(on, who.org_id, who.customer_id, 3).await?;
    let talk = super::conversation::part(on, who.org_id, who.customer_id, who.entry_id, app.clock.now()).await?;
    let tickets = requests::open_briefs(on, who.org_id, who.customer_id, 5).await?;
    let chips = bot::foresee(app, who.org_id, who.customer_id, who.locale).await?;
    // Only what stands before a first word can foresee it.
    if talk.conversation.as_ref().is_none_or(|running| running.ended_at.is_some()) {
        bot::shown::remember(app, who, &chips).await?;
    }
    Ok(WidgetSnapshot {
        seq,
        shop_name: org.name,
        greeting: entry.settings.greeting.get(who.locale).to_owned(),
        customer_id: who.customer_id,
        nickname: customer.nickname,
        anonymous: customer.anonymous,
        locale: who.locale,
        predicted: chips.into_iter().map(|chip| chip.option).collect(),
        orders,
        human: talk.human,
        call_back: ticket_types::is_open(on, who.org_id, call_back::KEY).await?,
        conversation: talk.conversation,
        messages: talk.messages,
        tickets,
    })
}
