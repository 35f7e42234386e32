//! Swagger UI from the binary: its files are vendored, its page and its start are ours.
//!
//! The page that comes with it would do too, but ours says just what the policy below allows: own scripts, own
//! styles, pictures that stand in the stylesheet. No inline script, no foreign host.

use std::borrow::Cow;
use std::sync::Arc;

use http::HeaderValue;
use utoipa_swagger_ui::Config;

/// The page's policy.
pub const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
     frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
);

/// The page.
pub const PAGE: &str = r#"<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Frontdesk API – Swagger UI</title>
<link rel="stylesheet" href="/api/schema/swagger-ui/swagger-ui.css">
<link rel="icon" type="image/png" href="/api/schema/swagger-ui/favicon-32x32.png" sizes="32x32">
</head>
<body>
<div id="swagger-ui"></div>
<noscript><p>Swagger UI needs scripts; <a href="/api/schema/redoc/">the reference page</a> does not.</p></noscript>
<script src="/api/schema/swagger-ui/swagger-ui-bundle.js"></script>
<script src="/api/schema/swagger-ui/start.js"></script>
</body>
</html>
"#;

/// Starts it over our document. The badge of a validator elsewhere, and the box for other documents, stay off.
const START: &str = r##"window.ui = SwaggerUIBundle({
  url: "/api/schema/?format=json",
  dom_id: "#swagger-ui",
  deepLinking: true,
  displayRequestDuration: true,
  persistAuthorization: false,
  validatorUrl: null,
  presets: [SwaggerUIBundle.presets.apis],
  layout: "BaseLayout"
});
"##;

/// The vendored files that the page uses.
const FILES: [(&str, &str); 3] = [
    ("swagger-ui.css", "text/css; charset=utf-8"),
    ("swagger-ui-bundle.js", "text/javascript; charset=utf-8"),
    ("favicon-32x32.png", "image/png"),
];

/// A file of the page.
pub struct File {
    pub content_type: &'static str,
    pub bytes: Cow<'static, [u8]>,
}

/// The file called `name`; `None` for all that the page does not use.
pub fn file(name: &str) -> Option<File> {
    if name == "start.js" {
        return Some(File { content_type: FILES[1].1, bytes: START.as_bytes().into() });
    }
    let (_, content_type) = FILES.into_iter().find(|(known, _)| *known == name)?;
    let vendored = utoipa_swagger_ui::serve(name, Arc::new(Config::default())).ok().flatten()?;
    Some(File { content_type, bytes: vendored.bytes })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_finds_its_files_here() {
        for name in PAGE.split('"').filter_map(|part| part.strip_prefix("/api/schema/swagger-ui/")) {
            assert!(file(name).is_some_and(|file| !file.bytes.is_empty()), "{name}");
        }
        assert!(file("index.html").is_none() && file("../Cargo.toml").is_none());
    }

    #[test]
    #[expect(non_snake_case, reason = "carries the id of the security checklist")]
    fn sec_WEB_01_nothing_stands_in_the_page_that_its_policy_forbids() {
        assert!(!PAGE.contains("<style") && !PAGE.contains("style=") && !PAGE.contains("onload"));
        for script in PAGE.split("<script").skip(1) {
            assert!(script.starts_with(" src=\"/"), "{script}");
        }
    }
}
