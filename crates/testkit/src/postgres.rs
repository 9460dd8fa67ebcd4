//! A PostgreSQL for the stories of one test process.
//!
//! `initdb` refuses root, so as root it runs as the user `postgres`. The server is the child of a small shell that
//! waits for the end of its input, which is a pipe held by this process: when the process ends, however it ends,
//! the server stops and its folder is removed.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

struct Server {
    folder: PathBuf,
    bin: PathBuf,
    /// Held open: closing it stops the server.
    _life: ChildStdin,
}

/// Tests forget their data anyway. What is measured (`VUNGGOC_MEASURED` is set) runs with PostgreSQL's own settings.
const FORGETFUL: &str = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off";

static SERVER: OnceLock<Server> = OnceLock::new();
static N_DATABASES: AtomicU32 = AtomicU32::new(0);

const SCRIPT: &str = r#"
set -e
"$BIN/initdb" -D "$FOLDER/data" -U postgres -A trust --locale=C --encoding=UTF8 --no-sync >"$FOLDER/initdb.log" 2>&1
"$BIN/postgres" -D "$FOLDER/data" -k "$FOLDER" -c listen_addresses= $DURABLE -c max_connections=200 -c shared_buffers=64MB >"$FOLDER/server.log" 2>&1 &
server=$!
for _ in $(seq 300); do "$BIN/pg_isready" -q -h "$FOLDER" && break; sleep 0.1; done
echo ready
cat >/dev/null
kill -INT $server; wait $server || true
rm -rf "$FOLDER"
"#;

/// The address of a new, empty database.
pub fn fresh_database() -> String {
    let server = SERVER.get_or_init(start);
    let name = format!("story_{}", N_DATABASES.fetch_add(1, Ordering::Relaxed));
    let made = Command::new(server.bin.join("createdb"))
        .args([
            "-h",
            &server.folder.display().to_string(),
            "-U",
            "postgres",
            "-T",
            "template0",
            "--locale=C",
            "-E",
            "UTF8",
        ])
        .arg(&name)
        .status()
        .expect("createdb");
    assert!(made.success(), "createdb {name} failed; see {}", server.folder.join("server.log").display());
    format!("postgres:///{name}?host={}&user=postgres", server.folder.display())
}

#[expect(
    clippy::zombie_processes,
    reason = "the server lives as long as this process; the end of its input stops it"
)]
fn start() -> Server {
    let bin = find_bin();
    let folder = tempfile::Builder::new().prefix("vunggoc-pg-").tempdir().unwrap().keep();
    let script = folder.join("run.sh");
    std::fs::File::create(&script).unwrap().write_all(SCRIPT.as_bytes()).unwrap();
    let mut command = if is_root() {
        let given = Command::new("chown").args(["-R", "postgres"]).arg(&folder).status().expect("chown");
        assert!(given.success());
        let mut command = Command::new("runuser");
        command.args(["-u", "postgres", "--", "env"]);
        command
    } else {
        Command::new("env")
    };
    let durable = if std::env::var_os("VUNGGOC_MEASURED").is_some() { "" } else { FORGETFUL };
    let mut child = command
        .arg(format!("DURABLE={durable}"))
        .arg(format!("BIN={}", bin.display()))
        .arg(format!("FOLDER={}", folder.display()))
        .arg("sh")
        .arg(&script)
        .current_dir("/tmp")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("starting PostgreSQL");
    let life = child.stdin.take().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert_eq!(line.trim(), "ready", "PostgreSQL did not start; see {}", folder.join("initdb.log").display());
    Server { folder, bin, _life: life }
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().expect("id");
    id.stdout.trim_ascii() == b"0"
}

/// Debian keeps the server's programs out of PATH.
fn find_bin() -> PathBuf {
    let on_path = std::env::var("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .map(|d| d.flatten().map(|e| e.path().join("bin")).collect())
        .unwrap_or_default();
    folders.sort();
    folders.reverse();
    folders.extend(on_path.split(':').map(PathBuf::from));
    let has = |f: &PathBuf| {
        ["initdb", "postgres", "createdb", "pg_isready"].iter().all(|p| Path::new(f).join(p).exists())
    };
    folders.into_iter().find(has).expect("PostgreSQL's programs are missing: apt-get install postgresql")
}
