//! `enclos config`: what the file, the environment and the flags come to.

use std::process::ExitCode;

use clap::Args;
use toml::Value;

use super::{flags, print};
use crate::config::{Loaded, SECTIONS, Setting};

#[derive(Debug, Args)]
pub(super) struct Show {
    /// Say of each setting what it is, its flag, its environment variable and its default
    #[arg(long)]
    explain: bool,
    #[command(flatten)]
    pub(super) server: flags::Server,
}

impl Show {
    pub(super) fn run(self, loaded: &Loaded) -> anyhow::Result<ExitCode> {
        // What can only be found out when it is used, here too.
        loaded.config.endpoints()?;
        print(&self.document(loaded));
        Ok(ExitCode::SUCCESS)
    }

    /// A file with every setting that has a value, to be fed back in.
    fn document(&self, loaded: &Loaded) -> String {
        let mut lines = vec![match &loaded.file {
            Some(path) => format!("# from {:?}, the environment and flags", path.display()),
            None => "# from no file, the environment and flags".to_owned(),
        }];
        for section in SECTIONS.iter() {
            lines.push(String::new());
            if self.explain {
                lines.push(format!("# {}.", section.about));
            }
            lines.push(format!("[{}]", section.name));
            for setting in &section.settings {
                let value = loaded.values.get(&setting.name);
                if self.explain {
                    lines.extend(explain(setting));
                }
                let key = &setting.key;
                match value {
                    Some(value) => lines.push(format!("{key} = {}", setting.shown(value))),
                    None if self.explain => lines.push(format!("# {key} = …")),
                    None => {}
                }
            }
        }
        lines.join("\n")
    }
}

fn explain(setting: &Setting) -> [String; 3] {
    let flag = setting
        .flag
        .map_or_else(String::new, |(flag, value)| format!("--{flag} {value}, "));
    let default = setting
        .default
        .as_ref()
        .map_or_else(|| "unset".to_owned(), Value::to_string);
    [
        String::new(),
        format!("# {}.", setting.doc),
        format!("# {flag}{}, default {default}", setting.env),
    ]
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, Parser};

    use super::*;
    use crate::cli::{Cli, Command};
    use crate::config;

    /// What a command line prints, and what it came to. The environment is heeded, and is not expected to matter.
    fn shown(args: &[&str]) -> (String, Loaded) {
        let args = ["enclos", "config"].iter().chain(args);
        let cli = Cli::try_parse_from(args).expect("a command line");
        let Command::Config(show) = cli.command else {
            panic!("another command");
        };
        let loaded = cli.common.load(Some(&show.server)).expect("sound");
        (show.document(&loaded), loaded)
    }

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn what_is_printed_can_be_fed_back_in() {
        let set = [
            "--config=/dev/null",
            "--set=run.maxima.time=7.5",
            "--set=run.defaults.quota=10,20",
            "--set=run.maxima.fuel=1000000",
            "--lang=lua,c",
            "--lang=python",
            "--trusted-proxies=10.0.0.0/8,::1",
            "--port=8000",
            "--extra-languages=/a \"quoted\"\\folder",
            "--log=info,enclos=debug",
            "--require-token",
            "--clock=virtual",
            "--rate=0.5",
            "--timeout=3",
        ];
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("enclos.toml");
        for explain in [&[][..], &["--explain"]] {
            let (printed, loaded) = shown(&[&set, explain].concat());
            std::fs::write(&path, &printed).expect("a file");
            let config = format!("--config={}", path.display());
            let (again, reloaded) = shown(&[&[config.as_str()], explain].concat());
            assert_eq!(reloaded.values, loaded.values);
            let rest = |text: &str| text.split_once('\n').map(|(_, rest)| rest.to_owned());
            assert_eq!(rest(&again), rest(&printed), "but for the name of the file");
        }
    }

    #[test]
    fn every_setting_is_explained() {
        let (printed, _) = shown(&["--config=/dev/null", "--explain"]);
        for setting in config::settings() {
            let line = format!("{} = ", setting.key);
            let is_there = printed.contains(setting.doc) && printed.contains(&setting.env);
            assert!(is_there && printed.contains(&line), "{}", setting.name);
        }
    }

    #[test]
    fn secrets_are_not_printed() {
        let (printed, _) = shown(&["--config=/dev/null", "--set=clients.tokens=alice=s3cret"]);
        assert!(printed.contains("tokens = { alice = \"…\" }"), "{printed}");
    }
}
