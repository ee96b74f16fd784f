using System.Net.Http.Headers;
using System.Text;
using Hub.Postal.Dialects;
using Hub.Postal.Settings;
using Hub.UnitTests.NationalPortal.Fakes;
using Xunit;

namespace Hub.UnitTests.Postal.Dialects;

/// <summary>Answers that no operator should give, and some will.</summary>
public sealed class OddAnswerTests : IDisposable
{
    private const string Token = """{"access_token":"t-1","token_type":"Bearer","expires_in":3600}""";

    private readonly FakeHttp _http = new();

    public void Dispose() => _http.Dispose();

    private async Task<PostalReply<Booked>> BookAsync(byte[] body, int status)
    {
        _http.Answer(Token);
        _http.Answer("", status, more: response =>
        {
            response.Content = new ByteArrayContent(body);
            response.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        });
        return await Speaking.Of(_http, PostalDialectNames.Ngsp).BookAsync(Speaking.Order(), default);
    }

    [Fact]
    public async Task A_refusal_in_another_encoding_is_a_refusal_still()
    {
        var reply = await BookAsync(Encoding.Latin1.GetBytes("{\"message\":\"Lỗi: không đủ".Replace('ỗ', '\u00f4').Replace('đ', '\u00f0').Replace('ủ', '\u00fb') + "\"}"), 400);

        Assert.StartsWith("HTTP 400", Assert.IsType<PostalReply<Booked>.Refused>(reply).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_with_half_a_character_is_a_refusal_still()
    {
        var reply = await BookAsync("{\"message\":\"\\ud83d\"}"u8.ToArray(), 422);

        Assert.IsType<PostalReply<Booked>.Refused>(reply);
    }

    [Fact]
    public async Task A_success_whose_words_are_in_another_encoding_may_hide_an_effect()
    {
        var reply = await BookAsync([.. "{\"Status\":100,\"Message\":\""u8, 0xC8, 0xE9, .. "\"}"u8], 200);

        Assert.True(Assert.IsType<PostalReply<Booked>.Down>(reply).MayHaveEffect);
    }

    [Theory]
    [InlineData("2147483647")]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT")]
    public async Task An_operator_cannot_ask_for_a_pause_longer_than_an_hour(string after)
    {
        _http.Answer(Token);
        _http.Answer("", 503, "text/html", response => response.Headers.TryAddWithoutValidation("Retry-After", after));

        var reply = await Speaking.Of(_http, PostalDialectNames.Ngsp).BookAsync(Speaking.Order(), default);

        Assert.Equal(TimeSpan.FromHours(1), Assert.IsType<PostalReply<Booked>.Busy>(reply).After);
    }
}
