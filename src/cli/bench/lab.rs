//! What the sections share: an engine, a server, the languages in question and a place for native files.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use tempfile::TempDir;

use super::client::Server;
use crate::config::Languages;
use crate::languages::Language;
use crate::{Builder, Enclos, Limits, Report, Status, Submission, TestReport, depot};

pub(super) struct Lab {
    pub(super) enclos: Enclos,
    pub(super) server: Server,
    pub(super) rounds: usize,
    languages: Vec<Language>,
    scratch: TempDir,
    settings: Languages,
}

impl Lab {
    pub(super) fn open(
        settings: Languages,
        names: &[String],
        rounds: usize,
    ) -> anyhow::Result<Self> {
        // As `enclos serve` does.
        let enclos = settings.builder().worker_processes(true).build()?;
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        enclos.set_up(&names, &*depot::on_stderr())?;
        let languages = enclos
            .catalog()
            .languages()
            .filter(|language| enclos.is_served(language))
            .cloned()
            .collect();
        Ok(Self {
            server: Server::start(enclos.clone())?,
            enclos,
            rounds,
            languages,
            scratch: tempfile::tempdir()?,
            settings,
        })
    }

    /// The languages that were asked for.
    pub(super) fn languages(&self) -> &[Language] {
        &self.languages
    }

    /// A language, when it was asked for.
    pub(super) fn language(&self, id: &str) -> Option<&Language> {
        let mut languages = self.languages.iter();
        languages.find(|language| language.id.to_string() == id)
    }

    /// A further engine over the same depot.
    pub(super) fn builder(&self) -> Builder {
        self.settings.builder()
    }

    /// Rounds for runs of which each takes `cost` times as long as a usual one.
    pub(super) fn rounds_of(&self, cost: usize) -> usize {
        self.rounds.div_ceil(cost)
    }

    /// Where native compilers and interpreters find their files.
    pub(super) fn scratch(&self) -> &Path {
        self.scratch.path()
    }

    /// A folder of its own for one program, so that no two are in each other's way.
    pub(super) fn folder(&self, name: &str) -> anyhow::Result<std::path::PathBuf> {
        let folder = self.scratch().join(name);
        std::fs::create_dir_all(&folder)
            .with_context(|| format!("creating {}", folder.display()))?;
        Ok(folder)
    }

    /// Runs a submission, and says how long that took from the call to the report.
    pub(super) fn time(&self, submission: &Submission) -> anyhow::Result<(Duration, Report)> {
        time(&self.enclos, submission)
    }
}

/// Runs a submission on an engine, and says how long that took from the call to the report.
pub(super) fn time(enclos: &Enclos, submission: &Submission) -> anyhow::Result<(Duration, Report)> {
    let submission = submission.clone();
    let begun = Instant::now();
    let report = enclos.run_blocking(submission)?;
    Ok((begun.elapsed(), report))
}

/// The only test of a report.
pub(super) fn only_test(report: &Report) -> anyhow::Result<&TestReport> {
    if let (false, Some(compile)) = (report.compiled(), &report.compile) {
        anyhow::bail!(
            "a {} program does not compile: {}",
            report.language,
            String::from_utf8_lossy(&compile.outcome.stderr)
        );
    }
    let test = report.tests.first().and_then(Option::as_ref);
    test.context("a report without tests")
}

/// The only test of a report, which must have ended well.
pub(super) fn sound_test(report: &Report) -> anyhow::Result<&TestReport> {
    let test = only_test(report)?;
    ensure!(
        test.outcome.status == Status::Ok,
        "a {} program ended with {}: {}",
        report.language,
        test.outcome.status.as_str(),
        String::from_utf8_lossy(&test.outcome.stderr)
    );
    Ok(test)
}

/// So much of everything that no limit interferes; the operator's maxima are below some of it, and high enough.
pub(super) fn ample() -> Limits {
    Limits {
        time: Some(Duration::from_secs(60)),
        wall_time: Some(Duration::from_secs(120)),
        memory_bytes: Some(1 << 30),
        output_bytes: Some(8 << 20),
        ..Limits::NONE
    }
}
