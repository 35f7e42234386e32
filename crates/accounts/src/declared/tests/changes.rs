use super::*;

const TEXT: &str = "key = \"a\"\ntype = \"text\"";

/// What a change means, in one line.
fn change(old: &[&str], new: &[&str]) -> String {
    let (old, new) = (model(old).summary(), model(new));
    let change = Change::between(Some(&old), &new);
    let keys = |fields: &[&DeclaredField]| fields.iter().map(|field| field.key.as_str()).collect::<Vec<_>>().join(",");
    let renamed =
        change.renamed.iter().map(|(was, field)| format!("{was}>{}", field.key)).collect::<Vec<_>>().join(",");
    let all = [
        ("added", keys(&change.added)),
        ("renamed", renamed),
        ("removed", change.removed.join(",")),
        ("checked", keys(&change.checked)),
        ("listed", keys(&change.listed)),
        ("unique", keys(&change.unique)),
        ("cleared", change.cleared.join(",")),
    ];
    let told = all.into_iter().filter(|(_, keys)| !keys.is_empty()).map(|(what, keys)| format!("{what} {keys}"));
    told.collect::<Vec<_>>().join("; ")
}

#[test]
fn what_does_not_concern_stored_profiles_is_no_change() {
    assert_eq!(change(&[TEXT], &[TEXT]), "");
    let other = "key = \"a\"\nmax_length = 3\nread = [\"own\"]\nwrite = []\nblank = true\nsign_up = \"optional\"";
    assert_eq!(model(&[TEXT]).summary(), model(&[other]).summary());
    let text = serde_json::to_string(&model(&[TEXT]).summary()).expect("JSON");
    assert_eq!(serde_json::from_str::<Summary>(&text).expect("a summary"), model(&[TEXT]).summary());
}

#[test]
fn every_change_touches_what_it_has_to() {
    assert_eq!(change(&[], &[TEXT]), "added a; checked a; cleared a");
    assert_eq!(change(&[TEXT], &[]), "removed a; cleared a");
    assert_eq!(change(&[TEXT], &["key = \"b\"\nwas = \"a\""]), "renamed a>b; cleared a,b");
    assert_eq!(change(&[TEXT], &["key = \"a\"\ntype = \"date\""]), "checked a; cleared a");
    assert_eq!(change(&[TEXT], &["key = \"a\"\nfilter = true"]), "listed a; cleared a");
    assert_eq!(change(&["key = \"a\"\nfilter = true"], &["key = \"a\"\nsearch = true"]), "");
    assert_eq!(change(&["key = \"a\"\nunique = true"], &[TEXT]), "cleared a");
    let renamed = "key = \"b\"\nwas = \"a\"\ntype = \"integer\"\nunique = true\nfilter = true";
    assert_eq!(change(&[TEXT], &[renamed]), "renamed a>b; checked b; listed b; unique b; cleared a,b");
    let choice = |keys: &str| format!("key = \"a\"\ntype = \"choice\"\nchoices = [{keys}]");
    assert_eq!(change(&[&choice("\"x\"")], &[&choice("\"x\", \"y\"")]), "");
    assert_eq!(change(&[&choice("\"x\", \"y\"")], &[&choice("\"y\"")]), "checked a; cleared a");
    let places = |places: u32| format!("key = \"a\"\ntype = \"decimal\"\ndecimal_places = {places}");
    assert_eq!(change(&[&places(2)], &[&places(3)]), "checked a; cleared a");
}

#[test]
fn of_profiles_that_nothing_is_known_of_everything_is_looked_at() {
    let model = model(&[TEXT, "key = \"b\"\nunique = true\nfilter = true"]);
    let change = Change::between(None, &model);
    assert_eq!((change.checked.len(), change.listed.len(), change.unique.len()), (2, 1, 1));
    assert!(change.needs_all_profiles() && change.roles_gone.is_empty());
}
