//! What comes with an upload: fields and files, or that it was cut off on the way.

use crate::form::Fields;
use crate::lang::Lang;
use axum::extract::Multipart;
use axum::extract::multipart::MultipartError;
use axum::http::StatusCode;
use vunggoc_app::file::File;

/// What came.
#[derive(Default)]
pub(crate) struct Sent {
    pub(crate) fields: Fields,
    pub(crate) files: Vec<File>,
}

/// Why not everything came.
pub(crate) enum Cut {
    /// More bytes than are taken.
    TooLarge,
    /// The sending ended on the way.
    Off,
}

impl From<MultipartError> for Cut {
    fn from(error: MultipartError) -> Self {
        if error.status() == StatusCode::PAYLOAD_TOO_LARGE { Self::TooLarge } else { Self::Off }
    }
}

/// Reads all parts.
pub(crate) async fn read(mut parts: Multipart) -> Result<Sent, Cut> {
    let (mut fields, mut files) = (Vec::new(), Vec::new());
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
    let pairs: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    Ok(Sent { fields: Fields::of(&pairs), files })
}

/// What a person is told when the sending ended on the way.
pub(crate) fn cut_off(l: &Lang) -> &'static str {
    l.t(
        "Tệp gửi lên bị ngắt giữa chừng; chưa có gì được ghi. Hãy gửi lại.",
        "The upload was cut off; nothing was written. Send it again.",
    )
}
