//! Embeds `runtimes/` and `toolchains/` in the binary, so that one file is all an installation needs.
//!
//! The generated `embedded.rs` is one static list of (relative path, executable?, content), sorted by path, which
//! `languages::folder` includes. Hidden files are left out: editors and file managers leave them behind.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    let mut list = String::from("&[\n");
    for top in ["runtimes", "toolchains"] {
        // Naming the folder makes cargo look at everything in it, new files included.
        println!("cargo::rerun-if-changed={top}");
        let folder = Path::new(&root).join(top);
        if folder.is_dir() {
            embed(&folder, top, &mut list)?;
        }
    }
    list.push_str("]\n");
    let list_path = Path::new(&out).join("embedded.rs");
    // A target folder may have been copied by hard links, and another tree's list must not change with this one.
    match fs::remove_file(&list_path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => fs::write(list_path, list),
    }
}

fn embed(folder: &Path, name: &str, list: &mut String) -> io::Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let file_name = entry.file_name();
        let file_name = file_name
            .to_str()
            .ok_or_else(|| io::Error::other(format!("{name}: a file name is not UTF-8")))?;
        if file_name.starts_with('.') {
            continue;
        }
        let relative = format!("{name}/{file_name}");
        let path = entry.path();
        let metadata = fs::metadata(&path)?;
        if metadata.is_dir() {
            embed(&path, &relative, list)?;
        } else {
            println!("cargo::rerun-if-changed={relative}");
            let path = path
                .to_str()
                .ok_or_else(|| io::Error::other("the crate's own path is not UTF-8"))?;
            writeln!(
                list,
                "    ({relative:?}, {}, include_bytes!({path:?})),",
                executable(&metadata)
            )
            .map_err(io::Error::other)?;
        }
    }
    Ok(())
}

/// Recipes call helper scripts of their own folder, so the bit has to survive being embedded.
#[cfg(unix)]
fn executable(metadata: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    metadata.permissions().mode() & 0o100 != 0
}

#[cfg(not(unix))]
fn executable(_: &fs::Metadata) -> bool {
    false
}
