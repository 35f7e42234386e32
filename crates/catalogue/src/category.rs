//! The shelves of the catalogue.

use frontdesk_kit::locale::Lang;

/// A shelf, by its key; one of [`CATEGORIES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Category(&'static str);

/// Every category: key, label in Russian, label in English. The order is the one in which they are shown.
pub const CATEGORIES: [(&str, &str, &str); 15] = [
    ("nails", "Маникюр и педикюр", "Nails"),
    ("hair", "Стрижки и окрашивание", "Hair"),
    ("barber", "Мужские стрижки", "Barber"),
    ("brows", "Брови", "Brows"),
    ("lashes", "Ресницы", "Lashes"),
    ("massage", "Массаж", "Massage"),
    ("depilation", "Депиляция и эпиляция", "Hair removal"),
    ("cosmetology", "Косметология", "Skin care"),
    ("makeup", "Макияж и причёски", "Make-up"),
    ("fitness", "Фитнес и йога", "Fitness"),
    ("tutoring", "Репетиторы", "Tutoring"),
    ("repair", "Ремонт", "Repair"),
    ("cleaning", "Уборка", "Cleaning"),
    ("photo", "Фотосъёмка", "Photography"),
    ("other", "Другое", "Other"),
];

impl Category {
    /// The category called `key`.
    pub fn parse(key: &str) -> Option<Self> {
        CATEGORIES.iter().find(|(known, ..)| *known == key).map(|(known, ..)| Self(known))
    }

    /// Every category, in the order in which they are shown.
    pub fn all() -> impl Iterator<Item = Self> {
        CATEGORIES.iter().map(|(key, ..)| Self(key))
    }

    /// The key, as bodies and filters spell it.
    pub fn key(self) -> &'static str {
        self.0
    }

    /// What people call it.
    pub fn label(self, lang: Lang) -> &'static str {
        let entry = CATEGORIES.iter().find(|(known, ..)| *known == self.0);
        entry.map_or(self.0, |(_, ru, en)| if lang == Lang::Ru { ru } else { en })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_category_has_a_key_and_two_labels() {
        let keys: std::collections::HashSet<&str> = Category::all().map(Category::key).collect();
        assert_eq!(keys.len(), CATEGORIES.len());
        for category in Category::all() {
            assert_eq!(Category::parse(category.key()), Some(category));
            assert_ne!(category.label(Lang::Ru), category.label(Lang::En));
        }
        assert_eq!(Category::parse("weapons"), None);
    }
}
