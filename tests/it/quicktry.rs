//! quicktry: its README's requests, and what its wishlist asks for: rates, a queue with an end, and turns.

use serde_json::{Value, json};

use crate::own_server::{OwnServer, Pending, engine, two_clients};
use crate::support::{enclos, post_json, request};

const SPIN: &str = "while true do end";

fn tried(body: &Value) -> (Value, Value) {
    let answer = post_json("/run", &body.to_string()).json();
    assert_eq!(answer["success"], true, "{answer}");
    (answer["status"].clone(), answer["output"].clone())
}

#[test]
fn the_readmes_requests_are_answered() {
    // Its first is in Python 2, whose interpreter nobody ships any more; the program is the same in Python 3.
    let posted = post_json(
        "/run",
        r#"{"lang": "python3", "code":"print(\"hello world\")"}"#,
    );
    let sent = request(
        "GET",
        "/run",
        &[("content-type", "application/json")],
        br#"{"code": "print('hello world')", "lang": "python3"}"#,
    );
    let linked = request(
        "GET",
        "/run?lang=python3&code=print(%27hello+world%27)",
        &[],
        b"",
    );
    for answer in [posted, sent, linked] {
        let body = answer.json();
        assert_eq!(
            (answer.status, answer.content_type.as_str()),
            (200, "application/json"),
            "{body}"
        );
        assert_eq!(
            (&body["status"], &body["output"]),
            (&json!(0), &json!("hello world\n"))
        );
        assert_eq!(
            body["tests"][0]["stdout"], "hello world\n",
            "and all else is there"
        );
    }
    let answer = post_json("/run", r#"{"lang": "python2", "code": "print 1"}"#);
    assert_eq!(answer.status, 400);
    assert!(answer.error().starts_with("incorrect language python2"));
}

#[test]
fn a_query_is_a_submission_too() {
    let answer = request(
        "GET",
        "/run?lang=lua&code=print(io.read(%27n%27)*2)&stdin=21",
        &[],
        b"",
    )
    .json();
    assert_eq!(answer["output"], "42\n");
    let answer = request(
        "GET",
        "/run?lang=lua&code=print(io.read(%27n%27)*2)&params=4",
        &[],
        b"",
    )
    .json();
    assert_eq!(answer["output"], "8\n");
    let answer = request("GET", "/run", &[], b"");
    assert_eq!(
        (answer.status, answer.error().as_str()),
        (
            400,
            "malformed payload: .lang: expected a string, got nothing"
        )
    );
}

#[test]
fn the_tests_of_its_own_pass() {
    let code = "for i in range(10):\n\tprint(\"hello\")";
    assert_eq!(
        tried(&json!({"lang": "python3", "code": code})),
        (json!(0), json!("hello\n".repeat(10)))
    );
    let code = "console.log('hello world');";
    assert_eq!(
        tried(&json!({"lang": "nodejs", "code": code})),
        (json!(0), json!("hello world\n"))
    );
    assert_eq!(
        tried(&json!({"lang": "Javascript", "code": code, "params": ""})),
        (json!(0), json!("hello world\n"))
    );
}

#[test]
fn status_and_output_sum_an_end_up() {
    let lua = |code: &str| tried(&json!({"lang": "lua", "code": code, "execute": {"time": 0.2}}));
    assert_eq!(
        lua("print(1) io.stderr:write('2\\n') os.exit(3)"),
        (json!(3), json!("1\n2\n"))
    );
    assert_eq!(
        lua("io.write('so far') io.stdout:flush() while true do end"),
        (json!(-1), json!("so far"))
    );
    let (status, output) =
        tried(&json!({"lang": "c", "code": "int main(void) { __builtin_trap(); }"}));
    assert_eq!((status, output), (json!(134), json!("")));
    let (status, output) = tried(&json!({"lang": "c", "code": "int main(void) { return x; }"}));
    assert_ne!(status, 0);
    assert!(output.as_str().unwrap().contains("main.c:1:"), "{output}");
    assert_eq!(
        tried(&json!({"lang": "lua", "code": "print(io.read('a'))", "params": "in"})),
        (json!(0), json!("in\n"))
    );
    let answer = post_json("/run", r#"{"lang": "lua", "source": "print(1)"}"#).json();
    assert!(
        answer.get("status").is_none() && answer.get("output").is_none(),
        "camisole's clients get camisole's fields"
    );
}

#[test]
fn who_is_over_its_rate_waits_and_others_do_not() {
    let mut settings = two_clients();
    settings.clients.rate_per_second = Some(0.01);
    settings.clients.burst = 2.try_into().unwrap();
    let server = OwnServer::new(enclos().clone(), settings);
    let ask = |token: &str, path: &str| {
        let body = json!({"lang": "lua", "code": "print(1)", "script": "print(1)", "image": "lua"});
        server
            .send_to("POST", path, token, "*/*", &body.to_string())
            .whole()
    };
    for path in ["/run", "/compile"] {
        assert!(ask("alice", path).0.starts_with("http/1.1 200"), "{path}");
    }
    for path in ["/run", "/compile"] {
        let (head, body) = ask("alice", path);
        assert!(head.starts_with("http/1.1 429"), "{head}");
        let wait = head.split("\r\nretry-after: ").nth(1).unwrap();
        let seconds: u32 = wait.lines().next().unwrap().parse().unwrap();
        assert!((90..=100).contains(&seconds), "{head}");
        let body: Value = serde_json::from_str(&body).unwrap();
        assert_eq!(body["success"], false);
        assert!(
            body["error"]
                .as_str()
                .unwrap()
                .contains("too many requests")
        );
    }
    for other in ["bob", ""] {
        assert!(ask(other, "/run").0.starts_with("http/1.1 200"), "{other}");
    }
    assert!(ask("mallory", "/run").0.starts_with("http/1.1 401"));
}

#[test]
fn a_thousand_tests_of_one_client_let_another_in() {
    let server = OwnServer::new(engine(1, 4), two_clients());
    // Some thirty seconds of work in all.
    let burn = "for i = 1, 5e6 do local x = i * i end";
    let many = json!({"lang": "lua", "code": burn, "tests": vec![json!({}); 1000]});
    let mut greedy = server.send("alice", "application/x-ndjson", &many);
    assert!(greedy.line("{").contains(r#""index":0"#));
    // Three at a time, of which the spare worker takes one.
    let hello = json!({"lang": "lua", "code": "print('hello')"});
    let honest = ["bob", "", "bob"].map(|token| server.send(token, "*/*", &hello));
    for answer in honest {
        let (head, body) = answer.whole();
        assert!(head.starts_with("http/1.1 200"), "{head}");
        assert!(body.contains(r#""output":"hello\n""#), "{body}");
    }
    // The thousand tests go on.
    server.settles_at(1, 0);
    assert!(greedy.line("{").contains(r#""type":"test""#));
    drop(greedy);
    server.settles_at(0, 0);
}

#[test]
fn a_full_queue_says_so_to_who_filled_it() {
    let server = OwnServer::new(engine(1, 2), two_clients());
    let spin = json!({"lang": "lua", "code": SPIN, "execute": {"time": 60, "wall-time": 120}});
    let mut greedy = Vec::new();
    for (running, waiting) in [(1, 0), (1, 1), (1, 2)] {
        greedy.push(server.send("alice", "*/*", &spin));
        // Else the next could overtake it.
        server.settles_at(running, waiting);
    }
    let is_refused = |answer: Pending| {
        let (head, body) = answer.whole();
        assert!(head.starts_with("http/1.1 503"), "{head}");
        assert!(head.contains("\r\nretry-after: 1"), "{head}");
        assert!(body.contains(r#""success":false"#), "{body}");
    };
    is_refused(server.send("alice", "*/*", &spin));
    // The last of those that wait has to go for the other client.
    let hello = json!({"lang": "lua", "code": "print('hello')"});
    let (head, body) = server.send("bob", "*/*", &hello).whole();
    assert!(
        head.starts_with("http/1.1 200") && body.contains("hello"),
        "{head}\n{body}"
    );
    is_refused(greedy.pop().unwrap());
    drop(greedy);
    server.settles_at(0, 0);
}
