//! `vunggoc audit-figures`: what is read, what is printed, and with which status it ends.

use crate::process::command;
use std::io::Write as _;
use std::path::Path;
use std::process::{Output, Stdio};
use vunggoc_report::docx::annotate_text;

const FAULT: &str = "Toàn Đảng bộ đã kết nạp được 5.189/10.260 đảng viên (đạt 50,8%).";
const RIGHT: &str = "Toàn Đảng bộ đã kết nạp được 5.189/10.260 đảng viên (đạt 50,6%).";

fn audit(folder: &Path, words: &[&str]) -> Output {
    let words: Vec<&str> = ["audit-figures"].iter().chain(words).copied().collect();
    command(folder, "sqlite:none.db", &words).output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn json(output: &Output) -> serde_json::Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn the_status_tells_of_faults_and_of_files_that_cannot_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    write("right.txt", RIGHT.as_bytes());
    write("fault.md", FAULT.as_bytes());
    write("question.txt", "Mục tiêu năm 2025 kết nạp 120 đảng viên.".as_bytes());
    write("picture.png", b"\x89PNG\r\n\x1a\n");
    write("old.txt", b"C\xb8c t\xe6 ch\xf8c \xae\xb6ng \xae\xb7 k\xd5t n\xb9p \xae\xad\xeec 45/60 \xae\xb6ng vi\xaan (\xae\xb9t 70,5%)");
    let status = |names: &[&str]| audit(folder.path(), names).status.code();
    assert_eq!(status(&["right.txt"]), Some(0));
    assert_eq!(status(&["question.txt"]), Some(0));
    assert_eq!(status(&["fault.md"]), Some(1));
    assert_eq!(status(&["right.txt", "fault.md"]), Some(1));
    assert_eq!(status(&["picture.png"]), Some(2));
    assert_eq!(status(&["none.txt"]), Some(2));
    assert_eq!(status(&["fault.md", "none.txt"]), Some(2));
    assert_eq!(status(&[]), Some(2));
    let old = audit(folder.path(), &["old.txt"]);
    assert_eq!(old.status.code(), Some(2));
    assert!(out(&old).contains("TCVN3"), "{}", out(&old));
    // It leaves nothing behind.
    let mut names: Vec<_> =
        std::fs::read_dir(folder.path()).unwrap().map(|f| f.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["fault.md", "old.txt", "picture.png", "question.txt", "right.txt"]);
}

#[test]
fn words_for_people_and_json_for_machines() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.txt"), FAULT).unwrap();
    std::fs::write(folder.path().join("b.txt"), RIGHT).unwrap();
    let words = out(&audit(folder.path(), &["a.txt"]));
    assert!(
        words.contains("Đề nghị kiểm tra lại: tính lại được 50,58%") && !words.contains('\u{1b}'),
        "{words}"
    );
    let words = out(&audit(folder.path(), &["a.txt", "--lang", "en"]));
    assert!(words.contains("Please check again: recomputed as 50.58%"), "{words}");

    let one = json(&audit(folder.path(), &["--json", "a.txt"]));
    assert_eq!(one["text"], FAULT);
    let claim = &one["claims"][0];
    assert_eq!((&claim["verdict"], &claim["computed"]), (&"wrong".into(), &"50.575".into()));
    let letters: Vec<char> = FAULT.chars().collect();
    let at = |key: &str| usize::try_from(claim[key].as_u64().unwrap()).unwrap();
    let quoted: String = letters.get(at("start")..at("end")).unwrap().iter().collect();
    assert_eq!(claim["text"], quoted.as_str());

    let several = audit(folder.path(), &["a.txt", "none.txt", "b.txt", "--json"]);
    let list = json(&several);
    let files: Vec<_> = list.as_array().unwrap().iter().map(|o| o["file"].as_str().unwrap()).collect();
    assert_eq!(files, ["a.txt", "none.txt", "b.txt"]);
    assert!(list[1]["error"].is_string() && list[2]["claims"].is_array());
}

#[test]
fn standard_input_documents_and_tables_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = command(folder.path(), "sqlite:none.db", &["audit-figures", "-", "--json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(FAULT.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), json(&output)["text"].as_str()), (Some(1), Some(FAULT)));

    std::fs::write(folder.path().join("a.docx"), annotate_text("", FAULT, &[]).unwrap()).unwrap();
    let output = audit(folder.path(), &["a.docx", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(json(&output)["text"].as_str().map(str::trim), Some(FAULT));

    let table =
        "Đơn vị;Nam;Nữ;Cộng\nXã Mẫu 01;10;5;15\nXã Mẫu 02;7;6;13\nXã Mẫu 03;8;4;12\nTổng cộng;25;15;41\n";
    std::fs::write(folder.path().join("b.csv"), table).unwrap();
    assert_eq!(audit(folder.path(), &["b.csv"]).status.code(), Some(1));
    std::fs::write(folder.path().join("c.txt"), table.replace(';', "\t")).unwrap();
    let output = audit(folder.path(), &["c.txt", "--json"]);
    assert_eq!(output.status.code(), Some(1), "{}", out(&output));
}

#[test]
fn a_pdf_is_read_and_what_breaks_its_reader_breaks_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let sample = include_bytes!("../data/bao-cao-mau.pdf");
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    write("mau.pdf", sample);
    let output = audit(folder.path(), &["mau.pdf", "--json"]);
    assert_eq!(output.status.code(), Some(1), "{}", out(&output));
    let claims = json(&output);
    let verdicts: Vec<_> =
        claims["claims"].as_array().unwrap().iter().map(|c| c["verdict"].as_str().unwrap()).collect();
    assert_eq!(verdicts.iter().filter(|v| **v == "wrong").count(), 1, "{claims}");
    assert_eq!(verdicts.iter().filter(|v| **v == "right").count(), 3, "{claims}");

    write("cut.pdf", sample.get(..sample.len() / 2).unwrap());
    write("endless.pdf", &endless());
    write("blank.pdf", &pdf("", ""));
    for name in ["cut.pdf", "endless.pdf", "blank.pdf"] {
        let output = audit(folder.path(), &[name]);
        assert_eq!(output.status.code(), Some(2), "{name}: {}", out(&output));
        assert!(String::from_utf8_lossy(&output.stderr).contains("PDF"), "{name}");
    }
}

/// A document whose one form draws itself, for ever.
fn endless() -> Vec<u8> {
    let form = "5 0 obj <</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>/Length 6>> stream\n/F Do \nendstream endobj\n";
    pdf("/F Do ", form)
}

/// The smallest document of one page, with its table of objects left to be found.
fn pdf(content: &str, more: &str) -> Vec<u8> {
    let mut out = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    let page = "3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>> endobj\n";
    let content = format!("4 0 obj <</Length {}>> stream\n{content}\nendstream endobj\n", content.len());
    let objects = [
        "1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n",
        "2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n",
        page,
        content.as_str(),
        more,
    ];
    for object in objects.iter().filter(|o| !o.is_empty()) {
        places.push(out.len());
        out.push_str(object);
    }
    let table = out.len();
    out.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1));
    for place in &places {
        out.push_str(&format!("{place:010} 00000 n \n"));
    }
    out.push_str(&format!("trailer <</Size {}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n", places.len() + 1));
    out.into_bytes()
}
