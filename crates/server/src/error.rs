//! The one error body of the API.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header::RETRY_AFTER},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;
use yingke_app::{Error, error::FieldProblem};

#[derive(Debug, Serialize, ToSchema)]
pub struct ErrorBody {
    pub error: ErrorInfo,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ErrorInfo {
    /// Stable; see docs/API.md.
    pub code: &'static str,
    /// What happened and what to do next.
    pub message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Every flaw of a form, when there may be several.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub fields: Vec<FieldProblem>,
    /// For support: the line of our log has it too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

/// What handlers return on failure.
#[derive(Debug)]
pub struct Failure(pub Error);

pub type Answer<T> = Result<T, Failure>;

impl<E: Into<Error>> From<E> for Failure {
    fn from(error: E) -> Self {
        Failure(error.into())
    }
}

/// Stable code and words of a failure, for HTTP and for sockets. What broke inside is logged here, once.
pub fn told(error: &Error) -> (StatusCode, &'static str, String) {
    let (status, code) = match error {
        Error::BadRequest(_) => (StatusCode::BAD_REQUEST, "bad_request"),
        Error::NotFound(_) => (StatusCode::NOT_FOUND, "not_found"),
        Error::Unauthenticated => (StatusCode::UNAUTHORIZED, "unauthenticated"),
        Error::Forbidden => (StatusCode::FORBIDDEN, "forbidden"),
        Error::Invalid { .. } | Error::Form(_) => (StatusCode::UNPROCESSABLE_ENTITY, "invalid"),
        Error::Conflict { code, .. } => (StatusCode::CONFLICT, *code),
        Error::RateLimited { .. } => (StatusCode::TOO_MANY_REQUESTS, "rate_limited"),
        Error::TooLarge(_) => (StatusCode::PAYLOAD_TOO_LARGE, "too_large"),
        Error::UnsupportedMedia(_) => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media"),
        Error::Busy => (StatusCode::SERVICE_UNAVAILABLE, "busy"),
        Error::Internal(_) => (StatusCode::INTERNAL_SERVER_ERROR, "internal"),
    };
    let message = match error {
        Error::Internal(cause) => {
            tracing::error!(
                request_id = crate::http::request_id(),
                error = yingke_language::personal::mask(&format!("{cause:#}")),
                "request failed"
            );
            "something went wrong on our side; try again, and tell us the request id if it stays".to_owned()
        }
        other => other.to_string(),
    };
    (status, code, message)
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let (status, code, message) = told(&self.0);
        let field = match &self.0 {
            Error::Invalid { field, .. } => Some((*field).to_owned()),
            Error::Form(problems) => problems.first().map(|first| first.field.clone()),
            _ => None,
        };
        let fields = match &self.0 {
            Error::Form(problems) => problems.clone(),
            _ => Vec::new(),
        };
        let request_id = crate::http::request_id();
        let mut response = (status, Json(ErrorBody { error: ErrorInfo { code, message, field, fields, request_id } })).into_response();
        let retry_after = match self.0 {
            Error::RateLimited { retry_after_s } => Some(retry_after_s),
            Error::Busy => Some(1),
            _ => None,
        };
        if let Some(seconds) = retry_after {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
