using System.Text;
using System.Text.Json.Nodes;
using Hub.ContractTests.Contracts;
using Hub.ContractTests.Sqlite;
using Hub.Core.Stores;
using Hub.Payments.Booking;
using Hub.Payments.Importing;
using Hub.Payments.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Hub.ContractTests.Importing;

/// <summary>A watched folder: what lies in it is booked once and laid away with its report, whatever breaks off between.</summary>
public sealed class FolderTests : PaymentsContract<SqliteFixture>
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-folder-").FullName;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_file_that_is_renamed_in_is_booked_and_laid_away_with_its_report()
    {
        var step = Step();
        Lay("a.sta.part", Statement(8000));
        await LookAsync(step, 2);
        Assert.Empty(await AllAsync());

        File.Move(Path("a.sta.part"), Path("a.sta"));
        await LookAsync(step, 2);

        Assert.Equal([8000], (await AllAsync()).Select(payment => payment.Amount));
        Assert.Equal(["20260302080000-a.sta", "20260302080000-a.sta.report.json"], Laid("processed"));
        var report = JsonNode.Parse(await File.ReadAllTextAsync(Path("processed/20260302080000-a.sta.report.json")))!;
        Assert.Equal(("a.sta", 1), ((string?)report["file"], (int?)report["added"]));
        Assert.Empty(Laid(""));
    }

    [Fact]
    public async Task A_file_that_still_grows_or_that_somebody_has_open_waits()
    {
        var step = Step();
        var whole = Statement(8000);
        Lay("a.sta", whole[..60]);
        await LookAsync(step, 1);
        Lay("a.sta", whole);
        await LookAsync(step, 1);
        Assert.Empty(await AllAsync());

        await using (new FileStream(Path("a.sta"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            await LookAsync(step, 2);
            Assert.Empty(await AllAsync());
        }

        await LookAsync(step, 1);
        Assert.Single(await AllAsync());
    }

    [Fact]
    public async Task The_same_file_twice_adds_nothing_and_takes_nobodys_place()
    {
        var step = Step();
        foreach (var _ in new[] { 1, 2 })
        {
            Lay("a.sta", Statement(8000));
            await LookAsync(step, 2);
        }

        Assert.Single(await AllAsync());
        Assert.Equal(
            ["20260302080000-2-a.sta", "20260302080000-2-a.sta.report.json", "20260302080000-a.sta", "20260302080000-a.sta.report.json"], Laid("processed"));
    }

    [Fact]
    public async Task What_is_refused_is_laid_apart_and_does_not_hold_up_the_rest()
    {
        Lay("a.sta", Statement(8000).Replace(":62F:C261121VND1208000,", ":62F:C261121VND1209000,", StringComparison.Ordinal));
        Lay("b.sta", "no statement");
        Lay("c.sta", Statement(500));

        await LookAsync(Step(), 2);

        Assert.Equal([500], (await AllAsync()).Select(payment => payment.Amount));
        Assert.Equal(4, Laid("rejected").Count);
        Assert.Contains("unbalanced", await File.ReadAllTextAsync(Path("rejected/20260302080000-a.sta.report.json")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_with_a_full_card_number_is_nowhere_afterwards()
    {
        Lay("4111111111111111.sta", Statement(8000, "THE 4111111111111111"));

        await LookAsync(Step(), 2);

        Assert.Empty(await AllAsync());
        Assert.Equal(["20260302080000-411111xxxxxx1111.sta.report.json"], Laid("rejected"));
        Assert.DoesNotContain("4111111111111111", await File.ReadAllTextAsync(Path("rejected/20260302080000-411111xxxxxx1111.sta.report.json")), StringComparison.Ordinal);
        Assert.Empty(Laid(""));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task What_breaks_off_while_booking_is_done_again(int write)
    {
        Lay("a.sta", Statement(8000));
        await using (var broken = Centre(new TornAt(Payments, write)))
        {
            var torn = Step(broken);
            await torn.RunOnceAsync(Ct);
            await Assert.ThrowsAsync<StoreUnavailableException>(() => torn.RunOnceAsync(Ct));
        }

        Assert.Equal(["a.sta"], Laid(""));
        await LookAsync(Step(), 2);
        Assert.Single(await AllAsync());
        Assert.Equal(2, Laid("processed").Count);
    }

    [Fact]
    public async Task What_was_booked_before_a_crash_is_only_moved_after_it()
    {
        Lay("a.sta", Statement(8000));
        await ImportAsync(Statement(8000));

        await LookAsync(Step(), 2);

        Assert.Single(await AllAsync());
        Assert.Equal((0, 1), Counted("processed/20260302080000-a.sta.report.json"));
    }

    [Fact]
    public async Task What_cannot_be_laid_away_stays_until_it_can_and_holds_up_nobody()
    {
        // Like a full disk: nothing can be written into that place.
        Directory.CreateDirectory(Path("processed/.a.sta.tmp"));
        Lay("a.sta", Statement(8000));
        Lay("b.sta", "no statement");
        var step = Step();
        await LookAsync(step, 3);
        Assert.Single(await AllAsync());
        Assert.Equal(["a.sta"], Laid(""));
        Assert.Contains(Laid("rejected"), name => name.EndsWith("b.sta", StringComparison.Ordinal));

        Directory.Delete(Path("processed/.a.sta.tmp"));
        await LookAsync(step, 1);

        Assert.Equal(["20260302080000-a.sta", "20260302080000-a.sta.report.json"], Laid("processed"));
        Assert.Equal((1, 0), Counted("processed/20260302080000-a.sta.report.json"));
        Assert.Single(await AllAsync());
    }

    private static string Statement(long amount, string text = "KHAC") =>
        $":20:DEMO261121\n:25:{Account}\n:28C:{amount}/001\n:60F:C261120VND1200000,\n:61:2611211121C{amount},NTRFNONREF//FT2632500{amount:0000}\n:86:{text}\n:62F:C261121VND{1_200_000 + amount},\n-\n";

    private string Path(string name) => System.IO.Path.Combine(_folder, name);

    private void Lay(string name, string text) => File.WriteAllBytes(Path(name), Encoding.UTF8.GetBytes(text));

    private List<string> Laid(string place) => [.. Directory.GetFiles(Path(place)).Select(file => System.IO.Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    private (int? Added, int? Known) Counted(string report)
    {
        var json = JsonNode.Parse(File.ReadAllText(Path(report)))!;
        return ((int?)json["added"], (int?)json["known"]);
    }

    private FolderStep Step(ServiceProvider? hub = null) => new(
        (hub ?? Centre()).GetRequiredService<StatementImport>(), new PaymentsOptions { Folder = _folder }, Clock, NullLogger<FolderStep>.Instance);

    private static async Task LookAsync(FolderStep step, int looks)
    {
        for (var n = 0; n < looks; n++)
        {
            await step.RunOnceAsync(Ct);
        }
    }

    private sealed class TornAt(IPayments payments, int write) : PassedOnPayments(payments)
    {
        private int _writes;

        public override Task<bool> CommitAsync(PaymentsBatch batch, CancellationToken ct) =>
            ++_writes == write ? throw new StoreUnavailableException(StoreFault.Unreachable, new IOException("torn")) : base.CommitAsync(batch, ct);
    }
}
