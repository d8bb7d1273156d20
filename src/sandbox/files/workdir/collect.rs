//! What a run leaves: the files that whoever asked for it gets.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Body, Data, ROOT, TMP, WorkDir};
use crate::executor::Collect;
use crate::sandbox::files::resolve::MAX_PATH_BYTES;

impl WorkDir {
    /// The files that are asked for, by path from the root.
    ///
    /// A file may have any number of names, of which no quota knows, and directories may be nested deeper than any path
    /// reaches. So what comes back is bounded: together it is no larger than the quota and what was given, and no path is
    /// longer than one may be.
    pub(crate) fn collect(&self, which: Collect) -> Vec<(String, Arc<[u8]>)> {
        let (top, prefix) = match which {
            Collect::Nothing => return Vec::new(),
            Collect::Temporary => (TMP, "tmp/"),
            Collect::Changed | Collect::Everything => (ROOT, ""),
        };
        let mut found = self.files_below(top, prefix, |changed| {
            changed || which == Collect::Everything
        });
        found.sort();
        let mut left = self.capacity.bytes.saturating_add(self.given_bytes);
        let mut copied: HashMap<u32, Arc<[u8]>> = HashMap::new();
        found
            .into_iter()
            .filter_map(|(path, index)| {
                let Body::File(data) = &self.nodes[index as usize].body else {
                    return None;
                };
                left = left.checked_sub(data.bytes().len() as u64)?;
                let copy = || match data {
                    Data::Given(bytes) => Arc::clone(bytes),
                    Data::Own(bytes) => Arc::from(bytes.as_slice()),
                };
                let bytes = copied.entry(index).or_insert_with(copy);
                Some((path, Arc::clone(bytes)))
            })
            .collect()
    }

    fn files_below(
        &self,
        top: u32,
        prefix: &str,
        wanted: impl Fn(bool) -> bool,
    ) -> Vec<(String, u32)> {
        let mut found = Vec::new();
        let mut pending = vec![(top, prefix.to_owned())];
        while let Some((directory, prefix)) = pending.pop() {
            let Body::Directory { entries, .. } = &self.nodes[directory as usize].body else {
                continue;
            };
            for (name, &index) in entries {
                if prefix.len() + name.len() >= MAX_PATH_BYTES {
                    continue;
                }
                let node = &self.nodes[index as usize];
                match &node.body {
                    Body::Directory { .. } if index != TMP => {
                        pending.push((index, format!("{prefix}{name}/")));
                    }
                    Body::File(_) if wanted(node.changed) => {
                        found.push((format!("{prefix}{name}"), index));
                    }
                    _ => {}
                }
            }
        }
        found
    }
}
