//! Who is connected: how many connections there are in all and of each client, and which of them may be closed for another.
//!
//! A connection that waits for a request, or for the rest of one, is idle. When a client has as many as it may,
//! or the server has, an idle one makes room: the longest idle of the client at hand, or of the client that has the most.
//! So a client that opens connections by the thousand closes its own, and keeps nobody out.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

/// All connections of a server.
pub(super) struct Connections {
    open: Mutex<HashMap<u64, Arc<Connection>>>,
    /// Counts connections and requests; what was counted earlier has been idle for longer.
    moments: AtomicU64,
    most: usize,
    most_of_a_client: usize,
    /// Told when a connection ends or becomes idle.
    left: Notify,
}

/// Why there is no place.
enum Full {
    OfClient,
    OfAll,
}

/// One connection, counted until this is dropped.
pub(super) struct Place {
    id: u64,
    connection: Arc<Connection>,
    all: Arc<Connections>,
}

struct Connection {
    /// `None` for a proxy, which stands for many clients.
    client: Option<IpAddr>,
    busy: AtomicBool,
    idle_since: AtomicU64,
    /// Told to go.
    leaving: AtomicBool,
    closed: Notify,
}

/// A request that is being answered. Once all of it is there, its connection is busy until this is dropped.
pub(super) struct Answering(Arc<Connection>, Arc<Connections>);

/// Makes the connection of a request busy.
#[derive(Clone)]
pub(super) struct Complete(Arc<Connection>);

impl Complete {
    pub(super) fn mark(&self) {
        self.0.busy.store(true, Ordering::Release);
    }
}

impl Answering {
    /// What is to be marked when all of the request is there.
    pub(super) fn complete(&self) -> Complete {
        Complete(Arc::clone(&self.0))
    }
}

impl Drop for Answering {
    fn drop(&mut self) {
        self.0.idle_since.store(self.1.moment(), Ordering::Relaxed);
        self.0.busy.store(false, Ordering::Release);
        self.1.left.notify_one();
    }
}

impl Connections {
    pub(super) fn new(most: usize, most_of_a_client: usize) -> Self {
        Self {
            open: Mutex::default(),
            moments: AtomicU64::new(0),
            most,
            most_of_a_client,
            left: Notify::new(),
        }
    }

    /// A place for a connection of this client, perhaps that of an idle one; waits while all connections of the server are
    /// busy. `None` when as many of the client's own are.
    pub(super) async fn take(self: &Arc<Self>, client: Option<IpAddr>) -> Option<Place> {
        loop {
            let left = self.left.notified();
            match self.try_take(client) {
                Ok(place) => return Some(place),
                Err(Full::OfClient) => return None,
                Err(Full::OfAll) => left.await,
            }
        }
    }

    fn try_take(self: &Arc<Self>, client: Option<IpAddr>) -> Result<Place, Full> {
        let mut open = self.open();
        let mut counts: HashMap<Option<IpAddr>, usize> = HashMap::new();
        for one in open.values().filter(|one| !one.is_leaving()) {
            *counts.entry(one.client).or_default() += 1;
        }
        let of_client = counts.get(&client).copied().unwrap_or(0);
        if client.is_some() && of_client >= self.most_of_a_client {
            if !close_one(&open, client) {
                return Err(Full::OfClient);
            }
        } else if counts.values().sum::<usize>() >= self.most {
            let mut clients: Vec<_> = counts.into_iter().collect();
            clients.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
            if !clients.iter().any(|(client, _)| close_one(&open, *client)) {
                return Err(Full::OfAll);
            }
        }
        let id = self.moment();
        let connection = Arc::new(Connection {
            client,
            busy: AtomicBool::new(false),
            idle_since: AtomicU64::new(id),
            leaving: AtomicBool::new(false),
            closed: Notify::new(),
        });
        open.insert(id, Arc::clone(&connection));
        Ok(Place {
            id,
            connection,
            all: Arc::clone(self),
        })
    }

    fn moment(&self) -> u64 {
        self.moments.fetch_add(1, Ordering::Relaxed)
    }

    fn open(&self) -> MutexGuard<'_, HashMap<u64, Arc<Connection>>> {
        // Nothing that holds the lock can stop halfway.
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Tells the longest idle connection of a client to go. False when none is idle.
fn close_one(open: &HashMap<u64, Arc<Connection>>, client: Option<IpAddr>) -> bool {
    let idle = open.values().filter(|one| {
        one.client == client && !one.is_leaving() && !one.busy.load(Ordering::Acquire)
    });
    let longest = idle.min_by_key(|one| one.idle_since.load(Ordering::Relaxed));
    if let Some(longest) = longest {
        longest.leaving.store(true, Ordering::Release);
        longest.closed.notify_one();
    }
    longest.is_some()
}

impl Connection {
    fn is_leaving(&self) -> bool {
        self.leaving.load(Ordering::Acquire)
    }
}

impl Place {
    /// A request began to arrive.
    pub(super) fn answering(&self) -> Answering {
        let now = self.all.moment();
        self.connection.idle_since.store(now, Ordering::Relaxed);
        Answering(Arc::clone(&self.connection), Arc::clone(&self.all))
    }

    /// Whether a request is being answered.
    pub(super) fn is_busy(&self) -> bool {
        self.connection.busy.load(Ordering::Acquire)
    }

    /// Ends when the connection has to make room for another.
    pub(super) async fn closed(&self) {
        self.connection.closed.notified().await;
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.all.open().remove(&self.id);
        self.all.left.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn take(all: &Arc<Connections>, last: u8) -> Option<Place> {
        all.try_take(Some(IpAddr::from([10, 0, 0, last]))).ok()
    }

    #[test]
    fn a_client_closes_its_own_idle_connections_first() {
        let all = Arc::new(Connections::new(10, 2));
        let one = take(&all, 1).expect("room");
        let two = take(&all, 1).expect("room");
        let busy = one.answering();
        busy.complete().mark();
        let three = take(&all, 1).expect("in the place of the second");
        assert!(two.connection.is_leaving() && !one.connection.is_leaving());
        let also_busy = three.answering();
        also_busy.complete().mark();
        assert!(take(&all, 1).is_none(), "all are busy");
        assert!(take(&all, 2).is_some(), "others have their own");
        drop((busy, also_busy));
        assert!(take(&all, 1).is_some());
        assert!(one.connection.is_leaving(), "it was idle for longer");
    }

    #[test]
    fn when_all_places_are_taken_who_has_most_gives_one_up() {
        let all = Arc::new(Connections::new(3, 2));
        let greedy = [take(&all, 1), take(&all, 1)].map(|place| place.expect("room"));
        let honest = take(&all, 2).expect("room");
        let _third = take(&all, 3).expect("in a greedy one's place");
        assert!(greedy[0].connection.is_leaving() && !honest.connection.is_leaving());
        drop(greedy);
        assert_eq!(all.open().len(), 2);
    }
}
