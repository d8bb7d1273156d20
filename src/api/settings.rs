//! What an operator may set about the HTTP front door.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use ipnet::IpNet;

use super::keeping::Patience;
use super::metrics::Metrics;

/// Settings of every endpoint; each has a default.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Settings {
    /// The largest body of a request.
    pub max_body_bytes: usize,
    /// All large bodies that are held at a time, together; one too many is refused with 503.
    pub max_bodies_bytes: usize,
    /// A body that takes longer to arrive is given up: with a minute, 16 MiB need 2.3 Mbit/s. So is a large answer that takes
    /// longer to be taken, but for each `max_body_bytes` of it there is as much time again.
    pub body_timeout: Duration,
    /// Who the clients are, and how much each may ask.
    pub clients: ClientSettings,
    /// `POST /eval`.
    pub eval: EvalSettings,
    /// `POST /compile`.
    pub compile: CompileSettings,
    /// Where requests are counted.
    pub metrics: Arc<Metrics>,
}

impl Settings {
    /// With a client that takes an answer: as much as with one that sends a body.
    pub(super) fn patience(&self) -> Patience {
        Patience {
            least: self.body_timeout,
            per_bytes: self.max_body_bytes,
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            max_body_bytes: 16 << 20,
            max_bodies_bytes: 512 << 20,
            body_timeout: Duration::from_secs(60),
            clients: ClientSettings::default(),
            eval: EvalSettings::default(),
            compile: CompileSettings::default(),
            metrics: Arc::default(),
        }
    }
}

/// Who the clients are: whoever shows a token is known by its name, all others by their address.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ClientSettings {
    /// Requests a second, on average; `None` is any number.
    pub rate_per_second: Option<f64>,
    /// Requests at once.
    pub burst: NonZeroU32,
    /// The tokens that are known.
    pub tokens: Vec<Token>,
    /// Refuse whoever shows none of them.
    pub require_token: bool,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpNet>,
}

impl Default for ClientSettings {
    fn default() -> Self {
        Self {
            rate_per_second: None,
            burst: NonZeroU32::new(20).unwrap_or(NonZeroU32::MIN),
            tokens: Vec::new(),
            require_token: false,
            trusted_proxies: Vec::new(),
        }
    }
}

/// A secret by which a client is known.
#[derive(Clone)]
pub struct Token {
    /// The client's name in logs.
    pub name: String,
    /// What it sends as `Authorization: Bearer …`.
    pub secret: String,
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Token")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// How much CPU time programs get that are to be stopped by wall time: a program on a machine that is faster than its
/// language's published rate would use up the same time before it.
pub(super) const CPU_TIMES: u32 = 4;

/// What a run of `POST /eval` may use: snekbox's own limits.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct EvalSettings {
    /// CPU time, and wall time as well.
    pub time: Duration,
    /// Memory of a native Python that would do the same. What ours has loaded before a program starts is not counted.
    pub memory_bytes: u64,
    /// All files together, those that the client brings and those that the program makes; also all that come back.
    pub files_bytes: u64,
    /// Standard output and standard error together.
    pub output_bytes: u64,
    /// How many files come back at most.
    pub max_files: usize,
}

impl Default for EvalSettings {
    fn default() -> Self {
        Self {
            time: Duration::from_secs(6),
            memory_bytes: 70 << 20,
            files_bytes: 48 << 20,
            output_bytes: 1_000_000,
            max_files: 100,
        }
    }
}

/// What a run of `POST /compile` may use: bg-compiler's own limits.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct CompileSettings {
    /// Wall time.
    pub timeout: Duration,
    /// Memory.
    pub memory_bytes: u64,
    /// Standard output, and as much of standard error.
    pub output_bytes: u64,
    /// Runs of one request.
    pub max_count: usize,
}

impl Default for CompileSettings {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(30),
            memory_bytes: 512 << 20,
            output_bytes: 30 << 10,
            max_count: 1000,
        }
    }
}
