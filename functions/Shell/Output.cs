using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Core.Calendar;
using Spectre.Console;

namespace Hub.Functions.Shell;

/// <summary>What commands print: one JSON document for scripts, tables and sentences for people.</summary>
internal static class Output
{
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Indented = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };

    public static void Json(JsonNode node) => Console.Out.WriteLine(node.ToJsonString(Compact));

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

    public static void Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new Table { Border = TableBorder.Minimal };
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(Markup.Escape(column)).NoWrap());
        }

        foreach (var row in rows)
        {
            table.AddRow([.. row.Select(Markup.Escape)]);
        }

        // A pipe has no width; what a program reads on must not be cut.
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = 400;
        }

        console.Write(table);
    }

    public static void Line(string text) => Console.Out.WriteLine(text);

    public static void Error(string text) => Console.Error.WriteLine(text);

    public static string Text(JsonNode? node) => node switch
    {
        null => "",
        JsonValue value when value.TryGetValue<string>(out var text) => Local(text),
        _ => node.ToJsonString(Compact),
    };

    private static string Local(string text) =>
        text.Length >= 20 && text[10] == 'T' && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            ? at.ToOffset(VietnamClock.Offset).ToString("dd/MM/yyyy HH:mm:ss", CultureInfo.InvariantCulture)
            : text;
}
