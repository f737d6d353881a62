//! Files: sending one, and getting it by its signed address.

use crate::{
    edge::Edge,
    error::{Answer, ErrorBody},
    extract::{CustomerAuth, Json, Path, Query, Signed},
    http::OwnPolicy,
};
use axum::{
    Extension,
    body::{Body, Bytes},
    extract::{DefaultBodyLimit, FromRequest as _, Multipart, Request, State},
    http::{
        HeaderMap, HeaderName, HeaderValue, StatusCode,
        header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH},
    },
    response::{IntoResponse as _, Response},
};
use futures_util::stream;
use serde::Deserialize;
use tokio::io::AsyncReadExt as _;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use yingke_app::{
    App, Error,
    attachments::{self, Upload, Uploader, encode},
    views::settings::AttachmentView,
};
use yingke_core::{event::Actor, id::AttachmentId};

pub fn router() -> OpenApiRouter<App> {
    // The upload counts its bytes itself, and in a stream.
    let sending = OpenApiRouter::new().routes(routes!(send)).routes(routes!(send_as_customer)).layer(DefaultBodyLimit::disable());
    OpenApiRouter::new().merge(sending).routes(routes!(get))
}

/// Only for the document.
#[derive(ToSchema)]
#[allow(dead_code)]
struct FileForm {
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// Send a file: picture, pdf, Office document, zip, text, mp4 or mp3, up to 20 MB. Its bytes decide what it is.
#[utoipa::path(post, path = "/api/v1/attachments", tag = "files", request_body(content = FileForm, content_type = "multipart/form-data"),
    responses((status = 201, body = AttachmentView), (status = 413, body = ErrorBody), (status = 415, body = ErrorBody)))]
async fn send(
    State(app): State<App>,
    Extension(edge): Extension<Edge>,
    who: Signed,
    request: Request,
) -> Answer<(StatusCode, Json<AttachmentView>)> {
    edge.uploads.check(who.agent_id)?;
    let uploader = Uploader { org_id: who.org_id, actor: who.actor.clone(), customer_id: None };
    take(&app, &edge, uploader, request).await
}

/// Send a file as a customer.
#[utoipa::path(post, path = "/api/widget/v1/attachments", tag = "widget", request_body(content = FileForm, content_type = "multipart/form-data"),
    responses((status = 201, body = AttachmentView), (status = 413, body = ErrorBody), (status = 415, body = ErrorBody)))]
async fn send_as_customer(
    State(app): State<App>,
    Extension(edge): Extension<Edge>,
    who: CustomerAuth,
    request: Request,
) -> Answer<(StatusCode, Json<AttachmentView>)> {
    edge.uploads.check(who.customer_id)?;
    let uploader = Uploader { org_id: who.org_id, actor: Actor::Customer(who.customer_id), customer_id: Some(who.customer_id) };
    take(&app, &edge, uploader, request).await
}

async fn take(app: &App, edge: &Edge, uploader: Uploader, request: Request) -> Answer<(StatusCode, Json<AttachmentView>)> {
    let limit = edge.settings.limits.upload_bytes;
    let bad = |error: axum::extract::multipart::MultipartError| Error::BadRequest(format!("the upload broke off or is no form: {error}"));
    let mut form = Multipart::from_request(request, &())
        .await
        .map_err(|_| Error::UnsupportedMedia("send the file as `multipart/form-data`, in the field `file`".into()))?;
    while let Some(mut field) = form.next_field().await.map_err(bad)? {
        if field.name() != Some("file") {
            continue;
        }
        let name = field.file_name().unwrap_or_default().to_owned();
        let mut upload = Upload::begin(app, uploader, &name, limit).await?;
        while let Some(piece) = field.chunk().await.map_err(bad)? {
            upload.write(&piece).await?;
        }
        return Ok((StatusCode::CREATED, Json(upload.finish().await?)));
    }
    Err(Error::invalid("file", "the form has no field `file`").into())
}

#[derive(Deserialize)]
struct Token {
    #[serde(default)]
    t: String,
}

/// Get a file by its signed address, as messages and tickets show it.
#[utoipa::path(get, path = "/api/files/{id}/{name}", tag = "files",
    params(("id" = AttachmentId, Path), ("name" = String, Path), ("t" = String, Query, description = "Signature")),
    responses((status = 200, content_type = "application/octet-stream"), (status = 404, body = ErrorBody)))]
async fn get(
    State(app): State<App>,
    headers: HeaderMap,
    Path((id, _name)): Path<(AttachmentId, String)>,
    Query(token): Query<Token>,
) -> Answer<Response> {
    let opened = attachments::open(&app, id, &token.t).await?;
    let tag = format!("\"{}\"", &opened.sha256[..32]);
    let mut response = if headers.get(IF_NONE_MATCH).is_some_and(|value| value.as_bytes() == tag.as_bytes()) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(CONTENT_LENGTH, opened.size_bytes)], Body::from_stream(pieces(opened.file))).into_response()
    };
    let disposition = if opened.inline { "inline" } else { "attachment" };
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: String| {
        if let Ok(value) = HeaderValue::try_from(value) {
            headers.insert(name, value);
        }
    };
    let charset = if opened.mime == "text/plain" { "; charset=utf-8" } else { "" };
    set(CONTENT_TYPE, format!("{}{charset}", opened.mime));
    set(CONTENT_DISPOSITION, format!("{disposition}; filename*=UTF-8''{}", encode(&opened.name)));
    // Whatever a browser takes it for, it may run nothing and reach nothing.
    set(CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox; frame-ancestors 'none'".into());
    set(CACHE_CONTROL, "private, max-age=31536000, immutable".into());
    set(ETAG, tag);
    // The widget shows pictures on the shop's pages.
    set(HeaderName::from_static("cross-origin-resource-policy"), "cross-origin".into());
    response.extensions_mut().insert(OwnPolicy);
    Ok(response)
}

/// The file in pieces of 64 KB.
fn pieces(file: tokio::fs::File) -> impl futures_util::Stream<Item = std::io::Result<Bytes>> {
    stream::try_unfold(file, |mut file| async move {
        let mut piece = vec![0; 64 * 1024];
        let read = file.read(&mut piece).await?;
        piece.truncate(read);
        Ok((read > 0).then(|| (Bytes::from(piece), file)))
    })
}
