use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io::Write;

use toml::Value;

use super::*;
use crate::Enclos;

/// What a file, an environment and flags come to.
fn load(file: &str, env: &[(&str, &str)], flags: &[(&str, Value)]) -> Result<Loaded, String> {
    let mut written = tempfile::NamedTempFile::new().expect("a file");
    written.write_all(file.as_bytes()).expect("a file");
    let path = written.path().to_owned();
    let loaded = Sources {
        file: Some(&path),
        env: &|name| {
            let found = env.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| OsString::from(value))
        },
        heeds: |_| true,
        flags: flags
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect(),
        port: None,
    }
    .load();
    loaded.map_err(|error| format!("{error:#}").replace(&path.display().to_string(), "FILE"))
}

/// Everything that the configuration becomes.
fn outcome(config: &Config) -> String {
    let endpoints = config.endpoints().expect("sound tokens");
    format!(
        "{:#?} {endpoints:#?} {:#?}",
        config.builder(),
        config.server()
    )
}

#[test]
fn defaults_are_those_of_the_library() {
    let config = load("", &[], &[]).expect("defaults").config;
    let library = format!(
        "{:#?} {:#?} {:#?}",
        Enclos::builder()
            .workers(config.queue.workers)
            .helper(std::env::current_exe().expect("known"))
            .worker_processes(true),
        api::Settings::default(),
        ServerSettings::default()
    );
    assert_eq!(outcome(&config), library);
}

#[test]
fn a_flag_goes_before_the_environment_and_that_before_the_file() {
    let file = "[queue]\nbacklog = 1\nworkers = 1\n[server]\nmax-body = 1";
    let env = [
        ("ENCLOS_WORKERS", "2"),
        ("ENCLOS_MAX_BODY", "2"),
        // Set to nothing is not set.
        ("ENCLOS_BACKLOG", ""),
    ];
    let config = load(file, &env, &[("queue.workers", 3.into())])
        .expect("sound")
        .config;
    assert_eq!(config.queue.workers, 3);
    assert_eq!(config.server.max_body, 2);
    assert_eq!(config.queue.backlog, 1);
    assert_eq!(config.server.max_connections, 1024);
}

#[test]
fn every_setting_has_names_of_its_own_and_takes_effect() {
    let plain = outcome(&load("", &[], &[]).expect("defaults").config);
    let mut names = BTreeSet::new();
    for setting in settings() {
        assert!(names.insert(setting.env.clone()), "{}", setting.env);
        assert!(
            setting
                .flag
                .is_none_or(|(flag, _)| names.insert(flag.to_owned())),
            "{}",
            setting.name
        );
        assert!(
            !setting.doc.is_empty() && !setting.doc.ends_with('.'),
            "{}",
            setting.doc
        );
        let other = |least: i64| {
            if setting.default == Some(least.into()) {
                least + 1
            } else {
                least
            }
        };
        let text = match (&setting.kind, setting.name.as_str()) {
            // These are for others to use.
            (
                _,
                "server.listen" | "admin.listen" | "languages.serve" | "log.level" | "log.format",
            ) => continue,
            (Kind::Whole(least, _), _) => other(*least).to_string(),
            (Kind::Number(least, _), _) => other(least.ceil() as i64).to_string(),
            (Kind::Switch, _) => (setting.default != Some(true.into())).to_string(),
            (Kind::OneOf(known), _) => known.last().expect("one").to_string(),
            (Kind::List(_), _) => "10.0.0.1, ::1".to_owned(),
            (Kind::Secrets, _) => "alice=s3cret".to_owned(),
            (Kind::Text(_), "clients.tokens-file") => "/dev/null".to_owned(),
            (Kind::Text(_), name) if name.ends_with(".quota") => "1,2".to_owned(),
            (Kind::Text(_), _) => "/nonexistent".to_owned(),
        };
        let mut env = vec![(setting.env.as_str(), text.as_str())];
        if setting.name == "clients.require-token" {
            env.push(("ENCLOS_TOKENS", "alice=s3cret"));
        }
        let config = load("", &env, &[])
            .unwrap_or_else(|error| panic!("{error}"))
            .config;
        if setting.name != "clients.tokens-file" {
            assert_ne!(outcome(&config), plain, "{} does nothing", setting.name);
        }
    }
}

#[test]
fn mistakes_in_the_file_are_named() {
    for (file, sentence) in [
        (
            "[server]\nmax-bodi = 1",
            "FILE: server.max-bodi is not known: did you mean server.max-body?",
        ),
        (
            "[sever]\nlisten = ''",
            "FILE: sever.listen is not known: did you mean server.listen?",
        ),
        (
            "[sevrer]",
            "FILE: sevrer is not known: did you mean server?",
        ),
        (
            "workers = 2",
            "FILE: workers is not known: did you mean queue.workers?",
        ),
        (
            "[run.maximum]\ntime = 1",
            "FILE: run.maximum.time is not known: did you mean run.maxima.time?",
        ),
        (
            "[run]\nmem = 1",
            "FILE: run.mem is not known: did you mean ",
        ),
        (
            "[server]\nfrobnicate = 1",
            "FILE: server.frobnicate is not known: `enclos config --explain` lists what is",
        ),
        ("server = 3", "FILE: server: expected a section, got 3"),
        (
            "[server]\nmax-body = '1'",
            "FILE: server.max-body: expected a whole number from 1 to 2097152, got \"1\"",
        ),
        (
            "[queue]\nworkers = 0",
            "FILE: queue.workers: expected a whole number from 1 to 256, got 0",
        ),
        (
            "[queue]\nworkers = 1.5",
            "FILE: queue.workers: expected a whole number from 1 to 256, got 1.5",
        ),
        (
            "[run.maxima]\ntime = nan",
            "FILE: run.maxima.time: expected a number from 0.001 to 86400, got nan",
        ),
        (
            "[run.maxima]\nquota = '1'",
            "FILE: run.maxima.quota: expected \"blocks,inodes\"",
        ),
        (
            "[run.maxima]\nquota = '1,99999999999'",
            "FILE: run.maxima.quota: expected \"blocks,inodes\"",
        ),
        (
            "[languages]\nclock = 'sundial'",
            "FILE: languages.clock: expected one of real, coarse, virtual, got \"sundial\"",
        ),
        (
            "[languages]\nserve = 'lua'",
            "FILE: languages.serve: expected a list of texts, got \"lua\"",
        ),
        (
            "[clients]\ntrusted-proxies = ['10.0.0.0/33']",
            "FILE: clients.trusted-proxies: expected addresses or networks",
        ),
        (
            "[clients]\nrequire-token = 1",
            "FILE: clients.require-token: expected true or false, got 1",
        ),
        (
            "[log]\nlevel = 'inof'",
            "FILE: log.level: expected off, error,",
        ),
        (
            "[server]\nlisten = 'host:99999'",
            "FILE: server.listen: expected a port from 0 to 65535, got \"99999\"",
        ),
        (
            "[admin]\nlisten = '::1'",
            "FILE: admin.listen: expected ADDRESS:PORT, got \"::1\"",
        ),
        (
            "[admin]\nlisten = '127.0.0.1:8080'",
            "admin.listen and server.listen are both 127.0.0.1:8080",
        ),
        ("[server]\n\nlisten 3", "FILE, line 3: "),
    ] {
        let error = load(file, &[], &[]).err().unwrap_or_default();
        assert!(error.starts_with(sentence), "{file:?}: {error}");
    }
    let error = load("", &[("ENCLOS_GRACE", "soon")], &[]).err();
    assert_eq!(
        error.as_deref(),
        Some("ENCLOS_GRACE: expected a number from 0 to 86400, got \"soon\"")
    );
}

#[test]
fn secrets_are_checked_and_never_repeated() {
    for (file, sentence) in [
        (
            "[clients]\ntokens = 's3cret'",
            "FILE: clients.tokens: expected secrets by name",
        ),
        (
            "[clients.tokens]\nalice = 's3cret '",
            "FILE: clients.tokens: the secret of alice is empty or has white space",
        ),
        (
            "[clients.tokens]\nalice = ['s3cret']",
            "FILE: clients.tokens: expected the secret of alice to be a text",
        ),
        (
            "[clients.tokens]\nalice = '…'",
            "FILE: clients.tokens: the secret of alice is …",
        ),
        ("[clients.tokens]\nalice = s3cret", "FILE, line 2: "),
    ] {
        let error = load(file, &[], &[]).err().unwrap_or_default();
        assert!(error.starts_with(sentence), "{file:?}: {error}");
        assert!(!error.contains("s3cret"), "{error}");
    }
    let loaded = load("[clients.tokens]\nalice = 's3cret'", &[], &[]).expect("sound");
    assert!(!format!("{:?}", loaded.config).contains("s3cret"));
}

#[test]
fn tokens_come_from_a_file_too_and_none_where_one_is_required_is_a_mistake() {
    let mut tokens = tempfile::NamedTempFile::new().expect("a file");
    let path = tokens.path().display().to_string();
    let load = |flags: &[(&str, Value)]| {
        let mut all = vec![("clients.require-token", true.into())];
        all.extend_from_slice(flags);
        load("", &[], &all).and_then(|loaded| {
            let settings = loaded
                .config
                .endpoints()
                .map_err(|error| format!("{error:#}"))?;
            let names = settings.clients.tokens.iter();
            Ok(names
                .map(|token| format!("{}:{}", token.name, token.secret))
                .collect::<Vec<_>>())
        })
    };
    let in_file = [("clients.tokens-file", path.as_str().into())];
    for nothing in [load(&[]), load(&in_file)] {
        assert!(nothing.is_err_and(|error| error.contains("there is no token")));
    }
    tokens
        .write_all(b"# who and what\n\nalice\ta1\nalice a2\n")
        .expect("a file");
    assert_eq!(
        load(&in_file),
        Ok(vec!["alice:a1".to_owned(), "alice:a2".to_owned()])
    );
    tokens.write_all(b"s3cret\n").expect("a file");
    let error = load(&in_file).err().unwrap_or_default();
    assert!(
        error.ends_with(", line 5: expected a name, white space and a secret"),
        "{error}"
    );
}

#[test]
fn a_port_goes_to_the_address_that_is_set_without_it() {
    let listen = |env: &str, flag: Option<&str>, port: Option<u16>| {
        let given = flag.map(|text| ("server.listen".to_owned(), text.into()));
        let loaded = Sources {
            file: Some(std::path::Path::new("/dev/null")),
            env: &|name| (name == "ENCLOS_LISTEN").then(|| env.into()),
            heeds: |_| true,
            flags: given.into_iter().collect(),
            port,
        }
        .load();
        loaded.map_or_else(
            |error| error.to_string(),
            |loaded| loaded.config.server.listen.to_string(),
        )
    };
    assert_eq!(listen("", None, None), "127.0.0.1:8080");
    assert_eq!(listen("", None, Some(8000)), "127.0.0.1:8000");
    assert_eq!(listen("", Some("0.0.0.0"), Some(8000)), "0.0.0.0:8000");
    assert_eq!(listen("", Some("::1"), None), "[::1]:8080");
    assert_eq!(listen("0.0.0.0:9", None, Some(8000)), "0.0.0.0:8000");
    assert!(listen("", Some("0.0.0.0:9"), Some(8000)).contains("give the port once"));
}
