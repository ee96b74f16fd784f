using System.Text.Json.Nodes;
using Hub.Core;
using Hub.Functions.Shell;

namespace Hub.Functions.CaseSystem;

/// <summary>Subscriptions as a person reads them.</summary>
internal static class SubscriptionScreen
{
    public static void List(JsonNode answer)
    {
        var all = (answer["subscriptions"] as JsonArray ?? []).OfType<JsonNode>().ToList();
        if (all.Count == 0)
        {
            Output.Line(("Không có gì.", "There is nothing."));
        }

        foreach (var one in all)
        {
            One(one);
        }
    }

    public static void One(JsonNode one)
    {
        var isActive = one["active"]?.GetValue<bool>() is true;
        Output.Line($"{Output.Text(one["id"])}  {Output.Say(isActive ? ("đang gửi", "active") : ("tạm dừng", "not active"))}");
        Output.Line($"  {Output.Text(one["url"])}");
        Output.Line(2, Both("loại", "types", string.Join(", ", (one["types"] as JsonArray ?? []).Select(type => Output.Text(type)))));
        var owner = Output.Text(one["owner"]);
        Output.Line(2, owner.Length > 0 ? Both("của khóa", "of key", owner) : ("của trung tâm", "the centre's own"));
        Output.Line(2, ($"{Output.Text(one["secrets"])} khóa ký, tạo {Output.Text(one["createdAt"])}", $"{Output.Text(one["secrets"])} secret(s), made {Output.Text(one["createdAt"])}"));
    }

    public static void Test(JsonNode answer)
    {
        var taken = Output.Text(answer["outcome"]) is "done";
        Output.Line(taken ? ("Máy nhận đã nhận sự kiện thử.", "The receiver took the test event.") : ("Máy nhận chưa nhận sự kiện thử.", "The receiver did not take the test event."));
        Output.Line($"  webhook-id: {Output.Text(answer["webhookId"])}");
        Said(2, answer["answer"]);
        Said(2, answer["reason"]);
        Output.Line($"  {Output.Text(answer["milliseconds"])} ms");
    }

    public static void Deliveries(JsonNode answer)
    {
        var all = (answer["deliveries"] as JsonArray ?? []).OfType<JsonNode>().ToList();
        if (all.Count == 0)
        {
            Output.Line(("Không có gì.", "There is nothing."));
        }

        foreach (var one in all)
        {
            Output.Line($"{Output.Text(one["createdAt"])}  {Output.Say(StateWords.Envelope(Output.Text(one["state"])))}  {Output.Text(one["type"])}");
            Output.Line($"  {Output.Text(one["subject"])}  webhook-id: {Output.Text(one["webhookId"])}");
            foreach (var attempt in (one["attempts"] as JsonArray ?? []).OfType<JsonNode>())
            {
                Output.Line(4, Same($"{Output.Text(attempt["startedAt"])}  {Output.Text(attempt["outcome"])}  {Output.Text(attempt["answer"])}"));
                Said(6, attempt["reason"]);
            }
        }

        if (answer["next"] is { } next)
        {
            Output.Line(($"Xem tiếp: --before {next}", $"More: --before {next}"));
        }
    }

    public static void Replay(JsonNode answer)
    {
        var (queued, leftOut) = (Output.Text(answer["queued"]), Output.Text(answer["leftOut"]));
        Output.Line(($"{queued} sự kiện được gửi lại.", $"{queued} event(s) are sent again."));
        if (leftOut is not "0")
        {
            Output.Line((
                $"{leftOut} sự kiện được để lại vì hồ sơ của chúng còn lần gửi đang chờ; gửi lại khi đã xong.",
                $"{leftOut} event(s) were left out, as something of their subject is still waiting; replay once that is delivered."));
        }

        if (answer["next"] is { } next)
        {
            // As it must be typed, not as it is read.
            var more = $"--from {next.GetValue<string>()} --after {Output.Text(answer["after"])}";
            Output.Line(($"Còn nữa: {more}", $"There are more: {more}"));
        }
    }

    private static void Said(int indent, JsonNode? text)
    {
        if (Output.Sentence(text) is { Length: > 0 } said)
        {
            Output.Line(indent, Same(said));
        }
    }

    private static Bilingual Both(string vietnamese, string english, string value) => ($"{vietnamese}: {value}", $"{english}: {value}");

    private static Bilingual Same(string text) => (text, text);
}
