//! The currencies that prices are told in.

/// An ISO 4217 code with two decimals; one of [`CURRENCIES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Currency(&'static str);

/// The currencies that may be used, the default first. Each has 100 minor units, which is what the prices of the
/// older wires have as well.
pub const CURRENCIES: [&str; 11] = ["RUB", "KZT", "BYN", "UZS", "KGS", "AMD", "GEL", "AZN", "TRY", "EUR", "USD"];

impl Currency {
    /// The currency called `code`.
    pub fn parse(code: &str) -> Option<Self> {
        CURRENCIES.iter().find(|known| **known == code).map(|known| Self(known))
    }

    /// The three letters.
    pub fn code(self) -> &'static str {
        self.0
    }
}

impl Default for Currency {
    fn default() -> Self {
        Self(CURRENCIES[0])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rubles_are_the_default_and_others_are_known() {
        assert_eq!(Currency::default().code(), "RUB");
        assert_eq!(Currency::parse("KZT").map(Currency::code), Some("KZT"));
        assert_eq!(Currency::parse("rub"), None);
        assert_eq!(Currency::parse("BTC"), None);
    }
}
