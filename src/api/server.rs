//! The accept loop: timeouts for slow clients, caps on connections, and an end that lets running requests finish.

mod connections;
mod peer;

use std::convert::Infallible;
use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::response::Response;
use hyper::body::{Body as _, Incoming};
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use ipnet::IpNet;
use tokio::net::TcpListener;
use tokio::time::{sleep, timeout};
use tower::ServiceExt as _;

use super::caller::{self, is_trusted, unit};
use super::keeping::{Keeping, NextFrame, Watched};
use super::metrics::Metrics;
use connections::{Answering, Connections};
use peer::Peer;

/// How connections are treated.
#[derive(Debug, Clone)]
pub struct ServerSettings {
    /// Connections open at a time. One more closes an idle one of whoever has most, or waits when all are busy.
    pub max_connections: usize,
    /// Connections of one client's address; one more closes the longest idle of them, or is closed itself when all are
    /// busy. `None` is three quarters of `max_connections`, so that no client alone can keep all others out.
    pub max_connections_per_client: Option<usize>,
    /// Proxies, who stand for many clients and may have as many connections as there are.
    pub trusted_proxies: Vec<IpNet>,
    /// Time for the headers of a request to arrive, and for a kept connection to idle.
    pub header_timeout: Duration,
    /// Time in which a client has to take what it is sent, or at least 64 KiB of it.
    pub write_timeout: Duration,
    /// Time that requests in flight get to finish after the shutdown began.
    pub grace: Duration,
    /// Where connections are counted.
    pub metrics: Arc<Metrics>,
}

impl Default for ServerSettings {
    fn default() -> Self {
        // Ten seconds end an attack by slow headers soon and are generous to any honest client.
        Self {
            max_connections: 1024,
            max_connections_per_client: None,
            trusted_proxies: Vec::new(),
            header_timeout: Duration::from_secs(10),
            write_timeout: Duration::from_secs(30),
            grace: Duration::from_secs(30),
            metrics: Arc::default(),
        }
    }
}

/// An answer that is all but there goes to a client that has closed its own end, as some do once they have asked. For more
/// nobody waits, and what runs for it is stopped.
const GOODBYE: Duration = Duration::from_millis(20);

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
    let most = settings.max_connections;
    let share = settings.max_connections_per_client;
    let connections = Arc::new(Connections::new(most, share.unwrap_or(most - most / 4)));
    let graceful = GracefulShutdown::new();
    tokio::pin!(shutdown);
    loop {
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
        // A proxy stands for many clients.
        let client = (!is_trusted(peer.ip(), &settings.trusted_proxies)).then(|| unit(peer.ip()));
        let place = tokio::select! {
            place = connections.take(client) => place,
            () = &mut shutdown => break,
        };
        let Some(place) = place else {
            tracing::debug!(%peer, "a client has as many requests in flight as it may have connections");
            continue;
        };
        // Answers are small and clients wait for them.
        let _ = stream.set_nodelay(true);
        let stream = Arc::new(stream);
        let peer_stream = Peer::new(Arc::clone(&stream), settings.write_timeout);
        let place = Arc::new(place);
        let service = {
            let (router, place) = (router.clone(), Arc::clone(&place));
            service_fn(move |request| answer(router.clone(), request, peer, place.answering()))
        };
        let connection = http.serve_connection(TokioIo::new(peer_stream), service);
        let connection = graceful.watch(connection);
        let open = settings.metrics.connection();
        tokio::spawn(async move {
            let mut connection = std::pin::pin!(connection);
            // A client that breaks off is no news.
            tokio::select! {
                _ = &mut connection => {}
                () = place.closed() => {
                    // A request that came at that very moment is answered yet.
                    if place.is_busy() {
                        let _ = connection.await;
                    }
                }
                () = peer::gone(&stream) => drop(timeout(GOODBYE, connection).await),
            }
            drop(open);
        });
    }
    drop(listener);
    if timeout(settings.grace, graceful.shutdown()).await.is_err() {
        tracing::warn!("requests were still running when the grace ended");
    }
}

/// The router's answer to a request, which keeps its connection busy until it was sent.
async fn answer(
    router: Router,
    request: hyper::Request<Incoming>,
    peer: SocketAddr,
    answering: Answering,
) -> Result<Response, Infallible> {
    let complete = answering.complete();
    let arrived = answering.complete();
    let see = move |_: &NextFrame, more: bool| {
        if !more {
            arrived.mark();
        }
    };
    if request.body().is_end_stream() {
        complete.mark();
    }
    let mut request = request.map(|body| Watched::body(Body::new(body), see));
    request.extensions_mut().insert(caller::Peer(peer));
    let response = router.oneshot(request).await?;
    complete.mark();
    Ok(response.map(|body| Keeping::body(body, answering)))
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpStream;

    use super::*;

    /// What comes back when a request is sent: nothing, where the connection was closed.
    fn ask(stream: &mut TcpStream) -> String {
        let mut answer = [0; 12];
        let asked = stream.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n");
        match asked.and_then(|()| stream.read_exact(&mut answer)) {
            Ok(()) => String::from_utf8_lossy(&answer).into_owned(),
            Err(_) => String::new(),
        }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn one_connection_too_many_closes_the_longest_idle_one() {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address: SocketAddr = listener.local_addr().expect("an address");
        let settings = ServerSettings {
            max_connections_per_client: Some(2),
            ..ServerSettings::default()
        };
        tokio::spawn(serve(
            listener,
            Router::new(),
            settings,
            std::future::pending(),
        ));
        let asked = tokio::task::spawn_blocking(move || {
            let connect = || TcpStream::connect(address).expect("a connection");
            let mut all = [connect(), connect(), connect()];
            // The last first, so that the server has seen them all.
            all.reverse();
            all.map(|mut stream| (ask(&mut stream), stream))
        });
        let [third, second, first] = asked.await.expect("answers");
        assert_eq!(third.0, "HTTP/1.1 404");
        assert_eq!(second.0, "HTTP/1.1 404");
        assert_eq!(first.0, "", "it was idle for longest");
    }
}
