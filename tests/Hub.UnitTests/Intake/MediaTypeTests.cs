using Hub.Core.Intake;
using Xunit;

namespace Hub.UnitTests.Intake;

public sealed class MediaTypeTests
{
    [Theory]
    [InlineData("application/json", "application/json", null)]
    [InlineData("Application/CloudEvents+JSON; Charset=\"UTF-8\"", "application/cloudevents+json", "UTF-8")]
    [InlineData("text/plain;a=b ; charset=latin1;", "text/plain", "latin1")]
    public void A_media_type_is_read(string text, string name, string? charset)
    {
        Assert.True(MediaType.TryParse(text, out var media));
        Assert.Equal((name, charset), (media.Name, media.Charset));
    }

    [Theory]
    [InlineData("")]
    [InlineData("json")]
    [InlineData("/json")]
    [InlineData("a/")]
    [InlineData("a/b c")]
    [InlineData("a/b; charset")]
    [InlineData("a/b; charset=\"x")]
    public void Anything_else_is_not(string text) => Assert.False(MediaType.TryParse(text, out _));
}
