//! What happens around a registry: archives are kept, checked and refused. The registries themselves are asked for
//! small packages only where `ENCLOS_TEST_NETWORK` is set.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;

/// Delivers these bytes after failing so many times.
struct Registry {
    failures: usize,
    content: &'static [u8],
    asked: AtomicUsize,
}

impl Fetcher for Registry {
    fn fetch(&self, package: &Package, folder: &Path) -> Result<Vec<PathBuf>, Error> {
        if self.asked.fetch_add(1, Ordering::SeqCst) < self.failures {
            return Err(Error::Fetch {
                program: "npm",
                package: package.to_string(),
                tail: "timed out".to_owned(),
            });
        }
        let file = folder.join("x.tgz");
        fs::write(&file, self.content).expect("writable");
        Ok(vec![file])
    }
}

struct Place {
    _root: tempfile::TempDir,
    layout: Layout,
    work: Work,
}

fn place() -> Place {
    let root = tempfile::tempdir().expect("a temporary folder");
    let layout = Layout::new(root.path()).expect("absolute");
    layout.create().expect("writable");
    let work = Work::open(&layout).expect("opens");
    Place {
        _root: root,
        layout,
        work,
    }
}

fn registry(failures: usize) -> Registry {
    Registry {
        failures,
        content: b"archive",
        asked: AtomicUsize::new(0),
    }
}

fn package(
    registry: crate::languages::Registry,
    name: &str,
    version: &str,
    sha256: &str,
) -> Package {
    Package {
        registry,
        name: name.to_owned(),
        version: version.to_owned(),
        sha256: sha256.to_owned(),
        suite: None,
    }
}

fn pinned() -> Package {
    let sha256 = "0a3939b51c8ce11c2a3e1aa6fca59e03f2a1f1c8a1fb2c3d1e9c7b5f5f6a0f00";
    package(crate::languages::Registry::Npm, "x", "1", sha256)
}

/// The pin that `registry` satisfies.
fn satisfied() -> Package {
    let sha256 = Sha256::digest(b"archive")
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    Package { sha256, ..pinned() }
}

#[test]
fn an_archive_is_fetched_once_and_fetched_again_when_damaged() {
    let place = place();
    let registry = registry(0);
    let get = || archive(&satisfied(), &place.layout, &place.work, &registry, || {});
    let kept = get().expect("fetched");
    assert_eq!(get().expect("kept"), kept);
    assert_eq!(registry.asked.load(Ordering::SeqCst), 1);
    fs::write(&kept, "archivf").expect("writable");
    assert_eq!(get().expect("fetched again"), kept);
    assert_eq!(registry.asked.load(Ordering::SeqCst), 2);
}

#[test]
fn a_registry_may_fail_once_but_not_twice() {
    let place = place();
    let get =
        |registry: &Registry| archive(&satisfied(), &place.layout, &place.work, registry, || {});
    let error = get(&registry(2))
        .expect_err("twice is a failure")
        .to_string();
    assert!(
        error.contains("timed out") && error.contains("x 1 (npm)"),
        "{error}"
    );
    assert!(get(&registry(1)).is_ok());
}

#[test]
fn another_archive_than_the_pinned_one_is_refused_and_not_kept() {
    let place = place();
    let error =
        archive(&pinned(), &place.layout, &place.work, &registry(0), || {}).expect_err("refused");
    let text = error.to_string();
    assert!(
        text.contains(&pinned().sha256) && text.contains(&satisfied().sha256),
        "{text}"
    );
    assert_eq!(
        fs::read_dir(place.layout.downloads())
            .expect("there")
            .count(),
        0
    );
}

#[test]
fn the_ordinary_clients_deliver_what_is_pinned() {
    use crate::languages::Registry::{AptSource, Cargo, Npm, Pip};
    if std::env::var_os("ENCLOS_TEST_NETWORK").is_none() {
        return;
    }
    let place = place();
    let mut packages = vec![
        package(Npm, "is-number", "7.0.0", NPM),
        package(Pip, "six", "1.17.0", PIP),
        package(Cargo, "itoa", "1.0.11", CARGO),
    ];
    if Path::new("/usr/bin/apt-get").exists() {
        let mut source = package(AptSource, "tinyscheme", "1.42", APT);
        source.suite = Some("trixie".to_owned());
        packages.push(source);
    }
    for package in packages {
        let path = archive(&package, &place.layout, &place.work, &Clients, || {});
        let path = path.unwrap_or_else(|error| panic!("{package}: {error}"));
        let into = place.work.scratch("unpacked").expect("writable");
        let root = super::super::unpack::unpack(&path, into.path()).expect("unpacks");
        let expected = match package.registry {
            Npm => "package.json",
            Pip => "six.py",
            Cargo => "Cargo.toml",
            AptSource => "scheme.c",
        };
        assert!(root.join(expected).is_file(), "{package}");
    }
    let missing = package(Npm, "is-number", "7.0.99", &"0".repeat(64));
    let error = archive(&missing, &place.layout, &place.work, &Clients, || {})
        .expect_err("no such version");
    assert!(matches!(error, Error::Fetch { .. }), "{error}");
}

const NPM: &str = "7b75c1057198cf97696909a9bee176c9c5e9bcb5b03bf3ecef2f484defadd51e";
const PIP: &str = "4721f391ed90541fddacab5acf947aa0d3dc7d27b2e1e8eda2be8970586c3274";
const CARGO: &str = "49f1f14873335454500d59611f1cf4a4b0f786f9ac11f4312a78e4cf2566695b";
const APT: &str = "95d1a25e4e8427bbd47a737b112a07f472224ea9ba59d682659450b61c476356";
