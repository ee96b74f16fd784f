using System.Globalization;
using Hub.Core.Events;
using Xunit;

namespace Hub.UnitTests.Intake;

public sealed class EventTimeTests
{
    [Theory]
    [InlineData("2026-11-21T09:15:30+07:00", "2026-11-21T02:15:30.0000000")]
    [InlineData("2026-11-21t02:15:30z", "2026-11-21T02:15:30.0000000")]
    [InlineData("2026-11-21T02:15:30.123456789Z", "2026-11-21T02:15:30.1234567")]
    [InlineData("2026-11-21T02:15:30.5-00:00", "2026-11-21T02:15:30.5000000")]
    [InlineData("2026-12-31T23:59:60Z", "2027-01-01T00:00:00.0000000")]
    [InlineData("2028-02-29T00:00:00Z", "2028-02-29T00:00:00.0000000")]
    public void Rfc_3339_is_read(string text, string utc)
    {
        Assert.True(EventTime.TryParse(text, out var time));
        Assert.Equal(utc, time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-11-21")]
    [InlineData("2026-11-21T09:15:30")]
    [InlineData("2026-11-21 09:15:30Z")]
    [InlineData("2026-11-21T09:15Z")]
    [InlineData("2026-02-29T00:00:00Z")]
    [InlineData("2026-13-01T00:00:00Z")]
    [InlineData("2026-11-21T24:00:00Z")]
    [InlineData("2026-11-21T09:15:30.Z")]
    [InlineData("2026-11-21T09:15:30+0700")]
    [InlineData("2026-11-21T09:15:30+24:00")]
    [InlineData("20261121T091530Z0000")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("9999-12-31T23:59:60Z")]
    public void Anything_else_is_not(string text) => Assert.False(EventTime.TryParse(text, out _));
}
