//! Packages for who can't install any: they are unpacked into the depot, and their languages see them over the host's.
//!
//! What packages do when they are installed is not done. Only two things are wanted of it: the names under which one of
//! several programs of a kind is called, and settings that packages bring elsewhere than they are read. So packages' scripts
//! run in a box, in which nearly every command does nothing and those that register names and settings write them down.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::needs::{lacks, missing_of, sentence, unpacked_name};
use super::{EVERY_LANGUAGE, Enclos, Missing};
use crate::depot::{Depot, Extra, Progress, Scripts, Wanted};
use crate::error::Error;
use crate::executor::Finished;
use crate::languages::{Language, Native as Needs};
use crate::model::{File, FileName, Status};
use crate::native::{Program, View};

/// Where the box leaves what was registered: the words of a call, one a line, and an empty line.
const REGISTERED: &str = "tmp/out/registered";
/// Below which the box leaves settings, at the places where they are read.
const SETTINGS: &str = "tmp/out/settings";
/// A question of a script is answered with nothing.
const RUN: &str = "mkdir -p /tmp/out; : > /tmp/out/registered\n\
                   export PATH=\"/box/bin:$PATH\" DEBIAN_FRONTEND=noninteractive DPKG_MAINTSCRIPT_NAME=postinst DEBIAN_HAS_FRONTEND=1\n\
                   for script in /box/scripts/*; do \"$script\" configure; done > /dev/null 2>&1 < /dev/null\n\
                   exit 0\n";
const REGISTER_NAME: &str = "#!/bin/sh\ncase \" $* \" in *' --install '*) ;; *) exit 1 ;; esac\n\
                             printf '%s\\n' \"$@\" '' >> /tmp/out/registered\n";
/// Its last two words are where settings come from, which can be a file that the script has just made, and where they go.
const REGISTER_SETTINGS: &str = "#!/bin/sh\nwhile [ $# -gt 2 ]; do shift; done\n\
                                 /bin/mkdir -p \"/tmp/out/settings${2%/*}\"\n\
                                 exec /bin/cp \"$1\" \"/tmp/out/settings$2\"\n";
const NOTHING: &str = "#!/bin/sh\nexit 0\n";
/// What would fail, and with it the script, or do what nobody wants.
const IDLE: [&str; 23] = [
    "adduser",
    "addgroup",
    "chgrp",
    "chmod",
    "chown",
    "cp",
    "deb-systemd-helper",
    "deb-systemd-invoke",
    "dpkg-divert",
    "dpkg-maintscript-helper",
    "dpkg-trigger",
    "install",
    "invoke-rc.d",
    "ldconfig",
    "ln",
    "mkdir",
    "mv",
    "rm",
    "rmdir",
    "touch",
    "ucfr",
    "update-mime-database",
    "update-rc.d",
];

impl Enclos {
    /// What is missing for native languages, unpacked packages counted in.
    pub(super) fn lacking<'l>(
        &self,
        languages: impl IntoIterator<Item = &'l Language>,
    ) -> Vec<Missing> {
        let languages = languages.into_iter();
        languages
            .filter_map(|language| lacking(&self.0.depot, language))
            .collect()
    }

    /// The folder of packages that were unpacked for a language, whether or not it is needed.
    pub(super) fn unpacked(&self, language: &Language) -> Option<PathBuf> {
        unpacked(&self.0.depot, language)
    }

    /// The folder of packages that a language that is not installed sees, after a look at every file.
    pub(super) fn unpacked_for(
        &self,
        language: &Language,
        needs: &Needs,
    ) -> Result<Option<PathBuf>, Error> {
        if lacks(needs, None).is_empty() {
            return Ok(None);
        }
        let unpacked = self.0.depot.unpacked_whole(&unpacked_name(language, needs));
        let damaged = || {
            let id = &language.id;
            Error::Native(format!(
                "the packages unpacked for {id} are damaged; `enclos setup --install {id}` unpacks them again"
            ))
        };
        unpacked.ok_or_else(damaged).map(Some)
    }

    /// Whether a language is that of unpacked packages.
    #[cfg(feature = "cli")]
    pub(crate) fn is_unpacked(&self, language: &Language) -> bool {
        missing_of(language, None).is_some() && self.unpacked(language).is_some()
    }

    /// Unpacks the packages of those of these languages that are not installed. Where every language was asked for, one that
    /// can't be had is left out with a line in the log.
    pub(super) fn unpack(&self, names: &[&str], progress: &dyn Progress) -> Result<(), Error> {
        let ids = self.chosen(names)?;
        let languages = ids.iter().filter_map(|id| self.catalog().language(id));
        let missing = languages.filter(|language| missing_of(language, None).is_some());
        let missing: Vec<&Language> = missing.collect();
        if missing.is_empty() {
            return Ok(());
        }
        // Known before hundreds of megabytes are fetched.
        self.0.host.native().usable()?;
        let mut unpacker = self.0.depot.unpacker()?;
        for language in missing {
            let Some(needs) = &language.native else {
                continue;
            };
            let wanted = Wanted {
                name: &unpacked_name(language, needs),
                label: language.id.as_str(),
                packages: &needs.packages,
            };
            let done = unpacker.unpack(&wanted, progress, |folder, scripts| {
                self.finish(language, needs, folder, scripts)
            });
            match done {
                Err(error) if names == [EVERY_LANGUAGE] => {
                    tracing::warn!("leaving out {}: {error}", language.id);
                }
                done => drop(done?),
            }
        }
        Ok(())
    }

    /// What packages' scripts register, when with it there is everything that the language needs.
    fn finish(
        &self,
        language: &Language,
        needs: &Needs,
        folder: &Path,
        scripts: Scripts,
    ) -> Result<Vec<Extra>, Error> {
        let extras = self.registered(folder, scripts)?;
        let is_made = |file: &String| {
            extras.iter().any(|extra| {
                let (Extra::Link { at, .. } | Extra::Settings { at, .. }) = extra;
                at == Path::new(file)
            })
        };
        let mut files = lacks(needs, Some(folder));
        files.retain(|file| !is_made(file));
        if files.is_empty() {
            return Ok(extras);
        }
        let missing = Missing {
            language: language.id.clone(),
            packages: Vec::new(),
            files,
        };
        let packages = needs.packages.join(" ");
        Err(Error::Native(format!(
            "{}, though all of {packages} was unpacked",
            sentence(&[missing])
        )))
    }

    fn registered(&self, folder: &Path, scripts: Scripts) -> Result<Vec<Extra>, Error> {
        let file = |name: &str, content: &[u8]| -> Result<File, Error> {
            Ok(File {
                name: FileName::new(name)?,
                content: content.into(),
            })
        };
        let mut files = vec![
            file("bin/update-alternatives", REGISTER_NAME.as_bytes())?,
            file("bin/ucf", REGISTER_SETTINGS.as_bytes())?,
        ];
        for name in IDLE {
            files.push(file(&format!("bin/{name}"), NOTHING.as_bytes())?);
        }
        for (number, (_, script)) in scripts.iter().enumerate() {
            files.push(file(&format!("scripts/{number}"), &lenient(script))?);
        }
        let program = Program {
            view: Arc::new(View {
                packages: Some(folder.to_owned()),
                ..View::default()
            }),
            out_of_memory: Vec::new(),
        };
        let args = ["/bin/sh", "-c", RUN].map(str::to_owned).to_vec();
        let Finished { outcome, files } = self.alone(&program, args, files);
        let is_registered = |(name, _): &&(String, Arc<[u8]>)| name == REGISTERED;
        match files.iter().find(is_registered) {
            Some((_, text)) => {
                let mut extras = links(&String::from_utf8_lossy(text));
                extras.extend(files.iter().filter_map(|(name, content)| {
                    let at = name.strip_prefix(SETTINGS)?.into();
                    let content = Arc::clone(content);
                    Some(Extra::Settings { at, content })
                }));
                Ok(extras)
            }
            None => {
                let why = match (outcome.message, outcome.status) {
                    (Some(message), _) => message,
                    (None, Status::Ok) => "nothing came back".to_owned(),
                    (None, status) => status.as_str().to_owned(),
                };
                Err(Error::Native(format!(
                    "unpacked packages can't be seen in a box: {why}"
                )))
            }
        }
    }
}

/// What is missing for a native language, its unpacked packages counted in.
pub(crate) fn lacking(depot: &Depot, language: &Language) -> Option<Missing> {
    let missing = missing_of(language, None)?;
    match unpacked(depot, language) {
        Some(unpacked) => missing_of(language, Some(&unpacked)),
        None => Some(missing),
    }
}

fn unpacked(depot: &Depot, language: &Language) -> Option<PathBuf> {
    let needs = language.native.as_ref()?;
    depot.unpacked(&unpacked_name(language, needs))
}

/// A script that goes on when a command of it fails: it finds little of what it expects.
fn lenient(script: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(script);
    let lines = text.lines().map(|line| match line.trim() {
        "set -e" | "set -eu" => "",
        "#!/bin/sh -e" | "#! /bin/sh -e" => "#!/bin/sh",
        _ => line,
    });
    let lines: Vec<&str> = lines.collect();
    lines.join("\n").into_bytes()
}

/// The links that calls of `update-alternatives --install` ask for: of several for one place, that of the highest priority.
fn links(calls: &str) -> Vec<Extra> {
    let mut best: BTreeMap<&str, (i64, &str)> = BTreeMap::new();
    for call in calls.split("\n\n") {
        let words: Vec<&str> = call.lines().collect();
        let after = |option: &str, from: usize| {
            let place = words.iter().skip(from).position(|word| *word == option);
            place.map(|place| from + place + 1)
        };
        let Some([place, _, target, priority, ..]) =
            after("--install", 0).and_then(|at| words.get(at..))
        else {
            continue;
        };
        let Ok(priority) = priority.parse::<i64>() else {
            continue;
        };
        let mut offer = |place, target| {
            let known = best.entry(place).or_insert((priority, target));
            if known.0 < priority {
                *known = (priority, target);
            }
        };
        offer(*place, *target);
        let mut from = 0;
        while let Some(at) = after("--slave", from) {
            if let Some([place, _, target, ..]) = words.get(at..) {
                offer(*place, *target);
            }
            from = at;
        }
    }
    let link = |(at, (_, to)): (&str, (i64, &str))| Extra::Link {
        at: at.into(),
        to: to.into(),
    };
    best.into_iter().map(link).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_goes_on_after_a_failure() {
        let script = b"#!/bin/sh -e\nset -e\nset -x\n  set -e\nfalse || set -f\n";
        let lenient = String::from_utf8(lenient(script)).expect("text");
        assert_eq!(lenient, "#!/bin/sh\n\nset -x\n\nfalse || set -f");
    }

    #[test]
    fn of_several_programs_the_one_of_the_highest_priority_has_the_name() {
        let calls = [
            "--quiet --install /usr/bin/cc cc /usr/bin/gcc 20 --slave /usr/share/cc.1 cc.1 /usr/share/gcc.1",
            "--install /usr/bin/java java /usr/lib/jvm/11/java 1111",
            "--install /usr/bin/java java /usr/lib/jvm/17/java 1711",
            "--install /usr/bin/java java /usr/lib/jvm/8/java 1081",
            "--install /usr/bin/broken",
            "--install /usr/bin/odd odd /usr/odd high",
        ];
        let calls = calls.map(|call| format!("{}\n\n", call.replace(' ', "\n")));
        let found = links(&calls.concat());
        let link = |(at, to): (&str, &str)| Extra::Link {
            at: at.into(),
            to: to.into(),
        };
        let expected = [
            ("/usr/bin/cc", "/usr/bin/gcc"),
            ("/usr/bin/java", "/usr/lib/jvm/17/java"),
            ("/usr/share/cc.1", "/usr/share/gcc.1"),
        ];
        assert_eq!(found, expected.map(link));
        assert_eq!(links(""), []);
    }
}
