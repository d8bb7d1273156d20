//! `enclos serve`.
//!
//! The first SIGTERM or SIGINT ends a server in order: it is not ready any more, nobody new is let in, requests in flight have
//! the grace to finish, and those that still run at its end are told that the server shuts down. The second ends it at once.

mod signals;

use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context;
use clap::Args;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::time::sleep;

use super::flags;
use super::log::{self, LogFormat};
use super::operator::Operator;
use crate::api;
use crate::config::Config;
use crate::{Enclos, Error, Load, depot};
use signals::Signals;

#[derive(Debug, Args)]
pub(super) struct Serve {
    #[command(flatten)]
    pub(super) server: flags::Server,
    /// First get the Debian packages that native languages need and that are missing: installed where this is root, unpacked
    /// into the cache otherwise
    #[arg(long)]
    pub(super) install: bool,
}

pub(super) fn run(config: &Config, install: bool) -> anyhow::Result<ExitCode> {
    let log = config.log.format;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    // From the beginning, so that set-up can be ended too.
    let signals = runtime.block_on(async { Signals::take() })?;
    let mut endpoints = config.endpoints()?;
    let mut connections = config.server();
    let listen = &config.server.listen;
    // Bound first, so that an address in use is known before minutes of set-up.
    let listener = runtime
        .block_on(TcpListener::bind(listen.to_string()))
        .with_context(|| format!("listening on {listen}"))?;
    let address = listener.local_addr()?;
    let mut operator = Operator::listen(&runtime, config.admin.listen.as_ref())?;
    log::log_panics(&operator.metrics);
    let builder = config.builder().observer(operator.metrics.observer());
    let enclos = builder.build()?;
    enclos.start_workers()?;
    operator.serve(&runtime, &enclos, log)?;
    let prepared = prepare(&enclos, config.languages.serve.clone(), install, log);
    let prepared = runtime.block_on(async {
        tokio::select! {
            prepared = prepared => Some(prepared),
            _ = signals.wait(1) => None,
        }
    });
    let Some(prepared) = prepared else {
        operator.readiness.drain();
        log.say("shutting down; the next set-up goes on where this one was");
        runtime.shutdown_background();
        return Ok(ExitCode::SUCCESS);
    };
    prepared??;
    endpoints.metrics = Arc::clone(&operator.metrics);
    connections.metrics = Arc::clone(&operator.metrics);
    let drain = Drain::new(connections.grace);
    let router = api::router(enclos.clone(), endpoints);
    let ended = runtime.block_on(async {
        let shutdown = async {
            signals.wait(1).await;
            operator.readiness.drain();
            log.say("shutting down; requests in flight may finish");
        };
        operator.readiness.ready();
        log.say(&format!("serving http://{address}"));
        let patience = async {
            signals.wait(1).await;
            sleep(drain.patience).await;
            log.say("stopping what still runs");
            enclos.stop();
            std::future::pending::<()>().await;
        };
        tokio::select! {
            () = api::serve(listener, router, connections, shutdown) => ExitCode::SUCCESS,
            // As a shell reports a process that a signal ended.
            number = signals.wait(2) => ExitCode::from(128_u8.saturating_add(number)),
            () = patience => ExitCode::FAILURE,
        }
    });
    enclos.stop();
    // Whoever waited is gone, and what ran ends with them; what does not is not waited for.
    runtime.shutdown_timeout(drain.last);
    let stopped = Instant::now();
    while enclos.load() != Load::default() {
        if stopped.elapsed() > drain.last {
            std::mem::forget(enclos);
            break;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    Ok(ended)
}

/// How the grace is spent.
struct Drain {
    /// What requests in flight get to finish by themselves.
    patience: Duration,
    /// What is left for telling those who have not finished, and for their runs to end.
    last: Duration,
}

impl Drain {
    fn new(grace: Duration) -> Self {
        let last = Duration::from_secs(1).min(grace / 4);
        Self {
            patience: grace - last,
            last,
        }
    }
}

/// Gets packages if asked to and sets the languages up, on a thread that nobody has to wait for: what it has begun when the
/// process ends is ended too, and found by the next set-up.
fn prepare(
    enclos: &Enclos,
    names: Vec<String>,
    install: bool,
    log: LogFormat,
) -> oneshot::Receiver<anyhow::Result<()>> {
    let (send, prepared) = oneshot::channel();
    let enclos = enclos.clone();
    std::thread::spawn(move || {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let prepare = || {
            if install {
                enclos.install(&names, &*log.progress())?;
            }
            set_up(&enclos, &names, log)
        };
        drop(send.send(prepare()));
    });
    prepared
}

/// Sets the languages up. One that can't be made on this machine is left out with its reason, so that a missing package
/// client costs one language and not the server.
fn set_up(enclos: &Enclos, names: &[&str], log: LogFormat) -> anyhow::Result<()> {
    let error = match enclos.set_up(names, &*log.progress()) {
        Ok(()) => return Ok(()),
        Err(error @ Error::Depot(_)) => error,
        Err(error) => return Err(error.into()),
    };
    let mut served = false;
    for name in enclos.chosen(names)? {
        match enclos.set_up(&[name.as_str()], &depot::Silent) {
            Ok(()) => served = true,
            Err(error) => log.say(&format!("serving without {name}: {error}")),
        }
    }
    if served { Ok(()) } else { Err(error.into()) }
}
