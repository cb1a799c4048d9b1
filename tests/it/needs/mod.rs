//! Stories of needs: said freely, changed at any time, and a no is as easy as a yes.

mod asked;
mod limits;
mod lists;
mod together;

use crate::people::Person;

const BEGIN: &str = "2026-03-02 17:00 Europe/Lisbon";

impl Person {
    async fn needs(&self, button: &str) -> &Self {
        self.command("/needs").await.press(button).await
    }
}
