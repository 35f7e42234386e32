//! `POST /api/v1/services`

use std::sync::LazyLock;

use axum::body::Body as HttpBody;
use axum::extract::State;
use axum::response::Response;
use frontdesk_accounts::caller::Caller;
use frontdesk_kit::documented;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::input::{Body, Field, Invalid, Limits, Manners, Mode, Shape, Value, Values};
use frontdesk_kit::money::{MAX_MINOR, Minor};
use http::{HeaderMap, HeaderValue, StatusCode, header};

use super::terms::{terms, with_terms};
use super::{Answer, shown};
use crate::category::{CATEGORIES, Category};
use crate::currency::{CURRENCIES, Currency};
use crate::error::ServiceError;
use crate::model::{NewService, Once, ServiceTerms};
use crate::{Catalogue, flow, store};

pub(super) static SERVICE: LazyLock<Shape> = LazyLock::new(|| {
    let currency = Field::choice("currency", CURRENCIES).default(Value::Text(CURRENCIES[0].to_owned()));
    let shape = Shape::new("NewService")
        .field(Field::text("name").max(100).required().example("Массаж лица").help("What clients read and search."))
        .field(Field::choice("category", CATEGORIES.map(|(key, ..)| key)).nullable().example("massage"))
        .field(
            Field::prose("description")
                .max(5_000)
                .may_be_blank()
                .default(Value::Text(String::new()))
                .example("Классический, с маслом."),
        )
        .field(
            Field::integer("price_minor")
                .between(0, MAX_MINOR)
                .required()
                .example(150_000)
                .help("In minor units: kopecks, cents."),
        )
        .field(currency.example("RUB").help("ISO 4217."))
        .field(Field::integer("duration_minutes").between(1, 1_440).required().example(45))
        .field(
            Field::boolean("active").default(Value::Boolean(true)).example(true).help("Whether clients can see it."),
        );
    with_terms(shape)
});
documented!(
    /// The body of a new service.
    NewServiceBody, SERVICE, Strict, Create
);

/// Offer a service
///
/// In the caller's name. With an `Idempotency-Key` the same request may be sent again for 24 hours: it makes no
/// second service and is answered with the first.
#[utoipa::path(
    post, path = "/api/v1/services", tag = "services", request_body = NewServiceBody, security(("bearer" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Any text of up to 255 visible ASCII characters that names this request.")),
    responses(
        (status = 201, description = "The service.", body = super::views::ServiceView,
         headers(("ETag" = String, description = "The service's version."),
                 ("Location" = String, description = "Where the service is."))),
        (status = 404, description = "The service that this key made has been withdrawn.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 422, description = "Some input cannot be accepted, or the key belongs to another request (`idempotency_key_reused`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("service.manage_own"))),
)]
pub async fn publish_service(
    State(catalogue): State<Catalogue>,
    caller: Caller,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<Response> {
    let body = Body::read(&headers, body, Limits::json(), Manners::Strict).await?;
    let new = new_service(&SERVICE.read(&body, Manners::Strict, Mode::Create)?);
    let (once, desk, shared) = (again(&headers, &new)?, catalogue.desk(), catalogue.clone());
    let now = desk.clock.now();
    let public_id = PublicId(desk.entropy.uuid(now));
    let offer = async move |tx: &mut frontdesk_kit::db::Tx| {
        let service = match &once {
            Some(once) => flow::publish_once(tx, &caller, &new, once, public_id, now).await?,
            None => flow::publish(tx, &caller, &new, public_id, now).await?,
        };
        store::beside_card(tx, shared.cards(), service).await?.ok_or(ServiceError::NotFound)
    };
    let listed = desk.db.write(offer).await?;
    catalogue.touch_services();
    Ok(at_its_place(shown(StatusCode::CREATED, &listed), listed.service.public_id))
}

fn new_service(values: &Values) -> NewService {
    NewService {
        name: values.text("name").to_owned(),
        description: values.text("description").to_owned(),
        category: values.opt_text("category").and_then(Category::parse),
        price: Minor(values.integer("price_minor")),
        currency: values.opt_text("currency").and_then(Currency::parse).unwrap_or_default(),
        duration_minutes: values.integer("duration_minutes"),
        active: values.boolean("active"),
        terms: terms(values).of(ServiceTerms::default()),
    }
}

/// What tells one request from another.
fn again(headers: &HeaderMap, new: &NewService) -> Result<Option<Once>, Invalid> {
    let category = new.category.map_or("", Category::key);
    let numbers = format!("{} {} {} {:?}", new.price.0, new.duration_minutes, new.active, new.terms);
    Once::read(headers, &["services", &new.name, &new.description, category, new.currency.code(), &numbers])
}

fn at_its_place(mut response: Response, id: PublicId) -> Response {
    if let Ok(place) = HeaderValue::from_str(&format!("/api/v1/services/{id}")) {
        response.headers_mut().insert(header::LOCATION, place);
    }
    response
}
