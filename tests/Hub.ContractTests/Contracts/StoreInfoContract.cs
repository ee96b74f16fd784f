using Hub.Core.Stores;
using Xunit;

namespace Hub.ContractTests.Contracts;

public abstract class StoreInfoContract<TFixture> : Contract<TFixture>
    where TFixture : StoreFixture, new()
{
    [Fact]
    public async Task A_sound_store_can_be_written_again_and_again()
    {
        await Port<IStoreInfo>().CheckWritableAsync(Ct);
        await Port<IStoreInfo>().CheckWritableAsync(Ct);
    }

    [Fact]
    public async Task The_figures_tell_what_is_there()
    {
        await AcceptAsync(Moved("H01", "received"));
        await AcceptAsync(Moved("H01", "processing"));
        await AcceptAsync(Moved("H02", "received"));
        await SettleAsync((await ClaimAsync(max: 1))[0], Dead());

        var figures = await Port<IStoreInfo>().DescribeAsync(Ct);

        Assert.Equal(
            ("3", "2", "2", "1"), (figures["events"], figures["dossiers"], figures["envelopes-waiting"], figures["envelopes-dead"]));
        Assert.True(int.Parse(figures["schema-version"], null) >= 1);
        Assert.True(long.Parse(figures["bytes"], null) > 0);
        Assert.NotEmpty(figures["engine-version"]);
    }
}
