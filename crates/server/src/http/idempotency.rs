//! `Idempotency-Key` on creating calls: the same key with the same body gets the first answer again.

use crate::{
    edge::Edge,
    error::Failure,
    extract::{CustomerAuth, Signed},
};
use axum::{
    body::{Body, to_bytes},
    extract::{FromRequestParts as _, Request},
    http::{HeaderName, HeaderValue, Method, StatusCode, header::CONTENT_TYPE, request::Parts},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use yingke_app::{
    App, Error,
    idempotency::{self, Claim, Turn},
};

const KEY: &str = "idempotency-key";
/// Answers of creating calls are small; a larger one is given once and not kept.
const LARGEST_ANSWER: usize = 256 * 1024;

pub async fn once(app: App, edge: &Edge, request: Request, next: Next) -> Response {
    let applies = *request.method() == Method::POST && request.headers().contains_key(KEY) && takes_keys(request.uri().path());
    if !applies {
        return next.run(request).await;
    }
    // On the heap: every other request would carry the room for this along.
    match Box::pin(keyed(app, edge, request, next)).await {
        Ok(response) => response,
        Err(error) => Failure(error).into_response(),
    }
}

/// Not for uploads (too large to compare), signing in, and answers that show a secret once and must not be stored.
fn takes_keys(path: &str) -> bool {
    let never = path.ends_with("/attachments") || path.ends_with("/session") || path.ends_with("/secret") || path == "/api/v1/api-keys";
    path.starts_with("/api/") && !never
}

async fn keyed(app: App, edge: &Edge, request: Request, next: Next) -> Result<Response, Error> {
    let (mut parts, body) = request.into_parts();
    let key = parts.headers.get(KEY).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    idempotency::check_key(&key)?;
    let (org_id, caller) = caller(&mut parts, &app).await?;
    let body = to_bytes(body, edge.settings.limits.body_bytes)
        .await
        .map_err(|_| Error::TooLarge("a request with Idempotency-Key has at most 256 KB".into()))?;
    let claim = Claim { org_id, scope: format!("{caller} {}", parts.uri.path()), key, request_hash: idempotency::request_hash(&body) };
    if let Turn::Replay { status, response } = idempotency::begin(&app, &claim).await? {
        return Ok(replay(status, response));
    }
    // A caller that hangs up must not leave the key taken: from here on the request runs to its end.
    let work = tokio::spawn(super::observe::carry(async move {
        let response = next.run(Request::from_parts(parts, Body::from(body))).await;
        store(&app, claim, response).await
    }));
    work.await.map_err(|error| Error::Internal(anyhow::anyhow!("a request with Idempotency-Key: {error}")))?
}

async fn caller(parts: &mut Parts, app: &App) -> Result<(yingke_core::id::OrgId, String), Error> {
    if parts.uri.path().starts_with("/api/widget/") {
        let CustomerAuth(who) = CustomerAuth::from_request_parts(parts, app).await.map_err(|failure| failure.0)?;
        return Ok((who.org_id, who.customer_id.to_string()));
    }
    let Signed(who) = Signed::from_request_parts(parts, app).await.map_err(|failure| failure.0)?;
    Ok((who.org_id, who.agent_id.to_string()))
}

async fn store(app: &App, claim: Claim, response: Response) -> Result<Response, Error> {
    if !response.status().is_success() {
        idempotency::release(app, claim).await?;
        return Ok(response);
    }
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.map_err(|error| anyhow::anyhow!("read an answer to keep it: {error}"))?;
    match String::from_utf8(body.to_vec()) {
        Ok(text) if text.len() <= LARGEST_ANSWER => idempotency::keep(app, claim, parts.status.as_u16(), text).await?,
        Ok(_) | Err(_) => idempotency::release(app, claim).await?,
    }
    Ok(Response::from_parts(parts, Body::from(body)))
}

fn replay(status: u16, response: String) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    let mut answer =
        if response.is_empty() { status.into_response() } else { (status, [(CONTENT_TYPE, "application/json")], response).into_response() };
    answer.headers_mut().insert(HeaderName::from_static("idempotency-replayed"), HeaderValue::from_static("true"));
    answer
}
