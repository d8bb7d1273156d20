//! Worker processes as an operator sees them: what they are there for, and what becomes of runs when they end.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::processes::{Process, workers_of};
use super::server::{Reply, Server};
use super::{eventually, lua};

/// Busy for longer than anybody needs to find it, and then it answers.
const BUSY: &str = "local t = 0 for i = 1, 400000000 do t = t + i end print(t)";
const ANSWER: &str = "80000000200000000\n";

fn server() -> Server {
    Server::start(&["--lang", "lua", "--lang", "c", "--workers", "2"])
}

fn report(reply: &Reply) -> Value {
    assert_eq!(reply.status, 200, "{}", reply.body);
    serde_json::from_str(&reply.body).unwrap()
}

fn status(report: &Value) -> &str {
    report["tests"][0]["meta"]["status"].as_str().unwrap()
}

/// The worker that works.
fn busy(server: &Server, but: Option<Process>) -> Process {
    eventually("a worker is busy", || {
        let workers = workers_of(server.pid());
        let before: Vec<(Process, u64)> = workers.iter().map(|p| (*p, p.ticks())).collect();
        std::thread::sleep(std::time::Duration::from_millis(60));
        let busy = before.iter().find(|(p, ticks)| p.ticks() >= ticks + 3);
        busy.map(|(p, _)| *p).filter(|p| Some(*p) != but)
    })
}

fn says_hello(server: &Server) {
    let report = report(&server.post("/run", &lua("print('hello')")));
    assert_eq!(report["tests"][0]["stdout"], "hello\n", "{report}");
}

#[test]
fn the_server_itself_maps_nothing_that_runs() {
    let server = server();
    let c = json!({"lang": "c", "source": "#include <stdio.h>\nint main(void) { puts(\"hi\"); }"});
    let report = report(&server.post("/run", &c));
    assert_eq!(report["tests"][0]["stdout"], "hi\n", "{report}");
    says_hello(&server);
    let is_code = |line: &str| line.contains("/modules/") || line.contains("memfd:program");
    let maps = Process(server.pid()).maps();
    let mapped: Vec<&str> = maps.lines().filter(|line| is_code(line)).collect();
    assert_eq!(mapped, [""; 0], "in the server");
    // Whoever may not look into workers sees nothing there.
    let workers = workers_of(server.pid());
    let maps: Vec<String> = workers.iter().map(|worker| worker.maps()).collect();
    match maps.iter().all(String::is_empty) {
        true => eprintln!("skipped: this user may not see what is mapped into workers"),
        false => assert!(maps.iter().any(|maps| maps.lines().any(is_code))),
    }
}

#[test]
fn a_run_whose_worker_is_killed_is_made_again() {
    let server = server();
    for signal in ["-KILL", "-SEGV", "-ABRT"] {
        let pending = server.send("/run", &lua(BUSY));
        busy(&server, None).signal(signal);
        let report = report(&Reply::read(pending));
        assert_eq!(report["tests"][0]["stdout"], ANSWER, "{report}");
    }
}

#[test]
fn a_run_whose_workers_are_killed_twice_is_enclos_fault_and_nobody_elses() {
    let server = server();
    let pending = server.send("/run", &lua(BUSY));
    let first = busy(&server, None);
    first.signal("-KILL");
    // Somebody else's run, meanwhile.
    says_hello(&server);
    busy(&server, Some(first)).signal("-KILL");
    let report = report(&Reply::read(pending));
    assert_eq!(status(&report), "INTERNAL_ERROR", "{report}");
    says_hello(&server);
}

#[test]
fn a_run_whose_worker_is_stopped_is_made_again_when_its_time_is_over() {
    let server = server();
    let mut body = lua(BUSY);
    body["execute"] = json!({"wall-time": 12});
    let pending = server.send("/run", &body);
    busy(&server, None).signal("-STOP");
    says_hello(&server);
    let report = report(&Reply::read(pending));
    assert_eq!(report["tests"][0]["stdout"], ANSWER, "{report}");
}

#[test]
fn idle_workers_that_end_are_replaced() {
    let server = server();
    says_hello(&server);
    for signal in ["-KILL", "-STOP"] {
        let before = workers_of(server.pid());
        assert!(!before.is_empty());
        before.iter().for_each(|worker| worker.signal(signal));
        for _ in 0..10 {
            says_hello(&server);
        }
        eventually("all of them are gone", || {
            before.iter().all(|worker| !worker.is_there()).then_some(())
        });
    }
}

#[test]
fn a_worker_does_not_run_forever() {
    let server = Server::start(&["--lang", "lua", "--workers", "1"]);
    says_hello(&server);
    let before = workers_of(server.pid());
    let mut body = lua("print('hello')");
    body["tests"] = vec![json!({}); 1000].into();
    eventually("the one that had all to do was replaced", || {
        assert_eq!(server.post("/run", &body).status, 200);
        let now: BTreeSet<Process> = workers_of(server.pid());
        let gone = before.iter().any(|worker| !now.contains(worker));
        gone.then_some(())
    });
}

#[test]
fn workers_end_with_their_server_however_it_ends() {
    for ends in ["-KILL", "-TERM", "-STOP"] {
        let mut server = server();
        says_hello(&server);
        let _running = server.send("/run", &lua("while true do end"));
        busy(&server, None);
        let workers = workers_of(server.pid());
        assert!(!workers.is_empty());
        match ends {
            // Stopped workers too: nobody can ask them to end.
            "-STOP" => {
                workers.iter().for_each(|worker| worker.signal("-STOP"));
                server.kill();
            }
            "-KILL" => server.kill(),
            _ => {
                server.terminate();
                assert_eq!(server.wait(), Some(0));
            }
        }
        eventually("no worker is left", || {
            workers
                .iter()
                .all(|worker| !worker.is_there())
                .then_some(())
        });
    }
}

#[test]
fn a_run_that_is_canceled_leaves_its_worker_well() {
    let server = server();
    says_hello(&server);
    let sleeps = "#include <unistd.h>\nint main(void) { sleep(1000); }";
    let body = |lang: &str, source: &str| json!({"lang": lang, "source": source});
    for body in [body("lua", "while true do end"), body("c", sleeps)] {
        let pending = server.send("/run", &body);
        eventually("it runs", || {
            (server.scrape().value("enclos_queue_running") > 0.0).then_some(())
        });
        let before = workers_of(server.pid());
        drop(pending);
        eventually("it is over", || {
            (server.scrape().value("enclos_queue_running") == 0.0).then_some(())
        });
        says_hello(&server);
        let now = workers_of(server.pid());
        assert!(before.is_subset(&now), "a worker was killed for it");
    }
}
