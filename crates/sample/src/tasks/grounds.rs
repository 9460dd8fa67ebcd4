//! Grounds and their tasks: notices, conclusions, self-review, year plans with carry-over, a programme.

use crate::TODAY;
use crate::model::{PostAt, SampleEnd, SampleGround, SamplePaper, SamplePost, SampleTask, UnitAt};
use crate::register::{Duty, Layout, Upper};
use crate::rng::Rng;
use jiff::ToSpan as _;
use vunggoc_core::post::Rank;
use vunggoc_core::task::ground::Kind;
use vunggoc_core::task::{ByWhom, Origin};
use vunggoc_core::{Date, date};

const WORK: [(&str, &str); 14] = [
    ("Rà soát, báo cáo kết quả củng cố tổ chức cơ sở đảng thuộc diện theo dõi", "Báo cáo"),
    ("Kiện toàn chức danh còn khuyết trong cấp ủy", "Quyết định"),
    ("Tổ chức đối thoại với nhân dân về giải phóng mặt bằng", "Biên bản, thông báo kết luận"),
    ("Giải quyết dứt điểm đơn tồn đọng thuộc thẩm quyền", "Báo cáo kết quả"),
    ("Hướng dẫn chi bộ sinh hoạt chuyên đề quý", "Hướng dẫn"),
    ("Kiểm tra việc thực hiện quy chế làm việc của cấp ủy", "Thông báo kết luận kiểm tra"),
    ("Chấn chỉnh việc ghi sổ, chế độ báo cáo của chi bộ", "Văn bản chấn chỉnh"),
    ("Phân công đảng ủy viên dự sinh hoạt với chi bộ", "Văn bản phân công"),
    ("Xây dựng kế hoạch phát triển đảng viên ở thôn, tổ dân phố", "Kế hoạch"),
    ("Rà soát công trình vi phạm trật tự xây dựng, đề xuất xử lý", "Danh mục, báo cáo"),
    ("Công khai kết quả giải quyết kiến nghị sau tiếp xúc", "Thông báo công khai"),
    ("Sơ kết mô hình tự quản ở khu dân cư", "Báo cáo sơ kết"),
    ("Bồi dưỡng nghiệp vụ công tác đảng cho bí thư chi bộ", "Lớp bồi dưỡng"),
    ("Hoàn thiện hồ sơ tổ chức đảng trực thuộc", "Hồ sơ"),
];
const FINDINGS: [&str; 6] = [
    "Thực hiện kiến nghị về quản lý, sử dụng đất công",
    "Thu hồi khoản chi sai quy định, nộp ngân sách",
    "Ban hành lại quy chế làm việc, quy chế chi tiêu nội bộ",
    "Kiểm điểm trách nhiệm tập thể theo kết luận",
    "Hoàn thiện hồ sơ dự án theo kiến nghị",
    "Khắc phục thiếu sót trong công khai, dân chủ ở cơ sở",
];
const SHORT: [(&str, &str); 5] = [
    ("Sinh hoạt chi bộ một số nơi chưa đều", "Phân công, đôn đốc chưa sát"),
    ("Chậm cụ thể hóa nghị quyết của cấp trên", "Thiếu lịch, thiếu người theo dõi"),
    ("Kiểm tra, giám sát chuyên đề đạt thấp", "Cán bộ kiểm tra thiếu"),
    ("Phát triển đảng viên chưa đạt chỉ tiêu", "Nguồn phát triển đảng ở thôn ít"),
    ("Giải quyết kiến nghị của nhân dân còn chậm", "Phối hợp giữa các cơ quan chưa chặt"),
];
const WHY: &str = "Chờ hướng dẫn của cấp trên";

struct Maker<'a> {
    rng: Rng,
    posts: &'a [SamplePost],
    n_papers: u32,
}

pub(super) fn build(seed: u64, layout: &Layout, posts: &[SamplePost]) -> Vec<SampleGround> {
    let mut make = Maker { rng: Rng::new(seed, "tasks"), posts, n_papers: 40 };
    let mut grounds = make.year_plans(layout);
    let uppers: Vec<&Upper> = layout.uppers.iter().take(32).collect();
    let units: Vec<UnitAt> = uppers.iter().map(|u| u.unit).collect();
    for month in 1..=9 {
        let on = Date::new(2024, month, 5).unwrap_or(TODAY);
        let title = format!("Kết luận giao ban Thành ủy tháng {month}/2024");
        grounds.push(make.ground(Kind::Notice, (layout.city, "Thành ủy Mẫu", "TU"), title, on, &units, 8));
    }
    let on = date(2024, 2, 20);
    let title = "Chương trình hành động thực hiện nghị quyết về củng cố tổ chức cơ sở đảng".to_owned();
    grounds.push(make.ground(Kind::Resolution, (layout.city, "Thành ủy Mẫu", "TU"), title, on, &units, 8));
    for (n, on) in [date(2024, 3, 12), date(2024, 5, 20), date(2024, 8, 14)].into_iter().enumerate() {
        let title = format!("Thông báo kết luận kiểm tra, giám sát đợt {} năm 2024", n + 1);
        let issuer = (layout.city, "Ủy ban Kiểm tra Thành ủy Mẫu", "UBKTTU");
        grounds.push(make.ground(Kind::Inspection, issuer, title, on, &units, 6));
    }
    let title = "Báo cáo kiểm toán ngân sách, tiền và tài sản nhà nước năm 2023".to_owned();
    let issuer = (layout.city, "Kiểm toán khu vực Mẫu", "KTKV");
    grounds.push(make.ground(Kind::Audit, issuer, title, date(2024, 6, 28), &units, 5));
    let communes = |upper: UnitAt| -> Vec<UnitAt> {
        let below = layout.bases.iter().filter(|b| b.upper == upper && b.duty == Duty::Commune);
        below.map(|b| b.unit).collect()
    };
    for upper in uppers.iter().filter(|u| !communes(u.unit).is_empty()) {
        let below = communes(upper.unit);
        let by = (upper.unit, upper.committee.as_str(), "QU");
        for month in [4, 8] {
            let on = Date::new(2024, month, 18).unwrap_or(TODAY);
            let title = format!("Kết luận giao ban {} tháng {month}/2024", upper.committee);
            grounds.push(make.ground(Kind::Notice, by, title, on, &below, 5));
        }
        if upper.number % 3 == 1 {
            grounds.push(make.self_review(upper, &below));
        }
    }
    let own: Vec<PostAt> = (0..).zip(posts).filter(|(_, p)| p.login.is_some()).map(|(at, _)| at).collect();
    for post in own {
        grounds.extend(make.morning(layout, post));
    }
    grounds
}

impl Maker<'_> {
    fn paper(&mut self, issuer: &str, symbol: &str, on: Date) -> SamplePaper {
        self.n_papers += 1;
        SamplePaper {
            number: format!("{}-{symbol}", self.n_papers),
            signed_on: on,
            issuer: issuer.to_owned(),
            signer: "T/L Ban Thường vụ, Chánh Văn phòng".into(),
            about: "Về việc giao nhiệm vụ".into(),
        }
    }

    fn ground(
        &mut self,
        kind: Kind,
        (unit, issuer, symbol): (UnitAt, &str, &str),
        title: String,
        on: Date,
        leads: &[UnitAt],
        n: usize,
    ) -> SampleGround {
        let paper = self.paper(issuer, &format!("TB/{symbol}"), on);
        let first = self.rng.below(60) as usize;
        let tasks = (0..n).filter_map(|k| {
            let lead = *leads.get((first + k * 5) % leads.len().max(1))?;
            let (content, product) = match kind {
                Kind::Inspection | Kind::Audit => {
                    (*FINDINGS.get((first + k) % FINDINGS.len())?, "Báo cáo kết quả")
                }
                _ => *WORK.get((first + k) % WORK.len())?,
            };
            let helper = leads.get((first + k * 5 + 3) % leads.len().max(1)).copied();
            let support = helper.filter(|h| *h != lead && k % 3 == 0).into_iter().collect();
            Some(self.task(content.to_owned(), product, lead, support, on))
        });
        let tasks = tasks.collect();
        SampleGround { unit, kind, title, opened_on: on, year: None, paper: Some(paper), tasks }
    }

    /// What waits for a person of the demonstration on its morning: late, due today, this week, later, done.
    fn morning(&mut self, layout: &Layout, at: PostAt) -> Option<SampleGround> {
        let post = self.posts.get(at as usize)?;
        let above = layout.bases.iter().find(|b| b.unit == post.unit).map_or(layout.city, |b| b.upper);
        let issuer = layout.upper(above).map_or("Thành ủy Mẫu", |u| u.committee.as_str());
        let on = date(2024, 9, 16);
        let days = [date(2024, 10, 7), TODAY, date(2024, 10, 18), date(2024, 11, 29), date(2024, 10, 10)];
        let mut tasks = Vec::new();
        for ((content, product), due_on) in WORK.iter().skip(at as usize % 9).zip(days) {
            let mut task = self.task((*content).to_owned(), product, post.unit, Vec::new(), on);
            let end = if due_on == date(2024, 10, 10) {
                SampleEnd::Done(date(2024, 10, 9), None)
            } else {
                SampleEnd::Open
            };
            task = SampleTask { post: Some(at), due_on, moved: None, end, ..task };
            tasks.push(task);
        }
        Some(SampleGround {
            unit: above,
            kind: Kind::Notice,
            title: format!("Kết luận giao ban {issuer} tuần 38/2024"),
            opened_on: on,
            year: None,
            paper: Some(self.paper(issuer, "TB/VP", on)),
            tasks,
        })
    }

    fn self_review(&mut self, upper: &Upper, below: &[UnitAt]) -> SampleGround {
        let on = date(2024, 1, 30);
        let mut tasks = Vec::new();
        for (n, (content, cause)) in SHORT.into_iter().enumerate() {
            let lead = below.get(n % below.len().max(1)).copied().unwrap_or(upper.unit);
            let mut task = self.task(content.to_owned(), "Kết quả khắc phục", lead, Vec::new(), on);
            task.origin = Origin::ALL.get(n % 3).map(|origin| (*origin, cause));
            tasks.push(task);
        }
        let title = format!("Khắc phục hạn chế sau kiểm điểm năm 2023, {}", upper.committee);
        let kind = Kind::SelfReview;
        SampleGround { unit: upper.unit, kind, title, opened_on: on, year: Some(2023), paper: None, tasks }
    }

    /// Planned 10, done 5 in 2023; 10 + 5 = 15 in 2024, with two more rows.
    fn year_plans(&mut self, layout: &Layout) -> Vec<SampleGround> {
        let rows = [
            ("Kiểm tra tổ chức đảng", "cuộc", 10, 5),
            ("Thành lập chi bộ ở thôn chưa có chi bộ", "chi bộ", 6, 4),
            ("Bồi dưỡng bí thư chi bộ", "lớp", 8, 7),
        ];
        let lead = layout.city;
        let post = self.post_of(lead);
        let plan = |year: i16, tasks| SampleGround {
            unit: layout.city,
            kind: Kind::YearPlan,
            title: format!("Kế hoạch công tác tổ chức xây dựng Đảng năm {year}"),
            opened_on: date(year, 1, 1),
            year: Some(year),
            paper: None,
            tasks,
        };
        let (mut before, mut now) = (Vec::new(), Vec::new());
        for (n, (content, measure, own, done)) in rows.into_iter().enumerate() {
            let bare = SampleTask {
                content: content.to_owned(),
                product: "Kết quả năm",
                lead,
                support: Vec::new(),
                post,
                due_on: date(2023, 12, 31),
                moved: None,
                begun_on: Some(date(2023, 4, 3)),
                origin: None,
                counted: Some((measure, own, 0, done)),
                carried_from: None,
                end: SampleEnd::Carried(date(2023, 12, 29)),
            };
            now.push(SampleTask {
                due_on: date(2024, 12, 31),
                begun_on: Some(date(2024, 4, 2)),
                counted: Some((measure, own, own - done, own - 2)),
                carried_from: Some((0, n)),
                end: SampleEnd::Open,
                ..bare.clone()
            });
            before.push(bare);
        }
        vec![plan(2023, before), plan(2024, now)]
    }

    fn post_of(&mut self, unit: UnitAt) -> Option<PostAt> {
        let all: Vec<PostAt> =
            (0..).zip(self.posts).filter(|(_, p)| p.unit == unit).map(|(at, _)| at).collect();
        let heads = |at: &&PostAt| self.posts.get(**at as usize).is_some_and(|p| p.rank != Rank::Officer);
        match self.rng.chance(600) {
            true => all.iter().find(heads).copied(),
            false => self.rng.pick(&all),
        }
    }

    /// A task given on a day; what became of it depends on how long it was due by the day of the demonstration.
    fn task(
        &mut self,
        content: String,
        product: &'static str,
        lead: UnitAt,
        support: Vec<UnitAt>,
        on: Date,
    ) -> SampleTask {
        let after = |day: Date, n: i32| day.checked_add(i64::from(n).days()).unwrap_or(day);
        let due_on = after(on, self.rng.between(30, 260));
        let until = |day: Date| if day < TODAY { day } else { TODAY };
        let begun_on = self.rng.chance(650).then(|| until(after(on, self.rng.between(5, 40))));
        let moved = (due_on < TODAY && self.rng.chance(160)).then(|| {
            let length = self.rng.between(20, 120);
            (after(due_on, -6), after(due_on, length), WHY)
        });
        let last = moved.map_or(due_on, |(_, to, _)| to);
        let end = match self.rng.below(100) {
            0..=2 if on < date(2024, 8, 1) => {
                let day = after(on, 25);
                SampleEnd::Stopped(day, self.paper("Thành ủy Mẫu", "TB/TU", day))
            }
            3..=64 if last < TODAY => {
                SampleEnd::Done(until(after(last, -self.rng.between(0, 18))), self.by())
            }
            65..=79 if last < date(2024, 9, 20) => {
                SampleEnd::Done(until(after(last, self.rng.between(2, 24))), self.by())
            }
            80..=89 if last >= TODAY && on < date(2024, 8, 1) => {
                SampleEnd::Done(until(after(on, self.rng.between(40, 70))), self.by())
            }
            _ => SampleEnd::Open,
        };
        let end = match end {
            SampleEnd::Done(day, by) => SampleEnd::Done(day.max(on), by),
            other => other,
        };
        let post = self.post_of(lead);
        SampleTask {
            content,
            product,
            lead,
            support,
            post,
            due_on,
            moved,
            begun_on,
            origin: None,
            counted: None,
            carried_from: None,
            end,
        }
    }

    fn by(&mut self) -> Option<ByWhom> {
        match self.rng.below(10) {
            0..=1 => None,
            2 => Some(ByWhom::Doer),
            _ => Some(ByWhom::Another),
        }
    }
}
