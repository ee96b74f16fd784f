using Hub.Tests.Http;
using Xunit;

namespace Hub.AcceptanceTests.Http;

/// <summary>JWT bearer with a static key.</summary>
public sealed class TokenTests(TokenTests.TokenHub hub) : IClassFixture<TokenTests.TokenHub>
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

    public sealed class TokenHub : HubApp
    {
        protected override string[] Settings =>
            [HandToken.Setting, "--Auth:RoleMap:MOTCUA_ADMIN=admin"];
    }
}
