//! Encrypted connections to PostgreSQL: a server that cannot prove who it is gets none.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use frontdesk_testkit::{Authority, Cluster, Durability, Engine, Launch, Run};

use crate::support::{TestDesk, frontdesk, rows_at};

/// The name in the certificate that the server shows.
const NAME: &str = "db.example.com";

/// A server with a certificate for [`NAME`], the authority behind it, and the plain address of a fresh database.
async fn encrypted() -> (Cluster, Authority, String) {
    let authority = Authority::new();
    let cluster = Cluster::start_with_tls(&authority.identity(NAME)).await;
    let url = cluster.postgres().database().await;
    (cluster, authority, url)
}

/// The same database under the name `host`, reached without asking for the name's address.
fn under(host: &str, url: &str, parameters: &str) -> String {
    format!("{}?hostaddr=127.0.0.1{parameters}", url.replace("127.0.0.1", host))
}

async fn over(url: &str) -> Launch {
    // Not the engine's own database: that server has no certificate.
    frontdesk(Engine::Sqlite).await.env("FRONTDESK_DATABASE_URL", url)
}

async fn start_over(url: &str) -> Run {
    over(url).await.run(&["serve", "--listen", "127.0.0.1:0"]).await
}

/// Insists on a start that was refused in one line with all of these words.
#[track_caller]
fn refused(run: &Run, words: &[&str]) {
    assert_ne!(run.code, Some(0), "{}", run.stdout);
    assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
    for word in words {
        assert!(run.stderr.contains(word), "no {word}: {}", run.stderr);
    }
}

/// Whether each of the server's connections is encrypted.
async fn encryption_of_others(url: &str) -> Vec<Vec<String>> {
    let database = url.rsplit('/').next().expect("it ends in the name");
    let sql = format!(
        "select distinct ssl::text from pg_stat_ssl join pg_stat_activity using (pid)
         where datname = '{database}' and pid <> pg_backend_pid()"
    );
    rows_at(url, &sql).await
}

#[test]
fn sec_TLS_02_a_server_with_a_trusted_certificate_is_spoken_to_in_secret_only() {
    frontdesk_testkit::run(async {
        let (_cluster, authority, url) = encrypted().await;
        let roots = authority.certificate().display().to_string();
        let trusted = under(NAME, &url, &format!("&sslmode=verify-full&sslrootcert={roots}"));
        let desk = TestDesk::open_with(over(&trusted).await).await;
        desk.client("ada").await.get("/api/v1/me").await.ok();
        assert_eq!(encryption_of_others(&url).await, [["true"]]);
        drop(desk);

        // A name that leads elsewhere needs no word for it, and the system's authorities may be the trusted ones.
        let launch = over(&under(NAME, &url, "")).await.env("SSL_CERT_FILE", &roots);
        let desk = TestDesk::open_with(launch).await;
        desk.get("/health/").await.ok();
        assert_eq!(encryption_of_others(&url).await, [["true"]]);
    });
}

#[test]
fn sec_TLS_02_a_server_that_cannot_prove_who_it_is_is_refused() {
    frontdesk_testkit::run(async {
        let (_cluster, authority, url) = encrypted().await;
        let roots = authority.certificate().display().to_string();
        let stranger = Authority::new();
        for mode in ["", "&sslmode=require", "&sslmode=verify-full"] {
            let untrusted = start_over(&under(NAME, &url, mode)).await;
            refused(&untrusted, &["the database cannot be used", "certificate", "UnknownIssuer"]);
        }
        // Both authorities have the same name, but not the same key.
        let others = format!("&sslrootcert={}", stranger.certificate().display());
        refused(&start_over(&under(NAME, &url, &others)).await, &["certificate", "BadSignature"]);
        let misnamed = start_over(&under("db.example.org", &url, &format!("&sslrootcert={roots}"))).await;
        refused(&misnamed, &["the database cannot be used", "certificate", "not valid for name", "db.example.org"]);
        for (file, why) in [("nowhere.pem", "No such file"), ("authority.key", "no certificate in it")] {
            let file = stranger.certificate().with_file_name(file).display().to_string();
            let run = start_over(&under(NAME, &url, &format!("&sslrootcert={file}"))).await;
            refused(&run, &["the database cannot be used", "sslrootcert", &file, why]);
        }
    });
}

#[test]
fn sec_TLS_02_nothing_falls_back_to_plain_text() {
    frontdesk_testkit::run(async {
        let plain = Cluster::start(Durability::Fast).await;
        let url = plain.postgres().database().await;
        let downgraded = start_over(&under(NAME, &url, "&sslmode=require")).await;
        refused(&downgraded, &["the database cannot be used", "server does not support TLS"]);
        for mode in ["prefer", "allow"] {
            let weak = start_over(&format!("{url}?sslmode={mode}")).await;
            refused(&weak, &["FRONTDESK_DATABASE_URL", "sslmode=prefer", "verify-full"]);
        }
        // On this machine, and wherever the operator says so, plain text is an answer.
        for address in [url.clone(), under(NAME, &url, "&sslmode=disable")] {
            over(&address).await.run(&["migrate"]).await.ok();
        }
    });
}
