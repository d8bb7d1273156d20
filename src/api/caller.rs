//! Who sends a request: a token that the operator knows, or else an address.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use ipnet::IpNet;

use super::App;
use super::error::Refusal;
use super::settings::ClientSettings;
use crate::Client;

/// The other end of the connection, which the accept loop puts into each request.
#[derive(Debug, Clone, Copy)]
pub(super) struct Peer(pub(super) SocketAddr);

/// Whoever sent a request, if it may send any.
#[derive(Debug, Clone)]
pub(super) struct Caller(Result<Client, &'static str>);

impl FromRequestParts<Arc<App>> for Caller {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Infallible> {
        // Known already, because the log names it.
        match parts.extensions.get::<Self>() {
            Some(known) => Ok(known.clone()),
            None => Ok(Self::of(app, &parts.headers, parts.extensions.get())),
        }
    }
}

impl Caller {
    pub(super) fn of(app: &App, headers: &HeaderMap, peer: Option<&Peer>) -> Self {
        let peer = peer.map(|peer| peer.0.ip());
        Self(identify(&app.settings.clients, headers, peer))
    }

    /// The client's name for the log; whoever is refused has none, and is known by its address.
    pub(super) fn log_name(&self, app: &App, headers: &HeaderMap, peer: Option<&Peer>) -> Client {
        let address = || peer.map(|peer| by_address(&app.settings.clients, headers, peer.0.ip()));
        self.0
            .clone()
            .unwrap_or_else(|_| address().unwrap_or_default())
    }
}

impl App {
    /// Counts a request against its client's rate.
    ///
    /// # Errors
    /// When the client has to show a token, or has to wait.
    pub(super) fn admit(&self, caller: &Caller) -> Result<Client, Refusal> {
        let client = caller.0.clone().map_err(Refusal::unauthorized)?;
        if let Some(rates) = &self.rates {
            rates.admit(&client).map_err(Refusal::over_rate)?;
        }
        Ok(client)
    }
}

fn identify(
    settings: &ClientSettings,
    headers: &HeaderMap,
    peer: Option<IpAddr>,
) -> Result<Client, &'static str> {
    if !settings.tokens.is_empty() {
        let shown = headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok()?.split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .map(|(_, secret)| blake3::hash(secret.trim().as_bytes()));
        // Hashes are compared, so that the time it takes tells nothing of the secret.
        let known = |shown| {
            let mut tokens = settings.tokens.iter();
            tokens.find(|token| blake3::hash(token.secret.as_bytes()) == shown)
        };
        match shown.map(known) {
            Some(Some(token)) => return Ok(Client::new(format!("token {}", token.name))),
            Some(None) => return Err("this token is not known here"),
            None if settings.require_token => {
                return Err("show a token: Authorization: Bearer …");
            }
            None => {}
        }
    }
    Ok(peer.map_or_else(Client::default, |peer| by_address(settings, headers, peer)))
}

fn by_address(settings: &ClientSettings, headers: &HeaderMap, peer: IpAddr) -> Client {
    let forwarded = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|address| address.trim().parse().ok());
    let address = origin(peer, forwarded.collect(), &settings.trusted_proxies);
    Client::new(unit(address).to_string())
}

/// The last address on the way here that is not a trusted proxy's. What stands before it anybody may have made up.
fn origin(peer: IpAddr, mut forwarded: Vec<Option<IpAddr>>, trusted: &[IpNet]) -> IpAddr {
    let mut address = peer;
    while is_trusted(address, trusted) {
        match forwarded.pop() {
            Some(Some(before)) => address = before,
            _ => break,
        }
    }
    address
}

/// Whether this is the address of a proxy that is believed.
pub(super) fn is_trusted(address: IpAddr, trusted: &[IpNet]) -> bool {
    // A listener for both versions sees addresses of version 4 in the form of version 6.
    let address = address.to_canonical();
    trusted.iter().any(|proxies| proxies.contains(&address))
}

/// Whoever has one address of version 6 has all with the same first half.
pub(super) fn unit(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            IpAddr::V6(Ipv6Addr::from(u128::from(address) & !u128::from(u64::MAX)))
        }
        address => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::settings::Token;

    fn client(settings: &ClientSettings, headers: &[(&'static str, &str)], peer: &str) -> String {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().expect("a header"));
        }
        let peer = peer.parse().expect("an address");
        identify(settings, &map, Some(peer)).map_or_else(str::to_owned, |c| c.name().to_owned())
    }

    #[test]
    fn forwarded_addresses_are_believed_from_trusted_proxies_only() {
        let mut settings = ClientSettings::default();
        let forwarded = [("x-forwarded-for", "9.9.9.9, 1.2.3.4")];
        assert_eq!(client(&settings, &forwarded, "10.0.0.1"), "10.0.0.1");
        settings.trusted_proxies = vec!["10.0.0.0/8".parse().expect("a network")];
        assert_eq!(client(&settings, &forwarded, "10.0.0.1"), "1.2.3.4");
        assert_eq!(client(&settings, &forwarded, "::ffff:10.0.0.1"), "1.2.3.4");
        assert_eq!(client(&settings, &forwarded, "11.0.0.1"), "11.0.0.1");
        assert_eq!(
            client(&settings, &[("x-forwarded-for", "junk")], "10.0.0.1"),
            "10.0.0.1"
        );
        assert_eq!(
            client(&settings, &[], "2001:db8:1:2:3:4:5:6"),
            "2001:db8:1:2::"
        );
        assert_eq!(client(&settings, &[], "::ffff:1.2.3.4"), "1.2.3.4");
    }

    #[test]
    fn tokens_name_their_clients_and_a_wrong_one_is_refused() {
        let mut settings = ClientSettings {
            tokens: vec![Token {
                name: "alice".to_owned(),
                secret: "s3cret".to_owned(),
            }],
            ..ClientSettings::default()
        };
        let peer = "1.1.1.1";
        let bearer = |secret| [("authorization", secret)];
        assert_eq!(
            client(&settings, &bearer("Bearer s3cret"), peer),
            "token alice"
        );
        assert!(client(&settings, &bearer("Bearer guess"), peer).contains("not known"));
        assert_eq!(client(&settings, &[], peer), peer);
        settings.require_token = true;
        assert!(client(&settings, &[], peer).contains("show a token"));
    }
}
