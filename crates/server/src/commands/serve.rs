//! `yingke serve`

use crate::{configuration::Configuration, metrics, serve};
use clap::Args;
use std::process::ExitCode;
use yingke_app::{App, Clock};

/// Serve the console, the portal, the widget and the API.
///
/// Brings the database to this version first. Ends gracefully on Ctrl-C or SIGTERM: takes nothing new, finishes what is
/// under way.
#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    allowance: Allowance,
}

/// For `yingke replay` and load tests.
#[derive(Debug, Args)]
pub struct Allowance {
    /// Lift the limits on requests, sessions and sockets, so that `yingke replay` can be many visitors from one address.
    /// Only when listening on a loopback address
    #[arg(long)]
    replay_allowance: bool,
}

impl Allowance {
    pub fn settings(&self, configuration: &Configuration) -> anyhow::Result<crate::settings::Settings> {
        let mut settings = configuration.settings();
        if self.replay_allowance {
            // Behind a proxy the whole world comes from a loopback address.
            if !configuration.listen.ip().is_loopback() || configuration.trust_proxy {
                anyhow::bail!(
                    "--replay-allowance is only for a server that nobody else can reach: listen on 127.0.0.1 and without --trust-proxy"
                );
            }
            settings.limits = crate::settings::Limits::generous();
        }
        Ok(settings)
    }
}

impl Serve {
    pub async fn run(self, configuration: Configuration) -> anyhow::Result<ExitCode> {
        if configuration.nats.is_some() && !configuration.is_postgres() {
            anyhow::bail!("several nodes need PostgreSQL: give --database postgres://…, or leave --nats out");
        }
        let (app, server) = up(&configuration, self.allowance.settings(&configuration)?).await?;
        let stop = stop_signal();
        tracing::info!(address = %server.addr, database = configuration.shown_database(), "serving; open http://{}", shown(server.addr));
        stop.await;
        tracing::info!("stopping");
        server.stop().await?;
        app.db.close().await;
        Ok(ExitCode::SUCCESS)
    }
}

/// Database, app and listener. The port comes first: when it is taken nothing else should have happened.
pub async fn up(configuration: &Configuration, settings: crate::settings::Settings) -> anyhow::Result<(App, serve::Running)> {
    let listener = serve::bind(configuration.listen).await?;
    metrics::install();
    writable(&configuration.files)?;
    let app = App::start(configuration.options(), Clock::default()).await?;
    tokio::spawn(yingke_app::sweep::run(app.clone()));
    let server = serve::start(app.clone(), settings, listener)?;
    Ok((app, server))
}

/// Makes the folder and tries to write in it, now rather than at the first upload.
pub fn writable(folder: &std::path::Path) -> anyhow::Result<()> {
    let attempt = std::fs::create_dir_all(folder).and_then(|()| {
        let probe = folder.join(".writable");
        std::fs::write(&probe, b"")?;
        std::fs::remove_file(probe)
    });
    attempt.map_err(|error| {
        anyhow::anyhow!(
            "cannot write to the folder {}: {error}. Is the disk full or read-only, or does it belong to another user? Choose another with --data",
            folder.display()
        )
    })
}

/// Any address of the machine is shown as the one to click on.
pub fn shown(addr: std::net::SocketAddr) -> String {
    if addr.ip().is_unspecified() || addr.ip().is_loopback() { format!("localhost:{}", addr.port()) } else { addr.to_string() }
}

/// Waits for Ctrl-C or SIGTERM. Listens from the moment of the call: a signal between it and the `.await` is not lost, and
/// does not kill the process either.
pub fn stop_signal() -> impl Future<Output = ()> {
    #[cfg(unix)]
    let terminated = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate());
    #[cfg(unix)]
    let interrupted = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::interrupt());
    async move {
        #[cfg(unix)]
        if let (Ok(mut terminated), Ok(mut interrupted)) = (terminated, interrupted) {
            tokio::select! {
                _ = interrupted.recv() => {}
                _ = terminated.recv() => {}
            }
            return;
        }
        let _ = tokio::signal::ctrl_c().await;
    }
}
