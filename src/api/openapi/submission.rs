//! What `POST /run` takes.

use std::collections::BTreeMap;

use utoipa::ToSchema;

/// A program and what to run it against. Only `lang` and a source are required; null counts as absent.
#[derive(ToSchema)]
#[schema(examples(
    json!({"lang": "python", "source": "print('hello')"}),
    json!({
        "lang": "c",
        "source": "#include <stdio.h>\nint main(void) { int n; scanf(\"%d\", &n); printf(\"%d\\n\", 2 * n); }",
        "compile": {"time": 20},
        "execute": {"time": 1, "mem": 65536},
        "tests": [
            {"name": "small", "stdin": "21", "expected": "42"},
            {"name": "large", "stdin": "1000000", "expected": "2000000", "fatal": true},
        ],
    }),
))]
pub(super) struct Submission {
    /// The language. Its other names and file extensions, which `/languages` lists, do as well, in upper or lower case.
    #[schema(example = "python")]
    lang: String,
    /// The main source file; in MessagePack also binary. Required, unless it is called `code`.
    #[schema(example = "print('hello')")]
    source: Option<String>,
    /// Another name for `source`, that of quicktry: the answer then has `status` and `output` as well.
    code: Option<String>,
    /// Beside `code`, and if it is a string: standard input of every test that has none.
    params: Option<serde_json::Value>,
    /// More files beside the source, present at compile time and at run time.
    files: Option<Vec<File>>,
    /// Arguments for the program, where `execute` has none.
    args: Option<Vec<String>>,
    /// Environment variables for the program, where `execute` has none.
    env: Option<BTreeMap<String, String>>,
    /// Limits and flags of the compile step.
    compile: Option<Compile>,
    /// What holds for every test that does not say otherwise.
    execute: Option<Test>,
    /// The tests, in order; absent, there is one, called `test000`, and an empty list runs none.
    tests: Option<Vec<Test>>,
    /// Whether the first test that fails ends the submission, whichever it is.
    #[schema(default = false)]
    all_fatal: Option<bool>,
    /// How the report gives output: as text, or in base64, which can carry any bytes.
    encoding: Option<Encoding>,
}

/// How bytes are written as text.
#[derive(ToSchema)]
pub(super) enum Encoding {
    /// As they are.
    #[schema(rename = "utf8")]
    Utf8,
    /// The same.
    #[schema(rename = "utf-8")]
    Utf8WithDash,
    /// In base64.
    #[schema(rename = "base64")]
    Base64,
}

/// A file beside the source.
#[derive(ToSchema)]
#[serde(untagged)]
pub(super) enum File {
    /// As text.
    Text(TextFile),
    /// In base64.
    Base64(Base64File),
}

/// A file whose content is text.
#[derive(ToSchema)]
#[schema(example = json!({"name": "data/in.txt", "content": "1 2 3\n"}))]
pub(super) struct TextFile {
    /// A path relative to the working directory, without `.` and `..`, of at most 4095 bytes.
    #[schema(pattern = r"^[^/\x00]", min_length = 1, max_length = 4095)]
    name: String,
    /// The content; in MessagePack also binary.
    content: String,
    /// Says that the content is as it stands; the default.
    encoding: Option<TextEncoding>,
}

/// That a content is text.
#[derive(ToSchema)]
pub(super) enum TextEncoding {
    /// As it is.
    #[schema(rename = "utf8")]
    Utf8,
    /// The same.
    #[schema(rename = "utf-8")]
    Utf8WithDash,
}

/// A file whose content is in base64.
#[derive(ToSchema)]
#[schema(example = json!({"name": "data/in.bin", "content": "AP8=", "encoding": "base64"}))]
pub(super) struct Base64File {
    /// A path relative to the working directory, without `.` and `..`, of at most 4095 bytes.
    #[schema(pattern = r"^[^/\x00]", min_length = 1, max_length = 4095)]
    name: String,
    /// The content in base64, with padding.
    #[schema(
        content_encoding = "base64",
        pattern = "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$"
    )]
    content: String,
    /// Says that the content is in base64.
    encoding: Base64Encoding,
}

/// That a content is in base64.
#[derive(ToSchema)]
pub(super) enum Base64Encoding {
    /// With the usual alphabet and padding.
    #[schema(rename = "base64")]
    Base64,
}

/// The compile step.
#[derive(ToSchema)]
pub(super) struct Compile {
    /// Flags for the compiler, out of those that the language allows.
    #[schema(example = json!(["-O2"]))]
    flags: Option<Vec<String>>,
    /// What the step may use.
    #[serde(flatten)]
    limits: Limits,
}

/// One run of the program. In `execute`, the same fields are the defaults of all tests.
#[derive(ToSchema)]
pub(super) struct Test {
    /// The name in the report; the first test's default is `test000`, the second's `test001`.
    #[schema(example = "small")]
    name: Option<String>,
    /// Standard input, empty by default; in MessagePack also binary.
    #[schema(example = "21\n")]
    stdin: Option<String>,
    /// Arguments for the program.
    args: Option<Vec<String>>,
    /// Environment variables, added to those of `execute`.
    env: Option<BTreeMap<String, String>>,
    /// Files of this test, instead of those of `execute` and beside those of the submission.
    files: Option<Vec<File>>,
    /// Whether no further test is run when this one fails.
    #[schema(default = false)]
    fatal: Option<bool>,
    /// What the program must print for the test to pass; the report then has `passed`.
    #[schema(example = "42\n")]
    expected: Option<String>,
    /// How the output is compared with `expected`.
    checker: Option<Checker>,
    /// By how much numbers may differ, absolutely or in proportion, where `checker` is `float`.
    #[schema(minimum = 0, default = 1e-6)]
    tolerance: Option<f64>,
    /// How many times the test is run; the report has the first run, and what each of them used.
    #[schema(minimum = 1)]
    repeat: Option<u64>,
    /// Glob patterns: files below the working directory that match and are new or changed come back. `*` stays within a
    /// folder, `**` does not.
    #[schema(example = json!(["*.txt"]))]
    outputs: Option<Vec<String>>,
    /// What the run may use.
    #[serde(flatten)]
    limits: Limits,
}

/// How an output is compared with the expected one.
#[derive(ToSchema)]
#[schema(rename_all = "lowercase", default = "trim")]
pub(super) enum Checker {
    /// Byte by byte.
    Exact,
    /// White space at the end of lines and of the whole is ignored.
    Trim,
    /// Word by word.
    Tokens,
    /// Word by word, numbers with a tolerance.
    Float,
}

/// What a step may use: the operator's defaults apply where a limit is absent, and the operator's maxima to all.
#[derive(ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Limits {
    /// CPU time, in seconds.
    #[schema(minimum = 0, example = 1.5)]
    time: Option<f64>,
    /// Grace after `time`, in seconds: who ends within it is `TIMED_OUT`, but its output and its time are known.
    #[schema(minimum = 0)]
    extra_time: Option<f64>,
    /// Wall time, in seconds.
    #[schema(minimum = 0, example = 5)]
    wall_time: Option<f64>,
    /// Memory, in kB.
    #[schema(minimum = 0, example = 65536)]
    mem: Option<u64>,
    /// Memory, in kB; of this and `mem` the smaller one counts.
    #[schema(minimum = 0)]
    virt_mem: Option<u64>,
    /// Stack, in kB; taken and not enforced, `meta.limits` shows what is in force.
    #[schema(minimum = 0)]
    stack: Option<u64>,
    /// The largest file, in kB.
    #[schema(minimum = 0)]
    fsize: Option<u64>,
    /// The whole working directory: kB and number of files, with a comma between them.
    #[schema(pattern = "^[0-9]{1,15},[0-9]{1,15}$", example = "50,3")]
    quota: Option<String>,
    /// Processes and threads; programs run in WebAssembly always have one.
    #[schema(minimum = 0)]
    processes: Option<u64>,
    /// Standard output and standard error together, in kB.
    #[schema(minimum = 0)]
    output: Option<u64>,
    /// WebAssembly instructions, the same number on every machine.
    #[schema(minimum = 0)]
    fuel: Option<u64>,
}
