//! Rust crates, by `cargo fetch` for a crate of no content that depends on the one wanted. The archive then lies in
//! cargo's own cache.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::languages::Package;

use super::super::error::{Error, IoContext as _};
use super::client::Client;

const CARGO: Client = Client {
    program: "cargo",
    hint: "Rust (on Debian: apt-get install cargo)",
};

pub(super) fn fetch(package: &Package, folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let cached = cached(package)?;
    let archives = if cached.is_empty() {
        ask(package, folder)?;
        self::cached(package)?
    } else {
        cached
    };
    // What is in cargo's cache is not ours to move.
    let mut copies = Vec::new();
    for (index, archive) in archives.iter().enumerate() {
        let place = folder.join(index.to_string());
        fs::create_dir(&place).or_cannot("create", &place)?;
        let copy = place.join(file_name(package));
        fs::copy(archive, &copy).or_cannot("copy", archive)?;
        copies.push(copy);
    }
    Ok(copies)
}

fn ask(package: &Package, folder: &Path) -> Result<(), Error> {
    // An own [workspace] keeps cargo from looking for one above; no features keep it from fetching much else.
    let manifest = format!(
        "[package]\nname = \"fetch\"\nversion = \"0.0.0\"\nedition = \"2021\"\n[lib]\npath = \"lib.rs\"\n[workspace]\n\
         [dependencies]\n{:?} = {{ version = \"={}\", default-features = false }}\n",
        package.name, package.version
    );
    for (name, content) in [("Cargo.toml", manifest.as_str()), ("lib.rs", "")] {
        let path = folder.join(name);
        fs::write(&path, content).or_cannot("write", &path)?;
    }
    CARGO.run(CARGO.command(folder).args(["fetch", "--quiet"]), package)?;
    Ok(())
}

/// The archive in the caches of all the registries that cargo has used, mirrors among them.
fn cached(package: &Package) -> Result<Vec<PathBuf>, Error> {
    let home = env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| env::var_os("HOME").map(|home| Path::new(&home).join(".cargo")))
        .ok_or(Error::NoCache)?;
    let caches = home.join("registry/cache");
    let Ok(registries) = fs::read_dir(&caches) else {
        return Ok(Vec::new());
    };
    let mut archives = Vec::new();
    for registry in registries {
        let archive = registry
            .or_cannot("list", &caches)?
            .path()
            .join(file_name(package));
        if archive.is_file() {
            archives.push(archive);
        }
    }
    archives.sort();
    Ok(archives)
}

fn file_name(package: &Package) -> String {
    format!("{}-{}.crate", package.name, package.version)
}
