//! Writes the papers of the tests into a folder, to be looked at: `cargo run -p vunggoc-report --example specimen -- DIR`.

#[path = "../tests/it/specimen.rs"]
mod specimen;

use vunggoc_report::{docx, text, xlsx};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::path::PathBuf::from(std::env::args().nth(1).ok_or("a folder is missing")?);
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join("bao-cao.docx"), docx::write(&specimen::report())?)?;
    std::fs::write(folder.join("to-trinh.docx"), docx::write(&specimen::submission())?)?;
    std::fs::write(folder.join("bao-cao-hanh-chinh.docx"), docx::write(&specimen::state_report())?)?;
    std::fs::write(folder.join("cong-van.docx"), docx::write(&specimen::letter())?)?;
    let report = specimen::report();
    let comment = docx::Comment {
        range: text::write(&report)?.lines.get(20).ok_or("too short")?.range.clone(),
        author: "Vững Gốc".into(),
        initials: "VG".into(),
        text: "Đề nghị kiểm tra lại: tính lại được 61,7% (29/47)".into(),
    };
    std::fs::write(folder.join("bao-cao-ghi-chu.docx"), docx::annotate(&report, &[comment])?)?;
    let letters = [specimen::letter(), specimen::letter()];
    std::fs::write(folder.join("cong-van-nhieu-noi.docx"), docx::write_series(&letters)?)?;
    std::fs::write(folder.join("bieu.xlsx"), xlsx::write(&specimen::workbook())?)?;
    let form =
        xlsx::Workbook { sheets: vec![xlsx::Sheet::Form(specimen::form())], ..xlsx::Workbook::default() };
    std::fs::write(folder.join("bieu-mau.xlsx"), xlsx::write(&form)?)?;
    Ok(())
}
