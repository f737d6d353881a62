//! The pages, each from what the app gives to its template.

use super::{body, words};
use crate::limits::Limiter;
use minijinja::Environment;
use serde_json::{Value, json};
use yingke_app::{
    App, Result,
    help::{self, Article, Category},
};
use yingke_core::{text::Locale, time::Millis};

pub struct Pages {
    pub app: App,
    pub votes: Limiter,
    templates: Environment<'static>,
}

/// Who reads, and whether the language was chosen by hand.
#[derive(Debug, Clone, Copy)]
pub struct Reader {
    pub locale: Locale,
    pub chosen: bool,
}

#[derive(Debug, Clone)]
pub struct Centre {
    pub centre: help::Centre,
    pub reader: Reader,
}

/// A page that is ready to go out.
pub struct Made {
    pub html: String,
    /// The first moment at which something on it stops being valid.
    pub until: Option<Millis>,
    /// Thanks for a vote, results of a search: nobody keeps it for others.
    pub personal: bool,
}

impl Centre {
    pub fn address(&self, inner: &str) -> String {
        let handle = escaped(&self.centre.handle);
        if inner.is_empty() { format!("/help/{handle}") } else { format!("/help/{handle}/{inner}") }
    }
    /// With the language that was chosen by hand.
    fn link(&self, inner: &str) -> String {
        let address = self.address(inner);
        if self.reader.chosen { format!("{address}?lang={}", self.reader.locale) } else { address }
    }
}

/// Shown of a category on the first page.
const ON_HOME: usize = 5;
const POPULAR: usize = 6;

impl Pages {
    pub fn new(app: App, votes: Limiter) -> Self {
        let mut templates = Environment::new();
        for (name, text) in [
            ("layout.html", include_str!("templates/layout.html")),
            ("home.html", include_str!("templates/home.html")),
            ("list.html", include_str!("templates/list.html")),
            ("article.html", include_str!("templates/article.html")),
            ("absent.html", include_str!("templates/absent.html")),
        ] {
            templates.add_template(name, text).expect("the templates are part of the binary and were tested");
        }
        Self { app, votes, templates }
    }

    pub async fn home(&self, at: &Centre) -> Result<Option<Made>> {
        let groups = help::categories(&self.app, &at.centre, at.reader.locale).await?;
        let mut all: Vec<&Article> = groups.iter().flat_map(|group| &group.articles).filter(|article| article.asked > 0).collect();
        all.sort_by(|a, b| b.asked.cmp(&a.asked).then_with(|| a.key.cmp(&b.key)));
        let popular: Vec<Value> = all.iter().take(POPULAR).map(|article| row(at, article)).collect();
        let shown: Vec<Value> = groups
            .iter()
            .map(|group| {
                let mut shown = category_row(at, group);
                shown["articles"] = group.articles.iter().take(ON_HOME).map(|article| row(at, article)).collect();
                shown["more"] = json!(group.articles.len().saturating_sub(ON_HOME));
                shown
            })
            .collect();
        let until = groups.iter().flat_map(|group| &group.articles).filter_map(|article| article.until).min();
        let about = json!({ "title": words::title(at.reader.locale, &at.centre.shop_name), "description": words::description(at.reader.locale, &at.centre.shop_name) });
        self.page("home.html", at, "", about, json!({ "groups": shown, "popular": popular }), until, false)
    }

    pub async fn category(&self, at: &Centre, key: &str) -> Result<Option<Made>> {
        let groups = help::categories(&self.app, &at.centre, at.reader.locale).await?;
        // `-` stands for items without a category, whose key is empty.
        let wanted = if key == "-" { "" } else { key };
        let Some(group) = groups.iter().find(|group| group.key == wanted) else { return Ok(None) };
        let rows: Vec<Value> = group.articles.iter().map(|article| row(at, article)).collect();
        let until = group.articles.iter().filter_map(|article| article.until).min();
        let name = name_of(at, group);
        let about = json!({ "title": name, "description": words::description(at.reader.locale, &at.centre.shop_name) });
        let context = json!({ "heading": name, "rows": rows, "trail": true });
        self.page("list.html", at, &format!("c/{}", escaped(key)), about, context, until, false)
    }

    pub async fn search(&self, at: &Centre, q: &str) -> Result<Option<Made>> {
        let found = help::search(&self.app, &at.centre, q, at.reader.locale).await?;
        let rows: Vec<Value> = found.iter().map(|article| row(at, article)).collect();
        let heading = words::found(at.reader.locale, rows.len(), q.trim());
        let about = json!({ "title": heading, "description": "", "no_index": true });
        self.page(
            "list.html",
            at,
            "search",
            about,
            json!({ "heading": heading, "rows": rows, "q": q.trim(), "searched": true }),
            None,
            true,
        )
    }

    pub async fn article(&self, at: &Centre, key: &str, voted: &str) -> Result<Option<Made>> {
        let Some(article) = help::article(&self.app, &at.centre, key, at.reader.locale).await? else { return Ok(None) };
        // The page speaks the article's language.
        let at = &Centre { reader: Reader { locale: article.lang, ..at.reader }, ..at.clone() };
        let groups = help::categories(&self.app, &at.centre, article.lang).await?;
        let group = groups.iter().find(|group| group.key == article.category);
        let beside: Vec<Value> = group
            .iter()
            .flat_map(|group| &group.articles)
            .filter(|other| other.id != article.id)
            .take(ON_HOME)
            .map(|other| row(at, other))
            .collect();
        let inner = format!("a/{}", escaped(&article.key));
        let voted = match voted {
            "yes" | "no" => voted,
            _ => "",
        };
        let about = json!({ "title": article.question, "description": body::excerpt(&article.answer, 150) });
        let context = json!({
            "question": article.question, "blocks": body::blocks(&article.answer), "html": article.html, "updated": date(article.updated_at),
            "category": group.map(|group| category_row(at, group)), "beside": beside, "voted": voted,
            "vote": at.address(&format!("{inner}/feedback")),
        });
        self.page("article.html", at, &inner, about, context, article.until, !voted.is_empty())
    }

    pub fn absent(&self, at: Option<&Centre>, reader: Reader) -> String {
        let around = match at {
            Some(at) => around(at, "", json!({ "title": words::all(reader.locale)["absent"] })),
            None => {
                json!({ "t": words::all(reader.locale), "lang": reader.locale, "title": words::all(reader.locale)["absent"], "no_index": true })
            }
        };
        self.render("absent.html", around).unwrap_or_else(|_| "404".to_owned())
    }

    pub async fn sitemap(&self, at: &Centre, origin: &str) -> Result<String> {
        let mut xml =
            String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
        let mut line = |address: &str, at: Option<Millis>| {
            let changed = at.map_or(String::new(), |at| format!("<lastmod>{}</lastmod>", date(at)));
            let address = format!("{origin}{address}").replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            xml.push_str(&format!("<url><loc>{address}</loc>{changed}</url>\n"));
        };
        line(&at.address(""), None);
        // The format ends at 50,000 addresses; an organisation has 20,000 items at most.
        for (key, changed) in help::all(&self.app, &at.centre).await? {
            line(&at.address(&format!("a/{}", escaped(&key))), Some(changed));
        }
        xml.push_str("</urlset>\n");
        Ok(xml)
    }

    #[expect(clippy::too_many_arguments)]
    fn page(
        &self,
        template: &str,
        at: &Centre,
        inner: &str,
        about: Value,
        context: Value,
        until: Option<Millis>,
        personal: bool,
    ) -> Result<Option<Made>> {
        let mut whole = around(at, inner, about);
        if let (Value::Object(whole), Value::Object(context)) = (&mut whole, context) {
            whole.extend(context);
        }
        Ok(Some(Made { html: self.render(template, whole)?, until, personal }))
    }

    fn render(&self, template: &str, context: Value) -> Result<String> {
        let template = self.templates.get_template(template).map_err(anyhow::Error::from)?;
        Ok(template.render(minijinja::value::Serde(&context)).map_err(anyhow::Error::from)?)
    }
}

fn around(at: &Centre, inner: &str, about: Value) -> Value {
    let languages: Vec<Value> = [Locale::ZhCn, Locale::ZhTw, Locale::En]
        .iter()
        .map(|locale| {
            let href = format!("{}?lang={locale}", at.address(inner));
            json!({ "code": locale, "name": words::own_name(*locale), "href": href, "current": *locale == at.reader.locale })
        })
        .collect();
    let portal = at.centre.entry_key.as_ref().filter(|_| crate::web::has_portal()).map(|key| format!("/portal#entry={}", escaped(key)));
    json!({
        "t": words::all(at.reader.locale), "lang": at.reader.locale, "chosen": at.reader.chosen, "shop_name": at.centre.shop_name,
        "home": at.link(""), "search": at.address("search"), "languages": languages, "canonical": at.address(inner),
        "title": about["title"], "description": about["description"], "no_index": about["no_index"],
        "entry_key": at.centre.entry_key, "portal": portal, "q": "", "sitemap": at.address("sitemap.xml"),
    })
}

fn row(at: &Centre, article: &Article) -> Value {
    json!({
        "href": at.link(&format!("a/{}", escaped(&article.key))), "question": article.question, "excerpt": body::excerpt(&article.answer, 90),
    })
}

fn category_row(at: &Centre, group: &Category) -> Value {
    let key = if group.key.is_empty() { "-" } else { &group.key };
    json!({ "name": name_of(at, group), "href": at.link(&format!("c/{}", escaped(key))), "count": group.articles.len() })
}

fn name_of(at: &Centre, group: &Category) -> String {
    if group.name.is_empty() { words::all(at.reader.locale)["other"].as_str().unwrap_or_default().to_owned() } else { group.name.clone() }
}

/// One part of an address.
pub fn escaped(part: &str) -> String {
    part.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
        out
    })
}

fn date(at: Millis) -> String {
    jiff::Timestamp::from_millisecond(at.0).unwrap_or_default().to_zoned(jiff::tz::TimeZone::UTC).strftime("%Y-%m-%d").to_string()
}
