//! Every row of an organisation, table by table, as text.

use std::collections::BTreeMap;
use yingke_store::{Engine, Query, Run as _};
use yingke_testkit::World;

pub async fn fingerprint(world: &World) -> BTreeMap<String, String> {
    let mut on = world.app.app.read();
    let tables = match on.engine() {
        Engine::Sqlite => {
            "SELECT m.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name = 'org_id' ORDER BY 1"
        }
        Engine::Postgres => {
            "SELECT table_name::text FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'org_id' ORDER BY 1"
        }
    };
    let tables = on.all(Query::new(tables)).await.expect("the tables");
    let mut found = BTreeMap::new();
    for row in &tables {
        let table: String = row.get(0).expect("a name");
        let text = match on.engine() {
            Engine::Sqlite => {
                let columns = on.all(Query::new(format!("SELECT name FROM pragma_table_info('{table}')"))).await.expect("the columns");
                let columns: Vec<String> = columns.iter().map(|row| format!("quote({})", row.get::<String>(0).expect("a name"))).collect();
                format!(
                    "SELECT COALESCE(group_concat(r, '|'), '') FROM (SELECT {} AS r FROM {table} WHERE org_id = $1 ORDER BY 1)",
                    columns.join(" || ',' || ")
                )
            }
            Engine::Postgres => format!("SELECT COALESCE(string_agg(t::text, '|' ORDER BY t::text), '') FROM {table} t WHERE org_id = $1"),
        };
        let rows: String = on.one(Query::new(text).bind(world.org_id)).await.expect("the rows").get(0).expect("text");
        found.insert(table, rows);
    }
    assert!(found.len() > 25, "only {} tables with org_id", found.len());
    found
}
