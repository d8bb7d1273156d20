//! The accept loop: timeouts for slow clients, a cap on connections, and an end that lets running requests finish.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use axum::{Extension, Router};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};

use super::caller::Peer;

/// How connections are treated.
#[derive(Debug, Clone)]
pub struct ServerSettings {
    /// Connections open at a time; more wait to be accepted.
    pub max_connections: usize,
    /// Time for the headers of a request to arrive, and for a kept connection to idle.
    pub header_timeout: Duration,
    /// Time that requests in flight get to finish after the shutdown began.
    pub grace: Duration,
}

impl Default for ServerSettings {
    fn default() -> Self {
        // Ten seconds end an attack by slow headers soon and are generous to any honest client.
        Self {
            max_connections: 1024,
            header_timeout: Duration::from_secs(10),
            grace: Duration::from_secs(30),
        }
    }
}

/// Serves `router` until `shutdown` ends; then accepts nothing more and waits for the requests in flight.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    settings: ServerSettings,
    shutdown: impl Future<Output = ()>,
) {
    let mut http = hyper::server::conn::http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(settings.header_timeout)
        .max_buf_size(64 << 10);
    let connections = Arc::new(Semaphore::new(settings.max_connections));
    let graceful = GracefulShutdown::new();
    tokio::pin!(shutdown);
    loop {
        let permit = tokio::select! {
            permit = Arc::clone(&connections).acquire_owned() => permit,
            () = &mut shutdown => break,
        };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut shutdown => break,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // Out of descriptors, most likely; trying again at once would only burn the processor.
                tracing::warn!(%error, "a connection could not be accepted");
                sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        // Answers are small and clients wait for them.
        let _ = stream.set_nodelay(true);
        let connection = http.serve_connection(
            TokioIo::new(stream),
            TowerToHyperService::new(router.clone().layer(Extension(Peer(peer)))),
        );
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            // A client that breaks off is no news.
            let _ = connection.await;
            drop(permit);
        });
    }
    drop(listener);
    if timeout(settings.grace, graceful.shutdown()).await.is_err() {
        tracing::warn!("requests were still running when the grace ended");
    }
}
