//! Drives the page of `tend sandbox` in headless Chromium: what one person does there and sees.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tend::clock::{Clock as _, SystemClock};

use super::programs::{
    Folder, Program, free_port, next_wednesday_evening, start_sandbox, unbase64,
};

/// Longer than anything takes here on a busy machine.
const PATIENCE: Duration = Duration::from_secs(40);
const PAUSE: Duration = Duration::from_millis(100);
const ENTER: &str = "\u{e007}";
/// As the page engineers' machines start it: nothing of the browser's own asks the network.
const FLAGS: [&str; 9] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
];

/// A running sandbox with its page open.
pub struct Page {
    http: reqwest::Client,
    session: String,
    url: String,
    // Ended in this order.
    _driver: Program,
    _sandbox: Program,
    _folder: Folder,
}

/// One person's column on the page.
#[derive(Clone, Copy)]
pub struct Person<'a> {
    pub page: &'a Page,
    pub name: &'static str,
}

/// How large the window is.
#[derive(Clone, Copy)]
pub enum Window {
    Desk,
    Phone,
}

impl Page {
    /// The sandbox in a folder of its own, on a Wednesday evening, and a browser that looks at it.
    pub async fn open() -> Self {
        let folder = Folder::new();
        let wednesday = next_wednesday_evening(SystemClock.now());
        let ahead = (wednesday - SystemClock.now()).num_seconds();
        std::fs::write(folder.0.join("clock"), ahead.to_string()).unwrap();
        let (sandbox, url) = start_sandbox(&folder.0);
        let port = free_port();
        let driver = Program::start(
            Command::new("/usr/bin/chromedriver")
                .arg(format!("--port={port}"))
                .stdout(Stdio::null()),
        );
        let http = reqwest::Client::new();
        let profile = format!("--user-data-dir={}", folder.0.join("browser").display());
        let flags: Vec<&str> = FLAGS.into_iter().chain([profile.as_str()]).collect();
        let wanted = json!({"capabilities": {"alwaysMatch": {
            "browserName": "chrome",
            "goog:chromeOptions": {"binary": "/usr/bin/chromium", "args": flags},
        }}});
        let address = format!("http://127.0.0.1:{port}/session");
        let begun = Instant::now();
        let session = loop {
            match ask(&http, &address, &wanted).await {
                Ok(answer) => break format!("{address}/{}", answer["sessionId"].as_str().unwrap()),
                Err(error) => assert!(begun.elapsed() < PATIENCE, "no browser: {error}"),
            }
            tokio::time::sleep(PAUSE).await;
        };
        let page = Self {
            http,
            session,
            url,
            _driver: driver,
            _sandbox: sandbox,
            _folder: folder,
        };
        page.devtools(
            "Emulation.setTimezoneOverride",
            json!({"timezoneId": "Europe/Lisbon"}),
        )
        .await;
        page.resize(Window::Desk).await;
        page.tell("url", json!({"url": page.url})).await.unwrap();
        page
    }

    pub fn person(&self, name: &'static str) -> Person<'_> {
        Person { page: self, name }
    }

    pub async fn resize(&self, window: Window) {
        let (width, height, mobile) = match window {
            Window::Desk => (1440, 900, false),
            Window::Phone => (390, 844, true),
        };
        let size =
            json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": mobile});
        self.devtools("Emulation.setDeviceMetricsOverride", size)
            .await;
    }

    /// Looks at the page by day or by night.
    pub async fn colours(&self, scheme: &str) {
        let features = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        self.devtools("Emulation.setEmulatedMedia", features).await;
    }

    /// A picture of what is on the screen, in `target/screenshots/`.
    pub async fn picture(&self, name: &str) {
        // What moves has come to rest, and what was just read is no longer marked as new.
        tokio::time::sleep(Duration::from_millis(600)).await;
        let picture = self
            .devtools("Page.captureScreenshot", json!({"format": "png"}))
            .await;
        let folder = Path::new("target/screenshots");
        std::fs::create_dir_all(folder).unwrap();
        std::fs::write(
            folder.join(format!("{name}.png")),
            unbase64(picture["data"].as_str().unwrap()),
        )
        .unwrap();
    }

    /// Moves the clock with the button of this name, and waits until that is done.
    pub async fn jump(&self, name: &str) {
        let before = self.now().await;
        let button = format!("#jumps [data-jump=\"{name}\"]:not([aria-disabled=true]):not(.busy)");
        self.click(&button).await;
        self.until(&format!("the clock has moved by {name}"), || async {
            self.now().await > before
        })
        .await;
        self.find(&button).await;
    }

    async fn now(&self) -> String {
        self.run("return document.querySelector('#now').dateTime", json!([]))
            .await
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// Presses what this selector finds, the last one of several, once it can be pressed.
    pub async fn click(&self, selector: &str) {
        let mut last = String::new();
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            match self.located(selector).await {
                Some(element) => match self
                    .tell(&format!("element/{element}/click"), json!({}))
                    .await
                {
                    Ok(_) => return,
                    Err(error) => last = error,
                },
                None => "it is not there".clone_into(&mut last),
            }
            tokio::time::sleep(PAUSE).await;
        }
        self.picture("failed").await;
        panic!("cannot press {selector}: {last}");
    }

    pub async fn find(&self, selector: &str) -> String {
        let begun = Instant::now();
        loop {
            if let Some(element) = self.located(selector).await {
                return element;
            }
            if begun.elapsed() > PATIENCE {
                self.picture("failed").await;
                panic!("{selector} is not on the page");
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// The last of those that are shown, not disabled and not at work.
    async fn located(&self, selector: &str) -> Option<String> {
        let script = "return [...document.querySelectorAll(arguments[0])]
            .filter((el) => el.checkVisibility() && !el.disabled && !el.classList.contains('busy')).pop() ?? null";
        let element = self.run(script, json!([selector])).await;
        element
            .as_object()?
            .values()
            .next()?
            .as_str()
            .map(str::to_owned)
    }

    pub async fn until<F: Future<Output = bool>>(&self, what: &str, is_so: impl Fn() -> F) {
        let begun = Instant::now();
        while !is_so().await {
            if begun.elapsed() > PATIENCE {
                self.picture("failed").await;
                panic!("it never happened that {what}");
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    async fn types(&self, element: &str, text: &str) {
        self.tell(&format!("element/{element}/value"), json!({"text": text}))
            .await
            .unwrap();
    }

    /// Enter, wherever the focus is.
    async fn enter(&self) {
        let keys = json!([{"type": "keyDown", "value": ENTER}, {"type": "keyUp", "value": ENTER}]);
        self.tell(
            "actions",
            json!({"actions": [{"type": "key", "id": "keys", "actions": keys}]}),
        )
        .await
        .unwrap();
    }

    async fn run(&self, script: &str, values: Value) -> Value {
        self.tell("execute/sync", json!({"script": script, "args": values}))
            .await
            .unwrap()
    }

    async fn devtools(&self, command: &str, values: Value) -> Value {
        self.tell(
            "goog/cdp/execute",
            json!({"cmd": command, "params": values}),
        )
        .await
        .unwrap()
    }

    async fn tell(&self, what: &str, how: Value) -> Result<Value, String> {
        ask(&self.http, &format!("{}/{what}", self.session), &how).await
    }

    /// What the sandbox itself says, beside the page.
    pub async fn fetch(&self, path: &str) -> String {
        self.http
            .get(format!("{}{path}", self.url))
            .send()
            .await
            .unwrap()
            .text()
            .await
            .unwrap()
    }
}

impl Person<'_> {
    fn of(self, selector: &str) -> String {
        format!("[data-person=\"{}\"] {selector}", self.name)
    }

    /// Sends a command that has no options, by keyboard.
    pub async fn command(self, name: &str) {
        self.begin(name).await;
        self.page.enter().await;
        let text = self.of("[data-composer]");
        self.page.find(&text).await;
    }

    /// `/tend start` with its two options, by keyboard.
    pub async fn invites(self, partner: &str, city: &str) {
        self.begin("/tend start").await;
        for (field, typed) in [("partner", partner), ("zone", city)] {
            let input = self
                .page
                .find(&self.of(&format!("[data-option-field={field}]")))
                .await;
            self.page.types(&input, typed).await;
            self.page
                .find(&self.of(&format!(
                    ".options:not([hidden]) [data-option*=\"{typed}\"].active"
                )))
                .await;
            self.page.enter().await;
        }
        self.page.enter().await;
        self.page.find(&self.of("[data-composer]")).await;
    }

    /// Types a command and takes it from the list.
    async fn begin(self, name: &str) {
        let composer = self.page.find(&self.of("[data-composer]")).await;
        self.page
            .tell(&format!("element/{composer}/click"), json!({}))
            .await
            .unwrap();
        self.page.types(&composer, name).await;
        self.page
            .find(&self.of(&format!("[data-option=\"{name}\"].active")))
            .await;
        self.page.enter().await;
        self.page.find(&self.of(".command")).await;
    }

    /// Presses the newest button of this name, first going down to what is new.
    pub async fn press(self, label: &str) {
        if let Some(newer) = self.page.located(&self.of(".newer")).await {
            let _ = self
                .page
                .tell(&format!("element/{newer}/click"), json!({}))
                .await;
        }
        self.page
            .click(&self.of(&format!("[data-action=\"{label}\"]")))
            .await;
    }

    /// Opens the newest list of this name and chooses.
    pub async fn choose(self, list: &str, choice: &str) {
        self.press(list).await;
        self.page
            .click(&self.of(&format!(".popup:not([hidden]) [data-option=\"{choice}\"]")))
            .await;
        self.page
            .find(&self.of(&format!(
                "[data-action=\"{list}\"][aria-label*=\"{choice}\"]"
            )))
            .await;
    }

    /// Opens the newest list of this name and takes what has these words; the list may go with it.
    pub async fn takes(self, list: &str, words: &str) {
        self.press(list).await;
        self.page
            .click(&self.of(&format!(".popup:not([hidden]) [data-option*=\"{words}\"]")))
            .await;
    }

    /// Fills the form that is open, field by field, and sends it. What stood in a field goes.
    pub async fn writes(self, texts: &[&str]) {
        self.page.find(&self.of("[role=dialog]")).await;
        for (at, text) in texts.iter().enumerate() {
            let field = self
                .page
                .find(&self.of(&format!(
                    "[role=dialog] .input:nth-of-type({}) [data-control]",
                    at + 1
                )))
                .await;
            self.page
                .tell(&format!("element/{field}/clear"), json!({}))
                .await
                .unwrap();
            if !text.is_empty() {
                self.page.types(&field, text).await;
            }
        }
        self.page
            .click(&self.of("[role=dialog] [type=submit]"))
            .await;
        self.page
            .until("the form is sent", || async {
                self.page.located(&self.of("[role=dialog]")).await.is_none()
            })
            .await;
    }

    /// Waits until this can be read in the open channel.
    pub async fn sees(self, text: &str) {
        self.page
            .until(&format!("{} sees “{text}”", self.name), || async {
                self.reads().await.contains(text)
            })
            .await;
    }

    /// What can be read in this person's column now.
    pub async fn reads(self) -> String {
        let text = self
            .page
            .run(
                "return document.querySelector(arguments[0]).innerText",
                json!([self.of(".inside")]),
            )
            .await;
        text.as_str().unwrap().to_owned()
    }

    /// All that the page was ever given for this person: every channel, message and form.
    pub async fn given(self) -> Value {
        let world: Value = serde_json::from_str(&self.page.fetch("/page/world").await).unwrap();
        let me = world["people"]
            .as_array()
            .unwrap()
            .iter()
            .find(|person| person["name"] == self.name)
            .unwrap();
        let view = self
            .page
            .fetch(&format!("/page/view?as={}", me["id"].as_str().unwrap()))
            .await;
        let mut view: Value = serde_json::from_str(&view).unwrap();
        view.as_object_mut().unwrap().remove("version");
        view
    }

    /// The newest prompt in the channel that waits for answers.
    pub async fn prompt(self) -> Option<String> {
        self.newest_with("Not this week").await
    }

    /// The newest message that has a button of this name.
    pub async fn newest_with(self, label: &str) -> Option<String> {
        let given = self.given().await;
        let all = given["messages"]
            .as_object()?
            .values()
            .filter_map(Value::as_array)
            .flatten();
        let button = json!(label).to_string();
        let mut waiting = all.filter(|message| message["components"].to_string().contains(&button));
        waiting.next_back().map(|message| message["id"].to_string())
    }

    /// How many private cards are in front of this person.
    pub async fn cards(self) -> u64 {
        let script = "return document.querySelectorAll(arguments[0]).length";
        let cards = json!([self.of("[data-message].private")]);
        self.page.run(script, cards).await.as_u64().unwrap()
    }

    /// The address of the newest file of this ending, the description of others left aside.
    pub async fn file(self, ending: &str) -> String {
        let link = self
            .page
            .find(&self.of(&format!(
                "[data-file$=\"{ending}\"]:not([data-file*=schema])"
            )))
            .await;
        let script = "const el = arguments[0]; return new URL((el.href ? el : el.querySelector('a')).href).pathname";
        let path = self
            .page
            .run(
                script,
                json!([{"element-6066-11e4-a52e-4f735466cecf": link}]),
            )
            .await;
        path.as_str().unwrap().to_owned()
    }

    /// Turns to this person's screen, where only one fits.
    pub async fn turn_to(self) {
        self.page
            .click(&format!("[data-tab=\"{}\"]", self.name))
            .await;
        // A window that changes its width stays at the words that were read; here the newest are wanted.
        let down =
            "const log = document.querySelector(arguments[0]); log.scrollTop = log.scrollHeight";
        self.page.run(down, json!([self.of(".log")])).await;
    }
}

async fn ask(http: &reqwest::Client, address: &str, body: &Value) -> Result<Value, String> {
    let sent = http
        .post(address)
        .header("content-type", "application/json")
        .body(body.to_string())
        .send()
        .await;
    let answer = sent
        .map_err(|error| error.to_string())?
        .text()
        .await
        .map_err(|error| error.to_string())?;
    let mut answer: Value = serde_json::from_str(&answer).map_err(|_| answer.clone())?;
    match answer["value"]["error"].as_str() {
        Some(error) => Err(format!("{error}: {}", answer["value"]["message"])),
        None => Ok(answer["value"].take()),
    }
}
