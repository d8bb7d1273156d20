//! Runs per second over HTTP, by the number of clients. They share the machine's cores with the server.

use std::time::{Duration, Instant};

use serde::Serialize;
use serde_json::json;

use super::Findings;
use super::client::Request;
use super::lab::Lab;
use super::table::{Table, figure};
use super::times::Times;

const LANGUAGES: [&str; 2] = ["python", "c"];
const CLIENTS: [usize; 3] = [1, 2, 4];
/// Long enough for a steady state.
const LONGEST: Duration = Duration::from_secs(3);

#[derive(Debug, Serialize)]
pub(super) struct Throughput {
    seconds_each: f64,
    figures: Vec<Figure>,
}

#[derive(Debug, Serialize)]
struct Figure {
    language: &'static str,
    clients: usize,
    runs_per_second: f64,
    request: Option<Times>,
}

pub(super) fn measure(lab: &Lab) -> anyhow::Result<Throughput> {
    let rounds = u32::try_from(lab.rounds).unwrap_or(u32::MAX);
    let each = Duration::from_millis(100)
        .saturating_mul(rounds)
        .min(LONGEST);
    let mut figures = Vec::new();
    for id in LANGUAGES {
        let Some(language) = lab.language(id) else {
            continue;
        };
        let source = String::from_utf8_lossy(language.reference_source());
        let request = Request::new(&json!({"lang": id, "source": source}));
        lab.server.connect()?.time(&request)?;
        for clients in CLIENTS {
            figures.push(press(lab, id, &request, clients, each)?);
        }
    }
    Ok(Throughput {
        seconds_each: each.as_secs_f64(),
        figures,
    })
}

fn press(
    lab: &Lab,
    language: &'static str,
    request: &Request,
    clients: usize,
    each: Duration,
) -> anyhow::Result<Figure> {
    let begun = Instant::now();
    let one = || -> anyhow::Result<Vec<Duration>> {
        let mut client = lab.server.connect()?;
        let mut times = Vec::new();
        while begun.elapsed() < each {
            times.push(client.time(request)?);
        }
        Ok(times)
    };
    let times: Vec<Duration> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..clients).map(|_| scope.spawn(one)).collect();
        let ended = threads.into_iter().map(|thread| {
            thread
                .join()
                .unwrap_or_else(|_| Err(anyhow::anyhow!("a client panicked")))
        });
        ended.collect::<Result<Vec<_>, _>>()
    })?
    .concat();
    Ok(Figure {
        language,
        clients,
        runs_per_second: times.len() as f64 / begun.elapsed().as_secs_f64(),
        request: Times::of(times),
    })
}

impl Findings for Throughput {
    fn tables(&self) -> Vec<Table> {
        let title = format!(
            "throughput: hello over HTTP, {:.1} s each, clients on the same cores",
            self.seconds_each
        );
        let columns = ["language", "clients", "runs/s", "request ms p50", "p95"];
        let mut table = Table::new(&title, 1, &columns);
        for figures in &self.figures {
            table.row([
                figures.language.to_owned(),
                figures.clients.to_string(),
                figure(figures.runs_per_second),
                figure(figures.request.map(|times| times.p50_ms)),
                figure(figures.request.map(|times| times.p95_ms)),
            ]);
        }
        vec![table]
    }
}
