//! Programs that print more and more: what a byte of output costs on its way to the client.

use serde::Serialize;
use serde_json::json;

use super::Findings;
use super::client::Request;
use super::lab::{Lab, ample, sound_test};
use super::table::{Table, figure};
use super::times::Times;
use crate::Submission;

const SIZES_BYTES: [usize; 3] = [1 << 10, 64 << 10, 1 << 20];
/// More than is ever printed; the default is as much as the largest size.
const LIMIT_KB: u64 = 8 << 10;

#[derive(Debug, Serialize)]
pub(super) struct Output {
    figures: Vec<Figure>,
}

#[derive(Debug, Serialize)]
struct Figure {
    language: &'static str,
    output_bytes: usize,
    in_process: Option<Times>,
    over_http: Option<Times>,
}

/// Lines of 64 bytes, `bytes` altogether.
fn source(language: &str, bytes: usize) -> String {
    let line = "enclos prints this line of sixty-four bytes, and prints it again";
    let (line, count) = (&line[..63], bytes / 64);
    match language {
        "python" => format!("for _ in range({count}): print('{line}')\n"),
        _ => format!(
            "#include <stdio.h>\n\nint main(void) {{\n    for (int i = 0; i < {count}; i++) puts(\"{line}\");\n    return 0;\n}}\n"
        ),
    }
}

pub(super) fn measure(lab: &Lab) -> anyhow::Result<Output> {
    let mut figures = Vec::new();
    let mut client = lab.server.connect()?;
    for language in ["c", "python"] {
        if lab.language(language).is_none() {
            continue;
        }
        for output_bytes in SIZES_BYTES {
            let source = source(language, output_bytes);
            let submission = Submission::new(language, &source).limits(ample());
            let execute = json!({"output": LIMIT_KB});
            let request =
                Request::new(&json!({"lang": language, "source": source, "execute": execute}));
            let (mut in_process, mut over_http) = (Vec::new(), Vec::new());
            for round in 0..=lab.rounds {
                let (process, report) = lab.time(&submission)?;
                let printed = sound_test(&report)?.outcome.stdout.len();
                anyhow::ensure!(printed == output_bytes, "{printed} bytes came back");
                let http = client.time(&request)?;
                // The first round compiles.
                if round > 0 {
                    in_process.push(process);
                    over_http.push(http);
                }
            }
            figures.push(Figure {
                language,
                output_bytes,
                in_process: Times::of(in_process),
                over_http: Times::of(over_http),
            });
        }
    }
    Ok(Output { figures })
}

impl Findings for Output {
    fn tables(&self) -> Vec<Table> {
        let columns = ["language", "KiB", "in process", "p95", "over HTTP", "p95"];
        let mut table = Table::new(
            "output: lines of 64 bytes, warm, p50 and p95 in ms",
            1,
            &columns,
        );
        for figures in &self.figures {
            let columns = |times: Option<Times>| {
                [
                    times.map(|times| times.p50_ms),
                    times.map(|times| times.p95_ms),
                ]
                .map(figure)
            };
            let kib = (figures.output_bytes >> 10).to_string();
            let cells = [
                [figures.language.to_owned(), kib],
                columns(figures.in_process),
                columns(figures.over_http),
            ];
            table.row(cells.concat());
        }
        vec![table]
    }
}
