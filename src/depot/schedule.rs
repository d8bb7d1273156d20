//! The order of work: downloads run ahead of builds, and a build starts when its packages and its toolchains are
//! there.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::error::Error;
use super::plan::ComponentId;

/// What one thread does with one component.
pub(super) trait Job: Sync {
    /// Gets everything that building needs from elsewhere.
    fn fetch(&self, id: &ComponentId) -> Result<(), Error>;
    /// Builds it.
    fn build(&self, id: &ComponentId) -> Result<(), Error>;
    /// Hears of every failure once, when it happens.
    fn failed(&self, id: &ComponentId, error: &Error);
}

/// Fetches and builds everything in `needs`, a map from a component to those that have to be built before it, with
/// `workers` threads for downloads and as many for builds. A failure stops only what needs the failed component.
///
/// # Errors
///
/// The first failure, after all the rest is done.
pub(super) fn run(
    needs: &BTreeMap<ComponentId, Vec<ComponentId>>,
    workers: usize,
    job: &dyn Job,
) -> Result<(), Error> {
    let board = Board {
        needs,
        job,
        state: Mutex::default(),
        changed: Condvar::new(),
    };
    thread::scope(|scope| {
        for _ in 0..workers.max(1) {
            scope.spawn(|| {
                board.work(
                    State::next_fetch,
                    |job, id| job.fetch(id),
                    |state| &mut state.fetched,
                )
            });
            scope.spawn(|| {
                board.work(
                    State::next_build,
                    |job, id| job.build(id),
                    |state| &mut state.built,
                )
            });
        }
    });
    let state = board
        .state
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner);
    state.first_error.map_or(Ok(()), Err)
}

type Needs = BTreeMap<ComponentId, Vec<ComponentId>>;

struct Board<'a> {
    needs: &'a Needs,
    job: &'a dyn Job,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    fetching: BTreeSet<ComponentId>,
    fetched: BTreeSet<ComponentId>,
    building: BTreeSet<ComponentId>,
    built: BTreeSet<ComponentId>,
    failed: BTreeSet<ComponentId>,
    first_error: Option<Error>,
    abandoned: bool,
}

/// What a thread of one kind finds when it looks for work.
enum Next {
    Do(ComponentId),
    Wait,
    Finished,
}

impl State {
    fn next_fetch(&mut self, needs: &Needs) -> Next {
        match needs.keys().find(|id| !self.fetching.contains(id)) {
            Some(id) => {
                self.fetching.insert(id.clone());
                Next::Do(id.clone())
            }
            None => Next::Finished,
        }
    }

    fn next_build(&mut self, needs: &Needs) -> Next {
        let open: Vec<_> = needs
            .iter()
            .filter(|(id, _)| !self.building.contains(id) && !self.failed.contains(id))
            .collect();
        if open.is_empty() {
            return Next::Finished;
        }
        let ready = open.into_iter().find(|(id, needs)| {
            self.fetched.contains(id) && needs.iter().all(|need| self.built.contains(need))
        });
        match ready {
            Some((id, _)) => {
                self.building.insert(id.clone());
                Next::Do(id.clone())
            }
            None => Next::Wait,
        }
    }

    /// Marks what cannot be built any more, and says why each of it cannot.
    fn fail(&mut self, id: &ComponentId, error: Error, needs: &Needs, job: &dyn Job) {
        job.failed(id, &error);
        self.failed.insert(id.clone());
        self.first_error.get_or_insert(error);
        for (user, its_needs) in needs {
            if its_needs.contains(id) && !self.failed.contains(user) {
                let error = Error::Needed {
                    component: user.label().to_owned(),
                    needed: id.label().to_owned(),
                };
                self.fail(user, error, needs, job);
            }
        }
    }
}

impl Board<'_> {
    fn work(
        &self,
        next: fn(&mut State, &Needs) -> Next,
        act: fn(&dyn Job, &ComponentId) -> Result<(), Error>,
        done: fn(&mut State) -> &mut BTreeSet<ComponentId>,
    ) {
        // If this thread panics, the others must not wait for what it would have done.
        let _guard = Abandon(self);
        let mut state = self.lock();
        loop {
            if state.abandoned {
                return;
            }
            match next(&mut state, self.needs) {
                Next::Finished => return,
                Next::Wait => {
                    state = self
                        .changed
                        .wait(state)
                        .unwrap_or_else(PoisonError::into_inner);
                }
                Next::Do(id) => {
                    drop(state);
                    let outcome = act(self.job, &id);
                    state = self.lock();
                    match outcome {
                        Ok(()) => {
                            done(&mut state).insert(id);
                        }
                        Err(error) => state.fail(&id, error, self.needs, self.job),
                    }
                    self.changed.notify_all();
                }
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct Abandon<'a, 'b>(&'a Board<'b>);

impl Drop for Abandon<'_, '_> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.lock().abandoned = true;
            self.0.changed.notify_all();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    struct Diary {
        fails: &'static str,
        built: Mutex<Vec<String>>,
        failed: Mutex<Vec<String>>,
    }

    impl Job for Diary {
        fn fetch(&self, id: &ComponentId) -> Result<(), Error> {
            if id.label() == self.fails {
                Err(Error::NoCache)
            } else {
                Ok(())
            }
        }

        fn build(&self, id: &ComponentId) -> Result<(), Error> {
            self.built
                .lock()
                .expect("unpoisoned")
                .push(id.label().to_owned());
            Ok(())
        }

        fn failed(&self, id: &ComponentId, _: &Error) {
            self.failed
                .lock()
                .expect("unpoisoned")
                .push(id.label().to_owned());
        }
    }

    fn graph() -> Needs {
        let id = |name: &str| ComponentId::Toolchain(name.parse().expect("an id"));
        let needs: [(&str, &[&str]); 4] = [("a", &["c"]), ("b", &["a"]), ("c", &[]), ("d", &[])];
        needs
            .iter()
            .map(|(name, needs)| (id(name), needs.iter().map(|need| id(need)).collect()))
            .collect()
    }

    #[test]
    fn everything_is_built_after_what_it_needs() {
        let diary = Diary::default();
        run(&graph(), 2, &diary).expect("nothing fails");
        let built = diary.built.into_inner().expect("unpoisoned");
        let position = |name: &str| built.iter().position(|other| other == name);
        assert_eq!(built.len(), 4);
        assert!(position("c") < position("a") && position("a") < position("b"));
    }

    #[test]
    fn a_failure_stops_only_what_needs_it() {
        let diary = Diary {
            fails: "c",
            ..Diary::default()
        };
        let outcome = run(&graph(), 2, &diary);
        assert!(
            matches!(outcome, Err(Error::NoCache)),
            "the cause, not its consequences"
        );
        assert_eq!(diary.built.into_inner().expect("unpoisoned"), ["d"]);
        let mut failed = diary.failed.into_inner().expect("unpoisoned");
        failed.sort();
        assert_eq!(failed, ["a", "b", "c"]);
    }
}
