//! Addresses to listen on, as operators write them.

use std::fmt;
use std::net::{IpAddr, Ipv6Addr};
use std::str::FromStr;

use serde::Deserialize;

/// A host, by name or number, and a port unless that is left to others. Only listening shows whether it exists.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Address {
    host: String,
    pub(super) port: Option<u16>,
}

impl Address {
    /// The same host with this port.
    pub(super) fn with_port(self, port: u16) -> Self {
        Self {
            port: Some(port),
            ..self
        }
    }
}

impl FromStr for Address {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (host, port) = match text.rsplit_once(':') {
            // An address of version 6 has colons of its own, and brackets before a port.
            _ if text.parse::<Ipv6Addr>().is_ok() || text.ends_with(']') => (text, None),
            Some((host, port)) => (host, Some(port)),
            None => (text, None),
        };
        let bare = host
            .strip_prefix('[')
            .and_then(|host| host.strip_suffix(']'))
            .unwrap_or(host);
        let is_number = bare.parse::<IpAddr>().is_ok();
        if bare.is_empty() || bare.contains(char::is_whitespace) || bare.contains(':') && !is_number
        {
            return Err(format!("expected ADDRESS:PORT, got {text:?}"));
        }
        let port = port
            .map(|port| {
                port.parse()
                    .map_err(|_| format!("expected a port from 0 to 65535, got {port:?}"))
            })
            .transpose()?;
        Ok(Self {
            host: bare.to_owned(),
            port,
        })
    }
}

impl TryFrom<String> for Address {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.host.contains(':') {
            write!(f, "[{}]", self.host)?;
        } else {
            f.write_str(&self.host)?;
        }
        self.port.map_or(Ok(()), |port| write!(f, ":{port}"))
    }
}

/// For addresses that say their port themselves.
pub(super) fn has_port(text: &str) -> Result<(), String> {
    match text.parse::<Address>()?.port {
        Some(_) => Ok(()),
        None => Err(format!("expected ADDRESS:PORT, got {text:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_with_and_without_a_port() {
        for (text, with_80) in [
            ("127.0.0.1:8080", "127.0.0.1:8080"),
            ("0.0.0.0", "0.0.0.0:80"),
            ("localhost", "localhost:80"),
            ("::1", "[::1]:80"),
            ("[::1]", "[::1]:80"),
            ("[::]:0", "[::]:0"),
            // Wrong, but for the system to say.
            ("256.0.0.1:1", "256.0.0.1:1"),
        ] {
            let address: Address = text.parse().expect(text);
            let port = address.port.unwrap_or(80);
            assert_eq!(address.with_port(port).to_string(), with_80);
        }
        for text in [
            "",
            ":80",
            "a b",
            "host:",
            "host:65536",
            "host:-1",
            "1:2:3:4",
        ] {
            assert!(text.parse::<Address>().is_err(), "{text:?}");
        }
        assert!(has_port("127.0.0.1").is_err());
    }
}
