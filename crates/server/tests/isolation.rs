//! Two organisations on one server: whatever one of them asks, with whatever ids of the other, it sees and changes
//! nothing there. The list of calls is the API document itself, so a new route is covered on the day it appears; one
//! that names a new kind of thing fails here until [`seed`] makes such a thing.

mod isolation_support;

use isolation_support::{document::Document, fingerprint::fingerprint, seed::seed};
use yingke_testkit::{Client, World, both_engines};

/// A foreign id in the path: as if there were nothing, or refused before looking.
const REFUSALS: [u16; 3] = [403, 404, 422];

both_engines! {
    async fn no_call_of_one_organisation_reaches_into_another(ours: World) {
        let secrets = seed(&ours, "绝密词句").await;
        let theirs = World::named(ours.app.clone(), "intruder").await;
        let own = seed(&theirs, "自家词句").await;
        let intruder = theirs.customer("外人").await;
        let document = Document::load(&ours.client()).await;
        document.check_seeded(&secrets);
        // The ledger and the staffing figures follow a moment later; what they write is no call of theirs.
        yingke_app::ledger::catch_up(&ours.app.app, ours.org_id).await.expect("the ledger follows");
        yingke_app::staffing::catch_up(&ours.app.app, ours.org_id).await.expect("the staffing figures follow");
        let before = fingerprint(&ours).await;
        let mut called = 0;
        for call in document.calls() {
            let client: &Client = if call.path.starts_with("/api/widget/") { &intruder } else { &theirs.owner };
            for attempt in document.attempts(&call, &secrets, &own) {
                let answer = client.send(call.method.clone(), &attempt.path, attempt.body.clone()).await;
                called += 1;
                let told = format!("{} {} with {:?}: {} {}", call.method, attempt.path, attempt.body, answer.status, answer.text());
                if attempt.foreign_in_path {
                    assert!(REFUSALS.contains(&answer.status.as_u16()), "{told}");
                }
                assert!(!answer.status.is_server_error(), "{told}");
                let text = answer.text();
                for secret in secrets.words.iter().filter(|word| !attempt.sent.contains(*word)) {
                    assert!(!text.contains(secret.as_str()), "{secret} leaked: {told}");
                }
            }
        }
        assert!(called > document.calls().count(), "only {called} calls");
        let after = fingerprint(&ours).await;
        for (table, rows) in &before {
            assert_eq!(Some(rows), after.get(table), "{table} of the other organisation has changed");
        }
    }
}
