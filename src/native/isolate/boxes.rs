//! isolate's boxes: whose they are, and that one is always ready, so that no run waits for it to be made or removed.
//!
//! A box is made, used once, removed and made anew. Nothing that was in it is ever seen by another run.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread::JoinHandle;

use super::home::{Claim, Home};
use super::place;
use super::program::Program;
use crate::model::Quota;

/// Where enclos's boxes start: other users of isolate count from 0. The second is for an isolate with few boxes.
pub(super) const FIRST_IDS: [u32; 2] = [500, 0];
/// How many there may be: isolate has 1000 unless it is told otherwise.
pub(super) const MAX_BOXES: u32 = 400;

/// A box in which nothing has run yet.
#[derive(Debug)]
pub(super) struct Fresh {
    pub(super) id: u32,
    pub(super) directory: PathBuf,
    quota: Option<Quota>,
    claim: Claim,
}

impl Fresh {
    /// Notes which isolate runs in the box.
    pub(super) fn note(&mut self, pid: u32, program: &Program) {
        // Without the note, whoever finds the box of a dead server waits for no run in it.
        let _ = self.claim.note(Some(pid), program.has_groups);
    }
}

/// All that is known of boxes.
#[derive(Debug)]
pub(super) struct Boxes {
    pub(super) program: Program,
    pub(super) home: Home,
    pub(super) first_id: u32,
    /// Where isolate has its boxes, once one was made.
    root: OnceLock<PathBuf>,
    /// Boxes that can't be removed; nobody else is to try.
    stuck: Mutex<Vec<Claim>>,
    ready: Mutex<Vec<Fresh>>,
    made: AtomicUsize,
}

impl Boxes {
    pub(super) fn new(program: Program, home: Home, first_id: u32) -> Self {
        Self {
            program,
            home,
            first_id,
            root: OnceLock::new(),
            stuck: Mutex::default(),
            ready: Mutex::default(),
            made: AtomicUsize::new(0),
        }
    }

    /// Makes a box of an id that nobody has.
    ///
    /// # Errors
    /// isolate's words for the last one that it could not make.
    pub(super) fn make(&self, quota: Option<Quota>) -> Result<Fresh, String> {
        let mut why = "all boxes are in use".to_owned();
        for id in self.first_id..self.first_id + MAX_BOXES {
            let claim = match self.home.claim(id, &self.program) {
                Ok(Some(claim)) => claim,
                Ok(None) => continue,
                // What was left in this box can't be removed. There are others.
                Err(error) => {
                    why = error;
                    continue;
                }
            };
            match self.init(id, claim, quota) {
                Ok(made) => return Ok(made),
                Err(error) => why = error,
            }
            // Where isolate has no control groups, say, it has none for the next box either.
            if !is_others(&why) {
                break;
            }
        }
        Err(why)
    }

    fn init(&self, id: u32, mut claim: Claim, quota: Option<Quota>) -> Result<Fresh, String> {
        let has_groups = self.program.has_groups;
        let directory = match self.program.init(id, quota) {
            // After a restart of the machine there is no claim that says so.
            Err(why) if is_others(&why) && self.is_own(id) => {
                self.program.cleanup(id, has_groups)?;
                self.program.init(id, quota)?
            }
            Err(why) => {
                if !is_others(&why) {
                    // There may be half a box. If not even that can be removed, the first error says more.
                    let _ = self.program.cleanup(id, has_groups);
                }
                return Err(why);
            }
            Ok(directory) => directory,
        };
        let noted = claim.note(None, has_groups);
        let furnished = noted.and_then(|()| place::furnish(&directory));
        if let Err(error) = furnished {
            let _ = self.program.cleanup(id, has_groups);
            claim.forget();
            return Err(format!("cannot prepare {}: {error}", directory.display()));
        }
        self.made.fetch_add(1, Ordering::Relaxed);
        if let Some(root) = directory.ancestors().nth(2) {
            self.root.get_or_init(|| root.to_owned());
        }
        Ok(Fresh {
            id,
            directory,
            quota,
            claim,
        })
    }

    fn is_own(&self, id: u32) -> bool {
        self.root
            .get()
            .is_some_and(|root| place::is_furnished(&root.join(id.to_string()).join("box")))
    }

    /// Removes a box, whatever is in it.
    pub(super) fn remove(&self, used: Fresh) -> Result<(u32, Claim), String> {
        let Fresh {
            id,
            mut claim,
            directory,
            ..
        } = used;
        self.made.fetch_sub(1, Ordering::Relaxed);
        // A meta-file that stays is overwritten by the next run.
        let _ = std::fs::remove_file(self.home.meta(id));
        let mut removed = self.program.cleanup(id, self.program.has_groups);
        if removed.is_err() && place::clear(&directory) {
            removed = self.program.cleanup(id, self.program.has_groups);
        }
        match removed {
            Ok(()) => {
                claim.forget();
                Ok((id, claim))
            }
            Err(why) => {
                tracing::warn!(
                    id,
                    why,
                    "a box of isolate can't be removed and is left alone"
                );
                lock(&self.stuck).push(claim);
                Err(why)
            }
        }
    }

    fn renew(&self, used: Fresh) {
        let quota = used.quota;
        let renewed = self
            .remove(used)
            .and_then(|(id, claim)| self.init(id, claim, quota));
        match renewed {
            Ok(fresh) => lock(&self.ready).push(fresh),
            Err(why) => tracing::warn!(why, "a box of isolate could not be made anew"),
        }
    }
}

/// Whether a box could not be made because it is somebody else's.
fn is_others(why: &str) -> bool {
    ["already exists", "different user", "in use", "incompatible"]
        .iter()
        .any(|words| why.contains(words))
}

/// Keeps boxes ready.
#[derive(Debug)]
pub(super) struct Pool {
    pub(super) boxes: Arc<Boxes>,
    orders: Option<Sender<Order>>,
    worker: Option<JoinHandle<()>>,
    /// As many boxes are made without being asked for.
    spare: usize,
}

#[derive(Debug)]
enum Order {
    Renew(Fresh),
    Another,
}

impl Pool {
    /// # Errors
    /// When no thread can be started.
    pub(super) fn new(boxes: Boxes, first: Fresh) -> std::io::Result<Self> {
        lock(&boxes.ready).push(first);
        let boxes = Arc::new(boxes);
        let (orders, received) = channel();
        let worker = {
            let boxes = Arc::clone(&boxes);
            let name = "enclos-isolate".to_owned();
            std::thread::Builder::new()
                .name(name)
                .spawn(move || work(&boxes, &received))?
        };
        Ok(Self {
            boxes,
            orders: Some(orders),
            worker: Some(worker),
            spare: std::thread::available_parallelism().map_or(1, usize::from) + 1,
        })
    }

    /// A box for one run.
    ///
    /// # Errors
    /// isolate's words, when there is none.
    pub(super) fn take(&self, quota: Quota) -> Result<Lease<'_>, String> {
        let quota = self.boxes.program.has_quotas.then_some(quota);
        let (ready, is_last) = {
            let mut ready = lock(&self.boxes.ready);
            (ready.pop(), ready.is_empty())
        };
        if is_last && self.boxes.made.load(Ordering::Relaxed) < self.spare {
            self.order(Order::Another);
        }
        let fresh = match ready {
            Some(fresh) if fresh.quota == quota => fresh,
            Some(fresh) => {
                let (id, claim) = self.boxes.remove(fresh)?;
                self.boxes.init(id, claim, quota)?
            }
            None => self.boxes.make(quota)?,
        };
        Ok(Lease {
            pool: self,
            fresh: Some(fresh),
        })
    }

    fn order(&self, order: Order) {
        if let Some(orders) = &self.orders {
            // The worker lives as long as the pool.
            let _ = orders.send(order);
        }
    }
}

fn work(boxes: &Boxes, orders: &Receiver<Order>) {
    for order in orders {
        match order {
            Order::Renew(used) => boxes.renew(used),
            Order::Another => match boxes.make(None) {
                Ok(fresh) => lock(&boxes.ready).push(fresh),
                Err(why) => tracing::warn!(why, "isolate could not make another box"),
            },
        }
    }
}

impl Drop for Pool {
    /// Boxes take room until they are removed.
    fn drop(&mut self) {
        self.orders = None;
        if let Some(worker) = self.worker.take() {
            // A worker that panicked left its boxes to the next server.
            let _ = worker.join();
        }
        for fresh in lock(&self.boxes.ready).drain(..) {
            // It has been said that it can't be removed.
            let _ = self.boxes.remove(fresh);
        }
    }
}

/// A box that a run has.
pub(super) struct Lease<'a> {
    pool: &'a Pool,
    /// There until dropped.
    fresh: Option<Fresh>,
}

impl Lease<'_> {
    pub(super) fn id(&self) -> u32 {
        self.fresh.as_ref().map_or(0, |fresh| fresh.id)
    }

    pub(super) fn directory(&self) -> &Path {
        self.fresh
            .as_ref()
            .map_or(Path::new("/"), |fresh| &fresh.directory)
    }

    /// Notes which isolate runs in it.
    pub(super) fn note(&mut self, pid: u32) {
        if let Some(fresh) = &mut self.fresh {
            fresh.note(pid, &self.pool.boxes.program);
        }
    }
}

impl Drop for Lease<'_> {
    fn drop(&mut self) {
        if let Some(used) = self.fresh.take() {
            self.pool.order(Order::Renew(used));
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
