using System.CommandLine;
using System.Text.Json.Nodes;
using Hub.Functions.Shell;

namespace Hub.Functions.CaseSystem;

/// <summary><c>hub subscriptions</c>: where events are pushed, what was sent there and what came back. A secret is shown once, when it is made.</summary>
internal static class SubscriptionsCommand
{
    public static Command Create()
    {
        var command = new Command("subscriptions", "Đăng ký nhận sự kiện của phần mềm một cửa / webhook subscriptions of the case system");
        command.Subcommands.Add(Add());
        command.Subcommands.Add(List());
        command.Subcommands.Add(Test());
        command.Subcommands.Add(Deliveries());
        command.Subcommands.Add(Replay());
        command.Subcommands.Add(Rotate());
        command.Subcommands.Add(Drop());
        command.Subcommands.Add(Own());
        command.Subcommands.Add(Remove());
        return command;
    }

    private static Command Add()
    {
        var url = new Argument<string>("URL") { Description = "Địa chỉ máy nhận / the receiver's address" };
        var types = new Option<string[]>("--type") { Description = "Loại sự kiện, nhắc lại được; không nêu: mọi loại / event type, may be repeated; none: all", AllowMultipleArgumentsPerToken = true };
        var owner = new Option<string?>("--owner") { Description = "Id khóa case-system của bên nhận / id of the receiver's case-system key" };
        var command = new Command("add", "Thêm đăng ký; khóa ký chỉ hiện một lần / subscribe; the secret is shown once") { url, types, owner };
        command.SetAction(async (parse, ct) =>
        {
            if (!Uri.TryCreate(parse.GetRequiredValue(url), UriKind.Absolute, out var address))
            {
                throw new UsageException(($"“{parse.GetRequiredValue(url)}” không phải là địa chỉ", $"“{parse.GetRequiredValue(url)}” is no address"));
            }

            var wanted = parse.GetValue(types) is { Length: > 0 } some ? some : ["*"];
            var body = new JsonObject { ["url"] = address.OriginalString, ["types"] = new JsonArray([.. wanted.Select(type => (JsonNode)type)]) };
            await using var hub = await HubApi.OpenAsync(parse, ct);
            var made = await hub.PostAsync("subscriptions", body, ct);
            if (parse.GetValue(owner) is { } key)
            {
                await hub.PostAsync($"{Path(Output.Text(made["id"]))}/owner", new JsonObject { ["owner"] = key }, ct);
            }

            Output.Show(parse, made, ShowSecret);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "Liệt kê / list");
        command.SetAction(async (parse, ct) =>
        {
            await using var hub = await HubApi.OpenAsync(parse, ct);
            Output.Show(parse, await hub.GetAsync("subscriptions", ct), SubscriptionScreen.List);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Test()
    {
        var id = Id();
        var command = new Command("test", "Gửi ngay một sự kiện thử, có ký / send a test event now, signed") { id };
        command.SetAction(async (parse, ct) =>
        {
            await using var hub = await HubApi.OpenAsync(parse, ct);
            var answer = await hub.PostAsync($"{Path(parse.GetRequiredValue(id))}/test", null, ct);
            Output.Show(parse, answer, SubscriptionScreen.Test);
            return Output.Text(answer["outcome"]) is "done" ? ExitCode.Ok : ExitCode.NotInOrder;
        });
        return command;
    }

    private static Command Deliveries()
    {
        var id = Id();
        var (from, until) = (From(), Until());
        var before = new Option<long?>("--before") { Description = "Trước số này / before this number" };
        var limit = new Option<int>("--limit") { Description = "Số mục, 1–100 / entries, 1–100", DefaultValueFactory = _ => 20 };
        var command = new Command("deliveries", "Đã gửi gì và máy nhận trả lời gì, mới nhất trước / what was sent and what came back, newest first") { id, from, until, before, limit };
        command.SetAction(async (parse, ct) =>
        {
            var query = string.Concat(
                Given("from", parse.GetValue(from)), Given("until", parse.GetValue(until)), Given("before", parse.GetValue(before)?.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            await using var hub = await HubApi.OpenAsync(parse, ct);
            Output.Show(parse, await hub.GetAsync($"{Path(parse.GetRequiredValue(id))}/deliveries?limit={parse.GetValue(limit)}{query}", ct), SubscriptionScreen.Deliveries);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Replay()
    {
        var id = Id();
        var (from, until) = (From(), Until());
        from.Required = true;
        var after = new Option<long?>("--after") { Description = "Số mà lần trước in ra, để đi tiếp / the number that the run before printed, to go on" };
        var command = new Command("replay", "Gửi lại các sự kiện của một khoảng thời gian / send the events of a period once more") { id, from, until, after };
        command.SetAction(async (parse, ct) =>
        {
            var body = new JsonObject { ["from"] = parse.GetValue(from) };
            if (parse.GetValue(after) is { } seen)
            {
                body["after"] = seen;
            }

            if (parse.GetValue(until) is { } end)
            {
                body["until"] = end;
            }

            await using var hub = await HubApi.OpenAsync(parse, ct);
            Output.Show(parse, await hub.PostAsync($"{Path(parse.GetRequiredValue(id))}/replay", body, ct), SubscriptionScreen.Replay);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Rotate()
    {
        var id = Id();
        var command = new Command("rotate", "Thêm khóa ký mới, khóa cũ vẫn ký cho đến khi bỏ / add a new secret; the old ones sign until dropped") { id };
        command.SetAction(async (parse, ct) =>
        {
            await using var hub = await HubApi.OpenAsync(parse, ct);
            Output.Show(parse, await hub.PostAsync($"{Path(parse.GetRequiredValue(id))}/rotate-secret", null, ct), ShowSecret);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Drop()
    {
        var id = Id();
        var command = new Command("drop-secret", "Bỏ khóa ký cũ nhất / drop the oldest secret") { id };
        command.SetAction(async (parse, ct) =>
        {
            await using var hub = await HubApi.OpenAsync(parse, ct);
            Output.Show(parse, await hub.PostAsync($"{Path(parse.GetRequiredValue(id))}/drop-secret", null, ct), SubscriptionScreen.One);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Own()
    {
        var id = Id();
        var owner = new Argument<string?>("OWNER") { Description = "Id khóa case-system; bỏ trống: của trung tâm / id of a case-system key; left out: the centre's own", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("owner", "Giao đăng ký cho khóa khác / give a subscription to another key") { id, owner };
        command.SetAction(async (parse, ct) =>
        {
            var body = parse.GetValue(owner) is { } key ? new JsonObject { ["owner"] = key } : [];
            await using var hub = await HubApi.OpenAsync(parse, ct);
            Output.Show(parse, await hub.PostAsync($"{Path(parse.GetRequiredValue(id))}/owner", body, ct), SubscriptionScreen.One);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Remove()
    {
        var id = Id();
        var command = new Command("remove", "Bỏ đăng ký; sự kiện vẫn ở feed / unsubscribe; events stay in the feed") { id };
        command.SetAction(async (parse, ct) =>
        {
            await using var hub = await HubApi.OpenAsync(parse, ct);
            var answer = await hub.DeleteAsync(Path(parse.GetRequiredValue(id)), ct);
            Output.Show(parse, answer, _ => Output.Line(($"{parse.GetRequiredValue(id)}: đã bỏ", $"{parse.GetRequiredValue(id)}: removed")));
            return ExitCode.Ok;
        });
        return command;
    }

    private static void ShowSecret(JsonNode made)
    {
        Output.Line($"id: {Output.Text(made["id"])}");
        Output.Line($"secret: {Output.Text(made["secret"])}");
        Output.Line(("Khóa ký chỉ hiện một lần, hãy cất giữ.", "The secret is shown only once; keep it."));
        if (made["dropOldAfter"] is { } at)
        {
            Output.Line(($"Các khóa cũ vẫn ký; bỏ bằng hub subscriptions drop-secret khi máy nhận đã đổi, trước {Output.Text(at)}.", $"The old ones sign too; drop them by hub subscriptions drop-secret once the receiver has changed over, by {Output.Text(at)}."));
        }
    }

    private static Argument<string> Id() => new("ID") { Description = "Id của đăng ký / the subscription's id" };

    private static Option<string?> From() => new("--from") { Description = "Từ lúc / since (2026-11-21T09:15:00+07:00)" };

    private static Option<string?> Until() => new("--until") { Description = "Đến lúc / until" };

    private static string Path(string id) => $"subscriptions/{Uri.EscapeDataString(id)}";

    private static string Given(string name, string? value) => value is null ? "" : $"&{name}={Uri.EscapeDataString(value)}";
}
