//! Names that fields give to parameters of lists.

use super::*;

fn refusal(fields: &[&str]) -> String {
    let text = format!("{HEAD}{}", fields.iter().map(|lines| table(lines)).collect::<String>());
    Model::parse("mine.toml", &text).expect_err("refused").to_string()
}

#[test]
fn no_two_parameters_of_a_list_have_one_name() {
    let said = refusal(&["key = \"q\"\nfilter = true"]);
    assert!(said.contains("\"q\"") && said.contains("line "), "{said}");
    let said = refusal(&[
        "key = \"age\"\ntype = \"integer\"\nfilter = true",
        "key = \"min_age\"\ntype = \"integer\"\nfilter = true",
    ]);
    assert!(said.contains("\"min_age\""), "{said}");
    model(&[
        "key = \"q\"",
        "key = \"age\"\ntype = \"integer\"\nfilter = true",
        "key = \"min_age\"\ntype = \"integer\"",
    ]);
}

#[test]
fn a_list_of_nothing_fits_every_choice_of_many() {
    let field = field("type = \"many_choice\"\nchoices = [\"ru\", \"en\"]");
    assert_eq!(field.take_over(&serde_json::json!([])), TakenOver::Fits);
}
