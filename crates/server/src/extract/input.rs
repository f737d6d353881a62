//! JSON bodies, query strings and path parameters. The same names as axum's, because the OpenAPI macro knows them.

use crate::error::Failure;
use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Request, rejection::JsonRejection},
    http::{HeaderValue, header::CONTENT_TYPE, request::Parts},
    response::{IntoResponse, Response},
};
use serde::{Serialize, de::DeserializeOwned};
use std::cell::RefCell;
use yingke_app::Error;

#[derive(Debug, Clone, Copy, Default)]
pub struct Json<T>(pub T);

#[derive(Debug, Clone, Copy, Default)]
pub struct Query<T>(pub T);

/// Typed path parameters. An id that cannot be one names nothing: 404.
#[derive(Debug, Clone, Copy, Default)]
pub struct Path<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = Failure;
    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        match axum::Json::<T>::from_request(request, state).await {
            Ok(axum::Json(value)) => Ok(Json(value)),
            Err(JsonRejection::MissingJsonContentType(_)) => {
                Err(Failure(Error::UnsupportedMedia("send JSON with `Content-Type: application/json`".into())))
            }
            Err(JsonRejection::BytesRejection(rejection)) if rejection.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE => {
                Err(Failure(Error::TooLarge("this request is too large; send less at once".into())))
            }
            Err(rejection) => Err(Failure(Error::BadRequest(rejection.body_text()))),
        }
    }
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        match text(&self.0) {
            Ok(text) => ([(CONTENT_TYPE, HeaderValue::from_static("application/json"))], text).into_response(),
            Err(error) => Failure(Error::Internal(error.into())).into_response(),
        }
    }
}

/// Writes into memory that each thread keeps, so that the text of a long list does not move while it grows.
fn text(value: &impl Serialize) -> serde_json::Result<Bytes> {
    const KEPT: usize = 256 * 1024;
    thread_local! { static ROOM: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) }; }
    ROOM.with_borrow_mut(|room| {
        room.clear();
        let written = serde_json::to_writer(&mut *room, value);
        let text = Bytes::copy_from_slice(room);
        room.shrink_to(KEPT);
        written.map(|()| text)
    })
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Failure;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        match axum::extract::Query::<T>::from_request_parts(parts, state).await {
            Ok(axum::extract::Query(value)) => Ok(Query(value)),
            Err(rejection) => Err(Failure(Error::BadRequest(rejection.body_text()))),
        }
    }
}

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = Failure;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        match axum::extract::Path::<T>::from_request_parts(parts, state).await {
            Ok(axum::extract::Path(value)) => Ok(Path(value)),
            Err(_) => Err(Failure(Error::NotFound("thing with this id"))),
        }
    }
}
