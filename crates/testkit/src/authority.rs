//! Certificates for servers under test.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::TlsAcceptor;

use crate::TempData;

/// A certificate authority of the test's own, which nobody trusts unless told to.
///
/// Made with the program `openssl`, on which Debian's PostgreSQL depends. Its files go with it.
#[derive(Debug)]
pub struct Authority(TempData);

/// The two files of a server's certificate, gone with its authority.
#[derive(Clone, Debug)]
pub struct Identity {
    pub certificate: PathBuf,
    pub key: PathBuf,
}

impl Authority {
    /// # Panics
    /// When `openssl` is not installed.
    pub fn new() -> Self {
        let authority = Self(TempData::new());
        authority.issue("authority", "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign", &[]);
        authority
    }

    /// Its own certificate, for whoever is to trust it.
    pub fn certificate(&self) -> PathBuf {
        self.0.join("authority.pem")
    }

    /// A certificate for the server called `name`.
    pub fn identity(&self, name: &str) -> Identity {
        let extensions = format!("basicConstraints=critical,CA:FALSE\nsubjectAltName=DNS:{name}");
        self.issue(name, &extensions, &["-CA", "authority.pem", "-CAkey", "authority.key"]);
        Identity { certificate: self.0.join(format!("{name}.pem")), key: self.0.join(format!("{name}.key")) }
    }

    fn issue(&self, name: &str, extensions: &str, by: &[&str]) {
        let config = format!("[req]\ndistinguished_name=dn\nprompt=no\n[dn]\nCN={name}\n[extensions]\n{extensions}\n");
        std::fs::write(self.0.join("request.cnf"), config).expect("a folder of our own can be written");
        let mut command = Command::new("openssl");
        command.args(["req", "-x509", "-config", "request.cnf", "-extensions", "extensions", "-days", "2"]);
        command.args(["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]).args(by);
        command.args(["-keyout", &format!("{name}.key"), "-out", &format!("{name}.pem")]).current_dir(self.0.path());
        let made = command.output().expect("openssl can be run (Debian: openssl)");
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    }
}

impl Default for Authority {
    fn default() -> Self {
        Self::new()
    }
}

impl Identity {
    /// What a server shows who connects to it over TLS 1.2 or 1.3.
    pub(crate) fn acceptor(&self) -> TlsAcceptor {
        let chain = CertificateDer::pem_file_iter(&self.certificate).expect("a file of PEM");
        let chain = chain.collect::<Result<_, _>>().expect("a certificate");
        let key = PrivateKeyDer::from_pem_file(&self.key).expect("a key");
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
        let config = config.expect("the versions of the provider").with_no_client_auth().with_single_cert(chain, key);
        TlsAcceptor::from(Arc::new(config.expect("a key that fits the certificate")))
    }

    /// Copies both files to where a server looks for them: `server.crt` and `server.key` in `folder`.
    pub(crate) fn install(&self, folder: &Path) -> [PathBuf; 2] {
        let copies = [folder.join("server.crt"), folder.join("server.key")];
        for (from, to) in [&self.certificate, &self.key].into_iter().zip(&copies) {
            std::fs::copy(from, to).expect("a folder of our own can be written");
        }
        copies
    }
}
