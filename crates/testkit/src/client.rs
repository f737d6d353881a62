//! HTTP as a browser page, an integration or a widget sends it.

use reqwest::{
    Method, StatusCode,
    header::{HeaderMap, HeaderName, HeaderValue},
};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::net::SocketAddr;

/// Sends as one caller: with its cookie or bearer token, and with the Origin of our own pages.
#[derive(Clone)]
pub struct Client {
    pub addr: SocketAddr,
    http: reqwest::Client,
    headers: HeaderMap,
}

/// An answer that has been read to its end.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
    /// Method and path, for messages of failed tests.
    pub asked: String,
}

impl Client {
    pub fn new(addr: SocketAddr) -> Self {
        let http =
            yingke_app::outside::client_builder().redirect(reqwest::redirect::Policy::none()).no_proxy().build().expect("an HTTP client");
        Self { addr, http, headers: HeaderMap::new() }.header("origin", &format!("http://{addr}"))
    }
    /// The same sign-in at another node.
    pub fn at(&self, addr: SocketAddr) -> Self {
        Self { addr, ..self.clone() }.header("origin", &format!("http://{addr}"))
    }
    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.insert(HeaderName::from_static(name), HeaderValue::from_str(value).expect("a header value"));
        self
    }
    pub fn without(mut self, name: &'static str) -> Self {
        self.headers.remove(name);
        self
    }
    /// With the session cookie of an agent.
    pub fn cookie(self, token: &str) -> Self {
        self.header("cookie", &format!("__Host-yingke={token}"))
    }
    /// With an API key or a visitor's token.
    pub fn bearer(self, token: &str) -> Self {
        self.header("authorization", &format!("Bearer {token}"))
    }
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.addr)
    }
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None).await
    }
    pub async fn delete(&self, path: &str) -> Answer {
        self.send(Method::DELETE, path, None).await
    }
    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(Method::POST, path, Some(body)).await
    }
    pub async fn put(&self, path: &str, body: Value) -> Answer {
        self.send(Method::PUT, path, Some(body)).await
    }
    pub async fn patch(&self, path: &str, body: Value) -> Answer {
        self.send(Method::PATCH, path, Some(body)).await
    }
    /// POST without a body (`…/acceptance`).
    pub async fn act(&self, path: &str) -> Answer {
        self.send(Method::POST, path, None).await
    }
    pub async fn send(&self, method: Method, path: &str, body: Option<Value>) -> Answer {
        let request = self.http.request(method.clone(), self.url(path)).headers(self.headers.clone());
        let request = match body {
            Some(body) => request.json(&body),
            None => request,
        };
        Self::finish(request, format!("{method} {path}")).await
    }
    /// Any bytes, for hostile input.
    pub async fn raw(&self, method: Method, path: &str, content_type: &str, body: impl Into<reqwest::Body>) -> Answer {
        let request = self.http.request(method.clone(), self.url(path)).headers(self.headers.clone());
        Self::finish(request.header("content-type", content_type).body(body), format!("{method} {path}")).await
    }
    /// A file in the multipart field `file`.
    pub async fn upload(&self, path: &str, name: &str, mime: &str, bytes: Vec<u8>) -> Answer {
        let part = reqwest::multipart::Part::bytes(bytes).file_name(name.to_owned()).mime_str(mime).expect("a media type");
        let form = reqwest::multipart::Form::new().part("file", part);
        let request = self.http.post(self.url(path)).headers(self.headers.clone()).multipart(form);
        Self::finish(request, format!("POST {path}")).await
    }

    async fn finish(request: reqwest::RequestBuilder, asked: String) -> Answer {
        let response = request.send().await.unwrap_or_else(|error| panic!("{asked}: {error:?}"));
        let (status, headers) = (response.status(), response.headers().clone());
        let body = response.bytes().await.unwrap_or_else(|error| panic!("{asked}: {error:?}")).to_vec();
        Answer { status, headers, body, asked }
    }
}

impl Answer {
    /// Fails the test unless the answer has this status.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}: {}", self.asked, self.text());
        self
    }
    /// Fails the test unless the answer is a refusal with this status and stable code.
    #[track_caller]
    pub fn refused(self, status: u16, code: &str) -> Self {
        let this = self.expect(status);
        assert_eq!(this.json()["error"]["code"], code, "{}: {}", this.asked, this.text());
        this
    }
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{}: {error}: {}", self.asked, self.text()))
    }
    /// The body as one of our views; fails the test unless the status is a success.
    #[track_caller]
    pub fn read<T: DeserializeOwned>(&self) -> T {
        assert!(self.status.is_success(), "{}: {} {}", self.asked, self.status, self.text());
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{}: {error}: {}", self.asked, self.text()))
    }
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
    /// The token in the session cookie that the answer sets.
    pub fn new_cookie(&self) -> Option<String> {
        let value = self.headers.get("set-cookie")?.to_str().ok()?;
        let token = value.strip_prefix("__Host-yingke=")?.split(';').next()?;
        Some(token.to_owned())
    }
}
