//! One C submission with more and more tests: what each further test costs.

use serde::Serialize;
use serde_json::{Value, json};

use super::Findings;
use super::client::Request;
use super::lab::Lab;
use super::table::{Table, figure};
use super::times::Times;

const COUNTS: [usize; 4] = [1, 10, 100, 1000];

/// Reads a number and doubles it.
const SOURCE: &str = r#"#include <stdio.h>

int main(void) {
    long number;
    if (scanf("%ld", &number) != 1) return 1;
    printf("%ld\n", number * 2);
    return 0;
}
"#;

#[derive(Debug, Serialize)]
pub(super) struct Tests {
    submissions: Vec<Submitted>,
}

#[derive(Debug, Serialize)]
struct Submitted {
    tests: usize,
    request: Option<Times>,
    per_test_ms: Option<f64>,
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
        // Compiles.
        client.time(&request)?;
        let times = (0..lab.rounds)
            .map(|_| client.time(&request))
            .collect::<Result<_, _>>()?;
        let request = Times::of(times);
        submissions.push(Submitted {
            tests: count,
            request,
            per_test_ms: request.map(|times| times.p50_ms / count as f64),
        });
    }
    Ok(Tests { submissions })
}

impl Findings for Tests {
    fn tables(&self) -> Vec<Table> {
        let columns = ["tests", "p50", "p95", "per test"];
        let mut table = Table::new(
            "tests: one C submission over HTTP, warm, p50 and p95 in ms",
            0,
            &columns,
        );
        for submitted in &self.submissions {
            table.row([
                submitted.tests.to_string(),
                figure(submitted.request.map(|times| times.p50_ms)),
                figure(submitted.request.map(|times| times.p95_ms)),
                submitted
                    .per_test_ms
                    .map_or_else(|| "-".to_owned(), |per_test| format!("{per_test:.4}")),
            ]);
        }
        vec![table]
    }
}
