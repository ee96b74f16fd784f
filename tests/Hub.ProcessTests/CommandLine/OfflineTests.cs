using System.Text.Json.Nodes;
using Hub.Tests.Centres;
using Hub.Tests.Processes;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Hub.ProcessTests.CommandLine;

/// <summary>Commands on the store alone, while no hub runs.</summary>
public sealed class OfflineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Keys_are_created_listed_rotated_and_revoked()
    {
        var (code, made) = await JsonAsync("keys", "create", "--role", "case-system", "--name", "Một cửa");
        Assert.Equal((0, "case-system"), (code, Text(made, "role")));
        Assert.NotEmpty(Text(made, "key"));
        var id = Text(made, "id");

        var (_, rotated) = await JsonAsync("keys", "rotate", id);
        Assert.NotEqual(Text(made, "key"), Text(rotated, "key"));
        Assert.Equal(0, (await RunAsync("keys", "revoke", Text(rotated, "id"))).ExitCode);

        var (_, list) = await JsonAsync("keys", "list");
        Assert.Equal("revoked", Text(list["keys"]!.AsArray().Single(key => Text(key!, "id") == Text(rotated, "id"))!, "state"));
        Assert.DoesNotContain(Text(made, "key"), list.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(64, (await RunAsync("keys", "revoke", "nobody")).ExitCode);
    }

    [Fact]
    public async Task The_official_list_is_imported_and_a_wrong_cell_named_by_its_line()
    {
        const string Header = "code,name,field_code,field_name,promulgating_agency,executing_agency,channels,processing_time,fees_vnd,updated\n";
        var good = Write("good.csv", Header + "1.000656,\"Đăng ký khai tử, thường\",G15-TP07,Hộ tịch,Bộ Tư pháp,,DIRECT|ONLINE,1 WORKING_DAY,8000,2026-04-16\n");
        var wrongCell = Write("cell.csv", Header + "1.000656,A,,,,,DIRECT,,,\n1.000657,B,,,,,DIRECT,,tám nghìn,\n");
        var wrongColumn = Write("column.csv", "code,title\n1.000656,A\n");

        Assert.Equal((0, 1), Added(await JsonAsync("import", "procedures", good)));
        Assert.Equal((0, 0), Added(await JsonAsync("import", "procedures", good)));
        var cell = await RunAsync("import", "procedures", wrongCell);
        Assert.Equal(64, cell.ExitCode);
        Assert.Contains("cell.csv:3 [fees_vnd]", cell.Errors, StringComparison.Ordinal);
        var column = await RunAsync("import", "procedures", wrongColumn);
        Assert.Equal(64, column.ExitCode);
        Assert.Contains("name", column.Errors, StringComparison.Ordinal);
        Assert.Equal(64, (await RunAsync("import", "procedures", _folder["none.csv"])).ExitCode);
    }

    [Fact]
    public async Task Units_and_what_others_call_them_are_imported_whole_and_a_wrong_line_is_named()
    {
        const string Header = "code,name,province_code,province_name\n";
        var units = Write("units.csv", Header + "00004,Phường Ba Đình,01,Thành phố Hà Nội\n21001,Phường Phù Mỹ,52,Tỉnh Gia Lai\n");
        var codes = Write("codes.csv", "level,theirs,ours\nprovince,10,01\ndistrict,1010,00004\n");

        Assert.Equal("""{"units":2,"provinces":2}""", (await JsonAsync("import", "units", units)).Json.ToJsonString());
        Assert.Equal("""{"list":"vnpost","codes":2}""", (await JsonAsync("import", "unit-codes", "vnpost", codes)).Json.ToJsonString());
        var twice = await RunAsync("import", "units", Write("twice.csv", Header + "00004,A,01,B\n00004,A,01,B\n"));
        Assert.Equal(64, twice.ExitCode);
        Assert.Contains("/units/1/code", twice.Errors, StringComparison.Ordinal);
        var unknown = await RunAsync("import", "unit-codes", "vnpost", Write("unknown.csv", "level,theirs,ours\ncommune,1,99999\n"));
        Assert.Equal(64, unknown.ExitCode);
        Assert.Contains("/codes/0/ours", unknown.Errors, StringComparison.Ordinal);
        var missing = await RunAsync("import", "units", Write("missing.csv", Header + "00004,,01,B\n"));
        Assert.Contains("missing.csv:2 [name]", missing.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tampered_audit_names_its_first_broken_entry()
    {
        await JsonAsync("keys", "create", "--role", "operator");
        await JsonAsync("keys", "list");
        var (code, whole) = await JsonAsync("audit", "verify");
        Assert.Equal((0, true), (code, whole["holds"]!.GetValue<bool>()));
        var (_, list) = await JsonAsync("audit", "list");
        var victim = list["entries"]![0]!["seq"]!.GetValue<long>();

        Execute("DROP TRIGGER audit_no_update; UPDATE audit SET actor = 'nobody' WHERE seq = " + victim);

        var (broken, verdict) = await JsonAsync("audit", "verify");
        Assert.Equal((1, victim), (broken, verdict["firstBroken"]!.GetValue<long>()));
    }

    [Fact]
    public async Task A_database_of_a_newer_hub_is_refused()
    {
        await JsonAsync("keys", "create", "--role", "operator");
        Execute("INSERT INTO migrations (number, name, digest) VALUES (9999, 'later', 'x')");

        var lanes = await RunAsync("lanes");
        var serve = await RunAsync("serve", "--urls", "http://127.0.0.1:0");

        Assert.Equal((69, 69), (lanes.ExitCode, serve.ExitCode));
        Assert.Contains("9999", serve.Errors, StringComparison.Ordinal);
        Assert.Contains("newer hub", serve.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_are_checked_without_a_hub()
    {
        var story = new Story("000.00.01.H40-261118-5001").Received().Status("processing", 1);
        var good = Write("good.ndjson", story.Line(0) + "\n" + story.Line(1) + "\n");
        var bad = Write("bad.json", story.Line(0).Replace("\"channel\":\"online\"", "\"channel\":\"pigeon\"", StringComparison.Ordinal));

        var (code, checkedGood) = await JsonAsync("validate", good);
        Assert.Equal((0, 2), (code, checkedGood["checked"]!.GetValue<int>()));
        var (wrong, findings) = await JsonAsync("validate", bad);
        Assert.Equal((1, "/data/channel"), (wrong, Text(findings["violations"]![0]!, "pointer")));
        Assert.Equal(64, (await RunAsync("validate", Write("torn.json", "{\"a\":"))).ExitCode);
        Assert.Equal(1, (await RunAsync("validate", Write("number.json", "7"))).ExitCode);
    }

    [Fact]
    public async Task Events_sent_to_the_store_alone_wait_for_the_hub()
    {
        var story = new Story("000.00.01.H40-261118-5002").Received().Status("processing", 1);

        var (code, sent) = await JsonAsync("send", Write("day.json", $"[{story.Line(0)},{story.Line(1)}]"));

        Assert.Equal((0, 2), (code, sent["accepted"]!.GetValue<int>()));
        var (_, lanes) = await JsonAsync("lanes");
        Assert.Equal(2, lanes["lanes"]!.AsArray().Single(lane => Text(lane!, "lane") == "national-portal")!["waiting"]!.GetValue<long>());
        var (found, dossier) = await JsonAsync("dossier", story.Code);
        Assert.Equal((0, story.Code), (found, Text(dossier, "code")));
        Assert.Equal(64, (await RunAsync("dossier", "000.00.01.H40-261118-9999")).ExitCode);
        Assert.Equal(69, (await RunAsync("verify")).ExitCode);
    }

    [Theory]
    [InlineData("Intake:MaxBatch=many", "HUB__Intake__MaxBatch")]
    [InlineData("Intake:MaxBach=5", "Intake:MaxBatch")]
    [InlineData("CaseSystem:AllowedNetworks:0=10.0.0.1/33", "HUB__CaseSystem__AllowedNetworks")]
    public async Task A_wrong_setting_names_itself_and_its_mend(string setting, string words)
    {
        foreach (var command in new[] { "serve", "lanes", "doctor" })
        {
            var (code, output, errors) = await RunAsync(command, "--set", setting);

            Assert.Equal(78, code);
            Assert.Contains(words, output + errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_key_that_does_not_count_ends_with_77_and_an_absent_hub_with_69()
    {
        Assert.Equal(69, (await RunAsync("lanes", "--hub", "http://127.0.0.1:9", "--key", "x")).ExitCode);

        var (hub, address) = await HubProcess.ServeAsync(null, "serve", "--data", _folder["served"], "--urls", "http://127.0.0.1:0");
        await using (hub)
        {
            Assert.Equal(77, (await HubProcess.RunAsync(null, "lanes", "--hub", address.ToString(), "--key", "hub_no_such")).ExitCode);
        }
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] args) => HubProcess.RunAsync(null, [.. args, "--data", _folder["data"]]);

    private async Task<(int ExitCode, JsonNode Json)> JsonAsync(params string[] args)
    {
        var (code, output, errors) = await RunAsync([.. args, "--json"]);
        return output.Length > 0 ? (code, JsonNode.Parse(output)!) : throw new InvalidOperationException($"{string.Join(' ', args)} ended with {code}: {errors}");
    }

    private string Write(string name, string text)
    {
        File.WriteAllText(_folder[name], text);
        return _folder[name];
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder["data"], "hub.db")}");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Written in this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private static (int, int) Added((int ExitCode, JsonNode Json) answer) => (answer.ExitCode, answer.Json["added"]!.GetValue<int>());

    private static string Text(JsonNode node, string name) => node[name]?.GetValue<string>() ?? "";
}
