//! A server as a process of its own, and connections to it from an address that is not the honest client's.

use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, bail};
use rustix::net::{AddressFamily, SocketType, bind, connect, socket, sockopt};

/// Where the greedy client connects from: every address of this network is this machine.
const GREEDY: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 2);
/// No call of a flood waits for longer, so that all are over soon after their time.
const PATIENCE: Duration = Duration::from_millis(200);

pub(super) struct Server {
    child: Child,
    address: SocketAddrV4,
}

impl Server {
    /// This binary, with the languages that were set up already.
    pub(super) fn start(cache: &Path, languages: &[&str]) -> anyhow::Result<Self> {
        let mut child = Command::new(std::env::current_exe()?)
            .args(["serve", "--listen", "127.0.0.1:0", "--log-format", "text"])
            .args(["--lang", &languages.join(","), "--cache"])
            .arg(cache)
            .env("ENCLOS_TOKENS", "honest=honest,greedy=greedy")
            .env("ENCLOS_LOG", "info,access=off")
            .stdin(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .context("starting a server")?;
        let log = child.stderr.take().context("a server without a log")?;
        let mut lines = BufReader::new(log).lines();
        let address = lines.by_ref().find_map(|line| {
            let line = line.ok()?;
            let (_, address) = line.split_once("serving http://")?;
            address.trim().parse().ok()
        });
        // Read to its end, or a full pipe would lose lines.
        std::thread::spawn(move || lines.for_each(drop));
        let Some(address) = address else {
            let _ = child.kill();
            let _ = child.wait();
            bail!("the server ended before it served");
        };
        Ok(Self { child, address })
    }

    /// A connection of the honest client.
    pub(super) fn honest(&self) -> anyhow::Result<TcpStream> {
        let stream = TcpStream::connect(self.address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        Ok(stream)
    }

    /// A connection of the greedy one.
    pub(super) fn greedy(&self) -> std::io::Result<TcpStream> {
        let socket = socket(AddressFamily::INET, SocketType::STREAM, None)?;
        // So many leave so fast that what the system keeps of each would take all ports.
        sockopt::set_socket_linger(&socket, Some(Duration::ZERO))?;
        bind(&socket, &SocketAddr::from((GREEDY, 0)))?;
        connect(&socket, &SocketAddr::from(self.address))?;
        let stream = TcpStream::from(socket);
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        Ok(stream)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
