using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Core.Places;
using Hub.Functions.Demo;
using Hub.Postal.Consignments;
using Hub.Postal.Settings;

namespace Hub.Functions.Postal.Demo;

/// <summary>
/// What a centre's day asks of the post: whoever filed by post has the papers fetched, whoever is answered by post has the result brought, some with a fee that
/// the postman collects. It follows from the day's own events and the seed, so the day stays what it is and a second run asks the same.
/// </summary>
public sealed class PostDay(int seed)
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Lives that the twin plays for these telephones; every other parcel is delivered at the first try.
    private static readonly string[] Lives = ["607", "607", "608", "612", "651", "652", "654", "615"];

    /// <summary>The day's events and those to the post, in the order in which they happened.</summary>
    public IReadOnlyList<DemoEvent> With(IReadOnlyList<DemoEvent> day)
    {
        var events = new List<DemoEvent>(day);
        foreach (var dossier in day.GroupBy(e => e.Code, StringComparer.Ordinal))
        {
            var received = Data(dossier.First());
            var chance = Chance(dossier.Key);
            if (received["channel"]!.GetValue<string>() == "postal")
            {
                events.Add(Request(PostalDirection.Pickup, dossier.Key, dossier.First().At.AddMinutes(-10), received, chance));
            }

            if (dossier.FirstOrDefault(e => e.Status == "returned") is { } returned && Data(returned)["method"]!.GetValue<string>() == "post")
            {
                events.Add(Request(PostalDirection.Delivery, dossier.Key, returned.At.AddMinutes(-2), received, chance));
            }
        }

        return [.. events.OrderBy(e => e.At).ThenBy(e => e.Id, StringComparer.Ordinal)];
    }

    private DemoEvent Request(PostalDirection direction, string code, DateTimeOffset at, JsonNode received, Random chance)
    {
        var isPickup = direction is PostalDirection.Pickup;
        var data = new JsonObject
        {
            ["requestedAt"] = Text(at),
            ["citizen"] = Party(received["applicant"]!["name"]!.GetValue<string>(), Phone(chance), DemoPlaces.Units[Pick(chance, DemoPlaces.Units.Count)], $"Số {1 + Pick(chance, 200)} đường Demo"),
            ["agency"] = Party("Bộ phận một cửa Demo", "02260000000", DemoPlaces.Centre, "Số 1 đường Demo"),
            ["papers"] = isPickup
                ? new JsonArray(Paper("g-1", "Tờ khai", "form"), Paper("g-2", "Bản chính giấy tờ kèm theo", "original"))
                : new JsonArray(Paper("kq-1", "Kết quả giải quyết", "result")),
        };
        if (Pick(chance, 2) == 0)
        {
            data["feeToCollect"] = 8000 + (1000 * Pick(chance, 60));
        }

        var id = $"demo-{seed.ToString(CultureInfo.InvariantCulture)}-{code}-post-{(isPickup ? "p" : "d")}";
        var type = isPickup ? PostalEventTypes.PickupRequested : PostalEventTypes.DeliveryRequested;
        var e = new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = id,
            ["source"] = "urn:demo:mot-cua",
            ["type"] = type,
            ["subject"] = code,
            ["time"] = Text(at),
            ["datacontenttype"] = "application/json",
            ["data"] = data,
        };
        return new DemoEvent(id, code, at, e.ToJsonString(Readable), null) { Asks = PostalCodes.Lane };
    }

    private static JsonObject Party(string name, string phone, Unit place, string line) => new()
    {
        ["name"] = name,
        ["phone"] = phone,
        ["address"] = new JsonObject { ["line"] = line, ["communeCode"] = place.Code, ["provinceCode"] = place.ProvinceCode },
    };

    private static JsonObject Paper(string id, string name, string kind) => new() { ["id"] = id, ["name"] = name, ["count"] = 1, ["kind"] = kind };

    private static string Phone(Random chance) => Pick(chance, 100) is var roll && roll < Lives.Length
        ? "0999000" + Lives[roll]
        : $"0900{Pick(chance, 1_000_000):000000}";

    private static JsonNode Data(DemoEvent e) => JsonNode.Parse(e.Json)!["data"]!;

#pragma warning disable CA5394 // Chance for a demonstration, repeatable on purpose; of each dossier its own, so that one more asks nothing new of the others.
    private Random Chance(string code) => new(code.Aggregate(seed, static (hash, letter) => unchecked((hash * 31) + letter)));

    private static int Pick(Random chance, int below) => chance.Next(below);
#pragma warning restore CA5394

    private static string Text(DateTimeOffset at) => at.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
}
