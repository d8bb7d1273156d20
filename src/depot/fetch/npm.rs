//! JavaScript packages, by `npm pack`, which delivers the registry's own archive and runs none of its scripts.

use std::fs;
use std::path::{Path, PathBuf};

use crate::languages::Package;

use super::super::error::{Error, IoContext as _};
use super::client::Client;
use super::files_in;

const NPM: Client = Client {
    program: "npm",
    hint: "Node.js (on Debian: apt-get install npm)",
};

pub(super) fn fetch(package: &Package, folder: &Path) -> Result<Vec<PathBuf>, Error> {
    // npm takes the nearest folder with such a file for the project, and its settings with it.
    let project = folder.join("package.json");
    fs::write(&project, "{}").or_cannot("write", &project)?;
    let mut command = NPM.command(folder);
    command
        .args([
            "pack",
            "--ignore-scripts",
            "--loglevel=error",
            "--no-update-notifier",
        ])
        .arg("--pack-destination")
        .arg(folder)
        .arg(format!("{}@{}", package.name, package.version));
    NPM.run(&mut command, package)?;
    files_in(folder, |name| name.ends_with(".tgz"))
}
