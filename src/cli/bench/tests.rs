//! One C submission with more and more tests: what each further test costs.

use serde::Serialize;
use serde_json::{Value, json};

use super::Findings;
use super::client::Request;
use super::lab::{Lab, sound_test};
use super::table::{Table, figure};
use super::times::Times;
use crate::{Submission, Test};

const COUNTS: [usize; 4] = [1, 10, 100, 1000];

/// Reads a number and doubles it.
const SOURCE: &str = include_str!("../../../benches/programs/doubles.c");

#[derive(Debug, Serialize)]
pub(super) struct Tests {
    submissions: Vec<Submitted>,
}

#[derive(Debug, Serialize)]
struct Submitted {
    tests: usize,
    in_process: Option<Times>,
    over_http: Option<Times>,
    per_test_over_http_ms: Option<f64>,
}

pub(super) fn measure(lab: &Lab) -> anyhow::Result<Tests> {
    let mut submissions = Vec::new();
    if lab.language("c").is_none() {
        return Ok(Tests { submissions });
    }
    let mut client = lab.server.connect()?;
    for count in COUNTS {
        let tests: Vec<Value> = (0..count)
            .map(|number| json!({"stdin": number.to_string()}))
            .collect();
        let request = Request::new(&json!({"lang": "c", "source": SOURCE, "tests": tests}));
        let submission = (0..count).fold(Submission::new("c", SOURCE), |submission, number| {
            submission.test(Test::with_stdin(number.to_string()))
        });
        let (mut in_process, mut over_http) = (Vec::new(), Vec::new());
        for round in 0..=lab.rounds {
            let (process, report) = lab.time(&submission)?;
            sound_test(&report)?;
            let http = client.time(&request)?;
            // The first round compiles.
            if round > 0 {
                in_process.push(process);
                over_http.push(http);
            }
        }
        let over_http = Times::of(over_http);
        submissions.push(Submitted {
            tests: count,
            in_process: Times::of(in_process),
            over_http,
            per_test_over_http_ms: over_http.map(|times| times.p50_ms / count as f64),
        });
    }
    Ok(Tests { submissions })
}

impl Findings for Tests {
    fn tables(&self) -> Vec<Table> {
        let columns = [
            "tests",
            "in process",
            "p95",
            "over HTTP",
            "p95",
            "HTTP per test",
        ];
        let mut table = Table::new(
            "tests: one C submission, warm, p50 and p95 in ms",
            0,
            &columns,
        );
        for submitted in &self.submissions {
            table.row([
                submitted.tests.to_string(),
                figure(submitted.in_process.map(|times| times.p50_ms)),
                figure(submitted.in_process.map(|times| times.p95_ms)),
                figure(submitted.over_http.map(|times| times.p50_ms)),
                figure(submitted.over_http.map(|times| times.p95_ms)),
                submitted
                    .per_test_over_http_ms
                    .map_or_else(|| "-".to_owned(), |per_test| format!("{per_test:.4}")),
            ]);
        }
        vec![table]
    }
}
