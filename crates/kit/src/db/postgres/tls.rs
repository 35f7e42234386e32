//! Encrypted connections to PostgreSQL, made only to a server whose certificate and name are right.

use std::path::Path;
use std::sync::Arc;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::{self, PemObject};
use rustls::{ClientConfig, RootCertStore};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::super::DbError;
use super::address::Roots;

/// What PostgreSQL calls its protocol, so that a certificate's owner for something else cannot stand in for it.
const PROTOCOL: &[u8] = b"postgresql";

/// Makes connections that trust `roots`, which are read once.
pub(super) fn connector(roots: &Roots) -> Result<MakeRustlsConnect, DbError> {
    let trusted = match roots {
        Roots::System => of_system()?,
        Roots::File(path) => of_file(path)?,
    };
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let versions = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let versions = versions.map_err(|error| DbError::Bug(error.to_string()))?;
    let mut config = versions.with_root_certificates(trusted).with_no_client_auth();
    config.alpn_protocols = vec![PROTOCOL.to_vec()];
    Ok(MakeRustlsConnect::new(config))
}

fn of_system() -> Result<RootCertStore, DbError> {
    let found = rustls_native_certs::load_native_certs();
    let mut trusted = RootCertStore::empty();
    // Old systems carry certificates that no longer conform; the others are as good as before.
    trusted.add_parsable_certificates(found.certs);
    if trusted.is_empty() {
        let why = found.errors.first().map(|error| format!(" ({error})")).unwrap_or_default();
        return Err(DbError::Unavailable(format!(
            "this system names no certificate authorities{why}; say sslrootcert=FILE in the database's address"
        )));
    }
    Ok(trusted)
}

fn of_file(path: &Path) -> Result<RootCertStore, DbError> {
    let unusable = |why: &dyn std::fmt::Display| DbError::Unavailable(format!("sslrootcert {}: {why}", path.display()));
    let mut trusted = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(path).map_err(|error| unusable(&plainly(error)))? {
        let certificate = certificate.map_err(|error| unusable(&plainly(error)))?;
        trusted.add(certificate).map_err(|error| unusable(&error))?;
    }
    if trusted.is_empty() { Err(unusable(&"there is no certificate in it")) } else { Ok(trusted) }
}

fn plainly(error: pem::Error) -> String {
    match error {
        pem::Error::Io(error) => error.to_string(),
        other => format!("it is not PEM: {other}"),
    }
}
