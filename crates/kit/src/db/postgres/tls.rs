//! Encrypted connections to PostgreSQL, made only to a server whose certificate and name are right.

use rustls::RootCertStore;
use tokio_postgres_rustls::MakeRustlsConnect;

use super::super::DbError;
use super::address::Roots;
use crate::tls::{client, read_authorities, system_authorities};

/// What PostgreSQL calls its protocol, so that a certificate's owner for something else cannot stand in for it.
const PROTOCOL: &[u8] = b"postgresql";

/// Makes connections that trust `roots`, which are read once.
pub(super) fn connector(roots: &Roots) -> Result<MakeRustlsConnect, DbError> {
    let mut config = client(trusted(roots)?).map_err(|error| DbError::Bug(error.to_string()))?;
    config.alpn_protocols = vec![PROTOCOL.to_vec()];
    Ok(MakeRustlsConnect::new(config))
}

fn trusted(roots: &Roots) -> Result<RootCertStore, DbError> {
    let path = match roots {
        Roots::System => {
            let mend = "say sslrootcert=FILE in the database's address";
            return system_authorities().map_err(|why| DbError::Unavailable(format!("{why}; {mend}")));
        }
        Roots::File(path) => path,
    };
    let found = read_authorities(path).map_err(|error| DbError::Unavailable(format!("sslrootcert {error}")))?;
    let mut trusted = RootCertStore::empty();
    trusted.add_parsable_certificates(found);
    Ok(trusted)
}
