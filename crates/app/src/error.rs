//! Why a use case did not happen, in terms its caller can act on. The server turns these into the one error body.

#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Not even readable: broken JSON, a parameter of the wrong type.
    #[error("{0}")]
    BadRequest(String),
    /// Absent, or another organisation's: the two are never told apart.
    #[error("no such {0}")]
    NotFound(&'static str),
    #[error("sign in first")]
    Unauthenticated,
    #[error("your role does not allow this")]
    Forbidden,
    /// Input that can be mended; `field` names it.
    #[error("{message}")]
    Invalid { field: &'static str, message: String },
    /// A form with flaws, all of them at once, so that they can be mended in one go.
    #[error("{}", first_problem(.0))]
    Form(Vec<FieldProblem>),
    /// Refused by the state of things; `code` is stable (`version_conflict`, `wrong_state`, `already_taken`, …).
    #[error("{message}")]
    Conflict { code: &'static str, message: String },
    #[error("too many requests; try again in {retry_after_s} s")]
    RateLimited { retry_after_s: u64 },
    #[error("{0}")]
    TooLarge(String),
    #[error("{0}")]
    UnsupportedMedia(String),
    /// Nothing was written; the same request may be sent again.
    #[error("the service is busy; try again shortly")]
    Busy,
    #[error("{0:#}")]
    Internal(anyhow::Error),
}

/// What is wrong with one field of a form. `field` is a path (`fields.reason`), `code` a stable word for the
/// translation (`required`, `too_long`, `not_an_option` …), `message` English for the log and for integrations.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct FieldProblem {
    pub field: String,
    pub code: String,
    pub message: String,
}

fn first_problem(problems: &[FieldProblem]) -> String {
    problems.first().map_or_else(|| "the form is not complete".to_owned(), |first| format!("{}: {}", first.field, first.message))
}

pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    pub fn invalid(field: &'static str, message: impl Into<String>) -> Self {
        Error::Invalid { field, message: message.into() }
    }
    pub fn conflict(code: &'static str, message: impl Into<String>) -> Self {
        Error::Conflict { code, message: message.into() }
    }
    pub fn version_conflict() -> Self {
        Self::conflict("version_conflict", "somebody else changed this meanwhile; load it again and repeat your change")
    }
}

impl From<yingke_store::Error> for Error {
    fn from(error: yingke_store::Error) -> Self {
        match error {
            yingke_store::Error::Busy => Error::Busy,
            other => Error::Internal(other.into()),
        }
    }
}

impl From<anyhow::Error> for Error {
    fn from(error: anyhow::Error) -> Self {
        Error::Internal(error)
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Error::Internal(error.into())
    }
}
