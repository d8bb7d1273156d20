//! Hello in every language: what a run costs from nothing to its end, in process, over HTTP and natively.

use serde::Serialize;
use serde_json::json;

use super::Findings;
use super::client::Request;
use super::lab::{Lab, sound_test};
use super::native;
use super::programs::HELLO;
use super::table::{Table, figure, times_over};
use super::times::Times;
use crate::languages::Language;
use crate::{Submission, Test};

/// Runs that follow one another.
const SERIES: usize = 10;

#[derive(Debug, Serialize)]
pub(super) struct Start {
    languages: Vec<Hello>,
}

#[derive(Debug, Serialize)]
struct Hello {
    language: String,
    version: String,
    /// A run's whole life, by its report, when one follows the other.
    repeated: Option<Times>,
    /// From the call to the report, once in a while: the processor's caches hold other things by then.
    in_process: Option<Times>,
    over_http: Option<Times>,
    natively: Vec<Natively>,
}

#[derive(Debug, Serialize)]
struct Natively {
    command: String,
    version: String,
    times: Option<Times>,
    native_over_http: Option<f64>,
}

pub(super) fn measure(lab: &Lab) -> anyhow::Result<Start> {
    let languages = lab.languages().iter();
    Ok(Start {
        languages: languages
            .map(|language| hello(lab, language))
            .collect::<Result<_, _>>()?,
    })
}

fn hello(lab: &Lab, language: &Language) -> anyhow::Result<Hello> {
    let id = language.id.to_string();
    let plain = HELLO.iter().find(|(language, _)| *language == id);
    let source = plain.map_or(language.reference_source(), |(_, source)| source.as_bytes());
    let submission = Submission::new(&id, source);
    let request = Request::new(&json!({"lang": id, "source": String::from_utf8_lossy(source)}));
    let mut client = lab.server.connect()?;
    let file = lab.folder(&format!("start-{id}"))?.join(&language.source);
    std::fs::write(&file, source)?;
    let natives = native::able(language, &file);

    let mut series = Submission::new(&id, source);
    series.tests = Some(vec![Test::default(); SERIES]);
    let (mut repeated, mut in_process, mut over_http) = (Vec::new(), Vec::new(), Vec::new());
    let mut natively = vec![Vec::new(); natives.len()];
    // One round more than is counted: the first fills caches everywhere, and compiles what is compiled.
    for round in 0..=lab.rounds {
        let (process, report) = lab.time(&submission)?;
        sound_test(&report)?;
        let (_, report) = lab.time(&series)?;
        sound_test(&report)?;
        let runs = report.tests.iter().flatten();
        repeated.extend(runs.map(|test| test.outcome.usage.wall));
        let http = client.time(&request)?;
        for ((_, prepared), times) in natives.iter().zip(&mut natively) {
            let time = prepared.time()?;
            if round > 0 {
                times.push(time);
            }
        }
        if round > 0 {
            in_process.push(process);
            over_http.push(http);
        }
    }
    let over_http = Times::of(over_http);
    let natively = natives
        .into_iter()
        .zip(natively)
        .map(|((native, _), times)| {
            let times = Times::of(times);
            Natively {
                command: native.shown,
                version: native.version,
                times,
                native_over_http: times
                    .zip(over_http)
                    .map(|(native, http)| native.p50_ms / http.p50_ms),
            }
        });
    Ok(Hello {
        language: id,
        version: language.version.clone(),
        repeated: Times::of(repeated),
        in_process: Times::of(in_process),
        over_http,
        natively: natively.collect(),
    })
}

impl Findings for Start {
    fn tables(&self) -> Vec<Table> {
        let mut table = Table::new(
            "start: hello, warm, p50 and p95 in ms",
            1,
            &[
                "language",
                "repeated",
                "p95",
                "in process",
                "p95",
                "over HTTP",
                "p95",
                "natively",
                "p95",
                "native/HTTP",
            ],
        );
        for hello in &self.languages {
            let columns = |times: Option<Times>| {
                [
                    times.map(|times| times.p50_ms),
                    times.map(|times| times.p95_ms),
                ]
                .map(figure)
            };
            let first = hello.natively.first();
            let cells = [
                [hello.language.clone()].to_vec(),
                columns(hello.repeated).to_vec(),
                columns(hello.in_process).to_vec(),
                columns(hello.over_http).to_vec(),
                columns(first.and_then(|native| native.times)).to_vec(),
                vec![times_over(first.and_then(|native| native.native_over_http))],
            ];
            table.row(cells.concat());
            for native in &hello.natively {
                table.note(format!(
                    "{}: {} ms natively is `{}`, {}; enclos brings {}",
                    hello.language,
                    figure(native.times.map(|times| times.p50_ms)),
                    native.command,
                    native.version,
                    hello.version,
                ));
            }
        }
        vec![table]
    }
}
