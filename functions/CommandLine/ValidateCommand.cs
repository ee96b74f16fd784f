using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Hub.Core.Intake;
using Hub.Core.Schemas;
using Hub.Core.Schemas.Explaining;
using Hub.Functions.Settings;
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
        var intake = Intake(parse);
        var limits = new IntakeLimits(intake.MaxBatch, intake.MaxEventBytes, intake.MaxDepth);
        var catalogue = await SchemaCatalogue.LoadEmbeddedAsync(intake.MaxDepth, ct, GlobalOptions.Wings(parse).Schemas);
        var gate = new EventGate(catalogue, new IntakeRules { DossierCodes = intake.DossierCodes, MaxFuture = intake.MaxFuture });
        var findings = new JsonArray();
        var count = 0;
        foreach (var file in files)
        {
            foreach (var (text, index) in EventFile.Read(file).Select((text, index) => (text, index)))
            {
                count++;
                foreach (var violation in Check(gate, limits, text))
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

    // The same road as that of POST /events, up to the store.
    private static IReadOnlyList<SchemaViolation> Check(EventGate gate, IntakeLimits limits, string text)
    {
        var body = CloudEventJson.ReadOne(Encoding.UTF8.GetBytes(text), limits);
        var refusal = body.Refusal ?? body.Events[0].Refusal ?? gate.Check(body.Events[0].Event!, TimeProvider.System.GetUtcNow()).Refusal;
        return refusal?.Errors ?? [];
    }

    private static IntakeSettings Intake(ParseResult parse)
    {
        try
        {
            return GlobalOptions.Settings(parse).Intake;
        }
        catch (SettingsException)
        {
            // Events are looked at without a hub, so also where none could start.
            return new IntakeSettings();
        }
    }
}
