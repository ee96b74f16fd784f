using Hub.Tests.Http;
using Xunit;

namespace Hub.AcceptanceTests.Http;

/// <summary>JWT bearer with a static key.</summary>
public sealed class TokenTests(TokenTests.TokenHub hub, TokenTests.NamedHub named) : IClassFixture<TokenTests.TokenHub>, IClassFixture<TokenTests.NamedHub>
{
    [Fact]
    public async Task A_token_lets_in_by_its_roles()
    {
        Assert.Equal(200, (await hub.GetAsync("/lanes", HandToken.Of("\"roles\":[\"operator\"]"))).Status);
        Assert.Equal(200, (await hub.GetAsync("/lanes", HandToken.Of("\"roles\":\"MOTCUA_ADMIN\""))).Status);
        Assert.Equal(403, (await hub.GetAsync("/lanes", HandToken.Of("\"roles\":[\"portal\",\"nobody\"]"))).Status);
        Assert.Equal(403, (await hub.GetAsync("/lanes", HandToken.Of("\"x\":1"))).Status);
    }

    [Theory]
    [InlineData("\"roles\":[\"operator\"]", "other", 3600)]
    [InlineData("\"roles\":[\"operator\"]", "hub", -3600)]
    public async Task A_token_for_another_audience_or_out_of_time_is_refused(string claims, string audience, int seconds) =>
        Assert.Equal(401, (await hub.GetAsync("/lanes", HandToken.Of(claims, audience, seconds))).Status);

    [Fact]
    public async Task A_token_that_nobody_signed_is_refused()
    {
        var parts = HandToken.Of("\"roles\":[\"admin\"]").Split('.');

        Assert.Equal(401, (await hub.GetAsync("/lanes", $"{parts[0]}.{parts[1]}.AAAA")).Status);
        Assert.Equal(401, (await hub.GetAsync("/lanes", $"{HandToken.Text("{\"alg\":\"none\"}")}.{parts[1]}.")).Status);
    }

    [Theory]
    [InlineData("\"crit\":[\"b64\"],\"b64\":true", "EXP")]
    [InlineData("\"crit\":[]", "EXP")]
    [InlineData("\"crit\":null", "EXP")]
    [InlineData("\"kid\":\"another\"", "EXP")]
    [InlineData("\"kid\":\"\"", "EXP")]
    [InlineData("\"kid\":7", "EXP")]
    [InlineData("\"typ\":\"JWT\",\"typ\":\"JWT\"", "EXP")]
    [InlineData("\"typ\":\"\\ud800\"", "EXP")]
    [InlineData("\"typ\":\"JWT\"", "\"EXP\"")]
    [InlineData("\"typ\":\"JWT\"", "null")]
    [InlineData("\"typ\":\"JWT\"", "true")]
    [InlineData("\"typ\":\"JWT\"", "[EXP]")]
    [InlineData("\"typ\":\"JWT\"", "1e300")]
    [InlineData("\"typ\":\"JWT\"", "-1")]
    [InlineData("\"typ\":\"JWT\"", "EXP,\"exp\":EXP")]
    [InlineData("\"typ\":\"JWT\"", "EXP,\"nbf\":\"0\"")]
    [InlineData("\"typ\":\"JWT\"", "EXP,\"\\udc00\":1")]
    public async Task A_token_that_could_be_read_in_two_ways_is_refused(string header, string expiry)
    {
        var claims = $"\"sub\":\"desk-7\",\"aud\":\"hub\",\"roles\":[\"operator\"],\"exp\":{expiry}".Replace("EXP", $"{HandToken.Expiry()}", StringComparison.Ordinal);

        Assert.Equal(401, (await hub.GetAsync("/lanes", HandToken.Signed(header, claims))).Status);
    }

    [Theory]
    [InlineData("\"kid\":\"desk\"", 200)]
    [InlineData("\"typ\":\"JWT\"", 200)]
    [InlineData("\"kid\":\"Desk\"", 401)]
    public async Task A_token_that_names_a_key_is_judged_by_that_one(string header, int status)
    {
        Assert.Equal(status, (await named.GetAsync("/lanes", HandToken.Signed(header, $"\"sub\":\"desk-7\",\"aud\":\"hub\",\"roles\":[\"operator\"],\"exp\":{HandToken.Expiry()}"))).Status);
    }

    [Theory]
    [InlineData("hub")]
    [InlineData("anonymous")]
    [InlineData("cli:root")]
    [InlineData("broker:rabbitmq")]
    [InlineData("token:desk-7")]
    [InlineData("auth0|5f7c@example.vn")]
    public async Task A_subject_is_nobody_but_a_subject(string subject)
    {
        var last = (await hub.AuditAsync(0, 1))[^1].Seq;

        Assert.Equal(200, (await hub.SendAsync("POST", "/lanes/postal/resume", HandToken.Of("\"roles\":[\"operator\"]", subject: subject))).Status);

        Assert.Equal($"token:{subject}", Assert.Single(await hub.AuditAsync(last, 1), line => line.Entry.Act == "POST /lanes/{lane}/resume").Entry.Actor);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a,b")]
    [InlineData("a\\nb")]
    [InlineData("a\\u202eb")]
    [InlineData("Nguy\u1ec5n")]
    [InlineData("<b>")]
    public async Task A_subject_of_other_letters_is_refused(string subject) =>
        Assert.Equal(401, (await hub.GetAsync("/lanes", HandToken.Of("\"roles\":[\"operator\"]", subject: subject))).Status);

    public sealed class NamedHub : HubApp
    {
        protected override string[] Settings => [HandToken.Setting, "--Auth:SigningKeys:0:Id=desk"];
    }

    public sealed class TokenHub : HubApp
    {
        protected override string[] Settings =>
            [HandToken.Setting, "--Auth:RoleMap:MOTCUA_ADMIN=admin"];
    }
}
