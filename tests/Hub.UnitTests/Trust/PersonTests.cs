using Hub.Core.Trust;
using Xunit;

namespace Hub.UnitTests.Trust;

public sealed class PersonTests
{
    [Theory]
    [InlineData("CB-017", "CB-017")]
    [InlineData("CB-017", " cb-017 ")]
    [InlineData("CB-017", "ＣＢ-０１７")]
    [InlineData("Nguyễn Thị Lan", "NGUYỄN  THỊ LAN")]
    [InlineData("Nguyễn Thị Lan", "Nguye\u0302\u0303n Thi\u0323 Lan")]
    public void One_person_is_one_however_the_name_is_typed(string one, string other) => Assert.Equal(Person.Of(one), Person.Of(other));

    [Theory]
    [InlineData("CB-017", "CB-018")]
    [InlineData("Lan", "Lân")]
    [InlineData("key-1", "key-11")]
    public void Another_name_is_another_person(string one, string other) => Assert.NotEqual(Person.Of(one), Person.Of(other));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("---")]
    [InlineData("Lan\u200b")]
    [InlineData("Lan\u0000")]
    [InlineData("L\u202ean")]
    [InlineData("Lan\ud800")]
    public void A_text_that_names_nobody_is_no_person(string? text) => Assert.Null(Person.Of(text));

    [Fact]
    public void A_name_that_is_too_long_is_no_person()
    {
        Assert.NotNull(Person.Of(new string('a', Person.MaxName)));
        Assert.Null(Person.Of(new string('a', Person.MaxName + 1)));
    }

    [Theory]
    [InlineData("CB-017", "person:CB-017")]
    [InlineData("nv_12.a", "person:nv_12.a")]
    public void A_staff_code_is_named_in_the_audit(string name, string code) => Assert.Equal(code, Person.Of(name)!.Code);

    [Theory]
    [InlineData("Nguyễn Thị Lan")]
    [InlineData("lan.nguyen")]
    [InlineData("lan7@example.vn")]
    [InlineData("034567890123")]
    [InlineData("0912345678")]
    public void A_name_or_a_number_of_a_person_is_not(string name)
    {
        var code = Person.Of(name)!.Code;

        Assert.Matches("^person:sha256:[0-9a-f]{16}$", code);
        Assert.Equal(code, Person.Of($" {name.ToUpperInvariant()}")!.Code);
    }
}
