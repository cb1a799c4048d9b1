//! Stories of repair: understood before it is apologised for, then changed, followed up, closed.

mod small;

use crate::people::Person;

pub const BEGIN: &str = "2026-03-01 19:00 Europe/Lisbon";

impl Person {
    /// Begins a repair in which they were hurt, and asks whether the other is ready.
    pub async fn opens_repair(&self, size: &str, line: &str) -> &Self {
        self.command("/repair open")
            .await
            .press("Something hurt me")
            .await
            .choose("Small or big", &[size])
            .await;
        if !line.is_empty() {
            self.press("Write a line").await;
            self.write(&[("repair_opening", line)]).await;
        }
        self.press("Ask whether").await
    }

    /// Opens the newest line in the channel about a repair.
    pub async fn looks_in(&self) -> &Self {
        self.press("Look at it privately").await
    }

    /// Writes what this step asks for, by its button, and gives it.
    pub async fn writes_and_gives(
        &self,
        button: &str,
        fields: &[(&str, &str)],
        give: &str,
    ) -> &Self {
        self.press(button).await;
        self.write(fields).await;
        self.press(give).await
    }
}
