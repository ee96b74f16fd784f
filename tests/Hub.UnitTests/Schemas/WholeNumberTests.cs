using System.Text;
using System.Text.Json;
using Hub.Core.Events;
using Xunit;

namespace Hub.UnitTests.Schemas;

public sealed class WholeNumberTests
{
    [Theory]
    [InlineData("8000", 8000)]
    [InlineData("8000.0", 8000)]
    [InlineData("8e3", 8000)]
    [InlineData("8E+3", 8000)]
    [InlineData("0.8e4", 8000)]
    [InlineData("800000e-2", 8000)]
    [InlineData("80000.00e-1", 8000)]
    [InlineData("-8e3", -8000)]
    [InlineData("-0", 0)]
    [InlineData("-0.0e5", 0)]
    [InlineData("0e999999999999", 0)]
    [InlineData("0e-999999999999", 0)]
    [InlineData("9223372036854775807.0", long.MaxValue)]
    [InlineData("-9223372036854775808.0", long.MinValue)]
    [InlineData("922337203685477580.7e1", long.MaxValue)]
    [InlineData("0.0000000000000000000000000000001e31", 1)]
    public void A_whole_number_is_read_in_every_spelling(string text, long number) => Assert.Equal(number, Read(text));

    [Theory]
    [InlineData("8000.5")]
    [InlineData("8e-1")]
    [InlineData("1e-999999999999")]
    [InlineData("1e400")]
    [InlineData("1e999999999999")]
    [InlineData("9223372036854775808")]
    [InlineData("9223372036854775808.0")]
    [InlineData("-9223372036854775809.0")]
    [InlineData("92233720368547758070e0")]
    [InlineData("99999999999999999999.0")]
    [InlineData("\"8000\"")]
    [InlineData("true")]
    public void A_fraction_and_what_no_long_holds_are_no_whole_numbers(string text) => Assert.Null(Read(text));

    private static long? Read(string text)
    {
        using var document = JsonDocument.Parse(text);
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
        reader.Read();
        var isWhole = WholeNumber.TryRead(ref reader, out var number);
        Assert.Equal(isWhole, WholeNumber.TryRead(document.RootElement, out var again));
        Assert.Equal(number, again);
        return isWhole ? number : null;
    }
}
