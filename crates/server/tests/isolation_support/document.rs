//! Calls as the API document describes them, filled with ids of another organisation.

use super::seed::Secrets;
use reqwest::Method;
use serde_json::{Map, Value, json};
use yingke_testkit::Client;

pub struct Document(Value);

pub struct Call<'d> {
    pub method: Method,
    pub path: &'d str,
    operation: &'d Value,
}

/// One way to make a call.
#[derive(Debug)]
pub struct Attempt {
    pub path: String,
    pub body: Option<Value>,
    /// An id of the other organisation stands in the path.
    pub foreign_in_path: bool,
    /// Everything that was sent: hearing it back is no leak.
    pub sent: String,
}

impl Document {
    pub async fn load(client: &Client) -> Self {
        Self(client.get("/api/openapi.json").await.expect(200).json())
    }

    pub fn calls(&self) -> impl Iterator<Item = Call<'_>> {
        let paths = self.0["paths"].as_object().expect("paths");
        paths.iter().flat_map(|(path, item)| {
            [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE].into_iter().filter_map(move |method| {
                let operation = &item[method.as_str().to_lowercase()];
                // Signing out would end the intruder; it names nothing of anybody else.
                let ends_us = path == "/api/v1/session" || path == "/api/v1/me/password";
                (operation.is_object() && !ends_us).then_some(Call { method, path, operation })
            })
        })
    }

    /// Every kind of id that some path names must have been seeded, or the test would prove nothing about it.
    pub fn check_seeded(&self, secrets: &Secrets) {
        let missing: Vec<String> = self
            .calls()
            .flat_map(|call| self.parameters(&call, "path").into_iter().map(move |(name, prefix)| (call.path, name, prefix)))
            .filter_map(|(path, name, prefix)| {
                let prefix = prefix?;
                (!secrets.ids.contains_key(&prefix)).then(|| format!("{path}: no {prefix}_… was seeded for {{{name}}}"))
            })
            .collect();
        assert!(missing.is_empty(), "{missing:#?}");
    }

    /// With foreign ids in path and query, then with a foreign id in each place of the body that takes one.
    pub fn attempts(&self, call: &Call<'_>, secrets: &Secrets, own: &Secrets) -> Vec<Attempt> {
        let mut path = call.path.to_owned();
        let mut foreign_in_path = false;
        for (name, prefix) in self.parameters(call, "path") {
            let foreign = prefix.and_then(|prefix| secrets.ids.get(&prefix));
            foreign_in_path |= foreign.is_some();
            path = path.replace(&format!("{{{name}}}"), foreign.map_or("x", String::as_str));
        }
        let query: Vec<String> = self
            .parameters(call, "query")
            .into_iter()
            .filter_map(|(name, prefix)| Some(format!("{name}={}", secrets.ids.get(&prefix?)?)))
            .collect();
        if !query.is_empty() {
            path = format!("{path}?{}", query.join("&"));
        }
        let schema = &call.operation["requestBody"]["content"]["application/json"]["schema"];
        let bodies = if schema.is_null() { vec![None] } else { self.bodies(schema, secrets, own).into_iter().map(Some).collect() };
        bodies
            .into_iter()
            .map(|body| {
                let sent = format!("{path} {}", body.as_ref().map_or(String::new(), Value::to_string));
                Attempt { path: path.clone(), body, foreign_in_path, sent }
            })
            .collect()
    }

    /// Name and, for ids, prefix of a call's parameters.
    fn parameters(&self, call: &Call<'_>, place: &str) -> Vec<(String, Option<String>)> {
        let parameters = call.operation["parameters"].as_array().cloned().unwrap_or_default();
        parameters
            .iter()
            .filter(|parameter| parameter["in"] == place)
            .map(|parameter| (parameter["name"].as_str().unwrap_or_default().to_owned(), self.prefix(&parameter["schema"])))
            .collect()
    }

    /// One body that is good by itself, with the sender's own ids, and one for each foreign id put into it.
    fn bodies(&self, schema: &Value, secrets: &Secrets, own: &Secrets) -> Vec<Value> {
        let plain = self.sample(schema, "", own, 0);
        let mut bodies = vec![plain.clone()];
        let resolved = self.resolve(schema);
        for (name, field) in resolved["properties"].as_object().into_iter().flatten() {
            let list = self.resolve(field)["type"] == "array";
            let inner = if list { &self.resolve(field)["items"] } else { field };
            let Some(id) = self.prefix(inner).and_then(|prefix| secrets.ids.get(&prefix)) else { continue };
            let mut body = plain.clone();
            body[name] = if list { json!([id]) } else { json!(id) };
            bodies.push(body);
        }
        // What must be unique is so, or the second body would only repeat the first.
        for (n, body) in bodies.iter_mut().enumerate() {
            for name in ["client_id", "key", "shortcut", "email"] {
                if let Some(text) = body[name].as_str() {
                    body[name] = json!(format!("n{n}{text}"));
                }
            }
        }
        bodies
    }

    /// The least that the schema takes.
    fn sample(&self, schema: &Value, name: &str, own: &Secrets, depth: usize) -> Value {
        let schema = self.resolve(schema);
        if let Some(words) = schema["enum"].as_array() {
            return words.iter().find(|word| !word.is_null()).cloned().unwrap_or(Value::Null);
        }
        for key in ["oneOf", "anyOf"] {
            if let Some(parts) = schema[key].as_array() {
                let part = parts.iter().find(|part| part["type"] != "null").unwrap_or(&Value::Null);
                return self.sample(part, name, own, depth + 1);
            }
        }
        if let Some(parts) = schema["allOf"].as_array() {
            let mut all = Map::new();
            for part in parts {
                if let Value::Object(fields) = self.sample(part, name, own, depth + 1) {
                    all.extend(fields);
                }
            }
            return Value::Object(all);
        }
        if let Some(prefix) = self.prefix(schema) {
            return own.ids.get(&prefix).map_or(Value::Null, |id| json!(id));
        }
        let kinds: Vec<&str> = match &schema["type"] {
            Value::String(one) => vec![one.as_str()],
            Value::Array(many) => many.iter().filter_map(Value::as_str).collect(),
            _ => vec!["object"],
        };
        match kinds.iter().find(|kind| **kind != "null").copied().unwrap_or("null") {
            "string" => json!(word(name)),
            "integer" | "number" => json!(1),
            "boolean" => json!(false),
            "array" => json!([]),
            "object" if depth < 6 => {
                let required = schema["required"].as_array().cloned().unwrap_or_default();
                // Guards of changes are optional where the same shape creates.
                let asked = required.iter().filter_map(Value::as_str).chain(["version", "body", "url", "password"]);
                let asked = asked.filter(|name| schema["properties"][name].is_object());
                let fields = asked.map(|name| (name.to_owned(), self.sample(&schema["properties"][name], name, own, depth + 1)));
                Value::Object(fields.collect())
            }
            _ => Value::Null,
        }
    }

    /// `con` for a schema of `con_…`.
    fn prefix(&self, schema: &Value) -> Option<String> {
        let schema = self.resolve(schema);
        for key in ["oneOf", "anyOf", "allOf"] {
            if let Some(parts) = schema[key].as_array() {
                return parts.iter().find_map(|part| self.prefix(part));
            }
        }
        let pattern = schema["pattern"].as_str()?;
        Some(pattern.strip_prefix('^')?.strip_suffix("_[0-9a-f]{32}$")?.to_owned())
    }

    fn resolve<'d>(&'d self, schema: &'d Value) -> &'d Value {
        match schema["$ref"].as_str().and_then(|target| target.strip_prefix("#/components/schemas/")) {
            Some(name) => self.resolve(&self.0["components"]["schemas"][name]),
            None => schema,
        }
    }
}

/// A text that passes for what a field of this name wants.
fn word(name: &str) -> &'static str {
    match name {
        "email" => "somebody@intruder.example",
        "password" | "new" => "a long password",
        "lang" => "zh-CN",
        "target" => "tickets",
        "url" => "https://intruder.example/",
        "key" | "shortcut" => "kk",
        "client_id" => "c-9",
        _ => "words",
    }
}
