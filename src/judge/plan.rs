//! What a submission comes to once every name is looked up, every default filled in and every rule applied.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use glob::Pattern;

use super::Rules;
use crate::error::Error;
use crate::languages::{Catalog, Language, LimitDefaults};
use crate::model::{Expected, File, FileName, Limits, LimitsInForce, Quota, Submission, Test};

/// The folder of the devices, which every program sees.
const DEVICES: &str = "dev";

/// What runs when no tests are given: one, which takes everything from `execute`.
static SINGLE: Test = Test {
    name: None,
    stdin: None,
    args: None,
    env: None,
    files: Vec::new(),
    limits: Limits::NONE,
    fatal: false,
    expected: None,
    repeat: None,
    outputs: None,
};

pub(super) struct Plan<'a> {
    pub(super) language: &'a Language,
    /// The main source first, then the files beside it.
    pub(super) files: Vec<File>,
    pub(super) flags: &'a [String],
    pub(super) compile_limits: LimitsInForce,
    pub(super) tests: Vec<PlannedTest<'a>>,
}

pub(super) struct PlannedTest<'a> {
    pub(super) name: Cow<'a, str>,
    pub(super) stdin: Arc<[u8]>,
    pub(super) args: &'a [String],
    pub(super) env: Cow<'a, BTreeMap<String, String>>,
    pub(super) files: &'a [File],
    pub(super) limits: LimitsInForce,
    pub(super) fatal: bool,
    pub(super) expected: Option<&'a Expected>,
    /// `None` when no repetition was asked for.
    pub(super) repeat: Option<u32>,
    pub(super) outputs: Vec<Pattern>,
}

impl<'a> Plan<'a> {
    pub(super) fn new(
        catalog: &'a Catalog,
        rules: &Rules,
        submission: &'a Submission,
    ) -> Result<Self, Error> {
        let language = catalog
            .find(&submission.language)
            .ok_or_else(|| Error::unknown_language(catalog, &submission.language))?;
        for flag in &submission.flags {
            if !language
                .compile
                .as_ref()
                .is_some_and(|compile| compile.allows_flag(flag))
            {
                return Err(Error::BadSubmission(format!(
                    "the flag {flag:?} is not allowed for {}",
                    language.id
                )));
            }
        }
        let source = File {
            name: FileName::new(&language.source)?,
            content: Arc::clone(&submission.source),
        };
        let files: Vec<File> = std::iter::once(source)
            .chain(submission.files.iter().cloned())
            .collect();
        check_names(language, rules, files.iter())?;

        let tests = submission
            .tests
            .as_deref()
            .unwrap_or(std::slice::from_ref(&SINGLE));
        if tests.len() > rules.max_tests {
            return Err(Error::BadSubmission(format!(
                "{} tests are too many, at most {} are taken",
                tests.len(),
                rules.max_tests
            )));
        }
        let planned = tests
            .iter()
            .enumerate()
            .map(|(index, test)| {
                PlannedTest::new(language, rules, &files, &submission.execute, index, test)
            })
            .collect::<Result<_, _>>()?;
        let compile_defaults = language
            .compile
            .as_ref()
            .map(|compile| limits_of(&compile.limits))
            .unwrap_or_default();
        let compile_limits = submission.compile_limits.or(&compile_defaults);
        Ok(Self {
            language,
            files,
            flags: &submission.flags,
            compile_limits: LimitsInForce::resolve(
                &compile_limits,
                &rules.compile_defaults,
                &rules.compile_maxima,
            ),
            tests: planned,
        })
    }
}

impl<'a> PlannedTest<'a> {
    fn new(
        language: &Language,
        rules: &Rules,
        files: &[File],
        execute: &'a Test,
        index: usize,
        test: &'a Test,
    ) -> Result<Self, Error> {
        let name = match &test.name {
            Some(name) => Cow::Borrowed(name.as_str()),
            None => Cow::Owned(format!("test{index:03}")),
        };
        let bad = |what: String| Error::BadSubmission(format!("test {name}: {what}"));
        let args = test
            .args
            .as_deref()
            .or(execute.args.as_deref())
            .unwrap_or_default();
        if args.iter().any(|argument| argument.contains('\0')) {
            return Err(bad("an argument must not contain a NUL byte".to_owned()));
        }
        let env = match (&execute.env, &test.env) {
            (None, None) => Cow::Owned(BTreeMap::new()),
            (Some(env), None) | (None, Some(env)) => Cow::Borrowed(env),
            (Some(shared), Some(own)) => Cow::Owned(
                shared
                    .iter()
                    .chain(own)
                    .map(|(k, v)| (k.clone(), v.clone()))
                    .collect(),
            ),
        };
        if let Some(name) = env.iter().find_map(|(name, value)| {
            (name.is_empty() || name.contains(['=', '\0']) || value.contains('\0')).then_some(name)
        }) {
            return Err(bad(format!(
                "the environment variable {name:?} can't be set: no NUL, no `=` in a name, no empty name"
            )));
        }
        let test_files = if test.files.is_empty() {
            &execute.files
        } else {
            &test.files
        };
        if !test_files.is_empty() {
            // A test's file may replace one of the submission's, but not the other way to nest one in the other.
            let replaced = |file: &&File| !test_files.iter().any(|other| other.name == file.name);
            check_names(
                language,
                rules,
                files.iter().filter(replaced).chain(test_files),
            )?;
        }
        let repeat = test.repeat.or(execute.repeat);
        if repeat.is_some_and(|repeat| repeat == 0 || repeat > rules.max_repeat) {
            return Err(bad(format!(
                "repeat must be between 1 and {}",
                rules.max_repeat
            )));
        }
        let outputs = test
            .outputs
            .as_deref()
            .or(execute.outputs.as_deref())
            .unwrap_or_default();
        let outputs = outputs
            .iter()
            .map(|pattern| {
                Pattern::new(pattern)
                    .map_err(|error| bad(format!("the pattern {pattern:?} is not one: {error}")))
            })
            .collect::<Result<_, _>>()?;
        let limits = test
            .limits
            .or(&execute.limits)
            .or(&limits_of(&language.limits));
        Ok(Self {
            stdin: test
                .stdin
                .as_ref()
                .or(execute.stdin.as_ref())
                .map_or_else(|| Arc::from(&[][..]), Arc::clone),
            args,
            env,
            files: test_files,
            limits: LimitsInForce::resolve(&limits, &rules.run_defaults, &rules.run_maxima),
            fatal: test.fatal || execute.fatal,
            expected: test.expected.as_ref().or(execute.expected.as_ref()),
            repeat,
            outputs,
            name,
        })
    }
}

/// The names must be distinct, none may be a folder of another, and none may lie where the language has its own files.
fn check_names<'f>(
    language: &Language,
    rules: &Rules,
    files: impl Iterator<Item = &'f File>,
) -> Result<(), Error> {
    let mut names: Vec<&str> = files.map(|file| file.name.as_str()).collect();
    let bad = |sentence: String| Err(Error::BadSubmission(sentence));
    if names.len() > rules.max_files {
        return bad(format!(
            "{} files are too many, at most {} are taken",
            names.len(),
            rules.max_files
        ));
    }
    let compile_mounts = language.compile.iter().flat_map(|compile| &compile.mounts);
    let reserved: Vec<&str> = language
        .run
        .mounts
        .iter()
        .chain(compile_mounts)
        .filter_map(|mount| mount.at.split('/').find(|component| !component.is_empty()))
        .chain([DEVICES])
        .collect();
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
fn limits_of(manifest: &LimitDefaults) -> Limits {
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
