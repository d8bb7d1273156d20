//! Finds isolate, the sandbox of the International Olympiad in Informatics, where a machine has it.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use rustix::fs::{Access, access};

/// An isolate that is installed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Isolate {
    /// The program.
    pub(crate) path: PathBuf,
    /// What it says of its version: `2.0`.
    pub(crate) version: String,
}

/// The first isolate on PATH that tells its version.
pub(crate) fn find_isolate() -> Option<Isolate> {
    let folders = std::env::var_os("PATH")?;
    let mut programs = std::env::split_paths(&folders).map(|folder| folder.join("isolate"));
    programs.find_map(|path| {
        access(&path, Access::EXEC_OK).ok()?;
        let mut command = Command::new(&path);
        let said = command
            .arg("--version")
            .stdin(Stdio::null())
            .output()
            .ok()?;
        let version = version(&String::from_utf8_lossy(&said.stdout))?;
        Some(Isolate { path, version })
    })
}

/// The version in what isolate prints: `The process isolator 1.10.1`, or `isolate 2.0-…`.
fn version(said: &str) -> Option<String> {
    let line = said.lines().next().filter(|line| line.contains("isolat"))?;
    let mut words = line.split_ascii_whitespace();
    let version = words.find(|word| word.starts_with(|first: char| first.is_ascii_digit()))?;
    Some(version.trim_end_matches(['.', ',']).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_from_the_first_line() {
        let first =
            "The process isolator 1.10.1\n(c) 2012--2024 Martin Mares and Bernard Blackham\n";
        assert_eq!(version(first).as_deref(), Some("1.10.1"));
        assert_eq!(
            version("isolate 2.0-3-gabc\n").as_deref(),
            Some("2.0-3-gabc")
        );
        assert_eq!(version("another program 2.0\n"), None);
        assert_eq!(version(""), None);
    }
}
