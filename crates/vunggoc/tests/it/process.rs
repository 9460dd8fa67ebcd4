//! A running `vunggoc`, and just enough HTTP to speak to it.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// A command of the program in a folder, with nothing of this process's own environment that names its keys.
pub(crate) fn command(folder: &Path, store: &str, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vunggoc"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("VUNGGOC_")) {
        command.env_remove(name);
    }
    command.current_dir(folder).env("VUNGGOC_STORE_ADDRESS", store).args(words);
    command
}

/// Runs a command to its end.
pub(crate) fn run(folder: &Path, store: &str, words: &[&str]) -> Output {
    command(folder, store, words).output().unwrap()
}

/// A server; killed when dropped.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: SocketAddr,
    lines: mpsc::Receiver<String>,
}

impl Server {
    pub(crate) fn start(folder: &Path, store: &str) -> Self {
        // The port is free now; nobody else takes one that was just given back.
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let mut child = command(folder, store, &["serve", "--today", "2024-10-15"])
            .env("VUNGGOC_LISTEN_ADDRESS", address.to_string())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (send, lines) = mpsc::channel();
        let out = BufReader::new(child.stdout.take().unwrap());
        std::thread::spawn(move || out.lines().map_while(Result::ok).try_for_each(|line| send.send(line)));
        Self { child, address, lines }
    }

    /// The next line on its terminal for which `wanted` gives something.
    pub(crate) fn said<T>(&self, wanted: impl Fn(&str) -> Option<T>) -> T {
        loop {
            let line = self.lines.recv_timeout(Duration::from_secs(60)).expect("the server says nothing");
            if let Some(found) = wanted(&line) {
                return found;
            }
        }
    }

    /// Waits until a path answers with a status.
    pub(crate) fn wait_for(&self, path: &str, status: u16) {
        let until = Instant::now() + Duration::from_secs(60);
        while self.ask("GET", path, "", "").is_none_or(|a| a.status != status) {
            assert!(Instant::now() < until, "{path} never answered {status}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    pub(crate) fn get(&self, path: &str, cookie: &str) -> Answer {
        self.ask("GET", path, cookie, "").unwrap()
    }

    pub(crate) fn post(&self, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Answer {
        let body: Vec<String> = fields.iter().map(|(k, v)| format!("{k}={}", escaped(v))).collect();
        self.ask("POST", path, cookie, &body.join("&")).unwrap()
    }

    fn ask(&self, method: &str, path: &str, cookie: &str, body: &str) -> Option<Answer> {
        let mut stream = TcpStream::connect(self.address).ok()?;
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        let n = body.len();
        write!(stream, "{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nCookie: {cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {n}\r\n\r\n{body}").ok()?;
        let mut text = Vec::new();
        stream.read_to_end(&mut text).ok()?;
        let text = String::from_utf8_lossy(&text).into_owned();
        let status = text.split(' ').nth(1)?.parse().ok()?;
        let cookie = text.lines().find_map(|l| l.strip_prefix("set-cookie: ")).unwrap_or("");
        Some(Answer { status, cookie: cookie.split(';').next().unwrap().to_owned(), text: text.clone() })
    }

    /// SIGTERM; how it ended.
    pub(crate) fn stop(mut self) -> i32 {
        let told = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(told.success());
        self.child.wait().unwrap().code().unwrap_or(-1)
    }

    /// Waits for a server that ends by itself; its last words.
    pub(crate) fn ended(mut self) -> (i32, String) {
        let mut words = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut words).unwrap();
        (self.child.wait().unwrap().code().unwrap_or(-1), words)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) cookie: String,
    pub(crate) text: String,
}

fn escaped(text: &str) -> String {
    text.bytes()
        .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}
