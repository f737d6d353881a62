//! From a working copy to what is out: four eyes, polish, versions, rollback; who must read what; whom an item is for.

use serde_json::{Value, json};
use yingke_testkit::{Client, World, both_engines};

const DAY: i64 = 86_400_000;

fn item(state: &str, answer: &str) -> Value {
    json!({ "category": "售后", "question": "退款多久到账", "answer": answer, "source": "规则 v1", "state": state })
}

fn content(answer: &str) -> Value {
    json!({ "category": "售后", "question": "退款多久到账", "answer": answer, "source": "规则 v1" })
}

async fn made(by: &Client, body: Value) -> String {
    let made = by.post("/api/v1/knowledge", body).await.expect(201).json();
    format!("/api/v1/knowledge/{}", made["id"].as_str().expect("an id"))
}

async fn read_marks(by: &Client, path: &str) -> Vec<bool> {
    let readers = by.get(&format!("{path}/readers")).await.expect(200).json();
    readers.as_array().expect("readers").iter().map(|reader| reader["done"] == true).collect()
}

/// What the bot says to these words: kind and body of its last message.
async fn asked(customer: &yingke_testkit::Customer, id: &str, words: &str) -> (String, String) {
    let sent = customer.post("/api/widget/v1/messages", json!({ "client_id": id, "kind": "text", "body": words })).await.json();
    let path = format!("/api/widget/v1/conversations/{}/messages", sent["conversation_id"].as_str().expect("a conversation"));
    let all = customer.get(&path).await.expect(200).json();
    let last = all["items"].as_array().and_then(|items| items.last()).expect("an answer").clone();
    (last["kind"].as_str().unwrap_or_default().to_owned(), last["body"].as_str().unwrap_or_default().to_owned())
}

both_engines! {
    /// S0-28
    async fn an_agent_proposes_a_change_and_hears_what_became_of_it_and_only_an_approver_makes_it(world: World) {
        let boss = world.supervisor("阿满").await;
        let agent = world.agent("小禾").await;
        let path = made(&world.owner, item("draft", "3 天")).await;
        agent.post(&format!("{path}/proposal"), json!({ "answer": "5 天", "note": "财务改了" })).await.refused(409, "wrong_state");
        world.owner.put(&format!("{path}/draft/stage"), json!({ "version": 1, "to": "review" })).await.expect(200);
        boss.post(&format!("{path}/publication"), json!({ "version": 2 })).await.expect(200);

        agent.put(&format!("{path}/draft"), json!({ "content": content("5 天") })).await.refused(403, "forbidden");
        agent.post(&format!("{path}/proposal"), json!({ "answer": "5 天", "note": "" })).await.refused(422, "invalid");
        let proposal = json!({ "answer": "5 天", "note": "财务从周一起改为 5 天" });
        let draft = agent.post(&format!("{path}/proposal"), proposal.clone()).await.expect(201).json();
        assert_eq!((&draft["stage"], &draft["may_publish"]), (&json!("review"), &json!(false)), "{draft}");
        agent.post(&format!("{path}/proposal"), proposal.clone()).await.refused(409, "being_changed");
        agent.post(&format!("{path}/publication"), json!({ "version": 2 })).await.refused(403, "forbidden");
        assert_eq!(world.owner.get(&path).await.json()["answer"], "3 天", "nothing has changed yet");

        // Turned down with a word, proposed again, made.
        world.owner.put(&format!("{path}/draft/stage"), json!({ "version": 2, "to": "draft", "note": "先问财务" })).await.expect(200);
        world.owner.delete(&format!("{path}/draft")).await.expect(204);
        agent.post(&format!("{path}/proposal"), proposal).await.expect(201);
        let seen = world.owner.get(&format!("{path}/draft")).await.expect(200).json();
        assert_eq!((&seen["note"], &seen["may_publish"]), (&json!("财务从周一起改为 5 天"), &json!(true)));
        world.owner.post(&format!("{path}/publication"), json!({ "version": 2, "note": "好" })).await.expect(200);
        assert_eq!(world.owner.get(&path).await.json()["answer"], "5 天");

        let told = agent.get("/api/v1/me/notices").await.expect(200).json();
        let told: Vec<(String, String)> = told["items"].as_array().expect("notices").iter()
            .map(|one| (one["kind"].as_str().unwrap_or_default().to_owned(), one["text"].as_str().unwrap_or_default().to_owned())).collect();
        let told: Vec<(&str, &str)> = told.iter().map(|(kind, text)| (kind.as_str(), text.as_str())).collect();
        assert_eq!(told, [("proposal_published", "退款多久到账 · 好"), ("proposal_dropped", "退款多久到账"), ("proposal_returned", "退款多久到账 · 先问财务")]);
        let theirs = boss.get("/api/v1/me/notices").await.expect(200).json();
        assert_eq!(theirs["items"], json!([]), "who sees the queue is not told");
    }

    async fn what_one_writes_another_publishes_and_what_is_out_stays_out_meanwhile(world: World) {
        let colleague = world.supervisor("阿满").await;
        let owner = &world.owner;
        // With a colleague who could approve, nobody publishes at once.
        owner.post("/api/v1/knowledge", item("published", "3 天")).await.refused(409, "needs_approval");
        let path = made(owner, item("draft", "3 天")).await;
        let draft = owner.get(&format!("{path}/draft")).await.expect(200).json();
        assert_eq!((&draft["stage"], &draft["may_publish"]), (&json!("draft"), &json!(false)));
        colleague.post(&format!("{path}/publication"), json!({ "version": 1 })).await.refused(409, "needs_approval");
        owner.put(&format!("{path}/draft/stage"), json!({ "version": 1, "to": "review", "note": "请看" })).await.expect(200);
        owner.post(&format!("{path}/publication"), json!({ "version": 2 })).await.refused(409, "needs_approval");
        let review = colleague.get("/api/v1/knowledge?stage=review").await.expect(200).json();
        assert_eq!(review["items"].as_array().map(Vec::len), Some(1));
        let out = colleague.post(&format!("{path}/publication"), json!({ "version": 2, "note": "好" })).await.expect(200).json();
        assert_eq!((&out["version"], &out["state"], &out["stage"]), (&json!(1), &json!("published"), &Value::Null));

        // A change is a copy beside it; the reviewer sees the changed number only.
        owner.put(&format!("{path}/draft"), json!({ "content": content("7 天") })).await.expect(200);
        assert_eq!(owner.get(&path).await.json()["answer"], "3 天");
        colleague.put(&format!("{path}/draft"), json!({ "content": content("9 天") })).await.refused(409, "version_conflict");
        let draft = owner.put(&format!("{path}/draft/stage"), json!({ "version": 1, "to": "review" })).await.expect(200).json();
        assert_eq!(draft["changes"], json!([{ "field": "answer", "pieces": [
            { "kind": "removed", "text": "3" }, { "kind": "added", "text": "7" }, { "kind": "same", "text": " 天" }] }]));
        // Touched again during review, it must be looked at again.
        owner.put(&format!("{path}/draft"), json!({ "version": 2, "content": content("8 天") })).await.expect(200);
        colleague.post(&format!("{path}/publication"), json!({ "version": 3 })).await.refused(409, "needs_approval");
        owner.put(&format!("{path}/draft/stage"), json!({ "version": 3, "to": "review" })).await.expect(200);
        assert_eq!(colleague.post(&format!("{path}/publication"), json!({ "version": 4 })).await.expect(200).json()["version"], 2);
        let versions = owner.get(&format!("{path}/versions")).await.expect(200).json();
        assert_eq!((&versions[0]["version"], &versions[1]["version"], &versions[0]["approver_id"]), (&json!(2), &json!(1), &json!(colleague.id)));

        let back = colleague.post(&format!("{path}/rollback"), json!({ "version": 2, "to": 1, "note": "写错了" })).await.expect(200).json();
        assert_eq!((&back["version"], &back["answer"]), (&json!(3), &json!("3 天")));
        colleague.post(&format!("{path}/rollback"), json!({ "version": 3, "to": 9 })).await.refused(404, "not_found");
        let agent = world.agent("小禾").await;
        agent.post(&format!("{path}/rollback"), json!({ "version": 3, "to": 2 })).await.refused(403, "forbidden");
        agent.put(&format!("{path}/draft"), json!({ "content": content("1 天") })).await.refused(403, "forbidden");
    }

    async fn who_is_alone_publishes_at_once_and_an_old_item_keeps_its_first_wording(world: World) {
        let path = made(&world.owner, item("published", "3 天")).await;
        world.owner.put(&format!("{path}/draft"), json!({ "content": content("5 天") })).await.expect(200);
        world.owner.post(&format!("{path}/publication"), json!({ "version": 1 })).await.expect(200);
        let archived = world.owner.put(&format!("{path}/archive"), json!({})).await.expect(200).json();
        assert_eq!((&archived["state"], &archived["version"]), (&json!("archived"), &json!(3)));
        world.owner.put(&format!("{path}/archive"), json!({})).await.refused(409, "wrong_state");
        world.owner.put(&format!("{path}/draft"), json!({ "content": content("6 天") })).await.refused(409, "wrong_state");
        assert_eq!(world.owner.delete(&format!("{path}/archive")).await.expect(200).json()["answer"], "5 天");
        let versions = world.owner.get(&format!("{path}/versions")).await.json();
        let actions: Vec<&str> = versions.as_array().expect("versions").iter().filter_map(|v| v["action"].as_str()).collect();
        assert_eq!(actions, ["restored", "archived", "published", "published"]);
    }

    async fn the_business_writes_customer_service_polishes_and_both_wordings_are_kept(world: World) {
        let colleague = world.supervisor("阿满").await;
        let path = made(&world.owner, item("draft", "退款 3 天")).await;
        world.owner.put(&format!("{path}/draft/stage"), json!({ "version": 1, "to": "polish" })).await.expect(200);
        let polished = colleague.put(&format!("{path}/draft"), json!({ "version": 2, "content": content("亲，退款 3 天到账") })).await.expect(200).json();
        assert_eq!((&polished["stage"], &polished["polish"][0]["field"]), (&json!("polish"), &json!("answer")));
        colleague.put(&format!("{path}/draft/stage"), json!({ "version": 3, "to": "review" })).await.expect(200);
        // Both wrote at it; a third one lets it out.
        colleague.post(&format!("{path}/publication"), json!({ "version": 4 })).await.refused(409, "needs_approval");
        let third = world.supervisor("老周").await;
        third.post(&format!("{path}/publication"), json!({ "version": 4 })).await.expect(200);
        let versions = third.get(&format!("{path}/versions")).await.json();
        assert_eq!(versions[0]["polish"][0]["field"], "answer");
        assert_eq!(versions[0]["authors"].as_array().map(Vec::len), Some(2));
    }

    async fn a_draft_that_was_never_out_can_be_thrown_away_and_an_unfinished_one_is_not_reviewed(world: World) {
        let path = made(&world.owner, json!({ "question": "只有问题", "state": "draft" })).await;
        let answer = world.owner.put(&format!("{path}/draft/stage"), json!({ "version": 1, "to": "review" })).await.refused(422, "invalid");
        assert_eq!(answer.json()["error"]["field"], "answer");
        world.owner.delete(&format!("{path}/draft")).await.expect(204);
        world.owner.get(&path).await.refused(404, "not_found");
        let out = made(&world.owner, item("published", "3 天")).await;
        world.owner.put(&format!("{out}/draft"), json!({ "content": content("x") })).await.expect(200);
        world.owner.delete(&format!("{out}/draft")).await.expect(204);
        assert_eq!(world.owner.get(&out).await.expect(200).json()["answer"], "3 天");
        world.owner.delete(&format!("{out}/draft")).await.refused(404, "not_found");
    }

    async fn agents_confirm_what_they_must_read_and_supervisors_see_who_has_not(world: World) {
        let (he, man) = (world.agent("小禾").await, world.agent("阿满").await);
        let group = world.group("售后", &[&he]).await;
        let must = |answer: &str| json!({ "question": "双十一保价", "answer": answer, "must_read": true, "read_groups": [group.id], "state": "published" });
        let path = made(&world.owner, must("15 天")).await;
        let list = he.get("/api/v1/knowledge/must-read").await.expect(200).json();
        assert_eq!(list[0]["read_version"], 1);
        assert_eq!(man.get("/api/v1/knowledge/must-read").await.json(), json!([]), "not of that group");
        assert_eq!(read_marks(&world.owner, &path).await, [false]);
        he.get(&format!("{path}/readers")).await.refused(403, "forbidden");
        he.put(&format!("{path}/confirmation"), json!({ "version": 2 })).await.refused(409, "version_conflict");
        he.put(&format!("{path}/confirmation"), json!({ "version": 1 })).await.expect(204);
        he.put(&format!("{path}/confirmation"), json!({ "version": 1 })).await.expect(204);
        assert_eq!(he.get("/api/v1/knowledge/must-read").await.json(), json!([]));
        assert_eq!(read_marks(&world.owner, &path).await, [true]);
        // A correction asks nobody again, a change asks everybody.
        let change = |answer: &str| json!({ "content": must(answer) });
        world.owner.put(&format!("{path}/draft"), change("15 天。")).await.expect(200);
        world.owner.post(&format!("{path}/publication"), json!({ "version": 1, "minor": true })).await.expect(200);
        assert_eq!(read_marks(&world.owner, &path).await, [true]);
        world.owner.put(&format!("{path}/draft"), change("30 天")).await.expect(200);
        world.owner.post(&format!("{path}/publication"), json!({ "version": 1 })).await.expect(200);
        assert_eq!(read_marks(&world.owner, &path).await, [false]);
        he.put(&format!("{path}/confirmation"), json!({ "version": 2 })).await.refused(409, "version_conflict");
    }

    async fn the_bot_says_only_what_is_published_holds_now_and_is_for_this_customer(world: World) {
        let now = yingke_testkit_now(&world);
        let body = |kind: &str, question: &str, extra: Value| {
            let mut body = json!({ "kind": kind, "question": question, "answer": format!("答：{question}"), "state": "published" });
            body.as_object_mut().expect("an object").extend(extra.as_object().expect("an object").clone());
            body
        };
        for one in [
            body("question", "双十一活动规则是什么", json!({ "valid_from": now + DAY, "valid_to": now + 2 * DAY })),
            body("question", "金卡会员有什么专属礼物", json!({ "scope": { "tiers": ["金卡"] } })),
            body("question", "新人首单优惠怎么领取", json!({ "scope": { "newcomers": true } })),
            body("question", "赔付上限内部口径是多少", json!({ "scope": { "agents_only": true } })),
            body("script", "请客户稍等片刻的话术", json!({ "shortcut": "sd" })),
            body("article", "电饭煲清洁保养指南", json!({ "html": "<h2>清洁</h2><p>先拔电源<script>x()</script></p>" })),
        ] {
            made(&world.owner, one).await;
        }
        let customer = world.customer("林晓").await;
        let answers = |said: (String, String)| said.0 == "answer";
        assert!(!answers(asked(&customer, "c-1", "双十一活动规则是什么").await), "not yet");
        assert!(!answers(asked(&customer, "c-2", "金卡会员有什么专属礼物").await), "not hers");
        assert!(!answers(asked(&customer, "c-3", "赔付上限内部口径是多少").await), "for colleagues");
        assert!(!answers(asked(&customer, "c-4", "请客户稍等片刻的话术").await), "a script");
        assert_eq!(asked(&customer, "c-5", "新人首单优惠怎么领取").await.1, "答：新人首单优惠怎么领取");
        assert_eq!(asked(&customer, "c-6", "电饭煲清洁保养指南").await, ("answer".to_owned(), "清洁\n先拔电源".to_owned()));
        // By the clock, without anybody touching the item.
        world.app.advance(DAY + 1);
        let customer = world.customer("周宁").await;
        assert!(answers(asked(&customer, "d-1", "双十一活动规则是什么").await), "now it holds");
        world.app.advance(DAY);
        let customer = world.customer("吴桐").await;
        assert!(!answers(asked(&customer, "e-1", "双十一活动规则是什么").await), "it is over");
    }
}

fn yingke_testkit_now(world: &World) -> i64 {
    world.app.app.clock.now().0
}
