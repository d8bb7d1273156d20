//! The interpreters and compilers that are loaded, by the language they serve.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

use super::host::{Host, Program};
use crate::depot::{HostMount, Installed};
use crate::error::Error;
use crate::judge::Tools;
use crate::languages::{Language, LanguageId};
use crate::native;

/// What was set up in this process.
#[derive(Default)]
pub(super) struct Shelf(RwLock<HashMap<LanguageId, Loaded>>);

struct Loaded {
    interpreter: Option<Arc<Program>>,
    compilers: HashMap<String, Arc<Program>>,
    /// The name of the toolchain in the depot, which changes with everything that it is made of; or of a native one.
    toolchain_key: String,
    /// What a native compiler or interpreter calls its version.
    #[cfg_attr(
        not(feature = "server"),
        allow(dead_code, reason = "the API alone tells it")
    )]
    version: Option<String>,
}

impl Shelf {
    /// Maps the modules of a language whose files the depot just compared with their checksums.
    pub(super) fn put(&self, host: &Host, installed: &Installed) -> Result<(), Error> {
        if self.has(&installed.id) {
            return Ok(());
        }
        let load = |module: &Path, mounts: &[HostMount]| {
            let mounts = mounts
                .iter()
                .map(|mount| (mount.at.as_str(), mount.host.as_path()));
            host.load(module, mounts).map(Arc::new)
        };
        let interpreter = installed
            .module
            .as_deref()
            .map(|module| load(module, &installed.mounts))
            .transpose()?;
        let mut compilers = HashMap::new();
        let mut toolchain_key = String::new();
        if let Some(compiler) = &installed.compiler {
            toolchain_key = compiler.key.clone();
            for (name, module) in &compiler.modules {
                compilers.insert(name.clone(), load(module, &compiler.mounts)?);
            }
        }
        self.insert(
            &installed.id,
            Loaded {
                interpreter,
                compilers,
                toolchain_key,
                version: None,
            },
        );
        Ok(())
    }

    /// A native language, whose one program is told by its arguments whether it compiles or runs.
    pub(super) fn put_native(
        &self,
        id: &LanguageId,
        program: native::Program,
        toolchain_key: String,
        version: Option<String>,
    ) {
        let program = Arc::new(Program::Native(program));
        let loaded = Loaded {
            interpreter: Some(Arc::clone(&program)),
            // Its compile steps name no module.
            compilers: HashMap::from([(String::new(), program)]),
            toolchain_key,
            version,
        };
        self.insert(id, loaded);
    }

    fn insert(&self, id: &LanguageId, loaded: Loaded) {
        let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
        all.insert(id.clone(), loaded);
    }

    /// What a native compiler or interpreter that was set up calls its version.
    #[cfg(feature = "server")]
    pub(super) fn version(&self, id: &LanguageId) -> Option<String> {
        let all = self.0.read().unwrap_or_else(PoisonError::into_inner);
        all.get(id)?.version.clone()
    }

    pub(super) fn has(&self, id: &LanguageId) -> bool {
        self.0
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .contains_key(id)
    }

    fn find<T>(
        &self,
        language: &Language,
        pick: impl FnOnce(&Loaded) -> Option<T>,
    ) -> Result<T, Error> {
        let loaded = self.0.read().unwrap_or_else(PoisonError::into_inner);
        loaded
            .get(&language.id)
            .and_then(pick)
            .ok_or_else(|| Error::NotSetUp(language.id.to_string()))
    }
}

impl Tools<Program> for Shelf {
    fn interpreter(&self, language: &Language) -> Result<Arc<Program>, Error> {
        self.find(language, |loaded| loaded.interpreter.clone())
    }

    fn compiler(&self, language: &Language, module: &str) -> Result<Arc<Program>, Error> {
        self.find(language, |loaded| loaded.compilers.get(module).cloned())
    }

    fn toolchain_key(&self, language: &Language) -> Result<String, Error> {
        self.find(language, |loaded| Some(loaded.toolchain_key.clone()))
    }
}
