//! The write door: the one way into the database, and where durability is made cheap.
//!
//! Commands that arrive together share one transaction (group commit): each in its own savepoint, all appends in
//! one go, and everybody is answered after the one commit. A refused or failed command leaves no trace in it.
//! Each organisation has a write lock (its counter row), taken when the batch opens: so there is one writer per
//! organisation on any number of nodes, decisions always see the newest state, and the event log is gapless and
//! in commit order.

use crate::{
    Db, Engine, Error, Result, Run as _, Tx,
    append::{self, AppendError, Appended, NewMessage, Repeats},
    events, q,
    tx::Connection,
};
use futures_util::{FutureExt as _, future::BoxFuture};
use std::{
    collections::{BTreeMap, BTreeSet},
    panic::AssertUnwindSafe,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};
use tokio::sync::{mpsc, oneshot};
use yingke_core::{event::Event, id::OrgId};

/// What a batch wrote, in order, for the live hub. Sent after commit, before the callers are answered.
#[derive(Debug, Clone)]
pub struct Committed {
    pub events: Arc<Vec<CommittedEvent>>,
}

#[derive(Debug, Clone)]
pub struct CommittedEvent {
    pub event: Event,
    /// The message of a `message.appended`, so that this node need not read it back.
    pub message: Option<Arc<Appended>>,
}

#[derive(Clone)]
pub struct Door {
    queue: mpsc::Sender<Job>,
    counted: Arc<Counted>,
}

#[derive(Default)]
struct Counted {
    commits: AtomicU64,
    writes: AtomicU64,
}

/// What this process has committed since it started.
#[derive(Debug, Clone, Copy)]
pub struct Counts {
    pub commits: u64,
    /// Commands and messages that those commits held.
    pub writes: u64,
}

/// Jobs that may wait; beyond it callers get [`Error::Busy`] at once.
const QUEUE: usize = 8192;
/// Jobs that share a commit.
const BATCH: usize = 1024;

enum Job {
    Command(Box<dyn Command>),
    Append(NewMessage, oneshot::Sender<Result<Arc<Appended>, AppendError>>),
    /// Move the rest of SQLite's log into its file, so that it starts over.
    Settle,
}

trait Command: Send {
    fn org(&self) -> Option<OrgId>;
    /// Runs it; false = roll back to before it.
    fn run<'a>(&'a mut self, tx: &'a mut Tx) -> BoxFuture<'a, bool>;
    fn answer(self: Box<Self>, committed: bool);
}

impl Door {
    /// Starts the writer. Every commit that produced events is also sent to `committed`.
    pub async fn open(db: &Db, committed: mpsc::UnboundedSender<Committed>) -> Result<Door> {
        let (queue, jobs) = mpsc::channel(QUEUE);
        let connection = db.writer().await?;
        let counted = Arc::<Counted>::default();
        let writer = Writer { db: db.clone(), jobs, committed, counted: counted.clone() }.run(connection);
        match db.engine() {
            // SQLite is called in place and a commit waits for the disk: that must not hold up the other tasks.
            Engine::Sqlite => {
                let runtime = tokio::runtime::Handle::current();
                let thread = std::thread::Builder::new().name("write door".into());
                thread.spawn(move || runtime.block_on(writer)).map_err(|e| Error::Startup(format!("cannot start the write door: {e}")))?;
            }
            Engine::Postgres => drop(tokio::spawn(writer)),
        }
        Ok(Door { queue, counted })
    }

    /// Runs a command in a transaction and returns its result after the commit. `org_id` is the organisation whose
    /// state it reads or changes; `None` only for what belongs to no organisation.
    pub async fn write<T, E, F>(&self, org_id: impl Into<Option<OrgId>>, run: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: for<'a> FnOnce(&'a mut Tx) -> BoxFuture<'a, Result<T, E>> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let command = Closure { org_id: org_id.into(), run: Some(run), result: None, reply };
        self.queue.try_send(Job::Command(Box::new(command))).map_err(refused)?;
        answer.await.unwrap_or_else(|_| Err(Error::Unconfirmed.into()))
    }

    /// Appends a message on the hot path.
    pub async fn append(&self, message: NewMessage) -> Result<Arc<Appended>, AppendError> {
        let (reply, answer) = oneshot::channel();
        self.queue.try_send(Job::Append(message, reply)).map_err(refused)?;
        answer.await.unwrap_or_else(|_| Err(Error::Unconfirmed.into()))
    }

    /// Asks for a checkpoint between two commits; a full queue has more urgent work.
    pub(crate) fn settle(&self) {
        let _ = self.queue.try_send(Job::Settle);
    }

    pub fn counts(&self) -> Counts {
        Counts { commits: self.counted.commits.load(Relaxed), writes: self.counted.writes.load(Relaxed) }
    }

    /// Jobs waiting now.
    pub fn depth(&self) -> usize {
        QUEUE - self.queue.capacity()
    }
}

fn refused(error: mpsc::error::TrySendError<Job>) -> Error {
    match error {
        mpsc::error::TrySendError::Full(_) => Error::Busy,
        mpsc::error::TrySendError::Closed(_) => Error::Unconfirmed,
    }
}

struct Closure<T, E, F> {
    org_id: Option<OrgId>,
    run: Option<F>,
    result: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
}

impl<T, E, F> Command for Closure<T, E, F>
where
    T: Send + 'static,
    E: From<Error> + Send + 'static,
    F: for<'a> FnOnce(&'a mut Tx) -> BoxFuture<'a, Result<T, E>> + Send + 'static,
{
    fn org(&self) -> Option<OrgId> {
        self.org_id
    }
    fn run<'a>(&'a mut self, tx: &'a mut Tx) -> BoxFuture<'a, bool> {
        async move {
            let Some(run) = self.run.take() else { return false };
            self.result = match AssertUnwindSafe(run(tx)).catch_unwind().await {
                Ok(result) => Some(result),
                // The panic was reported by the hook; the caller hears that nothing was written.
                Err(_) => Some(Err(Error::Corrupt("a command panicked".into()).into())),
            };
            matches!(self.result, Some(Ok(_)))
        }
        .boxed()
    }
    fn answer(self: Box<Self>, committed: bool) {
        let result = match (self.result, committed) {
            (Some(Err(error)), _) => Err(error),
            (Some(ok), true) => ok,
            (_, false) | (None, _) => Err(Error::Unconfirmed.into()),
        };
        // The caller may have gone; the write stands.
        let _ = self.reply.send(result);
    }
}

struct Writer {
    db: Db,
    jobs: mpsc::Receiver<Job>,
    committed: mpsc::UnboundedSender<Committed>,
    counted: Arc<Counted>,
}

/// A batch on its way: commands already run, appends with their outcomes.
struct Batch {
    commands: Vec<Box<dyn Command>>,
    appends: Vec<NewMessage>,
    replies: Vec<oneshot::Sender<Result<Arc<Appended>, AppendError>>>,
    outcomes: Vec<Result<Arc<Appended>, AppendError>>,
}

impl Batch {
    fn is_empty(&self) -> bool {
        self.commands.is_empty() && self.appends.is_empty()
    }
    fn orgs(&self) -> Vec<OrgId> {
        let orgs: BTreeSet<OrgId> = self.commands.iter().filter_map(|c| c.org()).chain(self.appends.iter().map(|m| m.org_id)).collect();
        orgs.into_iter().collect()
    }
}

impl Writer {
    async fn run(mut self, connection: Connection) {
        let mut connection = Some(connection);
        let mut waiting = Vec::with_capacity(BATCH);
        while self.jobs.recv_many(&mut waiting, BATCH).await > 0 {
            let mut batch = Batch { commands: Vec::new(), appends: Vec::new(), replies: Vec::new(), outcomes: Vec::new() };
            let mut settle = false;
            for job in waiting.drain(..) {
                match job {
                    Job::Command(command) => batch.commands.push(command),
                    Job::Append(message, reply) => {
                        batch.appends.push(message);
                        batch.replies.push(reply);
                    }
                    Job::Settle => settle = true,
                }
            }
            if !batch.is_empty() {
                self.write(&mut connection, batch).await;
            }
            if let (true, Some(Connection::Sqlite(on))) = (settle, &mut connection)
                && let Err(error) = on.checkpoint()
            {
                tracing::warn!(%error, "the rest of the log was not moved, trying again");
            }
        }
        if let Some(on) = connection {
            close(on).await;
        }
    }

    /// Commits a batch and answers everybody in it. After an error the connection is dropped: its state is unknown, a new
    /// one is opened next time.
    async fn write(&self, connection: &mut Option<Connection>, mut batch: Batch) {
        let on = match connection.take() {
            Some(on) => Ok(on),
            None => self.db.writer().await,
        };
        let result = match on {
            Ok(on) => {
                let mut tx = Tx { connection: on, sequences: Default::default(), events: Vec::new() };
                let result = commit(&mut tx, &mut batch).await;
                if result.is_ok() {
                    self.counted.commits.fetch_add(1, Relaxed);
                    self.counted.writes.fetch_add((batch.commands.len() + batch.replies.len()) as u64, Relaxed);
                    if !tx.events.is_empty() {
                        let _ = self.committed.send(Committed { events: Arc::new(std::mem::take(&mut tx.events)) });
                    }
                    *connection = Some(tx.connection);
                }
                result
            }
            Err(error) => Err(error),
        };
        if let Err(error) = &result {
            tracing::error!(%error, commands = batch.commands.len(), appends = batch.replies.len(), "a batch was not committed");
        }
        answer(batch, result.is_ok());
    }
}

async fn commit(tx: &mut Tx, batch: &mut Batch) -> Result<()> {
    let orgs = batch.orgs();
    let locked = begin(tx, &orgs).await?;
    for command in &mut batch.commands {
        let mark = tx.mark();
        tx.execute(q!("SAVEPOINT command")).await?;
        if command.run(tx).await {
            tx.execute(q!("RELEASE SAVEPOINT command")).await?;
        } else {
            tx.execute(q!("ROLLBACK TO SAVEPOINT command")).await?;
            tx.execute(q!("RELEASE SAVEPOINT command")).await?;
            tx.back_to(mark);
        }
    }
    if !batch.appends.is_empty() {
        let alone = batch.commands.is_empty();
        batch.outcomes = appends(tx, &batch.appends, alone, &orgs).await?;
    }
    events::flush(tx, &locked).await?;
    tx.execute(q!("COMMIT")).await?;
    Ok(())
}

/// Opens the transaction and takes the organisations' write locks; returns their last sequences.
async fn begin(tx: &mut Tx, orgs: &[OrgId]) -> Result<BTreeMap<OrgId, i64>> {
    match tx.engine() {
        Engine::Sqlite => tx.execute(q!("BEGIN IMMEDIATE")).await?,
        Engine::Postgres => tx.execute(q!("BEGIN")).await?,
    };
    let locked = events::lock(tx, orgs).await?;
    tx.sequences = locked.clone();
    Ok(locked)
}

/// A repeated message makes the whole lot fail, so it must be undone and done again with a look at what is there. Appends
/// alone undo their transaction; beside commands, which cannot run twice, they need a savepoint, which costs.
async fn appends(tx: &mut Tx, messages: &[NewMessage], alone: bool, orgs: &[OrgId]) -> Result<append::Outcomes> {
    if !alone {
        tx.execute(q!("SAVEPOINT appends")).await?;
    }
    let mark = tx.mark();
    match append::append_batch(tx, messages.to_vec(), Repeats::Trust).await {
        Err(error) if error.is_unique_violation() => {
            if alone {
                tx.execute(q!("ROLLBACK")).await?;
                begin(tx, orgs).await?;
            } else {
                tx.execute(q!("ROLLBACK TO SAVEPOINT appends")).await?;
            }
            tx.back_to(mark);
            append::append_batch(tx, messages.to_vec(), Repeats::Look).await
        }
        other => other,
    }
}

fn answer(batch: Batch, committed: bool) {
    for command in batch.commands {
        command.answer(committed);
    }
    if committed {
        for (reply, outcome) in batch.replies.into_iter().zip(batch.outcomes) {
            let _ = reply.send(outcome);
        }
    } else {
        for reply in batch.replies {
            let _ = reply.send(Err(Error::Unconfirmed.into()));
        }
    }
}

async fn close(connection: Connection) {
    use sqlx::Connection as _;
    match connection {
        Connection::Sqlite(on) => drop(on),
        Connection::Pg(on) => {
            if let Err(error) = on.close().await {
                tracing::warn!(%error, "closing the writer connection");
            }
        }
    }
}
