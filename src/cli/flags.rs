//! The flags of settings: one for each setting that has a flag's name.

use std::path::PathBuf;

use anyhow::ensure;
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};
use toml::Value;

use super::say;
use crate::config::{self, Given, Kind, Loaded, SECTIONS, Setting, Sources};

/// Options that every subcommand shares.
#[derive(Debug, Args)]
pub(super) struct Common {
    /// File with settings [env: ENCLOS_CONFIG] [default: enclos/config.toml in $XDG_CONFIG_HOME, ~/.config or /etc]
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Log more: --log debug
    #[arg(long, short, global = true)]
    verbose: bool,
    #[command(flatten)]
    flags: Flags<false>,
}

/// Options of the server.
#[derive(Debug, Args)]
pub(super) struct Server {
    /// Any setting, by its section and key, as in run.maxima.time=5; `enclos config --explain` lists them
    #[arg(long, value_name = "SETTING=VALUE", value_parser = set)]
    set: Vec<Given>,
    /// Port to listen on, at the address that is set without it; 0 is any that is free
    #[arg(long, value_name = "PORT")]
    port: Option<u16>,
    /// bg-compiler's CPU shares
    #[arg(long, hide = true, value_name = "SHARES")]
    cpu: Option<i64>,
    /// bg-compiler's choice of a container runtime
    #[arg(long, hide = true)]
    gvisor: bool,
    #[command(flatten)]
    flags: Flags<true>,
}

impl Common {
    /// The configuration under these flags, and under those of the server if it is the server's.
    ///
    /// # Errors
    /// A sentence that names what is wrong and where it was set.
    pub(super) fn load(&self, server: Option<&Server>) -> anyhow::Result<Loaded> {
        let mut flags = self.flags.0.clone();
        if self.verbose {
            let given = flags.iter().any(|(name, _)| name == "log.level");
            ensure!(!given, "--verbose is --log debug: give one of them");
            flags.push(("log.level".to_owned(), "debug".into()));
        }
        if let Some(server) = server {
            flags.extend(server.flags.0.clone());
            flags.extend(server.set.clone());
            if server.cpu.is_some() {
                say(
                    "enclos: --cpu means nothing here: a worker is a thread, and all have equal shares",
                );
            }
            if server.gvisor {
                say(
                    "enclos: --gvisor means nothing here: programs run in WebAssembly, not in containers",
                );
            }
        }
        Sources {
            file: self.config.as_deref(),
            env: &|name| std::env::var_os(name),
            heeds: if server.is_some() {
                |_| true
            } else {
                is_common
            },
            flags,
            port: server.and_then(|server| server.port),
        }
        .load()
    }
}

/// Whether all subcommands heed a setting.
fn is_common(setting: &Setting) -> bool {
    let section = setting.name.split('.').next();
    matches!(section, Some("languages" | "log")) && setting.key != "serve"
}

/// What `--set` was given.
fn set(text: &str) -> Result<Given, String> {
    let (name, value) = text.split_once('=').ok_or("expected SETTING=VALUE")?;
    let name = name.trim();
    let setting = config::find(name).ok_or_else(|| {
        let hint = config::nearest(name).map(|known| format!(": did you mean {known}?"));
        format!("{name} is not known{}", hint.unwrap_or_default())
    })?;
    Ok((setting.name.clone(), setting.read(value)?))
}

/// What the flags of settings were given: of the server's own, or of those that all subcommands heed.
#[derive(Debug, Clone)]
struct Flags<const SERVER: bool>(Vec<Given>);

impl<const SERVER: bool> Flags<SERVER> {
    /// The settings, each with its flag, what the flag's value is called, and the heading that it stands under.
    fn each() -> impl Iterator<Item = (&'static Setting, &'static str, &'static str, &'static str)>
    {
        SECTIONS.iter().flat_map(|section| {
            section
                .settings
                .iter()
                .filter(|setting| is_common(setting) != SERVER)
                .filter_map(|setting| {
                    let (flag, value) = setting.flag?;
                    Some((setting, flag, value, section.about))
                })
        })
    }
}

impl<const SERVER: bool> Args for Flags<SERVER> {
    fn augment_args(command: Command) -> Command {
        Self::each().fold(command, |command, (setting, flag, value, heading)| {
            let arg = Arg::new(flag)
                .long(flag)
                .value_name(value)
                .help(help(setting))
                .help_heading(heading)
                .value_parser(|text: &str| setting.read(text))
                .global(!SERVER);
            command.arg(match setting.kind {
                Kind::List(_) => arg.action(ArgAction::Append),
                Kind::Switch => arg
                    .num_args(0..=1)
                    .require_equals(true)
                    .default_missing_value("true"),
                _ => arg,
            })
        })
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl<const SERVER: bool> FromArgMatches for Flags<SERVER> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let given = Self::each().filter_map(|(setting, flag, ..)| {
            let values = matches.get_many::<Value>(flag)?;
            let value = values
                .cloned()
                .reduce(|before, value| match (before, value) {
                    (Value::Array(before), Value::Array(value)) => [before, value].concat().into(),
                    (_, value) => value,
                })?;
            Some((setting.name.clone(), value))
        });
        Ok(Self(given.collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// The sentence about a setting, with its variable and its default as clap has them elsewhere.
fn help(setting: &Setting) -> String {
    let mut help = format!("{} [env: {}]", setting.doc, setting.env);
    let said = setting.doc.contains("(default: ");
    match &setting.default {
        Some(Value::String(text)) if !said => help.push_str(&format!(" [default: {text}]")),
        Some(value @ (Value::Integer(_) | Value::Float(_))) if !said => {
            help.push_str(&format!(" [default: {value}]"));
        }
        _ => {}
    }
    help
}
