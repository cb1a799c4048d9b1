//! The two doors, tried with serenity itself and with a plain HTTP client.
