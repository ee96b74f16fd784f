using System.Globalization;
using System.Text.Json.Nodes;
using Hub.Core.Calendar;
using Hub.Core.Events;
using Hub.Core.Procedures;

namespace Hub.Functions.Demo;

/// <summary>
/// A centre's working day, made from a seed: the same seed, size and day give the same events to the byte, so posting them again
/// doubles nothing. The mix follows what a centre reported of its first six weeks (63 % filed online); the persons are invented.
/// </summary>
public sealed class CentreDay
{
    /// <summary>A centre that size receives no more in a day; larger demos reach back over more days.</summary>
    public const int DossiersPerDay = 1000;

    private static readonly string[] Surnames = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô"];
    private static readonly string[] Middles = ["Văn", "Thị", "Minh", "Ngọc", "Đức", "Thu", "Quốc", "Hải"];
    private static readonly string[] Givens = ["Mẫu", "Thử", "Diễn", "Tập", "Minh Hoạ", "Ví Dụ", "Giả Định", "Demo"];
    private readonly Random _random;
    private readonly int _seed;
    private readonly DateOnly _lastDay;
    private readonly IReadOnlyList<DemoProcedure> _procedures;

    public CentreDay(int seed, DateOnly lastDay, IReadOnlyList<DemoProcedure> procedures)
    {
        _seed = seed;
        _lastDay = lastDay;
        _procedures = procedures;
#pragma warning disable CA5394 // Chance for a demonstration, repeatable on purpose.
        _random = new Random(seed);
#pragma warning restore CA5394
    }

    /// <summary>All events of the day in the order in which they happened.</summary>
    public IReadOnlyList<DemoEvent> Events(int dossiers)
    {
        var days = ((dossiers - 1) / DossiersPerDay) + 1;
        var events = new List<DemoEvent>(dossiers * 7);
        for (var n = 0; n < dossiers; n++)
        {
            var day = _lastDay.AddDays(1 - days + (n / DossiersPerDay));
            Tell(events, day, (n % DossiersPerDay) + 1);
        }

        return [.. events.OrderBy(e => e.At).ThenBy(e => e.Id, StringComparer.Ordinal)];
    }

    private void Tell(List<DemoEvent> events, DateOnly day, int sequence)
    {
        var code = string.Create(CultureInfo.InvariantCulture, $"000.00.01.H40-{day:yyMMdd}-{sequence:0000}");
        var story = new DemoStory(_seed, code, events);
        var procedure = _procedures[Pick(_procedures.Count)];
        var at = new DateTimeOffset(day.ToDateTime(new TimeOnly(7, 30)), VietnamClock.Offset).AddSeconds(Pick(5 * 3600));
        var appointment = at.AddDays(3);
        story.Add(EventTypes.DossierReceived, at, Received(procedure, at, appointment));
        at = Later(at);
        story.Add(EventTypes.DossierProgressNoted, at, Progress("Chuyển hồ sơ đến bộ phận chuyên môn"));
        at = Later(at);
        story.Status("processing", at, new JsonObject { ["content"] = "Đang thẩm định", ["officer"] = Officer() });
        var road = Pick(100);
        if (road < 15)
        {
            at = Supplement(story, at, appointment);
        }
        else if (road < 23)
        {
            at = Later(at);
            story.Status("payment-required", at, new JsonObject { ["payment"] = new JsonObject { ["content"] = "Lệ phí", ["amount"] = 8000 + (1000 * Pick(40)) } });
            at = Later(at);
            story.Status("processing", at, new JsonObject { ["content"] = "Đã nhận lệ phí, tiếp tục xử lý" });
        }
        else if (road < 27)
        {
            story.Status("withdrawn", Later(at), new JsonObject { ["reason"] = "Công dân đề nghị rút hồ sơ" });
            return;
        }
        else if (road < 30)
        {
            story.Status("stopped", Later(at), new JsonObject { ["reason"] = "Không đủ điều kiện giải quyết" });
            return;
        }
        else if (road < 40)
        {
            return;
        }

        Finish(story, Later(at));
    }

    private DateTimeOffset Supplement(DemoStory story, DateTimeOffset at, DateTimeOffset appointment)
    {
        at = Later(at);
        story.Status("supplement-required", at, new JsonObject
        {
            ["reason"] = "Thiếu giấy tờ",
            ["supplement"] = new JsonObject
            {
                ["id"] = "bs-1",
                ["content"] = "Bổ sung bản sao giấy tờ tuỳ thân",
                ["requestedBy"] = Name(),
                ["requestedAt"] = Text(at),
                ["papers"] = new JsonArray(new JsonObject { ["name"] = "Giấy tờ tuỳ thân", ["count"] = 1 }),
                ["previousAppointmentAt"] = Text(appointment),
                ["newAppointmentAt"] = Text(appointment.AddDays(1)),
            },
        });
        at = Later(at);
        story.Status("processing", at, new JsonObject
        {
            ["content"] = "Đã nhận giấy tờ bổ sung",
            ["supplementReceived"] = new JsonObject { ["id"] = "bs-1", ["receivedBy"] = Name(), ["receivedAt"] = Text(at) },
        });
        return at;
    }

    private void Finish(DemoStory story, DateTimeOffset at)
    {
        var papers = new JsonArray(new JsonObject
        {
            ["id"] = "kq-1",
            ["name"] = "Kết quả giải quyết",
            ["resultCode"] = "KQ.G15.000031",
            ["url"] = $"https://mc.demo.vn/kq/{story.Code}",
        });
        story.Status("completed", at, new JsonObject { ["finishedAt"] = Text(at), ["resultPapers"] = papers, ["officer"] = Officer() });
        if (Pick(100) < 80)
        {
            at = Later(at);
            story.Status("returned", at, new JsonObject { ["returnedAt"] = Text(at), ["method"] = Pick(3) == 0 ? "post" : "direct" });
            if (Pick(5) == 0)
            {
                story.Add(EventTypes.RatingGiven, Later(at), new JsonObject { ["score"] = 3 + Pick(3), ["channel"] = "kiosk", ["givenAt"] = Text(Later(at)) });
            }
        }
    }

    private JsonObject Received(DemoProcedure procedure, DateTimeOffset at, DateTimeOffset appointment)
    {
        var roll = Pick(100);
        var channel = roll < 63 ? FilingChannels.Online : roll < 75 ? FilingChannels.ByPost : FilingChannels.Direct;
        var fee = procedure.Fees.Count > 0 ? procedure.Fees[0] : 0;
        var received = new JsonObject
        {
            ["procedure"] = Compact(new JsonObject
            {
                ["code"] = procedure.Code,
                ["name"] = procedure.Name,
                ["fieldCode"] = procedure.FieldCode,
                ["fieldName"] = procedure.FieldName,
            }),
            ["channel"] = channel,
            ["submittedVia"] = channel == FilingChannels.Online ? FilingSites.Country : FilingSites.Province,
            ["submittedAt"] = Text(at.AddMinutes(-20)),
            ["receivedAt"] = Text(at),
            ["appointmentAt"] = Text(appointment),
            ["applicant"] = new JsonObject
            {
                ["kind"] = "citizen",
                ["name"] = Name(),
                ["identity"] = new JsonArray(new JsonObject { ["kind"] = "personal-id", ["number"] = $"001099{Pick(1_000_000):000000}" }),
                ["phone"] = $"0900{Pick(1_000_000):000000}",
                ["vneidVerified"] = channel == FilingChannels.Online,
            },
            ["summary"] = procedure.Name.Length > 900 ? procedure.Name[..900] : procedure.Name,
            ["agency"] = new JsonObject { ["code"] = "000.00.01.H40", ["name"] = "UBND xã Demo" },
            ["resultReturn"] = new JsonObject { ["by"] = channel == FilingChannels.ByPost ? "post" : "direct" },
            ["papers"] = new JsonArray(new JsonObject
            {
                ["id"] = "f-1",
                ["name"] = "to-khai.pdf",
                ["componentCode"] = "000.00.00.G15-KQ000123",
                ["url"] = "https://mc.demo.vn/f/1",
                ["digitised"] = true,
            }),
            ["onlinePayment"] = fee == 0 ? "none" : "provincial",
        };
        if (fee > 0)
        {
            received["fees"] = new JsonArray(new JsonObject { ["name"] = "Lệ phí", ["amount"] = fee, ["kind"] = "charge", ["collected"] = "at-receipt" });
        }

        return received;
    }

    private JsonObject Progress(string content) => new() { ["content"] = content, ["officer"] = Officer() };

    private JsonObject Officer() => new() { ["name"] = Name(), ["title"] = "Công chức một cửa", ["department"] = "Bộ phận một cửa" };

    private string Name() => $"{Surnames[Pick(Surnames.Length)]} {Middles[Pick(Middles.Length)]} {Givens[Pick(Givens.Length)]}";

    private DateTimeOffset Later(DateTimeOffset at) => at.AddSeconds(300 + Pick(1800));

#pragma warning disable CA5394 // See the constructor.
    private int Pick(int below) => _random.Next(below);
#pragma warning restore CA5394

    private static string Text(DateTimeOffset at) => at.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);

    private static JsonObject Compact(JsonObject json)
    {
        foreach (var empty in json.Where(pair => pair.Value is null).Select(pair => pair.Key).ToList())
        {
            json.Remove(empty);
        }

        return json;
    }
}
