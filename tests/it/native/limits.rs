//! Runs `tests/native/limits`: a program for each limit that breaks it, with control groups and without.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::machine::{has_boxes, has_groups, is_ready, is_root, server, skipped};
use super::ordinary_user::UserServer;
use super::{LIMITS, case, name, report, was_native};
use crate::cases::{Case, Meta, through_http};
use crate::support::{folder, folders};

/// What is said of a limit beside its case.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Limit {
    lang: String,
    /// Its name in requests and reports.
    limit: String,
    with_groups: Held,
    without_groups: Held,
}

/// How a limit is held.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Held {
    /// Any of these, as reports call them.
    by: Vec<String>,
    /// What the report may say of the end; nothing, if the program went on.
    #[serde(default)]
    message: Vec<String>,
}

impl Limit {
    fn read(path: &Path) -> Self {
        let text = std::fs::read_to_string(path.join("limit.toml")).unwrap();
        toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    fn run(&self, server: &str, path: &Path, with_groups: bool) -> Result<(), String> {
        let named = |failure| format!("== {}: {failure}", name(path));
        let (_, tests) =
            through_http(server, &self.lang, path, &Case::read(path)).map_err(named)?;
        for meta in &tests {
            was_native(meta)
                .and_then(|()| self.check(meta, with_groups))
                .map_err(named)?;
        }
        Ok(())
    }

    fn check(&self, meta: &Meta, with_groups: bool) -> Result<(), String> {
        let Held { by, message } = match with_groups {
            true => &self.with_groups,
            false => &self.without_groups,
        };
        let held = &meta.enforced[&self.limit];
        if !by.contains(held) {
            return Err(format!("held by {held}, not {by:?}"));
        }
        match &meta.message {
            None if message.is_empty() => Ok(()),
            Some(said) if message.contains(said) => Ok(()),
            said => Err(format!("it said {said:?}, not {message:?}")),
        }
    }
}

fn limits() -> Vec<(PathBuf, Limit)> {
    let folders = folders(&folder("native").join(LIMITS));
    folders
        .into_iter()
        .map(|path| (path.clone(), Limit::read(&path)))
        .collect()
}

fn break_all(server: &str, with_groups: bool) {
    let limits = limits();
    let failures = limits
        .iter()
        .filter_map(|(path, limit)| limit.run(server, path, with_groups).err());
    report(&failures.collect::<Vec<_>>(), limits.len());
}

/// Whether what those programs are written in is there.
fn is_possible() -> bool {
    has_boxes() && ["c", "bash"].iter().all(|language| is_ready(language))
}

#[test]
fn every_limit_has_a_program_that_breaks_it() {
    let broken: Vec<String> = limits().into_iter().map(|(_, limit)| limit.limit).collect();
    for limit in [
        "time",
        "wall-time",
        "mem",
        "processes",
        "fsize",
        "quota",
        "stack",
        "output",
    ] {
        assert!(broken.iter().any(|broken| broken == limit), "{limit}");
    }
}

#[test]
fn limits_hold_with_groups() {
    if !is_possible() {
        return;
    }
    if !has_groups() {
        skipped("limits with control groups: this user may make none of the first version");
        return;
    }
    break_all(server(), true);
}

#[test]
fn limits_hold_without_groups() {
    if !is_possible() {
        return;
    }
    if is_root() {
        if let Some(server) = UserServer::start(&["c", "bash"]) {
            break_all(&server.address, false);
        }
        return;
    }
    // Groups of the second version may have been delegated to this user.
    let hello = folder("native").join("bash/hello");
    case(server(), "bash", &hello).unwrap();
    let (_, tests) = through_http(server(), "bash", &hello, &Case::read(&hello)).unwrap();
    match tests[0].enforced["mem"].starts_with("cgroup") {
        true => skipped("limits without control groups: this user has some"),
        false => break_all(server(), false),
    }
}
