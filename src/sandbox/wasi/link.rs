//! The forty-five calls of preview 1, bound to the world of a run.

use wasmtime::{Caller, Linker, Trap};

use super::abi::Memory;
use super::path_calls::OpenHow;
use super::{CallResult, Errno, Fail, World};
use crate::sandbox::files::Follow;
use crate::sandbox::run::Guest;

/// Where programs import the calls from.
pub(crate) const MODULE: &str = "wasi_snapshot_preview1";

/// The fixed price of a call in fuel: about what it costs the host in time, at ten instructions a nanosecond.
const CALL_COST: u64 = 1000;

/// Runs one call: finds the guest's memory, does the work, charges for it, and turns failures into errnos or ends.
fn call(
    caller: &mut Caller<'_, Guest>,
    work: impl FnOnce(&mut Memory<'_>, &mut World) -> CallResult,
) -> wasmtime::Result<i32> {
    let memory = match caller.data().memory {
        Some(memory) => memory,
        None => {
            let Some(memory) = caller
                .get_export("memory")
                .and_then(wasmtime::Extern::into_memory)
            else {
                return Ok(Errno::Fault as i32);
            };
            caller.data_mut().memory = Some(memory);
            memory
        }
    };
    let before = caller.get_fuel()?;
    let (bytes, guest) = memory.data_and_store_mut(&mut *caller);
    guest.world.clock.fuel_left(before);
    let result = work(&mut Memory(bytes), &mut guest.world);
    let work_cost = *result.as_ref().unwrap_or(&0);
    let left = before.checked_sub(CALL_COST + work_cost);
    caller.set_fuel(left.unwrap_or(0))?;
    match result {
        // An end is an end, whatever fuel is left.
        Err(Fail::Stop(stop)) => Err(stop.into()),
        _ if left.is_none() => Err(Trap::OutOfFuel.into()),
        Ok(_) => Ok(0),
        Err(Fail::Errno(errno)) => Ok(errno as i32),
    }
}

fn follow(flags: i32) -> Follow {
    if flags & 1 != 0 {
        Follow::Yes
    } else {
        Follow::No
    }
}

/// Binds every call of preview 1.
///
/// # Errors
/// When a name is bound twice, which can't be.
pub(crate) fn link(linker: &mut Linker<Guest>) -> wasmtime::Result<()> {
    // Addresses, lengths and descriptors are unsigned in WASI and i32 in WebAssembly.
    macro_rules! bind {
        ($name:literal, |$memory:ident, $world:ident $(, $arg:ident: $type:ty)*| $body:expr) => {
            #[allow(clippy::cast_sign_loss, unused_variables, reason = "the ABI's integers carry unsigned values; not all calls use memory")]
            linker.func_wrap(MODULE, $name, |mut caller: Caller<'_, Guest> $(, $arg: $type)*| -> wasmtime::Result<i32> {
                call(&mut caller, |$memory, $world| $body)
            })?;
        };
    }
    bind!("args_get", |m, w, table: i32, buffer: i32| {
        World::strings_get(m, &w.args, table as u32, buffer as u32)
    });
    bind!("args_sizes_get", |m, w, count: i32, bytes: i32| {
        World::strings_sizes(m, &w.args, count as u32, bytes as u32)
    });
    bind!("environ_get", |m, w, table: i32, buffer: i32| {
        World::strings_get(m, &w.env, table as u32, buffer as u32)
    });
    bind!("environ_sizes_get", |m, w, count: i32, bytes: i32| {
        World::strings_sizes(m, &w.env, count as u32, bytes as u32)
    });
    bind!("clock_res_get", |m, w, id: i32, at: i32| w
        .clock_res_get(m, id as u32, at as u32));
    bind!("clock_time_get", |m,
                             w,
                             id: i32,
                             _precision: i64,
                             at: i32| w
        .clock_time_get(m, id as u32, at as u32));
    bind!("fd_advise", |m,
                        w,
                        fd: i32,
                        _offset: i64,
                        _len: i64,
                        _advice: i32| w
        .fd_exists(fd as u32));
    bind!("fd_allocate", |m, w, fd: i32, offset: i64, len: i64| w
        .fd_allocate(fd as u32, offset as u64, len as u64));
    bind!("fd_close", |m, w, fd: i32| w.fd_close(fd as u32));
    bind!("fd_datasync", |m, w, fd: i32| w.fd_exists(fd as u32));
    bind!("fd_sync", |m, w, fd: i32| w.fd_exists(fd as u32));
    bind!("fd_fdstat_get", |m, w, fd: i32, at: i32| w
        .fd_fdstat_get(m, fd as u32, at as u32));
    bind!("fd_fdstat_set_flags", |m, w, fd: i32, flags: i32| w
        .fd_fdstat_set_flags(fd as u32, flags as u16));
    bind!(
        "fd_fdstat_set_rights",
        |m, w, fd: i32, base: i64, _inheriting: i64| w.fd_fdstat_set_rights(fd as u32, base as u64)
    );
    bind!("fd_filestat_get", |m, w, fd: i32, at: i32| w
        .fd_filestat_get(m, fd as u32, at as u32));
    bind!("fd_filestat_set_size", |m, w, fd: i32, size: i64| w
        .fd_filestat_set_size(fd as u32, size as u64));
    bind!(
        "fd_filestat_set_times",
        |m, w, fd: i32, accessed: i64, modified: i64, flags: i32| {
            w.fd_filestat_set_times(fd as u32, (accessed as u64, modified as u64), flags as u16)
        }
    );
    bind!("fd_pread", |m,
                       w,
                       fd: i32,
                       iovs: i32,
                       count: i32,
                       offset: i64,
                       at: i32| {
        w.fd_pread(
            m,
            fd as u32,
            (iovs as u32, count as u32),
            offset as u64,
            at as u32,
        )
    });
    bind!("fd_prestat_get", |m, w, fd: i32, at: i32| w
        .fd_prestat_get(m, fd as u32, at as u32));
    bind!("fd_prestat_dir_name", |m, w, fd: i32, at: i32, len: i32| w
        .fd_prestat_dir_name(m, fd as u32, at as u32, len as u32));
    bind!("fd_pwrite", |m,
                        w,
                        fd: i32,
                        iovs: i32,
                        count: i32,
                        offset: i64,
                        at: i32| {
        w.fd_pwrite(
            m,
            fd as u32,
            (iovs as u32, count as u32),
            offset as u64,
            at as u32,
        )
    });
    bind!("fd_read", |m,
                      w,
                      fd: i32,
                      iovs: i32,
                      count: i32,
                      at: i32| w.fd_read(
        m,
        fd as u32,
        (iovs as u32, count as u32),
        at as u32
    ));
    bind!("fd_readdir", |m,
                         w,
                         fd: i32,
                         buffer: i32,
                         len: i32,
                         cookie: i64,
                         at: i32| {
        w.fd_readdir(
            m,
            fd as u32,
            (buffer as u32, len as u32),
            cookie as u64,
            at as u32,
        )
    });
    bind!("fd_renumber", |m, w, from: i32, to: i32| w
        .fd_renumber(from as u32, to as u32));
    bind!("fd_seek", |m,
                      w,
                      fd: i32,
                      offset: i64,
                      whence: i32,
                      at: i32| w.fd_seek(
        m,
        fd as u32,
        offset,
        whence as u32,
        at as u32
    ));
    bind!("fd_tell", |m, w, fd: i32, at: i32| w
        .fd_tell(m, fd as u32, at as u32));
    bind!("fd_write", |m,
                       w,
                       fd: i32,
                       iovs: i32,
                       count: i32,
                       at: i32| w.fd_write(
        m,
        fd as u32,
        (iovs as u32, count as u32),
        at as u32
    ));
    bind!(
        "path_create_directory",
        |m, w, fd: i32, path: i32, len: i32| {
            w.path_create_directory(fd as u32, &m.string(path as u32, len as u32)?)
        }
    );
    bind!(
        "path_filestat_get",
        |m, w, fd: i32, flags: i32, path: i32, len: i32, at: i32| {
            let path = m.string(path as u32, len as u32)?;
            w.path_filestat_get(m, fd as u32, follow(flags), &path, at as u32)
        }
    );
    bind!(
        "path_filestat_set_times",
        |m,
         w,
         fd: i32,
         flags: i32,
         path: i32,
         len: i32,
         accessed: i64,
         modified: i64,
         which: i32| {
            let path = m.string(path as u32, len as u32)?;
            w.path_filestat_set_times(
                fd as u32,
                follow(flags),
                &path,
                (accessed as u64, modified as u64),
                which as u16,
            )
        }
    );
    bind!("path_link", |m,
                        w,
                        fd: i32,
                        flags: i32,
                        path: i32,
                        len: i32,
                        new_fd: i32,
                        new_path: i32,
                        new_len: i32| {
        let path = m.string(path as u32, len as u32)?;
        let new_path = m.string(new_path as u32, new_len as u32)?;
        w.path_link(
            (fd as u32, &path),
            follow(flags),
            (new_fd as u32, &new_path),
        )
    });
    bind!("path_open", |m,
                        w,
                        fd: i32,
                        flags: i32,
                        path: i32,
                        len: i32,
                        oflags: i32,
                        rights: i64,
                        _inheriting: i64,
                        fdflags: i32,
                        at: i32| {
        let path = m.string(path as u32, len as u32)?;
        let how = OpenHow {
            follow: follow(flags),
            oflags: oflags as u16,
            rights: rights as u64,
            fdflags: fdflags as u16,
        };
        w.path_open(m, fd as u32, &path, &how, at as u32)
    });
    bind!("path_readlink", |m,
                            w,
                            fd: i32,
                            path: i32,
                            len: i32,
                            buffer: i32,
                            buffer_len: i32,
                            at: i32| {
        let path = m.string(path as u32, len as u32)?;
        w.path_readlink(
            m,
            fd as u32,
            &path,
            (buffer as u32, buffer_len as u32),
            at as u32,
        )
    });
    bind!(
        "path_remove_directory",
        |m, w, fd: i32, path: i32, len: i32| {
            w.path_remove_directory(fd as u32, &m.string(path as u32, len as u32)?)
        }
    );
    bind!("path_rename", |m,
                          w,
                          fd: i32,
                          path: i32,
                          len: i32,
                          new_fd: i32,
                          new_path: i32,
                          new_len: i32| {
        let path = m.string(path as u32, len as u32)?;
        let new_path = m.string(new_path as u32, new_len as u32)?;
        w.path_rename((fd as u32, &path), (new_fd as u32, &new_path))
    });
    bind!("path_symlink", |m,
                           w,
                           target: i32,
                           target_len: i32,
                           fd: i32,
                           path: i32,
                           len: i32| {
        let target = m.string(target as u32, target_len as u32)?;
        let path = m.string(path as u32, len as u32)?;
        w.path_symlink(&target, fd as u32, &path)
    });
    bind!("path_unlink_file", |m, w, fd: i32, path: i32, len: i32| w
        .path_unlink_file(
            fd as u32,
            &m.string(path as u32, len as u32)?
        ));
    bind!("poll_oneoff", |m,
                          w,
                          from: i32,
                          to: i32,
                          count: i32,
                          at: i32| w
        .poll_oneoff(
            m,
            from as u32,
            to as u32,
            count as u32,
            at as u32
        ));
    bind!("proc_raise", |m, w, signal: i32| World::proc_raise(
        signal as u32
    ));
    bind!("random_get", |m, w, at: i32, len: i32| w
        .random_get(m, at as u32, len as u32));
    bind!("sched_yield", |m, w| w
        .clock
        .check()
        .map(|()| 0)
        .map_err(Fail::from));
    // There is no network, and no descriptor is ever a socket.
    bind!("sock_accept", |m, w, fd: i32, _flags: i32, _at: i32| {
        not_socket(w, fd)
    });
    bind!("sock_recv", |m,
                        w,
                        fd: i32,
                        _iovs: i32,
                        _count: i32,
                        _flags: i32,
                        _at: i32,
                        _out: i32| not_socket(
        w, fd
    ));
    bind!("sock_send", |m,
                        w,
                        fd: i32,
                        _iovs: i32,
                        _count: i32,
                        _flags: i32,
                        _at: i32| not_socket(
        w, fd
    ));
    bind!("sock_shutdown", |m, w, fd: i32, _how: i32| not_socket(
        w, fd
    ));
    linker.func_wrap(
        MODULE,
        "proc_exit",
        |_: Caller<'_, Guest>, code: i32| -> wasmtime::Result<()> {
            Err(World::proc_exit(code.cast_unsigned()).into())
        },
    )?;
    Ok(())
}

fn not_socket(world: &mut World, fd: i32) -> CallResult {
    world.fd_exists(fd.cast_unsigned())?;
    Err(Errno::NotSocket.into())
}
