//! Routes at other addresses than those that they were written for.

use frontdesk_accounts::declared::Login;
use utoipa::openapi::PathItem;
use utoipa::openapi::path::Operation;
use utoipa_axum::router::UtoipaMethodRouter;

/// The route at `path`, with the one operation that it has called `id` and shown under `tag`.
pub fn at<S>(routes: UtoipaMethodRouter<S>, path: &str, (id, tag): (&str, &str)) -> UtoipaMethodRouter<S> {
    changed(
        routes,
        |_| path.to_owned(),
        |operation| {
            operation.operation_id = Some(id.to_owned());
            operation.tags = Some(vec![tag.to_owned()]);
        },
    )
}

/// The route of a path that says `username`, as it is called where people are known by `login`.
pub fn named<S>(routes: UtoipaMethodRouter<S>, login: Login) -> UtoipaMethodRouter<S> {
    let name = |text: &str| text.replace(Login::Username.key(), login.key());
    changed(routes, |path| name(path), |operation| operation.operation_id = operation.operation_id.as_deref().map(name))
}

fn changed<S>(
    (schemas, mut paths, methods): UtoipaMethodRouter<S>,
    place: impl Fn(&str) -> String,
    change: impl Fn(&mut Operation),
) -> UtoipaMethodRouter<S> {
    let items = std::mem::take(&mut paths.paths);
    let moved = |(path, mut item): (String, PathItem)| {
        let operations = [&mut item.get, &mut item.put, &mut item.post, &mut item.delete, &mut item.patch];
        operations.into_iter().flatten().for_each(&change);
        (place(&path), item)
    };
    paths.paths = items.into_iter().map(moved).collect();
    (schemas, paths, methods)
}
