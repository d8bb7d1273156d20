//! Snapshots: an interpreter is initialized once, at set-up, and every run begins where that ended.
//!
//! The module's own initializer runs on the same host as every program, sees the same files, and may leave nothing behind
//! but memory and globals. The globals become those of a new module, in which the entry that goes on from there stands in
//! for `_start`; the memory becomes an image beside it, which the memories of its runs begin as.

mod data;

use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use wasmparser::ValType;
use wasmtime::{Engine, Instance, Module, Store, Val};
use wasmtime_wizer::{InstanceState, SnapshotVal, Wizer};

use super::Ground;
use super::files::{Capacity, Tree, WorkDir};
use super::functions::Collecting;
use super::images;
use super::run::{self, Clock, Guest, Meter};
use super::wasi::{self, World};
use crate::cancel::Cancel;
use crate::depot::SnapshotSpec;
use crate::executor::Streams;

/// The entry that goes on from a snapshot, by the convention of wizer's users. A module without one has a `_start` that
/// sees for itself how far it is.
const RESUME: &str = "wizer-resume";
/// What an initializer may take: importing a standard library takes a second.
const PATIENCE: Duration = Duration::from_secs(300);
/// The same in instructions: thousands of times what CPython's takes, and some minutes.
const FUEL: u64 = 1 << 40;
const MEMORY_BYTES: u64 = 1 << 30;

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Makes the file of a snapshot: machine code, and the image of its memory.
///
/// # Errors
/// When the module's initializer does not do what it should, or the module can't be snapshotted.
pub(super) fn precompile(wasm: &[u8], spec: &SnapshotSpec) -> Result<Vec<u8>, BoxError> {
    let mut config = super::engine::snapshotted();
    // A module and its snapshot share all their functions, so the second compilation finds them done. The code fits every
    // engine of the same settings.
    config.enable_incremental_compilation(Arc::new(Collecting::default()))?;
    let ground = Ground::new(&config)?;
    let snapshot = take(&ground, wasm, spec)?;
    Ok(match data::separate(&snapshot)? {
        Some(separated) => {
            let code = ground.engine.precompile_module(&separated.module)?;
            images::write(code, separated.start, &separated.memory, separated.minimum)
        }
        // Then its memories are the pool's.
        None => Engine::new(&super::engine::pooled(1))?.precompile_module(&snapshot)?,
    })
}

/// Initializes a module and makes a new one of what it then is.
///
/// # Errors
/// When the initializer fails, prints something, or leaves something behind outside of its memory.
fn take(ground: &Ground, wasm: &[u8], spec: &SnapshotSpec) -> Result<Vec<u8>, BoxError> {
    let mut wizer = Wizer::new();
    wizer.init_func(&spec.init);
    let (context, instrumented) = wizer.instrument(wasm)?;
    let module = Module::new(&ground.engine, &instrumented)?;
    if module.get_export(RESUME).is_some() {
        wizer.func_rename("_start", RESUME);
    }
    let mut store = run::limited(&ground.engine, guest(spec)?, FUEL)?;
    let instance = ground.linker.instantiate(&mut store, &module)?;
    let initialized = instance
        .get_typed_func::<(), ()>(&mut store, &spec.init)?
        .call(&mut store, ());
    let world = &mut store.data_mut().world;
    let (_, nothing, _) = wasi::connect(Streams::empty(), 0);
    let output = std::mem::replace(&mut world.output, nothing);
    let printed = [output.stdout.into_bytes(), output.stderr.into_bytes()].concat();
    if let Err(error) = initialized {
        let printed = String::from_utf8_lossy(&printed);
        return Err(format!("the initializer failed: {error}\n{printed}").into());
    }
    if !printed.is_empty() {
        let printed = String::from_utf8_lossy(&printed);
        return Err(format!("the initializer printed: {printed}").into());
    }
    if world.holds_files() || !world.files.is_untouched() {
        return Err("the initializer left a file open or behind, which no run would find".into());
    }
    let mut state = State {
        store: &mut store,
        instance,
    };
    Ok(now(wizer.snapshot(&context, &mut state))?)
}

/// What the initializer sees: what every run will see, but no submission.
fn guest(spec: &SnapshotSpec) -> Result<Guest, BoxError> {
    let mounts = spec
        .mounts
        .iter()
        .map(|mount| (mount.at.as_str(), mount.host.as_path()));
    let capacity = Capacity {
        bytes: MEMORY_BYTES,
        inodes: 10_000,
        file_bytes: MEMORY_BYTES,
    };
    let (input, output, _) = wasi::connect(Streams::empty(), 1 << 20);
    let env = spec
        .env
        .iter()
        .map(|(name, value)| format!("{name}={value}").into_bytes());
    let world = World::new(
        spec.argv.iter().cloned().map(String::into_bytes).collect(),
        env.collect(),
        WorkDir::new(Arc::new(Tree::with_mounts(mounts)?), capacity),
        input,
        output,
        Clock::start(PATIENCE, Cancel::new()),
    );
    Ok(Guest {
        world,
        meter: Meter::new(MEMORY_BYTES, false),
        memory: None,
    })
}

/// Where wizer reads memory and globals from.
struct State<'a> {
    store: &'a mut Store<Guest>,
    instance: Instance,
}

impl InstanceState for State<'_> {
    async fn global_get(&mut self, name: &str, _: ValType) -> SnapshotVal {
        let global = self.instance.get_global(&mut *self.store, name);
        match global.map(|global| global.get(&mut *self.store)) {
            Some(Val::I32(x)) => SnapshotVal::I32(x),
            Some(Val::I64(x)) => SnapshotVal::I64(x),
            Some(Val::F32(x)) => SnapshotVal::F32(x),
            Some(Val::F64(x)) => SnapshotVal::F64(x),
            Some(Val::V128(x)) => SnapshotVal::V128(x.as_u128()),
            other => unreachable!("wizer takes no module that exports {name} as {other:?}"),
        }
    }

    async fn memory_contents(&mut self, name: &str, contents: impl FnOnce(&[u8]) + Send) {
        match self.instance.get_memory(&mut *self.store, name) {
            Some(memory) => contents(memory.data(&*self.store)),
            None => unreachable!("wizer exported the memory {name}"),
        }
    }
}

/// The result of a future that waits for nothing: wizer's are only asynchronous for stores that are.
fn now<T>(future: impl Future<Output = T>) -> T {
    let mut context = Context::from_waker(Waker::noop());
    match pin!(future).poll(&mut context) {
        Poll::Ready(value) => value,
        Poll::Pending => unreachable!("nothing in it waits"),
    }
}
