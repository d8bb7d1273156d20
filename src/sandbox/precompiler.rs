//! Machine code without anything to run it: for set-up, and for processes that only compile.

use std::hash::{Hash, Hasher};
use std::path::Path;
use std::sync::Arc;

use wasmtime::{Engine, Module};

use super::{Ground, admission, broken, engine, functions, snapshot};
use crate::depot::{Precompile, SnapshotSpec};
use crate::error::Error;
use crate::executor::Functions;

/// Makes machine code that every [`Sandbox`](super::Sandbox) takes. It costs no address space, as nothing runs here.
pub(crate) struct Precompiler {
    ground: Ground,
    engine_key: String,
}

impl Precompiler {
    /// # Errors
    /// When the engine does not know this machine.
    pub(crate) fn new() -> Result<Self, Error> {
        let ground = Ground::new(&engine::compiling())?;
        let snapshotted = Engine::new(&engine::snapshotted()).map_err(broken)?;
        let mut hasher = std::hash::DefaultHasher::new();
        for engine in [&ground.engine, &snapshotted] {
            engine.precompile_compatibility_hash().hash(&mut hasher);
        }
        Ok(Self {
            ground,
            engine_key: format!("{:016x}", hasher.finish()),
        })
    }

    /// Names everything that machine code depends on beside the module.
    pub(crate) fn engine_key(&self) -> &str {
        &self.engine_key
    }

    /// The machine code of a guest's artifact, or a sentence that says why it is not taken. Of functions that are known it
    /// need not be made again.
    pub(crate) fn compile(
        &self,
        artifact: &[u8],
        known: Option<&Arc<Functions>>,
    ) -> Result<Vec<u8>, String> {
        admission::check(artifact)?;
        let code = match known {
            None => self.ground.engine.precompile_module(artifact),
            Some(known) => functions::precompile(artifact, known),
        };
        let code = code.map_err(|error| not_compiled(&error))?;
        #[allow(
            unsafe_code,
            reason = "loading machine code can't be checked by the compiler"
        )]
        // SAFETY: an engine of the same settings made it just now, in this process.
        let module = unsafe { Module::deserialize(&self.ground.engine, &code) }
            .map_err(|error| not_compiled(&error))?;
        match self.ground.link(&module) {
            Ok(_) => Ok(code),
            Err(error) => Err(not_linked(&error)),
        }
    }

    /// The functions of an artifact, to be known when others like it are compiled.
    pub(crate) fn functions(&self, artifact: &[u8]) -> Option<Functions> {
        admission::check(artifact).ok()?;
        functions::of(artifact).ok()
    }
}

/// Admitted modules are valid, so what Cranelift still refuses is beyond one of its own limits: the guest's doing.
pub(super) fn not_compiled(error: &wasmtime::Error) -> String {
    format!("the program could not be compiled to machine code: {error}")
}

pub(super) fn not_linked(error: &wasmtime::Error) -> String {
    format!("the program needs what the sandbox does not have: {error}")
}

impl Precompile for Precompiler {
    fn engine_key(&self) -> String {
        self.engine_key.clone()
    }

    fn precompile(
        &self,
        wasm: &Path,
        out: &Path,
        snapshot: Option<&SnapshotSpec>,
    ) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        let wasm = std::fs::read(wasm)?;
        let code = match snapshot {
            None => self.ground.engine.precompile_module(&wasm)?,
            Some(spec) => snapshot::precompile(&wasm, spec)?,
        };
        Ok(std::fs::write(out, code)?)
    }
}
