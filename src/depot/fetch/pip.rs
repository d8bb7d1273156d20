//! Python wheels, by `pip download`, without their dependencies and without ever running a package's own code.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::languages::Package;

use super::super::error::Error;
use super::client::Client;
use super::files_in;

const HINT: &str = "Python (on Debian: apt-get install python3-pip)";
const PYTHON: Client = Client {
    program: "python3",
    hint: HINT,
};
const PIP: Client = Client {
    program: "pip",
    hint: HINT,
};
const PIP3: Client = Client {
    program: "pip3",
    hint: HINT,
};

pub(super) fn fetch(package: &Package, folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut python = PYTHON.command(folder);
    python.args(["-m", "pip"]);
    let mut outcome = PYTHON.run(download(&mut python, package, folder), package);
    for pip in [PIP, PIP3] {
        if !is_absent(&outcome) {
            break;
        }
        outcome = pip.run(download(&mut pip.command(folder), package, folder), package);
    }
    if is_absent(&outcome) {
        return Err(PIP.missing(format!("fetch {package}")));
    }
    outcome?;
    files_in(folder, |name| name.ends_with(".whl"))
}

/// Debian's Python comes without pip, and some installations have only the script.
fn is_absent<T>(outcome: &Result<T, Error>) -> bool {
    match outcome {
        Err(Error::NoProgram { .. }) => true,
        Err(Error::Fetch { tail, .. }) => tail.contains("No module named pip"),
        _ => false,
    }
}

fn download<'a>(command: &'a mut Command, package: &Package, folder: &Path) -> &'a mut Command {
    command
        .args([
            "download",
            "--quiet",
            "--no-input",
            "--disable-pip-version-check",
        ])
        .args(["--no-deps", "--only-binary=:all:", "--dest"])
        .arg(folder)
        .arg(format!("{}=={}", package.name, package.version))
        // Nothing is installed, so a rule against installing outside of virtual environments is no obstacle.
        .env("PIP_REQUIRE_VIRTUALENV", "0")
}
