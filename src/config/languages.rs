//! `[languages]`: which there are, where they are kept, and what their programs are told of the time.

use std::path::PathBuf;

use serde::Deserialize;

use super::setting::{Kind, any, concern};
use crate::{Builder, GuestClock};

concern! {
    /// The languages; all subcommands heed this section.
    Languages {
        /// Languages to serve, separated by commas, or all (default: the default set)
        serve: Vec<String> = [""; 0], Kind::List(any), "ENCLOS_LANGS", "lang" "LANG";
        /// Folder that keeps toolchains and runtimes (default: the user's cache directory)
        cache: Option<PathBuf>, Kind::Text(any), "ENCLOS_CACHE", "cache" "DIR";
        /// Folder with further `runtimes/` and `toolchains/`
        extra_languages: Option<PathBuf>, Kind::Text(any), "ENCLOS_LANGUAGES", "extra-languages" "DIR";
        /// Compiled programs to keep on disk for the next time, in MB; 0 keeps none
        program_cache: u64 = 1024, Kind::Whole(0, 16 << 20), "ENCLOS_PROGRAM_CACHE", "program-cache" "MB";
        /// What programs are told of the time: real, in whole milliseconds (coarse), or of their own instructions and sleeps only (virtual)
        clock: Clock = "real", Kind::OneOf(&["real", "coarse", "virtual"]), "ENCLOS_CLOCK", "clock" "CLOCK";
    }
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Clock {
    Real,
    Coarse,
    Virtual,
}

impl Languages {
    /// An engine with these languages.
    pub(crate) fn builder(&self) -> Builder {
        let mut builder = Builder::default()
            .program_cache_bytes(self.program_cache << 20)
            .clock(match self.clock {
                Clock::Real => GuestClock::Real,
                Clock::Coarse => GuestClock::Coarse,
                Clock::Virtual => GuestClock::Virtual,
            });
        if let Some(cache) = &self.cache {
            builder = builder.cache(cache);
        }
        if let Some(languages) = &self.extra_languages {
            builder = builder.languages(languages);
        }
        builder
    }
}
