using Hub.Core.Events;
using Hub.Core.Procedures;

namespace Hub.Core.Dossiers;

/// <summary>How a party tells one of its events.</summary>
public delegate string TimelineWording(TimelineWords words, TimelineData e);

/// <summary>How a party tells, from all events of a dossier, what is under way at it; null when nothing is.</summary>
public delegate TimelineStanding? TimelineStandings(TimelineWords words, IReadOnlyList<TimelineData> events);

/// <summary>What is under way at a party, whatever the dossier's own status says.</summary>
/// <param name="Where">A sentence.</param>
/// <param name="Holder">Who has the papers, as a sentence; null when the party has none.</param>
/// <param name="Next">What the party does next, as a sentence.</param>
public sealed record TimelineStanding(string Where, string? Holder, string? Next);

/// <summary>The sentences of a timeline, in one of the two languages.</summary>
public sealed class TimelineWords(Language language, Func<string, DossierStatus?> resolve, IReadOnlyDictionary<string, TimelineWording> parties)
{
    public Language Language => language;

    public string Say(Bilingual text) => text.In(language);

    public string Status(string? status) => status is null ? Say(("Chưa có trạng thái", "No status yet"))
        : resolve(status) is { } known ? Say(known.Text())
        : Say(($"Trạng thái riêng “{status}”", $"Local status “{status}”"));

    public string Line(TimelineData e) => Join(
        e.Type switch
        {
            EventTypes.DossierReceived => Join(
                Say(("Tiếp nhận hồ sơ", "Dossier received")), e.Text("procedure", "name") ?? e.Text("procedure", "code"), Channel(e.Text("channel")),
                Labelled(("hẹn trả", "promised for"), e.Time("appointmentAt"))),
            EventTypes.DossierStatusChanged => Join(
                Status(e.Text("status")), e.Text("content") ?? e.Text("reason") ?? e.Text("supplement", "content") ?? e.Text("payment", "content"),
                Labelled(("số tiền", "amount"), e.Number("payment", "amount") is { } amount ? $"{TimelineData.Money(amount)} đ" : null),
                Labelled(("hạn", "due"), e.Time("dueAt") ?? e.Time("supplement", "dueAt") ?? e.Time("payment", "dueAt")),
                Labelled(("đơn vị giữ", "held by"), e.Text("holder", "name"))),
            EventTypes.DossierProgressNoted => Join(
                e.Text("content"), Labelled(("đơn vị giữ", "held by"), e.Text("holder", "name")), Labelled(("hạn", "due"), e.Time("dueAt"))),
            EventTypes.DossierResultIssued => Say(($"Có kết quả: {e.Count("papers")} giấy tờ", $"Result issued: {e.Count("papers")} paper(s)")),
            EventTypes.RatingGiven => Say(($"Công dân đánh giá {e.Number("score")} điểm", $"Rated by the applicant: {e.Number("score")}")),
            EventTypes.DeliveryHeld => Say(
                (e.Text("sentences", "vi") ?? "Một lần gửi đang chờ người xử lý", e.Text("sentences", "en") ?? "A delivery waits for a person")),
            var other => parties.TryGetValue(other, out var wording) ? wording(this, e) : other,
        },
        Labelled(("cán bộ", "officer"), e.Text("officer", "name")));

    public string Where(string? status, bool isClosed, string? holder) => isClosed
        ? Say(($"Hồ sơ đã kết thúc: {Status(status)}.", $"The dossier has ended: {Status(status)}."))
        : holder is null
            ? Say(($"{Status(status)}.", $"{Status(status)}."))
            : Say(($"{Status(status)} tại {holder}.", $"{Status(status)} at {holder}."));

    public string Holder(bool isClosed, string? status, string? holder) =>
        isClosed ? Say(("Không đơn vị nào còn giữ hồ sơ.", "Nobody holds the dossier any more."))
        : status is "supplement-required" or "payment-required" ? Say(("Đang chờ công dân.", "It waits for the applicant."))
        : holder is null ? Say(("Trung tâm phục vụ hành chính công.", "The public administration service centre."))
        : $"{holder}.";

    public string Since(DateTimeOffset at) => Say(($"Từ {TimelineData.Show(at)}.", $"Since {TimelineData.Show(at)}."));

    public string Next(string? status, bool isClosed, TimelineData? last, string? appointment)
    {
        if (isClosed)
        {
            return Say(("Không còn bước nào.", "Nothing more comes."));
        }

        var due = last?.Time("supplement", "dueAt") ?? last?.Time("payment", "dueAt") ?? last?.Time("dueAt");
        var step = status switch
        {
            "registered" => Say(("Chờ trung tâm tiếp nhận", "The centre decides on receiving it")),
            "received" => Say(("Chuyển đơn vị xử lý", "It goes to the agency that decides")),
            "processing" => Say(("Chờ kết quả xử lý", "The agency decides")),
            "supplement-required" => Join(Say(("Công dân bổ sung giấy tờ", "The applicant supplements papers")), last?.Text("supplement", "content")),
            "payment-required" => Join(
                Say(("Công dân nộp tiền", "The applicant pays")), last?.Number("payment", "amount") is { } amount ? $"{TimelineData.Money(amount)} đ" : null),
            "completed" => Say(("Công dân nhận kết quả", "The applicant collects the result")),
            _ => Say(("Chờ thông tin tiếp theo từ phần mềm một cửa", "The case system says what comes next")),
        };
        return Join(step, Labelled(("hạn", "due"), due), Labelled(("hẹn trả", "promised for"), appointment)) + ".";
    }

    /// <summary>The dossier's own next step, after what has to be done before it.</summary>
    public string Next(string own, bool isClosed, int dead, IReadOnlyList<(Bilingual Text, DateTimeOffset DueAt)> tasks, IReadOnlyList<string> underWay)
    {
        var steps = tasks.Select(task => $"{Join(Say(task.Text).TrimEnd('.'), Labelled(("hạn", "due"), TimelineData.Show(task.DueAt)))}.").ToList();
        if (dead > 0)
        {
            steps.Add(Say(($"Cán bộ quyết định về {dead} thư chưa gửi được.", $"A person decides about {dead} dead letter(s).")));
        }

        steps.AddRange(underWay);
        if (!isClosed || steps.Count == 0)
        {
            steps.Add(own);
        }

        return string.Join(' ', steps);
    }

    /// <summary>That an event was kept from a lane's partner by a person.</summary>
    public string Aside(string lane, bool isForGood) => isForGood
        ? Say(($"kênh {lane}: đã bỏ hẳn, không gửi", $"lane {lane}: given up, not sent"))
        : Say(($"kênh {lane}: đã để riêng, chưa gửi", $"lane {lane}: set aside, not sent"));

    public string Lane(int waiting, int held, int dead, int setAside, DateTimeOffset? lastDelivered)
    {
        var parts = new List<string>();
        if (dead > 0)
        {
            parts.Add(Say(($"{dead} lần gửi không thành công, chờ người xử lý; {held} lần gửi đang bị giữ phía sau", $"{dead} dead letter(s) wait for a person; {held} held behind")));
        }

        if (waiting - held > 0)
        {
            parts.Add(Say(($"{waiting - held} lần gửi đang chờ", $"{waiting - held} waiting to be delivered")));
        }

        if (setAside > 0)
        {
            parts.Add(Say(($"{setAside} lần gửi đã được bỏ qua", $"{setAside} set aside")));
        }

        if (lastDelivered is { } at)
        {
            parts.Add(Say(($"gửi thành công gần nhất lúc {TimelineData.Show(at)}", $"last delivered at {TimelineData.Show(at)}")));
        }

        var text = parts.Count == 0 ? Say(("chưa có gì để gửi", "nothing to deliver yet")) : string.Join("; ", parts);
        return $"{char.ToUpperInvariant(text[0])}{text[1..]}.";
    }

    private string? Channel(string? channel) => channel switch
    {
        FilingChannels.Direct => Say(("nộp trực tiếp", "filed at the counter")),
        FilingChannels.Online => Say(("nộp trực tuyến", "filed online")),
        FilingChannels.ByPost => Say(("nộp qua bưu chính", "filed by post")),
        _ => null,
    };

    /// <summary>Null when there is nothing to say.</summary>
    public string? Labelled(Bilingual label, string? value) => value is null ? null : $"{Say(label)} {value}";

    /// <summary>What there is of the parts, parted by commas.</summary>
    public static string Join(params ReadOnlySpan<string?> parts)
    {
        var said = new List<string>();
        foreach (var part in parts)
        {
            if (!string.IsNullOrEmpty(part))
            {
                said.Add(part);
            }
        }

        return string.Join(", ", said);
    }
}
