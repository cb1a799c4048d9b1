//! Whether a text looks like a password or another key to an account: such a text is refused at the
//! door. Some have a shape of their own, others are called what they are, in any of many languages.

mod fold;
mod lexicon;
mod named;
mod shapes;
mod tokens;
mod values;

pub use fold::clean as plain;
pub use lexicon::{Lexicon, Role};

/// Whether it does. In time linear in the text's length.
pub fn tells(lexicon: &Lexicon, text: &str) -> bool {
    let clean = fold::clean(text);
    let text = tokens::Text::of(&clean);
    shapes::has(&fold::latin(&clean))
        || shapes::has_seed(lexicon, &text)
        || named::has(lexicon, &text)
}
