using Hub.Postal.Names;
using Xunit;

namespace Hub.UnitTests.Postal.Acts;

public sealed class PersonNameTests
{
    [Theory]
    [InlineData("Nguyễn Văn Hùng", "NGUYỄN VĂN HÙNG")]
    [InlineData("Nguyễn Văn Hùng", "nguyen van hung")]
    [InlineData("Nguyễn Văn Hùng", "Nguyen Văn Hung")]
    [InlineData("Nguyễn Văn Hùng", "  Nguyễn \t Văn  Hùng ")]
    [InlineData("Đặng Thị Hòa", "ĐẶNG THỊ HOÀ")]
    [InlineData("Đặng Thị Hòa", "dang thi hoa")]
    [InlineData("Đặng Thị Đào", "\u00d0ặng Thị \u00d0ào")]
    [InlineData("Đặng Thị Đào", "\u00f0ặng thị \u00f0ào")]
    [InlineData("\u00d0ặng Thị Đào", "Dang Thi Dao")]
    [InlineData("Đặng Thị Đào", "D\u0335ặng Thị\u200b Đào")]
    [InlineData("Trần Thị Mỵ Ương", "Tra\u0302\u0300n Thi\u0323 My\u0323 U\u031bo\u031bng")]
    [InlineData("Trần Thị Huệ", "Trần Thị Hue\u0323\u0302")]
    public void One_person_is_known_however_the_name_is_typed(string listed, string typed)
    {
        Assert.True(PersonName.Same(listed, typed));
        Assert.True(PersonName.Same(typed, listed));
    }

    [Theory]
    [InlineData("Nguyễn Văn Hùng", "Nguyễn Văn Hưng")]
    [InlineData("Nguyễn Văn Hùng", "Nguyễn Văn Húng")]
    [InlineData("Nguyễn Thị Đào", "Nguyễn Thị Dào")]
    [InlineData("Nguyễn Thị \u00d0ào", "Nguyễn Thị Dào")]
    [InlineData("Lê Thị Lan", "Lê Thị Lân Anh")]
    [InlineData("Lê Thị Lan Anh", "Lê Thị Lan")]
    [InlineData("Lê Thị Lan", "Lê Thị Len")]
    [InlineData("Trần Tâm", "Trần Tăm")]
    [InlineData("Trần Tuấn", "Trần Tuân")]
    public void Names_that_are_typed_with_other_marks_or_words_are_other_persons(string listed, string typed)
    {
        Assert.False(PersonName.Same(listed, typed));
        Assert.False(PersonName.Same(typed, listed));
    }
}
