using System.Text;
using System.Text.Json.Nodes;
using Hub.Sandbox;
using Xunit;

namespace Hub.UnitTests.Sandbox;

public sealed class TwinMemoryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("twin-").FullName;

    private string LogFile => Path.Combine(_folder, "twin.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_restarted_twin_remembers_what_it_answered_for()
    {
        JsonObject before;
        await using (var twin = await StartAsync())
        {
            await twin.StoreAsync(A.Dossier());
            await twin.StoreAsync(A.Dossier(status: "4"), update: true);
            await twin.AppendAsync(A.Line());
            await twin.AppendAsync(A.Line());
            await twin.ControlAsync("/portal/procedures", new() { ["withdraw"] = new JsonArray("1.000894") });
            await twin.AdvanceAsync(600);
            before = await twin.DossierAsync(A.Code);
        }

        await using var restarted = await StartAsync();
        var listed = (await restarted.CallAsync("LayDanhSachTTHC"))["result"]!.AsArray();

        Assert.True(JsonNode.DeepEquals(before, await restarted.DossierAsync(A.Code)));
        Assert.Equal((1L, 1L), (await restarted.EffectAsync("portal.dossier.created"), await restarted.EffectAsync("portal.progress.doubled")));
        Assert.DoesNotContain(listed, procedure => (string)procedure!["MATTHC"]! == "1.000894");
        Assert.Equal(600, (double)(await restarted.ControlAsync("/clock"))["offsetSeconds"]!, 3);
        Assert.Contains("đã tồn tại", (string)(await restarted.StoreAsync(A.Dossier()))["message"]!);
    }

    [Fact]
    public async Task An_answer_lost_once_is_not_lost_again_after_a_restart()
    {
        const string code = "000.00.01.H40-261121-0598";
        await using (var twin = await StartAsync())
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => twin.SendDossierAsync(A.Dossier(code)));
        }

        await using var restarted = await StartAsync();

        Assert.True(TwinServer.IsSuccess(await restarted.StoreAsync(A.Dossier(code, "4"), update: true)));
    }

    [Fact]
    public async Task Sessions_do_not_outlive_the_process()
    {
        string session;
        await using (var twin = await StartAsync())
        {
            session = twin.Session;
        }

        await using var restarted = await TwinServer.StartAsync(new SandboxOptions { DataDirectory = _folder });
        restarted.Session = session;

        Assert.Equal(-1, (int)(await restarted.LookUpAsync(A.Code))["error_code"]!);
    }

    [Fact]
    public async Task A_change_is_in_the_file_before_it_is_answered()
    {
        await using var twin = await StartAsync();

        await Task.WhenAll(Enumerable.Range(1, 40).Select(number => twin.StoreAsync(A.Dossier($"000.00.01.H40-261121-{number:0000}"))));

        Assert.Equal(40, ReadLog().Count(character => character == '\n'));
    }

    [Theory]
    [InlineData("""{"k":"dossier","at":"2026-11""")]
    [InlineData("""{"k":"once","key":"no line feed"}""")]
    [InlineData("{\"k\":\"doss\n")]
    public async Task A_torn_last_line_is_cut_off(string torn)
    {
        await using (var twin = await StartAsync())
        {
            await twin.StoreAsync(A.Dossier());
        }

        var whole = File.ReadAllText(LogFile);
        File.AppendAllText(LogFile, torn);

        await using (var restarted = await StartAsync())
        {
            await restarted.StoreAsync(A.Dossier("000.00.01.H40-261121-0002"));
        }

        Assert.StartsWith(whole + "{", ReadLog(), StringComparison.Ordinal);
        await using var again = await StartAsync();
        Assert.Equal(2, await again.EffectAsync("portal.dossier.created"));
    }

    [Fact]
    public async Task Damage_in_the_middle_is_not_passed_over()
    {
        await using (var twin = await StartAsync())
        {
            await twin.StoreAsync(A.Dossier());
        }

        File.WriteAllText(LogFile, "{damaged\n" + File.ReadAllText(LogFile), new UTF8Encoding(false));

        var error = Assert.Throws<InvalidDataException>(() => SandboxHost.Build(new SandboxOptions { DataDirectory = _folder }));
        Assert.Contains("line 1", error.Message, StringComparison.Ordinal);
        File.Delete(LogFile);
        await using var mended = await StartAsync();
        Assert.Equal(0, await mended.EffectAsync("portal.dossier.created"));
    }

    [Fact]
    public async Task A_second_twin_on_the_same_folder_does_not_start()
    {
        await using var twin = await StartAsync();

        Assert.Throws<IOException>(() => SandboxHost.Build(new SandboxOptions { DataDirectory = _folder }));
    }

    [Fact]
    public async Task A_reset_is_remembered_too()
    {
        await using (var twin = await StartAsync())
        {
            await twin.StoreAsync(A.Dossier());
            await twin.ControlAsync("/reset", []);
        }

        await using var restarted = await StartAsync();

        Assert.Empty((await restarted.ControlAsync("/portal/dossiers"))["dossiers"]!.AsArray());
    }

    private string ReadLog()
    {
        using var file = new FileStream(LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }

    private Task<TwinServer> StartAsync() => TwinServer.StartWithSessionAsync(new SandboxOptions { DataDirectory = _folder });
}
