//! The page as HTML text.

use super::schema;
use serde_json::Value;
use std::{collections::BTreeMap, fmt::Write as _};

const VERBS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

const ERRORS: &[(&str, &str, &str)] = &[
    ("400", "bad_request", "The request could not be read: broken JSON, a parameter of the wrong type. Mend the request."),
    ("401", "unauthenticated", "Nobody is signed in, or the key or token is not good any more. Sign in again."),
    ("403", "forbidden", "The role does not allow it, or the page that asks is of another origin."),
    ("404", "not_found", "There is no such thing; the same for what belongs to another organisation."),
    ("409", "version_conflict", "Somebody else changed it meanwhile. Load it again and repeat the change."),
    ("409", "wrong_state · already_taken · conflict", "The state of things does not allow it; the message says why."),
    ("413", "too_large", "Body or file is too large; the message tells the limit."),
    ("415", "unsupported_media", "This kind of content is not taken."),
    ("422", "invalid", "A field is wrong; `field` names it and the message tells what is expected."),
    ("429", "rate_limited", "Too many requests. Wait for the seconds in `Retry-After`."),
    ("500", "internal", "Our fault. Try again; tell us `request_id` when it stays."),
    ("503", "busy", "Nothing was done. Send the same request again after `Retry-After`."),
];

pub fn page(document: &Value) -> String {
    let calls = calls_by_tag(document);
    let schemas = document["components"]["schemas"].as_object().cloned().unwrap_or_default();
    let mut menu = String::new();
    let mut body = String::new();
    for (tag, calls) in &calls {
        let _ = write!(menu, "<a class=\"head\" href=\"#tag-{0}\">{1}</a>", anchor(tag), escape(tag));
        let _ = write!(body, "<section id=\"tag-{0}\"><h2>{1}</h2>", anchor(tag), escape(tag));
        for call in calls {
            let _ = write!(menu, "<a href=\"#{0}\">{1}</a>", call.id, escape(call.summary));
            write_call(&mut body, call);
        }
        body.push_str("</section>");
    }
    menu.push_str("<a class=\"head\" href=\"#schemas\">Schemas</a>");
    body.push_str("<section id=\"schemas\"><h2>Schemas</h2>");
    for (name, schema) in &schemas {
        let _ = write!(menu, "<a href=\"#schema-{0}\">{0}</a>", escape(name));
        let _ = write!(body, "<article id=\"schema-{0}\" data-find><h3><code>{0}</code></h3>", escape(name));
        body.push_str(&schema::describe(schema));
        body.push_str("</article>");
    }
    body.push_str("</section>");
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>Yingke API</title><link rel=\"stylesheet\" href=\"/api/reference.css\"><script src=\"/api/reference.js\" defer></script></head>\
         <body><div><nav aria-label=\"Contents\"><input id=\"search\" type=\"search\" placeholder=\"Search  /\" aria-label=\"Search\">\
         <a class=\"head\" href=\"#errors\">Errors</a>{menu}</nav><main><h1>Yingke API</h1>{intro}\
         <p id=\"nothing\" hidden>Nothing contains all of these words.</p>{errors}{body}</main></div></body></html>",
        intro = INTRO,
        errors = errors(),
    )
}

const INTRO: &str = "<p>REST for agents and integrations under <code>/api/v1</code>, for customers under <code>/api/widget/v1</code>. \
    The same document for programs: <a href=\"/api/openapi.json\">/api/openapi.json</a>.</p>\
    <p>Ids are prefixed strings (<code>con_…</code>), times integer milliseconds (UTC), money integer fen. Lists take \
    <code>limit</code> (1 to 100) and <code>cursor</code>, and answer <code>items</code>, <code>next</code>, <code>seq</code>. \
    Creating calls take <code>Idempotency-Key</code>: the same key with the same body gets the first answer again.</p>\
    <p>Integrations send <code>Authorization: Bearer yk_…</code>; the console its cookie; the widget its visitor token as bearer.</p>";

struct Call<'d> {
    id: String,
    verb: &'static str,
    path: &'d str,
    summary: &'d str,
    operation: &'d Value,
}

fn calls_by_tag(document: &Value) -> BTreeMap<&str, Vec<Call<'_>>> {
    let mut tags = BTreeMap::<&str, Vec<Call<'_>>>::new();
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        for verb in VERBS {
            let operation = &item[verb];
            if operation.is_null() {
                continue;
            }
            let tag = operation["tags"][0].as_str().unwrap_or("other");
            let summary = operation["summary"].as_str().unwrap_or(path);
            tags.entry(tag).or_default().push(Call { id: anchor(&format!("{verb}{path}")), verb, path, summary, operation });
        }
    }
    tags
}

fn write_call(out: &mut String, call: &Call<'_>) {
    let _ = write!(
        out,
        "<article id=\"{}\" data-find><h3><span class=\"verb {1}\">{2}</span><code>{3}</code></h3><p>{4}</p>",
        call.id,
        call.verb,
        call.verb.to_uppercase(),
        escape(call.path),
        escape(call.summary)
    );
    if let Some(text) = call.operation["description"].as_str() {
        let _ = write!(out, "<p>{}</p>", escape(text));
    }
    let parameters = call.operation["parameters"].as_array().map(Vec::as_slice).unwrap_or_default();
    if !parameters.is_empty() {
        out.push_str("<table><tr><th>Parameter</th><th>Type</th><th></th></tr>");
        for parameter in parameters {
            let must = if parameter["required"] == true { " class=\"must\"" } else { "" };
            let _ = write!(
                out,
                "<tr><td{must}><code>{}</code> <small>{}</small></td><td>{}</td><td>{}</td></tr>",
                escape(parameter["name"].as_str().unwrap_or_default()),
                escape(parameter["in"].as_str().unwrap_or_default()),
                schema::kind(&parameter["schema"]),
                escape(parameter["description"].as_str().unwrap_or_default()),
            );
        }
        out.push_str("</table>");
    }
    for (media, content) in call.operation["requestBody"]["content"].as_object().into_iter().flatten() {
        let _ = write!(out, "<p>Body: {} <small>{}</small></p>", schema::kind(&content["schema"]), escape(media));
    }
    out.push_str("<table><tr><th>Answer</th><th>Body</th><th></th></tr>");
    for (status, answer) in call.operation["responses"].as_object().into_iter().flatten() {
        let body = answer["content"].as_object().and_then(|content| content.values().next());
        let _ = write!(
            out,
            "<tr><td>{}</td><td>{}</td><td>{}</td></tr>",
            escape(status),
            body.map_or(String::new(), |content| schema::kind(&content["schema"])),
            escape(answer["description"].as_str().unwrap_or_default()),
        );
    }
    out.push_str("</table></article>");
}

fn errors() -> String {
    let mut out = String::from(
        "<section id=\"errors\"><h2>Errors</h2><p>Every refusal has one body; the code is stable, the message says what to do next.</p>\
         <pre>{\"error\": {\"code\": \"version_conflict\", \"message\": \"somebody else changed this meanwhile; …\", \"request_id\": \"0190…\"}}</pre>\
         <table><tr><th>Status</th><th>Code</th><th></th></tr>",
    );
    for (status, code, meaning) in ERRORS {
        let _ = write!(out, "<tr data-find><td>{status}</td><td><code>{code}</code></td><td>{}</td></tr>", escape(meaning));
    }
    out + "</table></section>"
}

fn anchor(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect()
}

pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
