//! Every operation of the served document, tried by everybody.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use std::collections::BTreeSet;

use frontdesk_testkit::both_engines;

use super::cast::{Cast, Who};
use crate::support::{Document, Operation};

type Answers = [u16; 8];

const OPEN: Answers = [200; 8];
const PUBLIC: Answers = [200, 200, 200, 200, 200, 200, 200, 401];
const SIGNED_IN: Answers = [401, 200, 200, 200, 200, 200, 200, 401];
const SIGNED_IN_REFUSED: Answers = [401, 422, 422, 422, 422, 422, 422, 401];
const SIGNED_IN_EMPTY: Answers = [401, 204, 204, 204, 204, 204, 204, 401];

/// What everybody is answered who asks for something of the client's or the specialist's with a sound request.
#[rustfmt::skip]
const MATRIX: [(&str, Answers); 81] = [
    // Columns: anonymous, client, other client, specialist, other specialist, staff, admin, suspended.
    ("POST /api/v1/accounts",                 [201; 8]),
    ("POST /api/v1/sessions",                 [201; 8]),
    ("GET /api/v1/sessions",                  SIGNED_IN),
    ("DELETE /api/v1/sessions",               SIGNED_IN_EMPTY),
    ("DELETE /api/v1/sessions/{id}",          [401, 204, 404, 404, 404, 404, 404, 401]),
    ("POST /api/v1/sessions/current/tokens",  OPEN),
    ("GET /api/v1/me",                        SIGNED_IN),
    // The example's present password is nobody's: whoever is let in is told so.
    ("PUT /api/v1/me/password",               [401, 422, 422, 422, 422, 422, 422, 401]),
    ("POST /api/v1/password-resets",          [202; 8]),
    // The example's link and codes are nobody's, and neither is its present password.
    ("POST /api/v1/password-resets/complete", [422; 8]),
    ("POST /api/v1/links",                    [422; 8]),
    ("GET /links/{token}",                    [404; 8]),
    ("GET /links.css",                        OPEN),
    ("POST /links/{token}",                   [404; 8]),
    ("PUT /api/v1/me/email",                  SIGNED_IN_REFUSED),
    ("POST /api/v1/me/email/code",            SIGNED_IN_REFUSED),
    ("POST /api/v1/me/email/proof",           [401, 202, 202, 202, 202, 202, 202, 401]),
    ("POST /api/v1/me/email/proof/code",      SIGNED_IN_REFUSED),
    ("PUT /api/v1/me/phone",                  SIGNED_IN_REFUSED),
    ("POST /api/v1/me/phone/proof",           [401, 202, 202, 202, 202, 202, 202, 401]),
    ("POST /api/v1/me/phone/proof/code",      SIGNED_IN_REFUSED),
    ("POST /api/v1/me/deletion",              SIGNED_IN_REFUSED),
    ("POST /api/v1/me/export",                SIGNED_IN_REFUSED),
    ("GET /api/v1/admin/accounts",            [401, 403, 403, 403, 403, 200, 200, 401]),
    ("POST /api/v1/admin/accounts",           [401, 403, 403, 403, 403, 403, 201, 401]),
    ("GET /api/v1/admin/accounts/{id}",       [401, 403, 403, 403, 403, 200, 200, 401]),
    ("POST /api/v1/admin/accounts/import",    [401, 403, 403, 403, 403, 403, 200, 401]),
    ("GET /api/v1/admin/accounts/export",     [401, 403, 403, 403, 403, 403, 200, 401]),
    ("GET /api/v1/admin/accounts/{id}/profile",         [401, 403, 403, 403, 403, 200, 200, 401]),
    ("PATCH /api/v1/admin/accounts/{id}/profile",       [401, 403, 403, 403, 403, 200, 200, 401]),
    ("PATCH /api/v1/admin/accounts/{id}",     [401, 403, 403, 403, 403, 403, 200, 401]),
    ("DELETE /api/v1/admin/accounts/{id}",    [401, 403, 403, 403, 403, 403, 204, 401]),
    ("GET /api/v1/admin/accounts/{id}/sessions",        [401, 403, 403, 403, 403, 200, 200, 401]),
    ("DELETE /api/v1/admin/accounts/{id}/sessions",     [401, 403, 403, 403, 403, 403, 204, 401]),
    ("POST /api/v1/admin/accounts/{id}/password-reset", [401, 403, 403, 403, 403, 403, 202, 401]),
    ("GET /api/v1/admin/invitations",         [401, 403, 403, 403, 403, 403, 200, 401]),
    ("POST /api/v1/admin/invitations",        [401, 403, 403, 403, 403, 403, 201, 401]),
    ("DELETE /api/v1/admin/invitations/{id}", [401, 403, 403, 403, 403, 403, 204, 401]),
    // The example's secret is nobody's.
    ("POST /api/v1/invitations/lookup",       [422; 8]),
    ("POST /api/v1/invitations/acceptance",   [422; 8]),
    ("GET /api/v1/admin/events",              [401, 403, 403, 403, 403, 403, 200, 401]),
    ("GET /api/v1/admin/events/check",        [401, 403, 403, 403, 403, 403, 200, 401]),
    ("GET /api/v1/me/profile",                SIGNED_IN),
    ("PATCH /api/v1/me/profile",              SIGNED_IN),
    ("PUT /api/v1/me/avatar",                 SIGNED_IN),
    ("DELETE /api/v1/me/avatar",              SIGNED_IN_EMPTY),
    ("GET /api/v1/profiles/{id}",             PUBLIC),
    ("GET /api/v1/me/services",               [401, 403, 403, 200, 200, 403, 403, 401]),
    ("GET /api/v1/services",                  PUBLIC),
    ("POST /api/v1/services",                 [401, 403, 403, 201, 201, 403, 403, 401]),
    ("GET /api/v1/services/{id}",             PUBLIC),
    ("PATCH /api/v1/services/{id}",           [401, 403, 403, 200, 404, 403, 200, 401]),
    ("DELETE /api/v1/services/{id}",          [401, 403, 403, 204, 404, 403, 204, 401]),
    ("GET /api/v1/specialists/{id}",          PUBLIC),
    ("GET /api/v1/categories",                PUBLIC),
    ("GET /.well-known/jwks.json",            OPEN),
    // Nobody is named unless the operator says whom.
    ("GET /.well-known/security.txt",         [404; 8]),
    ("GET /media/avatars/{folder}/{file}",    OPEN),
    // There is an administrator already, so the link leads nowhere.
    ("GET /setup/{token}",                    [404; 8]),
    ("POST /setup/{token}",                   [404; 8]),
    ("GET /health/",                          OPEN),
    ("GET /api/schema/",                      PUBLIC),
    ("GET /api/schema/swagger-ui/",           OPEN),
    ("GET /api/schema/swagger-ui/{file}",     OPEN),
    ("GET /api/schema/redoc/",                OPEN),
    ("GET /api/schema/reference.css",         OPEN),
    ("GET /docs/problems",                    OPEN),
    ("GET /api/auth/",                        PUBLIC),
    ("POST /api/auth/register/",              [201, 201, 201, 201, 201, 201, 201, 401]),
    ("POST /api/auth/login/",                 OPEN),
    ("POST /api/auth/refresh/",               OPEN),
    ("GET /api/auth/profile/me/",             SIGNED_IN),
    ("PUT /api/auth/profile/me/",             SIGNED_IN),
    ("PATCH /api/auth/profile/me/",           SIGNED_IN),
    ("GET /api/auth/profile/{number}/",       PUBLIC),
    ("GET /api/auth/services/",               PUBLIC),
    ("POST /api/auth/services/",              [401, 403, 403, 201, 201, 403, 403, 401]),
    // A specialist sees only his own here.
    ("GET /api/auth/services/{id}/",          [200, 200, 200, 200, 404, 200, 200, 401]),
    ("PUT /api/auth/services/{id}/",          [401, 403, 403, 200, 404, 403, 403, 401]),
    ("PATCH /api/auth/services/{id}/",        [401, 403, 403, 200, 404, 403, 403, 401]),
    ("DELETE /api/auth/services/{id}/",       [401, 403, 403, 204, 404, 403, 403, 401]),
];

both_engines! {
    async fn sec_AZ_01_every_operation_answers_everybody_by_its_rule(engine: Engine) {
        let cast = Cast::open(engine).await;
        let mut wrong = Vec::new();
        for operation in Document::of(cast.desk.http()).await.operations() {
            let Some(answers) = expected(&operation) else { continue };
            for (who, expected) in Who::ALL.into_iter().zip(answers) {
                let answer = cast.request(&operation, who).await.await;
                if answer.status != expected {
                    wrong.push(format!("{who:?}, expected {expected}: {}", answer.shown()));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    async fn sec_AZ_01_every_operation_declares_a_rule_and_stands_in_the_matrix(engine: Engine) {
        let desk = crate::support::TestDesk::open(engine).await;
        let operations = Document::of(desk.http()).await.operations();
        let served: BTreeSet<String> = operations.iter().map(Operation::name).collect();
        let known: BTreeSet<String> = MATRIX.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(served, known, "left: what the document serves; right: what the matrix has rows for");
        for operation in &operations {
            let rule = operation.rule.as_deref().unwrap_or_else(|| panic!("{} declares no rule", operation.name()));
            for (who, answer) in Who::ALL.into_iter().zip(expected(operation).expect("it stands in the matrix")) {
                assert!(agrees(rule, who, answer), "{} is {rule}, but {who:?} gets {answer}", operation.name());
            }
        }
    }
}

fn expected(operation: &Operation) -> Option<Answers> {
    MATRIX.iter().find(|(name, _)| *name == operation.name()).map(|(_, answers)| *answers)
}

/// Whether somebody who is answered so has been treated by `rule`: turned away by it, or let past it.
fn agrees(rule: &str, who: Who, answer: u16) -> bool {
    let holds = matches!(who, Who::Specialist | Who::OtherSpecialist);
    match (rule, who) {
        ("open", _) => answer != 401 && answer != 403,
        (_, Who::Suspended) => answer == 401,
        ("public", _) => answer != 401 && answer != 403,
        ("signed_in" | "service.manage_own", Who::Anonymous) => answer == 401,
        // What is somebody else's, and what the caller's role never has, is for the flow to say.
        ("signed_in", _) => answer != 401,
        ("service.manage_own", _) => {
            if holds {
                answer != 401 && answer != 403
            } else {
                answer == 403
            }
        }
        (_, Who::Anonymous) => answer == 401,
        ("service.manage_own or service.manage_any", who) => (answer == 403) != (holds || who == Who::Admin),
        ("account.read_any", who) => (answer == 403) != matches!(who, Who::Staff | Who::Admin),
        ("account.manage_any", who) => (answer == 403) != (who == Who::Admin),
        (rule, _) => panic!("{rule} is a rule that this test does not know"),
    }
}
