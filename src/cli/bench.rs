//! `enclos bench`: how long a program takes from nothing to its end, beside the native interpreter, in one run.

use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use clap::Args;

use super::{Common, print};
use crate::depot;
use crate::{Enclos, Submission, Test};

#[derive(Debug, Args)]
pub(super) struct Bench {
    #[command(flatten)]
    common: Common,
    /// Runs of each kind
    #[arg(long, default_value_t = 30)]
    rounds: usize,
}

/// What a person would start natively for the same program: the command, to be given the source file.
const NATIVE: [(&str, &[&str]); 3] = [
    ("python", &["python3", "-I", "-S"]),
    ("javascript", &["node"]),
    ("lua", &["lua5.4"]),
];

impl Bench {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let enclos = self.common.builder().build()?;
        enclos.set_up(&[], &*depot::on_stderr())?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()?;
        let server = Server::start(&runtime, enclos.clone())?;
        let scratch = tempfile::tempdir()?;
        let languages: Vec<_> = enclos
            .catalog()
            .languages()
            .filter(|language| enclos.is_served(language))
            .cloned()
            .collect();
        print(&format!(
            "{:<12} {:>14} {:>14} {:>14} {:>12} {:>12}",
            "hello", "in process ms", "over HTTP ms", "native ms", "native/HTTP", "compile ms"
        ));
        for language in languages {
            let id = language.id.to_string();
            let source = language.reference_source();
            // Several tests of one submission share a compilation, so their own time is what a run takes.
            let mut in_process = Vec::new();
            let mut compile = Vec::new();
            for _ in 0..self.rounds.div_ceil(10) {
                let mut submission = Submission::new(&id, source);
                submission.tests = Some(vec![Test::default(); 10]);
                let report = enclos.run_blocking(submission)?;
                in_process.extend(
                    report
                        .tests
                        .iter()
                        .flatten()
                        .map(|test| test.outcome.usage.wall),
                );
                compile.extend(report.compile.map(|compile| compile.outcome.usage.wall));
            }
            let over_http = (0..self.rounds)
                .map(|_| server.time(&id, source))
                .collect::<Result<Vec<_>, _>>()?;
            let file = scratch.path().join(&language.source);
            std::fs::write(&file, source)?;
            let native = NATIVE
                .iter()
                .find(|(name, _)| *name == id)
                .and_then(|(_, command)| {
                    (0..self.rounds)
                        .map(|_| time_native(command, &file))
                        .collect::<Option<Vec<_>>>()
                });
            let (process, http) = (median_ms(in_process), median_ms(over_http));
            let native = native.map(median_ms);
            let ratio = native.map_or_else(
                || "-".to_owned(),
                |native| format!("{:.2} x", native / http),
            );
            let native = native.map_or_else(|| "-".to_owned(), |native| format!("{native:.3}"));
            let compile = if compile.is_empty() {
                "-".to_owned()
            } else {
                format!("{:.1}", median_ms(compile))
            };
            print(&format!(
                "{id:<12} {process:>14.3} {http:>14.3} {native:>14} {ratio:>12} {compile:>12}"
            ));
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn median_ms(mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    times
        .get(times.len() / 2)
        .map_or(f64::NAN, |time| time.as_secs_f64() * 1e3)
}

fn time_native(command: &[&str], file: &std::path::Path) -> Option<Duration> {
    let begun = Instant::now();
    let mut native = Command::new(command[0]);
    native
        .args(&command[1..])
        .arg(file)
        .stdin(Stdio::null())
        .stdout(Stdio::null());
    native
        .status()
        .ok()
        .filter(std::process::ExitStatus::success)
        .map(|_| begun.elapsed())
}

/// A server on a free port, spoken to over one kept connection.
struct Server {
    stream: std::cell::RefCell<std::net::TcpStream>,
}

impl Server {
    fn start(runtime: &tokio::runtime::Runtime, enclos: Enclos) -> anyhow::Result<Self> {
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0"))?;
        let address = listener.local_addr()?;
        let router = crate::api::router(enclos, 1 << 20);
        runtime.spawn(crate::api::serve(
            listener,
            router,
            crate::api::ServerSettings::default(),
            std::future::pending(),
        ));
        let stream = std::net::TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream: stream.into(),
        })
    }

    fn time(&self, lang: &str, source: &[u8]) -> anyhow::Result<Duration> {
        use std::io::{Read, Write};
        let body = serde_json::json!({"lang": lang, "source": String::from_utf8_lossy(source)})
            .to_string();
        let request = format!(
            "POST /run HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        let mut stream = self.stream.borrow_mut();
        let begun = Instant::now();
        stream.write_all(request.as_bytes())?;
        let mut answer = Vec::new();
        let mut chunk = [0; 16 << 10];
        loop {
            let count = stream.read(&mut chunk)?;
            answer.extend_from_slice(&chunk[..count]);
            let text = String::from_utf8_lossy(&answer);
            if let Some((head, body)) = text.split_once("\r\n\r\n") {
                let length = head
                    .lines()
                    .find_map(|line| line.strip_prefix("content-length: ")?.parse::<usize>().ok());
                if length.is_some_and(|length| body.len() >= length) {
                    anyhow::ensure!(
                        body.contains(r#""status":"OK""#),
                        "a reference program failed over HTTP: {body}"
                    );
                    return Ok(begun.elapsed());
                }
            }
            anyhow::ensure!(count > 0, "the server closed the connection");
        }
    }
}
