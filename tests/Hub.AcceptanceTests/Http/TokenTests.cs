using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Xunit;

namespace Hub.AcceptanceTests.Http;

/// <summary>JWT bearer with a static key; the tokens are written here by hand, so that no library checks itself.</summary>
public sealed class TokenTests(TokenTests.TokenHub hub) : IClassFixture<TokenTests.TokenHub>
{
    private static readonly byte[] Secret = SHA256.HashData("a secret of the test only"u8);

    [Fact]
    public async Task A_token_lets_in_by_its_roles()
    {
        Assert.Equal(200, (await hub.GetAsync("/lanes", Token("\"roles\":[\"operator\"]"))).Status);
        Assert.Equal(200, (await hub.GetAsync("/lanes", Token("\"roles\":\"MOTCUA_ADMIN\""))).Status);
        Assert.Equal(403, (await hub.GetAsync("/lanes", Token("\"roles\":[\"portal\",\"nobody\"]"))).Status);
        Assert.Equal(403, (await hub.GetAsync("/lanes", Token("\"x\":1"))).Status);
    }

    [Theory]
    [InlineData("\"roles\":[\"operator\"]", "other", 3600)]
    [InlineData("\"roles\":[\"operator\"]", "hub", -3600)]
    public async Task A_token_for_another_audience_or_out_of_time_is_refused(string claims, string audience, int seconds) =>
        Assert.Equal(401, (await hub.GetAsync("/lanes", Token(claims, audience, seconds))).Status);

    [Fact]
    public async Task A_token_that_nobody_signed_is_refused()
    {
        var parts = Token("\"roles\":[\"admin\"]").Split('.');

        Assert.Equal(401, (await hub.GetAsync("/lanes", $"{parts[0]}.{parts[1]}.AAAA")).Status);
        Assert.Equal(401, (await hub.GetAsync("/lanes", $"{Text("{\"alg\":\"none\"}")}.{parts[1]}.")).Status);
    }

    private static string Token(string claims, string audience = "hub", int seconds = 3600)
    {
        var body = $"{{\"sub\":\"desk-7\",\"aud\":\"{audience}\",\"exp\":{DateTimeOffset.UtcNow.AddSeconds(seconds).ToUnixTimeSeconds()},{claims}}}";
        var signed = $"{Text("{\"alg\":\"HS256\",\"typ\":\"JWT\"}")}.{Text(body)}";
        return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(Secret, Encoding.UTF8.GetBytes(signed)))}";
    }

    private static string Text(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    public sealed class TokenHub : HubApp
    {
        protected override string[] Settings =>
            [$"--Auth:SigningKeys:0:SecretBase64={Convert.ToBase64String(Secret)}", "--Auth:RoleMap:MOTCUA_ADMIN=admin"];
    }
}
