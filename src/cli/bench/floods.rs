//! What an honest client notices of floods: its hello alone, and beside each kind of flood from another client.
//!
//! Server, honest client and flood share this machine's processors, so the flood's own work counts as the server's.

mod kinds;
mod server;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use serde::Serialize;
use serde_json::json;

use super::Findings;
use super::lab::Lab;
use super::table::{Table, figure, times_over};
use super::times::Times;
use kinds::Flood;
use server::Server;

const LANGUAGES: [&str; 2] = ["lua", "cpp"];
/// The honest client asks so often, whether or not it was answered sooner.
const PACE: Duration = Duration::from_millis(5);
const LONGEST: Duration = Duration::from_secs(5);
/// For a flood to be in full flow, and for the server to be done with one.
const BETWEEN: Duration = Duration::from_millis(500);

#[derive(Debug, Serialize)]
pub(super) struct Floods {
    seconds_each: f64,
    floods: Vec<Beside>,
}

#[derive(Debug, Serialize)]
struct Beside {
    flood: &'static str,
    alone: Option<Times>,
    beside: Option<Times>,
    /// Answers other than 200, and connections that were closed under the honest client.
    failed: usize,
}

pub(super) fn measure(lab: &Lab) -> anyhow::Result<Floods> {
    let rounds = u32::try_from(lab.rounds).unwrap_or(u32::MAX);
    let each = Duration::from_millis(100)
        .saturating_mul(rounds)
        .min(LONGEST);
    let known = |id: &&str| lab.language(id).is_some();
    let languages: Vec<&str> = LANGUAGES.into_iter().filter(known).collect();
    let mut floods = Vec::new();
    if languages.contains(&"lua") {
        let server = Server::start(lab.enclos.depot().cache(), &languages)?;
        // The first of all says hello to a server that has just begun.
        hellos(&server, each / 2)?;
        for flood in kinds::all() {
            if flood.language.is_none_or(|id| languages.contains(&id)) {
                floods.push(beside(&server, &flood, each)?);
            }
        }
    }
    Ok(Floods {
        seconds_each: each.as_secs_f64(),
        floods,
    })
}

fn beside(server: &Server, flood: &Flood, each: Duration) -> anyhow::Result<Beside> {
    let (alone, failed_alone) = hellos(server, each / 2)?;
    ensure!(failed_alone == 0, "an honest client alone was refused");
    let (over, visits) = (AtomicBool::new(false), AtomicUsize::new(0));
    let flooded = std::thread::scope(|scope| {
        flood.begin(scope, server, &over, &visits);
        std::thread::sleep(BETWEEN);
        let flooded = hellos(server, each);
        over.store(true, Ordering::Relaxed);
        flooded
    });
    std::thread::sleep(BETWEEN);
    let (beside, failed) = flooded?;
    Ok(Beside {
        flood: flood.name,
        alone: Times::of(alone),
        beside: Times::of(beside),
        failed,
    })
}

/// An honest client's times, and how often it failed.
fn hellos(server: &Server, each: Duration) -> anyhow::Result<(Vec<Duration>, usize)> {
    let body = json!({"lang": "lua", "source": "print('well')"}).to_string();
    let request = format!(
        "POST /run HTTP/1.1\r\nhost: x\r\nauthorization: Bearer honest\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let (mut times, mut failed) = (Vec::new(), 0);
    let mut stream = None;
    let begun = Instant::now();
    let mut next = begun;
    while begun.elapsed() < each {
        let asked = Instant::now();
        let kept = match stream.take() {
            Some(kept) => kept,
            None => BufReader::new(server.honest()?),
        };
        match hello(kept, request.as_bytes()) {
            Ok((kept, status)) => {
                failed += usize::from(status != 200);
                stream = Some(kept);
            }
            Err(_) => failed += 1,
        }
        times.push(asked.elapsed());
        next += PACE;
        std::thread::sleep(next.saturating_duration_since(Instant::now()));
    }
    Ok((times, failed))
}

fn hello(
    mut stream: BufReader<TcpStream>,
    request: &[u8],
) -> anyhow::Result<(BufReader<TcpStream>, u16)> {
    stream.get_mut().write_all(request)?;
    let (mut status, mut length) = (None, 0);
    let mut line = String::new();
    while line != "\r\n" {
        line.clear();
        ensure!(
            stream.read_line(&mut line)? > 0,
            "the connection was closed"
        );
        let line = line.to_ascii_lowercase();
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse()?;
        } else if status.is_none() {
            status = line.split(' ').nth(1).and_then(|code| code.parse().ok());
        }
    }
    stream.read_exact(&mut vec![0; length])?;
    Ok((stream, status.context("an answer without a status")?))
}

impl Findings for Floods {
    fn tables(&self) -> Vec<Table> {
        let title = format!(
            "floods: an honest client's hello, alone and beside a flood of {:.0} s from another address",
            self.seconds_each
        );
        let columns = [
            "flood",
            "alone p50 ms",
            "p99",
            "beside p50 ms",
            "p99",
            "worst",
            "p50 ratio",
            "p99 ratio",
            "failed",
        ];
        let mut table = Table::new(&title, 1, &columns);
        for found in &self.floods {
            let of = |times: Option<Times>, which: fn(Times) -> f64| times.map(which);
            let (p50, p99) = (|t: Times| t.p50_ms, |t: Times| t.p99_ms);
            let ratio =
                |which: fn(Times) -> f64| Some(of(found.beside, which)? / of(found.alone, which)?);
            table.row([
                found.flood.to_owned(),
                figure(of(found.alone, p50)),
                figure(of(found.alone, p99)),
                figure(of(found.beside, p50)),
                figure(of(found.beside, p99)),
                figure(of(found.beside, |times| times.worst_ms)),
                times_over(ratio(p50)),
                times_over(ratio(p99)),
                found.failed.to_string(),
            ]);
        }
        table.note("The flood's own work is done on the same processors.");
        vec![table]
    }
}
