using System.Text.Json.Nodes;
using Hub.Core;
using Hub.Functions.Shell;

namespace Hub.Functions.CommandLine;

/// <summary>Dead letters as a person reads them: what failed, what the partner said, what to do.</summary>
internal static class DeadLetterScreen
{
    public static void List(JsonNode page)
    {
        var letters = (page["deadLetters"] as JsonArray ?? []).OfType<JsonNode>().ToList();
        Output.Table(
            ["id / id", "kênh / lane", "khóa / key", "mã / code", "lý do / reason", "trạng thái / state", "từ / since"],
            letters.Select(letter => (IReadOnlyList<string>)
            [
                Output.Text(letter["id"]), Output.Text(letter["lane"]), Output.Text(letter["key"]), Output.Text(letter["code"]),
                Output.Sentence(letter["reason"]), Output.Say(StateWords.Envelope(Output.Text(letter["state"]))), Output.Text(letter["settledAt"]),
            ]));
        if (letters.Count == 0)
        {
            return;
        }

        var total = page["total"]?.GetValue<long>() ?? letters.Count;
        Output.Line("");
        Output.Line(total > letters.Count
            ? ($"{letters.Count} trong {total} thư; xem thêm bằng --limit", $"{letters.Count} of {total} letters; see more by --limit")
            : ($"{total} thư", $"{total} letters"));
    }

    public static void One(JsonNode letter)
    {
        var (id, code) = (Output.Text(letter["id"]), Output.Text(letter["code"]));
        Output.Line(id);
        Values(
            (("kênh", "lane"), Output.Text(letter["lane"])), (("khóa", "key"), Output.Text(letter["key"])), (("loại", "type"), Output.Text(letter["type"])),
            (("trạng thái", "state"), Output.Say(StateWords.Envelope(Output.Text(letter["state"])))), (("mã lý do", "reason code"), code), (("lý do", "reason"), Output.Sentence(letter["reason"])),
            (("nhận lúc", "accepted"), Output.Text(letter["createdAt"])), (("dừng lúc", "gave up"), Output.Text(letter["settledAt"])),
            (("số lần thử", "attempts"), Output.Text(letter["attempts"])));
        Attempts(letter["history"] as JsonArray ?? []);
        Edits(letter["edits"] as JsonArray ?? []);
        if (letter["body"] is { } body)
        {
            Heading(letter["revealed"]?.GetValue<bool>() is true
                ? ("Nội dung", "Body") : ("Nội dung, dữ liệu cá nhân được che (--reveal hiện ra, có ghi nhật ký)", "Body, personal data masked (--reveal shows it and is audited)"));
            foreach (var line in Output.Pretty(body).Split('\n'))
            {
                Output.Line("  " + line.TrimEnd('\r'));
            }
        }

        if (Runbook.Of(code, Output.Language) is not null)
        {
            Heading(("Sổ tay", "Runbook"));
            foreach (var line in Runbook.Lines(code, Output.Language, Output.Terminal.Width))
            {
                Output.Line(line);
            }
        }

        if (Output.Text(letter["state"]) is "dead" or "skipped")
        {
            Heading(("Lệnh", "Commands"));
            foreach (var act in new[] { $"edit {id} FILE", $"retry {id}", $"skip {id} --reason …", $"discard {id} --reason …" })
            {
                Output.Line("  hub dead-letters " + act);
            }
        }
    }

    private static void Attempts(JsonArray attempts)
    {
        if (attempts.Count == 0)
        {
            return;
        }

        Heading(("Các lần thử", "Attempts"));
        foreach (var attempt in attempts)
        {
            Output.Line($"  {Output.Text(attempt?["startedAt"])}  {Output.Text(attempt?["outcome"])}  {Output.Text(attempt?["code"])}".TrimEnd());
            foreach (var said in new[] { Output.Sentence(attempt?["reason"]), Output.Text(attempt?["answer"]) }.Where(said => said.Length > 0))
            {
                Output.Line(4, (said, said));
            }
        }
    }

    private static void Edits(JsonArray edits)
    {
        foreach (var edit in edits)
        {
            var (at, old, now) = (Output.Text(edit?["at"]), Output.Text(edit?["oldAuthor"]), Output.Text(edit?["newAuthor"]));
            Output.Line(2, ($"{at}: {now} sửa nội dung của {old}", $"{at}: {now} mended the body of {old}"));
        }
    }

    private static void Heading(Bilingual text)
    {
        Output.Line("");
        Output.Line(text);
    }

    private static void Values(params (Bilingual Name, string Value)[] values)
    {
        var width = values.Max(value => TextTable.Columns(Output.Say(value.Name)));
        foreach (var (name, value) in values.Where(value => value.Value.Length > 0))
        {
            var label = Output.Say(name);
            foreach (var line in TextTable.Wrap(value, Output.Terminal.Width - width - 4))
            {
                Output.Line($"  {TextTable.Pad(label, width)}  {line}");
                label = "";
            }
        }
    }
}
