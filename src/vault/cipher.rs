//! The two primitives: XChaCha20-Poly1305 with a random nonce, and HMAC-SHA-256.

use anyhow::{Context, bail};
use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac as _};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::entropy::Entropy;

/// The first byte of everything sealed: how it was done, and what is bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Plain = 1,
    WithFacts = 2,
}

/// How this was sealed, as it says itself.
pub fn format(sealed: &[u8]) -> Option<Format> {
    let first = sealed.first()?;
    [Format::Plain, Format::WithFacts]
        .into_iter()
        .find(|format| *format as u8 == *first)
}

const NONCE: usize = 24;

/// 32 random bytes; wiped from memory when they go, never shown.
#[derive(Clone)]
pub struct Key(Zeroizing<[u8; 32]>);

impl Key {
    pub fn random(entropy: &dyn Entropy) -> anyhow::Result<Self> {
        let mut key = Zeroizing::new([0; 32]);
        entropy.fill(&mut *key)?;
        Ok(Self(key))
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> anyhow::Result<Self> {
        let bytes: &[u8; 32] = bytes.try_into().ok().context("a key has 32 bytes")?;
        Ok(Self(Zeroizing::new(*bytes)))
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &*self.0
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key")
    }
}

/// Format, nonce, ciphertext and tag. Opens only with the same key and the same `bound`.
pub fn seal(
    key: &Key,
    format: Format,
    bound: &[u8],
    plain: &[u8],
    entropy: &dyn Entropy,
) -> anyhow::Result<Vec<u8>> {
    let mut nonce = [0; NONCE];
    entropy.fill(&mut nonce)?;
    let payload = Payload {
        msg: plain,
        aad: &with_format(format, bound),
    };
    let Ok(sealed) = cipher(key).encrypt(&XNonce::from(nonce), payload) else {
        bail!("more than can be sealed");
    };
    Ok([[format as u8].as_slice(), &nonce, &sealed].concat())
}

/// Opens what [`seal`] gave.
pub fn open(key: &Key, bound: &[u8], sealed: &[u8]) -> anyhow::Result<Zeroizing<Vec<u8>>> {
    let (Some(format), Some((_, rest))) = (format(sealed), sealed.split_first()) else {
        bail!("sealed in a form that this Tend does not know");
    };
    let (nonce, rest) = rest
        .split_first_chunk::<NONCE>()
        .context("what was sealed is cut off")?;
    let payload = Payload {
        msg: rest,
        aad: &with_format(format, bound),
    };
    match cipher(key).decrypt(&XNonce::from(*nonce), payload) {
        Ok(plain) => Ok(Zeroizing::new(plain)),
        Err(_) => bail!("does not open: it was changed, or sealed elsewhere or with another key"),
    }
}

/// A keyed fingerprint; `what` and `purpose` keep each use apart from every other.
pub fn mac(key: &Key, what: &[u8], purpose: &str, bytes: &[u8]) -> [u8; 32] {
    let mut mac =
        Hmac::<Sha256>::new_from_slice(key.bytes()).expect("HMAC takes a key of any length");
    mac.update(what);
    mac.update(&[0]);
    mac.update(purpose.as_bytes());
    mac.update(&[0]);
    mac.update(bytes);
    mac.finalize().into_bytes().into()
}

fn cipher(key: &Key) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new_from_slice(key.bytes()).expect("a key has 32 bytes")
}

fn with_format(format: Format, bound: &[u8]) -> Vec<u8> {
    [&[format as u8], bound].concat()
}
