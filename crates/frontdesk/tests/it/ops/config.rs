//! Settings and models that are wrong: told with their place and with what would be right, before anything is touched.

use frontdesk_testkit::{Launch, Run, both_engines};

use crate::support::frontdesk;

/// What the command says of a settings file with this text.
async fn with_settings(launch: &Launch, text: &str) -> Run {
    std::fs::write(launch.folder().join("desk.toml"), text).expect("a folder of our own can be written");
    launch.run(&["check-config", "--config", "desk.toml"]).await
}

/// The shipped model.
const SHIPPED: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/marketplace.toml"));

/// On which line of the shipped model this begins.
fn line_of(text: &str) -> usize {
    let at = SHIPPED.find(text).unwrap_or_else(|| panic!("the shipped model has no {text}"));
    SHIPPED[..at].matches('\n').count() + 1
}

/// What the command says of the shipped model after a change.
async fn with_model(launch: &Launch, (from, to): (&str, &str)) -> Run {
    let changed = SHIPPED.replacen(from, to, 1);
    std::fs::write(launch.folder().join("mine.toml"), changed).expect("a folder of our own can be written");
    launch.run(&["check-config", "--model", "mine.toml"]).await
}

/// What is missing in a refusal that is one sentence with all of these words in it.
fn flaw(run: &Run, words: &[&str]) -> Option<String> {
    let is_sentence = run.code == Some(1) && run.stderr.trim_end().lines().count() == 1;
    let is_sound = is_sentence && words.iter().all(|word| run.stderr.contains(word));
    (!is_sound).then(|| format!("{:?}, expected {words:?}: {}", run.code, run.stderr))
}

/// Insists on such a refusal.
#[track_caller]
fn refused(run: &Run, words: &[&str]) {
    assert_eq!(flaw(run, words), None);
}

both_engines! {
    async fn sound_settings_are_shown_with_where_they_come_from(engine: Engine) {
        let launch = frontdesk(engine)
            .await
            .env("FRONTDESK_LOG", "debug")
            .env("FRONTDESK_DIALECT_SECRET", "Grey-Harrier-Over-Fen");
        let run = with_settings(&launch, "[server]\nmax_requests = 77\n").await.ok();
        let line = |key: &str| {
            run.stdout
                .lines()
                .find(|line| line.starts_with(key))
                .unwrap_or_else(|| panic!("no {key}: {}", run.stdout))
                .to_owned()
        };
        assert!(
            line("server.max_requests").contains("77") && line("server.max_requests").contains("desk.toml, line 2")
        );
        assert!(line("log.level").contains("debug") && line("log.level").contains("FRONTDESK_LOG"));
        assert!(line("server.listen").contains("default"));
        assert!(!run.stdout.contains("Harrier"), "{}", run.stdout);
        assert!(run.stdout.contains("marketplace") && run.stdout.contains("specialist"), "{}", run.stdout);
        assert!(!launch.data().exists(), "checking has made the data folder");
    }

    async fn a_wrong_setting_is_refused_with_its_line_and_what_would_be_right(engine: Engine) {
        let launch = frontdesk(engine).await;
        let mut wrong = Vec::new();
        for (text, words) in [
            (
                "data = \"x\"\n\n[server]\nlisten = \"here\"\n",
                &["desk.toml, line 4", "server.listen", "here", "127.0.0.1:8000"][..],
            ),
            ("[server]\nmax_requests = 0\n", &["desk.toml, line 2", "server.max_requests", "1 to 100000"]),
            ("[log]\nrequests = \"perhaps\"\n", &["desk.toml, line 2", "on or off"]),
            ("[cors]\norigins = [\"*\"]\n", &["desk.toml, line 2", "https://app.example.com"]),
            ("[log]\nformat = \"xml\"\n", &["desk.toml, line 2", "json or pretty"]),
            ("[metrics]\nlisten = \"9100\"\n", &["desk.toml, line 2", "off or an address"]),
            ("[server]\npublic_url = \"desk.example.com\"\n", &["desk.toml, line 2", "https://desk.example.com"]),
            ("[server]\ntrusted_proxies = [\"all\"]\n", &["desk.toml, line 2", "10.0.0.0/8"]),
            ("[hashing]\nthreads = \"many\"\n", &["desk.toml, line 2", "whole number"]),
            ("data = 1\ndata = 2\n", &["desk.toml, line 2"]),
            ("data = [1\n", &["desk.toml, line "]),
            ("data = { a = 1.5 }\n", &["desk.toml, line 1"]),
        ] {
            wrong.extend(flaw(&with_settings(&launch, text).await, words).map(|flaw| format!("{text:?}: {flaw}")));
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    async fn what_is_unknown_stops_every_command(engine: Engine) {
        let launch = frontdesk(engine).await;
        refused(
            &with_settings(&launch, "data = \"x\"\nlisten = \"127.0.0.1:0\"\n").await,
            &["desk.toml, line 2", "listen", "server.listen"],
        );
        refused(
            &with_settings(&launch, "[sever]\nlisten = \"127.0.0.1:0\"\n").await,
            &["desk.toml, line 2", "sever.listen"],
        );
        let missing = launch.run(&["check-config", "--config", "nowhere.toml"]).await;
        refused(&missing, &["nowhere.toml", "cannot be read"]);
        for words in [&["check-config", "--listn", "127.0.0.1:0"][..], &["chek-config"], &["user", "creat"], &[]] {
            let run = launch.run(words).await;
            assert_eq!(run.code, Some(2), "{words:?}: {}{}", run.stdout, run.stderr);
            assert!(run.stderr.contains("Usage"), "{words:?}: {}", run.stderr);
        }
        let launch = launch.env("FRONTDESK_MODLE", "marketplace");
        for words in [&["check-config"][..], &["migrate"], &["serve", "--listen", "127.0.0.1:0"], &["openapi"]] {
            refused(&launch.run(words).await, &["FRONTDESK_MODLE", "FRONTDESK_MODEL"]);
        }
        assert!(!launch.data().exists(), "a refused command has made the data folder");
    }

    async fn a_wrong_model_is_refused_with_its_line_and_what_would_be_right(engine: Engine) {
        let launch = frontdesk(engine).await;
        with_model(&launch, ("name = \"marketplace\"", "name = \"mine\"")).await.ok();
        let mut wrong = Vec::new();
        for (from, to, words) in [
            ("\"booking.make\"", "\"rule.world\"", &["rule.world", "service.manage_own"][..]),
            ("type = \"text\"", "type = \"txt\"", &["txt", "long_text"]),
            ("read = [\"anyone\"]", "read = [\"everyone\"]", &["everyone", "anyone"]),
            ("dialects = [\"marketplace\"]", "dialects = [\"bazaar\"]", &["bazaar", "marketplace", "simplejwt, djoser"]),
            ("[password]\nmin_length = 10", "[password]\nmin_length = 4", &["min_length", "at least 8"]),
            (
                "[password]\nmin_length = 10\nmax_length = 128",
                "[password]\nmin_length = 10\nmax_length = 9",
                &["max_length", "at least 64"],
            ),
            ("[identifiers]\nusername = \"required\"", "[identifiers]\nusername = \"off\"", &["username", "required"]),
            ("email = \"optional\"", "email = \"sometimes\"", &["sometimes", "optional"]),
            ("key = \"bio\"", "key = \"password\"", &["password"]),
            ("key = \"bio\"", "key = \"full_name\"", &["full_name", "twice"]),
            ("key = \"staff\"", "key = \"client\"", &["client", "twice"]),
            ("[password]", "surprise = 1\n[password]", &["surprise"]),
            ("max_length = 255", "max_length = -1", &[]),
            ("[[fields]]\nkey = \"bio\"", "[[fields]\nkey = \"bio\"", &[]),
        ] {
            let line = format!("mine.toml, line {}:", line_of(from));
            let words = [&[line.as_str()], words].concat();
            wrong.extend(flaw(&with_model(&launch, (from, to)).await, &words).map(|flaw| format!("{to:?}: {flaw}")));
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        let unknown = launch.run(&["check-config", "--model", "bazaar"]).await;
        refused(&unknown, &["bazaar", "marketplace", "compat"]);
        let serve = launch.run(&["serve", "--listen", "127.0.0.1:0", "--model", "mine.toml"]).await;
        assert_ne!(serve.code, Some(0));
        assert!(!serve.stdout.contains("listening"), "{}", serve.stdout);
    }

    async fn the_file_of_the_working_folder_counts_and_flags_overrule_it(engine: Engine) {
        let launch = frontdesk(engine).await;
        let text = "[server]\nlisten = \"127.0.0.1:7\"\n[log]\nlevel = \"warn\"\n";
        std::fs::write(launch.folder().join("frontdesk.toml"), text).expect("a folder of our own can be written");
        let run = launch.run(&["check-config", "--listen", "127.0.0.1:9"]).await.ok();
        let line = |key: &str| run.stdout.lines().find(|line| line.starts_with(key)).unwrap_or_default().to_owned();
        assert!(
            line("server.listen").contains("127.0.0.1:9") && line("server.listen").contains("--listen"),
            "{}",
            run.stdout
        );
        assert!(
            line("log.level").contains("warn") && line("log.level").contains("frontdesk.toml, line 4"),
            "{}",
            run.stdout
        );
    }
}
