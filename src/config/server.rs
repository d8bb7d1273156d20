//! `[server]` and `[admin]`: where enclos listens, and how connections and bodies are treated.

use std::time::Duration;

use super::address::{Address, has_port};
use super::setting::{Kind, concern, parses};
use crate::api::ServerSettings;

concern! {
    /// The listener, its connections and the bodies that come in.
    Server {
        /// Address to listen on; the port is 8080 unless given here or by --port
        listen: Address = "127.0.0.1:8080", Kind::Text(parses::<Address>), "ENCLOS_LISTEN", "listen" "ADDRESS:PORT";
        /// Largest body of a request, in kB
        max_body: usize = 16 << 10, Kind::Whole(1, 2 << 20), "ENCLOS_MAX_BODY", "max-body" "KB";
        /// All large bodies and answers that are held together, in kB; one too many gets 503
        max_bodies: usize = 512 << 10, Kind::Whole(1, 64 << 20), "ENCLOS_MAX_BODIES", "max-bodies" "KB";
        /// Connections open at a time; one more closes an idle one of whoever has most, or waits
        max_connections: usize = 1024, Kind::Whole(1, 1_000_000), "ENCLOS_MAX_CONNECTIONS", "max-connections" "N";
        /// Connections of one client address, trusted proxies excepted; one more closes an idle one of them (default: three quarters of max-connections)
        max_connections_per_client: Option<usize>, Kind::Whole(1, 1_000_000), "ENCLOS_MAX_CONNECTIONS_PER_CLIENT", "max-connections-per-client" "N";
        /// Seconds for the headers of a request to arrive, and for a kept connection to idle
        header_timeout: f64 = 10, Kind::Number(0.1, 3600.0), "ENCLOS_HEADER_TIMEOUT", "header-timeout" "SECONDS";
        /// Seconds for the body of a request to arrive, and for a large answer to be taken
        body_timeout: f64 = 60, Kind::Number(0.1, 3600.0), "ENCLOS_BODY_TIMEOUT", "body-timeout" "SECONDS";
        /// Seconds for a client to take what it is sent, or 64 KiB of it
        write_timeout: f64 = 30, Kind::Number(0.1, 3600.0), "ENCLOS_WRITE_TIMEOUT", "write-timeout" "SECONDS";
        /// Seconds that requests in flight get to finish at shutdown
        grace: f64 = 30, Kind::Number(0.0, 86_400.0), "ENCLOS_GRACE", "grace" "SECONDS";
    }
}

concern! {
    /// What is for the operator's eyes.
    Admin {
        /// Address that serves metrics and health (default: none does)
        listen: Option<Address>, Kind::Text(has_port), "ENCLOS_ADMIN_LISTEN", "admin-listen" "ADDRESS:PORT";
    }
}

impl Server {
    /// How connections are treated, but for the trusted proxies.
    pub(super) fn settings_in_force(&self) -> ServerSettings {
        ServerSettings {
            max_connections: self.max_connections,
            max_connections_per_client: self.max_connections_per_client,
            header_timeout: Duration::from_secs_f64(self.header_timeout),
            write_timeout: Duration::from_secs_f64(self.write_timeout),
            grace: Duration::from_secs_f64(self.grace),
            ..ServerSettings::default()
        }
    }
}
