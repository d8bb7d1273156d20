//! `/system`: what kind of machine this is.

use std::path::Path;

use axum::response::Response;

use super::negotiate::{Formats, RequestId};
use super::value::{Value, object};

pub(super) async fn system(formats: Formats, id: RequestId) -> Response {
    let body = object([("success", true.into()), ("system", describe())]);
    formats
        .encode(&body)
        .unwrap_or_else(|refusal| refusal.respond(&formats, id))
}

fn describe() -> Value {
    // Absent outside of Linux; then the fields are null.
    let cpuinfo = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let meminfo = std::fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let cpu = |key: &str| field(&cpuinfo, key).map(str::to_owned);
    let memory_kb = field(&meminfo, "MemTotal")
        .and_then(|value| value.trim_end_matches("kB").trim().parse::<u64>().ok());
    let byte_order = if cfg!(target_endian = "little") {
        "little"
    } else {
        "big"
    };
    object([
        ("arch", std::env::consts::ARCH.into()),
        ("byte_order", byte_order.into()),
        (
            "cpu_count",
            std::thread::available_parallelism()
                .ok()
                .map(|count| count.get() as u64)
                .into(),
        ),
        (
            "cpu_mhz",
            cpu("cpu MHz")
                .and_then(|mhz| mhz.parse::<f64>().ok())
                .into(),
        ),
        ("cpu_name", cpu("model name").into()),
        (
            "cpu_cache",
            cpu("cache size")
                .and_then(|size| size.trim_end_matches("KB").trim().parse::<u64>().ok())
                .map(|kb| kb * 1024)
                .into(),
        ),
        ("cpu_cache_L1d", cache_bytes("1", "Data").into()),
        ("cpu_cache_L1i", cache_bytes("1", "Instruction").into()),
        ("cpu_cache_L2", cache_bytes("2", "Unified").into()),
        ("cpu_cache_L3", cache_bytes("3", "Unified").into()),
        ("memory", memory_kb.map(|kb| kb * 1024).into()),
        ("os", std::env::consts::OS.into()),
        ("kernel", kernel("ostype").into()),
        ("kernel_release", kernel("osrelease").into()),
        ("kernel_version", kernel("version").into()),
        ("enclos", env!("CARGO_PKG_VERSION").into()),
    ])
}

/// What the kernel says of itself.
fn kernel(name: &str) -> Option<String> {
    line(Path::new("/proc/sys/kernel").join(name))
}

/// The size of the first processor's cache of this level and type, if the system tells.
fn cache_bytes(level: &str, kind: &str) -> Option<u64> {
    let caches = std::fs::read_dir("/sys/devices/system/cpu/cpu0/cache").ok()?;
    caches.flatten().find_map(|cache| {
        let about = |name: &str| line(cache.path().join(name));
        (about("level")? == level && about("type")? == kind)
            .then(|| Some(about("size")?.strip_suffix('K')?.parse::<u64>().ok()? * 1024))?
    })
}

/// The only line of a small file.
fn line(path: impl AsRef<Path>) -> Option<String> {
    let text = std::fs::read_to_string(path).ok()?;
    Some(text.trim_end().to_owned())
}

/// The value of the first line `key : value`.
fn field<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    text.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        (name.trim() == key).then(|| value.trim())
    })
}
