//! `yingke demo`

use super::{
    seed::{accounts, made_up, with_progress},
    serve::{Allowance, shown, stop_signal, writable},
};
use crate::{configuration::Configuration, metrics, serve};
use anyhow::Context as _;
use clap::Args;
use std::{
    io::Write as _,
    path::{Path, PathBuf},
    process::ExitCode,
};
use yingke_app::{App, Clock, demo::seed, password};
use yingke_core::id::OrgId;
use yingke_store::{agents, entries};

/// Try everything: a shop with customers, orders, agents and three weeks of history, and its own site to write from.
///
/// The first start writes the demo into its folder (some seconds), the next ones open it again. Prints the addresses and
/// who can sign in. To begin anew, stop it and remove the folder.
#[derive(Debug, Args)]
pub struct Demo {
    /// Password of every demo account; made up at the first start and kept in the folder when left out. At least 10 characters
    #[arg(long, env = "YINGKE_DEMO_PASSWORD", hide_env_values = true)]
    password: Option<String>,
    #[command(flatten)]
    allowance: Allowance,
}

impl Demo {
    pub async fn run(self, configuration: Configuration) -> anyhow::Result<ExitCode> {
        let mut settings = self.allowance.settings(&configuration)?;
        let listener = serve::bind(configuration.listen).await?;
        metrics::install();
        writable(&configuration.files)?;
        let app = App::start(configuration.options(), Clock::default()).await?;
        let file = configuration.data.join("demo-password");
        let (org_id, password) = match seed::find(&app).await? {
            Some(org_id) => (org_id, again(&app, org_id, self.password, &file).await?),
            None => {
                let password = self.password.unwrap_or_else(|| made_up(&app));
                let seeded = with_progress(&app, &password).await?;
                keep(&file, &password)?;
                (seeded.org_id, password)
            }
        };
        settings.demo_shop = Some(org_id);
        tokio::spawn(yingke_app::sweep::run(app.clone()));
        let server = serve::start(app.clone(), settings, listener)?;
        let stop = stop_signal();
        let address = format!("http://{}", shown(server.addr));
        println!("\nConsole    {address}\nDemo shop  {address}/demo\nAPI        {address}/api/reference");
        print!("{}", accounts(&password));
        println!("\nEntries of the shop's site (for `yingke replay --entry`):");
        for entry in entries::all(&mut app.read(), org_id).await? {
            println!("  {}  {}", entry.public_key, entry.name);
        }
        println!("\nCtrl-C stops it.");
        stop.await;
        server.stop().await?;
        app.db.close().await;
        Ok(ExitCode::SUCCESS)
    }
}

/// The password of an earlier start, or a new one when one is given now.
async fn again(app: &App, org_id: OrgId, given: Option<String>, file: &Path) -> anyhow::Result<String> {
    let kept = std::fs::read_to_string(file).map(|text| text.trim().to_owned()).ok().filter(|text| !text.is_empty());
    match (given, kept) {
        (None, Some(kept)) => Ok(kept),
        (Some(given), Some(kept)) if given == kept => Ok(kept),
        (given, _) => {
            let password = given.unwrap_or_else(|| made_up(app));
            let emails: Vec<String> = seed::sign_ins().into_iter().map(|(_, email, _)| email).collect();
            for row in agents::all(&mut app.read(), org_id).await?.into_iter().filter(|row| emails.contains(&row.agent.email)) {
                let hash = password::hash(password.clone()).await?;
                app.door
                    .write(org_id, move |tx| {
                        Box::pin(async move { Ok::<_, yingke_app::Error>(agents::set_password(tx, org_id, row.agent.id, &hash).await?) })
                    })
                    .await?;
            }
            keep(file, &password)?;
            Ok(password)
        }
    }
}

/// Only its owner reads the file.
fn keep(file: &Path, password: &str) -> anyhow::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let folder: PathBuf = file.parent().map(Path::to_owned).unwrap_or_default();
    std::fs::create_dir_all(&folder)
        .and_then(|()| options.open(file)?.write_all(format!("{password}\n").as_bytes()))
        .with_context(|| format!("write {}", file.display()))
}
