//! The accept loop: timeouts for slow clients, caps on connections, and an end that lets running requests finish.

use std::collections::HashMap;
use std::future::Future;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::{Extension, Router};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use ipnet::IpNet;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};

use super::caller::{Peer, is_trusted, unit};
use super::metrics::Metrics;

/// How connections are treated.
#[derive(Debug, Clone)]
pub struct ServerSettings {
    /// Connections open at a time; more wait to be accepted.
    pub max_connections: usize,
    /// Connections of one client's address; one more is closed at once. `None` is three quarters of `max_connections`, so
    /// that no client alone can keep all others out.
    pub max_connections_per_client: Option<usize>,
    /// Proxies, who stand for many clients and may have as many connections as there are.
    pub trusted_proxies: Vec<IpNet>,
    /// Time for the headers of a request to arrive, and for a kept connection to idle.
    pub header_timeout: Duration,
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
            grace: Duration::from_secs(30),
            metrics: Arc::default(),
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
    let shares = Arc::new(Shares::new(&settings));
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
        let Some(share) = shares.take(peer.ip()) else {
            tracing::debug!(%peer, "a connection too many of one client was closed");
            continue;
        };
        // Answers are small and clients wait for them.
        let _ = stream.set_nodelay(true);
        let connection = http.serve_connection(
            TokioIo::new(stream),
            TowerToHyperService::new(router.clone().layer(Extension(Peer(peer)))),
        );
        let connection = graceful.watch(connection);
        let open = settings.metrics.connection();
        tokio::spawn(async move {
            // A client that breaks off is no news.
            let _ = connection.await;
            drop((permit, share, open));
        });
    }
    drop(listener);
    if timeout(settings.grace, graceful.shutdown()).await.is_err() {
        tracing::warn!("requests were still running when the grace ended");
    }
}

/// How many connections each client has.
struct Shares {
    open: Mutex<HashMap<IpAddr, usize>>,
    most: usize,
    trusted_proxies: Vec<IpNet>,
}

/// One of a client's connections, until it is dropped.
struct Share {
    /// The client and where it is counted, unless it is a proxy's.
    counted: Option<(IpAddr, Arc<Shares>)>,
}

impl Shares {
    fn new(settings: &ServerSettings) -> Self {
        let all = settings.max_connections;
        let share = all - all / 4;
        Self {
            open: Mutex::default(),
            most: settings.max_connections_per_client.unwrap_or(share),
            trusted_proxies: settings.trusted_proxies.clone(),
        }
    }

    /// Counts one more connection from this address, unless that is too many.
    fn take(self: &Arc<Self>, address: IpAddr) -> Option<Share> {
        if is_trusted(address, &self.trusted_proxies) {
            return Some(Share { counted: None });
        }
        let client = unit(address);
        let mut open = self.open();
        let count = open.get(&client).copied().unwrap_or(0);
        if count >= self.most {
            return None;
        }
        open.insert(client, count + 1);
        Some(Share {
            counted: Some((client, Arc::clone(self))),
        })
    }

    fn open(&self) -> MutexGuard<'_, HashMap<IpAddr, usize>> {
        // Nothing that holds the lock can stop halfway.
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        let Some((client, shares)) = self.counted.take() else {
            return;
        };
        let mut open = shares.open();
        match open.get_mut(&client) {
            Some(count) if *count > 1 => *count -= 1,
            _ => drop(open.remove(&client)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::{SocketAddr, TcpStream};

    use super::*;

    fn shares(most: Option<usize>, trusted: &[&str]) -> Arc<Shares> {
        Arc::new(Shares::new(&ServerSettings {
            max_connections: 4,
            max_connections_per_client: most,
            trusted_proxies: trusted
                .iter()
                .map(|net| net.parse().expect("net"))
                .collect(),
            ..ServerSettings::default()
        }))
    }

    #[test]
    fn a_client_has_its_share_and_not_more() {
        let address = |text: &str| text.parse::<IpAddr>().expect(text);
        let shares = shares(None, &["10.0.0.0/8"]);
        let held: Vec<_> = (0..5)
            .map(|low| shares.take(address(&format!("2001:db8::{low}"))))
            .collect();
        let counted = held.iter().flatten().count();
        assert_eq!(
            counted, 3,
            "three quarters of four, for all of a /64 together"
        );
        assert!(shares.take(address("2001:db8:0:1::")).is_some());
        assert!(shares.take(address("1.2.3.4")).is_some());
        drop(held);
        assert!(shares.open().is_empty());
        let proxied: Vec<_> = (0..9)
            .map(|_| shares.take(address("::ffff:10.1.1.1")))
            .collect();
        assert_eq!(proxied.iter().flatten().count(), 9);
    }

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
    async fn one_connection_too_many_is_closed_at_once() {
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
            // The third first: it is closed although the others sent nothing yet.
            all.reverse();
            all.map(|mut stream| (ask(&mut stream), stream))
        });
        let [third, second, first] = asked.await.expect("answers");
        assert_eq!(third.0, "");
        assert_eq!(second.0, "HTTP/1.1 404");
        assert_eq!(first.0, "HTTP/1.1 404");
    }
}
