//! The public help centre: who may read what, in which language, with what caching, and one voice a reader.

use serde_json::{Value, json};
use yingke_testkit::{Answer, Client, World, both_engines};

/// The template engine writes slashes as references.
fn html(answer: Answer) -> String {
    answer.text().replace("&#x2f;", "/")
}

const DAY: i64 = 24 * 3_600_000;

fn item(key: &str, lang: &str, question: &str, answer: &str) -> Value {
    json!({ "key": key, "category": "退换货", "lang": lang, "question": question, "similar": [], "answer": answer, "source": "", "state": "published" })
}

async fn shop(world: &World) {
    for one in [
        item(
            "return_window",
            "zh-CN",
            "几天内可以退货",
            "签收后 7 天内可以退货。\n\n1. 保持包装完整\n2. 填写申请\n\n详见 https://shop.example/rules",
        ),
        item("return_window_en", "en", "How long can I return it?", "Within 7 days."),
        item("draft", "zh-CN", "还没写完的问题", "草稿里的秘密"),
    ] {
        let mut one = one;
        if one["key"] == "draft" {
            one["state"] = json!("draft");
        }
        world.owner.post("/api/v1/knowledge", one).await.expect(201);
    }
}

fn reader(world: &World) -> Client {
    world.client().header("accept-language", "zh-CN")
}

async fn vote(client: &Client, key: &str, helped: &str) -> Answer {
    client
        .raw(
            reqwest::Method::POST,
            &format!("/help/shop/a/{key}/feedback"),
            "application/x-www-form-urlencoded",
            format!("helped={helped}"),
        )
        .await
}

async fn counters(world: &World, key: &str) -> (i64, i64) {
    let page = world.owner.get("/api/v1/knowledge?limit=100").await.expect(200).json();
    let found = page["items"].as_array().expect("items").iter().find(|item| item["key"] == key).expect("the item").clone();
    (found["helped"].as_i64().expect("a number"), found["not_helped"].as_i64().expect("a number"))
}

both_engines! {
    async fn everybody_reads_what_is_published_in_their_language_and_nothing_else(world: World) {
        shop(&world).await;
        let (zh, en, tw) = (reader(&world), world.client().header("accept-language", "en"), world.client().header("accept-language", "zh-TW"));
        let home = zh.get("/help/shop").await.expect(200);
        assert!(home.header("content-type").starts_with("text/html"));
        assert!(home.text().contains("几天内可以退货") && home.text().contains("shop 小店") && !home.text().contains("How long"));
        assert!(!home.text().contains("还没写完"));
        assert!(en.get("/help/shop").await.expect(200).text().contains("How long can I return it?"));
        assert!(tw.get("/help/shop").await.expect(200).text().contains("幾天內可以退貨"));
        assert!(zh.get("/help/shop?lang=en").await.expect(200).text().contains("How long can I return it?"));
        let article = html(zh.get("/help/shop/a/return_window").await.expect(200));
        assert!(article.contains("<li>保持包装完整</li>") && article.contains("href=\"https://shop.example/rules\""), "{article}");
        assert!(zh.get(&format!("/help/{}/a/return_window", world.entry.key)).await.expect(200).text().contains("保持包装完整"));
        // An article in another language speaks its own.
        assert!(zh.get("/help/shop/a/return_window_en").await.expect(200).text().contains("<html lang=\"en\">"));
        assert!(zh.get("/help/shop/c/%E9%80%80%E6%8D%A2%E8%B4%A7").await.expect(200).text().contains("几天内可以退货"));
        for path in ["/help/shop/a/draft", "/help/shop/a/nothing", "/help/shop/c/nothing", "/help/nobody", "/help/nobody/a/x"] {
            let absent = zh.get(path).await.expect(404);
            assert!(absent.header("content-type").starts_with("text/html") && !absent.text().contains("秘密"), "{path}");
        }
    }

    async fn a_search_finds_what_the_bot_would_find_and_hostile_words_stay_words(world: World) {
        shop(&world).await;
        let zh = reader(&world);
        let found = html(zh.get("/help/shop/search?q=退货要在几天内").await.expect(200));
        assert!(found.contains("/help/shop/a/return_window"), "{found}");
        let nothing = zh.get("/help/shop/search?q=%3Cscript%3Ealert(1)%3C/script%3E").await.expect(200).text();
        assert!(!nothing.contains("<script>alert") && nothing.contains("没有找到"), "{nothing}");
        zh.get(&format!("/help/shop/search?q={}", "长".repeat(5_000))).await.expect(200);
        zh.get("/help/shop/search").await.expect(200);
    }

    async fn a_page_is_not_sent_again_while_it_is_the_same_and_is_kept_no_longer_than_it_holds(world: World) {
        shop(&world).await;
        let zh = reader(&world);
        let first = zh.get("/help/shop/a/return_window").await.expect(200);
        assert_eq!(first.header("cache-control"), "public, max-age=60, must-revalidate");
        let again = zh.clone().header("if-none-match", first.header("etag")).get("/help/shop/a/return_window").await.expect(304);
        assert!(again.body.is_empty());
        let now = world.app.app.clock.now().0;
        let mut soon = item("sale", "zh-CN", "双十一有什么活动", "满 300 减 50");
        soon["valid_to"] = json!(now + 20_000);
        world.owner.post("/api/v1/knowledge", soon).await.expect(201);
        assert_eq!(zh.get("/help/shop/a/sale").await.expect(200).header("cache-control"), "public, max-age=20, must-revalidate");
        world.app.advance(20_000);
        zh.get("/help/shop/a/sale").await.expect(404);
        assert!(!zh.get("/help/shop").await.text().contains("双十一"));
    }

    async fn an_article_says_its_facts_and_is_gone_while_one_of_them_does_not_hold(world: World) {
        let now = world.app.app.clock.now().0;
        let fact = json!({ "key": "days", "kind": "rule", "subject": "退货", "value": "15", "unit": { "zh-CN": "天" }, "valid_to": now + DAY });
        world.owner.post("/api/v1/facts", fact).await.expect(201);
        world.owner.post("/api/v1/knowledge", item("window", "zh-CN", "几天内可以退", "{{fact:days}}内都可以")).await.expect(201);
        let zh = reader(&world);
        assert!(zh.get("/help/shop/a/window").await.expect(200).text().contains("15 天内都可以"));
        world.app.advance(DAY);
        zh.get("/help/shop/a/window").await.expect(404);
        assert!(!html(zh.get("/help/shop/search?q=几天内可以退").await.expect(200)).contains("/a/window"));
    }

    async fn a_reader_has_one_voice_an_article_and_day_and_may_change_it(world: World) {
        shop(&world).await;
        let zh = reader(&world);
        let said = vote(&zh, "return_window", "yes").await.expect(303);
        assert_eq!(said.header("location"), "/help/shop/a/return_window?voted=yes#feedback");
        vote(&zh, "return_window", "yes").await.expect(303);
        assert_eq!(counters(&world, "return_window").await, (1, 0));
        vote(&zh, "return_window", "no").await.expect(303);
        assert_eq!(counters(&world, "return_window").await, (0, 1));
        let other = zh.clone().header("user-agent", "another");
        vote(&other, "return_window", "yes").await.expect(303);
        assert_eq!(counters(&world, "return_window").await, (1, 1));
        let thanks = zh.get("/help/shop/a/return_window?voted=no").await.expect(200);
        assert!(thanks.text().contains("抱歉") && thanks.header("cache-control").contains("no-store"));
    }

    async fn votes_from_other_sites_and_nonsense_count_for_nothing(world: World) {
        shop(&world).await;
        let zh = reader(&world);
        vote(&zh.clone().header("origin", "https://evil.example"), "return_window", "yes").await.expect(403);
        vote(&zh.clone().without("origin"), "return_window", "yes").await.expect(403);
        vote(&zh.clone().without("origin").header("sec-fetch-site", "cross-site"), "return_window", "yes").await.expect(403);
        vote(&zh, "return_window", "maybe").await.expect(400);
        vote(&zh, "draft", "yes").await.expect(404);
        assert_eq!(counters(&world, "return_window").await, (0, 0));
        let mut refused = 0;
        for n in 0..40 {
            let client = zh.clone().header("user-agent", &format!("robot {n}"));
            refused += usize::from(vote(&client, "return_window", "yes").await.status == 429);
        }
        assert!(refused >= 10, "only {refused} of 40 votes of one address in a moment were refused");
    }

    async fn search_engines_get_a_map_and_robots_are_told_where_they_may_go(world: World) {
        shop(&world).await;
        let zh = reader(&world);
        let map = zh.get("/help/shop/sitemap.xml").await.expect(200);
        assert!(map.text().contains("/help/shop/a/return_window</loc>") && !map.text().contains("/a/draft"), "{}", map.text());
        assert!(zh.get("/robots.txt").await.expect(200).text().contains("/help/shop/sitemap.xml"));
        World::named(world.app.clone(), "other").await;
        assert!(!zh.get("/robots.txt").await.expect(200).text().contains("sitemap"), "one shop's map tells of the others");
        assert!(!zh.get("/help/other").await.expect(200).text().contains("几天内可以退货"));
    }
}
