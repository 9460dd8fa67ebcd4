//! Lệnh: what can be asked of the program on the command line.

use clap::{Args, Parser, Subcommand};
use jiff::civil::Date;
use std::path::PathBuf;

/// Vững Gốc: nhận diện, củng cố tổ chức cơ sở đảng. / Find and consolidate weak grassroots organisations.
#[derive(Debug, Parser)]
#[command(name = "vunggoc", version, propagate_version = true)]
pub(crate) struct Cli {
    /// Tệp cấu hình / configuration file
    #[arg(long, global = true, env = "VUNGGOC_CONFIG")]
    pub(crate) config: Option<PathBuf>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Phục vụ / serve
    Serve(Today),
    /// Chạy thử với dữ liệu mẫu / serve the invented sample
    Demo(Demo),
    /// Sao lưu, kể cả khi máy chủ đang chạy / copy the store, also while serving
    Backup(Backup),
    /// Phục hồi vào kho trống / restore into an empty store
    Restore(Restore),
    /// Tạo cặp khóa mã hóa bản sao lưu / make a key pair for encrypted copies
    BackupKey {
        /// Tệp khóa riêng sẽ tạo / file of the private key to make
        file: PathBuf,
    },
    /// Xuất toàn bộ dữ liệu ra CSV và tệp (zip) / everything as CSV and files (zip)
    Export {
        /// Tệp zip sẽ tạo / zip file to make
        file: PathBuf,
    },
    /// Gỡ nội dung nhập nhầm, có biên bản / erase content entered by mistake, with a record
    Erase(Erase),
    /// Kiểm tra / verify
    #[command(subcommand)]
    Verify(Verify),
    /// Tạo nhắc việc, đôn đốc của hôm nay và gửi thư đang chờ / make today's reminders and send what waits
    Remind(Today),
    /// Niêm các thao tác chưa niêm / seal what is unsealed
    Seal,
    /// Chứng thư TLS / TLS certificates
    #[command(subcommand)]
    Tls(Tls),
    /// Ba tệp bảng tính mẫu như cơ quan lưu giữ, để thử nhập / three sample workbooks to try the import with
    SampleWorkbooks {
        /// Thư mục sẽ tạo tệp / folder to make them in
        folder: PathBuf,
    },
    /// In tệp cấu hình mẫu / print a sample configuration
    Config,
}

#[derive(Debug, Args)]
pub(crate) struct Today {
    /// Ngày làm việc thay cho hôm nay (năm-tháng-ngày) / business date in place of today
    #[arg(long)]
    pub(crate) today: Option<Date>,
}

#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// Thư mục của kho mẫu / folder of the sample store
    #[arg(long, default_value = "demo-data")]
    pub(crate) folder: PathBuf,
    /// Địa chỉ nghe trên máy này / where to listen on this machine
    #[arg(long, default_value = "127.0.0.1:8080")]
    pub(crate) listen: std::net::SocketAddr,
    /// Ngày làm việc của bản mẫu / business date of the sample
    #[arg(long, default_value = "2024-10-15")]
    pub(crate) today: Date,
    /// Nhân bản mẫu lên nhiều lần, để đo / the sample several times over, for measuring
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=20))]
    pub(crate) times: u32,
}

#[derive(Debug, Args)]
pub(crate) struct Backup {
    /// Tệp sẽ tạo / file to make
    pub(crate) file: PathBuf,
    /// Mã hóa cho khóa công khai này (age1…) / encrypt to this public key
    #[arg(long)]
    pub(crate) to: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Restore {
    /// Bản sao lưu / the copy
    pub(crate) file: PathBuf,
    /// Tệp khóa riêng, nếu bản sao lưu được mã hóa / private key, if the copy is encrypted
    #[arg(long)]
    pub(crate) key: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[group(skip)]
pub(crate) struct Erase {
    /// Số hồ sơ theo dõi, củng cố / number of the listing
    #[arg(long, conflicts_with_all = ["paper", "task"], required_unless_present_any = ["paper", "task"])]
    pub(crate) listing: Option<i64>,
    /// Số thứ tự của văn bản trong kho / number of the paper in the store
    #[arg(long, conflicts_with = "task")]
    pub(crate) paper: Option<i64>,
    /// Số nhiệm vụ / number of the task
    #[arg(long)]
    pub(crate) task: Option<i64>,
    /// Lý do và số biên bản; không nhắc lại nội dung đã gỡ / reason and number of the record
    #[arg(long)]
    pub(crate) reason: String,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Verify {
    /// Nhật ký thao tác: chuỗi niêm còn nguyên vẹn không / the log of acts
    Audit {
        /// Tệp ghi đầu chuỗi trước đây / heads written down before
        #[arg(long)]
        anchor: Vec<PathBuf>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Tls {
    /// Tạo chứng thư tự ký / make a self-signed certificate
    SelfSigned {
        /// Tên máy chủ hoặc địa chỉ IP, lặp lại được / host name or address, repeatable
        #[arg(long = "name", default_values = ["localhost", "127.0.0.1"])]
        names: Vec<String>,
        /// Thư mục / folder
        #[arg(long, default_value = "tls")]
        folder: PathBuf,
    },
}
