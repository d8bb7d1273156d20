//! The log at its most talkative, searched for what clients sent and got.

use serde_json::{Value, json};

use super::server::Server;

/// Every text of a client's that could get into a log, each with a word that stands nowhere else.
const MARK: &str = "xMARKERx";

fn talk(server: &Server) -> Vec<(String, u16)> {
    let mark = |what: &str| format!("{MARK}{what}");
    let mut answers = Vec::new();
    let mut ask = |method: &str, path: &str, headers: &[(&str, &str)], body: &str| {
        let token = format!("Bearer {MARK}token");
        let mut all = vec![
            ("authorization", token.as_str()),
            ("cookie", MARK),
            ("user-agent", MARK),
            ("referer", MARK),
        ];
        all.extend_from_slice(headers);
        let reply = server.request(method, path, &all, body.as_bytes());
        let id = reply.header("x-request-id").unwrap().to_owned();
        answers.push((id, reply.status));
        reply
    };
    // Prints, fails, writes a file, and makes its marker of parts that the request does not hold in one piece.
    let lua = json!({
        "lang": "lua",
        "source": format!("-- {MARK}source\nprint('xMARK' .. 'ERx', io.read('a'), ...)\nio.stderr:write('xMARK' .. 'ERx')\nlocal f = io.open('{MARK}made.txt', 'w') f:write('xMARK' .. 'ERx') f:close()\nif ... == 'fail' then error('xMARK' .. 'ERx') end"),
        "args": [mark("arg")],
        "env": {mark("name"): mark("value")},
        "files": [{"name": mark("file.txt"), "content": mark("content")}],
        "execute": {"stdin": mark("stdin"), "outputs": [format!("{MARK}*")]},
        "tests": [
            {"name": mark("test"), "expected": mark("expected"), "files": [{"name": mark("dir/own.txt"), "content": MARK}]},
            {"args": ["fail"], "stdin": mark("other")},
        ],
    })
    .to_string();
    let reply = ask("POST", "/run", &[], &lua);
    assert!(
        reply.body.contains(MARK),
        "the program printed it: {}",
        reply.body
    );
    ask("POST", "/run", &[("accept", "text/event-stream")], &lua);
    ask(
        "POST",
        "/run",
        &[("accept", "application/msgpack-xMARKERx")],
        &lua,
    );
    // What the compiler says of it, at its own exit and from the linker's.
    for source in [
        format!("int main(void) {{ return {MARK}undeclared; }}"),
        format!("void {MARK}undefined(void); int main(void) {{ {MARK}undefined(); }}"),
        format!(
            "#include <stdio.h>\nint {MARK}v; int main(void) {{ puts(\"{MARK}\"); __builtin_trap(); }}"
        ),
    ] {
        let c = json!({"lang": "c", "source": source, "files": [{"name": mark("h.h"), "content": MARK}]});
        assert_eq!(ask("POST", "/run", &[], &c.to_string()).status, 200);
    }
    let query = format!("lang=lua&code=print(%22{MARK}%22)&stdin={MARK}");
    assert_eq!(ask("GET", &format!("/run?{query}"), &[], "").status, 200);
    ask("GET", &format!("/languages?{MARK}={MARK}"), &[], "");
    // What is refused.
    ask("GET", &format!("/{MARK}/{MARK}?{MARK}"), &[], "");
    ask(MARK, &format!("/run?{MARK}"), &[], "");
    ask("POST", "/run", &[], &format!("{{{MARK}"));
    ask(
        "POST",
        "/run",
        &[],
        &json!({"lang": MARK, "source": MARK}).to_string(),
    );
    ask(
        "POST",
        "/run",
        &[],
        &json!({"lang": "lua", "source": MARK, "flags": [MARK]}).to_string(),
    );
    ask("POST", "/run", &[], &json!({"lang": "lua", "source": MARK, "files": [{"name": format!("../{MARK}"), "content": ""}]}).to_string());
    ask(
        "POST",
        "/run",
        &[],
        &json!({"lang": "lua", "source": MARK, "execute": {"time": MARK}}).to_string(),
    );
    ask("POST", "/run", &[("content-type", MARK)], MARK);
    ask(
        "POST",
        "/run",
        &[("x-request-id", "not <b>harmless</b> xMARKERx")],
        MARK,
    );
    // What ends badly.
    for source in [
        "while true do end",
        "local t = {} while true do t[#t + 1] = ('x'):rep(1e6) end",
    ] {
        let body = json!({"lang": "lua", "source": format!("-- {MARK}\n{source}"), "execute": {"time": 0.1}});
        assert_eq!(ask("POST", "/run", &[], &body.to_string()).status, 200);
    }
    answers
}

#[test]
fn the_log_holds_nothing_that_clients_send_or_get() {
    let args = ["--lang", "lua", "--lang", "c", "--program-cache", "0"];
    for format in ["json", "text"] {
        let args = [&args[..], &["--log-format", format]].concat();
        let server = Server::spawn(&args, &[("ENCLOS_LOG", "trace")], "serving http://");
        let answers = talk(&server);
        let log = server.log();
        assert!(!log.to_lowercase().contains("marker"), "{log}");
        assert!(!log.contains("Bearer"), "{log}");
        for (id, _) in &answers {
            assert!(log.contains(id), "{id} is not in\n{log}");
        }
        // A compiler's run is logged on the worker's thread, under the id of the request all the same.
        let compiled = log.lines().find(|line| line.contains("tool")).unwrap();
        assert!(
            answers.iter().any(|(id, _)| compiled.contains(id)),
            "{compiled}"
        );
        if format == "json" {
            check_lines(&log, &answers);
        }
    }
}

/// Every line is JSON, and each request has one with the target `access` and the keys that the documentation names.
fn check_lines(log: &str, answers: &[(String, u16)]) {
    let lines: Vec<Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .collect();
    let access: Vec<&Value> = lines
        .iter()
        .filter(|line| line["target"] == "access")
        .collect();
    assert_eq!(access.len(), answers.len());
    for (line, (id, status)) in access.iter().zip(answers) {
        assert_eq!(line["request_id"], id.as_str(), "{line}");
        assert_eq!(line["status"], *status, "{line}");
        assert_eq!(line["level"], "INFO", "{line}");
        assert_eq!(line["client"], "127.0.0.1", "{line}");
        assert!(["/run", "/languages", "other"].contains(&line["route"].as_str().unwrap()));
        assert!(["GET", "POST", "other"].contains(&line["method"].as_str().unwrap()));
        assert!(line["duration_ms"].as_f64().unwrap() > 0.0, "{line}");
        assert!(
            line["bytes_in"].is_u64() && line["bytes_out"].as_u64().unwrap() > 0,
            "{line}"
        );
        assert!(line["timestamp"].is_string() && line["message"] == "request");
        let known = [
            "timestamp",
            "level",
            "message",
            "target",
            "request_id",
            "method",
            "route",
            "status",
            "duration_ms",
            "bytes_in",
            "bytes_out",
            "client",
            "language",
            "runs",
            "refused",
            "broken_off",
        ];
        for key in line.as_object().unwrap().keys() {
            assert!(known.contains(&key.as_str()), "{key} in {line}");
        }
    }
    assert_eq!(access[0]["language"], "lua");
    assert_eq!(access[0]["runs"], "OK=1,RUNTIME_ERROR=1");
    assert_eq!(access[1]["runs"], "OK=1,RUNTIME_ERROR=1");
    assert_eq!(access[3]["language"], "c");
    assert!(access[3].get("runs").is_none(), "it did not compile");
    assert!(access.iter().any(|line| line["refused"] == "body"));
    assert!(access.iter().any(|line| line["runs"] == "TIMED_OUT=1"));
}
