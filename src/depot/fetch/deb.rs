//! Debian packages that are downloaded and not installed, by the machine's own apt and as any user.
//!
//! The machine's apt knows what it has and what it lacks, where its archive is, and whether an archive can be trusted. It is
//! asked to download only, into a private folder; where its own lists of packages are missing or too old, it gets private
//! ones for the time being.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::super::error::{Error, IoContext as _};
use super::client::Client;
use super::{files_in, sha256};

const GET: Client = Client {
    program: "apt-get",
    hint: "a Debian or Ubuntu machine or container, which has it from the start",
};
const DEB: Client = Client {
    program: "dpkg-deb",
    ..GET
};
/// Where the machine keeps its lists of packages.
const LISTS: &str = "/var/lib/apt/lists";
/// What lies below `/usr` where folders of these names are links, as they are on every release that is maintained.
const MERGED: [&str; 6] = ["bin", "sbin", "lib", "lib32", "lib64", "libx32"];

/// Private state of the machine's apt, in a folder that disappears.
pub(in super::super) struct Apt {
    home: PathBuf,
    settings: PathBuf,
    own_lists: bool,
}

impl Apt {
    pub(in super::super) fn new(home: &Path) -> Result<Self, Error> {
        let apt = Self {
            home: home.to_owned(),
            settings: home.join("apt.conf"),
            own_lists: false,
        };
        create(&home.join("lists/partial"))?;
        Ok(apt)
    }

    /// Downloads what these packages need and the machine does not have, and says where it is.
    pub(in super::super) fn download(
        &mut self,
        packages: &[String],
    ) -> Result<Vec<PathBuf>, Error> {
        let names = packages.join(" ");
        let lists = Path::new(LISTS);
        let has_lists = files_in(lists, |name| name.contains("_Packages")).unwrap_or_default();
        if !self.own_lists && !has_lists.is_empty() {
            match self.try_download(packages, &names) {
                // The lists can be older than what the archive has.
                Err(Error::Fetch { .. }) => {}
                done => return done,
            }
        }
        if !self.own_lists {
            self.own_lists = true;
            self.configure()?;
            GET.run(self.command().arg("update"), &names)?;
        }
        self.try_download(packages, &names)
    }

    fn try_download(&self, packages: &[String], names: &String) -> Result<Vec<PathBuf>, Error> {
        self.configure()?;
        let archives = self.archives();
        match fs::remove_dir_all(&archives) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(error).or_cannot("remove", &archives);
            }
            _ => {}
        }
        create(&archives.join("partial"))?;
        let mut install = self.command();
        install.args(["install", "-y", "--no-install-recommends"]);
        install.args(["--download-only", "--"]).args(packages);
        GET.run(&mut install, names)?;
        files_in(&archives, |name| name.ends_with(".deb"))
    }

    fn archives(&self) -> PathBuf {
        self.home.join("archives")
    }

    fn command(&self) -> Command {
        let mut command = GET.command(&self.home);
        // Settings given here are read after the machine's own, whose proxies and mirrors therefore still hold.
        command.arg("-q").arg("-c").arg(&self.settings);
        command
    }

    /// Nothing of the machine's is written, so nothing of it is locked either, which only root could.
    fn configure(&self) -> Result<(), Error> {
        let home = self.home.display();
        let mut text = format!(
            "#clear APT::Update;\nDebug::NoLocking \"true\";\nDir::Cache::archives \"{home}/archives\";\n\
             Dir::Cache::pkgcache \"\";\nDir::Cache::srcpkgcache \"\";\nAcquire::Languages \"none\";\n\
             Acquire::Retries \"3\";\nAPT::Sandbox::User \"\";\n"
        );
        if self.own_lists {
            text.push_str(&format!("Dir::State::lists \"{home}/lists\";\n"));
        }
        fs::write(&self.settings, text).or_cannot("write", &self.settings)
    }
}

/// Unpacks a package over what is in `folder`, which is laid out as systems are whose programs all are below `/usr`.
pub(in super::super) fn unpack(archive: &Path, folder: &Path) -> Result<(), Error> {
    let name = file_name(archive);
    let mut extract = DEB.command(folder);
    extract.arg("--extract").arg(archive).arg(folder);
    DEB.run(&mut extract, &name)?;
    for part in MERGED {
        let from = folder.join(part);
        if from.symlink_metadata().is_ok() {
            merge(&from, &folder.join("usr").join(part))?;
        }
    }
    Ok(())
}

/// What a package does when it is installed; none when that is nothing.
pub(in super::super) fn script(archive: &Path, scratch: &Path) -> Result<Option<Vec<u8>>, Error> {
    let name = file_name(archive);
    let control = scratch.join(&name).with_extension("control");
    let mut extract = DEB.command(scratch);
    extract.arg("--control").arg(archive).arg(&control);
    DEB.run(&mut extract, &name)?;
    Ok(fs::read(control.join("postinst")).ok())
}

/// A line as `sha256sum` writes it.
pub(in super::super) fn pin(archive: &Path) -> Result<String, Error> {
    let hash = sha256(archive).or_cannot("read", archive)?;
    Ok(format!("{hash}  {}\n", file_name(archive)))
}

fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

fn merge(from: &Path, to: &Path) -> Result<(), Error> {
    let is_folder = |path: &Path| {
        let metadata = path.symlink_metadata();
        metadata.is_ok_and(|metadata| metadata.is_dir())
    };
    if !is_folder(from) || !is_folder(to) {
        if let Some(parent) = to.parent() {
            create(parent)?;
        }
        return fs::rename(from, to).or_cannot("move", from);
    }
    for entry in fs::read_dir(from).or_cannot("list", from)? {
        let name = entry.or_cannot("list", from)?.file_name();
        merge(&from.join(&name), &to.join(&name))?;
    }
    fs::remove_dir(from).or_cannot("remove", from)
}

fn create(folder: &Path) -> Result<(), Error> {
    fs::create_dir_all(folder).or_cannot("create", folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_and_libraries_all_come_below_usr() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let at = |path: &str| folder.path().join(path);
        for path in ["lib/x/one", "lib/x/both", "usr/lib/x/both", "usr/lib/y/two"] {
            create(at(path).parent().expect("has one")).expect("writable");
            fs::write(at(path), path).expect("writable");
        }
        std::os::unix::fs::symlink("one", at("lib/x/link")).expect("writable");
        merge(&at("lib"), &at("usr/lib")).expect("merged");
        let read = |path| fs::read_to_string(at(path)).expect("there");
        assert_eq!(read("usr/lib/x/link"), "lib/x/one");
        assert_eq!(read("usr/lib/x/both"), "lib/x/both");
        assert_eq!(read("usr/lib/y/two"), "usr/lib/y/two");
        assert!(!at("lib").exists());
    }
}
