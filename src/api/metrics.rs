//! The numbers behind `/metrics`: what they are called, and where they are counted.
//!
//! Every label comes from a set that the operator knows: routes are patterns, languages are ids of the catalog, and what a
//! client makes up counts as `other`.

mod process;

use std::collections::HashMap;
use std::fmt;
use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use prometheus_client::encoding::text::encode;
use prometheus_client::encoding::{EncodeLabelSet, EncodeLabelValue, LabelValueEncoder};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Metric, Registry};

use super::access::{CANCELED, Notes, Reason};
use crate::{Enclos, Observer, Status, Work, WorkKind};
use process::Process;

/// A hello takes a tenth of a millisecond, and the longest run two minutes.
const SECONDS: [f64; 12] = [
    1e-4, 1e-3, 5e-3, 0.02, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 30.0, 120.0,
];

type Histograms<L> = Family<L, Histogram, fn() -> Histogram>;

/// The numbers of one server. Requests and connections are counted by whoever has it in its settings, runs by the
/// [`Observer`] that it makes.
pub struct Metrics {
    registry: Registry,
    requests: Family<RequestLabels, Counter>,
    durations: Histograms<RouteLabel>,
    in_flight: Gauge,
    refusals: Family<ReasonLabel, Counter>,
    received_bytes: Counter,
    sent_bytes: Counter,
    connections: Gauge,
    panics: Counter,
    lost_workers: Counter,
    runs: Family<RunLabels, Counter>,
    run_cpu: Histograms<LanguageLabel>,
    run_wall: Histograms<LanguageLabel>,
    run_fuel: Family<LanguageLabel, Counter>,
    compiles: Family<CompileLabels, Counter>,
    compile_cpu: Histograms<LanguageLabel>,
    compile_wall: Histograms<LanguageLabel>,
    /// Looked up once for each language, because runs are short and many.
    languages: RwLock<HashMap<String, Arc<Runs>>>,
    queue: Queue,
}

#[derive(Debug, Default)]
struct Queue {
    running: Gauge,
    waiting: Gauge,
    workers: Gauge,
}

/// What is counted for each run of a language.
#[derive(Debug)]
struct Runs {
    ended: [(&'static str, Counter); 8],
    cpu: Histogram,
    wall: Histogram,
    fuel: Counter,
}

/// What is told of a request that is over.
pub(super) struct Request<'a> {
    pub(super) route: &'a str,
    pub(super) method: &'static str,
    pub(super) status: u16,
    pub(super) duration: Duration,
    pub(super) bytes_in: u64,
    pub(super) bytes_out: u64,
    pub(super) refused: Option<Reason>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    route: String,
    method: &'static str,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RouteLabel {
    route: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ReasonLabel {
    reason: Reason,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct LanguageLabel {
    language: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RunLabels {
    language: String,
    status: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct CompileLabels {
    language: String,
    status: &'static str,
    cached: bool,
}

impl EncodeLabelValue for Reason {
    fn encode(&self, encoder: &mut LabelValueEncoder) -> Result<(), std::fmt::Error> {
        self.as_str().encode(encoder)
    }
}

/// One connection, until it is dropped.
pub(super) struct Connection(Gauge);

impl Drop for Connection {
    fn drop(&mut self) {
        self.0.dec();
    }
}

impl Default for Metrics {
    fn default() -> Self {
        Self::new()
    }
}

/// The numbers would hide whatever they are a part of.
impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Metrics").finish_non_exhaustive()
    }
}

impl Metrics {
    /// Nothing is counted yet.
    #[must_use]
    pub fn new() -> Self {
        let mut registry = Registry::default();
        let mut all = Names(&mut registry);
        let metrics = Self {
            requests: all.family("enclos_http_requests", "Requests that were answered"),
            durations: all.seconds(
                "enclos_http_request_duration_seconds",
                "Time from the headers of a request to the last byte of its answer",
            ),
            in_flight: all.plain("enclos_http_requests_in_flight", "Requests being answered"),
            refusals: all.family(
                "enclos_http_refusals",
                "Requests turned away: over the client's rate, too busy, their body, no token",
            ),
            received_bytes: all.plain("enclos_http_received_bytes", "Bodies of requests"),
            sent_bytes: all.plain("enclos_http_sent_bytes", "Bodies of answers"),
            connections: all.plain("enclos_http_connections", "Connections open"),
            lost_workers: all.plain(
                "enclos_worker_processes_lost",
                "Worker processes that ended, hung or were killed in the middle of their work",
            ),
            panics: all.plain(
                "enclos_panics",
                "Mistakes of ours that cost a request or a run; the log has their places",
            ),
            runs: all.family("enclos_runs", "Runs of programs, by how they ended"),
            run_cpu: all.seconds("enclos_run_cpu_seconds", "CPU time of runs"),
            run_wall: all.seconds("enclos_run_wall_seconds", "Wall time of runs"),
            run_fuel: all.family("enclos_run_fuel", "Instructions of runs"),
            compiles: all.family("enclos_compiles", "Compile steps, by how they ended"),
            compile_cpu: all.seconds(
                "enclos_compile_cpu_seconds",
                "CPU time of compile steps that the cache did not answer",
            ),
            compile_wall: all.seconds(
                "enclos_compile_wall_seconds",
                "Wall time of compile steps that the cache did not answer",
            ),
            languages: RwLock::default(),
            queue: Queue {
                running: all.plain("enclos_queue_running", "Submissions being worked on"),
                waiting: all.plain(
                    "enclos_queue_waiting",
                    "Submissions that wait for their first turn",
                ),
                workers: all.plain("enclos_workers", "Submissions that can run at a time"),
            },
            registry: Registry::default(),
        };
        // So that an alert on the first refusal has a zero to compare with.
        for reason in [Reason::Rate, Reason::Busy, Reason::Body, Reason::Auth] {
            drop(metrics.refusals.get_or_create(&ReasonLabel { reason }));
        }
        let build = Info::new([("version", env!("CARGO_PKG_VERSION"))]);
        registry.register("enclos_build", "The version of enclos", build);
        registry.register_collector(Box::new(Process::default()));
        Self {
            registry,
            ..metrics
        }
    }

    /// What counts the work of an [`Enclos`]: give it to the builder.
    #[must_use]
    pub fn observer(self: &Arc<Self>) -> Observer {
        let metrics = Arc::clone(self);
        Observer::new(move || {
            let (metrics, notes) = (Arc::clone(&metrics), Notes::current());
            Box::new(move |work| {
                metrics.worked(work);
                if let Some(notes) = &notes {
                    notes.worked(work);
                }
            })
        })
    }

    /// Everything, as OpenMetrics text.
    pub(super) fn text(&self, enclos: &Enclos) -> String {
        let load = enclos.load();
        let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        self.queue.running.set(count(load.running));
        self.queue.waiting.set(count(load.waiting));
        self.queue.workers.set(count(enclos.workers()));
        let lost = self.lost_workers.inner();
        lost.store(enclos.lost_workers(), Ordering::Relaxed);
        let mut text = String::new();
        // Writing to a string can't fail.
        let _ = encode(&mut text, &self.registry);
        text
    }

    /// Counts a panic: for the hook of whoever serves.
    pub fn panicked(&self) {
        self.panics.inc();
    }

    #[cfg(all(test, feature = "cli"))]
    pub(crate) fn panics(&self) -> u64 {
        self.panics.get()
    }

    pub(super) fn connection(&self) -> Connection {
        self.connections.inc();
        Connection(self.connections.clone())
    }

    /// A request came in.
    pub(super) fn begun(&self) {
        self.in_flight.inc();
    }

    /// A request that began is over.
    pub(super) fn ended(&self, request: &Request<'_>) {
        self.in_flight.dec();
        let route = request.route.to_owned();
        let labels = RequestLabels {
            route: route.clone(),
            method: request.method,
            status: request.status,
        };
        self.requests.get_or_create(&labels).inc();
        let duration = self.durations.get_or_create_owned(&RouteLabel { route });
        duration.observe(request.duration.as_secs_f64());
        self.received_bytes.inc_by(request.bytes_in);
        self.sent_bytes.inc_by(request.bytes_out);
        if let Some(reason) = request.refused {
            self.refusals.get_or_create(&ReasonLabel { reason }).inc();
        }
    }

    fn worked(&self, work: &Work<'_>) {
        let status = work.status.map_or(CANCELED, Status::as_str);
        let (cpu, wall) = (work.usage.cpu.as_secs_f64(), work.usage.wall.as_secs_f64());
        match work.kind {
            WorkKind::Run => {
                let runs = self.runs_of(work.language);
                if let Some((_, ended)) = runs.ended.iter().find(|(known, _)| *known == status) {
                    ended.inc();
                }
                runs.cpu.observe(cpu);
                runs.wall.observe(wall);
                runs.fuel.inc_by(work.usage.fuel);
            }
            WorkKind::Compile { cached } => {
                let language = work.language.to_owned();
                let labels = CompileLabels {
                    language: language.clone(),
                    status,
                    cached,
                };
                self.compiles.get_or_create(&labels).inc();
                if !cached {
                    let label = LanguageLabel { language };
                    self.compile_cpu.get_or_create(&label).observe(cpu);
                    self.compile_wall.get_or_create(&label).observe(wall);
                }
            }
        }
    }

    fn runs_of(&self, language: &str) -> Arc<Runs> {
        let known = self.languages.read();
        let known = known.unwrap_or_else(PoisonError::into_inner);
        if let Some(runs) = known.get(language) {
            return Arc::clone(runs);
        }
        drop(known);
        let label = LanguageLabel {
            language: language.to_owned(),
        };
        let ended = |status| {
            let labels = RunLabels {
                language: language.to_owned(),
                status,
            };
            (status, self.runs.get_or_create_owned(&labels))
        };
        let statuses = [
            Status::Ok,
            Status::RuntimeError,
            Status::TimedOut,
            Status::Signaled,
            Status::OutOfMemory,
            Status::OutputLimit,
            Status::InternalError,
        ];
        let [ok, error, time, signal, memory, output, internal] = statuses.map(Status::as_str);
        let words = [ok, error, time, signal, memory, output, internal, CANCELED];
        let runs = Arc::new(Runs {
            ended: words.map(ended),
            cpu: self.run_cpu.get_or_create_owned(&label),
            wall: self.run_wall.get_or_create_owned(&label),
            fuel: self.run_fuel.get_or_create_owned(&label),
        });
        let mut known = self
            .languages
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        known.insert(language.to_owned(), Arc::clone(&runs));
        runs
    }
}

/// Makes metrics that are known by their names.
struct Names<'a>(&'a mut Registry);

impl Names<'_> {
    fn plain<M: Metric + Default + Clone>(&mut self, name: &str, help: &str) -> M {
        let metric = M::default();
        self.0.register(name, help, metric.clone());
        metric
    }

    fn family<L>(&mut self, name: &str, help: &str) -> Family<L, Counter>
    where
        L: Clone + Eq + std::hash::Hash,
        Family<L, Counter>: Metric,
    {
        let family = Family::default();
        self.0.register(name, help, family.clone());
        family
    }

    fn seconds<L>(&mut self, name: &str, help: &str) -> Histograms<L>
    where
        L: Clone + Eq + std::hash::Hash,
        Histograms<L>: Metric,
    {
        let new: fn() -> Histogram = || Histogram::new(SECONDS);
        let family = Family::new_with_constructor(new);
        self.0.register(name, help, family.clone());
        family
    }
}
