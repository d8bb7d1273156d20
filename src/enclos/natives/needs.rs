//! What native languages need of the machine: which of it is missing, and what it comes to as it is now.

use std::ffi::OsString;
use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use crate::depot::INSTALL;
use crate::error::Error;
use crate::languages::{Language, LanguageId, Native as Needs};

/// After so many links a path is taken to lead nowhere, as the kernel does.
const MAX_LINKS: u32 = 40;

/// A native language whose files are not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// The language.
    pub language: LanguageId,
    /// The Debian packages that bring it.
    pub packages: Vec<String>,
    /// The files that are not there.
    pub files: Vec<String>,
}

/// What is missing for native languages, in their order; nothing for others.
pub(crate) fn missing_packages<'l>(
    languages: impl IntoIterator<Item = &'l Language>,
) -> Vec<Missing> {
    let languages = languages.into_iter();
    languages
        .filter_map(|language| missing_of(language, None))
        .collect()
}

/// What is missing for a native language that sees these unpacked packages.
pub(super) fn missing_of(language: &Language, unpacked: Option<&Path>) -> Option<Missing> {
    let needs = language.native.as_ref()?;
    let files = lacks(needs, unpacked);
    (!files.is_empty()).then(|| Missing {
        language: language.id.clone(),
        packages: needs.packages.clone(),
        files,
    })
}

/// The files that are neither on the host nor in these unpacked packages.
pub(super) fn lacks(needs: &Needs, unpacked: Option<&Path>) -> Vec<String> {
    let is_missing = |file: &&String| resolved(file, unpacked).is_none();
    needs.needs.iter().filter(is_missing).cloned().collect()
}

/// Where a file that a language needs is, as its programs see it: with unpacked packages over the host's files.
fn resolved(file: &str, unpacked: Option<&Path>) -> Option<PathBuf> {
    let Some(unpacked) = unpacked else {
        return Path::new(file).canonicalize().ok();
    };
    let over = |path: &Path| unpacked.join(path.strip_prefix("/").unwrap_or(path));
    let parts = |path: &Path| -> Vec<OsString> {
        let parts = path.components().rev();
        parts.map(|part| part.as_os_str().to_owned()).collect()
    };
    let mut rest = parts(Path::new(file));
    let mut found = PathBuf::from("/");
    let mut links = 0;
    while let Some(part) = rest.pop() {
        if part == ".." {
            found.pop();
            continue;
        }
        // The root is what it becomes when it is joined.
        let next = found.join(part);
        let is_there = |path: &PathBuf| path.symlink_metadata().is_ok();
        let place = Some(over(&next)).filter(is_there);
        let place = place.or_else(|| Some(next.clone()).filter(is_there))?;
        let Ok(target) = fs::read_link(&place) else {
            found = next;
            continue;
        };
        links += 1;
        if links > MAX_LINKS {
            return None;
        }
        rest.extend(parts(&target));
    }
    let place = over(&found);
    Some(if place.exists() { place } else { found })
}

/// The name of the folder of packages that are unpacked for a language: another release of the system has others, and what
/// they lie over is another one's too.
pub(super) fn unpacked_name(language: &Language, needs: &Needs) -> String {
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    let text = format!(
        "1 {} {:?}\n{release}",
        std::env::consts::ARCH,
        needs.packages
    );
    let digest = blake3::hash(text.as_bytes()).to_hex();
    format!("{}-{}", language.id, &digest[..16])
}

/// The sentence for the operator, with one command for all that is missing.
pub(super) fn sentence(missing: &[Missing]) -> String {
    let listed = |words: &[String]| match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    };
    let needed = missing.iter().map(
        |Missing {
             language,
             packages,
             files,
         }| match packages.len() {
            0 => format!("{language} needs {}", listed(files)),
            1 => format!("{language} needs the Debian package {}", packages[0]),
            _ => format!("{language} needs the Debian packages {}", listed(packages)),
        },
    );
    let needed: Vec<String> = needed.collect();
    let packages = all_packages(missing);
    let (many, them) = match packages.len().max(missing.len()) {
        0 | 1 => ("is not", "it"),
        _ => ("are not all", "them"),
    };
    let needed = listed(&needed);
    if packages.is_empty() {
        return format!("{needed}, which {many} there");
    }
    let command = INSTALL.join(" ");
    let packages = packages.join(" ");
    format!(
        "{needed}, which {many} installed; install {them} with: {command} {packages}; or let `enclos setup --install` get \
         {them}, which any user can"
    )
}

pub(super) fn all_packages(missing: &[Missing]) -> Vec<String> {
    let mut packages: Vec<String> = Vec::new();
    for package in missing.iter().flat_map(|missing| &missing.packages) {
        if !packages.contains(package) {
            packages.push(package.clone());
        }
    }
    packages
}

/// Stands for the files that a language needs as they are now: another version of a package has others.
pub(super) fn identity(needs: &Needs, unpacked: Option<&Path>) -> Result<String, Error> {
    let mut hasher = blake3::Hasher::new();
    for file in &needs.needs {
        let gone = |source| Error::Io {
            what: format!("reading {file}"),
            source,
        };
        let path = resolved(file, unpacked);
        let path = path.ok_or_else(|| gone(std::io::ErrorKind::NotFound.into()))?;
        let about = fs::metadata(&path).map_err(gone)?;
        let (size, seconds, nanoseconds) = (about.len(), about.mtime(), about.mtime_nsec());
        let line = format!("{file} {} {size} {seconds} {nanoseconds}\n", path.display());
        hasher.update(line.as_bytes());
    }
    Ok(hasher.finalize().to_hex().to_string())
}

/// The name of what was prepared for a language, which changes with everything that went into it.
pub(super) fn prepared_name(language: &Language, needs: &Needs, identity: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    let mut field = |bytes: &[u8]| {
        hasher.update(&(bytes.len() as u64).to_le_bytes());
        hasher.update(bytes);
    };
    field(std::env::consts::ARCH.as_bytes());
    field(identity.as_bytes());
    field(format!("{:?} {:?}", needs.prepare, needs.view).as_bytes());
    for (path, file) in own_files(language) {
        field(path.as_bytes());
        field(&file.content);
    }
    format!("{}-{}", language.id, &hasher.finalize().to_hex()[..16])
}

/// The files of the language's folder, without its manifest.
pub(super) fn own_files(
    language: &Language,
) -> impl Iterator<Item = (&str, &crate::languages::File)> {
    let files = language.folder.files();
    files.filter(|(path, _)| *path != Language::MANIFEST)
}

/// The version in what a program says of itself: the first word that begins like one, or else the first line.
pub(super) fn version(said: &str) -> Option<String> {
    let marks = |c: char| "\"'(),;".contains(c);
    let words = said.split_whitespace().map(|word| word.trim_matches(marks));
    let bare = |word: &'_ str| word.strip_prefix('v').unwrap_or(word).to_owned();
    let mut versions = words
        .map(bare)
        .filter(|word| word.starts_with(|c: char| c.is_ascii_digit()) && word.contains('.'));
    let line = || said.lines().map(str::trim).find(|line| !line.is_empty());
    versions.next().or_else(|| line().map(str::to_owned))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;
    use crate::languages::Catalog;

    fn catalog(needs: &str, packages: &str) -> Catalog {
        let manifest = |id: &str, needs: &str, packages: &str| {
            format!(
                "name='{id}'\nversion='1'\nsource='n'\n[native]\npackages=[{packages}]\nneeds=[{needs}]\nversion=['n']\n\
                 [native.prepare]\nargv=['n']\n[native.run]\nargv=['n']\n[reference]\nsource='h'\nstdout=''\n"
            )
        };
        let one = manifest("one", needs, packages);
        let two = manifest("two", "'/nowhere/two'", "'b', 'c'");
        Catalog::from_files(&[
            ("runtimes/one/language.toml", &one),
            ("runtimes/one/h", "x"),
            ("runtimes/two/language.toml", &two),
            ("runtimes/two/h", ""),
        ])
        .expect("valid")
    }

    fn one(catalog: &Catalog) -> &Language {
        catalog.find("one").expect("there")
    }

    #[test]
    fn what_is_missing_is_one_sentence_with_one_command() {
        let command = "apt-get install -y --no-install-recommends";
        let here = catalog("'/bin/sh'", "'dash'");
        assert_eq!(missing_packages([one(&here)]), []);
        let gone = catalog("'/bin/sh', '/nowhere/one'", "'a'");
        let missing = missing_packages([one(&gone)]);
        assert_eq!(missing[0].files, ["/nowhere/one"]);
        assert_eq!(
            sentence(&missing),
            format!(
                "one needs the Debian package a, which is not installed; install it with: {command} a; or let `enclos \
                 setup --install` get it, which any user can"
            )
        );
        let gone = catalog("'/nowhere/one'", "'a', 'b'");
        assert_eq!(
            sentence(&missing_packages(gone.languages())),
            format!(
                "one needs the Debian packages a and b and two needs the Debian packages b and c, which are not all \
                 installed; install them with: {command} a b c; or let `enclos setup --install` get them, which any user \
                 can"
            )
        );
        let gone = catalog("'/nowhere/one'", "");
        assert_eq!(
            sentence(&missing_packages([one(&gone)])),
            "one needs /nowhere/one, which is not there"
        );
    }

    #[test]
    fn unpacked_packages_lie_over_the_host_and_links_lead_where_programs_see_them_lead() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let at = |path: &str| folder.path().join(path);
        fs::create_dir_all(at("usr/lib/new/bin")).expect("writable");
        fs::create_dir(at("usr/bin")).expect("writable");
        fs::write(at("usr/lib/new/bin/tool"), "").expect("writable");
        let link = |to: &str, path: &str| symlink(to, at(path)).expect("writable");
        link("/usr/lib/new/bin/tool", "usr/bin/tool");
        link("../lib/new/../new/bin/tool", "usr/bin/near");
        link("/usr/bin/env", "usr/bin/host");
        link("/usr/bin/turn", "usr/bin/turn");
        link("/nowhere/one", "usr/bin/gone");
        let found = |file: &str| resolved(file, Some(folder.path()));
        let tool = at("usr/lib/new/bin/tool");
        assert_eq!(found("/usr/bin/tool"), Some(tool.clone()));
        assert_eq!(found("/usr/bin/near"), Some(tool));
        assert_eq!(found("/usr/bin/host"), resolved("/usr/bin/env", None));
        assert_eq!(
            (found("/usr/bin/turn"), found("/usr/bin/gone")),
            (None, None)
        );
        assert_eq!(found("/usr/lib/new/bin/other"), None);
    }

    #[test]
    fn what_is_prepared_is_known_by_everything_that_went_into_it() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let tool = folder.path().join("tool");
        fs::write(&tool, "1").expect("writable");
        let quoted = format!("'{}'", tool.display());
        let catalog = catalog(&quoted, "");
        let name = || {
            let needs = one(&catalog).native.as_ref().expect("native");
            prepared_name(one(&catalog), needs, &identity(needs, None).expect("there"))
        };
        let before = name();
        assert!(before.starts_with("one-"));
        assert_eq!(name(), before);
        fs::write(&tool, "22").expect("writable");
        assert_ne!(name(), before);
    }

    #[test]
    fn versions_are_found_in_what_programs_say() {
        for (said, found) in [
            ("javac 17.0.9\n", "17.0.9"),
            ("openjdk version \"17.0.9\" 2023-10-17", "17.0.9"),
            (
                "The Glorious Glasgow Haskell Compilation System, version 9.0.2",
                "9.0.2",
            ),
            ("v18.13.0\n", "18.13.0"),
            ("PHP 8.2.7 (cli)", "8.2.7"),
            ("3.2.2", "3.2.2"),
            ("\nfour\n", "four"),
        ] {
            assert_eq!(version(said).as_deref(), Some(found), "{said}");
        }
        assert_eq!(version(""), None);
    }
}
