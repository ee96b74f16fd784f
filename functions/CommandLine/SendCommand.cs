using System.CommandLine;
using System.Net;
using System.Text.Json.Nodes;
using Hub.Functions.Shell;

namespace Hub.Functions.CommandLine;

/// <summary><c>hub send FILE…</c>: posts CloudEvents from files (one event, an array, or one event a line) or standard input.</summary>
internal static class SendCommand
{
    private const int Batch = 500;

    // A request well below what a hub takes, however long the events are.
    private const int BatchLength = 4 * 1024 * 1024;

    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "Tệp sự kiện; '-' là đầu vào chuẩn / event files; '-' is standard input", Arity = ArgumentArity.OneOrMore };
        var command = new Command("send", "Gửi sự kiện vào hub / post events to the hub") { files };
        command.SetAction((parse, ct) => RunAsync(parse, parse.GetRequiredValue(files), ct));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parse, string[] files, CancellationToken ct)
    {
        // Before a store is made for them.
        List<IEnumerable<string>> given = [.. files.Select(EventFile.Read)];
        await using var hub = await HubApi.OpenAsync(parse, mayCreate: true, ct);
        var total = new JsonObject { ["accepted"] = 0, ["duplicates"] = 0, ["rejected"] = new JsonArray() };
        foreach (var events in given)
        {
            foreach (var batch in Batches(events))
            {
                Add(total, await hub.PostEventsAsync(batch, ct));
            }
        }

        Output.Show(parse, total, answer =>
        {
            var refused = answer["rejected"]!.AsArray().Count;
            Output.Line((
                $"nhận {answer["accepted"]}, trùng {answer["duplicates"]}, từ chối {refused}", $"accepted {answer["accepted"]}, duplicates {answer["duplicates"]}, rejected {refused}"));
            foreach (var rejected in answer["rejected"]!.AsArray())
            {
                Output.Error(string.Join(Environment.NewLine, new ApiProblemException(HttpStatusCode.UnprocessableEntity, rejected?["problem"]).Texts
                    .Select((text, at) => at == 0 ? $"{Output.Text(rejected?["id"])}: {Output.Say(text)}" : Output.Say(text))));
            }
        });
        return total["rejected"]!.AsArray().Count == 0 ? ExitCode.Ok : ExitCode.NotInOrder;
    }

    private static IEnumerable<IReadOnlyCollection<string>> Batches(IEnumerable<string> events)
    {
        var (batch, length) = (new List<string>(), 0);
        foreach (var each in events)
        {
            if (batch.Count == Batch || (batch.Count > 0 && length + each.Length > BatchLength))
            {
                yield return batch;
                (batch, length) = ([], 0);
            }

            batch.Add(each);
            length += each.Length;
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    private static void Add(JsonObject total, JsonNode answer)
    {
        total["accepted"] = total["accepted"]!.GetValue<int>() + answer["accepted"]!.GetValue<int>();
        total["duplicates"] = total["duplicates"]!.GetValue<int>() + answer["duplicates"]!.GetValue<int>();
        foreach (var rejected in answer["rejected"] as JsonArray ?? [])
        {
            total["rejected"]!.AsArray().Add(rejected?.DeepClone());
        }
    }
}
