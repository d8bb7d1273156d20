//! `[log]`: what is logged, and how.

use std::str::FromStr;

use serde::Deserialize;
use tracing_subscriber::filter::{LevelFilter, Targets};

use super::setting::{Kind, concern, parses};

concern! {
    /// The log, which goes to standard error; all subcommands heed this section.
    Log {
        /// What is logged: off, error, warn, info, debug or trace, for modules as in info,enclos::depot=debug
        level: Level = "info", Kind::Text(parses::<Level>), "ENCLOS_LOG", "log" "LEVEL";
        /// How it is logged: text, or one JSON object a line
        format: Format = "text", Kind::OneOf(&["text", "json"]), "ENCLOS_LOG_FORMAT", "log-format" "FORMAT";
    }
}

/// A level, and levels of modules.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Level(pub(crate) Targets);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Format {
    Text,
    Json,
}

impl FromStr for Level {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        // A word alone could also be a module whose everything is logged, and nothing else: a misspelled level, then.
        let is_sound = |part: &str| part.contains('=') || part.parse::<LevelFilter>().is_ok();
        text.parse()
            .ok()
            .filter(|_| text.split(',').all(is_sound))
            .map(Self)
            .ok_or_else(|| {
                format!(
                    "expected off, error, warn, info, debug or trace, or MODULE=LEVEL, got {text:?}"
                )
            })
    }
}

impl TryFrom<String> for Level {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}
