//! Messages between the server, the keeper and its boxes: a length, some bytes, and descriptors that go along.
//!
//! It knows nothing of what is said. A reader names the largest message that it would take, and does not make room for
//! more than has arrived.

use std::io::{self, IoSlice, IoSliceMut, Read, Write};
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::net::UnixStream;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::net::{
    RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, SendAncillaryBuffer,
    SendAncillaryMessage, SendFlags,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// No message has more descriptors.
const MAX_FDS: usize = 4;

/// Sends a message.
///
/// # Errors
/// When the other end is gone.
pub(crate) fn send(
    mut to: &UnixStream,
    message: &impl Serialize,
    fds: &[BorrowedFd<'_>],
) -> io::Result<()> {
    let bytes = rmp_serde::to_vec(message).map_err(io::Error::other)?;
    let head = (bytes.len() as u64).to_le_bytes();
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(MAX_FDS))];
    let mut ancillary = SendAncillaryBuffer::new(&mut space);
    if !fds.is_empty() && !ancillary.push(SendAncillaryMessage::ScmRights(fds)) {
        return Err(io::Error::other("too many descriptors"));
    }
    let sent = rustix::io::retry_on_intr(|| {
        rustix::net::sendmsg(
            to.as_fd(),
            &[IoSlice::new(&head)],
            &mut ancillary,
            SendFlags::NOSIGNAL,
        )
    })?;
    to.write_all(&head[sent..])?;
    to.write_all(&bytes)
}

/// Waits for a message of at most so many bytes, and what came with it.
///
/// # Errors
/// When the other end is gone, or sends something else.
pub(crate) fn receive<T: DeserializeOwned>(
    mut from: &UnixStream,
    max_bytes: u64,
) -> io::Result<(T, Vec<OwnedFd>)> {
    let mut head = [0; 8];
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(MAX_FDS))];
    let mut ancillary = RecvAncillaryBuffer::new(&mut space);
    let got = rustix::io::retry_on_intr(|| {
        rustix::net::recvmsg(
            from.as_fd(),
            &mut [IoSliceMut::new(&mut head)],
            &mut ancillary,
            RecvFlags::CMSG_CLOEXEC,
        )
    })?;
    let mut fds = Vec::new();
    for message in ancillary.drain() {
        if let RecvAncillaryMessage::ScmRights(received) = message {
            fds.extend(received);
        }
    }
    if got.bytes == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    from.read_exact(&mut head[got.bytes..])?;
    let bytes = u64::from_le_bytes(head);
    if bytes > max_bytes {
        return Err(io::Error::other("the message is too long"));
    }
    let mut message = Vec::new();
    from.take(bytes).read_to_end(&mut message)?;
    if message.len() as u64 != bytes {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    let message = rmp_serde::from_slice(&message).map_err(io::Error::other)?;
    Ok((message, fds))
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
