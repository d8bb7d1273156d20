//! Many runs, one after another: memory stays what it was.
//!
//! `ENCLOS_SOAK_RUNS` says how many, which are not many unless told.

use serde_json::json;

use super::processes::{Process, workers_of};
use super::server::Server;

/// Tests of one submission.
const BATCH: u64 = 500;

/// Memory of the server and its workers, in kB.
fn memory(server: &Server) -> (u64, u64) {
    let workers = workers_of(server.pid());
    let workers = workers.iter().map(|worker| worker.anonymous_kb());
    (Process(server.pid()).anonymous_kb(), workers.sum())
}

#[test]
fn memory_is_flat() {
    let runs = std::env::var("ENCLOS_SOAK_RUNS").ok();
    let runs = runs
        .and_then(|runs| runs.parse().ok())
        .unwrap_or(12_000_u64);
    let server = Server::start(&["--workers", "2", "--program-cache", "0"]);
    // Each submission is a program of its own, so that what is kept of programs is replaced all along.
    let submission = |number: u64| {
        let (lang, source) = match number % 8 {
            0 => (
                "c",
                format!(
                    "#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\nint main(void) {{ char *p = malloc(1 << 20); memset(p, {number} & 127, 1 << 20); puts(p[7] ? \"ok\" : \"ok\"); }}"
                ),
            ),
            1 | 2 => (
                "python",
                format!(
                    "import json\nx = [{number}] * 10000\nprint('ok' if json.loads('[1]') else x)"
                ),
            ),
            3 => (
                "javascript",
                format!(
                    "let s = ''; for (let i = 0; i < 1000; i++) s += {number}; console.log('ok')"
                ),
            ),
            4 => (
                "lua",
                format!(
                    "local t = {{}} for i = 1, {} do t[i] = i end error('no')",
                    1000 + number % 100
                ),
            ),
            _ => ("lua", format!("local x = {number} print('ok')")),
        };
        json!({"lang": lang, "source": source, "tests": vec![json!({}); BATCH as usize]})
    };
    let mut samples = Vec::new();
    let batches = runs.div_ceil(BATCH);
    for batch in 0..batches {
        let reply = server.post("/run", &submission(batch));
        assert_eq!(reply.status, 200, "{}", reply.body);
        let fine = reply.body.matches(r#""stdout":"ok\n""#).count() as u64;
        let failed = reply.body.matches("RUNTIME_ERROR").count() as u64;
        assert!(fine == BATCH || failed == BATCH, "{fine} of {BATCH}");
        samples.push(memory(&server));
    }
    // The first part fills what is kept; after that there may be no trend.
    let part = samples.len().div_ceil(4);
    let highest = |samples: &[(u64, u64)]| {
        let server = samples.iter().map(|(server, _)| *server).max();
        let workers = samples.iter().map(|(_, workers)| *workers).max();
        (server.unwrap_or(0), workers.unwrap_or(0))
    };
    let (early, late) = (
        highest(&samples[..2 * part]),
        highest(&samples[samples.len() - part..]),
    );
    eprintln!(
        "soak: {} runs; server and workers in kB: at first {:?}, highest in the first half {early:?}, in the last quarter {late:?}",
        batches * BATCH,
        samples[0]
    );
    assert!(
        late.0 <= early.0 + (64 << 10),
        "the server: {early:?} {late:?}"
    );
    assert!(
        late.1 <= early.1 + (128 << 10),
        "the workers: {early:?} {late:?}"
    );
}
