//! What all tests share: one engine, one server, and a client.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use enclos::api::{self, ServerSettings};
use enclos::{Builder, Enclos};
use serde_json::Value;

/// Small enough that a test can pass it without making the machine sweat.
pub(crate) const MAX_BODY_BYTES: usize = 8 << 20;

pub(crate) fn enclos() -> &'static Enclos {
    static ENCLOS: OnceLock<Enclos> = OnceLock::new();
    ENCLOS.get_or_init(|| {
        // What earlier runs of the tests compiled must not stand in for compiling.
        let enclos = as_served().build().unwrap();
        enclos.set_up(&[], &*enclos::depot::on_stderr()).unwrap();
        enclos
    })
}

/// An engine that runs programs where `enclos serve` does, in worker processes.
fn as_served() -> Builder {
    Enclos::builder()
        .program_cache_bytes(0)
        .helper(env!("CARGO_BIN_EXE_enclos"))
        .worker_processes(true)
}

/// Makes a test of each language in WebAssembly, which calls a function with its id. Native ones have tests of their own,
/// because not every machine has their packages.
macro_rules! each_language {
    ($test:ident) => {
        crate::support::each_language! { $test:
            awk = "awk", brainfuck = "brainfuck", c = "c", cpp = "cpp", forth = "forth", fortran = "fortran", go = "go",
            javascript = "javascript", lua = "lua", ocaml = "ocaml", perl = "perl", php = "php", prolog = "prolog", python = "python",
            python_data = "python-data", ruby = "ruby", scheme = "scheme", sql = "sql", tcl = "tcl",
            typescript = "typescript",
        }
    };
    ($test:ident: $($name:ident = $id:literal,)*) => {
        $(
            #[test]
            fn $name() {
                $test($id);
            }
        )*

        /// The languages that have a test here.
        const LANGUAGES: &[&str] = &[$($id),*];

        #[test]
        fn no_language_is_left_out() {
            let catalog = crate::support::enclos().catalog();
            let ids = catalog.languages().filter(|language| !language.is_native());
            let ids: Vec<_> = ids.map(|language| language.id.as_str()).collect();
            assert_eq!(ids, LANGUAGES);
        }
    };
}
pub(crate) use each_language;

/// The engine that has a language: the shared one for the default set, and another for those beyond it, each set up when it
/// is first asked for.
pub(crate) fn enclos_with(language: &str) -> &'static Enclos {
    static BEYOND: OnceLock<Enclos> = OnceLock::new();
    let is_default = |found: &std::sync::Arc<enclos::languages::Language>| found.is_default;
    if enclos().catalog().find(language).is_some_and(is_default) {
        return enclos();
    }
    let beyond = BEYOND.get_or_init(|| as_served().build().unwrap());
    beyond
        .set_up(&[language], &*enclos::depot::on_stderr())
        .unwrap();
    beyond
}

/// The folder below which runs of [`enclos_in_directories`] have their directories.
#[cfg(feature = "directory")]
pub(crate) fn working_directories() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| Path::new(env!("CARGO_TARGET_TMPDIR")).join("working-directories"))
}

/// An engine whose working directories are on the host's file system.
#[cfg(feature = "directory")]
pub(crate) fn enclos_in_directories() -> &'static Enclos {
    static ENCLOS: OnceLock<Enclos> = OnceLock::new();
    ENCLOS.get_or_init(|| {
        // First the other, so that only one of them sets the languages up.
        enclos();
        let enclos = Enclos::builder()
            .working_directories(working_directories())
            .build()
            .unwrap();
        enclos.set_up(&[], &enclos::depot::Silent).unwrap();
        enclos
    })
}

/// The same interpreters, started from their beginning.
pub(crate) fn unsnapshotted() -> &'static Enclos {
    static ENCLOS: OnceLock<Enclos> = OnceLock::new();
    ENCLOS.get_or_init(|| {
        let enclos = Enclos::builder().snapshots(false).build().unwrap();
        let interpreters = ["python", "javascript", "lua"];
        enclos
            .set_up(&interpreters, &*enclos::depot::on_stderr())
            .unwrap();
        enclos
    })
}

/// The address of a server that runs until the tests end.
pub(crate) fn server() -> &'static str {
    static SERVER: OnceLock<Server> = OnceLock::new();
    &SERVER.get_or_init(|| serve(enclos())).1
}

/// The same for the engine that has a language.
pub(crate) fn server_with(language: &str) -> &'static str {
    static BEYOND: OnceLock<Server> = OnceLock::new();
    let engine = enclos_with(language);
    match std::ptr::eq(engine, enclos()) {
        true => server(),
        false => &BEYOND.get_or_init(|| serve(engine)).1,
    }
}

pub(crate) type Server = (tokio::runtime::Runtime, String);

pub(crate) fn serve(enclos: &Enclos) -> Server {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    let listener = runtime
        .block_on(tokio::net::TcpListener::bind("127.0.0.1:0"))
        .unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let mut settings = api::Settings::default();
    settings.max_body_bytes = MAX_BODY_BYTES;
    let router = api::router(enclos.clone(), settings);
    runtime.spawn(api::serve(
        listener,
        router,
        ServerSettings::default(),
        std::future::pending(),
    ));
    (runtime, address)
}

/// An answer: the status, the content type and the bytes.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) content_type: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&self.body)))
    }

    /// The sentence of a refusal, whose shape is checked on the way.
    pub(crate) fn error(&self) -> String {
        let body = self.json();
        assert_eq!(body["success"], false, "{body}");
        assert!(
            body["request_id"].as_str().is_some_and(|id| id.len() == 16),
            "{body}"
        );
        body["error"].as_str().unwrap().to_owned()
    }
}

pub(crate) fn request(method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
    request_to(server(), method, path, headers, body)
}

pub(crate) fn request_to(
    server: &str,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Answer {
    let agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .allow_non_standard_methods(true)
        .build()
        .new_agent();
    let mut request = ureq::http::Request::builder()
        .method(method)
        .uri(format!("{server}{path}"));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let mut response = agent.run(request.body(body).unwrap()).unwrap();
    Answer {
        status: response.status().as_u16(),
        content_type: response
            .headers()
            .get("content-type")
            .map_or("", |value| value.to_str().unwrap())
            .to_owned(),
        body: response
            .body_mut()
            .with_config()
            .limit(256 << 20)
            .read_to_vec()
            .unwrap(),
    }
}

pub(crate) fn post_json(path: &str, body: &str) -> Answer {
    request(
        "POST",
        path,
        &[("content-type", "application/json")],
        body.as_bytes(),
    )
}

/// Runs a body that must be accepted.
pub(crate) fn run(body: &Value) -> Value {
    let answer = post_json("/run", &body.to_string());
    assert_eq!(
        answer.status,
        200,
        "{}",
        String::from_utf8_lossy(&answer.body)
    );
    answer.json()
}

/// Hello in a language, as a sign that the server and the language are well.
pub(crate) fn hello(language: &str) {
    let engine = enclos_with(language);
    let found = engine.catalog().find(language).unwrap();
    let report = engine
        .run_blocking(enclos::Submission::new(language, found.reference_source()))
        .unwrap();
    let test = report
        .tests
        .first()
        .and_then(Option::as_ref)
        .unwrap_or_else(|| panic!("{language}: {report:?}"));
    assert_eq!(
        String::from_utf8_lossy(&test.outcome.stdout),
        found.reference.stdout,
        "{language}"
    );
}

pub(crate) fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(name)
}

/// The folders in a folder, by name.
pub(crate) fn folders(parent: &Path) -> Vec<PathBuf> {
    let mut found: Vec<_> = std::fs::read_dir(parent)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    found.sort();
    assert!(!found.is_empty(), "{} has no folders", parent.display());
    found
}

/// Reads limits as a request has them.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(transparent)]
pub(crate) struct WireLimits(pub(crate) std::collections::BTreeMap<String, toml::Value>);

impl WireLimits {
    /// The same limits in the library's terms.
    pub(crate) fn limits(&self) -> enclos::Limits {
        use std::time::Duration;
        let number = |key: &str| {
            self.0.get(key).map(|value| {
                value
                    .as_float()
                    .or(value.as_integer().map(|i| i as f64))
                    .unwrap()
            })
        };
        let seconds = |key: &str| number(key).map(Duration::from_secs_f64);
        let kb = |key: &str| number(key).map(|kb| kb as u64 * 1024);
        enclos::Limits {
            time: seconds("time"),
            extra_time: seconds("extra-time"),
            wall_time: seconds("wall-time"),
            memory_bytes: kb("mem"),
            stack_bytes: kb("stack"),
            file_bytes: kb("fsize"),
            quota: self.0.get("quota").map(|quota| {
                let (blocks, inodes) = quota.as_str().unwrap().split_once(',').unwrap();
                enclos::Quota {
                    bytes: blocks.parse::<u64>().unwrap() * 1024,
                    inodes: inodes.parse().unwrap(),
                }
            }),
            processes: number("processes").map(|processes| processes as u32),
            output_bytes: kb("output"),
            fuel: number("fuel").map(|fuel| fuel as u64),
        }
    }

    /// Puts the limits into a request's test.
    pub(crate) fn write(&self, test: &mut serde_json::Map<String, Value>) {
        for (key, value) in &self.0 {
            test.insert(key.clone(), serde_json::to_value(value).unwrap());
        }
    }
}
