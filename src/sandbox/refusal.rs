//! How Discord says no: status, code, message, and for bad forms which field and why.

use serde_json::{Map, Value, json};

/// A refused request.
#[derive(Debug, Clone, PartialEq)]
pub struct Refusal {
    pub status: u16,
    pub code: u32,
    pub message: String,
    /// Nested by field, as 50035 has it.
    pub errors: Option<Value>,
}

impl Refusal {
    pub fn new(status: u16, code: u32, message: &str) -> Self {
        Self {
            status,
            code,
            message: message.to_owned(),
            errors: None,
        }
    }

    /// The body Discord would send.
    pub fn json(&self) -> Value {
        let mut body = json!({"message": self.message, "code": self.code});
        if let Some(errors) = &self.errors {
            body["errors"] = errors.clone();
        }
        body
    }

    pub fn unauthorized() -> Self {
        Self::new(401, 0, "401: Unauthorized")
    }
    pub fn unknown_application() -> Self {
        Self::new(404, 10002, "Unknown Application")
    }
    pub fn unknown_channel() -> Self {
        Self::new(404, 10003, "Unknown Channel")
    }
    pub fn unknown_guild() -> Self {
        Self::new(404, 10004, "Unknown Guild")
    }
    pub fn unknown_member() -> Self {
        Self::new(404, 10007, "Unknown Member")
    }
    pub fn unknown_message() -> Self {
        Self::new(404, 10008, "Unknown Message")
    }
    pub fn unknown_user() -> Self {
        Self::new(404, 10013, "Unknown User")
    }
    pub fn unknown_webhook() -> Self {
        Self::new(404, 10015, "Unknown Webhook")
    }
    pub fn unknown_interaction() -> Self {
        Self::new(404, 10062, "Unknown interaction")
    }
    pub fn already_answered() -> Self {
        Self::new(400, 40060, "Interaction has already been acknowledged.")
    }
    pub fn missing_access() -> Self {
        Self::new(403, 50001, "Missing Access")
    }
    pub fn not_the_author() -> Self {
        Self::new(403, 50005, "Cannot edit a message authored by another user")
    }
    pub fn empty_message() -> Self {
        Self::new(400, 50006, "Cannot send an empty message")
    }
    pub fn dms_closed() -> Self {
        Self::new(403, 50007, "Cannot send messages to this user")
    }
    pub fn missing_permissions() -> Self {
        Self::new(403, 50013, "Missing Permissions")
    }
    pub fn bad_webhook_token() -> Self {
        Self::new(401, 50027, "Invalid Webhook Token")
    }
    pub fn bad_recipient() -> Self {
        Self::new(400, 50033, "Invalid Recipient(s)")
    }
    pub fn archived() -> Self {
        Self::new(400, 50083, "Thread is archived")
    }
    pub fn bad_json() -> Self {
        Self::new(400, 50109, "The request body contains invalid JSON.")
    }
    pub fn no_mutual_guild() -> Self {
        Self::new(
            403,
            50278,
            "Cannot send messages to this user due to having no mutual guilds",
        )
    }
    pub fn cannot_reply() -> Self {
        Self::new(
            400,
            160_002,
            "Cannot reply without permission to read message history",
        )
    }
    pub fn too_large() -> Self {
        Self::new(413, 40005, "Request entity too large")
    }
    pub fn unknown_route(route: &str) -> Self {
        Self::new(501, 0, &format!("The sandbox does not know {route}"))
    }

    /// One bad field.
    pub fn bad_field(path: &str, code: &str, message: &str) -> Self {
        let mut problems = Problems::default();
        problems.add(path, code, message);
        problems.into_refusal()
    }
}

/// What is wrong with a form, gathered field by field.
#[derive(Debug, Default)]
pub struct Problems(Map<String, Value>);

impl Problems {
    /// Notes one problem at a path such as `components.0.components.1.label`.
    pub fn add(&mut self, path: &str, code: &str, message: &str) {
        let mut place = &mut self.0;
        for step in path.split('.') {
            let next = place.entry(step).or_insert_with(|| json!({}));
            place = next.as_object_mut().expect("every step is an object");
        }
        let list = place.entry("_errors").or_insert_with(|| json!([]));
        list.as_array_mut()
            .expect("_errors is a list")
            .push(json!({"code": code, "message": message}));
    }

    pub fn required(&mut self, path: &str) {
        self.add(path, "BASE_TYPE_REQUIRED", "This field is required");
    }

    pub fn choices(&mut self, path: &str) {
        self.add(
            path,
            "BASE_TYPE_CHOICES",
            "This value is not one that is allowed here.",
        );
    }

    /// Text that must be there and between `least` and `most` long.
    pub fn text(&mut self, path: &str, value: &Value, least: usize, most: usize) {
        match value.as_str() {
            None if value.is_null() => self.required(path),
            None => self.add(
                path,
                "STRING_TYPE_CONVERT",
                "Could not interpret value as string.",
            ),
            Some(text) => self.length(path, length(text), least, most),
        }
    }

    /// Text that may be missing, but not be longer than `most`.
    pub fn optional_text(&mut self, path: &str, value: &Value, most: usize) {
        if !value.is_null() {
            self.text(path, value, 0, most);
        }
    }

    pub fn length(&mut self, path: &str, length: usize, least: usize, most: usize) {
        if length < least || length > most {
            let message = format!("Must be between {least} and {most} in length.");
            self.add(path, "BASE_TYPE_BAD_LENGTH", &message);
        }
    }

    /// A whole number that may be missing. Gives it if it is there and fits.
    pub fn number(&mut self, path: &str, value: &Value, least: u64, most: u64) -> Option<u64> {
        if value.is_null() {
            return None;
        }
        let number = value
            .as_u64()
            .filter(|number| (least..=most).contains(number));
        if number.is_none() {
            self.add(
                path,
                "NUMBER_TYPE_RANGE",
                &format!("int value should be between {least} and {most}."),
            );
        }
        number
    }

    pub fn into_result(self) -> Result<(), Refusal> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(self.into_refusal())
        }
    }

    fn into_refusal(self) -> Refusal {
        let errors = Some(Value::Object(self.0));
        Refusal {
            errors,
            ..Refusal::new(400, 50035, "Invalid Form Body")
        }
    }
}

/// How long Discord might find a text: UTF-16 units, which is never less than it counts.
pub fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_form_names_the_field() {
        let mut problems = Problems::default();
        problems.text("components.0.label", &json!("x".repeat(81)), 1, 80);
        let refusal = problems.into_result().unwrap_err();
        assert_eq!((refusal.status, refusal.code), (400, 50035));
        let errors = refusal.json()["errors"]["components"]["0"]["label"]["_errors"].clone();
        assert_eq!(errors[0]["code"], "BASE_TYPE_BAD_LENGTH");
    }
}
