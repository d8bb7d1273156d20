//! Whose turn it is. No threads here and no clock, so that the order can be tested.

use std::collections::{HashMap, VecDeque};

use super::{Client, Load, Task};
use crate::error::Error;

/// The tasks that wait, by client, and the order in which clients are served.
pub(super) struct Turns {
    workers: usize,
    spare: usize,
    backlog: usize,
    lines: HashMap<Client, Line>,
    /// Clients with tasks waiting, the next to be served first.
    order: VecDeque<Client>,
    /// Places of the backlog that are taken.
    taken: usize,
    running: usize,
    closed: bool,
}

/// How many fresh tasks of a client go before one that has had a slice already. Most are done within their first slice, so
/// they hardly delay it; and it gets its share however many come.
const FRESH_IN_A_ROW: usize = 4;

/// One client's tasks.
#[derive(Default)]
struct Line {
    /// Those that were not begun yet.
    fresh: VecDeque<Waiting>,
    /// Those that have had a slice and want more.
    begun: VecDeque<Box<dyn Task>>,
    /// Fresh tasks taken since the last one that was begun.
    in_a_row: usize,
    running: usize,
}

struct Waiting {
    task: Box<dyn Task>,
    /// Places of the backlog that it takes: one for the first task of a request, none for the others.
    places: usize,
}

impl Line {
    fn is_waiting(&self) -> bool {
        !self.fresh.is_empty() || !self.begun.is_empty()
    }

    fn places(&self) -> usize {
        self.fresh.iter().map(|waiting| waiting.places).sum()
    }

    fn next(&mut self) -> Option<Waiting> {
        let begun = self.fresh.is_empty() || self.in_a_row >= FRESH_IN_A_ROW;
        if begun && let Some(task) = self.begun.pop_front() {
            self.in_a_row = 0;
            return Some(Waiting { task, places: 0 });
        }
        self.in_a_row += 1;
        self.fresh.pop_front()
    }
}

/// A task to be worked on.
pub(super) struct Taken {
    pub(super) client: Client,
    pub(super) task: Box<dyn Task>,
}

/// What became of the tasks that were put in, and those that had to go instead.
type Submitted = (Result<(), Error>, Vec<Box<dyn Task>>);

impl Turns {
    pub(super) fn new(workers: usize, spare: usize, backlog: usize) -> Self {
        Self {
            workers,
            spare,
            backlog,
            lines: HashMap::new(),
            order: VecDeque::new(),
            taken: 0,
            running: 0,
            closed: false,
        }
    }

    pub(super) fn submit(&mut self, client: &Client, tasks: Vec<Box<dyn Task>>) -> Submitted {
        let mut dropped = Vec::new();
        if self.closed {
            return (Err(Error::ShuttingDown), dropped);
        }
        if !self.has_room() {
            dropped = self.drop_abandoned();
        }
        if !self.has_room() {
            match self.drop_of_the_greediest(client) {
                Some(task) => dropped.push(task),
                None => return (Err(Error::Busy), dropped),
            }
        }
        let line = self.lines.entry(client.clone()).or_default();
        if !line.is_waiting() && !tasks.is_empty() {
            self.order.push_back(client.clone());
        }
        for (index, task) in tasks.into_iter().enumerate() {
            let places = usize::from(index == 0);
            self.taken += places;
            line.fresh.push_back(Waiting { task, places });
        }
        (Ok(()), dropped)
    }

    /// What idle workers are about to take does not count as backlog.
    fn has_room(&self) -> bool {
        self.taken < self.backlog + self.workers.saturating_sub(self.running)
    }

    fn drop_abandoned(&mut self) -> Vec<Box<dyn Task>> {
        let mut dropped = Vec::new();
        for line in self.lines.values_mut() {
            let (gone, stay): (VecDeque<_>, VecDeque<_>) = std::mem::take(&mut line.fresh)
                .into_iter()
                .partition(|waiting| waiting.task.is_abandoned());
            line.fresh = stay;
            for waiting in gone {
                self.taken -= waiting.places;
                dropped.push(waiting.task);
            }
        }
        self.tidy();
        dropped
    }

    /// The newest request of whoever has the most waiting, if that is more than `newcomer` would have.
    fn drop_of_the_greediest(&mut self, newcomer: &Client) -> Option<Box<dyn Task>> {
        let own = self.lines.get(newcomer).map_or(0, Line::places);
        let greediest = self.lines.values_mut().max_by_key(|line| line.places())?;
        if greediest.places() <= own + 1 {
            return None;
        }
        let newest = greediest.fresh.iter().rposition(|w| w.places > 0)?;
        let waiting = greediest.fresh.remove(newest)?;
        self.taken -= waiting.places;
        self.tidy();
        Some(waiting.task)
    }

    /// Forgets clients that have nothing left here.
    fn tidy(&mut self) {
        let lines = &mut self.lines;
        self.order
            .retain(|client| lines.get(client).is_some_and(Line::is_waiting));
        lines.retain(|_, line| line.running > 0 || line.is_waiting());
    }

    /// Where the client stands whose task an idle thread may take.
    fn position(&self) -> Option<usize> {
        if self.running < self.workers {
            (!self.order.is_empty()).then_some(0)
        } else if self.running < self.workers + self.spare {
            let has_nothing = |client| self.lines.get(client).is_some_and(|line| line.running == 0);
            self.order.iter().position(has_nothing)
        } else {
            None
        }
    }

    /// Whether another thread would find something to do.
    pub(super) fn has_next(&self) -> bool {
        self.position().is_some()
    }

    /// The next task, unless all threads that may take one are busy.
    pub(super) fn next(&mut self) -> Option<Taken> {
        let at = self.position()?;
        let client = self.order.remove(at)?;
        let line = self.lines.get_mut(&client)?;
        let waiting = line.next()?;
        if line.is_waiting() {
            self.order.push_back(client.clone());
        }
        line.running += 1;
        self.running += 1;
        self.taken -= waiting.places;
        Some(Taken {
            client,
            task: waiting.task,
        })
    }

    /// Whether a task of `client` that has had its slice should let another one go first.
    pub(super) fn others_wait(&self, client: &Client) -> bool {
        // On a spare thread, which is there for who has nothing else running, only another such client is reason to stop.
        self.order.iter().any(|other| {
            self.running <= self.workers
                || other != client && self.lines.get(other).is_some_and(|line| line.running == 0)
        })
    }

    /// A task that has had its slice goes behind the fresh ones of its client, and its client to the back of all.
    pub(super) fn put_back(&mut self, client: Client, task: Box<dyn Task>) {
        self.running -= 1;
        let line = self.lines.entry(client.clone()).or_default();
        line.running = line.running.saturating_sub(1);
        if !line.is_waiting() {
            self.order.push_back(client);
        }
        line.begun.push_back(task);
    }

    pub(super) fn ended(&mut self, client: &Client) {
        self.running -= 1;
        if let Some(line) = self.lines.get_mut(client) {
            line.running = line.running.saturating_sub(1);
            if line.running == 0 && !line.is_waiting() {
                self.lines.remove(client);
            }
        }
    }

    pub(super) fn load(&self) -> Load {
        let begun: usize = self.lines.values().map(|line| line.begun.len()).sum();
        Load {
            running: self.running + begun,
            waiting: self.lines.values().map(|line| line.fresh.len()).sum(),
        }
    }

    /// Takes nothing more, and gives back what waits.
    pub(super) fn close(&mut self) -> Vec<Box<dyn Task>> {
        self.closed = true;
        self.order.clear();
        self.taken = 0;
        self.lines
            .values_mut()
            .flat_map(|line| {
                let fresh = std::mem::take(&mut line.fresh).into_iter();
                let fresh = fresh.map(|waiting| waiting.task);
                fresh.chain(std::mem::take(&mut line.begun))
            })
            .collect()
    }

    pub(super) fn is_closed(&self) -> bool {
        self.closed
    }
}
