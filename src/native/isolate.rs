//! Runs native programs in the boxes of isolate (1.x and 2.x), where a machine has it.
//!
//! isolate needs root's rights, which it has as a setuid program, and gives enclos none of them. This module owns how
//! its commands are given, what their results mean, and which boxes are whose; it must not know languages.

mod boxes;
mod home;
mod meta;
mod options;
mod place;
mod program;
mod run;
mod sight;
#[cfg(test)]
mod tests;
mod watch;

use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;
use std::process::Stdio;

use boxes::{Boxes, FIRST_IDS, Fresh, Pool};
use home::Home;
use meta::Meta;
use options::Search;
use place::Place;
use program::Program;
use run::Ran;
use sight::Sights;
use watch::Stop;

use super::View;
use crate::executor::{Finished, Job};
use crate::model::{Enforcement, LimitsInForce, Outcome, Quota, Status, WALL_TIME_EXCEEDED};

/// More than isolate ever says about a run.
const MAX_META_BYTES: u64 = 64 << 10;
/// The first signal that the kernel's own killer of processes for want of memory knows.
const KILL: u32 = 9;

/// An isolate that has run a program on this machine.
#[derive(Debug)]
pub(crate) struct Isolate {
    pool: Pool,
    sights: Sights,
}

impl Isolate {
    /// The isolate that `ENCLOS_ISOLATE` names, or the one on `PATH`, when it is of use. Why it is not is logged.
    pub(crate) fn detect() -> Option<Self> {
        match Self::try_detect() {
            Ok(found) => found,
            Err(why) => {
                tracing::warn!(why, "isolate is here, but of no use");
                None
            }
        }
    }

    /// As [`Isolate::detect`].
    ///
    /// # Errors
    /// Why an isolate that is there can't be used, in a sentence.
    pub(crate) fn try_detect() -> Result<Option<Self>, String> {
        let mut why = String::new();
        for has_groups in [true, false] {
            for first_id in FIRST_IDS {
                let Some(mut program) = Program::find()? else {
                    return Ok(None);
                };
                program.has_groups = has_groups;
                let home = Home::of(&program)?;
                match Self::try_out(Boxes::new(program, home, first_id)) {
                    Ok(isolate) => return Ok(Some(isolate)),
                    Err(error) => why = error,
                }
            }
        }
        Err(format!("isolate can't run programs: {why}"))
    }

    /// Runs a program in a box. That a box could be made is not enough: isolate finds out in a run only that control
    /// groups lack a controller.
    fn try_out(mut boxes: Boxes) -> Result<Self, String> {
        let fresh = boxes.make(None)?;
        let tried = try_run(&boxes, &fresh);
        let id = fresh.id;
        let removed = boxes.remove(fresh);
        let uid = tried?;
        let (_, claim) = removed?;
        drop(claim);
        let first_uid = uid.saturating_sub(id - boxes.first_id);
        boxes.program.has_quotas = true;
        let quota = Quota {
            bytes: 1 << 20,
            inodes: 100,
        };
        let fresh = match boxes.make(Some(quota)) {
            Ok(fresh) => fresh,
            Err(_) => {
                boxes.program.has_quotas = false;
                boxes.make(None)?
            }
        };
        let sights = Sights::new(boxes.home.path.join("views"), first_uid);
        let pool = Pool::new(boxes, fresh).map_err(|error| error.to_string())?;
        Ok(Self { pool, sights })
    }

    /// Which isolate it is, and what it holds, for people.
    pub(crate) fn describe(&self) -> String {
        let program = &self.pool.boxes.program;
        let with = |has| if has { "with" } else { "without" };
        format!(
            "isolate {} ({}), {} control groups, {} disk quotas",
            program.version,
            program.path.display(),
            with(program.has_groups),
            with(program.has_quotas),
        )
    }

    /// Whether the limits of memory and time hold for all processes of a program together. Without that, memory is
    /// address space, of which some runtimes reserve far more than they use.
    pub(crate) fn has_control_groups(&self) -> bool {
        self.pool.boxes.program.has_groups
    }

    /// Whether programs can be shown that part of the host. isolate can't lay folders over each other.
    pub(crate) fn shows(&self, view: &View) -> bool {
        self.sights.rules(view).is_ok()
    }

    /// Runs a program once. Whatever the program does is an outcome, never an error. One that fails, having said one of
    /// the texts on standard error, had too little memory.
    pub(crate) fn run(&self, view: &View, job: Job, out_of_memory: &[String]) -> Finished {
        let mut finished = self
            .attempt(view, job, out_of_memory)
            .unwrap_or_else(|why| {
                tracing::error!(why, "a run in isolate could not be started");
                Finished {
                    outcome: Outcome::internal_error("isolate could not run the program"),
                    files: Vec::new(),
                }
            });
        finished.outcome.enforcement = self.enforcement();
        finished
    }

    fn enforcement(&self) -> Enforcement {
        let program = &self.pool.boxes.program;
        let (time, memory) = if program.has_groups {
            ("cgroup", "cgroup")
        } else {
            ("isolate", "rlimit")
        };
        Enforcement {
            executor: "native",
            time,
            wall_time: "isolate",
            memory,
            stack: "rlimit",
            file_size: "rlimit",
            quota: if program.has_quotas { "quota" } else { "none" },
            processes: "rlimit",
            output: "pipe",
        }
    }

    fn attempt(&self, view: &View, job: Job, out_of_memory: &[String]) -> Result<Finished, String> {
        if job.cancel.is_canceled() {
            return Ok(Finished::bare(canceled()));
        }
        let rules = self.sights.rules(view)?;
        let program = match options::search(&job.args)? {
            Search::Found(program) => program,
            Search::Missing(outcome) => return Ok(Finished::bare(*outcome)),
        };
        let mut quota = job.limits.quota;
        if !job.counts_files {
            let given = job.files.iter().map(|file| file.content.len() as u64);
            quota.bytes = quota.bytes.saturating_add(given.sum());
            quota.inodes = quota.inodes.saturating_add(job.files.len() as u64);
        }
        let mut lease = self.pool.take(quota)?;
        let place = Place::fill(lease.directory(), &job.files)
            .map_err(|error| format!("cannot write the files of a run: {error}"))?;
        let boxes = &self.pool.boxes;
        let meta_path = boxes.home.meta(lease.id());
        let mut command = boxes.program.command();
        options::add(
            &mut command,
            &boxes.program,
            lease.id(),
            &meta_path,
            &rules,
            &program,
            &job,
        );
        let (limits, collect) = (job.limits, job.collect);
        let ran = run::run(command, &mut lease, job)?;
        let meta = read_meta(&meta_path);
        let files = if ran.has_ended && !meta.is_failure() {
            place.collect(collect, &limits)
        } else {
            Vec::new()
        };
        let outcome = self.conclude(&meta, ran, out_of_memory, &limits);
        Ok(Finished { outcome, files })
    }

    fn conclude(
        &self,
        meta: &Meta,
        ran: Ran,
        out_of_memory: &[String],
        limits: &LimitsInForce,
    ) -> Outcome {
        let is_merged = ran.is_merged;
        let mut outcome = meta.outcome();
        let mut stderr = ran.stderr;
        stderr.append(&mut outcome.stderr);
        (outcome.stdout, outcome.stderr) = (ran.stdout, stderr);
        outcome.output_truncated = ran.was_cut;
        match ran.stopped {
            Some(Stop::Canceled) => stop(&mut outcome, canceled()),
            Some(Stop::OutputLimit) => stop(
                &mut outcome,
                killed(Status::OutputLimit, "Output limit exceeded"),
            ),
            Some(Stop::Overdue) => stop(&mut outcome, killed(Status::TimedOut, WALL_TIME_EXCEEDED)),
            None if outcome.status == Status::InternalError => {
                let message = outcome
                    .message
                    .replace("isolate could not run the program".to_owned());
                tracing::error!(why = message, "a run failed in isolate");
            }
            None => {}
        }
        // isolate before 1.8 does not say who sent that signal.
        let used = outcome.usage.group_memory_bytes;
        let was_full = self.has_control_groups() && used >= limits.memory_bytes / 64 * 63;
        let was_killed = outcome.signal.is_some_and(|signal| signal.number() == KILL);
        if was_full && was_killed && outcome.status == Status::Signaled {
            stop(
                &mut outcome,
                killed(Status::OutOfMemory, meta::OUT_OF_MEMORY),
            );
        }
        let has_failed = matches!(outcome.status, Status::RuntimeError | Status::Signaled);
        let said = if is_merged {
            &outcome.stdout
        } else {
            &outcome.stderr
        };
        if has_failed && out_of_memory.iter().any(|text| contains(said, text)) {
            outcome.status = Status::OutOfMemory;
        }
        outcome
    }
}

/// Runs `id`, which says which user a box has.
fn try_run(boxes: &Boxes, fresh: &Fresh) -> Result<u32, String> {
    let meta_path = boxes.home.meta(fresh.id);
    let mut command = boxes.program.command();
    options::add_common(&mut command, &boxes.program, fresh.id, &meta_path);
    if boxes.program.has_groups {
        command.arg("--cg-mem=65536");
    }
    let ran = command
        .args(["--run", "--", "/usr/bin/id", "-u"])
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("cannot start isolate: {error}"))?;
    let meta = read_meta(&meta_path);
    if meta.exit_code != Some(0) || meta.is_failure() {
        let why = meta.message.unwrap_or_default();
        return Err(format!("{why}{}", String::from_utf8_lossy(&ran.stderr))
            .trim()
            .to_owned());
    }
    let said = String::from_utf8_lossy(&ran.stdout);
    let uid = said.trim().parse();
    uid.map_err(|_| format!("a program in a box is the user {said:?}"))
}

fn read_meta(path: &Path) -> Meta {
    let mut text = Vec::new();
    // Of a run about which nothing is said, the outcome says so.
    if let Ok(file) = File::open(path) {
        let _ = file.take(MAX_META_BYTES).read_to_end(&mut text);
    }
    let _ = fs::remove_file(path);
    Meta::parse(&String::from_utf8_lossy(&text))
}

impl Finished {
    fn bare(outcome: Outcome) -> Self {
        Self {
            outcome,
            files: Vec::new(),
        }
    }
}

fn canceled() -> Outcome {
    killed(Status::InternalError, "Canceled")
}

fn killed(status: Status, message: &str) -> Outcome {
    Outcome {
        status,
        killed: true,
        message: Some(message.to_owned()),
        ..Outcome::ok()
    }
}

/// Puts the end that a run was brought to in the place of how isolate saw it.
fn stop(outcome: &mut Outcome, end: Outcome) {
    outcome.status = end.status;
    outcome.killed = end.killed;
    outcome.message = end.message;
    outcome.exit_code = 0;
    outcome.signal = None;
}

fn contains(said: &[u8], text: &str) -> bool {
    said.windows(text.len().max(1))
        .any(|at| at == text.as_bytes())
}
