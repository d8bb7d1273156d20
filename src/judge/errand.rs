//! One command in files that outlive it: run an interpreter, compile a program into them, run one that lies there.
//!
//! A submission starts from files and is done when its report is; an errand leaves its files for the next one. Everything
//! else (limits, names, the cache of programs, the executor) is the submission's.

use std::sync::Arc;
use std::time::Instant;

use super::{Judge, Plan, Told, observe, plan};
use crate::cancel::Cancel;
use crate::error::Error;
use crate::executor::{Collect, Executor, Finished, Job, Patience, Refusal, Streams, Writable};
use crate::languages::{Language, Values};
use crate::model::{File, FileName, Limits, LimitsInForce, Outcome, Status};
use crate::observer::{Observer, Watch, WorkKind};

/// What is to be done, where, and with what.
pub(crate) struct Errand {
    pub(crate) language: Arc<Language>,
    /// All files of the working directory, each once.
    pub(crate) files: Vec<File>,
    pub(crate) work: Work,
    pub(crate) stdin: Arc<[u8]>,
    pub(crate) limits: Limits,
    pub(crate) writable: Writable,
    /// Is told of what is done; [`Judge::check`] finds it.
    pub(crate) watch: Option<Watch>,
}

/// The kinds of command that there are.
pub(crate) enum Work {
    /// Runs the language's interpreter with these arguments of its own.
    Interpret { args: Vec<String> },
    /// Compiles these sources into a program that is then a file.
    Compile {
        sources: Vec<String>,
        flags: Vec<String>,
        to: FileName,
    },
    /// Runs a program that is a file; the first argument is what it is called.
    Execute {
        artifact: Arc<[u8]>,
        args: Vec<String>,
    },
    /// Does nothing but end like this.
    End { exit_code: i32, stderr: String },
}

/// What an errand leaves.
pub(crate) struct Left {
    pub(crate) outcome: Outcome,
    /// All files of the working directory.
    pub(crate) files: Vec<File>,
}

/// What a shell ends with when a file can't be run.
const CAN_NOT_EXECUTE: i32 = 126;

impl<E: Executor> Judge<E> {
    /// Looks an errand over without doing anything.
    ///
    /// # Errors
    /// The sentence to tell the client.
    pub(crate) fn check(&self, errand: &mut Errand) -> Result<(), Error> {
        errand.watch = self.observer.as_ref().map(Observer::watch);
        let bad = |what: &str| Err(Error::BadSubmission(what.to_owned()));
        let language = &errand.language;
        if language.compile.is_some() && language.is_interpreted() {
            let name = &language.name;
            return bad(&format!(
                "a program of {name} is no file that runs by itself, so there is no profile for it: submit it whole"
            ));
        }
        let args = match &errand.work {
            Work::Interpret { args } | Work::Execute { args, .. } => args.as_slice(),
            Work::Compile { flags, .. } => {
                plan::check_flags(language, flags)?;
                &[]
            }
            Work::End { .. } => &[],
        };
        if let Err(what) = plan::check_arguments(args) {
            return bad(what);
        }
        plan::check_names(language, errand.files.iter())?;
        let quota = self.run_limits(errand).quota;
        let bytes = |file: &File| file.content.len() as u64;
        if errand.files.iter().map(bytes).sum::<u64>() > quota.bytes {
            return bad(&format!(
                "the working directory would hold more than the {} bytes that it may",
                quota.bytes
            ));
        }
        if errand.files.len() as u64 > quota.inodes {
            return bad(&format!(
                "the working directory would hold more than the {} files that it may",
                quota.inodes
            ));
        }
        Ok(())
    }

    /// Does what [`Judge::check`] found acceptable. It blocks.
    ///
    /// # Errors
    /// When it was canceled or enclos failed. What the program does is in the outcome.
    pub(crate) fn go(&self, errand: Errand, cancel: &Cancel) -> Result<Left, Error> {
        let left = match &errand.work {
            Work::End { exit_code, stderr } => Ok(ended(errand.files, *exit_code, stderr)),
            Work::Interpret { args } => {
                let program = self.tools.interpreter(&errand.language)?;
                let told = Told::from(&self.run_limits(&errand));
                let values = Values {
                    mem: &told.mem,
                    stack: &told.stack,
                    ..Values::default()
                };
                let args = [errand.language.interpreter(&values), args.clone()].concat();
                self.run_errand(errand, &program, args, cancel)
            }
            Work::Execute { artifact, args } => match self.admitted(artifact, cancel)? {
                Ok(program) => {
                    let args = args.clone();
                    self.run_errand(errand, &program, args, cancel)
                }
                Err(why) => {
                    let name = args.first().map_or("", String::as_str);
                    let stderr = format!("{name}: cannot execute: {why}\n");
                    Ok(ended(errand.files, CAN_NOT_EXECUTE, &stderr))
                }
            },
            Work::Compile { .. } => self.compile_errand(errand, cancel),
        }?;
        if cancel.is_canceled() {
            return Err(Error::Canceled);
        }
        Ok(left)
    }

    /// What a client calls a program, as one.
    pub(super) fn admitted(
        &self,
        artifact: &[u8],
        cancel: &Cancel,
    ) -> Result<Result<Arc<E::Program>, Refusal>, Error> {
        let patience = Patience {
            wall_time: self.rules.compile_defaults.wall_time,
            cancel,
        };
        self.programs.admitted(artifact, patience)
    }

    fn run_errand(
        &self,
        errand: Errand,
        program: &E::Program,
        args: Vec<String>,
        cancel: &Cancel,
    ) -> Result<Left, Error> {
        let language = &errand.language;
        let limits = self.run_limits(&errand);
        let told = Told::from(&limits);
        let values = Values {
            mem: &told.mem,
            stack: &told.stack,
            ..Values::default()
        };
        let job = Job {
            args,
            env: language.run.env.expand(&values).into_iter().collect(),
            limits,
            files: errand.files,
            counts_files: true,
            writable: errand.writable,
            streams: Streams::Buffered {
                stdin: errand.stdin,
                merged: false,
            },
            kill_out_of_memory: true,
            fuel_per_second: language.run.fuel_per_second,
            collect: Collect::Everything,
            cancel: cancel.clone(),
        };
        let Finished { outcome, files } = self.executor.run(program, job);
        observe(
            errand.watch.as_ref(),
            language,
            WorkKind::Run,
            &outcome,
            cancel,
        );
        // What the guest could make and nobody could give is no reason to refuse the next errand.
        let reserved = plan::reserved(&errand.language);
        let named = |(name, content): (String, Arc<[u8]>)| {
            let name = FileName::new(&name).ok()?;
            let top = name.as_str().split('/').next().unwrap_or_default();
            (!reserved.contains(&top)).then_some(File { name, content })
        };
        Ok(Left {
            outcome,
            files: files.into_iter().filter_map(named).collect(),
        })
    }

    fn compile_errand(&self, errand: Errand, cancel: &Cancel) -> Result<Left, Error> {
        let (Work::Compile { sources, flags, to }, Some(compile)) =
            (errand.work, &errand.language.compile)
        else {
            return Err(Error::Internal("nothing to compile".to_owned()));
        };
        let mut files = errand.files;
        // What an earlier compilation left there is no part of this one.
        if !sources.iter().any(|source| source == to.as_str()) {
            files.retain(|file| file.name != to);
        }
        let plan = Plan {
            language: Arc::clone(&errand.language),
            files: files.clone(),
            sources: Some(sources),
            flags,
            interpreter_args: None,
            merge_output: false,
            kill_out_of_memory: false,
            all_fatal: false,
            compile_limits: self.rules.compile_limits(
                &errand.language,
                &errand.limits.or(&plan::limits_of(&compile.limits)),
            ),
            tests: Vec::new(),
            watch: errand.watch,
        };
        let begun = Instant::now();
        let (report, ready) = self.compiled(&plan, compile, cancel)?;
        let mut outcome = report.outcome;
        if report.cached {
            outcome.usage.wall = begun.elapsed();
        }
        if let Some(ready) = ready {
            let inside = format!("{to}/");
            if files
                .iter()
                .any(|file| file.name.as_str().starts_with(&inside))
            {
                let stderr = format!("error: cannot open output file {to}: Is a directory\n");
                return Ok(ended(files, 1, &stderr));
            }
            self.programs.remember(&ready.artifact, &ready.program);
            files.retain(|file| file.name != to);
            files.push(File {
                name: to,
                content: ready.artifact,
            });
        }
        Ok(Left { outcome, files })
    }

    fn run_limits(&self, errand: &Errand) -> LimitsInForce {
        let limits = errand.limits.or(&plan::limits_of(&errand.language.limits));
        self.rules.run_limits(&errand.language, &limits, false)
    }
}

fn ended(files: Vec<File>, exit_code: i32, stderr: &str) -> Left {
    let status = match exit_code {
        0 => Status::Ok,
        _ => Status::RuntimeError,
    };
    let outcome = Outcome {
        status,
        exit_code,
        stderr: stderr.as_bytes().to_vec(),
        ..Outcome::ok()
    };
    Left { outcome, files }
}
