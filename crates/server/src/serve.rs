//! The running server: one listener, one router, a graceful stop.

use crate::{edge::Edge, http, settings::Settings};
use anyhow::Context as _;
use axum::serve::ListenerExt as _;
use std::net::SocketAddr;
use tokio::{net::TcpListener, sync::watch, task::JoinHandle};
use yingke_app::App;

/// A server in this process. Dropping it stops it too, but waits for nothing.
pub struct Running {
    pub addr: SocketAddr,
    stop: watch::Sender<bool>,
    task: JoinHandle<std::io::Result<()>>,
}

/// Binds an address, with an error that says what to do.
pub async fn bind(addr: SocketAddr) -> anyhow::Result<TcpListener> {
    use std::io::ErrorKind::*;
    TcpListener::bind(addr).await.map_err(|error| match error.kind() {
        AddrInUse => anyhow::anyhow!("{addr} is taken by another program: stop it, or choose another address with --listen"),
        PermissionDenied => anyhow::anyhow!("{addr} needs more rights: choose a port above 1023 with --listen"),
        AddrNotAvailable => anyhow::anyhow!("{addr} is no address of this machine: choose another one with --listen"),
        _ => anyhow::Error::new(error).context(format!("listen on {addr}")),
    })
}

/// Serves until [`Running::stop`].
pub fn start(app: App, settings: Settings, listener: TcpListener) -> anyhow::Result<Running> {
    let addr = listener.local_addr().context("read the listening address")?;
    let (stop, mut stopping) = watch::channel(false);
    // Frames are small and wanted at once; waiting for the other end's acknowledgement would add 40 ms to a message.
    let listener = listener.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "TCP_NODELAY");
        }
    });
    let service = http::router(app, Edge::new(settings)).into_make_service_with_connect_info::<SocketAddr>();
    let task = tokio::spawn(async move {
        axum::serve(listener, service)
            .with_graceful_shutdown(async move {
                let _ = stopping.wait_for(|stop| *stop).await;
            })
            .await
    });
    Ok(Running { addr, stop, task })
}

impl Running {
    /// Ends at once: connections break as they would in a crash.
    pub fn abort(self) {
        self.task.abort();
    }

    /// Takes no new connections, lets requests finish for a moment, then ends.
    pub async fn stop(self) -> anyhow::Result<()> {
        let _ = self.stop.send(true);
        let abort = self.task.abort_handle();
        match tokio::time::timeout(std::time::Duration::from_secs(10), self.task).await {
            Ok(Ok(result)) => result.context("serve"),
            Ok(Err(error)) => Err(error).context("the server task ended badly"),
            Err(_) => {
                // Open sockets would wait for ever.
                abort.abort();
                Ok(())
            }
        }
    }
}
