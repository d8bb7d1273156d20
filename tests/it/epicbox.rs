//! What epicbox's README shows and its tests ask for, of our boxes: the same commands where they are no shell's, and
//! otherwise a program that does what the shell's command did.

use std::time::{Duration, Instant};

use enclos::boxes::{Bound, BoxError, BoxLimits, Boxes, Finished, Profile, Run, WorkingDirectory};
use enclos::{Enclos, FileName};

use crate::support::enclos;

const CAT: &str = "import sys; sys.stdout.buffer.write(sys.stdin.buffer.read())";

fn boxes() -> Boxes {
    let python = Profile::new("python", "python").command("python3 -c 'print(\"profile stdout\")'");
    Boxes::new(enclos().clone())
        .profile(python)
        .profile(Profile::new("python_read_only", "python").read_only(true))
        .profiles([
            Profile::new("gcc_compile", "c++"),
            Profile::new("gcc_run", "c++").read_only(true),
            Profile::new("c", "c"),
        ])
}

fn run(run: Run) -> Finished {
    boxes().run_blocking(run).unwrap()
}

/// A run of a Python program that is given as an argument.
fn python(program: &str) -> Run {
    Run::new("python").command(["python3", "-c", program])
}

fn seconds(count: u64) -> Duration {
    Duration::from_secs(count)
}

fn limits() -> BoxLimits {
    BoxLimits::new()
}

fn refused(run: Run) -> BoxError {
    boxes().run_blocking(run).expect_err("not acceptable")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn compile(workdir: &WorkingDirectory, command: &str, source: (&str, &str)) -> Finished {
    let run = Run::new("c").command(command).workdir(workdir);
    self::run(run.file(source.0, source.1))
}

#[test]
fn the_readmes_python_example() {
    let result = run(Run::new("python")
        .command("python3 main.py")
        .file("main.py", "print(42)")
        .limits(limits().cputime(seconds(1)).memory_mb(64)));
    assert_eq!(result.exit_code, Some(0), "{result:?}");
    assert_eq!((&*result.stdout, &*result.stderr), (&b"42\n"[..], &b""[..]));
    assert!(!result.timeout && !result.oom_killed && result.duration > Duration::ZERO);
}

#[tokio::test]
async fn the_readmes_compile_once_run_many_example() {
    let boxes = boxes();
    let untrusted_code = b"
// C++ program
#include <iostream>

int main() {
    int a, b;
    std::cin >> a >> b;
    std::cout << a + b << std::endl;
}
";
    let workdir = boxes.working_directory();
    let compile = Run::new("gcc_compile")
        .command("g++ -pipe -O2 -static -o main main.cpp")
        .file("main.cpp", untrusted_code)
        .workdir(&workdir);
    let compiled = boxes.run(compile).await.unwrap();
    assert_eq!(compiled.exit_code, Some(0), "{}", text(&compiled.stderr));
    let limits = limits().cputime(seconds(1)).memory_mb(64);
    let main = Run::new("gcc_run").command("./main").limits(limits);
    for (stdin, stdout) in [("2 2", b"4\n".as_slice()), ("14 5", b"19\n")] {
        let main = main.clone().workdir(&workdir).stdin(stdin);
        let result = boxes.run(main).await.unwrap();
        assert_eq!(result.exit_code, Some(0), "{result:?}");
        assert_eq!((&*result.stdout, &*result.stderr), (stdout, &b""[..]));
        assert!(!result.timeout && !result.oom_killed);
    }
}

#[test]
fn both_streams_come_back_and_so_does_the_exit_code() {
    let result = run(Run::new("python").command(
        "python3 -c 'import sys; print(\"stdout data\"); print(\"stderr data\", file=sys.stderr)'",
    ));
    assert_eq!(result.exit_code, Some(0));
    assert_eq!(text(&result.stdout), "stdout data\n");
    assert_eq!(text(&result.stderr), "stderr data\n");
    assert_eq!(run(Run::new("python").command("false")).exit_code, Some(1));
    let own = run(python("raise SystemExit(137)"));
    assert_eq!(own.exit_code, Some(137));
    assert!(!own.timeout && !own.oom_killed, "nobody stopped it");
}

#[test]
fn a_run_without_a_command_does_what_its_profile_says() {
    let result = run(Run::new("python"));
    assert_eq!(text(&result.stdout), "profile stdout\n");
    let nothing = run(Run::new("c"));
    assert_eq!((nothing.exit_code, nothing.stdout.len()), (Some(0), 0));
}

#[test]
fn unknown_profiles_foreign_directories_and_commands_that_are_none_are_errors() {
    let unknown = refused(Run::new("unknown").command("true"));
    assert_eq!(unknown.to_string(), "Profile not found: unknown");
    assert!(matches!(unknown, BoxError::UnknownProfile(_)));

    let other = Boxes::new(Enclos::builder().workers(1).build().unwrap());
    let run = Run::new("python").command("true");
    let foreign = refused(run.workdir(&other.working_directory()));
    assert!(foreign.to_string().contains("working_directory"));

    for (command, said) in [
        ("cat main.py", "cat is no command here"),
        ("python3 main.py | sort", "no shell"),
        ("./main", "python3 main.py"),
        ("", "empty"),
    ] {
        let error = refused(Run::new("python").command(command));
        assert!(matches!(error, BoxError::Command(_)), "{error:?}");
        assert!(error.to_string().contains(said), "{command}: {error}");
    }
    let file = refused(Run::new("python").command("true").file("../x", ""));
    assert!(matches!(file, BoxError::Enclos(_)), "{file:?}");

    let nested = Run::new("python").command("true").file("a", "");
    assert!(refused(nested.file("a/b", "")).to_string().contains("a/b"));
}

#[test]
fn real_time_ends_a_sleeper() {
    let started = Instant::now();
    let program = "print('tired', flush=True); import time; time.sleep(100)";
    let result = run(python(program).limits(limits().realtime(seconds(1))));
    assert_eq!((result.exit_code, result.timeout), (None, true));
    assert_eq!(text(&result.stdout), "tired\n", "what it printed is kept");
    assert!(result.duration >= seconds(1));
    assert!(started.elapsed() < seconds(10));
}

#[test]
fn cpu_time_ends_a_busy_program() {
    let started = Instant::now();
    let limits = limits()
        .cputime(Duration::from_millis(200))
        .realtime(seconds(10));
    let result = run(python("while True: pass").limits(limits));
    assert_eq!((result.exit_code, result.timeout), (Some(137), true));
    assert!(text(&result.stderr).contains("Killed"));
    assert!(started.elapsed() < seconds(10));
}

#[test]
fn too_much_memory_is_an_oom_kill_even_when_the_program_would_cope() {
    for (program, memory_mb) in [
        ("[1] * 10 ** 8", 8),
        (
            "try:\n [1] * 10 ** 8\nexcept MemoryError:\n print('coped')",
            100,
        ),
    ] {
        let limits = limits().cputime(seconds(10)).memory_mb(memory_mb);
        let result = run(python(program).limits(limits));
        assert!(result.oom_killed && !result.timeout, "{result:?}");
        assert_eq!(result.exit_code, Some(137));
        assert_eq!(text(&result.stdout), "");
    }
}

#[test]
fn a_file_can_be_as_large_as_its_limit_and_no_larger() {
    let write = |bytes: u32| {
        let program = format!("f = open('file', 'w'); f.write('x' * {bytes}); f.close()");
        run(python(&program).limits(limits().file_size_bytes(10)))
    };
    assert_eq!(write(10).exit_code, Some(0));
    let over = write(11);
    assert_eq!(over.exit_code, Some(1));
    assert!(text(&over.stderr).contains("File too large"), "{over:?}");
}

#[test]
fn a_read_only_profile_can_change_only_a_directory_that_was_brought_along() {
    let touch = |path: &str| {
        let program = format!("open({path:?}, 'w')");
        Run::new("python_read_only").command(vec!["python3".to_owned(), "-c".to_owned(), program])
    };
    for path in ["/tmp/file", "file"] {
        let result = run(touch(path));
        assert_eq!(result.exit_code, Some(1), "{path}");
        assert!(
            text(&result.stderr).contains("Read-only file system"),
            "{path}"
        );
    }
    let workdir = boxes().working_directory();
    assert!(!run(touch("/tmp/file").workdir(&workdir)).succeeded());
    assert!(run(touch("file").workdir(&workdir)).succeeded());
    assert_eq!(workdir.names(), [FileName::new("file").unwrap()]);
}

#[test]
fn there_is_no_network_and_no_second_process() {
    let lookup = "import urllib.request; urllib.request.urlopen('http://localhost')";
    assert_eq!(run(python(lookup)).exit_code, Some(1));
    let fork = "import subprocess; subprocess.run(['true'])";
    for processes in [Bound::At(10), Bound::Unlimited] {
        let result = run(python(fork).limits(limits().processes(processes)));
        assert_eq!(result.exit_code, Some(1));
    }
}

#[test]
fn files_and_input_arrive_byte_for_byte() {
    let result = run(Run::new("python")
        .command("python3 main.py")
        .file("main.py", "print(open('data/file.txt').read())")
        .file("data/file.txt", "Data in file.txt"));
    assert_eq!(text(&result.stdout), "Data in file.txt\n");
    for stdin in ["", "binary data\n", "utf8 данные\n", "\n\n\r\n"] {
        let result = run(python(CAT).stdin(stdin));
        assert_eq!(text(&result.stdout), stdin);
    }
}

#[test]
fn a_sandbox_can_be_started_again_and_keeps_its_files_until_it_is_dropped() {
    let boxes = boxes();
    let cat = boxes.create(python(CAT)).unwrap();
    assert_eq!(cat.realtime_limit(), seconds(5));
    let large = b"stdin data".repeat(100_000);
    for stdin in [&b""[..], b"stdin data", &large, b""] {
        let result = cat.start_blocking(stdin).unwrap();
        assert!(result.stdout == stdin, "{} bytes", result.stdout.len());
        assert_eq!((result.exit_code, result.timeout), (Some(0), false));
    }
    let program = "n = open('n').read(); print(n); open('n', 'w').write(n + '+')";
    let count = boxes.create(python(program).file("n", "0")).unwrap();
    for said in ["0\n", "0+\n", "0++\n"] {
        assert_eq!(text(&count.start_blocking("").unwrap().stdout), said);
    }
}

#[test]
fn a_working_directory_keeps_what_runs_made_changed_and_removed() {
    let workdir = boxes().working_directory();
    let first = Run::new("python").command("true").workdir(&workdir);
    run(first.file("file", "first run data\n").file("gone", ""));
    let program = "
import os
print(open('file').read(), end='')
open('file', 'a').write('more')
os.remove('gone')
os.makedirs('a/b')
open('a/b/new', 'w').write('new')
open('/tmp/x', 'w').write('temporary')
";
    let second = run(python(program).workdir(&workdir));
    assert_eq!(text(&second.stdout), "first run data\n", "{second:?}");
    let names: Vec<String> = workdir.names().iter().map(FileName::to_string).collect();
    assert_eq!(names, ["a/b/new", "file"]);
    let content = workdir.read(&FileName::new("file").unwrap()).unwrap();
    assert_eq!(text(&content), "first run data\nmore");
    // A program that was stopped leaves what it wrote before.
    let stopped = "open('half', 'w').write('x')\nwhile True: pass";
    let stopped = python(stopped).limits(limits().cputime(Duration::from_millis(100)));
    assert!(run(stopped.workdir(&workdir)).timeout);
    assert!(workdir.read(&FileName::new("half").unwrap()).is_some());
    // Another directory knows nothing of it.
    let other = boxes().working_directory();
    let look = run(python("import os; print(os.listdir())").workdir(&other));
    assert_eq!(text(&look.stdout), "[]\n");
}

#[test]
fn runs_in_one_directory_come_one_after_the_other() {
    let workdir = boxes().working_directory();
    run(Run::new("python")
        .command("true")
        .file("n", "0")
        .workdir(&workdir));
    let program = "n = int(open('n').read()) + 1; open('n', 'w').write(str(n))";
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| assert!(run(python(program).workdir(&workdir)).succeeded()));
        }
    });
    let count = workdir.read(&FileName::new("n").unwrap()).unwrap();
    assert_eq!(text(&count), "8");
}

#[tokio::test]
async fn a_run_that_is_given_up_leaves_its_directory_as_it_was_and_free() {
    let boxes = boxes();
    let workdir = boxes.working_directory();
    let program = "open('x', 'w').write('x')\nwhile True: pass";
    let endless = python(program).limits(limits().cputime(seconds(60)));
    let endless = boxes.run(endless.workdir(&workdir));
    let given_up = tokio::time::timeout(Duration::from_millis(300), endless).await;
    assert!(given_up.is_err());
    let look = python("import os; print(os.listdir())").workdir(&workdir);
    assert_eq!(text(&boxes.run(look).await.unwrap().stdout), "[]\n");
}

#[test]
fn a_compiler_takes_what_it_is_told_and_nothing_else() {
    let workdir = boxes().working_directory();
    let main = "#include \"lib/add.h\"\n#include <stdio.h>\n\
        int main(int argc, char **argv) { printf(\"%s %d %d\\n\", argv[0], argc, add(SUM)); }";
    let files = Run::new("c")
        .command("true")
        .workdir(&workdir)
        .file("lib/add.h", "int add(int, int);")
        .file("lib/add.c", "int add(int a, int b) { return a + b; }")
        .file("broken.c", "this is no C");
    run(files);
    let command = "gcc -O2 -D SUM=40,2 -lm ./main.c lib/add.c -obin/sum";
    let compiled = compile(&workdir, command, ("main.c", main));
    assert_eq!(compiled.exit_code, Some(0), "{}", text(&compiled.stderr));
    let sum = Run::new("c")
        .command("./bin/sum 1 'two words'")
        .workdir(&workdir);
    assert_eq!(text(&run(sum).stdout), "./bin/sum 3 42\n");

    let broken = compile(&workdir, "gcc broken.c", ("main.c", main));
    assert_eq!(broken.exit_code, Some(1));
    assert!(text(&broken.stderr).contains("broken.c:1"));
    let absent = compile(&workdir, "gcc absent.c", ("main.c", main));
    assert_eq!(absent.exit_code, Some(1));
    assert!(text(&absent.stderr).contains("absent.c"));
    let over = compile(
        &workdir,
        "gcc -DSUM=1,2 main.c lib/add.c -o lib",
        ("main.c", main),
    );
    assert!(text(&over.stderr).contains("Is a directory"), "{over:?}");
    let names: Vec<String> = workdir.names().iter().map(FileName::to_string).collect();
    assert_eq!(
        names,
        ["bin/sum", "broken.c", "lib/add.c", "lib/add.h", "main.c"]
    );
}

#[test]
fn a_program_that_is_none_is_what_a_shell_makes_of_it() {
    let workdir = boxes().working_directory();
    let files = Run::new("c").workdir(&workdir);
    run(files
        .command("true")
        .file("text", "not a module")
        .file("d/x", ""));
    for (command, exit_code, said) in [
        ("./absent", 127, "./absent: not found\n"),
        ("../absent", 127, "../absent: not found\n"),
        ("./d", 126, "./d: Is a directory\n"),
        (
            "./text",
            126,
            "./text: cannot execute: the program is no WebAssembly module",
        ),
    ] {
        let result = run(Run::new("c").command(command).workdir(&workdir));
        assert_eq!(result.exit_code, Some(exit_code), "{command}");
        assert!(text(&result.stderr).starts_with(said), "{result:?}");
    }
}

#[test]
fn signals_are_told_as_a_shell_tells_them() {
    let workdir = boxes().working_directory();
    let source = "#include <stdlib.h>\nint main(int argc, char **argv) {\n\
        if (argc > 1) abort();\nvolatile int zero = 0; return 7 / zero; }";
    assert!(compile(&workdir, "gcc -w main.c", ("main.c", source)).succeeded());
    for (command, exit_code, said) in [
        ("./a.out", 136, "Floating point exception\n"),
        ("./a.out x", 134, "Aborted\n"),
    ] {
        let result = run(Run::new("c").command(command).workdir(&workdir));
        assert_eq!(result.exit_code, Some(exit_code), "{result:?}");
        assert!(text(&result.stderr).ends_with(said), "{result:?}");
        assert!(!result.timeout && !result.oom_killed);
    }
}

#[test]
fn what_a_directory_holds_counts_against_the_quota_of_each_run() {
    let mut builder = Enclos::builder().workers(1).program_cache_bytes(0);
    builder.rules_mut().run_defaults.quota.bytes = 1000;
    let enclos = builder.build().unwrap();
    enclos.set_up(&["python"], &enclos::depot::Silent).unwrap();
    let boxes = Boxes::new(enclos).profile(Profile::new("python", "python"));
    let workdir = boxes.working_directory();
    let write = |name: &str, bytes: u32| {
        let program = format!("open('{name}', 'w').write('x' * {bytes})");
        boxes
            .run_blocking(python(&program).workdir(&workdir))
            .unwrap()
    };
    assert!(write("a", 600).succeeded());
    let over = write("b", 600);
    assert!(text(&over.stderr).contains("No space left"), "{over:?}");
    assert!(
        write("a", 900).succeeded(),
        "in the place of what was there"
    );
    let given = Run::new("python").command("true").file("c", [0; 200]);
    let error = boxes
        .run_blocking(given.workdir(&workdir))
        .expect_err("too much");
    assert!(error.to_string().contains("1000 bytes"), "{error}");
}

#[test]
fn output_that_is_cut_says_so() {
    let result = run(python("print('x' * 1000)").limits(limits().output_bytes(10)));
    assert!(result.output_truncated && !result.timeout && !result.oom_killed);
    assert_eq!(
        (text(&result.stdout).as_str(), result.exit_code),
        ("xxxxxxxxxx", Some(137))
    );
}
