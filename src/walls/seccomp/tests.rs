//! What comes of calls under the filter. It holds for the thread that installs it, so each test has a thread of its
//! own.

use std::io::Write;
use std::net::{TcpListener, UdpSocket};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use rustix::io::Errno;

use super::*;

/// Runs this in a thread under the filter.
fn under_filter<T: Send + 'static>(test: impl FnOnce() -> T + Send + 'static) -> T {
    std::thread::spawn(move || {
        rustix::thread::set_no_new_privs(true).unwrap();
        install(&filter(Memory::Counted).unwrap()).unwrap();
        test()
    })
    .join()
    .unwrap()
}

/// What a program of the filter answers to a call: a small interpreter of the instructions that are used.
fn answer(program: &BpfProgram, architecture: u32, number: u32, arguments: [u64; 6]) -> u32 {
    let mut data = vec![number, architecture, 0, 0];
    for argument in arguments {
        data.extend([argument as u32, (argument >> 32) as u32]);
    }
    let (mut at, mut accumulator) = (0, 0);
    loop {
        let instruction = &program[at];
        let (k, code) = (instruction.k, u32::from(instruction.code));
        let holds = match code {
            0x20 => {
                accumulator = data[k as usize / 4];
                at += 1;
                continue;
            }
            0x06 => return k,
            0x15 => accumulator == k,
            0x35 => accumulator >= k,
            0x45 => accumulator & k != 0,
            other => panic!("an unknown instruction {other:#x}"),
        };
        at += 1 + usize::from(if holds {
            instruction.jt
        } else {
            instruction.jf
        });
    }
}

const ALLOW: u32 = libc::SECCOMP_RET_ALLOW;

fn refusal(errno: i32) -> u32 {
    libc::SECCOMP_RET_ERRNO | errno as u32
}

#[test]
fn every_number_gets_what_the_lists_say() {
    let program = filter(Memory::Counted).unwrap();
    let architecture = calls::AUDIT_ARCHITECTURE.unwrap();
    let rules = calls::rules(Memory::Counted);
    assert!(rules.len() > 250);
    let said = |verdict| match verdict {
        Verdict::Allow => ALLOW,
        Verdict::Errno(number) => refusal(number.into()),
        Verdict::Kill => libc::SECCOMP_RET_KILL_PROCESS,
    };
    for number in 0..2000 {
        let expected = match rules.get(&number) {
            None => refusal(libc::ENOSYS),
            Some(Rule::All(verdict)) => said(*verdict),
            Some(Rule::Argument { .. } | Rule::Cases { .. }) => continue,
        };
        assert_eq!(answer(&program, architecture, number, [0; 6]), expected);
    }
}

#[test]
fn arguments_decide_by_their_lower_half() {
    let program = filter(Memory::Counted).unwrap();
    let architecture = calls::AUDIT_ARCHITECTURE.unwrap();
    let ask = |number: i64, arguments: [u64; 2]| {
        let [first, second] = arguments;
        let arguments = [first, second, 0, 0, 0, 0];
        answer(&program, architecture, number as u32, arguments)
    };
    for bit in [17, 25, 26, 27, 28, 29, 30] {
        assert_eq!(
            ask(libc::SYS_clone, [17 | 1 << bit, 0]),
            refusal(libc::EPERM)
        );
    }
    let thread = 0x003d_0f00;
    assert_eq!(ask(libc::SYS_clone, [thread, 0]), ALLOW);
    assert_eq!(ask(libc::SYS_clone3, [0, 0]), refusal(libc::ENOSYS));
    assert_eq!(ask(libc::SYS_socket, [libc::AF_UNIX as u64, 0]), ALLOW);
    for family in [
        0,
        libc::AF_INET,
        libc::AF_INET6,
        libc::AF_NETLINK,
        libc::AF_PACKET,
        libc::AF_VSOCK,
    ] {
        for call in [libc::SYS_socket, libc::SYS_socketpair] {
            assert_eq!(ask(call, [family as u64, 0]), refusal(libc::EAFNOSUPPORT));
        }
    }
    // The kernel drops the upper half, so that it must not make a difference.
    assert_eq!(
        ask(libc::SYS_ioctl, [0, 1 << 32 | 0x5412]),
        refusal(libc::EPERM)
    );
    assert_eq!(ask(libc::SYS_ioctl, [0, 0x541c]), refusal(libc::EPERM));
    assert_eq!(ask(libc::SYS_ioctl, [0, 0x5401]), ALLOW);
    assert_eq!(ask(libc::SYS_personality, [0xffff_ffff, 0]), ALLOW);
    assert_eq!(ask(libc::SYS_personality, [0x0004_0000, 0]), ALLOW);
    assert_eq!(
        ask(libc::SYS_personality, [0x0040_0000, 0]),
        refusal(libc::EPERM)
    );
}

#[test]
fn limits_are_a_programs_own_and_core_dumps_stay_off() {
    let program = filter(Memory::Held).unwrap();
    let architecture = calls::AUDIT_ARCHITECTURE.unwrap();
    let set = |arguments: [u64; 3]| {
        let [pid, resource, new] = arguments;
        let arguments = [pid, resource, new, 0, 0, 0];
        let number = libc::SYS_prlimit64 as u32;
        answer(&program, architecture, number, arguments)
    };
    let (stack, core) = (u64::from(libc::RLIMIT_STACK), u64::from(libc::RLIMIT_CORE));
    let address = 0x7fff_0000_1000;
    assert_eq!(set([0, stack, address]), ALLOW);
    assert_eq!(set([1, stack, address]), refusal(libc::EPERM));
    assert_eq!(set([1, stack, 0]), refusal(libc::EPERM));
    assert_eq!(set([1, core, 0]), refusal(libc::EPERM));
    assert_eq!(set([0, core, 0]), ALLOW);
    for address in [address, 0x1000, 0x1_0000_0000] {
        assert_eq!(set([0, core, address]), refusal(0));
    }
}

#[test]
fn where_memory_is_counted_it_is_somebodys() {
    let architecture = calls::AUDIT_ARCHITECTURE.unwrap();
    let send = |memory| {
        let number = libc::SYS_sendmsg as u32;
        answer(&filter(memory).unwrap(), architecture, number, [0; 6])
    };
    assert_eq!(send(Memory::Counted), refusal(libc::EPERM));
    assert_eq!(send(Memory::Held), ALLOW);
    let map = |memory, flags: i32| {
        let arguments = [0, 1 << 20, 3, flags as u64, 0, 0];
        let number = libc::SYS_mmap as u32;
        answer(&filter(memory).unwrap(), architecture, number, arguments)
    };
    let shared = libc::MAP_SHARED | libc::MAP_ANONYMOUS;
    let validated = libc::MAP_SHARED_VALIDATE | libc::MAP_ANONYMOUS;
    for flags in [shared, validated] {
        assert_eq!(map(Memory::Counted, flags), refusal(libc::EPERM));
        assert_eq!(map(Memory::Held, flags), ALLOW);
    }
    let private = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS;
    for flags in [private, libc::MAP_SHARED, libc::MAP_PRIVATE] {
        assert_eq!(map(Memory::Counted, flags), ALLOW);
    }
}

#[test]
fn other_architectures_are_killed_and_x32_is_missing() {
    let program = filter(Memory::Counted).unwrap();
    let i386 = 0x4000_0003;
    let kill = libc::SECCOMP_RET_KILL_PROCESS;
    assert_eq!(
        answer(&program, i386, libc::SYS_getpid as u32, [0; 6]),
        kill
    );
    let here = calls::AUDIT_ARCHITECTURE.unwrap();
    for number in [
        0,
        libc::SYS_getpid as u32,
        libc::SYS_ptrace as u32,
        512,
        547,
    ] {
        let x32 = number | 0x4000_0000;
        assert_eq!(answer(&program, here, x32, [0; 6]), refusal(libc::ENOSYS));
    }
}

#[test]
fn sockets_are_of_this_machine_only() {
    under_filter(|| {
        let refused = Some(libc::EAFNOSUPPORT);
        for address in ["127.0.0.1:0", "[::1]:0"] {
            let listener = TcpListener::bind(address);
            assert_eq!(listener.unwrap_err().raw_os_error(), refused);
            let datagrams = UdpSocket::bind(address);
            assert_eq!(datagrams.unwrap_err().raw_os_error(), refused);
        }
        let (mut one, _other) = UnixStream::pair().unwrap();
        one.write_all(b"x").unwrap();
    });
}

#[test]
fn what_leads_out_of_a_box_is_refused_even_to_root() {
    under_filter(|| {
        let refused = rustix::process::chroot("/");
        assert_eq!(refused, Err(Errno::PERM));
        let memory = rustix::fs::memfd_create("x", rustix::fs::MemfdFlags::empty());
        assert_eq!(memory.unwrap_err(), Errno::NOSYS);
    });
}

#[test]
fn files_threads_and_programs_are_as_ever() {
    let printed = under_filter(|| {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a"), "text").unwrap();
        std::fs::rename(folder.path().join("a"), folder.path().join("b")).unwrap();
        std::fs::copy(folder.path().join("b"), folder.path().join("c")).unwrap();
        std::fs::create_dir(folder.path().join("d")).unwrap();
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 3);
        rustix::fs::sync();
        let text = std::thread::spawn(move || std::fs::read(folder.path().join("c")).unwrap());
        assert_eq!(text.join().unwrap(), b"text");
        let program = "echo $((6 * 7)) | cat; unshare -U true 2>&1; (exit 3); echo $?";
        Command::new("sh")
            .args(["-c", program])
            .output()
            .unwrap()
            .stdout
    });
    let printed = String::from_utf8(printed).unwrap();
    assert!(printed.starts_with("42\n"), "{printed}");
    assert!(printed.contains("Operation not permitted"), "{printed}");
    assert!(printed.ends_with("\n3\n"), "{printed}");
}

#[test]
fn it_is_cheap() {
    let before = Instant::now();
    let program = filter(Memory::Counted).unwrap();
    let built = before.elapsed();
    let count = program.len();
    let installed = std::thread::spawn(move || {
        rustix::thread::set_no_new_privs(true).unwrap();
        let before = Instant::now();
        install(&program).unwrap();
        before.elapsed()
    })
    .join()
    .unwrap();
    eprintln!("seccomp: {count} instructions, built in {built:?}, installed in {installed:?}");
    // Two orders of magnitude above what it takes, for machines with other work.
    assert!(installed.as_millis() < 100);
}

/// Small programs that print 42, by which the filter is proven together with Landlock's rules, as they are in a box,
/// for each language that this machine may have: what is needed, and a shell's words.
const PROGRAMS: &[(&str, &str)] = &[
    (
        "java",
        "echo 'class A { public static void main(String[] a) throws Exception { \
         var t = new Thread(() -> System.out.println(6 * 7)); t.start(); t.join(); } }' > A.java && java A.java",
    ),
    (
        "mcs",
        "echo 'class A { static void Main() { var t = new System.Threading.Thread(() => System.Console.Write(42)); \
         t.Start(); t.Join(); } }' > a.cs && mcs a.cs && mono a.exe",
    ),
    (
        "ghc",
        "echo 'import Control.Concurrent\nmain = do { m <- newEmptyMVar; forkIO (putMVar m 42); takeMVar m >>= print}' \
         > a.hs && ghc -v0 -threaded a.hs && ./a",
    ),
    (
        "gnatmake",
        "printf 'with Ada.Text_IO;\nprocedure A is\n task T;\n task body T is begin Ada.Text_IO.Put (\"42\"); end T;\n\
         begin null; end A;\n' > a.adb && gnatmake -q a.adb && ./a",
    ),
    (
        "fpc",
        "echo 'begin writeln(6 * 7) end.' > a.pas && fpc -v0 a.pas > log && ./a",
    ),
    (
        "rustc",
        "echo 'fn main() { println!(\"{}\", std::thread::spawn(|| 42).join().unwrap()) }' > a.rs && rustc a.rs && ./a",
    ),
    (
        "gdc",
        "echo 'import std.stdio; void main() { writeln(6 * 7); }' > a.d && gdc a.d -o a && ./a",
    ),
    ("php", "php -r 'echo shell_exec(\"echo 42\");'"),
    (
        "gcc",
        "echo 'int puts(const char*); int main() { puts(\"42\"); }' > a.c && gcc -O2 -pipe a.c && ./a.out",
    ),
    (
        "python3",
        "python3 -c 'import multiprocessing as m, subprocess, tempfile\n\
         tempfile.TemporaryFile()\nsubprocess.run([\"true\"], check=True)\n\
         p = m.Pipe()\nq = m.Process(target=p[1].send, args=(42,))\nq.start(); print(p[0].recv()); q.join()'",
    ),
    (
        "node",
        "node -e 'setTimeout(() => console.log(require(\"child_process\").execSync(\"echo 42\") + \"\"), 1)'",
    ),
    (
        "perl",
        "perl -e 'my $pid = open(my $out, \"-|\") // die; print $pid ? <$out> : 42'",
    ),
    ("bash", "bash -c 'diff <(echo 42) /dev/null | tail -c 3'"),
];

#[test]
fn compilers_and_interpreters_do_not_notice() {
    use crate::walls::landlock::Rules;
    let is_there = |name: &str| {
        let path = std::env::var_os("PATH").unwrap();
        std::env::split_paths(&path).any(|folder| folder.join(name).exists())
    };
    let (present, missing): (Vec<_>, Vec<_>) =
        PROGRAMS.iter().partition(|(name, _)| is_there(name));
    let names: Vec<_> = missing.iter().map(|(name, _)| *name).collect();
    eprintln!("skipped, because they are not on PATH: {}", names.join(" "));
    for (name, script) in present {
        let said = std::thread::spawn(move || {
            let folder = tempfile::tempdir().unwrap();
            let write = [folder.path(), Path::new("/dev/null"), Path::new("/dev/shm")];
            if let Some(rules) = Rules::prepare(&[Path::new("/")], &write).unwrap() {
                rules.enforce().unwrap();
            }
            install(&filter(Memory::Held).unwrap()).unwrap();
            let mut command = Command::new("bash");
            command.args(["-c", script]).current_dir(&folder);
            command.envs([("TMPDIR", folder.path()), ("HOME", folder.path())]);
            command.output().unwrap()
        });
        let said = said.join().unwrap();
        let (printed, errors) = (
            String::from_utf8_lossy(&said.stdout),
            String::from_utf8_lossy(&said.stderr),
        );
        assert_eq!(printed.trim(), "42", "{name}: {errors}");
    }
}
