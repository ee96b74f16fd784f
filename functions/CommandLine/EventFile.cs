using System.Text.Json;
using Hub.Core;
using Hub.Functions.Shell;

namespace Hub.Functions.CommandLine;

/// <summary>Reads event files: one JSON object, an array of them, or one object a line.</summary>
internal static class EventFile
{
    /// <exception cref="UsageException">The file is missing or is none of the three.</exception>
    public static IEnumerable<string> Read(string file)
    {
        var text = Text(file);
        var start = text.AsSpan().TrimStart();
        return start.StartsWith("[") ? Array(file, text)
            : IsOneDocument(text) ? [text]
            : Lines(file, text);
    }

    private static string Text(string file)
    {
        try
        {
            return file == "-" ? Console.In.ReadToEnd() : File.ReadAllText(file);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(($"{file}: không đọc được tệp", $"{file}: the file cannot be read"));
        }
    }

    private static bool IsOneDocument(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
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
            using var document = JsonDocument.Parse(text);
            return [.. document.RootElement.EnumerateArray().Select(element => element.GetRawText())];
        }
        catch (JsonException broken)
        {
            throw Broken(file, broken.LineNumber);
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

            yield return IsOneDocument(line) ? line : throw Broken(file, number - 1);
        }
    }

    private static UsageException Broken(string file, long? line) =>
        new(new Bilingual($"{file}:{line + 1}: không phải JSON hợp lệ", $"{file}:{line + 1}: this is not valid JSON"));
}
