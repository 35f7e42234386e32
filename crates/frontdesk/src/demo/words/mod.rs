//! What the people of the demo say and sell, in Russian.

mod barber;
mod brows;
mod cleaning;
pub mod common;
mod cosmetology;
mod craft;
mod depilation;
mod fitness;
mod hair;
mod lashes;
mod makeup;
mod massage;
mod nails;
pub mod names;
mod photo;
mod repair;
mod tutoring;

pub use craft::{Craft, Line, Subjects, Template, Trade, Venue};

/// A shelf of the catalogue.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Category {
    pub key: &'static str,
    pub label_ru: &'static str,
    pub label_en: &'static str,
}

const fn category(key: &'static str, label_ru: &'static str, label_en: &'static str) -> Category {
    Category { key, label_ru, label_en }
}

/// Every category that an offer of the demo can have.
pub const CATEGORIES: [Category; 14] = [
    category("nails", "Маникюр и педикюр", "Nails"),
    category("hair", "Стрижки и окрашивание", "Hair"),
    category("barber", "Мужские стрижки", "Barber"),
    category("brows", "Брови", "Brows"),
    category("lashes", "Ресницы", "Lashes"),
    category("massage", "Массаж", "Massage"),
    category("depilation", "Депиляция и эпиляция", "Hair removal"),
    category("cosmetology", "Косметология", "Skin care"),
    category("makeup", "Макияж и причёски", "Make-up"),
    category("fitness", "Фитнес и йога", "Fitness"),
    category("tutoring", "Репетиторы", "Tutoring"),
    category("repair", "Ремонт", "Repair"),
    category("cleaning", "Уборка", "Cleaning"),
    category("photo", "Фотосъёмка", "Photography"),
];

/// Every trade.
pub const TRADES: [Trade; 19] = [
    Trade::Nails,
    Trade::Hair,
    Trade::Barber,
    Trade::Brows,
    Trade::Lashes,
    Trade::Massage,
    Trade::Depilation,
    Trade::Cosmetology,
    Trade::Makeup,
    Trade::Training,
    Trade::Yoga,
    Trade::English,
    Trade::Maths,
    Trade::Russian,
    Trade::Phones,
    Trade::Handyman,
    Trade::Appliances,
    Trade::Cleaning,
    Trade::Photo,
];

impl Trade {
    /// The trade's vocabulary.
    pub fn craft(self) -> &'static Craft {
        match self {
            Self::Nails => &nails::CRAFT,
            Self::Hair => &hair::CRAFT,
            Self::Barber => &barber::CRAFT,
            Self::Brows => &brows::CRAFT,
            Self::Lashes => &lashes::CRAFT,
            Self::Massage => &massage::CRAFT,
            Self::Depilation => &depilation::CRAFT,
            Self::Cosmetology => &cosmetology::CRAFT,
            Self::Makeup => &makeup::CRAFT,
            Self::Training => &fitness::TRAINING,
            Self::Yoga => &fitness::YOGA,
            Self::English => &tutoring::ENGLISH,
            Self::Maths => &tutoring::MATHS,
            Self::Russian => &tutoring::RUSSIAN,
            Self::Phones => &repair::PHONES,
            Self::Handyman => &repair::HANDYMAN,
            Self::Appliances => &repair::APPLIANCES,
            Self::Cleaning => &cleaning::CRAFT,
            Self::Photo => &photo::CRAFT,
        }
    }

    /// The shelf on which the trade's offers stand.
    pub fn category(self) -> &'static Category {
        let key = self.craft().category;
        CATEGORIES.iter().find(|category| category.key == key).expect("every craft names a category")
    }
}
