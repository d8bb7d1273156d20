//! How a compiled program lies in its file: a line that names the format, a checksum over the key and all that follows,
//! then one MessagePack value.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read as _};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;

use crate::model::{Enforcement, Outcome, Usage};
use crate::ours;

/// Raise the number when entries of before can't be used any more.
const FORMAT: &[u8] = b"enclos program 2\n";
const CHECKSUM_BYTES: usize = 32;

/// A compiled program, as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    /// What the machine code is for.
    pub(crate) engine_key: String,
    /// How compiling it went, which was well.
    pub(crate) compiled: Outcome,
    /// The program for any machine.
    pub(crate) artifact: Vec<u8>,
    /// The program for this one.
    pub(crate) code: Vec<u8>,
}

#[derive(Serialize, Deserialize)]
struct Wire {
    engine_key: String,
    stdout: ByteBuf,
    stderr: ByteBuf,
    cpu_ns: u64,
    wall_ns: u64,
    peak_memory_bytes: u64,
    fuel: u64,
    fuel_exact: bool,
    artifact: ByteBuf,
    code: ByteBuf,
    // What entries of programs in WebAssembly did not have from the beginning.
    #[serde(default)]
    group_memory_bytes: u64,
    #[serde(default)]
    forced_switches: u64,
    #[serde(default)]
    voluntary_switches: u64,
    #[serde(default)]
    enforcement: Vec<String>,
}

/// The words of an enforcement, in a fixed order.
fn words(enforcement: &Enforcement) -> [&'static str; 9] {
    let Enforcement {
        executor,
        time,
        wall_time,
        memory,
        stack,
        file_size,
        quota,
        processes,
        output,
    } = *enforcement;
    [
        executor, time, wall_time, memory, stack, file_size, quota, processes, output,
    ]
}

/// The enforcement of these words, which is that of WebAssembly where there are none.
fn enforcement(words: &[String]) -> Option<Enforcement> {
    if words.is_empty() {
        return Some(Enforcement::WASM);
    }
    let words: Vec<&'static str> = words
        .iter()
        .map(|word| lasting(word))
        .collect::<Option<_>>()?;
    let [
        executor,
        time,
        wall_time,
        memory,
        stack,
        file_size,
        quota,
        processes,
        output,
    ] = words[..]
    else {
        return None;
    };
    Some(Enforcement {
        executor,
        time,
        wall_time,
        memory,
        stack,
        file_size,
        quota,
        processes,
        output,
    })
}

/// A word that lasts as long as this process. There are few of them, all from this program's own text.
fn lasting(word: &str) -> Option<&'static str> {
    static KNOWN: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    const MAX_WORDS: usize = 256;
    const MAX_BYTES: usize = 80;
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(word) = known.get(word) {
        return Some(word);
    }
    if known.len() >= MAX_WORDS || word.len() > MAX_BYTES {
        return None;
    }
    let word: &'static str = Box::leak(word.to_owned().into_boxed_str());
    known.insert(word);
    Some(word)
}

/// The file's content.
pub(super) fn encode(entry: &Entry, key: &[u8; 32]) -> io::Result<Vec<u8>> {
    let Outcome {
        stdout,
        stderr,
        usage,
        enforcement,
        ..
    } = &entry.compiled;
    let wire = Wire {
        engine_key: entry.engine_key.clone(),
        stdout: ByteBuf::from(stdout.clone()),
        stderr: ByteBuf::from(stderr.clone()),
        cpu_ns: usage.cpu.as_nanos() as u64,
        wall_ns: usage.wall.as_nanos() as u64,
        peak_memory_bytes: usage.peak_memory_bytes,
        fuel: usage.fuel,
        fuel_exact: usage.fuel_exact,
        artifact: ByteBuf::from(entry.artifact.clone()),
        code: ByteBuf::from(entry.code.clone()),
        group_memory_bytes: usage.group_memory_bytes,
        forced_switches: usage.forced_switches,
        voluntary_switches: usage.voluntary_switches,
        enforcement: words(enforcement).map(str::to_owned).to_vec(),
    };
    let mut bytes = [FORMAT, &[0; CHECKSUM_BYTES]].concat();
    rmp_serde::encode::write(&mut bytes, &wire).map_err(io::Error::other)?;
    let (head, body) = bytes.split_at_mut(FORMAT.len() + CHECKSUM_BYTES);
    head[FORMAT.len()..].copy_from_slice(checksum(key, body).as_bytes());
    Ok(bytes)
}

/// What the checksum is over.
#[cfg(test)]
pub(super) fn body(bytes: &[u8]) -> Option<&[u8]> {
    let rest = bytes.strip_prefix(FORMAT)?;
    Some(rest.split_at_checked(CHECKSUM_BYTES)?.1)
}

/// The entry in a file, unless anything about it is not as it was written.
pub(super) fn read(mut file: &File, key: &[u8; 32]) -> Option<Entry> {
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).ok()?;
    let rest = bytes.strip_prefix(FORMAT)?;
    let (sum, body) = rest.split_at_checked(CHECKSUM_BYTES)?;
    if checksum(key, body).as_bytes() != sum {
        return None;
    }
    let wire: Wire = rmp_serde::from_slice(body).ok()?;
    Some(Entry {
        engine_key: wire.engine_key,
        compiled: Outcome {
            stdout: wire.stdout.into_vec(),
            stderr: wire.stderr.into_vec(),
            usage: Usage {
                cpu: Duration::from_nanos(wire.cpu_ns),
                wall: Duration::from_nanos(wire.wall_ns),
                peak_memory_bytes: wire.peak_memory_bytes,
                fuel: wire.fuel,
                fuel_exact: wire.fuel_exact,
                group_memory_bytes: wire.group_memory_bytes,
                forced_switches: wire.forced_switches,
                voluntary_switches: wire.voluntary_switches,
            },
            enforcement: enforcement(&wire.enforcement)?,
            ..Outcome::ok()
        },
        artifact: wire.artifact.into_vec(),
        code: wire.code.into_vec(),
    })
}

/// With the key in it, so that a file under another's name is no good, and with the machine, so that another's is none.
fn checksum(key: &[u8; 32], body: &[u8]) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new_keyed(key);
    hasher.update(ours::machine().as_bytes()).update(b"\n");
    hasher.update(body).finalize()
}

#[cfg(test)]
mod tests {
    use std::io::{Seek as _, Write as _};

    use super::*;

    #[test]
    fn who_compiled_it_and_what_held_the_limits_is_remembered() {
        let native = Enforcement {
            executor: "native",
            time: "polling",
            ..Enforcement::WASM
        };
        for held in [native, Enforcement::WASM] {
            let mut compiled = Outcome::ok();
            compiled.enforcement = held;
            compiled.usage.group_memory_bytes = 5;
            compiled.usage.voluntary_switches = 7;
            let entry = Entry {
                engine_key: "e".to_owned(),
                compiled,
                artifact: vec![1],
                code: Vec::new(),
            };
            let bytes = encode(&entry, &[3; 32]).expect("encodes");
            let mut file = tempfile::tempfile().expect("a temporary file");
            file.write_all(&bytes).expect("writable");
            file.rewind().expect("seekable");
            assert_eq!(read(&file, &[3; 32]), Some(entry));
        }
        assert_eq!(enforcement(&[]), Some(Enforcement::WASM));
        assert_eq!(enforcement(&["wasm".to_owned()]), None);
    }
}
