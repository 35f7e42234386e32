//! Promises of the media folder.

use super::super::PictureKind;
use super::*;
use std::io::Read;
use std::time::Duration;
use tempfile::TempDir;

const ONE: Uuid = Uuid::from_u128(0x1111_1111_1111_4111_8111_1111_1111_11cd);
const TWO: Uuid = Uuid::from_u128(0x2222_2222_2222_4222_8222_2222_2222_22ab);

fn folder() -> (TempDir, MediaFolder) {
    let data = TempDir::new().expect("a folder for the test");
    let media = MediaFolder::open(data.path()).expect("a media folder");
    (data, media)
}

fn picture(bytes: &[u8]) -> Picture {
    Picture { bytes: bytes.to_vec(), kind: PictureKind::Png, width: 1, height: 1 }
}

fn content(media: &MediaFolder, name: &MediaName) -> Option<Vec<u8>> {
    let mut stored = media.read(name).expect("readable")?;
    let mut bytes = Vec::new();
    stored.file.read_to_end(&mut bytes).expect("readable");
    assert_eq!(stored.length, bytes.len() as u64);
    Some(bytes)
}

/// The file system's own clock, which no clock of ours moves.
#[expect(clippy::disallowed_methods, reason = "compared with the moments of files")]
fn now() -> SystemTime {
    SystemTime::now()
}

fn later() -> SystemTime {
    now() + Duration::from_secs(60)
}

#[test]
fn what_is_saved_can_be_read_and_deleted() {
    let (_data, media) = folder();
    let name = media.save(ONE, &picture(b"pixels")).expect("saved");
    assert_eq!(name.as_str(), "avatars/cd/11111111-1111-4111-8111-1111111111cd.png");
    assert_eq!(content(&media, &name).as_deref(), Some(&b"pixels"[..]));
    assert!(media.delete(&name).expect("deleted"));
    assert!(!media.delete(&name).expect("nothing to delete"));
    assert_eq!(content(&media, &name), None);
}

#[test]
fn everybody_may_read_a_stored_file_and_nobody_else_may_write_it() {
    let (data, media) = folder();
    let name = media.save(ONE, &picture(b"pixels")).expect("saved");
    let path = data.path().join("media").join(name.as_str());
    let mode = fs::metadata(path).expect("there").permissions().mode();
    assert_eq!(mode & 0o777, 0o644);
}

#[test]
#[expect(non_snake_case, reason = "carries the id of the security requirement")]
fn sec_UP_04_symbolic_links_are_not_followed() {
    let (data, media) = folder();
    let name = media.save(ONE, &picture(b"pixels")).expect("saved");
    let (avatars, outside) = (data.path().join("media/avatars"), data.path().join("secret"));

    fs::create_dir(&outside).expect("made");
    fs::write(outside.join("11111111-1111-4111-8111-1111111111cd.png"), b"secret").expect("written");
    fs::rename(avatars.join("cd"), avatars.join("kept")).expect("moved");
    std::os::unix::fs::symlink(&outside, avatars.join("cd")).expect("linked");
    assert_eq!(content(&media, &name), None, "the folder is a link");

    fs::remove_file(avatars.join("cd")).expect("unlinked");
    fs::create_dir(avatars.join("cd")).expect("made");
    let file = data.path().join("media").join(name.as_str());
    std::os::unix::fs::symlink(outside.join("11111111-1111-4111-8111-1111111111cd.png"), file).expect("linked");
    assert_eq!(content(&media, &name), None, "the file is a link");
}

#[test]
#[expect(non_snake_case, reason = "carries the id of the security requirement")]
fn sec_UP_06_a_save_that_was_interrupted_leaves_nothing_to_be_served() {
    let (data, media) = folder();
    let incoming = data.path().join("media/.incoming").join(ONE.to_string());
    fs::write(&incoming, b"half a pic").expect("written");
    assert_eq!(content(&media, &MediaName::new(ONE, PictureKind::Png)), None);
    assert!(media.save(ONE, &picture(b"pixels")).is_err(), "an id is used once");

    assert_eq!(media.sweep(|_| true, later()).expect("swept"), 1);
    assert!(!incoming.exists());
}

#[test]
#[expect(non_snake_case, reason = "carries the id of the security requirement")]
fn sec_UP_06_the_sweep_removes_old_orphans_and_nothing_else() {
    let (data, media) = folder();
    let kept = media.save(ONE, &picture(b"pixels")).expect("saved");
    let orphan = media.save(TWO, &picture(b"pixels")).expect("saved");
    let foreign = data.path().join("media/avatars/cd/README");
    fs::write(&foreign, b"not ours").expect("written");

    let long_ago = now() - Duration::from_secs(3600);
    assert_eq!(media.sweep(|name| name == kept.as_str(), long_ago).expect("swept"), 0, "all are fresh");
    assert_eq!(media.sweep(|name| name == kept.as_str(), later()).expect("swept"), 1);
    assert!(content(&media, &kept).is_some() && content(&media, &orphan).is_none() && foreign.exists());
}

#[test]
fn opening_twice_keeps_what_is_there() {
    let (data, media) = folder();
    let name = media.save(ONE, &picture(b"pixels")).expect("saved");
    let again = MediaFolder::open(data.path()).expect("a media folder");
    assert!(content(&again, &name).is_some());
}
