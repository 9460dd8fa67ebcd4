//! What comes with an upload: fields and files, or that it was cut off on the way.

use crate::form::Fields;
use crate::lang::Lang;
use axum::extract::Multipart;
use axum::extract::multipart::MultipartError;
use axum::http::StatusCode;
use vunggoc_app::file::File;

/// What came.
pub(crate) struct Sent {
    pub(crate) fields: Fields,
    pub(crate) files: Vec<File>,
}

/// That not everything came, with the fields that did: what was typed is kept.
pub(crate) struct Cut {
    pub(crate) why: Why,
    pub(crate) fields: Fields,
}

/// Why not everything came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Why {
    /// More bytes than are taken.
    TooLarge,
    /// The sending ended on the way.
    Off,
}

impl Cut {
    pub(crate) fn status(&self) -> StatusCode {
        match self.why {
            Why::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Why::Off => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }
    /// What a person is told beside the field of the file.
    pub(crate) fn said(&self, l: &Lang) -> &'static str {
        match self.why {
            Why::TooLarge => l.t(
                "Tệp gửi lên lớn hơn mức cho phép (25 MB); chưa có gì được ghi.",
                "The upload is larger than is taken (25 MB); nothing was written.",
            ),
            Why::Off => l.t(
                "Tệp gửi lên bị ngắt giữa chừng; chưa có gì được ghi. Hãy gửi lại.",
                "The upload was cut off; nothing was written. Send it again.",
            ),
        }
    }
}

/// Reads all parts.
pub(crate) async fn read(parts: Multipart) -> Result<Sent, Cut> {
    let (mut fields, mut files) = (Vec::new(), Vec::new());
    let whole = read_into(parts, &mut fields, &mut files).await;
    let pairs: Vec<(&str, &str)> =
        fields.iter().map(|(k, v): &(String, String)| (k.as_str(), v.as_str())).collect();
    let fields = Fields::of(&pairs);
    match whole {
        Ok(()) => Ok(Sent { fields, files }),
        Err(error) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            Err(Cut { why: Why::TooLarge, fields })
        }
        Err(_) => Err(Cut { why: Why::Off, fields }),
    }
}

async fn read_into(
    mut parts: Multipart,
    fields: &mut Vec<(String, String)>,
    files: &mut Vec<File>,
) -> Result<(), MultipartError> {
    while let Some(field) = parts.next_field().await? {
        let name = field.name().unwrap_or_default().to_owned();
        match field.file_name().map(str::to_owned) {
            Some(file) if !file.is_empty() => {
                let media_type = field.content_type().unwrap_or("application/octet-stream").to_owned();
                // Some browsers send a path; only the last part is a name.
                let file = file.rsplit(['/', '\\']).next().unwrap_or_default().chars().take(200).collect();
                files.push(File { name: file, media_type, bytes: field.bytes().await?.to_vec() });
            }
            Some(_) => {}
            None => fields.push((name, field.text().await?)),
        }
    }
    Ok(())
}
