//! HTTP routes, one file a noun. A file exports `router()`; this file only lists them.

mod agent_states;
mod agents;
mod api_keys;
mod assist;
mod attachments;
mod bot;
mod conversations;
mod customers;
mod entries;
mod facts;
mod groups;
mod guard;
pub mod health;
mod import;
mod knowledge;
mod knowledge_care;
mod ledger;
mod live;
mod models;
mod notices;
mod orders;
mod requests;
mod saved_views;
mod scripts;
mod session;
mod staffing;
mod suggestions;
mod ticket_types;
mod tickets;
mod tuning;
mod walks;
mod widget;
mod widget_conversations;
mod widget_orders;

use utoipa_axum::router::OpenApiRouter;
use yingke_app::App;

pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(session::router())
        .merge(bot::router())
        .merge(widget_orders::router())
        .merge(scripts::router())
        .merge(orders::router())
        .merge(knowledge::router())
        .merge(walks::router())
        .merge(facts::router())
        .merge(knowledge_care::router())
        .merge(import::router())
        .merge(customers::router())
        .merge(agents::router())
        .merge(agent_states::router())
        .merge(conversations::router())
        .merge(widget_conversations::router())
        .merge(groups::router())
        .merge(guard::router())
        .merge(entries::router())
        .merge(api_keys::router())
        .merge(widget::router())
        .merge(assist::router())
        .merge(attachments::router())
        .merge(ledger::router())
        .merge(staffing::router())
        .merge(suggestions::router())
        .merge(tuning::router())
        .merge(live::router())
        .merge(tickets::router())
        .merge(requests::router())
        .merge(ticket_types::router())
        .merge(saved_views::router())
        .merge(notices::router())
        .merge(models::router())
}
