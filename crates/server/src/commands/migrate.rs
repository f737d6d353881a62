//! `yingke migrate`

use crate::configuration::Configuration;
use clap::Args;
use std::process::ExitCode;
use yingke_store::{Db, migrate};

/// Bring the database to this program's version (`serve` does it too).
#[derive(Debug, Args)]
pub struct Migrate {
    /// Only say which version the database has; change nothing. Exit code 2 when a migration is due
    #[arg(long)]
    check: bool,
}

impl Migrate {
    pub async fn run(self, configuration: Configuration) -> anyhow::Result<ExitCode> {
        if self.check && configuration.sqlite_path().is_some_and(|path| !path.exists()) {
            println!("There is no database yet at {}.", configuration.shown_database());
            return Ok(ExitCode::from(2));
        }
        let db = Db::open(&configuration.database).await?;
        if self.check {
            let version = migrate::version(&db).await.unwrap_or(0);
            println!("The database has version {version}; this program wants {}.", migrate::newest());
            return Ok(if version == migrate::newest() { ExitCode::SUCCESS } else { ExitCode::from(2) });
        }
        let ran = migrate::run(&db).await?;
        println!("{ran} migrations ran; the database {} has version {}.", configuration.shown_database(), migrate::newest());
        Ok(ExitCode::SUCCESS)
    }
}
