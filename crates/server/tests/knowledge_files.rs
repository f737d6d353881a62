//! Knowledge as files: what a file would do row by row, doing it, and the way back.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde_json::{Value, json};
use yingke_testkit::{World, both_engines};

fn file(text: &str, apply: bool) -> Value {
    json!({ "format": "csv", "data": BASE64_STANDARD.encode(text), "apply": apply })
}

const FILE: &str = "标识,问题,答案,类型,快捷词,备注\n\
    refund,退款多久到账,7 天,,,x\n\
    invoice,怎么开发票,在订单里申请,,,\n\
    ,保修多久,,,,\n\
    ,稍等话术,请稍等,script,sd,\n\
    ,又一条,好的,script,sd,\n\
    invoice,怎么开发票,两次,,,\n\
    same,不变,一样,,,\n";

both_engines! {
    async fn a_file_says_first_what_each_row_would_do_and_does_it_when_asked(world: World) {
        for (key, question, answer) in [("refund", "退款多久到账", "3 天"), ("same", "不变", "一样")] {
            world.owner.post("/api/v1/knowledge", json!({ "key": key, "question": question, "answer": answer, "state": "published" })).await.expect(201);
        }
        let agent = world.agent("小禾").await;
        agent.post("/api/v1/knowledge/import", file(FILE, true)).await.refused(403, "forbidden");
        let plan = world.owner.post("/api/v1/knowledge/import", file(FILE, false)).await.expect(200).json();
        let fates: Vec<(&str, &str)> = plan["rows"].as_array().expect("rows").iter()
            .map(|row| (row["fate"].as_str().unwrap_or(""), row["field"].as_str().unwrap_or(""))).collect();
        assert_eq!(fates, [("changed", ""), ("created", ""), ("refused", "answer"), ("created", ""), ("refused", "shortcut"), ("refused", "key"), ("unchanged", "")]);
        assert_eq!(plan["rows"][0]["changes"][0]["field"], "answer");
        assert_eq!(world.owner.get("/api/v1/knowledge").await.json()["items"].as_array().map(Vec::len), Some(2), "a preview writes nothing");

        let done = world.owner.post("/api/v1/knowledge/import", file(FILE, true)).await.expect(200).json();
        assert_eq!(done["applied"], true);
        let all = world.owner.get("/api/v1/knowledge").await.json();
        assert_eq!(all["items"].as_array().map(Vec::len), Some(4));
        // Nothing goes out by a file: what is published still says the old thing.
        let refund = all["items"].as_array().and_then(|items| items.iter().find(|item| item["key"] == "refund")).expect("refund").clone();
        assert_eq!((&refund["answer"], &refund["stage"]), (&json!("3 天"), &json!("draft")));
        let again = world.owner.post("/api/v1/knowledge/import", file(FILE, false)).await.json();
        assert_eq!((&again["rows"][1]["fate"], &again["rows"][3]["fate"]), (&json!("unchanged"), &json!("unchanged")));
        world.owner.post("/api/v1/knowledge/import", file("a,b\n1,2", false)).await.refused(422, "invalid");
        world.owner.post("/api/v1/knowledge/import", json!({ "format": "xlsx", "data": "UEsDBA==", "apply": false })).await.refused(422, "invalid");
    }

    async fn what_is_exported_can_be_imported_unchanged(world: World) {
        world.owner.post("/api/v1/knowledge", json!({ "key": "a", "question": "问,\"题\"", "answer": "=1+1\n第二行", "similar": ["甲", "乙"], "must_read": true,
            "valid_from": 1_772_380_800_000_i64, "valid_to": 1_772_467_200_000_i64, "state": "published" })).await.expect(201);
        for format in ["xlsx", "csv", "md"] {
            let file = world.owner.get(&format!("/api/v1/knowledge/export?format={format}&state=published")).await.expect(200);
            let ask = json!({ "format": format, "data": BASE64_STANDARD.encode(&file.body) });
            let plan = world.owner.post("/api/v1/knowledge/import", ask).await.expect(200).json();
            assert_eq!(plan["rows"][0]["fate"], "unchanged", "{format}: {plan}");
        }
        let agent = world.agent("小禾").await;
        agent.get("/api/v1/knowledge/export?format=csv").await.refused(403, "forbidden");
    }
}
