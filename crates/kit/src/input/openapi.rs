//! The OpenAPI schema of a shape: no more and no less than what its readers accept.

use serde_json::Value as JsonValue;
use utoipa::openapi::{
    Content, RefOr, Required,
    path::{Parameter, ParameterBuilder, ParameterIn},
    request_body::{RequestBody, RequestBodyBuilder},
    schema::{AdditionalProperties, AnyOfBuilder, ObjectBuilder, Schema, Type},
};

use super::{
    alternatives::{self, Wire},
    field::Field,
    kind::Kind,
    shape::{Manners, Mode, Shape},
};

impl Shape {
    /// What the JSON body may be.
    pub fn schema(&self, manners: Manners, mode: Mode) -> RefOr<Schema> {
        self.object(manners, mode, Wire::Json)
    }

    /// The request body: JSON, and forms where `manners` or an upload ask for them.
    pub fn request_body(&self, manners: Manners, mode: Mode) -> RequestBody {
        let has_upload = self.fields.iter().any(|field| field.kind == Kind::Image);
        let needs_upload = self.fields.iter().any(|field| field.kind == Kind::Image && field.required);
        let is_required = mode != Mode::Patch && self.fields.iter().any(|field| field.required && !field.read_only);
        let content = |wire| {
            let mut content = Content::new(Some(self.object(manners, mode, wire)));
            content.example = Some(self.example(wire));
            content
        };
        let mut body =
            RequestBodyBuilder::new().required(Some(if is_required { Required::True } else { Required::False }));
        if !needs_upload {
            body = body.content("application/json", content(Wire::Json));
        }
        if manners == Manners::Lenient && !needs_upload {
            body = body.content("application/x-www-form-urlencoded", content(Wire::Form));
        }
        if manners == Manners::Lenient || has_upload {
            body = body.content("multipart/form-data", content(Wire::Multipart));
        }
        body.build()
    }

    /// The shape as parameters of a query string.
    pub fn query_params(&self, manners: Manners) -> Vec<Parameter> {
        let parameter = |field: &Field| {
            ParameterBuilder::new()
                .name(&field.name)
                .parameter_in(ParameterIn::Query)
                .description(Some(field.help.clone()).filter(|help| !help.is_empty()))
                .required(if field.required { Required::True } else { Required::False })
                .schema(Some(property(field, manners, Wire::Query, Mode::Create)))
                .explode(
                    matches!(field.kind, Kind::Many(_) | Kind::Uuids { .. }).then_some(manners == Manners::Lenient),
                )
                .example(field.example.clone())
                .build()
        };
        self.fields.iter().map(parameter).collect()
    }

    /// An example of the whole body, made of the fields' examples; forms hold nothing but text.
    pub fn example(&self, wire: Wire) -> JsonValue {
        let entry = |field: &Field| {
            let example = alternatives::example(field);
            let is_text = wire == Wire::Json || example.is_string() || example.is_array();
            (field.name.clone(), if is_text { example } else { example.to_string().into() })
        };
        let shown = self.fields.iter().filter(|field| !field.read_only && field.kind != Kind::Image);
        JsonValue::Object(shown.map(entry).collect())
    }

    fn object(&self, manners: Manners, mode: Mode, wire: Wire) -> RefOr<Schema> {
        let is_strict = manners == Manners::Strict;
        let mut object = ObjectBuilder::new().schema_type(Type::Object).title(Some(self.name.clone()));
        let travels = |field: &&Field| field.kind != Kind::Image || field.nullable || wire == Wire::Multipart;
        for field in self.fields.iter().filter(|field| is_strict || !field.read_only).filter(travels) {
            if field.read_only {
                let ignored = ObjectBuilder::new().schema_type(utoipa::openapi::schema::SchemaType::AnyValue);
                object = object.property(&field.name, ignored.description(Some("Ignored.")));
                continue;
            }
            object = object.property(&field.name, property(field, manners, wire, mode));
            if field.required && mode != Mode::Patch {
                object = object.required(&field.name);
            }
        }
        if wire == Wire::Multipart {
            let header_text = ObjectBuilder::new().schema_type(Type::String).pattern(Some("^[^\\x00-\\x1f\\x7f]*$"));
            object = object.property_names(Some(header_text.build()));
        }
        if is_strict {
            object = object.additional_properties(Some(AdditionalProperties::<Schema>::FreeForm(false)));
        }
        RefOr::T(Schema::Object(object.build()))
    }
}

/// The schema of one field; several alternatives become an `anyOf`.
fn property(field: &Field, manners: Manners, wire: Wire, mode: Mode) -> RefOr<Schema> {
    let mut all = match manners {
        Manners::Strict => alternatives::strict(field, wire),
        Manners::Lenient => alternatives::lenient(field, wire),
    };
    let description = Some(field.help.clone()).filter(|help| !help.is_empty());
    let default = field.default.as_ref().filter(|_| mode == Mode::Create).and_then(|value| field.to_json(value));
    if all.len() == 1 {
        let schema = match all.remove(0) {
            Schema::Object(mut object) => {
                (object.description, object.default) = (description, default);
                object.examples = vec![alternatives::example(field)];
                Schema::Object(object)
            }
            Schema::Array(mut array) => {
                (array.description, array.default) = (description, default);
                array.examples = vec![alternatives::example(field)];
                Schema::Array(array)
            }
            other => other,
        };
        return RefOr::T(schema);
    }
    let any = AnyOfBuilder::new().description(description).default(default).examples([alternatives::example(field)]);
    RefOr::T(Schema::AnyOf(all.into_iter().fold(any, |any, schema| any.item(schema)).build()))
}
