//! A database of its own for each test, on the server that `YINGKE_TEST_POSTGRES` names.

use sqlx::{AssertSqlSafe, Connection as _, PgConnection};

/// Where the test server is. Missing, a test must fail: silently skipping half of the engines would hide what breaks.
pub fn base_url() -> String {
    std::env::var("YINGKE_TEST_POSTGRES").unwrap_or_else(|_| {
        panic!(
            "this test needs PostgreSQL: run it through `make test`, or start the services with \
             `scripts/services.sh start FOLDER` and `source FOLDER/env`"
        )
    })
}

/// Makes an empty database and returns its name and address.
pub async fn create() -> (String, String) {
    let base = base_url();
    let name = format!("t_{}", uuid::Uuid::new_v4().simple());
    admin(&base, format!("CREATE DATABASE {name}")).await;
    let url = format!("{}/{name}", base.trim_end_matches('/'));
    (name, url)
}

pub async fn drop_database(name: &str) {
    admin(&base_url(), format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
}

async fn admin(base: &str, sql: String) {
    let url = format!("{}/postgres", base.trim_end_matches('/'));
    let mut on = PgConnection::connect(&url).await.expect("connect to the PostgreSQL of YINGKE_TEST_POSTGRES");
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut on).await.expect("create or drop a test database");
    let _ = on.close().await;
}
