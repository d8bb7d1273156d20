//! `[clients]`: how much each may ask, and by what they are known.

use std::collections::BTreeMap;
use std::fmt;
use std::num::NonZeroU32;
use std::path::PathBuf;

use anyhow::{Context, bail, ensure};
use ipnet::IpNet;
use serde::Deserialize;

use super::setting::{Kind, any, check_secret, concern};
use crate::api::{ClientSettings, Token};

concern! {
    /// Who the clients are, and how much each may ask.
    Clients {
        /// Requests a second that a client may make on average; 0 is any number
        rate: f64 = 0, Kind::Number(0.0, 1e6), "ENCLOS_RATE", "rate" "PER-SECOND";
        /// Requests that a client may make at once
        burst: NonZeroU32 = 20, Kind::Whole(1, 1_000_000), "ENCLOS_BURST", "burst" "N";
        /// Refuse clients that show no token
        require_token: bool = false, Kind::Switch, "ENCLOS_REQUIRE_TOKEN", "require-token" "BOOL";
        /// Addresses and networks of proxies whose X-Forwarded-For is believed, separated by commas
        trusted_proxies: Vec<String> = [""; 0], Kind::List(check_network), "ENCLOS_TRUSTED_PROXIES", "trusted-proxies" "NETWORK";
        /// Tokens: secrets by the names of their clients, who send them as `Authorization: Bearer SECRET`; NAME=SECRET,… in the environment
        tokens: Secrets = BTreeMap::<&str, &str>::new(), Kind::Secrets, "ENCLOS_TOKENS";
        /// File with further tokens: on each line a name, white space and a secret; lines that begin with # are ignored
        tokens_file: Option<PathBuf>, Kind::Text(any), "ENCLOS_TOKENS_FILE", "tokens-file" "FILE";
    }
}

/// Secrets by name, to be seen by nobody.
#[derive(Clone, Deserialize)]
#[serde(transparent)]
pub(crate) struct Secrets(BTreeMap<String, String>);

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

/// A network, or an address that is one alone.
fn network(text: &str) -> Option<IpNet> {
    text.parse()
        .ok()
        .or_else(|| Some(IpNet::from(text.parse::<std::net::IpAddr>().ok()?)))
}

fn check_network(text: &str) -> Result<(), String> {
    match network(text) {
        Some(_) => Ok(()),
        None => Err(format!(
            "expected addresses or networks such as 10.0.0.0/8, got {text:?}"
        )),
    }
}

impl Clients {
    /// The proxies, as networks.
    pub(super) fn proxies(&self) -> Vec<IpNet> {
        let proxies = self.trusted_proxies.iter();
        proxies.filter_map(|text| network(text)).collect()
    }

    pub(super) fn apply(&self, settings: &mut ClientSettings) -> anyhow::Result<()> {
        settings.rate_per_second = (self.rate > 0.0).then_some(self.rate);
        settings.burst = self.burst;
        settings.require_token = self.require_token;
        settings.trusted_proxies = self.proxies();
        settings.tokens = self.tokens()?;
        // Where no token is known, none is asked for: without this, a forgotten file would open the doors.
        ensure!(
            !self.require_token || !settings.tokens.is_empty(),
            "clients.require-token is true, but there is no token: give some in clients.tokens or clients.tokens-file"
        );
        Ok(())
    }

    /// The tokens of the configuration and of the file. A name may have several, so that they can be replaced one by one.
    fn tokens(&self) -> anyhow::Result<Vec<Token>> {
        let mut tokens: Vec<Token> = Vec::new();
        let known = self.tokens.0.iter();
        tokens.extend(known.map(|(name, secret)| Token {
            name: name.clone(),
            secret: secret.clone(),
        }));
        let Some(path) = &self.tokens_file else {
            return Ok(tokens);
        };
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("reading clients.tokens-file {}", path.display()))?;
        for (index, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let place = || format!("{}, line {}", path.display(), index + 1);
            // The line is not repeated: there is a secret in it.
            let Some((name, secret)) = line.split_once(char::is_whitespace) else {
                bail!("{}: expected a name, white space and a secret", place());
            };
            let secret = secret.trim();
            if let Err(wrong) = check_secret(name, Some(secret)) {
                bail!("{}: {wrong}", place());
            }
            tokens.push(Token {
                name: name.to_owned(),
                secret: secret.to_owned(),
            });
        }
        Ok(tokens)
    }
}
