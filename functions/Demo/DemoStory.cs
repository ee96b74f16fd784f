using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Core.Events;

namespace Hub.Functions.Demo;

/// <summary>Collects one dossier's events under ids that follow from the seed.</summary>
internal sealed class DemoStory(int seed, string code, List<DemoEvent> events)
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private int _count;

    public string Code => code;

    public void Status(string status, DateTimeOffset at, JsonObject data)
    {
        data["status"] = status;
        Add(EventTypes.DossierStatusChanged, at, data, status);
    }

    public void Add(string type, DateTimeOffset at, JsonObject data, string? status = null)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"demo-{seed}-{code}-{++_count}");
        var e = new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = id,
            ["source"] = "urn:demo:mot-cua",
            ["type"] = type,
            ["subject"] = code,
            ["time"] = at.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture),
            ["datacontenttype"] = "application/json",
            ["data"] = data,
        };
        events.Add(new DemoEvent(id, code, at, e.ToJsonString(Readable), status ?? (type == EventTypes.DossierReceived ? "received" : null)));
    }
}
