//! `yingke restore`

use super::manifest::{self, Manifest};
use crate::configuration::Configuration;
use anyhow::Context as _;
use clap::Args;
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};
use yingke_store::migrate;

/// Put a backup in place. Refuses to overwrite anything; checks every checksum first.
#[derive(Debug, Args)]
pub struct Restore {
    /// Folder that `yingke backup` made
    folder: PathBuf,
}

impl Restore {
    pub async fn run(self, configuration: Configuration) -> anyhow::Result<ExitCode> {
        let manifest = Manifest::verified(&self.folder)?;
        anyhow::ensure!(
            manifest.schema_version <= migrate::newest(),
            "the backup has schema version {}, this program knows only {}: use the newer program",
            manifest.schema_version,
            migrate::newest()
        );
        if !manifest::walk(&configuration.files)?.is_empty() {
            anyhow::bail!(
                "there are attachments in {} already: restore into an empty place (--data, --files)",
                configuration.files.display()
            );
        }
        let database = manifest.files.iter().any(|item| item.path == manifest::DATABASE);
        if let Some(path) = configuration.sqlite_path() {
            anyhow::ensure!(database, "this backup holds no SQLite database: it was made with PostgreSQL");
            anyhow::ensure!(!path.exists(), "there is a database at {} already: restore into an empty place (--data)", path.display());
        }
        for item in &manifest.files {
            let target = match (item.path.strip_prefix("files/"), configuration.sqlite_path()) {
                (Some(inner), _) => configuration.files.join(inner),
                (None, Some(path)) if item.path == manifest::DATABASE => path,
                (None, _) => continue,
            };
            place(&self.folder.join(&item.path), &target)?;
        }
        println!("{} files are in place.", manifest.files.len());
        if configuration.is_postgres() {
            println!("Only attachments were restored. Put the database in place with:");
            println!("  pg_restore --dbname='{}' {}", configuration.shown_database(), self.folder.join("yingke.pgdump").display());
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn place(source: &Path, target: &Path) -> anyhow::Result<()> {
    if let Some(parent) = target.parent() {
        std::fs::create_dir_all(parent).with_context(|| format!("make {}", parent.display()))?;
    }
    // Never over something that appeared meanwhile.
    let mut to = std::fs::File::create_new(target).with_context(|| format!("write {}", target.display()))?;
    let mut from = std::fs::File::open(source)?;
    std::io::copy(&mut from, &mut to).with_context(|| format!("write {}", target.display()))?;
    to.sync_all()?;
    Ok(())
}
