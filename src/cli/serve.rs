//! `enclos serve`.

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use clap::Args;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use super::flags;
use super::log::{self, LogFormat};
use super::operator::Operator;
use crate::api;
use crate::config::Config;
use crate::{Enclos, Error, depot};

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
    log::log_panics();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let mut endpoints = config.endpoints()?;
    let mut connections = config.server();
    let listen = &config.server.listen;
    // Bound first, so that an address in use is known before minutes of set-up.
    let listener = runtime
        .block_on(TcpListener::bind(listen.to_string()))
        .with_context(|| format!("listening on {listen}"))?;
    let address = listener.local_addr()?;
    let mut operator = Operator::listen(&runtime, config.admin.listen.as_ref())?;
    let builder = config.builder().observer(operator.metrics.observer());
    let enclos = builder.build()?;
    enclos.start_workers()?;
    operator.serve(&runtime, &enclos, log)?;
    let names: Vec<&str> = config.languages.serve.iter().map(String::as_str).collect();
    if install {
        enclos.install(&names, &*log.progress())?;
    }
    set_up(&enclos, &names, log)?;
    endpoints.metrics = Arc::clone(&operator.metrics);
    connections.metrics = Arc::clone(&operator.metrics);
    let router = api::router(enclos, endpoints);
    runtime.block_on(async {
        let (mut terminate, mut interrupt) = (
            signal(SignalKind::terminate())?,
            signal(SignalKind::interrupt())?,
        );
        let shutdown = async {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            operator.readiness.drain();
            log.say("shutting down; requests in flight may finish");
        };
        operator.readiness.ready();
        log.say(&format!("serving http://{address}"));
        api::serve(listener, router, connections, shutdown).await;
        anyhow::Ok(())
    })?;
    Ok(ExitCode::SUCCESS)
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
