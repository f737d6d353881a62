//! The OpenAPI document: schemas of every view and, through the routers, every path.

use utoipa::OpenApi;
use yingke_app::views::{
    agent::*, conversation::*, customer::*, knowledge::*, live::*, order::*, settings::*, ticket::*, wall::*, widget::*,
};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Yingke",
        description = "Customer service and ticketing for e-commerce. Conventions: see docs/API.md.",
        license(name = "Apache-2.0")
    ),
    components(schemas(
        AgentView,
        GroupView,
        MeView,
        NoticeView,
        ConversationView,
        MessageView,
        OptionView,
        SendMessage,
        SentMessage,
        DecisionView,
        InboxCounts,
        CustomerView,
        VisitView,
        KnowledgeView,
        SaveKnowledge,
        ScriptView,
        SaveScript,
        AgentSays,
        AgentHears,
        VisitorSays,
        VisitorHears,
        OrderView,
        OrderCard,
        ProductCard,
        EntryView,
        SaveEntry,
        ApiKeyView,
        CategoryView,
        SavedView,
        AttachmentView,
        SessionView,
        TicketView,
        TicketDetail,
        TicketBrief,
        TicketEntryView,
        TicketTypeView,
        CreateTicket,
        UpdateTicket,
        TicketReply,
        WallView,
        OpenSession,
        WidgetSession,
        WidgetSnapshot,
        WidgetConversation,
        RequestView,
        RequestForm,
        StartRequest,
        RequestWords,
        Rating
    ))
)]
pub struct Document;

impl Document {
    /// The whole document as pretty JSON; the file of the TypeScript client is made from it.
    pub fn json() -> String {
        let (_, paths) = utoipa_axum::router::OpenApiRouter::with_openapi(Self::openapi()).merge(crate::routes::api()).split_for_parts();
        paths.to_pretty_json().expect("the document is plain data")
    }
}
