//! The program itself: starting, stopping, start-up errors, backup, restore, doctor.

use std::{
    io::{BufRead as _, BufReader},
    net::TcpListener,
    path::Path,
    process::{Child, Command, Output, Stdio},
    time::Duration,
};

fn yingke(data: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yingke"));
    // Only what the test says: neither variables nor a settings file of whoever runs it.
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("YINGKE_")) {
        command.env_remove(name);
    }
    command.current_dir(data).args(arguments).arg("--data").arg(data);
    command
}

fn run(data: &Path, arguments: &[&str]) -> Output {
    yingke(data, arguments).output().expect("the program runs")
}

#[track_caller]
fn says(output: &Output, code: i32, words: &[&str]) -> String {
    let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "{text}");
    for word in words {
        assert!(text.contains(word), "{word:?} is missing in:\n{text}");
    }
    text
}

/// A running server; killed when a test fails before stopping it.
struct Server {
    child: Child,
    addr: String,
}

impl Server {
    fn start(data: &Path) -> Server {
        let mut child = yingke(data, &["serve", "--listen", "127.0.0.1:0"]).stderr(Stdio::piped()).spawn().expect("the server starts");
        let mut lines = BufReader::new(child.stderr.take().expect("its log")).lines();
        let addr = lines.find_map(|line| {
            let line = line.ok()?;
            let plain = line.replace("\u{1b}[3m", "").replace("\u{1b}[0m", "").replace("\u{1b}[2m", "");
            Some(plain.split_once("address=")?.1.split_whitespace().next()?.to_owned())
        });
        // The log must go on being read, or the server would wait for its reader.
        std::thread::spawn(move || lines.for_each(drop));
        Server { child, addr: addr.expect("the log tells the address") }
    }
    async fn get(&self, path: &str) -> reqwest::Response {
        yingke_app::outside::client_builder()
            .no_proxy()
            .build()
            .expect("a client")
            .get(format!("http://{}{path}", self.addr))
            .send()
            .await
            .expect("an answer")
    }
    /// As a service manager does it; the exit code.
    fn stop(mut self) -> Option<i32> {
        Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().expect("kill runs");
        self.child.wait().expect("it ends").code()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn it_serves_answers_and_stops_gracefully() {
    let data = tempfile::tempdir().expect("a folder");
    let server = Server::start(data.path());
    assert_eq!(server.get("/healthz").await.status(), 200);
    assert_eq!(server.get("/readyz").await.status(), 200);
    assert!(server.get("/metrics").await.text().await.expect("text").contains("yingke_http_requests_total"));
    let page = server.get("/").await;
    assert!(matches!(page.status().as_u16(), 200 | 404), "{}", page.status());
    assert!(page.headers()["content-type"].to_str().expect("text").starts_with("text/html"));
    assert_eq!(server.stop(), Some(0));
}

#[test]
fn help_teaches_and_names_every_command() {
    let data = tempfile::tempdir().expect("a folder");
    let text = says(&run(data.path(), &["--help"]), 0, &["Examples:", "YINGKE_LISTEN", "yingke.toml", "localhost:8080"]);
    for command in ["serve", "migrate", "backup", "restore", "doctor", "openapi"] {
        assert!(text.contains(&format!("\n  {command} ")), "{command} is missing in:\n{text}");
        says(&run(data.path(), &[command, "--help"]), 0, &["Usage: yingke"]);
    }
}

#[test]
fn start_up_errors_say_what_to_do() {
    let data = tempfile::tempdir().expect("a folder");
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("its address").to_string();
    says(&run(data.path(), &["serve", "--listen", &address]), 1, &["is taken", "--listen"]);
    assert!(!data.path().join("yingke.db").exists(), "nothing happens before the port is ours");
    says(&run(data.path(), &["serve", "--listen", "192.0.2.1:1"]), 1, &["no address of this machine"]);
    says(&run(data.path(), &["serve", "--listen", "127.0.0.1:0", "--nats", "nats://127.0.0.1:1"]), 1, &["PostgreSQL"]);
    says(&run(data.path(), &["serve", "--listen", "127.0.0.1:0", "--database", "postgres://nobody@127.0.0.1:1/none"]), 1, &["PostgreSQL"]);
    says(&run(data.path(), &["serve", "--listen", "127.0.0.1:0", "--config", "missing.toml"]), 1, &["missing.toml"]);
    std::fs::write(data.path().join("yingke.toml"), "listn = \"127.0.0.1:0\"\n").expect("a file");
    says(&run(data.path(), &["doctor"]), 1, &["listn"]);
    std::fs::remove_file(data.path().join("yingke.toml")).expect("removed");
    // A file stands where a folder is needed: what a read-only disk looks like to root as well.
    std::fs::write(data.path().join("plain"), "").expect("a file");
    says(&run(data.path(), &["serve", "--listen", "127.0.0.1:0", "--files", "plain/files"]), 1, &["cannot write to the folder", "--data"]);
}

#[test]
fn a_second_process_on_the_same_sqlite_file_is_refused() {
    let data = tempfile::tempdir().expect("a folder");
    let server = Server::start(data.path());
    says(&run(data.path(), &["serve", "--listen", "127.0.0.1:0"]), 1, &["another yingke process", "PostgreSQL"]);
    assert_eq!(server.stop(), Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_is_newer_than_the_program_is_refused() {
    let data = tempfile::tempdir().expect("a folder");
    says(&run(data.path(), &["migrate", "--check"]), 2, &["no database yet"]);
    says(&run(data.path(), &["migrate"]), 0, &["migrations ran"]);
    says(&run(data.path(), &["migrate", "--check"]), 0, &["wants"]);
    let db = yingke_store::Db::open(&format!("sqlite:{}", data.path().join("yingke.db").display())).await.expect("the database");
    let (committed, _follow) = tokio::sync::mpsc::unbounded_channel();
    let door = yingke_store::Door::open(&db, committed).await.expect("the door");
    let newer = yingke_store::q!("INSERT INTO schema_version (version, name) VALUES (9999, 'later')");
    let written: yingke_store::Result<u64> =
        door.write(None, |tx| Box::pin(async move { yingke_store::Run::execute(tx, newer).await })).await;
    written.expect("written");
    drop(door);
    db.close().await;
    drop(db);
    // Until the writer's task has let go of the file, the lock speaks first.
    let output = loop {
        let output = run(data.path(), &["serve", "--listen", "127.0.0.1:0"]);
        if !String::from_utf8_lossy(&output.stderr).contains("another yingke process") {
            break output;
        }
        tokio::task::yield_now().await;
    };
    says(&output, 1, &["9999", "newer binary"]);
    says(&run(data.path(), &["doctor"]), 1, &["newer than this program"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_of_a_running_server_comes_back_whole() {
    let (data, kept, place) =
        (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let folder = kept.path().join("monday");
    let folder_text = folder.to_str().expect("text");
    let server = Server::start(data.path());
    let file = data.path().join("files/ab/cd");
    std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
    std::fs::write(&file, "what a customer sent").expect("a file");
    std::fs::write(data.path().join("files/.upload-unfinished"), "half").expect("a file");
    says(&run(data.path(), &["backup", folder_text]), 0, &["2 files"]);
    says(&run(data.path(), &["backup", folder_text]), 1, &["exists already"]);
    assert_eq!(server.get("/readyz").await.status(), 200);
    assert_eq!(server.stop(), Some(0));

    says(&run(data.path(), &["restore", folder_text]), 1, &["already", "empty place"]);
    says(&run(place.path(), &["restore", folder_text]), 0, &["in place"]);
    assert_eq!(std::fs::read_to_string(place.path().join("files/ab/cd")).expect("the file"), "what a customer sent");
    let restored = Server::start(place.path());
    assert_eq!(restored.get("/readyz").await.status(), 200);
    assert_eq!(restored.stop(), Some(0));
    says(&run(place.path(), &["doctor"]), 0, &["Nothing is wrong"]);

    let elsewhere = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.join("files/ab/cd"), "what a thief wrote!!").expect("a file");
    says(&run(elsewhere.path(), &["restore", folder_text]), 1, &["checksum"]);
    std::fs::remove_file(folder.join("manifest.json")).expect("removed");
    says(&run(elsewhere.path(), &["restore", folder_text]), 1, &["no backup"]);
    assert!(!elsewhere.path().join("yingke.db").exists());
}

#[test]
fn doctor_finds_a_damaged_database_and_a_folder_open_to_all() {
    use std::os::unix::fs::PermissionsExt as _;
    let data = tempfile::tempdir().expect("a folder");
    says(&run(data.path(), &["doctor"]), 0, &["will be made at the first start"]);
    says(&run(data.path(), &["migrate"]), 0, &[]);
    says(&run(data.path(), &["doctor"]), 0, &["is sound", "Nothing is wrong"]);
    std::fs::set_permissions(data.path(), std::fs::Permissions::from_mode(0o777)).expect("a mode");
    says(&run(data.path(), &["doctor"]), 1, &["BAD", "can be written by everybody"]);
    std::fs::set_permissions(data.path(), std::fs::Permissions::from_mode(0o755)).expect("a mode");
    for beside in ["yingke.db-wal", "yingke.db-shm"] {
        // The log beside the file would mend it.
        let _ = std::fs::remove_file(data.path().join(beside));
    }
    std::fs::write(data.path().join("yingke.db"), "this is no database, only words that fill the place of one").expect("a file");
    says(&run(data.path(), &["doctor"]), 1, &["BAD"]);
}

#[test]
fn the_document_is_written_without_a_database() {
    let data = tempfile::tempdir().expect("a folder");
    let output = run(data.path(), &["openapi"]);
    assert_eq!(output.status.code(), Some(0));
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(document["openapi"], "3.1.0");
    assert!(std::fs::read_dir(data.path()).expect("a folder").next().is_none(), "it touches nothing");
}

#[test]
fn nothing_waits_for_long() {
    // A graceful stop must not hang on idle keep-alive connections.
    let data = tempfile::tempdir().expect("a folder");
    let server = Server::start(data.path());
    let _idle = std::net::TcpStream::connect(&server.addr).expect("a connection");
    let began = std::time::Instant::now();
    assert_eq!(server.stop(), Some(0));
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
}
