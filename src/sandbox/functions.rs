//! Machine code of the functions that a language's programs have in common, so that they are compiled once.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use wasmtime::{CacheStore, Engine, Result};

use crate::executor::Functions;

/// Collects the functions of what is compiled, by the engine's own keys, which are cryptographic hashes of all that a
/// function is made of.
#[derive(Debug, Default)]
pub(super) struct Collecting(Mutex<HashMap<Vec<u8>, Vec<u8>>>);

impl CacheStore for Collecting {
    fn get(&self, key: &[u8]) -> Option<Cow<'_, [u8]>> {
        let functions = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Some(Cow::Owned(functions.get(key)?.clone()))
    }

    fn insert(&self, key: &[u8], value: Vec<u8>) -> bool {
        let mut functions = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        functions.insert(key.to_vec(), value);
        true
    }
}

/// Functions that are known. Nothing is added, so no program can leave anything there for another.
#[derive(Debug)]
struct Known(Arc<Functions>);

impl CacheStore for Known {
    fn get(&self, key: &[u8]) -> Option<Cow<'_, [u8]>> {
        self.0.get(key).map(Cow::Borrowed)
    }

    fn insert(&self, _: &[u8], _: Vec<u8>) -> bool {
        false
    }
}

/// The functions of a module.
pub(super) fn of(wasm: &[u8]) -> Result<Functions> {
    let collecting = Arc::new(Collecting::default());
    let mut config = super::engine::compiling();
    config.enable_incremental_compilation(Arc::clone(&collecting) as _)?;
    Engine::new(&config)?.precompile_module(wasm)?;
    let mut functions = collecting.0.lock().unwrap_or_else(PoisonError::into_inner);
    Ok(std::mem::take(&mut *functions).into())
}

/// The machine code of a module, of which known functions need not be compiled. It fits every engine of the same settings.
pub(super) fn precompile(wasm: &[u8], known: &Arc<Functions>) -> Result<Vec<u8>> {
    let mut config = super::engine::compiling();
    config.enable_incremental_compilation(Arc::new(Known(Arc::clone(known))))?;
    Engine::new(&config)?.precompile_module(wasm)
}

#[cfg(test)]
mod tests {
    use wasmtime::Module;

    use super::*;

    /// Two functions, of which the second returns a number.
    fn module(number: u8) -> Vec<u8> {
        let head = b"\0asm\x01\0\0\0\x01\x05\x01\x60\0\x01\x7f\x03\x03\x02\0\0\x0a\x0b\x02\x04\0\x41\x07\x0b\x04\0\x41";
        [head, &[number, 0x0b][..]].concat()
    }

    #[test]
    fn code_made_with_known_functions_is_the_code_made_without() {
        let known = Arc::new(of(&module(1)).expect("valid"));
        assert!(known.bytes() > 0);
        let engine = Engine::new(&super::super::engine::pooled(1)).expect("starts");
        for number in [1, 2] {
            let code = precompile(&module(number), &known).expect("valid");
            let whole = engine.precompile_module(&module(number)).expect("valid");
            assert_eq!(code, whole);
            #[allow(unsafe_code, reason = "loading machine code is")]
            // SAFETY: an engine of the same settings made it just now.
            let module = unsafe { Module::deserialize(&engine, &code) };
            assert!(module.is_ok());
        }
    }

    #[test]
    fn what_is_known_does_not_grow() {
        let known = Known(Arc::new(of(&module(1)).expect("valid")));
        assert!(!known.insert(b"key", b"value".to_vec()) && known.get(b"key").is_none());
    }
}
