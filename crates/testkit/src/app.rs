//! One server in this process, on a port of its own, with its own database and files.

use crate::{Client, Engine, postgres};
use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};
use yingke_app::{App, Clock, Options};
use yingke_core::time::Millis;
use yingke_server::{
    serve::{self, Running},
    settings::{Limits, Settings},
};

/// 2026-03-02, a Monday, 10:00 in Shanghai: when tests begin.
pub const MORNING: Millis = Millis(1_772_416_800_000);

/// A running server. Cheap to clone; `app` gives the use cases, `client()` speaks HTTP.
#[derive(Clone)]
pub struct TestApp {
    pub app: App,
    pub engine: Engine,
    pub addr: SocketAddr,
    kept: Arc<Kept>,
}

struct Kept {
    running: Mutex<Option<Running>>,
    folder: tempfile::TempDir,
    database: Option<String>,
    url: String,
}

/// How to start, when the usual is not wanted.
#[derive(Debug, Clone)]
pub struct Start {
    pub engine: Engine,
    pub settings: Settings,
    /// The system clock instead of one that stands still until the test moves it.
    pub real_clock: bool,
    pub nats: Option<String>,
    /// Use this database (a second node); it is not dropped at the end.
    pub database: Option<String>,
}

impl Start {
    pub fn on(engine: Engine) -> Self {
        let settings = Settings { limits: Limits::generous(), ..Settings::default() };
        Self { engine, settings, real_clock: false, nats: None, database: None }
    }
    pub fn settings(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }
    pub fn limits(mut self, limits: Limits) -> Self {
        self.settings.limits = limits;
        self
    }
    pub fn real_clock(mut self) -> Self {
        self.real_clock = true;
        self
    }
    pub fn nats(mut self, address: impl Into<String>) -> Self {
        self.nats = Some(address.into());
        self
    }
    pub fn database(mut self, address: impl Into<String>) -> Self {
        self.database = Some(address.into());
        self
    }
    pub async fn run(self) -> TestApp {
        TestApp::start_with(self).await
    }
}

impl TestApp {
    /// Generous limits and a clock that stands still at [`MORNING`]: `app.clock.advance(ms)` moves it.
    pub async fn start(engine: Engine) -> Self {
        Start::on(engine).run().await
    }

    /// The same with the system clock.
    pub async fn start_real(engine: Engine) -> Self {
        Start::on(engine).real_clock().run().await
    }

    async fn start_with(start: Start) -> Self {
        let folder = tempfile::Builder::new().prefix("yingke-test-").tempdir().expect("a temporary folder");
        let (database, url) = match (start.engine, start.database) {
            (_, Some(url)) => (None, url),
            (Engine::Sqlite, None) => (None, format!("sqlite:{}", folder.path().join("yingke.db").display())),
            (Engine::Postgres, None) => {
                let (name, url) = postgres::create().await;
                (Some(name), url)
            }
        };
        let clock = if start.real_clock { Clock::default() } else { Clock::fixed(MORNING) };
        let options = Options { database: url.clone(), files: folder.path().join("files"), nats: start.nats };
        let app = App::start(options, clock).await.expect("the app starts");
        let listener = serve::bind(SocketAddr::from(([127, 0, 0, 1], 0))).await.expect("a free port");
        let running = serve::start(app.clone(), start.settings, listener).expect("the server starts");
        let addr = running.addr;
        let kept = Kept { running: Mutex::new(Some(running)), folder, database, url };
        Self { app, engine: start.engine, addr, kept: Arc::new(kept) }
    }

    /// A client that has not signed in.
    pub fn client(&self) -> Client {
        Client::new(self.addr)
    }

    /// Moves the clock of the whole server.
    pub fn advance(&self, ms: i64) {
        self.app.clock.advance(ms);
    }

    /// Where its data is: for a second node, or to see what a restart finds.
    pub fn database_url(&self) -> &str {
        &self.kept.url
    }

    pub fn folder(&self) -> &std::path::Path {
        self.kept.folder.path()
    }

    /// Stops the server and drops its database.
    pub async fn finish(&self) {
        let running = self.kept.running.lock().expect("nobody panics holding this").take();
        if let Some(running) = running {
            running.abort();
        }
        self.app.db.close().await;
        if let Some(name) = &self.kept.database {
            postgres::drop_database(name).await;
        }
    }
}
