using System.Text.Json.Nodes;
using Hub.Payments.Files;
using Hub.Payments.Files.Statements;

namespace Hub.Payments.Importing;

/// <summary>What is said of a file that was read, in JSON: as an answer, and as the report beside it. Names stay as they are: scripts read them.</summary>
public static class ImportAnswer
{
    /// <param name="file">As it was named.</param>
    /// <param name="summary">What reading it came to.</param>
    /// <param name="added">Lines that no file before told.</param>
    /// <param name="known">Lines that one did.</param>
    public static JsonObject Of(string file, FileSummary summary, int added, int known) => new()
    {
        ["file"] = file,
        ["kind"] = summary.Kind,
        ["statements"] = new JsonArray([.. summary.Statements.Select(Of)]),
        ["added"] = added,
        ["known"] = known,
        ["refused"] = new JsonArray([.. summary.Refused.Select(Of)]),
    };

    private static JsonObject Of(StatementVerdict verdict) => new()
    {
        ["account"] = verdict.Head.Account,
        ["number"] = verdict.Head.Number,
        ["currency"] = verdict.Head.Currency,
        ["opening"] = verdict.Head.Opening,
        ["closing"] = verdict.Closing,
        ["lines"] = verdict.Lines,
        ["sum"] = verdict.Sum,
        ["net"] = verdict.Net,
        ["difference"] = verdict.Difference,
        ["booked"] = verdict.IsSound,
        ["proven"] = verdict.IsProven,
        ["gapBefore"] = verdict.HasGapBefore,
        ["passedOver"] = verdict.PassedOver,
    };

    /// <summary>What was refused, where, and why.</summary>
    public static JsonObject Of(FileRefusal refusal) => new()
    {
        ["line"] = refusal.Place.Line,
        ["column"] = refusal.Place.Column,
        ["code"] = refusal.Code,
        ["reason"] = refusal.Reason.ToString(),
        ["vi"] = refusal.Reason.Vi,
        ["en"] = refusal.Reason.En,
    };
}
