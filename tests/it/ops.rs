//! What an operator sees of a server: numbers, health and readiness on an address of their own, request ids, and a log that
//! holds nothing of what clients send or get.

mod chaos;
mod log;
mod processes;
pub(crate) mod scrape;
pub(crate) mod server;
mod soak;
mod workers;

use std::time::Duration;

use enclos::api::{self, Metrics, Readiness, ServerSettings};
use serde_json::json;

use crate::support::enclos;
use scrape::Scrape;
use server::{Reply, Server, exchange};

fn lua(source: &str) -> serde_json::Value {
    json!({"lang": "lua", "source": source})
}

/// Waits for something that comes by itself, and fails when it does not.
fn eventually<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    for _ in 0..600 {
        if let Some(found) = look() {
            return found;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("never: {what}");
}

#[test]
fn every_run_and_compile_step_counts_once_wherever_it_was_asked_for() {
    let server = Server::start(&["--lang", "lua", "--lang", "c", "--program-cache", "0"]);
    let before = server.scrape();
    let body = json!({
        "lang": "lua",
        "source": "if ... == 'fail' then error('no') end",
        "tests": [{}, {"repeat": 3}, {"args": ["fail"], "fatal": true}, {}],
    });
    assert_eq!(server.post("/run", &body).status, 200);
    // As a stream, where the answer begins before anything ran.
    let streamed = [("accept", "application/x-ndjson")];
    let reply = server.request("POST", "/run", &streamed, body.to_string().as_bytes());
    assert!(reply.body.contains(r#""type":"end""#), "{}", reply.body);
    let c = json!({"lang": "c", "source": "int main(void) { return 0; }"});
    assert_eq!(server.post("/run", &c).status, 200);
    assert_eq!(server.post("/run", &c).status, 200);
    let wrong = json!({"lang": "c", "source": "int main(void) { return x; }"});
    assert_eq!(server.post("/run", &wrong).status, 200);
    let all = server.request("GET", "/test", &[], b"");
    assert_eq!(all.status, 200);

    let after = server.scrape();
    let grown = |sample: &str| after.value(sample) - before.get(sample).unwrap_or(0.0);
    // Two submissions of one run, three and a failing one, and the reference program.
    assert_eq!(
        grown(r#"enclos_runs_total{language="lua",status="OK"}"#),
        9.0
    );
    assert_eq!(
        grown(r#"enclos_runs_total{language="lua",status="RUNTIME_ERROR"}"#),
        2.0
    );
    assert_eq!(
        grown(r#"enclos_run_cpu_seconds_count{language="lua"}"#),
        11.0
    );
    assert_eq!(
        grown(r#"enclos_run_wall_seconds_count{language="lua"}"#),
        11.0
    );
    assert!(grown(r#"enclos_run_fuel_total{language="lua"}"#) > 100_000.0);
    assert_eq!(grown(r#"enclos_runs_total{language="c",status="OK"}"#), 3.0);
    let compiles = |status: &str, cached: bool| {
        grown(&format!(
            r#"enclos_compiles_total{{language="c",status="{status}",cached="{cached}"}}"#
        ))
    };
    // The program and the reference program; the program again; the wrong one.
    assert_eq!(compiles("OK", false), 2.0);
    assert_eq!(compiles("OK", true), 1.0);
    assert_eq!(compiles("RUNTIME_ERROR", false), 1.0);
    assert_eq!(
        grown(r#"enclos_compile_cpu_seconds_count{language="c"}"#),
        3.0
    );

    let requests = |route: &str, method: &str, status: u16| {
        grown(&format!(
            r#"enclos_http_requests_total{{route="{route}",method="{method}",status="{status}"}}"#
        ))
    };
    assert_eq!(requests("/run", "POST", 200), 5.0);
    assert_eq!(requests("/test", "GET", 200), 1.0);
    assert_eq!(
        grown(r#"enclos_http_request_duration_seconds_count{route="/run"}"#),
        5.0
    );
    let sent = 2 * body.to_string().len() + 2 * c.to_string().len() + wrong.to_string().len();
    assert_eq!(grown("enclos_http_received_bytes_total"), sent as f64);
    assert!(grown("enclos_http_sent_bytes_total") as usize > reply.body.len() + all.body.len());
    assert_eq!(after.value("enclos_http_requests_in_flight"), 0.0);
    for gauge in [
        "enclos_workers",
        "process_resident_memory_bytes",
        "process_open_fds",
        "process_cpu_seconds_total",
        "process_start_time_seconds",
    ] {
        assert!(after.value(gauge) > 0.0, "{gauge}");
    }
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(
        after.value(&format!(r#"enclos_build_info{{version="{version}"}}"#)),
        1.0
    );
}

#[test]
fn the_queue_refusals_and_clients_that_go_away_are_counted() {
    let server = Server::start(&["--lang", "lua", "--workers", "1", "--backlog", "0"]);
    let busy = server.send("/run", &lua("while true do end"));
    let running = eventually("a run", || {
        Some(server.scrape()).filter(|scrape| scrape.value("enclos_queue_running") == 1.0)
    });
    assert_eq!(running.value("enclos_http_requests_in_flight"), 1.0);
    assert_eq!(running.value("enclos_http_connections"), 1.0);
    assert_eq!(running.value("enclos_queue_waiting"), 0.0);
    assert_eq!(running.value("enclos_workers"), 1.0);
    // Health is not for the queue to give.
    assert_eq!(server.admin("/healthz").status, 200);
    assert_eq!(server.admin("/readyz").status, 200);
    assert_eq!(server.post("/run", &lua("print(1)")).status, 503);
    let refused = r#"enclos_http_refusals_total{reason="busy"}"#;
    assert_eq!(server.scrape().value(refused), 1.0);

    drop(busy);
    let gone = r#"enclos_http_requests_total{route="/run",method="POST",status="499"}"#;
    let canceled = r#"enclos_runs_total{language="lua",status="CANCELED"}"#;
    eventually("the end of a run that nobody waits for", || {
        let scrape = server.scrape();
        (scrape.get(gone) == Some(1.0) && scrape.get(canceled) == Some(1.0)).then_some(())
    });
    assert_eq!(server.scrape().value("enclos_http_requests_in_flight"), 0.0);

    let large = lua(&"-".repeat(17 << 20));
    assert_eq!(server.post("/run", &large).status, 413);
    let typed = [("content-type", "text/html")];
    assert_eq!(server.request("POST", "/run", &typed, b"x").status, 415);
    let refused = r#"enclos_http_refusals_total{reason="body"}"#;
    assert_eq!(server.scrape().value(refused), 2.0);
}

#[test]
fn refusals_for_tokens_and_rates_have_their_reasons() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut settings = api::Settings::default();
    settings.clients.tokens = vec![api::Token {
        name: "alice".to_owned(),
        secret: "s3cret".to_owned(),
    }];
    settings.clients.require_token = true;
    settings.clients.rate_per_second = Some(0.001);
    settings.clients.burst = std::num::NonZeroU32::MIN;
    let metrics = std::sync::Arc::clone(&settings.metrics);
    let serve = |router| {
        let listener = runtime
            .block_on(tokio::net::TcpListener::bind("127.0.0.1:0"))
            .unwrap();
        let address = listener.local_addr().unwrap().to_string();
        runtime.spawn(api::serve(
            listener,
            router,
            ServerSettings::default(),
            std::future::pending(),
        ));
        address
    };
    let main = serve(api::router(enclos().clone(), settings));
    let admin = serve(api::admin_router(
        enclos().clone(),
        metrics,
        Readiness::setting_up(),
    ));
    let run = |secret: &str| {
        let token = format!("Bearer {secret}");
        let body = lua("print(1)").to_string();
        exchange(
            &main,
            "POST",
            "/run",
            &[("authorization", &token)],
            body.as_bytes(),
        )
        .status
    };
    assert_eq!(run("guess"), 401);
    assert_eq!(run("guess"), 401);
    assert_eq!(run("s3cret"), 200);
    assert_eq!(run("s3cret"), 429);
    let scrape = Scrape::parse(&exchange(&admin, "GET", "/metrics", &[], b"").body);
    let refused = |reason: &str| {
        scrape.value(&format!(
            r#"enclos_http_refusals_total{{reason="{reason}"}}"#
        ))
    };
    assert_eq!(
        ["auth", "rate", "busy", "body"].map(refused),
        [2.0, 1.0, 0.0, 0.0]
    );
}

#[test]
fn what_clients_make_up_never_becomes_a_label() {
    let server = Server::start(&["--lang", "lua"]);
    let hostile = |number: usize| {
        let mark = format!("marker{number}");
        let own: &[(&str, &str)] = &[
            ("user-agent", &mark),
            ("x-request-id", &mark),
            ("x-forwarded-for", &mark),
        ];
        server.request("GET", &format!("/{mark}?{mark}"), own, b"");
        server.request("GET", &format!("/run?lang={mark}&code={mark}"), own, b"");
        server.request(&mark.to_uppercase(), "/run", own, b"");
        server.request(&mark.to_uppercase(), &format!("/run/{mark}"), own, b"");
        let body = json!({"lang": mark, "source": mark});
        server.request("POST", "/run", own, body.to_string().as_bytes());
        // A language by a name that only clients use for it.
        let body = json!({"lang": "LUA", "source": "print(1)", "tests": [{"name": mark}]});
        server.request("POST", "/run", own, body.to_string().as_bytes());
    };
    hostile(0);
    let before = server.scrape();
    (1..40).for_each(hostile);
    let after = server.scrape();
    assert!(
        !after.text.to_lowercase().contains("marker"),
        "{}",
        after.text
    );
    assert!(!after.text.contains("LUA"), "{}", after.text);
    assert_eq!(after.names(), before.names());
    assert_eq!(
        after.value(r#"enclos_runs_total{language="lua",status="OK"}"#),
        40.0
    );
    let other = r#"enclos_http_requests_total{route="other",method="other",status="404"}"#;
    assert_eq!(after.value(other), 40.0);
}

#[test]
fn operators_routes_are_not_on_the_main_address_nor_the_clients_on_theirs() {
    let server = Server::start(&["--lang", "lua"]);
    for path in ["/metrics", "/healthz", "/readyz"] {
        assert_eq!(server.request("GET", path, &[], b"").status, 404, "{path}");
        assert_eq!(server.admin(path).status, 200, "{path}");
    }
    for path in ["/run", "/languages", "/"] {
        assert_eq!(server.admin(path).status, 404, "{path}");
    }
    let scrape = server.admin("/metrics");
    let mime = scrape.header("content-type").unwrap().to_owned();
    assert!(mime.starts_with("application/openmetrics-text"), "{mime}");
}

#[test]
fn a_server_that_sets_up_is_healthy_and_not_ready() {
    // Whoever holds the locks of a cache keeps everybody else from setting up.
    let cache = tempfile::tempdir().unwrap();
    let known = enclos().depot().cache().join("locks");
    std::fs::create_dir(cache.path().join("locks")).unwrap();
    let locks: Vec<_> = std::fs::read_dir(known)
        .unwrap()
        .map(|lock| {
            let name = lock.unwrap().file_name();
            let lock = std::fs::File::create(cache.path().join("locks").join(name)).unwrap();
            lock.lock().unwrap();
            lock
        })
        .collect();
    let server = Server::begin(
        &["--lang", "lua", "--cache", cache.path().to_str().unwrap()],
        "serving the operator on http://",
    );
    assert_eq!(server.admin("/healthz").status, 200);
    let ready = server.admin("/readyz");
    assert_eq!(ready.status, 503);
    assert!(ready.body.contains("setting up"), "{}", ready.body);
    server.scrape();
    drop((server, locks));
}

#[test]
fn a_server_that_drains_is_not_ready_at_once_and_lets_runs_finish() {
    let mut server = Server::start(&["--lang", "lua"]);
    assert_eq!(server.admin("/readyz").status, 200);
    // Two seconds, of which the answers of the operator's address take few.
    let body = lua("local t = os.clock() while os.clock() - t < 2 do end print('done')");
    let running = server.send("/run", &body);
    eventually("a run", || {
        (server.scrape().value("enclos_queue_running") == 1.0).then_some(())
    });
    server.terminate();
    let draining = eventually("draining", || {
        Some(server.admin("/readyz")).filter(|ready| ready.status == 503)
    });
    assert!(draining.body.contains("draining"), "{}", draining.body);
    assert_eq!(server.scrape().value("enclos_queue_running"), 1.0);
    assert_eq!(server.admin("/healthz").status, 200);
    assert!(Reply::read(running).body.contains(r#""stdout":"done\n""#));
    assert_eq!(server.wait(), Some(0));
}

#[test]
fn readiness_comes_once_and_goes_for_good() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let readiness = Readiness::setting_up();
    let router = api::admin_router(
        enclos().clone(),
        std::sync::Arc::new(Metrics::new()),
        readiness.clone(),
    );
    let listener = runtime
        .block_on(tokio::net::TcpListener::bind("127.0.0.1:0"))
        .unwrap();
    let address = listener.local_addr().unwrap().to_string();
    runtime.spawn(api::serve(
        listener,
        router,
        ServerSettings::default(),
        std::future::pending(),
    ));
    let status = || exchange(&address, "GET", "/readyz", &[], b"").status;
    assert_eq!(status(), 503);
    readiness.ready();
    assert_eq!(status(), 200);
    readiness.drain();
    assert_eq!(status(), 503);
    readiness.ready();
    assert_eq!(status(), 503);
}

#[test]
fn a_short_and_harmless_request_id_of_the_clients_own_is_kept() {
    let ask = |id: &str| {
        let mut headers = vec![];
        if !id.is_empty() {
            headers.push(("x-request-id", id));
        }
        let address = crate::support::server().strip_prefix("http://").unwrap();
        let reply = exchange(address, "GET", "/nowhere", &headers, b"");
        let shown = reply.header("x-request-id").unwrap().to_owned();
        let body: serde_json::Value = serde_json::from_str(&reply.body).unwrap();
        assert_eq!(body["request_id"], shown.as_str());
        shown
    };
    for id in ["a", "trace-1.2_3", &"Z9".repeat(32)] {
        assert_eq!(ask(id), id);
    }
    for id in ["", "two words", "a/b", "a\"b", &"x".repeat(65), "<script>"] {
        let own = ask(id);
        assert_eq!(own.len(), 16, "{id}: {own}");
        assert!(own.bytes().all(|byte| byte.is_ascii_hexdigit()), "{own}");
    }
    assert_ne!(ask(""), ask(""));
}
