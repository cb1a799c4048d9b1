//! Where randomness comes from: handed in, so that nothing draws it in secret.

/// Fills bytes with what nobody can guess.
pub trait Entropy: Send + Sync + std::fmt::Debug {
    fn fill(&self, bytes: &mut [u8]) -> anyhow::Result<()>;
}

/// The operating system's.
#[derive(Debug, Clone, Copy, Default)]
pub struct OsEntropy;

impl Entropy for OsEntropy {
    fn fill(&self, bytes: &mut [u8]) -> anyhow::Result<()> {
        getrandom::fill(bytes)
            .map_err(|error| anyhow::anyhow!("this machine gives no random bytes: {error}"))
    }
}
