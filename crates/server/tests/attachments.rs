//! Files: what is taken, what is refused, and how they are handed out.

use serde_json::Value;
use yingke_server::settings::Limits;
use yingke_testkit::{Engine, Start, World, both_engines};

/// A picture of 640 × 480, as far as its header goes.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\x80\0\0\x01\xe0\x08\x06\0\0\0\0\0\0\0";
const PDF: &[u8] = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n";

both_engines! {
    async fn a_picture_comes_back_as_it_was_sent(world: World) {
        let customer = world.customer("林晓").await;
        let view: Value = customer.upload("/api/widget/v1/attachments", "发票 1.png", "image/png", PNG.to_vec()).await.expect(201).read();
        assert_eq!((view["mime"].as_str(), view["width"].as_i64(), view["height"].as_i64()), (Some("image/png"), Some(640), Some(480)));
        assert_eq!(view["name"], "发票 1.png");
        let url = view["url"].as_str().expect("an address");
        // The address is enough: a picture in a page sends no token.
        let file = world.client().get(url).await.expect(200);
        assert_eq!(file.body, PNG);
        assert_eq!(file.header("content-type"), "image/png");
        assert_eq!(file.header("x-content-type-options"), "nosniff");
        assert!(file.header("content-disposition").starts_with("inline; filename*=UTF-8''"), "{}", file.header("content-disposition"));
        assert!(file.header("content-security-policy").contains("sandbox"));
        assert!(file.header("cache-control").contains("private") && file.header("cache-control").contains("immutable"));
        let etag = file.header("etag").to_owned();
        world.client().header("if-none-match", &etag).get(url).await.expect(304);
    }

    async fn what_a_browser_could_run_is_saved_and_never_shown(world: World) {
        let view: Value = world.owner.upload("/api/v1/attachments", "合同.pdf", "application/pdf", PDF.to_vec()).await.expect(201).read();
        let file = world.client().get(view["url"].as_str().expect("an address")).await.expect(200);
        assert!(file.header("content-disposition").starts_with("attachment; "));
        assert_eq!(file.header("content-type"), "application/pdf");
    }

    async fn a_file_that_lies_about_its_type_is_taken_for_what_it_is_or_not_at_all(world: World) {
        let send = |name: &'static str, mime: &'static str, bytes: &'static [u8]| world.owner.upload("/api/v1/attachments", name, mime, bytes.to_vec());
        for (name, mime, bytes) in [
            ("photo.png", "image/png", &b"<!doctype html><script>alert(1)</script>"[..]),
            ("photo.png", "image/png", b"<script>alert(1)</script>"),
            ("logo.svg", "image/svg+xml", b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"></svg>"),
            ("setup.jpg", "image/jpeg", b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0"),
            ("run.txt", "text/plain", b"#!/bin/sh\nid\n"),
            ("page.html", "text/html", b"hello"),
        ] {
            send(name, mime, bytes).await.refused(415, "unsupported_media");
        }
        let view: Value = send("notes.html", "text/html", PNG).await.expect(201).read();
        assert_eq!((view["mime"].as_str(), view["name"].as_str()), (Some("image/png"), Some("notes.html.png")));
        send("empty.txt", "text/plain", b"").await.refused(422, "invalid");
    }

    async fn an_address_with_a_wrong_signature_opens_nothing(world: World) {
        let one: Value = world.owner.upload("/api/v1/attachments", "a.png", "image/png", PNG.to_vec()).await.read();
        let other: Value = world.owner.upload("/api/v1/attachments", "b.png", "image/png", PNG.to_vec()).await.read();
        let (one, other) = (one["url"].as_str().expect("an address"), other["url"].as_str().expect("an address"));
        let (path, token) = one.split_once("?t=").expect("a signature");
        let (other_path, _) = other.split_once("?t=").expect("a signature");
        world.client().get(path).await.refused(404, "not_found");
        world.client().get(&format!("{path}?t=")).await.refused(404, "not_found");
        world.client().get(&format!("{path}?t=AAAA{}", &token[4..])).await.refused(404, "not_found");
        world.client().get(&format!("{other_path}?t={token}")).await.refused(404, "not_found");
        // The name is only for reading.
        world.client().get(&one.replace("a.png", "..%2F..%2Fpasswd")).await.expect(200);
    }

    async fn a_form_without_the_field_is_told_what_is_missing(world: World) {
        world.owner.post("/api/v1/attachments", serde_json::json!({})).await.refused(415, "unsupported_media");
        let body = "--x\r\ncontent-disposition: form-data; name=\"other\"\r\n\r\nhello\r\n--x--\r\n";
        world.owner.raw(reqwest::Method::POST, "/api/v1/attachments", "multipart/form-data; boundary=x", body).await.refused(422, "invalid");
        world.owner.raw(reqwest::Method::POST, "/api/v1/attachments", "multipart/form-data; boundary=x", "--x\r\n").await.refused(400, "bad_request");
        world.client().upload("/api/v1/attachments", "a.png", "image/png", PNG.to_vec()).await.refused(401, "unauthenticated");
        world.client().upload("/api/widget/v1/attachments", "a.png", "image/png", PNG.to_vec()).await.refused(401, "unauthenticated");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_too_large_leaves_nothing_behind() {
    let limits = Limits { upload_bytes: 64 * 1024, ..Limits::generous() };
    let world = World::new(Start::on(Engine::Sqlite).limits(limits).run().await).await;
    let mut bytes = PNG.to_vec();
    bytes.resize(200 * 1024, 7);
    world.owner.upload("/api/v1/attachments", "a.png", "image/png", bytes).await.refused(413, "too_large");
    world.owner.upload("/api/v1/attachments", "a.exe", "image/png", vec![0; 60 * 1024]).await.refused(415, "unsupported_media");
    let left: Vec<_> =
        std::fs::read_dir(world.folder().join("files")).into_iter().flatten().flatten().map(|entry| entry.file_name()).collect();
    assert!(left.is_empty(), "{left:?}");
    world.finish().await;
}
