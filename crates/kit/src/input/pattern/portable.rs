//! From a regular expression as people write it to one that every engine reads alike.
//!
//! ECMAScript's meaning counts where engines disagree: `\d` is ten digits, `\s` is Unicode's blanks, and neither these nor `.`
//! holds control characters, which no line of text does.

use regex_syntax::ast::parse::Parser;
use regex_syntax::ast::{
    AssertionKind, Ast, ClassBracketed, ClassSet, ClassSetItem, ClassUnicode, ClassUnicodeKind, ClassUnicodeOpKind,
    ErrorKind, Group, GroupKind, Repetition, RepetitionKind, RepetitionRange, Span,
};

use super::PatternError;
use super::spelling::{in_class, outside_class, shorthand};
use crate::input::chars::{self, CONTROLS, Ranges};

/// What ends a line, beside control characters: `.` is anything else.
const LINE_ENDS: Ranges = &[(0x2028, 0x2029)];
/// Unicode's general categories, without those of what is no character.
const CATEGORIES: [&str; 32] = [
    "L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No", "P", "Pc", "Pd", "Ps", "Pe", "Pi",
    "Pf", "Po", "S", "Sm", "Sc", "Sk", "So", "Z", "Zs", "Zl", "Zp", "LC",
];

type Written = Result<(), PatternError>;

/// `source` in the common spelling, without anchors.
pub fn portable(source: &str) -> Result<String, PatternError> {
    let ast = Parser::new().parse(source).map_err(|error| {
        let mend = match error.kind() {
            ErrorKind::UnsupportedLookAround | ErrorKind::UnsupportedBackreference => {
                "it could take any time to match; write what may stand there as alternatives: a|b"
            }
            ErrorKind::EscapeUnrecognized | ErrorKind::ClassEscapeInvalid => {
                r"write a sign without \, or one of \d \w \s \p{L}"
            }
            _ => r"put a \ before a sign that is meant as such",
        };
        refusal(source, error.span(), &format!("{}; {mend}", error.kind()))
    })?;
    let mut writer = Writer { source, out: String::with_capacity(source.len()) };
    writer.whole(&ast)?;
    Ok(writer.out)
}

fn refusal(source: &str, span: &Span, words: &str) -> PatternError {
    let (start, end) = (span.start.offset, span.end.offset);
    let place = source[..start].chars().count() + 1;
    let part: String = source.get(start..end).unwrap_or_default().chars().take(20).collect();
    let part = if part.is_empty() { String::new() } else { format!(", {part:?}") };
    PatternError(format!("at character {place}{part}: {words}"))
}

struct Writer<'a> {
    source: &'a str,
    out: String,
}

impl Writer<'_> {
    fn refuse(&self, span: &Span, words: &str) -> Written {
        Err(refusal(self.source, span, words))
    }

    /// All of it: here alone each alternative may be anchored.
    fn whole(&mut self, ast: &Ast) -> Written {
        match ast {
            Ast::Alternation(all) => self.alternatives(&all.asts, Self::anchored),
            other => self.anchored(other),
        }
    }

    fn anchored(&mut self, ast: &Ast) -> Written {
        let is = |ast: &Ast, kind: AssertionKind| matches!(ast, Ast::Assertion(found) if found.kind == kind);
        let mut parts = match ast {
            Ast::Concat(all) => &all.asts[..],
            other => std::slice::from_ref(other),
        };
        if let [first, rest @ ..] = parts
            && is(first, AssertionKind::StartLine)
        {
            parts = rest;
        }
        if let [rest @ .., last] = parts
            && is(last, AssertionKind::EndLine)
        {
            parts = rest;
        }
        parts.iter().try_for_each(|part| self.part(part))
    }

    fn alternatives(&mut self, all: &[Ast], write: fn(&mut Self, &Ast) -> Written) -> Written {
        for (number, ast) in all.iter().enumerate() {
            if number > 0 {
                self.out.push('|');
            }
            write(self, ast)?;
        }
        Ok(())
    }

    fn part(&mut self, ast: &Ast) -> Written {
        match ast {
            Ast::Empty(_) => Ok(()),
            Ast::Literal(literal) => {
                self.refuse_control(&literal.span, (literal.c, literal.c))?;
                self.out.push_str(&outside_class(literal.c));
                Ok(())
            }
            Ast::Dot(_) => self.none_of(&chars::class(&[LINE_ENDS])),
            Ast::ClassPerl(class) if class.negated => self.none_of(&shorthand(class)),
            Ast::ClassPerl(class) => self.one_of(&shorthand(class)),
            Ast::ClassUnicode(class) => {
                let property = self.property(class)?;
                if class.is_negated() { self.none_of(&property) } else { self.one_of(&property) }
            }
            Ast::ClassBracketed(class) => self.class(class),
            Ast::Repetition(repetition) => self.repetition(repetition),
            Ast::Group(group) => self.group(group),
            Ast::Alternation(all) => self.alternatives(&all.asts, Self::part),
            Ast::Concat(all) => all.asts.iter().try_for_each(|part| self.part(part)),
            Ast::Flags(flags) => self.refuse(&flags.span, "flags are not known everywhere; write both cases: [Aa]"),
            Ast::Assertion(assertion) => self.refuse(
                &assertion.span,
                "places are not known everywhere alike; the whole text is matched anyway, so take it out",
            ),
        }
    }

    fn one_of(&mut self, inside: &str) -> Written {
        self.out.push_str(&format!("[{inside}]"));
        Ok(())
    }

    /// Anything but `inside` and control characters.
    fn none_of(&mut self, inside: &str) -> Written {
        self.out.push_str(&format!("[^{inside}{}]", chars::class(&[CONTROLS])));
        Ok(())
    }

    fn group(&mut self, group: &Group) -> Written {
        if let GroupKind::NonCapturing(flags) = &group.kind
            && !flags.items.is_empty()
        {
            return self.refuse(&flags.span, "flags are not known everywhere; write both cases: [Aa]");
        }
        self.out.push_str("(?:");
        self.part(&group.ast)?;
        self.out.push(')');
        Ok(())
    }

    /// How greedy it is decides nothing where the whole text must match.
    fn repetition(&mut self, repetition: &Repetition) -> Written {
        if matches!(*repetition.ast, Ast::Repetition(_)) {
            return self.refuse(&repetition.span, "two repetitions in a row; put the first into ( )");
        }
        self.part(&repetition.ast)?;
        match &repetition.op.kind {
            RepetitionKind::ZeroOrOne => self.out.push('?'),
            RepetitionKind::ZeroOrMore => self.out.push('*'),
            RepetitionKind::OneOrMore => self.out.push('+'),
            RepetitionKind::Range(RepetitionRange::Exactly(times)) => self.out.push_str(&format!("{{{times}}}")),
            RepetitionKind::Range(RepetitionRange::AtLeast(least)) => self.out.push_str(&format!("{{{least},}}")),
            RepetitionKind::Range(RepetitionRange::Bounded(least, most)) => {
                self.out.push_str(&format!("{{{least},{most}}}"));
            }
        }
        Ok(())
    }

    fn class(&mut self, class: &ClassBracketed) -> Written {
        let item = match &class.kind {
            ClassSet::Item(item) => item,
            ClassSet::BinaryOp(operation) => {
                return self.refuse(&operation.span, r"&&, -- and ~~ are not known everywhere; write \& for the sign");
            }
        };
        let mut inside = String::new();
        self.item(item, class.negated, &mut inside)?;
        if class.negated { self.none_of(&inside) } else { self.one_of(&inside) }
    }

    fn item(&self, item: &ClassSetItem, negated: bool, inside: &mut String) -> Written {
        match item {
            ClassSetItem::Empty(_) => {}
            ClassSetItem::Literal(literal) => {
                self.refuse_control_unless(negated, &literal.span, (literal.c, literal.c))?;
                inside.push_str(&in_class(literal.c));
            }
            ClassSetItem::Range(range) => {
                self.refuse_control_unless(negated, &range.span, (range.start.c, range.end.c))?;
                inside.push_str(&format!("{}-{}", in_class(range.start.c), in_class(range.end.c)));
            }
            ClassSetItem::Perl(class) if !class.negated => inside.push_str(&shorthand(class)),
            ClassSetItem::Unicode(class) if !class.is_negated() => inside.push_str(&self.property(class)?),
            ClassSetItem::Union(union) => {
                union.items.iter().try_for_each(|item| self.item(item, negated, inside))?;
            }
            ClassSetItem::Perl(_) | ClassSetItem::Unicode(_) => {
                return self
                    .refuse(item.span(), r"inside [ ] only \d \w \s \p{…} can stand; write [^…] for the opposite");
            }
            ClassSetItem::Ascii(_) | ClassSetItem::Bracketed(_) => {
                return self.refuse(item.span(), r"a [ inside [ ] means other things elsewhere; write \[ for the sign");
            }
        }
        Ok(())
    }

    fn property(&self, class: &ClassUnicode) -> Result<String, PatternError> {
        let category = match &class.kind {
            ClassUnicodeKind::OneLetter(letter) => letter.to_string(),
            ClassUnicodeKind::Named(name) => name.clone(),
            ClassUnicodeKind::NamedValue { op: ClassUnicodeOpKind::Equal, name, value }
                if ["Script", "sc"].contains(&&**name)
                    && value.starts_with(|letter: char| letter.is_ascii_uppercase()) =>
            {
                return Ok(format!("\\p{{Script={value}}}"));
            }
            ClassUnicodeKind::NamedValue { .. } => String::new(),
        };
        if CATEGORIES.contains(&category.as_str()) {
            return Ok(format!("\\p{{{category}}}"));
        }
        let words = r"this property is not known everywhere; write a category such as \p{L}, or \p{Script=Cyrillic}";
        Err(refusal(self.source, &class.span, words))
    }

    fn refuse_control_unless(&self, negated: bool, span: &Span, range: (char, char)) -> Written {
        if negated { Ok(()) } else { self.refuse_control(span, range) }
    }

    fn refuse_control(&self, span: &Span, (first, last): (char, char)) -> Written {
        let meets = |&(from, to): &(u32, u32)| u32::from(first) <= to && from <= u32::from(last);
        match CONTROLS.iter().any(meets) {
            true => self.refuse(span, "a line of text has no control characters; take them out"),
            false => Ok(()),
        }
    }
}
