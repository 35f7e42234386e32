//! Processing pictures without taking the machine away from everybody else.

use super::process::{Picture, PictureError, PictureRules, process};
use bytes::Bytes;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// The handle to the bounded decoding of pictures; cheap to clone.
#[derive(Debug, Clone)]
pub struct Pictures {
    admitted: Arc<Semaphore>,
    working: Arc<Semaphore>,
}

impl Default for Pictures {
    /// Two at once, eight waiting.
    fn default() -> Self {
        Self::new(2, 8)
    }
}

impl Pictures {
    /// At most `at_once` pictures are decoded at the same time; `waiting` more uploads are held until it is their turn.
    pub fn new(at_once: usize, waiting: usize) -> Self {
        Self { admitted: Arc::new(Semaphore::new(at_once + waiting)), working: Arc::new(Semaphore::new(at_once)) }
    }

    /// `process` on a thread for blocking work; `PictureError::Busy` at once when too many are waiting.
    pub async fn process(
        &self,
        upload: Bytes,
        file_name: Option<String>,
        rules: PictureRules,
    ) -> Result<Picture, PictureError> {
        let admitted = self.admitted.clone().try_acquire_owned().map_err(|_| PictureError::Busy)?;
        let working = self.working.clone().acquire_owned().await.map_err(|_| PictureError::Busy)?;
        let work = move || {
            // Held to the end of the work, even if the caller goes away meanwhile.
            let _permits = (admitted, working);
            process(&upload, file_name.as_deref(), &rules)
        };
        tokio::task::spawn_blocking(work).await.unwrap_or(Err(PictureError::NotAPicture))
    }
}

#[cfg(test)]
mod tests {
    use super::super::PictureKind;
    use super::super::process::samples;
    use super::*;

    #[tokio::test]
    #[expect(non_snake_case, reason = "carries the id of the security requirement")]
    async fn sec_UP_02_only_so_many_pictures_are_processed_and_waiting() {
        let pictures = Pictures::new(1, 2);
        let upload = Bytes::from(samples::file(PictureKind::Png, 600, 600));
        let attempts = (0..8).map(|_| {
            let (pictures, upload) = (pictures.clone(), upload.clone());
            tokio::spawn(async move { pictures.process(upload, None, PictureRules::native()).await })
        });
        let mut busy = 0;
        for attempt in attempts.collect::<Vec<_>>() {
            busy += usize::from(attempt.await.expect("no panic") == Err(PictureError::Busy));
        }
        assert_eq!(busy, 5, "of eight, one is processed and two wait");
        assert!(pictures.process(upload, None, PictureRules::native()).await.is_ok(), "and afterwards all is well");
    }
}
