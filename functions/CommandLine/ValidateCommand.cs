using System.CommandLine;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Core.Schemas;
using Hub.Core.Schemas.Explaining;
using Hub.Functions.Shell;

namespace Hub.Functions.CommandLine;

/// <summary><c>hub validate FILE…</c>: checks events against the schemas without a hub.</summary>
internal static class ValidateCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "Tệp sự kiện; '-' là đầu vào chuẩn / event files; '-' is standard input", Arity = ArgumentArity.OneOrMore };
        var command = new Command("validate", "Kiểm tra sự kiện theo lược đồ / check events against the schemas") { files };
        command.SetAction((parse, ct) => RunAsync(parse, parse.GetRequiredValue(files), ct));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parse, string[] files, CancellationToken ct)
    {
        var catalogue = await SchemaCatalogue.LoadEmbeddedAsync(EventSchema.DefaultMaxDepth, ct, GlobalOptions.Wings(parse).Schemas);
        var findings = new JsonArray();
        var count = 0;
        foreach (var file in files)
        {
            foreach (var (text, index) in EventFile.Read(file).Select((text, index) => (text, index)))
            {
                count++;
                foreach (var violation in Check(catalogue, text))
                {
                    findings.Add(new JsonObject
                    {
                        ["file"] = file,
                        ["index"] = index,
                        ["pointer"] = violation.Pointer,
                        ["rule"] = violation.Rule,
                        ["vi"] = violation.Text.Vi,
                        ["en"] = violation.Text.En,
                    });
                }
            }
        }

        Output.Show(parse, new JsonObject { ["checked"] = count, ["violations"] = findings }, _ =>
        {
            foreach (var finding in findings)
            {
                Output.Error($"{finding!["file"]}[{finding["index"]}] {finding["pointer"]} [{finding["rule"]}] {Output.Say(($"{finding["vi"]}", $"{finding["en"]}"))}");
            }

            Output.Line(($"đã kiểm tra {count}, vi phạm {findings.Count}", $"checked {count}, violations {findings.Count}"));
        });
        return findings.Count == 0 ? ExitCode.Ok : ExitCode.NotInOrder;
    }

    private static IReadOnlyList<SchemaViolation> Check(SchemaCatalogue catalogue, string text)
    {
        using var document = JsonDocument.Parse(text);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String)
        {
            return [new SchemaViolation("/type", "required", ("thiếu thuộc tính 'type' của CloudEvents.", "the CloudEvents attribute 'type' is missing."))];
        }

        if (!catalogue.TryGet(type.GetString()!, out var schema))
        {
            return [new SchemaViolation("/type", "enum", ("không có lược đồ cho loại sự kiện này; xem GET /schemas.", "there is no schema for this event type; see GET /schemas."))];
        }

        return root.TryGetProperty("data", out var data)
            ? [.. schema.Check(Encoding.UTF8.GetBytes(data.GetRawText())).Select(v => v with { Pointer = "/data" + v.Pointer })]
            : [new SchemaViolation("/data", "required", ("thiếu 'data'.", "'data' is missing."))];
    }
}
