//! [`App`]: what every use case needs. Cheap to clone.

use crate::clock::Clock;
use std::{path::PathBuf, sync::Arc};
use yingke_store::{Db, Door, Reader};

#[derive(Clone)]
pub struct App {
    pub inner: Arc<Inner>,
}

pub struct Inner {
    pub db: Db,
    pub door: Door,
    pub clock: Clock,
    pub files: PathBuf,
    pub live: crate::live::Hub,
    pub recent: crate::recent::Recent,
    pub bot: crate::bot::Index,
    pub guard: crate::guard::Policies,
    pub sayings: crate::facts::heard::Sayings,
    pub scripts: crate::assist::ScriptIndexes,
    pub models: crate::models::Models,
    pub help: crate::help::Shelves,
    /// Rung when corrections of facts wait to be sent.
    pub recalls: Arc<tokio::sync::Notify>,
    pub timers: crate::conversations::timers::Timers,
    pub ledger: crate::ledger::Follower,
    pub ticket_types: crate::ticket_types::Parsed,
}

impl std::ops::Deref for App {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.inner
    }
}

/// How to start.
#[derive(Debug, Clone)]
pub struct Options {
    /// `sqlite:PATH` or `postgres://…`.
    pub database: String,
    /// Folder of attachments.
    pub files: PathBuf,
    /// NATS address for several nodes; none = this node is alone.
    pub nats: Option<String>,
}

impl App {
    /// Opens the database (which must be migrated), the write door and the live hub.
    pub async fn start(options: Options, clock: Clock) -> anyhow::Result<App> {
        let db = Db::open(&options.database).await?;
        yingke_store::migrate::run(&db).await?;
        let (committed, follow) = tokio::sync::mpsc::unbounded_channel();
        let door = Door::open(&db, committed).await?;
        let (live, letters) = crate::live::Hub::connect(options.nats.as_deref()).await?;
        let app = App {
            inner: Arc::new(Inner {
                db: db.clone(),
                door,
                clock,
                files: options.files,
                live,
                recent: Default::default(),
                bot: Default::default(),
                guard: Default::default(),
                sayings: Default::default(),
                scripts: Default::default(),
                models: Default::default(),
                help: Default::default(),
                recalls: Default::default(),
                timers: Default::default(),
                ledger: Default::default(),
                ticket_types: Default::default(),
            }),
        };
        tokio::spawn(yingke_store::checkpoint::run(db, app.door.clone()));
        crate::live::follow(app.clone(), follow, letters);
        tokio::spawn(crate::conversations::timers::run(app.clone()));
        tokio::spawn(crate::ledger::run(app.clone()));
        crate::tickets::start_closing(&app);
        crate::models::start(&app);
        crate::facts::start(&app);
        Ok(app)
    }
    pub fn read(&self) -> Reader {
        self.db.read()
    }
}
