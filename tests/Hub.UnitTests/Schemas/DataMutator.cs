using System.Text;
using System.Text.Json.Nodes;

namespace Hub.UnitTests.Schemas;

/// <summary>Bends sound data a little, the same way for the same seed.</summary>
internal sealed class DataMutator(int seed)
{
    private static readonly string[] Values =
    [
        "null", "true", "0", "1", "-1", "5", "6", "-0", "1.0", "1e2", "50e-1", "0.5e1", "-1e0", "8000.0", "8e3", "1e400", "0e400", "0.5", "1000000000001", "9223372036854775808",
        "99999999999999999999999999999", "\"\"", "\" \"", "\"a\"", "\"5\"", "\"completed\"", "\"registered\"", "\"Refused\"", "\"refused\"",
        "\"personal-id\"", "\"old-id\"", "\"citizen\"", "\"direct\"", "\"1.000656\"", "\"1.000656\\n\"", "\"001099000001\"", "\"012345678\"",
        "\"H40.01\"", "\"2026-11-21T09:15:30+07:00\"", "\"2026-02-30T09:15:30+07:00\"", "\"2026-11-21T09:15:30.123456789+07:00\"", "\"2026-12-31T23:59:60Z\"",
        "\"2026-11-21T09:15:30+15:00\"", "\"2026-11-21T09:15:30\"", "\"2026-11-21\"",
        "\"2026-11-21T09:15:30\\u002b07:00\"", "\"\\ud83d\\ude00\"", "\"\\ud800\"", "\"\u1ED9\"", "[]", "{}", "[1]", "[[]]", "[{}]",
        "{\"code\":\"1.000656\"}", "{\"id\":\"1\",\"name\":\"x\"}", "[{\"id\":\"1\",\"name\":\"x\"}]", "{\"content\":\"x\",\"amount\":1}",
    ];

    private readonly Random _random = new(seed);

    public byte[] Mutate(byte[] sample)
    {
        var root = JsonNode.Parse(sample)!;
        for (var left = _random.Next(0, 4); left > 0; left--)
        {
            Bend(root);
        }

        var text = root.ToJsonString();
        if (_random.Next(12) == 0 && root is JsonObject { Count: > 0 } some)
        {
            text = $"{{\"{some.ElementAt(_random.Next(some.Count)).Key}\":{Pick(Values)},{text[1..]}";
        }

        var data = Encoding.UTF8.GetBytes(text);
        return _random.Next(15) == 0 ? Scratch(data) : data;
    }

    private void Bend(JsonNode root)
    {
        var containers = Containers(root).ToList();
        switch (Pick(containers))
        {
            case JsonObject found when found.Count > 0:
                BendProperty(found, found.ElementAt(_random.Next(found.Count)).Key);
                break;
            case JsonObject empty:
                empty["x"] = 1;
                break;
            case JsonArray array when array.Count > 0 && _random.Next(2) == 0:
                array.RemoveAt(_random.Next(array.Count));
                break;
            case JsonArray array:
                for (var copies = _random.Next(1, 12); copies > 0; copies--)
                {
                    array.Add(array.Count > 0 ? array[0]?.DeepClone() : JsonNode.Parse(Replacement()));
                }

                break;
        }
    }

    private void BendProperty(JsonObject found, string name)
    {
        switch (_random.Next(6))
        {
            case 0:
                found.Remove(name);
                break;
            case 1:
                found[$"{name}x"] = 1;
                break;
            case 2 when found[name] is JsonValue value && value.TryGetValue<string>(out var text):
                found[name] = text + new string(Pick(["ộ", "a", "0"])[0], Pick([1, 40, 50, 500, 1000, 2000]));
                break;
            case 3:
                found["status"] = Pick(["completed", "returned", "supplement-required", "payment-required", "15", "received"]);
                break;
            default:
                found[name] = JsonNode.Parse(Replacement());
                break;
        }
    }

    // Half a surrogate pair parses, but cannot be written again; Scratch makes some of those.
    private string Replacement()
    {
        var value = Pick(Values);
        return value.Contains("ud800", StringComparison.Ordinal) ? "null" : value;
    }

    private byte[] Scratch(byte[] data)
    {
        var copy = data.ToList();
        var at = _random.Next(copy.Count);
        switch (_random.Next(3))
        {
            case 0:
                copy.RemoveAt(at);
                break;
            case 1:
                copy[at] = (byte)_random.Next(256);
                break;
            default:
                copy.Insert(_random.Next(4) == 0 ? copy.Count : at, Pick([(byte)'"', (byte)',', (byte)'}', (byte)'\\', (byte)0, (byte)' ', (byte)0xC3]));
                break;
        }

        return [.. copy];
    }

    private T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    private static IEnumerable<JsonNode> Containers(JsonNode? node) => node switch
    {
        JsonObject found => found.SelectMany(p => Containers(p.Value)).Prepend(found),
        JsonArray array => array.SelectMany(Containers).Prepend(array),
        _ => [],
    };
}
