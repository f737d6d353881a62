//! `yingke openapi`

use crate::openapi::Document;
use clap::Args;
use std::{path::PathBuf, process::ExitCode};

/// Write the OpenAPI document of this version.
#[derive(Debug, Args)]
pub struct Openapi {
    /// Write to this file instead of standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

impl Openapi {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let text = Document::json() + "\n";
        match self.out {
            Some(file) => std::fs::write(&file, text).map_err(|error| anyhow::anyhow!("write {}: {error}", file.display()))?,
            None => print!("{text}"),
        }
        Ok(ExitCode::SUCCESS)
    }
}
