//! Opening files that are about to be believed: machine code, and the checksums that vouch for it.
//!
//! A checksum is as good as the folder that it lies in. So besides, a file must be a plain one, no link or pipe (which could
//! hold this process up for ever), and its owner this user or root, with nobody else allowed to write to it.

use std::fs::{File, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{
    DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _,
};
use std::path::Path;
use std::sync::LazyLock;

use rustix::fs::OFlags;

/// Everybody may write.
const ANYBODY: u32 = 0o002;

/// Opens a plain file to read it, whoever's it is. Never waits.
///
/// # Errors
/// When it can't be opened, or is something else than a plain file.
pub(crate) fn open_plain(path: &Path) -> io::Result<File> {
    let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits();
    let opened = OpenOptions::new()
        .read(true)
        .custom_flags(flags.cast_signed())
        .open(path);
    let file = match opened {
        Err(error) if error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error()) => {
            return Err(refused("is a link"));
        }
        opened => opened?,
    };
    match file.metadata()?.is_file() {
        true => Ok(file),
        false => Err(refused("is not a plain file")),
    }
}

/// Opens a plain file that only this user or root can have written.
///
/// # Errors
/// When it can't be opened, or is something else than that.
pub(crate) fn open(path: &Path) -> io::Result<File> {
    let file = open_plain(path)?;
    check(&file)?;
    Ok(file)
}

/// The text of such a file.
///
/// # Errors
/// As [`open`], or when it is no text.
pub(crate) fn read_text(path: &Path) -> io::Result<String> {
    io::read_to_string(open(path)?)
}

/// Whether only this user or root can have written an open file.
///
/// # Errors
/// A reason why not.
pub(crate) fn check(file: &File) -> io::Result<()> {
    let metadata = file.metadata()?;
    let owner = metadata.uid();
    if owner != 0 && owner != rustix::process::geteuid().as_raw() {
        return Err(refused(&format!("belongs to the user {owner}")));
    }
    if metadata.mode() & ANYBODY != 0 {
        return Err(refused("can be written by everybody"));
    }
    Ok(())
}

/// Makes a folder, and those that it lies in, in which nobody else can put anything, whatever the umask says.
///
/// # Errors
/// When it can't be made, or is there and open to everybody.
pub(crate) fn make_folder(folder: &Path, mode: u32) -> io::Result<()> {
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(mode)
        .create(folder)?;
    check_folder(folder)
}

/// Whether nobody else can put anything into a folder.
///
/// # Errors
/// A reason why it is not to be trusted.
pub(crate) fn check_folder(folder: &Path) -> io::Result<()> {
    if std::fs::metadata(folder)?.mode() & ANYBODY != 0 {
        return Err(refused(
            "everybody may write to this folder, so that nothing in it can be trusted: take that right away (chmod o-w)",
        ));
    }
    Ok(())
}

/// Makes an empty file in the place of whatever is there.
///
/// # Errors
/// When that can't be removed, or the file not be made.
pub(crate) fn create_anew(path: &Path) -> io::Result<File> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => File::create_new(path),
    }
}

/// Takes the right to write to a file away from others, whatever the umask says.
///
/// # Errors
/// When the file is not this user's.
pub(crate) fn close_to_others(path: &Path) -> io::Result<()> {
    std::fs::set_permissions(path, Permissions::from_mode(0o644))
}

/// Names this machine, as far as its operating system gives it a name. What is copied to another carries the wrong one.
pub(crate) fn machine() -> &'static str {
    static MACHINE: LazyLock<String> = LazyLock::new(|| {
        let id = std::fs::read("/etc/machine-id").unwrap_or_default();
        // Images of containers have none, or an empty one, and are made to be copied.
        match id.trim_ascii() {
            [] | b"uninitialized" => "any".to_owned(),
            id => blake3::derive_key("enclos machine 1", id)[..8]
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect(),
        }
    });
    &MACHINE
}

fn refused(reason: &str) -> io::Error {
    io::Error::other(reason.to_owned())
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn only_plain_files_of_ones_own_are_opened_and_nothing_is_waited_for() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let at = |name: &str| folder.path().join(name);
        std::fs::write(at("file"), "text").expect("writable");
        assert_eq!(read_text(&at("file")).expect("ours"), "text");
        symlink(at("file"), at("link")).expect("writable");
        let fifo = std::process::Command::new("mkfifo")
            .arg(at("fifo"))
            .status();
        assert!(fifo.expect("coreutils").success());
        let why = |name: &str| open(&at(name)).expect_err(name).to_string();
        assert_eq!(why("link"), "is a link");
        assert_eq!(why("fifo"), "is not a plain file");
        assert_eq!(why("."), "is not a plain file");
        assert!(why("none").contains("No such file"));
        assert!(open_plain(Path::new("/dev/zero")).is_err());

        std::fs::set_permissions(at("file"), Permissions::from_mode(0o646)).expect("ours");
        assert_eq!(why("file"), "can be written by everybody");
        assert!(open_plain(&at("file")).is_ok());
        close_to_others(&at("file")).expect("ours");
        assert!(open(&at("file")).is_ok());
        if rustix::process::geteuid().is_root() {
            std::os::unix::fs::chown(at("file"), Some(12_345), None).expect("root may");
            assert_eq!(why("file"), "belongs to the user 12345");
        }
    }

    #[test]
    fn a_folder_that_everybody_may_write_to_is_refused() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let inner = folder.path().join("a/b");
        make_folder(&inner, 0o755).expect("made");
        make_folder(&inner, 0o755).expect("there");
        std::fs::set_permissions(&inner, Permissions::from_mode(0o777)).expect("ours");
        let error = make_folder(&inner, 0o755).expect_err("open to all");
        assert!(error.to_string().contains("chmod o-w"), "{error}");
    }
}
