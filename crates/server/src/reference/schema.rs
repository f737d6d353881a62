//! JSON schemas as words.

use super::write::escape;
use serde_json::Value;
use std::fmt::Write as _;

/// A type in one line, with links to named schemas.
pub fn kind(schema: &Value) -> String {
    if let Some(target) = schema["$ref"].as_str() {
        let name = escape(target.rsplit('/').next().unwrap_or_default());
        return format!("<a href=\"#schema-{name}\"><code>{name}</code></a>");
    }
    for (key, word) in [("oneOf", " | "), ("anyOf", " | "), ("allOf", " &amp; ")] {
        if let Some(parts) = schema[key].as_array() {
            return parts.iter().map(kind).collect::<Vec<_>>().join(word);
        }
    }
    if let Some(words) = schema["enum"].as_array() {
        return words.iter().map(|word| format!("<code>{}</code>", escape(&word.to_string()))).collect::<Vec<_>>().join(" | ");
    }
    match &schema["type"] {
        Value::String(one) if one == "array" => format!("{}[]", kind(&schema["items"])),
        Value::String(one) => escape(one),
        Value::Array(many) => many
            .iter()
            .filter_map(Value::as_str)
            .map(|one| if one == "array" { format!("{}[]", kind(&schema["items"])) } else { escape(one) })
            .collect::<Vec<_>>()
            .join(" | "),
        _ => "any".to_owned(),
    }
}

/// A named schema: its words, and a table of its fields.
pub fn describe(schema: &Value) -> String {
    let mut out = String::new();
    if let Some(text) = schema["description"].as_str() {
        let _ = write!(out, "<p>{}</p>", escape(text));
    }
    if schema["properties"].is_object() {
        out.push_str(&fields(schema));
        return out;
    }
    for key in ["oneOf", "anyOf", "allOf"] {
        for part in schema[key].as_array().into_iter().flatten() {
            if part["properties"].is_object() || part["allOf"].is_array() {
                out.push_str(&describe(part));
            } else {
                let text = part["description"].as_str().unwrap_or_default();
                let _ = write!(out, "<p>{} {}</p>", kind(part), escape(text));
            }
        }
        if schema[key].is_array() {
            return out;
        }
    }
    let _ = write!(out, "<p>{}</p>", kind(schema));
    out
}

fn fields(schema: &Value) -> String {
    let required: Vec<&str> = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let mut out = String::from("<table><tr><th>Field</th><th>Type</th><th></th></tr>");
    for (name, field) in schema["properties"].as_object().into_iter().flatten() {
        let must = if required.contains(&name.as_str()) { " class=\"must\"" } else { "" };
        let text = field["description"].as_str().unwrap_or_default();
        let _ = write!(out, "<tr><td{must}><code>{}</code></td><td>{}</td><td>{}</td></tr>", escape(name), kind(field), escape(text));
    }
    out + "</table>"
}
