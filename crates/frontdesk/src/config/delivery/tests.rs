#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use std::ffi::OsString;

use crate::config::{ConfigError, Flags, Settings, Shown};

const FROM: (&str, &str) = ("FRONTDESK_MAIL_FROM", "Студия <desk@example.com>");
const SECRET: &str = "Wren-Hollow-7";

fn load(variables: &[(&str, &str)]) -> Result<Settings, ConfigError> {
    load_with(variables, Vec::new())
}

fn load_with(variables: &[(&str, &str)], given: Vec<(&'static str, String)>) -> Result<Settings, ConfigError> {
    let environment = variables.iter().map(|(name, value)| (OsString::from(name), OsString::from(value)));
    Settings::load(Flags { config: None, given }, environment)
}

fn refused(variables: &[(&str, &str)]) -> String {
    let said = load(variables).err().unwrap_or_else(|| panic!("{variables:?} is taken")).to_string();
    assert!(!said.contains("Wren"), "{said}");
    said
}

fn mail(address: &str) -> Result<Settings, ConfigError> {
    load(&[("FRONTDESK_MAIL", address), FROM])
}

#[test]
fn sec_LOG_01_no_form_of_the_settings_shows_a_password() {
    let folder = tempfile::tempdir().expect("a folder");
    let (file, in_address) = (folder.path().join("password"), format!("smtps://desk:{SECRET}@mail.example.com"));
    std::fs::write(&file, format!("{SECRET}\n")).expect("written");
    let file = file.display().to_string();
    let address = ("FRONTDESK_MAIL", "smtp://desk@mail.example.com");
    for variables in [
        &[("FRONTDESK_MAIL", in_address.as_str()), FROM][..],
        &[address, FROM, ("FRONTDESK_MAIL_PASSWORD", SECRET)],
        &[address, FROM, ("FRONTDESK_MAIL_PASSWORD_FILE", file.as_str())],
        &[
            ("FRONTDESK_SMS", "https://sms.example.com/send?key=Wren-Hollow-7&to={phone}&text={text}"),
            ("FRONTDESK_SMS_SECRET", SECRET),
            ("FRONTDESK_SMS_HEADERS", "Authorization: Bearer Wren-Hollow-7"),
        ],
    ] {
        let settings = load(variables).unwrap_or_else(|error| panic!("{error}"));
        let shown = Shown(&settings).to_string();
        assert!(!shown.contains("Wren") && !format!("{:?}", settings.delivery).contains("Wren"), "{shown}");
        assert!(shown.contains("desk@mail.example.com:") || shown.contains("https://sms.example.com/send "), "{shown}");
    }
}

#[test]
fn sec_TLS_02_plain_smtp_to_another_machine_is_refused_by_name() {
    let said = refused(&[("FRONTDESK_MAIL", "smtp://desk:Wren-Hollow-7@mail.example.com?tls=none"), FROM]);
    assert!(said.starts_with("FRONTDESK_MAIL: tls=none"), "{said}");
    assert!(mail("smtp://127.0.0.1:2525?tls=none").is_ok());
    let said = refused(&[("FRONTDESK_SMS", "http://sms.example.com/?key=Wren-Hollow-7")]);
    assert!(said.starts_with("FRONTDESK_SMS: ") && said.contains("https://"), "{said}");
}

#[test]
fn smtp_needs_a_sender_and_a_user_with_one_password() {
    let address = ("FRONTDESK_MAIL", "smtp://desk:Wren-Hollow-7@mail.example.com");
    assert!(refused(&[address]).contains("Frontdesk <desk@example.com>"));
    assert!(refused(&[address, ("FRONTDESK_MAIL_FROM", "desk")]).starts_with("FRONTDESK_MAIL_FROM: \"desk\" is not"));
    assert!(refused(&[address, FROM, ("FRONTDESK_MAIL_PASSWORD", SECRET)]).contains("two passwords"));
    assert!(refused(&[("FRONTDESK_MAIL", "smtp://desk@mail.example.com"), FROM]).contains("no password"));
    let no_user = [("FRONTDESK_MAIL", "smtp://mail.example.com"), FROM, ("FRONTDESK_MAIL_PASSWORD", SECRET)];
    assert!(refused(&no_user).contains("no user"));
    for text in ["mail.example.com", "smtp:mail", "file:", "http://mail.example.com"] {
        assert!(refused(&[("FRONTDESK_MAIL", text), FROM]).contains("file:FOLDER, smtp://"), "{text}");
    }
}

#[test]
fn a_password_file_and_a_file_of_authorities_must_be_there() {
    let address = ("FRONTDESK_MAIL", "smtp://desk@mail.example.com");
    let said = refused(&[address, FROM, ("FRONTDESK_MAIL_PASSWORD_FILE", "/nowhere/password")]);
    assert!(said.starts_with("FRONTDESK_MAIL_PASSWORD_FILE: /nowhere/password: No such file"), "{said}");
    let said = refused(&[("FRONTDESK_MAIL", "smtp://mail.example.com?ca=/nowhere/ca.pem"), FROM]);
    assert!(said.contains("authorities") && said.contains("/nowhere/ca.pem: No such file"), "{said}");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("empty");
    std::fs::write(&file, "\n").expect("written");
    let file = file.display().to_string();
    let said = refused(&[address, FROM, ("FRONTDESK_MAIL_PASSWORD_FILE", &file)]);
    assert!(said.contains("is empty"), "{said}");
    let said = refused(&[("FRONTDESK_MAIL", &format!("smtp://mail.example.com?ca={file}")), FROM]);
    assert!(said.contains("no certificate in it"), "{said}");
}

#[test]
fn a_password_may_not_stand_on_a_command_line() {
    let given =
        |address: &str| load_with(&[FROM, ("FRONTDESK_MAIL_PASSWORD", "x")], vec![("--mail", address.to_owned())]);
    let said = given("smtp://desk:Wren-Hollow-7@mail.example.com").expect_err("refused").to_string();
    assert!(
        said.starts_with("--mail: ") && said.contains("FRONTDESK_MAIL_PASSWORD") && !said.contains("Wren"),
        "{said}"
    );
    assert!(given("smtp://desk@mail.example.com").is_ok());
}

#[test]
fn a_provider_is_told_by_the_setting_that_does_not_fit() {
    let address = ("FRONTDESK_SMS", "https://sms.example.com/send");
    assert!(load(&[address]).is_ok());
    for (name, value) in [
        ("FRONTDESK_SMS_METHOD", "PUT"),
        ("FRONTDESK_SMS_CONTENT_TYPE", "text/xml"),
        ("FRONTDESK_SMS_BODY", "{\"to\": \"{phone}\"}"),
        ("FRONTDESK_SMS_HEADERS", "Authorization"),
    ] {
        assert!(refused(&[address, (name, value)]).starts_with(&format!("{name}: ")), "{name}");
    }
    let needs_secret = [address, ("FRONTDESK_SMS_HEADERS", "Authorization: Bearer {secret}")];
    assert!(refused(&needs_secret).contains("{secret}"));
}

#[test]
fn the_operators_language_is_one_of_two() {
    assert_eq!(load(&[]).expect("sound").delivery.language.code(), "ru");
    assert_eq!(load(&[("FRONTDESK_LANGUAGE", "en")]).expect("sound").delivery.language.code(), "en");
    assert!(refused(&[("FRONTDESK_LANGUAGE", "de")]).contains("ru or en"));
}
