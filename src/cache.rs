//! Compiled programs on disk, by the content of everything that went into them, so that a restart forgets none.
//!
//! An entry holds the artifact, its machine code for one engine, and what the compiler said. It is used only when its
//! checksum holds; a file that was cut short, changed, or made by another version, another user or another machine is a miss.
//! That a file can't be read or written costs a compilation and is never an error. It must not know what a language is, nor how anything is compiled.

mod entry;

use std::fs::{self, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;

pub(crate) use entry::Entry;

use crate::ours;

const EXTENSION: &str = "program";
/// What a full cache is emptied to, so that it isn't swept at each insertion.
const KEEP_PERCENT: u64 = 75;

/// The content of everything that a compiled program depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct ArtifactKey([u8; 32]);

impl ArtifactKey {
    /// The key of these fields. Each is hashed with its length, so that no two lists of fields run into one.
    pub(crate) fn of<'a>(fields: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut hasher = blake3::Hasher::new();
        for field in fields {
            hasher.update(&(field.len() as u64).to_le_bytes());
            hasher.update(field);
        }
        Self(*hasher.finalize().as_bytes())
    }
}

/// A folder of compiled programs that several processes may share.
#[derive(Debug)]
pub(crate) struct ProgramCache {
    folder: PathBuf,
    max_bytes: u64,
    /// About what the folder holds; unknown until the first insertion.
    used_bytes: AtomicU64,
}

const UNKNOWN: u64 = u64::MAX;

impl ProgramCache {
    /// Uses `folder`, which is made for this user alone when it does not exist, up to `max_bytes`.
    ///
    /// # Errors
    /// When the folder can't be made, or everybody may write to it.
    pub(crate) fn open(folder: PathBuf, max_bytes: u64) -> io::Result<Self> {
        ours::make_folder(&folder, 0o700)?;
        remove_abandoned(&folder)?;
        Ok(Self {
            folder,
            max_bytes,
            used_bytes: AtomicU64::new(UNKNOWN),
        })
    }

    /// The program of a key, if it is there and whole.
    pub(crate) fn get(&self, key: &ArtifactKey) -> Option<Entry> {
        let path = self.path(key);
        // Whoever else could write here could have made the checksum too.
        let opened = ours::open(&path).and_then(|file| {
            let is_small = file.metadata()?.len() <= self.max_bytes;
            is_small.then_some(file).ok_or(io::ErrorKind::Other.into())
        });
        let entry = match &opened {
            Ok(file) => entry::read(file, &key.0),
            // It is there, and not what it should be.
            Err(error) if error.kind() == io::ErrorKind::Other => None,
            Err(_) => return None,
        };
        match (&opened, &entry) {
            // The least recently used go first when room is needed.
            (Ok(file), Some(_)) => drop(file.set_modified(SystemTime::now())),
            _ => discard(&path),
        }
        entry
    }

    /// Keeps a program. A full disk or a read-only folder only means that it will be compiled again.
    pub(crate) fn put(&self, key: &ArtifactKey, entry: &Entry) {
        match self.write(key, entry) {
            Ok(bytes) => self.make_room(bytes),
            Err(error) => tracing::debug!(%error, "a compiled program was not kept"),
        }
    }

    fn write(&self, key: &ArtifactKey, entry: &Entry) -> io::Result<u64> {
        let bytes = entry::encode(entry, &key.0)?;
        let length = bytes.len() as u64;
        // One program must not push out most of the others.
        if length > self.max_bytes / 8 {
            return Ok(0);
        }
        let mut file = tempfile::NamedTempFile::new_in(&self.folder)?;
        // As long as it is locked, somebody is at it.
        file.as_file().try_lock()?;
        file.write_all(&bytes)?;
        file.persist(self.path(key)).map_err(|error| error.error)?;
        Ok(length)
    }

    fn path(&self, key: &ArtifactKey) -> PathBuf {
        let name = blake3::Hash::from_bytes(key.0).to_hex();
        self.folder.join(name.as_str()).with_extension(EXTENSION)
    }

    fn make_room(&self, added_bytes: u64) {
        let before = self.used_bytes.load(Ordering::Relaxed);
        let used = if before == UNKNOWN {
            UNKNOWN
        } else {
            // Another thread's addition may be lost here; the next sweep counts again.
            before.saturating_add(added_bytes).min(UNKNOWN - 1)
        };
        self.used_bytes.store(used, Ordering::Relaxed);
        if used > self.max_bytes {
            match sweep(&self.folder, self.max_bytes) {
                Ok(left) => self.used_bytes.store(left, Ordering::Relaxed),
                Err(error) => {
                    tracing::warn!(%error, "the folder of compiled programs can't be swept")
                }
            }
        }
    }
}

/// Removes what is there, even if somebody put a folder in its place.
fn discard(path: &Path) {
    if fs::remove_file(path).is_err() {
        let _ = fs::remove_dir_all(path);
    }
}

fn is_program(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == EXTENSION)
}

/// Removes files that a process which was killed had begun to write: nobody has the lock of those.
fn remove_abandoned(folder: &Path) -> io::Result<()> {
    for found in fs::read_dir(folder)? {
        let path = found?.path();
        let is_being_written = || {
            let locked = ours::open_plain(&path).map(|file| file.try_lock());
            matches!(locked, Ok(Err(TryLockError::WouldBlock)))
        };
        if !is_program(&path) && !is_being_written() {
            discard(&path);
        }
    }
    Ok(())
}

/// Removes the least recently used programs when there are more than `max_bytes`; returns how many bytes are left.
fn sweep(folder: &Path, max_bytes: u64) -> io::Result<u64> {
    remove_abandoned(folder)?;
    let mut programs = Vec::new();
    let mut used = 0;
    let now = SystemTime::now();
    for found in fs::read_dir(folder)? {
        let found = found?;
        let Ok(metadata) = found.metadata() else {
            continue;
        };
        if !is_program(&found.path()) {
            continue;
        }
        // A time that is still to come was told by a clock that was wrong, and would be the latest for good.
        let modified = metadata.modified().ok().filter(|then| *then <= now);
        used += metadata.len();
        programs.push((modified, metadata.len(), found.path()));
    }
    if used > max_bytes {
        programs.sort();
        for (_, length, path) in programs {
            if used <= max_bytes / 100 * KEEP_PERCENT {
                break;
            }
            if fs::remove_file(path).is_ok() {
                used -= length;
            }
        }
    }
    Ok(used)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt as _, chown, symlink};
    use std::process::Command;
    use std::time::Duration;

    use super::*;
    use crate::model::Outcome;

    fn entry(code: usize) -> Entry {
        Entry {
            engine_key: "e".to_owned(),
            compiled: Outcome {
                stderr: b"warning".to_vec(),
                ..Outcome::ok()
            },
            artifact: vec![1; 10],
            code: vec![2; code],
        }
    }

    fn key(text: &str) -> ArtifactKey {
        ArtifactKey::of([text.as_bytes()])
    }

    #[test]
    fn what_was_put_is_got_by_another_process_too() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let open = || ProgramCache::open(folder.path().join("x"), 1 << 20).expect("opens");
        assert_eq!(open().get(&key("a")), None);
        open().put(&key("a"), &entry(9));
        assert_eq!(open().get(&key("a")), Some(entry(9)));
        assert_eq!(open().get(&key("b")), None);
    }

    #[test]
    fn a_file_that_changed_or_is_another_keys_is_a_miss() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let cache = ProgramCache::open(folder.path().to_owned(), 1 << 20).expect("opens");
        let path = cache.path(&key("a"));
        for spoil in [
            |bytes: &mut Vec<u8>| bytes.truncate(bytes.len() / 2),
            |bytes: &mut Vec<u8>| *bytes.last_mut().expect("some") ^= 1,
            |bytes: &mut Vec<u8>| bytes.push(0),
            |bytes: &mut Vec<u8>| bytes.clear(),
        ] {
            cache.put(&key("a"), &entry(9));
            let mut bytes = fs::read(&path).expect("there");
            spoil(&mut bytes);
            fs::write(&path, bytes).expect("writable");
            assert_eq!(cache.get(&key("a")), None);
            assert!(!path.exists(), "it makes room for a good one");
        }
        cache.put(&key("a"), &entry(9));
        fs::rename(&path, cache.path(&key("b"))).expect("renamed");
        assert_eq!(cache.get(&key("b")), None);
    }

    #[test]
    fn what_somebody_else_could_have_put_there_is_a_miss_and_makes_room() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let cache = ProgramCache::open(folder.path().to_owned(), 1 << 20).expect("opens");
        let path = cache.path(&key("a"));
        let aside = folder.path().with_extension("aside");
        let spoils: [(&str, &dyn Fn()); 6] = [
            ("a link", &|| {
                fs::rename(&path, &aside).expect("ours");
                symlink(&aside, &path).expect("writable");
            }),
            ("a pipe", &|| {
                fs::remove_file(&path).expect("ours");
                let made = Command::new("mkfifo").arg(&path).status();
                assert!(made.expect("coreutils").success());
            }),
            ("a folder", &|| {
                fs::remove_file(&path).expect("ours");
                fs::create_dir_all(path.join("x")).expect("writable");
            }),
            ("open to everybody", &|| {
                let permissions = fs::Permissions::from_mode(0o606);
                fs::set_permissions(&path, permissions).expect("ours");
            }),
            ("another user's", &|| {
                if chown(&path, Some(12_345), None).is_err() {
                    // Only root can give a file away; then it is taken away instead.
                    fs::remove_file(&path).expect("ours");
                }
            }),
            ("larger than all", &|| {
                let file = fs::File::options().write(true).open(&path);
                file.expect("ours").set_len(2 << 20).expect("sparse");
            }),
        ];
        for (what, spoil) in spoils {
            cache.put(&key("a"), &entry(9));
            assert_eq!(cache.get(&key("a")), Some(entry(9)), "before {what}");
            spoil();
            assert_eq!(cache.get(&key("a")), None, "{what}");
            assert!(path.symlink_metadata().is_err(), "{what}: it makes room");
        }
        let _ = fs::remove_file(aside);
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o777)).expect("ours");
        assert!(ProgramCache::open(folder.path().to_owned(), 1 << 20).is_err());
    }

    #[test]
    fn a_program_that_another_machine_made_is_a_miss() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let cache = ProgramCache::open(folder.path().to_owned(), 1 << 20).expect("opens");
        let key = key("a");
        let mut bytes = entry::encode(&entry(9), &key.0).expect("encodes");
        let body_at = bytes.len() - entry::body(&bytes).expect("whole").len();
        let sum = blake3::Hasher::new_keyed(&key.0)
            .update(b"another machine\n")
            .update(&bytes[body_at..])
            .finalize();
        bytes[body_at - 32..body_at].copy_from_slice(sum.as_bytes());
        fs::write(cache.path(&key), bytes).expect("writable");
        assert_eq!(cache.get(&key), None);
    }

    #[test]
    fn what_a_killed_process_was_writing_goes_and_what_another_is_writing_stays() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let open = || ProgramCache::open(folder.path().to_owned(), 1 << 20).expect("opens");
        let at = |name: &str| folder.path().join(name);
        open().put(&key("a"), &entry(9));
        fs::write(at(".tmp-dead"), "half").expect("writable");
        let alive = fs::File::create(at(".tmp-alive")).expect("writable");
        alive.lock().expect("ours");
        let cache = open();
        assert!(!at(".tmp-dead").exists() && at(".tmp-alive").exists());
        assert_eq!(cache.get(&key("a")), Some(entry(9)));
        drop(alive);
        sweep(folder.path(), u64::MAX).expect("listed");
        assert!(!at(".tmp-alive").exists());
    }

    #[test]
    fn what_was_used_when_the_clock_was_wrong_is_not_the_latest_for_good() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let cache = ProgramCache::open(folder.path().to_owned(), 40_000).expect("opens");
        let year = Duration::from_secs(365 * 86_400);
        for name in ["past", "future"] {
            cache.put(&key(name), &entry(4000));
            let file = fs::File::open(cache.path(&key(name))).expect("there");
            let then = SystemTime::now();
            let then = if name == "past" {
                then - 30 * year
            } else {
                then + 30 * year
            };
            file.set_modified(then).expect("ours");
        }
        for number in 0..8 {
            cache.put(&key(&number.to_string()), &entry(4000));
        }
        let gone = |name: &str| cache.get(&key(name)).is_none();
        assert!(gone("future") && gone("past") && !gone("7"));
        assert!(!gone("4"), "no more than need be");
    }

    #[test]
    fn the_least_recently_used_make_room() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let cache = ProgramCache::open(folder.path().to_owned(), 40_000).expect("opens");
        let names: Vec<String> = (0..20).map(|number| number.to_string()).collect();
        let old = SystemTime::now() - Duration::from_secs(1000);
        for (age, name) in names.iter().enumerate() {
            cache.put(&key(name), &entry(4000));
            if let Ok(file) = fs::File::open(cache.path(&key(name))) {
                let then = old + Duration::from_secs(age as u64);
                file.set_modified(then).expect("ours");
            }
        }
        let held = sweep(folder.path(), u64::MAX).expect("listed");
        assert!(held <= 40_000, "{held}");
        assert!(cache.get(&key("0")).is_none() && cache.get(&key("19")).is_some());
        cache.put(&key("large"), &entry(39_000));
        assert!(cache.get(&key("large")).is_none(), "too large a share");
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
        #[test]
        fn a_file_of_any_bytes_is_a_miss(
            junk in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..300),
            at in proptest::prelude::any::<proptest::sample::Index>(),
        ) {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let cache = ProgramCache::open(folder.path().to_owned(), 1 << 20).expect("opens");
            let path = cache.path(&key("a"));
            cache.put(&key("a"), &entry(9));
            let good = fs::read(&path).expect("there");
            let at = at.index(good.len());
            let spliced = [&good[..at], &junk[..]].concat();
            for bytes in [junk, spliced] {
                fs::write(&path, &bytes).expect("writable");
                let expected = (bytes == good).then(|| entry(9));
                assert_eq!(cache.get(&key("a")), expected);
            }
        }
    }
}
