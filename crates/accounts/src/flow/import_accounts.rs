//! Accounts are made from the rows of a table, page by page; what is wrong with a row is told, and the others come in.

mod check;
mod page;
mod seen;

use frontdesk_kit::input::{Body, Invalid};

use self::check::{Candidate, Checker};
pub use self::check::{operators_row_shape, row_shape};
use self::page::{Standing, Verdict, look, make};
use self::seen::Seen;
use crate::address::Origin;
use crate::caller::Caller;
use crate::desk::Desk;
use crate::error::AccountError;
use crate::policy::Permission;

/// Rows that one transaction takes.
const PAGE: usize = 200;

/// One row, with what its cells hold by the names of [`row_shape`].
#[derive(Clone, Debug)]
pub struct ImportRow {
    /// The line on which it begins, or another number by which whoever sent it finds it again.
    pub line: usize,
    /// `Err`: it is no row of this table at all.
    pub sent: Result<Body, Invalid>,
}

/// On what terms rows are taken.
#[derive(Clone, Copy, Debug, Default)]
pub struct ImportTerms {
    /// Everything is looked at, nothing is done.
    pub dry_run: bool,
    /// Whoever comes in without a password gets a letter that leads to one.
    pub send_invitations: bool,
}

/// What came of it.
#[derive(Clone, Debug, Default)]
pub struct ImportReport {
    pub rows: usize,
    /// Accounts that were made, or would be.
    pub created: usize,
    /// Rows whose account is there already, which is left as it is.
    pub existing: usize,
    /// Letters that were queued, or would be.
    pub letters: usize,
    /// The rows that did not come in, by their lines, with all that is wrong with each.
    pub refused: Vec<(usize, Invalid)>,
}

/// Makes the accounts of `rows`, with roles that `caller` may give. Each page is a transaction: what is in stays in, whatever
/// happens later, and the same rows once more change nothing.
///
/// Plain passwords are the operator's to give; others bring hashes, or none.
pub async fn import_accounts(
    desk: &Desk,
    caller: &Caller,
    rows: Vec<ImportRow>,
    terms: ImportTerms,
    origin: &Origin,
) -> Result<ImportReport, AccountError> {
    if !caller.may(Permission::ManageAnyAccount) {
        return Err(AccountError::Forbidden);
    }
    let checker = Checker::new(desk, caller);
    let mut report = ImportReport { rows: rows.len(), ..ImportReport::default() };
    let mut seen = Seen::default();
    let mut rows = rows.into_iter();
    loop {
        let page: Vec<ImportRow> = rows.by_ref().take(PAGE).collect();
        if page.is_empty() {
            break;
        }
        let fresh = sift(desk, &checker, page, &mut seen, &mut report).await?;
        if terms.dry_run {
            report.created += fresh.len();
            report.letters +=
                if terms.send_invitations { fresh.iter().filter(|new| new.awaits_letter()).count() } else { 0 };
            continue;
        }
        let made = make(desk, caller, fresh, terms, origin).await?;
        report.created += made.created;
        report.existing += made.existing;
        report.letters += made.letters;
        report.refused.extend(made.refused);
    }
    report.refused.sort_by_key(|(line, _)| *line);
    desk.people.bump();
    Ok(report)
}

/// Those of a page who are not there yet and may come in; notes the others.
async fn sift(
    desk: &Desk,
    checker: &Checker<'_>,
    page: Vec<ImportRow>,
    seen: &mut Seen,
    report: &mut ImportReport,
) -> Result<Vec<Candidate>, AccountError> {
    let mut candidates = Vec::with_capacity(page.len());
    for ImportRow { line, sent } in page {
        match sent.and_then(|body| checker.check(line, &body)) {
            Ok(candidate) => candidates.push(candidate),
            Err(invalid) => report.refused.push((line, invalid)),
        }
    }
    let standing: Standing = look(desk, &candidates).await?;
    let mut fresh = Vec::with_capacity(candidates.len());
    for candidate in candidates {
        let verdict = seen.check(&candidate).map_or_else(Verdict::Refused, |()| standing.judge(&candidate));
        match verdict {
            Verdict::Refused(invalid) => report.refused.push((candidate.line, invalid)),
            Verdict::Here => {
                report.existing += 1;
                seen.note(&candidate);
            }
            Verdict::New => {
                seen.note(&candidate);
                fresh.push(candidate);
            }
        }
    }
    Ok(fresh)
}
