//! What clients say of visits.

use super::dice::Dice;

const GLAD: [&str; 12] = [
    "Всё отлично, приду ещё.",
    "Очень аккуратно и внимательно, спасибо!",
    "Хожу второй год, ни разу не разочаровалась.",
    "Приняли вовремя, чисто, уютно. Рекомендую.",
    "Лучший мастер в городе!",
    "Сделали именно то, что я хотела.",
    "Быстро и качественно, спасибо.",
    "Мастер – золото. Записалась снова.",
    "Спасибо за терпение и хорошее настроение!",
    "Результат держится уже третью неделю.",
    "Понравилось всё, от кофе до результата.",
    "",
];
const SO_SO: [&str; 6] = [
    "В целом хорошо, но пришлось подождать.",
    "Нормально, хотя ожидала большего.",
    "Результат хороший, в кабинете душно.",
    "Неплохо, но дороговато.",
    "Мастер торопился.",
    "",
];
const ANGRY: [&str; 5] = [
    "Ждала сорок минут, никто не извинился.",
    "Через два дня всё пришлось переделывать.",
    "Больше не приду.",
    "Грубое обращение.",
    "Не понравилось.",
];
const THANKS: [&str; 3] = ["Спасибо, ждём вас снова!", "Благодарим за отзыв!", "Спасибо! Рады, что вам понравилось."];
const SORRY: &str = "Нам очень жаль. Напишите нам, пожалуйста, мы всё исправим.";

/// What somebody says of a visit, and what is answered, if anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opinion {
    /// 1 to 5.
    pub rating: i64,
    pub text: &'static str,
    pub reply: Option<&'static str>,
}

/// The opinion of one in eight who came.
pub fn opinion(dice: &mut Dice) -> Option<Opinion> {
    if !dice.chance(120) {
        return None;
    }
    let (rating, texts): (i64, &[&str]) = match dice.below(100) {
        0..82 => (5, &GLAD),
        82..92 => (4, if dice.chance(500) { &GLAD } else { &SO_SO }),
        92..96 => (3, &SO_SO),
        96..98 => (2, &ANGRY),
        _ => (1, &ANGRY),
    };
    let reply = if rating > 3 { dice.pick(&THANKS) } else { SORRY };
    Some(Opinion { rating, text: dice.pick(texts), reply: dice.chance(200).then_some(reply) })
}
