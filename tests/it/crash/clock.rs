//! The host's clock jumps years back and forth, and no limit moves.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::json;

use super::process::{Process, c, cache_beside, lua, read, serve};

/// Tells a time that is years off, and by another number of years each time that it is asked.
const LIAR: &str = r#"
#define _GNU_SOURCE
#include <dlfcn.h>
#include <sys/time.h>
#include <time.h>
static long years(void) {
    static _Atomic unsigned asked;
    static const long off[] = { 10, 0, -10, 30, -5, 1, -40 };
    return off[asked++ % 7] * 365 * 86400;
}
int clock_gettime(clockid_t id, struct timespec *at) {
    static int (*real)(clockid_t, struct timespec *);
    if (!real) real = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
    int answer = real(id, at);
    if (answer == 0 && (id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE)) at->tv_sec += years();
    return answer;
}
int gettimeofday(struct timeval *at, void *zone) {
    struct timespec now;
    int answer = clock_gettime(CLOCK_REALTIME, &now);
    at->tv_sec = now.tv_sec;
    at->tv_usec = now.tv_nsec / 1000;
    return answer;
}
time_t time(time_t *at) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (at) *at = now.tv_sec;
    return now.tv_sec;
}
"#;

/// The library that tells it, if it can be made and works.
fn liar(folder: &std::path::Path) -> Option<std::path::PathBuf> {
    let (source, library) = (folder.join("liar.c"), folder.join("liar.so"));
    std::fs::write(&source, LIAR).unwrap();
    let made = Command::new("cc")
        .args(["-shared", "-fPIC", "-O1", "-o"])
        .args([&library, &source])
        .arg("-ldl")
        .output();
    made.is_ok_and(|made| made.status.success())
        .then_some(library)
}

#[test]
fn the_clock_jumps_and_no_limit_moves() {
    let folder = tempfile::tempdir().unwrap();
    let Some(library) = liar(folder.path()) else {
        eprintln!("the_clock_jumps_and_no_limit_moves: skipped, because there is no C compiler");
        return;
    };
    let year = |liar: bool| {
        let mut date = Command::new("date");
        date.arg("+%Y");
        if liar {
            date.env("LD_PRELOAD", &library);
        }
        date.output().unwrap().stdout
    };
    assert_ne!(year(true), year(false), "it does not lie");
    let cache = cache_beside();
    let path = cache.path().to_str().unwrap();
    let start = |more: &[&str]| {
        let args = [
            &[
                "--lang", "lua", "--lang", "python", "--lang", "c", "--cache", path,
            ],
            more,
        ]
        .concat();
        Process::start(serve(&args).env("LD_PRELOAD", &library))
    };
    let mut server = start(&[]);
    let python = |source: &str| json!({"lang": "python", "source": source, "execute": {"time": 5, "wall-time": 10}});
    let test = |body: &serde_json::Value| server.run(body)["tests"][0].clone();

    // The same program as ever is over time, and another is not.
    for _ in 0..5 {
        let begun = Instant::now();
        let mut endless = lua("while true do end");
        endless["execute"] = json!({"time": 0.2, "wall-time": 5});
        assert_eq!(test(&endless)["meta"]["status"], "TIMED_OUT");
        let asleep = json!({"lang": "python", "source": "import time\ntime.sleep(60)", "execute": {"wall-time": 0.5}});
        let slept = test(&asleep);
        assert_eq!(slept["meta"]["status"], "TIMED_OUT", "{slept}");
        assert!(
            begun.elapsed() > Duration::from_millis(500),
            "{:?}",
            begun.elapsed()
        );
        let short = test(&python("import time\ntime.sleep(0.3)\nprint('woke')"));
        assert_eq!(
            (&short["meta"]["status"], &short["stdout"]),
            (&json!("OK"), &json!("woke\n")),
            "{short}"
        );
        assert!(
            short["meta"]["wall-time"].as_f64().unwrap() >= 0.3,
            "{short}"
        );
    }

    // Within a run, time goes on and only on.
    let watch = "import time\nlast = first = time.time()\n\
        for _ in range(20000):\n    now = time.time()\n    assert last <= now, (last, now)\n    last = now\n\
        print('steady' if last - first < 60 else 'jumped')";
    for _ in 0..8 {
        assert_eq!(test(&python(watch))["stdout"], "steady\n");
    }

    // Programs are kept, and found again.
    for number in 0..6 {
        server.says(number);
    }
    server.signal("TERM");
    assert_eq!(server.end().0, Some(0));
    let server = start(&["--rate", "1", "--burst", "8"]);
    for number in 0..6 {
        assert_eq!(
            server.run(&c(number))["compile"]["meta"]["cached"],
            true,
            "{number}"
        );
    }

    // The bucket of a client is empty when it is empty.
    let hello = lua("print(1)");
    let asked: Vec<u16> = (0..12)
        .map(|_| read(server.send("application/json", &hello)).0)
        .collect();
    assert_eq!(asked[0], 200, "{asked:?}");
    assert!(
        asked.iter().filter(|status| **status == 429).count() >= 4,
        "{asked:?}"
    );
    // A head that comes in two pieces is waited for, and one that does not come is not.
    let mut slow = TcpStream::connect(&server.admin).unwrap();
    slow.write_all(b"GET /healthz HTTP/1.1\r\nhost:").unwrap();
    std::thread::sleep(Duration::from_millis(300));
    slow.write_all(b" x\r\nconnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    slow.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    server.kill();
}
