//! wasmtime-wasi's preview 1, and the few calls in which it would tell a program something else than the host in memory.

use wasmtime::{Caller, Engine, Linker};
use wasmtime_wasi::p1;

use super::Guest;
use crate::sandbox::run::Stop;
use crate::sandbox::wasi::{Errno, World};

const MODULE: &str = "wasi_snapshot_preview1";

/// Everything that a preview-1 program may import.
///
/// # Errors
/// When a name can't be bound, which can't be.
pub(super) fn linker(engine: &Engine) -> wasmtime::Result<Linker<Guest>> {
    let mut linker = Linker::new(engine);
    p1::add_to_linker_async(&mut linker, |guest: &mut Guest| &mut guest.wasi)?;
    linker.allow_shadowing(true);
    // It refuses exit codes from 126 on.
    linker.func_wrap(
        MODULE,
        "proc_exit",
        |_: Caller<'_, Guest>, code: i32| -> wasmtime::Result<()> {
            Err(World::proc_exit(code.cast_unsigned()).into())
        },
    )?;
    // It knows no signals.
    linker.func_wrap(
        MODULE,
        "proc_raise",
        |_: Caller<'_, Guest>, signal: i32| match signal.cast_unsigned() {
            0 => Ok(0),
            number => Err(Stop::Raised(number).into()),
        },
    )?;
    // It knows no clocks of CPU time.
    linker.func_wrap(
        MODULE,
        "clock_time_get",
        |mut caller: Caller<'_, Guest>, id: i32, _precision: i64, at: i32| {
            let now = caller.data().clock.now_ns(id.cast_unsigned());
            put(&mut caller, at, now)
        },
    )?;
    linker.func_wrap(
        MODULE,
        "clock_res_get",
        |mut caller: Caller<'_, Guest>, id: i32, at: i32| {
            let resolution = caller.data().clock.now_ns(id.cast_unsigned()).map(|_| 1);
            put(&mut caller, at, resolution)
        },
    )?;
    Ok(linker)
}

/// Writes a number into the guest's memory; the errno of the call.
fn put(caller: &mut Caller<'_, Guest>, at: i32, number: Option<u64>) -> i32 {
    let Some(number) = number else {
        return Errno::Invalid as i32;
    };
    let memory = caller
        .get_export("memory")
        .and_then(wasmtime::Extern::into_memory);
    let written = memory
        .map(|memory| memory.write(caller, at.cast_unsigned() as usize, &number.to_le_bytes()));
    match written {
        Some(Ok(())) => 0,
        _ => Errno::Fault as i32,
    }
}
