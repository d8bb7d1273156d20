//! Native languages: what they need of the machine, and how they are made ready.
//!
//! Debian packages bring them, which an operator installs, or has installed or unpacked by asking for it; what they need
//! beside is made once, in a box. The few that no such package brings have a toolchain, which the depot makes like any other.

mod needs;
mod unpack;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use super::{EVERY_LANGUAGE, Enclos};
use crate::cancel::Cancel;
#[cfg(feature = "cli")]
use crate::depot::Condition;
use crate::depot::{Event, PreparedFiles, Progress};
use crate::error::Error;
use crate::executor::{Collect, Finished, Job, Streams, Writable};
use crate::languages::{Language, LanguageId, Native as Needs, Values};
use crate::model::{File, FileName, LimitsInForce, Status};
use crate::native::{Program, View};
pub use needs::Missing;
pub(crate) use needs::missing_packages;
use needs::{
    all_packages, identity, missing_of, own_files, prepared_name, sentence, unpacked_name, version,
};
#[cfg(feature = "cli")]
pub(crate) use unpack::lacking;

/// Where a language leaves what it prepares.
const PREPARED: &str = "tmp/out/";
/// How much of what a failed preparation said is shown.
const TAIL_LINES: usize = 15;

impl Enclos {
    /// What is missing on this machine for the native ones among these languages: those named, the default set when none
    /// is, and every one for `all`.
    ///
    /// # Errors
    /// When a name is unknown.
    pub fn missing(&self, names: &[&str]) -> Result<Vec<Missing>, Error> {
        let ids = self.chosen(names)?;
        let languages = ids.iter().filter_map(|id| self.catalog().language(id));
        Ok(self.lacking(languages))
    }

    /// Gets the Debian packages that are missing for these languages, named as for [`Enclos::set_up`]. As root it installs
    /// them. As an ordinary user it downloads and unpacks them into the cache, where only their languages see them. It
    /// blocks, for minutes.
    ///
    /// # Errors
    /// When a name is unknown, or the packages can't be had.
    pub fn install(&self, names: &[&str], progress: &dyn Progress) -> Result<(), Error> {
        if !rustix::process::geteuid().is_root() {
            return self.unpack(names, progress);
        }
        let missing = self.missing(names)?;
        let packages = all_packages(&missing);
        if packages.is_empty() {
            return Ok(());
        }
        Ok(self.0.depot.install(&packages, progress)?)
    }

    /// What keeps a native language from being set up, in a sentence.
    #[cfg(feature = "cli")]
    pub(crate) fn obstacle(&self, language: &Language) -> Option<String> {
        let missing = self.lacking([language]);
        if !missing.is_empty() {
            return Some(sentence(&missing));
        }
        if let Err(error) = self.0.host.native().usable() {
            return Some(error.to_string());
        }
        // To make it would take minutes, which nobody has asked for.
        let toolchain = language.native.as_ref()?.toolchain.as_ref()?;
        let (depot, precompiler) = (&self.0.depot, self.0.host.precompiler());
        match depot.verify_toolchain(self.catalog(), toolchain, precompiler) {
            Ok(Condition::Whole) => None,
            Ok(_) => Some(format!("`enclos setup {}` does it", language.id)),
            Err(error) => Some(error.to_string()),
        }
    }

    /// The native ones among `ids`, which can be set up. Those that can't be are an error, or where `is_all` left out with a
    /// line in the log.
    pub(super) fn natives(
        &self,
        ids: &[LanguageId],
        is_all: bool,
    ) -> Result<Vec<&Language>, Error> {
        let natives = ids.iter().filter_map(|id| self.catalog().language(id));
        let mut natives: Vec<&Language> = natives.filter(|language| language.is_native()).collect();
        let missing = self.lacking(natives.iter().copied());
        if !missing.is_empty() && !is_all {
            return Err(Error::Native(sentence(&missing)));
        }
        if !missing.is_empty() {
            let without = missing.iter().map(|missing| missing.language.as_str());
            let without: Vec<&str> = without.collect();
            tracing::warn!("leaving out {}: {}", without.join(", "), sentence(&missing));
            natives.retain(|language| !without.contains(&language.id.as_str()));
        }
        if natives.is_empty() {
            return Ok(natives);
        }
        match self.0.host.native().usable() {
            Err(error) if is_all => {
                tracing::warn!("leaving out the native languages: {error}");
                Ok(Vec::new())
            }
            usable => usable.map(|()| natives),
        }
    }

    /// Makes a native language ready whose files are there.
    pub(super) fn set_up_native(
        &self,
        language: &Language,
        progress: &dyn Progress,
    ) -> Result<(), Error> {
        let Some(needs) = &language.native else {
            return Ok(());
        };
        if self.is_served(language) {
            return Ok(());
        }
        let packages = self.unpacked_for(language, needs)?;
        let identity = identity(needs, packages.as_deref())?;
        let mut view = View {
            paths: needs.view.iter().map(PathBuf::from).collect(),
            packages,
            ..View::default()
        };
        let mut key = format!("{} {identity}", needs.digest);
        if needs.prepare.is_some() {
            let name = prepared_name(language, needs, &identity);
            let make = || self.prepare(language, needs, &view, progress);
            view.prepared = Some(self.0.depot.prepared(&name, make)?);
            key = format!("{key} {name}");
        }
        if let Some(toolchain) = &needs.toolchain {
            let (depot, precompiler) = (&self.0.depot, self.0.host.precompiler());
            let outputs =
                depot.ensure_toolchain(self.catalog(), toolchain, progress, precompiler)?;
            key = format!("{key} {}", outputs.display());
            view.prepared = Some(outputs);
        }
        let program = Program {
            view: Arc::new(view),
            out_of_memory: needs.out_of_memory.clone(),
        };
        let Finished { outcome, .. } = self.alone(&program, needs.version.clone(), Vec::new());
        let said = String::from_utf8_lossy(&outcome.stdout);
        if outcome.status != Status::Ok {
            tracing::warn!("{} does not tell its version: {said}", language.id);
        }
        let version = version(&said).filter(|_| outcome.status == Status::Ok);
        self.0.shelf.put_native(&language.id, program, key, version);
        Ok(())
    }

    /// What a language makes for itself: relative paths and contents.
    fn prepare(
        &self,
        language: &Language,
        needs: &Needs,
        view: &View,
        progress: &dyn Progress,
    ) -> Result<PreparedFiles, Error> {
        let Some(argv) = &needs.prepare else {
            return Ok(Vec::new());
        };
        let label = language.id.as_str();
        let begun = Instant::now();
        progress.report(label, &Event::Preparing);
        let limits = self.own_limits();
        let (mem, stack) = (limits.memory_bytes >> 10, limits.stack_bytes >> 10);
        let (mem, stack) = (mem.to_string(), stack.to_string());
        let values = Values {
            mem: &mem,
            stack: &stack,
            ..Values::default()
        };
        let file = |(name, file): (&str, &crate::languages::File)| {
            Ok(File {
                name: FileName::new(name)?,
                content: file.content.as_ref().into(),
            })
        };
        let files = own_files(language)
            .map(file)
            .collect::<Result<_, Error>>()?;
        let program = Program {
            view: Arc::new(view.clone()),
            out_of_memory: needs.out_of_memory.clone(),
        };
        let Finished { outcome, files } = self.alone(&program, argv.expand(&values), files);
        let under = |(name, content): (String, Arc<[u8]>)| {
            Some((name.strip_prefix(PREPARED)?.to_owned(), content))
        };
        let files: Vec<_> = files.into_iter().filter_map(under).collect();
        if outcome.status == Status::Ok && !files.is_empty() {
            let size_bytes = files.iter().map(|(_, content)| content.len() as u64).sum();
            let elapsed = begun.elapsed();
            progress.report(
                label,
                &Event::Ready {
                    size_bytes,
                    elapsed,
                },
            );
            return Ok(files);
        }
        let how = match (&outcome.message, outcome.status) {
            (_, Status::Ok) => "it left nothing in /tmp/out",
            (Some(message), _) => message.as_str(),
            (None, status) => status.as_str(),
        };
        let said = crate::depot::tail(&outcome.stdout, TAIL_LINES);
        Err(Error::Native(format!(
            "{label} can't be prepared: {how}. It said:\n{said}"
        )))
    }

    /// Runs a command of ours in a box, its errors in its output.
    fn alone(&self, program: &Program, args: Vec<String>, files: Vec<File>) -> Finished {
        let job = Job {
            args,
            env: Vec::new(),
            files,
            counts_files: false,
            writable: Writable::All,
            streams: Streams::Buffered {
                stdin: Arc::default(),
                merged: true,
            },
            limits: self.own_limits(),
            kill_out_of_memory: false,
            fuel_per_second: 0,
            collect: Collect::Temporary,
            cancel: Cancel::new(),
        };
        self.0.host.native().run(program, job)
    }

    /// What our own commands may use: as much as any compile step.
    fn own_limits(&self) -> LimitsInForce {
        let rules = self.0.judge.rules();
        LimitsInForce {
            processes: rules.native.max_processes,
            stack_bytes: rules.native.stack_bytes,
            fuel: None,
            ..rules.compile_maxima
        }
    }

    /// The names of everything prepared that is of use.
    pub(super) fn prepared_names(&self) -> Vec<String> {
        let name = |language: &Language| {
            let needs = language.native.as_ref()?;
            needs.prepare.as_ref()?;
            let unpacked = missing_of(language, None).and_then(|_| self.unpacked(language));
            let identity = identity(needs, unpacked.as_deref()).ok()?;
            Some(prepared_name(language, needs, &identity))
        };
        self.catalog().languages().filter_map(name).collect()
    }

    /// The names of all folders of packages that are of use.
    pub(super) fn unpacked_names(&self) -> Vec<String> {
        let languages = self.catalog().languages();
        let lacking = languages.filter(|language| missing_of(language, None).is_some());
        let name = |language: &Language| Some(unpacked_name(language, language.native.as_ref()?));
        lacking.filter_map(name).collect()
    }

    /// What the compiler or interpreter of a native language that is set up calls its version.
    #[cfg(feature = "server")]
    pub(crate) fn native_version(&self, language: &Language) -> Option<String> {
        self.0.shelf.version(&language.id)
    }
}
