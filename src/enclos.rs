//! The face of the library: an engine, its languages and its workers behind one handle.

mod builder;
mod errand;
mod events;
mod held;
mod host;
mod natives;
mod shelf;
mod stopped;
mod task;

use std::sync::Arc;

use tokio::sync::{mpsc, oneshot};

pub use builder::Builder;
pub use events::Events;
pub use natives::Missing;
#[cfg(feature = "cli")]
pub(crate) use natives::{lacking, missing_packages};

use crate::cancel::Cancel;
use crate::depot::{Depot, Health, Progress};
use crate::error::Error;
use crate::executor::Streams;
use crate::judge::Judge;
use crate::languages::{Catalog, Language, LanguageId};
use crate::model::{Report, Submission};
use crate::queue::{Client, Load, Queue, Task};
#[cfg(feature = "server")]
use crate::workers::Workers;
use held::{Account, Held};
use host::Host;
use shelf::Shelf;
use stopped::Stopped;
use task::{Answer, Judgment, Live, Parts, Sink};

/// Compiles and runs untrusted programs. Clones share one engine; use it from as many threads as you like.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), enclos::Error> {
/// use enclos::{Enclos, Submission, Test};
///
/// let enclos = Enclos::builder().build()?;
/// // Fetches and builds on the first call, finds everything ready on the next.
/// enclos.set_up(&["lua"], &enclos::depot::Silent)?;
///
/// let report = enclos.run(Submission::new("lua", "print(io.read('n') * 2)").test(Test::with_stdin("21"))).await?;
/// let test = report.tests[0].as_ref().expect("nothing was skipped");
/// assert_eq!(test.outcome.stdout, b"42\n");
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Enclos(Arc<Inner>);

/// The name that stands for every language.
pub(crate) const EVERY_LANGUAGE: &str = "all";

struct Inner {
    catalog: Arc<Catalog>,
    depot: Depot,
    host: Arc<Host>,
    shelf: Arc<Shelf>,
    judge: Judge<Host>,
    queue: Queue,
    reports: Arc<Account>,
    stopped: Stopped,
}

/// Cancels a run when its future is dropped, so that a client that goes away frees its worker.
struct CancelOnDrop(Cancel);

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

impl Enclos {
    /// Settings, all of which have defaults.
    #[must_use]
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// Every language that could be served, set up or not.
    #[must_use]
    pub fn catalog(&self) -> &Catalog {
        &self.0.catalog
    }

    /// Makes languages ready: those named, by name or alias, the default set when none is, and every one for `all`. What is
    /// ready already is left alone. It blocks, for minutes the first time.
    ///
    /// Native languages are not fetched or built, but those that have a toolchain. Where what one needs is not installed, it is an error if it was named, and
    /// left out of `all` with a line in the log.
    ///
    /// # Errors
    /// When a name is unknown, or a language can't be fetched or built, or what it needs is missing.
    pub fn set_up(&self, names: &[&str], progress: &dyn Progress) -> Result<(), Error> {
        let mut ids = self.chosen(names)?;
        // Known before minutes of building.
        let natives = self.natives(&ids, names == [EVERY_LANGUAGE])?;
        let is_native =
            |id: &LanguageId| self.catalog().language(id).is_some_and(Language::is_native);
        ids.retain(|id| !is_native(id));
        let installed =
            self.0
                .depot
                .ensure(&self.0.catalog, &ids, progress, self.0.host.precompiler())?;
        installed
            .iter()
            .try_for_each(|installed| self.0.shelf.put(&self.0.host, installed))?;
        let mut natives = natives.into_iter();
        natives.try_for_each(|language| self.set_up_native(language, progress))
    }

    /// The languages of these names: without any the default set, and every one for `all`.
    pub(crate) fn chosen(&self, names: &[&str]) -> Result<Vec<LanguageId>, Error> {
        let is_all = names == [EVERY_LANGUAGE];
        if !names.is_empty() && !is_all {
            return names.iter().map(|name| self.find(name)).collect();
        }
        let languages = self.catalog().languages();
        Ok(languages
            .filter(|language| is_all || language.is_default)
            .map(|language| language.id.clone())
            .collect())
    }

    fn find(&self, name: &str) -> Result<LanguageId, Error> {
        self.catalog()
            .find(name)
            .map(|language| language.id.clone())
            .ok_or_else(|| Error::unknown_language(self.catalog(), name))
    }

    /// Whether a language was set up by [`Enclos::set_up`].
    #[must_use]
    pub fn is_served(&self, language: &Language) -> bool {
        self.0.shelf.has(&language.id)
    }

    /// Compiles and runs a submission on the next free worker. Dropping the future stops the run.
    ///
    /// # Errors
    /// [`Error::Busy`] when too many are waiting; a sentence when the submission is not acceptable; otherwise enclos
    /// failed. What the program does, even that it does not compile, is in the report.
    pub async fn run(&self, submission: Submission) -> Result<Report, Error> {
        self.run_as(&Client::default(), submission).await
    }

    /// As [`Enclos::run`], for one of several clients, who take turns at the workers.
    ///
    /// # Errors
    /// As [`Enclos::run`].
    pub async fn run_as(&self, client: &Client, submission: Submission) -> Result<Report, Error> {
        let (report, _) = self.run_held(client, submission).await?;
        Ok(report)
    }

    /// As [`Enclos::run_as`], with what the report holds of the room that all reports share.
    pub(crate) async fn run_held(
        &self,
        client: &Client,
        submission: Submission,
    ) -> Result<(Report, Held), Error> {
        let mut reports = self.run_all_held(client, vec![submission]).await?;
        reports.pop().ok_or_else(Error::broken_worker)
    }

    /// Runs several submissions of a client, on as many workers as are free. Together they take one place in the queue, and
    /// dropping the future stops all of them.
    ///
    /// # Errors
    /// As [`Enclos::run`], for the first that has one.
    pub async fn run_all(
        &self,
        client: &Client,
        submissions: Vec<Submission>,
    ) -> Result<Vec<Report>, Error> {
        let reports = self.run_all_held(client, submissions).await?;
        Ok(reports.into_iter().map(|(report, _)| report).collect())
    }

    async fn run_all_held(
        &self,
        client: &Client,
        submissions: Vec<Submission>,
    ) -> Result<Vec<(Report, Held)>, Error> {
        let cancel = Cancel::new();
        let _guard = CancelOnDrop(cancel.clone());
        let mut tasks: Vec<Box<dyn Task>> = Vec::new();
        let mut answers = Vec::new();
        for submission in submissions {
            // Refused here, a bad submission costs no place in the queue.
            let plan = self.0.judge.plan(submission)?;
            let (answer, answered) = oneshot::channel();
            let held = self.0.reports.open();
            let sink = Sink::whole(&plan, held, |report| drop(answer.send(report)));
            tasks.push(Box::new(Judgment::new(&self.0, plan, cancel.clone(), sink)));
            answers.push(answered);
        }
        self.0.queue.submit(client, tasks)?;
        let all = async {
            let mut reports = Vec::with_capacity(answers.len());
            for answered in answers {
                let report = answered
                    .await
                    .unwrap_or_else(|_| Err(Error::broken_worker()));
                reports.push(report?);
            }
            Ok(reports)
        };
        self.0.stopped.or(all).await
    }

    /// As [`Enclos::run_as`], but each part of the report comes as soon as it is known.
    ///
    /// # Errors
    /// [`Error::Busy`] when too many are waiting, or a sentence when the submission is not acceptable.
    pub fn events(&self, client: &Client, submission: Submission) -> Result<Events, Error> {
        let plan = self.0.judge.plan(submission)?;
        let cancel = Cancel::new();
        let (send, parts) = mpsc::unbounded_channel();
        let unread = self.0.reports.unread();
        let sink = Sink::Parts(Parts {
            send,
            unread: Arc::clone(&unread),
            cancel: cancel.clone(),
        });
        let task = Judgment::new(&self.0, plan, cancel.clone(), sink);
        self.0.queue.submit(client, vec![Box::new(task)])?;
        Ok(Events {
            parts,
            stopped: self.0.stopped.listen(),
            unread,
            given_bytes: 0,
            ended: false,
            _guard: CancelOnDrop(cancel),
        })
    }

    /// As [`Enclos::run`], for callers without an async runtime.
    ///
    /// # Errors
    /// As [`Enclos::run`].
    pub fn run_blocking(&self, submission: Submission) -> Result<Report, Error> {
        let plan = self.0.judge.plan(submission)?;
        self.wait_for(|answer| {
            let sink = Sink::whole(&plan, self.0.reports.open(), answer);
            Box::new(Judgment::new(&self.0, plan, Cancel::new(), sink))
        })
    }

    /// Runs a program once with its streams connected to the caller's while it runs. It blocks.
    ///
    /// # Errors
    /// As [`Enclos::run`].
    pub fn run_live(&self, submission: Submission, streams: Streams) -> Result<Report, Error> {
        let plan = self.0.judge.plan(submission)?;
        self.wait_for(|answer| Box::new(Live::new(&self.0, plan, streams, answer)))
    }

    fn wait_for(&self, task: impl FnOnce(Answer) -> Box<dyn Task>) -> Result<Report, Error> {
        let (send, answered) = std::sync::mpsc::sync_channel(1);
        let task = task(Box::new(move |report| drop(send.send(report))));
        self.0.queue.submit(&Client::default(), vec![task])?;
        let (report, _) = answered
            .recv()
            .unwrap_or_else(|_| Err(Error::broken_worker()))?;
        Ok(report)
    }

    /// The tests that a submission may have.
    #[cfg(feature = "server")]
    pub(crate) fn max_tests(&self) -> usize {
        self.0.judge.rules().max_tests
    }

    /// Stops what runs and what waits, for good: whoever waits for it, or asks for more, gets [`Error::ShuttingDown`] at
    /// once. Those who block ([`Enclos::run_blocking`], [`Enclos::run_live`]) are left to finish.
    pub fn stop(&self) {
        self.0.stopped.stop();
    }

    /// How many submissions run and how many wait.
    #[must_use]
    pub fn load(&self) -> Load {
        self.0.queue.load()
    }

    /// How many submissions can be worked on at a time.
    #[must_use]
    pub fn workers(&self) -> usize {
        self.0.queue.workers()
    }

    /// Whether every thread that runs submissions is there. It waits for the queue's lock, which is held for microseconds:
    /// should that ever hang, so does this.
    #[must_use]
    pub fn is_alive(&self) -> bool {
        self.0.queue.is_alive()
    }

    /// Compares every installed file with its checksum.
    ///
    /// # Errors
    /// When the depot can't be read.
    pub fn verify(&self) -> Result<Vec<Health>, Error> {
        Ok(self
            .0
            .depot
            .verify_all(&self.0.catalog, self.0.host.precompiler())?)
    }

    /// Removes what no present language needs from the depot, and returns how many bytes that freed.
    ///
    /// # Errors
    /// When something can't be removed.
    pub fn prune(&self) -> Result<u64, Error> {
        let depot = &self.0.depot;
        let freed = depot.remove_stale(&self.0.catalog, self.0.host.precompiler())?;
        let freed = freed + depot.remove_prepared_but(&self.prepared_names())?;
        Ok(freed + depot.remove_unpacked_but(&self.unpacked_names())?)
    }

    /// Worker processes that ended, hung or were killed in the middle of their work.
    #[cfg(feature = "server")]
    pub(crate) fn lost_workers(&self) -> u64 {
        self.0.host.workers().map_or(0, Workers::lost)
    }

    /// Starts worker processes if there are to be any, and logs which of their walls this kernel does not have.
    ///
    /// # Errors
    /// When none can be started.
    #[cfg(feature = "cli")]
    pub(crate) fn start_workers(&self) -> Result<(), Error> {
        match self.0.host.workers() {
            Some(workers) => workers.start(),
            None => Ok(()),
        }
    }

    /// What this machine does, and does not do, for native programs.
    #[cfg(feature = "cli")]
    pub(crate) fn native_holds(&self) -> Vec<crate::native::Hold> {
        self.0.host.native().holds()
    }

    /// The depot, with what is installed.
    #[must_use]
    pub fn depot(&self) -> &Depot {
        &self.0.depot
    }
}

/// Whether a report is that of the language's reference program as its manifest promises it.
#[cfg(feature = "server")]
pub(crate) fn answers(language: &Language, report: &Report) -> bool {
    let promised = language.reference.stdout.as_bytes();
    let mut tests = report.tests.iter().flatten();
    tests.any(|test| test.succeeded() && test.outcome.stdout == promised)
}
