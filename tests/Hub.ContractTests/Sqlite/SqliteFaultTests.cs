using Hub.Core.Stores;
using Hub.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Hub.ContractTests.Sqlite;

/// <summary>Whatever the disk does to the file, a caller hears of a store that cannot work now, and the writer lives on.</summary>
public sealed class SqliteFaultTests : Contract<SqliteFixture>
{
    private string Database => Path.Combine(Fixture.Folder, "hub.db");

    [Theory]
    [InlineData(5, StoreFault.Busy)]
    [InlineData(6, StoreFault.Busy)]
    [InlineData(7, StoreFault.Busy)]
    [InlineData(8, StoreFault.ReadOnly)]
    [InlineData(10, StoreFault.Broken)]
    [InlineData(11, StoreFault.Damaged)]
    [InlineData(13, StoreFault.Full)]
    [InlineData(14, StoreFault.Unreachable)]
    [InlineData(15, StoreFault.Busy)]
    [InlineData(26, StoreFault.Damaged)]
    public void Each_code_of_the_disk_is_told_by_its_reason(int code, StoreFault fault)
    {
        var told = Assert.IsType<StoreUnavailableException>(SqliteFaults.Translate(new SqliteException("said", code, code | (3 << 8))));

        Assert.Equal(fault, told.Fault);
        Assert.NotEqual(told.Text.Vi, told.Text.En);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(19)]
    public void A_bug_of_ours_is_no_fault_of_the_disk(int code) => Assert.IsType<SqliteException>(SqliteFaults.Translate(new SqliteException("said", code)));

    [Fact]
    public async Task A_file_that_is_no_database_is_told_as_damaged()
    {
        Directory.CreateDirectory(Fixture.Folder);
        await File.WriteAllTextAsync(Database, string.Concat(Enumerable.Repeat("nothing of a database ", 500)));

        Assert.Equal(StoreFault.Damaged, Assert.Throws<StoreUnavailableException>(() => new SqliteDatabase(Fixture.Folder, Stores.Modules)).Fault);
    }

    [Fact]
    public async Task Pages_that_read_as_damaged_refuse_work_until_they_read_well_again()
    {
        await Inbox.AcceptAsync([.. Enumerable.Range(0, 300).Select(n => About($"k-{n}"))], null, Ct);
        await Fixture.CloseAsync();
        var sound = await File.ReadAllBytesAsync(Database);
        var damaged = (byte[])sound.Clone();
        damaged.AsSpan(Math.Max(sound.Length / 4, 8192)).Fill(0x5A);
        await File.WriteAllBytesAsync(Database, damaged);

        var store = await Assert.ThrowsAsync<StoreUnavailableException>(async () =>
        {
            await ReopenAsync();
            await Inbox.ListAsync(0, 1000, null, Ct);
            await Inbox.AcceptAsync([.. Enumerable.Range(0, 300).Select(n => About($"m-{n}"))], null, Ct);
        });
        await Fixture.CloseAsync();
        await File.WriteAllBytesAsync(Database, sound);
        await ReopenAsync();

        Assert.Equal(StoreFault.Damaged, store.Fault);
        Assert.Equal(300, (await ClaimAsync(max: 1000)).Count);
    }

    [Fact]
    public async Task Work_that_the_disk_refuses_leaves_the_writer_at_work()
    {
        var writer = Port<SqliteWriter>();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => writer.RunAsync<int>(_ => throw new SqliteException("database disk image is malformed", 11), Ct));

        Assert.Equal("k", (await PutAndClaimAsync()).Envelope.Key);
    }

    private async Task<Core.Envelopes.Delivery> PutAndClaimAsync()
    {
        await PutAsync("k");
        return await ClaimOneAsync();
    }
}
