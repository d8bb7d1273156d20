//! The `[[bench]]` sections: the commands that would run or compile a language's programs outside of a sandbox. Nothing
//! but the bench starts them, to measure beside them.

use serde::Deserialize;

use super::error::Finding;
use super::template::{Argv, Placeholder};

/// A native interpreter or compiler that the bench measures beside ours.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Rival {
    /// The command: with `{source}` it runs that program, with `{artifact}` too it compiles it to there.
    pub argv: Argv,
    /// What makes the tool name its version.
    pub version: Vec<String>,
}

impl Rival {
    /// Whether it leaves a program to be run, rather than running the source.
    pub fn compiles(&self) -> bool {
        self.argv.uses(Placeholder::Artifact)
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WireBench {
    argv: Vec<String>,
    #[serde(default = "usual")]
    version: Vec<String>,
}

fn usual() -> Vec<String> {
    vec!["--version".to_owned()]
}

impl WireBench {
    pub(super) fn check(self) -> Result<Rival, Finding> {
        let allowed = [Placeholder::Source, Placeholder::Artifact];
        let argv = Argv::parse(&self.argv, &allowed);
        let argv = argv.map_err(|reason| Finding::new("bench.argv", reason))?;
        if !argv.uses(Placeholder::Source) {
            return Err(Finding::new("bench.argv", "lacks {source}"));
        }
        Ok(Rival {
            argv,
            version: self.version,
        })
    }
}
