//! An empty, migrated database on each engine. The store's own tests stand below the testkit, so they bring their own.

use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use yingke_store::{Db, migrate};

pub struct Databases {
    pub sqlite: Db,
    pub postgres: Db,
    name: String,
    base: String,
    _folder: tempfile::TempDir,
}

pub async fn both() -> Databases {
    let base = std::env::var("YINGKE_TEST_POSTGRES").unwrap_or_else(|_| {
        panic!(
            "this test needs PostgreSQL: run it through `make test`, or start the services with \
             `scripts/services.sh start FOLDER` and `source FOLDER/env`"
        )
    });
    let folder = tempfile::tempdir().expect("a temporary folder");
    let sqlite = Db::open(&format!("sqlite:{}", folder.path().join("test.db").display())).await.expect("open SQLite");
    let name = format!("t_{}", uuid::Uuid::new_v4().simple());
    admin(&base, format!("CREATE DATABASE {name}")).await;
    let postgres = Db::open(&format!("{base}/{name}")).await.expect("open PostgreSQL");
    for db in [&sqlite, &postgres] {
        migrate::run(db).await.expect("migrate");
    }
    Databases { sqlite, postgres, name, base, _folder: folder }
}

impl Databases {
    pub async fn finish(self) {
        self.sqlite.close().await;
        self.postgres.close().await;
        admin(&self.base, format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name)).await;
    }
}

async fn admin(base: &str, sql: String) {
    let mut on = PgConnection::connect(&format!("{base}/postgres")).await.expect("connect to the PostgreSQL of YINGKE_TEST_POSTGRES");
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut on).await.expect("create or drop a test database");
    let _ = on.close().await;
}
