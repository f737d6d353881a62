//! `yingke backup`

use super::manifest::{self, Item, Manifest};
use crate::configuration::Configuration;
use anyhow::Context as _;
use clap::Args;
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};
use yingke_store::{Db, migrate};

/// Write a backup: database, attachments and a list with checksums, in one new folder.
///
/// The program may go on serving meanwhile. With PostgreSQL, only the attachments are copied; dump the database with
/// pg_dump at the same time (the command is shown).
#[derive(Debug, Args)]
pub struct Backup {
    /// Folder to make; it must not exist
    folder: PathBuf,
}

impl Backup {
    pub async fn run(self, configuration: Configuration) -> anyhow::Result<ExitCode> {
        anyhow::ensure!(!self.folder.exists(), "{} exists already: choose a new folder", self.folder.display());
        std::fs::create_dir_all(self.folder.join(manifest::FILES))
            .with_context(|| format!("cannot make the folder {}", self.folder.display()))?;
        let mut items = Vec::new();
        // The database first: every attachment that it names has been on disk before its row was written.
        let schema_version = match configuration.sqlite_path() {
            Some(path) => {
                anyhow::ensure!(path.exists(), "there is no database at {}", path.display());
                let target = self.folder.join(manifest::DATABASE);
                let db = Db::open_beside(&path).await?;
                db.copy_to(&target).await.with_context(|| format!("copy the database to {}", target.display()))?;
                items.push(manifest::describe(&self.folder, &target)?);
                migrate::version(&db).await?
            }
            None => migrate::version(&Db::open(&configuration.database).await?).await?,
        };
        copy_files(&configuration.files, &self.folder, &mut items)?;
        let size: u64 = items.iter().map(|item| item.size_bytes).sum();
        let manifest = Manifest {
            format: 1,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            schema_version,
            created_at: jiff::Timestamp::now().to_string(),
            files: items,
        };
        // Written last, so that an interrupted backup is recognised.
        std::fs::write(self.folder.join(manifest::NAME), serde_json::to_string_pretty(&manifest)?)?;
        println!("{} files, {:.1} MB in {}.", manifest.files.len(), size as f64 / 1e6, self.folder.display());
        if configuration.is_postgres() {
            println!("The attachments are copied. Dump the database with:");
            println!(
                "  pg_dump --format=custom --file={} '{}'",
                self.folder.join("yingke.pgdump").display(),
                configuration.shown_database()
            );
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn copy_files(from: &Path, folder: &Path, items: &mut Vec<Item>) -> anyhow::Result<()> {
    for source in manifest::walk(from)? {
        let target = folder.join(manifest::FILES).join(source.strip_prefix(from)?);
        if let Some(parent) = target.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::copy(&source, &target).with_context(|| format!("copy {}", source.display()))?;
        items.push(manifest::describe(folder, &target)?);
    }
    Ok(())
}
