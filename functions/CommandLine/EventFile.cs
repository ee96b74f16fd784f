using System.Text;
using System.Text.Json;
using Hub.Core;
using Hub.Functions.Import;
using Hub.Functions.Shell;

namespace Hub.Functions.CommandLine;

/// <summary>Reads event files: one JSON object, an array of them, or one object a line. What they say is checked by the rules of the intake, not here.</summary>
public static class EventFile
{
    private const long MaxBytes = 1024L * 1024 * 1024;

    // Deeper ones are refused by the intake, event by event.
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1000 };

    /// <exception cref="UsageException">The file is missing, is not UTF-8 or is none of the three.</exception>
    public static IEnumerable<string> Read(string file)
    {
        var text = Encoding.UTF8.GetString(Bytes(file).Span);
        var start = text.AsSpan().TrimStart();
        return start.StartsWith("[") ? Array(file, text)
            : IsOneDocument(text) ? [text]
            : Lines(file, text);
    }

    /// <summary>The file as it is, for what is one document whatever it begins with.</summary>
    /// <exception cref="UsageException">The file is missing, or is not UTF-8.</exception>
    public static ReadOnlyMemory<byte> Bytes(string file) => StrictText.Bytes(file, MaxBytes);

    private static bool IsOneDocument(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Deep);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static List<string> Array(string file, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Deep);
            return [.. document.RootElement.EnumerateArray().Select(element => element.GetRawText())];
        }
        catch (JsonException broken)
        {
            throw Broken(file, broken.LineNumber, broken.BytePositionInLine);
        }
    }

    private static IEnumerable<string> Lines(string file, string text)
    {
        long number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            yield return IsOneDocument(line) ? line : throw Broken(file, number - 1, null);
        }
    }

    private static UsageException Broken(string file, long? line, long? position)
    {
        var place = $"{file}:{line + 1}{(position is null ? "" : $":{position + 1}")}";
        return new(new Bilingual($"{place}: không phải JSON hợp lệ", $"{place}: this is not valid JSON"));
    }
}
