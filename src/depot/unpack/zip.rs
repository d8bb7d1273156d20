//! Zip archives, which is what Python wheels are.

use std::fs::{self, File};
use std::path::Path;

use ::zip::ZipArchive;

use super::{Reason, place, write_file};

/// Unpacks a zip archive. Wheels have no links, so one with links is refused.
pub(super) fn unpack(file: File, into: &Path) -> Result<(), Reason> {
    let said = |error: &dyn ToString| error.to_string();
    let mut archive = ZipArchive::new(file).map_err(|error| said(&error))?;
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(|error| said(&error))?;
        let name = entry.name().map_err(|error| said(&error))?.into_owned();
        let Some(place) = place(Path::new(&name), into)? else {
            continue;
        };
        let mode = entry.unix_mode().unwrap_or_default();
        if entry.is_symlink() {
            return Err(format!("{name} is a link"));
        } else if entry.is_dir() {
            fs::create_dir_all(&place).map_err(|error| said(&error))?;
        } else {
            write_file(&place, &mut entry, mode & 0o100 != 0).map_err(|error| said(&error))?;
        }
    }
    Ok(())
}
