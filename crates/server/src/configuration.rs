//! How the program is set up: a flag wins over an environment variable, that over the file, that over the default.

use anyhow::Context as _;
use clap::Args;
use serde::Deserialize;
use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};

/// The file that is read when it exists and no other is named.
const USUAL_FILE: &str = "yingke.toml";

/// Settings that most commands share.
#[derive(Debug, Clone, Default, Args)]
pub struct Given {
    /// File with settings (TOML; the names are those of the flags, with `_`). Usual: ./yingke.toml when it exists
    #[arg(long, env = "YINGKE_CONFIG", value_name = "FILE", global = true)]
    pub config: Option<PathBuf>,
    #[command(flatten)]
    pub settings: File,
}

/// The same settings as flags, variables and lines of the file.
#[derive(Debug, Clone, Default, Args, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// Folder for database and attachments [default: ./var; of the demo ./var/demo]
    #[arg(long, env = "YINGKE_DATA", value_name = "FOLDER", global = true)]
    pub data: Option<PathBuf>,
    /// Database: sqlite:PATH or postgres://user:password@host/name [default: sqlite in the data folder]
    #[arg(long, env = "YINGKE_DATABASE", value_name = "URL", global = true, hide_env_values = true)]
    pub database: Option<String>,
    /// Folder of attachments [default: files in the data folder]
    #[arg(long, env = "YINGKE_FILES", value_name = "FOLDER", global = true)]
    pub files: Option<PathBuf>,
    /// Address to listen on [default: 127.0.0.1:8080]
    #[arg(long, env = "YINGKE_LISTEN", value_name = "ADDRESS", global = true)]
    pub listen: Option<SocketAddr>,
    /// NATS address, for several nodes on one PostgreSQL
    #[arg(long, env = "YINGKE_NATS", value_name = "URL", global = true, hide_env_values = true)]
    pub nats: Option<String>,
    /// A proxy of yours stands in front: believe its X-Forwarded-For and X-Forwarded-Proto
    #[arg(long, env = "YINGKE_TRUST_PROXY", value_name = "BOOL", num_args = 0..=1, default_missing_value = "true", global = true)]
    pub trust_proxy: Option<bool>,
    /// What to log: error, warn, info, debug, or a filter such as info,yingke=debug [default: info]
    #[arg(long, env = "YINGKE_LOG", value_name = "FILTER", global = true)]
    pub log: Option<String>,
    /// How to log: text or json [default: text]
    #[arg(long, env = "YINGKE_LOG_FORMAT", value_name = "FORMAT", global = true)]
    pub log_format: Option<String>,
}

/// Everything decided.
#[derive(Debug, Clone)]
pub struct Configuration {
    pub data: PathBuf,
    pub database: String,
    pub files: PathBuf,
    pub listen: SocketAddr,
    pub nats: Option<String>,
    pub trust_proxy: bool,
    pub log: String,
    pub log_json: bool,
    /// The file that was read.
    pub file: Option<PathBuf>,
}

impl Given {
    pub fn decide(self) -> anyhow::Result<Configuration> {
        self.decide_in("var")
    }

    /// With another usual folder for the data.
    pub fn decide_in(self, usual_data: &str) -> anyhow::Result<Configuration> {
        let file = match self.config {
            Some(file) if !file.exists() => anyhow::bail!("there is no settings file {}", file.display()),
            Some(file) => Some(file),
            None => Some(PathBuf::from(USUAL_FILE)).filter(|file| file.exists()),
        };
        let from_file = file.as_deref().map(read).transpose()?.unwrap_or_default();
        let given = self.settings;
        let data = given.data.or(from_file.data).unwrap_or_else(|| PathBuf::from(usual_data));
        let database = given.database.or(from_file.database);
        let log_format = given.log_format.or(from_file.log_format).unwrap_or_else(|| "text".to_owned());
        Ok(Configuration {
            database: database.unwrap_or_else(|| format!("sqlite:{}", data.join("yingke.db").display())),
            files: given.files.or(from_file.files).unwrap_or_else(|| data.join("files")),
            listen: given.listen.or(from_file.listen).unwrap_or(SocketAddr::from(([127, 0, 0, 1], 8080))),
            nats: given.nats.or(from_file.nats),
            trust_proxy: given.trust_proxy.or(from_file.trust_proxy).unwrap_or(false),
            log: given.log.or(from_file.log).unwrap_or_else(|| "info".to_owned()),
            log_json: match log_format.as_str() {
                "text" => false,
                "json" => true,
                other => anyhow::bail!("log format {other:?} is unknown: choose text or json"),
            },
            data,
            file,
        })
    }
}

fn read(file: &Path) -> anyhow::Result<File> {
    config::Config::builder()
        .add_source(config::File::from(file).format(config::FileFormat::Toml))
        .build()
        .and_then(config::Config::try_deserialize)
        .with_context(|| format!("read the settings file {}", file.display()))
}

impl Configuration {
    pub fn is_postgres(&self) -> bool {
        self.database.starts_with("postgres://") || self.database.starts_with("postgresql://")
    }
    /// The SQLite file.
    pub fn sqlite_path(&self) -> Option<PathBuf> {
        (!self.is_postgres()).then(|| PathBuf::from(self.database.strip_prefix("sqlite:").unwrap_or(&self.database)))
    }
    /// The database without its password, for messages.
    pub fn shown_database(&self) -> String {
        let Some((scheme, rest)) = self.database.split_once("://") else { return self.database.clone() };
        match rest.rsplit_once('@') {
            Some((user, host)) => format!("{scheme}://{}@{host}", user.split(':').next().unwrap_or_default()),
            None => self.database.clone(),
        }
    }
    pub fn options(&self) -> yingke_app::Options {
        yingke_app::Options { database: self.database.clone(), files: self.files.clone(), nats: self.nats.clone() }
    }
    pub fn settings(&self) -> crate::settings::Settings {
        crate::settings::Settings { trust_proxy: self.trust_proxy, ..Default::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decide(settings: File, file_text: &str) -> anyhow::Result<Configuration> {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("settings.toml");
        std::fs::write(&file, file_text)?;
        Given { config: Some(file), settings }.decide()
    }

    #[test]
    fn a_flag_wins_over_the_file_and_the_file_over_the_default() -> anyhow::Result<()> {
        let flags = File { listen: Some("127.0.0.1:9000".parse()?), ..File::default() };
        let decided = decide(flags, "listen = \"0.0.0.0:80\"\ntrust_proxy = true\ndata = \"/srv/yingke\"\n")?;
        assert_eq!(decided.listen, SocketAddr::from(([127, 0, 0, 1], 9000)));
        assert!(decided.trust_proxy);
        assert_eq!(decided.database, "sqlite:/srv/yingke/yingke.db");
        assert_eq!(decided.files, Path::new("/srv/yingke/files"));
        assert_eq!(decided.log, "info");
        Ok(())
    }

    #[test]
    fn a_misspelt_setting_is_an_error_and_not_a_default() {
        let error = decide(File::default(), "lisen = \"0.0.0.0:80\"\n").map(|_| ()).unwrap_err();
        assert!(format!("{error:#}").contains("lisen"), "{error:#}");
    }

    #[test]
    fn a_password_is_never_shown() -> anyhow::Result<()> {
        let flags = File { database: Some("postgres://yingke:s3cret@db.example/yingke".into()), ..File::default() };
        assert_eq!(decide(flags, "")?.shown_database(), "postgres://yingke@db.example/yingke");
        Ok(())
    }
}
