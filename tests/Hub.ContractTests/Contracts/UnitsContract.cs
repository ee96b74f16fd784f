using Hub.Core.Places;
using Xunit;

namespace Hub.ContractTests.Contracts;

public abstract class UnitsContract<TFixture> : Contract<TFixture>
    where TFixture : StoreFixture, new()
{
    private IUnits Units => Port<IUnits>();

    [Fact]
    public async Task Units_are_listed_in_order_of_code_and_found_by_it()
    {
        Unit[] units = [new("00008", "Phường Ngọc Hà", "01", "Hà Nội"), new("00004", "Phường Ba Đình", "01", "Hà Nội"), new("26734", "Phường Sài Gòn", "79", "Hồ Chí Minh")];
        await Units.ReplaceAsync(units, Audit("units.import"), Ct);
        await ReopenAsync();

        Assert.Equal(units[1], await Units.FindAsync("00004", Ct));
        Assert.Null(await Units.FindAsync("99999", Ct));
        Assert.Equal([units[1], units[0]], await Units.ListAsync("01", Ct));
        Assert.Equal([units[1], units[0], units[2]], await Units.ListAsync(null, Ct));
        Assert.Empty(await Units.ListAsync("02", Ct));
        Assert.Equal("units.import", Assert.Single(await AuditLinesAsync()).Entry.Act);
    }

    [Fact]
    public async Task A_new_list_takes_the_place_of_the_old_one_whole()
    {
        await Units.ReplaceAsync([.. Enumerable.Range(1, 3321).Select(i => new Unit($"{i:00000}", $"Xã {i}", $"{i % 34 + 1:00}", "Tỉnh"))], Audit(), Ct);
        Assert.Equal(3321, (await Units.ListAsync(null, Ct)).Count);

        await Units.ReplaceAsync([new Unit("00001", "Xã Mới", "01", "Tỉnh Mới")], Audit(), Ct);

        Assert.Equal("Xã Mới", Assert.Single(await Units.ListAsync(null, Ct)).Name);
        await Units.ReplaceAsync([], Audit(), Ct);
        Assert.Empty(await Units.ListAsync(null, Ct));
    }

    [Fact]
    public async Task Codes_of_a_list_lead_both_ways_and_may_divide_or_join()
    {
        await Units.ReplaceCodesAsync(
            "former", [new("former", "commune", "00010", "00008"), new("former", "commune", "00010", "00004"), new("former", "commune", "00001", "00004"), new("former", "commune", "00001", "00004")],
            Audit("codes.import"), Ct);
        await Units.ReplaceCodesAsync("vnpost", [new("vnpost", "commune", "100001", "00004"), new("vnpost", "province", "10", "01")], Audit("codes.import"), Ct);

        Assert.Equal(["00004", "00008"], await Units.OursAsync("former", "commune", "00010", Ct));
        Assert.Equal(["01"], await Units.OursAsync("vnpost", "province", "10", Ct));
        Assert.Empty(await Units.OursAsync("vnpost", "commune", "10", Ct));
        Assert.Equal("00001", await Units.TheirsAsync("former", "commune", "00004", Ct));
        Assert.Equal("100001", await Units.TheirsAsync("vnpost", "commune", "00004", Ct));
        Assert.Null(await Units.TheirsAsync("ghn", "commune", "00004", Ct));

        await Units.ReplaceCodesAsync("former", [], Audit("codes.import"), Ct);
        Assert.Empty(await Units.OursAsync("former", "commune", "00010", Ct));
        Assert.Equal("100001", await Units.TheirsAsync("vnpost", "commune", "00004", Ct));
        Assert.Equal(3, (await AuditLinesAsync()).Count);
    }
}
