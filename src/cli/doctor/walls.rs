//! What `enclos doctor` says of the walls around worker processes: sentences for operators, each with what was tried.

use crate::walls::trial::{self, Tried};

/// What versions of Landlock add, and the kernels that have them.
const VERSIONS: &[(u32, &str, &str)] = &[
    (1, "5.13", "reading, writing and executing by folder"),
    (2, "5.19", "moves between folders"),
    (3, "6.2", "truncation"),
    (4, "6.7", "TCP"),
    (5, "6.10", "commands to devices"),
    (6, "6.12", "signals and abstract sockets to the outside"),
];

/// Says it line by line; whether the walls that stand hold, and workers can work behind them.
pub(super) fn tell(mut say: impl FnMut(&str)) -> bool {
    let tried = std::env::current_exe().and_then(|program| trial::tried(&program));
    match tried {
        Ok(tried) => {
            let is_root = rustix::process::geteuid().is_root();
            for (what, holds, meaning) in lines(&tried, is_root) {
                let yes = if holds { "yes" } else { "no" };
                say(&format!("  {what}: {yes}, {meaning}"));
            }
            is_sound(&tried)
        }
        Err(error) => {
            say(&format!(
                "  the walls can't be put up: {error}; `enclos serve` runs nothing on this machine"
            ));
            false
        }
    }
}

/// Whether what stands holds. A wall that the kernel does not have is no defect of ours.
fn is_sound(tried: &Tried) -> bool {
    let Tried {
        standing, reached, ..
    } = tried;
    let dies = tried.dies_of_socket && tried.dies_of_program;
    reached.within
        && (standing.landlock.is_none() || !reached.elsewhere)
        && (!standing.seccomp || (dies && !reached.writing))
}

/// Each wall, whether it stands, and what that means.
fn lines(tried: &Tried, is_root: bool) -> [(&'static str, bool, String); 5] {
    let standing = &tried.standing;
    let capabilities = match standing.capabilities {
        true => "a worker has none of root's rights, whoever starts it".to_owned(),
        false => "a worker keeps what the server has: start it as an ordinary user".to_owned(),
    };
    [
        ("Landlock", standing.landlock.is_some(), landlock(tried)),
        ("system calls", standing.seccomp, calls(tried)),
        ("no capabilities", standing.capabilities, capabilities),
        ("user namespace", standing.user_namespace, namespace(tried)),
        (
            "ordinary user",
            !is_root,
            match is_root {
                true => "root: a worker has none of its capabilities, but it owns its files, which Landlock alone closes to \
                         it; a user of its own for the server has less to lose"
                    .to_owned(),
                false => "the server's user has what the server needs".to_owned(),
            },
        ),
    ]
}

fn landlock(tried: &Tried) -> String {
    let closed_by_filter = match tried.standing.seccomp && !tried.reached.writing {
        true => {
            "nothing more: writing, sockets and other processes stay closed by the filter of system calls"
        }
        false => "write them as well, because system calls are not filtered",
    };
    let Some(version) = tried.standing.landlock else {
        let others = match tried.reached.others {
            true => ", and the memory of its other processes",
            false => "",
        };
        return format!(
            "this kernel has none, or it is switched off: a program that broke out of WebAssembly could read what files \
             the server's user can read{others}; {closed_by_filter}; Linux 5.13 or newer with `landlock` in the boot \
             parameter `lsm` brings it, where a container lets it through"
        );
    };
    if tried.reached.elsewhere {
        return format!(
            "version {version} is in force, and yet a worker read a file elsewhere (tried): take this machine out of service"
        );
    }
    let (has, lacks): (Vec<_>, Vec<_>) = VERSIONS.iter().partition(|(since, ..)| *since <= version);
    let had: Vec<_> = has
        .iter()
        .map(|(since, _, what)| format!("{what} ({since})"))
        .collect();
    let mut meaning = format!(
        "version {version}: a worker reads the files of the languages that it runs, and no other file (tried); it denies {}",
        had.join(", ")
    );
    if !lacks.is_empty() {
        let lacked: Vec<_> = lacks
            .iter()
            .map(|(since, linux, what)| format!("{what} ({since}, Linux {linux})"))
            .collect();
        meaning.push_str(&format!(
            "; to the filter of system calls alone it leaves {}",
            lacked.join(", ")
        ));
    }
    meaning
}

fn calls(tried: &Tried) -> String {
    match tried.standing.seccomp {
        true if tried.reached.writing => {
            "they are filtered, and yet a worker wrote a file (tried): take this machine out of service".to_owned()
        }
        true if !tried.dies_of_socket || !tried.dies_of_program => {
            "they are filtered, and yet a worker made a socket or a process (tried): take this machine out of service"
                .to_owned()
        }
        true => "writing a file is refused, and asking for a socket or a process is a worker's death (tried)".to_owned(),
        false => {
            let files = match tried.standing.landlock {
                Some(_) => "use the network and",
                None => "write files, use the network and",
            };
            format!(
                "this kernel filters none: a program that broke out of WebAssembly could {files} start programs as the \
                 server's user; a kernel with CONFIG_SECCOMP_FILTER on x86_64 or aarch64 brings it"
            )
        }
    }
}

fn namespace(tried: &Tried) -> String {
    let others = "what other processes of the server's user hold";
    match (tried.standing.user_namespace, tried.reached.others) {
        (true, false) => format!("{others} is closed to a worker, by Landlock or without (tried)"),
        (false, false) => format!(
            "this machine keeps them from the server's user: {others} is closed to a worker by one wall less (tried); \
             `sysctl user.max_user_namespaces=15000` brings them, or a container's profile that lets `unshare` through"
        ),
        (stands, true) => format!(
            "{}{others} is open to a worker (tried); `sysctl user.max_user_namespaces=15000` closes it, or \
             `kernel.yama.ptrace_scope=1`",
            if stands {
                "it has one of its own, and yet "
            } else {
                ""
            }
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::walls::trial::Reached;
    use crate::walls::worker::Standing;

    fn whole() -> Tried {
        Tried {
            standing: Standing {
                landlock: Some(6),
                seccomp: true,
                capabilities: true,
                user_namespace: true,
            },
            reached: Reached {
                within: true,
                ..Reached::default()
            },
            dies_of_socket: true,
            dies_of_program: true,
        }
    }

    fn said(tried: &Tried) -> String {
        let lines =
            lines(tried, false).map(|(what, holds, meaning)| format!("{what}: {holds}, {meaning}"));
        lines.join("\n")
    }

    #[test]
    fn what_a_kernel_lacks_is_no_defect_and_is_said() {
        let mut tried = whole();
        assert!(is_sound(&tried) && !said(&tried).contains("false"));
        tried.standing.landlock = Some(3);
        assert!(said(&tried).contains("alone it leaves TCP (4, Linux 6.7)"));
        tried.standing.landlock = None;
        tried.reached.elsewhere = true;
        assert!(is_sound(&tried));
        let without = said(&tried);
        assert!(without.contains("could read what files") && without.contains("nothing more"));
        assert!(!without.contains("memory of its other processes"));
        tried.reached.others = true;
        tried.standing.user_namespace = false;
        assert!(said(&tried).contains("memory of its other processes"));
        tried.standing.seccomp = false;
        tried.reached.writing = true;
        assert!(is_sound(&tried));
        let without = said(&tried);
        assert!(
            !without.contains("nothing more") && without.contains("write files, use the network")
        );
    }

    #[test]
    fn a_wall_that_stands_and_does_not_hold_is_a_defect() {
        let breaches: [fn(&mut Tried); 5] = [
            |tried| tried.reached.within = false,
            |tried| tried.reached.elsewhere = true,
            |tried| tried.reached.writing = true,
            |tried| tried.dies_of_socket = false,
            |tried| tried.dies_of_program = false,
        ];
        for breach in breaches {
            let mut tried = whole();
            breach(&mut tried);
            assert!(!is_sound(&tried), "{tried:?}");
            assert!(!tried.reached.within || said(&tried).contains("out of service"));
        }
    }
}
