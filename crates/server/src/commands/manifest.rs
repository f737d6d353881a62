//! What a backup folder holds, with a checksum for each file.

use anyhow::Context as _;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::{
    io::Read as _,
    path::{Path, PathBuf},
};

pub const NAME: &str = "manifest.json";
pub const DATABASE: &str = "yingke.db";
pub const FILES: &str = "files";

#[derive(Debug, Serialize, Deserialize)]
pub struct Manifest {
    /// Of this format.
    pub format: u32,
    pub program: String,
    pub schema_version: i64,
    pub created_at: String,
    pub files: Vec<Item>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct Item {
    /// Relative to the folder, with `/`.
    pub path: String,
    pub size_bytes: u64,
    pub sha256: String,
}

impl Manifest {
    /// Reads the manifest of a folder and checks every file against it.
    pub fn verified(folder: &Path) -> anyhow::Result<Manifest> {
        let path = folder.join(NAME);
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("{} is no backup: there is no readable {NAME} (an interrupted backup has none)", folder.display()))?;
        let manifest: Manifest = serde_json::from_str(&text).with_context(|| format!("read {}", path.display()))?;
        anyhow::ensure!(manifest.format == 1, "this backup has format {}; use a newer program", manifest.format);
        for item in &manifest.files {
            anyhow::ensure!(
                !item.path.split('/').any(|part| part.is_empty() || part == ".." || part == "."),
                "the manifest names a file outside the backup: {:?}",
                item.path
            );
            let found = describe(folder, &folder.join(&item.path))?;
            anyhow::ensure!(
                found.size_bytes == item.size_bytes && found.sha256 == item.sha256,
                "{} is not what was backed up: the checksum differs",
                item.path
            );
        }
        Ok(manifest)
    }
}

pub fn describe(root: &Path, path: &Path) -> anyhow::Result<Item> {
    let mut file = std::fs::File::open(path).with_context(|| format!("open {}", path.display()))?;
    let (mut hash, mut buffer, mut size_bytes) = (Sha256::new(), vec![0; 1 << 16], 0);
    loop {
        let read = file.read(&mut buffer).with_context(|| format!("read {}", path.display()))?;
        if read == 0 {
            break;
        }
        hash.update(&buffer[..read]);
        size_bytes += read as u64;
    }
    let relative = path.strip_prefix(root).unwrap_or(path);
    let path = relative.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
    let sha256 = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Item { path, size_bytes, sha256 })
}

/// Every file below a folder, in a stable order; none when there is no such folder. Unfinished uploads are left out.
pub fn walk(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for entry in entries {
            let entry = entry?;
            let (path, kind) = (entry.path(), entry.file_type()?);
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            if kind.is_dir() {
                folders.push(path);
            } else if kind.is_file() {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}
