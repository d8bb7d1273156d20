//! `/languages`, `/system`, `/test` and `/`.

use std::collections::BTreeMap;

use utoipa::ToSchema;

use super::answers::{OfBody, OfTelling, yes};
use super::report::{CompileReport, TestOrSkipped};

/// The languages that this server speaks.
#[derive(ToSchema)]
pub(super) struct Languages {
    /// Always true.
    #[schema(schema_with = yes)]
    success: bool,
    /// The languages by their names.
    languages: BTreeMap<String, Language>,
    /// Languages that are known and that nothing here can run, by their names.
    unavailable: BTreeMap<String, Unavailable>,
}

/// A language that nothing here can run.
#[derive(ToSchema)]
#[schema(example = json!({
    "name": "Visual Basic", "aliases": ["vb"], "why": "No package of this system brings a compiler.",
}))]
pub(super) struct Unavailable {
    /// The name for people.
    name: String,
    /// Other names that `lang` may have.
    aliases: Vec<String>,
    /// What is missing and what would be needed.
    why: String,
}

/// A language.
#[derive(ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(example = json!({
    "name": "Lua", "version": "5.4.8", "programs": {"lua": {"version": "5.4.8", "opts": []}}, "aliases": [],
    "extensions": ["lua"], "source": "main.lua", "fuel-per-second": 1_000_000_000, "executor": "wasm",
}))]
pub(super) struct Language {
    /// The name for people.
    name: String,
    /// The version of the language's compiler or interpreter.
    version: String,
    /// The compiler or interpreter by its name; a native one tells its version itself.
    programs: BTreeMap<String, Program>,
    /// Other names that `lang` may have.
    aliases: Vec<String>,
    /// Extensions of source files, without the dot.
    extensions: Vec<String>,
    /// The name that the main source file gets.
    source: String,
    /// The WebAssembly instructions that count as one second of CPU time; 0 where programs are native.
    fuel_per_second: u64,
    /// What runs programs of the language.
    executor: super::report::Executor,
}

/// A compiler or an interpreter.
#[derive(ToSchema)]
pub(super) struct Program {
    /// Its version.
    version: String,
    /// The flags that it is always given and those that a submission may replace them by.
    opts: Vec<String>,
}

/// The machine that this server runs on.
#[derive(ToSchema)]
pub(super) struct System {
    /// Always true.
    #[schema(schema_with = yes)]
    success: bool,
    /// The machine.
    system: Machine,
}

/// A machine; what can't be found out is null.
#[derive(ToSchema)]
pub(super) struct Machine {
    /// The processor's architecture.
    #[schema(example = "x86_64")]
    arch: String,
    /// The order of bytes in a word.
    byte_order: ByteOrder,
    /// The number of processors that this server may use.
    #[schema(required)]
    cpu_count: Option<u64>,
    /// The processor's frequency, in MHz.
    #[schema(required)]
    cpu_mhz: Option<f64>,
    /// The processor's name.
    #[schema(required)]
    cpu_name: Option<String>,
    /// The processor's cache, in bytes.
    #[schema(required)]
    cpu_cache: Option<u64>,
    /// The first processor's cache of data, in bytes.
    #[schema(required, rename = "cpu_cache_L1d")]
    cpu_cache_l1d: Option<u64>,
    /// The first processor's cache of instructions, in bytes.
    #[schema(required, rename = "cpu_cache_L1i")]
    cpu_cache_l1i: Option<u64>,
    /// The first processor's second cache, in bytes.
    #[schema(required, rename = "cpu_cache_L2")]
    cpu_cache_l2: Option<u64>,
    /// The first processor's third cache, in bytes.
    #[schema(required, rename = "cpu_cache_L3")]
    cpu_cache_l3: Option<u64>,
    /// Memory, in bytes.
    #[schema(required)]
    memory: Option<u64>,
    /// The operating system.
    #[schema(example = "linux")]
    os: String,
    /// The kernel.
    #[schema(required, example = "Linux")]
    kernel: Option<String>,
    /// Its release.
    #[schema(required)]
    kernel_release: Option<String>,
    /// Its version.
    #[schema(required)]
    kernel_version: Option<String>,
    /// The version of enclos.
    #[schema(example = "0.1.0")]
    enclos: String,
}

/// An order of bytes in a word.
#[derive(ToSchema)]
#[schema(rename_all = "lowercase")]
pub(super) enum ByteOrder {
    /// The least significant first.
    Little,
    /// The most significant first.
    Big,
}

/// What to leave out of `/test`.
#[derive(ToSchema)]
pub(super) struct TestRequest {
    /// Names of languages, as `/languages` lists them.
    #[schema(example = json!(["c", "cpp"]))]
    exclude: Option<Vec<String>>,
}

/// What came of each language's reference program.
#[derive(ToSchema)]
pub(super) struct TestResults {
    /// Always true: whether a language works is in its result.
    #[schema(schema_with = yes)]
    success: bool,
    /// The results by the names of the languages.
    results: BTreeMap<String, TestResult>,
}

/// What came of one language's reference program.
#[derive(ToSchema)]
pub(super) struct TestResult {
    /// Whether the program did what it must.
    success: bool,
    /// The report of its run.
    raw: RawReport,
}

/// A report as `/run` gives it, without its `success`.
#[derive(ToSchema)]
pub(super) struct RawReport {
    /// The compile step, of a language that has one.
    #[schema(nullable = false)]
    compile: Option<CompileReport>,
    /// The test; absent where the compile step failed.
    #[schema(nullable = false)]
    tests: Option<Vec<TestOrSkipped>>,
}

/// The languages
#[utoipa::path(
    get,
    path = "/languages",
    tag = "about",
    responses(
        (status = 200, description = "The languages.", content((Languages = "application/json"), (Languages = "application/msgpack"))),
        OfTelling,
    ),
)]
fn languages() {}

/// The languages
///
/// Every other method is answered in the same way; a body is not looked at.
#[utoipa::path(
    post,
    path = "/languages",
    tag = "about",
    responses(
        (status = 200, description = "The languages.", content((Languages = "application/json"), (Languages = "application/msgpack"))),
        OfTelling,
    ),
)]
fn languages_post() {}

/// The machine
#[utoipa::path(
    get,
    path = "/system",
    tag = "about",
    responses(
        (status = 200, description = "The machine.", content((System = "application/json"), (System = "application/msgpack"))),
        OfTelling,
    ),
)]
fn system() {}

/// The machine
///
/// Every other method is answered in the same way; a body is not looked at.
#[utoipa::path(
    post,
    path = "/system",
    tag = "about",
    responses(
        (status = 200, description = "The machine.", content((System = "application/json"), (System = "application/msgpack"))),
        OfTelling,
    ),
)]
fn system_post() {}

/// Try every language
///
/// Runs each language's reference program, one after another.
#[utoipa::path(
    get,
    path = "/test",
    tag = "about",
    responses(
        (status = 200, description = "The results.", content((TestResults = "application/json"), (TestResults = "application/msgpack"))),
        OfBody,
    ),
)]
fn test() {}

/// Try every language but some
///
/// Every other method is answered in the same way.
#[utoipa::path(
    post,
    path = "/test",
    tag = "about",
    request_body(description = "What to leave out; nothing by default.", content(
        (Option<TestRequest> = "application/json", example = json!({"exclude": ["c", "cpp"]})),
        (Option<TestRequest> = "application/msgpack"),
    )),
    responses(
        (status = 200, description = "The results.", content((TestResults = "application/json"), (TestResults = "application/msgpack"))),
        OfBody,
    ),
)]
fn test_post() {}

/// A welcome
#[utoipa::path(
    get,
    path = "/",
    tag = "about",
    responses((status = 200, description = "A sentence; for browsers a page on which to try programs.", content(
        (String = "text/plain; charset=utf-8"),
        (String = "text/html; charset=utf-8"),
    ))),
)]
fn welcome() {}
