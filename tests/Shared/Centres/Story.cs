using System.Globalization;
using System.Text.Json.Nodes;

namespace Hub.Tests.Centres;

/// <summary>One dossier's events as a case system would tell them, an hour apart, with ids that follow from the code.</summary>
internal sealed class Story(string code)
{
    public const string Source = "urn:test:mot-cua";

    private static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);
    private readonly DateTimeOffset _start = new(2026, 11, 18, 9, 5, 0, Vietnam);
    private readonly List<JsonObject> _events = [];

    public string Code => code;

    public IReadOnlyList<JsonObject> Events => _events;

    public DateTimeOffset At(int hour) => _start.AddHours(hour);

    public Story Received(int hour = 0, string? id = null, string procedure = "1.000656") => Add("vn.onestop.dossier.received.v1", hour, id, new JsonObject
    {
        ["procedure"] = new JsonObject { ["code"] = procedure },
        ["channel"] = "online",
        ["receivedAt"] = Text(At(hour)),
        ["appointmentAt"] = Text(At(hour + 72)),
        ["applicant"] = new JsonObject { ["kind"] = "citizen", ["name"] = "Nguyễn Văn Demo" },
    });

    public Story Status(string status, int hour, JsonObject? data = null, string? id = null)
    {
        data ??= [];
        data["status"] = status;
        return Add("vn.onestop.dossier.status-changed.v1", hour, id, data);
    }

    public Story Noted(string content, int hour) => Add("vn.onestop.dossier.progress-noted.v1", hour, null, new JsonObject { ["content"] = content });

    public Story ResultIssued(string paper, int hour) => Add("vn.onestop.dossier.result-issued.v1", hour, null, new JsonObject
    {
        ["papers"] = new JsonArray(new JsonObject { ["id"] = paper, ["name"] = "Trích lục", ["resultCode"] = "KQ.G15.000001", ["url"] = "https://mc.demo.vn/" + paper }),
        ["issuedAt"] = Text(At(hour)),
    });

    public Story Supplement(int hour) => Status("supplement-required", hour, new JsonObject
    {
        ["supplement"] = new JsonObject { ["id"] = "bs-1", ["content"] = "Bổ sung giấy chứng tử", ["requestedBy"] = "Trần Thị Demo", ["requestedAt"] = Text(At(hour)) },
    });

    public Story Completed(int hour) => Status("completed", hour, new JsonObject
    {
        ["finishedAt"] = Text(At(hour)),
        ["resultPapers"] = new JsonArray(new JsonObject { ["id"] = "kq-1", ["name"] = "Trích lục", ["resultCode"] = "KQ.G15.000001", ["url"] = "https://mc.demo.vn/kq/1" }),
    });

    public Story Returned(int hour) => Status("returned", hour, new JsonObject { ["returnedAt"] = Text(At(hour)), ["method"] = "direct" });

    public string Line(int index) => _events[index].ToJsonString();

    public static string Text(DateTimeOffset at) => at.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);

    private Story Add(string type, int hour, string? id, JsonObject data)
    {
        _events.Add(new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = id ?? $"{code}#{_events.Count + 1}",
            ["source"] = Source,
            ["type"] = type,
            ["subject"] = code,
            ["time"] = Text(At(hour)),
            ["datacontenttype"] = "application/json",
            ["data"] = data,
        });
        return this;
    }
}
