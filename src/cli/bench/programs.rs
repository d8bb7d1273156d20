//! The programs that are measured, part of the binary, so that an installed one can measure itself.

/// A program in one language.
#[derive(Debug, Clone, Copy)]
pub(super) struct Program {
    pub(super) name: &'static str,
    pub(super) language: &'static str,
    /// With the extension that native tools expect.
    pub(super) file: &'static str,
    pub(super) source: &'static str,
}

macro_rules! program {
    ($name:literal, $language:literal, $file:literal) => {
        Program {
            name: $name,
            language: $language,
            file: $file,
            source: include_str!(concat!("../../../benches/programs/", $file)),
        }
    };
}

/// Programs that compute: each a fifth to a half of a second natively, and a checksum that native and sandboxed must share.
pub(super) const CPU_BOUND: [Program; 63] = [
    program!("n-body", "c", "nbody.c"),
    program!("fannkuch", "c", "fannkuch.c"),
    program!("spectral norm", "c", "spectral.c"),
    program!("binary trees", "c", "trees.c"),
    program!("mandelbrot", "c", "mandelbrot.c"),
    program!("JSON", "c", "documents.c"),
    program!("sorting", "c", "sorting.c"),
    program!("dictionary", "c", "words.c"),
    program!("n-body", "python", "nbody.py"),
    program!("fannkuch", "python", "fannkuch.py"),
    program!("spectral norm", "python", "spectral.py"),
    program!("binary trees", "python", "trees.py"),
    program!("mandelbrot", "python", "mandelbrot.py"),
    program!("JSON", "python", "documents.py"),
    program!("sorting", "python", "sorting.py"),
    program!("dictionary", "python", "words.py"),
    program!("n-body", "javascript", "nbody.js"),
    program!("fannkuch", "javascript", "fannkuch.js"),
    program!("spectral norm", "javascript", "spectral.js"),
    program!("binary trees", "javascript", "trees.js"),
    program!("mandelbrot", "javascript", "mandelbrot.js"),
    program!("JSON", "javascript", "documents.js"),
    program!("sorting", "javascript", "sorting.js"),
    program!("dictionary", "javascript", "words.js"),
    program!("n-body", "lua", "nbody.lua"),
    program!("fannkuch", "lua", "fannkuch.lua"),
    program!("spectral norm", "lua", "spectral.lua"),
    program!("binary trees", "lua", "trees.lua"),
    program!("mandelbrot", "lua", "mandelbrot.lua"),
    program!("sorting", "lua", "sorting.lua"),
    program!("dictionary", "lua", "words.lua"),
    program!("Fibonacci", "awk", "fib.awk"),
    program!("dictionary", "awk", "words.awk"),
    program!("counting", "brainfuck", "count.bf"),
    program!("Fibonacci", "forth", "fib.fs"),
    program!("sieve", "forth", "sieve.fs"),
    program!("matrices", "fortran", "matrix.f"),
    program!("sieve", "fortran", "sieve.f"),
    program!("Fibonacci", "go", "fib.go"),
    program!("maps and sorting", "go", "mapsort.go"),
    program!("n-body", "go", "nbody.go"),
    program!("Fibonacci", "ocaml", "fib.ml"),
    program!("hash tables", "ocaml", "hash.ml"),
    program!("n-body", "ocaml", "nbody.ml"),
    program!("Fibonacci", "perl", "fib.pl"),
    program!("dictionary", "perl", "words.pl"),
    program!("Fibonacci", "php", "fib.php"),
    program!("n-body", "php", "nbody.php"),
    program!("dictionary", "php", "words.php"),
    program!("naive reverse", "prolog", "nrev_prolog.pl"),
    program!("Fibonacci", "prolog", "fib_prolog.pl"),
    program!("Fibonacci", "ruby", "fib.rb"),
    program!("n-body", "ruby", "nbody.rb"),
    program!("dictionary", "ruby", "words.rb"),
    program!("Fibonacci", "scheme", "fib.scm"),
    program!("lists", "scheme", "lists.scm"),
    program!("sieve", "scheme", "sieve.scm"),
    program!("joins", "sql", "joins.sql"),
    program!("recursive query", "sql", "recursive.sql"),
    program!("Fibonacci", "tcl", "fib.tcl"),
    program!("sieve", "tcl", "sieve.tcl"),
    program!("n-body", "typescript", "nbody.ts"),
    program!("queue", "typescript", "queue.ts"),
];

/// Programs whose compilation is measured.
pub(super) const COMPILED: [Program; 3] = [
    program!("hello", "c", "hello.c"),
    program!("hello, 3 headers", "cpp", "hello.cpp"),
    program!("22 headers", "cpp", "headers.cpp"),
];

/// The plainest hello there is, by language. A reference program does more, to show more.
pub(super) const HELLO: [(&str, &str); 6] = [
    ("python", "print('Hello, world!')\n"),
    ("javascript", "console.log('Hello, world!')\n"),
    ("lua", "print('Hello, world!')\n"),
    ("perl", "print \"Hello, world!\\n\";\n"),
    ("python-data", "print('Hello, world!')\n"),
    ("ruby", "puts 'Hello, world!'\n"),
];

/// Works a little, says that it is ready, and waits for a line.
pub(super) const WAITING_AFTER_WORK: &str = include_str!("../../../benches/programs/waiting.py");

/// Says that it is ready, and waits for a line.
pub(super) const WAITING_AT_ONCE: &str =
    "import sys\nprint('ready', flush=True)\nsys.stdin.readline()\n";

/// Loops that never end, by language.
pub(super) const ENDLESS: [(&str, &str); 5] = [
    (
        "c",
        "int main(void) { for (volatile int turns = 0;;) turns = !turns; }\n",
    ),
    (
        "cpp",
        "int main() { for (volatile int turns = 0;;) turns = !turns; }\n",
    ),
    ("python", "while True: pass\n"),
    ("javascript", "for (;;);\n"),
    ("lua", "while true do end\n"),
];
