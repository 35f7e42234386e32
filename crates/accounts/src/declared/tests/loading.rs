use super::*;

/// What is said of the shipped model after a change: the message, and the line of what was changed.
fn refusal((from, to): (&str, &str)) -> (String, usize) {
    let text = SHIPPED[0].1;
    let at = text.find(from).unwrap_or_else(|| panic!("the shipped model has no {from}"));
    let changed = text.replacen(from, to, 1);
    let error = Model::parse("mine.toml", &changed).err().unwrap_or_else(|| panic!("{to:?} is accepted"));
    (error.to_string(), text[..at].matches('\n').count() + 1)
}

#[test]
fn a_wrong_file_is_refused_with_its_line_and_the_mend() {
    for (change, words) in [
        (("\"booking.make\"", "\"rule.world\""), &["rule.world", "service.manage_own"][..]),
        (("type = \"text\"", "type = \"txt\""), &["\"txt\"", "write one of", "long_text"]),
        (("[password]", "surprise = 1\n[password]"), &["no key surprise", "username"]),
        (("\"anyone\"]\nwrite", "\"everyone\"]\nwrite"), &["\"everyone\"", "ROLE:own", "specialist"]),
        (("\"anyone\"]\nwrite", "\"boss:own\"]\nwrite"), &["\"boss:own\"", "specialist"]),
        (("key = \"bio\"", "key = \"id\""), &["reserved", "profile_id"]),
        (("key = \"bio\"", "key = \"Über\""), &["Über", "small letters"]),
        (("key = \"city\"", "key = \"bio\""), &["\"bio\"", "twice"]),
        (("key = \"bio\"", "key = \"avatar_url\""), &["avatar_url", "rename"]),
        (("key = \"staff\"", "key = \"own\""), &["\"own\"", "small letters"]),
        (("key = \"staff\"", "key = \"client\""), &["\"client\"", "twice"]),
        (("[\"marketplace\"]", "[\"bazaar\"]"), &["bazaar", "session-token"]),
        (("[\"marketplace\"]", "[\"users\", \"users\"]"), &["twice"]),
        (("[\"marketplace\"]", "\"users\""), &["write a list"]),
        (("[password]\nmin_length = 10", "[password]\nmin_length = 4"), &["at least 8", "min_length = 10"]),
        (
            ("[password]\nmin_length = 10\nmax_length = 128", "[password]\nmin_length = 10\nmax_length = 9"),
            &["at least 64"],
        ),
        (
            ("[identifiers]\nusername = \"required\"", "[identifiers]\nusername = \"optional\""),
            &["email = \"required\""],
        ),
        (("email = \"optional\"", "email = \"sometimes\""), &["sometimes", "write one of", "off"]),
        (("name = \"marketplace\"", "name = \"\""), &["write name ="]),
        (("sign_up = true", "sign_up = \"yes\""), &["true or false"]),
        (
            ("[[fields]]\nkey = \"bio\"\ntype = \"long_text\"", "[[fields]]\nkey = \"bio\""),
            &["type is missing", "write type ="],
        ),
        (("label = { ru = \"О себе\", en = \"About\" }", "label = { ru = \"О себе\" }"), &["en is missing"]),
        (
            ("label = { ru = \"О себе\", en = \"About\" }", "label = { ru = \"О себе\", en = \" \" }"),
            &["both languages"],
        ),
        (("[[fields]]\nkey = \"bio\"", "[[fields]\nkey = \"bio\""), &[]),
    ] {
        let (said, line) = refusal(change);
        let place = format!("mine.toml, line {line}:");
        let is_told = said.starts_with(&place) && words.iter().all(|word| said.contains(word));
        assert!(is_told, "{change:?}, line {line}: {said}");
    }
}

/// What is said of a model with one field.
fn said_of(lines: &str) -> String {
    let text = format!("{HEAD}{}", table(lines));
    Model::parse("mine.toml", &text).err().unwrap_or_else(|| panic!("{lines:?} is accepted")).to_string()
}

#[test]
fn a_field_that_contradicts_itself_is_refused_with_the_mend() {
    for (lines, words) in [
        ("type = \"choice\"", &["choices = ["][..]),
        ("type = \"choice\"\nchoices = []", &["at least one"]),
        ("type = \"choice\"\nchoices = [\"a\", \"A\"]", &["\"A\"", "twice"]),
        ("type = \"choice\"\nchoices = [\"a,b\"]", &["comma"]),
        ("type = \"choice\"\nchoices = [7]", &["integer 7", "write a key in quotes"]),
        ("type = \"choice\"\nchoices = [{ key = \"a\" }]", &["label is missing"]),
        ("choices = [\"a\"]", &["no choices", "many_choice"]),
        ("min_length = 9\nmax_length = 3", &["swap"]),
        ("min_length = 300", &["swap"]),
        ("max_length = 0", &["1 to 2000"]),
        ("max_length = -1", &["0 or more"]),
        ("max_length = \"9\"", &["whole number"]),
        ("type = \"integer\"\nmin = 9\nmax = 3", &["swap"]),
        ("type = \"integer\"\nmin = 1.5", &["whole number"]),
        ("type = \"integer\"\nmax_length = 3", &["no `max_length`", "text"]),
        ("min = 3", &["no `min`", "decimal"]),
        ("decimal_places = 3", &["no `decimal_places`"]),
        ("type = \"decimal\"\ndecimal_places = 0", &["integer"]),
        ("type = \"decimal\"\nmin = 1.5", &["in quotes"]),
        ("type = \"decimal\"\nmin = \"1.555\"", &["at most 2 decimals"]),
        ("type = \"decimal\"\ndefault = 1.5", &["no value of \"x\"", "Text is expected"]),
        ("type = \"integer\"\ndefault = \"many\"", &["no value", "whole number"]),
        ("type = \"integer\"\nmax = 3\ndefault = 4", &["no value", "3"]),
        ("type = \"choice\"\nchoices = [\"a\"]\ndefault = \"b\"", &["no value", "“b”"]),
        ("type = \"date\"\ndefault = \"tomorrow\"", &["no value", "2030-05-06"]),
        ("type = \"boolean\"\ndefault = \"yes\"", &["no value", "true"]),
        ("max_length = 3\ndefault = \"Annonymous\"", &["no value"]),
        ("type = \"url\"\nexample = \"example.com\"", &["no value", "https://"]),
        ("type = \"image\"\ndefault = \"x.png\"", &["no value", "file"]),
        ("unique = true\ndefault = \"same\"", &["everybody", "take `default` out"]),
        ("type = \"boolean\"\nunique = true", &["cannot be `unique`", "phone"]),
        ("type = \"boolean\"\nblank = true", &["cannot be `blank`", "nullable = true"]),
        ("type = \"long_text\"\nfilter = true", &["cannot be `filter`"]),
        ("type = \"many_choice\"\nchoices = [\"a\"]\nsort = true", &["cannot be `sort`"]),
        ("type = \"integer\"\nsearch = true", &["cannot be `search`", "email"]),
        ("type = \"image\"\nsign_up = \"optional\"", &["after sign-up"]),
        ("sign_up = \"always\"", &["always", "required"]),
        ("was = \"x\"", &["still a field"]),
        ("was = \"role\"", &["reserved"]),
        ("help = { ru = \"\", en = \"Help\" }", &["both languages"]),
        ("read = \"anyone\"", &["write a list"]),
        ("pattern = '\\d+'", &["write example ="]),
        ("pattern = '\\d+'\nexample = \"seven\"", &["no value of \"x\"", "form"]),
        ("pattern = '\\d{6}'\nmax_length = 5\nexample = \"123456\"", &["no value of \"x\"", "at most 5"]),
        ("pattern = '(\\d'\nexample = \"7\"", &["at character 1", "unclosed group"]),
        ("pattern = '(?=\\d)7'\nexample = \"7\"", &["at character 1, \"(?=\"", "any time"]),
        ("pattern = '\\d+'\nexample = \"7\"\ndefault = \"none\"", &["no value", "form"]),
        ("pattern = '\\d+'\nexample = \"7\"\npattern_message = \"digits\"", &["write { ru ="]),
        ("pattern = '\\d+'\nexample = \"7\"\npattern_message = { ru = \"\", en = \"x\" }", &["both languages"]),
        ("pattern_message = { ru = \"я\", en = \"x\" }", &["no `pattern`", "take it out"]),
        ("type = \"long_text\"\npattern = '\\d+'\nexample = \"7\"", &["no `pattern`", "for text"]),
        ("pattern = 7", &["write a text in quotes"]),
    ] {
        let said = said_of(lines);
        let first = HEAD.lines().count() + 1;
        let line: usize = said.split([' ', ':']).nth(2).and_then(|line| line.parse().ok()).unwrap_or_default();
        assert!(words.iter().all(|word| said.contains(word)), "{lines:?}: {said}");
        assert!((first..=first + 10).contains(&line), "{lines:?}: {said}");
    }
}

#[test]
fn fields_that_contradict_each_other_are_refused() {
    let said = |fields: &[&str]| {
        let text = format!("{HEAD}{}", fields.iter().map(|lines| table(lines)).collect::<String>());
        Model::parse("mine.toml", &text).err().map(|error| error.to_string()).unwrap_or_default()
    };
    let two = said(&["key = \"a\"\ntype = \"image\"", "key = \"b\"\ntype = \"image\""]);
    assert!(two.contains("one picture"), "{two}");
    let twice = said(&["key = \"a\"\nwas = \"z\"", "key = \"b\"\nwas = \"z\""]);
    assert!(twice.contains("two fields"), "{twice}");
    let alive = said(&["key = \"a\"\nwas = \"b\"", "key = \"b\""]);
    assert!(alive.contains("still a field"), "{alive}");
    let many: Vec<String> = (0..101).map(|number| format!("key = \"f{number}\"")).collect();
    let many = said(&many.iter().map(String::as_str).collect::<Vec<_>>());
    assert!(many.contains("at most 100"), "{many}");
}

#[test]
fn a_model_needs_somebody_who_may_have_an_account() {
    let error = Model::parse("mine.toml", &HEAD[..HEAD.find("[[roles]]").expect("roles")]).expect_err("refused");
    assert!(error.message.contains("[[roles]]"), "{error}");
    let none = Model::load("nowhere.toml").expect_err("refused");
    assert!(none.message.contains("session-token"), "{none}");
}

#[test]
fn every_type_can_be_declared_with_its_limits_and_its_default() {
    for (lines, default) in [
        ("type = \"text\"\nmin_length = 2\nmax_length = 50\ndefault = \"нет\"", "\"нет\""),
        ("pattern = '\\d{4}'\nexample = \"1990\"\ndefault = \"2000\"", "\"2000\""),
        ("type = \"long_text\"\nmax_length = 500\nblank = true\ndefault = \"a\\nb\"", "\"a\\nb\""),
        ("type = \"integer\"\nmin = 0\nmax = 60\ndefault = 7", "7"),
        ("type = \"decimal\"\ndecimal_places = 3\nmin = \"0.5\"\nmax = 10\ndefault = \"1.5\"", "\"1.500\""),
        ("type = \"boolean\"\ndefault = true", "true"),
        ("type = \"date\"\ndefault = 2030-05-06", "\"2030-05-06\""),
        ("type = \"choice\"\nchoices = [\"a\", \"б\"]\ndefault = \"б\"", "\"б\""),
        (
            "type = \"many_choice\"\ndefault = [\"b\"]\n\
             choices = [{ key = \"a\", label = { ru = \"А\", en = \"A\" } }, \"b\"]",
            "[\"b\"]",
        ),
        ("type = \"url\"\nmax_length = 100\ndefault = \"https://example.com/\"", "\"https://example.com/\""),
        ("type = \"phone\"\ndefault = \"+7 900 123-45-67\"", "\"+7 900 123-45-67\""),
        ("type = \"email\"\ndefault = \"anna@example.com\"", "\"anna@example.com\""),
    ] {
        let field = field(lines);
        assert_eq!(field.empty_value().to_string(), default, "{lines}");
    }
    assert_eq!(field("type = \"image\"").empty_value().to_string(), "null");
    assert_eq!(field("type = \"choice\"\nchoices = [\"a\"]").choices[0].label.ru, "a");
}

#[test]
fn the_examples_of_the_documentation_are_sound_and_one_of_each_type() {
    let page = include_str!("../../../../../docs/configuration.md");
    let block = page.split("```toml\n").find(|block| block.starts_with("[[fields]]")).expect("an example of fields");
    let fields = block.split("```").next().unwrap_or_default().split("[[fields]]\n").skip(1);
    let model = model(&fields.collect::<Vec<_>>());
    let mut kinds: Vec<&str> = model.fields.iter().map(|field| field.kind.name()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    assert_eq!(kinds.len(), 12, "{kinds:?}");
}

#[test]
fn every_shipped_model_is_sound() {
    for (name, _) in SHIPPED {
        let model = Model::load(name).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(model.name, name);
    }
}

#[test]
fn nobody_signs_up_as_staff_or_admin() {
    for (name, _) in SHIPPED {
        let model = Model::load(name).expect("sound");
        for role in model.sign_up_roles() {
            assert!(!["staff", "admin", "animator"].contains(&role.as_str()), "{name}: {role}");
        }
    }
}

#[test]
fn the_union_has_every_role_and_field_of_the_others() {
    let union = Model::load("compat").expect("sound");
    for (name, _) in SHIPPED {
        let model = Model::load(name).expect("sound");
        for role in &model.roles {
            assert!(union.role(role.key.as_str()).is_some(), "{name}: {:?}", role.key);
        }
        for field in &model.fields {
            let kept = union.field(&field.key).unwrap_or_else(|| panic!("{name}: {}", field.key));
            assert_eq!((kept.kind, kept.unique), (field.kind, field.unique), "{name}: {}", field.key);
        }
        assert!(model.dialects.iter().all(|dialect| union.speaks(dialect)), "{name}");
    }
}
