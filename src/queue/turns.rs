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

/// One client's tasks.
#[derive(Default)]
struct Line {
    waiting: VecDeque<Waiting>,
    running: usize,
}

struct Waiting {
    task: Box<dyn Task>,
    /// Places of the backlog that it takes: one for the first task of a request, none for what was begun already.
    places: usize,
    begun: bool,
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
        if line.waiting.is_empty() && !tasks.is_empty() {
            self.order.push_back(client.clone());
        }
        for (index, task) in tasks.into_iter().enumerate() {
            let places = usize::from(index == 0);
            self.taken += places;
            line.waiting.push_back(Waiting {
                task,
                places,
                begun: false,
            });
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
            let (gone, stay): (VecDeque<_>, VecDeque<_>) = std::mem::take(&mut line.waiting)
                .into_iter()
                .partition(|waiting| waiting.task.is_abandoned());
            line.waiting = stay;
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
        let places = |line: &Line| -> usize { line.waiting.iter().map(|w| w.places).sum() };
        let own = self.lines.get(newcomer).map_or(0, places);
        let greediest = self.lines.values_mut().max_by_key(|line| places(line))?;
        if places(greediest) <= own + 1 {
            return None;
        }
        let newest = greediest.waiting.iter().rposition(|w| w.places > 0)?;
        let waiting = greediest.waiting.remove(newest)?;
        self.taken -= waiting.places;
        self.tidy();
        Some(waiting.task)
    }

    /// Forgets clients that have nothing left here.
    fn tidy(&mut self) {
        let lines = &mut self.lines;
        self.order.retain(|client| {
            lines
                .get(client)
                .is_some_and(|line| !line.waiting.is_empty())
        });
        lines.retain(|_, line| line.running > 0 || !line.waiting.is_empty());
    }

    /// The next task, unless all threads that may take one are busy.
    pub(super) fn next(&mut self) -> Option<Taken> {
        let at = if self.running < self.workers {
            (!self.order.is_empty()).then_some(0)?
        } else if self.running < self.workers + self.spare {
            self.order
                .iter()
                .position(|client| self.lines.get(client).is_some_and(|line| line.running == 0))?
        } else {
            return None;
        };
        let client = self.order.remove(at)?;
        let line = self.lines.get_mut(&client)?;
        let waiting = line.waiting.pop_front()?;
        if !line.waiting.is_empty() {
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

    /// A task goes to the back of its client's line, and its client to the back of all.
    pub(super) fn put_back(&mut self, client: Client, task: Box<dyn Task>) {
        self.running -= 1;
        let line = self.lines.entry(client.clone()).or_default();
        line.running = line.running.saturating_sub(1);
        if line.waiting.is_empty() {
            self.order.push_back(client);
        }
        line.waiting.push_back(Waiting {
            task,
            places: 0,
            begun: true,
        });
    }

    pub(super) fn ended(&mut self, client: &Client) {
        self.running -= 1;
        if let Some(line) = self.lines.get_mut(client) {
            line.running = line.running.saturating_sub(1);
            if line.running == 0 && line.waiting.is_empty() {
                self.lines.remove(client);
            }
        }
    }

    pub(super) fn load(&self) -> Load {
        let fresh = |line: &Line| line.waiting.iter().filter(|w| !w.begun).count();
        let waiting = self.lines.values().map(fresh).sum();
        let begun: usize = self.lines.values().map(|line| line.waiting.len()).sum();
        Load {
            running: self.running + begun - waiting,
            waiting,
        }
    }

    /// Takes nothing more, and gives back what waits.
    pub(super) fn close(&mut self) -> Vec<Box<dyn Task>> {
        self.closed = true;
        self.order.clear();
        self.taken = 0;
        self.lines
            .values_mut()
            .flat_map(|line| std::mem::take(&mut line.waiting))
            .map(|waiting| waiting.task)
            .collect()
    }

    pub(super) fn is_closed(&self) -> bool {
        self.closed
    }
}
