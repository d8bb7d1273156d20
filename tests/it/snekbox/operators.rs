//! What an operator decides: limits, rates, tokens, workers, languages.

use enclos::Enclos;
use enclos::api;
use serde_json::{Value, json};

use super::{answer, content, eval, eval_at, file, paths, post, send, serve};
use crate::support::enclos;

#[test]
fn a_client_over_its_rate_is_429_and_one_without_a_token_401() {
    let mut settings = api::Settings::default();
    settings.clients.rate_per_second = Some(0.01);
    settings.clients.burst = std::num::NonZeroU32::MIN;
    let (_runtime, address) = serve(enclos(), settings);
    let url = format!("{address}/eval");
    let body = br#"{"input": "print(1)"}"#;
    assert_eq!(post(&address, body), (200, answer("1\n", 0)));
    let response = send(&url, "POST", &[], body);
    assert_eq!(response.status(), 429);
    let wait: u32 = response.headers()["retry-after"]
        .to_str()
        .unwrap()
        .parse()
        .unwrap();
    assert!(wait > 1);
    let told: Value = serde_json::from_slice(&content(response)).unwrap();
    assert_eq!(told["title"], "429 Too Many Requests");
    assert!(
        told["description"]
            .as_str()
            .unwrap()
            .contains("too many requests")
    );

    let mut settings = api::Settings::default();
    settings.clients.tokens = vec![api::Token {
        name: "a".to_owned(),
        secret: "s".to_owned(),
    }];
    settings.clients.require_token = true;
    let (_runtime, address) = serve(enclos(), settings);
    let (status, told) = post(&address, body);
    assert_eq!((status, &told["title"]), (401, &json!("401 Unauthorized")));
}

#[test]
fn beyond_the_backlog_there_is_503_with_retry_after() {
    enclos();
    let small = Enclos::builder().workers(1).backlog(1).build().unwrap();
    small.set_up(&["python"], &enclos::depot::Silent).unwrap();
    let mut settings = api::Settings::default();
    settings.eval.time = std::time::Duration::from_secs(2);
    let (_runtime, address) = serve(&small, settings);
    let url = format!("{address}/eval");
    let answers: Vec<(u16, Option<String>, Value)> = std::thread::scope(|scope| {
        let ask = || {
            let response = send(&url, "POST", &[], br#"{"input": "while True: pass"}"#);
            let retry = response
                .headers()
                .get("retry-after")
                .map(|value| value.to_str().unwrap().to_owned());
            let status = response.status().as_u16();
            (
                status,
                retry,
                serde_json::from_slice(&content(response)).unwrap(),
            )
        };
        let asking: Vec<_> = (0..6).map(|_| scope.spawn(ask)).collect();
        asking
            .into_iter()
            .map(|asked| asked.join().unwrap())
            .collect()
    });
    let (run, refused): (Vec<_>, Vec<_>) =
        answers.into_iter().partition(|(status, ..)| *status == 200);
    assert!(run.len() >= 2 && refused.len() >= 3, "{run:?} {refused:?}");
    assert!(
        run.iter().all(|(.., body)| *body == answer("", 137)),
        "{run:?}"
    );
    for (status, retry, body) in refused {
        assert_eq!((status, retry.as_deref()), (503, Some("1")));
        assert_eq!(body["title"], "503 Service Unavailable");
        assert!(
            body["description"].as_str().unwrap().contains("waiting"),
            "{body}"
        );
    }
}

#[test]
fn where_python_is_not_served_that_is_said() {
    enclos();
    let without = Enclos::builder().build().unwrap();
    without.set_up(&["lua"], &enclos::depot::Silent).unwrap();
    let (_runtime, address) = serve(&without, api::Settings::default());
    let (status, told) = post(&address, br#"{"input": "print(1)"}"#);
    assert_eq!((status, &told["title"]), (400, &json!("400 Bad Request")));
    assert!(
        told["description"]
            .as_str()
            .unwrap()
            .contains("python is not set up"),
        "{told}"
    );
}

#[test]
fn an_operators_limits_are_kept() {
    let mut settings = api::Settings::default();
    settings.eval.max_files = 2;
    settings.eval.files_bytes = 100;
    settings.eval.output_bytes = 10;
    settings.eval.time = std::time::Duration::from_secs(1);
    let (_runtime, address) = serve(enclos(), settings);
    let run = |body: Value| eval_at(&address, &body);
    let three = run(json!({"input": "for n in 'abc': open(n, 'w').write(n)"}));
    assert_eq!(paths(&three), ["a", "b"]);
    assert_eq!(
        run(json!({"input": "print('x' * 100)"})),
        answer("xxxxxxxxxx", 143)
    );
    assert_eq!(run(json!({"input": "while True: pass"})), answer("", 137));
    let full = run(json!({"input": "", "files": [file("a", [0; 60]), file("b", [0; 60])]}));
    assert_eq!(
        full,
        answer("OSError: Failed to create file 'b'.", Value::Null)
    );
    assert_eq!(eval(&json!({"input": "print('x' * 100)"}))["returncode"], 0);
}

#[test]
fn an_answer_for_which_there_is_no_room_is_503_in_the_same_shape() {
    let mut settings = api::Settings::default();
    settings.max_body_bytes = 1 << 20;
    settings.max_bodies_bytes = 1 << 20;
    let (_runtime, address) = serve(enclos(), settings);
    let large = br#"{"input": "open('f', 'wb').write(bytes(2 << 20))"}"#;
    let (status, told) = post(&address, large);
    assert_eq!(
        (status, &told["title"]),
        (503, &json!("503 Service Unavailable"))
    );
    let small = br#"{"input": "print(1)"}"#;
    assert_eq!(post(&address, small), (200, answer("1\n", 0)));
}
