use std::ffi::OsString;

use super::file;
use super::*;

fn load(file_text: &str, variables: &[(&str, &str)], given: &[(&'static str, &str)]) -> Result<Settings, ConfigError> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("desk.toml");
    std::fs::write(&path, file_text).expect("written");
    let flags =
        Flags { config: Some(path), given: given.iter().map(|(flag, text)| (*flag, (*text).to_owned())).collect() };
    Settings::load(flags, variables.iter().map(|(name, value)| (OsString::from(name), OsString::from(value))))
}

fn refused(file_text: &str, variables: &[(&str, &str)]) -> String {
    load(file_text, variables, &[]).expect_err("refused").to_string()
}

#[test]
fn defaults_are_enough() {
    let settings = load("", &[], &[]).expect("sound");
    assert_eq!(settings.server.listen.to_string(), "127.0.0.1:8000");
    assert_eq!(settings.storage.database, Database::Sqlite("./data/frontdesk.db".into()));
    assert!(settings.protection.limits && settings.cors.origins.is_empty() && settings.metrics.listen.is_none());
    assert_eq!(settings.delivery.mail.to_string(), "file:./data/outbox");
}

#[test]
fn whoever_speaks_later_is_right() {
    let file = "[server]\nlisten = \"127.0.0.1:1\"\n";
    let variable = [("FRONTDESK_LISTEN", "127.0.0.1:2")];
    let port = |settings: Result<Settings, ConfigError>| settings.expect("sound").server.listen.port();
    assert_eq!(port(load(file, &[], &[])), 1);
    assert_eq!(port(load(file, &variable, &[])), 2);
    assert_eq!(port(load(file, &variable, &[("--listen", "127.0.0.1:3")])), 3);
}

#[test]
fn a_file_may_say_things_in_its_own_types() {
    let file = "data = \"/srv/desk\"\n[limits]\nenabled = false\n[hashing]\nthreads = 3\n\
                [cors]\norigins = [\"https://a.example.com\", \"http://localhost:5173\"]\n";
    let settings = load(file, &[], &[]).expect("sound");
    assert!(!settings.protection.limits);
    assert_eq!(settings.protection.hashing.threads, 3);
    assert_eq!(settings.cors.origins.len(), 2);
}

#[test]
fn what_is_unknown_is_refused_with_its_place() {
    let said = refused("data = \"x\"\n\n[server]\nlisten = \"127.0.0.1:1\"\nlisten_on = 1\n", &[]);
    assert!(said.contains("desk.toml, line 5") && said.contains("server.listen_on"), "{said}");
    let said = refused("data = [1\n", &[]);
    assert!(said.contains("desk.toml, line "), "{said}");
    let said = refused("", &[("FRONTDESK_LISTNE", "x")]);
    assert!(said.contains("FRONTDESK_LISTNE") && said.contains("FRONTDESK_LISTEN,"), "{said}");
    assert!(load("", &[("FRONTDESK_TEST_POSTGRES", "x"), ("PATH", "/bin")], &[]).is_ok());
}

#[test]
fn a_wrong_value_is_refused_with_its_place_and_what_would_be_right() {
    let said = refused("[server]\nlisten = \"here\"\n", &[]);
    assert!(said.contains("line 2, server.listen: \"here\" is not an address"), "{said}");
    let said = refused("", &[("FRONTDESK_LIMITS", "perhaps")]);
    assert_eq!(said, "FRONTDESK_LIMITS: \"perhaps\" is not on or off");
    for origins in ["*", "null", "https://a.example.com/", "app.example.com", "https://A.example.com"] {
        assert!(refused("", &[("FRONTDESK_CORS_ORIGINS", origins)]).contains("list of origins"), "{origins}");
    }
    let said = refused("", &[("FRONTDESK_DATABASE_URL", "mysql://root:Wren-Hollow-7@db/x")]);
    assert!(!said.contains("Wren"), "{said}");
}

#[test]
#[expect(non_snake_case, reason = "carries the id of the security checklist")]
fn sec_TLS_02_a_database_that_may_be_talked_into_plain_text_is_refused_by_name() {
    let url = "postgres://desk:Wren-Hollow-7@db.example.com/desk?sslmode=prefer";
    let in_file = refused(&format!("[database]\nurl = \"{url}\"\n"), &[]);
    assert!(in_file.contains("line 2, database.url: sslmode=prefer") && in_file.contains("verify-full"), "{in_file}");
    let in_variable = refused("", &[("FRONTDESK_DATABASE_URL", url)]);
    assert!(in_variable.starts_with("FRONTDESK_DATABASE_URL: sslmode=prefer"), "{in_variable}");
    assert!(!in_file.contains("Wren") && !in_variable.contains("Wren"), "{in_file}{in_variable}");
}

#[test]
fn a_link_into_an_app_is_an_address_with_the_secret_in_it() {
    let address = "https://app.example.com/#/reset/{uid}/{token}";
    let file = format!("[links]\nreset_password = \"{address}\"\n");
    let links = load(&file, &[("FRONTDESK_LINK_VERIFY_EMAIL", address)], &[]).expect("sound").links;
    assert!(links.reset_password.is_some() && links.verify_email.is_some() && links.reset_login.is_none());
    let page = load("[links]\nbooking = \"https://app.example.com/bookings/{id}\"\n", &[], &[]).expect("sound").links;
    assert!(page.booking.is_some());
    let said = refused("[links]\nbooking = \"https://app.example.com/bookings\"\n", &[]);
    assert!(said.contains("line 2, links.booking") && said.contains("{id}"), "{said}");
    let said = refused("[links]\nreset_login = \"https://app.example.com/reset\"\n", &[]);
    assert!(said.contains("line 2, links.reset_login") && said.contains("{uid}/{token}"), "{said}");
}

#[test]
#[expect(non_snake_case, reason = "carries the id of the security checklist")]
fn sec_OPS_10_a_security_contact_is_an_address_that_a_program_can_follow() {
    let contact = |text: &str| load("", &[("FRONTDESK_SECURITY_CONTACT", text)], &[]);
    for text in ["mailto:security@example.com", "https://example.com/report?by=web", "mailto:a@b.test?subject=Hello"] {
        assert_eq!(contact(text).expect("sound").server.security_contact.as_deref(), Some(text));
    }
    for text in ["security@example.com", "http://example.com", "https://", "mailto:@b", "mailto:a@b\nExpires: x"] {
        let said = contact(text).expect_err("refused").to_string();
        assert!(said.starts_with("FRONTDESK_SECURITY_CONTACT: ") && said.contains("mailto:security@"), "{said}");
    }
    let said = refused("[server]\nsecurity_contact = \"call us\"\n", &[]);
    assert!(said.contains("line 2, server.security_contact"), "{said}");
}

#[test]
fn a_file_that_was_asked_for_must_be_there() {
    let flags = Flags { config: Some(PathBuf::from("/nowhere/desk.toml")), given: Vec::new() };
    let said = Settings::load(flags, std::iter::empty()).expect_err("refused").to_string();
    assert!(said.starts_with("/nowhere/desk.toml: cannot be read"), "{said}");
    assert!(!file::read(std::path::Path::new("/nowhere/desk.toml"), false, &mut Values::default()).expect("fine"));
}

#[test]
fn secrets_are_masked_where_settings_are_shown() {
    let variables = [
        ("FRONTDESK_DIALECT_SECRET", "Grey-Harrier-Over-Fen"),
        ("FRONTDESK_DATABASE_URL", "postgres://desk:Wren-Hollow-7@db.example.com/desk?password=Otter"),
    ];
    let shown = Shown(&load("[log]\nlevel = \"debug\"\n", &variables, &[]).expect("sound")).to_string();
    for secret in ["Harrier", "Wren", "Otter"] {
        assert!(!shown.contains(secret), "{shown}");
    }
    assert!(shown.contains("postgres://desk:********@db.example.com/desk"), "{shown}");
    assert!(shown.lines().any(|line| line.starts_with("log.level") && line.contains("desk.toml, line 2")), "{shown}");
}

#[test]
fn every_setting_has_names_of_its_own() {
    for (index, known) in known::KNOWN.iter().enumerate() {
        for other in &known::KNOWN[index + 1..] {
            assert!(known.key != other.key && known.variable != other.variable, "{}", known.key);
            assert!(known.flag.is_none() || known.flag != other.flag, "{}", known.key);
        }
        assert!(!known.secret || known.flag.is_none(), "{} would show in the process list", known.key);
    }
}
