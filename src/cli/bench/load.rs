//! Many connections at a time, and what an honest client notices of a greedy one.
//!
//! The honest client says hello again and again over one connection: alone, beside a client whose connections all send
//! submissions of a thousand tests, and beside one whose programs never end.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use serde::Serialize;
use serde_json::{Value, json};

use super::Findings;
use super::client::Request;
use super::lab::Lab;
use super::memory::Resident;
use super::table::{Table, figure};
use super::times::Times;

const LANGUAGES: [&str; 4] = ["python", "javascript", "lua", "c"];
const CONNECTIONS: usize = 64;
/// Of the greedy client: more than there are workers by far.
const GREEDY_CONNECTIONS: usize = 32;
/// Long enough for memory to show a leak.
const LONGEST: Duration = Duration::from_secs(20);

#[derive(Debug, Serialize)]
pub(super) struct Load {
    seconds_each: f64,
    connections: usize,
    runs_per_second: f64,
    request: Option<Times>,
    statuses: BTreeMap<u16, u64>,
    /// After a first moment of load, and after all of it.
    resident_before: Resident,
    resident_after: Resident,
    honest: Vec<Beside>,
}

#[derive(Debug, Serialize)]
struct Beside {
    greedy: &'static str,
    honest: Option<Times>,
    refused: u64,
}

pub(super) fn measure(lab: &Lab) -> anyhow::Result<Load> {
    let rounds = u32::try_from(lab.rounds).unwrap_or(u32::MAX);
    let each = Duration::from_millis(700)
        .saturating_mul(rounds)
        .min(LONGEST);
    let bodies: Vec<Value> = LANGUAGES
        .iter()
        .filter_map(|id| lab.language(id))
        .map(|language| {
            let source = String::from_utf8_lossy(language.reference_source());
            json!({"lang": language.id.to_string(), "source": source})
        })
        .collect();
    let requests: Vec<Request> = bodies.iter().map(Request::new).collect();
    press(lab, &requests, each / 10)?;
    let resident_before = Resident::look()?;
    let begun = Instant::now();
    let answers = press(lab, &requests, each)?;
    let seconds = begun.elapsed().as_secs_f64();
    let resident_after = Resident::look()?;
    let mut statuses = BTreeMap::new();
    for (_, status) in &answers {
        *statuses.entry(*status).or_default() += 1;
    }
    let tests: Vec<Value> = (0..1000).map(|_| json!({})).collect();
    let burn = "local t = os.clock() while os.clock() - t < 0.1 do end";
    let honest = [
        ("nobody", None),
        (
            "1,000 tests of 0.1 s each",
            Some(json!({"lang": "lua", "source": burn, "tests": tests})),
        ),
        (
            "endless loops of 5 s",
            Some(
                json!({"lang": "lua", "source": "while true do end", "execute": {"time": 5, "wall-time": 5}}),
            ),
        ),
    ];
    let honest = honest.into_iter().map(|(name, greedy)| {
        beside(
            lab,
            bodies.first().unwrap_or(&Value::Null),
            name,
            greedy,
            each / 2,
        )
    });
    Ok(Load {
        seconds_each: each.as_secs_f64(),
        connections: CONNECTIONS,
        runs_per_second: answers.len() as f64 / seconds,
        request: Times::of(answers.iter().map(|(time, _)| *time).collect()),
        statuses,
        resident_before,
        resident_after,
        honest: honest.collect::<Result<_, _>>()?,
    })
}

/// All connections at once, each with all requests in turn.
fn press(lab: &Lab, requests: &[Request], each: Duration) -> anyhow::Result<Vec<(Duration, u16)>> {
    let begun = Instant::now();
    let one = |start: usize| -> anyhow::Result<Vec<(Duration, u16)>> {
        let mut client = lab.server.connect()?;
        let mut answers = Vec::new();
        for request in requests.iter().cycle().skip(start) {
            if begun.elapsed() >= each {
                break;
            }
            let (time, status, _) = client.exchange(request)?;
            answers.push((time, status));
        }
        Ok(answers)
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..CONNECTIONS)
            .map(|start| scope.spawn(move || one(start)))
            .collect();
        let ended = threads.into_iter().map(|thread| {
            thread
                .join()
                .unwrap_or_else(|_| Err(anyhow::anyhow!("a client panicked")))
        });
        Ok(ended.collect::<Result<Vec<_>, _>>()?.concat())
    })
}

/// The honest client's times beside the greedy one.
fn beside(
    lab: &Lab,
    hello: &Value,
    name: &'static str,
    greedy: Option<Value>,
    each: Duration,
) -> anyhow::Result<Beside> {
    let hello = Request::of_client(hello, "honest");
    let flood = greedy.map(|body| Request::of_client(&body, "greedy"));
    let over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        if let Some(flood) = &flood {
            for _ in 0..GREEDY_CONNECTIONS {
                scope.spawn(|| {
                    while !over.load(Ordering::Relaxed) {
                        // Whatever comes of it.
                        let client = lab.server.connect();
                        let _ = client.map(|client| client.send(flood, &over));
                    }
                });
            }
        }
        let answers = (|| -> anyhow::Result<Vec<(Duration, u16)>> {
            let mut client = lab.server.connect()?;
            let begun = Instant::now();
            let mut answers = Vec::new();
            while begun.elapsed() < each {
                let (time, status, _) = client.exchange(&hello)?;
                answers.push((time, status));
            }
            Ok(answers)
        })();
        over.store(true, Ordering::Relaxed);
        let answers = answers?;
        let refused = answers.iter().filter(|(_, status)| *status != 200).count();
        Ok(Beside {
            greedy: name,
            honest: Times::of(answers.iter().map(|(time, _)| *time).collect()),
            refused: refused as u64,
        })
    })
}

impl Findings for Load {
    fn tables(&self) -> Vec<Table> {
        let title = format!(
            "load: hello in turn in {} languages over {} connections, {:.0} s",
            LANGUAGES.len(),
            self.connections,
            self.seconds_each
        );
        let columns = [
            "answers",
            "runs/s",
            "p50 ms",
            "p99",
            "worst",
            "MiB before",
            "after",
        ];
        let mut pressed = Table::new(&title, 1, &columns);
        let answers: Vec<String> = self
            .statuses
            .iter()
            .map(|(status, count)| format!("{count} × {status}"))
            .collect();
        pressed.row([
            answers.join(", "),
            figure(self.runs_per_second),
            figure(self.request.map(|times| times.p50_ms)),
            figure(self.request.map(|times| times.p99_ms)),
            figure(self.request.map(|times| times.worst_ms)),
            figure(self.resident_before.anonymous_mib),
            figure(self.resident_after.anonymous_mib),
        ]);
        let title = format!(
            "load: an honest client's hello beside {GREEDY_CONNECTIONS} connections of a greedy one"
        );
        let columns = ["greedy with", "p50 ms", "p99", "worst", "refused"];
        let mut honest = Table::new(&title, 1, &columns);
        for beside in &self.honest {
            honest.row([
                beside.greedy.to_owned(),
                figure(beside.honest.map(|times| times.p50_ms)),
                figure(beside.honest.map(|times| times.p99_ms)),
                figure(beside.honest.map(|times| times.worst_ms)),
                beside.refused.to_string(),
            ]);
        }
        vec![pressed, honest]
    }
}
