//! Messages between processes of this program: a length, some bytes, and descriptors that go along.
//!
//! It knows nothing of what is said. A reader names the largest message that it would take, and does not make room for
//! more than has arrived. Who must not be kept waiting names a deadline, which holds for a message as a whole, however
//! slowly its bytes come or go.

use std::io::{self, IoSlice, IoSliceMut, Write as _};
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::time::Instant;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{MemfdFlags, SealFlags};
use rustix::io::Errno;
use rustix::net::{
    RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, SendAncillaryBuffer,
    SendAncillaryMessage, SendFlags,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// No message has more descriptors.
const MAX_FDS: usize = 4;

/// A message as it goes over the wire: encoded once, it can be sent more than once.
pub(crate) struct Encoded(Vec<u8>);

const HEAD_BYTES: usize = 8;
/// What a reader makes room for before it has come.
const FIRST_BYTES: usize = 64 << 10;

/// Encodes a message.
///
/// # Errors
/// When it can't be encoded.
pub(crate) fn encode(message: &impl Serialize) -> io::Result<Encoded> {
    let mut bytes = vec![0; HEAD_BYTES];
    rmp_serde::encode::write(&mut bytes, message).map_err(io::Error::other)?;
    let length = (bytes.len() - HEAD_BYTES) as u64;
    bytes[..HEAD_BYTES].copy_from_slice(&length.to_le_bytes());
    Ok(Encoded(bytes))
}

/// Sends a message.
///
/// # Errors
/// When the other end is gone.
pub(crate) fn send(
    to: &UnixStream,
    message: &impl Serialize,
    fds: &[BorrowedFd<'_>],
) -> io::Result<()> {
    send_by(to, &encode(message)?, fds, None)
}

/// Sends a message until a deadline.
///
/// # Errors
/// When the other end is gone, or did not take it in time.
pub(crate) fn send_by(
    to: &UnixStream,
    message: &Encoded,
    fds: &[BorrowedFd<'_>],
    deadline: Option<Instant>,
) -> io::Result<()> {
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(MAX_FDS))];
    let mut ancillary = SendAncillaryBuffer::new(&mut space);
    if !fds.is_empty() && !ancillary.push(SendAncillaryMessage::ScmRights(fds)) {
        return Err(io::Error::other("too many descriptors"));
    }
    let flags = SendFlags::NOSIGNAL | SendFlags::DONTWAIT;
    let mut rest = &message.0[..];
    while !rest.is_empty() {
        match rustix::net::sendmsg(to, &[IoSlice::new(rest)], &mut ancillary, flags) {
            Ok(sent) => {
                rest = &rest[sent..];
                // They went with the first byte.
                ancillary.clear();
            }
            Err(Errno::AGAIN) => wait(to, PollFlags::OUT, deadline)?,
            Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// Waits for a message of at most so many bytes, and what came with it.
///
/// # Errors
/// When the other end is gone, or sends something else.
pub(crate) fn receive<T: DeserializeOwned>(
    from: &UnixStream,
    max_bytes: u64,
) -> io::Result<(T, Vec<OwnedFd>)> {
    receive_by(from, max_bytes, None)
}

/// Waits for a message until a deadline.
///
/// # Errors
/// When the other end is gone, sends something else, or did not send all of it in time.
pub(crate) fn receive_by<T: DeserializeOwned>(
    from: &UnixStream,
    max_bytes: u64,
    deadline: Option<Instant>,
) -> io::Result<(T, Vec<OwnedFd>)> {
    let (message, fds) = receive_bytes(from, max_bytes, deadline)?;
    let message = rmp_serde::from_slice(&message).map_err(io::Error::other)?;
    Ok((message, fds))
}

/// Waits for a message until a deadline, and leaves it to the caller to make sense of it.
///
/// # Errors
/// When the other end is gone, says that it sends too much, or did not send all of it in time.
pub(crate) fn receive_bytes(
    from: &UnixStream,
    max_bytes: u64,
    deadline: Option<Instant>,
) -> io::Result<(Vec<u8>, Vec<OwnedFd>)> {
    let mut fds = Vec::new();
    let mut head = [0; HEAD_BYTES];
    let mut got = 0;
    while got < HEAD_BYTES {
        got += take(from, &mut head[got..], &mut fds, deadline)?;
    }
    let bytes = u64::from_le_bytes(head);
    if bytes > max_bytes {
        return Err(io::Error::other("the message is too long"));
    }
    let length = usize::try_from(bytes).map_err(io::Error::other)?;
    let (mut message, mut got) = (Vec::new(), 0);
    while got < length {
        if got == message.len() {
            message.resize(length.min((2 * got).max(FIRST_BYTES)), 0);
        }
        got += take(from, &mut message[got..], &mut fds, deadline)?;
    }
    Ok((message, fds))
}

/// Some bytes, at least one.
fn take(
    from: &UnixStream,
    buffer: &mut [u8],
    fds: &mut Vec<OwnedFd>,
    deadline: Option<Instant>,
) -> io::Result<usize> {
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(MAX_FDS))];
    let flags = match deadline {
        Some(_) => RecvFlags::CMSG_CLOEXEC | RecvFlags::DONTWAIT,
        None => RecvFlags::CMSG_CLOEXEC,
    };
    loop {
        let mut ancillary = RecvAncillaryBuffer::new(&mut space);
        let received =
            rustix::net::recvmsg(from, &mut [IoSliceMut::new(buffer)], &mut ancillary, flags);
        for message in ancillary.drain() {
            if let RecvAncillaryMessage::ScmRights(received) = message {
                fds.extend(received);
            }
        }
        match received {
            Ok(received) if received.bytes == 0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(received) => return Ok(received.bytes),
            Err(Errno::AGAIN) => wait(from, PollFlags::IN, deadline)?,
            Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
}

/// Waits until something can be read or written.
///
/// # Errors
/// [`io::ErrorKind::TimedOut`] at the deadline.
pub(crate) fn wait(fd: impl AsFd, what: PollFlags, deadline: Option<Instant>) -> io::Result<()> {
    loop {
        let left = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
        let left = left.map(|left| Timespec {
            tv_sec: i64::try_from(left.as_secs()).unwrap_or(i64::MAX),
            tv_nsec: i64::from(left.subsec_nanos()),
        });
        match poll(&mut [PollFd::new(&fd, what)], left.as_ref()) {
            Ok(0) => return Err(io::ErrorKind::TimedOut.into()),
            Ok(_) => return Ok(()),
            Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
}

/// Bytes in memory that nobody can change any more, as a file that other processes can read and map.
///
/// # Errors
/// When there is no more memory, or no more descriptors.
pub(crate) fn sealed(name: &str, bytes: &[u8]) -> io::Result<OwnedFd> {
    let flags = MemfdFlags::CLOEXEC | MemfdFlags::ALLOW_SEALING;
    let mut memory = std::fs::File::from(rustix::fs::memfd_create(name, flags)?);
    memory.write_all(bytes)?;
    rustix::fs::seek(&memory, rustix::fs::SeekFrom::Start(0))?;
    let seals = SealFlags::WRITE | SealFlags::GROW | SealFlags::SHRINK | SealFlags::SEAL;
    rustix::fs::fcntl_add_seals(&memory, seals)?;
    Ok(memory.into())
}

/// Whether there is something to be read at this moment, or the other end is gone. A process that a descriptor stands for
/// can be read when it has ended.
pub(crate) fn is_readable(fd: impl AsFd) -> bool {
    let mut fds = [PollFd::new(&fd, PollFlags::IN)];
    let now = Timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    poll(&mut fds, Some(&now)).is_ok_and(|ready| ready > 0)
}
