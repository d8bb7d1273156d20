//! Workers that are killed, stopped and starved under a mixed load: every request is answered exactly once and rightly, and
//! nothing is left of any.
//!
//! `ENCLOS_CHAOS_SECONDS` says for how long, which is not long unless told.

use std::collections::BTreeMap;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::eventually;
use super::processes::{Process, workers_of};
use super::server::{Reply, Server};

const CLIENTS: u64 = 6;

/// Numbers that are as good as random, and the same each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }
}

/// What a client sends, and the statuses that it may get for it in peace.
fn request(numbers: &mut Numbers, mark: &str) -> (Value, &'static [&'static str], bool) {
    let says = format!("{mark}\n");
    let short = json!({"time": 0.2, "wall-time": 1});
    match numbers.below(9) {
        0 => {
            let source = format!("#include <stdio.h>\nint main(void) {{ puts(\"{mark}\"); }}");
            (json!({"lang": "c", "source": source}), &["OK"], true)
        }
        1 => (
            json!({"lang": "python", "source": format!("print('{mark}')")}),
            &["OK"],
            true,
        ),
        2 => (
            json!({"lang": "javascript", "source": format!("console.log('{mark}')")}),
            &["OK"],
            true,
        ),
        3 => (
            json!({"lang": "lua", "source": "print(io.read('a'))", "tests": [{"stdin": mark}]}),
            &["OK"],
            true,
        ),
        4 => (
            json!({"lang": "lua", "source": "while true do end", "execute": short}),
            &["TIMED_OUT"],
            false,
        ),
        5 => (
            json!({"lang": "python", "source": "x = ' ' * (1 << 31)", "execute": {"mem": 100_000}}),
            &["OUT_OF_MEMORY", "RUNTIME_ERROR"],
            false,
        ),
        6 => (
            json!({"lang": "lua", "source": "while true do io.write('xxxxxxxxxxxxxxxx') end", "execute": {"output": 64}}),
            &["OUTPUT_LIMIT"],
            false,
        ),
        7 => (
            json!({"lang": "lua", "source": format!("local t = 0 for i = 1, 20000000 do t = t + i end print('{mark}')")}),
            &["OK"],
            true,
        ),
        _ => (
            json!({"lang": "lua", "source": format!("error('{says}')")}),
            &["RUNTIME_ERROR"],
            false,
        ),
    }
}

/// What clients saw.
#[derive(Default)]
struct Seen {
    statuses: Mutex<BTreeMap<String, u64>>,
    wrong: Mutex<Vec<String>>,
    sent: AtomicU64,
    answered: AtomicU64,
}

impl Seen {
    fn check(&self, reply: &Reply, mark: &str, foreseen: &[&str], prints: bool) {
        self.answered.fetch_add(1, Ordering::Relaxed);
        let report: Value = match (reply.status, serde_json::from_str(&reply.body)) {
            (200, Ok(report)) => report,
            // All places were taken by runs that wait for workers.
            (503, _) => return self.count("503"),
            (status, _) => return self.complain(format!("{status}: {}", reply.body)),
        };
        let step = match report["tests"][0].is_object() {
            true => &report["tests"][0],
            false => &report["compile"],
        };
        let status = step["meta"]["status"].as_str().unwrap_or("none");
        self.count(status);
        let printed = step["stdout"].as_str().unwrap_or_default();
        // A worker that was killed twice, or stopped until the time was over.
        let is_chaos = ["INTERNAL_ERROR", "TIMED_OUT"].contains(&status);
        let is_right = match status {
            "OK" => prints && printed.trim_end() == mark,
            _ => foreseen.contains(&status) || is_chaos,
        };
        if !is_right {
            self.complain(format!("{mark}: {report}"));
        }
    }

    fn count(&self, status: &str) {
        *self
            .statuses
            .lock()
            .unwrap()
            .entry(status.to_owned())
            .or_default() += 1;
    }

    fn complain(&self, what: String) {
        self.wrong.lock().unwrap().push(what);
    }
}

fn client(server: &Server, seen: &Seen, number: u64, over: &AtomicBool) {
    let mut numbers = Numbers(0x9e37_79b9 + number);
    for round in 0.. {
        if over.load(Ordering::Relaxed) {
            return;
        }
        let mark = format!("mark-{number}-{round}");
        let (body, foreseen, prints) = request(&mut numbers, &mark);
        let pending = server.send("/run", &body);
        if numbers.below(12) == 0 {
            // It goes away, and nobody answers.
            std::thread::sleep(Duration::from_millis(numbers.below(60)));
            continue;
        }
        seen.sent.fetch_add(1, Ordering::Relaxed);
        seen.check(&Reply::read(pending), &mark, foreseen, prints);
    }
}

/// A process that takes the processor from others.
struct Hog(Child);

impl Hog {
    fn start() -> Self {
        let hog = Command::new("sh")
            .args(["-c", "while :; do :; done"])
            .stdin(Stdio::null())
            .spawn();
        Self(hog.unwrap())
    }
}

impl Drop for Hog {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Does things to workers, and counts them.
fn torment(server: &Server, until: Instant) -> BTreeMap<&'static str, u64> {
    let mut numbers = Numbers(42);
    let mut done = BTreeMap::new();
    let mut hogs: Vec<Hog> = Vec::new();
    while Instant::now() < until {
        std::thread::sleep(Duration::from_millis(80 + numbers.below(200)));
        let workers: Vec<Process> = workers_of(server.pid()).into_iter().collect();
        let Some(worker) = workers.get(numbers.below(workers.len().max(1) as u64) as usize) else {
            continue;
        };
        let act = match numbers.below(8) {
            0 | 1 => "-KILL",
            2 => "-SEGV",
            3 => "-STOP",
            4 => "-TERM",
            5 => "stopped for a while",
            6 => "starved",
            _ => "all killed",
        };
        *done.entry(act).or_default() += 1;
        match act {
            "stopped for a while" => {
                worker.signal("-STOP");
                std::thread::sleep(Duration::from_millis(numbers.below(400)));
                worker.signal("-CONT");
            }
            "starved" => {
                let pid = worker.0.to_string();
                let _ = Command::new("renice")
                    .args(["-n", "19", "-p", &pid])
                    .output();
                hogs.truncate(1);
                hogs.insert(0, Hog::start());
            }
            "all killed" => workers.iter().for_each(|worker| worker.signal("-KILL")),
            signal => worker.signal(signal),
        }
    }
    done
}

#[test]
fn whatever_becomes_of_workers_every_request_is_answered_once_and_nothing_is_left() {
    let seconds = std::env::var("ENCLOS_CHAOS_SECONDS").ok();
    let seconds = seconds
        .and_then(|seconds| seconds.parse().ok())
        .unwrap_or(12);
    let limits = ["--workers", "2", "--program-cache", "0"];
    let server = Server::start(&limits);
    let hello = json!({"lang": "lua", "source": "print('hello')"});
    assert_eq!(server.post("/run", &hello).status, 200);
    let descriptors = Process(server.pid()).descriptors();
    let memory = Process(server.pid()).anonymous_kb();

    let (seen, over) = (Seen::default(), AtomicBool::new(false));
    let done = std::thread::scope(|scope| {
        for number in 0..CLIENTS {
            let (server, seen, over) = (&server, &seen, &over);
            scope.spawn(move || client(server, seen, number, over));
        }
        let done = torment(&server, Instant::now() + Duration::from_secs(seconds));
        over.store(true, Ordering::Relaxed);
        // Those that are still stopped stay so until their runs are over.
        done
    });

    let statuses = seen.statuses.into_inner().unwrap();
    let wrong = seen.wrong.into_inner().unwrap();
    let (sent, answered) = (seen.sent.into_inner(), seen.answered.into_inner());
    eprintln!("chaos: {seconds} s, {done:?}; {sent} requests, {answered} answers: {statuses:?}");
    assert_eq!(wrong, [""; 0]);
    assert_eq!(sent, answered);
    assert!(
        statuses.get("OK").is_some_and(|ok| *ok > sent / 4),
        "{statuses:?}"
    );

    eventually("nothing runs and nothing waits", || {
        let scrape = server.scrape();
        let busy = scrape.value("enclos_queue_running") + scrape.value("enclos_queue_waiting");
        (busy == 0.0).then_some(())
    });
    for _ in 0..20 {
        let reply = server.post("/run", &hello);
        assert!(
            reply.body.contains(r#""stdout":"hello\n""#),
            "{}",
            reply.body
        );
    }
    // Three that run and three that compile: two each, and a spare one.
    let workers = eventually("no more workers than there should be", || {
        let workers = workers_of(server.pid());
        (workers.len() <= 6).then_some(workers)
    });
    assert!(!workers.is_empty());
    eventually("no descriptor is left", || {
        // Two for each worker, and connections of this test that are about to close.
        (Process(server.pid()).descriptors() <= descriptors + 16).then_some(())
    });
    let grown = Process(server.pid()).anonymous_kb().saturating_sub(memory);
    eprintln!("chaos: the server grew by {grown} kB");
    assert!(grown < 200 << 10, "{grown} kB");
}
