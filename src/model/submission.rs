//! What a client asks for.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{FileName, Limits};

/// A program in some language, with the tests it is run against.
#[derive(Debug, Clone)]
pub struct Submission {
    /// The language's name or one of its aliases, any case.
    pub language: String,
    /// The main source file, byte for byte.
    pub source: Arc<[u8]>,
    /// Files beside the source, present at compile and at run time.
    pub files: Vec<File>,
    /// Flags for the compiler, each of which the language must allow.
    pub flags: Vec<String>,
    /// Arguments of the interpreter itself, such as `-c` and a program, in the place of the source, which is then ignored.
    /// Compiled languages take none.
    pub interpreter_args: Option<Vec<String>>,
    /// Whether standard error goes to standard output, in the order written, as `2>&1` does it in a shell.
    pub merge_output: bool,
    /// Whether a program that asks for more memory than it may have is stopped at once, as control groups do it, rather than
    /// told that there is none.
    pub kill_out_of_memory: bool,
    /// Whether the limits of its tests are the operator's own, so that the maxima of
    /// [`Rules::run_maxima`](crate::Rules::run_maxima) do not apply to them.
    pub unbounded: bool,
    /// Limits of the compile step.
    pub compile_limits: Limits,
    /// What every test gets unless it says otherwise.
    pub execute: Test,
    /// The tests; `None` is one test named `test000`.
    pub tests: Option<Vec<Test>>,
    /// Stop at the first test that fails.
    pub all_fatal: bool,
}

impl Submission {
    /// A submission of one source file and one test with empty input.
    ///
    /// ```
    /// let submission = enclos::Submission::new("python", "print(6 * 7)");
    /// assert!(submission.tests.is_none());
    /// ```
    pub fn new(language: impl Into<String>, source: impl AsRef<[u8]>) -> Self {
        Self {
            language: language.into(),
            source: source.as_ref().into(),
            files: Vec::new(),
            flags: Vec::new(),
            interpreter_args: None,
            merge_output: false,
            kill_out_of_memory: false,
            unbounded: false,
            compile_limits: Limits::default(),
            execute: Test::default(),
            tests: None,
            all_fatal: false,
        }
    }

    /// The same with one more test.
    #[must_use]
    pub fn test(mut self, test: Test) -> Self {
        self.tests.get_or_insert_default().push(test);
        self
    }

    /// The same with one more file beside the source.
    #[must_use]
    pub fn file(mut self, name: FileName, content: impl AsRef<[u8]>) -> Self {
        self.files.push(File {
            name,
            content: content.as_ref().into(),
        });
        self
    }

    /// The same with `limits` for every test.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.execute.limits = limits;
        self
    }
}

/// A file with its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Where it lies in the working directory.
    pub name: FileName,
    /// Its bytes; shared, because every test starts from the same ones.
    pub content: Arc<[u8]>,
}

/// One run of the program: its input and what is expected of it. Fields that are `None` take the submission's `execute`.
#[derive(Debug, Clone, Default)]
pub struct Test {
    /// The name in the report.
    pub name: Option<String>,
    /// Standard input; absent means empty, at end of file.
    pub stdin: Option<Arc<[u8]>>,
    /// Arguments after the program's name.
    pub args: Option<Vec<String>>,
    /// Environment variables.
    pub env: Option<BTreeMap<String, String>>,
    /// Files of this test alone.
    pub files: Vec<File>,
    /// Limits of this test.
    pub limits: Limits,
    /// Stop the submission when this test fails.
    pub fatal: bool,
    /// The output that it must print.
    pub expected: Option<Expected>,
    /// How often it runs; at least once.
    pub repeat: Option<u32>,
    /// Patterns of the files that come back.
    pub outputs: Option<Vec<String>>,
}

impl Test {
    /// A test that reads `stdin`.
    pub fn with_stdin(stdin: impl AsRef<[u8]>) -> Self {
        Self {
            stdin: Some(stdin.as_ref().into()),
            ..Self::default()
        }
    }
}

/// The standard output that a test must print, and how it is compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Expected {
    /// The output.
    pub stdout: Arc<[u8]>,
    /// How it is compared.
    pub checker: Checker,
}

/// How an output is compared with the expected one.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Checker {
    /// Byte for byte.
    Exact,
    /// Trailing white space of each line and of the whole is ignored.
    #[default]
    Trim,
    /// The same words, however they are spaced.
    Tokens,
    /// As `Tokens`, but numbers may differ by this much, absolutely or relatively.
    Float(f64),
}
