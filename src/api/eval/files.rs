//! The files of a request on their way into `/home`, where snekbox has them, and those of a run on their way out.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use crate::api::settings::EvalSettings;
use crate::api::value::{Value, object};
use crate::model::{File, FileName, InvalidFileName, OutputFile};

/// Where programs have their files.
const HOME: &str = "home";
/// The longest name of a file, as on Linux.
const MAX_NAME_BYTES: usize = 255;
/// The longest path, as on Linux.
const MAX_PATH_BYTES: usize = 4095;

/// A file of the request.
pub(super) struct Upload {
    /// As snekbox shows it: without what means nothing in it.
    shown: String,
    /// What leads to it, without `.` and `..`; empty for the working directory itself.
    components: Vec<String>,
    content: Vec<u8>,
}

/// Looks at paths and contents, in order.
///
/// # Errors
/// The description of the first file that is not acceptable.
pub(super) fn decode(files: &[(&str, &str)]) -> Result<Vec<Upload>, String> {
    files
        .iter()
        .map(|(path, content)| {
            if path.len() > MAX_PATH_BYTES {
                return Err(format!("A file path is longer than {MAX_PATH_BYTES} bytes"));
            }
            let components = resolve(path)
                .ok_or_else(|| format!("File path '{path}' may not traverse beyond root"))?;
            let content = decode_base64(content)
                .ok_or_else(|| format!("Invalid base64 encoding for file '{path}'"))?;
            let shown: Vec<&str> = path.split('/').filter(|part| !is_void(part)).collect();
            Ok(Upload {
                shown: shown.join("/"),
                components,
                content,
            })
        })
        .collect()
}

/// Whether a component of a path means nothing.
fn is_void(component: &str) -> bool {
    matches!(component, "" | ".")
}

/// The components that are left of a relative path, unless it leads elsewhere.
fn resolve(path: &str) -> Option<Vec<String>> {
    let mut components = vec![HOME];
    for component in path.split('/').filter(|component| !is_void(component)) {
        if component == ".." {
            components.pop();
        } else {
            components.push(component);
        }
    }
    let (first, rest) = components.split_first()?;
    (*first == HOME).then(|| rest.iter().map(|&component| component.to_owned()).collect())
}

/// Why files can't be put into place.
pub(super) enum Unplaced {
    /// snekbox's file system would say so, and so its answer does.
    Failed(String),
    /// enclos takes no such name.
    Name(InvalidFileName),
}

/// Puts files into place one after the other, each over what is there, while they take no more than so many bytes.
pub(super) fn place(uploads: Vec<Upload>, max_bytes: u64) -> Result<Vec<File>, Unplaced> {
    let mut files: BTreeMap<String, File> = BTreeMap::new();
    let mut folders = BTreeSet::new();
    let mut used_bytes = 0;
    for upload in uploads {
        let failed = |error: &str| {
            let shown = &upload.shown;
            Unplaced::Failed(format!("{error}: Failed to create file '{shown}'."))
        };
        let path = upload.components.join("/");
        let is_long = |name: &String| name.len() > MAX_NAME_BYTES;
        if upload.components.iter().any(is_long) {
            return Err(failed("OSError"));
        }
        if path.is_empty() || folders.contains(&path) {
            return Err(failed("IsADirectoryError"));
        }
        let name = FileName::new(&format!("{HOME}/{path}")).map_err(Unplaced::Name)?;
        for (end, _) in path.match_indices('/') {
            let (folder, below) = (&path[..end], &path[end + 1..]);
            if files.contains_key(folder) {
                // Only to the last folder Python says that it should be there, whatever is there.
                return Err(failed(if below.contains('/') {
                    "NotADirectoryError"
                } else {
                    "FileExistsError"
                }));
            }
            folders.insert(folder.to_owned());
        }
        if let Some(replaced) = files.get(&path) {
            used_bytes -= replaced.content.len() as u64;
        }
        used_bytes += upload.content.len() as u64;
        if used_bytes > max_bytes {
            return Err(failed("OSError"));
        }
        let content = upload.content.into();
        files.insert(path, File { name, content });
    }
    Ok(files.into_values().collect())
}

/// The path of a file that a run left as its program knows it, if it is where its files are.
pub(super) fn at_home(file: &OutputFile) -> Option<&str> {
    file.name.strip_prefix(HOME)?.strip_prefix('/')
}

/// The files that come back, which are given by path: those without hidden parts, as many as may, while they take no more
/// than may be.
pub(super) fn returned(files: Vec<OutputFile>, settings: &EvalSettings) -> Value {
    let mut left_bytes = settings.files_bytes;
    let fits = |file: &OutputFile| {
        let size = file.content.len() as u64;
        let fits = size <= left_bytes;
        left_bytes = left_bytes.saturating_sub(size);
        fits
    };
    let described = files
        .into_iter()
        .filter(|file| at_home(file).is_some_and(is_shown))
        .take(settings.max_files)
        .take_while(fits)
        .map(|file| {
            object([
                ("path", at_home(&file).into()),
                ("size", (file.content.len() as u64).into()),
                ("content", BASE64.encode(file.content).into()),
            ])
        });
    Value::List(described.collect())
}

/// Neither a file nor a folder that it lies in may be hidden; a file is also when its name begins with an underscore.
fn is_shown(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    !name.starts_with('_') && !path.split('/').any(|component| component.starts_with('.'))
}

/// Decodes as Python does when it is not told to be strict: what is not of the alphabet is passed over, and nothing is read
/// after the padding that ends it.
fn decode_base64(text: &str) -> Option<Vec<u8>> {
    if !text.is_ascii() {
        return None;
    }
    let mut decoded = Vec::with_capacity(text.len() / 4 * 3);
    // Bits that make no byte yet, how many digits of four there are, and how much padding follows them.
    let (mut bits, mut digits, mut padding) = (0u32, 0, 0);
    for byte in text.bytes() {
        let digit = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' if digits >= 2 => {
                padding += 1;
                if digits + padding >= 4 {
                    return Some(decoded);
                }
                continue;
            }
            _ => continue,
        };
        padding = 0;
        bits = bits << 6 | u32::from(digit);
        match digits {
            0 => {}
            1 => decoded.push((bits >> 4) as u8),
            2 => decoded.push((bits >> 2) as u8),
            _ => decoded.push(bits as u8),
        }
        digits = (digits + 1) % 4;
    }
    (digits == 0).then_some(decoded)
}
