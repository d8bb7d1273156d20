//! `enclos serve`.

use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context;
use clap::Args;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use super::{Common, say};
use crate::api::{self, ServerSettings};
use crate::{Enclos, Error, depot};

#[derive(Debug, Args)]
pub(super) struct Serve {
    #[command(flatten)]
    common: Common,
    /// Address to listen on
    #[arg(
        long,
        env = "ENCLOS_LISTEN",
        value_name = "ADDRESS:PORT",
        default_value = "127.0.0.1:8080"
    )]
    listen: String,
    /// Languages to serve (default: the default set)
    #[arg(long, env = "ENCLOS_LANGS", value_name = "LANG", value_delimiter = ',')]
    lang: Vec<String>,
    /// Submissions that run at a time (default: as many as processors)
    #[arg(long, env = "ENCLOS_WORKERS", value_name = "N")]
    workers: Option<usize>,
    /// Submissions that may wait before more get 503
    #[arg(long, env = "ENCLOS_BACKLOG", value_name = "N", default_value_t = 256)]
    backlog: usize,
    /// Largest body of a request, in kB
    #[arg(long, env = "ENCLOS_MAX_BODY", value_name = "KB", default_value_t = 16 << 10)]
    max_body: usize,
    /// Connections open at a time
    #[arg(
        long,
        env = "ENCLOS_MAX_CONNECTIONS",
        value_name = "N",
        default_value_t = 1024
    )]
    max_connections: usize,
    /// Seconds that requests in flight get to finish at shutdown
    #[arg(
        long,
        env = "ENCLOS_GRACE",
        value_name = "SECONDS",
        default_value_t = 30
    )]
    grace: u64,
}

impl Serve {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let mut builder = self.common.builder().backlog(self.backlog);
        if let Some(workers) = self.workers {
            builder = builder.workers(workers);
        }
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()?;
        // Bound first, so that an address in use is known before minutes of set-up.
        let listener = runtime
            .block_on(TcpListener::bind(&self.listen))
            .with_context(|| format!("listening on {}", self.listen))?;
        let address = listener.local_addr()?;
        let enclos = builder.build()?;
        let names: Vec<&str> = self.lang.iter().map(String::as_str).collect();
        set_up(&enclos, &names)?;
        let endpoints = api::Settings {
            max_body_bytes: self.max_body << 10,
            ..api::Settings::default()
        };
        let router = api::router(enclos, endpoints);
        let settings = ServerSettings {
            max_connections: self.max_connections,
            grace: Duration::from_secs(self.grace),
            ..ServerSettings::default()
        };
        runtime.block_on(async {
            let (mut terminate, mut interrupt) = (
                signal(SignalKind::terminate())?,
                signal(SignalKind::interrupt())?,
            );
            let shutdown = async move {
                tokio::select! {
                    _ = terminate.recv() => {}
                    _ = interrupt.recv() => {}
                }
                say("enclos: shutting down; requests in flight may finish");
            };
            say(&format!("enclos: serving http://{address}"));
            api::serve(listener, router, settings, shutdown).await;
            anyhow::Ok(())
        })?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Sets the languages up. One that can't be made on this machine is left out with its reason, so that a missing package
/// client costs one language and not the server.
fn set_up(enclos: &Enclos, names: &[&str]) -> anyhow::Result<()> {
    let error = match enclos.set_up(names, &*depot::on_stderr()) {
        Ok(()) => return Ok(()),
        Err(error @ Error::Depot(_)) => error,
        Err(error) => return Err(error.into()),
    };
    let defaults = enclos
        .catalog()
        .languages()
        .filter(|language| language.is_default);
    let defaults: Vec<String> = defaults.map(|language| language.id.to_string()).collect();
    let all = if names.is_empty() {
        defaults.iter().map(String::as_str).collect()
    } else {
        names.to_vec()
    };
    let mut served = false;
    for name in all {
        match enclos.set_up(&[name], &depot::Silent) {
            Ok(()) => served = true,
            Err(error) => say(&format!("enclos: serving without {name}: {error}")),
        }
    }
    if served { Ok(()) } else { Err(error.into()) }
}
