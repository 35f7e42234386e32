//! The floors for answers over HTTP: axum servers that return constant JSON and do nothing else.

use std::io;
use std::net::Ipv4Addr;
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::http::header::CONTENT_TYPE;
use axum::routing::{MethodRouter, get};
use axum::serve::ListenerExt;
use serde_json::Value;
use tokio::net::TcpListener;

use crate::trouble::Fallible;

/// Serves until the process is ended. The first argument is `json` (a constant value, serialised for each answer) or
/// `bytes` (ready bytes), the others are pages `PATH=FILE`: a GET of PATH is answered with what FILE holds.
pub fn serve(arguments: &[String]) -> Fallible<()> {
    let (kind, pages) = arguments.split_first().ok_or("the floor is json or bytes")?;
    let answer = match kind.as_str() {
        "json" => serialised,
        "bytes" => ready_made,
        _ => return Err("the floor is json or bytes".into()),
    };
    let mut router = Router::new();
    for page in pages {
        let (path, file) = page.split_once('=').ok_or("a page is PATH=FILE")?;
        let body = std::fs::read(file).map_err(|error| format!("{file}: {error}"))?;
        router = router.route(path, answer(body)?);
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_io().enable_time().build()?;
    Ok(runtime.block_on(listen(router))?)
}

fn serialised(body: Vec<u8>) -> Fallible<MethodRouter> {
    let value: Arc<Value> = Arc::new(serde_json::from_slice(&body)?);
    Ok(get(async move || {
        let body = serde_json::to_vec(&*value).expect("what was read as JSON can be written as JSON");
        ([(CONTENT_TYPE, "application/json")], body)
    }))
}

fn ready_made(body: Vec<u8>) -> Fallible<MethodRouter> {
    let body = Bytes::from(body);
    Ok(get(async move || ([(CONTENT_TYPE, "application/json")], body.clone())))
}

async fn listen(router: Router) -> io::Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    println!("The floor is listening on http://{}", listener.local_addr()?);
    let listener = listener.tap_io(|stream| {
        stream.set_nodelay(true).ok();
    });
    axum::serve(listener, router).await
}
