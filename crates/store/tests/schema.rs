//! Both engines end up with the same tables, columns and indexes.

mod support;

use std::collections::BTreeSet;
use yingke_store::{Db, Engine, Query, Run as _};

#[tokio::test(flavor = "multi_thread")]
async fn the_schema_is_the_same_on_both_engines() {
    let databases = support::both().await;
    let (sqlite, postgres) = (describe(&databases.sqlite).await, describe(&databases.postgres).await);
    databases.finish().await;
    let only_sqlite: Vec<_> = sqlite.difference(&postgres).collect();
    let only_postgres: Vec<_> = postgres.difference(&sqlite).collect();
    assert!(only_sqlite.is_empty() && only_postgres.is_empty(), "SQLite only: {only_sqlite:#?}\nPostgreSQL only: {only_postgres:#?}");
    assert!(sqlite.len() > 200, "only {} facts about the schema: is the description broken?", sqlite.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn every_table_of_an_organisation_begins_its_key_with_it() {
    let databases = support::both().await;
    let tables = databases
        .postgres
        .read()
        .all(Query::new(
            "SELECT c.table_name
               FROM information_schema.columns c
              WHERE c.table_schema = 'public'
                AND c.column_name = 'org_id'
                AND NOT EXISTS (SELECT 1
                                  FROM pg_index i
                                  JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
                                 WHERE i.indrelid = quote_ident(c.table_name)::regclass
                                   AND a.attname = 'org_id')",
        ))
        .await
        .expect("the catalogue");
    let tables: Vec<String> = tables.iter().map(|row| row.get(0).expect("a name")).collect();
    databases.finish().await;
    assert!(tables.is_empty(), "no index of these begins with org_id: {tables:?}");
}

/// One line for each column (with whether it may be null) and each named index (with its columns).
async fn describe(db: &Db) -> BTreeSet<String> {
    let text = match db.engine() {
        Engine::Sqlite => {
            "SELECT 'column ' || m.name || '.' || c.name || CASE WHEN c.\"notnull\" = 1 OR c.pk > 0 THEN ' not null' ELSE '' END
               FROM sqlite_master m, pragma_table_info(m.name) c
              WHERE m.type = 'table'
                AND m.name NOT LIKE 'sqlite_%'
             UNION ALL
             SELECT 'index ' || m.name || ' (' || (SELECT group_concat(name, ', ') FROM pragma_index_info(m.name)) || ')'
               FROM sqlite_master m
              WHERE m.type = 'index'
                AND m.sql IS NOT NULL"
        }
        Engine::Postgres => {
            "SELECT 'column ' || table_name || '.' || column_name || CASE WHEN is_nullable = 'NO' THEN ' not null' ELSE '' END
               FROM information_schema.columns
              WHERE table_schema = 'public'
             UNION ALL
             SELECT 'index ' || c.relname || ' (' || string_agg(a.attname, ', ' ORDER BY k.place) || ')'
               FROM pg_index i
               JOIN pg_class c ON c.oid = i.indexrelid
               JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
               JOIN unnest(i.indkey::int2[]) WITH ORDINALITY AS k(number, place) ON TRUE
               JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number
              WHERE NOT EXISTS (SELECT 1 FROM pg_constraint x WHERE x.conindid = i.indexrelid)
              GROUP BY c.relname"
        }
    };
    db.read().all(Query::new(text)).await.expect("the catalogue").iter().map(|row| row.get(0).expect("a line")).collect()
}
