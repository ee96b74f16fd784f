using System.Globalization;
using System.Text.Json.Nodes;
using Hub.Core;
using Hub.Functions.Shell;

namespace Hub.Functions.Demo;

/// <summary>What is told when the day is through: the proof, then what to try next.</summary>
internal sealed class DemoEnd(
    DemoOptions options, DemoMemory memory, Uri hub, Uri twins, DemoPosting posted, IReadOnlyList<DemoProof> proofs, TimeSpan elapsed)
{
    private const int MostDifferences = 20;

    public bool Agrees => proofs.All(proof => proof.Agrees);

    public void Tell()
    {
        if (options.IsJson)
        {
            Output.Json(Json());
            return;
        }

        Prove();
        Next();
    }

    private void Prove()
    {
        Bilingual counted = (
            $"nhận {posted.Accepted}, trùng {posted.Duplicates}, từ chối {posted.Rejected} sự kiện trong {Seconds} giây",
            $"accepted {posted.Accepted}, duplicates {posted.Duplicates}, rejected {posted.Rejected} events in {Seconds} s");
        Output.Line("");
        DemoView.Write(DemoScreen.Box(
            Agrees ? ("KHỚP", "AGREED") : ("SAI LỆCH", "DIFFERENT"), proofs.SelectMany(proof => proof.Lines).Append(counted), Agrees, Output.Language));
        var differences = proofs.SelectMany(proof => proof.Differences).ToList();
        foreach (var difference in differences.Take(MostDifferences))
        {
            Output.Line(2, difference);
        }

        if (differences.Count > MostDifferences)
        {
            Output.Line(2, ($"… và {differences.Count - MostDifferences} dòng nữa", $"… and {differences.Count - MostDifferences} more"));
        }
    }

    private void Next()
    {
        Output.Line("");
        Output.Line(("Xem tiếp bằng lệnh:", "Look further by commands:"));
        foreach (var command in Commands())
        {
            Output.Line("  " + command);
        }

        if (options.Exit)
        {
            return;
        }

        Output.Line("");
        Output.Line(("Hoặc qua giao diện HTTP, với các khóa:", "Or over HTTP, with these keys:"));
        Output.Line($"  {hub}openapi.json");
        foreach (var (role, key) in memory.Keys)
        {
            Output.Line($"  {TextTable.Pad(role, 16)} {key}");
        }

        Output.Line("");
        Output.Line(("Xem hoặc làm hỏng đối tác mô phỏng:", "Look at the partner twins, or make them fail:"));
        foreach (var hint in options.Parties.Reverse().SelectMany(party => party.TwinHints(twins.AbsoluteUri.TrimEnd('/'))).Prepend($"curl {twins}_twin/effects"))
        {
            Output.Line("  " + hint);
        }

        Output.Line("");
        Output.Line(("Hub vẫn đang phục vụ; Ctrl+C để dừng.", "The hub keeps serving; Ctrl+C ends it."));
    }

    private IEnumerable<string> Commands()
    {
        var (self, data) = (OwnCommand.Name(), OwnCommand.Quoted(OwnCommand.Near(Path.Combine(options.Data, "hub"))));
        var dossier = string.Create(CultureInfo.InvariantCulture, $"000.00.01.H40-{memory.LastDay:yyMMdd}-0001");
        return new[] { "lanes", $"dossier {dossier}" }.Concat(options.Parties.SelectMany(party => party.Commands)).Concat(["tasks", "dead-letters list", "audit list --limit 5"])
            .Select(command => $"{self} {command} --data {data}");
    }

    private string Seconds => elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);

    private JsonObject Json() => new()
    {
        ["agrees"] = Agrees,
        ["seed"] = memory.Seed,
        ["dossiers"] = options.Dossiers,
        ["accepted"] = posted.Accepted,
        ["duplicates"] = posted.Duplicates,
        ["rejected"] = posted.Rejected,
        ["seconds"] = Math.Round(elapsed.TotalSeconds, 1),
        ["hub"] = hub.AbsoluteUri,
        ["twins"] = twins.AbsoluteUri,
        ["data"] = Path.Combine(options.Data, "hub"),
        ["proof"] = new JsonArray([.. proofs.Select(proof => new JsonObject
        {
            ["agrees"] = proof.Agrees,
            ["lines"] = Both(proof.Lines),
            ["differences"] = Both(proof.Differences),
            ["figures"] = proof.Figures?.DeepClone(),
        })]),
        ["keys"] = new JsonObject(memory.Keys.Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, pair.Value))),
    };

    private static JsonArray Both(IReadOnlyList<Bilingual> texts) => new([.. texts.Select(text => new JsonObject { ["vi"] = text.Vi, ["en"] = text.En })]);
}
