using Hub.Core.Procedures;
using Xunit;

namespace Hub.UnitTests.Procedures;

public sealed class CatalogueDiffTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private static readonly Procedure Birth = new()
    {
        Code = "1.001193",
        Name = "Đăng ký khai sinh",
        FieldCode = "HT",
        FieldName = "Hộ tịch",
        PromulgatingAgency = "Bộ Tư pháp",
        ExecutingAgency = "UBND cấp xã",
        Channels = ["direct", "online"],
        ProcessingTimes = ["1 WORKING_DAY", "5 WORKING_DAY"],
        Fees = [8000, 0],
        UpdatedOn = new DateOnly(2026, 1, 5),
    };

    private static Dictionary<string, Procedure> Of(params Procedure[] procedures) => procedures.ToDictionary(p => p.Code);

    private static IReadOnlyList<ProcedureChange> Between(Dictionary<string, Procedure> before, Dictionary<string, Procedure> after) =>
        CatalogueDiff.Between(before, after, At, "national-portal");

    [Fact]
    public void Equal_catalogues_differ_in_nothing() =>
        Assert.Empty(Between(Of(Birth), Of(Birth with { Channels = ["direct", "online"], Fees = [8000, 0] })));

    [Fact]
    public void What_is_new_changed_or_gone_is_told_in_order_of_code()
    {
        var before = Of(Birth, Birth with { Code = "3.1" }, Birth with { Code = "2.9" });
        var after = Of(Birth with { Code = "9.2" }, Birth with { Code = "9.1" }, Birth with { Name = "Khai sinh" });

        var changes = Between(before, after);

        Assert.Equal(
            [("changed", "1.001193"), ("added", "9.1"), ("added", "9.2"), ("withdrawn", "2.9"), ("withdrawn", "3.1")],
            changes.Select(c => (c.Kind, c.Code)));
        Assert.All(changes, c => Assert.Equal((At, "national-portal"), (c.At, c.Source)));
        Assert.Equal([new FieldChange("name", "Đăng ký khai sinh", "Khai sinh")], changes[0].Fields);
        Assert.Equal((before["1.001193"], after["1.001193"]), (changes[0].Before, changes[0].After));
        Assert.Equal((null, after["9.1"]), (changes[1].Before, changes[1].After));
        Assert.Equal((before["2.9"], null), (changes[3].Before, changes[3].After));
    }

    public static TheoryData<string, Procedure> Changed => new()
    {
        { "name", Birth with { Name = "x" } },
        { "fieldCode", Birth with { FieldCode = "x" } },
        { "fieldName", Birth with { FieldName = "x" } },
        { "promulgatingAgency", Birth with { PromulgatingAgency = "x" } },
        { "executingAgency", Birth with { ExecutingAgency = "x" } },
        { "channels", Birth with { Channels = ["direct"] } },
        { "processingTimes", Birth with { ProcessingTimes = ["5 WORKING_DAY", "1 WORKING_DAY"] } },
        { "fees", Birth with { Fees = [8000] } },
        { "updatedOn", Birth with { UpdatedOn = null } },
    };

    [Theory]
    [MemberData(nameof(Changed))]
    public void Each_field_is_compared_and_named(string field, Procedure after) =>
        Assert.Equal(field, Assert.Single(CatalogueDiff.Compare(Birth, after)).Field);

    [Fact]
    public void Every_field_of_a_procedure_but_its_code_is_compared() =>
        Assert.Equal(
            typeof(Procedure).GetProperties().Select(p => p.Name).Where(name => name is not ("Code" or "EqualityContract")).Order(),
            Changed.Select(row => (string)((object[])row)[0]).Select(name => char.ToUpperInvariant(name[0]) + name[1..]).Order());

    [Fact]
    public void A_field_left_out_and_one_sent_empty_say_the_same()
    {
        var bare = Birth with { FieldName = null, Channels = [] };
        Assert.Empty(CatalogueDiff.Compare(bare, bare with { FieldName = "  " }));
        Assert.Empty(CatalogueDiff.Compare(Birth, Birth with { FieldName = " Hộ tịch " }));
        Assert.Equal(new FieldChange("fieldName", "Hộ tịch", null), Assert.Single(CatalogueDiff.Compare(Birth, Birth with { FieldName = "" })));
    }
}
