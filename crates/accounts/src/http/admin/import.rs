//! `POST /api/v1/admin/accounts/import`

use std::sync::LazyLock;

use axum::Json;
use axum::body::{Body as HttpBody, to_bytes};
use axum::extract::{RawQuery, State};
use frontdesk_kit::documented_query;
use frontdesk_kit::input::{Field, Invalid, Manners, Shape};
use frontdesk_kit::locale::{self, Lang, Message};
use frontdesk_kit::problem::Problem;
use http::{HeaderMap, StatusCode, header};
use serde::Serialize;

use crate::address::Origin;
use crate::caller::Caller;
use crate::desk::Desk;
use crate::flow::{self, ImportReport, ImportTerms};
use crate::http::Answer;
use crate::roster::{self, MOST_ROWS, TableError};

/// The largest table, in bytes.
const LARGEST: usize = 10 << 20;

static TERMS: LazyLock<Shape> = LazyLock::new(|| {
    Shape::new("ImportTerms").field(Field::boolean("dry_run").help("Everything is looked at, nothing is done.")).field(
        Field::boolean("send_invitations")
            .help("Whoever has an address and no password gets a letter that leads to one."),
    )
});
documented_query!(
    /// How rows are taken.
    ImportQuery, TERMS, Strict
);

/// One thing that is wrong with a row.
#[derive(Serialize, utoipa::ToSchema)]
pub struct RowError {
    /// The column; `row` for the row as a whole.
    #[schema(example = "email")]
    pub field: String,
    /// Stable; programs compare this.
    #[schema(example = "invalid_email")]
    pub code: &'static str,
    #[schema(example = "This is not an e-mail address.")]
    pub message: String,
}

/// A row that did not come in.
#[derive(Serialize, utoipa::ToSchema)]
pub struct RefusedRow {
    /// The line of the table on which it begins; the first one has the names of the columns.
    #[schema(example = 17)]
    pub line: usize,
    /// All that is wrong with it.
    pub errors: Vec<RowError>,
}

/// What came of an import.
#[derive(Serialize, utoipa::ToSchema)]
pub struct ImportedAccounts {
    pub dry_run: bool,
    /// Rows of the table.
    #[schema(example = 10000)]
    pub rows: usize,
    /// Accounts that were made; with `dry_run`, that would be.
    #[schema(example = 9963)]
    pub created: usize,
    /// Rows whose account is there already; it was left as it is.
    #[schema(example = 0)]
    pub existing: usize,
    /// Letters that are on their way.
    #[schema(example = 0)]
    pub letters: usize,
    /// The rows that did not come in, in the order of the table.
    pub refused: Vec<RefusedRow>,
}

impl ImportedAccounts {
    fn new(report: ImportReport, dry_run: bool, lang: Lang) -> Self {
        let error = |error: &frontdesk_kit::input::FieldError| RowError {
            field: error.field.clone(),
            code: error.code,
            message: locale::text(lang, &error.message),
        };
        let row = |(line, invalid): &(usize, Invalid)| RefusedRow {
            line: *line,
            errors: invalid.errors.iter().map(error).collect(),
        };
        Self {
            dry_run,
            rows: report.rows,
            created: report.created,
            existing: report.existing,
            letters: report.letters,
            refused: report.refused.iter().map(row).collect(),
        }
    }
}

/// Import accounts
///
/// From a CSV table in UTF-8 whose first row names the columns: `role`, `username`, `email`, `phone`, `active`,
/// `password_hash` (of Django, or Argon2id) and declared fields that their owners or the caller may write. Columns of an
/// export that say nothing new are passed over. Good rows come in, each page of some hundred in a transaction; what is wrong
/// with the others is told with their lines. Rows whose account is there already change nothing, so that a table can be sent
/// again. At most 20,000 rows and 10 MiB.
#[utoipa::path(
    post, path = "/api/v1/admin/accounts/import", tag = "administration", params(ImportQuery),
    request_body(content = String, content_type = "text/csv", description = "The table.",
                 example = "username,email,role,full_name\nvera,vera@example.com,client,Вера\n"),
    security(("bearer" = [])),
    responses(
        (status = 200, description = "What came of it.", body = ImportedAccounts),
        (status = 400, description = "It is no table (`malformed_csv`).", body = ref("#/components/schemas/Problem"),
         content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("account.manage_any"))),
)]
pub async fn import_accounts(
    State(desk): State<Desk>,
    caller: Caller,
    origin: Origin,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<Json<ImportedAccounts>> {
    let values = TERMS.read_query(query.as_deref().unwrap_or(""), Manners::Strict)?;
    let terms =
        ImportTerms { dry_run: values.boolean("dry_run"), send_invitations: values.boolean("send_invitations") };
    let text = table(&headers, body).await?;
    let rows = roster::read(&desk.model, &flow::row_shape(&desk, &caller), &text).map_err(refused)?;
    drop(text);
    let report = flow::import_accounts(&desk, &caller, rows, terms, &origin).await?;
    let wished = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let lang = Lang::from_accept_language(wished, Lang::DEFAULT);
    Ok(Json(ImportedAccounts::new(report, terms.dry_run, lang)))
}

async fn table(headers: &HeaderMap, body: HttpBody) -> Answer<String> {
    let stated = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = stated.split(';').next().unwrap_or_default().trim();
    if !essence.eq_ignore_ascii_case("text/csv") {
        return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type"));
    }
    let too_large = |_| Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large");
    let bytes = to_bytes(body, LARGEST).await.map_err(too_large)?;
    String::from_utf8(bytes.into()).map_err(|_| malformed(Message::new("table-not-utf8")))
}

fn malformed(detail: Message) -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, "malformed_csv").with_detail(detail)
}

fn refused(error: TableError) -> Problem {
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    match error {
        TableError::Unclosed(unclosed) => {
            malformed(Message::new("table-unclosed").number("line", number(unclosed.line)))
        }
        TableError::Empty => malformed(Message::new("table-empty")),
        TableError::TooMany => {
            let detail = Message::new("table-too-many-rows").number("most", number(MOST_ROWS));
            Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large").with_detail(detail)
        }
        TableError::Columns(invalid) => Problem::invalid(invalid),
    }
}
