//! `[languages]`: which there are, where they are kept, and what their programs are told of the time.

use std::path::PathBuf;

use serde::Deserialize;

use super::setting::{Kind, any, concern};
use crate::languages::{ExecutorKind, Preference};
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
        /// What runs languages that can be run both in WebAssembly (wasm) and natively (native)
        prefer: Prefer = "wasm", Kind::OneOf(&["wasm", "native"]), "ENCLOS_PREFER", "prefer" "EXECUTOR";
        /// Languages, separated by commas, that are run natively though `prefer` is wasm
        prefer_native: Vec<String> = [""; 0], Kind::List(any), "ENCLOS_PREFER_NATIVE", "prefer-native" "LANG";
        /// The first of as many user ids as there are boxes for native programs, which are theirs where enclos runs as root
        first_uid: u32 = 60_000, Kind::Whole(1000, 4_000_000_000), "ENCLOS_FIRST_UID", "first-uid" "UID";
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

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Prefer {
    Wasm,
    Native,
}

impl Languages {
    /// What runs languages that leave a choice.
    pub(crate) fn preference(&self) -> Preference {
        Preference {
            executor: match self.prefer {
                Prefer::Wasm => ExecutorKind::Wasm,
                Prefer::Native => ExecutorKind::Native,
            },
            native: self.prefer_native.clone(),
        }
    }

    /// An engine with these languages.
    pub(crate) fn builder(&self) -> Builder {
        let mut builder = Builder::default()
            .prefer(self.preference())
            .first_uid(self.first_uid)
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
        // This very program keeps the boxes of native programs, and is what worker processes are.
        if let Ok(helper) = std::env::current_exe() {
            builder = builder.helper(helper);
        }
        builder
    }
}
