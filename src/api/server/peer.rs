//! The socket of a client: what it does not take in time ends the connection, and who looks can tell when it has gone.
//!
//! hyper looks for the end of a connection only while it holds no bytes of a further request, so a client that sends two at
//! once and goes away would keep its first one running to its limits.

use std::io::{self, ErrorKind, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use rustix::net::Shutdown;
use tokio::io::{AsyncRead, AsyncWrite, Interest, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep, sleep};

/// What a client has to take each time to get more time. Whoever takes a byte now and then would hold its answer for hours.
const LEAST_BYTES: usize = 64 << 10;

/// A connection.
pub(super) struct Peer {
    stream: Arc<TcpStream>,
    patience: Duration,
    /// Of what waits for the client to take it; runs while something does.
    timer: Pin<Box<Sleep>>,
    is_waiting: bool,
    /// Since the timer was set.
    taken_bytes: usize,
}

impl Peer {
    /// A client that has to take something of what it is sent in so much time.
    pub(super) fn new(stream: Arc<TcpStream>, patience: Duration) -> Self {
        Self {
            stream,
            patience,
            timer: Box::pin(sleep(patience)),
            is_waiting: false,
            taken_bytes: 0,
        }
    }

    fn wait(&mut self) {
        self.is_waiting = true;
        self.taken_bytes = 0;
        self.timer.as_mut().reset(Instant::now() + self.patience);
    }

    fn poll_to_write(
        &mut self,
        context: &mut Context<'_>,
        write: impl Fn(&TcpStream) -> io::Result<usize>,
    ) -> Poll<io::Result<usize>> {
        while self.stream.poll_write_ready(context)?.is_ready() {
            match write(&self.stream) {
                Ok(bytes) => {
                    self.taken_bytes += bytes;
                    return Poll::Ready(Ok(bytes));
                }
                Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                Err(error) => return Poll::Ready(Err(error)),
            }
        }
        if !self.is_waiting {
            self.wait();
        }
        ready!(self.timer.as_mut().poll(context));
        if self.taken_bytes < LEAST_BYTES {
            return Poll::Ready(Err(ErrorKind::TimedOut.into()));
        }
        self.wait();
        // Looked at once more, so that the new time wakes this task.
        context.waker().wake_by_ref();
        Poll::Pending
    }
}

/// Ends when the other side has closed the connection, whether or not all that it sent has been read.
pub(super) async fn gone(stream: &TcpStream) {
    // Unlike readiness to be read, this one does not come for bytes that wait.
    while let Ok(ready) = stream.ready(Interest::PRIORITY).await {
        if ready.is_read_closed() {
            return;
        }
        // The system is not asked for urgent bytes, so this does not happen.
        tokio::task::yield_now().await;
    }
}

impl AsyncRead for Peer {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        loop {
            ready!(self.stream.poll_read_ready(context))?;
            match self.stream.try_read(buffer.initialize_unfilled()) {
                Ok(count) => {
                    buffer.advance(count);
                    return Poll::Ready(Ok(()));
                }
                Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                Err(error) => return Poll::Ready(Err(error)),
            }
        }
    }
}

impl AsyncWrite for Peer {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.poll_to_write(context, |stream| stream.try_write(bytes))
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.poll_to_write(context, |stream| stream.try_write_vectored(slices))
    }

    fn is_write_vectored(&self) -> bool {
        true
    }

    /// Asked for when all has been taken.
    fn poll_flush(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.is_waiting = false;
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        let shut = rustix::net::shutdown(&*self.stream, Shutdown::Write);
        Poll::Ready(shut.map_err(io::Error::from))
    }
}
