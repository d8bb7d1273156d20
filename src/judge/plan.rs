//! What a submission comes to once every name is looked up, every default filled in and every rule applied.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Rules;
use super::patterns::Patterns;
use crate::error::Error;
use crate::languages::{Catalog, Language, LimitDefaults};
use crate::model::{Expected, File, FileName, Limits, LimitsInForce, Quota, Submission, Test};
use crate::observer::Watch;

/// The folder of the devices, which every program sees.
const DEVICES: &str = "dev";

/// A submission that is acceptable, ready to be compiled and run.
pub(crate) struct Plan {
    pub(super) language: Arc<Language>,
    /// The main source first, unless the interpreter is told by its arguments what to run; then the files beside it.
    pub(super) files: Vec<File>,
    /// What is compiled of them, when that was said.
    pub(super) sources: Option<Vec<String>>,
    pub(super) flags: Vec<String>,
    /// Arguments of the interpreter in the place of the source.
    pub(super) interpreter_args: Option<Vec<String>>,
    pub(super) merge_output: bool,
    pub(super) kill_out_of_memory: bool,
    pub(super) all_fatal: bool,
    pub(super) compile_limits: LimitsInForce,
    pub(super) tests: Vec<PlannedTest>,
    /// Is told what is done for it.
    pub(super) watch: Option<Watch>,
}

/// One test with nothing left open. What tests share they share here too.
pub(super) struct PlannedTest {
    pub(super) name: String,
    pub(super) stdin: Arc<[u8]>,
    pub(super) args: Arc<[String]>,
    pub(super) env: Arc<BTreeMap<String, String>>,
    pub(super) files: Arc<[File]>,
    pub(super) limits: LimitsInForce,
    pub(super) fatal: bool,
    pub(super) expected: Option<Expected>,
    /// `None` when no repetition was asked for.
    pub(super) repeat: Option<u32>,
    pub(super) outputs: Patterns,
}

/// What tests take from `execute` where they are silent, in the form in which they share it.
struct Shared<'a> {
    language: &'a Language,
    rules: &'a Rules,
    files: &'a [File],
    unbounded: bool,
    execute: &'a Test,
    stdin: Arc<[u8]>,
    args: Arc<[String]>,
    env: Arc<BTreeMap<String, String>>,
    execute_files: Arc<[File]>,
    outputs: Patterns,
}

impl Plan {
    /// Whether what it compiles is the language's reference program, and nothing else.
    pub(super) fn is_reference(&self) -> bool {
        let [main] = &self.files[..] else {
            return false;
        };
        self.sources.is_none()
            && self.flags.is_empty()
            && main.name.as_str() == self.language.source
            && *main.content == *self.language.reference_source()
    }

    pub(super) fn new(
        catalog: &Catalog,
        rules: &Rules,
        submission: Submission,
    ) -> Result<Self, Error> {
        let (language, variant_flags) = catalog
            .resolve(&submission.language)
            .ok_or_else(|| Error::unknown_language(catalog, &submission.language))?;
        check_flags(language, &submission.flags)?;
        let flags = variant_flags.iter().cloned().chain(submission.flags);
        let interpreter_args = submission.interpreter_args;
        if interpreter_args.is_some() && language.compile.is_some() {
            return Err(Error::BadSubmission(format!(
                "{} has no interpreter that could take arguments",
                language.id
            )));
        }
        let mut files = submission.files;
        if interpreter_args.is_none() {
            let source = File {
                name: FileName::new(&language.source)?,
                content: submission.source,
            };
            files.insert(0, source);
        }
        check_arguments(interpreter_args.as_deref().unwrap_or_default())
            .map_err(|what| Error::BadSubmission(what.to_owned()))?;
        check_count(rules, files.len())?;
        check_names(language, files.iter())?;

        let tests = submission.tests.unwrap_or_else(|| vec![Test::default()]);
        if tests.len() > rules.max_tests {
            return Err(Error::BadSubmission(format!(
                "{} tests are too many, at most {} are taken",
                tests.len(),
                rules.max_tests
            )));
        }
        let execute = &submission.execute;
        let shared = Shared {
            language,
            rules,
            files: &files,
            unbounded: submission.unbounded,
            stdin: execute.stdin.clone().unwrap_or_else(|| [].into()),
            args: execute.args.as_deref().unwrap_or_default().into(),
            env: Arc::new(execute.env.clone().unwrap_or_default()),
            execute_files: execute.files.as_slice().into(),
            outputs: Patterns::new(
                execute.outputs.as_deref().unwrap_or_default(),
                rules.max_files,
            )
            .map_err(Error::BadSubmission)?,
            execute,
        };
        let planned = tests
            .into_iter()
            .enumerate()
            .map(|(index, test)| shared.plan(index, test))
            .collect::<Result<_, _>>()?;
        let compile_defaults = language
            .compile
            .as_ref()
            .map(|compile| limits_of(&compile.limits))
            .unwrap_or_default();
        let compile_limits = submission.compile_limits.or(&compile_defaults);
        Ok(Self {
            language: Arc::clone(language),
            files,
            sources: None,
            flags: flags.collect(),
            interpreter_args,
            merge_output: submission.merge_output,
            kill_out_of_memory: submission.kill_out_of_memory,
            all_fatal: submission.all_fatal,
            compile_limits: rules.compile_limits(language, &compile_limits),
            tests: planned,
            watch: None,
        })
    }
}

impl Plan {
    /// The id of its language.
    pub(crate) fn language_id(&self) -> String {
        self.language.id.to_string()
    }
}

impl Shared<'_> {
    fn plan(&self, index: usize, test: Test) -> Result<PlannedTest, Error> {
        let Self {
            language, rules, ..
        } = *self;
        let name = test.name.unwrap_or_else(|| format!("test{index:03}"));
        let bad = |what: &str| {
            let shown: String = name.chars().take(40).collect();
            Error::BadSubmission(format!("test {shown}: {what}"))
        };
        let args = test
            .args
            .map_or_else(|| Arc::clone(&self.args), |args| args.into());
        check_arguments(&args).map_err(bad)?;
        let env = match test.env {
            None => Arc::clone(&self.env),
            Some(own) => {
                let mut env = BTreeMap::clone(&self.env);
                env.extend(own);
                Arc::new(env)
            }
        };
        if let Some(name) = env.iter().find_map(|(name, value)| {
            (name.is_empty() || name.contains(['=', '\0']) || value.contains('\0')).then_some(name)
        }) {
            return Err(bad(&format!(
                "the environment variable {name:?} can't be set: no NUL, no `=` in a name, no empty name"
            )));
        }
        let files: Arc<[File]> = if test.files.is_empty() {
            Arc::clone(&self.execute_files)
        } else {
            test.files.into()
        };
        if !files.is_empty() {
            // A test's file may replace one of the submission's, but not the other way to nest one in the other.
            let replaced = |file: &&File| !files.iter().any(|other| other.name == file.name);
            let all = || self.files.iter().filter(replaced).chain(&*files);
            check_count(rules, all().count())?;
            check_names(language, all())?;
        }
        let repeat = test.repeat.or(self.execute.repeat);
        if repeat.is_some_and(|repeat| repeat == 0 || repeat > rules.max_repeat) {
            return Err(bad(&format!(
                "repeat must be between 1 and {}",
                rules.max_repeat
            )));
        }
        let outputs = match test.outputs {
            None => self.outputs.clone(),
            Some(outputs) => Patterns::new(&outputs, rules.max_files).map_err(|what| bad(&what))?,
        };
        let limits = test
            .limits
            .or(&self.execute.limits)
            .or(&limits_of(&language.limits));
        Ok(PlannedTest {
            stdin: test.stdin.unwrap_or_else(|| Arc::clone(&self.stdin)),
            args,
            env,
            files,
            limits: rules.run_limits(language, &limits, self.unbounded),
            fatal: test.fatal || self.execute.fatal,
            expected: test.expected.or_else(|| self.execute.expected.clone()),
            repeat,
            outputs,
            name,
        })
    }
}

pub(super) fn check_flags(language: &Language, flags: &[String]) -> Result<(), Error> {
    let compile = language.compile.as_ref();
    let refused = |flag: &&String| !compile.is_some_and(|compile| compile.allows_flag(flag));
    match flags.iter().find(refused) {
        None => Ok(()),
        Some(flag) => Err(Error::BadSubmission(format!(
            "the flag {flag:?} is not allowed for {}",
            language.id
        ))),
    }
}

pub(super) fn check_arguments(args: &[String]) -> Result<(), &'static str> {
    if args.iter().any(|argument| argument.contains('\0')) {
        return Err("an argument must not contain a NUL byte");
    }
    Ok(())
}

/// The folders at the top in which the language has its own files. Where programs are native, the working directory is not
/// the root, and none of its folders has any.
pub(super) fn reserved(language: &Language) -> Vec<&str> {
    if language.is_native() {
        return Vec::new();
    }
    let compile_mounts = language.compile.iter().flat_map(|compile| &compile.mounts);
    language
        .run_mounts()
        .chain(compile_mounts)
        .filter_map(|mount| mount.at.split('/').find(|component| !component.is_empty()))
        .chain([DEVICES])
        .collect()
}

fn check_count(rules: &Rules, count: usize) -> Result<(), Error> {
    if count > rules.max_files {
        return Err(Error::BadSubmission(format!(
            "{count} files are too many, at most {} are taken",
            rules.max_files
        )));
    }
    Ok(())
}

/// The names must be distinct, none may be a folder of another, and none may lie where the language has its own files.
pub(super) fn check_names<'f>(
    language: &Language,
    files: impl Iterator<Item = &'f File>,
) -> Result<(), Error> {
    let mut names: Vec<&str> = files.map(|file| file.name.as_str()).collect();
    let bad = |sentence: String| Err(Error::BadSubmission(sentence));
    let reserved = reserved(language);
    names.sort_unstable();
    for name in &names {
        let top = name.split('/').next().unwrap_or_default();
        if reserved.contains(&top) {
            return bad(format!(
                "file name {name:?}: /{top} holds files of the language, choose another"
            ));
        }
        if *name == "tmp" {
            return bad(
                "file name \"tmp\": /tmp is the folder for temporary files, choose another"
                    .to_owned(),
            );
        }
    }
    for pair in names.windows(2) {
        if pair[0] == pair[1] {
            return bad(format!("file name {:?}: is there twice", pair[0]));
        }
    }
    // Sorted by bytes, "a" and "a/b" may have "a.c" between them, so each parent is looked up.
    for name in &names {
        let mut parent = *name;
        while let Some((shorter, _)) = parent.rsplit_once('/') {
            parent = shorter;
            if names.binary_search(&parent).is_ok() {
                return bad(format!(
                    "file name {name:?}: {parent:?} is a file, so nothing can lie in it"
                ));
            }
        }
    }
    Ok(())
}

/// A manifest's limits in the domain's units.
pub(super) fn limits_of(manifest: &LimitDefaults) -> Limits {
    let bytes = |kb: Option<u64>| kb.map(|kb| kb.saturating_mul(1024));
    Limits {
        time: manifest.time,
        extra_time: manifest.extra_time,
        wall_time: manifest.wall_time,
        memory_bytes: bytes(manifest.mem_kb.or(manifest.virt_mem_kb)),
        stack_bytes: bytes(manifest.stack_kb),
        file_bytes: bytes(manifest.fsize_kb),
        quota: manifest.quota.map(|quota| Quota {
            bytes: quota.blocks_kb.saturating_mul(1024),
            inodes: quota.inodes,
        }),
        processes: manifest.processes,
        output_bytes: bytes(manifest.output_kb),
        fuel: manifest.fuel,
    }
}
