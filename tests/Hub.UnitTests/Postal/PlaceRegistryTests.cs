using Hub.Core.Places;
using Hub.Postal.Consignments;
using Hub.Postal.Places;
using Hub.Tests;
using Xunit;

namespace Hub.UnitTests.Postal;

public sealed class PlaceRegistryTests
{
    private static readonly MemoryUnits Units = new MemoryUnits()
        .With(
            new Unit("00004", "Phường Ba Đình", "01", "Thành phố Hà Nội"),
            new Unit("09001", "Xã Hoà Lạc", "01", "Thành phố Hà Nội"),
            new Unit("21001", "Phường Phù Mỹ", "52", "Tỉnh Gia Lai"),
            new Unit("21002", "Xã Tân An", "52", "Tỉnh Gia Lai"),
            new Unit("21003", "Phường Tân An", "52", "Tỉnh Gia Lai"),
            new Unit("66001", "Xã Đắk Đoa", "66", "Tỉnh Đắk Lắk"),
            new Unit("66002", "Xã Dak Doa", "66", "Tỉnh Đắk Lắk"),
            new Unit("31001", "Xã Giáp Ranh", "60", "Tỉnh Demo"))
        .Calling(
            new UnitCode(PlaceRegistry.Former, "province", "64", "52"),
            new UnitCode(PlaceRegistry.Former, "commune", "00001", "00004"),
            new UnitCode(PlaceRegistry.Former, "commune", "00004", "09001"),
            new UnitCode(PlaceRegistry.Former, "commune", "22222", "21002"),
            new UnitCode(PlaceRegistry.Former, "commune", "22222", "21003"),
            new UnitCode(PlaceRegistry.Former, "province", "77", "52"),
            new UnitCode(PlaceRegistry.Former, "province", "77", "60"),
            new UnitCode(PlaceRegistry.Former, "commune", "33333", "21001"),
            new UnitCode(PlaceRegistry.Former, "commune", "33333", "31001"),
            new UnitCode("vnpost", "province", "10", "01"),
            new UnitCode("vnpost", "district", "1010", "00004"),
            new UnitCode("vnpost", "commune", "10107", "00004"));

    private readonly ManualClock _clock = new();
    private readonly PlaceRegistry _book;

    public PlaceRegistryTests() => _book = new PlaceRegistry(Units, _clock);

    [Fact]
    public async Task An_address_of_two_levels_is_found_by_its_code() =>
        Assert.Equal(new FoundPlace("01", "00004"), await FindAsync(commune: "00004", province: "01"));

    [Fact]
    public async Task A_reused_code_in_an_address_with_a_district_is_read_by_the_old_list()
    {
        Assert.Equal(new FoundPlace("01", "09001"), await FindAsync(commune: "00004", district: "001", province: "01"));
        Assert.Equal(new FoundPlace("01", "00004"), await FindAsync(commune: "00004", province: "01"));
    }

    [Fact]
    public async Task A_former_unit_that_was_divided_gives_its_province_alone() =>
        Assert.Equal(new FoundPlace("52", null), await FindAsync(commune: "22222", district: "548", province: "64"));

    [Fact]
    public async Task A_former_unit_that_went_to_two_provinces_gives_none() =>
        Assert.Equal(new FoundPlace(null, null), await FindAsync(commune: "33333", district: "548", province: "64"));

    [Fact]
    public async Task A_former_province_that_was_divided_gives_none() =>
        Assert.Equal(new FoundPlace(null, null), await FindAsync(province: "77"));

    [Fact]
    public async Task A_district_told_by_its_name_alone_makes_the_code_one_of_the_old_list() =>
        Assert.Equal(new FoundPlace("01", "09001"), await _book.FindAsync(new PostalPlace("Số 1", "00004", null, null, "Quận Ba Đình", "01", null), CancellationToken.None));

    [Theory]
    [InlineData("00001", null, "00004")]
    [InlineData("09001", "001", "09001")]
    public async Task A_code_that_its_own_list_lacks_is_looked_for_in_the_other(string commune, string? district, string found) =>
        Assert.Equal(new FoundPlace("01", found), await FindAsync(commune, district, "01"));

    [Fact]
    public async Task A_province_that_was_not_there_yet_is_known_as_soon_as_it_is_imported()
    {
        var units = new MemoryUnits();
        var registry = new PlaceRegistry(units, _clock);
        var place = new PostalPlace("Số 1", null, null, null, null, "01", null);
        Assert.Null((await registry.FindAsync(place, CancellationToken.None)).Province);

        units.With(new Unit("00004", "Phường Ba Đình", "01", "Thành phố Hà Nội"));

        Assert.Equal("01", (await registry.FindAsync(place, CancellationToken.None)).Province);
    }

    [Fact]
    public async Task A_former_province_is_found_by_the_old_list() =>
        Assert.Equal(new FoundPlace("52", null), await FindAsync(province: "64"));

    [Theory]
    [InlineData("Xã Hòa Lạc", "09001")]
    [InlineData("hoà  lạc", "09001")]
    [InlineData("Hoa\u0300 La\u0323c", "09001")]
    [InlineData("Xa\u0303 Hoa\u0300 La\u0323c", "09001")]
    [InlineData("Xã\u00a0Hòa\tLạc", "09001")]
    [InlineData("\u202bXã Hòa\u200b Lạc\u200f", "09001")]
    [InlineData("Xã Tân An", "21002")]
    [InlineData("P. Tân An", null)]
    [InlineData("Tân An", null)]
    [InlineData("Phú Mỹ", null)]
    [InlineData("Phù Mỹ", "21001")]
    public async Task A_name_is_found_however_it_is_written_but_never_another_one(string name, string? code)
    {
        var province = code is not null && code.StartsWith("09", StringComparison.Ordinal) ? "Hà Nội" : "Gia Lai";
        var place = new PostalPlace("Số 1", null, name, null, null, null, province);

        var found = await _book.FindAsync(place, CancellationToken.None);

        Assert.Equal(code, found.Commune);
        Assert.Equal(province is "Hà Nội" ? "01" : "52", found.Province);
    }

    [Theory]
    [InlineData("Xã \u00d0ắk \u00d0oa", "Tỉnh \u00d0ắk Lắk")]
    [InlineData("XÃ \u00d0ẮK \u00d0OA", "\u00f0ắk lắk")]
    [InlineData("\u00f0ắk \u00f0oa", "Đắk Lắk")]
    [InlineData("Đa\u0306\u0301k D\u0335oa", "Đắk Lắk")]
    public async Task An_eth_is_read_as_the_letter_that_it_stands_for(string commune, string province) =>
        Assert.Equal(new FoundPlace("66", "66001"), await _book.FindAsync(new PostalPlace("Số 1", null, commune, null, null, null, province), CancellationToken.None));

    [Fact]
    public async Task Names_that_were_imported_meanwhile_are_known_after_a_minute()
    {
        var units = new MemoryUnits().With(new Unit("00004", "Phường Ba Đình", "01", "Thành phố Hà Nội"));
        var registry = new PlaceRegistry(units, _clock);
        var renamed = new PostalPlace("Số 1", null, "Phường Đổi Tên", null, null, "01", null);
        Assert.Null((await registry.FindAsync(renamed, CancellationToken.None)).Commune);

        units.With(new Unit("00004", "Phường Đổi Tên", "01", "Thành phố Hà Nội"));
        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("00004", (await registry.FindAsync(renamed, CancellationToken.None)).Commune);
    }

    [Fact]
    public async Task A_place_nobody_knows_is_not_guessed()
    {
        Assert.Equal(new FoundPlace(null, null), await FindAsync(commune: "99999", province: "99"));
    }

    [Fact]
    public async Task An_operator_gets_official_codes_only_where_it_takes_them()
    {
        var place = new PostalPlace("Số 1", "00004", null, null, null, "01", null);
        var other = new PostalPlace("Số 1", "21001", null, null, null, "52", null);

        Assert.Equal(new OperatorPlace(new FoundPlace("01", "00004"), "10", "1010", "10107"), await _book.ForOperatorAsync(place, "vnpost", false, CancellationToken.None));
        Assert.Equal(new OperatorPlace(new FoundPlace("52", "21001"), null, null, null), await _book.ForOperatorAsync(other, "vnpost", false, CancellationToken.None));
        Assert.Equal(new OperatorPlace(new FoundPlace("52", "21001"), "52", null, "21001"), await _book.ForOperatorAsync(other, "vnpost", true, CancellationToken.None));
    }

    private Task<FoundPlace> FindAsync(string? commune = null, string? district = null, string? province = null) =>
        _book.FindAsync(new PostalPlace("Số 1", commune, null, district, null, province, null), CancellationToken.None);
}
