//! Source packages of Debian and its kin, by `apt-get source`.
//!
//! The machine's own apt knows where its archive is; the release that has the pinned version can be another one of
//! the same archive. So a private sources list is made of the machine's own with the release's name put in, beside
//! private state and caches: the machine's apt is only asked, never changed, and no privileges are needed.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::languages::Package;

use super::super::error::{Error, IoContext as _};
use super::client::Client;
use super::files_in;

const GET: Client = Client {
    program: "apt-get",
    hint: "a Debian or Ubuntu machine or container, which has it from the start",
};
const CACHE: Client = Client {
    program: "apt-cache",
    ..GET
};
const KEYS: &str = "/usr/share/keyrings/debian-archive-keyring.gpg";

pub(super) fn fetch(package: &Package, folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let home = folder.join("apt");
    for part in ["lists/partial", "archives/partial", "empty"] {
        let part = home.join(part);
        fs::create_dir_all(&part).or_cannot("create", &part)?;
    }
    write(&home.join("status"), "")?;
    let settings = home.join("apt.conf");
    write(&settings, &configuration(&home, false))?;
    let own = own_release();
    let suite = package.suite.as_deref().unwrap_or(&own);

    // With no lists downloaded, this prints where they would come from and asks no network.
    let mut ask = command(GET, folder, &settings);
    let printed = GET
        .run(ask.args(["update", "--print-uris"]), package)?
        .stdout;
    let printed = String::from_utf8_lossy(&printed);
    let archives = archives(&printed, &own);
    if archives.is_empty() {
        return Err(Error::Fetch {
            program: GET.program,
            package: package.to_string(),
            tail: format!("the sources list of this machine names no archive of {own}"),
        });
    }
    let option = if Path::new(KEYS).exists() {
        format!("[signed-by={KEYS}] ")
    } else {
        String::new()
    };
    let list: String = archives
        .iter()
        .map(|archive| format!("deb-src {option}{archive} {suite} main\n"))
        .collect();
    write(&home.join("sources.list"), &list)?;
    write(&settings, &configuration(&home, true))?;
    GET.run(command(GET, folder, &settings).arg("update"), package)?;

    let mut show = command(CACHE, folder, &settings);
    let shown = CACHE
        .run(
            show.args(["showsrc", "--only-source", &package.name]),
            package,
        )?
        .stdout;
    let shown = String::from_utf8_lossy(&shown);
    let Some(version) = version_with(&shown, &package.sha256) else {
        return Err(Error::Checksum {
            package: package.name.clone(),
            version: format!("{} of {suite}", package.version),
            expected: package.sha256.clone(),
            found: origs(&shown),
        });
    };
    GET.run(
        command(GET, folder, &settings)
            .args(["source", "--download-only", "--tar-only", "--only-source"])
            .arg(format!("{}={version}", package.name)),
        package,
    )?;
    files_in(folder, is_orig)
}

fn command(client: Client, folder: &Path, settings: &Path) -> Command {
    let mut command = client.command(folder);
    // Settings given here are read after the machine's own, whose proxies and mirrors therefore still hold.
    command.arg("-q").arg("-c").arg(settings);
    command
}

/// `own_list` says whether the private sources list stands in for the machine's.
fn configuration(home: &Path, own_list: bool) -> String {
    let home = home.display();
    let mut text = format!(
        "#clear APT::Update;\n\
         Dir::State \"{home}\";\nDir::State::lists \"{home}/lists\";\nDir::State::status \"{home}/status\";\n\
         Dir::Cache \"{home}\";\nDir::Cache::archives \"{home}/archives\";\n\
         Dir::Cache::pkgcache \"\";\nDir::Cache::srcpkgcache \"\";\n\
         Dir::Etc::preferences \"{home}/none\";\nDir::Etc::preferencesparts \"{home}/empty\";\n\
         Acquire::Languages \"none\";\nAcquire::Retries \"3\";\nAPT::Sandbox::User \"\";\n"
    );
    if own_list {
        // Only the list of sources is wanted: the machine's other kinds of index are large.
        text.push_str(&format!(
            "#clear Acquire::IndexTargets::deb;\n\
             Dir::Etc::sourcelist \"{home}/sources.list\";\nDir::Etc::sourceparts \"{home}/empty\";\n"
        ));
    }
    text
}

/// The name of the release that this machine runs.
fn own_release() -> String {
    let text = fs::read_to_string("/etc/os-release").unwrap_or_default();
    text.lines()
        .find_map(|line| line.strip_prefix("VERSION_CODENAME="))
        .map_or_else(
            || "stable".to_owned(),
            |name| name.trim_matches('"').to_owned(),
        )
}

/// The archives among the printed addresses that carry the machine's own release, and so its siblings.
fn archives<'a>(printed: &'a str, own: &str) -> BTreeSet<&'a str> {
    let generic = ["stable", "oldstable", "testing", "unstable", "sid"];
    printed
        .lines()
        .filter_map(|line| {
            line.strip_prefix('\'')?
                .split('\'')
                .next()?
                .split_once("/dists/")
        })
        .filter(|(_, index)| {
            index.split_once('/').is_some_and(|(suite, rest)| {
                (suite == own || generic.contains(&suite)) && rest.starts_with("main/")
            })
        })
        .map(|(archive, _)| archive)
        .collect()
}

/// The version whose stanza lists an original tarball of this hash. Revisions of one upstream version share it.
fn version_with<'a>(shown: &'a str, sha256: &str) -> Option<&'a str> {
    let mut version = None;
    for line in shown.lines() {
        if let Some(found) = line.strip_prefix("Version: ") {
            version = Some(found.trim());
        } else if line.contains(sha256) && line.split_whitespace().next_back().is_some_and(is_orig)
        {
            return version;
        }
    }
    None
}

/// What the release has instead, for the message.
fn origs(shown: &str) -> String {
    let found: Vec<&str> = shown
        .lines()
        .map(str::trim)
        .filter(|line| {
            line.len() > 64 && line.split(' ').next().is_some_and(|hash| hash.len() == 64)
        })
        .filter(|line| line.split_whitespace().next_back().is_some_and(is_orig))
        .collect();
    if found.is_empty() {
        "no such package".to_owned()
    } else {
        found.join("; ")
    }
}

fn is_orig(name: &str) -> bool {
    name.contains(".orig") && name.contains(".tar.") && !name.ends_with(".asc")
}

fn write(path: &Path, text: &str) -> Result<(), Error> {
    fs::write(path, text).or_cannot("write", path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_archives_of_the_own_release_are_taken() {
        let printed = "'proto://mirror/debian/dists/bookworm/InRelease' x 0 \n\
                       'proto://mirror/debian/dists/bookworm/main/binary-all/Packages.xz' x 0 \n\
                       'proto://other/tools/dists/nodistro/main/binary-all/Packages.xz' x 0 \n";
        let found: Vec<_> = archives(printed, "bookworm").into_iter().collect();
        assert_eq!(found, ["proto://mirror/debian"]);
    }

    #[test]
    fn the_version_is_the_one_whose_tarball_has_the_pinned_hash() {
        let hash = "a".repeat(64);
        let other = "b".repeat(64);
        let shown = format!(
            "Package: x\nVersion: 1-2\nChecksums-Sha256:\n {other} 9 x_1.orig.tar.xz\n\n\
             Package: x\nVersion: 2-1\nChecksums-Sha256:\n {hash} 9 x_2.orig.tar.xz\n {hash} 9 x_2.dsc\n"
        );
        assert_eq!(version_with(&shown, &hash), Some("2-1"));
        assert_eq!(version_with(&shown, &"c".repeat(64)), None);
        assert!(origs(&shown).contains(&other));
    }
}
