using System.CommandLine;
using System.Text.Json.Nodes;
using Hub.Core;
using Hub.Functions.Parties;
using Hub.Functions.Shell;

namespace Hub.Functions.CommandLine;

/// <summary><c>hub keys</c>: create, list, rotate and revoke API keys. A key is shown once, when it is made.</summary>
internal static class KeysCommand
{
    public static Command Create(Wings wings)
    {
        var command = new Command("keys", "Khóa API / API keys");
        command.Subcommands.Add(New(wings));
        command.Subcommands.Add(List());
        command.Subcommands.Add(Rotate());
        command.Subcommands.Add(Revoke());
        return command;
    }

    private static Command New(Wings wings)
    {
        var bound = wings.BoundRoles.Select(role => (role.Name, Binding: role.Binding!)).ToList();
        var role = new Option<string>("--role") { Description = "Vai trò / role", Required = true };
        role.AcceptOnlyFromAmong([.. wings.Roles]);
        var name = new Option<string?>("--name") { Description = "Tên gợi nhớ / a name to know it by" };
        var days = new Option<int?>("--days") { Description = "Hiệu lực (ngày) / days until it expires", Validators = { GlobalOptions.Between("--days", 1, 36500) } };
        var carrier = new Option<string?>("--operator") { Description = Both(bound.Select(role => new Bilingual($"{role.Binding.Organisation.Vi}, với vai trò {role.Name}", $"{role.Binding.Organisation.En}, with the role {role.Name}"))) };
        var office = new Option<string?>("--office") { Description = Both(bound.Select(role => role.Binding.Office)) };
        var person = new Option<string?>("--person") { Description = "Mã cán bộ giữ khóa; cần để đề nghị và duyệt / staff code of who holds it; needed to propose and approve" };
        var command = new Command("create", "Tạo khóa / create a key") { role, name, person, days, carrier, office };
        command.SetAction(async (parse, ct) =>
        {
            var body = new JsonObject { ["role"] = parse.GetRequiredValue(role), ["name"] = parse.GetValue(name) ?? parse.GetRequiredValue(role) };
            if (parse.GetValue(carrier) is { } named)
            {
                body["operator"] = named;
            }

            if (parse.GetValue(office) is { } post)
            {
                body["office"] = post;
            }

            if (parse.GetValue(person) is { } holder)
            {
                body["person"] = holder;
            }

            if (parse.GetValue(days) is { } lifetime)
            {
                body["expiresAt"] = DateTimeOffset.UtcNow.AddDays(lifetime).ToString("O");
            }

            await using var hub = await HubApi.OpenAsync(parse, mayCreate: true, ct);
            Output.Show(parse, await hub.PostAsync("keys", body, ct), Print);
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
            var answer = await hub.GetAsync("keys", ct);
            Output.Show(parse, answer, a => Output.Table(
                ["id / id", "vai trò / role", "đơn vị / operator", "tên / name", "người giữ / holder", "tạo / created", "hết hạn / expires", "thu hồi / revoked"],
                (a["keys"] as JsonArray ?? []).Select(key => (IReadOnlyList<string>)
                [
                    Output.Text(key?["id"]), Output.Text(key?["role"]), $"{Output.Text(key?["operator"])} {Output.Text(key?["office"])}".Trim(), Output.Text(key?["name"]), Output.Text(key?["person"]),
                    Output.Text(key?["createdAt"]), Output.Text(key?["expiresAt"]), Output.Text(key?["revokedAt"]),
                ])));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Rotate()
    {
        var id = new Argument<string>("ID");
        var command = new Command("rotate", "Thay khóa, khóa cũ còn hiệu lực một thời gian / replace a key; the old one lives on for a while") { id };
        command.SetAction(async (parse, ct) =>
        {
            await using var hub = await HubApi.OpenAsync(parse, ct);
            Output.Show(parse, await hub.PostAsync($"keys/{Uri.EscapeDataString(parse.GetRequiredValue(id))}/rotate", null, ct), Print);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Revoke()
    {
        var id = new Argument<string>("ID");
        var command = new Command("revoke", "Thu hồi khóa ngay / revoke a key at once") { id };
        command.SetAction(async (parse, ct) =>
        {
            await using var hub = await HubApi.OpenAsync(parse, ct);
            var answer = await hub.DeleteAsync($"keys/{Uri.EscapeDataString(parse.GetRequiredValue(id))}", ct);
            Output.Show(parse, answer, _ => Output.Line(($"{parse.GetRequiredValue(id)}: đã thu hồi", $"{parse.GetRequiredValue(id)}: revoked")));
            return ExitCode.Ok;
        });
        return command;
    }

    private static string Both(IEnumerable<Bilingual> texts)
    {
        var all = texts.ToList();
        return new Bilingual(string.Join("; ", all.Select(text => text.Vi)), string.Join("; ", all.Select(text => text.En))).ToString();
    }

    private static void Print(JsonNode key)
    {
        Output.Line(($"id: {key["id"]}, vai trò: {key["role"]}", $"id: {key["id"]}, role: {key["role"]}"));
        Output.Line($"key: {key["key"]}");
        Output.Line(("Khóa chỉ hiện một lần, hãy cất giữ.", "The key is shown only once; keep it."));
    }
}
