//! The embedded web, the API document and its page.

use serde_json::Value;
use yingke_testkit::{TestApp, both_engines};

both_engines! {
    async fn the_document_names_every_route_with_an_answer(app: TestApp) {
        let answer = app.client().get("/api/openapi.json").await.expect(200);
        let document = answer.json();
        assert_eq!(document["openapi"], "3.1.0");
        let paths = document["paths"].as_object().expect("paths");
        assert!(paths.len() > 20);
        for (path, item) in paths {
            for (verb, operation) in item.as_object().expect("an item") {
                let told = operation["summary"].as_str().is_some_and(|summary| !summary.is_empty());
                assert!(told, "{verb} {path} does not say what it does");
                assert!(operation["tags"][0].is_string(), "{verb} {path} has no tag");
            }
        }
        let again = app.client().header("if-none-match", answer.header("etag")).get("/api/openapi.json").await;
        again.expect(304);
    }

    async fn every_reference_inside_the_document_leads_somewhere(app: TestApp) {
        let document = app.client().get("/api/openapi.json").await.expect(200).json();
        let mut lost = Vec::new();
        follow(&document, &document, &mut lost);
        assert!(lost.is_empty(), "{lost:?}");
    }

    async fn the_reference_page_shows_routes_and_schemas_and_loads_nothing_from_elsewhere(app: TestApp) {
        let page = app.client().get("/api/reference").await.expect(200).text();
        for part in ["/api/v1/session", "id=\"schema-AgentView\"", "version_conflict", "<script src=\"/api/reference.js\" defer>"] {
            assert!(page.contains(part), "{part}");
        }
        assert!(!page.contains("src=\"http") && !page.contains("href=\"http") && !page.contains("onclick"), "nothing from elsewhere, nothing inline");
        assert!(app.client().get("/api/reference.js").await.expect(200).header("content-type").starts_with("text/javascript"));
        assert!(app.client().get("/api/reference.css").await.expect(200).header("content-type").starts_with("text/css"));
    }

    async fn pages_are_pages_and_nothing_outside_is_reached(app: TestApp) {
        for path in ["/", "/inbox", "/portal", "/portal/requests"] {
            let answer = app.client().get(path).await;
            assert!(matches!(answer.status.as_u16(), 200 | 404), "{path}: {}", answer.status);
        }
        for path in ["/..%2f..%2f..%2fCargo.toml", "/assets/../../package.json", "/.gitignore", "/portal/../../Cargo.toml", "/nothing.js"] {
            let answer = app.client().get(path).await;
            assert!(!answer.text().contains("[package]") && !answer.text().contains("workspaces"), "{path}: {}", answer.text());
        }
        app.client().get("/api/nothing").await.refused(404, "not_found");
        app.client().post("/inbox", Value::Null).await.refused(400, "bad_request");
    }
}

fn follow(document: &Value, value: &Value, lost: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            if let Some(target) = fields.get("$ref").and_then(Value::as_str)
                && document.pointer(target.trim_start_matches('#')).is_none()
            {
                lost.push(target.to_owned());
            }
            fields.values().for_each(|field| follow(document, field, lost));
        }
        Value::Array(items) => items.iter().for_each(|item| follow(document, item, lost)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
