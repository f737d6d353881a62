//! `yingke doctor`

use super::serve;
use crate::configuration::Configuration;
use clap::Args;
use std::{path::Path, process::ExitCode};
use yingke_store::{Db, Engine, attachments, events, migrate, orgs};

/// Look for what is wrong: settings, database, versions, disk, clock, attachments.
///
/// Changes nothing. Exit code 1 when something needs attention. With SQLite, it looks at the database while the server
/// runs too.
#[derive(Debug, Args)]
pub struct Doctor {}

#[derive(Default)]
struct Findings {
    bad: usize,
}

impl Findings {
    fn good(&self, what: &str, detail: impl std::fmt::Display) {
        println!("  ok    {what:<12} {detail}");
    }
    fn bad(&mut self, what: &str, detail: impl std::fmt::Display) {
        self.bad += 1;
        println!("  BAD   {what:<12} {detail}");
    }
}

impl Doctor {
    pub async fn run(self, configuration: Configuration) -> anyhow::Result<ExitCode> {
        let mut findings = Findings::default();
        println!("yingke {}", env!("CARGO_PKG_VERSION"));
        match &configuration.file {
            Some(file) => findings.good("settings", format!("{} and what flags and variables say", file.display())),
            None => findings.good("settings", "flags, variables and defaults; no file"),
        }
        disk(&configuration, &mut findings);
        clock(&mut findings);
        database(&configuration, &mut findings).await;
        if findings.bad == 0 {
            println!("Nothing is wrong.");
            Ok(ExitCode::SUCCESS)
        } else {
            println!("{} things need attention.", findings.bad);
            Ok(ExitCode::FAILURE)
        }
    }
}

fn disk(configuration: &Configuration, findings: &mut Findings) {
    for (what, folder) in [("data", &configuration.data), ("attachments", &configuration.files)] {
        if !folder.exists() {
            findings.good(what, format!("{} will be made at the first start", folder.display()));
            continue;
        }
        match serve::writable(folder) {
            Ok(()) => findings.good(what, format!("{} is writable", folder.display())),
            Err(error) => findings.bad(what, error),
        }
        if let Some(free) = free_megabytes(folder) {
            if free < 1024 {
                findings.bad("disk", format!("only {free} MB are free at {}", folder.display()));
            } else {
                findings.good("disk", format!("{:.1} GB are free at {}", free as f64 / 1024.0, folder.display()));
            }
        }
        open_to_others(what, folder, findings);
    }
}

/// Free space as `df` tells it: the standard library has no call for it.
fn free_megabytes(folder: &Path) -> Option<u64> {
    let output = std::process::Command::new("df").arg("-Pm").arg(folder).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    text.lines().nth(1)?.split_whitespace().nth(3)?.parse().ok()
}

#[cfg(unix)]
fn open_to_others(what: &str, folder: &Path, findings: &mut Findings) {
    use std::os::unix::fs::PermissionsExt as _;
    if let Ok(meta) = std::fs::metadata(folder) {
        let mode = meta.permissions().mode() & 0o777;
        if mode & 0o002 != 0 {
            findings.bad(what, format!("{} can be written by everybody (mode {mode:o}): chmod o-w it", folder.display()));
        }
    }
}

#[cfg(not(unix))]
fn open_to_others(_: &str, _: &Path, _: &mut Findings) {}

fn clock(findings: &mut Findings) {
    let year = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).year();
    if (2026..2100).contains(&year) {
        findings.good("clock", jiff::Timestamp::now());
    } else {
        findings.bad("clock", format!("it says the year is {year}: sessions and identity tokens cannot work; set the clock"));
    }
}

async fn database(configuration: &Configuration, findings: &mut Findings) {
    let shown = configuration.shown_database();
    let db = match configuration.sqlite_path() {
        Some(path) if !path.exists() => return findings.good("database", format!("{shown} will be made at the first start")),
        Some(path) => Db::open_beside(&path).await,
        None => Db::open(&configuration.database).await,
    };
    let db = match db {
        Ok(db) => db,
        Err(error) => return findings.bad("database", error),
    };
    match migrate::version(&db).await {
        Ok(version) if version == migrate::newest() => findings.good("schema", format!("version {version}")),
        Ok(version) if version > migrate::newest() => {
            return findings
                .bad("schema", format!("version {version} is newer than this program ({}): use the newer program", migrate::newest()));
        }
        Ok(version) => return findings.bad("schema", format!("version {version}, wanted {}: run `yingke migrate`", migrate::newest())),
        Err(error) => return findings.bad("schema", format!("{error}; run `yingke migrate`")),
    }
    if db.engine() == Engine::Sqlite {
        match db.check().await {
            Ok(problems) if problems.is_empty() => findings.good("database", format!("{shown} is sound")),
            Ok(problems) => findings.bad("database", format!("{shown} is damaged ({}): restore a backup", problems.join("; "))),
            Err(error) => findings.bad("database", error),
        }
    } else {
        findings.good("database", format!("{shown} answers"));
    }
    if let Err(error) = contents(&db, configuration, findings).await {
        findings.bad("contents", error);
    }
}

async fn contents(db: &Db, configuration: &Configuration, findings: &mut Findings) -> anyhow::Result<()> {
    let mut on = db.read();
    let orgs = orgs::all(&mut on).await?;
    findings.good("contents", format!("{} organisations", orgs.len()));
    for org in orgs {
        let head = events::head(&mut on, org.id).await?;
        let count = events::count(&mut on, org.id).await?;
        if head == count {
            findings.good("event log", format!("{}: {count} events, none missing", org.slug));
        } else {
            findings.bad("event log", format!("{}: the counter says {head}, there are {count}", org.slug));
        }
        let (mut after, mut missing, mut wrong, mut all) = (None, 0, 0, 0);
        loop {
            let page = attachments::page(&mut on, org.id, after, 500).await?;
            let Some(last) = page.last() else { break };
            after = Some(last.id);
            for row in &page {
                all += 1;
                match std::fs::metadata(yingke_app::attachments::path(&configuration.files, org.id, row.id)) {
                    Ok(meta) if meta.len() == row.size_bytes as u64 => {}
                    Ok(_) => wrong += 1,
                    Err(_) => missing += 1,
                }
            }
        }
        if missing + wrong == 0 {
            findings.good("attachments", format!("{}: {all}, all on disk", org.slug));
        } else {
            findings.bad("attachments", format!("{}: of {all}, {missing} are not on disk and {wrong} have another size", org.slug));
        }
    }
    Ok(())
}
