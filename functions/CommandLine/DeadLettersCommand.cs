using System.CommandLine;
using System.Text.Json.Nodes;
using Hub.Functions.Shell;

namespace Hub.Functions.CommandLine;

/// <summary>
/// <c>hub dead-letters</c>: what waits for a person. Acts name one id, or a filter; by filter the number is told first and nothing
/// happens without <c>--yes</c>.
/// </summary>
internal static class DeadLettersCommand
{
    private static readonly Option<string?> Lane = new("--lane") { Description = "Kênh / lane" };
    private static readonly Option<string?> Code = new("--code") { Description = "Mã lý do / reason code" };
    private static readonly Option<string?> Dossier = new("--dossier") { Description = "Mã hồ sơ, trong mọi kênh / dossier code, in every lane" };
    private static readonly Option<string?> Type = new("--type") { Description = "Loại / type" };
    private static readonly Option<bool> Yes = new("--yes") { Description = "Làm thật, không chỉ đếm / do it, do not only count" };

    public static Command Create()
    {
        var command = new Command("dead-letters", "Thư chưa gửi được, chờ cán bộ quyết định / what waits for a person");
        Broker(command);
        command.Subcommands.Add(List());
        command.Subcommands.Add(Show());
        command.Subcommands.Add(Retry());
        command.Subcommands.Add(Edit());
        command.Subcommands.Add(Close("skip", "Để riêng, cho hồ sơ chạy tiếp / set aside, let later ones of the dossier flow on"));
        command.Subcommands.Add(Close("discard", "Bỏ hẳn / give up for good"));
        return command;
    }

    // What the broker gave up is nobody's decision: it is looked at, and sent again.
    private static void Broker(Command command)
    {
        var broker = new Option<bool>("--broker") { Description = "Thư chưa gửi được của hàng đợi trung gian (Service Bus, RabbitMQ) / dead letters of the broker itself" };
        var resend = new Option<bool>("--resend") { Description = "Gửi lại vào hàng đợi / send them to their queues again" };
        command.Options.Add(broker);
        command.Options.Add(resend);
        command.SetAction(async (parse, ct) =>
        {
            if (!parse.GetValue(broker))
            {
                throw new UsageException(("cần một lệnh con, hoặc --broker; xem hub dead-letters --help", "a subcommand is needed, or --broker; see hub dead-letters --help"));
            }

            await using var hub = await HubApi.OpenAsync(parse, ct);
            var answer = parse.GetValue(resend)
                ? await hub.PostAsync("dead-letters/broker/resend", null, ct)
                : await hub.GetAsync("dead-letters/broker", ct);
            Output.Show(parse, answer, a => Output.Table(
                ["hàng đợi / queue", "id / id", "lý do / reason", "mô tả / description", "lần giao / deliveries", "từ / since", "gửi lại / sent again"],
                Letters(a).Select(letter => (IReadOnlyList<string>)
                [
                    Output.Text(letter["queue"]), Output.Text(letter["messageId"]), Output.Text(letter["reason"]), Output.Text(letter["description"]),
                    Output.Text(letter["deliveries"]), Output.Text(letter["enqueuedAt"]), Output.Text(letter["sentAgainAs"]),
                ])));
            return ExitCode.Ok;
        });
    }

    private static Command List()
    {
        var limit = new Option<int>("--limit") { Description = "Số thư / letters", DefaultValueFactory = _ => 100, Validators = { GlobalOptions.Between("--limit", 1, 1000) } };
        var command = new Command("list", "Liệt kê / list") { Lane, Code, Dossier, Type, limit };
        command.SetAction(async (parse, ct) =>
        {
            await using var hub = await HubApi.OpenAsync(parse, ct);
            var answer = await hub.GetAsync($"dead-letters?{Query(parse)}limit={parse.GetValue(limit)}", ct);
            Output.Show(parse, answer, DeadLetterScreen.List);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Show()
    {
        var id = Id();
        var reveal = new Option<bool>("--reveal") { Description = "Hiện nội dung có dữ liệu cá nhân (được ghi nhật ký) / show the body with personal data (audited)" };
        var command = new Command("show", "Xem một thư / show one") { id, reveal };
        command.SetAction(async (parse, ct) =>
        {
            await using var hub = await HubApi.OpenAsync(parse, ct);
            var answer = await hub.GetAsync($"dead-letters/{Uri.EscapeDataString(parse.GetRequiredValue(id))}{(parse.GetValue(reveal) ? "?reveal=body" : "")}", ct);
            Output.Show(parse, answer, DeadLetterScreen.One);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Retry()
    {
        var id = OptionalId();
        var rate = new Option<double>("--rate") { Description = "Số thư mỗi giây khi theo bộ lọc / letters a second, by filter", DefaultValueFactory = _ => 5, Validators = { GlobalOptions.Between("--rate", 0.001, 1000) } };
        var command = new Command("retry", "Gửi lại: một thư, hoặc theo bộ lọc / try again: one, or by filter") { id, Lane, Code, Dossier, Type, rate, Yes };
        command.SetAction(async (parse, ct) =>
        {
            await using var hub = await HubApi.OpenAsync(parse, ct);
            if (parse.GetValue(id) is { } one)
            {
                return Done(parse, await hub.PostAsync($"dead-letters/{Uri.EscapeDataString(one)}/retry", null, ct));
            }

            var plan = await hub.PostAsync("redrives", Plan(parse, parse.GetValue(rate)), ct);
            if (!parse.GetValue(Yes))
            {
                Output.Show(parse, plan, p => Output.Line((
                    $"Kế hoạch {p["id"]}: {p["planned"]} thư. Thêm --yes để làm.", $"Plan {p["id"]}: {p["planned"]} letters. Add --yes to do it.")));
                return ExitCode.Ok;
            }

            var started = await hub.PostAsync($"redrives/{Output.Text(plan["id"])}/start", null, ct);
            Output.Show(parse, started, s => Output.Line($"{s["id"]}: {s["state"]}, {s["planned"]}"));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Edit()
    {
        var id = Id();
        var file = new Argument<string>("FILE") { Description = "Nội dung JSON mới; '-' là đầu vào chuẩn / the new JSON body; '-' is standard input" };
        var reason = new Option<string?>("--reason") { Description = "Lý do, cho người duyệt khi sửa tiền hoặc nhân thân / why, for whoever approves a change of money or identity" };
        var command = new Command("edit", "Sửa nội dung rồi gửi lại; tiền và nhân thân chờ người thứ hai duyệt / mend the body (the old one is kept); money and identity wait for a second person") { id, file, reason };
        command.SetAction(async (parse, ct) =>
        {
            // As it stands in the file: read and written anew it would be another one, and what the intake refuses might be gone.
            using var body = new ReadOnlyMemoryContent(EventFile.Bytes(parse.GetRequiredValue(file)));
            body.Headers.ContentType = new("application/json");
            await using var hub = await HubApi.OpenAsPersonAsync(parse, ct);
            var why = parse.GetValue(reason) is { } given ? $"?reason={Uri.EscapeDataString(given)}" : "";
            return Done(parse, await hub.SendAsync(HttpMethod.Put, $"dead-letters/{Uri.EscapeDataString(parse.GetRequiredValue(id))}/body{why}", body, ct));
        });
        return command;
    }

    private static Command Close(string verb, string description)
    {
        var id = OptionalId();
        var reason = new Option<string>("--reason") { Description = "Lý do, được ghi nhật ký / why, kept in the audit", Required = true };
        var command = new Command(verb, description) { id, reason, Lane, Code, Dossier, Type, Yes };
        command.SetAction(async (parse, ct) =>
        {
            await using var hub = await HubApi.OpenAsync(parse, ct);
            var body = new JsonObject { ["reason"] = parse.GetRequiredValue(reason) };
            if (parse.GetValue(id) is { } one)
            {
                return Done(parse, await hub.PostAsync($"dead-letters/{Uri.EscapeDataString(one)}/{verb}", body, ct));
            }

            var letters = await AllAsync(hub, parse, ct);
            if (!parse.GetValue(Yes))
            {
                Output.Show(parse, new JsonObject { ["count"] = 0, ["matching"] = letters.Count }, _ => Output.Line((
                    $"{letters.Count} thư phù hợp; thêm --yes để làm.", $"{letters.Count} letters match; add --yes to do it.")));
                return ExitCode.Ok;
            }

            foreach (var letter in letters)
            {
                await hub.PostAsync($"dead-letters/{letter}/{verb}", body.DeepClone(), ct);
            }

            Output.Show(parse, new JsonObject { ["count"] = letters.Count }, _ => Output.Line($"{letters.Count}: {verb}"));
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task<List<string>> AllAsync(HubApi hub, ParseResult parse, CancellationToken ct)
    {
        var ids = new List<string>();
        for (var query = ""; ;)
        {
            var page = await hub.GetAsync($"dead-letters?{Query(parse)}limit=500{query}", ct);
            ids.AddRange(Letters(page).Select(letter => Output.Text(letter["id"])));
            if (page["next"] is not { } next)
            {
                return ids;
            }

            query = "&after=" + Output.Text(next);
        }
    }

    private static int Done(ParseResult parse, JsonNode answer)
    {
        if (answer["maker"] is not null)
        {
            Output.Show(parse, answer, ProposalLine.Print);
            return ExitCode.Ok;
        }

        Output.Show(parse, answer, a => Output.Line($"{Output.Text(a["id"])}: {Output.Say(StateWords.Envelope(Output.Text(a["state"])))}"));
        return ExitCode.Ok;
    }

    private static IEnumerable<JsonNode> Letters(JsonNode page) => (page["deadLetters"] as JsonArray ?? []).OfType<JsonNode>();

    private static JsonObject Plan(ParseResult parse, double ratePerSecond)
    {
        var filter = new JsonObject();
        foreach (var (name, value) in Given(parse))
        {
            filter[name] = value;
        }

        return new JsonObject { ["filter"] = filter, ["ratePerSecond"] = ratePerSecond };
    }

    private static string Query(ParseResult parse) => string.Concat(Given(parse).Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value)}&"));

    private static IEnumerable<(string Name, string Value)> Given(ParseResult parse) =>
        from pair in new (string Name, Option<string?> Option)[] { ("lane", Lane), ("code", Code), ("dossier", Dossier), ("type", Type) }
        let value = parse.GetValue(pair.Option)
        where value is not null
        select (pair.Name, value);

    private static Argument<string> Id() => new("ID") { Description = "Mã thư / id of the letter" };

    private static Argument<string?> OptionalId() => new("ID") { Description = "Mã thư; bỏ trống để theo bộ lọc / id; leave out to go by filter", Arity = ArgumentArity.ZeroOrOne };
}
