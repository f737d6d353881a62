//! Templates, and how money and times are written.

use minijinja::Environment;
use serde_json::Value;
use yingke_app::Result;
use yingke_core::time::Millis;

/// Names end in `.html`, so that everything put into them is escaped.
pub fn templates() -> Environment<'static> {
    let mut templates = Environment::new();
    for (name, text) in [
        ("layout.html", include_str!("templates/layout.html")),
        ("parts.html", include_str!("templates/parts.html")),
        ("home.html", include_str!("templates/home.html")),
        ("product.html", include_str!("templates/product.html")),
        ("orders.html", include_str!("templates/orders.html")),
        ("order.html", include_str!("templates/order.html")),
        ("me.html", include_str!("templates/me.html")),
    ] {
        templates.add_template(name, text).expect("the templates are part of the binary and were tested");
    }
    templates
}

pub const NOT_FOUND: &str = include_str!("templates/not_found.html");

pub fn page(templates: &Environment<'static>, name: &str, around: Value, mut context: Value) -> Result<String> {
    if let (Value::Object(context), Value::Object(around)) = (&mut context, around) {
        context.extend(around);
    }
    let template = templates.get_template(name).map_err(anyhow::Error::from)?;
    Ok(template.render(minijinja::value::Serde(&context)).map_err(anyhow::Error::from)?)
}

/// `1234567` fen → `¥12,345.67`.
pub fn yuan(fen: i64) -> String {
    let whole = (fen.abs() / 100).to_string();
    let mut grouped = String::new();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{}¥{grouped}.{:02}", if fen < 0 { "-" } else { "" }, fen.abs() % 100)
}

/// Times are those of China, where the shop is.
fn local(at: Millis) -> jiff::Zoned {
    jiff::Timestamp::from_millisecond(at.0 + 8 * 3_600_000).unwrap_or_default().to_zoned(jiff::tz::TimeZone::UTC)
}

pub fn minute(at: Millis) -> String {
    local(at).strftime("%Y-%m-%d %H:%M").to_string()
}

pub fn date(at: Millis) -> String {
    local(at).strftime("%Y-%m-%d").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_grouped_and_never_loses_a_fen() {
        assert_eq!(
            [yuan(0), yuan(5), yuan(99_900), yuan(123_456_789), yuan(-1_001)],
            ["¥0.00", "¥0.05", "¥999.00", "¥1,234,567.89", "-¥10.01"]
        );
    }

    #[test]
    fn times_are_those_of_the_shop() {
        assert_eq!(minute(Millis(1_795_190_400_000)), "2026-11-21 00:00");
    }

    #[test]
    fn a_hostile_name_stays_text() {
        let shelf = serde_json::json!([{ "sku": "\"><i>", "title": "<script>alert(1)</script>", "spec": "", "price": "¥1.00", "image": "javascript:alert(1)" }]);
        let around = serde_json::json!({ "t": super::super::words::all(yingke_core::text::Locale::ZhCn), "lang": "zh-CN" });
        let html = page(&templates(), "home.html", around, serde_json::json!({ "whole": false, "products": shelf })).unwrap();
        assert!(!html.contains("<script>alert") && html.contains("&lt;script&gt;alert(1)&lt;"), "{html}");
        assert!(!html.contains("\"><i>"));
    }
}
