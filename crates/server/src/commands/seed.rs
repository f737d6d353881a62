//! `yingke seed`

use crate::{commands::serve::writable, configuration::Configuration};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use std::{process::ExitCode, sync::Arc, time::Instant};
use yingke_app::{
    App, Clock,
    demo::{
        seed::{self, PARTS, Seeded},
        setup::role_name,
    },
    secrets,
};
use yingke_core::text::Locale;

/// Write the demo shop into an empty database: customers, orders, conversations, tickets, agents.
///
/// Refuses a database that has an organisation already. `yingke demo` does this and serves it.
#[derive(Debug, Args)]
pub struct Seed {
    /// Password of every demo account; made up and printed when left out. At least 10 characters
    #[arg(long, env = "YINGKE_DEMO_PASSWORD", hide_env_values = true)]
    password: Option<String>,
}

impl Seed {
    pub async fn run(self, configuration: Configuration) -> anyhow::Result<ExitCode> {
        writable(&configuration.files)?;
        let app = App::start(configuration.options(), Clock::default()).await?;
        let password = self.password.unwrap_or_else(|| made_up(&app));
        with_progress(&app, &password).await?;
        app.db.close().await;
        print!("{}", accounts(&password));
        Ok(ExitCode::SUCCESS)
    }
}

/// Seeds, and shows on the terminal how far it is.
pub async fn with_progress(app: &App, password: &str) -> anyhow::Result<Seeded> {
    let begun = Instant::now();
    let bar = ProgressBar::new(PARTS.len() as u64)
        .with_style(ProgressStyle::with_template("{bar:32} {pos}/{len} {msg}").expect("the template is a constant"));
    let shown = bar.clone();
    let progress: seed::Progress = Arc::new(move |part| {
        shown.set_message(part);
        shown.inc(1);
    });
    let seeded = seed::seed(app, password, progress).await;
    bar.finish_and_clear();
    let seeded = seeded?;
    println!(
        "Demo shop written in {:.1} s: {} customers, {} orders, {} conversations with {} messages, {} tickets.",
        begun.elapsed().as_secs_f64(),
        seeded.customers,
        seeded.orders,
        seeded.conversations,
        seeded.messages,
        seeded.tickets
    );
    Ok(seeded)
}

/// Twelve characters, 72 bits.
pub fn made_up(app: &App) -> String {
    secrets::base64url(&app.clock.random()[..9])
}

/// Who can sign in, for people.
pub fn accounts(password: &str) -> String {
    let mut text = format!("\nSign in with the password {password} as\n");
    for (name, email, role) in seed::sign_ins() {
        let role = role_name(role);
        text.push_str(&format!("  {email:<32} {name} · {} · {}\n", role.get(Locale::ZhCn), role.get(Locale::En)));
    }
    text
}
