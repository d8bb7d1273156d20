//! Standard streams and clocks of a run in the shapes that wasmtime-wasi wants. What they do is what the host in memory
//! does: the same caps, the same waiting, the same time.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use wasmtime_wasi::cli::{IsTerminal, StdinStream, StdoutStream};
use wasmtime_wasi::p2::{InputStream, OutputStream, Pollable, StreamError, StreamResult};
use wasmtime_wasi::{HostMonotonicClock, HostWallClock, async_trait};

use crate::sandbox::run::Clock;
use crate::sandbox::wasi::{Input, Output};

/// The most that goes through a stream at a time.
const CHUNK_BYTES: usize = 64 << 10;

/// Standard input. Clones read on where the others stopped.
#[derive(Clone)]
pub(super) struct Stdin {
    input: Arc<Mutex<Input>>,
    clock: Clock,
    terminal: bool,
}

impl Stdin {
    pub(super) fn new(input: Input, clock: Clock, terminal: bool) -> Self {
        Self {
            input: Arc::new(Mutex::new(input)),
            clock,
            terminal,
        }
    }
}

impl IsTerminal for Stdin {
    fn is_terminal(&self) -> bool {
        self.terminal
    }
}

impl StdinStream for Stdin {
    /// Preview 1 has no use for it.
    fn async_stream(&self) -> Box<dyn tokio::io::AsyncRead + Send + Sync> {
        Box::new(tokio::io::empty())
    }

    fn p2_stream(&self) -> Box<dyn InputStream> {
        Box::new(self.clone())
    }
}

#[async_trait]
impl Pollable for Stdin {
    /// At once: it is the read that waits, at most until the wall limit, as on the host in memory.
    async fn ready(&mut self) {}
}

impl InputStream for Stdin {
    fn read(&mut self, size: usize) -> StreamResult<Bytes> {
        if size == 0 {
            return Ok(Bytes::new());
        }
        let mut buffer = vec![0; size.min(CHUNK_BYTES)];
        let mut input = self.input.lock().unwrap_or_else(PoisonError::into_inner);
        match input.read(&mut buffer, &self.clock) {
            Ok(0) => Err(StreamError::Closed),
            Ok(count) => {
                buffer.truncate(count);
                Ok(buffer.into())
            }
            Err(stop) => Err(StreamError::Trap(stop.into())),
        }
    }
}

/// Standard output or standard error, which share one cap.
#[derive(Clone)]
pub(super) struct Stdout {
    output: Arc<Mutex<Output>>,
    is_stderr: bool,
    terminal: bool,
}

impl Stdout {
    pub(super) fn new(output: &Arc<Mutex<Output>>, is_stderr: bool, terminal: bool) -> Self {
        Self {
            output: Arc::clone(output),
            is_stderr,
            terminal,
        }
    }
}

impl IsTerminal for Stdout {
    fn is_terminal(&self) -> bool {
        self.terminal
    }
}

impl StdoutStream for Stdout {
    /// Preview 1 has no use for it.
    fn async_stream(&self) -> Box<dyn tokio::io::AsyncWrite + Send + Sync> {
        Box::new(tokio::io::sink())
    }

    fn p2_stream(&self) -> Box<dyn OutputStream> {
        Box::new(self.clone())
    }
}

#[async_trait]
impl Pollable for Stdout {
    async fn ready(&mut self) {}
}

impl OutputStream for Stdout {
    fn write(&mut self, bytes: Bytes) -> StreamResult<()> {
        let mut output = self.output.lock().unwrap_or_else(PoisonError::into_inner);
        output
            .write(self.is_stderr, &bytes)
            .map_err(|stop| StreamError::Trap(stop.into()))
    }

    fn flush(&mut self) -> StreamResult<()> {
        Ok(())
    }

    fn check_write(&mut self) -> StreamResult<usize> {
        Ok(CHUNK_BYTES)
    }
}

/// The run's clock.
pub(super) struct Time(pub(super) Clock);

impl HostMonotonicClock for Time {
    fn resolution(&self) -> u64 {
        1
    }

    fn now(&self) -> u64 {
        self.0.elapsed().as_nanos() as u64
    }
}

impl HostWallClock for Time {
    fn resolution(&self) -> Duration {
        Duration::from_nanos(1)
    }

    fn now(&self) -> Duration {
        Duration::from_nanos(self.0.realtime_ns())
    }
}
