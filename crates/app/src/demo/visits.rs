//! Page trails: what customers looked at before they wrote.

use super::{content::content, conversations::Told, orders::Shop, random::Random};
use yingke_core::{id::CustomerId, time::Millis};
use yingke_store::visits::Visit;

/// Two to six pages before each conversation, the last one the page it was started on.
pub fn visits(random: &mut Random, shop: &Shop, told: &[Told], since: Millis) -> Vec<(CustomerId, Visit)> {
    let mut trail = Vec::new();
    for talk in told.iter().filter(|told| told.talk.created_at > since) {
        let mut at = talk.talk.created_at.plus(-random.between(2, 9) * 60_000);
        let steps = random.between(1, 5);
        for _ in 0..steps {
            let (url, title) = if random.chance(45) {
                let product = random.pick(&shop.products);
                (product.url.clone(), format!("{} - 青禾生活", product.title))
            } else {
                some_page(random)
            };
            trail.push((talk.talk.session.customer_id, Visit { id: random.id(at), url, title, at }));
            at = at.plus(random.between(5, 90) * 1000).min(talk.talk.created_at);
        }
        let (url, title) = (talk.talk.page_url.clone(), talk.talk.page_title.clone());
        let at = talk.talk.created_at;
        trail.push((talk.talk.session.customer_id, Visit { id: random.id(at), url, title, at }));
    }
    trail
}

/// A page that the demo shop really has.
pub fn some_page(random: &mut Random) -> (String, String) {
    loop {
        let page = random.pick(&content().pages);
        if let Some(address) = address(&page.path) {
            return (address, page.title.clone());
        }
    }
}

fn address(path: &str) -> Option<String> {
    match path.split_once('?').map_or((path, ""), |(path, query)| (path, query)) {
        ("/", _) => Some("/demo".to_owned()),
        ("/search", query) => Some(format!("/demo?{query}")),
        ("/orders", _) => Some("/demo/orders".to_owned()),
        ("/member", _) => Some("/demo/me".to_owned()),
        (path, _) => match path.strip_prefix("/c/") {
            Some(category) => Some(format!("/demo?c={category}")),
            None => path.starts_with("/p/").then(|| format!("/demo{path}")),
        },
    }
}
