//! `frontdesk check-config`

use super::Failure;
use crate::config::{Settings, Shown};

/// Shows every setting with its source, and what the model declares. Touches nothing.
pub fn run(settings: &Settings) -> Result<(), Failure> {
    print!("{}", Shown(settings));
    let model = settings.load_model()?;
    let keys = |keys: Vec<&str>| if keys.is_empty() { "none".to_owned() } else { keys.join(", ") };
    println!();
    println!("The model {} is sound.", model.name);
    println!("  roles     {}", keys(model.roles.iter().map(|role| role.key.as_str()).collect()));
    println!("  fields    {}", keys(model.fields.iter().map(|field| field.key.as_str()).collect()));
    println!("  dialects  {}", keys(model.dialects.iter().map(String::as_str).collect()));
    Ok(())
}
