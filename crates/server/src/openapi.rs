//! The OpenAPI document: schemas of every view and, through the routers, every path.

use axum::{
    Router,
    http::{
        HeaderMap, StatusCode,
        header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH},
    },
    response::IntoResponse,
    routing::get,
};
use utoipa::OpenApi;
use yingke_app::App;
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
        yingke_app::conversations::InboxBox,
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
        TicketCounts,
        FinishStep,
        TransferTicket,
        LinkOrder,
        SaveTicketType,
        SaveCategory,
        SaveView,
        UpdateView,
        ReadNotices,
        WallView,
        OpenSession,
        WidgetSession,
        WidgetSnapshot,
        WidgetConversation,
        RequestView,
        RequestForm,
        StartRequest,
        RequestWords,
        Rating,
        yingke_core::resolution::counts::ItemMark
    ))
)]
pub struct Document;

impl Document {
    /// The whole document as pretty JSON; the file of the TypeScript client is made from it.
    pub fn json() -> String {
        parts().1.to_pretty_json().expect("the document is plain data")
    }
}

/// The API's routes and the document that describes them.
pub fn parts() -> (Router<App>, utoipa::openapi::OpenApi) {
    let (api, mut document) =
        utoipa_axum::router::OpenApiRouter::with_openapi(Document::openapi()).merge(crate::routes::api()).split_for_parts();
    for (path, item) in &mut document.paths.paths {
        let methods = [
            ("get", &mut item.get),
            ("post", &mut item.post),
            ("put", &mut item.put),
            ("patch", &mut item.patch),
            ("delete", &mut item.delete),
        ];
        for (method, operation) in methods {
            if let Some(operation) = operation {
                operation.operation_id = Some(operation_id(method, path));
            }
        }
    }
    (api, document)
}

/// `get_tickets_id_entries`: handlers are called `list` and `get` in many files, operations must differ.
fn operation_id(method: &str, path: &str) -> String {
    let words: Vec<&str> = path.split(['/', '{', '}', '-']).filter(|word| !word.is_empty() && *word != "api" && *word != "v1").collect();
    format!("{method}_{}", words.join("_"))
}

/// `/api/openapi.json`, written once.
pub fn router(document: &utoipa::openapi::OpenApi) -> Router<App> {
    let text = bytes::Bytes::from(document.to_json().expect("the document is plain data"));
    let tag = format!("\"{}\"", yingke_app::secrets::base64url(&yingke_app::secrets::hash(&String::from_utf8_lossy(&text))[..12]));
    Router::new().route(
        "/api/openapi.json",
        get(move |headers: HeaderMap| async move {
            let known = headers.get(IF_NONE_MATCH).is_some_and(|value| value.as_bytes() == tag.as_bytes());
            let labels = [(CONTENT_TYPE, "application/json".to_owned()), (CACHE_CONTROL, "no-cache".to_owned()), (ETAG, tag)];
            if known { (StatusCode::NOT_MODIFIED, labels).into_response() } else { (labels, text).into_response() }
        }),
    )
}
