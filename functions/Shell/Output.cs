using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Core;
using Hub.Core.Calendar;

namespace Hub.Functions.Shell;

/// <summary>What commands print: one JSON document for scripts; tables and sentences for people, in the one language they read.</summary>
internal static class Output
{
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Indented = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };
    private static readonly AsyncLocal<Terminal?> Chosen = new();

    /// <summary>Chosen once, before a command begins.</summary>
    public static Terminal Terminal
    {
        get => Chosen.Value ??= Terminal.OfProcess();
        set => Chosen.Value = value;
    }

    public static Language Language => Terminal.Language;

    public static string Say(Bilingual text) => text.In(Language);

    public static void Json(JsonNode node) => Terminal.Out.WriteLine(node.ToJsonString(Compact));

    public static string Pretty(JsonNode node) => node.ToJsonString(Indented);

    /// <summary>Prints the answer as JSON when asked to, else lets the caller show it.</summary>
    public static void Show(ParseResult parse, JsonNode answer, Action<JsonNode> show)
    {
        if (parse.GetValue(GlobalOptions.Json))
        {
            Json(answer);
        }
        else
        {
            show(answer);
        }
    }

    /// <param name="columns">Headings, <c>tiếng Việt / English</c>.</param>
    public static void Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        List<IReadOnlyList<string>> all = [.. rows];
        if (all.Count == 0)
        {
            Line(("Không có gì.", "There is nothing."));
            return;
        }

        Lines(TextTable.Lay([.. columns.Select(column => Say(Bilingual.Parse(column)))], all, Terminal.Width));
    }

    public static void Line(string text) => Terminal.Out.WriteLine(text);

    /// <summary>A sentence for people, broken between words where the screen ends.</summary>
    public static void Line(Bilingual text) => Lines(TextTable.Wrap(Say(text), Terminal.Width));

    /// <summary>A sentence that stands under what it belongs to.</summary>
    public static void Line(int indent, Bilingual text) => Lines(TextTable.Wrap(Say(text), Terminal.Width - indent).Select(line => new string(' ', indent) + line));

    public static void Error(string text) => Terminal.Error.WriteLine(text);

    public static void Error(Bilingual text) => Terminal.Error.WriteLine(Say(text));

    /// <summary>A value as people read it; whatever would steer a terminal is taken out.</summary>
    public static string Text(JsonNode? node) => node switch
    {
        null => "",
        JsonValue value when value.TryGetValue<string>(out var text) => Plain(Local(text)),
        _ => Plain(node.ToJsonString(Compact)),
    };

    /// <summary>A sentence of an answer that may hold both languages, in the one that is read.</summary>
    public static string Sentence(JsonNode? node) => Bilingual.Parse(Text(node)).In(Language);

    private static void Lines(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            Terminal.Out.WriteLine(line);
        }
    }

    private static string Plain(string text)
    {
        if (!text.Any(char.IsControl))
        {
            return text;
        }

        var plain = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            plain.Append(char.IsControl(letter) ? ' ' : letter);
        }

        return plain.ToString();
    }

    private static string Local(string text) =>
        text.Length >= 20 && text[10] == 'T' && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            ? at.ToOffset(VietnamClock.Offset).ToString("dd/MM/yyyy HH:mm", CultureInfo.InvariantCulture)
            : text;
}
