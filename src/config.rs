//! What an operator sets: defaults, then a TOML file, then the environment, then flags, each going before the last.
//!
//! One file below for each concern declares its settings, from which the file's keys, the environment's variables, the flags
//! and their help all come. What is set is looked over here and becomes the settings of the library and of `api`; nothing
//! here runs anything or knows how flags are parsed.

mod address;
mod clients;
mod endpoints;
mod languages;
mod limits;
mod log;
mod native;
mod server;
mod setting;
mod sources;
#[cfg(test)]
mod tests;
mod work;

use std::sync::LazyLock;
use std::time::Duration;

use serde::Deserialize;

pub(crate) use address::Address;
pub(crate) use languages::Languages;
pub(crate) use log::{Format, Log};
pub(crate) use setting::{Kind, Section, Setting};
pub(crate) use sources::{Given, Loaded, Sources};

use crate::api::{self, ServerSettings};
use crate::{Builder, Rules};

/// Every setting there is, as declared by the files below.
pub(crate) static SECTIONS: LazyLock<Vec<Section>> = LazyLock::new(|| {
    let rules = Builder::default().rules_mut().clone();
    let endpoints = api::Settings::default();
    let limits = limits::Limits::settings;
    vec![
        Section::new(
            "server",
            "Where enclos listens, and how connections and bodies are treated",
            "",
            server::Server::settings(),
        ),
        Section::new(
            "queue",
            "How much runs and waits",
            "",
            work::Queue::settings(),
        ),
        Section::new(
            "languages",
            "Which languages there are and where they are kept; all subcommands heed it",
            "",
            languages::Languages::settings(),
        ),
        Section::new(
            "run.defaults",
            "Limits of a run whose request and language are silent",
            "RUN",
            limits(&rules.run_defaults),
        ),
        Section::new(
            "run.maxima",
            "What a run may ask for at most",
            "RUN_MAX",
            limits(&rules.run_maxima),
        ),
        Section::new(
            "compile.defaults",
            "Limits of a compile step whose request and language are silent",
            "COMPILE",
            limits(&rules.compile_defaults),
        ),
        Section::new(
            "compile.maxima",
            "What a compile step may ask for at most",
            "COMPILE_MAX",
            limits(&rules.compile_maxima),
        ),
        Section::new(
            "native",
            "Limits of native programs where those in WebAssembly have no choice",
            "",
            native::Native::settings(&rules.native),
        ),
        Section::new(
            "submission",
            "What one submission may hold",
            "",
            work::Submission::settings(&rules),
        ),
        Section::new(
            "eval",
            "Runs of POST /eval, snekbox's endpoint",
            "",
            endpoints::Eval::settings(&endpoints.eval),
        ),
        Section::new(
            "bg-compiler",
            "Runs of POST /compile, bg-compiler's endpoint",
            "",
            endpoints::BgCompiler::settings(&endpoints.compile),
        ),
        Section::new(
            "clients",
            "Who the clients are, and how much each may ask",
            "",
            clients::Clients::settings(),
        ),
        Section::new(
            "admin",
            "What is for the operator's eyes",
            "",
            server::Admin::settings(),
        ),
        Section::new(
            "log",
            "The log, which goes to standard error; all subcommands heed it",
            "",
            log::Log::settings(),
        ),
    ]
});

/// The sections' settings, one after the other.
pub(crate) fn settings() -> impl Iterator<Item = &'static Setting> {
    SECTIONS.iter().flat_map(|section| &section.settings)
}

/// The setting of this name, such as `server.max-body`.
pub(crate) fn find(name: &str) -> Option<&'static Setting> {
    settings().find(|setting| setting.name == name)
}

/// The name of the setting that was most likely meant.
pub(crate) fn nearest(name: &str) -> Option<&'static str> {
    let key = |name: &str| name.rsplit('.').next().unwrap_or_default().to_owned();
    // The right key in another section is as good a guess as a misspelled one in the right section.
    settings()
        .map(|setting| {
            let whole = strsim::damerau_levenshtein(name, &setting.name);
            let by_key = 1 + strsim::damerau_levenshtein(&key(name), &setting.key);
            (whole.min(by_key), whole, setting.name.as_str())
        })
        .min()
        .filter(|(distance, ..)| *distance <= 3.min(1 + key(name).len() / 3))
        .map(|(_, _, known)| known)
}

/// Everything that is set, a struct for each concern.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Config {
    pub(crate) server: server::Server,
    pub(crate) queue: work::Queue,
    pub(crate) languages: languages::Languages,
    pub(crate) run: Bounds,
    pub(crate) compile: Bounds,
    pub(crate) native: native::Native,
    pub(crate) submission: work::Submission,
    pub(crate) eval: endpoints::Eval,
    pub(crate) bg_compiler: endpoints::BgCompiler,
    pub(crate) clients: clients::Clients,
    pub(crate) admin: server::Admin,
    pub(crate) log: Log,
}

/// The operator's limits for one kind of program.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Bounds {
    pub(crate) defaults: limits::Limits,
    pub(crate) maxima: limits::Limits,
}

impl Config {
    /// An engine for the server.
    pub(crate) fn builder(&self) -> Builder {
        let mut builder = self
            .languages
            .builder()
            .workers(self.queue.workers)
            .backlog(self.queue.backlog)
            .worker_processes(self.queue.worker_processes);
        *builder.rules_mut() = Rules {
            run_defaults: self.run.defaults.in_force(),
            run_maxima: self.run.maxima.in_force(),
            compile_defaults: self.compile.defaults.in_force(),
            compile_maxima: self.compile.maxima.in_force(),
            native: self.native.in_force(),
            max_tests: self.submission.max_tests,
            max_files: self.submission.max_files,
            max_repeat: self.submission.max_repeat,
            max_report_bytes: self.submission.max_report << 10,
            max_reports_bytes: self.submission.max_reports << 10,
        };
        builder
    }

    /// The settings of the endpoints. Reads the file of tokens.
    ///
    /// # Errors
    /// A sentence for the operator, when the tokens are not sound.
    pub(crate) fn endpoints(&self) -> anyhow::Result<api::Settings> {
        let mut settings = api::Settings {
            max_body_bytes: self.server.max_body << 10,
            max_bodies_bytes: self.server.max_bodies << 10,
            body_timeout: Duration::from_secs_f64(self.server.body_timeout),
            ..api::Settings::default()
        };
        self.clients.apply(&mut settings.clients)?;
        self.eval.apply(&mut settings.eval);
        self.bg_compiler.apply(&mut settings.compile);
        Ok(settings)
    }

    /// How connections are treated.
    pub(crate) fn server(&self) -> ServerSettings {
        ServerSettings {
            trusted_proxies: self.clients.proxies(),
            ..self.server.settings_in_force()
        }
    }
}
