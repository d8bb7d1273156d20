//! What a server has for its operator beside the log: numbers, and an address that tells them and whether it is ready.

use std::sync::Arc;

use anyhow::Context;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use super::log::LogFormat;
use crate::Enclos;
use crate::api::{self, Metrics, Readiness, ServerSettings};
use crate::config::Address;

/// Begins before anything else does, so that the address answers while languages are set up.
pub(super) struct Operator {
    pub(super) metrics: Arc<Metrics>,
    pub(super) readiness: Readiness,
    listener: Option<TcpListener>,
}

impl Operator {
    /// Listens on the operator's address, if there is one.
    ///
    /// # Errors
    /// When the address can't be had.
    pub(super) fn listen(runtime: &Runtime, address: Option<&Address>) -> anyhow::Result<Self> {
        let bind = |address: &Address| {
            runtime
                .block_on(TcpListener::bind(address.to_string()))
                .with_context(|| format!("listening on {address} for the operator"))
        };
        Ok(Self {
            metrics: Arc::default(),
            readiness: Readiness::setting_up(),
            listener: address.map(bind).transpose()?,
        })
    }

    /// Answers there from now on until the process ends, while others drain too.
    ///
    /// # Errors
    /// When the address is not known to the system.
    pub(super) fn serve(
        &mut self,
        runtime: &Runtime,
        enclos: &Enclos,
        log: LogFormat,
    ) -> anyhow::Result<()> {
        let Some(listener) = self.listener.take() else {
            return Ok(());
        };
        let address = listener.local_addr()?;
        let (metrics, readiness) = (Arc::clone(&self.metrics), self.readiness.clone());
        runtime.spawn(api::serve(
            listener,
            api::admin_router(enclos.clone(), metrics, readiness),
            ServerSettings::default(),
            std::future::pending(),
        ));
        log.say(&format!("serving the operator on http://{address}"));
        Ok(())
    }
}
