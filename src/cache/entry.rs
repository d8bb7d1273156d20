//! How a compiled program lies in its file: a line that names the format, a checksum over the key and all that follows,
//! then one MessagePack value.

use std::fs::File;
use std::io::{self, Read as _};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;

use crate::model::{Outcome, Usage};

/// Raise the number when entries of before can't be used any more.
const FORMAT: &[u8] = b"enclos program 1\n";
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
}

/// The file's content.
pub(super) fn encode(entry: &Entry, key: &[u8; 32]) -> io::Result<Vec<u8>> {
    let Outcome {
        stdout,
        stderr,
        usage,
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
    };
    let mut bytes = [FORMAT, &[0; CHECKSUM_BYTES]].concat();
    rmp_serde::encode::write(&mut bytes, &wire).map_err(io::Error::other)?;
    let (head, body) = bytes.split_at_mut(FORMAT.len() + CHECKSUM_BYTES);
    head[FORMAT.len()..].copy_from_slice(checksum(key, body).as_bytes());
    Ok(bytes)
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
                ..Usage::default()
            },
            ..Outcome::ok()
        },
        artifact: wire.artifact.into_vec(),
        code: wire.code.into_vec(),
    })
}

/// With the key in it, so that a file under another's name is no good.
fn checksum(key: &[u8; 32], body: &[u8]) -> blake3::Hash {
    blake3::keyed_hash(key, body)
}
