//! A worker that makes machine code of guests' artifacts, and runs nothing.
//!
//! What it makes is kept and run by others, so no guest ever runs where it is made: who broke out of a sandbox can't change
//! what the next submission of the same sources will run.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read as _};
use std::os::fd::OwnedFd;
use std::os::unix::fs::FileExt as _;
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::Thread;
use std::time::Duration;

use serde_bytes::ByteBuf;

use super::super::wire::{Hello, Known, Order, Reply};
use super::{EXIT_OUT_OF_MEMORY, next_order, read_order};
use crate::channel;
use crate::executor::{Functions, Refusal};
use crate::sandbox::Precompiler;
use crate::walls::worker::Standing;

/// How often a compiler's memory is looked at. It takes about a gigabyte a second at most.
const LOOK: Duration = Duration::from_millis(10);

/// Compiles what it is told to until the server ends.
pub(super) fn work(
    server: &UnixStream,
    hello: &Hello,
    standing: Standing,
    statm: File,
) -> io::Result<()> {
    let precompiler = Precompiler::new().map_err(io::Error::other)?;
    // Beyond twice of this the kernel refuses it memory, and it ends as if it had crashed.
    let watch = Watch::start(hello.bounds.data_bytes / 2, statm)?;
    let mut known: HashMap<u64, Arc<Functions>> = HashMap::new();
    channel::send(server, &Reply::Ready(standing), &[])?;
    while let Some((bytes, fds)) = next_order(server) {
        let reply = match read_order(&bytes)? {
            Order::Compile {
                artifact,
                known: wanted,
            } => {
                let functions = match wanted {
                    Some(wanted) => Some(recall(&mut known, wanted, fds)?),
                    None => None,
                };
                let code = watch.during(|| precompiler.compile(artifact, functions.as_ref()));
                Reply::Compiled(code.map(ByteBuf::from).map_err(Refusal::NotTaken))
            }
            Order::Functions { artifact } => {
                let functions = watch.during(|| precompiler.functions(artifact));
                Reply::Functions(
                    functions
                        .and_then(|functions| functions.encode())
                        .map(ByteBuf::from),
                )
            }
            Order::Load(_) | Order::Run(_) => {
                return Err(io::Error::other("nothing runs where guests are compiled"));
            }
        };
        channel::send(server, &reply, &[])?;
    }
    Ok(())
}

/// The functions of this number, which came along if they are new.
fn recall(
    known: &mut HashMap<u64, Arc<Functions>>,
    wanted: Known,
    fds: Vec<OwnedFd>,
) -> io::Result<Arc<Functions>> {
    if let Some(functions) = known.get(&wanted.id) {
        return Ok(Arc::clone(functions));
    }
    let missing = || io::Error::other("the functions did not come along");
    let mut encoded = Vec::new();
    let file = fds.into_iter().next().ok_or_else(missing)?;
    File::from(file).read_to_end(&mut encoded)?;
    let functions = Arc::new(Functions::decode(&encoded).ok_or_else(missing)?);
    known.insert(wanted.id, Arc::clone(&functions));
    Ok(functions)
}

/// Looks after the memory of this process while it compiles.
struct Watch {
    busy: Arc<AtomicBool>,
    thread: Thread,
}

impl Watch {
    /// Ends the process as soon as it holds this much memory, which its `/proc/self/statm` tells.
    fn start(max_bytes: u64, statm: File) -> io::Result<Self> {
        let busy = Arc::new(AtomicBool::new(false));
        let theirs = Arc::clone(&busy);
        let handle = std::thread::Builder::new()
            .name("enclos-memory".to_owned())
            .spawn(move || {
                loop {
                    if !theirs.load(Ordering::Acquire) {
                        std::thread::park();
                        continue;
                    }
                    if resident_bytes(&statm).is_some_and(|bytes| bytes > max_bytes) {
                        #[allow(clippy::exit, reason = "the compiler can't be stopped otherwise")]
                        std::process::exit(EXIT_OUT_OF_MEMORY);
                    }
                    std::thread::sleep(LOOK);
                }
            })?;
        Ok(Self {
            busy,
            thread: handle.thread().clone(),
        })
    }

    fn during<T>(&self, work: impl FnOnce() -> T) -> T {
        self.busy.store(true, Ordering::Release);
        self.thread.unpark();
        let done = work();
        self.busy.store(false, Ordering::Release);
        done
    }
}

/// The second number of the file, in pages.
fn resident_bytes(statm: &File) -> Option<u64> {
    let mut text = [0; 256];
    let count = statm.read_at(&mut text, 0).ok()?;
    let text = std::str::from_utf8(&text[..count]).ok()?;
    let pages: u64 = text.split(' ').nth(1)?.parse().ok()?;
    Some(pages * rustix::param::page_size() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_process_holds_some_memory() {
        let statm = File::open("/proc/self/statm").expect("Linux has one");
        let before = resident_bytes(&statm).expect("a number");
        let filled = std::hint::black_box(vec![1_u8; 64 << 20]);
        let after = resident_bytes(&statm).expect("a number");
        assert!(
            before > 0 && after >= before + (32 << 20),
            "{before} {after}"
        );
        drop(filled);
    }
}
