using System.Text.Json;

namespace Hub.Core.Intake;

/// <summary>Finds where a property is given twice, for the sentence of a refusal; the check itself is made while copying.</summary>
internal static class DuplicateFinder
{
    /// <summary>RFC 6901 pointer of the first property that repeats, below <paramref name="root"/>.</summary>
    public static string PointerOf(ReadOnlySpan<byte> json, string root)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = CloudEventJson.ReaderDepth });
        var path = new List<(HashSet<string>? Names, string Step, int Index)> { (null, root, -1) };
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                path.RemoveAt(path.Count - 1);
                continue;
            }

            if (reader.TokenType is JsonTokenType.PropertyName)
            {
                if (reader.ValueIsEscaped && !OutsideJson.IsText(reader.ValueSpan))
                {
                    return root;
                }

                var name = reader.GetString()!;
                path[^1] = path[^1] with { Step = Escape(name) };
                if (!path[^1].Names!.Add(name))
                {
                    return string.Concat(path.Select((p, i) => i == 0 ? p.Step : $"/{p.Step}"));
                }

                continue;
            }

            if (path[^1] is { Names: null, Index: >= 0 } array)
            {
                path[^1] = (null, array.Index.ToString(System.Globalization.CultureInfo.InvariantCulture), array.Index + 1);
            }

            if (reader.TokenType is JsonTokenType.StartObject)
            {
                path.Add(([], "", -1));
            }
            else if (reader.TokenType is JsonTokenType.StartArray)
            {
                path.Add((null, "", 0));
            }
        }

        return root;
    }

    private static string Escape(string step) =>
        step.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
