//! Models with random fields and rights.

use serde_json::{Value, json};

/// The roles of every such model.
const ROLES: [(&str, &str); 5] = [
    ("client", "sign_up = true\npermissions = [\"booking.make\"]"),
    ("specialist", "sign_up = true\npermissions = [\"service.manage_own\", \"schedule.manage_own\", \"booking.make\"]"),
    (
        "staff",
        "permissions = [\"account.read_any\", \"account.staff_list\", \"schedule.manage_any\", \"booking.manage_any\"]",
    ),
    ("auditor", "permissions = [\"account.read_any\"]"),
    (
        "admin",
        "permissions = [\"account.read_any\", \"account.manage_any\", \"service.manage_any\", \"service.manage_own\", \"schedule.manage_any\", \"booking.manage_any\", \"webhook.manage\", \"role.grant\"]",
    ),
];
const KINDS: [&str; 9] = ["text", "long_text", "integer", "decimal", "date", "choice", "many_choice", "url", "email"];
/// People who can have a value of their own of a choice, in so many turns.
const CHOICES: i64 = 40;

/// Numbers that look random and are the same for the same seed.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `sides`.
    fn roll(&mut self, sides: usize) -> usize {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % sides as u64) as usize
    }

    fn is(&mut self) -> bool {
        self.roll(2) == 1
    }
}

/// A field as its model file declares it.
#[derive(Debug)]
pub struct Declared {
    pub key: String,
    kind: &'static str,
    pub sort: bool,
    pub read: Vec<String>,
    pub write: Vec<String>,
}

impl Declared {
    pub fn is_readable(&self, role: Option<&str>, own: bool) -> bool {
        allows(&self.read, role, own)
    }

    pub fn is_writable(&self, role: Option<&str>, own: bool) -> bool {
        allows(&self.write, role, own)
    }

    /// A value that nobody else has, and no other field.
    pub fn value(&self, number: i64) -> Value {
        match self.kind {
            "integer" => json!(self.text(number).parse::<i64>().expect("digits")),
            "many_choice" => json!([self.text(number)]),
            _ => json!(self.text(number)),
        }
    }

    /// How it stands in an answer.
    pub fn text(&self, number: i64) -> String {
        let key = &self.key;
        let salt: i64 = key.bytes().fold(7, |salt, byte| (salt * 31 + i64::from(byte)) % 9_973);
        match self.kind {
            "integer" => format!("{}", 7_000_000_000 + salt * 100_000 + number),
            "decimal" => format!("{}.25", 8_000_000_000 + salt * 100_000 + number),
            "date" => {
                format!("{:04}-{:02}-{:02}", 1000 + (salt + number) % 700, 1 + (number / 28) % 12, 1 + number % 28)
            }
            "choice" | "many_choice" => format!("{key}_{:02}", choice(number)),
            "url" => format!("https://{}.example.com/{number}", key.replace('_', "-")),
            "email" => format!("{key}{number}@example.net"),
            _ => format!("{key} is {number}."),
        }
    }

    fn table(&self, dice: &mut Dice) -> String {
        let list = |entries: &[String]| {
            format!("[{}]", entries.iter().map(|entry| format!("{entry:?}")).collect::<Vec<_>>().join(", "))
        };
        let keys: Vec<String> = (0..CHOICES).map(|number| format!("{}_{number:02}", self.key)).collect();
        let more = match self.kind {
            "choice" | "many_choice" => format!("choices = {}\n", list(&keys)),
            _ => String::new(),
        };
        let search = if ["text", "url", "email"].contains(&self.kind) && dice.is() { "search = true\n" } else { "" };
        let filter = if self.kind != "long_text" && dice.is() { "filter = true\n" } else { "" };
        let sort = if self.sort { "sort = true\n" } else { "" };
        format!(
            "\n[[fields]]\nkey = {:?}\ntype = {:?}\n{more}{search}{filter}{sort}label = {{ ru = \"Поле\", en = \"Field\" }}\nread = {}\nwrite = {}\n",
            self.key,
            self.kind,
            list(&self.read),
            list(&self.write)
        )
    }
}

fn choice(number: i64) -> i64 {
    (number + number / 1_000 * 7) % CHOICES
}

fn allows(entries: &[String], role: Option<&str>, own: bool) -> bool {
    entries.iter().any(|entry| match (entry.as_str(), entry.strip_suffix(":own")) {
        ("anyone", _) => true,
        ("own", _) => own,
        (_, Some(key)) => own && role == Some(key),
        (key, None) => role == Some(key),
    })
}

/// The text of a model file, and its fields. Administrators may write them all.
pub fn model(dice: &mut Dice) -> (String, Vec<Declared>) {
    let wires = if dice.is() { "\"marketplace\", \"accounts\", \"users\", \"djoser\"" } else { "" };
    let mut text = format!(
        "name = \"random\"\ndialects = [{wires}]\n[identifiers]\nusername = \"required\"\nemail = \"required\"\nphone = \"off\"\n\
         [password]\nmin_length = 10\nmax_length = 128\n"
    );
    for (key, more) in ROLES {
        text += &format!("[[roles]]\nkey = \"{key}\"\nlabel = {{ ru = \"Роль\", en = \"Role\" }}\n{more}\n");
    }
    let mut fields = Vec::new();
    for (number, kind) in KINDS.iter().cycle().take(KINDS.len() + 5).enumerate() {
        let key = format!("zq{number}_{kind}");
        let mut write = some_of(dice, 3);
        write.retain(|entry| entry != "anyone");
        write.push("admin".to_owned());
        let sort = !["long_text", "many_choice"].contains(kind) && dice.is();
        let field = Declared { key, kind, sort, read: some_of(dice, 2), write };
        text += &field.table(dice);
        fields.push(field);
    }
    (text, fields)
}

/// Some of those who can be named as readers or writers; seldom everybody.
fn some_of(dice: &mut Dice, at_most: usize) -> Vec<String> {
    let mut chosen: Vec<String> = Vec::new();
    for _ in 0..dice.roll(at_most + 1) {
        let (role, _) = ROLES[dice.roll(ROLES.len())];
        let entry = match dice.roll(6) {
            0 => "own".to_owned(),
            1 => "anyone".to_owned(),
            2 | 3 => format!("{role}:own"),
            _ => role.to_owned(),
        };
        if !chosen.contains(&entry) {
            chosen.push(entry);
        }
    }
    chosen
}
