//! Whom encrypted connections trust. Certificates and names are always verified; there is no switch for it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::{self, PemObject};
use rustls::{ClientConfig, RootCertStore};

/// Why a file of authorities cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{path}: {why}", path = path.display())]
pub struct AuthorityError {
    path: PathBuf,
    why: String,
}

/// Reads the authorities in a file of PEM; there is at least one, and all can be trusted.
pub fn read_authorities(path: &Path) -> Result<Vec<CertificateDer<'static>>, AuthorityError> {
    let unusable = |why: String| AuthorityError { path: path.to_owned(), why };
    let found = CertificateDer::pem_file_iter(path).map_err(|error| unusable(plainly(error)))?;
    let found: Vec<_> = found.collect::<Result<_, _>>().map_err(|error| unusable(plainly(error)))?;
    let mut trusted = RootCertStore::empty();
    for certificate in &found {
        trusted.add(certificate.clone()).map_err(|error| unusable(error.to_string()))?;
    }
    if found.is_empty() { Err(unusable("there is no certificate in it".to_owned())) } else { Ok(found) }
}

fn plainly(error: pem::Error) -> String {
    match error {
        pem::Error::Io(error) => error.to_string(),
        other => format!("it is not PEM: {other}"),
    }
}

/// The authorities of this machine; none, and why, if it names none. Reads files: not for a thread that others wait for.
pub fn system_authorities() -> Result<RootCertStore, String> {
    let found = rustls_native_certs::load_native_certs();
    let mut trusted = RootCertStore::empty();
    // Old systems carry certificates that no longer conform; the others are as good as before.
    trusted.add_parsable_certificates(found.certs);
    if trusted.is_empty() {
        let why = found.errors.first().map(|error| format!(" ({error})")).unwrap_or_default();
        return Err(format!("this system names no certificate authorities{why}"));
    }
    Ok(trusted)
}

/// A client that trusts these authorities.
pub fn client(trusted: RootCertStore) -> Result<ClientConfig, rustls::Error> {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let versions = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    Ok(versions.with_root_certificates(trusted).with_no_client_auth())
}
