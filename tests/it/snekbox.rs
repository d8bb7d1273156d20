//! `POST /eval` as clients of snekbox use it: the requests that its documentation and its own tests make, with their answers.

mod files;
mod operators;
mod refusals;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use enclos::Enclos;
use enclos::api::{self, ServerSettings};
use serde_json::{Value, json};

use crate::support::{enclos, server};

type Response = ureq::http::Response<ureq::Body>;

/// Sends anything anywhere.
fn send(url: &str, method: &str, headers: &[(&str, &str)], body: &[u8]) -> Response {
    let agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .allow_non_standard_methods(true)
        .build()
        .new_agent();
    let mut request = ureq::http::Request::builder().method(method).uri(url);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    agent.run(request.body(body).unwrap()).unwrap()
}

fn content(mut response: Response) -> Vec<u8> {
    let body = response.body_mut().with_config().limit(256 << 20);
    body.read_to_vec().unwrap()
}

/// The status and the body of an answer to `POST /eval`, which is always JSON.
fn post(address: &str, body: &[u8]) -> (u16, Value) {
    let url = format!("{address}/eval");
    let response = send(&url, "POST", &[("content-type", "application/json")], body);
    assert_eq!(response.headers()["content-type"], "application/json");
    let status = response.status().as_u16();
    let body = content(response);
    let value = serde_json::from_slice(&body)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&body)));
    (status, value)
}

/// The answer to a request that is run, which has snekbox's fields and no others.
fn eval_at(address: &str, body: &Value) -> Value {
    let (status, answer) = post(address, body.to_string().as_bytes());
    assert_eq!(status, 200, "{answer}");
    let fields: Vec<_> = answer.as_object().unwrap().keys().collect();
    assert_eq!(fields, ["stdout", "returncode", "files"]);
    answer
}

fn eval(body: &Value) -> Value {
    eval_at(server(), body)
}

fn input(code: &str) -> Value {
    eval(&json!({ "input": code }))
}

fn file(path: &str, content: impl AsRef<[u8]>) -> Value {
    json!({"path": path, "content": BASE64.encode(content)})
}

fn answer(stdout: &str, returncode: impl Into<Value>) -> Value {
    json!({"stdout": stdout, "returncode": returncode.into(), "files": []})
}

fn paths(answer: &Value) -> Vec<&str> {
    let files = answer["files"].as_array().unwrap();
    files
        .iter()
        .map(|file| file["path"].as_str().unwrap())
        .collect()
}

/// The address of a server of another engine or with other settings, which runs as long as the runtime lives.
fn serve(enclos: &Enclos, settings: api::Settings) -> (tokio::runtime::Runtime, String) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let listening = tokio::net::TcpListener::bind("127.0.0.1:0");
    let listener = runtime.block_on(listening).unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let router = api::router(enclos.clone(), settings);
    let forever = std::future::pending();
    runtime.spawn(api::serve(
        listener,
        router,
        ServerSettings::default(),
        forever,
    ));
    (runtime, address)
}

/// The same with so much time that measuring programs end on a busy machine too.
fn eval_patiently(body: &Value) -> Value {
    let mut settings = api::Settings::default();
    settings.eval.time = std::time::Duration::from_secs(60);
    let (_runtime, address) = serve(enclos(), settings);
    eval_at(&address, body)
}

#[test]
fn the_documented_requests() {
    let hello = answer("Hello\n", 0);
    assert_eq!(eval(&json!({"input": "print('Hello')"})), hello);
    assert_eq!(eval(&json!({"args": ["-c", "print('Hello')"]})), hello);
    let body = json!({"args": ["main.py"], "files": [file("main.py", "print('Hello')")]});
    assert_eq!(eval(&body), hello);
    assert_eq!(
        eval(&json!({"input": "print(1 + 1)"})),
        json!({"stdout": "2\n", "returncode": 0, "files": []})
    );
    let timed =
        eval_patiently(&json!({"input": "[i for i in range(1000)]", "args": ["-m", "timeit"]}));
    assert_eq!(
        (&timed["returncode"], &timed["files"]),
        (&json!(0), &json!([]))
    );
    assert!(timed["stdout"].as_str().unwrap().contains(" per loop\n"));
}

#[test]
fn input_is_the_last_of_the_arguments() {
    for body in [
        json!({"input": "print('hello')"}),
        json!({"input": "print('hello')", "args": ["-c"]}),
        json!({"input": "print('hello')", "args": ["", "", "-c"]}),
        json!({"args": ["-c", "print('hello')"]}),
        json!({"args": ["", "-c", "print('hello')"], "executable_path": "", "color": "red"}),
    ] {
        assert_eq!(eval(&body), answer("hello\n", 0), "{body}");
    }
    let program = "import sys; print(sys.argv)";
    let told = |args: &[&str]| eval(&json!({ "args": args }))["stdout"].clone();
    assert_eq!(told(&["", "-c", program, "", "x"]), "['-c', '', 'x']\n");
    // Without an option the input is the name of a file, which is not there.
    for args in [json!([]), json!([""])] {
        let lost = eval(&json!({"input": "X", "args": args}));
        assert_eq!(lost["returncode"], 2);
        let stdout = lost["stdout"].as_str().unwrap();
        assert!(stdout.contains("can't open file"), "{stdout}");
    }
    // Without anything Python reads its program from its input, which is empty.
    for args in [json!([]), json!([""]), json!(["", ""])] {
        assert_eq!(eval(&json!({ "args": args })), answer("", 0));
    }
    for args in [
        json!(["", "-m", "timeit", "-n1"]),
        json!(["", "", "-m", "timeit", "-n1"]),
        json!(["-m", "timeit", "-n1", ""]),
    ] {
        assert_eq!(eval(&json!({ "args": args }))["returncode"], 0, "{args}");
    }
}

#[test]
fn both_streams_are_one_in_the_order_of_writing() {
    let code =
        "import sys\nprint('A')\nprint('B', file=sys.stderr)\nprint('C')\nraise ValueError('D')";
    let answer = input(code);
    assert_eq!(answer["returncode"], 1);
    let stdout = answer["stdout"].as_str().unwrap();
    assert!(stdout.starts_with("A\nB\nC\nTraceback"), "{stdout}");
    assert!(stdout.ends_with("ValueError: D\n"), "{stdout}");
}

#[test]
fn newlines_are_those_of_text() {
    let code = r"import sys; sys.stdout.buffer.write(b'a\r\nb\rc\n')";
    assert_eq!(input(code), answer("a\nb\nc\n", 0));
}

#[test]
fn output_that_is_no_text_has_no_return_code() {
    let message = "UnicodeDecodeError: invalid Unicode in output pipe";
    for bytes in [r"\xff", r"ok \xe4\xb8"] {
        let code = format!("open('f', 'w')\nimport sys; sys.stdout.buffer.write(b'{bytes}')");
        assert_eq!(input(&code), answer(message, Value::Null));
    }
}

#[test]
fn return_codes_are_the_programs_own() {
    assert_eq!(input("import sys; sys.exit(22)"), answer("", 22));
    assert_eq!(input("import os; os.abort()"), answer("", 134));
    // Bytecode that takes from an empty stack reads below its memory, in the end.
    let code = "import dis\ndef f(): pass\n\
        f.__code__ = f.__code__.replace(co_code=bytes([dis.opmap['POP_TOP'], 0] * 500_000))\nf()";
    assert_eq!(input(code), answer("", 139));
    let asked = input("input()");
    assert_eq!(asked["returncode"], 1);
    let stdout = asked["stdout"].as_str().unwrap();
    assert!(
        stdout
            .trim_end()
            .ends_with("EOFError: EOF when reading a line")
    );
}

#[test]
fn a_program_without_end_is_killed_and_what_it_left_comes_back() {
    let answer = input("open('left', 'w').write('x')\nprint('so far')\nwhile True: pass");
    assert_eq!(answer["stdout"], "so far\n");
    assert_eq!(answer["returncode"], 137);
    assert_eq!(paths(&answer), ["left"]);
}

#[test]
fn too_much_memory_is_a_kill() {
    assert_eq!(input("x = ' ' * (73_400_320 + 1000)"), answer("", 137));
    let code = "try: x = ' ' * (73_400_320 + 1000)\nexcept MemoryError: print('coped')";
    assert_eq!(input(code), answer("", 137), "as a control group kills");
}

#[test]
fn thirty_megabytes_are_not_too_much_for_several_at_once() {
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                let code = "import time; ' ' * 33000000; time.sleep(0.1)";
                assert_eq!(eval(&json!({"args": ["-c", code]})), answer("", 0));
            });
        }
    });
}

#[test]
fn output_is_cut_at_its_cap_between_characters() {
    let answer = input("while True: print('abcdefghij')");
    assert_eq!(answer["returncode"], 143);
    let stdout = answer["stdout"].as_str().unwrap();
    assert_eq!(stdout.len(), 1_000_000);
    assert!(stdout.starts_with("abcdefghij\nabcdefghij\n"));
    let answer = input("print('x', end='')\nwhile True: print('я' * 1000, end='')");
    assert_eq!(answer["returncode"], 143);
    let stdout = answer["stdout"].as_str().unwrap();
    assert_eq!(stdout.chars().count(), 500_000);
    assert!(stdout.starts_with('x') && stdout.ends_with('я'));
}

#[test]
fn arguments_can_not_hold_a_nul() {
    let refused = answer("ValueError: embedded null byte", Value::Null);
    for body in [
        r#"{"input": "\u0000"}"#,
        r#"{"args": ["-c", "pass", "a\u0000"]}"#,
        r#"{"input": "print('\ud800')"}"#,
        r#"{"args": ["\udfff\ud800"]}"#,
    ] {
        let (status, got) = post(server(), body.as_bytes());
        assert_eq!((status, &got), (200, &refused), "{body}");
    }
    assert_eq!(input(r"print('\0')"), answer("\0\n", 0), "an output may");
    assert_eq!(
        post(server(), br#"{"input": "print(len('\ud83d\ude00'))"}"#).1,
        answer("1\n", 0)
    );
}

#[test]
fn the_python_that_is_here_has_the_names_of_snekboxs() {
    let code = "import sys; print('.'.join(map(str, sys.version_info[:2])))";
    let version = input(code)["stdout"].as_str().unwrap().trim().to_owned();
    for path in [
        "/snekbin/python/default/bin/python",
        &format!("/snekbin/python/{version}/bin/python"),
        &format!("/lang/python/{version}/bin/python3"),
        "/usr/bin/python3",
        &format!("/usr/local/bin/python{version}"),
    ] {
        let body = json!({"input": code, "executable_path": path});
        assert_eq!(eval(&body), answer(&format!("{version}\n"), 0), "{path}");
    }
    for path in [
        "/abc/def".to_owned(),
        "/snekbin".to_owned(),
        "/etc/hostname".to_owned(),
        "/usr/bin/env".to_owned(),
        "/usr/bin/python2".to_owned(),
        "python3".to_owned(),
        "/snekbin/python/3.9/bin/python".to_owned(),
        format!("/snekbin/python/{version}t/bin/python"),
        format!("/snekbin/python/{version}/bin/../bin/python"),
    ] {
        let body = json!({"input": code, "executable_path": path}).to_string();
        let refused = json!({"title": "executable_path does not exist"});
        assert_eq!(post(server(), body.as_bytes()), (400, refused), "{path}");
    }
}

#[test]
fn the_requests_of_the_discord_bot() {
    let path = "/snekbin/python/default/bin/python";
    let body = json!({"args": ["main.py"], "files": [file("main.py", "print('hi')\n")], "executable_path": path});
    assert_eq!(eval(&body), answer("hi\n", 0));
    let setup = "\nimport atexit\nimport sys\nfrom collections import deque\n\n\
        if not hasattr(sys, '_setup_finished'):\n    class Writer(deque):\n        def __init__(self):\n            super().__init__(maxlen=1)\n\
        \n        def write(self, string):\n            if string.strip():\n                self.append(string)\n        def read(self):\n            return self.pop()\n        def flush(self):\n            pass\n\n\
        \x20   sys.stdout = Writer()\n\n    def print_last_line():\n        if sys.stdout:\n            print(sys.stdout.read(), file=sys.__stdout__)\n\n    atexit.register(print_last_line)\n    sys._setup_finished = None\n";
    let body = json!({"args": ["-m", "timeit", "-s", setup, "sum(range(1000))"], "files": [], "executable_path": path});
    let timed = eval_patiently(&body);
    assert_eq!(timed["returncode"], 0, "{timed}");
    let stdout = timed["stdout"].as_str().unwrap();
    assert!(
        stdout.lines().last().unwrap().ends_with(" per loop"),
        "{stdout}"
    );
}

#[test]
fn the_environment_is_snekboxs() {
    let code = "import os\nprint(os.environ['LANG'], os.environ['PYTHONUNBUFFERED'], 'PATH' in os.environ)\n\
        print(os.path.expanduser('~') == os.getcwd(), os.listdir())\nprint(os.getcwd(), [n for n in os.environ if 'PWD' in n])";
    let expected = "en_US.UTF-8 true False\nTrue []\n/home []\n";
    assert_eq!(input(code), answer(expected, 0));
    let strict = input("print('ü')\nprint(chr(56550))");
    assert_eq!(strict["returncode"], 1);
    let stdout = strict["stdout"].as_str().unwrap();
    assert!(
        stdout.starts_with("ü\n") && stdout.contains("UnicodeEncodeError"),
        "{stdout}"
    );
    let failing = eval(&json!({
        "args": ["main.py"], "files": [{"path": "main.py", "content": "MS8w"}, {"path": "usr/lib/x", "content": ""}],
    }));
    assert!(
        failing["stdout"]
            .as_str()
            .unwrap()
            .contains("File \"/home/main.py\", line 1"),
        "{failing}"
    );
    let code = "open('/usr/hello', 'w')";
    assert!(
        input(code)["stdout"]
            .as_str()
            .unwrap()
            .contains("Read-only file system")
    );
}
