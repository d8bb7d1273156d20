//! The first process of a box: it makes the box, waits for an order, runs one program, and ends with everything in it.
//!
//! It is a fork of the keeper, in namespaces of its own, and stays outside of all that the program can reach: the program
//! can't trace it, can't stop it, and has none of its descriptors. With its end the kernel ends every process of the box
//! and unmounts all that it saw.

mod files;
mod guest;
mod mounts;
mod watch;

use std::fs;
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::time::Duration;

use rustix::process::{DumpableBehavior, Signal, set_dumpable_behavior};
use rustix::process::{getegid, geteuid, set_parent_process_death_signal};
use rustix::thread::{set_thread_groups, set_thread_res_gid, set_thread_res_uid};

use seccompiler::BpfProgram;

use super::order::{Cause, Ended, Left, Order, Ready, Stop, Writable};
use super::sys;
use super::view::View;
use crate::channel;
use crate::walls::landlock;
use guest::Walls;

/// What the program's user is called inside of the box, whoever that is outside.
const INNER_ID: u32 = 1000;

/// Who the program's user is outside of the box.
#[derive(Debug, Clone, Copy)]
pub(super) enum Identity {
    /// Whoever started enclos, who is not root; the box has its own namespace of users from the start.
    Caller,
    /// A user of this number, which nobody else has. The box is made by root, who becomes that user before the program
    /// starts.
    Number(u32),
}

/// What system calls programs may make, by whether the kernel holds their memory or it is counted.
pub(super) struct Filters {
    pub(super) held: BpfProgram,
    pub(super) counted: BpfProgram,
}

/// An order's largest size. The server bounds what it takes from clients much closer.
const MAX_ORDER_BYTES: u64 = 4 << 30;

/// Makes the box, runs what is ordered, and never returns.
///
/// `ungrouped` says why it is in no control group, where it was to be in one.
pub(super) fn run(
    control: OwnedFd,
    ungrouped: Option<String>,
    view: &View,
    identity: Identity,
    filters: &Filters,
) -> ! {
    let control = UnixStream::from(control);
    // Rust's own handlers would make the first process of a box one that its program can send signals to.
    sys::forget_signals();
    // Should the keeper be killed, nobody is left who could end this box.
    let _ = set_parent_process_death_signal(Some(Signal::KILL));
    let _ = rustix::process::umask(rustix::fs::Mode::empty());
    let code = match make(view, identity, ungrouped) {
        Ok((ready, walls)) => {
            let told = channel::send(&control, &ready, &[]);
            match told.and_then(|()| serve(&control, identity, walls, filters)) {
                Ok(()) => 0,
                // The server does not want this box any more.
                Err(_) => 1,
            }
        }
        Err(error) => {
            let _ = channel::send(&control, &Ready::No(error.to_string()), &[]);
            1
        }
    };
    sys::exit(code)
}

fn make(
    view: &View,
    identity: Identity,
    ungrouped: Option<String>,
) -> io::Result<(Ready, Option<landlock::Rules>)> {
    let owner = match identity {
        Identity::Caller => {
            map_user(geteuid().as_raw(), getegid().as_raw())?;
            INNER_ID
        }
        Identity::Number(number) => {
            has_user_namespaces()?;
            number
        }
    };
    rustix::system::sethostname(b"enclos")?;
    let proc = mounts::build(view, owner)?;
    if let (Identity::Number(_), true) = (identity, proc) {
        // When its group has no memory left, it is the program that ends, not who tells of it.
        // Root of a container may not say so, and then whoever is largest ends, which is rarely this process.
        let _ = fs::write(guest::OOM_SCORE, guest::NEVER);
    }
    // Nobody in the box may look into this process.
    set_dumpable_behavior(DumpableBehavior::NotDumpable)?;
    let writable = [
        mounts::BOX,
        mounts::TEMPORARY,
        mounts::SHARED,
        "/dev/null",
        "/dev/full",
    ]
    .map(Path::new);
    let rules = landlock::Rules::prepare(&[Path::new("/")], &writable)?;
    let landlock = rules.is_some();
    let ready = Ready::Yes {
        proc,
        landlock,
        ungrouped,
    };
    Ok((ready, rules))
}

/// A box of root's enters its namespace of users when its work comes; that there will be one must be known before.
fn has_user_namespaces() -> io::Result<()> {
    let most = fs::read_to_string("/proc/sys/user/max_user_namespaces");
    let none = most.is_ok_and(|most| most.trim() == "0");
    if none || !Path::new("/proc/self/ns/user").exists() {
        return Err(io::Error::other("this machine allows no user namespaces"));
    }
    Ok(())
}

/// Gives the only user of this namespace a number.
fn map_user(outer: u32, outer_group: u32) -> io::Result<()> {
    // Without groups there are none to be dropped, which could open what is closed to a group.
    match fs::write("/proc/self/setgroups", "deny") {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    fs::write("/proc/self/uid_map", format!("{INNER_ID} {outer} 1"))?;
    fs::write("/proc/self/gid_map", format!("{INNER_ID} {outer_group} 1"))
}

/// From root to the user that the box is for: capable of everything in a namespace of its own, and of nothing outside.
fn become_user(number: u32) -> io::Result<()> {
    let (user, group) = (
        rustix::fs::Uid::from_raw(number),
        rustix::fs::Gid::from_raw(number),
    );
    set_thread_groups(&[])?;
    set_thread_res_gid(group, group, group)?;
    set_thread_res_uid(user, user, user)?;
    sys::enter_user_namespace()?;
    // Its files in /proc are root's as long as nobody may look into it.
    set_dumpable_behavior(DumpableBehavior::Dumpable)?;
    map_user(number, number)?;
    set_dumpable_behavior(DumpableBehavior::NotDumpable)?;
    // A change of user forgets it.
    set_parent_process_death_signal(Some(Signal::KILL))?;
    Ok(())
}

/// Carries out one order.
fn serve(
    control: &UnixStream,
    identity: Identity,
    landlock: Option<landlock::Rules>,
    filters: &Filters,
) -> io::Result<()> {
    let (mut order, streams): (Order, _) = channel::receive(control, MAX_ORDER_BYTES)?;
    let streams = <[OwnedFd; 3]>::try_from(streams)
        .map_err(|_| io::Error::other("there are not three streams"))?;
    let given_files = std::mem::take(&mut order.files);
    let prepared = own(&streams, identity).and_then(|()| prepare(&order, given_files, identity));
    let given = match prepared {
        Ok(given) => given,
        Err(error) => return end(control, &failed(error.to_string())),
    };
    let filters = match order.limits.counts_memory {
        true => &filters.counted,
        false => &filters.held,
    };
    let walls = Walls { landlock, filters };
    let ended = guest::start(&order, streams, &walls)
        .and_then(|started| watch::watch(control, started, &order.limits));
    let ended = match ended {
        Ok(ended) => ended,
        Err(error) => failed(error.to_string()),
    };
    channel::send(control, &ended, &[])?;
    let mut take = |name, content| channel::send(control, &Left::File(name, content), &[]);
    files::collect(order.collect, &given, order.limits.collect_bytes, &mut take)?;
    finish(control)
}

/// Says that nothing more is to come, and stays until the server has looked at the box's groups, which go when it does.
fn finish(control: &UnixStream) -> io::Result<()> {
    channel::send(control, &Left::End, &[])?;
    // It may have wanted to stop what had ended already.
    while channel::receive::<Stop>(control, MAX_ORDER_BYTES).is_ok() {}
    Ok(())
}

/// Lets the program open its streams by their names in `/dev`, which are files of root's otherwise.
fn own(streams: &[OwnedFd; 3], identity: Identity) -> io::Result<()> {
    let Identity::Number(number) = identity else {
        return Ok(());
    };
    let owner = rustix::fs::Uid::from_raw(number);
    let group = rustix::fs::Gid::from_raw(number);
    for stream in streams {
        rustix::fs::fchown(stream, Some(owner), Some(group))?;
    }
    Ok(())
}

fn prepare(
    order: &Order,
    given: Vec<(String, serde_bytes::ByteBuf)>,
    identity: Identity,
) -> io::Result<files::Given> {
    mounts::resize(order.limits.disk_bytes, order.limits.inodes)?;
    let owner = match identity {
        Identity::Caller => None,
        Identity::Number(number) => Some(number),
    };
    let given = files::write(given, owner)
        .map_err(|error| io::Error::other(format!("the files could not be written: {error}")))?;
    let protected: &[&str] = match order.writable {
        Writable::All => &[],
        Writable::NotTemporary => &[mounts::TEMPORARY, mounts::SHARED],
        Writable::Nothing => &[mounts::BOX, mounts::TEMPORARY, mounts::SHARED],
    };
    for path in protected {
        mounts::protect(path)?;
    }
    if let Identity::Number(number) = identity {
        become_user(number)
            .map_err(|error| io::Error::other(format!("root could not become a user: {error}")))?;
    }
    Ok(given)
}

fn failed(why: String) -> Ended {
    Ended {
        cause: Cause::Failed(why),
        cpu: Duration::ZERO,
        wall: Duration::ZERO,
        peak_memory_bytes: 0,
        group_memory_bytes: 0,
        voluntary_switches: 0,
        forced_switches: 0,
    }
}

fn end(control: &UnixStream, ended: &Ended) -> io::Result<()> {
    channel::send(control, ended, &[])?;
    finish(control)
}
